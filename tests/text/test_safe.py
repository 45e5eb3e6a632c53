"""What may reach a terminal, and what of it stays as it was."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.safe import clean, clean_line, clean_path

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\x1b[31mb", "a[31mb"),
        ("a\x1b]52;c;Zm9v\x07b", "a]52;c;Zm9vb"),
        ("a\x08b\x7fc", "abc"),
        ("a\x9b31mb", "a31mb"),
        ("中\u202e文\u202c\u2066字\u2069", "中文字"),
        ("\ufeff台\ufeff灣", "台灣"),
        ("新\u200b聞", "新聞"),
        ("co\u00adop", "coop"),
        ("a\ufffeb\ufdd0c", "abc"),
    ],
)
def test_dangerous_and_invisible_characters_go(raw: str, expected: str) -> None:
    """Escape sequences lose their introducer, and what draws nothing goes."""
    assert clean(raw) == expected


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029", "\x1e"])
def test_every_kind_of_line_break_becomes_a_line_feed(newline: str) -> None:
    """Line breaks of other systems and of Unicode read as one."""
    assert clean(f"一{newline}二") == "一\n二"


def test_tabs_and_line_feeds_stay() -> None:
    """Layout inside code is made of them."""
    assert clean("a\tb\n\nc") == "a\tb\n\nc"


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d👩\u200d👧",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "葛\U000e0100城",
        "می\u200cخواهم",
        "क्\u200dष",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
)
def test_joiners_and_selectors_stay_where_they_shape_something(text: str) -> None:
    """Emoji sequences, keycaps, flags, ideographic variants and joining scripts keep their form."""
    assert clean(text) == text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("台\u200d灣", "台灣"),
        ("a\u200cb", "ab"),
        ("\u200d。", "。"),
        ("\ufe0f字", "字"),
        ("字\ufe0f\ufe0f", "字\ufe0f"),
        ("a\U000e0041\U000e0042", "a"),
    ],
)
def test_joiners_selectors_and_tags_go_where_they_are_dirt(raw: str, expected: str) -> None:
    """Next to Chinese and ASCII a joiner does nothing but hide a word from a search."""
    assert clean(raw) == expected


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    """A surrogate cannot be encoded and would raise at the terminal."""
    assert clean("a\ud800b") == "a\ufffdb"


def test_a_title_is_one_line_and_keeps_full_width_spaces() -> None:
    """White space runs become one space, U+3000 between words stays."""
    assert clean_line("  一\n\t 二\u3000三\xa0四\u3000") == "一 二\u3000三 四"


@given(ANY_TEXT)
def test_nothing_dangerous_is_ever_left(text: str) -> None:
    """Whatever comes in, no control, surrogate or bidi control comes out, and it can be encoded."""
    cleaned = clean(text)
    cleaned.encode()
    assert not [char for char in cleaned if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t"]
    assert not [
        char
        for char in cleaned
        if unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    ]


@given(ANY_TEXT)
def test_visible_characters_are_never_lost(text: str) -> None:
    """Letters, numbers, punctuation and symbols come out in the order in which they went in."""

    def visible(value: str) -> str:
        return "".join(c for c in value if unicodedata.category(c)[0] in "LNPS" and c not in "\ufffc\ufffd")

    assert visible(clean(text)) == visible(text)


@given(ANY_TEXT)
def test_a_line_never_breaks(text: str) -> None:
    """A title stays on its line and has no blank at its ends."""
    line = clean_line(text)
    assert line == line.strip()
    assert len(line.splitlines()) <= 1


def test_letters_that_draw_nothing_are_spaces_of_their_width() -> None:
    """They would hold lines open that nobody sees a reason for."""
    assert clean("a\u2800b\u3164c\uffa0d") == "a b\u3000c d"
    assert clean_line("題\u2800\u2800") == "題"


@pytest.mark.parametrize("run", ["\ufe0f" * 9, "\ufe0f\U000e0101" * 4])
def test_of_a_run_of_selectors_the_first_shapes_the_letter(run: str) -> None:
    """However long it is, and nothing after it is lost."""
    assert clean(f"字{run}a{run} b{run}") == f"字{run[0]}a{run[0]} b{run[0]}"


def test_joiners_beside_what_goes_are_noise() -> None:
    """Neighbours are looked at after invisible characters are gone, and a long run of joiners is one."""
    assert clean("a\u200b\u200d\u200bb") == "ab"
    assert clean("क\u200b\u200dष") == "क\u200dष"
    assert clean("क" + "\u200d" * 1_000 + "ष") == "क\u200dष"
    assert clean("\u00ad" * 1_000 + "a\u2028" * 3) == "a\n" * 3


@given(
    st.text(
        st.one_of(
            st.characters(exclude_categories=()),
            st.sampled_from(" \t\n\r\x08\x1b\xa0\u200b\u202e\u2028\ufffc\ud800a"),
        )
    )
)
def test_a_path_keeps_what_harms_nothing(path: str) -> None:
    """It is on one line without controls; blanks and unseen signs stay, so that it names the file."""
    cleaned = clean_path(path)

    assert not any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in cleaned)
    assert clean_line(cleaned) == clean_line(path)
    assert clean_path("a  b\xa0c\u200bd\ufffce.md") == "a  b\xa0c\u200bd\ufffce.md"
    assert clean_path("a\x08b\u202ec\nd") == "abc d"
    assert clean_path("a\U000e0041\U000e0001b") == "ab"
