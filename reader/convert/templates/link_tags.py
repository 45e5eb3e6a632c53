"""Template tags of links and addresses."""

from __future__ import annotations

import re

from reader.convert.pictures import is_video
from reader.convert.templates.arguments import (
    first_where,
    is_address,
    is_web_address,
    named_between_commas,
    split_at_commas,
)
from reader.convert.templates.lexer import Delimiters
from reader.convert.templates.media_tags import (
    filled,
    frame_at,
)
from reader.convert.templates.place import as_text, destination, link
from reader.convert.templates.use import TITLE_NAMES, Use, is_style, rest_of
from reader.convert.templates.word_tags import under_title

_NOTEBOOKS = ("notebook", "ipynb", "jupyter")
_FILE_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)-(.+)")


_SHORT_ID = re.compile(r"\w+")


def embed_link(use: Use) -> str:
    assert use.row is not None
    arguments, pattern = use.arguments, use.row.pattern
    value = use.main()
    user = arguments.first("user", "username", "owner")
    second = arguments.at(1)
    if "{user}" in pattern and not user and "/" not in value and _SHORT_ID.fullmatch(second):
        user, value = value, second
    if not user:
        pattern = (
            pattern.replace("{user}/status", "i/status")
            if "status" in pattern
            else pattern.replace("{user}/", "")
        )
    repository = arguments.first("repo")
    address = filled(pattern, repository or value, {"user": user})
    inner = "" if use.tag.delimiters is Delimiters.BRACKET else rest_of(use)
    if "status" in pattern and not (value.isdigit() or is_web_address(value)):
        return inner
    if not address or re.search(r"[\s<>]", address):
        return inner
    return (use.place.block([link("", address)]) if use.place.is_alone else link("", address)) + inner


def button(use: Use) -> str:
    arguments = use.arguments
    has_commas = "," in use.tag.arguments and use.tag.delimiters is Delimiters.STATEMENT
    if has_commas and arguments.named:
        arguments, has_commas = named_between_commas(arguments), False
    parts = (
        split_at_commas(arguments.source) if has_commas else [value.text for value in arguments.positional]
    )
    named = arguments.first("href", "url", "link", "src", "relref", "ref", "file", "path")
    address = (
        named
        or first_where(parts, lambda part: is_web_address(part) or part[:1] in "/#.")
        or first_where(parts, is_address)
    )
    is_bracket = use.tag.delimiters is Delimiters.BRACKET
    inner = rest_of(use).strip()
    if is_bracket:
        address = use.main() if not address else address.removeprefix("=")
        inner = "" if inner == address else inner
    words = [part for part in parts if part != address and not (is_style(part) or is_bracket)]
    if not has_commas and words and not any(value.is_quoted for value in arguments.positional):
        words = [" ".join(word for word in words if not is_style(word))]
    label = as_text(arguments.first(*TITLE_NAMES, "text", "content") or (words[0] if words else ""))
    if not is_address(address):
        return use.place.block(under_title(label, use)) if "\n" in inner else inner or label
    if not label and not inner and is_video(address):
        return frame_at(use, address)
    if "\n" in inner or (inner and label):
        return use.place.block([link(label, address), "", *use.place.lines(inner)], is_paragraph=True)
    return link(inner or label, address)


def address_of(use: Use) -> str:
    if use.tag.delimiters is Delimiters.BRACKET or (
        use.name in ("link", "url") and len(use.arguments.positional) > 1
    ):
        return button(use)
    target = use.main().removeprefix("@/")
    if (
        use.name in ("posturl", "link")
        and use.tag.delimiters is Delimiters.STATEMENT
        and not is_web_address(target)
    ):
        target = _published_path(target)
    return destination(target) + rest_of(use)


def _published_path(path: str) -> str:
    """Return the path that Jekyll gives to a post or page by default."""
    folder, _, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    if dot and re.fullmatch(r"\w{1,10}", ending):
        name = stem
        if ending.lower() not in ("md", "markdown", "mkd", "html", "htm", "adoc", "textile"):
            return f"/{path.lstrip('/')}"
    dated = _FILE_DATE.fullmatch(name)
    if dated is not None:
        return f"/{'/'.join(dated.groups())}.html"
    folder = "/".join(
        part.lstrip("_") for part in folder.split("/") if part not in ("_posts", "_pages", "", ".")
    )
    return f"/{folder}/{name}.html" if folder else f"/{name}.html"


def reference(use: Use) -> str:
    values = [value.text for value in use.arguments.positional if value.text.lower() not in ("true", "false")]
    if not values:
        return ""
    if use.name in _NOTEBOOKS:
        return link(as_text(values[0]), values[0])  # after it stand the cells that are shown
    if use.name == "includecode":
        return link(as_text(" ".join(values[:-1])), values[-1])
    return link(as_text(" ".join(values[1:]) or use.arguments.first("title", "text") or values[0]), values[0])
