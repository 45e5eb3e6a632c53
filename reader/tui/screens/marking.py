"""What a person does with a post: marks it, copies it, opens it elsewhere."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import suppress

from textual import work

from reader.errors import PostUnreadableError, StateError
from reader.post import Post
from reader.state.marks import MarkKind, Undone
from reader.text.urls import is_openable
from reader.tui import external
from reader.tui.layout import Pane
from reader.tui.screens.faceting import FacetingScreen

_CLIPBOARD_BYTES = 100_000
"""what terminals are known to take by OSC 52 at once"""


class MarkingScreen(FacetingScreen):
    """Marks, the clipboard, the browser and the editor."""

    shown: Post | None = None
    """the post that the article pane shows or is about to show"""

    @property
    def subject(self) -> Post | None:
        """The post that marks and addresses are about: the open article, or the one under the cursor."""
        if self.pane is Pane.ARTICLE:
            return self.shown
        row = self.posts.current
        return row.post if row is not None else None

    # Marks

    def change_marks(self, change: Callable[[], object], post: Post | None = None) -> bool:
        """Change marks, of one post or of many, at once and on disk, and show it; whether it could be done."""
        try:
            change()
        except StateError as error:
            self.notify(str(error), severity="error", markup=False)
            return False
        self.posts.refresh_marks(post.id if post is not None else None)
        return True

    def mark_read(self, post: Post, *, read: bool) -> bool:
        """Mark one post read or unread; whether it could be done."""
        if not self.change_marks(lambda: self.library.mark_read([post], read), post):
            return False
        # Counted on, since counting all would take longer than showing the article.
        if self.posts.place_of(post.id) is not None:
            self.title_bar.say(unread=self.title_bar.status.unread + (-1 if read else 1))
        return True

    def _count_unread(self) -> None:
        if self.results is not None:
            self.title_bar.say(unread=self.results.unread_count())

    def action_star(self) -> None:
        """Star the post, or take the star away."""
        if (post := self.subject) is None:
            return
        starred = not self.library.is_starred(post)
        if self.change_marks(lambda: self.library.star([post], starred), post):
            self.say("★ starred" if starred else "star taken away")

    def action_toggle_read(self) -> None:
        """Mark the post read, or unread."""
        if (post := self.subject) is None:
            return
        read = not self.library.is_read(post)
        if self.mark_read(post, read=read):
            self.say("marked read" if read else "marked unread")

    def action_mark_all_read(self) -> None:
        """Mark all shown posts as read, in one change that can be taken back."""
        results = self.results
        if results is None or not len(results):
            return
        unread = [row.post for row in results if not row.read]
        if unread and self.change_marks(lambda: self.library.mark_read(unread, read=True)):
            self._count_unread()
            self.say(f"{len(unread):,} marked read, U takes it back")

    def action_undo(self) -> None:
        """Take the last change of marks back."""
        undone: list[str] = []

        def undo() -> None:
            change = self.library.undo()
            undone.append(f"taken back: {_said(change)}" if change else "Nothing to take back")

        if self.change_marks(undo):
            self._count_unread()
            self.say(undone[0])

    # The clipboard

    def copy(self, text: str, what: str) -> None:
        """Copy by the terminal's own way and by a program beside it, since some terminals ignore the first."""
        if len(text.encode("utf-8", "replace")) <= _CLIPBOARD_BYTES:
            self.app.copy_to_clipboard(text)
        self.copy_outside(text)
        self.say(f"{what} copied")

    @work(thread=True, group="clipboard")
    def copy_outside(self, text: str) -> None:
        """Hand the text to a clipboard program, if there is one."""
        external.copy_outside(text)

    def action_copy_address(self) -> None:
        """Copy the post's own address."""
        if (post := self.subject) is None:
            return
        if post.source:
            self.copy(post.source, "Address")
        else:
            self.say("This post names no address")

    def action_copy_article(self) -> None:
        """Copy the article as Markdown."""
        if (post := self.subject) is not None:
            self.copy_article(post)

    @work(thread=True, exclusive=True, group="copy")
    def copy_article(self, post: Post) -> None:
        """Convert a post and copy it."""
        from reader.convert.document import document  # not needed for the first frame

        try:
            article = self.library.article(post)
        except PostUnreadableError as error:
            self.app.call_from_thread(self.say, str(error))
            return
        self.app.call_from_thread(self.copy, document(post, article), "Article")

    # Browser and editor

    def open_outside(self, url: str) -> None:
        """Show the address and open it in the browser if the person says so.

        Only http, https and mailto are ever opened. Where no browser can be opened, the address is copied.
        """
        from reader.tui.screens.dialogs import AskScreen  # not needed for the first frame

        if not is_openable(url):
            self.say(f"Not opened: {url}")
        elif external.has_browser():
            self.app.push_screen(
                AskScreen("Open in the browser?", url, "opens it"),
                lambda yes: self._browse_if(yes, url),
            )
        else:
            self.app.push_screen(
                AskScreen("No browser can be opened from here. Copy the address?", url, "copies it"),
                lambda yes: self.copy(url, "Address") if yes else None,
            )

    def _browse_if(self, yes: bool | None, url: str) -> None:
        if yes:
            self.browse(url)

    @work(thread=True, group="browser")
    def browse(self, url: str) -> None:
        """Open an address in the browser."""
        if not external.open_in_browser(url):
            self.app.call_from_thread(self.say, "No browser took the address")

    def action_edit(self) -> None:
        """Look at the post's file in the person's editor; the reader itself never writes it."""
        if (post := self.subject) is None:
            return
        command = external.editor_command(post.file)
        if command is None:
            self.say("Set $VISUAL or $EDITOR to open posts in an editor")
            return
        with suppress(OSError), self.app.suspend():
            subprocess.run(command, check=False)
        self.refresh(layout=True)


def _said(change: Undone) -> str:
    """A change of marks in words."""
    posts = "1 post" if len(change.keys) == 1 else f"{len(change.keys):,} posts"
    if change.kind is MarkKind.STARRED:
        return f"{posts} {'starred' if change.value else 'unstarred'}"
    return f"{posts} marked {'read' if change.value else 'unread'}"
