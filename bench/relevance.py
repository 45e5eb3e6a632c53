"""Judge the order by relevance: how far up stands the post that half-remembered words were taken from.

    python bench/relevance.py ARCHIVE [--queries 500] [--half tuned|reported|both] [--seed 1] [--only TEXT]

For each kind of query, posts are drawn at random, and from each of them pieces: two or three Chinese characters side by
side, or Latin words, from the title, a caption, a sentence in the middle of the text, or its middle third, in any order;
then some of them written otherwise. The share of the posts that stand first and among the first ten, and the mean
reciprocal rank (0 where the post is not found), in four orders: newest first; the classes of title, names, text and
phrase that `sort:relevance` once was; bm25 of FTS5 with trigrams, which finds no shorter piece: those filter only, and
where all are short the newest is first; and `sort:relevance`. A copy of a post counts as the post. Constants are chosen
by every other query (`--half tuned`) and the others are reported.

Before them stands the ceiling: what an order can be expected to reach that puts first, in any order among themselves,
the posts which hold all pieces as typed in one place of the kind that they were drawn from (one title, one caption, one
sentence, the middle third). More would be known of no post than that.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date
from pathlib import Path
from statistics import mean, median
from typing import NamedTuple

from pyroaring import BitMap

from reader.convert.data_urls import cut_data_urls
from reader.convert.plain import Extract, extract
from reader.index import Batch, Document, Index, Texts
from reader.index.answer import Answer
from reader.index.segment_builder import build_segment
from reader.library.extract import read_files
from reader.post import PostId
from reader.query.nodes import Order, Words
from reader.query.query import Query
from reader.store.load import load
from reader.store.walk import PostFile, walk
from reader.text.script import to_simplified, to_traditional
from reader.text.spelling import search_form

BATCH = 1000
"""posts that are indexed together"""
TODAY = date(2026, 1, 1)
ORDERS = ("newest", "classes", "FTS5", "relevance")
_CHINESE = "\u3400-\u4dbf\u4e00-\u9fff"
_RUN = re.compile(f"[{_CHINESE}]{{2,}}|[A-Za-zÀ-ɏ]{{3,}}")
_SENTENCE = re.compile(r"[^。！？!?\n]+|[^.。！？!?\n]+")
_BOUNDARY = re.compile(f"[{_CHINESE}]{{1,2}} ?[A-Za-z0-9]{{2,}}|[A-Za-z0-9]{{2,}} ?[{_CHINESE}]{{1,2}}")
_QUOTE = re.compile(f"[{_CHINESE}A-Za-z]{{1,4}}[“”‘’'\"][{_CHINESE}A-Za-z]{{1,4}}")
_OTHER_QUOTES = str.maketrans("“”‘’\"'", "\"\"''“’")
_SHORTEST = 12
"""characters of a sentence that is remembered"""


class Material(NamedTuple):
    """What a reader may remember of a post."""

    title: str
    captions: Sequence[str]
    text: str

    @property
    def sentences(self) -> list[str]:
        """The sentences of the text."""
        return _SENTENCE.findall(self.text)

    @property
    def sentence(self) -> str:
        """The sentence of some length that is nearest to the middle of the text; empty where there is none."""
        sentences = [found for found in _SENTENCE.finditer(self.text) if len(found[0]) >= _SHORTEST]
        middle = len(self.text) // 2
        return min(sentences, key=lambda found: abs(found.start() - middle))[0] if sentences else ""

    @property
    def middle(self) -> str:
        """The middle third of the text."""
        return self.text[len(self.text) // 3 : 2 * len(self.text) // 3]


Draw = Callable[[Material, random.Random], list[str]]
"""returns the pieces of a query; none where the post has not what is drawn from"""


def pieces(text: str, count: int, chance: random.Random) -> list[str]:
    """Return so many different pieces that do not overlap, in any order; none where there are fewer."""
    found: list[str] = []
    runs = [match[0] for match in _RUN.finditer(text)]
    for _ in range(8 * count):
        if len(found) == count or not runs:
            break
        # A run is as likely as it is long, and a Latin word as likely as two characters.
        place = chance.choices(range(len(runs)), [2 if run.isascii() else len(run) for run in runs])[0]
        run = runs.pop(place)
        if not re.match(f"[{_CHINESE}]", run):
            piece, rest = run, []
        else:
            size = min(chance.choice((2, 3)), len(run))
            start = chance.randrange(len(run) - size + 1)
            piece, rest = run[start : start + size], [run[:start], run[start + size :]]
        runs += [part for part in rest if len(part) > 1]
        if piece not in found:
            found.append(piece)
    return found if len(found) == count else []


def of_title(count: int) -> Draw:
    """Return what draws pieces of the title."""
    return lambda post, chance: pieces(post.title, count, chance)


def of_caption(post: Material, chance: random.Random) -> list[str]:
    """Draw two pieces of a caption."""
    return pieces(chance.choice(post.captions), 2, chance) if post.captions else []


def of_sentence(post: Material, chance: random.Random) -> list[str]:
    """Draw three pieces of a sentence in the middle."""
    return pieces(post.sentence, 3, chance)


def of_middle(post: Material, chance: random.Random) -> list[str]:
    """Draw two pieces of the middle third."""
    return pieces(post.middle, 2, chance)


def in_other_script(draw: Draw) -> Draw:
    """Return what draws the same in the other Chinese script; nothing where both are alike."""

    def drawn(post: Material, chance: random.Random) -> list[str]:
        words = draw(post, chance)
        simple = list(map(to_simplified, words))
        other = list(map(to_traditional, words)) if simple == words else simple
        return [] if other == words else other

    return drawn


def with_other_space(post: Material, chance: random.Random) -> list[str]:
    """Draw two pieces of a sentence, and one with Chinese and Latin, a space put between them or taken away."""
    return _beside(post.sentence, _BOUNDARY, _other_space, chance)


def with_other_quote(post: Material, chance: random.Random) -> list[str]:
    """Draw two pieces of a sentence, and one with a quote in it, curly for straight or straight for curly."""
    return _beside(post.sentence, _QUOTE, lambda piece: piece.translate(_OTHER_QUOTES), chance)


def _other_space(piece: str) -> str:
    if " " in piece:
        return piece.replace(" ", "")
    return re.sub(f"(?<=[{_CHINESE}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{_CHINESE}])", " ", piece)


def _beside(
    sentence: str, pattern: re.Pattern[str], change: Callable[[str], str], chance: random.Random
) -> list[str]:
    """Draw a piece with the pattern, changed, and two pieces from around it."""
    found = list(pattern.finditer(sentence))
    if not found:
        return []
    one = chance.choice(found)
    others = pieces(f"{sentence[: one.start()]}\n{sentence[one.end() :]}", 2, chance)
    return [change(one[0]), *others] if others else []


class Kind(NamedTuple):
    """A kind of query."""

    draw: Draw
    places: Callable[[Material], Sequence[str]]
    """returns the places of a post from one of which all pieces are drawn"""
    as_typed: bool = True
    """whether the pieces stand there letter by letter"""


def _title(post: Material) -> Sequence[str]:
    return [post.title]


def _captions(post: Material) -> Sequence[str]:
    return post.captions


def _sentences(post: Material) -> Sequence[str]:
    return post.sentences


def _middle(post: Material) -> Sequence[str]:
    return [post.middle]


KINDS: dict[str, Kind] = {
    "two of the title": Kind(of_title(2), _title),
    "three of the title": Kind(of_title(3), _title),
    "two of a caption": Kind(of_caption, _captions),
    "three of one sentence": Kind(of_sentence, _sentences),
    "two of the middle": Kind(of_middle, _middle),
    "three of one sentence that is its own": Kind(of_sentence, _sentences),
    "two of the middle, its sentence its own": Kind(of_middle, _middle),
    "two of the title, other script": Kind(in_other_script(of_title(2)), _title, as_typed=False),
    "three of one sentence, other script": Kind(in_other_script(of_sentence), _sentences, as_typed=False),
    "three of one sentence, other space": Kind(with_other_space, _sentences, as_typed=False),
    "three of one sentence, other quote": Kind(with_other_quote, _sentences, as_typed=False),
}


def asks_for_its_own(kind: str) -> bool:
    """Return whether the sentence in the middle must be in no other post: channels put theirs under every film."""
    return kind.endswith("its own")


class Archive:
    """An archive in an index of its own, and once more as FTS5 and as plain texts."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self._files = walk([folder.resolve()])
        self.index = Index(cache, [folder.resolve()], UTC)
        self._texts: dict[int, Texts] = {}
        self._file_of: dict[int, PostFile] = {}
        self._materials: dict[int, Material] = {}
        self._known_places: dict[tuple[Callable[[Material], Sequence[str]], bool, int], Sequence[str]] = {}
        self._fts = sqlite3.connect(":memory:")
        self._fts.execute("CREATE VIRTUAL TABLE post USING fts5(title, rest, tokenize='trigram')")
        assert self.index.try_begin()
        for start in range(0, len(self._files), BATCH):
            self._add(self._files[start : start + BATCH])
        self.index.save_snapshot()
        self.index.end()

    def _add(self, files: list[PostFile]) -> None:
        documents: list[Document] = read_files(files)
        files_by_id = {PostId(file.archive, file.path): file for file in files}
        read = [Texts.unpacked(document.texts) for document in documents]
        segment = build_segment([texts.title for texts in read], [texts.whole for texts in read])
        self.index.write_batches([Batch.of(documents, segment)])
        for document, texts in zip(documents, read, strict=True):
            number = self.index.numbers_of(document.post.id)[0]
            self._texts[number] = texts
            self._file_of[number] = files_by_id[document.post.id]
            row = (number, texts.title, texts.whole[texts.author_start :])
            self._fts.execute("INSERT INTO post (rowid, title, rest) VALUES (?, ?, ?)", row)

    def drawn(self, kind: str, most: int, chance: random.Random) -> Iterator[tuple[BitMap, list[str]]]:
        """Yield at most so many posts, each with its copies, and the pieces that were drawn from it."""
        for file in chance.sample(self._files, len(self._files)):
            material = _material(file)
            words = KINDS[kind].draw(material, chance)
            if words:
                number = self.index.numbers_of(PostId(file.archive, file.path))[0]
                posts = BitMap([number, *self.index.copies([number])])
                if asks_for_its_own(kind) and not self._have_alone(posts, material.sentence):
                    continue
                yield posts, words
                most -= 1
            if not most:
                return

    def _have_alone(self, posts: BitMap, sentence: str) -> bool:
        """Return whether no other post holds the sentence."""
        form = search_form(sentence)
        return not any(form in texts.whole for number, texts in self._texts.items() if number not in posts)

    def rivals(self, kind: Kind, words: Sequence[str], posts: BitMap, numbers: Sequence[int]) -> int:
        """Return how many of the found posts, the drawn one counted, hold all pieces in one place of the kind."""
        others = [number for number in numbers if number not in posts]
        return 1 + sum(self._holds(kind, words, number) for number in others)

    def _holds(self, kind: Kind, words: Sequence[str], number: int) -> bool:
        sought = words if kind.as_typed else list(map(search_form, words))
        return any(all(word in place for word in sought) for place in self._places(kind, number))

    def _places(self, kind: Kind, number: int) -> Sequence[str]:
        key = kind.places, kind.as_typed, number
        if key not in self._known_places:
            if number not in self._materials:
                self._materials[number] = _material(self._file_of[number])
            places = kind.places(self._materials[number])
            self._known_places[key] = places if kind.as_typed else list(map(search_form, places))
        return self._known_places[key]

    def answer(self, words: Sequence[str], order: Order) -> Answer:
        """Return the posts with the words, as the list shows them."""
        query = Query(tuple(map(Words, words)), order)
        return self.index.answer(query, TODAY, lambda _: BitMap(), fold_copies=True)

    def by_classes(self, newest: Sequence[int], words: Sequence[str]) -> list[int]:
        """Return the posts in classes: words in the title, in names, in the text, and side by side."""
        forms = list(dict.fromkeys(map(search_form, words)))
        return sorted(newest, key=lambda number: -_class_weight(self._texts[number], forms))

    def by_fts(self, newest: Sequence[int], words: Sequence[str]) -> list[int]:
        """Return the posts in the order of FTS5's bm25, which asks for words of three characters or more."""
        long = [form for form in map(search_form, words) if len(form) >= 3]
        if not long:
            return list(newest)
        match = " AND ".join('"{}"'.format(word.replace('"', '""')) for word in long)
        rows = self._fts.execute("SELECT rowid FROM post WHERE post MATCH ? ORDER BY bm25(post)", (match,))
        found = BitMap(newest)
        return [number for (number,) in rows if number in found]


def _material(file: PostFile) -> Material:
    loaded = load(file.archive, file.path)
    post = loaded.post
    read: Extract = extract(cut_data_urls(loaded.body), title=post.title, source=post.source)
    return Material(post.title, [caption for caption in read.captions if caption], read.text)


def _class_weight(texts: Texts, words: Sequence[str]) -> int:
    """Return the weight that a post had before words were counted and their places looked at."""
    title, names = texts.title, texts.whole[texts.author_start : texts.body_start]
    body = texts.whole[texts.body_start :]
    weight = sum(8 if word in title else 3 if word in names else 1 for word in words)
    phrases = {joint.join(words) for joint in ("", " ")} if len(words) > 1 else set()
    if any(phrase in title for phrase in phrases):
        return weight + 8 * len(words)
    return weight + (2 * len(words) if any(phrase in body for phrase in phrases) else 0)


def place_of(posts: BitMap, numbers: Sequence[int]) -> int:
    """Return the place of the first of the posts, from 1 on; 0 where none is there."""
    return next((place for place, number in enumerate(numbers, 1) if number in posts), 0)


def figures(places: Sequence[int]) -> str:
    """Return the share at first place and within ten, and the mean reciprocal rank."""
    first = mean(place == 1 for place in places)
    ten = mean(0 < place <= 10 for place in places)
    reciprocal = mean(1 / place if place else 0 for place in places)
    return f"{first:.2f} {ten:.2f} {reciprocal:.2f}"


def ceiling(rivals: Sequence[int]) -> str:
    """Return what can be expected where the first so many posts of each query are in any order, as `figures` does."""
    first = mean(1 / count for count in rivals)
    ten = mean(min(1, 10 / count) for count in rivals)
    reciprocal = mean(sum(1 / place for place in range(1, count + 1)) / count for count in rivals)
    return f"{first:.2f} {ten:.2f} {reciprocal:.2f}"


def judge(archive: Archive, kinds: Sequence[str], queries: int, half: str, seed: int) -> list[float]:
    """Print the table; return the milliseconds of all the queries by relevance."""
    print(f"| first / within ten / mean reciprocal rank | queries | found | ceiling | {' | '.join(ORDERS)} |")
    print(f"| --- | --- | --- | --- |{' --- |' * len(ORDERS)}")
    times: list[float] = []
    for kind in kinds:
        places: list[list[int]] = []
        found: list[int] = []
        rivals: list[int] = []
        drawn = list(archive.drawn(kind, queries, random.Random(f"{seed} {kind}")))
        for posts, words in {"tuned": drawn[::2], "reported": drawn[1::2], "both": drawn}[half]:
            newest = archive.answer(words, Order.NEWEST)
            numbers = newest.numbers(0, len(newest))
            start = time.perf_counter()
            answer = archive.answer(words, Order.RELEVANCE)
            ranked = answer.numbers(0, 64)
            times.append((time.perf_counter() - start) * 1e3)
            ranked += answer.numbers(64, len(answer))
            orders = (numbers, archive.by_classes(numbers, words), archive.by_fts(numbers, words), ranked)
            places.append([place_of(posts, each) for each in orders])
            found.append(len(numbers))
            rivals.append(archive.rivals(KINDS[kind], words, posts, numbers))
        if places:
            columns = " | ".join(map(figures, zip(*places, strict=True)))
            before = f"{kind} | {len(places)} | {median(found):.0f} | {ceiling(rivals)}"
            print(f"| {before} | {columns} |", flush=True)
    return times


def main() -> None:
    """Judge an archive."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--half", choices=("tuned", "reported", "both"), default="reported")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="the kinds of query that hold this text")
    options = parser.parse_args()
    kinds = [kind for kind in KINDS if options.only in kind]
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(options.archive, Path(folder))
        print(f"{len(archive.index):,} posts, {options.half} queries\n")
        times = sorted(judge(archive, kinds, options.queries, options.half, options.seed))
        archive.index.close()
    print(
        f"\nall of a query by relevance: median {median(times):.1f} ms, p95 {times[len(times) * 95 // 100]:.1f}"
    )


if __name__ == "__main__":
    main()
