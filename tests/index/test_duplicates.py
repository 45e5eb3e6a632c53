"""Duplicate groups and links, compared with a computation over all posts."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.index import Document, Index, Texts
from reader.post import Post
from tests.index.posts import ARCHIVES, TAIPEI, known_posts


class Page(NamedTuple):
    """The identity and the links of a post."""

    path: str
    key: str
    text: str
    links: tuple[str, ...]

    def document(self) -> Document:
        """Return the post in the form in which it is indexed."""
        post = Post(ARCHIVES[0], self.path, self.path)
        texts = Texts(self.path, len(self.path) + 1, len(self.path) + 2, len(self.path) + 3, "")
        return Document.of(post, texts, key=self.key, text_key=self.text, links=self.links)


keys = st.sampled_from("uvwxyz")
pages = st.lists(
    st.builds(
        Page,
        st.text("abcd", min_size=1, max_size=2),
        keys,
        st.sampled_from("1234567"),
        st.lists(keys, max_size=3).map(tuple),
    ),
    max_size=10,
    unique_by=lambda page: page.path,
)


def expected_groups(some: Sequence[Page]) -> set[frozenset[str]]:
    """Return the paths of the posts by duplicate group: the connected components of equal keys or texts."""
    groups: list[list[Page]] = []
    for page in some:
        akin = [g for g in groups if any(page.key == one.key or page.text == one.text for one in g)]
        groups = [group for group in groups if group not in akin]
        groups.append([page, *(one for group in akin for one in group)])
    return {frozenset(page.path for page in group) for group in groups}


@settings(max_examples=30)
@given(pages, pages, st.data())
def test_duplicate_groups_and_links_equal_those_computed_from_all_posts(
    first: list[Page], second: list[Page], data: st.DataObject
) -> None:
    """They hold after posts were added, replaced and removed."""
    there = {page.path: page for page in (*first, *second)}
    gone = data.draw(st.sets(st.sampled_from(sorted(there)))) if there else set()
    left = [page for path, page in there.items() if path not in gone]
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder), ARCHIVES, TAIPEI)
        for batch in (first, second, []):
            assert index.try_begin()
            numbers = [known.number for known in known_posts(index) if not batch and known.id.path in gone]
            index.write([page.document() for page in batch], numbers)
            index.end()
        number_of = {page.path: index.numbers_of(page.document().post.id)[0] for page in left}
        path_of = {number: path for path, number in number_of.items()}
        group_of = {path: group for group in expected_groups(left) for path in group}
        for page in left:
            number = number_of[page.path]
            group = group_of[page.path]
            assert {path_of[copy] for copy in index.copies([number])} == group
            assert index.posts([number])[0].copies == len(group)
            linked = {other.path for other in left if other.key in page.links and other.key != page.key}
            assert {path_of[other] for other in index.linked_by(number)} == linked - group
            names = {there[path].key for path in group}
            linking = {
                other.path
                for other in left
                if any(link in names and link != other.key for link in other.links)
            }
            assert {path_of[other] for other in index.linking_to(number)} == linking - group
        index.close()
