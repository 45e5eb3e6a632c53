"""The one table of keys: bindings, footer, help, palette and the handbook are all made from it.

A command has a stable id, so that a person's own key map can name it. `Scope` says in which pane its keys
work; the action is a method of that pane, or of the main screen where the scope is `SCREEN`. The keys follow
the habits of newsboat, vim, less and Textual programs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from textual.binding import Binding, BindingType


class Scope(StrEnum):
    """Where the keys of a command work."""

    SCREEN = "everywhere"
    MOVE = "in every pane"
    LIST = "in the list"
    ARTICLE = "in the article"
    CHOICE = "on a tag"
    TIMELINE = "in the timeline"
    CALENDAR = "in the calendar"
    STRIP = "in the time strip"
    TREND = "in the trends"


class Group(StrEnum):
    """Under which heading the help shows a command."""

    MOVE = "Move"
    READ = "Read"
    FILTER = "Filter"
    MARK = "Mark"
    LINK = "Links"
    VIEW = "View"
    PROGRAM = "Program"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do, said once."""

    id: str
    keys: tuple[str, ...]
    """Textual's key names; two names with a space between them are a sequence"""
    action: str
    """the method without its `action_`"""
    label: str
    """what the footer and the palette say"""
    tooltip: str
    """what the help says, a sentence"""
    group: Group
    scope: Scope
    amount: int | None = None
    """the number handed to the action; a typed count multiplies it"""
    footer: str = ""
    """how the footer names the keys; empty where the footer leaves the command out"""

    @property
    def call(self) -> str:
        """The action as Textual's bindings spell it."""
        return self.action if self.amount is None else f"{self.action}({self.amount})"

    def call_with(self, count: int) -> str:
        """The action with a typed count; the same as `call` for commands that take none."""
        return self.call if self.amount is None else f"{self.action}({self.amount * count})"

    @property
    def shown_keys(self) -> str:
        """The keys as a person would write them."""
        return " ".join(dict.fromkeys(shown(key) for key in self.keys))


_SHOWN = {
    "down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home",
    "end": "End", "space": "Space", "enter": "Enter", "escape": "Esc", "tab": "Tab", "shift+tab": "S-Tab",
    "slash": "/", "question_mark": "?", "colon": ":", "plus": "+", "minus": "-", "vertical_line": "|",
    "left_square_bracket": "[", "right_square_bracket": "]", "left_curly_bracket": "{",
    "right_curly_bracket": "}", "f1": "F1", "backspace": "⌫", "less_than_sign": "<", "greater_than_sign": ">",
    "full_stop": ".", "comma": ",",
    "shift+left": "S-←", "shift+right": "S-→", "equals_sign": "=",
}  # fmt: skip


def shown(key: str) -> str:
    """A Textual key name as a person would write it: `question_mark` is `?`, `ctrl+d` is `^d`."""
    if " " in key:
        return "".join(shown(part) for part in key.split(" "))
    if key.startswith("ctrl+"):
        return "^" + shown(key.removeprefix("ctrl+"))
    return _SHOWN.get(key, key)


def _c(
    id: str,  # noqa: A002 - the word of Textual's own bindings
    keys: str,
    action: str,
    label: str,
    tooltip: str,
    group: Group,
    scope: Scope,
    amount: int | None = None,
    footer: str = "",
) -> Command:
    return Command(id, tuple(keys.split(",")), action, label, tooltip, group, scope, amount, footer)


COMMANDS: tuple[Command, ...] = (
    _c("move.down", "j,down", "move", "Down", "Next line or post.", Group.MOVE, Scope.MOVE, 1),
    _c("move.up", "k,up", "move", "Up", "Previous line or post.", Group.MOVE, Scope.MOVE, -1),
    _c("move.page-down", "pagedown,space", "page", "Page down", "A page down; at the end of an article, the next unread.", Group.MOVE, Scope.MOVE, 1),
    _c("move.page-up", "pageup,b", "page", "Page up", "A page up.", Group.MOVE, Scope.MOVE, -1),
    _c("move.half-down", "ctrl+d", "half_page", "Half a page down", "Half a page down.", Group.MOVE, Scope.MOVE, 1),
    _c("move.half-up", "ctrl+u", "half_page", "Half a page up", "Half a page up.", Group.MOVE, Scope.MOVE, -1),
    _c("move.top", "g g,home", "top", "Top", "The first line or post.", Group.MOVE, Scope.MOVE),
    _c("move.bottom", "G,end", "bottom", "Bottom", "The last line or post.", Group.MOVE, Scope.MOVE),
    _c("pane.left", "h,left", "pane_left", "Pane to the left", "Go to the pane on the left.", Group.MOVE, Scope.SCREEN),
    _c("pane.right", "l,right", "pane_right", "Pane to the right", "Go to the pane on the right.", Group.MOVE, Scope.SCREEN),
    _c("pane.next", "tab", "pane_next", "Next pane", "Go round the panes.", Group.MOVE, Scope.SCREEN),
    _c("pane.previous", "shift+tab", "pane_previous", "Previous pane", "Go round the panes the other way.", Group.MOVE, Scope.SCREEN),
    _c("time.previous-day", "left_square_bracket", "day", "Previous day", "The nearest earlier day with posts.", Group.MOVE, Scope.SCREEN, -1),
    _c("time.next-day", "right_square_bracket", "day", "Next day", "The nearest later day with posts.", Group.MOVE, Scope.SCREEN, 1),
    _c("time.previous-month", "left_curly_bracket", "month", "Previous month", "The nearest earlier month with posts.", Group.MOVE, Scope.SCREEN, -1),
    _c("time.next-month", "right_curly_bracket", "month", "Next month", "The nearest later month with posts.", Group.MOVE, Scope.SCREEN, 1),
    _c("time.go", "d", "go_to_date", "Go to a date", "Type a time, such as 2019-06, 6/4, yesterday or 三天前: the list goes there.", Group.MOVE, Scope.SCREEN),
    _c("time.strip", "w", "time_strip", "Time strip", "Go to the strip of time over the list.", Group.MOVE, Scope.SCREEN),
    _c("time.calendar", "C", "calendar", "Calendar", "Go to the calendar month; from there, to the years.", Group.MOVE, Scope.SCREEN),
    _c("calendar.back", "h,left", "step", "Day", "The day before; j and k are weeks.", Group.MOVE, Scope.CALENDAR, -1, footer="← →"),
    _c("calendar.on", "l,right", "step", "Day after", "The day after; j and k are weeks.", Group.MOVE, Scope.CALENDAR, 1),
    _c("calendar.previous", "left_square_bracket", "with_posts", "Day with posts", "The nearest earlier day with posts.", Group.MOVE, Scope.CALENDAR, -1, footer="[ ]"),
    _c("calendar.next", "right_square_bracket", "with_posts", "Day with posts, later", "The nearest later day with posts.", Group.MOVE, Scope.CALENDAR, 1),
    _c("calendar.month-back", "left_curly_bracket", "month", "Month", "The month before.", Group.MOVE, Scope.CALENDAR, -1, footer="{ }"),
    _c("calendar.month-on", "right_curly_bracket", "month", "Month after", "The month after.", Group.MOVE, Scope.CALENDAR, 1),
    _c("calendar.apply", "enter", "apply", "Choose", "Show the posts of this day and go to the list.", Group.FILTER, Scope.CALENDAR, footer="Enter"),
    _c("strip.earlier", "h,left", "step", "Earlier", "The period before.", Group.MOVE, Scope.STRIP, -1, footer="← →"),
    _c("strip.later", "l,right", "step", "Later", "The period after.", Group.MOVE, Scope.STRIP, 1),
    _c("strip.previous", "left_square_bracket", "with_posts", "Earlier posts", "The nearest earlier period with posts.", Group.MOVE, Scope.STRIP, -1),
    _c("strip.next", "right_square_bracket", "with_posts", "Later posts", "The nearest later period with posts.", Group.MOVE, Scope.STRIP, 1),
    _c("strip.most", "m", "fullest", "The most", "The period with the most posts.", Group.MOVE, Scope.STRIP, footer="m"),
    _c("strip.range", "v", "select", "Range", "Begin a range at the cursor, or drop it.", Group.FILTER, Scope.STRIP, footer="v"),
    _c("strip.extend-earlier", "shift+left", "extend", "Range to earlier", "Choose the period before, too.", Group.FILTER, Scope.STRIP, -1),
    _c("strip.extend-later", "shift+right", "extend", "Range to later", "Choose the period after, too.", Group.FILTER, Scope.STRIP, 1),
    _c("strip.zoom-in", "plus,equals_sign", "zoom", "Nearer", "Show half as much time, or the range alone.", Group.VIEW, Scope.STRIP, 1, footer="+ -"),
    _c("strip.zoom-out", "minus", "zoom", "Further", "Show twice as much time.", Group.VIEW, Scope.STRIP, -1),
    _c("strip.apply", "enter", "apply", "Choose", "Show the posts of this period or range; again to take it back.", Group.FILTER, Scope.STRIP, footer="Enter"),
    _c("strip.hide", "w", "hide", "Hide", "Hide the strip; w in the list brings it back.", Group.VIEW, Scope.STRIP, footer="w"),
    _c("strip.leave", "q,escape", "leave", "Back", "Drop the range, or go back to the list.", Group.PROGRAM, Scope.STRIP, footer="q"),

    _c("read.open", "enter", "open", "Read", "Open the post under the cursor. In an empty list, drop the part of the query that empties it.", Group.READ, Scope.LIST, footer="Enter"),
    _c("read.next", "J", "article", "Next article", "Open the next post without leaving the article.", Group.READ, Scope.SCREEN, 1, footer="J K"),
    _c("read.previous", "K", "article", "Previous article", "Open the previous post without leaving the article.", Group.READ, Scope.SCREEN, -1),
    _c("read.next-unread", "n", "next_hit_or_unread", "Next unread", "The next hit while words are found in the article; else the next unread post.", Group.READ, Scope.SCREEN, 1, footer="n"),
    _c("read.previous-unread", "N", "next_hit_or_unread", "Previous unread", "The previous hit while words are found in the article; else the previous unread post.", Group.READ, Scope.SCREEN, -1),
    _c("read.back", "H", "history", "Back", "Back to the article read before, at the same place.", Group.READ, Scope.SCREEN, -1),
    _c("read.forward", "L", "history", "Forward", "Forward again.", Group.READ, Scope.SCREEN, 1),
    _c("read.visited", "V", "visited", "History", "What you have read, the last first; Enter goes there, to the same place.", Group.READ, Scope.SCREEN),
    _c("read.story", "r", "story", "Story", "The story of this post in order of time: its timeline, links, and posts that share rare words.", Group.READ, Scope.SCREEN, footer="r"),
    _c("read.find", "slash", "find", "Find", "Find words in this article; n and N go from hit to hit.", Group.READ, Scope.ARTICLE, footer="/"),
    _c("read.copies", "a", "copies", "Copies", "The files that hold this post, and in what they differ; Enter opens one.", Group.READ, Scope.SCREEN),
    _c("read.outline", "i", "outline", "Outline", "The headings of this article; Enter goes to one.", Group.READ, Scope.ARTICLE),

    _c("filter.search", "slash", "search", "Search", "Search all posts; the list follows while you type.", Group.FILTER, Scope.SCREEN, footer="/"),
    _c("filter.tags", "t", "tags", "Tags", "Go to tags, authors, sites, languages, years: type to narrow, Enter chooses.", Group.FILTER, Scope.SCREEN, footer="t"),
    _c("filter.timeline", "T", "timeline", "Timeline", "Go to the years, months and days: Enter chooses.", Group.FILTER, Scope.SCREEN, footer="T"),
    _c("filter.and", "plus", "choose('and')", "And", "Only posts that also have this; again to take it back.", Group.FILTER, Scope.CHOICE, footer="+"),
    _c("filter.not", "minus", "choose('not')", "Not", "No posts that have this; again to take it back.", Group.FILTER, Scope.CHOICE, footer="-"),
    _c("filter.or", "vertical_line", "choose('or')", "Or", "Also posts that have this; again to take it back.", Group.FILTER, Scope.CHOICE, footer="|"),
    _c("filter.apply", "enter", "apply", "Choose", "Show the posts with this, of its group this alone, and go to the list.", Group.FILTER, Scope.CHOICE, footer="Enter"),
    _c("filter.fold", "space", "unfold", "Fold", "Fold the group, or unfold it.", Group.FILTER, Scope.CHOICE, footer="Space"),
    _c("filter.next-group", "right_square_bracket", "group", "Next group", "The next group: channels, keywords, hashtags, authors, sites, languages, years.", Group.FILTER, Scope.CHOICE, 1, footer="] ["),
    _c("filter.previous-group", "left_square_bracket", "group", "Previous group", "The group before.", Group.FILTER, Scope.CHOICE, -1),
    _c("filter.order", "o", "order", "Order", "Sort by count, by name, or by the newest post.", Group.FILTER, Scope.CHOICE, footer="o"),
    _c("filter.period", "enter", "apply", "Choose", "Show the posts of this year, month or day and go to the list.", Group.FILTER, Scope.TIMELINE, footer="Enter"),
    _c("filter.unfold", "space", "unfold", "Unfold", "Show or hide the months of a year, the days of a month.", Group.FILTER, Scope.TIMELINE, footer="Space"),
    _c("filter.this-day", "D", "on_this_day", "On this day", "The posts of the same day in all years; again to take it back.", Group.FILTER, Scope.SCREEN),
    _c("time.trends", "P", "trends", "Trends", "How often the posts of this query and of others appear, month by month.", Group.VIEW, Scope.SCREEN),
    _c("trend.earlier", "h,left", "step", "Earlier", "The period before.", Group.MOVE, Scope.TREND, -1, footer="← →"),
    _c("trend.later", "l,right", "step", "Later", "The period after.", Group.MOVE, Scope.TREND, 1),
    _c("trend.most", "m", "fullest", "The most", "The period in which the chosen query has the most.", Group.MOVE, Scope.TREND, footer="m"),
    _c("trend.apply", "enter", "apply", "Read", "Show the posts of the chosen query in this period.", Group.FILTER, Scope.TREND, footer="Enter"),
    _c("trend.add", "plus", "ask('add')", "Compare", "Compare with another query.", Group.FILTER, Scope.TREND, footer="+"),
    _c("trend.remove", "minus", "ask('remove')", "Take away", "Take the chosen query away; j and k choose.", Group.FILTER, Scope.TREND, footer="-"),
    _c("trend.share", "s", "share", "Share", "Show posts, or their share of all posts.", Group.VIEW, Scope.TREND, footer="s"),
    _c("trend.unit", "u", "ask('granularity')", "Month, year, day", "Count by month, by year or by day.", Group.VIEW, Scope.TREND, footer="u"),
    _c("trend.leave", "q,escape", "ask('leave')", "Back", "Back to the list.", Group.PROGRAM, Scope.TREND, footer="q"),
    _c("filter.unread", "u", "only_unread", "Unread only", "Show unread posts only, or all again.", Group.FILTER, Scope.SCREEN),
    _c("filter.starred", "S", "only_starred", "Starred only", "Show starred posts only, or all again.", Group.FILTER, Scope.SCREEN),
    _c("filter.saved", "W", "save_search", "Saved searches", "Give the query a name, or show the posts of one that has a name.", Group.FILTER, Scope.SCREEN),
    _c("filter.clear", "x,backspace", "clear_filters", "Clear filters", "Take all filters away.", Group.FILTER, Scope.SCREEN, footer="x"),

    _c("mark.star", "s", "star", "Star", "Star the post, or take the star away.", Group.MARK, Scope.SCREEN, footer="s"),
    _c("mark.read", "m", "toggle_read", "Read/unread", "Mark the post read, or unread.", Group.MARK, Scope.SCREEN, footer="m"),
    _c("mark.all", "A", "mark_all_read", "All read", "Mark all shown posts as read; U takes it back.", Group.MARK, Scope.SCREEN),
    _c("mark.undo", "U", "undo", "Undo marks", "Take the last change of marks back.", Group.MARK, Scope.SCREEN),

    _c("link.follow", "f", "hints(False)", "Follow a link", "Letters appear on the links: type one to follow it.", Group.LINK, Scope.ARTICLE, footer="f"),
    _c("link.browser", "F", "hints(True)", "Link in the browser", "Letters appear on the links: type one to open it in the browser.", Group.LINK, Scope.ARTICLE),
    _c("link.next", "full_stop", "link", "Next link", "Put the cursor on the next link; its address is shown.", Group.LINK, Scope.ARTICLE, 1, footer=". ,"),
    _c("link.previous", "comma", "link", "Previous link", "Put the cursor on the link before.", Group.LINK, Scope.ARTICLE, -1),
    _c("link.go", "enter", "follow_cursor", "Follow", "Follow the link under the cursor.", Group.LINK, Scope.ARTICLE),
    _c("link.backlinks", "B", "backlinks", "Who links here", "The posts that link to this one.", Group.LINK, Scope.SCREEN),
    _c("link.address", "o", "open_address", "Open in the browser", "Open the post's own address in the browser; 3o opens link 3, and a digit shows the numbers.", Group.LINK, Scope.SCREEN, 0),
    _c("link.copy", "y", "copy_address", "Copy the address", "Copy the post's own address.", Group.LINK, Scope.SCREEN),
    _c("link.copy-article", "Y", "copy_article", "Copy the article", "Copy the article as Markdown.", Group.LINK, Scope.SCREEN),

    _c("view.right", "greater_than_sign", "sideways", "Scroll right", "Scroll a wide table to the right.", Group.VIEW, Scope.ARTICLE, 8),
    _c("view.left", "less_than_sign", "sideways", "Scroll left", "Scroll a wide table back to the left.", Group.VIEW, Scope.ARTICLE, -8),
    _c("view.excerpts", "E", "excerpts", "Excerpts", "Show the line in which the words stand under each title, or no longer.", Group.VIEW, Scope.SCREEN),
    _c("view.zen", "z", "zen", "Article alone", "Show the article alone, or all panes again.", Group.VIEW, Scope.SCREEN),
    _c("view.script", "c", "script", "Script", "Chinese as written, in 繁體, or in 简体.", Group.VIEW, Scope.SCREEN, footer="c"),
    _c("view.editor", "e", "edit", "Open in the editor", "Look at the file in $VISUAL or $EDITOR.", Group.VIEW, Scope.SCREEN),
    _c("program.refresh", "R", "refresh_posts", "Look for new posts", "Look for new and changed posts.", Group.PROGRAM, Scope.SCREEN),
    _c("program.help", "question_mark,f1", "help", "Help", "This help.", Group.PROGRAM, Scope.SCREEN, footer="?"),
    _c("program.palette", "ctrl+p,colon", "app.command_palette", "All commands", "Find a command by its name.", Group.PROGRAM, Scope.SCREEN),
    _c("program.back", "q,escape", "back", "Back", "One step back: article, list, filters off, then out.", Group.PROGRAM, Scope.SCREEN, footer="q"),
    _c("program.quit", "Q,ctrl+q", "app.quit", "Quit", "Leave at once.", Group.PROGRAM, Scope.SCREEN),
)  # fmt: skip


@cache
def commands(*scopes: Scope) -> tuple[Command, ...]:
    """The commands of these scopes, in the order of the table."""
    return tuple(command for command in COMMANDS if command.scope in scopes)


def bindings(*scopes: Scope) -> list[BindingType]:
    """Textual's bindings for these scopes. Sequences are left out: the main screen reads them key by key."""
    return [
        Binding(
            ",".join(key for key in command.keys if " " not in key),
            command.call,
            command.label,
            show=bool(command.footer),
            tooltip=command.tooltip,
            id=command.id,
        )
        for command in commands(*scopes)
    ]


@cache
def sequences() -> dict[str, Command]:
    """The commands that answer to two keys in a row, by those keys."""
    return {key: command for command in COMMANDS for key in command.keys if " " in key}
