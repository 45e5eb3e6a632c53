"""Loading of a post from its file; any bytes give a post, with warnings for what is wrong with them."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from reader.errors import ReaderError, reason_of
from reader.frozen import replace
from reader.language import Remark, later, tr
from reader.post import Post, PostDate, Tag, TagKind
from reader.store.decoding import BINARY, decode
from reader.store.fields import MAX_TAGS, read_fields
from reader.store.front_matter import parse
from reader.store.front_matter_values import Form, FrontMatter
from reader.store.habits import NO_HABITS, Habits, HabitsOf
from reader.store.kinds import MDX, begins_as_page
from reader.store.post_dates import AskHabits, first_date
from reader.store.titles import Preamble, preamble_of, title_of
from reader.text.dates import date_from_path, parse_epoch_milliseconds
from reader.text.embedded import cut_embedded
from reader.text.equivalence import composed, composed_from
from reader.text.hashing import blake2b
from reader.text.late import late
from reader.text.safe import clean, clean_line

MAX_READ_BYTES = 11_000_000
"""ten times the longest of 50,548 real posts, and front matter besides; converting so much takes some seconds"""
_MAX_SOURCE_CHARS = 8_000
"""of an address; servers refuse requests of more"""
_MAX_NAME_CHARS = 1_000
"""of a title, an author or a tag, which are shown in lists and kept in memory; the longest real title has 300"""
_MAX_DESCRIPTION_CHARS = 50_000
_MAX_DATE_CHARS = 300
"""of a date as written; the longest forms have 60"""
MAX_EMBEDDED_BYTES = 64_000_000
"""of a file of which pictures that it holds are cut out: saved pages of more than 20 MB are common"""

# Docusaurus reads Markdown files as MDX; a component that is imported first and used tells such a file.
_IMPORTS = late(r"\s{0,20}(?:import\ [^\n]{1,500}['\"];?[ \t]*\n\s{0,20})+")
_IMPORTED = late(r"\b[A-Z]\w{0,80}\b(?=[^'\"]*\ from\ ['\"])")
_JSX = late(
    r"<[A-Za-z][\w.]{0,80}(?:\s[^<>{}`]{0,300})?\s[A-Za-z-]{1,40}=\{(?:\{\s*['\"]?[A-Za-z-]{1,40}['\"]?\s*:|[A-Za-z\[`'\"])"
)
"""an element with an attribute whose value is an expression: `<img style={{float: 'right'}}>`, `<Video src={film}>`"""
_FENCED = late(r"(?ms)^[ \t>]*(`{3,}|~{3,}).*?^[ \t>]*\1|`[^`\n]+`")
_MAX_IMPORT_INDENT = 40
# SimpRead, the clippers of OneNote and Joplin, Omnivore, and what people write by hand.
_CLIPPED = late(
    r"\s*+(?:#[^\n]{1,300}\n\s*+)?(?:>[ \t]*+)?(?:[-*][ \t]++)?\*{0,2}(?:[^\n\[\]<>]{0,20}\[简悦[^\n]{0,80})?"
    r"(?:原文地址|原文链接|原文網址|原文连结|原文連結|原文|Clipped from|Saved from|Original (?:article|link|url)|Source url)\*{0,2}[ \t]*+[:：]?\*{0,2}[ \t]*+"
    r"(?:\[[^\]\n]{0,500}\]\(<?|<)?(https?://[^\s<>()]{1,2000})>?\)?[ \t]*(?:\n|\Z)",
    re.IGNORECASE,
)
_MAX_CLIPPED_CHARS = 3_000


class Loaded(NamedTuple):
    """A post and its body."""

    post: Post
    body: str
    """everything below the front matter, preamble included; empty if the file is unreadable or not text"""
    front_matter: FrontMatter = FrontMatter({})
    """all that the head of the file says"""
    digest: int = 0
    """a hash of the bytes of the file, as far as they are read; 0 if it is unreadable"""


class FileUnreadableError(ReaderError):
    """A file is missing, cannot be read, or is not a regular file."""

    def __init__(self, file: str | Path, reason: str) -> None:
        super().__init__(f"{file} cannot be read ({reason}).")
        self.reason = reason


_CUT_DATE = later("The date is cut after {most:,} characters.")
_CUT_TITLE = later("The title is cut after {most:,} characters.")
_CUT_AUTHOR = later("The author is cut after {most:,} characters.")
_CUT_ADDRESS = later("The address of the post is cut after {most:,} characters.")
_CUT_DESCRIPTION = later("The description is cut after {most:,} characters.")
_CUT_PICTURE = later("The address of the picture is cut after {most:,} characters.")
_CUT_TAG = later("The tag is cut after {most:,} characters.")
_NO_DATE = later("The date {date} cannot be read.")
_OTHER_DATE = later("The date {date} cannot be read; the date comes from elsewhere in the file or its name.")


def load(archive: Path, path: str, habits: HabitsOf | None = None) -> Loaded:
    """Return the post in a file. Never raises: defects of the file become warnings of the post.

    `habits` decide what the file leaves in doubt; without them nothing of its archive is known.
    """
    try:
        data, is_whole = read_bytes(f"{archive}/{path}")
    except FileUnreadableError as error:
        return _build(
            archive,
            path,
            FrontMatter({}),
            [Remark("The file cannot be read ({reason}).", reason=error.reason)],
        )
    digest = int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)
    return from_bytes(archive, path, data, is_whole, habits)._replace(digest=digest)


def from_bytes(
    archive: Path, path: str, data: bytes, is_whole: bool, habits: HabitsOf | None = None
) -> Loaded:
    """Return the post in the bytes of a file; `is_whole` tells whether they are the entire file."""
    warnings: list[str] = []
    if not is_whole:
        warnings.append(
            Remark("Only the first {most} MB of the file are read.", most=MAX_READ_BYTES // 1_000_000)
        )
    if not data.strip():
        return _build(archive, path, FrontMatter({}), [*warnings, Remark("The file is empty.")])
    decoded = decode(data, is_whole=is_whole)
    if decoded is None:
        return _build(archive, path, FrontMatter({}), [BINARY])
    is_utf8 = not decoded.warnings and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = composed_from(data, decoded.text) if is_utf8 else composed(decoded.text)
    warnings += decoded.warnings
    front_matter = _front_matter(path, text)
    if not front_matter.is_present and not (habits is not None and habits(archive).lacks_front_matter):
        warnings.append(Remark("The file has no front matter."))
    return _build(archive, path, front_matter, [*warnings, *front_matter.warnings], habits)


def _front_matter(path: str, text: str) -> FrontMatter:
    """Return the front matter and the body of a file's text; a whole page and MDX as what they stand for."""
    front_matter = parse(text)
    if path[-4:].lower() == MDX or _has_components(front_matter):
        from reader.store.mdx import mdx_to_markdown, mdx_values  # few archives have such files

        body = mdx_to_markdown(front_matter.body)
        if not front_matter.is_present and (values := mdx_values(text)):
            return FrontMatter(values, body, is_present=True, form=Form.MDX)
        return replace(front_matter, body=body)
    body = front_matter.body
    if "/>" in body and "from" not in front_matter.values:
        from reader.store.lone_components import LONE_COMPONENT, lone_components_to_markdown

        if LONE_COMPONENT.search(body):
            return replace(front_matter, body=lone_components_to_markdown(body))
    if (body[:1] != "<" and body[:200].lstrip()[:1] != "<") or not begins_as_page(body):
        return front_matter
    from reader.store.page import read_page  # 10 ms, for whole pages alone

    page = read_page(body)
    if not front_matter.is_present:
        return page
    values = {**page.values, **front_matter.values}
    return replace(
        front_matter, values=values, body=page.body, warnings=front_matter.warnings + page.warnings
    )


def _has_components(front_matter: FrontMatter) -> bool:
    """Return whether a Markdown body is MDX: it begins with the import of a component that it has, or has JSX."""
    body = front_matter.body
    # A page of the specified format is HTML, whatever the text in it shows.
    if "from" not in front_matter.values and "={" in body and _JSX.search(_FENCED.sub("", body)):
        return True
    if not body[:_MAX_IMPORT_INDENT].lstrip().startswith("import "):
        return False
    imports = _IMPORTS.match(body)
    return imports is not None and any(f"<{name}" in body for name in _IMPORTED.findall(imports[0]))


def read_bytes(file: str | Path) -> tuple[bytes, bool]:
    """Return the first `MAX_READ_BYTES` of a regular file, and whether they are the entire file.

    A longer file may hold pictures inside, which are cut out of it before. Raise FileUnreadableError for anything
    but a regular file; a pipe in the place of a file does not block.
    """
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            data = _read_regular(file, descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise FileUnreadableError(file, reason_of(error)) from error
    if len(data) <= MAX_READ_BYTES:
        return data, True
    is_whole = len(data) <= MAX_EMBEDDED_BYTES
    data = cut_embedded(data)
    return data[:MAX_READ_BYTES], is_whole and len(data) <= MAX_READ_BYTES


def _read_regular(file: str | Path, descriptor: int) -> bytes:
    """Return the content of an open regular file up to one byte beyond `MAX_EMBEDDED_BYTES`."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise FileUnreadableError(file, tr("it is not a file"))
    # One call usually reads the whole file: a read shorter than requested is the last one.
    request = status.st_size + 1
    chunks: list[bytes] = []
    remaining = MAX_EMBEDDED_BYTES + 1
    while remaining > 0 and (chunk := os.read(descriptor, min(remaining, request))):
        chunks.append(chunk)
        remaining -= len(chunk)
        if len(chunk) < request:
            break
    return b"".join(chunks)


def _build(
    archive: Path,
    path: str,
    front_matter: FrontMatter,
    warnings: list[str],
    habits: HabitsOf | None = None,
) -> Loaded:
    def usual() -> Habits:
        return habits(archive) if habits is not None else NO_HABITS

    preamble = preamble_of(front_matter.body)
    fields = read_fields(front_matter)
    dates = tuple(_cut(date, _MAX_DATE_CHARS, _CUT_DATE, warnings) for date in fields.dates)
    updated = tuple(_cut(date, _MAX_DATE_CHARS, _CUT_DATE, warnings) for date in fields.updated)
    post = Post(
        archive=archive,
        path=path,
        title=_cut(
            title_of(path, fields, front_matter, preamble, warnings, usual),
            _MAX_NAME_CHARS,
            _CUT_TITLE,
            warnings,
        ),
        date=_date(path, dates, updated, front_matter, preamble, warnings, usual),
        author=_cut(fields.author, _MAX_NAME_CHARS, _CUT_AUTHOR, warnings),
        source=_cut(
            clean(fields.address or preamble.url or _clipped_from(front_matter.body)).strip(),
            _MAX_SOURCE_CHARS,
            _CUT_ADDRESS,
            warnings,
        ),
        tags=_tags(fields.tags, usual, warnings),
        updated=first_date(updated, usual, []),
        description=_cut(fields.description, _MAX_DESCRIPTION_CHARS, _CUT_DESCRIPTION, warnings),
        language=fields.language,
        image=_cut(fields.image, _MAX_SOURCE_CHARS, _CUT_PICTURE, warnings),
        warnings=tuple(warnings),
        is_draft=fields.is_draft or "_drafts" in path.split("/")[:-1],
    )
    return Loaded(post, front_matter.body, front_matter)


def _clipped_from(body: str) -> str:
    """Return the address that a clipper has put on a line of its own above the text; empty without one."""
    found = _CLIPPED.match(body[:_MAX_CLIPPED_CHARS])
    return found[1] if found else ""


def _date_in_address(front_matter: FrontMatter) -> PostDate | None:
    """Return the day in an address that a post has on its site, such as `path = "2022/04/07/name"` of Zola."""
    addresses = front_matter.items("permalink", "path", "url", "slug", "aliases", "redirect_from")
    return next((date for address in addresses if (date := date_from_path(address.strip()))), None)


def _cut(text: str, most: int, message: str, warnings: list[str]) -> str:
    """Return a text of the front matter, cut where it is longer than any that has a use, and `message` says so."""
    if len(text) <= most:
        return text
    warnings.append(Remark(message, most=most))
    return text[:most].rstrip()


def _tags(tags: tuple[Tag, ...], habits: AskHabits, warnings: list[str]) -> tuple[Tag, ...]:
    """Return the tags, as many and as long as have a use; one alone is the channel where that is the archive's habit."""
    if len(tags) > MAX_TAGS:
        warnings.append(Remark("Only the first {most:,} tags are read.", most=MAX_TAGS))
        tags = tags[:MAX_TAGS]
    if any(len(tag.name) > _MAX_NAME_CHARS for tag in tags):
        tags = tuple(tag._replace(name=_cut(tag.name, _MAX_NAME_CHARS, _CUT_TAG, warnings)) for tag in tags)
    if len(tags) == 1 and tags[0].kind is TagKind.KEYWORD and habits().tags_are_channels:
        return (Tag(tags[0].name, TagKind.CHANNEL),)
    return tags


def _date(
    path: str,
    dates: tuple[str, ...],
    updated: tuple[str, ...],
    front_matter: FrontMatter,
    preamble: Preamble,
    warnings: list[str],
    habits: AskHabits,
) -> PostDate | None:
    """Return the publication date; when the text was changed counts where nothing else gives a date."""
    if (date := first_date(dates, habits, warnings)) is not None:
        return date
    date = parse_epoch_milliseconds(preamble.epoch) or date_from_path(path) or _date_in_address(front_matter)
    if dates:
        warnings.append(Remark(_NO_DATE if date is None else _OTHER_DATE, date=clean_line(dates[0])[:60]))
    return date or first_date(updated, habits, warnings)
