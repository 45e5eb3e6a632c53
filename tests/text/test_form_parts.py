"""Forms of long texts that are made in parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import fold_numpy
from reader.text.form_parts import TextParts, joined_forms
from reader.text.originals import form_of
from reader.text.script import Script
from tests.text.test_originals import ANY_TEXT, SCRIPTS

LONG = {
    "marks": "e" + "\u0301" * 51_000,
    "marks on letters": "e\u0301\u0327" * 26_000,
    "dots": "." * 51_000,
    "no place without blanks": "w " * 26_000,
    "emoji": "\U0001f468\u200d" * 26_000,
    "something odd everywhere": "ﬁ ß\u3000 \u3000a..." * 4_000,
    "capitals": "A" * 51_000,
    "something odd in one place of a usual text": "一二三四，" * 400 + "ﬁ\u3000 " + "abc D " * 300,
}


@given(ANY_TEXT, SCRIPTS, st.data())
def test_parts_have_the_form_of_the_whole(text: str, script: Script | None, data: st.DataObject) -> None:
    """Wherever a text is parted: the same form, differences and places."""
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=3)))
    parts = TextParts(text, places, least=data.draw(st.integers(1, 9)))

    forms = [form_of(part, script, own) for part, own in zip(parts.texts, parts.places, strict=True)]

    assert joined_forms(forms) == form_of(text, script, places)


def test_dots_of_all_kinds_stay_together() -> None:
    """Three dots are one sign, also where a full-width one stands among them."""
    parts = TextParts("a.．․", (), least=2)

    assert (
        joined_forms([form_of(part, None) for part in parts.texts]).form
        == form_of("a.．․", None).form
        == "a…"
    )


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_a_long_text_has_the_form_of_a_short_one(text: str) -> None:
    """Also what is built to have no place to part it, or something odd everywhere."""
    text = f" a\n{text} "
    places = [0, 3, len(text) // 2, len(text)]

    (form,) = fold_numpy.forms_of_all([text], [Script.HANT], [places])

    assert form == form_of(text, Script.HANT, places)
