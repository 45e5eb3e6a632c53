"""`reader keys` names the commands of the screens with the keys in force."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.tui.commands import COMMANDS


@pytest.fixture
def bind(tmp_path: Path) -> Callable[[str], None]:
    """Writes a settings file."""

    def write(text: str) -> None:
        file = tmp_path / "config" / "reader" / "settings.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    return write


def test_without_settings_they_are_those_of_the_table(piped) -> None:
    """Every command, once, with id, label, keys and scope."""
    ran = piped("keys", "--json")
    assert (ran.code, ran.err) == (0, "")
    found = {each["id"]: each for each in json.loads(ran.out)}
    assert list(found) == [each.id for each in COMMANDS]
    assert found["mark.star"] == {
        "id": "mark.star",
        "label": "Star",
        "keys": ["s"],
        "scope": "screen",
        "in_panes": {},
    }


def test_keys_of_the_file_and_of_a_preset_are_in_force(piped, bind) -> None:
    """Ids may stand in quotes or not, in tables or not; the preset may come from the environment."""
    bind(
        '[keys]\nmark.star = "b"\n"move.top" = ["g t", "home"]\n[keys.list]\n"mark.read" = []\nfilter.tags = "y"\n'
    )
    ran = piped("keys", "--ndjson", READER_KEYS_PRESET="emacs")
    found = {each["id"]: each for each in map(json.loads, ran.out.splitlines())}
    assert found["mark.star"]["keys"] == ["b"] and found["move.top"]["keys"] == ["g t", "home"]
    assert found["mark.read"]["in_panes"] == {"list": []} and found["filter.tags"]["in_panes"] == {
        "list": ["y"]
    }
    assert found["move.down"]["keys"] == ["j", "down", "ctrl+n"]
    assert ran.code == 1 and "b is both mark.star “Star” and move.page-up" in ran.err


def test_what_is_wrong_is_said_and_the_rest_holds(piped, bind) -> None:
    """Each mistake in a line on stderr."""
    bind('[keys]\n"mark.stra" = "b"\n"mark.read" = 7\n"view.zen" = "ctrl+z z"\n"mark.note" = "N N"\n')
    ran = piped("keys")
    lines = dict(line.split("\t")[:2] for line in ran.out.splitlines())
    assert (ran.code, lines["mark.star"], lines["mark.read"]) == (1, "s", "m")
    assert "mark.stra: there is no such command: did you mean mark.star?" in ran.err
    assert "line 3" in ran.err
    assert (
        "^z, program.suspend “To the shell”, begins ^zz, view.zen “Article alone”: only ^zz works" in ran.err
    )
