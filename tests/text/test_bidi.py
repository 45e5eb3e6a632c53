"""Text from right to left, in visual order."""

from __future__ import annotations

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text import bidi
from reader.text.bidi import (
    has_rtl,
    is_rtl,
    is_to_be_told,
    label,
    levels_of,
    marked_label,
    turn_labels,
    turns,
    visual,
    visual_order,
)

LETTERS = st.text(st.sampled_from("אבגשלם عربيلاىabcXYZ 123 ٤٥.,:!?()[]-/%&中文"), max_size=40)


def test_what_runs_from_right_to_left() -> None:
    """Hebrew, Arabic and their relatives; not their digits and signs alone."""
    assert all(map(has_rtl, ("שלום", "a ب", "فارسی", "ײִדיש", "ܣܘܪܝܝܐ")))
    assert not any(map(has_rtl, ("", "hello", "中文，café", "١٢٣", "Ελλάδα")))


@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("שלום", True), ("1. שלום", True), ("«سلام»", True), ("IBM הודיעה אתמול על רווח", True), ("The word שלום means peace", False),
        ("123", False), ("", False), ("中文與 العربية 混排", False), ("中 زورق في البحر", True),
    ],
)  # fmt: skip
def test_the_direction_of_a_paragraph(text: str, rtl: bool) -> None:
    """By its first letter, or by most of its letters."""
    assert is_rtl(text) is rtl


@pytest.mark.parametrize(
    ("logical", "shown"),
    [
        ("שלום עולם", "םלוע םולש"),
        ('אמר: "the sea is calm" והלך.', '.ךלהו "the sea is calm" :רמא'),
        ("בשנת 1919 (אז)", "(זא) 1919 תנשב"),
        ("رقم ١٢٣ هنا", "انه ١٢٣ مقر"),
        ("שלום IBM (Inc)", "IBM (Inc) םולש"),
        ("see שלום now", "see םולש now"),
        ("רווח של 12.5%", "12.5% לש חוור"),
        ("plain", "plain"),
    ],
)
def test_visual_order(logical: str, shown: str) -> None:
    """Latin quotations and numbers keep their order, and brackets face what they enclose."""
    assert visual(logical) == shown


def test_marks_stay_behind_their_letters() -> None:
    """Points of Hebrew and tashkeel of Arabic: a terminal draws them on the letter before."""
    assert visual("שָׁלוֹם") == "םוֹלשָׁ"
    assert visual("مُحَمَّد") == "دمَّحَمُ"


@given(text=LETTERS, rtl=st.booleans())
@settings(max_examples=200, deadline=None)
def test_the_order_is_that_of_the_algorithm(text: str, rtl: bool) -> None:
    """The characters are those of the line, each once, in the order of python-bidi; a text may be taken apart."""
    levels = levels_of(text, rtl=rtl)
    order = visual_order(text, levels)
    assert sorted(order) == [(place, place + 1) for place in range(len(text))]
    if has_rtl(text) and text == text.strip():
        # It leaves brackets as they are.
        shown = "".join(text[start:end] for start, end in order)
        assert shown == get_display(text, base_dir="R" if rtl else "L")


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_shown_once(text: str) -> None:
    """Nothing raises or is lost, whatever the text."""
    order = visual_order(text, levels_of(text, rtl=True))
    assert sorted(place for start, end in order for place in range(start, end)) == list(range(len(text)))


def test_long_texts_are_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each character has a level."""
    monkeypatch.setattr(bidi, "_LONGEST", 5)
    assert len(levels_of("שלום עולם hello", rtl=True)) == 15


@pytest.mark.parametrize(
    ("setting", "environment", "expected", "told"),
    [
        ("auto", {}, True, False),
        ("auto", {"TERM_PROGRAM": "kitty"}, True, False),
        ("auto", {"SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22"}, True, True),
        ("auto", {"SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22", "TMUX": "/tmp/tmux"}, True, False),
        ("auto", {"SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22", "STY": "1.a"}, True, False),
        ("logical", {"SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22"}, False, False),
        ("auto", {"TERM_PROGRAM": "Apple_Terminal"}, False, False),
        ("auto", {"KONSOLE_VERSION": "230400"}, False, False),
        ("auto", {"MLTERM": "3.9.0"}, False, False),
        ("auto", {"VTE_VERSION": "7200"}, True, True),
        ("auto", {"VTE_VERSION": "5202"}, True, False),
        ("auto", {"VTE_VERSION": "7200", "TMUX": "/tmp/tmux"}, False, False),
        ("auto", {"VTE_VERSION": "x"}, True, False),
        ("visual", {"KONSOLE_VERSION": "230400"}, True, False),
        ("logical", {"VTE_VERSION": "7200"}, False, False),
    ],
)
def test_who_turns(setting: str, environment: dict[str, str], expected: bool, told: bool) -> None:
    """The reader, unless the terminal does so and cannot be told to leave it."""
    assert turns(setting, environment) is expected
    assert is_to_be_told(setting, environment) is told


def test_labels() -> None:
    """Marks follow their characters; a terminal that turns text gets it as written."""
    assert label("שלום") == "םולש"
    pieces = marked_label("אב cd", [(0, 1), (3, 4)])
    assert "".join(piece for piece, _ in pieces) == "cd בא"
    assert [piece for piece, is_marked in pieces if is_marked] == ["c", "א"]
    turn_labels(turned=False)
    try:
        assert label("שלום") == "שלום"
        assert marked_label("אב", [(0, 1)]) == [("", False), ("א", True), ("ב", False)]
    finally:
        turn_labels(turned=True)
