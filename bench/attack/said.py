"""Kills of screens, commands and a third program that say things of posts side by side: nothing that was said is lost.

    python bench/attack said                 200 kills, seed 1
    python bench/attack said 1000 7          other numbers of kills and of the seed

Each round starts all three on one file of marks: screens in a terminal that star, label and write notes by keys,
`reader mark` again and again, and a program that says thousands of things of all kinds. Each is killed at a random
moment. What a screen showed as said, a command acknowledged with 0, or the program printed as said must be there.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.attack.said import Talk

_SECONDS = 4.0
"""in which the kills of a round fall; the screens are there after one or two"""


def main(arguments: list[str]) -> None:
    """Kill so often, and print a row of the table."""
    count = int(arguments[0]) if arguments else 200
    seed = int(arguments[1]) if arguments[1:] else 1
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="reader-said-") as folder:
        talk = Talk(Path(folder), seed)
        while talk.kills.total() < count:
            known = len(talk.failures)
            talk.play(_SECONDS)
            for failure in talk.failures[known:]:
                print(failure, flush=True)
    print(
        "| kills | of screens, commands, a program | acknowledged | by screens | seed | seconds | failures |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    kills = ", ".join(str(talk.kills[name]) for name in ("screens", "commands", "writer"))
    kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(talk.truth.acknowledged.items()))
    print(
        f"| {talk.kills.total()} | {kills} | {kinds} | {talk.said_by_screens} | {seed} |"
        f" {time.monotonic() - start:.0f} | {len(talk.failures)} |"
    )
    if talk.failures:
        raise SystemExit(1)
