"""Steps of a caret by word, sentence and paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.caret_steps import Unit, step

TEXT = "港口的燈亮了，渡輪靠岸。她說：「好。」\n\nThe U.S. ferry, at last. It isn't late.\n完。"


def walk(unit: Unit, steps: int, *, start: int, to_ends: bool = False) -> list[str]:
    """Return what begins, or with `to_ends` ends, at each step until nothing moves."""
    walked = []
    while True:
        following = step(TEXT, start, unit, steps, to_ends=to_ends)
        if following == start:
            return walked
        start = following
        walked.append(TEXT[max(start - 1, 0) : start + 1] if to_ends else TEXT[start : start + 2])


def test_words_of_chinese_are_what_stands_between_signs() -> None:
    """And those of other languages are words."""
    words = ["渡輪", "她說", "好。", "Th", "U.", "fe", "at", "la", "It", "is", "la", "完。"]
    assert walk(Unit.WORD, 1, start=0) == words
    assert walk(Unit.WORD, -1, start=len(TEXT) - 2)[:3] == ["la", "is", "It"]


def test_sentences_and_paragraphs() -> None:
    """A sentence has its closing signs; a paragraph is a line of the text."""
    assert walk(Unit.SENTENCE, 1, start=0) == ["她說", "Th", "It", "完。"]
    assert walk(Unit.PARAGRAPH, 1, start=3) == ["Th", "完。"]
    assert walk(Unit.PARAGRAPH, -1, start=len(TEXT) - 1) == ["完。", "Th", "港口"]


def test_with_the_start_set_a_step_ends_with_the_unit() -> None:
    """So that a whole sentence is chosen, and not the first character of the next one."""
    assert walk(Unit.SENTENCE, 1, start=0, to_ends=True) == ["岸。", "。」", "t.", "e.", "完。"]
    assert walk(Unit.PARAGRAPH, 1, start=0, to_ends=True) == ["。」", "e.", "完。"]
    assert walk(Unit.WORD, 1, start=0, to_ends=True)[:3] == ["亮了", "靠岸", "她說"]


@pytest.mark.parametrize("unit", Unit)
def test_a_count_is_so_many_steps(unit: Unit) -> None:
    """In either direction."""
    assert step(TEXT, 0, unit, 2) == step(TEXT, step(TEXT, 0, unit, 1), unit, 1)
    assert step(TEXT, 40, unit, -2) == step(TEXT, step(TEXT, 40, unit, -1), unit, -1)


@given(
    st.text(st.sampled_from("台a ，。.!\n「」x"), max_size=40),
    st.integers(0, 39),
    st.sampled_from(Unit),
    st.sampled_from((-3, -1, 1, 3)),
    st.booleans(),
)
def test_no_step_leaves_the_text_or_goes_the_other_way(
    text: str, offset: int, unit: Unit, steps: int, to_ends: bool
) -> None:
    """In any text."""
    offset = min(offset, max(len(text) - 1, 0))
    reached = step(text, offset, unit, steps, to_ends=to_ends)
    assert 0 <= reached <= max(len(text) - 1, 0)
    assert (reached - offset) * steps >= 0
