"""Which panes are shown, and how the keys go from pane to pane."""

from __future__ import annotations

import pytest

from reader.tui.layout import ORDER, SIDE_WIDTH, Pane, around, beside, list_width, visible


@pytest.mark.parametrize("pane", ORDER)
def test_a_narrow_screen_shows_the_pane_with_the_keys_alone(pane: Pane) -> None:
    """At 80 columns there is one pane at a time."""
    assert visible(80, pane) == {pane}


def test_a_middling_screen_shows_the_list_beside_the_article() -> None:
    """At 120 columns one reads with the list in sight."""
    assert visible(120, Pane.LIST) == visible(120, Pane.ARTICLE) == {Pane.LIST, Pane.ARTICLE}


@pytest.mark.parametrize("pane", [Pane.TAGS, Pane.TIMELINE])
def test_a_middling_screen_shows_the_list_beside_a_side(pane: Pane) -> None:
    """What a tag or a month does to the list is seen at once."""
    assert visible(120, pane) == {pane, Pane.LIST}


@pytest.mark.parametrize("pane", ORDER)
def test_a_wide_screen_shows_all_panes(pane: Pane) -> None:
    """At 200 columns there is room for everything."""
    assert visible(200, pane) == set(ORDER)


@pytest.mark.parametrize("width", [80, 120, 200])
def test_zen_shows_the_article_alone(width: int) -> None:
    """Zen belongs to the article at every width."""
    assert visible(width, Pane.ARTICLE, zen=True) == {Pane.ARTICLE}


def test_left_and_right_stop_at_the_edges() -> None:
    """h on the leftmost pane and l on the rightmost stay where they are."""
    assert beside(Pane.TAGS, -1) is Pane.TAGS
    assert beside(Pane.ARTICLE, 1) is Pane.ARTICLE
    assert beside(Pane.LIST, 1) is Pane.ARTICLE
    assert beside(Pane.LIST, -1) is Pane.TAGS


def test_the_timeline_lies_left_of_the_list() -> None:
    """The sides stand over each other: right of both is the list."""
    assert beside(Pane.TIMELINE, 1) is Pane.LIST
    assert beside(Pane.TIMELINE, -1) is Pane.TIMELINE


@pytest.mark.parametrize("pane", ORDER)
def test_tab_goes_round_every_pane(pane: Pane) -> None:
    """Four Tabs come back to where they began; Shift-Tab undoes Tab."""
    assert around(pane, len(ORDER)) is pane
    assert around(around(pane, 1), -1) is pane


@pytest.mark.parametrize(("columns", "least"), [(100, 50), (120, 60), (150, 58), (200, 82), (300, 144)])
def test_the_list_takes_what_titles_need(columns: int, least: int) -> None:
    """Half of real titles have 54 cells or less, and five more stand around them; a compact row needs ten more."""
    assert list_width(columns, 38, is_compact=False) == least
    assert list_width(columns, 38, is_compact=True) >= least


@pytest.mark.parametrize("columns", range(170, 261, 10))
@pytest.mark.parametrize("measure", [20, 38])
def test_the_article_keeps_its_measure(columns: int, measure: int) -> None:
    """As soon as a screen is wide enough for both, the list gives way; only the widest leave more than is needed."""
    article = columns - SIDE_WIDTH - list_width(columns, measure, is_compact=False)
    assert article >= 2 * measure
    assert article == 2 * measure + 8 or list_width(columns, measure, is_compact=False) in (60, 144)
