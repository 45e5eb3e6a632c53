"""The dialogs that set and take labels, and that rename one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.language import later, ntr, tr
from reader.library import LabelNameError, label_name
from reader.text.plural import counted
from reader.tui.commands import Command, Scope, with_wider
from reader.tui.dispatch import handles
from reader.tui.features.labels.choices import Had, LabelChoice, LabelChoices, LabelsNow
from reader.tui.features.labels.rows import LabelRows
from reader.tui.keys.in_force import command, key_of
from reader.tui.screens.dialog import Dialog
from reader.tui.screens.dialogs import AskScreen
from reader.tui.session import Session
from reader.tui.widgets.line_input import DialogLine, LineInput
from reader.tui.widgets.rows import RowList

_LEAST_ROWS = 4
_BESIDE_ROWS = 3
"""height of the frame and the line"""
_NONE_YET = later("No post has a label yet: type a name.")


class LabelsScreen(Dialog[None]):
    """The labels: what is typed narrows them, Enter gives one or takes it away."""

    SCOPES = with_wider(Scope.LABELS)

    def __init__(self, choices: LabelChoices, session: Session, changed: Callable[[str], None]) -> None:
        """`changed` is called after each change, with what it did in words."""
        super().__init__()
        self._choices = choices
        self._session = session
        self._changed = changed
        self._line = DialogLine(self.act, placeholder=tr("a label"))
        self._rows = LabelRows()
        self._frame = Vertical(self._line, self._rows, classes="dialog")

    def frame(self) -> Widget:
        """Return the line, and the labels below it."""
        posts = self._choices.posts
        what = posts[0].title if len(posts) == 1 else counted(len(posts), "post")
        self._frame.border_title = Content(f"{tr('Labels')} · {what}")
        return self._frame

    def footer(self) -> Iterator[Command]:
        """Yield what Enter does to the label under the cursor."""
        current = self._rows.current
        if current is not None:
            label = (
                tr("New label")
                if current.is_new
                else tr("Take away")
                if current.had is Had.ALL
                else tr("Set")
            )
            yield replace(command("label.toggle"), label=label)
            yield command("label.down")
            if not current.is_new:
                yield command("label.rename")
                yield command("label.delete")
        yield command("dialog.close")

    def on_mount(self) -> None:
        """Show the labels."""
        self._line.focus()
        self._show(0)

    def _show(self, cursor: int) -> None:
        choices = self._choices
        self._rows.empty_text = choices.problem or tr(_NONE_YET)
        self._rows.show(choices.shown, cursor)
        self._frame.styles.height = max(len(choices.shown), _LEAST_ROWS) + _BESIDE_ROWS
        self.show_keys()

    def act(self, key: str) -> bool:
        """Handle a key for the labels; return whether it was one."""
        match key:
            case "enter":
                self.toggle()
            case "down" | "pagedown":
                self.move(1 if key == "down" else self._rows.size.height)
            case "up" | "pageup":
                self.move(-1 if key == "up" else -self._rows.size.height)
            case "f2" | "ctrl+n":
                self.rename()
            case "f8" | "ctrl+t":
                self.delete()
            case _:
                return False
        return True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow while typing."""
        event.stop()
        self._choices.narrow(event.value)
        self._show(0)

    def on_row_list_clicked(self, event: RowList.Clicked) -> None:
        """Do to a clicked label what Enter does."""
        event.stop()
        self.toggle()

    @handles("label.down", "label.up")
    def move(self, rows: int) -> None:
        """Move the cursor."""
        self._rows.cursor += rows
        self.show_keys()

    @handles("label.toggle")
    def toggle(self) -> None:
        """Give the label under the cursor, or take it away; the line is empty for another one."""
        choice = self._rows.current
        if choice is not None:
            name, posts = choice.name, len(self._choices.posts)
            self._change(lambda: self._choices.toggle(name), lambda: None, name, posts=posts)

    def _change(
        self, change: Callable[[], str], settle: Callable[[], None], name: str, *, posts: int
    ) -> None:
        """Make a change of so many posts, and then put the cursor on a label; `settle` is called before that.

        What is typed until then goes on.
        """
        with self.prevent(Input.Changed):
            self._line.value = ""
        self._choices.narrow("")
        self._show_at(name)
        left = self._rows.current

        def make() -> tuple[str, LabelsNow]:
            return change(), self._choices.read()

        def show(made: tuple[str, LabelsNow]) -> None:
            done, now = made
            current = self._rows.current
            is_along = self._line.value or current != left
            settle()
            self._choices.take(now)
            if self.is_attached:
                self._show_at(current.name if is_along and current is not None else name)
            self._changed(done)

        self._session.say(make, show, posts=posts)

    def _show_at(self, name: str) -> None:
        """Show the labels, with the cursor on one of them, else on the first."""
        names = [each.name for each in self._choices.shown]
        self._show(names.index(name) if name in names else 0)

    @handles("label.rename")
    def rename(self) -> None:
        """Ask for another name of the label under the cursor."""
        choice = self._rows.current
        if choice is None or choice.is_new:
            return

        def take(name: str | None) -> None:
            if name is not None:
                self._change(
                    lambda: self._choices.rename(choice.name, name),
                    lambda: self._choices.put_in_place(choice.name, name),
                    name,
                    posts=choice.posts,
                )

        self.app.push_screen(RenameScreen(choice, self._choices), take)

    @handles("label.delete")
    def delete(self) -> None:
        """Take the label under the cursor from all posts, if the user wants that."""
        choice = self._rows.current
        if choice is None or choice.is_new:
            return

        def take(wants: bool | None) -> None:
            if wants:
                name, posts = choice.name, choice.posts
                self._change(lambda: self._choices.delete(name), lambda: None, name, posts=posts)

        question = AskScreen(
            tr("Take the label {name} from all posts?", name=choice.name),
            ntr(
                "{count} post in all archives; {key} brings it back.",
                "{count} posts in all archives; {key} brings it back.",
                choice.posts,
                key=key_of("mark.undo"),
            ),
            tr("Delete it"),
        )
        self.app.push_screen(question, take)


class RenameScreen(Dialog[str | None]):
    """Asks for another name of a label; the result is the name."""

    SCOPES = with_wider(Scope.LABEL_NAME)

    def __init__(self, choice: LabelChoice, choices: LabelChoices) -> None:
        super().__init__()
        self._old = choice
        self._choices = choices
        self._line = LineInput(value=choice.name, compact=True)
        self._means = Static("", markup=False, classes="understood")
        self._new_name: str | None = None
        self._merges = False

    def frame(self) -> Widget:
        """Return the line, and what the name does below it."""
        frame = Vertical(self._line, self._means, classes="question")
        frame.border_title = Content(tr("Another name for {name}", name=self._old.name))
        return frame

    def footer(self) -> Iterator[Command]:
        """Yield what Enter does."""
        if self._new_name is not None:
            yield replace(command("label.keep"), label=tr("Make them one") if self._merges else tr("Rename"))
        yield replace(command("dialog.close"), label=tr("Leave it"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what the name would do while it is typed."""
        event.stop()
        self._new_name = None
        try:
            merged = self._choices.becomes(self._old.name, event.value)
            self._new_name = label_name(event.value)
        except LabelNameError as error:
            self._means.update(Content.assemble((str(error), "$error")))
        else:
            self._merges = bool(merged)
            count = counted(self._old.posts, "post")
            self._means.update(Content.assemble((f"{count} · {merged}" if merged else count, "$text-muted")))
        self.show_keys()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Rename on Enter."""
        event.stop()
        self.keep()

    @handles("label.keep")
    def keep(self) -> None:
        """Close with the name, if it can be one."""
        if self._new_name is not None:
            self.dismiss(self._new_name)
