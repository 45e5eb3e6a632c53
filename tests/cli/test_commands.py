"""`reader tags`, `timeline`, `mark`, the screens' own command, and what all commands share."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli.arguments import COMMANDS, parse_arguments

TAGS = [
    {"name": "港口新聞", "kind": "channel", "count": 3},
    {"name": "The Pier", "kind": "channel", "count": 1},
]


class TestTags:
    """`reader tags`."""

    def test_in_all_forms(self, piped, archive) -> None:
        """JSON, NDJSON and tabs give the same counts, the commonest first."""
        document, lines, plain = (
            piped("tags", "--archive", archive, *form) for form in (["--json"], ["--ndjson"], [])
        )

        assert json.loads(document.out) == [json.loads(line) for line in lines.out.splitlines()] == TAGS
        assert plain == (0, "3\tchannel\t港口新聞\n1\tchannel\tThe Pier\n", "")

    def test_of_a_query(self, piped, archive) -> None:
        """Counts are those of the posts that match."""
        assert piped("tags", "--archive", archive, "date:2023").out == "1\tchannel\tThe Pier\n"

    @pytest.mark.parametrize(
        ("options", "lines"),
        [
            (["--kind", "author"], "2\tauthor\tAnn & Bo\n1\tauthor\tCy\n"),
            (["--kind", "year"], "3\tyear\t2024\n1\tyear\t2023\n"),
            (["--kind", "year", "--sort", "name"], "1\tyear\t2023\n3\tyear\t2024\n"),
            (["--kind", "channel", "--sort", "recent"], "3\tchannel\t港口新聞\n1\tchannel\tThe Pier\n"),
            (["--kind=site", "--kind=lang", "date:2024"], "3\tsite\texample.org\n3\tlang\thant\n"),
        ],
    )
    def test_other_values_are_counted_too(self, piped, archive, options, lines) -> None:
        """Of the kinds that are asked for, in one order."""
        assert piped("tags", "--archive", archive, *options).out == lines

    def test_all_kinds_have_the_same_shape(self, piped, archive) -> None:
        """Each value can be asked for in a query."""
        found = json.loads(piped("tags", "--archive", archive, "--kind", "all", "--json", "date:2023").out)
        assert [(one["kind"], one["name"], one["count"]) for one in found] == [
            ("year", "2023", 1),
            ("author", "Cy", 1),
            ("channel", "The Pier", 1),
            ("lang", "en", 1),
        ]

    def test_on_a_terminal(self, on_terminal, archive) -> None:
        """Counts stand right, in a column."""
        assert on_terminal("tags", "--archive", archive, NO_COLOR="1").out.splitlines() == [
            "3  channel    港口新聞",
            "1  channel    The Pier",
        ]


class TestTimeline:
    """`reader timeline`."""

    @pytest.mark.parametrize(
        ("unit", "lines"),
        [
            (["--by", "day"], "2024-02-08\t2\n2024-02-03\t1\n2023-05-06\t1\n"),
            (["--by", "month"], "2024-02\t3\n2023-05\t1\n"),
            ([], "2024-02\t3\n2023-05\t1\n"),
            (["--by=year"], "2024\t3\n2023\t1\n"),
        ],
    )
    def test_counts_in_the_reader_s_zone(self, piped, archive, unit, lines) -> None:
        """Days are days of the zone; the newest come first."""
        assert piped("timeline", "--archive", archive, *unit, READER_ZONE="Asia/Taipei") == (0, lines, "")

    def test_json(self, piped, archive) -> None:
        """An array of periods with counts, of the posts that match."""
        ran = piped("timeline", "--archive", archive, "--json", "台灣")

        assert json.loads(ran.out) == [{"period": "2024-02", "count": 3}]

    def test_posts_without_a_date_are_told(self, piped, archive, write) -> None:
        """They are in no period."""
        write("undated.md", "text")

        assert piped("timeline", "--archive", archive, "--by", "year") == (
            0,
            "2024\t3\n2023\t1\n",
            "reader: 1 of the posts that match has no date.\n",
        )

    def test_on_a_terminal(self, on_terminal, archive) -> None:
        """Bars are as long as their counts, within the width."""
        assert on_terminal("timeline", "--archive", archive, columns=42, NO_COLOR="1").out.splitlines() == [
            "2024-02  3  " + "█" * 30,
            "2023-05  1  " + "█" * 10,
        ]


class TestTrend:
    """`reader trend`."""

    def test_in_all_forms(self, piped, archive) -> None:
        """Earliest first, periods without posts too; a column or an object for each query."""
        words = ("--archive", archive, "--by", "year", "台灣", "quiet | 風暴")
        document, lines, plain, share = (
            piped("trend", *words, *form) for form in (["--json"], ["--ndjson"], [], ["--share"])
        )

        assert plain == (0, "2023\t0\t1\n2024\t3\t1\n", "")
        assert share.out == "2023\t0.000000\t1.000000\n2024\t1.000000\t0.333333\n"
        assert json.loads(document.out) == [json.loads(line) for line in lines.out.splitlines()]
        assert json.loads(lines.out.splitlines()[-1]) == {
            "query": "quiet | 風暴",
            "period": "2024",
            "count": 1,
            "share": 0.333333,
        }

    def test_on_a_terminal(self, on_terminal, archive) -> None:
        """A plot with a legend, within the width; without colours one for each query."""
        ran = on_terminal("trend", "--archive", archive, "台灣", "-台灣", columns=60, NO_COLOR="1")

        lines = ran.out.splitlines()
        assert [line for line in lines if "━━" in line] == [
            "━━ 台灣                    3 posts, most in 2024-02: 3",
            "━━ -台灣                   1 post, most in 2023-05: 1",
        ]
        assert max(map(len, lines)) < 60
        assert any("█" in line for line in lines)
        assert any("2023-05" in line and "2024" in line for line in lines)

    def test_no_match_and_mistakes(self, piped, archive) -> None:
        """The query that has no posts is named."""
        assert piped("trend", "--archive", archive, "nosuch") == (
            1,
            "",
            "reader: No post with a date matches nosuch.\n",
        )
        assert piped("trend", "--archive", archive, "a (").code == 2
        assert piped("trend", "--archive", archive).code == 2


class TestMark:
    """`reader mark`."""

    def test_marks_are_kept_and_shared_by_copies(self, piped, archive) -> None:
        """What one command marks, the next one finds, on the post and on its copy."""
        marked = piped("mark", "--archive", archive, "--read", "--star", "_posts/2024-02-07-sea.md", "--json")
        listed = piped("list", "--archive", archive, "is:read is:starred", "--ndjson")
        unmarked = piped("mark", "--archive", archive, "--unread", "--unstar", "sea wind", "quiet")

        assert [(shape["unread"], shape["starred"]) for shape in json.loads(marked.out)] == [(False, True)]
        assert len(listed.out.splitlines()) == 2
        assert unmarked == (0, "", "reader: 2 posts marked.\n")
        assert piped("list", "--archive", archive, "is:starred | is:read").code == 1

    def test_all_or_none(self, piped, archive) -> None:
        """A post that is not found keeps the others from being marked."""
        ran = piped("mark", "--archive", archive, "--star", "storm", "nosuch")

        assert (ran.code, ran.out) == (1, "")
        assert piped("list", "--archive", archive, "is:starred").code == 1

    def test_nothing_to_mark(self, piped, archive) -> None:
        """The sentence names the options; contrary ones are refused."""
        assert piped("mark", "--archive", archive, "storm") == (
            2,
            "",
            "reader: Say what to mark: --read, --unread, --star or --unstar.\n",
        )
        assert piped("mark", "--archive", archive, "storm", "--read", "--unread").code == 2

    def test_marks_that_can_not_be_used(self, piped, archive, tmp_path) -> None:
        """A foreign file in the place of the marks is told, not overwritten."""
        marks = tmp_path / "data" / "reader" / "marks.sqlite3"
        marks.parent.mkdir(parents=True)
        marks.write_text("a shopping list, long enough to be read as a header of SQLite " * 10)
        before = marks.read_bytes()
        ran = piped("mark", "--archive", archive, "storm", "--read")

        assert (ran.code, ran.out) == (1, "")
        assert ran.err.count("\n") == 1
        assert "marks.sqlite3 can not be used" in ran.err
        assert marks.read_bytes() == before


class TestScreens:
    """`reader` without a command."""

    @pytest.mark.parametrize("arguments", [[], ["somewhere"], ["--query", "x"]])
    def test_in_a_pipe_it_says_what_to_do(self, process, arguments) -> None:
        """No screen is painted into a pipe."""
        ran = process(*arguments)

        assert (ran.code, ran.out) == (2, "")
        assert "reader list" in ran.err

    def test_what_is_wrong_is_told_before_the_screens_open(self, on_terminal, tmp_path) -> None:
        """A missing archive and a bad query leave the terminal as it was."""
        missing = on_terminal(tmp_path / "nowhere")
        query = on_terminal("--query", "-(")

        assert (missing.code, query.code) == (3, 2)
        assert (
            missing.out
            == f"reader: There is no folder {tmp_path}/nowhere: check the path, or leave it out to open the tour.\n"
        )
        assert "\x1b" not in query.out

    def test_they_open_and_close(self, on_terminal, archive) -> None:
        """The newest title is on the screen, and the terminal is put right on the way out."""
        ran = on_terminal(archive, until="海風", key=b"Q", columns=100)

        assert ran.code == 0
        assert "海風" in ran.out
        assert "\x1b[?1049l" in ran.out


class TestArchives:
    """Which archives a command reads."""

    def test_several_and_before_the_command(self, piped, archive, tmp_path) -> None:
        """`--archive` may be repeated, and may stand before the command."""
        (tmp_path / "two").mkdir()
        (tmp_path / "two" / "b.md").write_text("---\ntitle: b\n---\n")
        ran = piped(f"--archive={archive}", "--archive", tmp_path / "two", "list", "--ndjson")

        assert len(ran.out.splitlines()) == 5

    def test_none_named(self, piped, archive, tmp_path) -> None:
        """Those of the settings, else ./posts, else the tour."""
        here = tmp_path / "here"
        (here / "posts").mkdir(parents=True)
        (here / "posts" / "local.md").write_text("---\ntitle: local\n---\n")
        tour = piped("list", "--ndjson")
        local = piped("list", "--ndjson", folder=here)
        (tmp_path / "config" / "reader").mkdir(parents=True)
        (tmp_path / "config" / "reader" / "settings.toml").write_text(f'archives = ["{archive}"]')
        settings = piped("list", "--ndjson", folder=here)
        environment = piped("list", "--ndjson", folder=here, READER_ARCHIVES=str(here / "posts"))

        assert len(tour.out.splitlines()) >= 24
        assert [json.loads(line)["title"] for line in local.out.splitlines()] == ["local"]
        assert len(settings.out.splitlines()) == 4
        assert environment.out == local.out

    @pytest.mark.parametrize(
        ("name", "code", "sentence"),
        [
            ("nowhere", 3, "There is no folder"),
            ("file", 3, "is not a folder"),
            ("empty", 1, "holds no posts"),
        ],
    )
    def test_archives_that_can_not_be_read(self, piped, tmp_path, name, code, sentence) -> None:
        """Each has a sentence and an exit code of its own."""
        (tmp_path / "file").write_text("")
        (tmp_path / "empty").mkdir()
        ran = piped("list", "--archive", tmp_path / name)

        assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)
        assert sentence in ran.err


class TestUsage:
    """Help, version, mistakes, and the ways in which output ends."""

    def test_version(self, process) -> None:
        """One line on standard output."""
        ran = process("--version")

        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("reader ")

    @pytest.mark.parametrize("command", ["", *COMMANDS])
    def test_help_has_examples(self, command, capsys) -> None:
        """Every command explains itself."""
        with pytest.raises(SystemExit) as done:
            parse_arguments([*([command] if command else []), "--help"])

        assert done.value.code == 0
        assert f"examples:\n  reader {command}" in capsys.readouterr().out

    def test_the_overview_names_every_command(self, capsys) -> None:
        """`reader --help` lists them."""
        with pytest.raises(SystemExit):
            parse_arguments(["--help"])
        overview = capsys.readouterr().out

        assert [command for command in COMMANDS if f"reader {command} " not in overview] == []

    @pytest.mark.parametrize(
        "arguments",
        [
            ["list", "--nosuch"],
            ["show"],
            ["timeline", "--by", "week"],
            ["list", "--json", "--ndjson"],
            ["--archive"],
        ],
    )
    def test_mistakes(self, piped, arguments) -> None:
        """What is not understood exits with 2 and prints nothing as data."""
        ran = piped(*arguments)

        assert (ran.code, ran.out) == (2, "")
        assert "error: " in ran.err

    @pytest.mark.parametrize(
        "content",
        ["measure = 3", "nosuch = 1", "measure = ", 'zone = "Nowhere"'],
        ids=["value", "key", "toml", "zone"],
    )
    def test_bad_settings(self, piped, archive, tmp_path, content) -> None:
        """The sentence names the file."""
        (tmp_path / "config" / "reader").mkdir(parents=True)
        (tmp_path / "config" / "reader" / "settings.toml").write_text(content)
        ran = piped("list", "--archive", archive)

        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert "settings.toml" in ran.err

    def test_whoever_reads_has_seen_enough(self, archive, environment, write) -> None:
        """A pipe that closes early ends the command quietly."""
        for number in range(300):
            write(f"many/{number}.md", f"---\ntitle: {'long ' * 50}{number}\n---\n")
        command = f"{sys.executable} -m reader list --archive '{archive}' | head -n 1"
        ran = subprocess.run(["bash", "-o", "pipefail", "-c", command], env=environment, capture_output=True)

        assert (ran.returncode, ran.stderr, ran.stdout.count(b"\n")) == (0, b"", 1)

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
    def test_a_full_disk(self, archive, environment) -> None:
        """Output that can not be written is one sentence."""
        with Path("/dev/full").open("w") as full:
            ran = subprocess.run(
                [sys.executable, "-m", "reader", "list", "--archive", archive],
                env=environment, stdout=full, stderr=subprocess.PIPE, text=True,
            )  # fmt: skip

        assert (ran.returncode, ran.stderr) == (
            1,
            "reader: The output can not be written (no space left on device).\n",
        )

    def test_output_that_is_closed(self, archive, environment) -> None:
        """A command whose output was closed before it began ends well."""
        command = f"{sys.executable} -m reader list --archive '{archive}' >&-"
        ran = subprocess.run(["bash", "-c", command], env=environment, capture_output=True)

        assert (ran.returncode, ran.stderr) == (0, b"")

    def test_interrupted(self, environment, archive) -> None:
        """Ctrl+c ends a command with 130 and without a traceback."""
        code = (
            "import os, signal, sys, time\n"
            "from reader.library import Library\n"
            "from reader.cli.main import main\n"
            # What a shell starts in the background inherits that it ignores the signal.
            "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
            "Library.load = lambda self: os.kill(os.getpid(), signal.SIGINT) or time.sleep(60)\n"
            "sys.exit(main(['list', '--archive', sys.argv[1]]))"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code, archive], env=environment, capture_output=True, text=True
        )

        assert (ran.returncode, ran.stderr) == (128 + signal.SIGINT, "")

    def test_commands_start_without_the_screens(self, archive, environment) -> None:
        """Neither Textual nor Rich nor the converter's parser is imported for the version or a list."""
        code = (
            "import sys\n"
            "from reader.cli.main import main\n"
            "main(sys.argv[1:])\n"
            "heavy = [name for name in ('textual', 'rich', 'bs4', 'markdownify') if name in sys.modules]\n"
            "print(heavy, file=sys.stderr)"
        )
        for arguments in (["--version"], ["list", "--archive", str(archive)]):
            ran = subprocess.run(
                [sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True
            )

            assert ran.stderr == "[]\n"
