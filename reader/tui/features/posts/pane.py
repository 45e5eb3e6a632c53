"""The list of posts: it follows the query, and says why it is empty and how to get out of that."""

from __future__ import annotations

from dataclasses import replace

from reader.library import Relaxation
from reader.post import PostId
from reader.query import Query, text_of
from reader.text.plural import counted
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.session import Listing, Session
from reader.tui.features.posts.post_list import PostList


class PostsPane(PostList):
    """The posts that the query finds."""

    def __init__(self, session: Session, host: Host) -> None:
        super().__init__(session.zone, id="list")
        self._session = session
        self._host = host
        self._relaxation: Relaxation | None = None
        """what empties the list that is shown"""
        self.empty_text = self._why_empty
        session.listed.connect(self._list)
        session.loaded.connect(lambda _: self._say_why_empty())

    def on_mount(self) -> None:
        """Show what there is already."""
        if self._session.results is not None:
            self.show(self._session.results, divided=not self._session.is_ranked)

    def _list(self, listing: Listing) -> None:
        current = self.current
        keep = self._kept(current.post.id if current else None)
        self.show(listing.results, keep=keep, divided=not self._session.is_ranked)
        if listing.is_whole:
            self.empty_text = self._why_empty
            self._explain(listing)

    def _kept(self, post_id: PostId | None) -> PostId | None:
        """Return the post that stays under the cursor: none while the list still stands at its top untouched."""
        return post_id if self.cursor or self._host.pane is Pane.ARTICLE else None

    @handles("read.open")
    def open(self) -> None:
        """Open the post under the cursor; in an empty list, drop the part of the query that empties it."""
        if self.current is not None:
            self._host.open_post(self.current.post)
        elif self._relaxation is not None and not self.row_count():
            gone = self._relaxation.clauses
            query = self._session.query
            kept = tuple(clause for clause in query.clauses if clause not in gone)
            self._session.set_query(replace(query, clauses=kept))

    # Empty lists

    def _say_why_empty(self) -> None:
        if not self._session.query.clauses:
            self.empty_text = self._why_empty

    @property
    def _why_empty(self) -> str:
        """Why no post is listed, as far as that is known without looking for what empties the list."""
        if self._session.query.clauses:
            return "No post matches."
        if self._session.is_reading:
            return "Reading the archive …"
        return "This archive holds no posts: name another folder."

    def _explain(self, listing: Listing) -> None:
        """Find out what empties the list."""
        if self._relaxation is not None:
            self._relaxation = None
            self._host.show_keys()
        if len(listing.results) or not self._session.query.clauses:
            self._session.jobs.cancel("explain")
        else:
            self._session.jobs.ask("explain", listing.results.relaxation, self._take_explanation)

    def _take_explanation(self, relaxation: Relaxation | None) -> None:
        if relaxation is not None:
            self._relaxation = relaxation
            self.empty_text = explanation(relaxation, self._session.query)
            self._host.show_keys()

    @property
    def open_label(self) -> str | None:
        """What Enter does where it does not open a post."""
        return "Drop what empties" if self._relaxation is not None else None


def explanation(relaxation: Relaxation, query: Query) -> str:
    """Return what empties a list, in a sentence that ends with the way out."""
    texts = " and ".join(text_of(Query((clause,))) for clause in relaxation.clauses)
    them = "it" if len(relaxation.clauses) == 1 else "them"
    if len(relaxation.clauses) == len(query.clauses):
        return f"No post matches {texts}. Enter drops {them}."
    verb = "is" if relaxation.posts == 1 else "are"
    return f"No post matches. Without {texts} there {verb} {counted(relaxation.posts, 'post')}: Enter drops {them}."
