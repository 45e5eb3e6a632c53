"""What is kept of the articles that were looked at last."""

from __future__ import annotations

import pytest

from reader.article import Article
from reader.tui.features.article import cache
from reader.tui.features.article.cache import ArticleCache, ArticleRequest


def _stored(articles: ArticleCache, words: str) -> ArticleRequest:
    request = ArticleRequest(Article(words), (), "as-written")
    articles.store(request, request.prepare())
    return request


def test_the_article_used_least_recently_is_dropped() -> None:
    """Of more than a dozen."""
    articles = ArticleCache()
    first, second, *_ = [_stored(articles, f"Article {number}") for number in range(12)]
    assert articles.prepared(first) is not None
    _stored(articles, "One more")
    assert articles.prepared(first) is not None
    assert articles.prepared(second) is None


def test_long_articles_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made of one is many times as long; the last is always kept."""
    monkeypatch.setattr(cache, "_KEPT_CHARS", 100)
    articles = ArticleCache()
    first, second = _stored(articles, "sea " * 50), _stored(articles, "storm " * 50)
    assert articles.prepared(first) is None
    assert articles.prepared(second) is not None
