"""Fills an index without reading every file: `python bench/fill_index.py ARCHIVE CACHE_FOLDER [--sample N]`.

For an archive of bench/make_archive.py too large to be read each time. Some of its files are read; every other post
gets the text of one of these under its own path, day and key, and its own size and time, so that the index is as
large and as full as one that was read, and a refresh finds nothing to do. Days are those of Asia/Taipei: whoever opens the
index with another zone builds it anew.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from reader import paths
from reader.frozen import replace
from reader.index import Batch, Document, Index, Texts
from reader.index.segment import MOST_POSTS
from reader.index.segment_builder import build_segment
from reader.library.extract import read_files
from reader.library.refresh import Difference, whole_difference
from reader.post import PostDate
from reader.store.walk import PostFile, listings, sort_newest_first

ZONE = ZoneInfo("Asia/Taipei")
BATCH = MOST_POSTS


def documents(files: list[PostFile], sample: list[Document]) -> Iterator[list[Document]]:
    """A document for each file, in batches."""
    chance = random.Random(1)
    for start in range(0, len(files), BATCH):
        batch = []
        for file in files[start : start + BATCH]:
            number = int(Path(file.path).stem.rpartition("-")[2])
            document = sample[number % len(sample)]
            day = datetime.fromisoformat(Path(file.path).name[:10]).replace(tzinfo=UTC)
            post = replace(
                document.post,
                path=file.path,
                date=PostDate(day + timedelta(seconds=chance.randrange(86_400))),
            )
            batch.append(
                document._replace(
                    post=post,
                    key=f"https://example.com/{number if chance.random() > 0.035 else number // 2}",
                    text_key=number,
                    size=file.size,
                    mtime_ns=file.mtime_ns,
                )
            )
        yield batch


def fill(archive: Path, sampled: int) -> None:
    """Fills the index of the archive in the cache folder."""
    index = Index(paths.cache_folder(), [archive], ZONE)
    assert index.try_begin()
    difference = Difference()
    with index.files() as files:
        for _ in whole_difference(files, listings([archive]), difference):
            pass
    fresh = difference.fresh
    sort_newest_first(fresh)
    sample = read_files(random.Random(2).sample(fresh, min(sampled, len(fresh))))
    start = time.perf_counter()
    done = 0
    for batch in documents(fresh, sample):
        texts = [Texts.unpacked(document.texts) for document in batch]
        segment = build_segment([text.title for text in texts], [text.whole for text in texts])
        index.write_batches([Batch.of(batch, segment)])
        done += len(batch)
        if not done % (10 * BATCH):
            print(f"{done} posts, {time.perf_counter() - start:.0f} s", flush=True)
    with index.files() as files:
        files.sign(difference.signatures, difference.seen)
    index.save_snapshot()
    index.end()


def main() -> None:
    """Fill an index."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("cache", type=Path)
    parser.add_argument("--sample", type=int, default=20_000)
    options = parser.parse_args()
    os.environ["XDG_CACHE_HOME"] = str(options.cache.absolute())
    fill(Path(os.path.realpath(options.archive)), options.sample)


if __name__ == "__main__":
    main()
