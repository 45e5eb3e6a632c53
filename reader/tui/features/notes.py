"""Notes: writes one on the post."""

from __future__ import annotations

from collections.abc import Sequence

from reader.post import Post
from reader.text.plural import counted
from reader.text.safe import clean_line
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.note_writing import write_note
from reader.tui.session import Session


class NotePost:
    """Opens the note on the chosen posts, else on the current one, to be written."""

    def __init__(self, session: Session, host: Host) -> None:
        self._session = session
        self._host = host

    @handles("mark.note")
    async def write(self) -> None:
        """Write the note on the chosen posts, else on the current one."""
        library = self._session.library
        self._host.with_subjects(lambda posts: (posts, [library.note(post) for post in posts]), self._ask)
        await self._session.until_said()

    def _ask(self, noted: tuple[Sequence[Post], Sequence[str]]) -> None:
        posts, notes = noted
        library, host = self._session.library, self._host
        note = notes[0] if len(set(notes)) == 1 else ""
        subject = clean_line(posts[0].title) if len(posts) == 1 else counted(len(posts), "post")
        draft = library.draft(posts)

        def keep(text: str) -> None:
            def work() -> None:
                library.set_note(posts, text)
                draft.drop()

            self._session.say(work, lambda _: show(), posts=len(posts))

        def show() -> None:
            host.show_said(posts)
            where = f" on {counted(len(posts), 'post')}" if len(posts) > 1 else ""
            host.say(f"✎ note kept{where}" if library.has_note(posts[0]) else f"no note{where} any more")

        write_note(host, subject, note, draft, keep, others=0 if note else sum(map(bool, notes)))
