"""Settings: values of the file and the environment, and the messages for invalid ones."""

from __future__ import annotations

import ast
import inspect
import itertools
from dataclasses import FrozenInstanceError, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import reader.config
from reader.config import NO_CONVENTIONS, Settings, load_settings
from reader.errors import SettingsError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of a settings file that does not exist."""
    return tmp_path / "settings.toml"


def settings(file: Path, content: str = "", **environment: str) -> Settings:
    """Return the settings of a file with this content."""
    file.write_text(content, encoding="utf-8")
    return load_settings(file, environment)


def test_without_a_file_everything_has_its_default(file: Path) -> None:
    """All settings have defaults."""
    assert load_settings(file, {}) == Settings()


def test_everything_can_be_set_in_the_file(file: Path) -> None:
    """Each field is a key of the same name; relative archives are resolved against the file's folder."""
    content = """
        archives = ["/news", "old"]
        measure = 30
        ambiguous_width = 2
        paragraphs = "indent"
        script = "traditional"
        theme = "nord"
        zone = "Asia/Taipei"
    """

    assert settings(file, content) == Settings(
        archives=(Path("/news"), file.parent / "old"),
        measure=30,
        ambiguous_width=2,
        paragraphs="indent",
        script="traditional",
        theme="nord",
        zone="Asia/Taipei",
    )


def test_the_environment_overrides_the_file(file: Path) -> None:
    """The variable is READER_ and the field's name in capitals; an empty one is ignored."""
    found = settings(
        file,
        'measure = 30\nscript = "traditional"\narchives = ["/news"]',
        READER_MEASURE="40",
        READER_AMBIGUOUS_WIDTH="2",
        READER_PARAGRAPHS="indent",
        READER_SCRIPT="",
        READER_ARCHIVES="/a:b",
        READER_THEME="nord",
        READER_ZONE="UTC",
        READER_WATCH="False",
        READER_OTHER="ignored",
    )

    assert found == Settings(
        (Path("/a"), Path("b")), 40, 2, "indent", "traditional", "nord", "UTC", watch=False
    )


def test_a_tilde_is_the_home_folder(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`~` is expanded as in a shell."""
    monkeypatch.setenv("HOME", "/home/ann")

    assert settings(file, 'archives = "~/news"').archives == (Path("/home/ann/news"),)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("measure = 5", "measure is 5: it must be a whole number from 10 to 200."),
        ("measure = true", "measure is True: it must be a whole number from 10 to 200."),
        ('measure = "38"', "measure is '38': it must be a whole number from 10 to 200."),
        ("ambiguous_width = 3", "ambiguous_width is 3: it must be 1 or 2."),
        ("ambiguous_width = true", "ambiguous_width is True: it must be 1 or 2."),
        ('paragraphs = "tab"', "paragraphs is 'tab': it must be space or indent."),
        ("paragraphs = []", "paragraphs is []: it must be space or indent."),
        ('script = "latin"', "script is 'latin': it must be as-written or traditional or simplified."),
        ("theme = 1", "theme is 1: it must be text in quotes."),
        ('zone = "Mars/Olympus"', "zone is 'Mars/Olympus': it must be an IANA time zone such as Asia/Taipei"),
        ('zone = "../../etc/passwd"', "zone is '../../etc/passwd': it must be an IANA time zone"),
        ("watch = 1", "watch is 1: it must be true or false."),
        ("archives = [1]", "archives is [1]: it must be a list of folders."),
        ('archives = ["a\\u0000b"]', "it must be a list of folders."),
        ("archives = 1", "archives is 1: it must be a list of folders."),
        (
            'archives = ["~nobody-of-this-name/x"]',
            "it must be a list of folders; the home folder of `~` is not known",
        ),
        ("archive = 1", """archive is 1: it must be tables such as [archive."~/news"]."""),
        ("[archive]\nnews = 1", "archive.'news' is 1: it must be a table with zone or date_order."),
        ('[archive.""]\nzone = "UTC"', "archive.'' is '': it must be a folder whose path is known."),
        (
            '[archive."~/news"]\nzone = "Mars/Olympus"',
            "archive.'~/news'.zone is 'Mars/Olympus': it must be an IANA time zone such as Asia/Taipei",
        ),
        (
            '[archive.news]\ndate_order = "dmy"',
            "archive.'news'.date_order is 'dmy': it must be day-first or month-first.",
        ),
        (
            "[archive.news]\norder = 1",
            "archive.'news': there is no setting order: known are zone, date_order.",
        ),
        ("measur = 38", "there is no setting measur: known are archives, measure,"),
        ("\nmeasure = x", "is not valid TOML: Invalid value (at line 2, column 11)"),
    ],
)
def test_an_invalid_value(file: Path, content: str, sentence: str) -> None:
    """The message names the file, the key and the allowed values."""
    with pytest.raises(SettingsError) as caught:
        settings(file, content)

    assert str(caught.value).startswith(str(file))
    assert sentence in str(caught.value)
    assert caught.value.exit_code == 2


def test_an_invalid_variable(file: Path) -> None:
    """The message names the variable."""
    with pytest.raises(SettingsError, match=r"^READER_MEASURE is 'wide': it must be a whole number"):
        load_settings(file, {"READER_MEASURE": "wide"})


def test_a_file_that_is_not_utf_8(file: Path) -> None:
    """Other encodings are rejected."""
    file.write_bytes(b'theme = "caf\xe9"')
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_settings(file, {})


def test_a_folder_in_the_place_of_the_file(file: Path) -> None:
    """A folder gives an error."""
    file.mkdir()
    with pytest.raises(SettingsError, match="can not be read"):
        load_settings(file, {})


def test_a_byte_order_mark_is_ignored(file: Path) -> None:
    """Some editors write one."""
    file.write_bytes(b"\xef\xbb\xbfmeasure = 20")

    assert load_settings(file, {}).measure == 20


def test_settings_are_immutable() -> None:
    """Fields can not be assigned."""
    with pytest.raises(FrozenInstanceError):
        Settings().measure = 3  # type: ignore[misc]


def test_a_named_zone() -> None:
    """The zone of the settings has daylight saving rules."""
    zone = Settings(zone="Europe/Berlin").time_zone()
    offsets = [datetime(2024, month, 1, tzinfo=UTC).astimezone(zone).utcoffset() for month in (1, 7)]

    assert offsets == [timedelta(hours=1), timedelta(hours=2)]


@pytest.mark.parametrize("name", ["America/New_York", ":America/New_York"])
def test_the_systems_zone_keeps_its_rules(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a setting, summer and winter have their own offsets."""
    monkeypatch.setenv("TZ", name)
    zone = Settings().time_zone()
    offsets = [datetime(2024, month, 1, tzinfo=UTC).astimezone(zone).utcoffset() for month in (1, 7)]

    assert offsets == [timedelta(hours=-5), timedelta(hours=-4)]


@pytest.mark.parametrize("name", ["", "EST5EDT,M3.2.0,M11.1.0", "/no/such/file"])
def test_every_system_has_a_zone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a zone for any value of TZ."""
    monkeypatch.setenv("TZ", name)

    assert datetime(2024, 1, 1, tzinfo=UTC).astimezone(Settings().time_zone()).tzinfo is not None


def test_every_field_asks_a_question() -> None:
    """The docstring of each field is a question, which the handbook shows."""
    tree = ast.parse(inspect.getsource(reader.config))
    body = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Settings").body
    questions = {
        field.target.id: text.value.value
        for field, text in itertools.pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
    }

    assert list(questions) == [field.name for field in fields(Settings)]
    assert all("?" in str(question) for question in questions.values())


def test_what_is_said_of_an_archive(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of the longest path that leads to the archive counts; relative ones lie beside the file."""
    monkeypatch.setenv("HOME", str(file.parent / "ann"))
    content = """
        [archive."~/news"]
        zone = "Asia/Taipei"
        [archive."~/news/old"]
        date_order = "month-first"
        [archive.near]
        date_order = "day-first"
    """
    found = settings(file, content)
    home = file.parent / "ann"

    assert found.conventions(home / "news").zone == "Asia/Taipei"
    assert found.conventions(home / "news" / "2024").zone == "Asia/Taipei"
    assert found.conventions(home / "news" / "old" / "a")[1:] == ("", "month-first")
    assert found.conventions(file.parent / "near").date_order == "day-first"
    assert found.conventions(home / "newspapers") == NO_CONVENTIONS


def test_what_is_said_of_an_archive_counts_for_links_to_it(file: Path) -> None:
    """A folder is the same by each of its paths."""
    (file.parent / "real").mkdir()
    (file.parent / "link").symlink_to("real")

    assert settings(file, '[archive.link]\nzone = "UTC"').conventions(file.parent / "real").zone == "UTC"


def test_no_variable_stands_for_tables(file: Path) -> None:
    """What is said of archives stands in the file alone."""
    assert load_settings(file, {"READER_ARCHIVE": "x"}).archive == ()
