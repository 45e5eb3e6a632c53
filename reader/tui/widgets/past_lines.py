"""The earlier texts of a line of input."""

from __future__ import annotations

from collections.abc import Callable


class PastLines:
    """The lines that were typed before, for Up and Down in a line of input."""

    def __init__(self, write: Callable[[str], None], is_choosing: Callable[[], bool]) -> None:
        """`write` puts a text into the line; `is_choosing` tells whether Up goes along the suggestions."""
        self._write = write
        self._is_choosing = is_choosing
        self._texts: list[str] = []
        self._at: int | None = None
        """the text in the line, as an index; None for the one that was typed"""
        self._typed = ""

    def begin(self, texts: list[str], typed: str) -> None:
        """Begin with what is in the line, before which these texts were typed, most recent first."""
        self._texts = [text for text in texts if text != typed.strip()]
        self.take_typed(typed)

    def take_typed(self, text: str) -> None:
        """Take over what stands in the line, unless it is the earlier one that was written there."""
        if self._at is None or text != self._texts[self._at]:
            self._at, self._typed = None, text

    def consume_key(self, key: str) -> bool:
        """Go to the one before, or back towards what was typed; return False for any other key."""
        if key == "up" and not self._is_choosing() and self._texts:
            at = 0 if self._at is None else min(self._at + 1, len(self._texts) - 1)
        elif key == "down" and self._at is not None:
            at = self._at - 1
        else:
            return False
        self._at = at if at >= 0 else None
        self._write(self._texts[at] if at >= 0 else self._typed)
        return True
