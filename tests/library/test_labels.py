"""Labels of the user's own, and notes."""

from __future__ import annotations

import pytest

from reader.library import LabelNameError, LabelNotFoundError, Library, NoteError, described, label_name
from reader.post import Post
from reader.query import Query
from tests.library.conftest import Writer, load


@pytest.fixture
def posts(library: Library, write: Writer) -> list[Post]:
    """Three posts, the newest first."""
    for day in (3, 2, 1):
        write(f"2024-02-0{day}-p.md", title=f"第{day}篇", date=f"2024-02-0{day}")
    load(library)
    return [row.post for row in library.select(Query())]


class TestNames:
    """What a label may be called."""

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("  研究 ", "研究"),
            ("to \t cite\n", "to cite"),
            ("a\x1b[31mb\x00\u202e", "a[31mb"),
            ("title", "title"),
            ("cafe\u0301", "café"),
            ("x" * 100, "x" * 100),
        ],
    )
    def test_a_name_is_one_clean_line(self, text: str, name: str) -> None:
        """Without control characters and blanks around it; the name of a field is one like any other."""
        assert label_name(text) == name

    @pytest.mark.parametrize(
        ("text", "reason"), [("x" * 1000, "1,000"), (" \x07\u200b", "name"), ("", "name")]
    )
    def test_what_is_no_name_is_refused_with_a_sentence(
        self, library: Library, posts: list[Post], text: str, reason: str
    ) -> None:
        """And no post is labelled."""
        with pytest.raises(LabelNameError, match=reason) as refused:
            library.labels.set(posts, text, labelled=True)
        assert str(refused.value).count(".") == 1
        assert library.labels.all() == []


class TestLabels:
    """Labels of posts."""

    def test_several_posts_are_labelled_as_one_change(self, library: Library, posts: list[Post]) -> None:
        """Rows show it at once, the log says how many and which label, and one undo takes it from all."""
        results = library.select(Query())
        assert library.labels.set(posts, "研究", labelled=True) == 3
        assert library.labels.set(posts[:1], "b", labelled=True) == 1
        assert [row.labels for row in results] == [["b", "研究"], ["研究"], ["研究"]]
        assert [described(change) for change in library.change_log.recent(2)] == [
            "第3篇 labelled b",
            "3 posts labelled 研究",
        ]
        library.change_log.undo()
        library.change_log.undo()
        assert library.labels.counts() == {}

    def test_another_spelling_is_the_same_label(self, library: Library, posts: list[Post]) -> None:
        """As it is everywhere where names are typed: the one that is there stays."""
        library.labels.set(posts[:1], "臺", labelled=True)
        library.labels.set(posts[1:2], "台", labelled=True)
        library.labels.set(posts[:1], "McKay", labelled=True)
        library.labels.set(posts[:1], "MCKAY", labelled=False)
        assert library.labels.counts() == {"臺": 2}

    def test_a_label_is_renamed_and_that_is_one_change(self, library: Library, posts: list[Post]) -> None:
        """On all of its posts; one undo gives them the old name back."""
        library.labels.set(posts[:2], "旧", labelled=True)
        assert library.labels.rename("舊", "new") == 2
        assert library.labels.counts() == {"new": 2}
        assert described(library.change_log.recent(1)[0]) == "label renamed 旧 → new"
        library.change_log.undo()
        assert library.labels.counts() == {"旧": 2}

    def test_renaming_to_a_label_that_is_there_merges_both(self, library: Library, posts: list[Post]) -> None:
        """A post that had both has one; an undo parts them again, as they were."""
        library.labels.set(posts[:2], "a", labelled=True)
        library.labels.set(posts[1:], "b", labelled=True)
        assert library.labels.rename("a", "B") == 2
        assert library.labels.counts() == {"b": 3}
        library.change_log.undo()
        assert [library.labels.of(post) for post in posts] == [["a"], ["a", "b"], ["b"]]

    def test_the_spelling_of_a_name_can_be_changed(self, library: Library, posts: list[Post]) -> None:
        """The new name is another spelling of the old one."""
        library.labels.set(posts[:1], "todo", labelled=True)
        library.labels.rename("todo", "ToDo")
        assert library.labels.counts() == {"ToDo": 1}

    def test_a_label_that_no_post_has_can_not_be_renamed(self, library: Library, posts: list[Post]) -> None:
        """The sentence names it."""
        with pytest.raises(LabelNotFoundError, match="nosuch"):
            library.labels.rename("nosuch", "a")


class TestNotes:
    """Notes on posts."""

    def test_a_note_is_kept_shared_by_copies_and_taken_back(self, library: Library, write: Writer) -> None:
        """An empty one takes it away; undo brings back what was there before."""
        write("a.md", source="https://example.org/a")
        write("b.md", source="https://example.org/a")
        load(library)
        first, copy = (row.post for row in library.select(Query(), fold_copies=False))
        library.notes.set([first], "\n# 想法\r\n\r\n- 一\x07\n\n")
        assert library.notes.of(copy) == "# 想法\n\n- 一"
        assert [row.has_note for row in library.select(Query())] == [True, True]
        library.notes.set([copy], "另")
        library.notes.set([copy], " \n")
        assert (library.notes.of(first), library.notes.is_on(first)) == ("", False)
        assert [described(change) for change in library.change_log.recent(3)] == [
            "A title left without a note",
            "A title given another note",
            "A title given a note",
        ]
        library.change_log.undo()
        assert library.notes.of(first) == "另"
        library.change_log.undo()
        assert library.notes.of(first) == "# 想法\n\n- 一"

    def test_a_note_of_ten_million_characters_is_refused(self, library: Library, posts: list[Post]) -> None:
        """One sentence says so, and the note before it stays; a million is kept."""
        library.notes.set(posts[:1], "before")
        with pytest.raises(NoteError, match="10,000,000"):
            library.notes.set(posts[:1], "筆" * 10_000_000)
        assert library.notes.of(posts[0]) == "before"
        library.notes.set(posts[:1], "筆" * 1_000_000)
        assert len(library.notes.of(posts[0])) == 1_000_000
