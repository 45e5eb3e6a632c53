"""How far a search is, told on a terminal alone."""

from __future__ import annotations

import pytest

from reader.cli import progress
from tests.cli.conftest import Run, Write


@pytest.fixture
def news(write: Write):
    """More posts than a search looks at in one go, one of them without the words."""
    for number in range(600):
        write(f"{number}.md", f"---\ntitle: Post {number}\ndate: 2024-02-07\n---\n渡輪 {number % 7} 班。\n")
    return write("last.md", "---\ntitle: Last\n---\n渡輪不開。\n").parent


def test_an_expression_is_told_how_far_it_is(piped: Run, news, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line is erased before the result, which is whole and the same as without."""
    monkeypatch.setattr(progress, "SECONDS_BETWEEN", 0)
    query = r"/輪 \d 班/"
    plain = piped("list", query, "--archive", news)
    assert (len(plain.out.splitlines()), plain.err) == (600, "")
    with monkeypatch.context() as terminal:
        terminal.setattr("reader.cli.context.are_errors_on_terminal", lambda: True)
        terminal.setattr("reader.cli.progress.are_errors_on_terminal", lambda: True)
        # Another expression: what the first one found is kept.
        told = piped("list", r"/輪 [0-9] 班/", "--archive", news)
    assert told.out == plain.out
    assert "of 600 posts" in told.err
    assert told.err.endswith("\r\x1b[K")


def test_counting_contexts_is_told(piped: Run, news, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number alone is on standard output, as it is without a terminal."""
    monkeypatch.setattr(progress, "SECONDS_BETWEEN", 0)
    plain = piped("kwic", "渡輪", "--count", "--archive", news)
    assert (plain.out, plain.err) == ("601\n", "")
    monkeypatch.setattr("reader.cli.progress.are_errors_on_terminal", lambda: True)
    told = piped("kwic", "渡輪", "--count", "--archive", news)
    assert told.out == "601\n" and "of 601 posts" in told.err and told.err.endswith("\r\x1b[K")


def test_ctrl_c_ends_a_search_and_erases_the_line(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    """Nothing is left on the line that the shell goes on with."""
    monkeypatch.setattr(progress, "SECONDS_BETWEEN", 0)
    monkeypatch.setattr("reader.cli.progress.are_errors_on_terminal", lambda: True)
    with pytest.raises(KeyboardInterrupt), progress.told_progress() as on_progress:
        on_progress(1, 2)
        raise KeyboardInterrupt
    assert capsys.readouterr().err.endswith("\r\x1b[K")
