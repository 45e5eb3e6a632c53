"""Where a tag stands in a text, and Markdown that fits there."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import NamedTuple

from reader.convert.masking import continuation
from reader.text.entities import unescape

_MARKUP = re.compile(r"([\\`*_\[\]<>~|$])")
_UNSAFE = re.compile(r"[\s<>()\\]")


class Place(NamedTuple):
    """Where a tag stands in its text."""

    prefix: str
    """the indentation, quote signs and list markers before it on its line"""
    begins_line: bool
    """whether nothing else stands before it on its line"""
    ends_line: bool

    @property
    def is_alone(self) -> bool:
        """Whether nothing else stands on its line."""
        return self.begins_line and self.ends_line

    def block(self, lines: Sequence[str], *, is_paragraph: bool = False) -> str:
        """Return lines as a block of their own; a paragraph needs an empty line before it."""
        indent = continuation(self.prefix)
        before = "" if self.begins_line and not is_paragraph else f"\n{indent}"
        if not self.begins_line:
            before += f"\n{indent}"
        after = f"\n{indent}" if self.ends_line else f"\n\n{indent}"
        return before + f"\n{indent}".join(lines) + after

    def lines(self, inner: str) -> list[str]:
        """Return the lines inside a tag without the prefix of its line, and without empty ones at the ends."""
        lines = inner.split("\n")
        lines[1:] = without_indent(lines[1:], continuation(self.prefix))
        while lines and not lines[0].strip():
            lines.pop(0)
        while lines and not lines[-1].strip():
            lines.pop()
        if lines:
            lines[0] = lines[0].lstrip() if not inner.startswith("\n") else lines[0]
        return [line.rstrip() if not line.strip() else line for line in lines]


def without_indent(lines: list[str], indent: str) -> list[str]:
    """Return lines without an indentation that all of them have; an empty line may have its quote signs alone."""
    if not indent:
        return lines
    signs = indent.strip()
    lines = ["" if line.strip() == signs else line for line in lines]
    if not all(line.startswith(indent) for line in lines if line.strip()):
        return lines
    return [line.removeprefix(indent) for line in lines]


def quoted(lines: Sequence[str]) -> list[str]:
    """Return lines as a quotation."""
    return [f"> {line}" if line else ">" for line in lines]


def as_text(text: str) -> str:
    """Return plain text as Markdown."""
    return _MARKUP.sub(r"\\\1", text).replace("{", "&#123;")


def attribute(text: str) -> str:
    """Return plain text as the value of an HTML attribute in Markdown."""
    return html.escape(unescape(text)).replace("{", "&#123;").replace("\n", " ")


def destination(address: str) -> str:
    """Return an address for the parentheses of a Markdown link."""
    return _UNSAFE.sub(lambda sign: f"%{ord(sign.group()):02X}", address.strip()).replace("{", "%7B")


def link(text: str, address: str) -> str:
    """Return a link; `text` is Markdown, and where it is empty the address stands in its place."""
    target = destination(address)
    if text:
        return f"[{text}]({target})"
    return f"<{target}>" if re.match(r"[a-z]+://", target) else f"[{as_text(address)}]({target})"
