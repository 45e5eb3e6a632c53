"""The files that hold one post, over the main screen."""

from __future__ import annotations

from datetime import tzinfo

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from reader.errors import ReaderError
from reader.library import Library
from reader.post import Post
from reader.tui.thread_pool import in_background
from reader.tui.widgets.copy_rows import CopyRows

_BORDER = 2
"""lines of the frame"""


class CopiesScreen(ModalScreen[Post | None]):
    """The copies of a post; the answer is the file to open."""

    BINDINGS = [Binding("escape,q,a", "dismiss", "Close", show=False)]

    def __init__(self, library: Library, post: Post, *, zone: tzinfo) -> None:
        super().__init__()
        self._library = library
        self._post = post
        self._rows = CopyRows(zone)
        self._frame = Vertical(self._rows, classes="dialog")

    def compose(self) -> ComposeResult:
        """The files in a frame."""
        self._frame.border_title = "Copies"
        self._frame.border_subtitle = "Enter opens that file · q closes"
        yield self._frame

    def on_mount(self) -> None:
        """Read the files beside the screen."""
        self.compare()

    @work
    async def compare(self) -> None:
        """Compare the files."""
        try:
            copies = await in_background(lambda: self._library.copies(self._post))
        except ReaderError as error:
            self._rows.empty_text = str(error)
            return
        count = len(copies)
        self._frame.border_title = Content(f"{count} files hold this post" if count > 1 else "No copies")
        self._frame.styles.height = count * self._rows.row_height + _BORDER
        self._rows.show(copies)

    def on_copy_rows_opened(self, event: CopyRows.Opened) -> None:
        """Open the file."""
        self.dismiss(event.post)
