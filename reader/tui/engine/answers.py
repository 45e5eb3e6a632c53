"""Take the terminal's answers to our questions out of what is typed.

What Textual does: its parser knows the answers to the questions that Textual asks, and takes all others for keys. What
it costs: the terminal cannot be asked whether its ground is dark. What would let this module go: a hook for answers in
Textual's driver, or its own question for the ground.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.message import Message

from reader.tui.ground import ANSWERS

_NAME = "XTermParser"


class GroundTold(Message):
    """The terminal said whether its ground is dark."""

    def __init__(self, *, is_dark: bool) -> None:
        super().__init__()
        self.is_dark = is_dark


class _Parser(XTermParser):
    def feed(self, data: str) -> Iterable[Message]:
        was_awaited = ANSWERS.is_awaited
        rest = ANSWERS.without(data)
        if was_awaited and not ANSWERS.is_awaited and ANSWERS.is_dark is not None:
            yield GroundTold(is_dark=ANSWERS.is_dark)
        # Nothing at all is the end of the input to Textual.
        if rest or not data:
            yield from super().feed(rest)


def is_supported() -> bool:
    """Return whether Textual's driver still makes its parser by the name that is changed here."""
    thread = getattr(linux_driver.LinuxDriver, "run_input_thread", None)
    return _NAME in getattr(getattr(thread, "__code__", None), "co_names", ())


def hear_answers() -> None:
    """Let drivers that begin to read from now on know our answers."""
    vars(linux_driver)[_NAME] = _Parser
