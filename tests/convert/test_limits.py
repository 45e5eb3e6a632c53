"""Size limits of bodies far larger than any article."""

from __future__ import annotations

import pytest

from reader.convert import limits
from reader.convert.limits import SHORTENED, limit_html, limit_lines, limit_markdown
from reader.convert.markdown import convert
from reader.convert.plain import extract
from reader.typeset.document import Options
from reader.typeset.prepare import prepare
from tests.convert.reading import seen_text

SOURCE = "https://example.org/news/1"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lower the limits so that short texts exceed them."""
    monkeypatch.setattr(limits, "_MAX_TAGS", 40)
    monkeypatch.setattr(limits, "_MAX_MARKDOWN_CHARS", 200)
    monkeypatch.setattr(limits, "_MAX_LINES", 5)
    monkeypatch.setattr(limits, "_PARAGRAPH_CHARS", 30)


def test_short_bodies_are_unchanged() -> None:
    """A body below the limits is returned whole."""
    assert limit_html("<p>字</p>") == ("<p>字</p>", [])
    assert limit_markdown("# 字") == ("# 字", [])
    assert limit_lines(["天", "地"]) == ["天", "地"]


@pytest.mark.parametrize("around", ["p", "li", "div><b", "dd"])
def test_text_beyond_the_limit_is_kept_with_a_warning(around: str) -> None:
    """All text is kept once and in order, open elements are closed at the cut, and a warning is given."""
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


def test_long_text_of_few_tags_is_cut_at_a_tag(monkeypatch: pytest.MonkeyPatch) -> None:
    """The formatted part of a page is bounded in length, too."""
    monkeypatch.setattr(limits, "_MAX_HTML_CHARS", 500)
    words = "天地 " * 100
    page = "".join(f"<p>{words}<b>{number}</b></p>" for number in "一二三")
    article = convert(page, title="", source=SOURCE)

    assert article.warnings == (SHORTENED,)
    assert "**一**" in article.markdown and "**三**" not in article.markdown
    assert article.text.split() == [word for number in "一二三" for word in (*words.split(), number)]


def test_markdown_beyond_the_limit_is_plain_text() -> None:
    """Markup beyond the limit is escaped."""
    article = convert("**天** 地\n\n" * 100, title="", source=SOURCE)
    assert article.markdown.startswith("**天** 地\n\n")
    assert r"\*\*天\*\* 地" in article.markdown
    assert article.markdown.count("天") == 100


def test_the_strokes_of_drawings_do_not_count() -> None:
    """Clippers keep drawings whole; the words after one keep their form."""
    strokes = '<path d="M0 0"/>' * 40
    drawing = f'<svg role="img" aria-label="A chart"><g>{strokes}</g></svg>'
    found = convert(f"Before.\n\n{drawing}\n\n**After**.", title="", source="")
    assert "path" not in found.markdown
    assert found.markdown.endswith("**After**.")
    assert SHORTENED not in found.warnings


def test_the_end_of_formatting_is_announced() -> None:
    """A warning and a line on the screen announce where formatting ends, and no text is lost."""
    body = "".join(f"**天{n}** 地\n\n" for n in range(100))
    article = convert(body, title="", source=SOURCE)
    assert article.warnings == (SHORTENED,)
    assert article.form_end is not None
    assert "**" not in article.markdown[article.form_end :].replace(r"\*\*", "")
    lines = [line.text for line in prepare(article).set(Options(width=60)).lines]
    notice = next(number for number, line in enumerate(lines) if line.startswith("本文遠長於一般文章"))
    assert lines[notice - 3].startswith("天") and not lines[notice - 2] and not lines[notice - 1]
    assert any(line.startswith("**天") for line in lines[notice + 1 :])
    assert extract(body, title="", source=SOURCE).text == article.text


def test_the_first_screen_does_not_announce_the_end_of_formatting() -> None:
    """The part that is laid out first ends before the limit."""
    article = convert("**天** 地\n\n" * 100, title="", source=SOURCE)
    prepared = prepare(article, first=40)
    assert not prepared.complete
    assert "本文" not in prepared.text


def test_plain_lines_beyond_the_limit_are_joined() -> None:
    """Lines beyond the limit become paragraphs, in order and complete."""
    lines = limit_lines([f"第{n}行" for n in range(100)])
    assert lines[:6] == [
        "第0行",
        "第1行",
        "第2行",
        "第3行",
        "第4行",
        "第5行 第6行 第7行 第8行 第9行 第10行 第11行 第12行",
    ]
    assert " ".join(lines).split() == [f"第{n}行" for n in range(100)]


def test_code_of_too_many_lines_keeps_its_words() -> None:
    """Of all code on a page only so many lines are set as code; the words of the others follow."""
    body = "<pre>" + "\n".join(f"a{number}" for number in range(3)) + "</pre><p>between</p>"
    body += "<pre>" + "\n".join(f"b{number}" for number in range(40)) + "</pre><p>end</p>"
    article = convert(f"<div>{body}</div>", title="", source=SOURCE)

    words = (
        [f"a{number}" for number in range(3)] + ["between"] + [f"b{number}" for number in range(40)] + ["end"]
    )
    assert article.text.split() == words
    assert seen_text(article.markdown).split() == words
    assert article.markdown.startswith("```\na0\na1\na2\n```\n\nbetween\n\n```\nb0\n")
    assert article.warnings == (SHORTENED,)
    assert article.form_end is not None and "b9" in article.markdown[article.form_end :]
