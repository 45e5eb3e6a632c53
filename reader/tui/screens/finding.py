"""What a person does with what was found: reads excerpts, saves the search, looks at the copies of a post."""

from __future__ import annotations

from textual import work

from reader.post import Post, PostId
from reader.query import QueryError, parse, text_of
from reader.state.searches import SavedSearch
from reader.text.excerpt import Excerpt
from reader.tui.screens.marking import MarkingScreen
from reader.tui.thread_pool import in_background
from reader.tui.widgets.excerpts import Excerpts
from reader.tui.widgets.post_list import PostList


class FindingScreen(MarkingScreen):
    """Excerpts, saved searches and copies."""

    # Excerpts

    def action_excerpts(self) -> None:
        """Show under each title the line in which the words stand, or no longer."""
        shown = self.posts.excerpts is None
        self.posts.show_excerpts(Excerpts(self.query_now.words) if shown else None)
        self.say("excerpts shown" if shown else "excerpts hidden")

    def listed(self) -> None:
        """Other words have other excerpts."""
        super().listed()
        if self.posts.excerpts is not None and self.posts.excerpts.words != self.query_now.words:
            self.posts.show_excerpts(Excerpts(self.query_now.words))

    def loaded(self) -> None:
        """Files may say something else by now."""
        super().loaded()
        if self.posts.excerpts is not None:
            self.posts.show_excerpts(Excerpts(self.query_now.words))

    def on_post_list_excerpts_wanted(self, event: PostList.ExcerptsWanted) -> None:
        """Fetch those of the rows that were painted."""
        event.stop()
        excerpts = self.posts.excerpts
        if excerpts is not None and (wanted := excerpts.take_wanted()):
            self.fetch_excerpts(excerpts, wanted)

    @work(group="excerpts")
    async def fetch_excerpts(self, excerpts: Excerpts, wanted: list[PostId]) -> None:
        """Read the posts off the screen's thread, as long as their rows are on the screen."""

        def fetch() -> dict[PostId, Excerpt]:
            found = {}
            for post_id in wanted:
                if self.posts.excerpts is not excerpts:
                    break
                found[post_id] = self.library.excerpt(post_id, excerpts.words)
            return found

        excerpts.take(await in_background(fetch))
        if self.posts.excerpts is excerpts:
            self.posts.repaint()

    # Saved searches and copies

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
