"""The documents are true: keys, settings, commands, and the two commands of the README."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from reader.query import parse

ROOT = Path(__file__).parents[1]
HANDBOOK = (ROOT / "docs" / "handbook.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_handbooks_tables_are_those_of_the_code() -> None:
    """A key or a setting that changes without the handbook fails here: run docs/generate.py."""
    made = subprocess.run([sys.executable, ROOT / "docs" / "generate.py", "--check"], check=False)
    assert made.returncode == 0


@pytest.mark.parametrize("command", ["list", "show", "tags", "timeline", "trend", "kwic", "mark"])
def test_every_command_stands_in_handbook_and_readme(command: str) -> None:
    """A command that nobody is told of does not exist."""
    assert f"reader {command}" in HANDBOOK
    assert command in README


def test_the_readme_gives_both_commands_once() -> None:
    """One command opens the reader on the sample archive, one runs the tests; each sets everything up."""
    commands = re.findall(r"^    (python3 -m venv .*)$", README, re.MULTILINE)
    assert len(commands) == 2
    assert commands[0].endswith("reader posts")
    assert "pytest" in commands[1]


def test_every_query_of_the_page_on_searching_can_be_read() -> None:
    """Whatever stands in the first column of its tables, below the spellings."""
    text = (ROOT / "docs" / "searching.md").read_text(encoding="utf-8").partition("\n## Words\n")[2]
    cells = re.findall(r"^\| (`.+?) \| ", text.replace(r"\|", "\0"), re.MULTILINE)
    queries = [query.replace("\0", "|") for cell in cells for query in re.findall(r"`([^`]+)`", cell)]
    assert len(queries) > 50
    saved = {"夏天": "date:2023-06..2023-08", "boats": "渡輪"}
    assert [query for query in queries if not parse(query, lambda: saved).clauses] == []


@pytest.mark.parametrize(
    "document",
    [
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "docs/handbook.md",
        "docs/architecture.md",
        "docs/engine.md",
        "docs/posts.md",
        "docs/searching.md",
        "docs/marks.md",
        "docs/decisions/README.md",
    ],
)
def test_links_between_documents_lead_somewhere(document: str) -> None:
    """A link to a file of the project names a file that there is."""
    text = re.sub(r"`[^`]*`|<code>.*?</code>", "", (ROOT / document).read_text(encoding="utf-8"))
    targets = [target for target in re.findall(r"\]\(([^)#\s]+)\)", text) if "://" not in target]
    assert [target for target in targets if not (ROOT / document).parent.joinpath(target).exists()] == []


def test_the_architecture_names_every_package() -> None:
    """Each part of the house has its line."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    packages = {path.parent.name for path in (ROOT / "reader").glob("*/__init__.py")}
    assert sorted(name for name in packages if f"reader/{name}/" not in text) == []
