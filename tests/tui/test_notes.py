"""Notes: written in place or in the user's editor, and shown over the article."""

from __future__ import annotations

import contextlib
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.tui.app import ReaderApp
from tests.tui.conftest import Desk, OpenReader

UseEditor = Callable[[str], None]


@pytest.fixture
def use_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> UseEditor:
    """Makes a shell script the user's editor; the screens of the tests need no suspending."""
    monkeypatch.setattr(ReaderApp, "suspend", lambda _: contextlib.nullcontext())
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def use(script: str) -> None:
        file = tmp_path / "editor"
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("EDITOR", str(file))

    return use


def _note(desk: Desk, title: str = "橋上的燈亮了") -> str:
    return desk.library.notes.of(next(row.post for row in desk.rows if row.post.title == title))


def _first_line(lines: list[str]) -> str:
    return next(text for line in lines if (text := line.strip(" ┃")))


async def test_a_note_is_written_in_place_and_stands_over_the_article(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Typeset as Markdown, under a heading that says whose words these are; a sign in the list; U takes it back."""
    async with open_reader(small_archive) as desk:
        await desk.press("enter", "M")
        await desk.type("想法 Q3")
        await desk.press("enter", "enter")
        await desk.paste("- 一\n- **二**\n")
        await desk.press("ctrl+s")
        assert _note(desk) == "想法 Q3\n\n- 一\n- **二**"
        shown = desk.article_text
        assert [shown.index(words) for words in ("✎ Your note", "▎ 想法 Q3", "▎ • 二", "第一段")] == sorted(
            shown.index(words) for words in ("✎ Your note", "▎ 想法 Q3", "▎ • 二", "第一段")
        )
        assert any("✎" in line for line in desk.part("#list"))
        await desk.press("M")
        assert "- **二**" in desk.text
        await desk.press("ctrl+s", "U")
        assert "Your note" not in desk.text
        assert _note(desk) == ""


async def test_an_empty_note_takes_the_note_away(small_archive: Path, open_reader: OpenReader) -> None:
    """What it said comes back with U."""
    async with open_reader(small_archive) as desk:
        await desk.press("M", "x", "ctrl+s", "M", "backspace", "ctrl+s")
        assert _note(desk) == ""
        await desk.press("U")
        assert _note(desk) == "x"


async def test_leaving_asks_where_something_would_be_lost(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Esc and Ctrl+q ask; Esc goes on with the text, Enter gives it up. Without a change nothing is asked."""
    async with open_reader(small_archive) as desk:
        await desk.press("M", "escape")
        assert desk.is_on_main
        await desk.press("M", "a", "ctrl+q")
        assert "Give up what you wrote?" in desk.text
        await desk.press("escape", "b", "escape", "enter")
        assert desk.is_on_main
        assert not desk.has_left
        assert _note(desk) == ""


async def test_what_is_too_long_stays_in_the_editor(small_archive: Path, open_reader: OpenReader) -> None:
    """A paste of ten million characters is refused as a whole, with a sentence; what was written stays."""
    async with open_reader(small_archive) as desk:
        await desk.press("M", "a")
        await desk.paste("長" * 10_000_000)
        assert ["nothing was pasted" in notice for notice in desk.notices] == [True]
        await desk.press("ctrl+s")
        assert _note(desk) == "a"


async def test_what_can_not_be_written_stays(
    small_archive: Path, open_reader: OpenReader, tmp_path: Path
) -> None:
    """The reason is said, and the note stands over the article all the same."""
    async with open_reader(small_archive) as desk:
        marks = tmp_path / "marks.sqlite3"
        marks.write_text("a shopping list, long enough to be read as a header of SQLite " * 10)
        await desk.press("M")
        await desk.type("想法")
        await desk.press("ctrl+s")
        assert "marks.sqlite3 cannot be used" in desk.notices[-1]
        assert desk.text.count("想法") == 1


_SCRIPTS = [
    ("printf '另\\n一\\n' > \"$1\"", None, "另\n一"),
    ("exit 0", "The editor saved nothing", "before"),
    (': > "$1"', "The editor saved nothing", "before"),
    ('rm "$1"', "The editor left no file", "before"),
    ("exit 3", "editor ended with exit code 3.", "before"),
    ('echo after > "$1"; kill -9 $$', "What it saved is here.", "after"),
    ("printf '\\377\\376' > \"$1\"", "is not UTF-8", "before"),
    ('head -c 5000000 /dev/zero > "$1"', "is too long for a note", "before"),
    ('rm "$1"; mkdir "$1"; echo "lost?" > "$1/x"', "cannot be read", "before"),
]
"""what an editor does to the file with a note, what the reader says of it, and the note afterwards"""


async def test_the_users_own_editor(
    small_archive: Path, open_reader: OpenReader, use_editor: UseEditor
) -> None:
    """What it saves comes into the note; one that fails or saves nothing loses nothing, and that is said."""
    async with open_reader(small_archive) as desk:
        for script, said, text in _SCRIPTS:
            use_editor(script)
            desk.library.notes.set([desk.rows[0].post], "")
            await desk.press("M")
            await desk.type("before")
            await desk.press("ctrl+o")
            notices = desk.take_notices()
            assert [notice for notice in notices if said is None or said not in notice] == [], script
            assert bool(notices) == (said is not None), script
            # What can be no note is kept where it is said to be.
            for place in re.findall(r"(/\S+) (?:is too long|is not UTF-8|cannot)", " ".join(notices)):
                assert Path(place).exists()
            await desk.press("ctrl+s")
            assert _note(desk) == text, script


async def test_a_missing_editor_loses_nothing(
    small_archive: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None is named, or none is there: a sentence, and the text stays."""
    async with open_reader(small_archive) as desk:
        await desk.press("M", "a", "ctrl+o")
        assert desk.notices[-1].startswith("Set $VISUAL or $EDITOR")
        monkeypatch.setenv("EDITOR", "/no/such/editor")
        await desk.press("ctrl+o")
        assert "is not installed" in desk.notices[-1]
        await desk.press("ctrl+s")
        assert _note(desk) == "a"


async def test_a_note_leaves_the_place_in_the_article(small_archive: Path, open_reader: OpenReader) -> None:
    """What one reads stays on the screen when a note comes over the article."""
    async with open_reader(small_archive, size=(80, 24)) as desk:
        await desk.press("enter", "j", "j", "j", "j", "j")
        before = desk.part("#article")
        await desk.press("M")
        await desk.paste("一\n二\n三\n四")
        await desk.press("ctrl+s")
        assert _first_line(desk.part("#article")) == _first_line(before)
        await desk.press("g", "g")
        assert "✎ Your note" in desk.text


async def test_one_note_is_written_on_all_chosen_posts(small_archive: Path, open_reader: OpenReader) -> None:
    """As one change; how many other notes it takes the place of is said before."""
    async with open_reader(small_archive) as desk:
        first, second = (row.post for row in desk.rows[:2])
        desk.library.notes.set([first], "舊的")
        await desk.press("2", "X", "M")
        assert "✎ 2 posts" in desk.text
        assert "in place of 1 other note: U brings it back" in desk.text
        await desk.type("新的")
        await desk.press("ctrl+s")
        assert [desk.library.notes.of(post) for post in (first, second)] == ["新的", "新的"]
        await desk.press("M")
        assert "新的" in desk.text
        await desk.press("escape", "U")
        assert [desk.library.notes.of(post) for post in (first, second)] == ["舊的", ""]


async def test_what_was_written_outlives_the_program(small_archive: Path, open_reader: OpenReader) -> None:
    """A note on a post, on several and on a highlight: after a kill it is there when the note is opened again.

    Once it was kept or given up, it is not.
    """
    async with open_reader(small_archive) as desk:
        await desk.press("M")
        await desk.type("half a")
        await desk.until(lambda: desk.library.notes.draft([desk.rows[0].post]).text() == "half a")
        await desk.type(" thought")
        # As a signal ends it: nothing is asked.
        desk.app.exit()
    async with open_reader(small_archive) as desk:
        await desk.press("M")
        assert "half a thought" in desk.text
        assert "written before and not kept" in desk.text
        await desk.press("ctrl+s", "M")
        assert _note(desk) == "half a thought"
        assert "written before" not in desk.text
        await desk.press("!", "escape", "enter", "M")
        assert "thought!" not in desk.text
        await desk.press("escape", "2", "X", "M", "y")
        desk.app.exit()
    async with open_reader(small_archive) as desk:
        await desk.press("j", "2", "X", "M")
        assert "written before and not kept" in desk.text
        await desk.press("ctrl+s", "g", "g", "enter", "v", "v", "l", "M", "z")
        assert _note(desk, "渡輪改點") == "y"
        desk.app.exit()
    async with open_reader(small_archive) as desk:
        await desk.press("enter", "v", "right_square_bracket", "enter")
        assert "written before and not kept" in desk.text
        await desk.press("a", "ctrl+s")
        assert [each.note for each in desk.library.highlights.of(desk.rows[0].post)] == ["za"]


async def test_a_click_beside_a_note_asks_as_esc_does(small_archive: Path, open_reader: OpenReader) -> None:
    """Nothing that was typed goes for a slip of the mouse."""
    async with open_reader(small_archive) as desk:
        await desk.press("M", "a")
        await desk.click(1, 1)
        assert "Give up what you wrote?" in desk.text
