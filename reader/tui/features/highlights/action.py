"""Highlights: keeps passages of the open article, colours them, writes notes on them, and removes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from reader.errors import ReaderError, StateError
from reader.language import later, ntr, tr
from reader.library import COLOURS, Highlight, Library, new_highlight
from reader.post import Post
from reader.text.passage import Passage
from reader.text.safe import clean_line
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.keys.in_force import key_of
from reader.tui.layout import Pane
from reader.tui.note_writing import write_note
from reader.tui.post_lines import cut
from reader.tui.session import Session
from reader.tui.signals import Signal

_QUOTED_CELLS = 40
_QUOTED_OVER_NOTE = 160
_MOST_SAID = 300
"""characters of a note that the title bar may have room for"""
_NOTE_TITLE = later("Note on a highlight")


class LocatedHighlight(Protocol):
    """A highlight where it stands in the text."""

    @property
    def highlight(self) -> Highlight:
        """What is kept of it."""


class PassageView(Protocol):
    """The article view, in which passages are chosen and highlights painted."""

    caret_moved: Signal[None]
    clicked: Signal[int]
    kept: Signal[None]
    lost: Signal[Sequence[Highlight]]

    @property
    def post(self) -> Post | None:
        """The post whose article is shown."""

    @property
    def passage(self) -> tuple[int, int] | None:
        """Start and end of the chosen passage."""

    @property
    def highlight(self) -> LocatedHighlight | None:
        """The highlight under the caret."""

    def begin_passage(self, offset: int | None = None) -> bool:
        """Put the caret into the text; return False if there is no text."""

    def drop_passage(self) -> None:
        """Take the caret away."""

    def quoted(self, span: tuple[int, int]) -> Passage | None:
        """Return a part of the text with what stands around it."""

    def refresh_highlights(self) -> None:
        """Paint the highlights as they are now."""


def highlights_of(library: Library, post: Post) -> Sequence[Highlight]:
    """Return the highlights of a post; none if they cannot be read, as the screens say at the start."""
    try:
        return library.highlights.of(post)
    except StateError:
        return ()


class Highlights:
    """Makes and changes highlights; each change is on disk before the screen shows it."""

    def __init__(
        self,
        session: Session,
        article: PassageView,
        once_shown: Callable[[Callable[[], object]], bool],
        host: Host,
    ) -> None:
        """`once_shown` does something once the article that was opened is shown, and returns whether it is."""
        self._session = session
        self._article = article
        self._once_shown = once_shown
        self._host = host
        self._colour = COLOURS[0]
        """of the next highlight"""
        self._told: set[str] = set()
        """the identifiers of highlights that were said to be lost"""
        article.clicked.connect(lambda offset: article.begin_passage(offset))
        article.kept.connect(lambda _: self._begin_and_keep())
        article.caret_moved.connect(lambda _: self._show_caret())
        article.lost.connect(self._tell_lost)

    @handles("passage.begin")
    def begin(self) -> None:
        """Put a caret into the article, as soon as it is there."""
        if not self._once_shown(self._begin):
            self._host.say(tr("The article is still being read: the caret comes with it"))

    def _begin(self) -> None:
        if self._article.post is None:
            self._host.say(tr("No article is here yet"))
        elif not self._article.begin_passage():
            self._host.say(tr("There is no text to highlight"))
        elif self._host.pane is not Pane.ARTICLE:
            self._host.go_to(Pane.ARTICLE)

    def _begin_and_keep(self) -> None:
        if self._article.begin_passage():
            self.keep()

    def _show_caret(self) -> None:
        """Show the keys that work now, and the note on the highlight under the caret."""
        self._host.show_keys()
        located = self._article.highlight
        if located is not None and located.highlight.note and self._article.passage is None:
            from reader.typeset.prepare import note_words  # not needed for the first frame

            self._host.say("✎ " + " ".join(note_words(located.highlight.note, _MOST_SAID).split()))

    def _has_passage(self) -> bool:
        return self._article.passage is not None or self._article.highlight is not None

    @handles("passage.keep", offered=_has_passage)
    def keep(self) -> None:
        """Keep the passage as a highlight; on a highlight, write its note."""
        if self._article.passage is None:
            self._ask_note_or_hint()
        elif self._kept() is not None:
            self._article.drop_passage()
            self._host.say(
                tr(
                    "highlighted ({colour}), {key} takes it back",
                    colour=tr(self._colour),
                    key=key_of("mark.undo"),
                )
            )

    @handles("passage.note", offered=_has_passage)
    def write_note(self) -> None:
        """Write a note on the passage, which is kept, or on the highlight under the caret."""
        if self._article.passage is None:
            self._ask_note_or_hint()
            return
        highlight = self._kept()
        if highlight is not None:
            self._article.drop_passage()
            self._ask_note(highlight)

    def _ask_note_or_hint(self) -> None:
        located = self._article.highlight
        if located is not None:
            self._ask_note(located.highlight)
        else:
            self._host.say(tr("{key} sets where the passage starts", key=key_of("passage.start")))

    def _kept(self) -> Highlight | None:
        """Keep the chosen passage and return its highlight; None if that was not possible, which is said."""
        post, span = self._article.post, self._article.passage
        passage = self._article.quoted(span) if span is not None else None
        if post is None or passage is None:
            self._host.say(tr("Only the text of the article can be highlighted"))
            return None
        try:
            highlight = new_highlight(passage, self._colour)
            self._session.library.highlights.add(post, highlight)
        except ReaderError as error:
            self._host.complain(str(error))
            return None
        self._show()
        return highlight

    def _ask_note(self, highlight: Highlight) -> None:
        post, library = self._article.post, self._session.library
        assert post is not None
        draft = library.notes.draft([post], highlight.id)

        def keep(text: str) -> None:
            def note() -> None:
                if text != highlight.note:
                    library.highlights.note(post, highlight, text)
                draft.drop()

            self._change(note)

        words = " ".join(highlight.passage.words.split())
        write_note(
            self._host,
            tr(_NOTE_TITLE),
            highlight.note,
            draft,
            keep,
            quoted=clean_line(cut(words, _QUOTED_OVER_NOTE)),
        )

    @handles("passage.colour")
    def change_colour(self) -> None:
        """Give the highlight under the caret the next colour, or the next ones that are kept."""
        located, post = self._article.highlight, self._article.post
        is_new = located is None or self._article.passage is not None or post is None
        colour = self._colour if located is None or is_new else located.highlight.colour
        self._colour = COLOURS[(COLOURS.index(colour) + 1) % len(COLOURS)]
        if located is not None and post is not None and not is_new:
            highlight = located.highlight
            if not self._change(
                lambda: self._session.library.highlights.colour(post, highlight, self._colour)
            ):
                return
        self._host.say(tr(self._colour))

    @handles("passage.remove", offered=lambda self: self._article.highlight is not None)
    def remove(self) -> None:
        """Remove the highlight under the caret."""
        located, post = self._article.highlight, self._article.post
        if located is None or post is None:
            self._host.say(
                tr("No highlight here: {key} goes to the next one", key=key_of("passage.next-highlight"))
            )
            return
        highlight = located.highlight
        if self._change(lambda: self._session.library.highlights.remove(post, highlight)):
            self._host.say(tr("highlight removed, {key} brings it back", key=key_of("mark.undo")))

    def _change(self, change: Callable[[], object]) -> bool:
        """Make a change, and show it; return whether that was possible."""
        try:
            change()
        except ReaderError as error:
            self._host.complain(str(error))
            return False
        self._show()
        return True

    def _show(self) -> None:
        self._article.refresh_highlights()
        self._session.said.emit(None)
        self._host.show_keys()

    def _tell_lost(self, lost: Sequence[Highlight]) -> None:
        """Say which highlights the article does not hold any more, each once."""
        lost = [each for each in lost if each.id not in self._told]
        if not lost:
            return
        self._told.update(each.id for each in lost)
        quoted = tr(", ").join(
            tr("“{title}”", title=cut(" ".join(each.passage.words.split()), _QUOTED_CELLS))
            for each in lost[:3]
        )
        more = " …" if len(lost) > 3 else ""
        self._session.warned.emit(
            ntr(
                "{count} highlight of this post is not in its text any more: {quoted}",
                "{count} highlights of this post are not in its text any more: {quoted}",
                len(lost),
                quoted=quoted + more,
            )
        )
