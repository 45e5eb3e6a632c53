"""The frame of the main screen: panes, focus, layout, counts and key sequences."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget

from reader.text.script import fold
from reader.tui.keys import COMMANDS, Command, Group, Scope, bindings, commands, sequences
from reader.tui.layout import ORDER, SIDE_WIDTH, Pane, around, beside, list_width, visible
from reader.tui.painting import PaintingScreen
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.bars import ChipBar, KeyBar, TitleBar
from reader.tui.widgets.link_bar import LinkBar
from reader.tui.widgets.post_list import PostList
from reader.tui.widgets.search_bar import SearchBar
from reader.tui.widgets.suggestions import SuggestionList
from reader.tui.widgets.tag_pane import TagPane
from reader.tui.widgets.time_side import TimeSide
from reader.tui.widgets.time_strip import TimeStrip

_SCOPE_OF: dict[Pane, Scope] = {
    Pane.TAGS: Scope.CHOICE,
    Pane.TIMELINE: Scope.TIMELINE,
    Pane.LIST: Scope.LIST,
    Pane.ARTICLE: Scope.ARTICLE,
}
_MOST_DIGITS = 6
_WAY_TO = {Pane.TAGS: "filter.tags", Pane.TIMELINE: "filter.timeline"}
"""the commands that the footer leaves out in the panes that they lead to"""


class _Panes(Horizontal):
    """The panes side by side, which never scroll: another size asks for no second layout."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)


class PaneScreen(PaintingScreen):
    """The four panes, and which of them are on the screen and have the keys."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.SCREEN)
    AUTO_FOCUS = "#list"
    # Textual paints the whole screen when another widget gets the keys; the two whose looks change say so themselves.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self.zone = zone
        self.pane = Pane.LIST
        """the pane that has the keys, or had them before a line was typed in"""
        self.zen = False
        self._digits = ""
        self._sequence = ""
        # Held, not queried: workers and timers may still report when the screen has let its widgets go.
        self.title_bar = TitleBar(id="title")
        self.suggestions = SuggestionList(id="suggestions")
        self.search_bar = SearchBar(
            "/", 'words, "a phrase", tag:…, date:2024-02, is:unread', choices=self.suggestions, id="search"
        )
        self.chip_bar = ChipBar(id="chips")
        self.strip = TimeStrip(id="strip")
        self.tag_pane = TagPane(fold, id="tags")
        self.timeline = TimeSide(id="timeline")
        self.side = Vertical(self.tag_pane, self.timeline, id="side")
        self.posts = PostList(zone, id="list")
        self.article = ArticlePane(zone=zone, id="article")
        self.link_bar = LinkBar(id="link")
        self.find_bar = SearchBar("find", "words in this article", id="find")
        self.key_bar = KeyBar(id="keys")
        self._widgets: dict[Pane, Widget] = {
            Pane.TAGS: self.tag_pane,
            Pane.TIMELINE: self.timeline,
            Pane.LIST: self.posts,
            Pane.ARTICLE: self.article,
        }

    def compose(self) -> ComposeResult:
        """Title, search, chips, the strip of time; the panes; the keys."""
        yield self.title_bar
        yield self.search_bar
        yield self.suggestions
        yield self.chip_bar
        yield self.strip
        yield _Panes(self.side, self.posts, self.article, id="panes")
        yield self.link_bar
        yield self.find_bar
        yield self.key_bar

    # Layout and focus

    def on_mount(self) -> None:
        """Lay the panes out before the first frame."""
        self._lay_out()

    def on_resize(self) -> None:
        """Another width may show other panes."""
        self._lay_out()

    def shown_panes(self) -> frozenset[Pane]:
        """The panes on the screen."""
        return visible(self.size.width or self.app.size.width, self.pane, zen=self.zen)

    def _lay_out(self) -> None:
        shown = self.shown_panes()
        width = self.size.width or self.app.size.width
        for pane in ORDER:
            self._widgets[pane].display = pane in shown
        self.side.display = bool(shown & {Pane.TAGS, Pane.TIMELINE})
        alone = len(shown) == 1
        # Not by a class of the screen, which would work out the styles of everything on it again.
        self.side.styles.width = "1fr" if alone else SIDE_WIDTH
        if Pane.ARTICLE in shown and not alone:
            self.posts.styles.width = list_width(width)
        else:
            self.posts.styles.width = "1fr"
        bare = self.zen and self.pane is Pane.ARTICLE
        self.title_bar.display = self.key_bar.display = not bare
        self.chip_bar.display = bool(self.chip_bar.chips) and not bare
        self._show_keys()

    def go_to(self, pane: Pane) -> None:
        """Give the keys to a pane, on the screen or not yet."""
        self.pane = pane
        self._lay_out()
        widget = self._widgets[pane]
        if pane is Pane.TAGS:
            widget = self.tag_pane.rows
        elif pane is Pane.TIMELINE:
            widget = self.timeline.with_keys
        # At once, not as `Widget.focus` does: the next picture should show it, and the next key belongs there.
        self.set_focus(widget, scroll_visible=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus wherever the mouse or a pane put it."""
        # A widget's word that it got the focus may come when another has it by now.
        pane = self._pane_of(event.widget) if event.widget is self.focused else None
        if pane is not None and pane is not self.pane:
            self.pane = pane
            self._lay_out()
        self._show_keys()

    def _pane_of(self, widget: Widget) -> Pane | None:
        names = {node.id for node in widget.ancestors_with_self}
        return next((pane for pane in ORDER if pane in names), None)

    def _show_keys(self) -> None:
        here = [command for command in commands(self.scope) if command.footer]
        if self.scope is Scope.STRIP:
            self.key_bar.commands = (*here, command_named("program.help"))
            return
        if self.focused is self.tag_pane.input:
            # All other keys type.
            self.key_bar.commands = (*here, replace(command_named("program.back"), footer="Esc"))
            return
        taken = {key for command in here for key in command.keys}
        on_sides = self.pane in (Pane.TAGS, Pane.TIMELINE)
        rest = [
            command
            for command in commands(Scope.SCREEN)
            if command.footer
            and not taken & set(command.keys)
            and not (on_sides and command.group not in (Group.FILTER, Group.PROGRAM))
            and command.id != _WAY_TO.get(self.pane)
        ]
        self.key_bar.commands = tuple(self.relabelled(command) for command in (*here, *rest))

    @property
    def scope(self) -> Scope:
        """The place whose keys work now."""
        if self.focused is self.strip:
            return Scope.STRIP
        return Scope.CALENDAR if self.focused is self.timeline.calendar else _SCOPE_OF[self.pane]

    def relabelled(self, command: Command) -> Command:
        """The command as the footer names it at this moment."""
        return command

    def action_pane_left(self) -> None:
        """Go to the pane on the left."""
        self.go_to(beside(self.pane, -1))

    def action_pane_right(self) -> None:
        """Go to the pane on the right."""
        self.go_to(beside(self.pane, 1))

    def action_pane_next(self) -> None:
        """Go round the panes."""
        self.go_to(around(self.pane, 1))

    def action_pane_previous(self) -> None:
        """Go round the panes the other way."""
        self.go_to(around(self.pane, -1))

    def action_tags(self) -> None:
        """Go to the tags, ready to type."""
        self.go_to(Pane.TAGS)
        self.tag_pane.enter()

    def action_timeline(self) -> None:
        """Go to the timeline."""
        self.go_to(Pane.TIMELINE)

    def action_zen(self) -> None:
        """Show the article alone, or everything again."""
        self.zen = not self.zen
        self.go_to(Pane.ARTICLE)

    def action_help(self) -> None:
        """Show all keys, those of this pane first."""
        from reader.tui.screens.dialogs import HelpScreen  # not needed for the first frame

        self.app.push_screen(HelpScreen(self.scope))

    # Counts and sequences, which Textual does not know

    async def on_key(self, event: events.Key) -> None:
        """Gather a count or a sequence; run the command that they belong to."""
        if event.key == "escape" and (self._digits or self._sequence):
            self._forget(event)
        elif event.key.isdigit():
            self._digits = (self._digits + event.key)[:_MOST_DIGITS]
            self._wait(event)
        elif any(keys.startswith(f"{self._sequence}{event.key} ") for keys in sequences()):
            self._sequence += f"{event.key} "
            self._wait(event)
        elif (command := sequences().get(f"{self._sequence}{event.key}")) or (
            self._count and (command := self._command_for(event.key))
        ):
            await self._run(command, event)
        else:
            self._forget()

    @property
    def _count(self) -> int:
        return int(self._digits or 0)

    def _command_for(self, key: str) -> Command | None:
        scopes = (self.scope, Scope.MOVE, Scope.SCREEN)
        return next((c for scope in scopes for c in commands(scope) if key in c.keys), None)

    def _wait(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self._show_pending()

    def _forget(self, event: events.Key | None = None) -> None:
        if event is not None:
            event.stop()
            event.prevent_default()
        if self._digits or self._sequence:
            self._digits = self._sequence = ""
            self._show_pending()

    def _show_pending(self) -> None:
        self.key_bar.pending = (self._digits + self._sequence).strip()
        self.article.show_numbers(are_shown=bool(self._digits) and self.pane is Pane.ARTICLE)

    async def _run(self, command: Command, event: events.Key) -> None:
        call = command.call_with(self._count or 1)
        if command.amount == 0:
            call = f"{command.action}({self._count})"  # the count is a number of its own, not a multiple
        self._forget(event)
        await self.run_command(command, call)

    async def run_command(self, command: Command, call: str | None = None) -> None:
        """Do what a command says, in the pane or on the screen that knows it."""
        call = call or command.call
        target: Widget = self
        if command.scope is Scope.STRIP:
            target = self.strip
        elif command.scope is not Scope.SCREEN:
            focused = self.focused
            has_keys = focused is not None and (focused is self.strip or self._pane_of(focused))
            target = focused if focused is not None and has_keys else self._widgets[self.pane]
        await self.app.run_action(call, default_namespace=target)

    async def on_key_bar_ran(self, event: KeyBar.Ran) -> None:
        """A key in the footer was clicked."""
        event.stop()
        await self.run_command(event.command)


def command_named(command_id: str) -> Command:
    """The command with this id; raises KeyError where there is none."""
    for command in COMMANDS:
        if command.id == command_id:
            return command
    raise KeyError(command_id)
