"""Where the time of building an index goes: `python bench/building.py ARCHIVE [--posts N]`.

Prints the milliseconds of CPU for each post, stage by stage, over a sample of the archive that one process takes
all the way. `bench/index.py` prints the same below its table.
"""

from __future__ import annotations

import argparse
import gc
import pickle
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from reader.convert.data_urls import cut_data_urls
from reader.convert.plain import extract
from reader.index import Batch, Index, Texts
from reader.index.segment_builder import build_segment
from reader.library.extract import read_files
from reader.store.load import load
from reader.store.walk import walk
from reader.text.script import fold

POSTS = 2000
BATCH = 1000
"""posts that travel and are written together"""
Item = TypeVar("Item")
Result = TypeVar("Result")


class Stages:
    """The milliseconds of CPU of each stage for each post."""

    def __init__(self, posts: int) -> None:
        self._posts = posts
        self.figures: dict[str, float] = {}

    def time(self, name: str, work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
        """The results for all items; the time goes to the stage."""
        start = time.process_time()
        results = [work(item) for item in items]
        self.figures[name] = (time.process_time() - start) * 1e3 / self._posts
        return results


def batches(items: list[Item], size: int) -> list[list[Item]]:
    """The items, so many together."""
    return [items[start : start + size] for start in range(0, len(items), size)]


def measure(archive: Path, posts: int = POSTS) -> dict[str, float]:
    """The milliseconds of CPU of each stage for each post of a sample, and of all that a post takes."""
    files = walk([archive])
    files = random.Random(1).sample(files, min(posts, len(files)))
    stages = Stages(len(files))
    # As in the processes that read; the first posts pay for the imports.
    gc.freeze()
    gc.set_threshold(50_000)
    for file in files[:100]:
        read_files([file])
    documents = stages.time("read, all of it", lambda file: read_files([file])[0], files)
    loaded = stages.time("  file and front matter", lambda file: load(file.archive, file.path), files)
    stages.time(
        "  extract",
        lambda one: extract(cut_data_urls(one.body), title=one.post.title, source=one.post.source),
        loaded,
    )
    texts = [Texts.unpacked(document.texts) for document in documents]
    stages.time("  fold", lambda text: fold(text.whole), texts)
    stages.time("  pack", Texts.packed, texts)
    segments = stages.time(
        "tokens",
        lambda some: build_segment([text.title for text in some], [text.whole for text in some]),
        batches(texts, BATCH),
    )
    made = [Batch.of(*parts) for parts in zip(batches(documents, BATCH), segments, strict=True)]
    sent = stages.time("send", lambda batch: pickle.dumps(batch, -1), made)
    stages.time("receive", pickle.loads, sent)
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder), [archive], ZoneInfo("Asia/Taipei"))
        index.try_begin()
        stages.time("write", lambda batch: index.write_batches([batch]), made)
        index.end()
        index.close()
    main_stages = [name for name in stages.figures if not name.startswith(" ")]
    return stages.figures | {"sum": sum(stages.figures[name] for name in main_stages)}


def report(archive: Path, posts: int = POSTS) -> None:
    """Prints the stages of an archive."""
    print(f"\nms of CPU for each post, {posts} posts at random:")
    for name, figure in measure(archive, posts).items():
        print(f"| {name:30} | {figure:6.3f} |")


def main() -> None:
    """Measure an archive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--posts", type=int, default=POSTS)
    options = parser.parse_args()
    report(options.archive.absolute(), options.posts)


if __name__ == "__main__":
    main()
