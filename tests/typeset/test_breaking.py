"""Where lines break, and how they are filled."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reader.typeset.breaking import Measure, balance, fill, find_breaks
from reader.typeset.cells import cumulative

NOT_FIRST = "、。，．：；！？）」』】〕〉》”’…—～·％ー々っゃァ!),.:;?]}"
NOT_LAST = "（「『【〔〈《“‘([{"


def broken(text: str, width: int, hang: int = 0) -> list[str]:
    """The lines of `text`."""
    lines = fill(text, cumulative(text), find_breaks(text), Measure(width, width, hang))
    return [text[start:end] for start, end in lines]


def places(text: str) -> list[str]:
    """`text` cut wherever it may break."""
    cuts = [0, *find_breaks(text).normal]
    return [text[start:end] for start, end in pairwise(cuts)]


def test_chinese_breaks_between_any_two_characters() -> None:
    """Chinese needs no spaces to break."""
    assert places("中文字") == ["中", "文", "字"]


@pytest.mark.parametrize("mark", NOT_FIRST)
def test_no_line_begins_with_a_closing_mark(mark: str) -> None:
    """CLREQ and JLREQ: these marks begin no line, however wide it is."""
    for width in range(4, 14):
        assert mark not in [line[0] for line in broken(f"天地玄黃宇宙{mark}洪荒日月盈昃{mark}", width)], width


@pytest.mark.parametrize("mark", NOT_LAST)
def test_no_line_ends_with_an_opening_mark(mark: str) -> None:
    """CLREQ and JLREQ: these marks end no line."""
    for width in range(4, 14):
        assert mark not in [line[-1] for line in broken(f"天地玄黃{mark}宇宙洪荒{mark}日月盈昃", width)], (
            width
        )


@pytest.mark.parametrize(
    "whole",
    [
        "……", "——", "1,234.5公里", "30 小時", "70萬美元", "Python", "3.5%", "1,200", "10:30", "2024-02-07", "50％", "3.5億", "2024年", "12月", "100km", "5 km",
        "$100", "￥99", "don’t", "e.g.", "it's", "covid-19", "20℃", "（a）", "U.S.", "ＡＢＣ", "№5", "４２％", "A/B",
    ],
)  # fmt: skip
def test_kept_whole(whole: str) -> None:
    """Double marks, numbers with their units and Latin words are never torn, also where they touch Chinese."""
    for width in range(12, 24):
        lines = broken(f"天地玄黃宇宙{whole}洪荒日月盈昃", width)
        assert any(whole in line for line in lines), width


@pytest.mark.parametrize("cluster", ["e\u0301", "👍🏽", "👨‍👩‍👧", "🇹🇼", "❤️", "1️⃣", "が", "葛\U000e0100"])
def test_clusters_are_whole(cluster: str) -> None:
    """What looks like one character is never torn."""
    for width in range(2, 12):
        assert "".join(broken(cluster * 9, width)) == cluster * 9
        assert all(len(line) % len(cluster) == 0 for line in broken(cluster * 9, width)), width


def test_two_flags_are_two() -> None:
    """A line may break between flags, not within one."""
    assert places("🇹🇼🇯🇵") == ["🇹🇼", "🇯🇵"]


def test_characters_beyond_the_basic_plane_are_wide_and_break() -> None:
    """Extension B is Chinese like the rest."""
    assert broken("𠮷𪚥𠮷𪚥", 4) == ["𠮷𪚥", "𠮷𪚥"]


def test_a_latin_word_goes_to_the_next_line() -> None:
    """A word that does not fit moves as a whole."""
    assert broken("我們使用Python語言", 10) == ["我們使用", "Python語言"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    """Nothing is wider than the line."""
    assert broken("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_a_long_address_breaks_at_its_joints() -> None:
    """After / ? & = -, not in the scheme, not before the last character."""
    address = "https://example.com/news/2024?page=2&sort=new-first"
    assert broken(address, 24) == ["https://example.com/", "news/2024?page=2&sort=", "new-first"]


def test_a_short_address_stays_whole() -> None:
    """An address that leaves no great hole moves to the next line."""
    assert broken("見天地玄黃https://e.com/a-b宇宙", 21) == ["見天地玄黃", "https://e.com/a-b宇宙"]


def test_straight_quotes_open_and_close_by_turns() -> None:
    """In Chinese a straight quote belongs to what it encloses."""
    assert places('他說"好"嗎') == ["他", "說", '"好"', "嗎"]


def test_spaces_at_the_line_end_are_swallowed() -> None:
    """A line neither begins nor ends with the space at which it broke."""
    assert broken("one two  three", 5) == ["one", "two", "three"]


def test_no_break_spaces_hold() -> None:
    """U+00A0 joins what it parts."""
    assert places("a\u00a0b 中") == ["a\u00a0b ", "中"]


def test_line_feeds_break() -> None:
    """A forced break begins a new line, an empty line stays one."""
    assert broken("甲\n\n乙", 10) == ["甲", "", "乙"]


def test_closing_marks_hang() -> None:
    """With a margin for it a closing mark stands outside the measure, and the line is full."""
    assert broken("天地玄黃，宇宙洪荒。", 8, hang=2) == ["天地玄黃，", "宇宙洪荒。"]


def test_two_full_width_marks_do_not_hang() -> None:
    """Only one full-width mark hangs; two would leave the page."""
    assert broken("天地玄黃」，宇宙洪荒", 8, hang=2)[0] == "天地玄"


def test_opening_marks_do_not_hang() -> None:
    """What hangs is never an opening mark."""
    assert broken("天地玄黃「宇宙」洪荒", 8, hang=2)[0] == "天地玄黃"


def test_the_last_line_is_no_lone_character() -> None:
    """A last line of one character gets a second from the line above."""
    assert broken("天地玄黃宇宙洪荒日", 8) == ["天地玄黃", "宇宙洪", "荒日"]


def test_a_title_breaks_where_it_pauses() -> None:
    """Lines of a title are about equal and end with punctuation where they can."""
    text = "凉茶卖不出，商标守不住，全员在线大乱斗，中国凉茶怎么凉了"
    lines = balance(text, cumulative(text), find_breaks(text), Measure(44, 44))
    assert [text[start:end] for start, end in lines] == [
        "凉茶卖不出，商标守不住，",
        "全员在线大乱斗，中国凉茶怎么凉了",
    ]


def test_a_title_that_fits_is_one_line() -> None:
    """Balancing makes no more lines than needed."""
    text = "中文，標題"
    assert balance(text, cumulative(text), find_breaks(text), Measure(20, 20)) == [(0, 5)]
