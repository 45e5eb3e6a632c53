"""The visible text of Markdown, read with the parser that typesetting uses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from markdown_it.token import Token

from reader.typeset.markdown import parse

_SILENT = {"softbreak": " ", "hardbreak": "\n"}


def inline_text(tokens: Sequence[Token]) -> str:
    """Return the text of inline tokens, captions of pictures included."""
    pieces = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            pieces.append(token.content)
        elif token.type in _SILENT:
            pieces.append(_SILENT[token.type])
        elif token.children:
            pieces.append(inline_text(token.children))
        elif token.type == "html_inline" and "checkbox" not in token.content:
            pieces.append(f"<<{token.content}>>")
    return "".join(pieces)


def seen_text(markdown: str) -> str:
    """Return the text of a Markdown document, one line a block."""
    lines = []
    for token in parse(markdown):
        if token.type == "inline":
            lines.append(inline_text(token.children or []))
        elif token.type in ("fence", "code_block"):
            lines.append(token.content)
    return "\n".join(lines)


def visible(text: str) -> str:
    """Return the characters of a text without white space and control characters."""
    return "".join(char for char in text if not char.isspace() and unicodedata.category(char) != "Cc")


def without_media(markdown: str) -> str:
    """Return Markdown without the lines of frames, videos and audio, whose labels the converter writes."""
    return re.sub(r"(?m)^[> ]*▶ \[.*$", "", markdown)
