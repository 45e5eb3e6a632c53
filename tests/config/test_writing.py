"""Changing single values of the settings file."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import Settings, load_settings
from reader.config.sample import sample
from reader.config.schema import SETTINGS
from reader.config.writing import create, set_value, unset_value
from reader.errors import SettingsError, UnwrittenSettingsError

ZONE = ("archive", "~/news", "zone")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of a settings file that does not exist."""
    return tmp_path / "reader" / "settings.toml"


def written(file: Path, content: str) -> Path:
    """Return the file with this content."""
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content.encode())
    return file


def test_a_file_is_made_for_the_first_value(file: Path) -> None:
    """With its folder; taking the value away again leaves nothing of it."""
    set_value(file, ("measure",), 30)
    assert file.read_text() == "measure = 30\n"
    unset_value(file, ("measure",))
    assert file.read_text() == ""


def test_comments_and_order_stay(file: Path) -> None:
    """Only what is set changes; a new value stands before the tables."""
    content = '# mine\nmeasure = 30  # wide\n\n[archive."~/news"]  # old\nzone = "UTC"\n'
    set_value(written(file, content), ("measure",), 31)
    set_value(file, ("script",), "simplified")
    set_value(file, (*ZONE[:2], "date_order"), "day-first")
    set_value(file, ("keys", "mark.star"), ["s"])

    assert file.read_text() == (
        '# mine\nmeasure = 31  # wide\nscript = "simplified"\n\n'
        '[archive."~/news"]  # old\nzone = "UTC"\ndate_order = "day-first"\n\n[keys]\n"mark.star" = ["s"]\n'
    )


def test_a_table_that_holds_nothing_any_more_goes(file: Path) -> None:
    """An empty one for a folder would hide that of the folder above."""
    set_value(file, ("archive", "~/other", "zone"), "UTC")
    set_value(file, ZONE, "UTC")
    unset_value(file, ZONE)
    assert tomllib.loads(file.read_text()) == {"archive": {"~/other": {"zone": "UTC"}}}
    unset_value(file, ZONE)
    unset_value(file, ("keys", "mark.star"))
    unset_value(file, ("archive", "~/other", "zone"))
    assert tomllib.loads(file.read_text()) == {}


def test_the_sample_says_nothing_and_is_filled_in_place(file: Path) -> None:
    """Each setting stands below its own comment, and its comment stays when it goes."""
    create(file, sample())
    assert load_settings(file, {}) == (Settings(), {}, (), None)
    assert all(f"#{name} = " in sample() for name, each in SETTINGS.items() if not each.kind.is_table)
    set_value(file, ("strip",), "hidden")
    set_value(file, ("strip",), "shown")
    set_value(file, ZONE, "UTC")

    assert '#strip = "shown"\nstrip = "shown"\n' in file.read_text()
    unset_value(file, ("strip",))
    unset_value(file, ZONE)
    assert file.read_text().strip() == sample().strip()
    with pytest.raises(SettingsError, match="is there already"):
        create(file, "")


def test_each_line_of_the_sample_is_right_without_its_sign(file: Path) -> None:
    """Whoever takes the signs away has a file in which nothing is wrong."""
    lines = [line.removeprefix("#") for line in sample().split("\n") if not line.startswith("# ")]
    written(file, "\n".join(lines))

    assert load_settings(file, {}).problems == ()


def test_what_belongs_to_the_file_stays(file: Path, tmp_path: Path) -> None:
    """A link goes on to lead to it; its mode and its ends of lines stay."""
    real = tmp_path / "dotfiles.toml"
    real.write_bytes(b"# a\r\nmeasure = 30\r\n")
    real.chmod(0o640)
    file.parent.mkdir()
    file.symlink_to(real)
    set_value(file, ("measure",), 20)

    assert file.is_symlink()
    assert real.read_bytes() == b"# a\r\nmeasure = 20\r\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(each.name for each in tmp_path.iterdir()) == ["dotfiles.toml", "reader"]


@pytest.mark.parametrize(
    "content", ["measure =", b"theme = '\xe9'", "archive = 1", 'archive = ["a"]', "[[archive]]\na = 1"]
)
def test_a_file_that_can_not_be_changed_stays(file: Path, content: str | bytes) -> None:
    """Broken, or with something else where the table should be: it is told, and nothing is written."""
    file.parent.mkdir()
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = file.read_bytes()
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        set_value(file, ZONE, "UTC")

    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_a_place_that_can_not_be_written(tmp_path: Path) -> None:
    """The reason is told."""
    (tmp_path / "plain").write_text("")
    with pytest.raises(SettingsError, match=r"cannot be (read|written) \(not a directory\)"):
        set_value(tmp_path / "plain" / "settings.toml", ("measure",), 30)


def test_what_is_no_file_is_not_written(tmp_path: Path) -> None:
    """A pipe would be waited for, and a device keeps nothing: the command fails as for any file that cannot be written."""
    pipe, device = tmp_path / "pipe", tmp_path / "device"
    os.mkfifo(pipe)
    device.symlink_to(os.devnull)
    for place in (pipe, device):
        with pytest.raises(UnwrittenSettingsError, match="it is not a file") as caught:
            set_value(place, ("measure",), 30)
        assert caught.value.exit_code == 1


_PARTS = st.sampled_from(
    [
        *("# a comment\n", "measure = 20\n", "\n", "#theme = 'x'\n", 'theme = "b" # c\n', "[keys]\n", '"a.b" = ["c"]\n'),
        *('[archive."~/a"]\n', 'zone = "UTC"\n', "archive.x.zone = 'UTC'\n", "[archive.x]\n", "archives = [\n 'a', # b\n]\n"),
        *('archive = {x = {zone = "UTC"}}\n', "text = '''\nmeasure = 1\n'''\n"),
    ]
)  # fmt: skip
_CHANGES = st.sampled_from(
    [
        *((("measure",), 30), (("theme",), 'a"\\b'), (("archives",), ["a", "b"]), (("keys", "a.b"), ["x"])),
        *((("archive", "~/a", "zone"), "UTC"), (("archive", "x", "date_order"), "day-first"), (("keys", "n"), [])),
    ]
)  # fmt: skip


@given(st.lists(_PARTS, max_size=7).map("".join), _CHANGES)
def test_any_file_is_changed_as_asked_or_not_at_all(
    tmp_path_factory: pytest.TempPathFactory, content: str, change: tuple[tuple[str, ...], Any]
) -> None:
    """Whatever stands in it: the value is there and all else as before, or the file is untouched."""
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_text(content)
    path, value = change
    try:
        expected = tomllib.loads(content)
    except tomllib.TOMLDecodeError:
        with pytest.raises(SettingsError):
            set_value(file, path, value)
        assert file.read_text() == content
        return
    try:
        set_value(file, path, value)
    except SettingsError:
        assert file.read_text() == content
        return
    table = expected
    for key in path[:-1]:
        table = table.setdefault(key, {})
    table[path[-1]] = value
    assert tomllib.loads(file.read_text()) == expected
    comments = [line for line in content.split("\n") if line.startswith("#")]
    assert [line for line in file.read_text().split("\n") if line in comments] == comments
