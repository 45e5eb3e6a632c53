"""The Markdown parser and its rule for emphasis next to Chinese."""

from __future__ import annotations

import pytest
from markdown_it.ruler import Ruler

from reader.article import Article
from reader.convert import markdown_body
from reader.convert.markdown import convert
from reader.typeset import markdown
from reader.typeset.document import Options
from reader.typeset.markdown import parse
from reader.typeset.prepare import prepare


def styled(markdown: str) -> list[tuple[str, tuple[str, ...]]]:
    """The spans of the first line with their roles."""
    return [(span.text, span.roles) for span in prepare(Article(markdown)).set(Options(80)).lines[0].spans]


@pytest.mark.parametrize(
    ("markdown", "strong"),
    [
        ("**「天地」**玄黃", "「天地」"),
        ("玄黃**「天地」**", "「天地」"),
        ("他說**“天地”**是", "“天地”"),
        ("這是**天地。**玄黃", "天地。"),
        ("這是**（天地）**玄黃", "（天地）"),
        ("天**地Ａ！**玄", "地Ａ！"),
        ("**テスト。**テスト", "テスト。"),
        ("a **b** c", "b"),
        ("**天地**。", "天地"),
    ],
)
def test_strong_next_to_chinese(markdown: str, strong: str) -> None:
    """Emphasis closes next to Chinese, whatever punctuation stands at its ends."""
    assert (strong, ("strong",)) in styled(markdown)
    assert "*" not in "".join(text for text, _ in styled(markdown))


@pytest.mark.parametrize("markdown", ["a ** b **", "2 * 3 * 4", "snake_case_name", r"\*天地\*", "** 天地 **"])
def test_no_emphasis(markdown: str) -> None:
    """Stars that stand apart, and underscores in words, are text."""
    assert all(not roles for _, roles in styled(markdown))


def test_other_emphasis() -> None:
    """Stars, underscores, tildes and backticks have their roles, also within each other."""
    assert styled("*甲***乙**~~丙~~`丁`") == [
        ("甲", ("emphasis-wide",)), ("乙", ("strong",)), ("丙", ("strike",)), ("丁", ("code",)),
    ]  # fmt: skip
    assert ("丙", ("strong", "emphasis-wide")) in styled("**乙*丙*丁**。")


def test_html_is_text() -> None:
    """Tags in Markdown are shown, not obeyed."""
    assert styled("<b>天</b>") == [("<b>天</b>", ())]


def test_dangerous_addresses_are_text() -> None:
    """A link that runs code stays as it is written."""
    assert styled("[天](javascript:alert)") == [("[天](javascript:alert)", ())]


def test_addresses_are_kept_as_written() -> None:
    """Chinese in an address is not percent-encoded."""
    assert prepare(Article("[天](https://e.com/天?a=地)")).links[0].url == "https://e.com/天?a=地"


@pytest.mark.parametrize("depth", [10, 90, 500])
@pytest.mark.parametrize("mark", [">", "> ", "- ", "1. "])
def test_deep_nesting_loses_nothing(mark: str, depth: int) -> None:
    """Quotes and lists deeper than the parser goes still show their text."""
    assert "天地" in prepare(Article(mark * depth + "天地")).text


def test_deep_indents_lose_nothing() -> None:
    """A list that goes in further and further shows all of its items."""
    text = prepare(Article("\n".join("  " * depth + f"- 第{depth}" for depth in range(200)))).text
    assert all(f"第{depth}" in text for depth in range(200))


def test_control_characters_are_gone() -> None:
    """Neither raw nor as entities do control and bidi characters come through."""
    text = prepare(Article("a\x1b[31m&#x202e;&#27;b\u202ec")).text
    assert not set(text) & set("\x1b\u202e")


def test_tokens_have_children() -> None:
    """Running text is parsed with its blocks."""
    assert [token.type for token in parse("天")] == ["paragraph_open", "inline", "paragraph_close"]


def test_parsers_are_ready_for_several_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """They make no tables of rules while they parse, which other threads would see half made."""
    for module in (markdown_body, markdown):
        module._parser.cache_clear()
        module._parser()
    monkeypatch.setattr(Ruler, "__compile__", None)

    assert "**字**" in convert("一 **字** 二\n\n> 三\n", title="", source="").markdown
    assert [token.type for token in parse("一 **字**") if token.type != "inline"] == [
        "paragraph_open",
        "paragraph_close",
    ]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("\\[1&#93;: 天", "[1]: 天"),
        ("\\[1&#93;(地) 天 &amp;#93;", "[1](地) 天 &#93;"),
        ("\\&#93; 天", "&#93; 天"),
        ("[天&#93;(地)", "[天](地)"),
    ],
)
def test_references_of_the_converter_are_signs(markdown: str, words: str) -> None:
    """Whether a parser reads them or not: they neither close a link nor are they undone twice."""
    assert [line.rstrip() for line in prepare(Article(markdown)).text.split("\n")] == [words]
    assert prepare(Article(markdown, is_words_alone=True)).text.rstrip() == words
    assert not prepare(Article(markdown)).links
