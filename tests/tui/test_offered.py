"""What the palette offers can be done now, and what it leaves out cannot: the whole table, place by place."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.tui.commands import Scope
from reader.tui.keys.in_force import command, commands
from reader.tui.screens.command_list import PaletteScreen
from tests.tui.conftest import Desk, OpenReader

_OUTSIDE = {
    "program.quit",
    "program.back",
    "program.suspend",
    "program.redraw",
    "view.editor",
    "view.picture",
}
"""what ends or stops the program, hands something to another one, or is seen on a garbled terminal alone"""
_PLACES: dict[str, tuple[Scope, tuple[str, ...]]] = {
    "list": (Scope.LIST, ("j",)),
    "everywhere": (Scope.SCREEN, ("j",)),
    "article": (Scope.ARTICLE, ("j", "enter")),
    "passage": (Scope.PASSAGE, ("enter", "v", "j", "j", "l", "l")),
    "highlight": (Scope.PASSAGE, ("enter", "v", "j", "j", "l", "v", "l", "enter", "v", "j", "j", "l")),
    "tags": (Scope.TAGS, ("t", "down", "j", "j")),
    "timeline": (Scope.TIMELINE, ("T",)),
    "calendar": (Scope.CALENDAR, ("C", "left_square_bracket")),
    "strip": (Scope.STRIP, ("w", "left_square_bracket", "h")),
    "trends": (Scope.TREND, ("P", "h", "h")),
    "year": (Scope.YEAR, ("asterisk",)),
    "contexts": (Scope.CONTEXTS, ("slash", "橋", "enter", "I", "j")),
    "highlights": (Scope.HIGHLIGHTS, ("quotation_mark",)),
    "empty list": (Scope.LIST, ("slash", "q", "q", "enter")),
}


async def _go(desk: Desk, place: str) -> None:
    """Go to a place, from wherever one is."""
    while not desk.is_on_main:
        desk.app.screen.dismiss(None)
        await desk.settle()
    await desk.back_to_list()
    # All at once, as one types who knows the way: a picture after each key would take half of these tests.
    for key in ("x", "home", *_PLACES[place][1]):
        desk.app.simulate_key(key)
    await desk.settle()


def _seen(desk: Desk) -> tuple[object, ...]:
    """What a person has before the eyes, colours and all; and what went to the clipboard."""
    looks = [[(segment.text, segment.style) for segment in strip] for strip in desk.strips]
    return looks, desk.app.screen, len(desk.notices), desk.clipboard


async def _offered(desk: Desk) -> set[str]:
    """Return what the palette offers here."""
    await desk.press("ctrl+p")
    assert isinstance(desk.app.screen, PaletteScreen)
    offered = {row.command.id for row in (*desk.app.screen._listed, *desk.app.screen._more)}
    await desk.press("escape")
    return offered


@pytest.mark.parametrize("place", _PLACES)
async def test_what_is_offered_can_be_seen_to_act(
    place: str, small_archive: Path, open_reader: OpenReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command of a place, chosen in the palette there, changes what stands on the terminal."""
    monkeypatch.chdir(tmp_path)
    scope = _PLACES[place][0]
    async with open_reader(small_archive, size=(160, 30)) as desk:
        await _go(desk, place)
        offered = await _offered(desk)
        silent = []
        for each in commands(scope):
            if each.id in offered - _OUTSIDE:
                before = _seen(desk)
                await desk.app.screen.run_command(each.id)  # type: ignore[attr-defined]
                await desk.settle()
                silent += [each.id] * (_seen(desk) == before)
                await _go(desk, place)
                if not desk.app.screen.can_run(each.id):  # type: ignore[attr-defined]
                    await desk.press("U")  # it can be done once
        assert silent == []
        assert {each.id for each in commands(scope)} & offered


async def test_what_is_left_out_says_why(small_archive: Path, open_reader: OpenReader) -> None:
    """At the start of a run, on the first post: no step further up, nothing to take back, no filter to clear."""
    async with open_reader(small_archive, size=(160, 45)) as desk:
        offered = await _offered(desk)
        left_out = {each.id for each in commands(Scope.SCREEN)} - offered - {"program.palette"}
        assert left_out == {
            "filter.clear", "filter.this-day", "link.copy-selection", "mark.redo", "mark.undo", "read.back",
            "read.forward", "read.previous", "read.previous-unread", "time.next-day", "time.next-month",
            "view.contexts",
        }  # fmt: skip
        for each in sorted(left_out - {"filter.clear"}):
            list_before, said_before = desk.part("#panes"), (desk.title_bar, desk.notices)
            await desk.main.run_or_tell(each)
            await desk.settle()
            assert desk.part("#panes") == list_before, each
            assert (desk.title_bar, desk.notices) != said_before, each
            await desk.main.run_or_tell("view.density")  # says something else
            for _ in range(2):
                await desk.main.run_or_tell("view.density")
            await desk.settle()


async def test_the_footer_offers_what_can_be_done(small_archive: Path, open_reader: OpenReader) -> None:
    """Clearing while there is a filter; a star while there is a post."""
    async with open_reader(small_archive, size=(200, 40)) as desk:
        assert "Clear filters" not in desk.footer and "Star" in desk.footer
        await desk.press("u")
        assert "Clear filters" in desk.footer
        await desk.press("x", "slash", "q", "q", "enter")
        assert "Clear filters" in desk.footer and "Star" not in desk.footer
        await desk.press("s")
        assert desk.notices == ["“Star” needs a post: go to one in the list, or open one."]
        assert "Enter Read" not in desk.footer, "no post matches"
        await desk.press("x", "O")
        assert "Enter Read" in desk.footer
        assert "Clear filters" in desk.footer, "the order is not the usual one"
        await desk.press("x")
        assert "Clear filters" not in desk.footer


async def test_the_footer_follows_what_is_said(small_archive: Path, open_reader: OpenReader) -> None:
    """With all posts read no key goes to the next unread one, and with that taken back it does again, before any move."""
    async with open_reader(small_archive, size=(200, 40)) as desk:
        assert "n Next unread" in desk.footer
        await desk.press("A")
        assert "Next unread" not in desk.footer
        await desk.press("U")
        assert "n Next unread" in desk.footer


async def test_the_footer_of_a_typed_tag(small_archive: Path, open_reader: OpenReader) -> None:
    """While tags are typed, the signs and Enter act; a letter or a blank that calls something elsewhere is typed."""
    async with open_reader(small_archive, size=(200, 40)) as desk:
        await desk.press("t")
        assert desk.footer.split()[:-1] == [
            "+",
            "And",
            "-",
            "Not",
            "|",
            "Or",
            "Enter",
            "Choose",
            "Esc",
            "Back",
        ]
        await desk.press("down")
        assert "Space Fold" in desk.footer and "o Order" in desk.footer


async def test_footers_of_pages_offer_what_can_be_done(small_archive: Path, open_reader: OpenReader) -> None:
    """A step while there is one either way, and what nothing is there for is left out, also after the next key."""
    async with open_reader(small_archive, size=(200, 40)) as desk:
        await desk.press("P", "home")
        assert "← → Period" in desk.footer, "which stands for the one after, too"
        assert "Take away" not in desk.footer and "+ Compare" in desk.footer
        await desk.press("plus", "橋", "enter")
        assert "- Take away" in desk.footer and "Period" not in desk.footer, (
            "all of its posts are of one month"
        )
        await desk.press("q", "x", "asterisk", "m")
        assert "The most" not in desk.footer and "[ ] Day with posts" in desk.footer
        await desk.press("j")
        assert "The most" in desk.footer
        await desk.press("q", "x", "slash", "q", "q", "enter", "I")
        assert "Read" not in desk.footer and "Write a table" not in desk.footer and "q Back" in desk.footer


async def test_keys_of_all_places_are_offered_on_pages(small_archive: Path, open_reader: OpenReader) -> None:
    """A page over the screen offers its own commands and those that also work there."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash", "橋", "enter", "I")
        assert await _offered(desk) >= {"contexts.sort", "view.script", "program.help", "program.quit"}
        assert command("contexts.widen").id not in await _offered(desk)
