"""Copies the post's address, or the article as Markdown."""

from __future__ import annotations

from reader.language import tr
from reader.tui import external
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.session import Session

_OSC_52_BYTES = 74_994
"""length of a text whose sequence takes 100,000 bytes in base64, which hterm and others accept at most"""


class Clipboard:
    """Copies with OSC 52 and with a clipboard program, since some terminals ignore OSC 52."""

    def __init__(self, session: Session, host: Host) -> None:
        self._session = session
        self._host = host

    def copy(self, text: str, done: str) -> None:
        """Copy a text, and say `done` once it is copied."""
        is_sent = len(text.encode("utf-8", "replace")) <= _OSC_52_BYTES
        if is_sent:
            self._host.app.copy_to_clipboard(text)

        def report(was_taken: bool) -> None:
            if is_sent or was_taken:
                self._host.say(done)
            else:
                self._host.complain(
                    tr("Not copied: too long for the terminal, and no clipboard program took it")
                )

        self._session.jobs.ask("clipboard", lambda: external.copy_outside(text), report)

    @handles("link.copy")
    def copy_address(self) -> None:
        """Copy the post's own address."""
        post = self._host.subject
        assert post is not None
        if post.source:
            self.copy(post.source, tr("Address copied"))
        else:
            self._host.say(tr("This post names no address"))

    @handles("link.copy-article")
    def copy_article(self) -> None:
        """Copy the article as Markdown."""
        post = self._host.subject
        assert post is not None
        self._session.jobs.ask(
            "copy",
            lambda: self._session.library.articles.markdown(post),
            lambda markdown: self.copy(markdown, tr("Article copied")),
            fail=lambda error: self._host.say(str(error)),
        )
