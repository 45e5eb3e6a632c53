"""Bodies far larger than any article."""

from __future__ import annotations

import pytest

from reader.convert import bounds
from reader.convert.bounds import SHORTENED, bounded_lines, bounded_markdown, bounded_page
from reader.convert.markdown import convert
from tests.convert.reading import seen_text

SOURCE = "https://example.org/news/1"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that small texts reach."""
    monkeypatch.setattr(bounds, "_MOST_TAGS", 40)
    monkeypatch.setattr(bounds, "_MOST_MARKDOWN", 200)
    monkeypatch.setattr(bounds, "_MOST_LINES", 5)
    monkeypatch.setattr(bounds, "_FULL", 30)


def test_what_is_short_is_left_alone() -> None:
    """As are all real articles."""
    assert bounded_page("<p>字</p>") == ("<p>字</p>", [])
    assert bounded_markdown("# 字") == ("# 字", "")
    assert bounded_lines(["天", "地"]) == ["天", "地"]


@pytest.mark.parametrize("around", ["p", "li", "div><b", "dd"])
def test_the_words_of_the_rest_stay_and_it_is_told(around: str) -> None:
    """Each stands once, in order, the later ones without form; the elements that are open at the cut are closed."""
    end = "></".join(reversed(around.split("><")))
    body = (
        "<div><blockquote>"
        + "".join(f"<{around}>第{n}段&lt;</{end}>" for n in range(200))
        + "</blockquote></div>"
    )
    article = convert(body, title="", source=SOURCE)
    words = "".join(f"第{n}段<" for n in range(200))
    assert "".join(seen_text(article.markdown).split()) == words
    assert "".join(article.text.split()) == words
    assert article.warnings == (SHORTENED,)


def test_the_rest_of_a_long_markdown_body_stands_as_it_is_written() -> None:
    """Its signs are text from there on."""
    article = convert("**天** 地\n\n" * 100, title="", source=SOURCE)
    assert article.markdown.startswith("**天** 地\n\n")
    assert r"\*\*天\*\* 地" in article.markdown
    assert article.markdown.count("天") == 100


def test_many_lines_of_plain_text_become_fewer() -> None:
    """In order, and none is lost."""
    lines = bounded_lines([f"第{n}行" for n in range(100)])
    assert lines[:6] == [
        "第0行",
        "第1行",
        "第2行",
        "第3行",
        "第4行",
        "第5行 第6行 第7行 第8行 第9行 第10行 第11行 第12行 第13行",
    ]
    assert " ".join(lines).split() == [f"第{n}行" for n in range(100)]
