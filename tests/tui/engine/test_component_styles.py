"""Component classes have the styles that stock Textual gives them, but only those that are asked for are computed."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widget import Widget

from reader.tui.engine import choice
from reader.tui.engine.component_styles import LazyComponents, is_supported
from reader.tui.engine.switch import VARIABLE


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The component classes whose styles the stylesheet has computed, in order."""
    names: list[str] = []
    apply = Stylesheet.apply

    def counted(sheet: Stylesheet, node: DOMNode, **options: object) -> None:
        if type(node) is DOMNode:
            names.extend(node.classes)
        apply(sheet, node, **options)

    monkeypatch.setattr(Stylesheet, "apply", counted)
    return names


def _declared(widget: Widget) -> list[str]:
    return sorted(set().union(*(vars(cls).get("COMPONENT_CLASSES", ()) for cls in type(widget).__mro__)))


async def test_styles_are_those_of_stock_textual(
    small_archive: Path, open_reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of each component class of each widget, in two themes."""

    async def seen() -> list[object]:
        async with open_reader(small_archive) as desk:
            await desk.press("slash")
            styles: list[object] = []
            for theme in ("paper", "ink"):
                desk.app.use_theme(theme)
                await desk.settle()
                styles += [
                    (widget.id, name, widget.get_component_rich_style(name, partial=partial))
                    for widget in desk.main.query("*")
                    if isinstance(widget, LazyComponents)
                    for name in _declared(widget)
                    for partial in (False, True)
                ]
            return styles

    lazily = await seen()
    monkeypatch.setenv(VARIABLE, f"without:{choice.LAZY_COMPONENTS}")
    assert lazily == await seen()
    assert len(set(map(str, lazily))) > 100


async def test_a_start_computes_what_is_painted(
    small_archive: Path, open_reader, computed: list[str]
) -> None:
    """None of an article that is not open, and each of a title bar once."""
    async with open_reader(small_archive, size=(80, 24)) as desk:
        assert not [name for name in computed if name.startswith("article--")]
        assert computed.count("title--name") == 1
        await desk.press("enter")
        assert computed.count("article--title") == 1


async def test_what_is_on_the_screen_follows_a_change(
    small_archive: Path, open_reader, computed: list[str]
) -> None:
    """Another theme, and another class of what is around a component."""
    async with open_reader(small_archive) as desk:
        await desk.press("enter")
        title = desk.style_of("橋上的燈亮了")
        desk.app.use_theme("paper")
        await desk.settle()
        assert desk.style_of("橋上的燈亮了").color != title.color
        computed.clear()
        desk.main.query_one("#article").add_class("another")
        await desk.settle()
        assert "article--title" in computed and "thumb" not in computed


async def test_another_textual_is_left_alone(
    small_archive: Path, open_reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the names are not as expected all styles are computed, as Textual does."""
    monkeypatch.setattr(Stylesheet, "_process_component_classes", lambda sheet, node: None)
    is_supported.cache_clear()
    try:
        assert not choice.has(choice.LAZY_COMPONENTS)
    finally:
        monkeypatch.undo()
        is_supported.cache_clear()
    assert choice.has(choice.LAZY_COMPONENTS)


def test_an_unknown_component_is_refused() -> None:
    """As Textual refuses it."""
    with pytest.raises(KeyError, match="nosuch"):
        type("Line", (LazyComponents, Widget), {})().get_component_styles("nosuch")
