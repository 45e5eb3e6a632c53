"""The pictures of exported posts that lie in their archives as files. Nothing is fetched, and no file outside is read."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from reader.export.selection import Entry

FOLDER = "pictures"
"""of exports that have more than one file"""
_MOST_BYTES = 50_000_000
"""of a picture; a larger file stays a link"""
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"GIF87a", "image/gif", "gif"),
    (b"GIF89a", "image/gif", "gif"),
)
"""first bytes of the kinds that all browsers and books show; SVG, which is a program of a kind, is not among them"""
_HEAD = 12


class Picture(NamedTuple):
    """A picture of an archive."""

    file: Path
    type: str
    """such as `image/png`, by its first bytes"""
    name: str
    """its place in the export, whatever its own name is"""

    @property
    def data_url(self) -> str:
        """the picture itself as an address. Raise OSError"""
        return f"data:{self.type};base64,{base64.b64encode(self.file.read_bytes()).decode()}"


class Pictures:
    """Finds the pictures of an export, each once."""

    def __init__(self, take: Callable[[Picture], object] = lambda _picture: None) -> None:
        """`take` is called with each picture when it is found first."""
        self._take = take
        self._known: dict[Path, Picture | None] = {}

    @property
    def found(self) -> list[Picture]:
        """those that were found so far"""
        return [each for each in self._known.values() if each is not None]

    def of(self, entry: Entry, url: str) -> Picture | None:
        """Return the picture at an address in a post; None if it is not in the archive, or the export has no pictures."""
        if not entry.selection.options.has_pictures:
            return None
        for file in _candidates(entry, url):
            if file not in self._known:
                kind = _kind_of(file)
                name = f"{FOLDER}/{len(self.found) + 1}.{kind[1]}" if kind is not None else ""
                picture = Picture(file, kind[0], name) if kind is not None else None
                if picture is not None:
                    self._take(picture)
                self._known[file] = picture
            if self._known[file] is not None:
                return self._known[file]
        return None


def _candidates(entry: Entry, url: str) -> list[Path]:
    """Return the files that an address may mean, the likeliest first, all of them within the archive.

    It is a path from the post, or from the archive. The converter completes it by the post's own address.
    """
    try:
        parts = urlsplit(url)
        page = urlsplit(entry.row.post.source)
    except ValueError:
        return []
    path = unquote(parts.path)
    if not path or "\0" in path or (parts.scheme and parts.netloc != page.netloc):
        return []
    folder, archive = entry.row.post.file.parent, entry.row.post.archive
    beside = PurePosixPath(unquote(page.path)).parent
    paths = [folder / path] if not path.startswith("/") else []
    if parts.scheme and PurePosixPath(path).is_relative_to(beside):
        paths.append(folder / PurePosixPath(path).relative_to(beside))
    paths.append(archive / path.lstrip("/"))
    root = archive.resolve()
    found = [each.resolve() for each in paths]
    return [each for each in dict.fromkeys(found) if each.is_relative_to(root)]


def _kind_of(file: Path) -> tuple[str, str] | None:
    """Return type and ending of a picture; None for what is none, or cannot be read."""
    try:
        if not file.is_file() or file.stat().st_size > _MOST_BYTES:
            return None
        with file.open("rb") as stream:
            head = stream.read(_HEAD)
    except (OSError, ValueError):
        return None
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp", "webp"
    return next(((type_, ending) for start, type_, ending in _KINDS if head.startswith(start)), None)
