"""Chinese names are found by how they are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import pinyin


def _finds(typed: str, name: str, *, inside: bool = False) -> bool:
    pattern = pinyin.pattern(typed, inside=inside)
    return pattern is not None and pattern.search("\n" + pinyin.spell(name)) is not None


@pytest.mark.parametrize(
    "typed", ["wuhan", "wh", "whan", "wuh", "w", "wu", "WuHan", "wu han", "wǔhàn", "wu3han4"]
)
@pytest.mark.parametrize("name", ["武漢", "武汉"])
def test_syllables_initials_and_mixtures(typed: str, name: str) -> None:
    """Whole syllables, first letters and both together do, in either script, with tones or without."""
    assert _finds(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("chongqing", "重慶"),
        ("zhongyao", "重要"),
        ("yinhang", "銀行"),
        ("xingzou", "行走"),
        ("lvse", "綠色"),
        ("luse", "绿色"),
        ("lüse", "綠色"),
        ("nvquan", "女權"),
        ("lue", "略"),
        ("lve", "略"),
        ("xian", "西安"),
        ("xi'an", "西安"),
        ("xian", "先"),
        ("bbczw", "BBC中文"),
        ("bbc", "BBC中文"),
        ("tw", "「台灣」"),
    ],
)
def test_several_readings_and_spellings(typed: str, name: str) -> None:
    """A character may be read in more than one way, ü written in three, and words in Latin letters stand between."""
    assert _finds(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("wuhna", "武漢"), ("han", "武漢"), ("xi'an", "先"), ("wuhanx", "武漢"), ("h", "武漢")],
)
def test_what_is_not_meant(typed: str, name: str) -> None:
    """Letters in another order, from further in, or with a syllable too many find nothing."""
    assert not _finds(typed, name)


def test_further_in() -> None:
    """Where that is asked for, a name is found from any of its characters."""
    assert _finds("han", "武漢", inside=True)
    assert _finds("fy", "武漢肺炎", inside=True)
    assert not _finds("an", "武漢", inside=True)


@pytest.mark.parametrize("typed", ["", " ", "武", "1984", "a.b", "-", "漢han"])
def test_what_is_no_pinyin(typed: str) -> None:
    """Only letters are pinyin."""
    assert pinyin.pattern(typed) is None


@given(st.text(max_size=80), st.text(max_size=30))
def test_any_text_is_spelt_and_asked_for(name: str, typed: str) -> None:
    """Nothing raises, and a spelling is one line."""
    assert "\n" not in pinyin.spell(name)
    pinyin.pattern(typed)
    pinyin.pattern(typed, inside=True)


@given(st.text("台灣武漢新聞網重慶銀行BBC ", min_size=1, max_size=6))
def test_what_a_name_is_spelt_finds_it(name: str) -> None:
    """The first reading of every character, one after the other, is pinyin of the name."""
    spelt = pinyin.spell(name)
    syllables = [part.split("/")[0] for part in spelt.replace("/|", "/").split("|")[1:]]
    if syllables and syllables[0][:1].isalpha():
        assert _finds("".join(syllables), name)


def test_letters_are_divided_into_syllables() -> None:
    """In each way, unless an apostrophe says where; fewer syllables come first, one alone is no word."""
    assert pinyin.divisions("wuhan", 5) == [["wu", "han"], ["wu", "ha", "n"]]
    assert ["fang", "an"] in pinyin.divisions("fangan", 5)
    assert ["fan", "gan"] in pinyin.divisions("fangan", 5)
    assert pinyin.divisions("xi'an", 5) == [["xi", "an"], ["xi", "a", "n"]]
    assert pinyin.divisions("hello!", 5) == pinyin.divisions("wu", 5) == []
    assert all(len(each) <= 3 for each in pinyin.divisions("zhongguorenmin", 3))


def test_characters_by_their_reading() -> None:
    """In both scripts; ü is typed as v or u."""
    assert {"漢", "汉"} <= pinyin.characters_read("han")
    assert "绿" in pinyin.characters_read("lv") & pinyin.characters_read("lu")
    assert not pinyin.characters_read("xyz")
