"""Saved searches: kept in the file of the marks, deleted and restored."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from reader.errors import StateError
from reader.state.file import StateFile
from reader.state.marks import Marks
from reader.state.searches import SavedSearch, Searches

_KILLED = """
import os, signal, sys
from pathlib import Path
from reader.state.file import StateFile
from reader.state.searches import Searches
Searches(StateFile(Path(sys.argv[1]))).save("夏天", "date:2023-06..2023-08")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_looking_makes_no_file(file: Path) -> None:
    """Reading does not create the file."""
    assert Searches(StateFile(file)).all() == []
    assert not file.exists()


def test_a_search_is_there_in_the_next_run(file: Path) -> None:
    """Names and queries are kept, and the last saved comes first."""
    searches = Searches(StateFile(file))
    searches.save("夏天", "date:2023-06..2023-08")
    searches.save("not read", "is:unread sort:oldest")
    assert Searches(StateFile(file)).all() == [
        SavedSearch("not read", "is:unread sort:oldest"),
        SavedSearch("夏天", "date:2023-06..2023-08"),
    ]


def test_a_file_of_marks_alone_takes_searches(file: Path) -> None:
    """A file from before saved searches keeps its marks."""
    marks = Marks(file)
    marks.set_read(["a"], read=True)
    assert Searches(marks.file).all() == []
    Searches(marks.file).save("a", "b")
    assert Searches(StateFile(file)).all() == [SavedSearch("a", "b")]
    assert Marks(file).is_read("a")


def test_a_killed_reader_has_saved_it(file: Path) -> None:
    """A saved search survives a kill right after the call."""
    killed = subprocess.run([sys.executable, "-c", _KILLED, os.fspath(file)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert Searches(StateFile(file)).all() == [SavedSearch("夏天", "date:2023-06..2023-08")]


def test_another_programs_file_is_left_alone(file: Path) -> None:
    """It is refused with its name, and stays as it was."""
    file.parent.mkdir()
    file.write_bytes(b"not a database " * 100)
    with pytest.raises(StateError, match=r"marks\.sqlite3"):
        Searches(StateFile(file)).save("a", "b")
    assert file.read_bytes() == b"not a database " * 100


NAMES = st.sampled_from(["a", "b", "c"])


class SearchesMachine(RuleBasedStateMachine):
    """Any sequence of changes, against a plain dictionary and a stack of deleted searches."""

    def __init__(self) -> None:
        super().__init__()
        self.file = StateFile(Path(f"file-{id(self)}"))
        self.file._path = Path(":memory:")
        self.searches = Searches(self.file)
        self.searches.delete("none")
        self.there: dict[str, str] = {}
        self.deleted: list[tuple[str, str]] = []

    def _goes(self, name: str) -> None:
        if name in self.there:
            self.deleted.append((name, self.there.pop(name)))

    @rule(name=NAMES, query=NAMES)
    def save(self, name: str, query: str) -> None:
        self._goes(name)
        self.there[name] = query
        self.searches.save(name, query)

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        self._goes(name)
        self.searches.delete(name)

    @rule()
    def restore(self) -> None:
        expected = self.deleted.pop() if self.deleted else None
        if expected is not None:
            self._goes(expected[0])
            self.there[expected[0]] = expected[1]
        assert self.searches.restore() == expected

    @invariant()
    def nothing_is_lost(self) -> None:
        with self.file.reading() as connection:
            rows = connection.execute("SELECT name, query FROM search WHERE gone IS NULL").fetchall()
            (count,) = connection.execute("SELECT count(*) FROM search").fetchone()
        assert dict(rows) == self.there
        assert len(rows) == len(self.there)
        assert count == len(self.there) + len(self.deleted)

    def teardown(self) -> None:
        self.file.close()


TestAnyRowOfChanges = SearchesMachine.TestCase
TestAnyRowOfChanges.settings = settings(deadline=None, max_examples=40, stateful_step_count=25)
