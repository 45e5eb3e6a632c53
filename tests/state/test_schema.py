"""Files of earlier versions, and files that cannot be written."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest

from reader.errors import StateError
from reader.state.marks import Marks
from reader.state.searches import SavedSearch, Searches
from reader.state.statements import Item, Kind
from tests.state.conftest import mark

FILES = Path(__file__).parent / "files"


@pytest.fixture
def version_1(file: Path) -> Path:
    """A file of the first version, with three posts read, one starred, searches saved, replaced and deleted."""
    file.parent.mkdir()
    shutil.copyfile(FILES / "version-1.sqlite3", file)
    return file


def _check_version_1(marks: Marks) -> None:
    assert marks.keys(Kind.READ) == {"example.org/a", "example.org/b", "file:2023-05-06-沒有地址.md"}
    assert marks.keys(Kind.STARRED) == {"example.org/a"}
    assert marks.ledger.value(Item(Kind.STARRED, "example.org/a")) == "1700000120000"
    assert Searches(marks.ledger).all() == [
        SavedSearch("夏天", "date:2023-06..2023-09"),
        SavedSearch("not read", "is:unread"),
    ]
    actions = [(change.action, change.size) for change in marks.ledger.changes(9)]
    assert actions == [("unstarred", 1), ("read", 3), ("unread", 1), ("starred", 2), ("read", 1)]


class TestVersion1:
    """Marks and searches before there was a ledger."""

    def test_all_is_there(self, version_1: Path) -> None:
        """Marks keep their times, and the file as it was is kept beside it."""
        _check_version_1(Marks(version_1))
        _check_version_1(Marks(version_1))
        kept = version_1.with_name("marks-version-1.sqlite3")
        assert kept.exists()
        _check_version_1(Marks(kept))

    def test_its_changes_can_be_taken_back(self, version_1: Path) -> None:
        """In any order: what each of them found and left is known."""
        marks = Marks(version_1)
        marks.take_back(5)
        assert marks.keys(Kind.STARRED) == {"example.org/a", "example.org/b"}
        marks.take_back(2)
        assert marks.keys(Kind.STARRED) == frozenset()
        marks.take_back(4)
        assert marks.keys(Kind.READ) == frozenset()
        marks.take_back(3)
        assert marks.ledger.value(Item(Kind.READ, "example.org/a")) == "1700000060000"

    def test_deleted_searches_are_known(self, version_1: Path) -> None:
        """Nobody loses a query for an update."""
        earlier = Marks(version_1).ledger.earlier()
        assert {(each.item.key, each.value) for each in earlier} == {
            ("夏天", "date:2023-06..2023-08"),
            ("gone", "x"),
        }

    def test_a_file_that_can_not_be_written_is_read(self, version_1: Path) -> None:
        """It is read as it is, whatever its version, and stays as it is."""
        before = version_1.read_bytes()
        version_1.chmod(stat.S_IRUSR)
        version_1.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
        try:
            marks = Marks(version_1)
            _check_version_1(marks)
            if not _is_root(version_1):
                with pytest.raises(StateError, match="cannot be written"):
                    mark(marks, ["b"])
                assert version_1.read_bytes() == before
        finally:
            version_1.parent.chmod(stat.S_IRWXU)


def _is_root(file: Path) -> bool:
    """Return whether permissions do not bind this user."""
    try:
        file.open("rb+").close()
    except PermissionError:
        return False
    return True


def test_this_version_stays_as_it_is(file: Path) -> None:
    """A file of the present version, kept for those to come."""
    file.parent.mkdir()
    shutil.copyfile(FILES / "version-2.sqlite3", file)
    marks = Marks(file)

    assert marks.keys(Kind.READ) == {"example.org/a", "example.org/b", "file:2023-05-06-沒有地址.md"}
    assert marks.keys(Kind.LABEL, "晚上讀") == {"example.org/a"}
    assert marks.ledger.value(Item(Kind.NOTE, "example.org/b")) == "第二版\n\n*more*"
    assert [each.value for each in marks.ledger.earlier([Kind.NOTE])] == ["第一版"]
    assert marks.ledger.value(Item(Kind.PROGRESS, "example.org/a")) == "430"
