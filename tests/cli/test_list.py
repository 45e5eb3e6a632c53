"""`reader list`: every post, in every form."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from reader.library import Library, freshness
from tests.cli.conftest import Run, Write

SHARED = Path(__file__).parents[2] / "../shared"

SEA_SHAPE = {
    "path": "_posts/2024-02-07-sea.md",
    "title": "[Eng Sub] 海風 *Sea* wind",
    "date": "2024-02-07T22:30:00Z",
    "author": "Ann & Bo",
    "channel": "港口新聞",
    "from": "https://example.org/sea",
    "tags": ["港口新聞"],
    "unread": True,
    "starred": False,
    "labels": [],
    "copies": 2,
}


def titles(output: str) -> list[str]:
    """The titles of NDJSON."""
    return [json.loads(line)["title"] for line in output.splitlines()]


def test_one_json_document(process, archive) -> None:
    """`--json` is an array of every post, newest first, with the keys that the handbook names."""
    ran = process("list", "--archive", archive, "--json")
    shapes = json.loads(ran.out)

    assert (ran.code, ran.err) == (0, "")
    assert shapes[0] == {**SEA_SHAPE, "archive": str(archive)}
    assert [shape["path"] for shape in shapes] == [
        "_posts/2024-02-07-sea.md",
        "_posts/2024-02-03-storm.md",
        "_posts/2023-05-06-quiet.md",
    ]
    assert [shape["date"] for shape in shapes[1:]] == ["2024-02-03T00:00:00Z", "2023-05-06T00:00:00Z"]


def test_one_object_a_line(piped, archive) -> None:
    """`--ndjson` is the same, a line each, filtered by a query that stands in several words."""
    ran = piped("list", "--archive", archive, "--ndjson", "台灣", "-tag:Pier", "date:2024")

    assert titles(ran.out) == ["[Eng Sub] 海風 *Sea* wind", "風暴"]
    assert ran.code == 0


@pytest.mark.parametrize("words", [["-海風"], ["--", "-海風"], ["--ndjson", "-海風"], ["-海風", "風暴"]])
def test_a_word_that_is_not_wanted(piped, archive, words) -> None:
    """A query may begin with a minus, before options and after them."""
    ran = piped("--archive", archive, "list", *words)

    assert (ran.code, ran.err) == (0, "")
    assert "風暴" in ran.out
    assert "Sea" not in ran.out


@pytest.mark.parametrize(
    ("options", "copies"), [([], [2, 1, 1]), (["--fold"], [2, 1, 1]), (["--no-fold"], [2, 2, 1, 1])]
)
def test_copies_of_a_post_are_named_once(piped, archive, options: list[str], copies: list[int]) -> None:
    """JSON says how many files hold each; `--no-fold` names every file."""
    ran = piped("list", "--archive", archive, *options, "--ndjson")
    assert [json.loads(line)["copies"] for line in ran.out.splitlines()] == copies
    assert len(piped("list", "--archive", archive, *options).out.splitlines()) == len(copies)


@pytest.mark.parametrize("columns", [80, 40])
def test_copies_on_a_terminal(on_terminal, archive, columns: int) -> None:
    """The number stands after the title, and the lines still fit."""
    ran = on_terminal("list", "--archive", archive, columns=columns, NO_COLOR="1")
    lines = ran.out.splitlines()
    assert ["×2" in line for line in lines] == [True, False, False]
    assert all(
        sum(1 + (character > "ᄀ" and character != "…") for character in line) <= columns for line in lines
    )


def test_lines_for_a_pipe(piped, archive) -> None:
    """Date in the reader's zone, channel, title and path stand between tabs, without colours, nothing cut."""
    ran = piped("list", "--archive", archive, TZ="Asia/Taipei")

    assert [line.split("\t") for line in ran.out.splitlines()] == [
        ["2024-02-08 06:30", "港口新聞", "[Eng Sub] 海風 *Sea* wind", "_posts/2024-02-07-sea.md"],
        ["2024-02-03 08:00", "港口新聞", "風暴", "_posts/2024-02-03-storm.md"],
        ["2023-05-06", "The Pier", "A quiet year", "_posts/2023-05-06-quiet.md"],
    ]


@pytest.mark.parametrize("columns", [80, 40])
def test_lines_for_a_terminal(on_terminal, archive, write, columns) -> None:
    """Each post is one line that fits, brackets in titles are text, and no control character gets through."""
    write("_posts/2022-01-01-long.md", "---\ntitle: " + "很長的標題" * 30 + "\x1b[2J\x9b\n---\n")
    ran = on_terminal("list", "--archive", archive, columns=columns)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", ran.out).splitlines()

    assert ran.code == 0
    assert len(plain) == 4
    assert "[Eng Sub]" in plain[0]
    assert plain[3].rstrip("… ").endswith("很長的標題"[: 3 if columns == 80 else 1]) or "…" in plain[3]
    assert all(
        sum(1 + (character > "ᄀ" and character != "…") for character in line) <= columns for line in plain
    )
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "".join(plain))


def test_no_colour(on_terminal, archive) -> None:
    """`NO_COLOR` is respected."""
    ran = on_terminal("list", "--archive", archive, NO_COLOR="1")

    assert "海風" in ran.out
    assert "\x1b" not in ran.out


def test_nothing_matches(piped, archive) -> None:
    """An empty answer is an empty array, a sentence beside it, and exit code 1."""
    assert piped("list", "--archive", archive, "--json", "nosuchword") == (
        1,
        "[]\n",
        "reader: No post has nosuchword.\n",
    )
    assert piped("list", "--archive", archive, "nosuchword") == (1, "", "reader: No post has nosuchword.\n")


@pytest.mark.parametrize("command", ["list", "tags", "timeline", "trend"])
def test_what_may_have_been_meant_is_said(piped, archive, command: str) -> None:
    """Names and words that are there, with the number of posts; copies count as they are listed."""
    assert piped(command, "--archive", archive, "tag:港口新问") == (
        1,
        "",
        "reader: There is no tag 港口新问.\nreader: Did you mean tag:港口新聞 (2 posts)?\n",
    )
    ran = piped(command, "--archive", archive, "港扣的船")
    assert ran == (1, "", "reader: No post has 港扣的船.\nreader: Did you mean 港口的船 (1 post)?\n")


def test_what_empties_a_result_is_said(piped, archive) -> None:
    """With the number of posts that the rest of the query finds; copies count as they are listed."""
    ran = piped("list", "--archive", archive, "台灣", "date:2024", "site:nowhere.org")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "reader: There is no site nowhere.org.\nreader: Without site:nowhere.org 2 posts would match.\n"
    )
    ran = piped("list", "--archive", archive, "--no-fold", "台灣", "date:1999 -channel:港口新聞")
    assert ran.err == (
        "reader: No post matches date:1999 and -channel:港口新聞.\n"
        "reader: Without date:1999 and -channel:港口新聞 3 posts would match.\n"
        "reader: Without 台灣 and date:1999 1 post would match.\n"
    )
    ran = piped("list", "--archive", archive, "海風", "風暴")
    assert ran.err == (
        "reader: No post has all of 海風 and 風暴.\n"
        "reader: Without 風暴 1 post would match.\nreader: Without 海風 1 post would match.\n"
    )


def test_a_query_that_can_not_be_read(piped, archive) -> None:
    """The sentence shows the place, and nothing is printed as data."""
    ran = piped("list", "--archive", archive, "海風 /pier")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("reader: ")
    assert "^" in ran.err
    assert "Traceback" not in ran.err


def test_a_folder_in_place_of_a_query(piped, archive, tmp_path: Path) -> None:
    """It is named with the option that reads it, beside what the query came to; an expression is none, whatever lies there."""
    (tmp_path / "pier").mkdir()
    hint = f"reader: {tmp_path}/pier is a folder, and here a word to look for: `--archive {tmp_path}/pier` reads its posts.\n"

    assert piped("list", "--archive", archive, f"{tmp_path}/pier").err.startswith(hint)
    assert "is a folder" not in piped("list", "--archive", archive, "/usr/").err
    assert "is a folder" not in piped("list", "--archive", archive, "海風").err
    for word in ("/" + "a" * 300, "~nobody-of-this-name/news", "a/\0"):
        assert "is a folder" not in piped("list", "--archive", archive, word).err  # nor does any raise


def test_an_archive_of_bad_posts(piped, archive, write) -> None:
    """Each bad file is listed with the others."""
    write("binary.md", b"\x00\x01\x02" * 100)
    write("empty.md", "")
    write("latin.md", "---\ntitle: caf\xe9\n---\n".encode("latin-1"))
    write("open.md", "---\ntitle: never closed\n")
    write("yaml.md", '---\ntitle: "bad \\d"\ndate: 2021-13-45\n---\n')
    write("deep.md", "---\ntitle: deep\n---\n" + "<div>" * 5000 + "text")
    write("none.md", "no front matter")
    (archive / "gone.md").symlink_to("nowhere.md")
    (archive / "pipe.txt").symlink_to("/dev/zero")
    ran = piped("list", "--archive", archive, "--ndjson")

    assert (ran.code, ran.err) == (0, "")
    assert sorted(titles(ran.out)[3:]) == sorted(
        ["binary", "empty", "café", "never closed", "bad \\d", "deep", "none", "gone"]
    )


def test_file_names_that_are_no_text(process, archive) -> None:
    """JSON gives the exact path of any file, in escapes that no terminal acts upon; plain lines are clean."""
    for name in (b"b\x08s.md", b"latin-\xe9.md", "c1-\x9b.md".encode()):
        (archive / os.fsdecode(name)).write_text("text")
    ran = process("list", "--archive", archive, "--ndjson", LC_ALL="C")
    names = {os.fsencode(json.loads(line)["path"]) for line in ran.out.splitlines()}
    lines = process("list", "--archive", archive, LC_ALL="C").out

    assert {b"b\x08s.md", b"latin-\xe9.md", "c1-\x9b.md".encode()} <= names
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", ran.out + lines)
    assert len(lines.splitlines()) == 6


CONTROLS = [*map(chr, range(0x01, 0x20)), *map(chr, range(0x7F, 0xA0))]
BIDI = [chr(code) for code in (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
BREAKS_AND_MARKS = ["\u2028", "\u2029", "\ufeff"]
ACTIVE = "".join([*CONTROLS, *BIDI, *BREAKS_AND_MARKS])
"""characters that a terminal acts on, or that change the direction of text"""


class TestCharactersThatTerminalsActOn:
    """File and folder names with control and bidi characters."""

    @pytest.fixture
    def names(self, tmp_path: Path) -> dict[str, Path]:
        """An archive with such a name and a file for each of the characters: its files by name."""
        folder = tmp_path / "gnp.\u202earchive\x9b2J"
        folder.mkdir()
        files = {f"a{character}z{ord(character):04x}.md": character for character in ACTIVE}
        for name in files:
            (folder / name).write_text("text", encoding="utf-8")
        return {name: folder / name for name in files}

    @pytest.mark.parametrize("form", ["--json", "--ndjson"])
    def test_json_has_exact_paths_with_the_characters_escaped(self, piped, names, form: str) -> None:
        """Parsing the output gives the names back, while the output itself contains none of the characters."""
        archive = next(iter(names.values())).parent
        out = piped("list", "--archive", archive, form).out
        shapes = json.loads(out) if form == "--json" else [json.loads(line) for line in out.split("\n")[:-1]]

        assert {shape["path"] for shape in shapes} == set(names)
        assert {shape["archive"] for shape in shapes} == {str(archive)}
        assert set(out) & set(ACTIVE) <= {"\n"}
        assert "\\u202e" in out
        assert "\\u009b" in out

    @pytest.mark.parametrize("command", [["show"], ["story"], ["mark", "--read"]])
    def test_json_of_one_post_escapes_them_too(self, piped, names, command: list[str]) -> None:
        """The post is found by its exact path."""
        name, file = next((name, file) for name, file in names.items() if "\u202e" in name)
        out = piped(*command, "--archive", file.parent, name, "--json").out
        shape = json.loads(out)
        shape = shape[0] if isinstance(shape, list) else shape

        assert shape["path"] == name
        assert set(out) & set(ACTIVE) <= {"\n"}

    def test_lines_for_a_pipe_have_none_of_them(self, piped, names) -> None:
        """Each file is one line of four fields, whatever its name."""
        archive = next(iter(names.values())).parent
        out = piped("list", "--archive", archive).out

        assert {len(line.split("\t")) for line in out.split("\n")[:-1]} == {4}
        assert out.count("\n") == len(names)
        assert set(out) & set(ACTIVE) <= {"\t", "\n"}

    def test_lines_for_a_terminal_have_none_of_them(self, on_terminal, names) -> None:
        """Titles are made from the names here."""
        archive = next(iter(names.values())).parent
        out = on_terminal("list", "--archive", archive, NO_COLOR="1").out

        assert out.count("\n") == len(names)
        assert set(out) & set(ACTIVE) <= {"\n"}

    def test_errors_have_none_of_them(self, piped, names, tmp_path: Path) -> None:
        """Neither for a post that is not there, nor for an archive, nor for several posts."""
        archive = next(iter(names.values())).parent
        for arguments in (
            ["show", "--archive", archive, "none\u202e\x9b.md"],
            ["list", "--archive", tmp_path / "none\u202e\x9b"],
            ["show", "--archive", archive, "z0"],
        ):
            ran = piped(*arguments)

            assert ran.code != 0
            assert set(ran.err) & set(ACTIVE) <= {"\n"}


@pytest.mark.skipif(not (SHARED / "archive-300").is_dir(), reason="the real posts are not here")
def test_every_file_of_a_real_archive(piped) -> None:
    """One object for every post file."""
    archive = (SHARED / "archive-300").resolve()
    ran = piped("list", "--archive", archive, "--no-fold", "--ndjson")
    paths = {json.loads(line)["path"] for line in ran.out.splitlines()}

    assert paths == {file.relative_to(archive).as_posix() for file in archive.rglob("*.md")}


def test_what_is_no_operator_is_said_beside_the_result(piped, archive) -> None:
    """The query runs as it is written, and stderr says how to write what may be meant."""
    ran = piped("list", "--archive", archive, "台灣OR海風", "-或")

    assert ran.code == 1
    assert "OR is part of a word here; an operator stands between blanks: 台灣 OR 海風." in ran.err


def test_what_is_compared_before_an_answer(piped, archive, write, monkeypatch) -> None:
    """`--fresh` finds what was written in place, `--no-refresh` looks at no file; together they say nothing."""
    then = 1_700_000_000
    listed = ("list", "--archive", archive, "--count")
    for place in sorted([archive, *archive.rglob("*")], reverse=True):
        os.utime(place, (then, then))
    # When the system noted a change of a folder cannot be set.
    monkeypatch.setattr(freshness, "_SETTLED_NS", -(10**12))
    assert piped(*listed).out == "3\n"
    with (archive / "_posts/2023-05-06-quiet.md").open("a", encoding="utf-8") as file:
        file.write("Supplement.\n")
    assert piped(*listed, "supplement").out == "0\n"
    assert piped(*listed, "supplement", "--fresh").out == "1\n"
    write("_posts/2024-05-05-new.md", "---\ntitle: New\n---\nSupplement.\n")
    assert piped(*listed, "supplement", "--no-refresh").out == "1\n"
    assert piped(*listed, "supplement").out == "2\n"
    assert piped(*listed, "--fresh", "--no-refresh").code == 2


@pytest.fixture
def long_archive(write: Write, tmp_path: Path) -> Path:
    """Posts enough that the first are found before all are; every third is twice there."""
    for number in range(240):
        day = f"2024-{number // 28 + 1:02}-{number % 28 + 1:02}"
        text = f"---\ntitle: 潮 {number}\ndate: {day}\nfrom: https://example.org/{number}\n---\n水位 {number} 公分。\n"
        write(f"a/{number}.md", text)
        if not number % 3:
            write(f"b/{number}.md", text)
    return tmp_path / "news"


def test_the_first_posts_do_not_wait_for_the_last(
    piped: Run, long_archive: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """They stand in the pipe before the search has ended, and all come once, newest first."""
    at_the_end: list[str] = []
    select_all = Library.select

    def select(library: Library, *arguments: object, **named: object) -> object:
        at_the_end.append(capfd.readouterr().out)
        return select_all(library, *arguments, **named)

    monkeypatch.setattr(Library, "select", select)
    ran = piped("list", "--archive", long_archive, r"/水位 \d+ 公/", "--format", "{title}")
    [first] = at_the_end
    assert ran.code == 0
    assert len(first.splitlines()) >= 64
    assert (first + ran.out).splitlines() == [f"潮 {number}" for number in reversed(range(240))]


@pytest.mark.parametrize("is_terminal", [False, True])
def test_the_search_ends_with_the_limit(
    piped: Run, long_archive: Path, monkeypatch: pytest.MonkeyPatch, is_terminal: bool
) -> None:
    """Whatever else matches is not looked for."""
    monkeypatch.setattr("reader.cli.list.is_terminal", lambda: is_terminal)
    monkeypatch.setattr(Library, "select", None)
    ran = piped("list", "--archive", long_archive, r"/水位 \d+ 公/", "--limit", 3, "--format", "{title}")
    assert (ran.code, ran.out.splitlines()) == (0, ["潮 239", "潮 238", "潮 237"])
