"""The file of the index when it is interrupted, damaged, foreign, locked or shared."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from reader import paths
from reader.errors import DamagedIndexError, ReaderError
from reader.index.file import IndexFile
from reader.library import Library, Progress
from reader.query import Query, parse
from reader.query.facets import Facet
from reader.state.marks import Marks
from tests.index.posts import TAIPEI

KILLS = 6
POSTS = 700

REFRESH = """
import sys
from datetime import timedelta, timezone
from pathlib import Path
from reader.library import Library
from reader.state.marks import Marks
if __name__ == "__main__":
    folder = Path(sys.argv[1])
    library = Library([folder], marks=Marks(folder / "none"), zone=timezone(timedelta(hours=8)))
    for progress in library.load():
        print(progress.done, flush=True)
    print(len(library), progress.total)
"""


def write_post(archive: Path, number: int, title: str = "海風") -> Path:
    """One post of a small archive."""
    file = archive / f"2024-01-{number % 28 + 1:02}-{number:04}.md"
    file.write_text(
        f'---\ntitle: "{title} {number}"\ndate: 2024-01-{number % 28 + 1:02}T08:00:00Z\ntags: [ 港口 ]\n---\n'
        f"<p>第{number}號船從臺灣來了。</p><p>word{number} #tag{number % 7}</p>\n",
        encoding="utf-8",
    )
    return file


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Twelve posts."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(12):
        write_post(folder, number)
    return folder


@pytest.fixture
def open_library(archive: Path, tmp_path: Path) -> Callable[[], Library]:
    """Open the archive as a new start of the program does."""
    return lambda: Library([archive], marks=Marks(tmp_path / "marks.sqlite3"), zone=TAIPEI)


def load(library: Library) -> Progress:
    """Load to the end and return the last progress."""
    return list(library.load())[-1]


def found(library: Library, text: str = "") -> int:
    """Return the number of posts that match."""
    return len(library.select(parse(text)))


def index_files() -> list[Path]:
    """Return the databases in the cache folder."""
    return sorted(paths.cache_folder().glob("*.sqlite3"))


OpenLibrary = Callable[[], Library]


class TestNextStart:
    """What was read is there."""

    def test_the_list_is_there_before_any_file_is_looked_at(
        self, open_library: OpenLibrary, archive: Path
    ) -> None:
        """Rows and counts come from the index alone."""
        load(open_library())
        archive.rename(archive.parent / "moved")
        library = open_library()
        selection = library.select(Query(), fold_copies=True)
        assert (len(selection), len(selection.rows(0, 5))) == (12, 5)
        assert selection.rows(0, 1)[0].post.title == "海風 11"

    def test_nothing_is_read_again(self, open_library: OpenLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
        """Files that did not change are not opened."""
        load(open_library())
        monkeypatch.setattr("reader.library.loading.read_files", lambda files, habits: [1 / 0 for _ in files])
        assert load(open_library()) == Progress(0, 0)

    def test_changed_gone_and_renamed_files(self, open_library: OpenLibrary, archive: Path) -> None:
        """Only such files are read; marks stay with a renamed post."""
        library = open_library()
        load(library)
        first = library.select(Query()).rows(0, 1)[0].post
        library.mark_read([first], read=True)
        write_post(archive, 3, title="山風 changed")
        write_post(archive, 40)
        (archive / "2024-01-06-0005.md").unlink()
        (archive / "sub").mkdir()
        first.file.rename(archive / "sub" / first.file.name)
        library = open_library()
        assert load(library) == Progress(3, 3, new=2, changed=1, gone=2)
        assert [found(library, text) for text in ("", "山風", "word5", "word40", "is:read")] == [
            12,
            1,
            0,
            1,
            1,
        ]
        assert [row.post.path for row in library.select(parse("is:read"))] == [f"sub/{first.file.name}"]

    def test_another_zone_another_index(
        self, archive: Path, tmp_path: Path, open_library: OpenLibrary
    ) -> None:
        """Days are days in the reader's zone, so the index is built again."""
        from datetime import timedelta, timezone

        load(open_library())
        marks = Marks(tmp_path / "marks.sqlite3")
        library = Library([archive], marks=marks, zone=timezone(timedelta(hours=-9)))
        assert len(library) == 0
        assert load(library) == Progress(12, 12, new=12)
        assert str(library.select(Query()).days()[0][0]) == "2024-01-11"
        assert len(index_files()) == 1

    def test_another_version_is_rebuilt(
        self, open_library: OpenLibrary, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is rebuilt without a message, as it is the program's own file."""
        load(open_library())
        monkeypatch.setattr("reader.index.schema.VERSION", 99)
        library = open_library()
        assert len(library) == 0
        assert load(library) == Progress(12, 12, new=12)
        assert (library.index_problems, len(index_files())) == ((), 1)


class TestTrouble:
    """Files that cannot be used."""

    @pytest.mark.parametrize("content", [b"a diary", b"SQLite format 3\0" + bytes(200), bytes(5000)])
    def test_a_foreign_file_stays_as_it_is(self, open_library: OpenLibrary, content: bytes) -> None:
        """The index is built beside it, now and at the next start."""
        load(open_library())
        file = index_files()[0]
        # What is left of that start would write its log into the file when it is closed.
        gc.collect()
        file.write_bytes(content)
        for expected in (12, 0):
            library = open_library()
            assert load(library).done == expected
            assert found(library, "臺灣") == 12
            assert len(library.index_problems) == 1
            assert file.read_bytes() == content

    def test_another_programs_database_stays_as_it_is(self, open_library: OpenLibrary) -> None:
        """This holds even if it has tables of the same names."""
        load(open_library())
        file = index_files()[0]
        file.unlink()
        with sqlite3.connect(file) as other:
            other.execute("CREATE TABLE post (id)")
        other.close()
        before = file.read_bytes()
        library = open_library()
        load(library)
        assert (found(library), file.read_bytes()) == (12, before)

    @pytest.mark.parametrize("seed", range(6))
    def test_a_damaged_file_is_built_again(self, open_library: OpenLibrary, archive: Path, seed: int) -> None:
        """This holds wherever the damage is, and whichever operation meets it first."""
        load(open_library())
        file = index_files()[0]
        # All data must be in the file itself: damage would go unnoticed where the log replaces it.
        with contextlib.closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        content = bytearray(file.read_bytes())
        chance = random.Random(seed)
        if seed < 2:
            del content[len(content) // (2 + seed) :]
        else:
            for _ in range(len(content) // 2):
                content[chance.randrange(100, len(content))] = chance.randrange(256)
        file.write_bytes(content)
        library = open_library()
        with contextlib.suppress(DamagedIndexError):
            library.select(Query(), fold_copies=True).rows(0, 10)
        load(library)
        write_post(archive, 100)
        load(library)
        assert [found(library, text) for text in ("", "word100", "臺灣", "tag:港口")] == [13, 1, 13, 13]
        assert any("again" in problem for problem in library.index_problems)

    def test_a_locked_file_is_left_alone(
        self, open_library: OpenLibrary, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What it holds is shown; what is new is kept in memory."""
        monkeypatch.setattr("reader.index.opening._BUSY_MILLISECONDS", 50)
        load(open_library())
        other = apsw.Connection(str(index_files()[0]))
        other.execute("BEGIN IMMEDIATE")
        library = open_library()
        assert load(library) == Progress(0, 0)
        assert (found(library, "臺灣"), len(library.index_problems)) == (12, 1)
        other.close()

    def test_a_folder_that_can_not_be_written(
        self, open_library: OpenLibrary, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """The index is kept in memory; one sentence says so."""
        (tmp_path / "file").write_text("no folder")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
        library = open_library()
        assert load(library) == Progress(12, 12, new=12)
        assert (found(library, "臺灣"), len(library.index_problems)) == (12, 1)

    def test_an_index_that_may_only_be_read(
        self, open_library: OpenLibrary, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is used as it is; what came since is kept in memory beside it, and one sentence says so."""
        load(open_library())
        gc.collect()
        (file,) = index_files()
        content, names = file.read_bytes(), sorted(file.parent.iterdir())
        write_post(archive, 100)
        open_file = os.open

        def refuse(path: str | Path, flags: int, *options: int) -> int:
            if Path(path).parent == file.parent and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                raise PermissionError(errno.EACCES, "Permission denied")
            return open_file(path, flags, *options)

        # The user that runs the tests may have access to every folder.
        monkeypatch.setattr("os.access", lambda path, mode: not mode & os.W_OK)
        monkeypatch.setattr("os.open", refuse)
        library = open_library()
        assert found(library, "臺灣") == 12
        assert load(library) == Progress(1, 1, new=1)
        assert [found(library, text) for text in ("臺灣", "word100", "word5")] == [13, 1, 1]
        (problem,) = library.index_problems
        assert "permission denied" in problem
        assert "kept in memory" in problem
        assert sorted(file.parent.iterdir()) == names
        assert file.read_bytes() == content

    def test_a_full_disk_turns_to_memory(
        self, open_library: OpenLibrary, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A refresh that meets a full disk goes on in memory, with what was there."""
        load(open_library())
        for number in range(20, 30):
            write_post(archive, number)
        from reader.index.build import Writer

        write, calls = Writer.write, []

        def full(writer: Writer, *batch: object) -> None:
            calls.append(batch)
            if len(calls) == 1:
                raise apsw.FullError("database or disk is full")
            write(writer, *batch)

        monkeypatch.setattr(Writer, "write", full)
        library = open_library()
        load(library)
        assert (found(library), found(library, "word25"), len(library.index_problems)) == (22, 1, 1)
        assert "full" in library.index_problems[0]

    def test_an_index_that_is_taken_away_meanwhile(self, open_library: OpenLibrary) -> None:
        """The next load rebuilds it."""
        library = open_library()
        load(library)
        for file in paths.cache_folder().iterdir():
            file.unlink()
        library.select(Query()).rows(0, 5)
        load(library)
        assert found(library, "臺灣") == 12


def test_damage_is_an_error_with_a_sentence_for_a_person(tmp_path: Path) -> None:
    """Commands print it as they print every other error of the reader."""
    file = IndexFile(tmp_path, [tmp_path], TAIPEI)
    sentence = r"^The index .* is damaged \(malformed\): it is built again\.$"
    with pytest.raises(ReaderError, match=sentence) as raised, file.converting_errors():
        raise apsw.CorruptError("malformed")
    assert file.problems == [str(raised.value)]


class TestProcesses:
    """Several processes at once, and killed ones."""

    @pytest.fixture
    def many(self, tmp_path: Path) -> Path:
        """Return an archive large enough to be read by worker processes."""
        folder = tmp_path / "many"
        folder.mkdir()
        for number in range(POSTS):
            write_post(folder, number)
        return folder

    def start(self, archive: Path, tmp_path: Path) -> subprocess.Popen[str]:
        """Start a process that refreshes the index."""
        script = tmp_path / "refresh.py"
        script.write_text(REFRESH)
        return subprocess.Popen(
            [sys.executable, str(script), str(archive)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            start_new_session=True,
        )

    def test_killed_again_and_again_nothing_is_lost_or_doubled(self, many: Path, tmp_path: Path) -> None:
        """The process is killed at random moments, while files come, change and go."""
        chance = random.Random(7)
        numbers = set(range(POSTS))
        for kill in range(KILLS):
            process = self.start(many, tmp_path)
            # The start of Python is not under test.
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.25))
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            gone, new = chance.choice(sorted(numbers)), POSTS + kill
            (many / f"2024-01-{gone % 28 + 1:02}-{gone:04}.md").unlink()
            numbers = numbers - {gone} | {new}
            write_post(many, new)
            if kill % 2:
                for changed in chance.sample(sorted(numbers), 60):
                    write_post(many, changed, title=f"山風 {kill}")
        library = Library([many], marks=Marks(tmp_path / "marks"), zone=TAIPEI)
        load(library)
        titles = {row.post.path: row.post.title for row in library.select(Query())}
        assert len(titles) == len(library) == len(numbers)
        files = {file.name: file.read_text(encoding="utf-8").split('"')[1] for file in many.iterdir()}
        assert titles == files
        for number in chance.sample(sorted(numbers), 40):
            assert [row.post.path[-7:-3] for row in library.select(parse(f"第{number}號"))] == [
                f"{number:04}"
            ]
        assert {tag.name: tag.count for tag in library.select(Query()).counts(Facet.CHANNEL)}["港口"] == len(
            numbers
        )
        assert sum(count for _, count in library.select(Query()).days()) == len(numbers)
        assert load(library) == Progress(0, 0)

    def test_one_writes_and_the_other_sees_it(self, many: Path, tmp_path: Path) -> None:
        """A second reader waits for the first, shows what that wrote, and reads nothing itself."""
        process = self.start(many, tmp_path)
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.readline()
        library = Library([many], marks=Marks(tmp_path / "marks"), zone=TAIPEI)
        assert len(library) >= 50
        last = load(library)
        out, _ = process.communicate(timeout=60)
        assert out.split("\n")[-2] == f"{POSTS} {POSTS}"
        assert last == Progress(0, 0)
        assert (len(library), found(library, "臺灣")) == (POSTS, POSTS)

    def test_a_list_follows_what_another_process_wrote(self, many: Path, tmp_path: Path) -> None:
        """It does so without a load of its own."""
        library = Library([many], marks=Marks(tmp_path / "marks"), zone=TAIPEI)
        load(library)
        write_post(many, 2000)
        self.start(many, tmp_path).communicate(timeout=60)
        assert (found(library), found(library, "word2000"), found(library, "tag:港口")) == (
            POSTS + 1,
        ) * 1 + (1, POSTS + 1)
