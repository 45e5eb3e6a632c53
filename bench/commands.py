"""Commands from the shell: `python bench/commands.py ARCHIVE [WORD] [--rounds N]`.

Measures each command beside an empty Python, the imports of what converts a post, and `rg -l WORD` over the same files, in
rounds that take all of them one after the other: medians of the time on the clock and of the processor's. The index is
built first, in a folder of its own. Where newsboat is installed, a start of it that prints its unread count stands beside
(`newsboat -x print-unread`, over one local feed that it has read before).

Answers without a query are kept, so `first` stands beside them: the same with a variable that no round had before.

Targets, of the clock: `list WORD` at most half of rg, at 50,000 posts; `show` at most twice an empty Python beyond the
imports of bs4 and markdownify; `tags`, `timeline` and `list --count` likewise, beyond nothing.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>One</title><link>http://localhost/</link>
<description>d</description><item><title>Post</title><link>http://localhost/1</link><description>Text</description></item>
</channel></rss>"""


_FIRST = ", first"


class Cost(NamedTuple):
    """What a run cost, in milliseconds."""

    clock: float
    processor: float


def measured(command: list[str], environment: Mapping[str, str]) -> Cost:
    """Run a command to its end, its output thrown away."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    clock = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(clock * 1000, spent * 1000)


def newsboat(folder: Path, environment: Mapping[str, str]) -> list[str] | None:
    """Return a start of newsboat that prints what is unread; None where it is not installed."""
    if shutil.which("newsboat") is None:
        return None
    (folder / "feed.xml").write_text(_FEED, encoding="utf-8")
    (folder / "urls").write_text(f"file://{folder}/feed.xml\n", encoding="utf-8")
    base = ["newsboat", "-u", f"{folder}/urls", "-c", f"{folder}/cache.db", "-C", "/dev/null", "-x"]
    subprocess.run([*base, "reload"], env=environment, capture_output=True, check=False)
    return [*base, "print-unread"]


def commands(archive: Path, word: str, folder: Path, environment: Mapping[str, str]) -> dict[str, list[str]]:
    """Return what is measured, by name."""
    reader = [sys.executable, "-m", "reader"]
    place = ["--archive", str(archive)]
    newest = subprocess.run(
        [*reader, "list", *place, "--limit", "1", "--format", "{path}"],
        env=environment, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    found = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "import bs4, markdownify": [sys.executable, "-c", "import bs4, markdownify"],
        f"rg -l {word}": ["rg", "-l", word, str(archive)],
        "newsboat": newsboat(folder, environment) or [],
        "reader --version": [*reader, "--version"],
        f"reader list {word}": [*reader, "list", word, *place],
        f"reader list {word} --fresh": [*reader, "list", word, "--fresh", *place],
        "reader list --count": [*reader, "list", "--count", *place],
        f"reader list --count{_FIRST}": [*reader, "list", "--count", *place],
        "reader list --limit 20": [*reader, "list", "--limit", "20", *place],
        "reader tags": [*reader, "tags", *place],
        f"reader tags{_FIRST}": [*reader, "tags", *place],
        "reader timeline": [*reader, "timeline", *place],
        f"reader timeline{_FIRST}": [*reader, "timeline", *place],
        "reader stats": [*reader, "stats", *place],
        "reader show": [*reader, "show", newest, *place],
        "reader locate": [*reader, "locate", newest, *place],
    }
    return {name: command for name, command in found.items() if command and shutil.which(command[0])}


def main() -> None:
    """Build the index, take the rounds, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("word", nargs="?", default="台灣")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="reader-bench-") as name:
        folder = Path(name)
        environment = {
            **os.environ,
            **{f"XDG_{each}_HOME": name for each in ("CACHE", "CONFIG", "DATA", "STATE")},
        }
        # As an installed program has it: compiled once, by the first start.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        build = [sys.executable, "-m", "reader", "list", "--count", "--archive", str(arguments.archive)]
        posts = subprocess.run(
            build, env=environment, capture_output=True, text=True, check=True
        ).stdout.strip()
        # The times of an archive that was just written are not relied on.
        time.sleep(2)
        subprocess.run([*build, "--fresh"], env=environment, capture_output=True, check=True)
        measures = commands(arguments.archive, arguments.word, folder, environment)
        costs: dict[str, list[Cost]] = {each: [] for each in measures}
        for number in range(arguments.rounds):
            for each, command in measures.items():
                asked = {**environment, "ROUND": str(number)} if each.endswith(_FIRST) else environment
                costs[each].append(measured(command, asked))
    print(f"{posts} posts, {arguments.rounds} rounds; milliseconds, and the ratio of the clock to rg's")
    rg = next(
        (statistics.median(cost.clock for cost in some) for each, some in costs.items() if each[:2] == "rg"),
        0,
    )
    for each, some in costs.items():
        clock, processor = (statistics.median(values) for values in zip(*some, strict=True))
        ratio = f"{clock / rg:6.2f}" if rg else ""
        print(f"{each:<32}{clock:>9.0f}{processor:>9.0f}{ratio}")


if __name__ == "__main__":
    main()
