"""The table of commands says everything once and without contradiction, and each command is done somewhere."""

from __future__ import annotations

from collections import Counter

import pytest

from reader.tui.commands import COMMANDS, Command, Group, Scope, When
from reader.tui.dispatch import _handled_along, handlers, handles
from reader.tui.features.clipboard import Clipboard
from reader.tui.keys.in_force import by_key, commands, listed_commands
from reader.tui.keys.names import shown
from tests.tui.conftest import OpenReader

_TYPED = {"typing.choose", "typing.take", "typing.keep", "typing.close", "typing.give-up"}


def test_every_command_has_an_id_of_its_own() -> None:
    """A user's key map names commands by id."""
    counts = Counter(command.id for command in COMMANDS)
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("scope", [scope for scope in Scope if scope is not Scope.TYPING])
def test_a_key_does_one_thing_in_its_place(scope: Scope) -> None:
    """No two commands of one place claim the same key."""
    counts = Counter(key for command in commands(scope) for key in command.keys)
    assert [key for key, count in counts.items() if count > 1] == []


def test_a_count_multiplies_the_amount() -> None:
    """5k moves five up; 3o opens link 3; a command without a number is given none."""
    by_id = {command.id: command for command in COMMANDS}
    assert by_id["move.up"].number(5) == -5
    assert by_id["move.up"].number(0) == -1
    assert by_id["link.address"].number(3) == 3
    assert by_id["link.address"].number(0) == 0
    assert by_id["mark.star"].number(4) is None


def test_the_earlier_scope_has_the_key() -> None:
    """/ finds in the article and searches everywhere else."""
    assert by_key(Scope.ARTICLE, Scope.MOVE, Scope.SCREEN)["slash"].id == "read.find"
    assert by_key(Scope.LIST, Scope.MOVE, Scope.SCREEN)["slash"].id == "filter.search"


def test_keys_are_shown_as_people_write_them() -> None:
    """Textual's names of keys are not words for people."""
    names = ("ctrl+d", "question_mark", "g g", "pagedown", "j")
    assert [shown(key) for key in names] == ["^d", "?", "gg", "PgDn", "j"]


async def test_every_listed_command_is_done_where_its_keys_work(
    small_archive, open_reader: OpenReader
) -> None:
    """A command of the table that no part of the program does would be a key that does nothing."""
    from reader.tui.features.contexts.neighbours import NeighbourRows
    from reader.tui.features.contexts.rows import ContextRows
    from reader.tui.features.contexts.screen import ContextsScreen
    from reader.tui.features.trends.plot import TrendPlot

    async with open_reader(small_archive, size=(200, 60)) as desk:
        main = desk.main
        owners: dict[Scope, tuple[object, ...]] = {
            Scope.LIST: (main.posts,),
            Scope.ARTICLE: (main.article, main, *main.FEATURES),
            Scope.PASSAGE: (main.article, *main.FEATURES),
            Scope.TAGS: (main.facets.rows, main.facets),
            Scope.TIMELINE: (main.timeline.periods,),
            Scope.CALENDAR: (main.timeline.calendar,),
            Scope.STRIP: (main.strip,),
            Scope.SCREEN: (main, *main.FEATURES, desk.app),
        }
        await desk.press("P")
        trends = desk.app.screen
        plot = trends.query_one(TrendPlot)
        owners[Scope.TREND] = (trends, plot)
        await desk.press("q", "asterisk")
        year = desk.app.screen
        year_map = year.query_one("#year")
        owners[Scope.YEAR] = (year, year_map)
        await desk.press("q", "slash", "橋", "enter", "I")
        contexts = desk.app.screen
        assert isinstance(contexts, ContextsScreen)
        owners[Scope.CONTEXTS] = (contexts, contexts.query_one(ContextRows))
        owners[Scope.NEIGHBOURS] = (contexts, contexts.query(NeighbourRows).first())
        await desk.press("q", "quotation_mark")
        page = desk.app.screen
        owners[Scope.HIGHLIGHTS] = (page, page.query_one("#highlights"))

        def is_done(command: Command) -> bool:
            if command.scope is Scope.MOVE:
                places = (
                    main.posts,
                    main.article,
                    main.strip,
                    main.timeline.calendar,
                    plot,
                    year_map,
                )
                return all(handlers((place,))(command.id) is not None for place in places)
            if command.id == "move.percent":
                return all(handlers((place,))(command.id) is not None for place in (main.posts, main.article))
            return handlers(owners[command.scope])(command.id) is not None

        assert [command.id for command in listed_commands() if not is_done(command)] == []


async def test_every_dialog_command_is_done(small_archive, open_reader: OpenReader) -> None:
    """The keys of dialogs are in the table, too."""
    from reader.tui.features.changes.rows import ChangeRows
    from reader.tui.features.command_line.screen import CommandLineScreen
    from reader.tui.features.copies.screen import CopiesScreen, CopyRows
    from reader.tui.features.go_to_date.screen import GoToDateScreen
    from reader.tui.features.labels.screen import LabelsScreen, RenameScreen
    from reader.tui.features.own_keys.screen import CaptureScreen, KeysScreen
    from reader.tui.features.saved_searches.rows import SavedRows
    from reader.tui.features.saved_searches.screen import SavedScreen
    from reader.tui.features.search import QueryBar
    from reader.tui.features.settings.screen import SettingsScreen
    from reader.tui.features.settings.value import ValueScreen
    from reader.tui.screens.command_list import HelpScreen
    from reader.tui.screens.dialogs import AskScreen, OutlineRows
    from reader.tui.screens.note import NoteScreen
    from reader.tui.screens.themes import ThemeRows
    from reader.tui.screens.welcome import WelcomeScreen
    from reader.tui.widgets.picker_rows import PickerRows

    kinds = (
        QueryBar,
        AskScreen,
        CaptureScreen,
        KeysScreen,
        CommandLineScreen,
        GoToDateScreen,
        HelpScreen,
        LabelsScreen,
        NoteScreen,
        RenameScreen,
        OutlineRows,
        CopiesScreen,
        ChangeRows,
        CopyRows,
        PickerRows,
        SavedRows,
        SavedScreen,
        SettingsScreen,
        ThemeRows,
        ValueScreen,
        WelcomeScreen,
    )
    unlisted = set(COMMANDS) - set(listed_commands())
    assert {command.id for command in unlisted} >= _TYPED
    methods = {
        command_id
        for kind in kinds
        for base in kind.__mro__
        for method in vars(base).values()
        for command_id in getattr(method, "command_ids", ())
    }
    assert {command.id for command in unlisted} - methods == set()


async def test_a_new_command_takes_one_row_and_one_function(
    small_archive, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As CONTRIBUTING.md shows: key, palette and help follow from the row."""
    row = Command(
        "link.copy-title",
        ("ctrl+t",),
        "Copy the title",
        "Copy the post's title.",
        Group.LINK,
        Scope.SCREEN,
        when=When.POST,
    )

    @handles("link.copy-title")
    def copy_title(self: Clipboard) -> None:
        post = self._host.subject
        assert post is not None
        self.copy(post.title, "Title copied")

    monkeypatch.setattr("reader.tui.app.COMMANDS", (*COMMANDS, row))
    monkeypatch.setattr(Clipboard, "copy_title", copy_title, raising=False)
    monkeypatch.setattr("reader.tui.dispatch._HANDLED", {})
    monkeypatch.setattr("reader.tui.dispatch._handled_along", _handled_along.__wrapped__)
    async with open_reader(small_archive) as desk:
        await desk.press("j", "ctrl+t")
        assert desk.clipboard == "渡輪改點"
        assert "Title copied" in desk.text
        assert row in listed_commands()
        await desk.press("ctrl+p")
        await desk.type("copy the ti")
        assert "^t" in desk.text and "Copy the title  Copy the post's title." in desk.text
