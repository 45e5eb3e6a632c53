"""Readings of single values of front matter: names, addresses, topics and pictures, however they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from reader.store.field_names import Field, Role
from reader.store.front_matter_values import Form, Value
from reader.store.labels import name, non_null
from reader.text.field_keys import folded_key
from reader.text.late import late
from reader.text.urls import OWN_SITE

TRUE = frozenset({"true", "yes", "on", "1", "y"})
"""the texts that mean yes, in lower case"""
FALSE = frozenset({"false", "no", "off", "0", "n"})
"""the texts that mean no, in lower case"""

_DEEPEST = 8
_LONGEST_SITE = 80
_LONGEST_AUTHOR = 2000
_NAME_KEYS = ("name", "title", "label", "displayname", "term", "value", "text", "slug", "id")
_AUTHOR_KEYS = ("name", "displayname", "fullname", "fullnames", "label", "nickname", "nick", "alias")
_AUTHOR_PARTS = (
    ("firstname", "lastname"),
    ("first", "last"),
    ("givenname", "familyname"),
    ("given", "family"),
)
_ADDRESS_KEYS = ("url", "href", "link", "canonical", "original", "permalink", "uri", "@id", "id")
_IMAGE_KEYS = (
    "url", "src", "path", "image", "file", "href", "feature", "featured", "teaser", "overlayimage", "thumbnail",
    "large", "original", "full", "contenturl", "source", "relative", "hero", "cover",
)  # fmt: skip

_SEPARATOR = late(r"[,，、;；\n]")
_HASH = late(r"#++(?=\w)")
_NAME = late(r"#?\[\[[^\[\]\n]{1,200}\]\]|#?[^\s\[\]#]{1,100}")
_NAMES = late(r"\s*+(?:(?:#?\[\[[^\[\]\n]{1,200}\]\]|#?[^\s\[\]#]{1,100})\s*+)+")
"""names some of which stand in double brackets, as Roam and Logseq write names with blanks"""
_MARKED = late(r"#[^\s#]{1,100}(?:\s{1,9}#[^\s#]{1,100})*+\s{0,9}")
_HTTP = late(r"https?://[^\s/]", re.IGNORECASE)
_WITHOUT_SCHEME = late(
    r"(?://(?=\w)|(?=www\.)|(?=[^/\s]+/))(?:[a-z\d][a-z\d-]{0,62}\.){1,5}"
    r"(?:com|org|net|edu|gov|info|news|blog|dev|app|site|online|media|(?!js|md|py|rb|rs|sh|ts)[a-z]{2})(?::\d{1,5})?(?:/\S{0,2000})?",
    re.IGNORECASE,
)
"""a host and a path, without the endings of files that are countries, too"""
_WIKI_LINK = late(r"\[\[(?:[^\[\]|]{0,500}\|)?([^\[\]|]{1,500})\]\]")
_MARKDOWN_LINK = late(r"!?\[([^\[\]]{0,500})\]\(\s*<?([^\s()<>]{0,2000})[^()]{0,500}\)")
_MAIL = late(r"(?:mailto:)?@?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_BARE_ADDRESS = late(r"(?:https?://|www\.)[^\s<>()]{1,2000}", re.IGNORECASE)
_EMPTY_BRACKETS = late(r"\(\s{0,9}\)|<\s{0,9}>|\[\s{0,9}\]")
_ODD_AUTHOR = late(r"[@\n]|\[\[|\]\(|://|www\.")
_BYLINE = late(r"By +[^\W\d_]\S{0,99} +[^\W\d_]")
_ELEMENT = late(r"</?[A-Za-z][^<>]{0,500}>")


_Walk = Callable[[Value], Iterator[str]]


def _texts(
    value: Value,
    keys: tuple[str, ...],
    unnamed: Callable[[Mapping[str, Value], _Walk], Iterator[str]],
    depth: int = 0,
) -> Iterator[str]:
    """Yield the texts of a value: of lists in lists, and of a mapping what stands under the first of `keys` in it.

    `unnamed` is given a mapping that has none of the keys, and this walk for the values in it.
    """
    if isinstance(value, str):
        yield value
    elif depth >= _DEEPEST:
        return
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item, keys, unnamed, depth + 1)
    elif (named := _under(value, keys)) is not None:
        yield from _texts(named, keys, unnamed, depth + 1)
    else:
        yield from unnamed(value, lambda inner: _texts(inner, keys, unnamed, depth + 1))


def texts_in(value: Value, keys: tuple[str, ...] = _NAME_KEYS) -> Iterator[str]:
    """Yield the non-blank texts of a value: of lists in lists, and under the first of `keys` in a mapping."""
    return (text for text in _texts(value, keys, lambda _mapping, _walk: iter(())) if non_null(text).strip())


def _under(mapping: Mapping[str, Value], keys: Iterable[str]) -> Value | None:
    """Return the first non-empty value under the folded keys."""
    folded = {folded_key(key): value for key, value in mapping.items()}
    return next((folded[key] for key in keys if folded.get(key)), None)


def author_of(value: Value) -> str:
    """Return the names of the authors in a value, without their addresses."""
    if isinstance(value, str):
        return _author_name(value)
    names = map(_author_name, _texts(value, _AUTHOR_KEYS, _unnamed_authors))
    return ", ".join(dict.fromkeys(filter(None, names)))


def _unnamed_authors(mapping: Mapping[str, Value], walk: _Walk) -> Iterator[str]:
    """Yield the name that stands in parts in a mapping, or else the names in the mappings in it."""
    for keys in _AUTHOR_PARTS:
        parts = [part for key in keys if isinstance(part := _under(mapping, (key,)), str)]
        if parts:
            yield " ".join(parts)
            return
    for inner in mapping.values():
        if isinstance(inner, dict):
            yield from walk(inner)


def _author_name(text: str) -> str:
    """Return the name or names in the text, without addresses, links and the "By" of a byline."""
    if text.startswith("By ") and _BYLINE.match(text) is not None:
        text = text[3:]
    if _ODD_AUTHOR.search(text) is None:
        return name(text)
    text = _linked_names(text[:_LONGEST_AUTHOR])
    text = _MAIL.sub("", _BARE_ADDRESS.sub("", text))
    lines = (_EMPTY_BRACKETS.sub("", line).strip(" \t,;|/-–—") for line in text.split("\n"))
    names = ", ".join(filter(None, lines))
    # RSS puts the name after the address, in parentheses.
    return name(names[1:-1] if names.startswith("(") and names.find(")") == len(names) - 1 else names)


def _linked_names(text: str) -> str:
    """Return the text with the names of its wiki links and Markdown links in their place."""
    if "[" not in text:
        return text
    text = _WIKI_LINK.sub(lambda link: link[1].rpartition("/")[2], text)
    return _MARKDOWN_LINK.sub(lambda link: link[1], text)


def address_of(value: Value) -> str:
    """Return the first http(s) address in a value, or an empty string."""
    for text in (value,) if isinstance(value, str) else texts_in(value, _ADDRESS_KEYS):
        stripped = text.strip()
        if _HTTP.match(stripped):
            return stripped
        if (link := _MARKDOWN_LINK.fullmatch(stripped)) is not None:
            stripped = link[2]
        elif stripped.startswith("<") and stripped.endswith(">"):
            stripped = stripped[1:-1]
        if _HTTP.match(stripped):
            return stripped
    return ""


def address_without_scheme_of(value: Value) -> str:
    """Return the first address in a value that begins with its host, completed; or an empty string."""
    for text in (value,) if isinstance(value, str) else texts_in(value, _ADDRESS_KEYS):
        stripped = text.strip()
        if _WITHOUT_SCHEME.fullmatch(stripped) is not None:
            return f"https://{stripped.removeprefix('//')}"
    return ""


def site_of(value: Value) -> str:
    """Return the first name of a site or publication in a value, or an empty string; no address, no path."""
    for text in texts_in(value):
        site = name(_linked_names(text))
        if 0 < len(site) <= _LONGEST_SITE and "/" not in site and site.lower() not in TRUE | FALSE:
            return site
    return ""


def description_of(value: Value) -> str:
    """Return the text of a value without HTML, or an empty string."""
    text = " ".join(texts_in(value))
    if text.strip().lower() in TRUE | FALSE:
        return ""
    return name(_ELEMENT.sub("", text) if "<" in text else text)


def image_of(value: Value) -> str:
    """Return the address or path of the first picture in a value, or an empty string."""
    for text in texts_in(value, _IMAGE_KEYS):
        stripped = text.strip()
        if (link := _MARKDOWN_LINK.fullmatch(stripped)) is not None:
            stripped = link[2]
        elif stripped.startswith(("[[", "![[")):
            stripped = stripped.lstrip("![").partition("]")[0].partition("|")[0]
        # A colour or a truth value is no picture.
        if ("." in stripped or "/" in stripped) and "\n" not in stripped:
            return name(stripped.removeprefix(OWN_SITE))
    return ""


_COMMA_FORMS = (Form.HEAD, Form.COMMENT, Form.KIRBY)
"""forms of programs that put commas between topics, so that one alone may have blanks in it"""


def topics_of(role: Role, value: Value, form: Form) -> Iterator[str]:
    """Yield the names of topics, without the signs around them."""
    for text in (
        _split(role, value, form) if isinstance(value, str) else _texts(value, _NAME_KEYS, _unnamed_topics)
    ):
        stripped = (
            _linked_names(text.strip().removeprefix("#") if "[[" in text else text)
            .strip()
            .strip("\"'“”")
            .strip()
        )
        hashes = _HASH.match(stripped)
        topic = name(stripped[hashes.end() :] if hashes else stripped)
        if topic:
            yield topic


def _split(role: Role, text: str, form: Form) -> list[str]:
    """Return the topics in a text, split as the programs split it that write such text.

    Jekyll and Hugo split plural `tags` and `categories` at blanks; text with commas is split at these alone.
    """
    if role.field is Field.SERIES:
        return [text]
    if _SEPARATOR.search(text):
        # A semicolon may end a reference such as `&amp;`.
        return re.split(r"[,，、\n]", text) if "&" in text else _SEPARATOR.split(text)
    if text.startswith("#") and _MARKED.fullmatch(text):
        return text.split()
    if "[[" in text and _NAMES.fullmatch(text):
        return [found[0] for found in _NAME.finditer(text)]
    is_split = role.is_plural and role.field in (Field.TAGS, Field.CATEGORIES) and form not in _COMMA_FORMS
    return text.split() if is_split else [text]


def _unnamed_topics(mapping: Mapping[str, Value], walk: _Walk) -> Iterator[str]:
    """Yield the topics in the values of a mapping; the key where a value has none, or says that it holds."""
    for key, inner in mapping.items():
        topics = list(walk(inner))
        if [topic.lower() for topic in topics] == ["true"]:
            yield key
        elif [topic.lower() for topic in topics] != ["false"]:
            yield from topics if any(map(non_null, topics)) else [key]
