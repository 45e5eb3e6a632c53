"""Copies of a post: folded into one row, and compared with each other."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import PostUnreadableError
from reader.library import Library
from reader.query import Query
from reader.state.marks import Marks
from tests.library.conftest import TAIPEI, paths

Writer = Callable[..., Path]
LONG = "<div><p>" + "The harbour of Keelung was closed for two days. " * 8 + "</p></div>"
OTHER = "<div><p>" + "A comet stood over the islands for a whole week. " * 8 + "</p></div>"


def load(library: Library) -> None:
    """Load to the end."""
    for _ in library.load():
        pass


def test_what_differs(library: Library, write: Writer) -> None:
    """Each file is compared with the shown one, newest first."""
    here = {"source": "https://example.org/a", "body": LONG}
    shown = write("a.md", **here, title="Closed", date="2024-03-05")
    write("b.md", **here, title="Closed again", date="2024-03-04")
    (shown.parent / "c.md").write_bytes(shown.read_bytes())
    write("d.md", **{**here, "body": LONG + OTHER}, title="Closed", date="2024-03-02", author="Ann")
    write(
        "e.md", source="https://example.net/", title="Closed", date="2024-03-05", body=LONG.replace(" ", "  ")
    )
    load(library)
    copies = {copy.post.path: copy for copy in library.related.copies(library.find("a.md"))}
    assert [path for path, copy in copies.items() if copy.is_shown] == ["a.md"]
    assert {path: copy.differs for path, copy in copies.items()} == {
        "a.md": (),
        "b.md": ("title", "date"),
        "c.md": (),
        "d.md": ("date", "author", "text"),
        "e.md": ("address",),
    }


def test_a_post_alone(library: Library, write: Writer) -> None:
    """It is its own only copy, even before loading."""
    write("a.md")
    post = library.find("a.md")
    assert [copy.post for copy in library.related.copies(post)] == [post]
    load(library)
    assert [copy.is_shown for copy in library.related.copies(post)] == [True]


def test_a_file_that_has_gone_says_so(library: Library, write: Writer) -> None:
    """The others are compared nevertheless."""
    here = {"source": "https://example.org/a", "body": LONG}
    write("a.md", **here)
    write("b.md", **here, date="2024-01-01").with_name("b.md")
    gone = write("c.md", **here, date="2023-01-01")
    load(library)
    gone.unlink()
    a, b, c = library.related.copies(library.find("a.md"))
    assert (a.is_shown, b.differs, c.differs) == (True, ("date",), ())
    assert "cannot be read" in c.problem


def test_what_is_said_differently(library: Library, write: Writer) -> None:
    """Title and text are compared sentence by sentence; spelling is no difference."""
    old = write(
        "old.md",
        source="https://example.org/a",
        title="港口关闭",
        date="2024-03-04",
        body="<p>風大。船停兩天。</p>",
    )
    write("new.md", source="https://example.org/a", title="港口重開", body="<p>风大。船停三天。又一句。</p>")
    load(library)
    before, after = library.find("old.md"), library.find("new.md")
    difference = library.related.difference(before, after)
    assert [name for name, _ in difference.values] == ["title"]
    assert [step if isinstance(step, str) else None for step in difference.text.steps] == [
        "风大。",
        None,
        None,
    ]
    assert not library.related.difference(after, after).text.edits
    old.unlink()
    with pytest.raises(PostUnreadableError, match=r"old\.md"):
        library.related.difference(before, after)


class TestVersions:
    """has:edited and has:retitled."""

    @pytest.fixture
    def here(self) -> dict[str, str]:
        """The address of a page."""
        return {"source": "https://example.org/a"}

    def test_families_whose_texts_or_titles_differ(
        self, library: Library, write: Writer, here: dict[str, str]
    ) -> None:
        """All copies of a family have them, a post alone and copies in another spelling have neither."""
        write("a.md", **here, title="台灣", body="<p>One. Two.</p>")
        write("b.md", **here, title="臺灣", body="<p>One.</p><p>Three.</p>")
        write("c.md", source="https://example.org/c", title="C", body=LONG)
        write("d.md", source="https://example.org/d", title="D", body=LONG.replace(" ", "\n"))
        write("e.md", source="https://example.org/e", title="E")
        load(library)
        assert paths(library, "has:edited") == ["a.md", "b.md"]
        assert paths(library, "has:retitled") == ["c.md", "d.md"]
        assert paths(library, "has:改題", fold_copies=True) == ["c.md"]

    def test_they_follow_the_files(self, library: Library, write: Writer, here: dict[str, str]) -> None:
        """Copies that come, change and go give them to the others and take them away."""
        write("a.md", **here, title="One", body="<p>One.</p>")
        load(library)
        assert paths(library, "has:edited") == paths(library, "has:retitled") == []
        copy = write("b.md", **here, title="Two", body="<p>One.</p>")
        load(library)
        assert (paths(library, "has:edited"), paths(library, "has:retitled")) == ([], ["a.md", "b.md"])
        write("b.md", **here, title="One", body="<p>Another one.</p>")
        load(library)
        assert (paths(library, "has:edited"), paths(library, "has:retitled")) == (["a.md", "b.md"], [])
        copy.unlink()
        load(library)
        assert paths(library, "has:edited") == paths(library, "has:retitled") == []


POSTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["https://a.example/1", "http://www.a.example/1?utm_source=x", "https://b.example/2", ""]
        ),
        st.sampled_from([LONG, LONG.replace(" ", "\n"), OTHER, "<p>Soon.</p>"]),
        st.sampled_from(["One", "Two"]),
        st.sampled_from(["2024-01-01", "2024-01-02"]),
    ),
    min_size=1,
    max_size=6,
)


def _are_copies(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two posts are equal by long text or in every value, or share an address and something else.

    That is the text, title and day, or one of these two if a text is too short to prove anything.
    """

    def address(post: tuple[str, ...]) -> str:
        return post[0].replace("http:", "https:").replace("www.", "").split("?")[0]

    same_text = one[1].split() == other[1].split()
    is_long = len(one[1]) > 100 and len(other[1]) > 100
    equal = (one[2] == other[2]) + (one[3] == other[3])
    if one[0] and address(one) == address(other) and (same_text or equal > is_long):
        return True
    return (same_text and is_long) or one == other


@given(POSTS)
@settings(max_examples=25, deadline=None)
def test_rows_and_counts_are_those_of_a_naive_grouping(posts: list[tuple[str, ...]]) -> None:
    """In any archive, copies of copies are one row, which counts and lists all of them."""
    groups = [{number} for number in range(len(posts))]
    for one, other in combinations(range(len(posts)), 2):
        if _are_copies(posts[one], posts[other]):
            joined = next(group for group in groups if one in group)
            joining = next(group for group in groups if other in group)
            if joined is not joining:
                joined |= joining
                groups.remove(joining)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", f"{folder}/cache")
        archive = Path(folder) / "archive"
        archive.mkdir()
        for number, (source, body, title, date) in enumerate(posts):
            head = f"title: {title}\ndate: {date}\nfrom: {source}"
            (archive / f"{number}.md").write_text(f"---\n{head}\n---\n{body}\n", encoding="utf-8")
        library = Library([archive], marks=Marks(Path(folder) / "marks"), zone=TAIPEI)
        load(library)
        rows = list(library.select(Query(), fold_copies=True))
        unfolded = [
            {int(copy.post.path.removesuffix(".md")) for copy in library.related.copies(row.post)}
            for row in rows
        ]
        assert sorted(map(sorted, unfolded)) == sorted(map(sorted, groups))
        assert [row.copies for row in rows] == [len(group) for group in unfolded]
        assert all(
            copy.is_shown == (copy.post.id == row.post.id)
            for row in rows
            for copy in library.related.copies(row.post)
        )
