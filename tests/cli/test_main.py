"""What all commands share: help, mistakes, settings, and the ways in which output ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli.arguments import COMMANDS, parse_arguments
from reader.typeset.cells import cell_len
from tests import programs


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
        ["nosuch = 1", "measure = ", 'zone = "Nowhere"'],
        ids=["key", "toml", "zone"],
    )
    def test_bad_settings(self, piped, archive, tmp_path, content) -> None:
        """What may change which posts are read ends a command; the sentence names the file."""
        (tmp_path / "config" / "reader").mkdir(parents=True)
        (tmp_path / "config" / "reader" / "settings.toml").write_text(content)
        ran = piped("list", "--archive", archive)

        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert "settings.toml" in ran.err

    def test_a_bad_setting_of_looks(self, piped, archive, tmp_path) -> None:
        """A command says so and goes on."""
        (tmp_path / "config" / "reader").mkdir(parents=True)
        (tmp_path / "config" / "reader" / "settings.toml").write_text("measure = 3")
        ran = piped("list", "--archive", archive)

        assert (ran.code, ran.err.count("\n")) == (0, 1)
        assert ran.out
        assert "settings.toml, line 1: measure cannot be 3" in ran.err

    def test_whoever_reads_has_seen_enough(self, archive, environment, write) -> None:
        """A pipe that closes early ends the command quietly."""
        for number in range(300):
            write(f"many/{number}.md", f"---\ntitle: {'long ' * 50}{number}\n---\n")
        command = f"{sys.executable} -m reader list --archive '{archive}' | head -n 1"
        ran = subprocess.run(["bash", "-o", "pipefail", "-c", command], env=environment, capture_output=True)

        assert (ran.returncode, ran.stderr, ran.stdout.count(b"\n")) == (0, b"", 1)

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
    def test_a_full_disk(self, archive, environment) -> None:
        """Output that cannot be written is one sentence."""
        with Path("/dev/full").open("w") as full:
            ran = subprocess.run(
                [sys.executable, "-m", "reader", "list", "--archive", archive],
                env=environment, stdout=full, stderr=subprocess.PIPE, text=True,
            )  # fmt: skip

        assert (ran.returncode, ran.stderr) == (
            1,
            "reader: The output cannot be written (no space left on device).\n",
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
            "Library.load = Library.catch_up = lambda self: os.kill(os.getpid(), signal.SIGINT) or time.sleep(60)\n"
            "sys.exit(main(['list', '--archive', sys.argv[1]]))"
        )
        ran = programs.run([sys.executable, "-c", code, str(archive)], env=environment)

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


def test_help_and_mistakes_are_in_the_language(piped) -> None:
    """Those of argparse itself as well."""
    chinese = {"LANGUAGE": "zh_TW", "LC_ALL": "C.UTF-8"}
    with_help = piped("list", "--help", **chinese)
    assert with_help.out.startswith("用法：reader list [-h]")
    assert "\n選項：\n" in with_help.out
    mistaken = piped("list", "--nosuch", **chinese)
    assert mistaken.err.startswith("用法：reader list [-h]")
    assert mistaken.err.endswith("reader list：錯誤：不認得的引數：--nosuch\n")


def test_the_language_is_that_of_the_setting_else_of_the_locale(piped, environment) -> None:
    """A variable goes over the file, the file over the locale, which need not be installed."""
    wrong = ["list", "--archive", "/nowhere"]
    locale = {"LANGUAGE": "", "LC_ALL": "zh_CN.UTF-8"}
    assert "找不到文件夹" in piped(*wrong, **locale).err
    file = Path(environment["XDG_CONFIG_HOME"]) / "reader" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_text('language = "zh-Hant"\n', encoding="utf-8")
    assert "找不到資料夾" in piped(*wrong, **locale).err
    assert "There is no folder" in piped(*wrong, **locale, READER_LANGUAGE="en").err


def test_what_is_wrong_with_the_settings_is_told_in_their_language(piped, archive, environment) -> None:
    """Though it is read before the language is known."""
    file = Path(environment["XDG_CONFIG_HOME"]) / "reader" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_text('measure = 5\nlanguage = "zh-Hant"\n', encoding="utf-8")
    (told, *_) = piped("list", "--archive", archive).err.splitlines()
    assert "measure 不能是 5" in told
    assert "measure cannot be 5" in piped("list", "--archive", archive, READER_LANGUAGE="en").err


def test_help_keeps_to_the_width_of_the_terminal(piped) -> None:
    """Also in Chinese, whose characters take two columns; examples stay as they are typed."""
    for language in ("en", "zh-Hant"):
        helped = piped("kwic", "--help", COLUMNS="80", READER_LANGUAGE=language).out
        assert max(map(cell_len, helped.splitlines())) <= 80
        assert "  reader kwic '封城 date:2020' --sort right --limit 100\n" in helped
