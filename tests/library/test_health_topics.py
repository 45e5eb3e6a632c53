"""What is said of the terminal and of the defects of files, without either."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import reader.store
from reader.library.health.findings import Severity
from reader.library.health.posts import topic_of
from reader.library.health.terminal import Answers, examined_terminal

_STORE = Path(reader.store.__file__).parent


def _remarks() -> list[str]:
    """Return the first argument of each `Remark` and `later` in the store that is written there."""
    found = []
    for file in sorted(_STORE.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if node.func.id in {"Remark", "later"} and isinstance(first, ast.Constant):
                    found.append(str(first.value))
    return found


def test_every_defect_of_a_file_has_a_topic_with_a_remedy() -> None:
    """A new one must be given one; what cannot be read is told from what is read as something else."""
    remarks = _remarks()
    assert len(remarks) > 20
    assert [remark for remark in remarks if topic_of(remark).name == "other"] == []
    assert topic_of("The file cannot be read ({reason}).").name == "unreadable"
    assert topic_of("The date {date} cannot be read.").name == "date"
    assert topic_of("The file has no front matter.").name == "front-matter"


@pytest.mark.parametrize(
    ("answers", "environment", "problem"),
    [
        (Answers(1, 2), {"TERM": "xterm-256color", "COLORTERM": "truecolor"}, ""),
        (Answers(2, 2), {"TERM": "xterm-256color"}, "terminal.ambiguous-width"),
        (Answers(1, 1), {"TERM": "xterm-256color"}, "terminal.wide"),
        (Answers(), {"TERM": "dumb"}, "terminal.term"),
    ],
)
def test_what_of_a_terminal_needs_a_person(
    answers: Answers, environment: dict[str, str], problem: str
) -> None:
    """A width that differs from the setting, Chinese characters of one cell, and one that can draw nothing."""
    found = examined_terminal(answers, environment, 1, "UTF-8")
    assert [each.name for each in found if each.severity is Severity.PROBLEM] == [problem] * bool(problem)
