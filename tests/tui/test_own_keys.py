"""Keys of one's own: bound in the settings, chosen as a preset, and typed while an input method is on."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config.kinds import KeyBinding
from reader.config.schema import Settings
from reader.tui.layout import Pane
from tests.tui.conftest import OpenReader


def bound(preset: str = "default", **keys: tuple[str, ...]) -> Settings:
    """Settings with these keys, an underscore for each full stop of an id."""
    bindings = tuple(KeyBinding(id_.replace("_", "."), each) for id_, each in keys.items())
    return Settings(watch=False, keys_preset=preset, keys=bindings)  # type: ignore[arg-type]


async def test_the_keys_in_force_are_used_and_shown(small_archive: Path, open_reader: OpenReader) -> None:
    """In the list, in the footer, in the help, in sentences, and after a count; the keys of the table do nothing."""
    settings = bound(mark_read=("b",), mark_undo=("ctrl+u",), move_down=("t", "down"), mark_all=("alt+a",))
    async with open_reader(small_archive, size=(160, 190), settings=settings) as desk:
        await desk.press("3", "t", "b")
        assert desk.row == "[Eng Sub] A [b]bold[/b] title" and desk.row not in desk.unread
        assert " b Read/unread" in desk.footer
        await desk.press("m")
        assert desk.row not in desk.unread
        await desk.press("alt+a")
        assert "^u takes it back" in desk.title_bar
        await desk.press("question_mark")
        assert "M-a" in desk.text and "as read; ^u takes it back." in desk.text


async def test_problems_with_keys_are_said_and_the_rest_works(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """The first three in a line each with its reason, of the others how many there are."""
    settings = bound(
        mark_sta=("b",), mark_star=("x",), read_next=("nokey",), filter_tags=("g",), typing_keep=("j",)
    )
    async with open_reader(small_archive, settings=settings) as desk:
        assert "did you mean mark.star?" in desk.notices[0]
        assert "… and 7 more: `reader config` names all." in desk.notices[0]
        await desk.press("x", "S")
        assert len(desk.rows) == 1


async def test_a_line_of_input_takes_keys_of_a_preset(small_archive: Path, open_reader: OpenReader) -> None:
    """Emacs goes along the suggestions with C-n, and gives a search up with C-g; letters are typed."""
    async with open_reader(small_archive, settings=bound("emacs")) as desk:
        await desk.press("ctrl+n", "ctrl+s")
        await desk.type("台n")
        assert desk.typed == "台n"
        await desk.press("backspace", "ctrl+n", "tab")
        assert desk.typed not in ("台", "")
        await desk.press("ctrl+g", "ctrl+g")
        assert not desk.is_typing and desk.chips == () and desk.row == "渡輪改點"
        await desk.press("ctrl+x", "ctrl+c")
        assert desk.has_left


async def test_a_key_that_a_line_had_does_nothing_there_any_more(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Tab takes no suggestion where it was taken from that command."""
    async with open_reader(small_archive, settings=bound(typing_take=("ctrl+y",))) as desk:
        await desk.press("slash")
        await desk.type("台")
        await desk.press("tab")
        assert desk.typed == "台"
        await desk.press("ctrl+y")
        assert desk.typed not in ("台", "")


async def test_keys_of_an_input_method_act_in_lists_and_articles(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Full-width letters, digits and signs are their keys; a line of input types all but the wide blank and its own signs."""
    async with open_reader(small_archive) as desk:
        await desk.type("２ｊ")
        assert desk.row == "车站的钟慢了"
        await desk.type("？")
        assert not desk.is_on_main
        await desk.press("escape")
        await desk.type("／")
        assert desk.is_typing
        await desk.type("？ｊ。　")
        assert desk.typed == "？ｊ。 "
        await desk.press("escape", "home", "j", "enter")
        assert desk.pane is Pane.ARTICLE
        await desk.press("ideographic_full_stop")
        assert desk.link
        await desk.press("q", "t")
        await desk.type("渡輪＋")
        assert desk.chips == ("keyword:渡輪",)


@pytest.mark.parametrize("sign", ["ｆ", "f"])
async def test_letters_on_links_may_be_full_width(
    small_archive: Path, open_reader: OpenReader, sign: str
) -> None:
    """A letter of an input method follows the link that has it."""
    async with open_reader(small_archive) as desk:
        await desk.press("j", "enter")
        await desk.type(sign)
        await desk.type("ｓ" if sign == "ｆ" else "s")
        assert desk.article == "橋上的燈亮了"


async def test_a_key_is_chosen_by_pressing_it(
    small_archive: Path, open_reader: OpenReader, tmp_path: Path
) -> None:
    """At once, and in the file with what else stands there; a clash is told before; the default comes back."""
    file = tmp_path / "settings.toml"
    file.write_text('# mine\nwatch = false\n[keys]\nview.zen = "z"\n', encoding="utf-8")
    async with open_reader(small_archive, settings_file=file) as desk:

        async def choose(command: str, *keys: str) -> None:
            await desk.press("f1", "e", "slash")
            await desk.type(command)
            await desk.press("enter", "enter", *keys)

        await choose("mark.star", "x")
        assert "x is both mark.star “Star” and filter.clear" in desk.text
        await desk.press("backspace", "tilde", "tilde", "enter")
        await desk.press("escape")
        assert desk.is_on_main
        await desk.press("tilde", "tilde", "S")
        assert len(desk.rows) == 1
        assert '"mark.star" = ["tilde tilde"]' in file.read_text("utf-8") and "# mine" in file.read_text(
            "utf-8"
        )
        await choose("view.zen", "7")
        assert "begins with a digit, as a count does" in desk.text
        await desk.press("enter", "escape", "delete")
        assert "zen" not in file.read_text("utf-8")
    async with open_reader(small_archive, settings_file=file) as desk:
        await desk.press("j", "tilde", "tilde", "S")
        assert desk.notices == [] and len(desk.rows) == 2
