"""The places of an article that its own links lead to: notes and their marks, and headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from reader.text.anchors import heading_key, note_key


class Fragments:
    """Gives ids, each once, and finds what links within an article lead to."""

    def __init__(self, tokens: Sequence[Token], prefix: str) -> None:
        """`prefix` is that of all ids."""
        self._prefix = prefix
        self._marks: Counter[int] = Counter()
        self._headings: dict[str, str] = {}
        self._heading_count = 0
        self._ends: dict[str, dict[str, str]] = {}
        """by the key of a note the addresses of its two links, each with its id"""
        self._given: set[str] = set()
        number = 0
        for place, token in enumerate(tokens):
            if token.type == "heading_open":
                number += 1
                key = heading_key("".join(child.content for child in tokens[place + 1].children or ()))
                self._headings.setdefault(key, f"{prefix}h{number}")
        for url in _inner_links(tokens):
            if key := note_key(url):
                ends = self._ends.setdefault(key, {})
                ends.setdefault(url, f"{prefix}link{sum(map(len, self._ends.values())) + 1}")

    def next_heading(self) -> str:
        """Return the id of the next heading."""
        self._heading_count += 1
        return f"{self._prefix}h{self._heading_count}"

    def note(self, number: int) -> str:
        """Return the id of a note."""
        return f"{self._prefix}note{number}"

    def mark(self, number: int) -> str:
        """Return the id of the first mark of a note."""
        return f"{self._prefix}mark{number}"

    def next_mark(self, number: int) -> tuple[str, str]:
        """Return the id of the next mark of a note, and that of the note."""
        self._marks[number] += 1
        count = self._marks[number]
        name = self.mark(number) if count == 1 else f"{self.mark(number)}-{count}"
        return name, self.note(number)

    def anchor(self, url: str) -> tuple[str, str] | None:
        """Return the markup of a link to a place of the article; None if it has no such place."""
        ends = self._ends.get(note_key(url), {}) if note_key(url) else {}
        target = next((name for other, name in ends.items() if other != url), None)
        if target is None:
            heading = self._headings.get(heading_key(url[1:]))
            return (f'<a href="#{heading}">', "</a>") if heading else None
        name = ends[url]
        id_ = "" if name in self._given else f' id="{name}"'
        self._given.add(name)
        return f'<a{id_} href="#{target}">', "</a>"


def _inner_links(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open" and (url := str(child.attrGet("href") or "")).startswith("#"):
                yield url
