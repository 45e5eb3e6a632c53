"""The keys of all commands, and their change by pressing others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from reader.config.listing import named
from reader.language import tr
from reader.tui.commands import Command, Scope, with_wider
from reader.tui.dispatch import handles
from reader.tui.keys.in_force import by_key, command
from reader.tui.keys.keymap import keymap
from reader.tui.keys.names import KeyNameError, sequence_of, shown
from reader.tui.preferences import Preferences
from reader.tui.screens.command_list import CommandList, entries
from reader.tui.screens.dialog import Dialog


class KeysScreen(CommandList):
    """All commands; Enter chooses other keys for one, at once and for good."""

    SCOPE = Scope.KEYS
    TITLE = "Keys"

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences
        super().__init__(entries(Scope.SCREEN))

    def choose(self) -> None:
        """Go from the line to what it found; there ask for a key in place of those of the command under the cursor."""
        if self.line.has_focus:
            self.rows.focus()
        else:
            self._ask(adds=False)

    @handles("keys.add")
    def add(self) -> None:
        """Ask for a key beside those that the command under the cursor has."""
        self._ask(adds=True)

    def _ask(self, *, adds: bool) -> None:
        current = self.rows.current
        if current is None:
            return
        kept = current.keys if adds else ()

        def take(key: str | None) -> None:
            if key is not None:
                self._put(current, (*kept, key))

        self.app.push_screen(CaptureScreen(current, kept, self._preferences), take)

    @handles("keys.unbind")
    def unbind(self) -> None:
        """Leave the command under the cursor without a key."""
        if self.rows.current is not None:
            self._put(self.rows.current, ())

    @handles("keys.reset")
    def reset(self) -> None:
        """Give the command under the cursor the keys back that it has without the user's own."""
        current = self.rows.current
        if current is not None:
            self._tell(self._preferences.reset(named(f"keys.{current.id}", self._preferences.settings)))

    def _put(self, changed: Command, keys: Sequence[str]) -> None:
        which = named(f"keys.{changed.id}", self._preferences.settings)
        self._tell(self._preferences.put(which, tuple(dict.fromkeys(keys))))

    def _tell(self, problem: str) -> None:
        """Show the keys as they are now, and why a change holds for this run alone."""
        if problem:
            self.notify(
                tr("It holds for this run: {problem}", problem=problem), severity="warning", markup=False
            )
        self.show_again(entries(Scope.SCREEN))


class CaptureScreen(Dialog[str]):
    """Waits for a key or a sequence; the result is what was pressed, as Textual names it."""

    SCOPES = with_wider(Scope.CAPTURE)
    ALSO = ()

    def __init__(self, changed: Command, kept: Sequence[str], preferences: Preferences) -> None:
        """`kept` are the keys that the command keeps beside the new one."""
        super().__init__()
        self._changed = changed
        self._kept = kept
        self._preferences = preferences
        self._pressed: list[str] = []
        self._told = Static("", markup=False)

    def frame(self) -> Widget:
        """Return what was pressed, and what is wrong with it."""
        frame = Vertical(self._told, classes="question")
        frame.border_title = Content(tr("Press a key for “{command}”", command=tr(self._changed.label)))
        return frame

    def on_mount(self) -> None:
        """Wait for the first key."""
        self._show()

    def footer(self) -> Iterator[Command]:
        """Yield what Enter and Esc do once a key was pressed."""
        if self._pressed:
            yield from (command("capture.keep"), command("capture.correct"))
        yield command("capture.leave")

    async def take_key(self, key: str) -> bool:
        """Take any key for itself, but those that end a sequence."""
        called = by_key(*self.SCOPES).get(key)
        if called is not None and (self._pressed or called.id == "capture.leave"):
            await self.run_command(called.id)
        else:
            self._pressed.append(key)
            self._show()
        return True

    @property
    def _key(self) -> str:
        return " ".join(self._pressed)

    def _show(self) -> None:
        problems = self._problems() if self._pressed else []
        self._told.update(
            Content.assemble(
                (shown(self._key) if self._pressed else "…", "$accent bold"),
                *((f"\n{problem}", "$warning") for problem in problems),
            )
        )
        self.show_keys()

    def _problems(self) -> list[str]:
        """Return what would be wrong with the key."""
        try:
            key = sequence_of(self._key)
        except KeyNameError as error:
            return [str(error)]
        settings = self._preferences.settings
        before = keymap(settings.keys_preset, settings.keys).problems
        others = [each for each in settings.keys if each.command != self._changed.id]
        after = keymap(settings.keys_preset, [*others, (self._changed.id, (*self._kept, key))]).problems
        return [problem.removeprefix("[keys] ") for problem in after if problem not in before]

    @handles("capture.keep")
    def keep(self) -> None:
        """Close with what was pressed, unless it is no key that can be bound."""
        try:
            self.dismiss(sequence_of(self._key))
        except KeyNameError:
            self._show()

    @handles("capture.correct")
    def correct(self) -> None:
        """Take the last key back."""
        del self._pressed[-1:]
        self._show()

    @handles("capture.leave")
    def leave(self) -> None:
        """Close without a key."""
        self.dismiss(None)
