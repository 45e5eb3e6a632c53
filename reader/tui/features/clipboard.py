"""The clipboard: copy the post's address, or the article as Markdown."""

from __future__ import annotations

from reader.tui import external
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.session import Session

_OSC_52_BYTES = 100_000
"""what terminals are known to take by OSC 52 at once"""


class Clipboard:
    """Copies by the terminal's own way and by a program beside it, since some terminals ignore the first."""

    def __init__(self, session: Session, host: Host) -> None:
        self._session = session
        self._host = host

    def copy(self, text: str, what: str) -> None:
        """Copy a text, and say what was copied."""
        if len(text.encode("utf-8", "replace")) <= _OSC_52_BYTES:
            self._host.app.copy_to_clipboard(text)
        self._session.jobs.ask("clipboard", lambda: external.copy_outside(text), lambda _: None)
        self._host.say(f"{what} copied")

    @handles("link.copy")
    def copy_address(self) -> None:
        """Copy the post's own address."""
        post = self._host.subject
        assert post is not None
        if post.source:
            self.copy(post.source, "Address")
        else:
            self._host.say("This post names no address")

    @handles("link.copy-article")
    def copy_article(self) -> None:
        """Copy the article as Markdown."""
        post = self._host.subject
        assert post is not None
        self._session.jobs.ask(
            "copy",
            lambda: self._session.library.markdown(post),
            lambda markdown: self.copy(markdown, "Article"),
            fail=lambda error: self._host.say(str(error)),
        )
