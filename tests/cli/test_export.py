"""`reader export`: posts as files that others read."""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, SECONDS


def test_the_ending_tells_the_format(piped, archive, folder) -> None:
    """Of the posts that match, copies left out unless they are asked for."""
    ran = piped("export", "--archive", archive, "tag:港口新聞", "--to", "posts.json")
    assert (ran.code, ran.out, ran.err) == (0, "", "reader: 2 posts written to posts.json.\n")
    assert len(json.loads((folder / "posts.json").read_text())) == 2
    piped("export", "--archive", archive, "tag:港口新聞", "--copies", "--to", "all.json")
    assert len(json.loads((folder / "all.json").read_text())) == 3


def test_a_book_is_as_the_user_wishes(piped, archive, folder) -> None:
    """Its title, what makes its chapters, and which way its lines run."""
    ran = piped(
        *("export", "--archive", archive, "--to", folder / "sea.epub"),
        *("--title", "海風", "--chapters", "post", "--vertical"),
    )

    assert ran.code == 0
    with zipfile.ZipFile(folder / "sea.epub") as book:
        assert "<dc:title>海風</dc:title>" in (package := book.read("book/package.opf").decode())
        assert 'page-progression-direction="rtl"' in package
        assert "book/post3.xhtml" in book.namelist()


def test_standard_output_is_data_alone(piped, archive) -> None:
    """The format has to be named there; what `-` in a query means stays."""
    ran = piped("export", "--archive", archive, "-tag:港口新聞", "--to", "-", "--as", "json", "--limit", 1)
    assert [each["title"] for each in json.loads(ran.out)] == ["A quiet year"]
    assert (ran.code, ran.err) == (0, "")
    assert piped("export", "--archive", archive, "--to", "-", "--as", "sqlite").code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "Say where to"),
        (("--to", "a.mdd"), "did you mean .md?"),
        (("--to", "a.jsn"), "did you mean .json?"),
        (("--to", "-"), "add --as"),
        (("--to", "."), "add an ending"),
        (("--to", ".", "--as", "json"), "name it, as in ./posts.json"),
        (("--to", "none/a.md"), "There is no folder"),
        (("(", "--to", "a.md"), "^"),
        (("-", "海風", "--to", "a.md"), "leave the query out"),
        (("海風", "--post", "storm", "--to", "a.md"), "leave the query out"),
        (("--post", "storm", "--sort", "oldest", "--to", "a.md"), "leave --sort out"),
        (("--post", "nosuch", "--to", "a.md"), "No post nosuch"),
        (("--to", "a.md", "--as", "pdf"), "invalid choice"),
        (("--to", "a.md", "--vertical"), "--vertical has no meaning for md"),
        (("--to", "a.html", "--chapters", "day"), "--chapters has no meaning for html"),
        (("--to", "a.bib", "--annotations"), "--annotations has no meaning for bibtex"),
    ],
)
def test_what_is_not_understood(piped, archive, folder, words, message) -> None:
    """One sentence, and nothing is written."""
    ran = piped("export", "--archive", archive, *words)
    assert ran.code in (1, 2) and message in ran.err and not list(folder.iterdir())


def test_markdown_under_a_name_without_an_ending_is_a_folder(piped, archive, folder) -> None:
    """A post a file; a file of that name that is there is a file still."""
    ran = piped("export", "--archive", archive, "--to", "notes", "--as", "md")
    assert (ran.code, ran.err) == (0, "reader: 3 posts written to notes.\n")
    assert len(list((folder / "notes").glob("*.md"))) == 3
    (folder / "one").write_text("old")
    assert piped("export", "--archive", archive, "--to", "one", "--as", "md", "--force").code == 0
    assert (folder / "one").read_text().count("\n# ") == 3


def test_nothing_is_written_of_nothing(piped, archive, folder) -> None:
    """A query without a match leaves the file alone and ends with 1."""
    (folder / "a.md").write_text("old")
    ran = piped("export", "--archive", archive, "nowhere", "--to", "a.md", "--force")
    assert ran.code == 1 and (folder / "a.md").read_text() == "old"


def test_a_file_is_replaced_by_force_alone(piped, archive, folder) -> None:
    """The message says how."""
    (folder / "a.txt").write_text("old")
    ran = piped("export", "--archive", archive, "--to", "a.txt")
    assert ran.code == 1 and "--force" in ran.err and (folder / "a.txt").read_text() == "old"
    assert piped("export", "--archive", archive, "--to", "a.txt", "--force").code == 0
    assert (folder / "a.txt").read_text().count("\n* * *\n") == 2


def test_posts_are_named_as_everywhere(piped, archive, folder) -> None:
    """By `--post`, in that order; a query for what would be a POST elsewhere says so."""
    post = ("export", "--archive", archive, "--as", "json", "--to", "-", "--post")
    newest = "[Eng Sub] 海風 *Sea* wind"
    ran = piped(*post, "storm", "@", "https://example.org/sea", "archived/2024-02-07/2024-02-07-sea wind.md")
    assert [each["title"] for each in json.loads(ran.out)] == ["風暴", newest]
    twice = piped(*post, "_posts/2024-02-07-sea.md", "sea wind", "_posts/2024-02-07-sea.md", "--copies")
    assert len(json.loads(twice.out)) == 2
    for word in ("@", "_posts/2024-02-03-storm.md"):
        ran = piped("export", word, "--to", "a.md", "--archive", archive)
        assert f"`reader export --post {word}` takes it for a post." in ran.err
        assert f"`reader show {word}`" in piped("list", word, "--archive", archive).err
    spaced = piped("list", "2024-02-07/2024-02-07-sea wind.md", "--archive", archive).err
    assert "`reader show '2024-02-07/2024-02-07-sea wind.md'`" in spaced
    assert (
        "takes it" not in piped("list", "a/b", "@x", "x/y.md", "https://a.org/b.md", "--archive", archive).err
    )


def test_what_is_read_is_in_the_script_of_the_settings(piped, archive) -> None:
    """A page, but no reference, which says what stands there; `--script` goes over both."""
    script = {"READER_SCRIPT": "simplified"}

    def exported(format_: str, *words: str) -> str:
        return piped(
            "export", "title:風暴", "--archive", archive, "--to", "-", "--as", format_, *words, **script
        ).out

    assert "风暴" in exported("html") and "风暴" in exported("txt")
    assert "風暴" in exported("apa") and "風暴" in exported("md")
    assert "风暴" in exported("apa", "--script", "hans")
    assert "<h2>風暴</h2>" in exported("html", "--script", "as-written")
    assert "风暴" in piped("cite", "storm", "--archive", archive, "--script", "simplified").out
    shown = piped("show", "storm", "--archive", archive, "--script", "hans").out
    assert "台湾的风暴" in shown and "風" not in shown
    assert "台湾" in piped("show", "storm", "--archive", archive, "--script", "hans", "--markdown").out
    wrong = piped("show", "storm", "--archive", archive, "--script", "latin")
    assert wrong.code == 2 and "traditional" in wrong.err


def test_what_the_user_said_is_in_data_always(piped, archive) -> None:
    """In what people read only with `--annotations`; the help says so."""
    piped("mark", "--label", "研究", "storm", "--archive", archive)

    def exported(format_: str, *words: str) -> str:
        return piped("export", "title:風暴", "--archive", archive, "--to", "-", "--as", format_, *words).out

    assert "研究" in exported("json") and "研究" in exported("csv")
    assert "研究" not in exported("txt") and "研究" in exported("txt", "--annotations")
    assert "json, csv and sqlite always have them" in " ".join(piped("export", "--help").out.split())


def test_a_trial_writes_nothing(piped, archive, folder) -> None:
    """It says what would be written and what replaced, and refuses what an export would refuse."""

    def tried(to: str, *words: str) -> tuple[int, str]:
        ran = piped("export", "--archive", archive, "--dry-run", "--to", to, *words)
        assert ran.out == ""
        return ran.code, ran.err

    assert tried("a.txt") == (0, "reader: 3 posts would be written to a.txt.\n")
    assert tried("-", "--as", "json", "--limit", "2")[1].startswith(
        "reader: 2 posts would be written to standard"
    )
    (folder / "a.txt").write_text("old")
    assert tried("a.txt")[0] == 1
    assert tried("a.txt", "--force") == (
        0,
        "reader: 3 posts would be written to a.txt, in place of what is there.\n",
    )
    for to in ("a.txt", "none/a.md", "a.txt/a.md"):
        assert tried(to) == (1, piped("export", "--archive", archive, "--to", to).err)
    assert "no folder" in tried("none/a.md")[1] and "not a directory" in tried("a.txt/a.md")[1]
    assert [(file.name, file.read_text()) for file in folder.iterdir()] == [("a.txt", "old")]


def test_paths_on_standard_input(piped, archive, folder, monkeypatch) -> None:
    """In their order, wrong ones told of: 10,000 of them are no trouble."""

    def given(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    wrong = "".join(f"none/{number}.md\n" for number in range(10_000))
    given(f"_posts/2023-05-06-quiet.md\n{wrong}_posts/2024-02-07-sea.md\n")
    ran = piped("export", "--archive", archive, "-", "--to", "a.json")
    titles = [each["title"] for each in json.loads((folder / "a.json").read_text())]
    assert titles == ["A quiet year", "[Eng Sub] 海風 *Sea* wind"]
    assert ran.code == 1 and "9,995 more paths" in ran.err
    given("_posts/2024-02-03-storm.md\0")
    assert piped("export", "--archive", archive, "-0", "--to", "b.md").code == 0
    assert "# 風暴" in (folder / "b.md").read_text()
    given("")
    ran = piped("export", "--archive", archive, "-", "--to", "c.md")
    assert (ran.code, ran.err) == (1, "reader: No post matches.\n")
    # As after `<&-`.
    monkeypatch.setattr(sys, "stdin", None)
    assert piped("export", "--archive", archive, "-", "--to", "c.md") == ran


def test_a_full_disk_and_a_closed_pipe(archive, environment, folder) -> None:
    """The old file whole, the new one gone, exit 1; a reader that leaves early ends it quietly."""
    (folder / "a.md").write_text("old")

    def run(to: str, *, is_full: bool, shell: str = "") -> subprocess.CompletedProcess[bytes]:
        words = [*COMMAND, "export", "--archive", str(archive), "--to", to, "--as", "md", "--force"]
        return subprocess.run(
            ["sh", "-c", f'"$@" {shell}', "sh", *words],
            cwd=folder,
            env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=SECONDS,
            preexec_fn=lambda: is_full and resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
        )

    # The index is there already, so that it is the export that meets the limit.
    assert run("-", is_full=False, shell="| head -c 1").stderr == b""
    full = run("a.md", is_full=True)
    assert full.returncode == 1 and b"a.md cannot be written" in full.stderr
    assert [(file.name, file.read_text()) for file in folder.iterdir()] == [("a.md", "old")]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_nothing(archive, environment, folder, number, code) -> None:
    """Ctrl+C, or the system that shuts down, in the middle of the work."""
    os.mkfifo(pipe := folder / "pipe")
    program = (
        "import os, sys, time\n"
        "from reader.export import markdown\n"
        "from reader.cli.main import main\n"
        "def write(selection, stream):\n"
        "    stream.write('half')\n"
        f"    open({str(pipe)!r}, 'w').close()\n"
        "    while True: time.sleep(0.05)\n"
        "markdown.write = write\n"
        f"sys.exit(main(['export', '--archive', {str(archive)!r}, '--to', 'a.md']))\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program], cwd=folder, env=environment, stderr=subprocess.PIPE
    )
    pipe.read_text()
    child.send_signal(number)
    _, told = child.communicate(timeout=SECONDS)
    assert (child.returncode, told) == (code, b"")
    assert [file.name for file in folder.iterdir()] == ["pipe"]


def test_a_terminal_is_told_what_was_written_and_gets_no_bytes(on_terminal, archive, tmp_path: Path) -> None:
    """What takes a moment says nothing of its progress; a database is nothing to look at."""
    ran = on_terminal("export", "--archive", archive, "--to", "a.db")
    assert ran.out.endswith("reader: 3 posts written to a.db.\n")
    ran = on_terminal("export", "--archive", archive, "--to", "-", "--as", "sqlite")
    assert ran.code == 2 and "cannot be shown on a terminal" in ran.out
