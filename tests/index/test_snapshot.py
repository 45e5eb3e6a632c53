"""Snapshots: an updated one equals one built from all posts."""

from __future__ import annotations

import random
import tempfile
from array import array
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from reader.index import Document, Index
from reader.index.snapshot import NO_POSTS, Snapshot
from tests.index.posts import ARCHIVES, TAIPEI, document, documents, known_posts, write


def facts(snapshot: Snapshot) -> tuple[object, ...]:
    """Return everything that a snapshot tells."""
    groups = {frozenset(group) for group in snapshot.duplicate_groups()}
    return (
        list(snapshot.order),
        snapshot.dated,
        set(snapshot.all),
        set(snapshot.folded(snapshot.all)),
        groups,
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(documents, st.sets(st.integers(0, 9)), st.booleans()), min_size=2, max_size=4))
def test_a_snapshot_follows_from_the_one_before(
    batches: list[tuple[list[Document], set[int], bool]],
) -> None:
    """This holds whatever came, went and changed, in whatever order, and wherever it was saved in between."""
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder), ARCHIVES, TAIPEI)
        before = NO_POSTS
        for some, gone, is_settled in batches:
            assert index.try_begin()
            there = [known.number for known in known_posts(index) if known.number % 10 in gone]
            new = {document.post.id for document in some}
            index.write(some, [n for n in there if all(n not in index.numbers_of(each) for each in new)])
            if is_settled:
                index.save_snapshot()
            index.end()
            with index.reading() as connection:
                assert connection is not None
                before = Snapshot.load(connection, before)
                anew = Snapshot._rebuilt(connection, before.generation)
                assert facts(before) == facts(anew) == facts(Snapshot.load(connection, NO_POSTS))
        index.close()


def test_an_index_built_anew_is_not_taken_for_the_old_one(tmp_path: Path) -> None:
    """This holds even if both had the same number of changes."""
    index = Index(tmp_path, ARCHIVES, TAIPEI)
    for name in ("a", "b"):
        for file in tmp_path.glob("*.sqlite3"):
            index.close()
            file.unlink()
        write(index, [document(f"{name}.md", title=name)])
        assert [found.post.title for found in index.posts(list(index.snapshot().order))] == [name]


@given(st.lists(st.integers(2, 4), min_size=1, max_size=40), st.randoms(), st.data())
def test_of_copies_the_newest_that_is_among_the_posts_stands_for_the_others(
    sizes: list[int], chance: random.Random, data: st.DataObject
) -> None:
    """However few or many of them are copies."""
    order = array("I", range(1, sum(sizes) + 6))
    chance.shuffle(order)
    rank = {number: place for place, number in enumerate(order)}
    grouped = iter(range(1, len(order)))
    groups = [sorted((next(grouped) for _ in range(size)), key=rank.__getitem__) for size in sizes]
    older = BitMap([number for group in groups for number in group[1:]])
    flat = array("I", [number for group in groups for number in (*group, 0)])
    snapshot = Snapshot(1, order, len(order), BitMap(order), older, flat)
    for most in (3, len(order)):
        posts = data.draw(st.sets(st.sampled_from(list(order)), max_size=most))
        hidden = {number for group in groups for number in [each for each in group if each in posts][1:]}
        assert set(snapshot.folded(BitMap(posts))) == posts - hidden
