"""Conversion of posts and the cache of articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import PostUnreadableError
from reader.library import Library, articles
from reader.query import Query
from tests.library.conftest import Writer, load


class TestArticle:
    """Posts converted for reading."""

    def test_an_article_is_converted_once(self, library: Library, write: Writer) -> None:
        """It is converted again when its file changes."""
        file = write("a.md", body="<p>Before</p>")
        load(library)
        post = library.find("a.md")
        article = library.articles.of(post)
        assert "Before" in article.text
        assert library.articles.of(post) is article
        file.write_text(file.read_text().replace("Before", "Afterwards"))
        load(library)
        assert "Afterwards" in library.articles.of(post).text

    def test_only_the_last_articles_are_kept(self, library: Library, write: Writer) -> None:
        """Articles used least recently are dropped."""
        for number in range(20):
            write(f"{number}.md")
        load(library)
        posts = [row.post for row in library.select(Query())]
        first = library.articles.of(posts[0])
        for post in posts:
            library.articles.of(post)
        assert library.articles.of(posts[0]) is not first

    def test_long_articles_are_few(
        self, library: Library, write: Writer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As many are kept as are no burden to the memory, at the least the last one."""
        monkeypatch.setattr(articles, "_MAX_CACHED_CHARS", 100)
        for name in ("a", "b"):
            write(f"{name}.md", body=f"<p>{name * 200}</p>")
        first, second = library.find("a.md"), library.find("b.md")
        article = library.articles.of(first)
        assert library.articles.of(first) is article
        library.articles.of(second)
        assert library.articles.of(first) is not article

    def test_topics_of_the_front_matter_are_keywords(self, library: Library, archive: Path) -> None:
        """They stand below the article as those of the body do, each once; a channel and hashtags do not."""
        text = "---\ntitle: a\ntags: [sea, storm, boats]\npublication: News\n---\nWords. #boats #wind\n"
        (archive / "a.md").write_text(text, encoding="utf-8")
        load(library)
        post = library.find("a.md")
        assert library.articles.of(post).keywords == ("sea", "storm", "boats")
        assert "#sea" in library.articles.markdown(post)

    def test_a_file_that_vanished(self, library: Library, write: Writer) -> None:
        """The error names the file."""
        file = write("a.md")
        post = library.find("a.md")
        file.unlink()
        with pytest.raises(PostUnreadableError, match=r"a\.md"):
            library.articles.of(post)
