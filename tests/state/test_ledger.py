"""The ledger: taking back, keeping what cannot be written, merging."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from reader.errors import StateError
from reader.state.exchange import Export, written
from reader.state.file import StateFile
from reader.state.ledger import LOG_DEPTH, Ledger
from reader.state.repair import damage_of
from reader.state.statements import LAST_TIME, Item, Kind, Statement

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

    def test_a_clock_of_another_machine_at_its_end(self, file: Path) -> None:
        """What is said after the last time that has a date can be exported, and is no damage."""
        ledger = Ledger(StateFile(file))
        ledger.merge([Statement(NOTE, "there", LAST_TIME)], [], "imported")
        place = Item(Kind.PROGRESS, NOTE.key)
        ledger.merge([Statement(place, "1", LAST_TIME)], [], "imported")
        ledger.say({NOTE: "here"}, "noted", beside={place: "2"})

        assert ledger.statements() == [Statement(NOTE, "here", LAST_TIME), Statement(place, "2", LAST_TIME)]
        assert "here" in "".join(written(Export(ledger.statements(), ledger.earlier())))
        ledger.file.close()
        assert damage_of(file) == ""

    def test_what_is_remembered_is_in_no_log(self, ledger: Ledger) -> None:
        """Places are kept, and cannot be taken back."""
        place = Item(Kind.PROGRESS, "a")
        ledger.remember({place: "430"})
        ledger.remember({place: "600"})

        assert ledger.value(place) == "600"
        assert ledger.changes(9) == []


class TestUnwritten:
    """A file that cannot be written for a while."""

    def test_it_holds_in_memory_and_is_written_later(self, file: Path) -> None:
        """Answers are as if it were written, why it is not is told once, and later it is written."""
        ledger = Ledger(StateFile(file), keeps_unwritten=True)
        told: list[StateError] = []
        ledger.unwritten.was_refused = told.append
        ledger.say({STAR: "1"}, "starred")
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("PRAGMA user_version = 99")
        ledger.file.close()
        ledger.say({STAR: None}, "unstarred")
        ledger.say({NOTE: "text"}, "noted")
        ledger.remember({Item(Kind.PROGRESS, "a"): "20"})
        ledger.remember({Item(Kind.PROGRESS, "a"): "30"})

        assert (ledger.value(STAR), ledger.value(NOTE)) == (None, "text")
        assert ledger.all(Kind.STARRED) == {}
        assert ledger.named(Kind.NOTE, "a") == {"": "text"}
        said = [(each.item, each.value) for each in ledger.statements([Kind.NOTE, Kind.STARRED])]
        assert said == [(NOTE, "text"), (STAR, None)]
        assert [change.action for change in ledger.changes(2)] == ["noted", "unstarred"]
        assert Ledger(StateFile(file)).value(STAR) == "1"
        with pytest.raises(StateError, match="newer version"):
            ledger.write_unwritten()
        assert len(told) == 1

        other.execute("PRAGMA user_version = 2")
        assert ledger.write_unwritten() == 3
        assert ledger.unwritten.problem is None
        written = Ledger(StateFile(file))
        assert (written.value(NOTE), written.value(Item(Kind.PROGRESS, "a"))) == ("text", "30")
        assert [change.action for change in ledger.changes(9)] == ["noted", "unstarred", "starred"]
        assert ledger.write_unwritten() == 0

    def test_it_is_taken_back_like_any_change(self, file: Path) -> None:
        """While it waits, and after it was written."""
        ledger = Ledger(StateFile(file), keeps_unwritten=True)
        first = ledger.say({STAR: "1"}, "starred")
        assert first is not None
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("PRAGMA user_version = 99")
        ledger.file.close()
        second = ledger.say({NOTE: "text"}, "noted")
        assert second is not None
        assert ledger.say({STAR: "2"}, "starred") is None
        undone = ledger.take_back(second.change.id)
        assert undone is not None
        assert (undone.values, ledger.value(NOTE)) == ({NOTE: None}, None)
        assert ledger.take_back(first.change.id) is not None
        assert ledger.value(STAR) is None

        other.execute("PRAGMA user_version = 2")
        ledger.write_unwritten()
        assert Ledger(StateFile(file)).statements() == ledger.statements()
        assert (ledger.value(STAR), ledger.value(NOTE)) == (None, None)
        redone = ledger.take_back(undone.change.id)
        assert redone is not None
        assert ledger.value(NOTE) == "text"

    def test_commands_keep_nothing(self, file: Path) -> None:
        """A refused change has not happened."""
        ledger = Ledger(StateFile(file))
        ledger.say({STAR: "1"}, "starred")
        ledger.file.close()
        with sqlite3.connect(file) as other:
            other.execute("PRAGMA user_version = 99")
        with pytest.raises(StateError):
            ledger.say({STAR: None}, "unstarred")

        assert (ledger.value(STAR), ledger.unwritten.waiting) == ("1", [])


class TestMerging:
    """Two machines, or two copies of a file."""

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


def test_the_log_is_bounded_by_the_items_of_its_changes_too(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Older changes give way to a large one, which is kept whatever its size."""
    monkeypatch.setattr("reader.state.writing._MOST_LOGGED_ITEMS", 10)
    for number in range(4):
        ledger.say({Item(Kind.STARRED, f"{number}-{part}"): "1" for part in range(4)}, f"{number}")
    assert [change.action for change in ledger.changes(9)] == ["3", "2"]
    ledger.say({Item(Kind.STARRED, f"all-{part}"): "1" for part in range(99)}, "all")
    assert [change.action for change in ledger.changes(9)] == ["all"]
    assert len(ledger.items_of(ledger.changes(1)[0].id)) == 99
