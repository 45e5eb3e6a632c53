"""Colours: their contrast, the terminal's own, none at all, the user's files, and how one is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color, ColorType
from rich.style import Style
from textual.theme import BUILTIN_THEMES

from reader.config import Settings, load_settings
from reader.tui import ground
from reader.tui.engine import GroundTold
from reader.tui.theme_palettes import CONTRAST, INK, PAPER, Look
from reader.tui.theme_roles import contrast, roles
from reader.tui.themes import LOOKS, Terminal, in_force, theme
from tests.tui.conftest import Desk, OpenReader

_PANES = ("background", "surface", "panel")
_CURSORS = ("cursor", "idle-cursor", "chosen")
_GROUNDS = ("chip", "hit", "yellow", "green", "blue", "red", "violet", "link-cursor")
_COLOURED = ("primary", "secondary", "accent", "warning", "error", "success")


# Contrast


def test_contrast_is_that_of_wcag() -> None:
    """The two ends of the scale, and the grey that just misses 4.5 on white."""
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#123456", "#123456") == pytest.approx(1)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", [INK, PAPER, CONTRAST], ids=lambda look: look.name)
def test_letters_stand_out(look: Look) -> None:
    """Text at least 7 to 1 on whatever it stands on, quiet text at least 4.5 to 1."""
    found = roles(look.colors)

    def least(letters: str, *grounds: str) -> float:
        return min(contrast(found[letters], found[each]) for each in grounds)

    assert least("foreground", *_PANES, *_CURSORS, *_GROUNDS) >= 7
    assert least("soft", *_PANES, "cursor", "idle-cursor") >= 7
    assert least("primary", "background") >= 7  # headings and links
    assert least("quiet", *_PANES, *_CURSORS) >= (6.5 if look is CONTRAST else 4.5)
    assert min(least(each, *_PANES, "cursor") for each in _COLOURED) >= 4.5
    assert least("on-mark", "mark") >= 4.5
    assert least("cursor-text", "cursor") >= 7
    assert min(least("foreground", f"shade-{number}") for number in (1, 2, 3, 4)) >= 7


# The terminal's own colours, and none


def _styles(desk: Desk) -> list[tuple[str, Style]]:
    return [
        (segment.text, segment.style)
        for strip in desk.strips
        for segment in strip
        if segment.style is not None
    ]


def _colours(desk: Desk) -> list[Color]:
    return [
        colour for _, style in _styles(desk) for colour in (style.color, style.bgcolor) if colour is not None
    ]


_PLACES = {
    "list": (),
    "hits": ("slash", "橋", "enter"),
    "article": ("j", "j", "enter"),
    "found": ("enter", "slash", "橋", "enter"),
    "calendar": ("C",),
    "strip": ("w", "v", "left"),
    "trends": ("P",),
    "help": ("question_mark",),
    "date": ("d", "x"),
    "settings": ("comma",),
    "note": ("M",),
    "typing": ("slash", "c"),
}


async def test_the_terminals_theme_has_the_terminals_colours(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Wherever one is, nothing is painted in a colour that the terminal does not define itself."""
    async with open_reader(
        small_archive, size=(160, 40), settings=Settings(watch=False, theme="terminal")
    ) as desk:
        kinds = set()
        for keys in _PLACES.values():
            await desk.press(*keys)
            kinds |= {colour.type for colour in _colours(desk)}
            while not (desk.is_on_main and desk.has_keys("#list") and not desk.chips):
                await desk.press("escape")
        assert kinds == {ColorType.DEFAULT, ColorType.STANDARD}


async def test_without_colours_all_is_told_by_other_means(
    small_archive: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR: cursor and focus, unread posts, hits, links, filters and keys stand out by weight, lines and reverse."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_reader(
        small_archive, size=(160, 40), settings=Settings(watch=False, theme="nord")
    ) as desk:
        for keys in _PLACES.values():
            await desk.press(*keys)
            assert all(colour.is_default for colour in _colours(desk)), keys
            while not (desk.is_on_main and desk.has_keys("#list") and not desk.chips):
                await desk.press("escape")
        await desk.press("home", "m")
        cursor, unread = desk.style_of("橋上的燈亮了"), desk.style_of("渡輪改點")
        assert cursor.reverse and not cursor.bold
        assert unread.bold and not unread.reverse
        assert desk.style_of("Search").dim
        await desk.press("l")
        assert desk.style_of("橋上的燈亮了").underline and not desk.style_of("橋上的燈亮了").reverse
        await desk.press("h", "slash", *"渡輪", "enter", "O")
        assert any(style.underline for text, style in _styles(desk) if text == "渡輪")
        assert desk.style_of(" 渡輪 ").reverse  # the filter
        await desk.press("enter")
        assert any(style.reverse and style.bold for text, style in _styles(desk) if text == "渡輪")


# Of a dark or a light terminal


def test_what_the_terminal_says_is_taken_out_of_what_is_typed() -> None:
    """In one piece, in two, between keys, ended either way, and only while it is awaited."""
    answers = ground.Answers()
    assert answers.without("\x1b]11;rgb:0/0/0\x07") == "\x1b]11;rgb:0/0/0\x07"
    for answer, is_dark in (
        ("\x1b]11;rgb:1616/1818/1c1c\x1b\\", True),
        ("\x1b]11;rgb:f7/f4/ec\x07", False),
        ("\x1b]11;rgba:ffff/ffff/ffff/8000\x07", False),
        ("\x1b]11;#ffffff\x07", None),
    ):
        for cut in range(2, len(answer)):
            answers.is_awaited, answers.is_dark = True, None
            typed = answers.without("j" + answer[:cut]) + answers.without(answer[cut:] + "\x1b[A")
            assert (typed, answers.is_dark) == ("j\x1b[A", is_dark)
            assert not answers.is_awaited
    answers.is_awaited = True
    assert answers.without("\x1b") + answers.without("[Aq\x1b") == "\x1b[Aq\x1b"


def test_who_would_print_the_question_is_not_asked() -> None:
    """The console of Linux prints the letters of commands that it does not know."""
    assert ground.is_asked({"TERM": "xterm-256color"}) and ground.is_asked({"TERM": "tmux-256color"})
    assert not any(ground.is_asked({"TERM": term}) for term in ("linux", "dumb", ""))


def test_the_ground_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the same terminal; for another one, COLORFGBG tells, else it is dark. A broken file tells nothing."""
    monkeypatch.setenv("TERM", "one")
    monkeypatch.delenv("COLORFGBG", raising=False)
    assert ground.remembered()
    ground.remember(dark=False)
    assert not ground.remembered()
    monkeypatch.setenv("TERM", "another")
    assert ground.remembered()
    monkeypatch.setenv("COLORFGBG", "0;15")
    assert not ground.remembered()
    ground._file().write_text('{"one": "x"}')
    monkeypatch.setenv("COLORFGBG", "15;0")
    assert ground.remembered()


async def test_the_automatic_theme_follows_the_terminal(small_archive: Path, open_reader: OpenReader) -> None:
    """Also when it answers late; a theme that was chosen stays."""
    async with open_reader(small_archive) as desk:
        assert desk.app.theme == "ink"
        desk.app.post_message(GroundTold(is_dark=False))
        await desk.settle()
        assert desk.app.theme == "paper"
        assert not ground.remembered()
        await desk.press("colon", *"theme contrast", "enter")
        desk.app.post_message(GroundTold(is_dark=True))
        await desk.settle()
        assert desk.app.theme == "contrast"


@pytest.mark.parametrize(
    ("term", "colorterm", "name"),
    [
        ("linux", "", "terminal"),
        ("screen", "", "terminal"),
        ("xterm-16color", "", "terminal"),
        ("screen-256color", "", "ink"),
        ("tmux-256color", "", "ink"),
        ("xterm", "truecolor", "ink"),
        ("xterm-direct", "", "ink"),
        ("", "", "ink"),
    ],
)
def test_few_colours_are_left_to_the_terminal(term: str, colorterm: str, name: str) -> None:
    """Mixed colours would become whatever is nearest among sixteen."""
    few = ground.has_few_colours({"TERM": term, "COLORTERM": colorterm})
    assert in_force("auto", Terminal(is_dark=True, is_colourless=False, has_few_colours=few)) == name
    assert in_force("ink", Terminal(is_dark=False, is_colourless=False, has_few_colours=few)) == "ink"


async def test_a_console_without_chinese_is_told_once(
    small_archive: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The console of Linux has no glyphs for it; that is no news at the second start."""
    monkeypatch.setenv("TERM", "linux")
    async with open_reader(small_archive) as desk:
        assert any("This console has no Chinese characters." in notice for notice in desk.notices)
        assert desk.app.theme == "terminal"
    async with open_reader(small_archive) as desk:
        assert desk.notices == []


# One's own, and how one is chosen


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the settings file, beside which the themes are."""
    (tmp_path / "config" / "themes").mkdir(parents=True)
    return tmp_path / "config" / "settings.toml"


async def test_a_theme_is_looked_at_before_it_is_chosen(
    small_archive: Path, open_reader: OpenReader, file: Path
) -> None:
    """The one under the cursor is shown, Esc goes back, Enter keeps it; the user's own are in the list."""
    (file.parent / "themes" / "tea.toml").write_text(
        'extends = "paper"\n[colors]\nbackground = "#eeddcc"\n[styles]\nhit = "bold"\n'
    )
    async with open_reader(small_archive, size=(80, 24), settings_file=file) as desk:
        await desk.press("colon", *"theme", "enter")
        assert not desk.is_on_main
        await desk.press("down", "down")
        assert desk.app.theme == "paper"
        await desk.press("escape")
        assert desk.app.theme == "ink" and not file.exists()
        await desk.press("colon", *"theme", "enter", "down", "down", "enter")
        await desk.press("colon", *"theme", "enter")
        assert "  auto" in desk.text, "the themes above the one in force are in sight"
        while "tea" not in desk.app.theme:
            await desk.press("down")
        await desk.press("enter")
        assert desk.is_on_main and desk.app.theme == "tea"
        ground_of_list = desk.style_of("橋上的燈亮了").bgcolor
        assert desk.app.current_theme.background == "#eeddcc"
        assert not desk.app.current_theme.dark
        assert ground_of_list is not None and desk.notices == []
    assert load_settings(file, {}).settings.theme == "tea"


async def test_what_is_wrong_in_a_theme_is_told_and_left_out(
    small_archive: Path, open_reader: OpenReader, file: Path
) -> None:
    """Colours, styles, names, what it extends: each with file and line, while the rest of the file counts."""
    mine = file.parent / "themes" / "mine.toml"
    mine.write_text(
        'extends = "papr"\ndark = 1\ncolor = 2\n[colors]\nquite = "#fff"\naccent = "red"\nprimary = "#123456"\n[styles]\nhit = "wavy"\n'
    )
    _, problems = theme("mine", mine.parent, is_dark=True)
    told = "\n".join(map(str, problems))
    for line, sentence in (
        (1, "there is no theme papr: did you mean paper?"),
        (2, "dark cannot be 1. Allowed: true or false."),
        (3, "a theme has no entry color: did you mean colors?"),
        (5, "a theme has no colour quite: did you mean quiet?"),
        (6, "colors.accent cannot be 'red'. Allowed: a colour such as #d6d3cb."),
        (9, "styles.hit cannot be 'wavy'. Allowed: words such as bold underline: any of none, bold, "),
    ):
        assert f"{mine}, line {line}: {sentence}" in told
    file.write_text('theme = "mine"\n')
    async with open_reader(small_archive, settings_file=file) as desk:
        assert any(f"{mine}, line " in notice for notice in desk.notices)
        assert desk.app.current_theme.primary == "#123456"
        assert desk.app.current_theme.background == INK.colors["background"]


def test_themes_stand_on_each_other(tmp_path: Path) -> None:
    """From file to file down to one of the program's or of Textual's; what each says goes over what is below."""
    write = {
        "a": 'extends = "b"\n[colors]\naccent = "#a00"\n',
        "b": 'extends = "nord"\ndark = false\n[colors]\naccent = "#bbbbbb"\nquiet = "#808080"\n',
        "ink": 'extends = "ink"\n[colors]\naccent = "#00ff00"\n',
        "cga": 'extends = "terminal"\n[colors]\naccent = "bright-green"\n',
    }
    for name, text in write.items():
        (tmp_path / f"{name}.toml").write_text(text)
    found, problems = theme("a", tmp_path, is_dark=True)
    assert found is not None and not problems
    assert (found.accent, found.variables["quiet"], found.dark) == ("#a00", "#808080", False)
    assert (found.primary or "").lower() == (BUILTIN_THEMES["nord"].primary or "").lower()
    own, problems = theme("ink", tmp_path, is_dark=True)
    assert own is not None and not problems and own.accent == "#00ff00"
    of_terminal, problems = theme("cga", tmp_path, is_dark=True)
    assert of_terminal is not None and not problems
    assert of_terminal.ansi and of_terminal.accent == "ansi_bright_green"


def test_a_theme_that_extends_itself_is_told(tmp_path: Path) -> None:
    """By itself or round about: the default takes the place of what is missing."""
    for name, extends in (("a", "b"), ("b", "a"), ("c", "c")):
        (tmp_path / f"{name}.toml").write_text(
            f'# mine\nextends = "{extends}"\n[colors]\naccent = "#ffffff"\n'
        )
    for name, last in (("a", "b"), ("c", "c")):
        found, problems = theme(name, tmp_path, is_dark=True)
        assert found is not None and found.background == INK.colors["background"]
        assert [str(problem) for problem in problems] == [
            f"{tmp_path / last}.toml, line 2: the theme {name} extends itself."
        ]


@pytest.mark.parametrize(
    "content", [b"extends = ", b"\xff", b'colors = "red"\n', b'[colors]\naccent = ["#fff"]\n']
)
def test_a_broken_theme_file_is_told(tmp_path: Path, content: bytes) -> None:
    """The default is taken."""
    (tmp_path / "broken.toml").write_bytes(content)
    found, problems = theme("broken", tmp_path, is_dark=True)
    assert found is not None and found.accent == INK.colors["accent"]
    assert len(problems) == 1 and str(tmp_path / "broken.toml") in str(problems[0])


@pytest.mark.parametrize("name", [*LOOKS, "nord", "ansi-light"])
def test_any_theme_can_be_stood_on(tmp_path: Path, name: str) -> None:
    """A file that extends it has all its colours."""
    (tmp_path / "mine.toml").write_text(f'extends = "{name}"\n')
    found, problems = theme("mine", tmp_path, is_dark=True)
    known, _ = theme(name, tmp_path, is_dark=True)
    assert found is not None and known is not None and not problems
    assert (found.dark, found.ansi) == (known.dark, known.ansi)
    if name in LOOKS:
        assert found.variables == known.variables
