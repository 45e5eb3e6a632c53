"""Marks in memory: set, read, taken back, against a model."""

from __future__ import annotations

import tempfile
import threading
import time
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from reader.state.ledger import Outcome
from reader.state.marks import Marks
from reader.state.statements import Item, Kind
from tests.state.conftest import mark


def _size(outcome: Outcome | None) -> int:
    return outcome.change.size if outcome is not None else 0


class TestMarks:
    """Setting, reading, taking back."""

    def test_looking_leaves_nothing_behind(self, file: Path) -> None:
        """No file is made before the first mark."""
        marks = Marks(file)

        assert not marks.is_marked(Kind.READ, "a")
        assert marks.keys(Kind.READ) == marks.all_names(Kind.LABEL) == frozenset()
        assert marks.take_back(1) is None
        assert marks.ledger.changes(10) == []
        assert marks.follow() == ()
        assert mark(marks, []) is None
        assert not file.parent.exists()

    def test_marks_are_there_for_the_next_run(self, file: Path) -> None:
        """A mark is in the file when its call returns; the file need not be closed."""
        marks = Marks(file)
        mark(marks, ["a", "b"])
        mark(marks, ["b", "c"], Kind.STARRED)
        mark(marks, ["a"], value=False)
        mark(marks, ["a", "c"], Kind.LABEL, name="晚上讀")
        mark(marks, ["c"], Kind.LABEL, name="paper")

        for each in (marks, Marks(file)):
            assert each.keys(Kind.READ) == frozenset("b")
            assert each.keys(Kind.STARRED) == frozenset("bc")
            assert each.keys(Kind.LABEL) == each.keys(Kind.LABEL, "晚上讀") == frozenset("ac")
            assert each.keys(Kind.LABEL, "paper") == frozenset("c")
            assert each.names(Kind.LABEL, "c") == each.all_names(Kind.LABEL) == {"晚上讀", "paper"}
            assert (each.is_marked(Kind.READ, "b"), each.is_marked(Kind.READ, "a")) == (True, False)

    def test_only_what_changes_is_a_change(self, file: Path) -> None:
        """Marking what is marked changes nothing, not even the time of the first mark."""
        marks = Marks(file)

        assert _size(mark(marks, ["a", "b", "b"])) == 2
        first = marks.ledger.value(Item(Kind.READ, "b"))
        assert _size(outcome := mark(marks, ["b", "c"])) == 1
        assert outcome is not None
        assert list(outcome.values) == [Item(Kind.READ, "c")]
        assert mark(marks, ["b", "c"]) is None
        assert mark(marks, ["x"], value=False) is None
        assert marks.ledger.value(Item(Kind.READ, "b")) == first
        assert len(marks.ledger.changes(10)) == 2

    def test_what_is_taken_back_has_its_first_time_again(self, file: Path) -> None:
        """A post that was marked unread by mistake was read when it was read."""
        marks = Marks(file)
        mark(marks, ["a"])
        first = marks.ledger.value(Item(Kind.READ, "a"))
        time.sleep(0.002)
        outcome = mark(marks, ["a"], value=False)
        assert outcome is not None
        marks.take_back(outcome.change.id)

        assert marks.ledger.value(Item(Kind.READ, "a")) == first

    def test_all_of_a_large_archive(self, file: Path) -> None:
        """Marking more posts than a statement of SQLite takes values is one change, and is taken back as one."""
        count = 40_000  # SQLITE_MAX_VARIABLE_NUMBER is 32,766
        keys = [f"example.org/{number}" for number in range(count)]
        marks = Marks(file)

        outcome = mark(marks, keys)
        assert outcome is not None
        assert outcome.change.size == len(marks.keys(Kind.READ)) == count
        assert _size(marks.take_back(outcome.change.id)) == count
        assert marks.keys(Kind.READ) == frozenset()

    def test_threads_share_one_object(self, file: Path) -> None:
        """Changes from several threads are all kept."""
        marks = Marks(file)
        threads = [
            threading.Thread(target=lambda part=part: [mark(marks, [f"{part}-{n}"]) for n in range(25)])
            for part in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(Marks(file).keys(Kind.READ)) == 100

    def test_marks_can_be_read_after_closing(self, file: Path) -> None:
        """A later change opens a closed file again."""
        marks = Marks(file)
        mark(marks, ["a"])
        marks.close()

        assert marks.is_marked(Kind.READ, "a")
        assert _size(mark(marks, ["b"])) == 1


class TestFollowing:
    """What another run of the program says."""

    def test_it_is_taken_over_once(self, file: Path) -> None:
        """Marks set and taken away elsewhere are known after the next look."""
        here, there = Marks(file), Marks(file)
        mark(here, ["a"])
        there.follow()
        mark(here, ["own"])
        mark(there, ["b"])
        mark(there, ["a"], value=False)

        assert set(here.follow() or ()) == {Item(Kind.READ, "a"), Item(Kind.READ, "b")}
        assert here.keys(Kind.READ) == {"own", "b"}
        assert here.follow() == ()

    def test_it_is_read_anew_where_the_log_no_longer_has_it(self, file: Path) -> None:
        """One who slept through a thousand changes misses none."""
        here, there = Marks(file), Marks(file)
        mark(here, ["a"])
        for number in range(1005):
            there.ledger.say({Item(Kind.STARRED, str(number)): "1"}, "starred", is_durable=False)

        assert here.follow() is None
        assert len(here.keys(Kind.STARRED)) == 1005


class TestRecentlyRead:
    """The posts read last."""

    def test_the_last_first(self, file: Path) -> None:
        """Posts marked one at a time are listed with their times, also of earlier runs; those marked together are not."""
        marks = Marks(file)
        for key in ("a", "b"):
            mark(marks, [key])
            time.sleep(0.002)
        mark(marks, ["c", "d"])
        mark(marks, ["e"], Kind.STARRED)
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
NAMES = st.sampled_from(["x", "y"])


class MarksMachine(RuleBasedStateMachine):
    """Any sequence of changes, each last one taken back at times, against plain sets with a stack of snapshots."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "marks.sqlite3"
        self.marks = Marks(self.path)
        self.read: frozenset[str] = frozenset()
        self.labelled: frozenset[tuple[str, str]] = frozenset()
        self.history: list[tuple[int, frozenset[str], frozenset[tuple[str, str]]]] = []

    @rule(keys=KEYS, value=st.booleans())
    def mark_read(self, keys: frozenset[str], value: bool) -> None:
        after = self.read | keys if value else self.read - keys
        outcome = self.marks.set(Kind.READ, keys, value, action="read", is_durable=False)
        self._now(outcome, len(self.read ^ after), after, self.labelled)

    @rule(keys=KEYS, name=NAMES, value=st.booleans())
    def label(self, keys: frozenset[str], name: str, value: bool) -> None:
        pairs = frozenset((key, name) for key in keys)
        after = self.labelled | pairs if value else self.labelled - pairs
        outcome = self.marks.set(Kind.LABEL, keys, value, name=name, action="label", is_durable=False)
        self._now(outcome, len(self.labelled ^ after), self.read, after)

    @rule()
    def take_back(self) -> None:
        if self.history:
            change, self.read, self.labelled = self.history.pop()
            assert self.marks.take_back(change) is not None

    def _now(
        self,
        outcome: Outcome | None,
        size: int,
        read: frozenset[str],
        labelled: frozenset[tuple[str, str]],
    ) -> None:
        assert _size(outcome) == size
        if outcome is not None:
            self.history.append((outcome.change.id, self.read, self.labelled))
            self.read, self.labelled = read, labelled

    @invariant()
    def memory_and_file_agree(self) -> None:
        for marks in (self.marks, Marks(self.path)):
            assert marks.keys(Kind.READ) == self.read
            for name in ("x", "y"):
                expected = frozenset(key for key, each in self.labelled if each == name)
                assert marks.keys(Kind.LABEL, name) == expected

    def teardown(self) -> None:
        self.marks.close()
        self.folder.cleanup()


TestAnyRowOfChanges = MarksMachine.TestCase
TestAnyRowOfChanges.settings = settings(deadline=None, max_examples=30, stateful_step_count=20)
