"""Measure what each part of the engine saves, in a real terminal and in turns, so that a busy machine slows all alike.

    python bench/engine.py ARCHIVE [--rounds 5] [--against CHECKOUT] [--only PART,PART] [--write docs/engine.md]

Each round starts the program once as it is, once without each part (READER_ENGINE=without:PART) and once on stock
Textual (READER_ENGINE=plain). With --against, also the program of another checkout. Times are wall time in
milliseconds from a key to the last byte of the screen at rest; `cpu` is the processor's time of the main thread, which
other programs on the machine change less. ARCHIVE holds real posts: generated ones are too short for an article to
fill a page.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from program import Program, p95

from reader.tui.engine.choice import PARTS
from reader.tui.engine.switch import VARIABLE

_EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    BINDINGS = [("Q", "quit", "Quit")]
    def compose(self): yield Static("READY ●")
Empty().run()
"""
_ROW = "●"
"""what stands before an unread post in the list"""
_QUERY = "-site:youtube"
"""posts that are articles"""
_SIZE = (120, 40)
_WIDTHS = (118, 110, 122, 106, 130, 120)
_ALONE = (80, 40)
"""a terminal in which the list stands alone"""
_STEPS = ("list line", "list page", "page", "next article", "Enter", "q", "two keys", "resize")


@dataclass
class Figures:
    """What one variant of the program took, over all rounds."""

    first_row: list[float] = field(default_factory=list)
    """as multiples of an empty app's in the same round"""
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    cpu: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """means of the rounds"""
    sizes: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """bytes a step, means of the rounds"""
    peaks: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Variant:
    """A way to run the program."""

    name: str
    setting: str = ""
    checkout: Path = Path(__file__).parents[1]


def measure(variant: Variant, archive: Path, cache: Path, figures: Figures) -> None:
    """Start the program once and take all steps."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        empty = Program([sys.executable, "-c", _EMPTY], data, _SIZE)
        bare, _ = empty.shows(_ROW)
        empty.end()
        reader = Program(
            [sys.executable, "-m", "reader", str(archive), "--query", _QUERY],
            data,
            _SIZE,
            env={VARIABLE: variant.setting, "XDG_CACHE_HOME": str(cache)},
            cwd=variant.checkout,
        )
        first, _ = reader.shows(_ROW)
        figures.first_row.append(first / bare)
        reader.rest(1.5)
        _take_steps(reader, figures)
        figures.peaks.append(reader.peak())
        reader.end()


def _take_steps(reader: Program, figures: Figures) -> None:
    def take(step: str, *keys: str) -> None:
        printed, spent = reader.printed, reader.processor("main")
        figures.times[step].extend(reader.key(key) for key in keys)
        figures.sizes[step].append((reader.printed - printed) / len(keys))
        figures.cpu[step].append((reader.processor("main") - spent) / len(keys))

    reader.resize(_ALONE)
    take("list line", *["j"] * 30)
    take("list page", *[" "] * 10)
    reader.resize(_SIZE)
    reader.key("\r")
    reader.rest(0.5, 0.5)
    take("next article", *["J"] * 30)
    for _ in range(10):
        reader.key("J")
        take("page", " ")
    for _ in range(15):
        take("q", "q")
        take("Enter", "\r")
    take("two keys", *["JJ", "KK"] * 8)
    reader.rest(0.5, 0.5)
    printed, spent = reader.printed, reader.processor("main")
    figures.times["resize"].extend(reader.resize((width, _SIZE[1])) for width in _WIDTHS)
    figures.sizes["resize"].append((reader.printed - printed) / len(_WIDTHS))
    figures.cpu["resize"].append((reader.processor("main") - spent) / len(_WIDTHS))


def table(figures: dict[str, Figures]) -> list[str]:
    """Return the Markdown rows: medians, p95, the processor's time and bytes of every variant."""
    rows = ["| | " + " | ".join(figures) + " |", "| --- |" + " --- |" * len(figures)]
    first = [f"{statistics.median(one.first_row):.2f} ×" for one in figures.values()]
    rows.append(f"| first row, against an empty app | {' | '.join(first)} |")
    for step in _STEPS:
        spreads = [
            f"{statistics.median(one.times[step]):.1f} / {p95(one.times[step]):.1f} / {max(one.times[step]):.1f}"
            for one in figures.values()
        ]
        rows.append(f"| {step}: median / p95 / most, ms | {' | '.join(spreads)} |")
    for step in _STEPS:
        means = [f"{statistics.median(one.cpu[step]):.1f}" for one in figures.values()]
        rows.append(f"| {step}: cpu, ms | {' | '.join(means)} |")
    for step in _STEPS:
        sizes = [f"{statistics.mean(one.sizes[step]):,.0f}" for one in figures.values()]
        rows.append(f"| {step}: bytes | {' | '.join(sizes)} |")
    peaks = [f"{statistics.median(one.peaks):.0f}" for one in figures.values()]
    rows.append(f"| peak memory at the end, MiB | {' | '.join(peaks)} |")
    return rows


def main() -> None:
    """Take all variants in turns, round by round."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--against", type=Path, help="another checkout of the program")
    parser.add_argument("--only", help="parts to switch off, and `plain`, by commas; default all")
    parser.add_argument("--write", type=Path, help="the page whose last section the table becomes")
    arguments = parser.parse_args()
    wanted = arguments.only.split(",") if arguments.only is not None else [*PARTS, "plain"]
    variants = [Variant("all")]
    variants += [Variant(f"without {part}", f"without:{part}") for part in wanted if part in PARTS]
    if "plain" in wanted:
        variants.append(Variant("plain", "plain"))
    if arguments.against is not None:
        variants.append(Variant(arguments.against.name, checkout=arguments.against.resolve()))
    figures = {variant.name: Figures() for variant in variants}
    with tempfile.TemporaryDirectory() as folder:
        caches = {
            checkout: Path(folder) / str(n) for n, checkout in enumerate({v.checkout for v in variants})
        }
        for variant in variants:
            # Builds the index, and keeps the colours of the first frame.
            measure(variant, arguments.archive, caches[variant.checkout], Figures())
        for number in range(arguments.rounds):
            turn = number % len(variants)
            for variant in variants[turn:] + variants[:turn]:
                measure(variant, arguments.archive, caches[variant.checkout], figures[variant.name])
    rows = table(figures)
    print("\n".join(rows))
    if arguments.write is not None:
        heading = "## Measured"
        kept = arguments.write.read_text("utf-8").partition(heading)[0]
        told = (
            f"{date.today()}, {arguments.rounds} rounds in turns at {_SIZE[0]}x{_SIZE[1]}, `bench/engine.py`."
        )
        arguments.write.write_text(f"{kept}{heading}\n\n{told}\n\n" + "\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()
