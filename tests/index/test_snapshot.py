"""Snapshots: an updated one equals one built from all posts."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

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
