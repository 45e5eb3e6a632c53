"""Damaged indexes: each command has to give the answer of a whole one, and to say in one line that it built it again.

    python bench/attack damage [COUNT] [ARCHIVE] [SEED]

Damage is made by seeds, the first of which is 0 (tests/attack/faults.py): flipped bits, pages of zeros or noise, pages
that changed places, files cut short. Each damaged copy is read by the next of the commands.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.attack.faults import KINDS, Ran, damaged, home, index_of, run

_COMMANDS = (
    ("list", "--json"),
    ("list", "--no-fold", "的"),
    ("list", "is:unread", "中国人民"),
    ("tags",),
    ("timeline",),
    ("trend", "的"),
    ("list", "has:picture", "--ndjson"),
)


def main(arguments: list[str]) -> None:
    """Damage an index so often, and print what came of it."""
    count = int(arguments[0]) if arguments else 500
    archive = arguments[1] if len(arguments) > 1 else str(Path(__file__).resolve().parents[2] / "posts")
    first = int(arguments[2]) if len(arguments) > 2 else 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        answers = [_run(command, archive, place) for command in _COMMANDS]
        content = index_of(place).read_bytes()
        name = index_of(place)
        outcomes: Counter[tuple[str, str]] = Counter()
        for seed in range(first, first + count):
            for beside in name.parent.glob(f"{name.name}*"):
                beside.unlink()
            name.write_bytes(damaged(content, seed))
            which = seed // len(KINDS) % len(_COMMANDS)
            outcome = _outcome(_run(_COMMANDS[which], archive, place), answers[which])
            outcomes[KINDS[seed % len(KINDS)].__name__.strip("_"), outcome] += 1
            if outcome not in ("right", "right, and said"):
                print(f"seed {seed}: {' '.join(_COMMANDS[which])}: {outcome}", flush=True)
    print("\n| damage | outcome | times |\n| --- | --- | --- |")
    for (kind, outcome), times in sorted(outcomes.items()):
        print(f"| {kind} | {outcome} | {times} |")


def _run(command: tuple[str, ...], archive: str, place: Path) -> Ran:
    return run([*command, "--archive", archive], home(place))


def _outcome(ran: Ran, answer: Ran) -> str:
    if "Traceback" in ran.err:
        return "traceback"
    if (ran.code, ran.out) != (answer.code, answer.out):
        return "wrong answer"
    said = ran.err.removesuffix(answer.err)
    if not said:
        return "right"
    return "right, and said" if said.count("\n") == 1 and "built again" in said else f"said {said!r}"


if __name__ == "__main__":
    main(sys.argv[1:])
