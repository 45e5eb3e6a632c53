"""Spellings that make no difference, and where a form stands in its text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.equivalence import composed
from reader.text.originals import form_of, rebuilt
from reader.text.spelling import SearchText, search_form

SAME = {
    "script": ("台灣", "臺灣", "台湾"),
    "width": ("ＡＢＣ１２", "abc12"),
    "width with blanks": ("ＮＥＷ　ＹＯＲＫ ５％", "new york 5%"),
    "blanks between Chinese and Latin": ("用Python寫", "用 Python 写", "用\u3000python 写"),
    "blanks between Chinese and digits": ("2020年4月", "2020 年 4 月"),
    "blanks between Chinese": ("烏雲密布", "烏雲 密布", "烏雲\u2028密布", "烏 雲 密 布"),
    "line ends between Chinese": ("潮水退去", "潮水\n退去"),
    "blanks between words": ("New York", "New  York", "new\u00a0york", "New\u2028York", "new\nyork"),
    "unseen signs": ("cooperate", "co\u00adoperate", "co\u200boperate", "co\ufeffoperate"),
    "single quotes": ("don't", "don’t", "don‘t", "donʼt"),
    "double quotes": ('"燈塔"', "“灯塔”", "「燈塔」", "『灯塔』", "„燈塔‟"),
    "dashes": ("1999-2003", "1999–2003", "1999—2003", "1999－2003", "1999−2003"),
    "dots in names": ("安娜·伯格", "安娜‧伯格", "安娜・伯格", "安娜•伯格"),
    "three dots": ("等等…", "等等...", "等等⋯"),
    "accents": ("cafe", "café", "Café", "cafe\u0301", "CAFÉ"),
    "accents of Greek": ("τραγουδι", "Τραγούδι"),
    "ligatures": ("fine office", "ﬁne oﬃce"),
    "letters that are two": ("strasse", "Straße", "STRASSE"),
    "old forms": ("峰里群着户", "峯裏羣著戶", "峯裡羣着戸"),
    "forms of Japan": ("気温", "氣溫"),
    "compatibility and radicals": ("龍", "⿓", "龍", "⻰"),
    "zeros": ("二〇〇八", "二零零八", "二○○八"),
    "signs made of letters": ("25°c 10m2 no3", "25℃ 10㎡ №3"),
    "numbers in circles": ("1 2", "① ②"),
    "letters of formulas and boxes": ("hello 7a", "𝐇𝓮𝔩𝕝𝗼 🯷🄰"),
    "white letters": ("ab", "🅐🅱"),
    "letters in brackets": ("(a)無", "🄐🈚"),
}


@pytest.mark.parametrize(
    ("one", "other"),
    [pytest.param(words[0], other, id=kind) for kind, words in SAME.items() for other in words[1:]],
)
def test_spellings_of_one_word_have_one_form(one: str, other: str) -> None:
    """Each kind of the table in the handbook."""
    assert search_form(one) == search_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("烏雲", "烏鴉"),
        ("New York", "NewYork"),
        ("1 000", "1000"),
        ("й", "и"),
        ("が", "か"),
        ("한국 어", "한국어"),
        ("a.b", "a·b"),
        ("汪芸", "汪艺"),
    ],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    """Blanks part the words of other languages, and letters with marks that are letters of their own stay."""
    assert search_form(one) != search_form(other)


SIGNS = (
    *["臺", "灣", "a", "B", "é", "ß", "ﬁ", "½", "...", "…", "“", "—", "，", "。", "1", "한", "😀", "𠮷"],
    *(" ", "  ", "\u3000", "\u2028", "\n", "\t", "\u00ad", "\u0301", "\ufe0f"),
)
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=12).map("".join).map(composed)


@given(TEXTS)
def test_a_form_is_settled(text: str) -> None:
    """Its own form, with the same blocks."""
    form = SearchText(text).form
    assert SearchText(form).form == form
    assert form.count("\n") == text.count("\n")


@given(TEXTS, TEXTS, st.text("台灣aZé9", min_size=1, max_size=3), TEXTS)
def test_the_form_of_a_part_occurs_in_that_of_the_text(
    before: str, inner: str, word: str, after: str
) -> None:
    """Where the part begins and ends with letters, in whatever stands around it."""
    part = f"{word}{inner.replace(chr(10), ' ')}{word}"
    assert search_form(part) in SearchText(f"{before}{part}{after}").form


@given(TEXTS)
def test_each_place_of_a_form_stands_for_what_it_was_made_from(text: str) -> None:
    """Ranges follow one another, cover what the form shows, and lead back."""
    sought = SearchText(text)
    end = 0
    for place in range(len(sought.form)):
        start, stop = sought.in_text(place, place + 1)
        assert start < stop
        assert start >= end or sought.in_text(place - 1, place) == (start, stop)
        end = stop
        assert sought.form[place] in SearchText(f"、{text[start:stop]}").form or text[start:stop].isspace()
        assert sought.in_form(start) <= place
    assert sought.in_form(len(text)) == len(sought.form)


@given(TEXTS, st.data())
def test_a_part_is_a_text_of_its_own(text: str, data: st.DataObject) -> None:
    """From the beginning of a block to the end of one, with the signs at its ends that forms leave out."""
    blocks = text.split("\n")
    first = data.draw(st.integers(0, len(blocks) - 1))
    last = data.draw(st.integers(first, len(blocks) - 1))
    sought = SearchText(text)
    starts = [0, *(place + 1 for place, sign in enumerate(sought.form) if sign == "\n"), len(sought.form) + 1]
    part, alone = (
        sought.part(starts[first], starts[last + 1] - 1),
        SearchText("\n".join(blocks[first : last + 1])),
    )
    assert (part.form, part.text, list(part.changes)) == (alone.form, alone.text, list(alone.changes))


@pytest.mark.parametrize(
    "text", ["e" + "\u0301" * 1_000 + "x", "a" + "\u200b\ufe0f" * 500 + "b", "a" + " " * 900 + "b"]
)
def test_signs_side_by_side_are_one_change(text: str) -> None:
    """However many, in a text and in one that is rebuilt from its form."""
    sought = SearchText(text)
    form = form_of(text, None)
    back = rebuilt(form.form, form.packed(None))
    assert len(sought.changes) == len(back.changes) == 1
    assert sought.in_text(len(sought.form) - 1, len(sought.form)) == (len(text) - 1, len(text))
    assert back.in_text(0, 1) == (0, 1)
