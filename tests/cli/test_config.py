"""`reader config`: what is in force and from where, and its changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of the user's settings file, which does not exist."""
    return tmp_path / "config" / "reader" / "settings.toml"


def test_what_is_in_force(piped, file) -> None:
    """Each setting with its value and where it is from, as lines of fields or as JSON."""
    piped("config", "set", "measure", "30")
    piped("config", "set", "archive.~/news.zone", "Asia/Taipei")
    piped("config", "set", "keys.mark.star", "s", "ctrl+s")
    lines = [line.split("\t") for line in piped("config", READER_SCRIPT="simplified").out.splitlines()]
    objects = json.loads(piped("config", "--json", READER_SCRIPT="simplified").out)

    assert ["measure", "30", "file, line 1"] in lines
    assert ["script", "simplified", "READER_SCRIPT"] in lines
    assert ["strip", "shown", "default"] in lines
    assert ['archive."~/news".zone', "Asia/Taipei", "file, line 4"] in lines
    assert lines[-1] == ['keys."mark.star"', "s  ctrl+s", "file, line 7"]
    assert [each["name"] for each in objects] == [line[0] for line in lines]
    assert objects[1] == {"name": "measure", "value": 30, "default": 38, "origin": "file", "place": "line 1"}


def test_on_a_terminal_the_columns_stand_below_one_another(on_terminal) -> None:
    """However long the values are."""
    ran = on_terminal("config", columns=60, READER_ARCHIVES="/a" * 60, NO_COLOR="1")
    first, second = ran.out.splitlines()[:2]

    assert first.index("READER_ARCHIVES") == second.index("default")


def test_one_is_read_changed_and_given_back(piped, file) -> None:
    """`get` prints what is in force, `unset` leaves the default."""
    assert piped("config", "get", "archives").out == ""
    assert piped("config", "set", "archives", "a", "/b") == (0, "", "")
    assert piped("config", "get", "archives").out.splitlines()[1] == "/b"
    assert piped("config", "get", "archives").out.startswith("/")
    assert piped("config", "set", "watch", "false").code == 0
    assert piped("config", "get", "watch").out == "false\n"
    assert json.loads(piped("config", "get", "watch", "--json").out)["value"] is False
    assert piped("config", "get", "archive.x.zone").out == "\n"
    assert piped("config", "unset", "watch").code == 0
    assert piped("config", "get", "watch").out == "true\n"
    assert "watch" not in file.read_text()


def test_a_folder_is_named_as_the_file_names_it(piped, file, tmp_path) -> None:
    """Two tables for one folder would hide one another."""
    piped("config", "set", 'archive."~/news".zone', "UTC")
    piped("config", "set", f"archive.'{tmp_path}/news'.date_order", "day-first")

    assert json.loads(piped("config", "get", "archive").out) == {
        "~/news": {"zone": "UTC", "date_order": "day-first"}
    }
    assert piped("config", "get", f"archive.{tmp_path}/news.zone").out == "UTC\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["get", "measur"], "There is no setting measur: did you mean measure?"),
        (["get", "measure.x"], "There is no setting measure.x: did you mean measure?"),
        (["set", "measure", "3"], "measure cannot be 3. Allowed: a whole number from 10 to 200."),
        (["set", "theme", "norrd"], "There is no theme norrd: did you mean nord?"),
        (["set", "archive.~/news.zon", "UTC"], "There is no setting of an archive zon: did you mean zone?"),
        (["set", "archive", "UTC"], "archive is a table: name what in it is to be set"),
        (["set", "archive.~nobody-of-this-name.zone", "UTC"], "~nobody-of-this-name is not a folder"),
        (["set", "measure"], "This is written so: reader config set NAME VALUE."),
        (["set", "measure", "30", "40"], "This is written so: reader config set NAME VALUE."),
        (["unset"], "This is written so: reader config unset NAME."),
        (
            ["change", "measure"],
            "change is not an action on settings; the actions are get, set, unset, init.",
        ),
    ],
)
def test_mistakes(piped, file, words, sentence) -> None:
    """They are told, end with 2, and write nothing."""
    ran = piped("config", *words)

    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err
    assert not file.exists()


def test_a_file_to_begin_with(piped, file) -> None:
    """It is where `--path` says, and is never written over."""
    assert piped("config", "--path").out == f"{file}\n"
    piped("config", "set", "theme", "ink")
    piped("config", "unset", "theme")  # what is left says nothing
    assert piped("config", "init").code == 0
    assert file.read_text().startswith("# The settings of reader")
    piped("config", "set", "theme", "paper")
    ran = piped("config", "init")

    assert ran.code == 2
    assert "stays as it is" in ran.err
    assert piped("config", "get", "theme").out == "paper\n"


def test_a_broken_file(piped, file) -> None:
    """What is in force is told with what is wrong, and the file is not changed."""
    file.parent.mkdir(parents=True)
    file.write_text("measure = 30\nstrip = 1\nwatch = \n")
    ran = piped("config")
    change = piped("config", "set", "measure", "20")

    assert ran.code == 1
    assert "measure\t38\tdefault" in ran.out
    assert "(at line 3, column 9)" in ran.err
    assert (change.code, change.out) == (2, "")
    assert "is not valid TOML" in change.err
    assert file.read_text().endswith("watch = \n")


def test_a_wrong_value_is_told_with_the_one_in_force(piped) -> None:
    """So that a script does not take the default for what the file says."""
    ran = piped("config", "get", "measure", READER_MEASURE="abc")

    assert (ran.code, ran.out) == (1, "38\n")
    assert "READER_MEASURE cannot be 'abc'" in ran.err


def test_a_variable_goes_over_what_is_set(piped) -> None:
    """Whoever sets a value that does not count is told."""
    ran = piped("config", "set", "measure", "20", READER_MEASURE="30")

    assert (ran.code, ran.err) == (0, "reader: READER_MEASURE is set and overrides the file.\n")


def test_what_is_wrong_in_the_theme_is_told(piped, file) -> None:
    """The file of the theme that the settings name is part of them."""
    theme = file.parent / "themes" / "tea.toml"
    theme.parent.mkdir(parents=True)
    file.write_text('theme = "inkk"\n')
    ran = piped("config")
    assert (ran.code, ran.err) == (1, f"reader: {file}, line 1: there is no theme inkk: did you mean ink?\n")
    file.unlink()
    theme.write_text('[colors]\naccent = "tea"\n')
    assert piped("config").code == 0
    assert piped("config", "set", "theme", "tea").code == 0
    ran = piped("config")
    assert ran.code == 1
    assert f"{theme}, line 2: colors.accent cannot be 'tea'. Allowed: a colour such as #d6d3cb." in ran.err


def test_what_is_wrong_with_the_keys_is_told(piped, file) -> None:
    """As the screens tell it, with the line."""
    file.parent.mkdir(parents=True)
    file.write_text("[keys]\n'mark.starr' = 's'\n")
    ran = piped("config")
    assert ran.code == 1
    assert "line 2: [keys] mark.starr: there is no such command: did you mean mark.star?" in ran.err
