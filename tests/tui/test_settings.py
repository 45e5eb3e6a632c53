"""The settings screen, and settings that are chosen elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from reader.config import load_settings
from reader.config.kinds import OneOf, YesNo
from reader.config.schema import ARCHIVE_SETTINGS, SETTINGS
from reader.language import use_language
from reader.tui.features.settings.choices import in_words, shown


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of a settings file that does not exist."""
    return tmp_path / "config" / "settings.toml"


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("READER_MEASURE", "READER_THEME"):
        monkeypatch.delenv(name, raising=False)


def row(desk, title: str) -> str:
    """Return the row of a setting, its blanks as one."""
    found = next(line for line in desk.lines if f"│  {title}" in line)
    return " ".join(found[found.index(f"│  {title}") :].strip("│┃ ").rstrip("│┃▇▆▅▄▃▂▁ ").split())


def text_width(desk) -> int:
    """Return the width of the longest line of the article."""
    return max(cell_len(line.strip("│┃ ")) for line in desk.part("#article"))


async def test_a_change_acts_at_once_and_is_kept(open_reader, small_archive, file) -> None:
    """What is typed finds it, the arrows step, Delete gives the default back."""
    file.parent.mkdir()
    file.write_text("# mine\nwatch = false\n")
    async with open_reader(small_archive, settings_file=file) as desk:
        await desk.press("comma")
        assert row(desk, "Watch the files") == "Watch the files no false file, line 2"
        assert row(desk, "Theme") == "Theme automatic auto default"
        await desk.type("theme")
        assert "Watch the files" not in desk.text
        await desk.press("right", "right")
        assert row(desk, "Theme") == "Theme paper file, line 3"
        assert desk.app.theme == "paper"
        assert file.read_text() == '# mine\nwatch = false\ntheme = "paper"\n'
        await desk.press("left")
        assert desk.app.theme == "ink"
        await desk.press("delete")
        assert row(desk, "Theme") == "Theme automatic auto default"
        assert file.read_text() == "# mine\nwatch = false\n"
        await desk.press("escape")
        assert desk.is_on_main


async def test_the_measure_and_the_strip_follow(open_reader, small_archive, file) -> None:
    """The article and the strip change below the screen."""
    async with open_reader(small_archive, settings_file=file) as desk:
        await desk.press("enter")
        before = text_width(desk)
        await desk.press("f2")
        await desk.type("measure")
        await desk.press(*["left"] * 28)
        await desk.press("escape", "f2")
        await desk.type("strip")
        await desk.press("enter", "escape")
        assert text_width(desk) < before
        assert desk.part("#strip") == []
    assert load_settings(file, {}).settings.measure == 10
    assert load_settings(file, {}).settings.strip == "hidden"


async def test_leaving_without_a_question_counts_at_once(open_reader, small_archive, file) -> None:
    """One key leaves after the setting was changed."""
    async with open_reader(small_archive, settings_file=file) as desk:
        await desk.press("comma")
        await desk.type("confirm_quit")
        await desk.press("enter", "escape", "q")
        assert desk.has_left


async def test_a_value_is_typed(open_reader, small_archive, file) -> None:
    """It is checked while it is typed, with proposals; a wrong one cannot be kept."""
    async with open_reader(small_archive, settings_file=file) as desk:
        await desk.press("comma")
        await desk.type("time zone dates are shown")
        await desk.press("enter")
        await desk.type("taip")
        assert "Allowed: an IANA time zone" in desk.words
        await desk.press("enter")
        assert "Asia/Taipei" in desk.text
        await desk.press("tab", "enter")
        assert row(desk, "Time zone") == "Time zone Asia/Taipei file, line 1"
        assert "counts from the next start" in desk.words


async def test_folders_are_completed(open_reader, small_archive, file, tmp_path) -> None:
    """And kept as whole paths."""
    (tmp_path / "old-news").mkdir()
    async with open_reader(small_archive, settings_file=file) as desk:
        await desk.press("comma")
        await desk.type("archives")
        await desk.press("enter")
        await desk.paste(f"/tmp:{tmp_path}/old")
        await desk.press("tab", "enter")
    assert load_settings(file, {}).settings.archives == (Path("/tmp"), tmp_path / "old-news")


async def test_settings_of_an_archive(open_reader, small_archive, file) -> None:
    """Those of the open ones stand below; they are kept in the table of the folder."""
    async with open_reader(small_archive, settings_file=file) as desk:
        await desk.press("comma")
        await desk.type("order of dates")
        assert f"For {small_archive}"[:30] in desk.text
        await desk.press("right")
    assert load_settings(file, {}).settings.of_archive(small_archive).date_order == "day-first"


async def test_a_variable_goes_over_the_file(open_reader, small_archive, file, monkeypatch) -> None:
    """The screen says so; what is chosen acts in this run and is kept."""
    monkeypatch.setenv("READER_MEASURE", "20")
    async with open_reader(small_archive, settings_file=file) as desk:
        await desk.press("comma")
        await desk.type("measure")
        assert row(desk, "Measure") == "Measure 20 READER_MEASURE"
        assert "READER_MEASURE is set: it overrides the file at each start." in desk.words
        await desk.press("right")
        assert row(desk, "Measure") == "Measure 21 file, line 1"
        await desk.press("delete")
        assert row(desk, "Measure") == "Measure 20 READER_MEASURE"


@pytest.mark.parametrize("content", ["theme = \n", "archive = 1\nmeasure = 20\n"])
async def test_a_broken_file_stays(open_reader, small_archive, file, content) -> None:
    """It is told at the start and at each change, which holds for this run."""
    file.parent.mkdir()
    file.write_text(content)
    async with open_reader(small_archive, settings_file=file, size=(200, 40)) as desk:
        assert any("settings.toml" in notice for notice in desk.notices)
        await desk.press("comma")
        await desk.type("archive order of dates" if "archive" in content else "theme")
        await desk.press("right")
        assert "this run" in desk.words
        assert any("It holds for this run" in notice for notice in desk.notices)
    assert file.read_text() == content


async def test_many_mistakes_leave_room_for_the_list(open_reader, small_archive, file) -> None:
    """The first are told in one message, of the others how many there are, and which command names them."""
    file.parent.mkdir()
    file.write_text("measure = 1\nmesure = 2\ntheme = 3\nwatch = 4\n[keys]\n'mark.starr' = 's'\n")
    async with open_reader(small_archive, settings_file=file, size=(80, 24)) as desk:
        (notice,) = desk.notices
        told = notice.splitlines()
        assert told[0].startswith("settings.toml, line 6: [keys] mark.starr: ")
        assert told[1].startswith("settings.toml, line 1: measure ") and len(told) == 4
        assert told[3] == "… and 2 more: `reader config` names all."
        assert sum("▌" in line for line in desk.lines) <= 10


async def test_an_unknown_theme_is_told(open_reader, small_archive, file) -> None:
    """With its place and the nearest one; the screens have the reader's own."""
    file.parent.mkdir()
    file.write_text('\ntheme = "norrd"\n')
    async with open_reader(small_archive, settings_file=file, size=(200, 40)) as desk:
        assert f"{file}, line 2: there is no theme norrd: did you mean nord?" in desk.notices
        assert desk.app.theme == "ink"


async def test_a_value_is_chosen_in_the_palette(open_reader, small_archive, file) -> None:
    """By title and value, and kept; that in force is not offered, and none before something is typed."""
    async with open_reader(small_archive, settings_file=file) as desk:
        await desk.press("ctrl+p")
        assert "Chinese script:" not in desk.text
        await desk.type("strip of time")
        assert "Strip of time: shown" not in desk.text
        assert "Strip of time: hidden" in desk.text
        await desk.type(" hidden")
        await desk.press("enter")
        assert desk.part("#strip") == []
    assert load_settings(file, {}).settings.strip == "hidden"


async def test_another_language_acts_at_once(open_reader, small_archive, file) -> None:
    """In the settings, in the list's bars, in the article's header and in the help."""
    try:
        async with open_reader(small_archive, settings_file=file) as desk:
            await desk.press("enter")
            assert "minutes to read" in desk.text and "Help" in desk.footer
            await desk.press("f2")
            await desk.type("reader itself")
            await desk.press("enter", "enter")
            assert "設定" in desk.text and "A change counts" not in desk.text
            await desk.press("escape", "escape")
            assert "說明" in desk.footer and "分鐘" in desk.text and "篇文章" in desk.title_bar
    finally:
        use_language("en")


def test_no_escape_of_a_value_is_shown() -> None:
    """Names of folders in the settings may have any characters."""
    assert not {"\x1b", "\x07"} & {*shown(["/news/a\x1b]0;title\x07b", "c"])}
    assert "\x1b" not in shown("a\x1b[?31337h")


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_values_are_shown_in_words(language) -> None:
    """Those that are English words; names of styles, programs and themes stay."""
    use_language(language)
    try:
        bare = {
            value
            for setting in (*SETTINGS.values(), *ARCHIVE_SETTINGS.values())
            if isinstance(setting.kind, OneOf | YesNo)
            for value in setting.kind.choices
            if isinstance(value, bool | str) and not in_words(setting, value)
        }
        assert bare == {"iso", *SETTINGS["citation"].kind.choices, "vim", "newsboat", "less", "emacs"}
        assert in_words(SETTINGS["theme"], "auto") in {"自動", "自动"}
        assert not in_words(SETTINGS["theme"], "compact")
        assert not in_words(ARCHIVE_SETTINGS["name"], "shown")
    finally:
        use_language("en")
