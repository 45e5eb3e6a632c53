"""Measure words that stand together and regular expressions: the first rows, and all of them.

    python bench/operators.py ARCHIVE [--draws 40]

CPU time, since other work may run beside; the index of the archive is built or brought up to date first. Words are drawn
at random from sentences of its posts. Targets at 50,000 posts: first rows of NEAR 60 ms; expressions with a literal of two
characters 300 ms for all, without one three times what `rg -c` takes over the texts.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from pyroaring import BitMap

from reader import paths
from reader.index import Index
from reader.library import Library
from reader.query import Query, parse
from reader.state.marks import Marks

ROWS, BATCH = 64, 1000
TODAY = date(2026, 11, 28)
ZONE = ZoneInfo("Asia/Taipei")
_SENTENCE = re.compile(r"[^。！？!?\n]{12,}")
_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
EXPRESSIONS = (
    r"\d{4}年",
    r"[0-9]+%",
    r"第.頁",
    r"[一二三四五六七八九十]{2,3}月",
    r"(..)\1\1",
    r"[A-Z]{3}-\d+",
    r"\bco?lou?r\b",
)
"""without a literal of two characters"""


def numbers(index: Index) -> list[int]:
    """All posts."""
    answer = index.answer(Query(), TODAY, lambda _: BitMap(), fold_copies=False)
    return answer.numbers(0, len(answer))


def words(index: Index, draws: int) -> Iterator[tuple[str, str]]:
    """Two words of a sentence each, of posts drawn at random."""
    chance = random.Random(7)
    posts = numbers(index)
    while draws:
        number = chance.choice(posts)
        text = index.texts([number], index.snapshot().generation)[number].whole
        sentences = _SENTENCE.findall(text)
        pairs = _WORD.findall(chance.choice(sentences)) if sentences else []
        if len(set(pairs)) > 1:
            draws -= 1
            one, other = chance.sample(sorted(set(pairs)), 2)
            yield one, other


def figures(index: Index, query: Query) -> tuple[float, float, int]:
    """Milliseconds to the first rows and to all, and how many there are. No answer is remembered if it was not asked before."""
    start, first = time.process_time(), 0.0
    for found in index.growing_answer(query, TODAY, lambda _: BitMap(), fold_copies=True):
        if not first and len(found.answer):
            found.answer.numbers(0, ROWS)
            first = time.process_time() - start
    answer = index.answer(query, TODAY, lambda _: BitMap(), fold_copies=True)
    answer.numbers(0, ROWS)
    every = time.process_time() - start
    return 1000 * (first or every), 1000 * every, len(answer)


def report(what: str, measured: list[tuple[float, float, int]]) -> None:
    """Print medians and the worst."""
    firsts, everything, counts = zip(*measured, strict=True)
    print(
        f"{what:<30} first rows {statistics.median(firsts):7.1f} ms (worst {max(firsts):7.1f}),"
        f" all {statistics.median(everything):7.1f} ms (worst {max(everything):7.1f}), median of {statistics.median(counts):.0f} found",
        flush=True,
    )


def seconds_of_rg(expression: str, folder: Path) -> float:
    """The time of the processor that `rg -c` takes over the texts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(["rg", "-c", "-j1", "--engine=auto", expression, folder], capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(archive: Path, draws: int) -> None:
    """Print all figures."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library([archive], marks=Marks(Path(folder) / "marks"), zone=ZONE)
        for _ in library.load():
            pass
        index = Index(paths.cache_folder(), [archive], ZONE)
        print(f"{len(index):,} posts", flush=True)
        pairs = list(words(index, draws))
        for operator in ("NEAR", "THEN", "SENT", "PARA"):
            report(f"a {operator} b", [figures(index, parse(f"{a} {operator} {b}")) for a, b in pairs])
        report("/ab.{1,3}c/", [figures(index, parse(f"/{a}.{{1,3}}{b[0]}/")) for a, b in pairs])
        report("/a.{0,9}b/", [figures(index, parse(f"/{a}.{{0,9}}{b}/")) for a, b in pairs])
        texts = Path(folder) / "texts"
        texts.mkdir()
        posts = numbers(index)
        for start in range(0, len(posts), BATCH):
            for number, text in index.texts(
                posts[start : start + BATCH], index.snapshot().generation
            ).items():
                (texts / str(number)).write_text(text.whole, encoding="utf-8", errors="replace")
        for expression in EXPRESSIONS:
            first, every, count = figures(index, parse(f"/{expression}/"))
            rg = 1000 * seconds_of_rg(expression, texts)
            print(
                f"/{expression}/".ljust(30),
                f"first rows {first:7.1f} ms, all {every:8.1f} ms = {every / rg:.1f} × rg ({rg:.0f} ms), {count} found",
                flush=True,
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--draws", type=int, default=40)
    options = parser.parse_args()
    measure(options.archive, options.draws)
