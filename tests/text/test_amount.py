"""How much there is to read, and how long it takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.amount import Amount, amount_of, length_of


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("", Amount(0, 0)),
        ("橋上的燈亮了，真好。", Amount(10, 0)),
        ("The lights on the bridge", Amount(0, 5)),
        ("用Python寫 Java， 很好", Amount(5, 2)),
        (" two  words\n\n", Amount(0, 2)),
        ("Мосты и реки", Amount(0, 3)),
        ("한국어 신문", Amount(0, 2)),
        ("café déjà", Amount(0, 2)),
        ("かなカナ", Amount(4, 0)),
        ("\ud800", Amount(0, 1)),
    ],
)
def test_characters_of_chinese_and_words_of_others(text: str, amount: Amount) -> None:
    """Each character of Chinese and Japanese counts, and each word between blanks of other languages."""
    assert amount_of(text) == amount


@given(st.text(), st.text())
def test_a_text_is_as_long_as_its_parts(one: str, other: str) -> None:
    """Apart from words beside Chinese that hold no letter of ASCII."""
    if amount_of(one).characters == amount_of(other).characters == 0:
        assert amount_of(f"{one}\n{other}").length == amount_of(one).length + amount_of(other).length


@pytest.mark.parametrize(
    ("amount", "minutes"),
    [(Amount(0, 0), 1), (Amount(4000, 0), 10), (Amount(0, 2380), 10), (Amount(400, 238), 2)],
)
def test_minutes(amount: Amount, minutes: int) -> None:
    """400 characters, or 238 words, take a minute."""
    assert amount.minutes == minutes


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("橋上的燈亮了，真好。" * 50, "hant"),
        ("word " * 300, "en"),
        ("Мосты и реки " * 50, "ru"),
        ("한국어 신문 " * 50, "ko"),
        ("橋上的燈亮了" * 50, None),
        ("no language here", None),
        ("かなと漢字" * 30, "ja"),
        ("", None),
    ],
)
def test_what_is_estimated_is_exact_in_one_language(text: str, language: str | None) -> None:
    """As the index counts it: the characters of Chinese and Japanese, the words of others."""
    assert length_of(text, text.encode(), language) == amount_of(text).length


def test_words_in_chinese_are_about_as_many() -> None:
    """They are estimated by their letters."""
    text = "用 Python 寫的程式，在 terminal 裡讀 newspaper articles。" * 20
    exact = amount_of(text).length
    assert abs(length_of(text, text.encode(), "hant") - exact) < exact / 5
