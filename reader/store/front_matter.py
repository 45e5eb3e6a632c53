"""Splitting of a file into front matter and body; each form of front matter is a module `front_matter_*`."""

from __future__ import annotations

from reader.store.front_matter_values import FrontMatter
from reader.store.front_matter_yaml import parse_yaml, starts_with_yaml


def begins_with_front_matter(start: bytes) -> bool:
    """Return whether a file that starts with these bytes has front matter, even if it is never closed."""
    return starts_with_yaml(start.decode("utf-8-sig", errors="replace").replace("\r", "\n"))


def parse(text: str) -> FrontMatter:
    """Return the front matter and the body of a file's text. Never raises."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return parse_yaml(text) or FrontMatter(body=text)
