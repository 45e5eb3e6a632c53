"""What a word of a command may become, as a shell asks for it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.shell_words import completed, line_of, written
from tests.terminal import Terminal

BREAKS = " \t\n\"'@><=;|&(:"


@pytest.fixture
def ask(piped, archive):
    """Asks for completions in `archive`, which is indexed, as fish does; returns the candidates and other places."""
    assert piped("list", "--archive", archive).code == 0
    for name in ("boats", "sailboats"):
        assert piped("searches", "save", name, "港口").code == 0
    assert piped("mark", "--archive", archive, "--label", "to cite", "2023-05-06-quiet.md").code == 0

    def asked(*words: str) -> list[str]:
        ran = piped("_complete", "fish", "--archive", archive, *words)
        assert (ran.code, ran.err) == (0, "")
        places, *lines = ran.out.splitlines()
        return [*(line.partition("\t")[0] for line in lines), *([places] if places != "words" else [])]

    return asked


def test_commands_options_and_their_values_come_from_the_parsers(ask) -> None:
    """Whatever a parser takes is offered; what was given once is not offered again."""
    assert {"list", "cite", "completion", "folders"} <= set(ask(""))
    assert "_complete" not in ask("")
    assert ask("ti") == ["timeline", "folders"]
    assert ask("timeline", "--b") == ["--by"]
    assert ask("timeline", "--by", "") == ["day", "month", "year"]
    assert ask("timeline", "--by=m") == ["--by=month"]
    assert "--by" not in ask("timeline", "--by", "day", "--")
    assert "--archive" in ask("timeline", "--archive", "x", "--")
    assert ask("list", "--archive", "") == ["folders"]
    assert ask("marks", "e") == ask("marks", "--archive", "x", "e") == ["export"]
    assert ask("marks", "export", "") == ["files"]
    assert ask("--query", "tag:港") == ["tag:港口新聞"]


def test_queries_are_completed_within_a_word(ask) -> None:
    """Fields, tags, authors, in either script, also after other words and a minus sign."""
    assert ask("list", "ch") == ["channel:"]
    assert ask("list", "tag:港") == ask("list", "標籤:港") == ["tag:港口新聞"]
    assert ask("list", "tag:港口新闻") == ask("list", "tag:新闻") == ["tag:港口新聞"]
    assert ask("list", "风 -tag:the") == ['风 -tag:"The Pier"']
    assert ask("list", "-tag:The") == ['-tag:"The Pier"']
    assert ask("list", "author:") == ['author:="Ann & Bo"', "author:=Cy"]
    assert ask("list", "author:=c") == ["author:=Cy"]
    assert ask("list", "is:st") == ["is:starred"]
    assert ask("list", "label:") == ['label:"to cite"']
    assert ask("list", "saved:sail") == ["saved:sailboats"]
    assert ask("list", "@sail") == ask("export", "--to", "a.md", "@sail") == ["@sailboats"]
    assert ask("list", "@oats") == ask("list", "@") == ["@sailboats", "@boats"]
    assert ask("list", "nothing of this name") == []


def test_posts_labels_searches_and_settings_are_completed(ask) -> None:
    """A post by its path, or by any part of its file's name."""
    assert ask("show", "sea") == ["2024-02-07-sea.md", "2024-02-07-sea wind.md"]
    assert ask("show", "_posts/2023") == ["_posts/2023-05-06-quiet.md"]
    assert ask("mark", "quiet", "storm") == ["2024-02-03-storm.md"]
    assert ask("export", "--post", "sea", "quiet") == ["2023-05-06-quiet.md"]
    assert ask("export", "--post", "sea", "--t") == ["--to", "--title"]
    assert ask("mark", "--label", "t") == ask("labels", "delete", "") == ["to cite"]
    assert ask("labels", "") == ["give", "take", "rename", "delete"]
    assert ask("labels", "rename", "to cite", "") == []
    assert ask("searches", "delete", "") == ask("searches", "delete", "oats") == ["sailboats", "boats"]
    assert ask("searches", "delete", "b") == ["boats"]
    assert ask("searches", "save", "new", "tag:港") == ["tag:港口新聞"]
    assert ask("searches", "save", "new", "query", "tag:港") == []
    assert ask("config", "set", "script", "t") == ["traditional"]
    assert ask("config", "set", "watch", "") == ["true", "false"]
    assert ask("config", "set", "theme", "ink") == ["ink"]
    assert ask("config", "set", "zone", "Asia/Tai") == ["Asia/Taipei"]
    assert ask("config", "set", 'archive."~/a.b".zone', "Asia/Tai") == ["Asia/Taipei"]
    assert ask("config", "set", "nosuch", "") == []
    assert ask("config", "get", "theme") == ["theme"]
    assert ask("config", "set", "archives", "") == ["folders"]


def test_an_archive_without_an_index_completes_nothing_and_reads_nothing(piped, archive, tmp_path) -> None:
    """The answer comes from the index alone, which a Tab does not build."""
    ran = piped("_complete", "zsh", "list", "--archive", archive, "tag:")
    assert (ran.code, ran.out, ran.err) == (0, "words\n", "")
    assert not list((tmp_path / "cache").rglob("index*"))


def test_a_damaged_index_says_nothing(ask, piped, archive, tmp_path) -> None:
    """The person is still typing: the command itself will say what is wrong."""
    for file in (tmp_path / "cache").rglob("index*"):
        file.write_bytes(os.urandom(8192))
    assert piped("_complete", "zsh", "list", "--archive", archive, "tag:").out == "words\n"


def test_bash_gets_what_stands_behind_its_breaks(ask, piped, archive) -> None:
    """readline keeps what stands before a colon, or before an open quote; the rest is quoted as there."""

    def bash(line: str) -> list[str]:
        words = f"reader --archive {shlex.quote(str(archive))} {line}"
        return piped("_complete", "bash", words, BREAKS).out.splitlines()[1:]

    assert bash("list tag:The") == [r"\"The\ Pier\""]
    assert bash("list 'tag:The") == ['tag:"The Pier"']
    assert bash('list "tag:The') == [r"tag:\"The Pier\"" + '"']
    assert bash("list tag:'The") == ['"The Pier"']
    assert bash("list @sa") == bash("list '@sa") == ["@sailboats"]
    assert bash("show 'quiet") == ["2023-05-06-quiet.md"]
    # What all candidates have in common takes the place of what is typed, which must not get shorter.
    assert bash("show sea") == ["2024-02-07-sea.md", r"2024-02-07-sea\ wind.md"]
    assert bash("show quie") == ["2023-05-06-quiet.md"]
    assert bash("show t") == ["2024-02-03-storm.md", "2023-05-06-quiet.md", "…"]
    assert bash("show posts") == []
    assert bash("list 'tag:新") == ["tag:港口新聞"]


@given(
    st.text("ab漢 :='\"\\$`!~(*；", min_size=1, max_size=12),
    st.sampled_from(["", "'", '"']),
    st.integers(0, 12),
)
def test_what_is_written_is_read_as_the_word(text: str, quote: str, typed: int) -> None:
    """Whatever signs a name has, the line that bash ends up with has it as one word."""
    start = text[:typed]
    if quote:
        begun = quote + written(start, line_of(quote, BREAKS))  # type: ignore[operator]
    else:
        begun = written(start, line_of("", BREAKS)) or ""
    line = line_of(f"reader {begun}", BREAKS)
    assert line.word == start
    replaced, part = written(start, line), completed(text, line)
    assert replaced is not None
    assert begun.endswith(replaced)
    assert part is not None
    closed = part if quote and part.endswith(quote) else part + quote
    whole = line_of(f"reader {begun.removesuffix(replaced)}{closed} ", BREAKS)
    assert whole.words == ["reader", text]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_as_its_script_says(shell: str, ask, archive, environment, tmp_path: Path) -> None:
    """The real shell in a terminal: a command, tags within quotes, a saved search, and a path with a blank."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "reader"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reader "$@"\n')
    program.chmod(0o755)
    root = Path(__file__).parents[2]
    variables = {
        **environment,
        "PATH": f"{programs}:{environment['PATH']}",
        "PYTHONPATH": str(root),
        "LANG": "C.UTF-8",
        "READER_LANGUAGE": "en",
        "READER_ARCHIVES": str(archive),
        "PS1": "$ ",
    }
    start = {
        "bash": (["bash", "--norc", "--noprofile", "-i"], 'eval "$(reader completion bash)"'),
        "zsh": (["zsh", "-f", "-i"], "autoload -U compinit; compinit -D; source <(reader completion zsh)"),
        "fish": (["fish", "--no-config", "-i"], "reader completion fish | source"),
    }
    command, source = start[shell]
    terminal = Terminal(command, size=(100, 30), env=variables, cwd=tmp_path)
    try:
        terminal.type(f"{source}; echo re''ady\n")
        terminal.wait_for("ready")
        terminal.type("reader timel\t")
        terminal.wait_for("reader timeline")
        terminal.type("--by y\t")
        terminal.wait_for("reader timeline --by year")
        terminal.type("'tag:港\t")
        terminal.wait_for("'tag:港口新聞'")
        terminal.type("\x15reader list @sail\t")
        terminal.wait_for("reader list @sailboats")
        terminal.type('\x15reader list "tag:The\t --format "<{title}>"\n')
        terminal.wait_for("<A quiet year>")
        terminal.type("reader show sea\\ w\t")
        terminal.wait_for("2024-02-07-sea\\ wind.md")
        terminal.type(" >out 2>&1 && echo do''ne\n")
        terminal.wait_for("done")
        assert "Sea" in (tmp_path / "out").read_text(encoding="utf-8")
    finally:
        terminal.close()


def test_completion_starts_nothing_heavy(tmp_path: Path) -> None:
    """At each Tab a person waits: no screens, no converter, and for options not even the library."""
    program = (
        "import sys\nfrom reader.cli.main import main\nmain(['_complete', 'zsh', *sys.argv[1:]])\n"
        "print([name for name in ('textual', 'rich', 'bs4', 'markdownify', 'numpy', 'reader.library') if name in sys.modules])"
    )
    for words, loaded in ((["list", "--"], []), (["list", "tag:"], ["reader.library"])):
        done = subprocess.run(
            [sys.executable, "-c", program, "--archive", tmp_path, *words],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.splitlines()[-1] == str(loaded)
