"""The values of a file's front matter, whatever form it is written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a file, and the body below it."""

    values: Mapping[str, Value] = field(default_factory=dict)
    """text by key in lower case; lists are tuples, and values with nested keys are left out"""
    body: str = ""
    """everything after the front matter, unchanged except for line ends, which are line feeds"""
    is_present: bool = False
    """whether the file starts with front matter"""
    warnings: tuple[str, ...] = ()
    """the defects of the front matter, a sentence each"""

    def text(self, *keys: str) -> str:
        """Return the first non-blank value among `keys` as one text, or an empty string."""
        for key in keys:
            value = self.values.get(key, "")
            text = value if isinstance(value, str) else ", ".join(value)
            if text.strip():
                return text
        return ""

    def items(self, *keys: str) -> Iterator[str]:
        """Yield the items of the values of `keys`; text is split at its commas."""
        for key in keys:
            value = self.values.get(key, ())
            yield from value.split(",") if isinstance(value, str) else value
