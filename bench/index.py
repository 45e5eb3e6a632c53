"""How long the index takes: `python bench/index.py ARCHIVE`, on an archive of bench/make_archive.py.

Builds the index in a folder of its own, then prints each figure beside its target: medians of nine rounds, and
ratios to what is measured beside it in the same run.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

ROUNDS = 9
ZONE = ZoneInfo("Asia/Taipei")


def median(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of the milliseconds that the work takes."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e3


def bare_walk(folder: Path) -> int:
    """Lists every folder and stats every file, as cheaply as Python can; returns how many."""
    count = 0
    folders = [str(folder)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(entry.path)
                else:
                    entry.stat()
                    count += 1
    return count


def say(what: str, figure: str, target: str) -> None:
    """One line of the table."""
    print(f"| {what:58} | {figure:>24} | {target:22} |", flush=True)


def cpu_seconds() -> float:
    """Seconds of CPU that this process and those that it started have taken; waits until these have ended."""
    while multiprocessing.active_children():
        time.sleep(0.05)
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def memory() -> float:
    """Megabytes that this process needed at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(archive: Path, cache: Path) -> None:
    """Measures and prints."""
    from reader.library import Library
    from reader.query import Query, parse
    from reader.query.facets import TAG_FACETS
    from reader.state.marks import Marks

    def open_library() -> Library:
        return Library([archive], marks=Marks(cache / "marks.sqlite3"), zone=ZONE)

    size = sum(file.stat().st_size for file in archive.rglob("*.md"))
    library = open_library()
    start = time.perf_counter()
    spent = cpu_seconds()
    first = 0.0
    for progress in library.load():
        if progress.done and not first:
            library.select(Query(), fold_copies=True).rows(0, 64)
            first = time.perf_counter() - start
    built = time.perf_counter() - start
    file = next((cache / "reader").glob("*.sqlite3")).stat().st_size
    say(f"posts, MB of files: {len(library)}, {size / 1e6:.0f}", "", "")
    say("first rows on the very first start, after the imports", f"{first:.2f} s", "1 s")
    say("full index", f"{built:.1f} s", "25 s at 50,000")
    spent = cpu_seconds() - spent
    say("CPU that it took, here and in the processes that read", f"{spent:.1f} s", "50 s at 50,000")
    say("the file, part of the archive", f"{file / size:.2f}", "0.9")

    def first_page() -> None:
        open_library().select(Query(), fold_copies=True).rows(0, 64)

    say("first page from a warm index, after the imports", f"{median(first_page):.1f} ms", "")
    bare = median(lambda: bare_walk(archive))
    fresh = median(lambda: list(open_library().load()))
    say(
        "freshness known, nothing changed",
        f"{fresh:.0f} ms = {fresh / bare:.1f} × bare",
        "2 × scandir and stat",
    )
    post = library.select(Query()).rows(0, 1)[0].post.file
    times = []
    for number in range(ROUNDS):
        copy = post.with_name(f"2030-01-01-new-{number}.md")
        shutil.copy(post, copy)
        start = time.perf_counter()
        list(library.load())
        library.select(Query(), fold_copies=True).rows(0, 64)
        times.append(time.perf_counter() - start)
        copy.unlink()
        list(library.load())
    say("one new post, with a walk", f"{statistics.median(times) * 1e3:.0f} ms", "1 s")
    texts = [
        "不人",
        "的",
        "人民",
        "an",
        "state",
        "title:不人",
        "text:不人",
        "不人的",
        "不人 or 人民 -的",
        "不人 sort:relevance",
        "is:unread",
        "date:2020",
    ]
    tags = library.select(Query()).counts(*TAG_FACETS)
    words = [tags[0].name[:2], *texts]
    for text in words:
        query = parse(text)
        selection = library.select(query, fold_copies=True)
        answer = median(lambda query=query: library.select(query, fold_copies=True).rows(0, 64))
        sides = median(
            lambda selection=selection: (selection.facets(), selection.days(), selection.unread_count())
        )
        say(
            f"{text}: {len(selection)} posts; list / facets, days, unread",
            f"{answer:.1f} / {sides:.1f} ms",
            "15 / 100 ms",
        )
    if shutil.which("rg"):
        scan = median(
            lambda: subprocess.run(["rg", "-l", words[0], str(archive)], stdout=subprocess.DEVNULL), 3
        )
        answer = median(lambda: library.select(parse(words[0]), fold_copies=True).rows(0, 64))
        say("two characters against rg -l over the files", f"{answer / scan:.3f} ×", "0.1 ×")
    say("memory of the process that did all this", f"{memory():.0f} MB", "")


def main() -> None:
    """Measure an archive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("archive", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        say("what", f"Python {sys.version.split()[0]}", "target")
        measure(options.archive.absolute(), Path(folder))
    # Imported late: what it needs would else count as imported before the first start.
    import building

    building.report(options.archive.absolute())


if __name__ == "__main__":
    main()
