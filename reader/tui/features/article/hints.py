"""Link hints: letter labels for the links on the screen, and what was typed of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product

LETTERS = "asdfghjklewruiocmn"
"""the letters of labels, from the home row of the keyboard outwards"""


def labels(count: int) -> list[str]:
    """Return `count` labels of the smallest possible equal length, so that none is a prefix of another."""
    length = 1
    while len(LETTERS) ** length < count:
        length += 1
    return ["".join(letters) for letters in islice(product(LETTERS, repeat=length), count)]


@dataclass(frozen=True, slots=True)
class Hints:
    """The labels on the screen and the letters typed so far."""

    links: dict[str, int]
    """link indexes by label"""
    in_browser: bool
    """whether the chosen link is to be opened in the browser"""
    typed: str = ""

    @classmethod
    def on(cls, links: Sequence[int], *, in_browser: bool) -> Hints:
        """Label these links in order."""
        return cls(dict(zip(labels(len(links)), links, strict=True)), in_browser)

    def type(self, letter: str) -> Hints | None:
        """Return the hints after one more letter; None if no label matches."""
        typed = self.typed + letter.lower()
        links = {label: link for label, link in self.links.items() if label.startswith(typed)}
        return Hints(links, self.in_browser, typed) if links else None

    @property
    def chosen(self) -> int | None:
        """The link whose label was typed in full, if any."""
        return self.links.get(self.typed)

    def label_of(self, link: int) -> str:
        """Return the part of a link's label that is still to be typed; empty if it no longer matches."""
        return next((label[len(self.typed) :] for label, index in self.links.items() if index == link), "")
