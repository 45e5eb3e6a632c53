"""Marks: kept at once, undone one by one, shared by processes, and never lost."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from reader.errors import StateError
from reader.post import Post
from reader.state.marks import UNDO_DEPTH, AllMarks, MarkKind, Marks, Undone, key_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the marks lie; the folder is not there yet."""
    return tmp_path / "data" / "marks.sqlite3"


def post(path: str, source: str = "", archive: str = "/posts") -> Post:
    """A post of which only its place is known."""
    return Post(Path(archive), path, "title", source=source)


def run(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Another process with `Marks`, and `sys.argv` from 1 on as given."""
    head = "import sys; from pathlib import Path; from reader.state.marks import Marks\n"
    return subprocess.Popen(
        [sys.executable, "-c", head + code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class TestKey:
    """What marks belong to."""

    def test_copies_share_their_address(self) -> None:
        """Two files of one page have one key, whatever their paths and the spelling of the address."""
        copies = [
            post("_posts/2024-02-07-a.md", "https://example.org/a"),
            post("archived/2024-02-07/b.md", "http://www.example.org/a/?utm_source=x#top", "/other"),
        ]

        assert len({key_of(copy) for copy in copies}) == 1

    @pytest.mark.parametrize("source", ["", "https://example.org/", "港口新聞 / 晚報", "example"])
    def test_without_an_address_of_its_own_the_name_is_the_key(self, source: str) -> None:
        """A file that moves between folders and archives keeps its marks; two files do not share them."""
        moved = [post("_posts/2024-02-07-a.md", source), post("old/2024-02-07-a.md", source, "/other")]
        different = [
            post("_posts/2024-02-07-b.md", source),
            post("a.md", source),
            post("2024-02-07.md", source),
        ]

        assert len({key_of(each) for each in moved}) == 1
        assert len({key_of(each) for each in moved + different}) == 4

    def test_every_archive_has_its_own_read_me(self) -> None:
        """Names that say nothing are told apart by the archive's name."""
        assert key_of(post("README.md", archive="/a/one")) != key_of(post("README.md", archive="/a/two"))

    def test_a_name_that_is_not_utf_8(self, file: Path) -> None:
        """Its key can be stored."""
        marks = Marks(file)
        key = key_of(post(os.fsdecode(b"caf\xe9.md")))
        marks.set_read([key], read=True)

        assert Marks(file).is_read(key)


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
        """A post that is unread by mistake was read when it was read, not when that was undone."""
        marks = Marks(file)
        marks.set_read(["a"], read=True)
        with sqlite3.connect(file) as connection:
            connection.execute("UPDATE mark SET read_at = 7")
        marks.set_read(["a"], read=False)
        marks.undo()

        assert sqlite3.connect(file).execute("SELECT read_at FROM mark").fetchall() == [(7,)]

    def test_the_log_is_bounded(self, file: Path) -> None:
        """Old changes can not be undone, and take no room."""
        marks = Marks(file)
        for number in range(UNDO_DEPTH + 20):
            marks.set_read([str(number)], read=True)
        undone = 0
        while marks.undo():
            undone += 1

        assert undone == UNDO_DEPTH
        assert len(marks.all().read) == 20

    def test_all_of_a_large_archive(self, file: Path) -> None:
        """A hundred thousand posts are one change."""
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
        """Closing lets the file go; a later change opens it again."""
        marks = Marks(file)
        marks.set_read(["a"], read=True)
        marks.close()

        assert marks.is_read("a")
        assert marks.set_read(["b"], read=True) == 1


class TestProcesses:
    """Two processes, and one that dies."""

    def test_two_processes_write_at_once(self, file: Path) -> None:
        """Neither waits for ever, and all marks of both are kept, from the making of the file on."""
        code = "marks = Marks(Path(sys.argv[1]))\nfor n in range(60): marks.set_read([f'{sys.argv[2]}-{n}'], read=True)"
        processes = [run(code, file, name) for name in ("a", "b", "c")]
        outputs = [process.communicate(timeout=60) for process in processes]

        assert outputs == [("", "")] * 3
        assert len(Marks(file).all().read) == 180

    def test_what_another_process_marked_is_not_undone_with_ones_own(self, file: Path) -> None:
        """A change holds only what it changed in the file, whatever this process had in memory."""
        marks = Marks(file)
        marks.set_read(["x"], read=True)
        assert run("Marks(Path(sys.argv[1])).set_read(['a'], read=True)", file).wait(30) == 0

        assert marks.set_read(["a", "b"], read=True) == 1
        assert marks.undo() == Undone(MarkKind.READ, value=True, keys=frozenset("b"))
        assert Marks(file).all().read == frozenset("ax")

    def test_a_killed_process_leaves_whole_changes(self, file: Path) -> None:
        """After kill -9 in the middle of writing the file opens, and holds each change wholly or not at all."""
        code = (
            "marks = Marks(Path(sys.argv[1]))\n"
            "for n in range(10**6):\n"
            "    marks.set_read([f'{n}-{part}' for part in range(50)], read=True)\n"
            "    print(n, flush=True)"
        )
        for seed in range(3):
            process = run(code, file.with_name(f"{seed}.sqlite3"))
            assert process.stdout is not None
            for _ in range(random.Random(seed).randint(5, 40)):
                said = process.stdout.readline()
            process.send_signal(signal.SIGKILL)
            process.wait(30)
            written = Marks(file.with_name(f"{seed}.sqlite3")).all().read
            numbers = {int(key.partition("-")[0]) for key in written}

            assert numbers >= set(range(int(said) + 1))
            assert len(written) == 50 * len(numbers)


class TestUnusable:
    """Files that are not what they should be: a sentence, and nothing touched."""

    def test_a_file_that_is_no_database(self, file: Path) -> None:
        """The sentence names the file, and the file stays as it is."""
        file.parent.mkdir()
        file.write_bytes(b"my shopping list\n" * 100)

        with pytest.raises(StateError, match=r"marks\.sqlite3 can not be used \(file is not a database\)"):
            Marks(file)
        assert file.read_bytes() == b"my shopping list\n" * 100

    def test_another_program_s_database(self, file: Path) -> None:
        """Its tables are not taken for marks."""
        file.parent.mkdir()
        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE mark (key)")
        before = file.read_bytes()

        with pytest.raises(StateError, match="another program"):
            Marks(file)
        assert file.read_bytes() == before

    def test_a_newer_version(self, file: Path) -> None:
        """A file that a later reader wrote is left alone."""
        Marks(file).set_read(["a"], read=True)
        with sqlite3.connect(file) as connection:
            connection.execute("PRAGMA user_version = 99")

        with pytest.raises(StateError, match="newer version"):
            Marks(file)

    def test_a_damaged_file(self, file: Path) -> None:
        """Pages that were overwritten give a sentence, not a traceback, and nothing is deleted."""
        marks = Marks(file)
        marks.set_read((f"key {number}" for number in range(2000)), read=True)
        marks.close()
        content = bytearray(file.read_bytes())
        content[4096:] = b"\xff" * (len(content) - 4096)
        file.write_bytes(content)

        with pytest.raises(StateError, match="malformed"):
            Marks(file)
        assert file.read_bytes() == bytes(content)

    def test_an_empty_file(self, file: Path) -> None:
        """A file without content is one where no mark was made yet."""
        file.parent.mkdir()
        file.touch()
        Marks(file).set_read(["a"], read=True)

        assert Marks(file).is_read("a")

    def test_a_folder_in_the_place_of_the_file(self, file: Path) -> None:
        """It can not be opened."""
        file.mkdir(parents=True)

        with pytest.raises(StateError, match="unable to open"):
            Marks(file)

    def test_a_file_in_the_place_of_the_folder(self, file: Path) -> None:
        """The marks can not be made; reading before that works."""
        file.parent.write_text("")
        with pytest.raises(StateError, match="not a directory"):
            Marks(file)

    @pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
    def test_a_file_that_may_not_be_written(self, file: Path) -> None:
        """The marks can be read; a change is refused with a sentence, and memory agrees with the file."""
        Marks(file).set_read(["a"], read=True)
        file.chmod(0o400)
        file.parent.chmod(0o500)
        try:
            with pytest.raises(StateError):
                Marks(file).set_read(["b"], read=True)
        finally:
            file.parent.chmod(0o700)

    def test_a_file_that_another_program_keeps_locked(
        self, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """After a while the change is refused, memory agrees with the file, and later changes work."""
        monkeypatch.setattr("reader.state.file._BUSY_SECONDS", 0.1)
        marks = Marks(file)
        marks.set_read(["a"], read=True)
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StateError, match="locked"):
            marks.set_read(["b"], read=True)
        assert not marks.is_read("b")
        other.execute("ROLLBACK")
        assert marks.set_read(["b"], read=True) == 1


KEYS = st.frozensets(st.sampled_from("abcdef"), max_size=4)


class MarksMachine(RuleBasedStateMachine):
    """Any row of changes and undos against plain sets with a stack of snapshots."""

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


@settings(deadline=None)
@given(st.text(), st.text(min_size=1))
def test_any_address_and_path_give_a_key(source: str, path: str) -> None:
    """No post is without a key, and every key can be written as UTF-8."""
    assert key_of(post(path.encode("utf-8", "replace").decode(), source)).encode()


class TestRecentlyRead:
    """What was read, and when."""

    def test_the_last_first(self, file: Path) -> None:
        """Single posts with their times; those of another run count, those marked together do not."""
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
        """Looking back makes no file."""
        assert Marks(file).recently_read(10) == []
        assert not file.exists()
