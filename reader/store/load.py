"""Makes a post out of a file's bytes; whatever is wrong with them, a post comes out."""

from __future__ import annotations

import codecs
import os
import re
import stat
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from reader.errors import reason_of
from reader.post import Post, PostDate, Tag, TagKind
from reader.store.front_matter import FrontMatter, parse
from reader.text.dates import date_from_path, parse_epoch_milliseconds, parse_post_date
from reader.text.safe import clean, clean_line

LONGEST_READ = 8_000_000
"""bytes of a file that are read: ten times the longest of 50,548 real posts, and some seconds of converting"""

_FIRST_BLOCK = 8192
_UNTITLED = "(untitled)"
# Only references that end in a semicolon: without one, `Q&A&lt` and `?a=1&copy=2` are what the author wrote.
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_COMMENT = re.compile(r"\s*<!--([^>\n]*)-->[ \t]*(?:\n|\Z)")
_UNDERLINE = re.compile(r"[-=]{3,}[ \t]*")
_TITLE_LINK = re.compile(r"\[(.*)\]\((\S*)\)[ \t]*")
_DATE_IN_NAME = re.compile(r"\d{4}[-_]\d{2}[-_]\d{2}[-_ ]*", re.ASCII)
_HASH_HEADING = re.compile(r"#{1,6}[ \t]+")
_HTML_HEADING = re.compile(r"<h([1-3])\b[^>]{0,300}>(.{1,500}?)</h\1>", re.DOTALL | re.IGNORECASE)
_HTML_TAG = re.compile(r"<[^>]{0,500}>")
_HEADING_WITHIN = 20_000
_LONGEST_TITLE = 10_000


class Loaded(NamedTuple):
    """A post and the text below its front matter."""

    post: Post
    body: str
    """the body as it stands in the file, the title's repetition at its top included; empty where the file
    can not be read or is no text"""


class _Preamble(NamedTuple):
    """What the first lines of a body say again of the post."""

    epoch: str = ""
    title: str = ""
    url: str = ""


def load(archive: Path, path: str) -> Loaded:
    """The post in a file. Never raises: what is wrong with the file is among the post's warnings."""
    try:
        data, is_whole = read_bytes(f"{archive}/{path}")
    except OSError as error:
        return _make(archive, path, FrontMatter(), [f"The file can not be read ({reason_of(error)})."])
    return from_bytes(archive, path, data, is_whole)


def from_bytes(archive: Path, path: str, data: bytes, is_whole: bool) -> Loaded:
    """The post that these bytes of its file hold; `is_whole` says whether they are all of it."""
    warnings: list[str] = []
    if not is_whole:
        warnings.append(f"Only the first {LONGEST_READ // 1_000_000} MB of the file are read.")
    if not data.strip():
        return _make(archive, path, FrontMatter(), [*warnings, "The file is empty."])
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not is_utf16 and b"\0" in data[:_FIRST_BLOCK]:
        return _make(archive, path, FrontMatter(), ["The file is binary, not text."])
    if is_utf16:
        text = data.decode("utf-16", "replace")
    else:
        text, is_utf8 = _decode(data, is_whole)
        if not is_utf8:
            warnings.append("Some bytes of the file are not UTF-8; they are shown as \ufffd.")
    front_matter = parse(text)
    if not front_matter.is_present:
        warnings.append("The file has no front matter.")
    return _make(archive, path, front_matter, [*warnings, *front_matter.warnings])


def read_bytes(file: str | Path) -> tuple[bytes, bool]:
    """The first `LONGEST_READ` bytes of a regular file, and whether they are all.

    Raises OSError. It does not wait on a pipe that stands in the place of a file.
    """
    descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "it is not a file")
        # As a rule one call reads the whole file, and that it read less than it might says so.
        most = status.st_size + 1
        chunks: list[bytes] = []
        left = LONGEST_READ + 1
        while left > 0 and (chunk := os.read(descriptor, min(left, most))):
            chunks.append(chunk)
            left -= len(chunk)
            if len(chunk) < most:
                break
    finally:
        os.close(descriptor)
    data = b"".join(chunks)
    return data[:LONGEST_READ], len(data) <= LONGEST_READ


def _decode(data: bytes, is_whole: bool) -> tuple[str, bool]:
    """The text of UTF-8 bytes, and whether they are UTF-8 but for a character that the bound cut in two."""
    try:
        return data.decode(), True
    except UnicodeDecodeError as error:
        if not is_whole and error.start > len(data) - 4:
            return data[: error.start].decode(), True
        return data.decode(errors="replace"), False


def _make(archive: Path, path: str, front_matter: FrontMatter, warnings: list[str]) -> Loaded:
    preamble = _preamble(front_matter.body)
    source = _said(front_matter.text("from")) or preamble.url
    post = Post(
        archive=archive,
        path=path,
        title=_title(path, front_matter, preamble, warnings),
        date=_date(path, front_matter, preamble, warnings),
        author=_name(front_matter.text("author", "authors")),
        source=clean(source).strip(),
        tags=_tags(front_matter),
        warnings=tuple(warnings),
    )
    return Loaded(post, front_matter.body)


def _preamble(body: str) -> _Preamble:
    """The comment with the epoch and the underlined link that the title is, each where it stands."""
    comment = _COMMENT.match(body)
    start = comment.end() if comment else 0
    epoch = comment[1].strip() if comment else ""
    while body.startswith(("\n", " "), start):
        start += 1
    if not body.startswith("[", start):
        return _Preamble(epoch)
    line_end = body.find("\n", start)
    next_end = body.find("\n", line_end + 1)
    underline = body[line_end + 1 : next_end if next_end >= 0 else len(body)]
    if not 0 <= line_end < start + _LONGEST_TITLE or _UNDERLINE.fullmatch(underline) is None:
        return _Preamble(epoch)
    link = _TITLE_LINK.fullmatch(body[start:line_end])
    return _Preamble(epoch, link[1], link[2]) if link else _Preamble(epoch)


def _title(path: str, front_matter: FrontMatter, preamble: _Preamble, warnings: list[str]) -> str:
    if title := _label(front_matter.text("title")):
        return title
    if title := _label(preamble.title):
        replacement = "the title above the text"
    elif title := _label(_first_heading(front_matter.body)):
        replacement = "the first heading"
    else:
        title = _title_from_path(path)
        replacement = "the file's name"
    if front_matter.is_present:
        warnings.append(f"The front matter has no title; {replacement} stands in for it.")
    return title


def _title_from_path(path: str) -> str:
    """The file's name without its ending and the date that it begins with."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return clean_line(_DATE_IN_NAME.sub("", stem, count=1)) or clean_line(stem).rstrip("-_ ") or _UNTITLED


def _first_heading(body: str) -> str:
    """The first heading near the top of the body, in Markdown or HTML; empty where there is none."""
    start = body[:_HEADING_WITHIN]
    is_code = False
    previous = ""
    for line in start.split("\n"):
        bare = line.strip()
        if bare.startswith(("```", "~~~")):
            is_code = not is_code
        elif not is_code:
            if heading := _HASH_HEADING.match(bare):
                return bare[heading.end() :].rstrip("#")
            if previous and not previous.startswith(("<", "-", "*", ">")) and _UNDERLINE.fullmatch(bare):
                return previous
        previous = bare
    found = _HTML_HEADING.search(start)
    return _HTML_TAG.sub("", found[2]) if found else ""


def _date(path: str, front_matter: FrontMatter, preamble: _Preamble, warnings: list[str]) -> PostDate | None:
    said = _said(front_matter.text("date"))
    if said and (date := parse_post_date(said)) is not None:
        return date
    date = parse_epoch_milliseconds(preamble.epoch) or date_from_path(path)
    if said:
        instead = "" if date is None else "; the date comes from elsewhere in the file or its name"
        warnings.append(f"The date {clean_line(said)[:60]} can not be read{instead}.")
    return date


def _tags(front_matter: FrontMatter) -> tuple[Tag, ...]:
    """The front matter's tags and categories, each name once."""
    names = (_name(item) for item in front_matter.items("tags", "tag", "categories", "category"))
    return tuple(Tag(name, TagKind.CHANNEL) for name in dict.fromkeys(names) if name)


def _said(value: str) -> str:
    """A value without the two ways in which YAML says nothing; for all but titles, which are always text."""
    return "" if value in ("~", "null", "Null", "NULL") else value


# The same few authors and channels name most posts of an archive.
@lru_cache(maxsize=1024)
def _name(text: str) -> str:
    """A label that many posts share."""
    return _label(_said(text))


def _label(text: str) -> str:
    """Text as one clean line, with entities decoded."""
    if "&" in text:
        from html import unescape  # all names of HTML's characters, for the few posts whose labels need them

        text = _ENTITY.sub(lambda entity: unescape(entity[0]), text)
    return clean_line(text)
