"""Measure the start and the list in a real terminal, in turns with an empty Textual app.

    python bench/start.py ARCHIVE [--rounds 9]

ARCHIVE should hold 50,000 posts (bench/make_archive.py makes them) and be read already, or the first start is
spent on its index. Prints medians beside their targets. The processor's time is printed as well, since other
programs on the machine change it less.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from program import Program, spread

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
_COUNTED = "unread"
"""what the bar over the list says last, when everything is counted"""
_ALONE = (80, 24)
"""a terminal in which the list stands alone"""
_BESIDE = (120, 40)
"""one in which an article stands beside it"""


def measure_start(command: list[str], rounds: int, size: tuple[int, int]) -> None:
    """Start the empty app and the reader in turns."""
    wall, processor, memory, peaks = [], [], [], []
    for number in range(rounds + 1):
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder)
            empty = Program([sys.executable, "-c", _EMPTY], data, size)
            bare, bare_processor = empty.shows(_ROW)
            empty.settle()
            bare_peak = empty.peak()
            empty.end()
            reader = Program(command, data, size)
            first, first_processor = reader.shows(_ROW)
            reader.shows(_COUNTED)
            reader.settle()
            peak = reader.peak()
            reader.end()
        if number:  # the first round fills the caches of the system
            wall.append((first, bare))
            processor.append(first_processor / bare_processor)
            memory.append(peak / bare_peak)
            peaks.append(peak)
    ratio = statistics.median(ours / theirs for ours, theirs in wall)
    print(f"at {size[0]}x{size[1]}")
    print(
        f"  first row                  {statistics.median(ours for ours, _ in wall):7.0f} ms"
        f" = {ratio:.2f} x an empty app (target 1.15)   processor {statistics.median(processor):.2f} x"
    )
    print(
        f"  peak memory, list shown    {statistics.median(peaks):7.0f} MiB"
        f" = {statistics.median(memory):.2f} x an empty app (target 1.5)"
    )


def measure_list(command: list[str], word: str) -> None:
    """Move in the list, and ask for a word."""
    with tempfile.TemporaryDirectory() as folder:
        reader = Program(command, Path(folder), _ALONE)
        reader.shows(_COUNTED)
        reader.rest(1.5)
        before = reader.processor("main")
        moves = [reader.key("j") for _ in range(100)]
        each = (reader.processor("main") - before) / len(moves)
        print(f"cursor move (target p95 4)   {spread(moves)}   processor {each:.1f}")
        pages = [reader.key(" ") for _ in range(50)]
        print(f"page down in the list        {spread(pages)}")
        reader.key("/")
        asked = []
        for _ in range(9):
            reader.key(word[0])
            asked.append(reader.key(word[1]))
            reader.key("\x7f\x7f")
        print(f"query key to list (target 15) {spread(asked)}   {word}")
        reader.end()


def main() -> None:
    """Run all steps."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--word", default="人民", help="a word of two characters to ask for")
    arguments = parser.parse_args()
    command = [sys.executable, "-m", "reader", str(arguments.archive)]
    for size in (_ALONE, _BESIDE):
        measure_start(command, arguments.rounds, size)
    measure_list(command, arguments.word)


if __name__ == "__main__":
    main()
