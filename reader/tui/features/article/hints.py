"""Letters on links: which link gets which, and what has been typed so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product

LETTERS = "asdfghjklewruiocmn"
"""from the row where the fingers rest outwards"""


def labels(count: int) -> list[str]:
    """`count` labels of equal length, as short as possible, so that none begins another."""
    length = 1
    while len(LETTERS) ** length < count:
        length += 1
    return ["".join(letters) for letters in islice(product(LETTERS, repeat=length), count)]


@dataclass(frozen=True, slots=True)
class Hints:
    """The labels on the screen."""

    links: dict[str, int]
    """the index of the link by its label"""
    in_browser: bool
    """whether the chosen link is opened in the browser"""
    typed: str = ""

    @classmethod
    def on(cls, links: Sequence[int], *, in_browser: bool) -> Hints:
        """Labels for `links`, in the order in which they stand."""
        return cls(dict(zip(labels(len(links)), links, strict=True)), in_browser)

    def type(self, letter: str) -> Hints | None:
        """The hints after one more letter; None where no label goes on like that."""
        typed = self.typed + letter.lower()
        links = {label: link for label, link in self.links.items() if label.startswith(typed)}
        return Hints(links, self.in_browser, typed) if links else None

    @property
    def chosen(self) -> int | None:
        """The link whose label is typed in full."""
        return self.links.get(self.typed)

    def label_of(self, link: int) -> str:
        """What is still to be typed for `link`; empty where it is out of the question."""
        return next((label[len(self.typed) :] for label, index in self.links.items() if index == link), "")
