"""The file of the marks: shared by processes, never lost, and refused when unusable."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reader.errors import StateError
from reader.state import schema
from reader.state.marks import Marks
from reader.state.statements import Item, Kind
from tests.state.conftest import mark


def run(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start another process with `Marks` imported and these arguments."""
    head = "import sys; from pathlib import Path; from reader.state.marks import Marks\n"
    head += "from reader.state.statements import Kind\n"
    head += "marks = Marks(Path(sys.argv[1]))\n"
    head += "def read(*keys): marks.set(Kind.READ, keys, True, action='read')\n"
    return subprocess.Popen(
        [sys.executable, "-c", head + code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class TestProcesses:
    """Two processes, and one that dies."""

    def test_two_processes_write_at_once(self, file: Path) -> None:
        """Neither waits forever, and all marks of both are kept, even if both create the file."""
        code = "for n in range(60): read(f'{sys.argv[2]}-{n}')"
        processes = [run(code, file, name) for name in ("a", "b", "c")]
        outputs = [process.communicate(timeout=60) for process in processes]

        assert outputs == [("", "")] * 3
        assert len(Marks(file).keys(Kind.READ)) == 180

    def test_a_file_that_is_created_while_it_is_recognised_is_not_another_program_s(self, file: Path) -> None:
        """It is empty, or the reader's, between any two looks at it."""
        file.parent.mkdir(parents=True)
        for look in ("PRAGMA user_version", "SELECT count(*) FROM sqlite_master"):
            file.unlink(missing_ok=True)
            with (
                closing(sqlite3.connect(file, isolation_level=None)) as one,
                closing(sqlite3.connect(file)) as other,
            ):
                one.execute("PRAGMA journal_mode = WAL")

                def create(statement: str, look: str = look, other: sqlite3.Connection = other) -> None:
                    if statement == look:
                        schema.create(other)
                        other.commit()

                one.set_trace_callback(create)
                assert schema.version_of(one) == 0
                one.set_trace_callback(None)
                assert schema.version_of(one) == schema.VERSION

    def test_what_another_process_marked_is_not_undone_with_ones_own(self, file: Path) -> None:
        """A change holds only what it changed in the file, whatever this process had in memory."""
        marks = Marks(file)
        mark(marks, ["x"])
        assert run("read('a')", file).wait(30) == 0

        outcome = mark(marks, ["a", "b"])
        assert outcome is not None
        assert list(outcome.values) == [Item(Kind.READ, "b")]
        marks.take_back(outcome.change.id)
        assert Marks(file).keys(Kind.READ) == frozenset("ax")

    def test_a_killed_process_leaves_whole_changes(self, file: Path) -> None:
        """After kill -9 in the middle of writing the file opens, and holds each change wholly or not at all."""
        code = (
            "for n in range(10**6):\n"
            "    read(*(f'{n}-{part}' for part in range(50)))\n"
            "    print(n, flush=True)"
        )
        for seed in range(3):
            process = run(code, file.with_name(f"{seed}.sqlite3"))
            assert process.stdout is not None
            for _ in range(random.Random(seed).randint(5, 40)):
                said = process.stdout.readline()
            process.send_signal(signal.SIGKILL)
            process.wait(30)
            written = Marks(file.with_name(f"{seed}.sqlite3")).keys(Kind.READ)
            numbers = {int(key.partition("-")[0]) for key in written}

            assert numbers >= set(range(int(said) + 1))
            assert len(written) == 50 * len(numbers)


class TestUnusable:
    """Unusable files give a sentence and are left alone."""

    def test_a_file_that_is_no_database(self, file: Path) -> None:
        """The sentence names the file, and the file stays as it is."""
        file.parent.mkdir()
        file.write_bytes(b"my shopping list\n" * 100)

        with pytest.raises(StateError, match=r"marks\.sqlite3 cannot be used \(file is not a database\)"):
            Marks(file)
        assert file.read_bytes() == b"my shopping list\n" * 100

    def test_another_program_s_database(self, file: Path) -> None:
        """Its tables are not used."""
        file.parent.mkdir()
        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE mark (key)")
        before = file.read_bytes()

        with pytest.raises(StateError, match="another program"):
            Marks(file)
        assert file.read_bytes() == before

    def test_a_newer_version(self, file: Path) -> None:
        """A file of a later version is read, and not written."""
        mark(Marks(file), ["a"])
        with sqlite3.connect(file) as connection:
            connection.execute("PRAGMA user_version = 99")
            connection.execute("ALTER TABLE said ADD COLUMN colour TEXT")

        marks = Marks(file)
        assert marks.is_marked(Kind.READ, "a")
        with pytest.raises(StateError, match="newer version"):
            mark(marks, ["b"])
        assert Marks(file).keys(Kind.READ) == marks.keys(Kind.READ) == frozenset("a")

    def test_a_damaged_file(self, file: Path) -> None:
        """Overwritten pages give a sentence, and nothing is deleted."""
        marks = Marks(file)
        mark(marks, (f"key {number}" for number in range(2000)))
        marks.close()
        content = bytearray(file.read_bytes())
        content[4096:] = b"\xff" * (len(content) - 4096)
        file.write_bytes(content)

        with pytest.raises(StateError, match="malformed"):
            Marks(file)
        assert file.read_bytes() == bytes(content)

    def test_an_empty_file(self, file: Path) -> None:
        """An empty file has no marks yet."""
        file.parent.mkdir()
        file.touch()
        mark(Marks(file), ["a"])

        assert Marks(file).is_marked(Kind.READ, "a")

    def test_a_folder_in_the_place_of_the_file(self, file: Path) -> None:
        """It cannot be opened."""
        file.mkdir(parents=True)

        with pytest.raises(StateError, match="unable to open"):
            Marks(file)

    def test_a_file_in_the_place_of_the_folder(self, file: Path) -> None:
        """Marks cannot be set; reading works."""
        file.parent.write_text("")
        with pytest.raises(StateError, match="not a directory"):
            Marks(file)

    @pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
    def test_a_file_that_may_not_be_written(self, file: Path) -> None:
        """The marks can be read; a change is refused with a sentence, and memory agrees with the file."""
        mark(Marks(file), ["a"])
        file.chmod(0o400)
        file.parent.chmod(0o500)
        try:
            with pytest.raises(StateError):
                mark(Marks(file), ["b"])
        finally:
            file.parent.chmod(0o700)

    def test_a_file_that_another_program_keeps_locked(
        self, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """After a while the change is refused, memory agrees with the file, and later changes work."""
        monkeypatch.setattr("reader.state.file._BUSY_SECONDS", 0.1)
        marks = Marks(file)
        mark(marks, ["a"])
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StateError, match="locked"):
            mark(marks, ["b"])
        assert not marks.is_marked(Kind.READ, "b")
        other.execute("ROLLBACK")
        assert mark(marks, ["b"]) is not None
