"""Measure reading in a real terminal: from a key to the screen at rest, against an empty Textual app.

    python bench/reading.py ARCHIVE [--articles 200] [--query Q]

Prints medians and p95 in milliseconds of wall time, each beside its target, and the peak memory after 10 and
after all articles. A step ends with the last byte that the program prints before it is silent.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from program import Program, spread

from reader.store.post_store import PostStore

_EMPTY = """
from textual.app import App
class Empty(App):
    BINDINGS = [("J", "bell_not", "J")]
    def action_bell_not(self): self.screen.styles.background = "red" if self.flip else "blue"; self.flip = not self.flip
    flip = False
Empty().run()
"""


def longest_title(archive: Path) -> str:
    """The title of the post with the largest file that has words in its title."""
    store = PostStore([archive])
    files = sorted(store.walk(), key=lambda file: -file.size)
    titles = (store.read(file.archive, file.path).post.title for file in files)
    return next(title for title in titles if '"' not in title and len(title) > 5)


def measure_long_article(archive: Path, data: Path) -> None:
    """Open the longest article, and turn the terminal about while it is open."""
    query = f'title:"{longest_title(archive)}"'
    reader = Program([sys.executable, "-m", "reader", str(archive), "--query", query], data, size=(80, 40))
    reader.rest(3.0)
    print(f"longest article, first screen (target 100)  {reader.key(chr(13)):7.1f}   {query[:40]}")
    reader.rest(1.0, 1.0)
    widths = [reader.resize((width, 40)) for width in (78, 70, 82, 66, 90, 80) * 2]
    print(f"resize with it open (target 50)             {spread(widths)}")
    reader.end()


def main() -> None:
    """Run all steps."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--query", default="-site:youtube", help="which posts are articles worth measuring")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        empty = Program([sys.executable, "-c", _EMPTY], data)
        empty.rest(0.5)
        baseline = [empty.key("J") for _ in range(50)]
        empty.end()
        print(f"empty Textual app, key to repaint           {spread(baseline)}")

        command = [sys.executable, "-m", "reader", str(arguments.archive), "--query", arguments.query]
        reader = Program(command, data)
        reader.rest(2.0)
        reader.key("\r")
        turning, paging, peak_early = [], [], 0.0
        for number in range(arguments.articles):
            turning.append(reader.key("J"))
            if number % 10 == 9:
                paging.append(reader.key(" "))
            if number == 10:
                peak_early = reader.peak()
        print(f"next article (target 8, p95 20)             {spread(turning)}")
        print(f"page down (target 8)                        {spread(paging)}")
        reader.key("q")
        jumps = []
        for number in range(20):
            reader.key("gg")
            reader.key(f"{(number * 13) % 280 + 5}j")
            jumps.append(reader.key("\r"))
            reader.key("q")
        print(f"jump to an article (target 60)              {spread(jumps)}")
        ratio = reader.peak() / peak_early
        print(
            f"peak memory after 10 articles {peak_early:.0f} MiB, at the end {reader.peak():.0f} MiB: {ratio:.2f} (target 1.5)"
        )
        reader.end()
        measure_long_article(arguments.archive, data)


if __name__ == "__main__":
    main()
