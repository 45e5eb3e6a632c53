"""How well and how fast articles are set: line ends by the rules of Chinese typesetting, against Rich's wrapping.

    python bench/typesetting.py ARCHIVE…  [--posts N]

For each width: the share of lines that begin or end with a forbidden character, and of lines in Chinese
paragraphs that end four or more cells short of the measure, those apart where a Latin word, a number or an
address stands at the break. Then the times.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.text import Text

from reader.article import Article
from reader.convert.data_urls import cut_data_urls
from reader.convert.markdown import convert
from reader.store.load import load
from reader.typeset.cells import cell_len
from reader.typeset.document import Document, Options
from reader.typeset.flow import Flow
from reader.typeset.prepare import Prepared, prepare

NOT_FIRST = frozenset(
    "、。，．：；！？!),.:;?]}’”»）〕］｝〉》」』】〙〗〟…‥—·・～〜ー々ゝゞヽヾぁぃぅぇぉっゃゅょァィゥェォッャュョ％‰℃"
)
NOT_LAST = frozenset("([{‘“«（〔［｛〈《「『【〘〖〝$£¥￥＄")
SHORT = 4
"""cells from which a line counts as short"""
WIDTHS = (40, 78)
_CHINESE = re.compile("[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z0-9@#%$&+/\\_.-]")


@dataclass
class Count:
    """What was counted over the lines of many articles."""

    lines: int = 0
    first: int = 0
    last: int = 0
    inner: int = 0
    """lines of Chinese paragraphs that are not the last of theirs"""
    short: int = 0
    short_at_word: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, lines: list[str], measure: int) -> None:
        """Count the lines of one paragraph."""
        for number, line in enumerate(lines):
            self.lines += 1
            bare = line.strip()
            if number and bare and bare[0] in NOT_FIRST:
                self.first += 1
            if number < len(lines) - 1:
                self.last += bool(bare) and bare[-1] in NOT_LAST
                self._inner(line.rstrip(), lines[number + 1].lstrip(), measure)

    def _inner(self, line: str, follow: str, measure: int) -> None:
        self.inner += 1
        if measure - cell_len(line) < SHORT:
            return
        self.short += 1
        if _WORD.match(line[-1:]) or _WORD.match(follow.lstrip("“‘\"'(（「《『【")[:1]):
            self.short_at_word += 1
        else:
            self.examples.append(f"{line} | {follow[:12]}")

    def report(self, name: str) -> str:
        """The shares in per cent, as one line."""

        def share(part: int, whole: int) -> str:
            return f"{100 * part / max(whole, 1):7.3f} %"

        return (
            f"  {name:8} {self.lines:9,} lines   forbidden first {share(self.first, self.lines)}  last "
            f"{share(self.last, self.lines)}   short, no word at the break "
            f"{share(self.short - self.short_at_word, self.inner)}   all short {share(self.short, self.inner)}"
        )


def articles(archives: list[Path], count: int | None) -> Iterator[Article]:
    """The articles of the archives, a sample of `count` where that is fewer."""
    files = [(archive, path) for archive in archives for path in sorted(archive.rglob("*.md"))]
    if count is not None and count < len(files):
        files = random.Random(1).sample(files, count)
    for archive, path in files:
        loaded = load(archive, str(path.relative_to(archive)))
        yield convert(cut_data_urls(loaded.body), title=loaded.post.title, source=loaded.post.source)


def chinese_paragraphs(prepared: Prepared) -> list[Flow]:
    """The paragraphs of which a third or more is Chinese, at the left edge of the column."""
    flows = [
        block.content for block in prepared.blocks if not block.indents and isinstance(block.content, Flow)
    ]
    return [
        flow
        for flow in flows
        if flow.is_paragraph
        and 3 * len(_CHINESE.findall(flow.text)) >= len(flow.text)
        and "\n" not in flow.text
    ]


def paragraph_lines(document: Document, flow: Flow) -> list[str]:
    """The lines that show a paragraph."""
    first = document.line_at(flow.start)
    last = document.line_at(flow.start + len(flow.text) - 1)
    return [document.lines[number].text for number in range(first, last + 1)]


def quality(prepared: list[Prepared]) -> None:
    """Print the shares at each width."""
    console = Console(width=200)
    for width in WIDTHS:
        own, rich, hanging = Count(), Count(), 0
        for article in prepared:
            document = article.set(Options(width))
            for flow in chinese_paragraphs(article):
                lines = paragraph_lines(document, flow)
                own.add(lines, document.measure)
                hanging += sum(cell_len(line) > document.measure for line in lines)
                rich.add(
                    [str(line) for line in Text(flow.text).wrap(console, document.measure)], document.measure
                )
        print(
            f"width {width}, measure {document.measure}, {100 * hanging / max(own.lines, 1):.1f} % hang a mark"
        )
        print(own.report("own"))
        print(rich.report("Rich"))
        print("  target: forbidden ends at most 0.1 %, short lines without a word at the break at most 1 %")
        for example in own.examples[:8]:
            print("    short:", example)


def timed(work: Callable[[], object], repeats: int = 9) -> str:
    """The median and the worst time of `work` in milliseconds, and the median of the processor's time alone."""
    work()
    walls, cpus = [], []
    for _ in range(repeats):
        gc.collect()
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
    return f"median {statistics.median(walls):7.1f} ms   worst {max(walls):7.1f} ms   processor {statistics.median(cpus):7.1f} ms"


def speed(found: list[Article]) -> None:
    """Print the times."""
    found = sorted(found, key=lambda article: len(article.markdown))
    longest, typical = found[-1], [article for article in found if len(article.markdown) > 500]
    median = typical[len(typical) // 2]
    size = 0
    parts = []
    for article in typical:
        parts.append(article.markdown)
        size += len(article.markdown)
        if size >= 100_000:
            break
    long = prepare(Article("\n\n".join(parts)[:100_000]))
    widths = iter(range(40, 140))
    print(
        f"set {len(long.text):,} characters again at a new width  {timed(lambda: long.set(Options(next(widths))))}"
    )
    print(
        f"first screen of the longest, {len(longest.markdown):,} characters  "
        f"{timed(lambda: prepare(longest, first=3_000).set(Options(78)).lines[:50])}"
    )
    print("  target: at most 50 ms to set the long one again, 100 ms to its first screen")
    print(f"the whole of it                       {timed(lambda: prepare(longest).set(Options(78)), 3)}")
    print(
        f"a typical article, {len(median.markdown):,} characters   "
        f"{timed(lambda: prepare(median).set(Options(78)).lines[:50])}"
    )


def main() -> None:
    """Run the measurements."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("archives", nargs="+", type=Path)
    parser.add_argument("--posts", type=int, help="measure a sample of so many posts")
    options = parser.parse_args()
    found = list(articles(options.archives, options.posts))
    prepared = [prepare(article) for article in found]
    print(f"{len(found):,} posts, {sum(len(article.text) for article in prepared):,} characters")
    quality(prepared)
    speed(found)


if __name__ == "__main__":
    main()
