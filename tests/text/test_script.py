"""The fold and the two scripts."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import fold_table
from reader.text.script import Script, fold, script_of, to_simplified, to_traditional


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("台灣", "臺灣"),
        ("臺灣", "台湾"),
        ("ＡＢＣ１２３", "abc123"),
        ("全形　空白", "全形 空白"),
        ("計劃", "計畫"),
        ("瞭解", "了解"),
        ("看著", "看着"),
        ("裏面", "裡面"),
        ("ｶﾀｶﾅ", "カタカナ"),
        ("ÜBER", "über"),
        ("«\xa0»", "« »"),
        ("𨋢", "䢂"),
    ],
)
def test_spellings_of_one_word_fold_to_one(one: str, other: str) -> None:
    """Script, width and case make no difference."""
    assert fold(one) == fold(other)


def test_different_words_stay_different() -> None:
    """The fold does not join words that no script writes alike."""
    assert fold("日本") != fold("曰本")


@given(st.text())
def test_the_fold_keeps_every_offset_and_is_settled(text: str) -> None:
    """One character becomes one, and folding again changes nothing."""
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    assert folded == "".join(map(fold, text))


@given(st.text(alphabet=st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF)))
def test_scripts_convert_one_to_one_within_the_fold(text: str) -> None:
    """A text read in the other script is as long as before and found by the same words."""
    for converted in (to_simplified(text), to_traditional(text)):
        assert len(converted) == len(text)
        assert fold(converted) == fold(text)


@pytest.mark.parametrize(
    "word", ["頭髮", "裡面", "皇后", "乾淨", "幹部", "瞭望", "以後", "日曆", "歷史", "複雜", "恢復"]
)
def test_words_choose_between_traditional_characters(word: str) -> None:
    """One simplified character stands for several, and the word says which."""
    assert to_traditional(to_simplified(word)) == word
    assert to_traditional(f"。{to_simplified(word)}，a") == f"。{word}，a"


def test_an_article_reads_in_the_other_script() -> None:
    """Ordinary sentences come out in the script asked for."""
    assert to_simplified("臺灣與香港的新聞") == "台湾与香港的新闻"
    assert to_traditional("台湾与香港的新闻") == "臺灣與香港的新聞"


@pytest.mark.parametrize("text", ["台灣的于先生說", "皇后與里長的對話"])
def test_a_traditional_text_is_left_as_it_is(text: str) -> None:
    """It has 台, 于 and 里 by its own choice; what tells nothing goes with what it stands in."""
    assert to_traditional(text) == text
    assert to_traditional("台北", Script.HANT) == "台北"
    assert to_traditional("台北", Script.HANS) == "臺北"


@pytest.mark.parametrize(
    ("simplified", "traditional"), [("这只是", "這只是"), ("就是只能看", "就是只能看"), ("那只猫", "那隻貓")]
)
def test_only_is_no_word_that_counts(simplified: str, traditional: str) -> None:
    """Two words may meet at a character that has two forms."""
    assert to_traditional(simplified) == traditional


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("臺灣海峽的風，來得又快又急", Script.HANT),
        ("台湾海峡的风，来得又快又急", Script.HANS),
        ("台北後面的山裡下雨了", Script.HANT),
        ("The wind over the strait of 台灣 came fast.", Script.EN),
        ("The wind came fast", Script.EN),
        ("2024-02-07 12:30", None),
        ("日本", None),
        ("", None),
    ],
)
def test_a_text_tells_its_script(text: str, script: Script | None) -> None:
    """By the characters that one script alone has; a few foreign words do not change it."""
    assert script_of(text) is script


@given(st.text(alphabet=st.characters()))
def test_any_text_has_a_script_or_none(text: str) -> None:
    """Whatever the characters, lone surrogates too."""
    assert script_of(text) in (*Script, None)


def test_the_table_of_folds_is_up_to_date() -> None:
    """It says what the tables say that it is made from; `bench/make_fold_table.py` writes it."""
    made = runpy.run_path(str(Path(__file__).parents[2] / "bench" / "make_fold_table.py"))["folds"]()
    characters, folds = fold_table.NEAR + fold_table.BEYOND, fold_table.NEAR_FOLDS + fold_table.BEYOND_FOLDS

    assert dict(zip(characters, folds, strict=True)) == made
