"""One web page that needs no other file: contents, then every post; in light and dark, and on paper."""

from __future__ import annotations

from typing import TextIO

from reader.export.css import PAGE
from reader.export.dates import day_of, language_tag_of
from reader.export.html_article import article_html, language_attributes
from reader.export.pictures import Pictures
from reader.export.selection import Entry, Selection
from reader.export.xml_text import xml_text
from reader.language import language_in_force, ntr

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""what a browser may do: use the page's own style, and show the pictures in it. A second wall, as nothing of a post becomes markup."""


def write(selection: Selection, stream: TextIO) -> None:
    """Write the page. Links from post to post stay within it; nothing runs, and nothing is fetched."""
    title = xml_text(selection.title)
    stream.write(
        f'<!DOCTYPE html>\n<html lang="{language_in_force()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{PAGE}</style>\n</head>\n<body>\n"
    )
    if len(selection) > 1:
        count = ntr("{count} post", "{count} posts", len(selection))
        stream.write(f'<header>\n<h1>{title}</h1>\n<p class="count">{count}</p>\n</header>\n')
        _write_contents(selection, stream)
    stream.write("<main>\n")
    pictures = Pictures()
    for entry in selection.articles():

        def picture_at(url: str, entry: Entry = entry) -> str | None:
            picture = pictures.of(entry, url)
            return picture.data_url if picture is not None else None

        lines = article_html(entry, lambda place: f"#p{place}", picture_at=picture_at)
        stream.writelines(f"{line}\n" for line in lines)
    stream.write("</main>\n</body>\n</html>\n")


def _write_contents(selection: Selection, stream: TextIO) -> None:
    stream.write("<nav>\n<ol>\n")
    for entry in selection.entries():
        day = day_of(entry)
        time = f'<time datetime="{day}">{day}</time>' if day is not None else "<time></time>"
        channel = xml_text(entry.post.channel)
        language = language_attributes(language_tag_of(entry.post.title))
        stream.write(
            f'<li>{time}<span><a href="#p{entry.index}"{language}>{xml_text(entry.post.title)}</a>'
            f' <span class="channel">{channel}</span></span></li>\n'
        )
    stream.write("</ol>\n</nav>\n")
