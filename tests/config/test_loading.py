"""Settings: values of the file and the environment, and the messages for invalid ones."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.config import NO_ARCHIVE_SETTINGS, Loaded, Origin, Settings, load_settings
from reader.config.schema import ARCHIVE_SETTINGS, SETTINGS


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of a settings file that does not exist."""
    return tmp_path / "settings.toml"


def settings(file: Path, content: str = "", **environment: str) -> Settings:
    """Return the settings of a file with this content, in which nothing is wrong."""
    found = loaded(file, content, **environment)
    assert not found.problems
    return found.settings


def loaded(file: Path, content: str, **environment: str) -> Loaded:
    """Return what is loaded from a file with this content."""
    file.write_text(content, encoding="utf-8")
    return load_settings(file, environment)


def problem(found: Loaded) -> str:
    """Return the sentence on the one thing that is wrong."""
    (error,) = found.problems
    assert error.exit_code == 2
    return str(error)


def test_without_a_file_everything_has_its_default(file: Path) -> None:
    """All settings have defaults."""
    assert load_settings(file, {}) == Loaded(Settings())


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
        archives=(Path("/a"), Path("b")),
        measure=40,
        ambiguous_width=2,
        paragraphs="indent",
        script="traditional",
        theme="nord",
        zone="UTC",
        watch=False,
    )


def test_a_tilde_is_the_home_folder(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`~` is expanded as in a shell."""
    monkeypatch.setenv("HOME", "/home/ann")

    assert settings(file, 'archives = "~/news"').archives == (Path("/home/ann/news"),)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("measure = 5", "measure cannot be 5. Allowed: a whole number from 10 to 200."),
        ("measure = true", "measure cannot be True. Allowed: a whole number from 10 to 200."),
        ('measure = "38"', "measure cannot be '38'. Allowed: a whole number from 10 to 200."),
        ("ambiguous_width = 3", "ambiguous_width cannot be 3. Allowed: 1 or 2."),
        ("ambiguous_width = true", "ambiguous_width cannot be True. Allowed: 1 or 2."),
        ('paragraphs = "tab"', "paragraphs cannot be 'tab'. Allowed: space or indent."),
        ("paragraphs = []", "paragraphs cannot be []. Allowed: space or indent."),
        ('script = "latin"', "script cannot be 'latin'. Allowed: as-written, traditional or simplified."),
        ("theme = 1", "theme cannot be 1. Allowed: text in quotes."),
        (
            'zone = "Mars/Olympus"',
            "zone cannot be 'Mars/Olympus'. Allowed: an IANA time zone such as Asia/Taipei",
        ),
        ('zone = "../../etc/passwd"', "zone cannot be '../../etc/passwd'. Allowed: an IANA time zone"),
        ("watch = 1", "watch cannot be 1. Allowed: true or false."),
        ("archives = [1]", "archives cannot be [1]. Allowed: a list of folders."),
        ('archives = ["a\\u0000b"]', "Allowed: a list of folders."),
        ("archives = 1", "archives cannot be 1. Allowed: a list of folders."),
        (
            'archives = ["~nobody-of-this-name/x"]',
            "Allowed: a list of folders; the home folder of `~` is not known",
        ),
        ("archive = 1", """archive cannot be 1. Allowed: tables such as [archive."~/news"]."""),
        ("[archive]\nnews = 1", "archive.'news' cannot be 1. Allowed: a table with any of name, zone,"),
        ('[archive.""]\nzone = "UTC"', "archive.'' cannot be ''. Allowed: a folder whose path is known."),
        (
            '[archive."~/news"]\nzone = "Mars/Olympus"',
            "archive.'~/news'.zone cannot be 'Mars/Olympus'. Allowed: an IANA time zone such as Asia/Taipei",
        ),
        (
            '[archive.news]\ndate_order = "dmy"',
            "archive.'news'.date_order cannot be 'dmy'. Allowed: day-first or month-first.",
        ),
        (
            "[archive.news]\norder = 1",
            "line 2: archive.'news': there is no setting order: did you mean date_order?",
        ),
        ("measur = 38", "line 1: there is no setting measur: did you mean measure?"),
        ("pillars = 38", "there is no setting pillars: known are archives, measure,"),
        ("keys = 1", "keys cannot be 1. Allowed: a table of commands"),
        ('[keys]\n"mark.star" = 1', "line 2: keys.'mark.star' cannot be 1. Allowed: a list of keys such as"),
        ("a = " + "[" * 5000, "is not valid TOML"),
        ("measure = " + "9" * 5000, "is not valid TOML"),
        ("\nmeasure = x", "is not valid TOML: Invalid value (at line 2, column 11)"),
    ],
)
def test_an_invalid_value(file: Path, content: str, sentence: str) -> None:
    """The message names the file, the key and the allowed values."""
    found = loaded(file, content)

    assert problem(found).startswith(str(file))
    assert sentence in problem(found)
    assert found.settings.measure == 38


def test_what_is_right_counts(file: Path) -> None:
    """A wrong value leaves the others in force, and each is told with its line and where those in force are from."""
    found = loaded(
        file,
        """
        measure = 20
        strip = "gone"
        title = """
        + '"""\n        watch = 3\n"""'
        + """
        watch = "no"
        [archive.news]
        zone = "Mars"
        date_order = "day-first"
        [archive.""]
        [keys]
        "view.zen" = "x"
        "view.strip" = 1
        """,
        READER_SCRIPT="simplified",
    )

    assert [str(each).removeprefix(str(file))[:9] for each in found.problems] == [
        *(", line 3:", ", line 4:", ", line 7:", ", line 9:", ", line 11", ", line 14"),
    ]
    assert found.settings.of_archive(file.parent / "news").date_order == "day-first"
    assert found.settings.keys == (("view.zen", ("x",)),)
    assert found.origin("measure") is Origin.FILE
    assert found.origin("script") is Origin.VARIABLE
    assert found.origin("strip") is Origin.DEFAULT


@pytest.mark.parametrize(
    ("content", "is_about_posts"),
    [
        ("measure = 1", False),
        ("[keys]\nx = 1", False),
        ('zone = "Mars"', True),
        ("archives = 1", True),
        ("archvies = []", True),
        ("[archive.x]\nzone = 1", True),
        ("measure =", True),
    ],
)
def test_what_may_change_the_posts(file: Path, content: str, is_about_posts: bool) -> None:
    """A wrong value of looks is none of them; a file that cannot be read, and a name that is none, may be."""
    assert (loaded(file, content).about_posts is not None) is is_about_posts


def test_an_invalid_variable(file: Path) -> None:
    """The message names the variable."""
    found = loaded(file, "measure = 30", READER_MEASURE="wide")

    assert problem(found).startswith("READER_MEASURE cannot be 'wide'. Allowed: a whole number")
    assert found.settings.measure == 30


def test_a_file_that_is_not_utf_8(file: Path) -> None:
    """Other encodings are rejected."""
    file.write_bytes(b'theme = "caf\xe9"')
    found = load_settings(file, {"READER_MEASURE": "30"})

    assert "not UTF-8" in problem(found)
    assert found.settings == Settings(measure=30)


def test_a_folder_in_the_place_of_the_file(file: Path) -> None:
    """A folder gives an error."""
    file.mkdir()
    assert "cannot be read" in problem(load_settings(file, {}))


def test_what_is_no_file_of_settings_is_not_read_without_an_end(file: Path) -> None:
    """A file of gigabytes and a device give an error; a pipe is not waited for, and says nothing."""
    file.touch()
    os.truncate(file, 1 << 32)
    assert "cannot be read (file too large)" in problem(load_settings(file, {}))
    file.unlink()
    file.symlink_to("/dev/zero")
    assert "cannot be read (file too large)" in problem(load_settings(file, {}))
    file.unlink()
    os.mkfifo(file)
    assert load_settings(file, {}).settings == Settings()


def test_a_byte_order_mark_is_ignored(file: Path) -> None:
    """Some editors write one."""
    file.write_bytes(b"\xef\xbb\xbfmeasure = 20")

    assert load_settings(file, {}).settings.measure == 20


def test_settings_are_immutable() -> None:
    """Fields cannot be assigned."""
    with pytest.raises(AttributeError):
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


def test_every_setting_is_explained() -> None:
    """Each has a title, a sentence of help, a version and a default that it allows itself."""
    for each in (*SETTINGS.values(), *ARCHIVE_SETTINGS.values()):
        assert each.title[0].isupper()
        assert each.help[0].isupper()
        assert each.help.endswith(".")
        assert each.since
    for each in SETTINGS.values():
        assert each.kind.is_table or each.kind.checked(each.kind.plain(each.default)) == each.default


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

    assert found.of_archive(home / "news").zone == "Asia/Taipei"
    assert found.of_archive(home / "news" / "2024").zone == "Asia/Taipei"
    assert found.of_archive(home / "news" / "old" / "a").zone == ""
    assert found.of_archive(home / "news" / "old" / "a").date_order == "month-first"
    assert found.of_archive(file.parent / "near").date_order == "day-first"
    assert found.of_archive(home / "newspapers") == NO_ARCHIVE_SETTINGS


def test_what_is_said_of_an_archive_counts_for_links_to_it(file: Path) -> None:
    """A folder is the same by each of its paths."""
    (file.parent / "real").mkdir()
    (file.parent / "link").symlink_to("real")

    assert settings(file, '[archive.link]\nzone = "UTC"').of_archive(file.parent / "real").zone == "UTC"


def test_no_variable_stands_for_tables(file: Path) -> None:
    """What is said of archives stands in the file alone."""
    assert load_settings(file, {"READER_ARCHIVE": "x", "READER_KEYS": "x"}) == Loaded(Settings())
