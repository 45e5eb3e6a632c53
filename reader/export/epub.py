"""A book: EPUB 3.3, with a table of contents for older readers, too.

Articles go into their chapters' files one after the other, so that twenty thousand take the memory of one.
"""

from __future__ import annotations

import tempfile
import uuid
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reader.export.css import BOOK, VERTICAL
from reader.export.dates import day_of, language_tag
from reader.export.html_article import article_html
from reader.export.html_body import text_to_xml
from reader.export.options import ChapterUnit
from reader.export.selection import Entry, Selection
from reader.language import language_in_force, tr

_SPACE = uuid.UUID("0f7c6a52-9a43-5d0b-8a39-5f5a3d6c2b10")
"""of the identifiers of books: the same posts under the same title are the same book"""
_WRITTEN = (1980, 1, 1, 0, 0, 0)
"""the time of the files within the book, so that the same posts are the same bytes on a day"""
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"'
    ' xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}">\n<head><title>{title}</title>'
    '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n<body>\n'
)
_FOOT = "</body>\n</html>\n"


@dataclass
class _Chapter:
    """A chapter of the book."""

    name: str
    """of its file, without the ending"""
    title: str
    has_heading: bool
    """whether it is called otherwise than its only post"""
    posts: list[tuple[int, str]] = field(default_factory=list)
    """the places and titles of its posts that could be read"""

    @property
    def file(self) -> str:
        """the name of its file"""
        return f"{self.name}.xhtml"


@dataclass
class _Book:
    """What is known of a book when its articles are written."""

    title: str
    chapters: list[_Chapter]
    """those that hold a post"""
    identity: uuid.UUID
    language: str
    """that of most posts"""
    modified: datetime
    is_vertical: bool


def write(selection: Selection, file: Path) -> None:
    """Write the book. Links from post to post stay within it, and notes open where one reads."""
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        tempfile.TemporaryDirectory(dir=file.parent, prefix=".reader-") as folder,
    ):
        # First, and not compressed: so it is told from other archives (OCF, 4.3).
        _add(archive, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        _add(archive, "META-INF/container.xml", _CONTAINER)
        _add(archive, "book/style.css", BOOK + (VERTICAL if selection.options.is_vertical else ""))
        book = _write_articles(selection, Path(folder))
        for chapter in book.chapters:
            heading = f"<h1>{text_to_xml(chapter.title)}</h1>\n" if chapter.has_heading else ""
            body = (Path(folder) / chapter.file).read_text("utf-8")
            _add(archive, f"book/{chapter.file}", _page(book, chapter.title, heading + body))
        _add(archive, "book/nav.xhtml", _page(book, book.title, "\n".join(_contents(book))))
        _add(archive, "book/toc.ncx", "\n".join(_older_contents(book)))
        _add(archive, "book/package.opf", "\n".join(_package(book)))


def _write_articles(selection: Selection, folder: Path) -> _Book:
    """Write the bodies of the chapters into files of a folder."""
    unit = selection.options.chapters
    chapters: dict[str, _Chapter] = {}
    own = []
    for entry in selection.entries():
        key, title = _chapter_of(entry, unit)
        own.append(
            chapters.setdefault(key, _Chapter(f"c{len(chapters) + 1}", title, unit is not ChapterUnit.POST))
        )
    level = 1 if unit is ChapterUnit.POST else 2
    languages: Counter[str] = Counter()
    identity = uuid.uuid5(_SPACE, selection.title)
    for entry in selection.articles():
        chapter, post = own[entry.index], entry.post
        lines = article_html(entry, lambda place: f"{own[place].file}#p{place}", level=level, is_book=True)
        with (folder / chapter.file).open("a", encoding="utf-8") as body:
            body.writelines(f"{line}\n" for line in lines)
        chapter.posts.append((entry.index, post.title))
        languages[language_tag(entry)] += 1
        identity = uuid.uuid5(identity, f"{post.source} {post.path}".encode("utf-8", "replace").decode())
    return _Book(
        selection.title,
        [chapter for chapter in chapters.values() if chapter.posts],
        identity,
        next((language for language, _ in languages.most_common() if language), language_in_force()),
        datetime.now(selection.zone),
        selection.options.is_vertical,
    )


def _chapter_of(entry: Entry, unit: ChapterUnit) -> tuple[str, str]:
    """Return what tells a post's chapter from the others, and its title."""
    if unit is ChapterUnit.POST:
        return str(entry.index), entry.post.title
    if unit is ChapterUnit.CHANNEL:
        return entry.post.channel, entry.post.channel or tr("Other posts")
    day = day_of(entry)
    return (day.isoformat(), day.isoformat()) if day is not None else ("", tr("Without a date"))


def _add(archive: zipfile.ZipFile, name: str, text: str, compression: int = zipfile.ZIP_DEFLATED) -> None:
    info = zipfile.ZipInfo(name, _WRITTEN)
    info.external_attr = 0o644 << 16
    archive.writestr(info, text.encode("utf-8", "replace"), compression)


def _page(book: _Book, title: str, body: str) -> str:
    return _HEAD.format(title=text_to_xml(title), language=text_to_xml(book.language)) + body + _FOOT


def _contents(book: _Book) -> Iterator[str]:
    """Yield the lines of the table of contents."""
    yield f'<nav epub:type="toc" id="toc">\n<h1>{text_to_xml(book.title)}</h1>\n<ol>'
    for chapter in book.chapters:
        yield f'<li><a href="{chapter.file}">{text_to_xml(chapter.title)}</a>'
        if chapter.has_heading:
            yield "<ol>"
            for place, title in chapter.posts:
                yield f'<li><a href="{chapter.file}#p{place}">{text_to_xml(title)}</a></li>'
            yield "</ol>"
        yield "</li>"
    yield "</ol>\n</nav>\n"


def _older_contents(book: _Book) -> Iterator[str]:
    """Yield the lines of the table of contents of EPUB 2."""
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">'
    yield f'<head><meta name="dtb:uid" content="urn:uuid:{book.identity}"/></head>'
    yield f"<docTitle><text>{text_to_xml(book.title)}</text></docTitle>\n<navMap>"
    order = 0
    for chapter in book.chapters:
        order += 1
        yield _point(order, chapter.title, chapter.file)
        for place, title in chapter.posts if chapter.has_heading else ():
            order += 1
            yield _point(order, title, f"{chapter.file}#p{place}") + "</navPoint>"
        yield "</navPoint>"
    yield "</navMap>\n</ncx>\n"


def _point(order: int, title: str, place: str) -> str:
    """Return a point of the contents, left open for those below it."""
    return (
        f'<navPoint id="n{order}" playOrder="{order}"><navLabel><text>{text_to_xml(title)}</text></navLabel>'
        f'<content src="{place}"/>'
    )


def _package(book: _Book) -> Iterator[str]:
    """Yield the lines of the package document: what the book is, its files, and their order."""
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        f' xml:lang="{text_to_xml(book.language)}">'
    )
    yield '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    yield f'<dc:identifier id="id">urn:uuid:{book.identity}</dc:identifier>'
    yield f"<dc:title>{text_to_xml(book.title)}</dc:title>"
    yield f"<dc:language>{text_to_xml(book.language)}</dc:language>"
    yield f'<meta property="dcterms:modified">{book.modified:%Y-%m-%d}T00:00:00Z</meta>'
    yield "</metadata>\n<manifest>"
    yield '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    yield '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    yield '<item id="style" href="style.css" media-type="text/css"/>'
    for chapter in book.chapters:
        yield f'<item id="{chapter.name}" href="{chapter.file}" media-type="application/xhtml+xml"/>'
    direction = ' page-progression-direction="rtl"' if book.is_vertical else ""
    yield f'</manifest>\n<spine toc="ncx"{direction}>\n<itemref idref="nav"/>'
    yield from (f'<itemref idref="{chapter.name}"/>' for chapter in book.chapters)
    yield "</spine>\n</package>\n"
