"""The converter: a post's body to an `Article`, Markdown and structure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from markdownify import MarkdownConverter

from reader.article import Article, Image, Link
from reader.convert.autolink import addresses, hashtags
from reader.convert.body import BodyKind, kind_of, plain_text, without_preamble
from reader.convert.clean import CleanPage, clean_page, related_of
from reader.convert.elements import NOTE, NOTE_ADDRESS
from reader.convert.escape import autolink, destination, escape_inline, escape_line_starts
from reader.convert.escape import title as title_part
from reader.convert.flow import normal_form
from reader.convert.fragment_links import inner_address, inner_links
from reader.convert.limits import SHORTENED, bounded_lines, bounded_page
from reader.convert.lines import chapter_lines, is_rule, plain_lines
from reader.convert.lists import delimiter, first_number, join_lists
from reader.convert.plain import hashtags_of_page, joined, text_of
from reader.text.interface_words import InterfaceWords, interface_words_for
from reader.text.safe import clean
from reader.text.urls import absolute, host, is_openable

_WORDS = re.compile(r"[\W_]+")
_BACKTICKS = re.compile(r"`+")
_BLANK_LINES = re.compile(r"\n{3,}")
_EMPTY_LINE = re.compile(r"(?<=\n)(?=\n)")
_KEPT = "\x1a"
"""stands on the empty lines of code until the end, so that nothing folds them; pages hold none"""
_KEPT_LINE = re.compile(rf"[ ]*{_KEPT}")
_EXPONENT = re.compile(r"[\d,+\-−–.a-z]{1,6}")
_EMPHASIS = frozenset(("strong", "em", "del"))
_BRACKETED = re.compile(r"[^\d*]")
"""the words of a link to a note that need no brackets"""
_NOTE_NUMBER = re.compile(r"\d{1,3}(?:[,\-–]\d{1,3})*")


class _Converter(MarkdownConverter):
    """markdownify on the normal form of `reader.convert.flow`; it gathers captions, images and links on its way.

    A figure is a paragraph `![caption](address "alt")`, with an empty address for words under something that is
    no picture. A frame, film or sound is a paragraph `▶ [kind: title](address)`.
    """

    def __init__(self, source: str, labels: InterfaceWords) -> None:
        super().__init__(heading_style="atx", bullets="-", newline_style="backslash")
        self.source = source
        self.labels = labels
        self.captions: list[str] = []
        self.images: list[Image] = []
        self.links: list[Link] = []
        self.notes: frozenset[str] = frozenset()
        """the numbers of the notes that have both a mark and words"""
        self.inner: frozenset[tuple[str, str]] = frozenset()
        """the links, as address and words, that lead to another place of the page"""
        self._items: Counter[int] = Counter()
        """how many items of each list were met"""
        self._conversions: dict[str, Callable[[Tag, str, set[str]], str] | None] = {}

    # The normal form has no stray white space, so the original's care for it is time lost.
    def process_tag(self, node: Tag, parent_tags: set[str] | None = None) -> str:
        names = (parent_tags or set()) | {node.name}
        if node.name == "figure":
            return self._figure(node, names)
        text = "".join([self._piece(child, names) for child in node.contents])
        convert = self._conversion(node.name)
        return convert(node, text, names) if convert else text

    def _piece(self, child: PageElement, names: set[str]) -> str:
        if isinstance(child, Tag):
            return self.process_tag(child, names)
        return self.process_text(child, names) if isinstance(child, NavigableString) else ""

    def _conversion(self, name: str) -> Callable[[Tag, str, set[str]], str] | None:
        if name not in self._conversions:
            self._conversions[name] = getattr(self, f"convert_{name.replace('-', '_')}", None)
        return self._conversions[name]

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        text = str(el)
        names = parent_tags or set()
        if "code" in names or "pre" in names:
            return text
        is_bare = "://" in text and "a" not in names
        written = linked(text, self.links) if is_bare else escape_inline(text)
        before = el.previous_sibling
        if written[:1] in ("(", ":") and isinstance(before, Tag) and before.name == "a":
            # What follows a link must not look like the rest of another link or of a definition.
            return f"&#{ord(written[0])};{written[1:]}"
        return written

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if not text:
            return ""
        return "\n\n---\n\n" if is_rule(el.get_text()) else f"\n\n{escape_line_starts(text)}\n\n"

    def _heading(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = text.replace("\\\n", " ")
        # A closing run of hashes would be taken for part of the heading's markup.
        text = re.sub(r"(?:^|(?<=[ \t]))(#+)$", r"\\\1", text)
        return f"\n\n{'#' * int(el.name[1])} {text}\n\n" if text else ""

    convert_h1 = convert_h2 = convert_h3 = convert_h4 = convert_h5 = convert_h6 = _heading

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if parent_tags & {"figcaption", "dt"}:
            return " "
        # Markdown's tables have no line break of their own; everybody writes HTML's.
        return "<br>" if parent_tags & {"td", "th"} else "\\\n"

    def convert_hr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "\n\n---\n\n"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = str(el.get("href") or "")
        number = href.removeprefix(NOTE_ADDRESS)
        if number != href and number in self.notes:
            return f"[^{number}]"
        if not text.strip():
            return ""
        if (place := inner_address(href, self.source), el.get_text()) in self.inner:
            # The number of a note stands in brackets: a terminal has no raised figures.
            words = text if _BRACKETED.search(text) else f"\\[{text}\\]"
            return f"[{words}]({destination(place)})"
        url = absolute(self.source, href)
        if not is_openable(url.replace(" ", "%20")):
            return text
        plain = el.get_text()
        self.links.append(Link(plain, url))
        if plain == url and " " not in url:
            return autolink(url)
        return f"[{text}]({destination(url)})"

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        fence = "`" * (max((len(run) for run in _BACKTICKS.findall(text)), default=0) + 1)
        padded = f" {text} " if text.startswith(("`", " ")) or text.endswith("`") else text
        return f"{fence}{padded}{fence}"

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        before = str(el.previous_sibling) if isinstance(el.previous_sibling, NavigableString) else ""
        if before[-1:].isascii() and before[-1:].isalnum():
            return f"^{text}" if _EXPONENT.fullmatch(text) else text
        # A number that is raised after Chinese or a mark is that of a note. Within emphasis the bracket could
        # stand where it keeps the delimiters from opening or closing.
        is_note = not parent_tags & _EMPHASIS and _NOTE_NUMBER.fullmatch(text)
        return f"\\[{text}\\]" if is_note else text

    def convert_input(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "[x] " if el.has_attr("checked") else "[ ] "

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = _EMPTY_LINE.sub(_KEPT, text.strip("\n"))
        fence = "`" * max(3, max((len(run) for run in _BACKTICKS.findall(text)), default=0) + 1)
        return f"\n\n{fence}{el.get('data-language') or ''}\n{text}\n{fence}\n\n"

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = _BLANK_LINES.sub("\n\n", text.strip("\n"))
        return (
            "\n\n" + "\n".join(f"> {line}" if line else ">" for line in text.split("\n")) + "\n\n"
            if text
            else ""
        )

    def convert_list(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip(chr(10))}\n\n" if text.strip() else ""

    convert_ul = convert_list
    convert_ol = convert_list

    def _note(self, el: Tag) -> str:
        """The number of the note whose words an item of a list holds; empty for every other item."""
        number = str(el.get(NOTE) or "")
        return number if number in self.notes else ""

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        self._items[id(el.parent)] += 1
        text = _BLANK_LINES.sub("\n\n", text.strip("\n"))
        if not text:
            return ""
        if _holds_short_list(el):
            # An empty line would set all items of the outer list apart.
            text = text.replace("\n\n", "\n", 1)
        if number := self._note(el):
            return f"[^{number}]: {text}".replace("\n", "\n    ").replace("    \n", "\n") + "\n\n"
        marker = "- "
        parent = el.parent
        if parent is not None and parent.name == "ol":
            marker = f"{first_number(parent) + self._items[id(parent)] - 1}{delimiter(parent)} "
        pad = " " * len(marker)
        lines = [f"{pad}{line}" if line else "" for line in text.split("\n")]
        lines[0] = marker + lines[0][len(marker) :]
        return "\n".join(lines) + "\n"

    def convert_dl(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{_BLANK_LINES.sub(chr(10) * 2, text.strip(chr(10)))}\n\n" if text.strip() else ""

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{escape_line_starts(text)}\n" if text else ""

    def convert_dd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = _BLANK_LINES.sub("\n\n", text.strip("\n"))
        if not text:
            return ""
        before = el.previous_sibling
        while isinstance(before, Tag) and before.name == "dd":
            before = before.previous_sibling
        if not isinstance(before, Tag) or before.name != "dt":
            return f"\n\n{text}\n\n"  # a definition of nothing is a paragraph
        lines = [f"    {line}" if line else "" for line in text.split("\n")]
        return ":" + "\n".join(lines)[1:] + "\n"

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        rows = [list(row.find_all(["td", "th"])) for row in el.find_all("tr")]
        lines = [line for line in text.strip("\n").split("\n") if line.strip("| ")]
        if not lines:
            return ""
        width = max((len(row) for row in rows), default=1)
        lines = [
            line + "  |" * (width - len(row))
            for line, row in zip(lines, [r for r in rows if r], strict=False)
        ]
        divider = "|" + " --- |" * width
        return "\n\n" + "\n".join([lines[0], divider, *lines[1:]]) + "\n\n"

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"|{text}\n" if text else ""

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return " " + text.replace("|", "\\|").replace("\n", " ").strip() + " |"

    convert_th = convert_td

    def _figure(self, figure: Tag, names: set[str]) -> str:
        """A figure: what stands in it, its words under its last picture, each caption once."""
        names = names | {"figcaption"}
        pieces: list[str] = []
        words: dict[str, str] = {}
        pictures: list[tuple[int, Tag]] = []
        for child in figure.find_all(recursive=False):
            if child.name == "figcaption":
                self._caption(child, names, words)
            elif child.name == "img":
                pictures.append((len(pieces), child))
                pieces.append("")
            else:
                pieces.append(self.process_tag(child, names))
        self.captions.extend(words)
        plain, written = " ".join(words), " ".join(words.values())
        letters = _WORDS.sub("", plain)
        if written and not pictures:
            pieces.append(f"\n\n![{written}]()\n\n")
        for number, (place, picture) in enumerate(pictures, start=1):
            is_last = number == len(pictures)
            pieces[place] = self._picture(
                picture, letters, written if is_last else "", plain if is_last else ""
            )
        return "".join(pieces)

    def _caption(self, el: Tag, names: set[str], words: dict[str, str]) -> None:
        written = "".join([self._piece(child, names) for child in el.contents]).strip()
        for line_break in el.find_all("br"):
            line_break.replace_with(" ")
        plain = el.get_text().strip()
        if plain:
            words.setdefault(plain, written)

    def _picture(self, img: Tag, letters: str, written: str, caption: str) -> str:
        """A picture with its caption; its description only where it says more than the `letters` of the figure."""
        url = absolute(self.source, str(img.get("src") or ""))
        alt = str(img.get("alt") or "")
        alt = "" if _says_nothing_new(alt, letters) else alt
        self.images.append(Image(url, caption, alt))
        markdown = f"![{written}]({destination(url)}{title_part(alt)})"
        target = absolute(self.source, str(img.get("href") or ""))
        if is_openable(target):
            self.links.append(Link(caption or alt or target, target))
            markdown = f"[{markdown}]({destination(target)})"
        return f"\n\n{markdown}\n\n"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        markdown = self._picture(el, "", "", "")
        return markdown.strip() if parent_tags & {"td", "th"} else markdown

    def convert_reader_media(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        url = absolute(self.source, str(el.get("src") or ""))
        if not is_openable(url):
            return ""
        label = self.labels.media(str(el.get("kind")), str(el.get("title") or host(url)))
        self.links.append(Link(label, url))
        return f"\n\n▶ [{escape_inline(label)}]({destination(url)})\n\n"


def _holds_short_list(item: Tag) -> bool:
    """Whether an item is a paragraph and one list that Markdown lets begin right below it."""
    children = item.find_all(recursive=False)
    return (
        len(children) == 2
        and children[0].name == "p"
        and children[1].name in ("ul", "ol")
        and children[1].get("start") in (None, "1")
    )


def _says_nothing_new(alt: str, caption: str) -> bool:
    """Whether a description adds nothing to a caption, of which the letters are given."""
    alt = _WORDS.sub("", alt)
    return not alt or alt in caption or (caption != "" and caption in alt)


def linked(text: str, links: list[Link]) -> str:
    """Running text as Markdown, its bare addresses as links, which are added to `links`."""
    pieces = []
    position = 0
    for address in addresses(text):
        pieces.append(escape_inline(text[position : address.start]))
        if is_openable(address.url):
            links.append(Link(address.url, address.url))
            pieces.append(autolink(address.url))
        else:
            pieces.append(escape_inline(address.url))
        position = address.end
    pieces.append(escape_inline(text[position:]))
    return "".join(pieces)


def _settle_figures(soup: BeautifulSoup) -> None:
    """Make a figure of each caption that stands in none, and give one without a picture the picture right before it.

    A figure in a figure stays one where it has words of its own, as in a gallery.
    """
    for caption in soup.find_all("figcaption"):
        if caption.parent is not None and caption.parent.name != "figure":
            caption.wrap(soup.new_tag("figure"))
    for figure in soup.find_all("figure"):
        picture = figure.previous_sibling
        holds_words_alone = all(child.name == "figcaption" for child in figure.find_all(recursive=False))
        if (
            holds_words_alone
            and isinstance(picture, Tag)
            and picture.name == "img"
            and figure.get_text().strip()
        ):
            figure.insert(0, picture.extract())
    for inner in soup.select("figure figure"):
        if not any(caption.get_text().strip() for caption in inner.find_all("figcaption")):
            inner.unwrap()


def _notes(soup: BeautifulSoup) -> frozenset[str]:
    """The numbers of the notes that have words, once, and a mark outside them."""
    items = [str(item.get(NOTE)) for item in soup.find_all("li", attrs={NOTE: True})]
    marked = {
        str(anchor.get("href")).removeprefix(NOTE_ADDRESS)
        for anchor in soup.find_all("a", href=True)
        if anchor.find_parent("li", attrs={NOTE: True}) is None
    }
    return frozenset(number for number in marked.intersection(items) if items.count(number) == 1)


def _plain_article(bare: str) -> Article:
    lines = plain_lines(bare)
    chapters = chapter_lines(lines)
    lines = bounded_lines(lines)
    links: list[Link] = []
    written: list[str] = []
    was_chapter = False
    for line in lines:
        is_chapter = line in chapters
        markdown = "---" if is_rule(line) else escape_line_starts(linked(line, links))
        written.append("\n" if is_chapter and was_chapter else "\n\n")
        written.append(f"- {markdown}" if is_chapter else markdown)
        was_chapter = is_chapter
    return Article(
        markdown="".join(written).strip("\n"),
        text=joined(lines),
        hashtags=hashtags(bare),
        links=tuple(links),
    )


def _page_article(page: CleanPage, later: list[str], title: str, source: str) -> Article:
    """The article of a clean page, and of the words that follow it without form."""
    whole, rest = bounded_page(clean(page.html))
    soup = BeautifulSoup(normal_form(whole), "lxml")
    _settle_figures(soup)
    join_lists(soup)
    text = joined((text_of(page.html), *later))
    converter = _Converter(source, interface_words_for(text or title))
    converter.notes = _notes(soup) if NOTE in page.html else frozenset()
    converter.inner = inner_links(soup, source) if "#" in page.html else frozenset()
    markdown = converter.process_tag(soup.body) if soup.body is not None else ""
    markdown = _KEPT_LINE.sub("", _BLANK_LINES.sub("\n\n", markdown)).strip("\n")
    form_end = len(markdown)
    words = [escape_line_starts(linked(paragraph, converter.links)) for paragraph in (*rest, *later)]
    related = related_of(page, source)
    structure = [*related, *(Link(entry.title, entry.url) for entry in page.timeline if entry.url)]
    return Article(
        markdown="\n\n".join((markdown, *words)).strip("\n"),
        text=text,
        captions=tuple(converter.captions),
        keywords=page.keywords,
        hashtags=hashtags_of_page(page, text),
        related=related,
        timeline=page.timeline,
        links=(*converter.links, *structure),
        images=tuple(converter.images),
        warnings=(*page.warnings, SHORTENED) if words else page.warnings,
        form_end=form_end if words else None,
    )


def convert(body: str, *, title: str, source: str) -> Article:
    """The article of a body (all that follows the front matter). Never raises, never loses visible text.

    `title` is the post's title, which a heading of the body may repeat and then goes; `source` is the address
    that it was archived from, which relative links are resolved against and whose host chooses the rules.
    """
    body = without_preamble(body)
    bare = plain_text(body)
    if bare is not None:
        return _plain_article(clean(bare))
    later: list[str] = []
    if kind_of(body) is BodyKind.MARKDOWN:
        from reader.convert.jekyll import html_of_markdown

        body, later = html_of_markdown(body)
    return _page_article(clean_page(body, title=title, source=source), later, title, source)
