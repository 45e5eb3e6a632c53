"""Blocks of an article as lines."""

from __future__ import annotations

import pytest

from reader.article import Article, Link, TimelineEntry
from reader.typeset.cells import cell_len
from reader.typeset.document import Document, Options, ParagraphStyle
from reader.typeset.prepare import HeaderLine, prepare


def document(markdown: str, width: int = 42, **options: object) -> Document:
    """`markdown` set for `width`."""
    return prepare(Article(markdown)).set(Options(width, **options))  # type: ignore[arg-type]


def plain_lines(shown: Document) -> list[str]:
    """The lines of a document without styles and trailing white space."""
    return [line.text.rstrip() for line in shown.lines]


def lines(markdown: str, width: int = 42, **options: object) -> list[str]:
    """The lines of `markdown`."""
    return plain_lines(document(markdown, width, **options))


def roles(markdown: str, text: str) -> tuple[str, ...]:
    """The roles of the span that is `text`."""
    return next(
        span.roles for line in document(markdown, 80).lines for span in line.spans if span.text == text
    )


def test_paragraphs_have_a_blank_line_between() -> None:
    """So they are told apart by default."""
    assert lines("甲\n\n乙") == ["甲", "", "乙"]


def test_paragraphs_can_be_indented_instead() -> None:
    """As in Chinese books: two characters, and no blank line."""
    assert lines("甲\n\n乙", paragraphs=ParagraphStyle.INDENTED) == ["    甲", "    乙"]


def test_line_ends_in_chinese_are_no_spaces() -> None:
    """A line end of the source is a space between Latin words only."""
    assert lines("天地\n玄黃\nabc\ndef") == ["天地玄黃 abc def"]


def test_hard_breaks_break() -> None:
    """A backslash or two spaces at the line end begin a new line."""
    assert lines("天\\\n地  \n人") == ["天", "地", "人"]


def test_headings_stand_apart() -> None:
    """Great headings have two blank lines above; the outline names all."""
    assert lines("甲\n\n# 乙\n\n### 丙\n\n丁") == ["甲", "", "", "乙", "", "丙", "", "丁"]
    assert [(heading.level, heading.text) for heading in document("# 乙\n\n### 丙").outline] == [
        (1, "乙"),
        (3, "丙"),
    ]
    assert roles("# 乙", "乙") == ("heading", "heading-1")


def test_quotes_have_a_bar_through_their_blank_lines() -> None:
    """A quote is one block with a bar at its left; a second quote begins a bar of its own."""
    assert lines("> 甲\n>\n> > 乙\n\n丙\n\n> 丁") == ["▎ 甲", "▎", "▎ ▎ 乙", "", "丙", "", "▎ 丁"]


def test_lists_hang() -> None:
    """Later lines of an item stand under its text; nested lists go in and change the mark."""
    assert lines("- 天地玄黃宇宙洪荒日月盈昃辰宿列張\n  - 甲\n    - 乙\n- 丙", 26) == [
        "• 天地玄黃宇宙洪荒日月盈", "  昃辰宿列張", "  ◦ 甲", "    ▪ 乙", "• 丙",
    ]  # fmt: skip


def test_numbers_of_lists_are_kept() -> None:
    """An ordered list begins where its source does."""
    assert lines("7. 甲\n8. 乙") == ["7.  甲", "8.  乙"]


def test_loose_lists_are_airy() -> None:
    """Items with blank lines between them in the source keep these."""
    assert lines("- 甲\n\n- 乙\n\n  丙") == ["• 甲", "", "• 乙", "", "  丙"]


def test_tasks_have_boxes() -> None:
    """A task list shows what is done."""
    assert lines("- [x] 甲\n- [ ] 乙") == ["☑ 甲", "☐ 乙"]


def test_an_item_without_a_paragraph_keeps_its_mark() -> None:
    """An item that begins with a list or with code still shows that it is one."""
    assert lines("- - 甲")[:2] == ["•", "  ◦ 甲"]
    assert lines("-\n- 甲") == ["•", "• 甲"]


def test_definitions() -> None:
    """A term, and its definition below and further in."""
    assert lines("天\n: 地") == ["天", "    地"]
    assert roles("天\n: 地", "天") == ("term",)


def test_rule() -> None:
    """A rule is three stars in the middle."""
    assert lines("甲\n\n---\n\n乙", 21) == ["甲", "", "       * * *", "", "乙"]


def test_a_figure_is_a_mark_and_its_caption() -> None:
    """The caption stands under the mark of a picture and hangs."""
    assert lines("![天地玄黃宇宙洪荒日月盈昃](https://e.com/a.jpg)", 24) == [
        "▣ 天地玄黃宇宙洪荒日月",
        "  盈昃",
    ]
    assert roles("![天](a.jpg)", "天") == ("caption",)


def test_a_description_follows_the_caption() -> None:
    """The alt text is shown where it says something else, once."""
    assert lines('![天](a.jpg "地")') == ["▣ 天（地）"]
    assert lines('![天](a.jpg "天")') == ["▣ 天"]
    assert lines('![](a.jpg "地")') == ["▣ 地"]


def test_a_picture_without_words() -> None:
    """It still shows that there is one, and leads to it."""
    assert lines("![](https://e.com/a.jpg)") == ["▣ Picture"]
    assert document("![](https://e.com/a.jpg)").links[0].url == "https://e.com/a.jpg"


def test_a_picture_in_running_text() -> None:
    """A picture among words is named where it stands."""
    assert lines("甲![天](a.jpg)乙") == ["甲▣ 天乙"]


def test_media_hang_by_their_mark() -> None:
    """Video and sound stand behind their mark."""
    assert lines("▶ [天地玄黃宇宙洪荒](https://e.com/v)", 14) == ["▶ 天地玄黃宇宙", "  洪荒"]


def test_footnotes_come_at_the_end() -> None:
    """Numbered as they are referred to, in a section of their own."""
    assert lines("甲[^b]乙[^a]\n\n[^a]: 天\n\n[^b]: 地\n\n丙") == [
        "甲[1]乙[2]", "", "丙", "", "", "Notes", "", "[1] 地", "[2] 天",
    ]  # fmt: skip


def test_code_keeps_its_lines_and_colours() -> None:
    """Code is no running text; a known language is coloured."""
    assert lines("```python\nif x:\n    y = '天'\n```") == [" if x:", "     y = '天'"]
    assert roles("```python\nif x:\n```", "if") == ("code-block", "code-keyword")
    assert roles("```nonsense\nif x:\n```", "if x:") == ("code-block",)


def test_long_code_wraps_at_its_indent() -> None:
    """A line of code that is too long goes on below, indented alike."""
    assert lines("    aaaa bbbb\n        " + "cccc " * 8, 40) == [
        " aaaa bbbb", "     cccc cccc cccc cccc cccc cccc", "     cccc cccc",
    ]  # fmt: skip


def test_sections_at_the_end() -> None:
    """Keywords, related links and the timeline are quiet sections of their own, in the language of the article."""
    article = Article(
        "文",
        text="臺灣的新聞",
        keywords=("台灣", "New York"),
        related=(Link("另一篇", "https://e.com/1"),),
        timeline=(
            TimelineEntry("2024/02/07 21:41", "天", "https://e.com/2"),
            TimelineEntry("2024/02/08 09:00", "本文"),
        ),
    )
    prepared = prepare(article)
    assert plain_lines(prepared.set(Options(42))) == [
        "文", "", "", "關鍵字", "", "#台灣  #New\u00a0York", "", "", "延伸閱讀", "", "→ 另一篇", "", "", "事件脈絡", "",
        "2024/02/07 21:41  天", "2024/02/08 09:00  本文",
    ]  # fmt: skip
    assert [heading.text for heading in prepared.outline] == ["關鍵字", "延伸閱讀", "事件脈絡"]


def test_header() -> None:
    """A header is set by the same rules as the text, and empty lines of it are left out."""
    header = [
        HeaderLine("標題", "title"),
        HeaderLine("", "byline"),
        HeaderLine("日期 · e.com", "date", "https://e.com", "e.com"),
    ]
    shown = prepare(Article("文"), header).set(Options(42))
    assert plain_lines(shown) == ["標題", "", "日期 · e.com", "", "", "文"]
    (link,) = shown.links
    assert (link.url, shown.text[link.start : link.end]) == ("https://e.com", "e.com")


def test_copied_text_has_no_breaks_in_paragraphs() -> None:
    """The plain text has one line a paragraph, at every width."""
    prepared = prepare(Article("天地玄黃" * 30 + "\n\n- 甲\n- 乙\n\n| a | b |\n|---|---|\n| c | d |"))
    assert prepared.text == "天地玄黃" * 30 + "\n\n• 甲\n• 乙\n\na\tb\nc\td"
    assert prepared.set(Options(20)).text == prepared.text


def test_other_script_keeps_places() -> None:
    """Spelling in another script changes words one to one, and neither code nor addresses."""
    article = Article("[台灣](https://e.com/台灣) `台灣`\n\n    台灣\n\n|台灣|\n|---|\n|台灣|")
    changed = prepare(article, respell=lambda text: text.replace("灣", "湾"))
    assert changed.text.count("台湾") == 4
    assert changed.text.count("台灣") == 1
    assert changed.links[0].url == "https://e.com/台灣"


def test_the_first_part_ends_with_a_paragraph() -> None:
    """Of a long article the first part can be read by itself."""
    article = Article("甲甲甲\n\n乙乙乙\n\n丙丙丙", keywords=("天",))
    first = prepare(article, first=5)
    assert (first.text, first.complete) == ("甲甲甲\n\n乙乙乙", False)
    assert prepare(article, first=500).complete


def test_the_first_part_of_a_paragraph_without_end_is_short() -> None:
    """A page may be one paragraph; its beginning is there at once all the same."""
    first = prepare(Article("天地 " * 20_000), first=3_000)
    assert not first.complete
    assert 3_000 <= len(first.text) <= 12_000


@pytest.mark.parametrize("width", [40, 78, 100])
def test_full_lines_are_nearly_even(width: int) -> None:
    """Chinese with Latin in it fills its lines: all but the last end near the measure, or hang one mark beyond."""
    shown = document("天地玄黃，宇宙abc洪荒。日月3盈昃，辰宿“列”張，" * 12, width)
    ends = {
        len(line.text) + sum(ord(character) > 0x2E80 for character in line.text)
        for line in list(shown.lines)[:-1]
    }
    assert shown.measure - 3 <= min(ends) <= max(ends) <= shown.measure + 2


def test_ambiguous_width_two_sets_less_on_a_line() -> None:
    """Where the terminal draws quotes wide, lines hold fewer characters."""
    text = "“天”“地”“玄”“黃”" * 6
    assert len(lines(text, 40, ambiguous_width=2)) > len(lines(text, 40))


def test_an_empty_article_has_no_lines() -> None:
    """And asking it for places does no harm."""
    empty = document("")
    assert len(empty.lines) == 0
    assert (empty.line_at(5), empty.offset_at(0)) == (0, 0)


def test_headings_of_the_highest_level_stand_apart() -> None:
    """Where an article begins with the third level, this one gets the white of the first."""
    lines = plain_lines(document("天\n\n### 甲\n\n地\n\n#### 乙\n\n玄", 40))
    assert lines == ["天", "", "", "甲", "", "地", "", "乙", "", "玄"]


def test_a_quote_in_emphasis_is_a_quote() -> None:
    """The bar is enough; a word in emphasis within a quote stays one."""
    roles = {
        span.text: span.roles for line in document("> *天地*\n\n> 玄*黃*", 40).lines for span in line.spans
    }
    assert roles["天地"] == ("quote",)
    assert roles["黃"] == ("quote", "emphasis-wide")


def test_a_line_of_strong_words_is_a_heading() -> None:
    """Many pages have no others; a strong sentence stays a paragraph."""
    shown = document("天\n\n**一、地**\n\n**玄黃。**\n\n- **宇**", 40)
    assert plain_lines(shown) == ["天", "", "", "一、地", "", "玄黃。", "", "• 宇"]
    assert [heading.text for heading in shown.outline] == ["一、地"]


def test_strong_lines_look_like_headings_where_there_are_no_others() -> None:
    """Beside real headings they are the lowest ones, and only strong."""
    assert roles("天\n\n**地**", "地") == ("heading", "strong")
    assert roles("## 天\n\n**地**", "地") == ("strong",)


def test_headings_that_follow_each_other_stand_close() -> None:
    """A great heading keeps its distance from the text above, not from the heading above."""
    assert lines("天\n\n## 地\n\n## 玄\n\n黃") == ["天", "", "", "地", "", "玄", "", "黃"]


def test_emphasis_that_holds_chinese_is_one_from_end_to_end() -> None:
    """Chinese has no italics, so no word of the phrase is slanted; a Latin title alone is."""
    assert roles("天*地 Latin **玄***", "地 Latin ") == ("emphasis-wide",)
    assert roles("天*地 Latin **玄***", "玄") == ("emphasis-wide", "strong")
    assert roles("天*Latin*", "Latin") == ("emphasis",)


def test_a_paragraph_that_is_all_in_code_is_no_code_if_it_is_chinese() -> None:
    """Editors of some sites mark what they set apart so; a command stays code."""
    assert roles("`天地玄黃`", "天地玄黃") == ()
    assert roles("`天地`玄黃", "天地") == ("code",)
    assert roles("`ls -l`", "ls -l") == ("code",)


def test_long_lines_of_code_are_cut_at_the_edge() -> None:
    """Rather than after the last place to break, where half of the line would stay empty."""
    shown = lines("```\na/" + "b" * 60 + "\n```", 42)
    assert [len(line.strip()) for line in shown] == [38, 24]


def test_a_heading_of_signs_is_a_break() -> None:
    """An asterisk between two parts stands in the middle and is in no outline."""
    shown = document("天\n\n## \\*\n\n地", 40)
    assert [line.strip() for line in plain_lines(shown)] == ["天", "", "*", "", "地"]
    assert (shown.outline, shown.text) == ((), "天\n\n*\n\n地")


@pytest.mark.parametrize("signs", ["———", r"\* \* \*", "＊", "♦️♦️♦️", "——————", "·"])
def test_a_paragraph_of_stars_or_dashes_stands_in_the_middle(signs: str) -> None:
    """As the line between two parts of a text that it is; its own signs stay."""
    shown = signs.replace("\\", "")
    line = lines(f"天\n\n{signs}\n\n地")[2]
    assert line.strip() == shown
    assert len(line) - len(line.lstrip()) == (40 - cell_len(shown)) // 2


@pytest.mark.parametrize("words", ["……", "—", "——他說", "！！！", "[＊](http://a.example)"])
def test_a_paragraph_of_other_signs_stays_where_it_is(words: str) -> None:
    """Silence and single dashes are part of the text."""
    assert not lines(f"天\n\n{words}\n\n地")[2].startswith(" ")
