"""Notes: writes one on the post."""

from __future__ import annotations

from collections.abc import Sequence

from reader.language import ntr, tr
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
        self._host.with_subjects(lambda posts: (posts, [library.notes.of(post) for post in posts]), self._ask)
        await self._session.until_said()

    def _ask(self, noted: tuple[Sequence[Post], Sequence[str]]) -> None:
        posts, notes = noted
        library, host = self._session.library, self._host
        note = notes[0] if len(set(notes)) == 1 else ""
        subject = clean_line(posts[0].title) if len(posts) == 1 else counted(len(posts), "post")
        draft = library.notes.draft(posts)

        def keep(text: str) -> None:
            def work() -> None:
                library.notes.set(posts, text)
                draft.drop()

            self._session.say(work, lambda _: show(), posts=len(posts))

        def show() -> None:
            host.show_said(posts)
            is_kept, count = library.notes.is_on(posts[0]), len(posts)
            if len(posts) == 1:
                host.say(tr("✎ note kept") if is_kept else tr("no note any more"))
            else:
                host.say(
                    ntr("✎ note kept on {count} post", "✎ note kept on {count} posts", count)
                    if is_kept
                    else ntr("no note on {count} post any more", "no note on {count} posts any more", count)
                )

        write_note(host, subject, note, draft, keep, others=0 if note else sum(map(bool, notes)))
