"""The table of keys says everything once and without contradiction."""

from __future__ import annotations

from collections import Counter

import pytest

from reader.tui.keys import COMMANDS, Command, Scope, bindings, commands, sequences, shown
from reader.tui.screens.main import MainScreen
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.calendar import CalendarMonth
from reader.tui.widgets.post_list import PostList
from reader.tui.widgets.rows import RowList
from reader.tui.widgets.tag_pane import TagRows
from reader.tui.widgets.time_strip import TimeStrip
from reader.tui.widgets.timeline_pane import TimelinePane
from reader.tui.widgets.trend_plot import TrendPlot

_OWNERS = {
    Scope.SCREEN: (MainScreen,),
    Scope.MOVE: (RowList, ArticlePane, TimeStrip, TrendPlot, CalendarMonth),
    Scope.LIST: (PostList,),
    Scope.ARTICLE: (ArticlePane,),
    Scope.CHOICE: (TagRows,),
    Scope.TIMELINE: (TimelinePane,),
    Scope.STRIP: (TimeStrip,),
    Scope.CALENDAR: (CalendarMonth,),
    Scope.TREND: (TrendPlot,),
}


def test_every_command_has_an_id_of_its_own() -> None:
    """A user's key map names commands by id."""
    counts = Counter(command.id for command in COMMANDS)
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("scope", Scope)
def test_a_key_does_one_thing_in_its_place(scope: Scope) -> None:
    """No two commands of one place claim the same key."""
    counts = Counter(key for command in commands(scope) for key in command.keys)
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_can_be_run_where_its_keys_work(command: Command) -> None:
    """The action of each command is a method of the pane or screen that its scope names."""
    method = "action_" + command.action.split("(")[0].removeprefix("app.")
    if command.action.startswith("app."):
        from reader.tui.app import ReaderApp

        assert hasattr(ReaderApp, method)
    else:
        assert [owner.__name__ for owner in _OWNERS[command.scope] if not hasattr(owner, method)] == []


def test_a_count_multiplies_the_amount() -> None:
    """5k moves five up."""
    up = next(command for command in COMMANDS if command.id == "move.up")
    assert up.call_with(5) == "move(-5)"


def test_sequences_are_not_bindings() -> None:
    """Textual knows no sequences: the screen reads them, and Textual never sees them."""
    assert set(sequences()) == {"g g"}
    assert all(" " not in binding.key for binding in bindings(*Scope))  # type: ignore[union-attr]


def test_keys_are_shown_as_people_write_them() -> None:
    """Textual's names of keys are not words for people."""
    assert [shown(key) for key in ("ctrl+d", "question_mark", "g g", "pagedown", "j")] == [
        "^d",
        "?",
        "gg",
        "PgDn",
        "j",
    ]
