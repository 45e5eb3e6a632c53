"""The command line runs every command by its name, some with what stands after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.language import use_language
from reader.tui.features.command_line.model import Argument, CommandLine, CommandLineError
from reader.tui.keys.in_force import listed_commands
from reader.tui.layout import Pane
from tests.tui.conftest import OpenReader


def _line(ran: list[tuple[str, int]]) -> CommandLine:
    """A command line that notes what it runs; a label takes what it gets."""
    return CommandLine(
        {"mark.label": Argument(lambda text: lambda: ran.append((text, -1)), lambda _: ["later", "to cite"])},
        lambda id_, count: ran.append((id_, count)),
    )


def test_every_command_has_its_name() -> None:
    """Its id, and its label; in most places the word that the id ends with."""
    ran: list[tuple[str, int]] = []
    model = _line(ran)
    for each in listed_commands():
        model.read(each.id)()
        model.read(f" {each.label.upper()} ")()
    assert [id_ for id_, _ in ran][::2] == [each.id for each in listed_commands()]
    ran.clear()
    for text in ("star", "wq", "down 5", "label to cite", "open", "zen", "next 3", "50", "$"):
        model.read(text)()
    assert ran == [("mark.star", 0), ("program.quit", 0), ("move.down", 5), ("to cite", -1), ("read.open", 0), ("view.zen", 0), ("read.next", 3), ("move.bottom", 50), ("move.bottom", 0)]  # fmt: skip
    use_language("zh-Hant")
    model.read("全部已讀")()
    assert ran[-1] == ("mark.all", 0) and model.explained("star") == "加星號"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("lable x", "There is no command “lable”: did you mean label?"),
        ("qqqqq", "There is no command “qqqqq”; Tab completes one."),
        ("star 5", "star takes nothing after it."),
        ("down five", "down takes nothing but a number after it."),
        ("down 9999999", "down takes nothing but a number after it."),
        ("\x1b[31m", "There is no command “\x1b[31m”; Tab completes one."),
    ],
)
def test_nonsense_is_told_in_one_sentence(text: str, sentence: str) -> None:
    """With the nearest right name."""
    with pytest.raises(CommandLineError) as told:
        _line([]).read(text)
    assert str(told.value) == sentence


def test_names_and_what_they_take_are_proposed() -> None:
    """By their beginnings, then by other words for them."""
    model = _line([])
    assert model.proposals("la")[0] == "label"
    assert "star" in model.proposals("bookmark") and "tags" in model.proposals("標籤")
    assert model.proposals("label ") == ["label later", "label to cite"]
    assert model.proposals("zen ") == []


@pytest.mark.parametrize(
    "keys", ["P", "asterisk", "quotation_mark", "slash 橋 enter I", "slash 橋 enter I w"]
)
async def test_a_page_is_left_by_what_is_typed_there(
    small_archive: Path, open_reader: OpenReader, keys: str
) -> None:
    """Esc stays on it; a command that is run acts on the list, which is shown again."""
    async with open_reader(small_archive) as desk:
        await desk.press(*keys.split())
        page = desk.app.screen
        await desk.press("colon", "escape")
        assert desk.app.screen is page is not desk.main
        await desk.press("colon")
        await desk.type("open 渡輪")
        await desk.press("enter")
        assert desk.is_on_main and desk.chips == ("渡輪",)


async def test_a_long_complaint_is_divided_as_articles_are(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """No line begins with a comma, and names stay whole."""
    async with open_reader(small_archive, size=(80, 24)) as desk:
        use_language("zh-Hant")
        await desk.press("colon")
        await desk.type("theme foo")
        await desk.press("enter")
        start = next(number for number, text in enumerate(desk.lines) if "沒有叫" in text)
        told = [text.strip() for text in desk.lines[start : start + 5]]
        assert not any(text.startswith(("、", "。")) for text in told) and told[-1].endswith("。")
        assert "catppuccin-macchiato、" in "".join(told) and any(
            "catppuccin-macchiato" in text for text in told
        )


async def test_commands_act_with_what_they_take(
    small_archive: Path, open_reader: OpenReader, tmp_path: Path
) -> None:
    """On the post under the cursor, on the list, on the colours, outside of the program."""
    file = tmp_path / "out.md"

    async with open_reader(small_archive) as desk:

        async def run(text: str) -> None:
            await desk.press("colon")
            await desk.type(text)
            await desk.press("enter")

        await run("label read-later")
        assert "1 post labelled read-later, U takes it back" in desk.title_bar
        await run("open label:read-later")
        assert desk.titles == ["橋上的燈亮了"]
        await run("theme paper")
        assert desk.app.theme == "paper"
        await run("set measure=30")
        assert desk.app.preferences.settings.measure == 30
        await run("set measure")
        assert "measure = 30" in desk.title_bar
        await run(f"write {file}")
        assert "橋上的燈亮了" in file.read_text("utf-8") and "written to" in desk.title_bar
        await run(f"write {file}")
        assert any("is there already: name another, or add --force" in notice for notice in desk.notices)
        await run("pipe wc -l")
        assert "wc -l: " in desk.title_bar
        await run("pipe exit 3")
        assert any("exit 3" in notice for notice in desk.notices)
        await run("find 很長")
        assert desk.pane is Pane.ARTICLE and desk.hit[1] > 1
        await run("fold")
        assert any("Its place: on a tag" in notice for notice in desk.notices)
        await run("q")
        assert desk.has_left


async def test_a_program_that_takes_long_is_told_and_stopped(
    small_archive: Path, open_reader: OpenReader, tmp_path: Path
) -> None:
    """The title says that it runs; Esc ends it with all that it has started, and nothing comes of it."""
    written = tmp_path / "process"
    async with open_reader(small_archive) as desk:
        await desk.press("colon")
        await desk.type(f"pipe sleep 600 & echo $! > {written}; wait; echo never")
        await desk.press_on("enter")
        await desk.until(lambda: "runs, Esc stops it" in desk.title_bar, workers=False)
        await desk.until(lambda: written.exists() and bool(written.read_text()), workers=False)
        await desk.press_on("escape")
        assert "stopped" in desk.title_bar
        child = int(written.read_text())
        await desk.until(lambda: not is_running(child))
        await desk.press("escape")
        assert "q leaves the reader" in desk.title_bar
        assert not desk.notices


def is_running(process: int) -> bool:
    """Return whether there is a process of this number that has not ended."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


async def test_a_wrong_line_stays_and_says_why(small_archive: Path, open_reader: OpenReader) -> None:
    """Esc leaves it; what was run comes back with the up arrow, in later runs too, but not among queries."""
    async with open_reader(small_archive) as desk:
        await desk.press("colon")
        await desk.type("theme papr")
        await desk.press("enter")
        assert "There is no theme papr: did you mean paper?" in desk.text
        await desk.press("escape")
        assert desk.is_on_main
        await desk.press("colon")
        await desk.type("star")
        await desk.press("enter", "slash", "up")
        assert desk.typed == ""
    async with open_reader(small_archive) as desk:
        await desk.press("colon", "up")
        assert desk.typed == "star"
        await desk.press("down")
        await desk.type("lab")
        await desk.press("tab")
        assert desk.typed == "label "
        await desk.press("escape")
        assert desk.is_on_main


async def test_a_command_without_what_it_takes_asks_for_it(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """From the palette, exporting opens the line with a file of the post's title."""
    async with open_reader(small_archive) as desk:
        await desk.press("ctrl+p")
        await desk.type("Export")
        await desk.press("enter")
        assert desk.typed.startswith("write ") and desk.typed.endswith(".md")
