"""How often a word that was mistyped is proposed, and how long that takes: `python bench/nothing_found.py ARCHIVE [COUNT]`.

Words of titles are drawn at random: pieces of two to four Chinese characters that stand in several posts, and Latin
words. Each is mistyped in one way so that no post has it. The table says for each way the share of words that are
proposed first and at all, and the median and the longest time of the whole answer in milliseconds of the processor.
Targets: of three characters and more 0.9 at all, of two the same sound 0.6 first; 150 ms at 50,000 posts.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from reader import paths
from reader.config import load_settings
from reader.library import Library, open_library
from reader.library.explanation import Change
from reader.query import Query
from reader.query.nodes import Words
from reader.text.look_alikes import look_alikes
from reader.text.slips import are_neighbours
from reader.text.sounds import same_sound
from reader.text.spelling import search_form

_CHINESE = re.compile("[\u4e00-\u9fff]{2,}")
_LATIN = re.compile("[a-z]{5,}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_COMMON = 3
"""posts that have a word that is drawn"""
chance = random.Random(7)


def sound(word: str) -> str:
    """Another character of the same sound."""
    place = chance.randrange(len(word))
    return word[:place] + chance.choice(same_sound(word[place]) or word[place]) + word[place + 1 :]


def shape(word: str) -> str:
    """A character that looks like one of it; the word itself if there is none."""
    places = [place for place, character in enumerate(word) if look_alikes(character)]
    if not places:
        return word
    place = chance.choice(places)
    return word[:place] + chance.choice(look_alikes(word[place])) + word[place + 1 :]


def another(word: str) -> str:
    """Any other character."""
    place = chance.randrange(len(word))
    other = chance.choice(_LETTERS if word.isascii() else "的山水工草電話衣明城風")
    return word[:place] + other + word[place + 1 :]


def key(word: str) -> str:
    """The key beside."""
    place = chance.randrange(len(word))
    beside = [letter for letter in _LETTERS if are_neighbours(letter, word[place])]
    return word[:place] + chance.choice(beside) + word[place + 1 :]


def missing(word: str) -> str:
    """One character less."""
    place = chance.randrange(len(word))
    return word[:place] + word[place + 1 :]


def more(word: str) -> str:
    """One character more."""
    place = chance.randrange(1, len(word))
    return (
        word[:place] + chance.choice(_LETTERS if word.isascii() else "的山水工草電話衣明城風") + word[place:]
    )


def exchanged(word: str) -> str:
    """Two characters in the other order."""
    place = chance.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def posts(library: Library, word: str) -> int:
    """The number of posts with a word."""
    return len(library.select(Query.of(Words(word)), fold_copies=True))


def words(library: Library, lengths: range, pattern: re.Pattern[str]) -> Iterator[str]:
    """Words of titles in several posts, without end."""
    everything = library.select(Query(), fold_copies=True)
    while True:
        place = chance.randrange(len(everything))
        (row,) = everything.rows(place, place + 1)
        found = pattern.findall(search_form(row.post.title))
        if found:
            word = chance.choice(found)
            if pattern is _CHINESE:
                size = chance.choice(lengths)
                start = chance.randrange(max(len(word) - size, 0) + 1)
                word = word[start : start + size]
            if len(word) in lengths and posts(library, word) >= _COMMON:
                yield word


def mistyped(library: Library, some: Iterator[str], slip: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Words with what was typed for them, which no post has."""
    for word in some:
        typed = slip(word)
        if len(typed) > 1 and not posts(library, typed):
            yield word, typed


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("count", type=int, nargs="?", default=50)
    options = parser.parse_args()
    library = open_library(load_settings(paths.settings_file(), os.environ).settings, [options.archive])
    if not len(library):
        for _ in library.load():
            pass
    library.explain(library.select(Query.of(Words("qzxwvy台機電")), fold_copies=True))  # loads the tables
    print(
        f"{len(library):,} posts\n{'words':22}{'slip':12}{'first':>7}{'at all':>8}{'median':>8}{'longest':>9}"
    )
    # Of two characters, one alone says nothing of the other, unless it sounds like it.
    kinds = (
        ("two characters", range(2, 3), _CHINESE, (sound, shape, more, exchanged)),
        ("three or four", range(3, 5), _CHINESE, (sound, shape, another, missing, more, exchanged)),
        ("Latin, five or more", range(5, 16), _LATIN, (key, another, missing, more, exchanged)),
    )
    for name, lengths, pattern, slips in kinds:
        for slip in slips:
            ranks, times = [], []
            for word, typed in islice(
                mistyped(library, words(library, lengths, pattern), slip), options.count
            ):
                results = library.select(Query.of(Words(typed)), fold_copies=True)
                start = time.thread_time()
                ways = library.explain(results).ways
                times.append(1000 * (time.thread_time() - start))
                meant = [search_form(way.shown) for way in ways if way.change is Change.MEANT]
                ranks.append(meant.index(word) if word in meant else None)
            first, found = ranks.count(0), len(ranks) - ranks.count(None)
            shares = f"{first / len(ranks):7.2f}{found / len(ranks):8.2f}"
            print(
                f"{name:22}{slip.__name__:12}{shares}{statistics.median(times):8.0f}{max(times):9.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
