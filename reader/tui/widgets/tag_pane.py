"""The tag pane: all tags with counts, narrowed by typing, chosen by and, not, or."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Protocol

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from reader.post import Tag, TagKind
from reader.query.query import TagMode
from reader.tui.keys import Scope, bindings
from reader.tui.widgets.rows import RowList, cut, line

_GROUPS = {
    TagKind.CHANNEL: "Channels",
    TagKind.KEYWORD: "Keywords",
    TagKind.HASHTAG: "Hashtags",
}
_SIGNS = {TagMode.AND: "+", TagMode.NOT: "−", TagMode.OR: "|"}
_MODE_KEYS = {"plus": TagMode.AND, "minus": TagMode.NOT, "vertical_line": TagMode.OR}


class TagCount(Protocol):
    """A tag and the number of posts that carry it."""

    @property
    def name(self) -> str:
        """The commonest spelling."""

    @property
    def kind(self) -> TagKind:
        """Where the tag was found."""

    @property
    def count(self) -> int:
        """How many posts carry it."""


class TagRows(RowList):
    """The tags themselves."""

    BINDINGS = bindings(Scope.CHOICE)
    ROW_HEIGHT: ClassVar[int] = 1

    class Chose(Message):
        """The person chose a tag; `stay` where more may follow."""

        def __init__(self, tag: Tag, mode: TagMode, *, stay: bool, is_listed: bool) -> None:
            super().__init__()
            self.tag = tag
            self.mode = mode
            self.stay = stay
            self.is_listed = is_listed
            """whether any of the listed posts has the tag"""

    def __init__(self, fold: Callable[[str], str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._fold = fold
        self._here: Sequence[TagCount] = ()
        self._elsewhere: Sequence[TagCount] = ()
        self._chosen: Mapping[Tag, TagMode] = {}
        self._narrowed_by = ""
        self._typed = ""
        self._rows: list[tuple[str, Tag, int | None]] = []
        self.empty_text = "No tags yet."

    def show(
        self, here: Sequence[TagCount], elsewhere: Sequence[TagCount], chosen: Mapping[Tag, TagMode]
    ) -> None:
        """Show the tags of the listed posts, below them those that only other posts carry."""
        self._here, self._elsewhere, self._chosen = here, elsewhere, chosen
        self._arrange()

    def narrow(self, text: str) -> None:
        """Show only the tags whose spelling in either script contains `text`."""
        self._typed = text.strip()
        self._narrowed_by = self._fold(self._typed)
        self._arrange(0)

    def has_match(self, text: str) -> bool:
        """Whether any tag's spelling contains `text`."""
        wanted = self._fold(text.strip())
        return any(wanted in self._fold(tag.name) for tag in (*self._here, *self._elsewhere))

    def _arrange(self, cursor: int | None = None) -> None:
        current = self.tag
        wanted = self._narrowed_by
        counted = {Tag(tag.name, tag.kind): tag.count for tag in self._here}
        rows: list[tuple[str, Tag, int | None]] = [
            ("Chosen", tag, counted.get(tag)) for tag in self._chosen if wanted in self._fold(tag.name)
        ]
        for kind, group in _GROUPS.items():
            rows.extend(
                (group, tag, count)
                for tag, count in counted.items()
                if tag.kind is kind and tag not in self._chosen and wanted in self._fold(tag.name)
            )
        rows.extend(
            ("In other posts", tag, None)
            for tag in (Tag(other.name, other.kind) for other in self._elsewhere)
            if tag not in counted and tag not in self._chosen and wanted in self._fold(tag.name)
        )
        self._rows = rows
        self.empty_text = f"No tag contains “{self._typed}”." if wanted else "No tags yet."
        if cursor is None:
            cursor = next((i for i, (_, tag, _) in enumerate(rows) if tag == current), self.cursor)
        self.place(cursor, self.top)

    @property
    def tag(self) -> Tag | None:
        """The tag under the cursor."""
        return self._rows[self.cursor][1] if self.cursor < len(self._rows) else None

    def row_count(self) -> int:
        """How many tags are shown."""
        return len(self._rows)

    def group(self, index: int) -> str | None:
        """The kind of the tags."""
        return self._rows[index][0]

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """The sign of a chosen tag, its name, its count."""
        _, tag, count = self._rows[index]
        mode = self._chosen.get(tag)
        number = f" {count} " if count is not None else " "
        sign = "#" if tag.kind is TagKind.HASHTAG else ""
        name = cut(sign + tag.name, width - 3 - len(number))
        return [
            line(
                [
                    (f" {_SIGNS[mode]} " if mode else "   ", self.style_of("mark")),
                    (name, self.style_of("plain" if count is not None else "quiet")),
                    (" " * (width - 3 - cell_len(name) - len(number)), Style.null()),
                    (number, self.style_of("quiet")),
                ],
                width,
                fill,
            )
        ]

    def choice(self, mode: TagMode, *, stay: bool) -> Chose | None:
        """What choosing the tag under the cursor says; None where no tag is shown."""
        if self.tag is None:
            return None
        return self.Chose(self.tag, mode, stay=stay, is_listed=self._rows[self.cursor][2] is not None)

    def _choose(self, mode: TagMode, *, stay: bool) -> None:
        if choice := self.choice(mode, stay=stay):
            self.post_message(choice)

    def action_choose(self, mode: str) -> None:
        """Choose and stay, since more may follow."""
        self._choose(TagMode(mode), stay=True)

    def action_apply(self) -> None:
        """Choose and go to the list."""
        self._choose(TagMode.AND, stay=False)

    def activate(self) -> None:
        """A click chooses and stays."""
        self._choose(TagMode.AND, stay=True)


class TagInput(Input):
    """The line that narrows the tags; arrows, signs and Enter act on the tags below it."""

    class Acted(Message):
        """A key that is meant for the tags."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, has_match: Callable[[str], bool]) -> None:
        super().__init__(placeholder="Type to narrow the tags", compact=True, id="tag-input")
        self._has_match = has_match

    def on_key(self, event: events.Key) -> None:
        """Hand on what moves or chooses, keep what types: also a sign, where tags go on with it."""
        if event.key in _MODE_KEYS and self.value and self._has_match(f"{self.value}{event.character}"):
            return
        if event.key in {"down", "up", "pagedown", "pageup", "enter", *_MODE_KEYS}:
            event.stop()
            event.prevent_default()
            self.post_message(self.Acted(event.key))
        elif event.key == "escape" and self.value:
            event.stop()
            event.prevent_default()
            self.value = ""


class TagPane(Vertical):
    """All tags with counts."""

    def __init__(self, fold: Callable[[str], str], *, id: str | None = None) -> None:  # noqa: A002
        self.rows = TagRows(fold, id="tag-rows")
        self.input = TagInput(self.rows.has_match)
        super().__init__(self.input, self.rows, id=id)

    def clear(self) -> None:
        """Show all tags again."""
        self.input.value = ""

    def enter(self) -> None:
        """Put the keys where typing narrows."""
        self.input.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow while typing."""
        event.stop()
        self.rows.narrow(event.value)

    def on_tag_input_acted(self, event: TagInput.Acted) -> None:
        """Do with the tags what was asked for from the line."""
        event.stop()
        rows = self.rows
        match event.key:
            case "down" | "up":
                rows.action_move(1 if event.key == "down" else -1)
            case "pagedown" | "pageup":
                rows.action_page(1 if event.key == "pagedown" else -1)
            case key:
                mode = _MODE_KEYS.get(key, TagMode.AND)
                # Said by the pane: Textual drops what a child says while its parent is the one that acts.
                if choice := rows.choice(mode, stay=key in _MODE_KEYS):
                    self.post_message(choice)
