"""Screens, commands and another program that say things of posts side by side, are killed, and are believed."""

from __future__ import annotations

import contextlib
import json
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Protocol

from tests.attack.changing import post_file, title, write_post
from tests.attack.faults import home, run
from tests.programs import Piped
from tests.terminal import Terminal

Thing = tuple[str, str, str]
"""what something is said of: kind, key and name, as an export has them"""
_PRESENCE = ("starred", "label")
_MARKED = 24
"""posts that commands mark"""
_OPENED = 24
"""posts that screens open, each in an archive of its own, so that it is under the cursor"""
_FIRST_OPENED = 5000

_WRITER = """
import json, random, sys, time
from pathlib import Path
from reader.state.marks import Marks
from reader.state.statements import Item, Kind
marks, chance = Marks(Path(sys.argv[1])), random.Random(sys.argv[2])
def tell(word, values):
    print(json.dumps([word, [[*item, value] for item, value in values.items()]]), flush=True)
while True:
    keys = chance.sample(range(300), chance.choice((1, 1, 20)))
    kind = chance.choice((Kind.STARRED, Kind.LABEL, Kind.NOTE, Kind.PLACE, Kind.PROGRESS))
    name = chance.choice("abc") if kind is Kind.LABEL else ""
    number = str(chance.randrange(1000))
    value = '{"offset": %s}' % number if kind is Kind.PLACE else number
    value = None if chance.random() < 0.2 else value
    values = {Item(kind, f"w{key}", name): value for key in keys}
    tell("says", values)
    if kind in (Kind.PLACE, Kind.PROGRESS):
        marks.ledger.remember(values)
    else:
        marks.say(values, "said")
    tell("said", values)
    time.sleep(0.002)
"""
"""says things of all kinds without pause; what it has printed as said is in the file"""


class Truth:
    """What was said and acknowledged, and what was about to be said when somebody was killed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._said: dict[Thing, str | None] = {}
        self._perhaps: dict[Thing, str | None] = {}
        self._screens: dict[Thing, str] = {}
        self.acknowledged: Counter[str] = Counter()
        """how much was acknowledged, by kind"""

    def says(self, values: dict[Thing, str | None]) -> None:
        """Note what somebody begins to say."""
        with self._lock:
            self._perhaps |= values

    def said(self, values: dict[Thing, str | None], screen: str = "") -> None:
        """Note what was acknowledged, and on which screen."""
        with self._lock:
            for thing, value in values.items():
                self._said[thing] = value
                self._screens[thing] = screen
                self._perhaps.pop(thing, None)
                self.acknowledged[thing[0]] += 1

    def has(self, thing: Thing) -> bool:
        """Return whether something holds."""
        return self._said.get(thing) is not None

    def compare(self, found: dict[Thing, str | None]) -> list[str]:
        """Return what is missing from what was found, in words; go on from what was found."""
        wrong = []
        for thing in self._said.keys() | self._perhaps.keys():
            value = found.get(thing)
            likely = [self._said.get(thing), *([self._perhaps[thing]] if thing in self._perhaps else [])]
            if not any(_is_same(thing, value, each) for each in likely):
                wrong.append(f"{thing}: {value} instead of {likely} {self._screens.get(thing)}")
            self._said[thing] = value
        self._perhaps.clear()
        return wrong


def _is_same(thing: Thing, one: str | None, other: str | None) -> bool:
    return (one is None) == (other is None) if thing[0] in _PRESENCE else one == other


class Speaker(Protocol):
    """Somebody who says things until killed."""

    def speak(self) -> None:
        """Say one thing after the other; return once killed."""

    def kill(self) -> None:
        """Kill it with SIGKILL."""


class _Writer:
    def __init__(self, round_: Talk, seed: str) -> None:
        self._truth = round_.truth
        self._process = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(round_.marks), seed],
            env=round_.environment,
            stdout=subprocess.PIPE,
            text=True,
        )

    def speak(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with contextlib.suppress(ValueError):  # the line that it was about to print
                word, values = json.loads(line)
                told = {(kind, key, name): value for kind, key, name, value in values}
                (self._truth.says if word == "says" else self._truth.said)(told)
        self._process.wait()

    def kill(self) -> None:
        self._process.kill()


class _Commands:
    def __init__(self, round_: Talk, seed: str) -> None:
        self._talk = round_
        self._chance = random.Random(seed)
        self._is_killed = threading.Event()
        self._process: Piped | None = None
        self.failures: list[str] = []

    def speak(self) -> None:
        while not self._is_killed.is_set():
            numbers = self._chance.sample(range(_MARKED), 3)
            value = "1" if self._chance.random() < 0.7 else None
            name = self._chance.choice(("", "x", "y"))
            kind = "label" if name else "starred"
            option = f"--{'' if value else 'un'}{'label' if name else 'star'}"
            values = {(kind, f"example.org/{number}", name): value for number in numbers}
            files = [str(post_file(self._talk.archive, number)) for number in numbers]
            self._talk.truth.says(values)
            self._process = self._talk.start("mark", option, *([name] if name else []), *files)
            if self._is_killed.is_set():
                self._process.kill(signal.SIGKILL)
            ran = self._process.communicate()
            if ran.returncode == 0:
                self._talk.truth.said(values)
            elif ran.returncode != -signal.SIGKILL:
                self.failures.append(ran.stderr)
                return

    def kill(self) -> None:
        self._is_killed.set()
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill(signal.SIGKILL)


class _Screens:
    def __init__(self, round_: Talk, seed: str) -> None:
        self._truth = round_.truth
        self._chance = random.Random(seed)
        self._number = _FIRST_OPENED + self._chance.randrange(_OPENED)
        self._key = f"example.org/{self._number}"
        self._is_killed = False
        self.is_up = threading.Event()
        self._serial = round_.serial
        self.acknowledged = 0
        command = [sys.executable, "-m", "reader", str(round_.opened / str(self._number))]
        self._terminal = Terminal(command, size=(100, 60), env=round_.environment)

    def speak(self) -> None:
        with contextlib.suppress(OSError):  # nobody reads the keys any more
            self._see(title(self._number, 0))
            self.is_up.set()
            last = None
            while not self._is_killed:
                last = self._chance.choice(
                    [act for act in (self._star, self._label, self._note) if act != last]
                )
                last()

    def kill(self) -> None:
        self._terminal.kill(signal.SIGKILL)
        self._is_killed = True

    def close(self) -> None:
        self._terminal.close()

    def _see(self, text: str, *, is_there: bool = True) -> None:
        self._terminal.wait_for(lambda: self._is_killed or (text in self._terminal.text) is is_there, 60)

    def _say(self, thing: Thing, value: str | None, keys: str, answer: str) -> None:
        """Type keys, and believe the screen."""
        self._truth.says({thing: value})
        self._terminal.type(keys)
        self._terminal.wait_for(lambda: self._is_killed or answer in self._terminal.text, 60)
        if answer in self._terminal.text:
            self._truth.said({thing: value}, self._terminal.text)
            self.acknowledged += 1

    def _star(self) -> None:
        thing = ("starred", self._key, "")
        is_starred = self._truth.has(thing)
        self._say(thing, None if is_starred else "1", "s", "star taken away" if is_starred else "★ starred")

    def _label(self) -> None:
        # Unlike all others: what is typed finds labels that are nearly the same.
        name = "".join(self._chance.choices("abcdefghijklmnopqrstuvwxyz", k=9))
        self._terminal.type("#")
        self._see("Labels ·")
        self._terminal.type(name)
        self._see(f"+ {name}")
        self._say(("label", self._key, name), "1", "\r", f"✓ {name}")
        self._terminal.type("\x1b")
        self._see("Labels ·", is_there=False)

    def _note(self) -> None:
        text = f"t{next(self._serial)}"
        self._terminal.type("M")
        self._see("┃")
        self._terminal.type(f"\x01\x0b{text}")
        self._see(text)
        self._say(("note", self._key, ""), text, "\x13", "✎ note kept")


class Talk:
    """Archives, a home, and all that was said there."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.archive = folder / "archive"
        self.opened = folder / "opened"
        self.environment = home(folder)
        self.marks = folder / "data" / "reader" / "marks.sqlite3"
        self.truth = Truth()
        self.serial = iter(range(10**9))
        self.kills: Counter[str] = Counter()
        self.failures: list[str] = []
        self.said_by_screens = 0
        self._chance = random.Random(seed)
        for number in range(_MARKED):
            write_post(self.archive, number)
        for number in range(_FIRST_OPENED, _FIRST_OPENED + _OPENED):
            write_post(self.opened / str(number), number)
        run(["list", "--archive", str(self.archive)], self.environment)
        self.marks.parent.mkdir(parents=True, exist_ok=True)

    def start(self, *arguments: str) -> Piped:
        """Start a command on the archive."""
        command = [sys.executable, "-m", "reader", *arguments, "--archive", str(self.archive)]
        return Piped(command, env=self.environment)

    def play(self, seconds: float) -> None:
        """Have all speak, kill each at a random moment of `seconds`, and compare what is left with what was said."""
        seed = str(self._chance.random())
        commands, screens = _Commands(self, seed), _Screens(self, seed)
        speakers: dict[str, Speaker] = {
            "writer": _Writer(self, seed),
            "commands": commands,
            "screens": screens,
        }
        threads = [threading.Thread(target=self._speak, args=(speaker,)) for speaker in speakers.values()]
        for thread in threads:
            thread.start()
        screens.is_up.wait(60)
        moments = sorted((self._chance.uniform(0.1, seconds), name) for name in speakers)
        start = time.monotonic()
        for moment, name in moments:
            time.sleep(max(0, start + moment - time.monotonic()))
            speakers[name].kill()
            self.kills[name] += 1
        for thread in threads:
            thread.join()
        screens.close()
        self.said_by_screens += screens.acknowledged
        self.failures += commands.failures
        self._compare()

    def _speak(self, speaker: Speaker) -> None:
        try:
            speaker.speak()
        except AssertionError as error:
            self.failures.append(f"not on the screen: {error}")

    def _compare(self) -> None:
        exported = run(["marks", "export"], self.environment)
        checked = run(["marks", "check"], self.environment)
        if exported.code or checked.code:
            self.failures.append(exported.err + checked.err)
            return
        found = {
            (each["kind"], each["key"], each.get("name", "")): each["value"]
            for each in json.loads(exported.out)["statements"]
        }
        self.failures += self.truth.compare(found)
