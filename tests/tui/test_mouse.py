"""The mouse: what it selects, copies, opens and closes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.color import ColorSystem
from textual import events

from tests.tui.conftest import Desk, OpenReader, Outside, WritePost

SENTENCE = "海風吹過碼頭，a well-known harbour 也醒了。"


def at(desk: Desk, text: str, part: str = "#article") -> tuple[int, int]:
    """Where a text stands on the terminal, within a part of the screen."""
    place = desk.place_of(part)
    for y, line in enumerate(desk.part(part), place.y):
        if text in line:
            return place.x + cell_len(line.partition(text)[0]), y
    raise AssertionError(f"{text!r} is not in {part}:\n{desk.text}")


@pytest.fixture
def harbour(archive: Path, write_post: WritePost) -> Path:
    """Three posts, the newest with two paragraphs and a link."""
    link = '<p>第二段，<a href="https://other.example/x">別處</a>。</p>'
    write_post("c", "第三篇", "2024-02-07T02:00:00", body=f"<p>{SENTENCE * 4}</p>{link}")
    write_post("b", "第二篇", "2024-02-06T02:00:00")
    write_post("a", "第一篇", "2024-02-05T02:00:00")
    return archive


async def test_a_drag_selects_text_that_ctrl_c_copies(
    harbour: Path, open_reader: OpenReader, outside: Outside
) -> None:
    """It says so, the text comes without the breaks of its lines, and without a selection nothing is copied."""
    async with open_reader(harbour, size=(60, 30)) as desk:
        await desk.press("enter", "ctrl+c")
        assert (outside.copied, desk.has_left) == ([], False)
        x, y = at(desk, "吹過")
        await desk.drag((x, y), (x + 1, y + 1))
        await desk.press("ctrl+c")
        assert desk.clipboard == outside.copied[-1]
        assert desk.clipboard.startswith("吹過碼頭，a well-known harbour 也醒了。海風")
        assert "\n" not in desk.clipboard
        assert "Selection copied" in desk.title_bar
        await desk.click(x, y)
        await desk.press("ctrl+c")
        assert len(outside.copied) == 1


@pytest.mark.parametrize(
    ("on", "times", "expected"),
    [
        ("風吹", 2, "海風吹過碼頭"),
        ("known", 2, "well-known"),
        ("，a", 2, "，"),
        ("風吹", 3, SENTENCE * 4),
        ("第二段", 3, "第二段，別處。"),
    ],
)
async def test_two_clicks_take_a_word_and_three_a_paragraph(
    harbour: Path, open_reader: OpenReader, on: str, times: int, expected: str
) -> None:
    """A Chinese word is what stands between signs and other scripts."""
    async with open_reader(harbour, size=(60, 30)) as desk:
        await desk.press("enter")
        await desk.click(*at(desk, on), times=times)
        await desk.press("ctrl+c")
        assert desk.clipboard == expected


async def test_selected_text_can_be_read(harbour: Path, open_reader: OpenReader) -> None:
    """In dark and light themes of any depth of colour the letters differ from their ground, and are exchanged with it."""
    async with open_reader(harbour, size=(120, 30)) as desk:
        await desk.press("enter")
        for text, part in (("harbour", "#article"), ("第二篇", "#list")):
            x, y = at(desk, text, part)
            assert not desk.style_of(text).reverse
            await desk.drag((x, y), (x + 4, y))
            for theme in ("ink", "paper", "ansi-dark", "solarized-light", "dracula"):
                desk.app.use_theme(theme)
                await desk.settle()
                style = desk.style_of(text[:2])
                assert style.reverse and style.color and style.bgcolor, theme
                is_terminals_own = style.color.is_default and style.bgcolor.is_default
                for system in (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD):
                    is_seen = style.color.downgrade(system) != style.bgcolor.downgrade(system)
                    assert is_seen or is_terminals_own, (theme, part)


async def test_selected_text_can_be_read_without_colours(
    harbour: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where NO_COLOR is set."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_reader(harbour, size=(60, 30)) as desk:
        await desk.press("enter")
        x, y = at(desk, "harbour")
        await desk.drag((x, y), (x + 6, y))
        style = desk.style_of("harbour")
        assert style.reverse
        assert style.color is not None and style.color.is_default


async def test_a_drag_that_begins_in_the_list_copies_titles(
    harbour: Path, open_reader: OpenReader, outside: Outside
) -> None:
    """Those of the rows it goes over, wherever it ends; and it opens nothing."""
    async with open_reader(harbour) as desk:
        await desk.drag(at(desk, "第三篇", "#list"), at(desk, "第二篇", "#list"))
        await desk.press("ctrl+c")
        assert outside.copied == ["第三篇\n第二篇"]
        x, _ = at(desk, "海風")
        await desk.drag(at(desk, "第二篇", "#list"), (x, at(desk, "第一篇", "#list")[1]))
        await desk.press("ctrl+c")
        assert outside.copied[1:] == ["第二篇\n第一篇"]
        assert desk.has_keys("#list")


async def test_a_drag_beyond_the_edge_scrolls(
    harbour: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """Until the button is let go."""
    write_post("d", "長文", "2024-02-08T02:00:00", body="".join(f"<p>第{n}段。</p>" for n in range(40)))
    async with open_reader(harbour, size=(60, 24)) as desk:
        await desk.press("enter")
        x, y = at(desk, "第2段")
        desk.point(events.MouseDown, x, y)
        await desk.settle()
        desk.point(events.MouseMove, x, 23)
        await desk.until(lambda: "第25段" in desk.article_text)
        desk.point(events.MouseUp, x, 23)
        await desk.settle()
        await desk.press("ctrl+c")
        assert "第2段。" in desk.clipboard and "第20段。" in desk.clipboard


async def test_only_the_left_button_opens(harbour: Path, open_reader: OpenReader, outside: Outside) -> None:
    """The others belong to the terminal."""
    async with open_reader(harbour, size=(60, 30)) as desk:
        await desk.press("enter")
        place = at(desk, "別處")
        for button in (2, 3):
            await desk.click(*place, button=button)
            assert desk.is_on_main
        await desk.click(*place)
        assert "Open in the browser?" in desk.text


async def test_a_click_beside_a_dialog_closes_it(harbour: Path, open_reader: OpenReader) -> None:
    """One within it does not; and the footer tells the keys of the dialog alone."""
    async with open_reader(harbour, size=(120, 40)) as desk:
        await desk.press("enter")
        for x, key in enumerate(("question_mark", "V", "r", "o", "W", "d", "a", "i", "B"), start=1):
            await desk.press(key)
            assert not desk.is_on_main
            assert "Esc" in desk.footer and "Next unread" not in desk.footer
            left = next(line.index("╭") for line in desk.lines if "╭" in line)
            top = next(y for y, line in enumerate(desk.lines) if "╭" in line)
            await desk.click(left + 2, top)
            assert not desk.is_on_main, key
            await desk.click(x, 1)
            assert desk.is_on_main, key
            assert desk.article == "第三篇"


async def test_the_footer_of_a_dialog_can_be_clicked(harbour: Path, open_reader: OpenReader) -> None:
    """Its keys do what they say."""
    async with open_reader(harbour) as desk:
        await desk.press("V")
        await desk.click(desk.footer.index("Close"), 39)
        assert desk.is_on_main


async def test_two_clicks_that_arrive_together_act_once(harbour: Path, open_reader: OpenReader) -> None:
    """On an entry of a dialog they open it, and nothing behind it."""
    async with open_reader(harbour) as desk:
        await desk.press("enter", "J", "J", "V")
        y = next(y for y, line in enumerate(desk.lines) if re.search(r"│ \d{4}-\d\d-\d\d +\S 第三篇", line))
        await desk.click(40, y, times=2)
        assert desk.is_on_main
        assert (desk.article, desk.has_keys("#article")) == ("第三篇", True)


async def test_a_second_click_on_a_link_leaves_the_question(harbour: Path, open_reader: OpenReader) -> None:
    """Even if it comes when the question is there already."""
    async with open_reader(harbour, size=(120, 40)) as desk:
        await desk.press("enter")
        place = at(desk, "別處")
        await desk.click(*place)
        assert "Open in the browser?" in desk.text
        await desk.click(*place)
        assert "Open in the browser?" in desk.text
        await desk.click(1, 1)
        assert desk.is_on_main
