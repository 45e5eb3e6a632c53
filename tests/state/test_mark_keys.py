"""Keys of posts, which what is said of them is kept under."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.post import Post
from reader.state.marks import Marks
from reader.state.statements import Kind
from reader.text.identity import key_of, part_of
from tests.state.conftest import mark


def post(path: str, source: str = "", archive: str = "/posts") -> Post:
    """Return a post with its place and address alone."""
    return Post(Path(archive), path, "title", source=source)


class TestKey:
    """Keys of posts."""

    def test_copies_share_their_address(self) -> None:
        """Two files of one page have one key, whatever their paths and the spelling of the address."""
        copies = [
            post("_posts/2024-02-07-a.md", "https://example.org/a"),
            post("archived/2024-02-07/b.md", "http://www.example.org/a/?utm_source=x#top", "/other"),
        ]

        assert len({key_of(copy) for copy in copies}) == 1

    @pytest.mark.parametrize("source", ["", "https://example.org/", "港口新聞 / 晚報", "example"])
    def test_without_an_address_of_its_own_the_name_is_the_key(self, source: str) -> None:
        """A file that moves between folders and archives keeps its marks; two files do not share them."""
        moved = [post("_posts/2024-02-07-a.md", source), post("old/2024-02-07-a.md", source, "/other")]
        different = [
            post("_posts/2024-02-07-b.md", source),
            post("a.md", source),
            post("2024-02-07.md", source),
        ]

        assert len({key_of(each) for each in moved}) == 1
        assert len({key_of(each) for each in moved + different}) == 4

    def test_every_archive_has_its_own_read_me(self) -> None:
        """Names without a day get the archive's name."""
        assert key_of(post("README.md", archive="/a/one")) != key_of(post("README.md", archive="/a/two"))

    def test_a_name_that_is_not_utf_8(self, file: Path) -> None:
        """Its key can be stored."""
        marks = Marks(file)
        key = key_of(post(os.fsdecode(b"caf\xe9.md")))
        mark(marks, [key])

        assert Marks(file).is_marked(Kind.READ, key)


@settings(deadline=None)
@given(st.text(), st.text(min_size=1))
def test_any_address_and_path_give_a_key(source: str, path: str) -> None:
    """No post is without a key, and every key can be written as UTF-8."""
    assert key_of(post(path.encode("utf-8", "replace").decode(), source)).encode()


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("https://a.example/page#2024-05-01", "2024-05-01"),
        ("https://a.example/page#!/story", "!/story"),
        ("https://a.example/page", ""),
        ("https://a.example/page#", ""),
        ("https://a.example/page#top", ""),
        ("https://a.example/page#comment-17", ""),
        ("https://a.example/page#xtor=RSS-1", ""),
        ("https://a.example/page#:~:text=words", ""),
        ("https://a.example/page#part:~:text=words", "part"),
        ("no address", ""),
    ],
)
def test_a_fragment_may_be_a_posts_own_part_of_a_page(source: str, part: str) -> None:
    """But not what leads to a place that every page has, to words, or counts visitors."""
    assert part_of(source) == part
