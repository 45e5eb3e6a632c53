"""Marks of posts, in rows and queries."""

from __future__ import annotations

import time

import pytest

from reader.library import Library
from reader.query import Query
from tests.library.conftest import Writer, load, paths


class TestMarks:
    """Marks of posts."""

    def test_marks_are_set_and_taken_back(self, library: Library, write: Writer) -> None:
        """Rows and queries show marks, and their undoing, at once."""
        write("2024-02-07-a.md")
        write("2024-02-06-b.md", date="2024-02-06")
        load(library)
        results = library.select(Query())
        posts = [row.post for row in results]
        assert library.mark_read(posts, read=True) == 2
        assert library.star(posts[:1], starred=True) == 1
        assert [(row.read, row.starred) for row in results] == [(True, True), (True, False)]
        assert paths(library, "is:starred is:read") == ["2024-02-07-a.md"]
        assert results.unread_count() == 0
        library.change_log.undo()
        library.change_log.undo()
        assert [(row.read, row.starred) for row in results] == [(False, False)] * 2
        assert library.change_log.undo() is None

    def test_the_next_unread(self, library: Library, write: Writer) -> None:
        """It is found in both directions, without wrapping around."""
        for day in range(1, 6):
            write(f"2024-02-0{day}-a.md", date=f"2024-02-0{day}")
        load(library)
        results = library.select(Query())
        library.mark_read([results.rows(2, 3)[0].post], read=True)
        assert [results.next_unread(index, 1) for index in (-1, 1, 4)] == [0, 3, None]
        assert [results.next_unread(index, -1) for index in (3, 0, 5, 99)] == [1, None, 4, 4]

    @pytest.mark.parametrize("query", ["is:starred", "is:read"])
    def test_a_second_mark_is_added_to_the_first_in_queries(
        self, library: Library, write: Writer, query: str
    ) -> None:
        """Queries see both posts while the index stays at one generation, and one of them after an undo."""
        write("2024-02-07-a.md")
        write("2024-02-06-b.md", date="2024-02-06")
        write("2024-02-05-c.md", date="2024-02-05")
        load(library)
        first, second, _ = (row.post for row in library.select(Query()))
        generation = library.generation
        mark = library.star if query == "is:starred" else library.mark_read
        assert paths(library, query) == []
        mark([first], True)  # noqa: FBT003
        assert paths(library, query) == [first.path]
        mark([second], True)  # noqa: FBT003
        assert paths(library, query) == [first.path, second.path]
        assert paths(library, f"-{query}") == ["2024-02-05-c.md"]
        mark([first], False)  # noqa: FBT003
        assert paths(library, query) == [second.path]
        library.change_log.undo()
        assert paths(library, query) == [first.path, second.path]
        library.change_log.undo()
        assert paths(library, query) == [first.path]
        assert library.generation == generation

    def test_marks_of_one_kind_leave_the_other_alone(self, library: Library, write: Writer) -> None:
        """Starring a post neither reads it nor changes what is read."""
        write("2024-02-07-a.md")
        write("2024-02-06-b.md", date="2024-02-06")
        load(library)
        first, second = (row.post for row in library.select(Query()))
        assert paths(library, "is:starred | is:read") == []
        library.mark_read([first], read=True)
        library.star([second], starred=True)
        assert (paths(library, "is:read"), paths(library, "is:starred")) == ([first.path], [second.path])

    def test_the_posts_read_last(self, library: Library, write: Writer) -> None:
        """They come with the last first, without those that vanished or were marked several at once."""
        gone = write("2024-02-09-gone.md", date="2024-02-09")
        write("2024-02-07-a.md")
        for day in (3, 4):
            write(f"2024-02-0{day}-many.md", date=f"2024-02-0{day}")
        write("2024-02-06-b.md", date="2024-02-06")
        load(library)
        posts = {row.post.path: row.post for row in library.select(Query())}
        library.mark_read([post for path, post in posts.items() if "many" in path], read=True)
        for path in ("2024-02-09-gone.md", "2024-02-06-b.md", "2024-02-07-a.md"):
            library.mark_read([posts[path]], read=True)
            time.sleep(0.002)  # times are kept in milliseconds
        gone.unlink()
        load(library)
        assert [post.path for post, _ in library.reading_progress.recently_read(9)] == [
            "2024-02-07-a.md",
            "2024-02-06-b.md",
        ]
        assert [post.path for post, _ in library.reading_progress.recently_read(1)] == ["2024-02-07-a.md"]
