"""Archives as other programs lay them out: listed, searched, tagged, dated and opened through the library."""

from __future__ import annotations

from datetime import timedelta, timezone
from pathlib import Path

import pytest

from reader.library import Library
from reader.post import Post
from reader.state.marks import Marks
from tests.archives.builders import BUILDERS, Builder, Expected

TAIPEI = timezone(timedelta(hours=8))


class Archive:
    """A built archive, loaded."""

    def __init__(self, builder: Builder, folder: Path) -> None:
        self.expected = builder(folder / "archive")
        self.library = Library([folder / "archive"], marks=Marks(folder / "marks.sqlite3"), zone=TAIPEI)
        for _ in self.library.load():
            pass

    def posts(self, query: str = "") -> dict[str, Post]:
        """Return the posts that a query finds, by path."""
        results = self.library.select(self.library.asked(query), fold_copies=False)
        return {row.post.path: row.post for row in results}


@pytest.fixture(scope="module", params=BUILDERS, ids=lambda builder: str(builder.__name__))
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Each of the archives, built once for all tests of it."""
    folder = tmp_path_factory.mktemp(request.param.__name__)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        return Archive(request.param, folder)


def each(archive: Archive) -> list[tuple[Expected, Post]]:
    """Return what is expected of each post with the post."""
    posts = archive.posts()
    return [(expected, posts[expected.path]) for expected in archive.expected if expected.path in posts]


def test_each_post_is_listed_once(archive: Archive) -> None:
    """Posts and pages are listed; templates, patterns, settings, parts and built pages are not."""
    assert sorted(archive.posts()) == sorted(expected.path for expected in archive.expected)


def test_titles_dates_and_authors(archive: Archive) -> None:
    """What the head of the file says, by the names that the program has for it."""
    assert {
        post.path: (post.title, str(post.date.day(TAIPEI)) if post.date else "", post.author, post.source)
        for _, post in each(archive)
    } == {
        expected.path: (expected.title, expected.day, expected.author, expected.source)
        for expected, _ in each(archive)
    }


def test_nothing_is_wrong_with_the_files(archive: Archive) -> None:
    """What these programs write is no defect, but for notes without a head and old encodings."""
    wrong = [warning for _, post in each(archive) for warning in post.warnings]
    assert [
        warning
        for warning in wrong
        if "no front matter" not in warning
        and "GB18030" not in warning
        and "does not say where its article" not in warning
        and "has no title" not in warning
    ] == []


def test_tags(archive: Archive) -> None:
    """Topics are tags of the post, and a query for one finds it."""
    for expected, post in each(archive):
        names = {tag.name for tag in post.tags}
        assert set(expected.tags) <= names, expected.path
        for name in expected.tags:
            assert expected.path in archive.posts(f'tag:"{name}"')


def test_searches(archive: Archive) -> None:
    """A word of the text finds the post."""
    for expected, _ in each(archive):
        query = expected.word if ":" in expected.word else f'"{expected.word}"'
        assert expected.path in archive.posts(query)


def test_articles(archive: Archive) -> None:
    """The post opens with its words and pictures, and without what the program has around them."""
    for expected, post in each(archive):
        markdown = archive.library.articles.markdown(post)
        assert [piece for piece in expected.has if piece not in markdown] == [], expected.path
        assert [piece for piece in expected.lacks if piece in markdown] == [], expected.path


def test_links_between_posts(archive: Archive) -> None:
    """A link opens the post that it names; one that names nothing stays a link and opens none."""
    for expected, post in each(archive):
        urls = {link.text: link.url for link in archive.library.articles.of(post).links}
        assert {
            words: [found.path for found in archive.library.related.targets(post, urls[words])]
            if words in urls
            else "no link"
            for words, _ in expected.links
        } == {words: [path] if path else [] for words, path in expected.links}, expected.path


def test_backlinks(archive: Archive) -> None:
    """A post knows all that link to it, and no others."""
    posts = archive.posts()
    linking = {path: set[str]() for path in posts}
    for expected in archive.expected:
        for _, path in expected.links:
            if path:
                linking[path].add(expected.path)
    assert {
        path: {other.path for other in archive.library.related.linking_to(post)}
        for path, post in posts.items()
    } == linking
