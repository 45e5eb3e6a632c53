"""What is said stays long enough to be read, whatever was said before it, and twice is seen to be twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reader.tui.transient_message import TransientMessage, seconds_to_read
from tests.tui.conftest import OpenReader


class Clock:
    """Timers that go off when a test says so."""

    def __init__(self) -> None:
        self.timers: list[tuple[float, Callable[[], None]]] = []
        self.shown: list[str] = []
        self.moment = TransientMessage(self.set, self.shown.append)

    def set(self, seconds: float, call: Callable[[], None]) -> Clock._Timer:
        """Set a timer."""
        self.timers.append((seconds, call))
        return Clock._Timer(self, (seconds, call))

    def go_off(self) -> None:
        """Have the only timer that runs go off."""
        ((_, call),) = self.timers
        self.timers.clear()
        call()

    class _Timer:
        def __init__(self, clock: Clock, entry: tuple[float, Callable[[], None]]) -> None:
            self._clock, self._entry = clock, entry

        def stop(self) -> None:
            """Take it from those that run."""
            self._clock.timers.remove(self._entry)


def test_an_older_timer_wipes_nothing() -> None:
    """Each sentence has its own time; an empty one takes the last away at once."""
    clock = Clock()
    clock.moment.say("one")
    clock.moment.say("two")
    assert clock.shown == ["one", "two"]
    clock.go_off()
    assert clock.shown == ["one", "two", ""]
    clock.moment.say("three")
    clock.moment.say("")
    assert clock.shown[-2:] == ["three", ""]
    assert not clock.timers


def test_the_same_word_twice_is_seen_to_be_said_twice() -> None:
    """While it stands; later it is said anew."""
    clock = Clock()
    for word in ("copied", "copied", "copied", "kept", "copied"):
        clock.moment.say(word)
    assert clock.shown == ["copied", "copied ×2", "copied ×3", "kept", "copied"]
    clock.go_off()
    clock.moment.say("copied")
    assert clock.shown[-1] == "copied"


def test_what_is_longer_stays_longer() -> None:
    """A character of Chinese takes as long as two letters; nothing stays for ever."""
    assert seconds_to_read("ok") == seconds_to_read("好") >= 4
    assert seconds_to_read("已複製標題" * 10) == seconds_to_read("copied it " * 10) > 8
    assert seconds_to_read("long " * 1000) == 15


async def test_a_key_at_the_end_is_heard_each_time(small_archive: Path, open_reader: OpenReader) -> None:
    """And what the title bar has no room for stands over the screen, whole."""
    async with open_reader(small_archive) as desk:
        await desk.press("enter", "K")
        once = desk.title_bar
        await desk.press("K")
        assert "×2" in desk.title_bar
        assert "×2" not in once
        sentence = "a sentence that says more than there is room for " * 3
        desk.main.say(sentence)
        await desk.settle()
        assert desk.notices == [sentence]
        assert "a sentence" not in desk.title_bar
