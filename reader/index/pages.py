"""SQLite files in which every page carries a checksum, compared whenever the page is read.

SQLite notices damage only where it breaks the structure of a page; a changed byte in a row is an answer. So the file
is opened through a virtual file system (https://sqlite.org/vfs.html) that appends a CRC-32 to each page as it is
written to the file, and compares it before SQLite sees the page. The checksum begins with the page's number, so that
pages that changed places are noticed, too. The write-ahead log has SQLite's own checksums.
"""

from __future__ import annotations

import contextlib
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from reader.language import tr

if TYPE_CHECKING:
    from typing_extensions import Buffer

PAGE = 4096
"""bytes of a page"""
_SUM = 4
"""bytes at the end of each page that SQLite leaves to the checksum"""
_WHOLE = 0x2144DF1C
"""CRC-32 of anything that its own CRC-32 follows, low byte first"""
_HEADER = 100
"""bytes of the header of a file, which SQLite also reads by itself before it reads the first page as a whole"""
_PAGES_TRIED = 8
"""pages at the beginning of a file of which one must be whole, so that the file is known for an index"""


class _PageFile(apsw.VFSFile):
    """The main file of a database."""

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802 - as APSW calls it
        if offset + amount <= _HEADER:
            return super().xRead(amount, offset)
        # Of a page that continues a long row, SQLite may read no more than it needs.
        page = super().xRead(PAGE, offset)
        if amount > PAGE or offset % PAGE or not _is_whole(page, offset):
            raise apsw.CorruptError(tr("page {number} is damaged", number=offset // PAGE + 1))
        return page if amount == PAGE else page[:amount]

    def xWrite(self, data: Buffer, offset: int) -> None:  # noqa: N802 - as APSW calls it
        body = bytes(data)[:-_SUM]
        super().xWrite(body + zlib.crc32(body, offset // PAGE).to_bytes(_SUM, "little"), offset)


class _CheckedFileSystem(apsw.VFS):
    """The system's files, with checksums in the main file of a database."""

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - as APSW calls it
        kind = _PageFile if flags[0] & apsw.SQLITE_OPEN_MAIN_DB else apsw.VFSFile
        return kind("", name, flags)


_NAME = "reader-checked"
_FILE_SYSTEM = _CheckedFileSystem(_NAME, "")
"""registered as long as this object lives"""


def _is_whole(page: bytes, offset: int) -> bool:
    return len(page) == PAGE and zlib.crc32(page, offset // PAGE) == _WHOLE


def open_checked(path: Path, flags: int, options: str = "") -> apsw.Connection:
    """Return a connection to the file; `options` are parameters of its URI. Raise apsw.Error.

    Closing it writes nothing, as there would be nobody to tell of a full disk; see `empty_log`.
    """
    try:
        str(path).encode()
    except UnicodeEncodeError:
        # SQLite takes names in UTF-8 alone, and apsw's are texts.
        raise apsw.CantOpenError("its path is not UTF-8") from None
    connection = apsw.Connection(f"{path.as_uri()}?{options}", flags | apsw.SQLITE_OPEN_URI, _NAME)
    connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
    return connection


def empty_log(connection: apsw.Connection) -> None:
    """Write what is in the write-ahead log to the file, unless others read it or the disk is full."""
    connection.set_busy_timeout(0)
    with contextlib.suppress(apsw.Error):
        connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)


def lay_out(connection: apsw.Connection) -> None:
    """Give an empty database its page size, and room for the checksums."""
    connection.reserve_bytes(reserve=_SUM)
    connection.execute(f"PRAGMA page_size = {PAGE}")


def has_whole_page(head: bytes) -> bool:
    """Return whether any page at the beginning of a file carries its checksum, whatever became of the others."""
    return any(_is_whole(head[start : start + PAGE], start) for start in range(0, len(head), PAGE))


HEAD = _PAGES_TRIED * PAGE
"""bytes of a file that `has_whole_page` looks at"""
