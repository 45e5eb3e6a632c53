"""The user's note over an article."""

from __future__ import annotations

from reader.article import Article
from reader.typeset.document import HeaderLine, Options
from reader.typeset.prepare import prepare

HEADER = (HeaderLine("題目", "title"),)
ARTICLE = Article("第一段。\n\n## 小標\n\n第二段。")


def _lines(note: str) -> list[str]:
    page = prepare(ARTICLE, HEADER, note=note).set(Options(width=40))
    return [line.text.rstrip() for line in page.lines]


def test_a_note_stands_between_header_and_article_behind_a_bar() -> None:
    """Its lines end where they were ended, and quotes, lists and tables are set as in articles."""
    assert _lines("一\n二\n\n> 引\n\n- 項")[:11] == [
        "題目",
        "",
        "▎ ✎ Your note",
        "▎",
        "▎ 一",
        "▎ 二",
        "▎",
        "▎ ▎ 引",
        "▎",
        "▎ • 項",
        "",
    ]


def test_a_note_leaves_outline_and_article_as_they_are() -> None:
    """Its headings are not the article's; `body` says where that begins."""
    plain, noted = prepare(ARTICLE, HEADER), prepare(ARTICLE, HEADER, note="# 我的\n\n話")
    assert [heading.text for heading in noted.outline] == ["小標"]
    assert noted.text[noted.body :] == plain.text[plain.body :]
    assert plain.text[plain.body :].startswith("第一段。")


def test_the_first_part_of_a_long_note_is_enough_for_a_screen() -> None:
    """The rest comes with the rest of the article."""
    note = "一段很長的話。\n\n" * 20_000
    first = prepare(ARTICLE, HEADER, note=note, first=1_000)
    assert not first.complete
    assert len(first.text) < 10_000


def test_a_note_of_nothing_but_signs_is_no_trouble() -> None:
    """What is not seen is not shown, and nothing fails."""
    for note in ("<!-- -->", "[^1]: x", "---", "```", "[a]: b", "\\"):
        assert "第一段。" in "\n".join(_lines(note))


def test_a_long_note_is_parsed_in_parts_and_loses_nothing() -> None:
    """Each of its words is there, wherever the parts end."""
    words = [f"w{number}" for number in range(5_000)]
    for sign in ("\n\n", "\n", " "):
        noted = prepare(ARTICLE, HEADER, note=sign.join(words))
        assert noted.text[: noted.body].split()[-len(words) :] == words


def test_a_note_that_nobody_typed_is_shown_as_its_words() -> None:
    """With its paragraphs and all of its signs; a parser would take minutes for some."""
    note = "[" * 30_000 + "\n\n**b**"
    lines = [line.removeprefix("▎").strip() for line in _lines(note)]
    assert "".join(lines).count("[") == 30_000
    assert "**b**" in lines
