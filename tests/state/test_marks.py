"""Marks: set, read, undone, against a model."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from reader.state.marks import UNDO_DEPTH, AllMarks, MarkKind, Marks, Undone


class TestMarks:
    """Setting, reading, undoing."""

    def test_looking_leaves_nothing_behind(self, file: Path) -> None:
        """No file is made before the first mark."""
        marks = Marks(file)

        assert (marks.is_read("a"), marks.all(), marks.undo()) == (
            False,
            AllMarks(frozenset(), frozenset()),
            None,
        )
        assert marks.set_read([], read=True) == 0
        assert not file.parent.exists()

    def test_marks_are_there_for_the_next_run(self, file: Path) -> None:
        """A mark is on disk when its call returns; the file need not be closed."""
        marks = Marks(file)
        marks.set_read(["a", "b"], read=True)
        marks.set_starred(["b", "c"], starred=True)
        marks.set_read(["a"], read=False)

        assert Marks(file).all() == marks.all() == AllMarks(frozenset("b"), frozenset("bc"))
        assert (marks.is_read("b"), marks.is_starred("b"), marks.is_starred("a")) == (True, True, False)

    def test_only_what_changes_is_counted(self, file: Path) -> None:
        """Marking what is marked changes nothing, and leaves nothing to undo."""
        marks = Marks(file)

        assert marks.set_read(["a", "b", "b"], read=True) == 2
        assert marks.set_read(["b", "c"], read=True) == 1
        assert marks.set_read(["b", "c"], read=True) == 0
        assert marks.undo() == Undone(MarkKind.READ, value=True, keys=frozenset("c"))

    def test_undo_takes_back_one_change_after_the_other(self, file: Path) -> None:
        """Marking all as read is one change; what was read before stays so."""
        marks = Marks(file)
        marks.set_read(["a"], read=True)
        marks.set_read("abcdef", read=True)
        marks.set_starred(["a"], starred=True)
        marks.set_starred(["a"], starred=False)

        assert marks.undo() == Undone(MarkKind.STARRED, value=False, keys=frozenset("a"))
        assert marks.is_starred("a")
        assert marks.undo() == Undone(MarkKind.STARRED, value=True, keys=frozenset("a"))
        assert marks.undo() == Undone(MarkKind.READ, value=True, keys=frozenset("bcdef"))
        assert Marks(file).all() == marks.all() == AllMarks(frozenset("a"), frozenset())
        assert marks.undo() == Undone(MarkKind.READ, value=True, keys=frozenset("a"))
        assert marks.undo() is None

    def test_undo_reaches_into_the_run_before(self, file: Path) -> None:
        """The log of changes is on disk."""
        Marks(file).set_read(["a"], read=True)

        assert Marks(file).undo() == Undone(MarkKind.READ, value=True, keys=frozenset("a"))

    def test_undo_gives_the_first_time_back(self, file: Path) -> None:
        """Undoing restores the time at which the post was read."""
        marks = Marks(file)
        marks.set_read(["a"], read=True)
        with sqlite3.connect(file) as connection:
            connection.execute("UPDATE mark SET read_at = 7")
        marks.set_read(["a"], read=False)
        marks.undo()

        assert sqlite3.connect(file).execute("SELECT read_at FROM mark").fetchall() == [(7,)]

    def test_the_log_is_bounded(self, file: Path) -> None:
        """Older changes are deleted."""
        marks = Marks(file)
        for number in range(UNDO_DEPTH + 20):
            marks.set_read([str(number)], read=True)
        undone = 0
        while marks.undo():
            undone += 1

        assert undone == UNDO_DEPTH
        assert len(marks.all().read) == 20

    def test_all_of_a_large_archive(self, file: Path) -> None:
        """Marking a hundred thousand posts is one change."""
        keys = [f"example.org/{number}" for number in range(100_000)]
        marks = Marks(file)

        assert marks.set_read(keys, read=True) == 100_000
        assert marks.undo() == Undone(MarkKind.READ, value=True, keys=frozenset(keys))
        assert marks.all().read == frozenset()

    def test_threads_share_one_object(self, file: Path) -> None:
        """Changes from several threads are all kept."""
        marks = Marks(file)
        threads = [
            threading.Thread(
                target=lambda part=part: [marks.set_read([f"{part}-{n}"], read=True) for n in range(25)]
            )
            for part in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(Marks(file).all().read) == 100

    def test_marks_can_be_read_after_closing(self, file: Path) -> None:
        """A later change opens a closed file again."""
        marks = Marks(file)
        marks.set_read(["a"], read=True)
        marks.close()

        assert marks.is_read("a")
        assert marks.set_read(["b"], read=True) == 1


class TestRecentlyRead:
    """The posts read last."""

    def test_the_last_first(self, file: Path) -> None:
        """Posts marked one at a time are listed with their times, also of earlier sessions; those marked together are not."""
        marks = Marks(file)
        for key in ("a", "b"):
            marks.set_read([key], read=True)
            time.sleep(0.002)
        marks.set_read(["c", "d"], read=True)
        marks.set_starred(["e"], starred=True)
        marks.close()

        read = Marks(file).recently_read(10)

        assert [key for key, _ in read] == ["b", "a"]
        assert read[0][1] > read[1][1]
        assert [key for key, _ in Marks(file).recently_read(1)] == ["b"]

    def test_nothing_read(self, file: Path) -> None:
        """Reading does not create the file."""
        assert Marks(file).recently_read(10) == []
        assert not file.exists()


KEYS = st.frozensets(st.sampled_from("abcdef"), max_size=4)


class MarksMachine(RuleBasedStateMachine):
    """Any sequence of changes and undos, against plain sets with a stack of snapshots."""

    def __init__(self) -> None:
        super().__init__()
        self.marks = Marks(Path(f"file-{id(self)}"))
        # The machine needs no file: a database in memory behaves the same and is gone with it.
        self.marks.file._path = Path(":memory:")
        self.read: frozenset[str] = frozenset()
        self.starred: frozenset[str] = frozenset()
        self.history: list[tuple[frozenset[str], frozenset[str]]] = []

    @rule(keys=KEYS, value=st.booleans())
    def mark_read(self, keys: frozenset[str], value: bool) -> None:
        after = self.read | keys if value else self.read - keys
        assert self.marks.set_read(keys, value) == len(self.read ^ after)
        self._now(after, self.starred)

    @rule(keys=KEYS, value=st.booleans())
    def mark_starred(self, keys: frozenset[str], value: bool) -> None:
        after = self.starred | keys if value else self.starred - keys
        assert self.marks.set_starred(keys, value) == len(self.starred ^ after)
        self._now(self.read, after)

    @rule()
    def undo(self) -> None:
        undone = self.marks.undo() if self.marks.file._connection else None
        assert (undone is not None) == bool(self.history)
        if self.history:
            self.read, self.starred = self.history.pop()

    def _now(self, read: frozenset[str], starred: frozenset[str]) -> None:
        if (read, starred) != (self.read, self.starred):
            self.history.append((self.read, self.starred))
            self.read, self.starred = read, starred

    @invariant()
    def memory_agrees(self) -> None:
        assert self.marks.all() == AllMarks(self.read, self.starred)

    def teardown(self) -> None:
        self.marks.close()


TestAnyRowOfChanges = MarksMachine.TestCase
TestAnyRowOfChanges.settings = settings(deadline=None, max_examples=60, stateful_step_count=30)
