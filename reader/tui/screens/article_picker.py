"""The screen of articles over the main one: a story, who links here, what was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen

from reader.errors import ReaderError
from reader.index import DamagedIndexError
from reader.tui.thread_pool import in_background
from reader.tui.widgets.picker_rows import Entry, PickerRows

_NO_INDEX = "The index can not be read now. q goes back, R looks through the files again."


class ArticlePicker(ModalScreen[Entry | None]):
    """Articles to choose from; the answer is the one to read here.

    Those that the archives do not hold, and all on demand, are handed to `open_outside`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "close", "Close", show=False)]

    class Gathered(Message):
        """The articles are there, or what stood in the way."""

        def __init__(self, entries: Sequence[Entry], error: str = "") -> None:
            super().__init__()
            self.entries = entries
            self.error = error

    def __init__(
        self,
        title: str,
        gather: Callable[[], Sequence[Entry]],
        open_outside: Callable[[str], None],
        *,
        key: str,
        loading: str,
        empty: str,
    ) -> None:
        """`gather` works off the screen's thread; `key` closes the screen as it opened it."""
        super().__init__()
        self._title = title
        self._gather = gather
        self._open_outside = open_outside
        self._empty = empty
        self._rows = PickerRows()
        self._rows.empty_text = loading
        self._frame = Vertical(self._rows, classes="dialog")
        self._bindings.bind(key, "close", show=False)

    def compose(self) -> ComposeResult:
        """The rows in a frame."""
        self._frame.border_title = Content(self._title)
        self._frame.border_subtitle = "q closes"
        yield self._frame

    def on_mount(self) -> None:
        """Begin to gather."""
        self.gather()

    @work(exclusive=True, group="entries")
    async def gather(self) -> None:
        """Gather the articles."""
        try:
            entries = await in_background(self._gather)
        except ReaderError as error:
            self.post_message(self.Gathered((), f"{error} q goes back."))
        except DamagedIndexError:
            self.post_message(self.Gathered((), _NO_INDEX))
        else:
            self.post_message(self.Gathered(entries))

    def on_article_picker_gathered(self, event: Gathered) -> None:
        """Show them, or say that there are none, or why they can not be had."""
        event.stop()
        self._rows.empty_text = event.error or self._empty
        self._rows.show(event.entries)
        if event.entries:
            count = len(event.entries)
            outside = sum(entry.post is None for entry in event.entries)
            articles = f"{count} {'article' if count == 1 else 'articles'}"
            elsewhere = f", {outside} not in the archive" if outside else ""
            self._frame.border_subtitle = f"{articles}{elsewhere} · Enter reads · F browser · q closes"

    def on_picker_rows_chose(self, event: PickerRows.Chose) -> None:
        """Read the article here, or open it in the browser after a look at its address."""
        event.stop()
        entry = event.entry
        if entry.post is not None and not event.in_browser:
            self.dismiss(entry)
        elif entry.url:
            self._open_outside(entry.url)

    def action_close(self) -> None:
        """Go back without choosing."""
        self.dismiss(None)
