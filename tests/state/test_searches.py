"""Saved searches: kept in the file of the marks, deleted and restored."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from reader.errors import StateError
from reader.state.file import StateFile
from reader.state.ledger import Ledger
from reader.state.marks import Marks
from reader.state.searches import SavedSearch, Searches
from reader.state.statements import Item, Kind
from tests.state.conftest import mark

_KILLED = """
import os, signal, sys
from pathlib import Path
from reader.state.file import StateFile
from reader.state.ledger import Ledger
from reader.state.searches import Searches
Searches(Ledger(StateFile(Path(sys.argv[1])))).save("夏天", "date:2023-06..2023-08")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_looking_makes_no_file(file: Path) -> None:
    """Reading does not create the file."""
    assert Searches(Ledger(StateFile(file))).all() == []
    assert not file.exists()


def test_a_search_is_there_in_the_next_run(file: Path) -> None:
    """Names and queries are kept, and the last saved comes first."""
    searches = Searches(Ledger(StateFile(file)))
    searches.save("夏天", "date:2023-06..2023-08")
    searches.save("not read", "is:unread sort:oldest")
    assert Searches(Ledger(StateFile(file))).all() == [
        SavedSearch("not read", "is:unread sort:oldest"),
        SavedSearch("夏天", "date:2023-06..2023-08"),
    ]


def test_marks_and_searches_share_a_file(file: Path) -> None:
    """Both are there for the next run."""
    marks = Marks(file)
    mark(marks, ["a"])
    assert Searches(marks.ledger).all() == []
    Searches(marks.ledger).save("a", "b")
    assert Searches(Ledger(StateFile(file))).all() == [SavedSearch("a", "b")]
    assert Marks(file).is_marked(Kind.READ, "a")


def test_another_run_hears_of_the_order(file: Path) -> None:
    """Which no log has."""
    searches, other = Searches(Ledger(StateFile(file))), Ledger(StateFile(file))
    for name in ("a", "b"):
        searches.save(name, name)
    other.news()
    searches.move("b", 1)
    assert other.news() == [Item(Kind.ORDER, "searches")]


def test_a_killed_reader_has_saved_it(file: Path) -> None:
    """A saved search survives a kill right after the call."""
    killed = subprocess.run([sys.executable, "-c", _KILLED, os.fspath(file)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert Searches(Ledger(StateFile(file))).all() == [SavedSearch("夏天", "date:2023-06..2023-08")]


def test_another_programs_file_is_left_alone(file: Path) -> None:
    """It is refused with its name, and stays as it was."""
    file.parent.mkdir()
    file.write_bytes(b"not a database " * 100)
    with pytest.raises(StateError, match=r"marks\.sqlite3"):
        Searches(Ledger(StateFile(file))).save("a", "b")
    assert file.read_bytes() == b"not a database " * 100


NAMES = st.sampled_from(["a", "b", "c"])


class SearchesMachine(RuleBasedStateMachine):
    """Any sequence of changes, against a plain dictionary and a stack of deleted searches."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = Ledger(StateFile(Path(self.folder.name) / "marks.sqlite3"))
        self.searches = Searches(self.ledger)
        self.there: dict[str, str] = {}
        self.deleted: list[tuple[str, str, str | None]] = []
        """searches that were deleted or replaced, each with what took its place"""

    @rule(name=NAMES, query=NAMES)
    def save(self, name: str, query: str) -> None:
        if name in self.there and self.there[name] != query:
            self.deleted.append((name, self.there[name], query))
        self.there[name] = query
        self.searches.save(name, query)

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        if name in self.there:
            self.deleted.append((name, self.there.pop(name), None))
        self.searches.delete(name)

    @rule()
    def restore(self) -> None:
        restored = self.searches.restore()
        # Where another search of that name was saved since, that one stays.
        last = next((each for each in reversed(self.deleted) if self.there.get(each[0]) == each[2]), None)
        assert restored == (last[:2] if last else None)
        if last:
            self.deleted.remove(last)
            self.there[last[0]] = last[1]

    @invariant()
    def nothing_is_lost(self) -> None:
        assert dict(self.searches.all()) == self.there
        known = {(each.name, each.query) for each in self.searches.all()}
        known |= {(statement.item.key, statement.value or "") for statement in self.ledger.earlier()}
        assert known >= {(name, query) for name, query, _ in self.deleted}

    def teardown(self) -> None:
        self.ledger.file.close()
        self.folder.cleanup()


TestAnyRowOfChanges = SearchesMachine.TestCase
TestAnyRowOfChanges.settings = settings(deadline=None, max_examples=20, stateful_step_count=20)


class TestOrder:
    """The order of the searches, which is the user's own."""

    def test_moved_and_renamed(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Searches stay where they were put; new ones come first; a renamed one keeps its place."""
        clock = count(10**18, 10**9)
        monkeypatch.setattr("time.time_ns", lambda: next(clock))
        searches = Searches(Ledger(StateFile(file)))
        for name in "abcd":
            searches.save(name, name)
        searches.move("a", -2)
        searches.move("d", 99)
        searches.move("none", 1)
        assert [name for name, _ in searches.all()] == ["a", "c", "b", "d"]
        searches.look("c", "seen")
        searches.save("new", "new")
        searches.rename("c", "b")
        searches.rename("none", "x")
        again = Searches(Ledger(StateFile(file)))
        assert again.all() == [("new", "new"), ("a", "a"), ("b", "c"), ("d", "d")]
        assert again.looked() == {"c": "seen", "b": "seen"}

    @pytest.mark.parametrize("order", ["{", "7", '[1, {"a": 2}, "b"]'])
    def test_an_order_that_can_not_be_read(self, file: Path, order: str) -> None:
        """It is taken as far as it makes sense; no search is missing."""
        ledger = Ledger(StateFile(file))
        searches = Searches(ledger)
        for name in "abc":
            searches.save(name, name)
        ledger.remember({Item(Kind.ORDER, "searches"): order})
        assert sorted(name for name, _ in searches.all()) == ["a", "b", "c"]
