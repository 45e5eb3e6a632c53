"""Template tags of boxes, quotations, sections and words, as Markdown; boxes become callouts."""

from __future__ import annotations

import re

from reader.convert.templates.arguments import (
    Arguments,
    first_where,
    is_web_address,
    split_at_commas,
)
from reader.convert.templates.lexer import Delimiters
from reader.convert.templates.place import as_text, link, quoted
from reader.convert.templates.use import TITLE_NAMES, WORDS_NAMES, Use, is_style, rest_of
from reader.text.callout_words import CALLOUT_KINDS

_PREFIXED = re.compile(r"(?:[\w#-]+)?(?:@|::)\s*(.*)", re.DOTALL)


_NAMED = re.compile(r"\A(?:[A-Za-z-]{1,20}[ \t]+)?@[ \t]*(?=\S)")
"""a kind before the title of a section"""
_YEAR = re.compile(r"\d{4}")


_COLOR = re.compile(r"\bcolor:\w+")


_SHORT_ID = re.compile(r"\w+")


def box(use: Use) -> str:
    arguments = use.arguments
    kind = arguments.first("type", "kind", "style", "class", "color", "severity", "level", "status").lower()
    values = list(arguments.positional)
    if values and kind not in CALLOUT_KINDS and values[0].text.lower() in CALLOUT_KINDS:
        kind = values.pop(0).text.lower()
    words = " ".join(value.text for value in values if not is_style(value.text))
    if kind not in CALLOUT_KINDS:
        kind = use.name if use.name in CALLOUT_KINDS and use.name != "admonition" else "note"
    if use.name == "alert" and len(values) == 1 and values[0].is_quoted and _SHORT_ID.fullmatch(words):
        words = ""  # the name of an icon
    title = as_text(arguments.first("title", "heading", "header", "summary", "label"))
    content = use.inner
    if content is None:
        content, words = arguments.first(*WORDS_NAMES) or as_text(words), ""
    if not content.strip() and not title and not words:
        return ""
    head = f"[!{kind}] {title or as_text(words)}".rstrip()
    return use.place.block(quoted([head, *use.place.lines(content)]))


def quotation(use: Use) -> str:
    arguments = use.arguments
    content = use.inner
    if content is None:
        content = arguments.first("text", "quote", "content", "body") or as_text(arguments.words())
        source = ""
    else:
        source = _quote_source(arguments)
    if not content.strip():
        return source
    lines = use.place.lines(content)
    return use.place.block(quoted([*lines, *(["", f"— {source}"] if source else [])]))


def _quote_source(arguments: Arguments) -> str:
    """Return the source of a quotation: author, work and address.

    Hexo writes `author[, work] [address] [text of the link]`, others give names to each.
    """
    author = arguments.first("author", "by", "attribution", "cite", "name", "authors")
    work = arguments.first("source", "title", "work", "from", "book", "footer")
    address = arguments.first("link", "url", "href", "source_url", "link_url")
    if not (author or work or address) and arguments.positional:
        texts = [value.text for value in arguments.positional]
        address = first_where(texts, is_web_address)
        index = texts.index(address) if address else len(texts)
        # The commas between author and work stand in the source of the arguments only.
        before = arguments.source[: arguments.source.find(address)] if address else arguments.source
        author = before.replace('"', "").replace("'", "’" if "n't" in before else "'").strip().strip("'")
        work = " ".join(texts[index + 1 :])
        if author.lower() in ("left", "right", "center"):
            author = ""
    if is_web_address(work) and not address:
        work, address = "", work
    named = ", ".join(map(as_text, filter(None, (author,))))
    label = as_text(work) or (named if not work else "")
    if address:
        return ", ".join(filter(None, (named if work else "", link(label or named, address))))
    return ", ".join(filter(None, (named, as_text(work))))


def under_title(title: str, use: Use) -> list[str]:
    lines = use.place.lines(rest_of(use))
    return [f"**{title}**", "", *lines] if title else lines


def section(use: Use) -> str:
    arguments = use.arguments
    title = arguments.first(*TITLE_NAMES)
    if not title:
        parts = (
            split_at_commas(arguments.source)
            if "," in arguments.source and use.tag.delimiters is Delimiters.STATEMENT
            else [arguments.words()]
        )
        parts = [
            _NAMED.sub("", part)
            for part in parts
            if _YEAR.fullmatch(part) or not all(map(is_style, part.split()))
        ]
        title = parts[0] if parts else ""
    lines = under_title(as_text(title), use)
    return use.place.block(lines, is_paragraph=True) if lines else ""


def inline_text(use: Use) -> str:
    arguments = use.arguments
    if use.name == "ruby" and use.inner is None:
        return _ruby(arguments)
    if use.inner is not None:
        words = use.inner
    else:
        words = arguments.first("text", "content", "label", "title", "name") or (
            arguments.words() if any(value.is_quoted for value in arguments.positional) else arguments.source
        )
        prefixed = _PREFIXED.fullmatch(words)
        if prefixed is not None:
            words = prefixed.group(1)
        elif use.name == "mark":
            words = _COLOR.sub("", words)
        elif use.name in ("p", "span", "checkbox", "radio", "color") and "," in words:
            words = words.partition(",")[2]
        elif use.name == "hideinline":
            words = words.partition(",")[0]
        elif use.name in ("label", "badge", "tag"):
            words = " ".join(word for word in words.split() if not is_style(word) or word.isdigit())
        words = as_text(words.strip())
    return f"<kbd>{words.strip()}</kbd>" if use.name in ("kbd", "key") and words.strip() else words


def _ruby(arguments: Arguments) -> str:
    """Return words with what stands above them in parentheses: `rb="漢字" rt="かんじ"`, `漢字|かんじ`."""
    words, _, above = (arguments.first("rb", "base", "text") or arguments.at(0)).partition("|")
    above = arguments.first("rt", "ruby", "reading") or above or arguments.at(1)
    return as_text(f"{words} ({above})" if above else words)


def side_note(use: Use) -> str:
    label = ""
    words = use.arguments.first(*WORDS_NAMES)
    values = [value.text for value in use.arguments.positional]
    if use.inner is not None:
        words, label = use.inner.strip(), as_text(values[0]) if values else ""
    elif not words and values:
        words = as_text(values[-1] if len(values) > 1 or not values[0].isdigit() else "")
    return f"{label} ({words})" if words else label
