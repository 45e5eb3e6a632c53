"""The ledger: taking back, keeping what can not be written, merging."""

from __future__ import annotations

import sqlite3
import tempfile
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import StateError
from reader.state.file import StateFile
from reader.state.ledger import LOG_DEPTH, Ledger
from reader.state.statements import Item, Kind, Statement

STAR = Item(Kind.STARRED, "a")
NOTE = Item(Kind.NOTE, "a")


@pytest.fixture
def ledger(file: Path) -> Ledger:
    """A ledger without a file yet."""
    return Ledger(StateFile(file))


class TestTakingBack:
    """Changes are taken back, and that again."""

    def test_redo_is_undo_of_undo(self, ledger: Ledger) -> None:
        """The log says which changes are in force."""
        first = ledger.say({STAR: "1"}, "starred", subject="題目", archive="/news")
        assert first is not None
        second = ledger.take_back(first.change.id)
        assert second is not None
        assert (second.values, second.change.subject) == ({STAR: None}, "題目")
        assert ledger.value(STAR) is None
        assert [change.taken_back for change in ledger.changes(9)] == [None, second.change.id]

        third = ledger.take_back(second.change.id)
        assert third is not None
        assert ledger.value(STAR) == "1"
        assert [change.taken_back for change in ledger.changes(9)] == [None, third.change.id, None]

    def test_what_was_said_since_stays(self, ledger: Ledger) -> None:
        """Taking back an old change leaves a newer note alone."""
        old = ledger.say({NOTE: "old", STAR: "1"}, "noted")
        ledger.say({NOTE: "new"}, "noted")
        assert old is not None
        outcome = ledger.take_back(old.change.id)
        assert outcome is not None
        assert outcome.values == {STAR: None}
        assert (ledger.value(NOTE), ledger.value(STAR)) == ("new", None)
        assert ledger.take_back(old.change.id) is None

    def test_a_change_that_is_not_there(self, ledger: Ledger) -> None:
        """Nothing is taken back."""
        assert ledger.take_back(1) is None
        ledger.say({STAR: "1"}, "starred")
        assert ledger.take_back(99) is None

    def test_the_log_is_bounded(self, ledger: Ledger) -> None:
        """Older changes are dropped, what they said is kept."""
        for number in range(LOG_DEPTH + 20):
            ledger.say({Item(Kind.STARRED, str(number)): "1"}, "starred", is_durable=False)

        changes = ledger.changes(LOG_DEPTH * 2)
        assert len(changes) == LOG_DEPTH
        assert changes[0].id == LOG_DEPTH + 20
        assert len(ledger.all(Kind.STARRED)) == LOG_DEPTH + 20

    def test_texts_that_were_replaced_are_kept(self, ledger: Ledger) -> None:
        """Each text of a note is kept once, with the last of its times."""
        for text in ("one", "two", "one", None, "three"):
            ledger.say({NOTE: text}, "noted")

        assert sorted(str(statement.value) for statement in ledger.earlier()) == ["one", "two"]
        assert ledger.value(NOTE) == "three"

    def test_a_clock_that_was_set_back(self, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is said later counts as later."""
        monkeypatch.setattr("time.time_ns", lambda: 2_000_000_000)
        ledger.say({NOTE: "before"}, "noted")
        monkeypatch.setattr("time.time_ns", lambda: 1_000_000_000)
        ledger.say({NOTE: "after"}, "noted")

        (statement,) = ledger.statements([Kind.NOTE])
        assert (statement.value, statement.at) == ("after", 2001)

    def test_what_is_remembered_is_in_no_log(self, ledger: Ledger) -> None:
        """Places are kept, and can not be taken back."""
        place = Item(Kind.PROGRESS, "a")
        ledger.remember({place: "430"})
        ledger.remember({place: "600"})

        assert ledger.value(place) == "600"
        assert ledger.changes(9) == []


class TestUnwritten:
    """A file that can not be written for a while."""

    def test_it_holds_in_memory_and_is_written_later(self, file: Path) -> None:
        """Each change is refused with a sentence, answers are as if it were written, and later it is."""
        ledger = Ledger(StateFile(file), keeps_unwritten=True)
        ledger.say({STAR: "1"}, "starred")
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("PRAGMA user_version = 99")
        ledger.file.close()
        with pytest.raises(StateError):
            ledger.say({STAR: None}, "unstarred")
        with pytest.raises(StateError):
            ledger.say({NOTE: "text"}, "noted")

        assert (ledger.value(STAR), ledger.value(NOTE), ledger.unwritten) == (None, "text", 2)
        assert ledger.all(Kind.STARRED) == {}
        assert ledger.named(Kind.NOTE, "a") == {"": "text"}
        assert [(each.item, each.value) for each in ledger.statements()] == [(NOTE, "text"), (STAR, None)]
        assert Ledger(StateFile(file)).value(STAR) == "1"

        other.execute("PRAGMA user_version = 2")
        ledger.write_unwritten()
        assert ledger.unwritten == 0
        assert Ledger(StateFile(file)).value(NOTE) == "text"
        assert [change.action for change in ledger.changes(9)] == ["noted", "unstarred", "starred"]

    def test_commands_keep_nothing(self, file: Path) -> None:
        """A refused change has not happened."""
        ledger = Ledger(StateFile(file))
        ledger.say({STAR: "1"}, "starred")
        ledger.file.close()
        with sqlite3.connect(file) as other:
            other.execute("PRAGMA user_version = 99")
        with pytest.raises(StateError):
            ledger.say({STAR: None}, "unstarred")

        assert (ledger.value(STAR), ledger.unwritten) == ("1", 0)


ITEMS = st.sampled_from(
    [STAR, NOTE, Item(Kind.NOTE, "b"), Item(Kind.HIGHLIGHT, "a", "7f"), Item(Kind.READ, "b")]
)
STATEMENTS = st.builds(
    Statement, ITEMS, st.sampled_from([None, "x", "y", "z"]), st.integers(min_value=1, max_value=4)
)
SIDES = st.lists(st.lists(STATEMENTS, max_size=6, unique_by=lambda each: each.item), min_size=2, max_size=3)


def _merged(sides: list[tuple[list[Statement], list[Statement]]]) -> tuple[list[Statement], list[Statement]]:
    """Return the statements and earlier values of a ledger that these were merged into, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(StateFile(Path(folder) / "marks.sqlite3"))
        for statements, earlier in sides:
            ledger.merge(statements, earlier, "import")
        merged = ledger.statements(), sorted(ledger.earlier())
        ledger.file.close()
    return merged


class TestMerging:
    """Two machines, or two copies of a file."""

    @given(sides=SIDES)
    @settings(deadline=None, max_examples=60)
    def test_the_order_makes_no_difference(self, sides: list[list[Statement]]) -> None:
        """Merging is commutative, associative and idempotent, and loses no text."""
        parts = [_merged([(side, [])]) for side in sides]
        expected = _merged(parts)
        for order in permutations(parts):
            assert _merged(list(order)) == expected
            assert _merged([order[0], _merged(list(order[1:]))]) == expected
        assert _merged([*parts, *parts]) == expected

        texts = {
            (each.item, each.value)
            for side in sides
            for each in side
            if each.item.kind in ("note", "highlight")
        }
        kept = {(each.item, each.value) for part in expected for each in part}
        assert kept >= {text for text in texts if text[1] is not None}

    def test_the_later_holds(self, ledger: Ledger) -> None:
        """A merge is one change, and can be taken back."""
        ledger.say({NOTE: "here", STAR: "1"}, "noted")
        at = ledger.statements()[0].at
        outcome = ledger.merge(
            [Statement(NOTE, "there", at + 5), Statement(STAR, None, at - 5)], [], "import"
        )

        assert outcome is not None
        assert outcome.values == {NOTE: "there"}
        assert (ledger.value(NOTE), ledger.value(STAR)) == ("there", "1")
        assert [statement.value for statement in ledger.earlier()] == ["here"]
        ledger.take_back(outcome.change.id)
        assert ledger.value(NOTE) == "here"
