"""The converter: a post's body to an `Article`, as Markdown and structure."""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import Tag

from reader.article import Article, Link
from reader.convert.autolink import find_hashtags, link_bare_urls
from reader.convert.body import NO_VALUES, BodyKind, Values, kind_of, plain_text, without_preamble
from reader.convert.clean import CleanPage, clean_page, resolve_related
from reader.convert.escape import escape_line_starts
from reader.convert.flow import normalise_html
from reader.convert.footnotes import FOOTNOTE_ATTRIBUTE, referenced_footnotes
from reader.convert.fragment_links import find_fragment_links
from reader.convert.html_text import html_to_text, join_lines
from reader.convert.limits import SHORTENED, limit_html, limit_lines
from reader.convert.lines import chapter_lines, is_rule, plain_lines
from reader.convert.lists import merge_adjacent_lists
from reader.convert.markdown_writer import MarkdownWriter
from reader.convert.plain import page_hashtags
from reader.text.interface_words import interface_words_for
from reader.text.safe import clean


def normalise_figures(soup: BeautifulSoup) -> None:
    """Wrap captions without a figure in one, and move the picture before a figure without pictures into it.

    A figure inside a figure stays if it has a caption of its own, as in a gallery.
    """
    for caption in soup.find_all("figcaption"):
        if caption.parent is not None and caption.parent.name != "figure":
            caption.wrap(soup.new_tag("figure"))
    for figure in soup.find_all("figure"):
        before = figure.previous_sibling
        has_only_captions = all(child.name == "figcaption" for child in figure.find_all(recursive=False))
        if (
            has_only_captions
            and isinstance(before, Tag)
            and before.name == "img"
            and figure.get_text().strip()
        ):
            figure.insert(0, before.extract())
    # Found without a selector, of which the first in a process takes 0.2 s.
    inner: dict[int, Tag] = {}
    for figure in soup.find_all("figure"):
        if id(figure) not in inner:
            inner.update((id(one), one) for one in figure.find_all("figure"))
    for figure in inner.values():
        if not any(caption.get_text().strip() for caption in figure.find_all("figcaption")):
            figure.unwrap()


def _plain_article(bare: str) -> Article:
    """Return the article of a plain body, chapters as a list."""
    lines = plain_lines(bare)
    chapters = chapter_lines(lines)
    lines = limit_lines(lines)
    links: list[Link] = []
    pieces: list[str] = []
    was_chapter = False
    for line in lines:
        is_chapter = line in chapters
        markdown = "---" if is_rule(line) else escape_line_starts(link_bare_urls(line, links))
        pieces.append("\n" if is_chapter and was_chapter else "\n\n")
        pieces.append(f"- {markdown}" if is_chapter else markdown)
        was_chapter = is_chapter
    return Article(
        markdown="".join(pieces).strip("\n"),
        text=join_lines(lines),
        hashtags=find_hashtags(bare),
        links=tuple(links),
    )


def _page_article(page: CleanPage, overflow: list[str], title: str, source: str) -> Article:
    """Return the article of a clean page and of the unformatted paragraphs that follow it."""
    limited, rest = limit_html(clean(page.html))
    normal = normalise_html(limited)
    soup = BeautifulSoup(normal, "lxml")
    # Looking for what a page does not have takes as long as setting a paragraph.
    if "<fig" in normal:
        normalise_figures(soup)
    if "<ul" in normal or "<ol" in normal:
        merge_adjacent_lists(soup)
    text = join_lines((html_to_text(page.html), *overflow))
    writer = MarkdownWriter(
        source,
        interface_words_for(text or title),
        footnotes=referenced_footnotes(soup) if FOOTNOTE_ATTRIBUTE in page.html else frozenset(),
        fragment_links=find_fragment_links(soup, source) if "#" in normal else frozenset(),
    )
    markdown = writer.write(soup)
    form_end = len(markdown)
    unformatted = [
        escape_line_starts(link_bare_urls(paragraph, writer.links)) for paragraph in (*rest, *overflow)
    ]
    related = resolve_related(page, source)
    timeline_links = (Link(entry.title, entry.url) for entry in page.timeline if entry.url)
    return Article(
        markdown="\n\n".join((markdown, *unformatted)).strip("\n"),
        text=text,
        captions=tuple(writer.captions),
        keywords=page.keywords,
        hashtags=page_hashtags(page, text),
        related=related,
        timeline=page.timeline,
        links=(*writer.links, *related, *timeline_links),
        images=tuple(writer.images),
        warnings=(*page.warnings, SHORTENED) if unformatted else page.warnings,
        form_end=form_end if unformatted else None,
    )


def convert(body: str, *, title: str, source: str, values: Values = NO_VALUES) -> Article:
    """Return the article of a body: everything after the front matter, as `cut_data_urls` returns it.

    Never raises and never loses visible text. `title` is the post's title; a heading of the body that
    repeats it is dropped. `source` is the URL that the post was archived from: relative links are resolved
    against it, and its host selects the rules. `values` are those of its front matter, which templates in it may name.
    """
    body = without_preamble(body)
    bare = plain_text(body)
    if bare is not None:
        return _plain_article(clean(bare))
    overflow: list[str] = []
    if (kind := kind_of(body, values)) is not BodyKind.HTML:
        # Few posts are Markdown; importing its parser takes 32 ms.
        from reader.convert.markdown_body import body_to_html

        body, overflow = body_to_html(body, kind, values)
    return _page_article(clean_page(body, title=title, source=source), overflow, title, source)
