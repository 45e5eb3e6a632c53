"""A book: EPUB 3.3, with a table of contents for older readers, too.

Each post is a file, written as it comes, so that twenty thousand take the memory of one, and no reader of books has to
open a file of megabytes. Chapters are an order of these files, each with a page of its own before them. The same posts
make the same bytes: nothing depends on the day.
"""

from __future__ import annotations

import uuid
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from reader.export.css import BOOK, VERTICAL
from reader.export.dates import day_of, language_tag
from reader.export.html_article import article_html, language_attributes
from reader.export.options import ChapterUnit
from reader.export.pictures import Picture, Pictures
from reader.export.selection import Entry, Selection
from reader.export.xml_text import xml_text
from reader.language import language_in_force, tr
from reader.text.plural import counted

_SPACE = uuid.UUID("0f7c6a52-9a43-5d0b-8a39-5f5a3d6c2b10")
"""of the identifiers of books: the same posts under the same title are the same book"""
_WRITTEN = (1980, 1, 1, 0, 0, 0)
"""the time of the files within the book, so that the same posts are the same bytes on a day"""
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""the date of a book whose posts have none"""
_ACCESSIBILITY = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityHazard", "none"),
)
_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"'
    ' xmlns:epub="http://www.idpf.org/2007/ops"{attributes}>\n<head><title>{title}</title>'
    '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n<body>\n'
)
_FOOT = "</body>\n</html>\n"


class _Part(NamedTuple):
    """A post of the book."""

    place: int
    title: str

    @property
    def file(self) -> str:
        """the name of its file"""
        return _file_of(self.place)


@dataclass
class _Chapter:
    """A chapter of the book."""

    title: str
    file: str
    """its own page; empty where each post is a chapter"""
    posts: list[_Part] = field(default_factory=list)


@dataclass
class _Book:
    """What is known of a book."""

    title: str
    chapters: list[_Chapter]
    identity: uuid.UUID
    modified: str
    """when the last of its posts was published or changed, in UTC"""
    interface: str
    """the language of its own pages"""
    language: str
    """that of most posts"""
    is_vertical: bool
    author: str = ""
    """of a single post"""
    days: str = ""
    """the first day and the last"""
    missing: Sequence[str] = ()
    """the pages that stand for posts which others lead to, and which could not be read"""
    pictures: Sequence[Picture] = ()

    def files(self) -> Iterator[str]:
        """Yield the files that are read, in order."""
        for chapter in self.chapters:
            if chapter.file:
                yield chapter.file
            yield from (part.file for part in chapter.posts)


def write(selection: Selection, file: Path) -> None:
    """Write the book. Links from post to post stay within it, and notes open where one reads."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        # First, and not compressed: so it is told from other archives (OCF, 4.3).
        _add(archive, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        _add(archive, "META-INF/container.xml", _CONTAINER)
        _add(archive, "book/style.css", BOOK + (VERTICAL if selection.options.is_vertical else ""))
        book = _write_articles(selection, archive)
        _add(archive, "book/title.xhtml", _page(book.title, book.interface, _title_page(book)))
        for chapter in book.chapters:
            if chapter.file:
                page = _page(chapter.title, book.interface, "".join(_chapter_page(chapter)))
                _add(archive, f"book/{chapter.file}", page)
        _add(archive, "book/nav.xhtml", _page(book.title, book.interface, "\n".join(_contents(book))))
        _add(archive, "book/toc.ncx", "\n".join(_older_contents(book)))
        _add(archive, "book/package.opf", "\n".join(_package(book)))


class _Gathered:
    """The metadata and chapters of a book, gathered from its posts as they are written."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._chapters: dict[str, _Chapter] = {}
        self._languages: Counter[str] = Counter()
        self._identity = uuid.uuid5(_SPACE, f"{selection.title} {selection.options}")
        self._days: set[str] = set()
        """the first and the last day"""
        self._modified, self._author = _NEVER, ""

    def add(self, entry: Entry, language: str) -> None:
        """Record a post."""
        post, unit = entry.post, self._selection.options.chapters
        self._languages[language] += 1
        name = f"{post.source} {post.path}".encode("utf-8", "replace").decode()
        self._identity = uuid.uuid5(self._identity, name)
        key, title = _chapter_of(entry, unit)
        file = "" if unit is ChapterUnit.POST else f"chapter{len(self._chapters) + 1}.xhtml"
        chapter = self._chapters.setdefault(key, _Chapter(title, file))
        chapter.posts.append(_Part(entry.index, post.title))
        if (day := day_of(entry)) is not None:
            days = {*self._days, f"{day}"}
            self._days = {min(days), max(days)}
        dates = (date.utc for date in (post.date, post.updated) if date)
        self._modified = max(self._modified, *dates, self._modified)
        self._author = post.author or post.channel

    def book(self, missing: Sequence[str], pictures: Sequence[Picture]) -> _Book:
        """Return the book, with these pages in place of missing posts and these pictures."""
        commonest = (language for language, _ in self._languages.most_common() if language)
        return _Book(
            self._selection.title,
            list(self._chapters.values()),
            self._identity,
            f"{self._modified:%Y-%m-%dT%H:%M:%SZ}",
            language_in_force(),
            next(commonest, language_in_force()),
            self._selection.options.is_vertical,
            self._author if self._languages.total() == 1 else "",
            " – ".join(sorted(self._days)),
            missing,
            pictures,
        )


def _write_articles(selection: Selection, archive: zipfile.ZipFile) -> _Book:
    """Write the posts, and return what the rest of the book is made of."""
    gathered = _Gathered(selection)
    written: set[int] = set()
    linked: set[int] = set()

    def address_of(place: int) -> str:
        linked.add(place)
        return f"{_file_of(place)}#p{place}"

    pictures = Pictures(
        lambda picture: _add(archive, f"book/{picture.name}", picture.file.read_bytes(), zipfile.ZIP_STORED)
    )
    for entry in selection.articles():
        language = language_tag(entry)

        def picture_at(url: str, entry: Entry = entry) -> str | None:
            picture = pictures.of(entry, url)
            return picture.name if picture is not None else None

        lines = article_html(entry, address_of, level=2, is_book=True, picture_at=picture_at)
        page = _page(entry.post.title, language, "\n".join(lines) + "\n")
        _add(archive, f"book/{_file_of(entry.index)}", page)
        written.add(entry.index)
        gathered.add(entry, language)
    missing = sorted(linked - written)
    for place in missing:
        gone = xml_text(tr("This post cannot be read."))
        page = _page(gone, language_in_force(), f'<p id="p{place}">{gone}</p>\n')
        _add(archive, f"book/{_file_of(place)}", page)
    return gathered.book(list(map(_file_of, missing)), pictures.found)


def _chapter_of(entry: Entry, unit: ChapterUnit) -> tuple[str, str]:
    """Return what tells a post's chapter from the others, and its title."""
    if unit is ChapterUnit.POST:
        return str(entry.index), entry.post.title
    if unit is ChapterUnit.CHANNEL:
        return entry.post.channel, entry.post.channel or tr("Other posts")
    day = day_of(entry)
    return (day.isoformat(), day.isoformat()) if day is not None else ("", tr("Without a date"))


def _add(
    archive: zipfile.ZipFile, name: str, content: str | bytes, compression: int = zipfile.ZIP_DEFLATED
) -> None:
    info = zipfile.ZipInfo(name, _WRITTEN)
    info.external_attr = 0o644 << 16
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    archive.writestr(info, data, compression)


def _page(title: str, language: str, body: str) -> str:
    attributes = language_attributes(language)
    return _HEAD.format(title=xml_text(title) or "–", attributes=attributes) + body + _FOOT


def _title_page(book: _Book) -> str:
    posts = counted(sum(len(chapter.posts) for chapter in book.chapters), "post")
    return (
        f'<section class="title-page" epub:type="titlepage">\n<h1>{xml_text(book.title)}</h1>\n'
        f"<p>{xml_text(posts)}</p>\n<p>{book.days}</p>\n</section>\n"
    )


def _chapter_page(chapter: _Chapter) -> Iterator[str]:
    yield f'<section class="part" epub:type="part">\n<h1>{xml_text(chapter.title)}</h1>\n<ol>\n'
    yield from (f'<li><a href="{part.file}">{xml_text(part.title)}</a></li>\n' for part in chapter.posts)
    yield "</ol>\n</section>\n"


def _contents(book: _Book) -> Iterator[str]:
    """Yield the lines of the table of contents."""
    yield f'<nav epub:type="toc" role="doc-toc" id="toc">\n<h1>{xml_text(tr("Contents"))}</h1>\n<ol>'
    for chapter in book.chapters:
        posts = (f'<li><a href="{part.file}">{xml_text(part.title)}</a></li>' for part in chapter.posts)
        if chapter.file:
            yield f'<li><a href="{chapter.file}">{xml_text(chapter.title)}</a>\n<ol>'
            yield from posts
            yield "</ol>\n</li>"
        else:
            yield from posts
    yield "</ol>\n</nav>"
    start = next(book.files(), "title.xhtml")
    yield '<nav epub:type="landmarks" hidden="hidden">\n<ol>'
    yield f'<li><a epub:type="toc" href="nav.xhtml">{xml_text(tr("Contents"))}</a></li>'
    yield f'<li><a epub:type="bodymatter" href="{start}">{xml_text(book.title)}</a></li>\n</ol>\n</nav>\n'


def _older_contents(book: _Book) -> Iterator[str]:
    """Yield the lines of the table of contents of EPUB 2."""
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">'
    yield f'<head><meta name="dtb:uid" content="urn:uuid:{book.identity}"/></head>'
    yield f"<docTitle><text>{xml_text(book.title)}</text></docTitle>\n<navMap>"
    order = 0
    for chapter in book.chapters:
        if chapter.file:
            order += 1
            yield _point(order, chapter.title, chapter.file)
        for part in chapter.posts:
            order += 1
            yield _point(order, part.title, part.file) + "</navPoint>"
        if chapter.file:
            yield "</navPoint>"
    yield "</navMap>\n</ncx>\n"


def _point(order: int, title: str, file: str) -> str:
    """Return a point of the contents, left open for those below it."""
    return (
        f'<navPoint id="n{order}" playOrder="{order}"><navLabel><text>{xml_text(title)}</text></navLabel>'
        f'<content src="{file}"/>'
    )


def _package(book: _Book) -> Iterator[str]:
    """Yield the lines of the package document: what the book is, its files, and their order."""
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        f' xml:lang="{book.interface}">'
    )
    yield '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    yield f'<dc:identifier id="id">urn:uuid:{book.identity}</dc:identifier>'
    yield f"<dc:title>{xml_text(book.title)}</dc:title>"
    yield f"<dc:language>{xml_text(book.language)}</dc:language>"
    if book.author:
        yield f"<dc:creator>{xml_text(book.author)}</dc:creator>"
    yield f'<meta property="dcterms:modified">{book.modified}</meta>'
    for name, value in _ACCESSIBILITY:
        yield f'<meta property="schema:{name}">{value}</meta>'
    yield "</metadata>\n<manifest>"
    yield '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    yield '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    yield '<item id="style" href="style.css" media-type="text/css"/>'
    for file in ("title.xhtml", *book.files(), *book.missing):
        yield f'<item id="{file.removesuffix(".xhtml")}" href="{file}" media-type="application/xhtml+xml"/>'
    for number, picture in enumerate(book.pictures, 1):
        yield f'<item id="picture{number}" href="{picture.name}" media-type="{picture.type}"/>'
    direction = ' page-progression-direction="rtl"' if book.is_vertical else ""
    yield f'</manifest>\n<spine toc="ncx"{direction}>\n<itemref idref="title"/>\n<itemref idref="nav"/>'
    yield from (f'<itemref idref="{file.removesuffix(".xhtml")}"/>' for file in book.files())
    yield from (f'<itemref idref="{file.removesuffix(".xhtml")}" linear="no"/>' for file in book.missing)
    yield "</spine>\n</package>\n"


def _file_of(place: int) -> str:
    return f"post{place + 1}.xhtml"
