"""The table of commands, the source of keys, footer, help, palette and the handbook's list.

A command is called by its id alone; its handler registers with `reader.tui.dispatch.handles`, and `Scope` says where
its keys work. The keys follow newsboat, vim, less and Textual programs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.language import later
from reader.tui.keys.names import shown


class Scope(StrEnum):
    """Where the keys of a command work."""

    SCREEN = later("everywhere")
    MOVE = later("in every pane")
    LIST = later("in the list")
    ARTICLE = later("in the article")
    TAGS = later("on a tag")
    TIMELINE = later("in the timeline")
    CALENDAR = later("in the calendar")
    STRIP = later("in the time strip")
    TREND = later("in the trends")
    YEAR = later("in the year")
    TYPING = later("in the search line")
    """keys that the input line reads itself; they are listed here for the footer"""
    DIALOG = later("in a dialog")
    QUESTION = later("in a question")
    PICKER = later("in a list of articles")
    OUTLINE = later("in the outline")
    COPIES = later("in the list of copies")
    CHANGES = later("in what differs between copies")
    CONTEXTS = later("in the contexts")
    NEIGHBOURS = later("in the neighbours")
    SAVED = later("in the saved searches")
    CHANGE_LOG = later("in the list of changes")
    WELCOME = later("at the first start")
    SETTINGS = later("in the settings")
    THEMES = later("in the list of themes")
    HELP = later("in the help")
    KEYS = later("in the keys")
    FINDING = later("while a command is looked for")
    CAPTURE = later("while a key is chosen")
    COMMAND_LINE = later("in the command line")
    SETTING_VALUE = later("while a setting is typed")
    LABELS = later("in the labels")
    LABEL_NAME = later("while a label is renamed")
    NOTE = later("while a note is written")
    DATE = later("while a date is typed")
    HIGHLIGHTS = later("in the highlights and notes")
    PASSAGE = later("while a passage is chosen")


_PANES = (Scope.LIST, Scope.ARTICLE, Scope.TAGS, Scope.TIMELINE, Scope.CALENDAR, Scope.STRIP, Scope.PASSAGE)
_PAGES = (Scope.TREND, Scope.YEAR, Scope.CONTEXTS, Scope.NEIGHBOURS, Scope.HIGHLIGHTS)
_DIALOGS = (
    Scope.PICKER, Scope.OUTLINE, Scope.COPIES, Scope.CHANGES, Scope.SAVED, Scope.CHANGE_LOG, Scope.HELP, Scope.KEYS,
    Scope.THEMES,
)  # fmt: skip
_ALONE = (Scope.NOTE, Scope.TYPING, Scope.COMMAND_LINE)
TYPED = (
    Scope.LABELS, Scope.LABEL_NAME, Scope.DATE, Scope.NOTE, Scope.TYPING, Scope.SETTINGS, Scope.SETTING_VALUE,
    Scope.FINDING, Scope.COMMAND_LINE,
)  # fmt: skip
"""where a text is typed: keys that write or edit one are not for commands"""


def with_wider(scope: Scope) -> tuple[Scope, ...]:
    """Return a scope and those whose keys work there, too, by falling priority."""
    if scope in _PANES:
        return (scope, Scope.MOVE, Scope.SCREEN)
    if scope in _PAGES or scope is Scope.DIALOG:
        return (scope, Scope.MOVE)
    if scope in _DIALOGS:
        return (scope, Scope.DIALOG, Scope.MOVE)
    return (scope, Scope.DIALOG) if scope in TYPED and scope not in _ALONE else (scope,)


class Group(StrEnum):
    """The heading under which the help lists a command."""

    MOVE = later("Move")
    READ = later("Read")
    FILTER = later("Filter")
    MARK = later("Mark")
    LINK = later("Links")
    VIEW = later("View")
    PROGRAM = later("Program")
    TYPING = later("Typing")
    DIALOG = later("Dialogs")


class When(StrEnum):
    """The precondition of a command: what it needs."""

    ALWAYS = "nothing"
    POST = later("a post")
    """there is a post to act on: the open one, or the one under the cursor"""
    LISTED = later("posts in the list")
    """at least one post is listed"""
    SELECTED = later("something selected with the mouse")
    """something is selected with the mouse"""


@dataclass(frozen=True, slots=True)
class Command:
    """An action of the user, with its keys and its texts."""

    id: str
    keys: tuple[str, ...]
    """Textual's key names; a space separates the keys of a sequence"""
    label: str
    """the name in the footer and the palette"""
    help: str
    """the description in the help, a sentence"""
    group: Group
    scope: Scope
    amount: int | None = None
    """the handler's argument; a typed count multiplies it, or replaces it if it is 0"""
    footer: str = ""
    """the keys as the footer shows them, with those of commands that it stands for, too; empty if the footer leaves it out"""
    when: When = When.ALWAYS
    is_rebound: bool = False
    """whether the user chose the keys"""

    def number(self, count: int) -> int | None:
        """Return the handler's argument for a typed count (0 for none); None for a command without a number."""
        if self.amount is None:
            return None
        return count if self.amount == 0 else self.amount * (count or 1)

    @property
    def key(self) -> str:
        """The first of the keys as it is shown, or the name under which the command line has the command."""
        return shown(self.keys[0]) if self.keys else f":{self.id}"

    @property
    def shown_keys(self) -> str:
        """The keys as the help displays them."""
        return " ".join(dict.fromkeys(shown(key) for key in self.keys))


def _c(
    id: str,
    keys: str,
    label: str,
    help: str,  # noqa: A002 - the field's own name
    group: Group,
    scope: Scope,
    amount: int | None = None,
    footer: str = "",
    when: When = When.ALWAYS,
) -> Command:
    return Command(
        id, tuple(keys.split(",")) if keys else (), label, help, group, scope, amount, footer, when
    )


COMMANDS: tuple[Command, ...] = (
    _c("move.down", "j,down", "Down", "Next line or post.", Group.MOVE, Scope.MOVE, 1),
    _c("move.up", "k,up", "Up", "Previous line or post.", Group.MOVE, Scope.MOVE, -1),
    _c("move.page-down", "pagedown,space", "Page down", "A page down; at the end of an article, the next unread.", Group.MOVE, Scope.MOVE, 1),
    _c("move.page-up", "pageup,b", "Page up", "A page up.", Group.MOVE, Scope.MOVE, -1),
    _c("move.half-down", "ctrl+d", "Half a page down", "Half a page down.", Group.MOVE, Scope.MOVE, 1),
    _c("move.half-up", "ctrl+u", "Half a page up", "Half a page up.", Group.MOVE, Scope.MOVE, -1),
    _c("move.top", "g g,home", "Top", "The first line or post; after a number, the one of that number.", Group.MOVE, Scope.MOVE, 0),
    _c("move.bottom", "G,end", "Bottom", "The last line or post; after a number, the one of that number.", Group.MOVE, Scope.MOVE, 0),
    _c("pane.left", "h,left", "Pane to the left", "Go to the pane on the left.", Group.MOVE, Scope.SCREEN),
    _c("pane.right", "l,right", "Pane to the right", "Go to the pane on the right.", Group.MOVE, Scope.SCREEN),
    _c("pane.next", "tab", "Next pane", "Go round the panes.", Group.MOVE, Scope.SCREEN),
    _c("pane.previous", "shift+tab", "Previous pane", "Go round the panes the other way.", Group.MOVE, Scope.SCREEN),
    _c("time.previous-day", "left_square_bracket", "Previous day", "The nearest earlier day with posts.", Group.MOVE, Scope.SCREEN, -1),
    _c("time.next-day", "right_square_bracket", "Next day", "The nearest later day with posts.", Group.MOVE, Scope.SCREEN, 1),
    _c("time.previous-month", "left_curly_bracket", "Previous month", "The nearest earlier month with posts.", Group.MOVE, Scope.SCREEN, -1),
    _c("time.next-month", "right_curly_bracket", "Next month", "The nearest later month with posts.", Group.MOVE, Scope.SCREEN, 1),
    _c("time.go", "d", "Go to a date", "Type a time, such as 2019-06, 6/4, yesterday or 三天前: the list goes there.", Group.MOVE, Scope.SCREEN),
    _c("time.strip", "w", "Time strip", "Go to the strip of time over the list.", Group.MOVE, Scope.SCREEN),
    _c("time.calendar", "C", "Calendar", "Go to the calendar month; from there, to the years.", Group.MOVE, Scope.SCREEN),
    _c("move.percent", "percent_sign", "Per cent", "Go so many per cent of the way: after 50, to the middle; without a number, to the beginning.", Group.MOVE, Scope.SCREEN, 0),
    _c("calendar.back", "h,left", "Day", "The day before; {move.down} and {move.up} are weeks.", Group.MOVE, Scope.CALENDAR, -1, footer="← →"),
    _c("calendar.on", "l,right", "Day after", "The day after; {move.down} and {move.up} are weeks.", Group.MOVE, Scope.CALENDAR, 1),
    _c("calendar.previous", "left_square_bracket", "Day with posts", "The nearest earlier day with posts.", Group.MOVE, Scope.CALENDAR, -1, footer="[ ]"),
    _c("calendar.next", "right_square_bracket", "Day with posts, later", "The nearest later day with posts.", Group.MOVE, Scope.CALENDAR, 1),
    _c("calendar.month-back", "left_curly_bracket", "Month", "The month before.", Group.MOVE, Scope.CALENDAR, -1, footer="{ }"),
    _c("calendar.month-on", "right_curly_bracket", "Month after", "The month after.", Group.MOVE, Scope.CALENDAR, 1),
    _c("calendar.apply", "enter", "Choose", "Show the posts of this day and go to the list.", Group.FILTER, Scope.CALENDAR, footer="Enter"),
    _c("strip.earlier", "h,left", "Period", "The period before.", Group.MOVE, Scope.STRIP, -1, footer="← →"),
    _c("strip.later", "l,right", "Period after", "The period after.", Group.MOVE, Scope.STRIP, 1),
    _c("strip.previous", "left_square_bracket", "Earlier posts", "The nearest earlier period with posts.", Group.MOVE, Scope.STRIP, -1),
    _c("strip.next", "right_square_bracket", "Later posts", "The nearest later period with posts.", Group.MOVE, Scope.STRIP, 1),
    _c("strip.most", "m", "The most", "The period with the most posts.", Group.MOVE, Scope.STRIP, footer="m"),
    _c("strip.range", "v", "Range", "Begin a range at the cursor, or drop it.", Group.FILTER, Scope.STRIP, footer="v"),
    _c("strip.extend-earlier", "shift+left", "Range to earlier", "Choose the period before, too.", Group.FILTER, Scope.STRIP, -1),
    _c("strip.extend-later", "shift+right", "Range to later", "Choose the period after, too.", Group.FILTER, Scope.STRIP, 1),
    _c("strip.zoom-in", "plus,equals_sign", "Nearer", "Show half as much time, or the range alone.", Group.VIEW, Scope.STRIP, 1, footer="+ -"),
    _c("strip.zoom-out", "minus", "Further", "Show twice as much time.", Group.VIEW, Scope.STRIP, -1),
    _c("strip.apply", "enter", "Choose", "Show the posts of this period or range; again to take it back.", Group.FILTER, Scope.STRIP, footer="Enter"),
    _c("strip.hide", "w", "Hide", "Hide the strip; {time.strip} in the list brings it back.", Group.VIEW, Scope.STRIP, footer="w"),
    _c("strip.leave", "q,escape", "Back", "Drop the range, or go back to the list.", Group.PROGRAM, Scope.STRIP, footer="q"),

    _c("read.open", "enter", "Read", "Open the post under the cursor. In an empty list, search for what the row says.", Group.READ, Scope.LIST, footer="Enter"),
    _c("read.next", "J", "Next article", "Open the next post without leaving the article.", Group.READ, Scope.SCREEN, 1, footer="J K"),
    _c("read.previous", "K", "Previous article", "Open the previous post without leaving the article.", Group.READ, Scope.SCREEN, -1),
    _c("read.next-unread", "n", "Next unread", "The next hit while words are found in the article; else the next unread post.", Group.READ, Scope.SCREEN, 1, footer="n"),
    _c("read.previous-unread", "N", "Previous unread", "The previous hit while words are found in the article; else the previous unread post.", Group.READ, Scope.SCREEN, -1),
    _c("read.back", "H", "Back", "Back to the article read before, at the same place.", Group.READ, Scope.SCREEN, -1),
    _c("read.forward", "L", "Forward", "Forward again.", Group.READ, Scope.SCREEN, 1),
    _c("read.visited", "V", "History", "What you have read, most recent first; {picker.read} goes back to the same place.", Group.READ, Scope.SCREEN),
    _c("read.continue", "apostrophe", "Continue", "The articles that you began and did not finish, most recent first; {picker.read} continues where you left off.", Group.READ, Scope.SCREEN),
    _c("read.story", "r", "Story", "The story of this post in order of time: its timeline, links, and posts that share rare words.", Group.READ, Scope.SCREEN, footer="r", when=When.POST),
    _c("read.find", "slash", "Find", "Find words in this article; {read.next-unread} and {read.previous-unread} go from hit to hit.", Group.READ, Scope.ARTICLE, footer="/", when=When.POST),
    _c("read.copies", "a", "Copies", "The files that hold this post, and how they differ; {copies.open} opens one.", Group.READ, Scope.SCREEN, when=When.POST),
    _c("read.outline", "i", "Outline", "The headings of this article; {outline.go} goes to one.", Group.READ, Scope.ARTICLE),

    _c("filter.search", "slash", "Search", "Search all posts; the list follows while you type.", Group.FILTER, Scope.SCREEN, footer="/"),
    _c("filter.tags", "t", "Tags", "Go to tags, authors, sites, languages, years: type to narrow, {filter.apply} chooses.", Group.FILTER, Scope.SCREEN, footer="t"),
    _c("filter.timeline", "T", "Timeline", "Go to the years, months and days: {filter.period} chooses.", Group.FILTER, Scope.SCREEN, footer="T"),
    _c("filter.and", "plus", "And", "Only posts that also have this; again to take it back.", Group.FILTER, Scope.TAGS, footer="+"),
    _c("filter.not", "minus", "Not", "No posts that have this; again to take it back.", Group.FILTER, Scope.TAGS, footer="-"),
    _c("filter.or", "vertical_line", "Or", "Also posts that have this; again to take it back.", Group.FILTER, Scope.TAGS, footer="|"),
    _c("filter.apply", "enter", "Choose", "Show the posts with this, in place of any other of its group, and go to the list.", Group.FILTER, Scope.TAGS, footer="Enter"),
    _c("filter.fold", "space", "Fold", "Fold the group, or unfold it.", Group.FILTER, Scope.TAGS, footer="Space"),
    _c("filter.next-group", "right_square_bracket", "Next group", "The next group: channels, keywords, hashtags, authors, sites, languages, years.", Group.FILTER, Scope.TAGS, 1, footer="] ["),
    _c("filter.previous-group", "left_square_bracket", "Previous group", "The group before.", Group.FILTER, Scope.TAGS, -1),
    _c("filter.order", "o", "Order", "Sort by count, by name, or by the newest post.", Group.FILTER, Scope.TAGS, footer="o"),
    _c("filter.period", "enter", "Choose", "Show the posts of this year, month or day and go to the list.", Group.FILTER, Scope.TIMELINE, footer="Enter"),
    _c("filter.unfold", "space", "Unfold", "Show or hide the months of a year, the days of a month.", Group.FILTER, Scope.TIMELINE, footer="Space"),
    _c("filter.this-day", "D", "On this day", "The posts of the same day in all years; again to take it back.", Group.FILTER, Scope.SCREEN),
    _c("time.trends", "P", "Trends", "How often the posts of this query and of others appear, month by month.", Group.VIEW, Scope.SCREEN),
    _c("trend.earlier", "h,left", "Period", "The period before.", Group.MOVE, Scope.TREND, -1, footer="← →"),
    _c("trend.later", "l,right", "Period after", "The period after.", Group.MOVE, Scope.TREND, 1),
    _c("trend.most", "m", "The most", "The period in which the chosen query has the most.", Group.MOVE, Scope.TREND, footer="m"),
    _c("trend.apply", "enter", "Read", "Show the posts of the chosen query in this period.", Group.FILTER, Scope.TREND, footer="Enter"),
    _c("trend.add", "plus", "Compare", "Compare with another query.", Group.FILTER, Scope.TREND, footer="+"),
    _c("trend.remove", "minus", "Take away", "Take the chosen query away; {move.down} and {move.up} choose.", Group.FILTER, Scope.TREND, footer="-"),
    _c("trend.share", "s", "Share", "Show posts, or their share of all posts.", Group.VIEW, Scope.TREND, footer="s"),
    _c("trend.unit", "u", "Month, year, day", "Count by month, by year or by day.", Group.VIEW, Scope.TREND, footer="u"),
    _c("trend.leave", "q,escape", "Back", "Back to the list.", Group.PROGRAM, Scope.TREND, footer="q"),
    _c("time.year", "asterisk", "Year", "A year of days, by how many posts each has and how many you read on it.", Group.VIEW, Scope.SCREEN),
    _c("year.week-back", "h,left", "Week", "The week before; {move.down} and {move.up} are days, {move.page-down} and {move.page-up} years.", Group.MOVE, Scope.YEAR, -1, footer="← →"),
    _c("year.week-on", "l,right", "Week after", "The week after.", Group.MOVE, Scope.YEAR, 1),
    _c("year.apply", "enter", "Choose", "Show the posts of this day and go to the list.", Group.FILTER, Scope.YEAR, footer="Enter"),
    _c("year.month-back", "left_curly_bracket", "Month", "The month before.", Group.MOVE, Scope.YEAR, -1, footer="{ }"),
    _c("year.month-on", "right_curly_bracket", "Month after", "The month after.", Group.MOVE, Scope.YEAR, 1),
    _c("year.previous", "left_square_bracket", "Day with posts", "The nearest earlier day with posts.", Group.MOVE, Scope.YEAR, -1, footer="[ ]"),
    _c("year.next", "right_square_bracket", "Day with posts, later", "The nearest later day with posts.", Group.MOVE, Scope.YEAR, 1),
    _c("year.most", "m", "The most", "The day of the year with the most posts.", Group.MOVE, Scope.YEAR, footer="m"),
    _c("year.leave", "q,escape,asterisk", "Back", "Back to the list.", Group.PROGRAM, Scope.YEAR, footer="q"),
    _c("view.contexts", "I", "In context", "Every hit of the words on a line of its own, in its context.", Group.VIEW, Scope.SCREEN),
    _c("contexts.open", "enter,o", "Read", "Open the article at this hit; {program.back} comes back, {read.next-unread} and {read.previous-unread} go on from hit to hit.", Group.READ, Scope.CONTEXTS, footer="Enter"),
    _c("contexts.sort", "s", "Order", "Sort by time, by what follows, by what stands before, or by channel.", Group.VIEW, Scope.CONTEXTS, footer="s"),
    _c("contexts.group", "p", "By post", "Keep the hits of a post together under its title, or no longer.", Group.VIEW, Scope.CONTEXTS, footer="p"),
    _c("contexts.neighbours", "w", "Words beside", "What stands beside the hits most often, before and after; {neighbours.choose} keeps those hits alone.", Group.FILTER, Scope.CONTEXTS, footer="w"),
    _c("contexts.widen", "x,backspace", "Take back", "Show the hits again that the last choice left out.", Group.FILTER, Scope.CONTEXTS),
    _c("contexts.next-post", "J", "Next post", "The first hit of the next post.", Group.MOVE, Scope.CONTEXTS, 1),
    _c("contexts.previous-post", "K", "Previous post", "The first hit of the post before.", Group.MOVE, Scope.CONTEXTS, -1),
    _c("contexts.copy", "y", "Copy the line", "Copy the hit with what stands around it.", Group.LINK, Scope.CONTEXTS, footer="y"),
    _c("contexts.write", "W", "Write a table", "Write all hits as CSV into the folder that the reader was started in.", Group.LINK, Scope.CONTEXTS, footer="W"),
    _c("contexts.leave", "q,escape,I", "Back", "Take the last choice back, or go back to the list.", Group.PROGRAM, Scope.CONTEXTS, footer="q"),
    _c("neighbours.choose", "enter", "Keep these", "Show the hits alone that have this beside them.", Group.FILTER, Scope.NEIGHBOURS, footer="Enter"),
    _c("neighbours.before", "h,left", "Before, after", "Go to what stands before the hits.", Group.MOVE, Scope.NEIGHBOURS, footer="← →"),
    _c("neighbours.after", "l,right", "After", "Go to what follows the hits.", Group.MOVE, Scope.NEIGHBOURS),
    _c("neighbours.other", "tab,shift+tab", "Other side", "Go to the other side.", Group.MOVE, Scope.NEIGHBOURS),
    _c("neighbours.leave", "q,escape,w", "Back", "Back to the hits.", Group.PROGRAM, Scope.NEIGHBOURS, footer="q"),
    _c("filter.unread", "u", "Unread only", "Show unread posts only, or all again.", Group.FILTER, Scope.SCREEN),
    _c("filter.starred", "S", "Starred only", "Show starred posts only, or all again.", Group.FILTER, Scope.SCREEN),
    _c("filter.relevance", "O", "Order", "The next order: by relevance to the words that are searched for, oldest, longest, unread or newest first.", Group.FILTER, Scope.SCREEN),
    _c("filter.saved", "W", "Saved searches", "Give the query a name, or show the posts of one that has a name.", Group.FILTER, Scope.SCREEN),
    _c("filter.clear", "x,backspace", "Clear filters", "Take all filters away.", Group.FILTER, Scope.SCREEN, footer="x"),

    _c("list.range", "v", "Choose a range", "Begin a range at the cursor; {list.range} again ends it, and marks act on all that is chosen.", Group.MARK, Scope.LIST, when=When.LISTED),
    _c("list.pick", "X", "Choose", "Choose this post, or let go of it, and go to the next one.", Group.MARK, Scope.LIST, 1, when=When.LISTED),
    _c("list.all", "ctrl+a", "Choose all", "Choose all posts that the query finds, and say how many.", Group.MARK, Scope.LIST, when=When.LISTED),
    _c("list.first-shown", "", "Top of the screen", "Go to the first post on the screen.", Group.VIEW, Scope.LIST, when=When.LISTED),
    _c("list.middle-shown", "", "Middle of the screen", "Go to the post in the middle of the screen.", Group.VIEW, Scope.LIST, when=When.LISTED),
    _c("list.last-shown", "", "Bottom of the screen", "Go to the last post on the screen.", Group.VIEW, Scope.LIST, when=When.LISTED),
    _c("list.to-top", "", "Scroll it to the top", "Scroll so that this post stands at the top of the screen.", Group.VIEW, Scope.LIST, when=When.LISTED),
    _c("list.to-middle", "", "Scroll it to the middle", "Scroll so that this post stands in the middle of the screen.", Group.VIEW, Scope.LIST, when=When.LISTED),
    _c("list.to-bottom", "", "Scroll it to the bottom", "Scroll so that this post stands at the bottom of the screen.", Group.VIEW, Scope.LIST, when=When.LISTED),
    _c("mark.star", "s", "Star", "Star the post, or take the star away.", Group.MARK, Scope.SCREEN, footer="s", when=When.POST),
    _c("mark.read", "m", "Read/unread", "Mark the post read, or unread.", Group.MARK, Scope.SCREEN, footer="m", when=When.POST),
    _c("mark.label", "number_sign", "Labels", "Give the post labels of your own, or take them away: type to find one or to make one.", Group.MARK, Scope.SCREEN, when=When.POST),
    _c("mark.note", "M", "Note", "Write a note on the post, in Markdown; an empty one takes it away.", Group.MARK, Scope.SCREEN, when=When.POST),
    _c("mark.all", "A", "All read", "Mark all shown posts as read; {mark.undo} takes it back.", Group.MARK, Scope.SCREEN, when=When.LISTED),
    _c("mark.undo", "U", "Undo", "Take back what was done last in this run: a mark, a label, cleared filters.", Group.MARK, Scope.SCREEN),
    _c("mark.redo", "ctrl+r", "Redo", "Do again what was undone last.", Group.MARK, Scope.SCREEN),
    _c("mark.changes", "Z", "Recent changes", "What was marked, labelled, noted and saved, most recent first, in earlier runs too; {changes.take-back} undoes any of it.", Group.MARK, Scope.SCREEN),

    _c("passage.begin", "v", "Highlight", "Put a caret into the text to highlight a passage, to write a note on one, or to remove one; with text that the mouse selected, choose that.", Group.MARK, Scope.ARTICLE, footer="v", when=When.POST),
    _c("passage.start", "v,space", "Start", "Set where the passage starts, or drop that.", Group.MARK, Scope.PASSAGE, footer="v"),
    _c("passage.keep", "enter", "Keep", "Keep the passage as a highlight; on a highlight, write its note.", Group.MARK, Scope.PASSAGE, footer="Enter"),
    _c("passage.note", "M", "Note", "Keep the passage and write a note on it; on a highlight, write its note.", Group.MARK, Scope.PASSAGE, footer="M"),
    _c("passage.colour", "c", "Colour", "The next colour: for the highlight under the caret, else for the next ones that are kept.", Group.MARK, Scope.PASSAGE, footer="c"),
    _c("passage.remove", "d,delete", "Remove", "Remove the highlight under the caret; {mark.undo} brings it back.", Group.MARK, Scope.PASSAGE, footer="d"),
    _c("passage.right", "l,right", "Character", "The next character.", Group.MOVE, Scope.PASSAGE, 1),
    _c("passage.left", "h,left", "Character before", "The character before.", Group.MOVE, Scope.PASSAGE, -1),
    _c("passage.down", "j,down", "Line", "The next line, in the same column.", Group.MOVE, Scope.PASSAGE, 1),
    _c("passage.up", "k,up", "Line before", "The line before, in the same column.", Group.MOVE, Scope.PASSAGE, -1),
    _c("passage.next-word", "w", "Word", "The next word, of Chinese what stands between signs; once the start is set, the end of a word.", Group.MOVE, Scope.PASSAGE, 1, footer="w b"),
    _c("passage.previous-word", "b", "Word before", "The beginning of the word, then the word before.", Group.MOVE, Scope.PASSAGE, -1),
    _c("passage.next-sentence", "right_parenthesis", "Sentence", "The next sentence; once the start is set, the end of a sentence.", Group.MOVE, Scope.PASSAGE, 1, footer=") ("),
    _c("passage.previous-sentence", "left_parenthesis", "Sentence before", "The beginning of the sentence, then the sentence before.", Group.MOVE, Scope.PASSAGE, -1),
    _c("passage.next-paragraph", "right_curly_bracket", "Paragraph", "The next paragraph; once the start is set, the end of a paragraph.", Group.MOVE, Scope.PASSAGE, 1, footer="} {"),
    _c("passage.previous-paragraph", "left_curly_bracket", "Paragraph before", "The beginning of the paragraph, then the paragraph before.", Group.MOVE, Scope.PASSAGE, -1),
    _c("passage.line-end", "dollar_sign,end", "End of line", "The last character of the line.", Group.MOVE, Scope.PASSAGE, 1),
    _c("passage.line-start", "circumflex_accent,home", "Start of line", "The first character of the line.", Group.MOVE, Scope.PASSAGE, -1),
    _c("passage.next-highlight", "right_square_bracket", "Next highlight", "The next highlight of the article.", Group.MOVE, Scope.PASSAGE, 1, footer="] ["),
    _c("passage.previous-highlight", "left_square_bracket", "Highlight before", "The highlight before.", Group.MOVE, Scope.PASSAGE, -1),
    _c("passage.swap", "x", "Other end", "Go to the other end of the passage.", Group.MOVE, Scope.PASSAGE),
    _c("passage.leave", "escape,q", "Back", "Drop the passage, and go on reading.", Group.PROGRAM, Scope.PASSAGE, footer="Esc"),

    _c("mark.highlights", "quotation_mark", "Highlights and notes", "All highlights and notes of the posts of this query on one page; {highlights.open} goes to the place.", Group.MARK, Scope.SCREEN),
    _c("highlights.open", "enter,o", "Read", "Open the article at this place; {program.back} comes back.", Group.READ, Scope.HIGHLIGHTS, footer="Enter"),
    _c("highlights.sort", "s", "Order", "By post, or by the time of the highlight or note.", Group.VIEW, Scope.HIGHLIGHTS, footer="s"),
    _c("highlights.next-post", "J", "Next post", "The first one of the next post.", Group.MOVE, Scope.HIGHLIGHTS, 1),
    _c("highlights.previous-post", "K", "Previous post", "The first one of the post before.", Group.MOVE, Scope.HIGHLIGHTS, -1),
    _c("highlights.copy", "y", "Copy", "Copy the passage, or the note on a post.", Group.LINK, Scope.HIGHLIGHTS, footer="y"),
    _c("highlights.write", "W", "Write", "Write all of them as Markdown into the folder that the reader was started in.", Group.LINK, Scope.HIGHLIGHTS, footer="W"),
    _c("highlights.leave", "q,escape,quotation_mark", "Back", "Back to where one was.", Group.PROGRAM, Scope.HIGHLIGHTS, footer="q"),

    _c("link.follow", "f", "Follow a link", "Letters appear on the links: type one to follow it.", Group.LINK, Scope.ARTICLE, footer="f", when=When.POST),
    _c("link.browser", "F", "Link in the browser", "Letters appear on the links: type one to open it in the browser.", Group.LINK, Scope.ARTICLE, when=When.POST),
    _c("link.next", "full_stop", "Next link", "Put the cursor on the next link; its address is shown.", Group.LINK, Scope.ARTICLE, 1, footer=". ,", when=When.POST),
    _c("link.previous", "comma", "Previous link", "Put the cursor on the link before.", Group.LINK, Scope.ARTICLE, -1, when=When.POST),
    _c("link.go", "enter", "Follow", "Follow the link under the cursor.", Group.LINK, Scope.ARTICLE),
    _c("link.backlinks", "B", "Who links here", "The posts that link to this one.", Group.LINK, Scope.SCREEN, when=When.POST),
    _c("link.address", "o", "Open in the browser", "Open the post's own address in the browser; 3{link.address} opens link 3, and a digit shows the numbers.", Group.LINK, Scope.SCREEN, 0),
    _c("link.copy", "y", "Copy the address", "Copy the post's own address.", Group.LINK, Scope.SCREEN, when=When.POST),
    _c("link.copy-selection", "ctrl+c", "Copy the selection", "Copy what the mouse has selected: text, or titles in a list.", Group.LINK, Scope.SCREEN, when=When.SELECTED),
    _c("link.cite", "g y", "Copy the citation", "Copy the citation of the post; with text selected, or on a highlight, the quotation with its citation.", Group.LINK, Scope.SCREEN, when=When.POST),
    _c("link.copy-article", "Y", "Copy the article", "Copy the article as Markdown.", Group.LINK, Scope.SCREEN, when=When.POST),

    _c("link.write", "g w", "Export", "Write the post, or those that are chosen, into a file: Markdown, a web page, a book, a table … by its ending.", Group.LINK, Scope.SCREEN, when=When.POST),
    _c("link.write-list", "g W", "Export the list", "Write all posts of the list into a file, as its ending says.", Group.LINK, Scope.SCREEN, when=When.POST),
    _c("link.pipe", "", "Pipe the article", "Pass the article as Markdown to a shell command, and show its output.", Group.LINK, Scope.SCREEN, when=When.POST),

    _c("view.right", "greater_than_sign", "Scroll right", "Scroll a wide table to the right.", Group.VIEW, Scope.ARTICLE, 8),
    _c("view.left", "less_than_sign", "Scroll left", "Scroll a wide table back to the left.", Group.VIEW, Scope.ARTICLE, -8),
    _c("view.excerpts", "E", "Excerpts", "Show below each title the line with the words, or no longer.", Group.VIEW, Scope.SCREEN),
    _c("view.density", "p", "Density", "A post on one line, on two, or with its whole title on up to three.", Group.VIEW, Scope.SCREEN),
    _c("view.dates", "g d", "Dates", "Show dates as 2024-02-07, as 7 Feb, as the time since then, or by the years of 民國.", Group.VIEW, Scope.SCREEN),
    _c("view.zen", "z", "Article alone", "Show the article alone, or all panes again.", Group.VIEW, Scope.SCREEN),
    _c("view.script", "c", "Script", "Chinese as written, in 繁體, or in 简体.", Group.VIEW, Scope.SCREEN, footer="c"),
    _c("view.editor", "e", "Open in the editor", "Look at the file in $VISUAL or $EDITOR.", Group.VIEW, Scope.SCREEN, when=When.POST),
    _c("view.theme", "", "Theme", "Choose other colours: the theme under the cursor is shown at once.", Group.VIEW, Scope.SCREEN),
    _c("view.picture", "", "Picture of the screen", "Save the screen as an SVG file.", Group.VIEW, Scope.SCREEN),
    _c("program.refresh", "R", "Look for new posts", "Look for new and changed posts.", Group.PROGRAM, Scope.SCREEN),
    _c("program.help", "question_mark,f1", "Help", "This help.", Group.PROGRAM, Scope.SCREEN, footer="?"),
    _c("program.command-line", "colon", "Command line", "Type a command by its name, with its arguments: open QUERY, label NAME, theme NAME, write FILE, pipe COMMAND.", Group.PROGRAM, Scope.SCREEN),
    _c("program.palette", "ctrl+p", "All commands", "Find a command by its name.", Group.PROGRAM, Scope.SCREEN),
    _c("program.keys", "", "Keys", "List all commands with their keys, and choose others for one.", Group.PROGRAM, Scope.SCREEN),
    _c("program.defects", "", "What is wrong", "List the posts whose files are damaged or ambiguous, and what is wrong with each.", Group.PROGRAM, Scope.SCREEN),
    _c("program.settings", "comma,f2", "Settings", "What is in force and from where; a change acts at once and is kept.", Group.PROGRAM, Scope.SCREEN),
    _c("program.back", "q", "Back", "One step back: article, list, filters off; then it asks whether to leave.", Group.PROGRAM, Scope.SCREEN, footer="q"),
    _c("program.escape", "escape", "Let go", "Stop a long search or the reading of files, close, drop or go one step back, and never leave the reader.", Group.PROGRAM, Scope.SCREEN),
    _c("program.suspend", "ctrl+z", "To the shell", "Stop the reader and go back to the shell; fg brings it back.", Group.PROGRAM, Scope.SCREEN),
    _c("program.redraw", "ctrl+l", "Paint again", "Paint the screen again, where something else has written into it.", Group.PROGRAM, Scope.SCREEN),
    _c("program.quit", "Q,ctrl+q", "Quit", "Leave at once.", Group.PROGRAM, Scope.SCREEN),

    _c("typing.choose", "down", "Choose", "Go along the suggestions.", Group.TYPING, Scope.TYPING, footer="↓"),
    _c("typing.past", "up", "Earlier", "Go back along the queries that were asked before; with a suggestion chosen, go along those.", Group.TYPING, Scope.TYPING, footer="↑"),
    _c("typing.take", "tab", "Take", "Write the suggestion into the line.", Group.TYPING, Scope.TYPING, footer="Tab"),
    _c("typing.keep", "enter", "Keep", "Leave the line and keep the query.", Group.TYPING, Scope.TYPING, footer="Enter"),
    _c("typing.close", "escape", "Close", "Hide the suggestions.", Group.TYPING, Scope.TYPING, footer="Esc"),
    _c("typing.give-up", "escape", "Give up", "Leave the line and go back to the query before.", Group.TYPING, Scope.TYPING, footer="Esc"),

    _c("dialog.close", "escape,q", "Close", "Close the dialog.", Group.DIALOG, Scope.DIALOG, footer="Esc"),
    _c("question.yes", "enter,y", "Yes", "Do it.", Group.DIALOG, Scope.QUESTION, footer="Enter"),
    _c("question.no", "escape,q,n", "No", "Leave it.", Group.DIALOG, Scope.QUESTION, footer="Esc"),
    _c("help.run", "enter", "Run", "Do it.", Group.DIALOG, Scope.HELP, footer="Enter"),
    _c("help.find", "slash", "Find", "Look for a command by its name, by what it does, or by a key.", Group.DIALOG, Scope.HELP, footer="/"),
    _c("help.keys", "e", "Keys", "Choose keys of your own.", Group.DIALOG, Scope.HELP, footer="e"),
    _c("theme.choose", "enter", "Keep", "Keep the colours of this theme; {dialog.close} goes back to those of before.", Group.DIALOG, Scope.THEMES, footer="Enter"),
    _c("keys.bind", "enter", "Press a key", "Press the key that the command is to have in place of its own.", Group.DIALOG, Scope.KEYS, footer="Enter"),
    _c("keys.add", "plus", "One more", "Press a key that the command is to have beside its own.", Group.DIALOG, Scope.KEYS, footer="+"),
    _c("keys.unbind", "minus", "No key", "Leave the command without a key.", Group.DIALOG, Scope.KEYS, footer="-"),
    _c("keys.reset", "d,delete", "Default", "Give the command its own keys back.", Group.DIALOG, Scope.KEYS, footer="d"),
    _c("keys.find", "slash", "Find", "Look for a command by its name, by what it does, or by a key.", Group.DIALOG, Scope.KEYS, footer="/"),
    _c("capture.keep", "enter", "Keep", "Give the command this key.", Group.DIALOG, Scope.CAPTURE, footer="Enter"),
    _c("capture.correct", "backspace", "Take back", "Take the last key back.", Group.DIALOG, Scope.CAPTURE, footer="⌫"),
    _c("capture.leave", "escape", "Leave", "Change nothing.", Group.DIALOG, Scope.CAPTURE, footer="Esc"),
    _c("finding.run", "enter", "Run", "Do it.", Group.DIALOG, Scope.FINDING, footer="Enter"),
    _c("finding.down", "down", "Choose", "Go along the commands.", Group.DIALOG, Scope.FINDING, 1, footer="↓ ↑"),
    _c("finding.up", "up", "Choose, back", "Go back along the commands.", Group.DIALOG, Scope.FINDING, -1),
    _c("command-line.run", "enter", "Run", "Do it.", Group.DIALOG, Scope.COMMAND_LINE, footer="Enter"),
    _c("command-line.complete", "tab", "Complete", "Write the chosen proposal, or the first, and go on typing.", Group.DIALOG, Scope.COMMAND_LINE, footer="Tab"),
    _c("command-line.down", "down", "Choose", "Go along the proposals.", Group.DIALOG, Scope.COMMAND_LINE, 1, footer="↓"),
    _c("command-line.up", "up", "Earlier", "Go back along the lines that were run before; with a proposal chosen, go along those.", Group.DIALOG, Scope.COMMAND_LINE, -1, footer="↑"),
    _c("command-line.leave", "escape", "Leave", "Run nothing.", Group.DIALOG, Scope.COMMAND_LINE, footer="Esc"),
    _c("picker.read", "enter", "Read", "Read the article here, or look at its address.", Group.DIALOG, Scope.PICKER, footer="Enter"),
    _c("picker.browser", "F,o", "Open in the browser", "Open the article's address in the browser.", Group.DIALOG, Scope.PICKER, footer="F"),
    _c("outline.go", "enter", "Go there", "Go to the heading.", Group.DIALOG, Scope.OUTLINE, footer="Enter"),
    _c("copies.open", "enter", "Open", "Open this file.", Group.DIALOG, Scope.COPIES, footer="Enter"),
    _c("copies.next-change", "n", "Next change", "Go to the next sentence that differs.", Group.DIALOG, Scope.COPIES, 1, footer="n N"),
    _c("copies.previous-change", "N", "Previous change", "Go to the sentence before that differs.", Group.DIALOG, Scope.COPIES, -1),
    _c("copies.changes", "tab,l,right", "What differs", "Go to what the file says differently.", Group.DIALOG, Scope.COPIES, footer="Tab"),
    _c("changes.next", "n", "Next change", "Go to the next sentence that differs.", Group.DIALOG, Scope.CHANGES, 1, footer="n N"),
    _c("changes.previous", "N", "Previous change", "Go to the sentence before that differs.", Group.DIALOG, Scope.CHANGES, -1),
    _c("changes.leave", "tab,shift+tab,h,left", "Files", "Go back to the files.", Group.DIALOG, Scope.CHANGES, footer="Tab"),
    _c("changes.open", "enter", "Open", "Open this file.", Group.DIALOG, Scope.CHANGES, footer="Enter"),
    _c("saved.open", "enter", "Open", "Show the posts of this search.", Group.DIALOG, Scope.SAVED, footer="Enter"),
    _c("saved.edit", "e", "Edit", "Edit the query of this search in place.", Group.DIALOG, Scope.SAVED, footer="e"),
    _c("saved.rename", "r", "Rename", "Give this search another name.", Group.DIALOG, Scope.SAVED, footer="r"),
    _c("saved.down", "J", "Move down", "Move this search down the order, which is your own.", Group.DIALOG, Scope.SAVED, 1, footer="J K"),
    _c("saved.up", "K", "Move up", "Move this search up the order.", Group.DIALOG, Scope.SAVED, -1),
    _c("saved.delete", "d,delete", "Delete", "Delete this search; it can be brought back.", Group.DIALOG, Scope.SAVED, footer="d"),
    _c("saved.restore", "U", "Bring back", "Bring the search back that was deleted last.", Group.DIALOG, Scope.SAVED, footer="U"),
    _c("changes.take-back", "enter,U", "Take back", "Take this change back; once more makes it again.", Group.DIALOG, Scope.CHANGE_LOG, footer="Enter"),
    _c("welcome.open", "enter", "Open", "Open this folder and remember it in the settings; with nothing typed, open the tour.", Group.DIALOG, Scope.WELCOME, footer="Enter"),
    _c("welcome.complete", "tab", "Complete", "Type the rest of the first proposal.", Group.DIALOG, Scope.WELCOME, footer="Tab"),
    _c("setting.next", "enter,right", "Change", "The next value, one more, or a line to type it in.", Group.DIALOG, Scope.SETTINGS, 1, footer="Enter ← →"),
    _c("setting.previous", "left", "Change back", "The value before, or one less.", Group.DIALOG, Scope.SETTINGS, -1),
    _c("setting.down", "down", "Choose", "Go along the settings.", Group.DIALOG, Scope.SETTINGS, 1, footer="↓ ↑"),
    _c("setting.reset", "delete", "Default", "Take it out of the settings file: the default is in force.", Group.DIALOG, Scope.SETTINGS, footer="Del"),
    _c("setting.keep", "enter", "Keep", "Put this value into force and keep it.", Group.DIALOG, Scope.SETTING_VALUE, footer="Enter"),
    _c("setting.complete", "tab", "Complete", "Type the rest of the first proposal.", Group.DIALOG, Scope.SETTING_VALUE, footer="Tab"),
    _c("label.toggle", "enter", "Set", "Give the label, or take it away.", Group.DIALOG, Scope.LABELS, footer="Enter"),
    _c("label.down", "down", "Choose", "Go along the labels.", Group.DIALOG, Scope.LABELS, 1, footer="↓ ↑"),
    _c("label.up", "up", "Choose, back", "Go back along the labels.", Group.DIALOG, Scope.LABELS, -1),
    _c("label.rename", "f2,ctrl+n", "Rename", "Rename the label on all posts; the name of another label merges the two.", Group.DIALOG, Scope.LABELS, footer="F2"),
    _c("label.delete", "f8,ctrl+t", "Delete", "Take the label from all posts that have it; asks first, with their number.", Group.DIALOG, Scope.LABELS, footer="F8"),
    _c("label.keep", "enter", "Rename", "Give the label this name.", Group.DIALOG, Scope.LABEL_NAME, footer="Enter"),
    _c("note.keep", "ctrl+s", "Keep", "Keep the note.", Group.DIALOG, Scope.NOTE, footer="^s"),
    _c("note.editor", "ctrl+o", "In your editor", "Go on in $VISUAL or $EDITOR.", Group.DIALOG, Scope.NOTE, footer="^o"),
    _c("note.leave", "escape,ctrl+q", "Give up", "Leave the note as it was; asks first where something would be lost.", Group.DIALOG, Scope.NOTE, footer="Esc"),
    _c("date.go", "enter", "Go there", "Go to this time.", Group.DIALOG, Scope.DATE, footer="Enter"),
)  # fmt: skip


UNLISTED = (Group.TYPING, Group.DIALOG)
"""groups that are left out of help and palette: their keys are shown where they work"""
