"""What a person does with what was found: saves the search, looks at the copies of a post."""

from __future__ import annotations

from reader.post import Post
from reader.query import QueryError, parse, text_of
from reader.state.searches import SavedSearch
from reader.tui.screens.marking import MarkingScreen
from reader.tui.widgets.post_list import PostList


class FindingScreen(MarkingScreen):
    """Saved searches and copies."""

    def action_save_search(self) -> None:
        """Give the query a name, or show one that has a name."""
        from reader.tui.screens.saved import SavedScreen  # not needed for the first frame

        self.app.push_screen(SavedScreen(self.library.searches, text_of(self.query_now)), self._show_saved)

    def _show_saved(self, search: SavedSearch | None) -> None:
        if search is None:
            return
        try:
            query = parse(search.query)
        except QueryError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.set_query(query)

    def action_copies(self) -> None:
        """Show the files that hold the post."""
        from reader.tui.screens.copies import CopiesScreen  # not needed for the first frame

        if (post := self.subject) is not None:
            self.app.push_screen(CopiesScreen(self.library, post, zone=self.zone), self._open_copy)

    def _open_copy(self, post: Post | None) -> None:
        if post is not None:
            self.post_message(PostList.Opened(post))
