"""Texts rebuilt from their forms, one by one and many at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import fold_numpy, originals
from reader.text.equivalence import composed
from reader.text.originals import form_of, rebuilt
from reader.text.script import Script
from reader.text.script_table import CLASSES, LETTERS
from reader.text.spelling import SearchText
from tests.text.test_spelling import TEXTS

SCRIPTS = st.sampled_from([Script.HANT, Script.HANS, Script.EN, None, "ja"])
ANY_TEXT = st.one_of(
    TEXTS,
    st.text(
        st.sampled_from(CLASSES.replace(" ", "") + LETTERS) | st.sampled_from(" \n，\ud83d\ude00_.:“”「")
    ),
    st.text(st.sampled_from("..．… 中a\n\u200b")),
    st.text(st.sampled_from("😀🇹𝐀🄰🅰🄐🯰 中a\n\ud83c")),
    st.text(st.characters(exclude_categories=("Cc", "Cs"))).map(composed),
    st.tuples(TEXTS, st.integers(250, 800)).map(lambda pair: f"A{'灣' * pair[1]}B{pair[0]}"),
)


@given(ANY_TEXT, SCRIPTS)
def test_a_text_comes_back_from_its_form(text: str, script: Script | None) -> None:
    """Whatever its script, letter by letter, with the same places."""
    form = form_of(text, script)
    back, sought = rebuilt(form.form, form.packed(script)), SearchText(text)
    assert back.form == sought.form
    assert back.text == text
    for place in range(len(form.form)):
        assert back.in_text(place, place + 1) == sought.in_text(place, place + 1)


@given(ANY_TEXT, SCRIPTS)
def test_a_block_comes_back_alone(text: str, script: Script | None) -> None:
    """With all that the whole text has there."""
    form = form_of(text, script)
    back = rebuilt(form.form, form.packed(script))
    start = 0
    for block in text.split("\n"):
        alone = SearchText(block)
        part = back.part(start, start + len(alone.form))
        assert (part.form, part.text, list(part.changes)) == (alone.form, block, list(alone.changes))
        start += len(alone.form) + 1


@given(st.lists(st.tuples(ANY_TEXT, SCRIPTS), max_size=6), st.data())
def test_many_texts_have_the_same_forms(some: list[tuple[str, Script | None]], data: st.DataObject) -> None:
    """As each of them alone: form, differences and places."""
    texts, scripts = [text for text, _ in some], [script for _, script in some]
    places = [sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=3))) for text in texts]
    assert fold_numpy.forms_of_all(texts, scripts, places) == list(map(form_of, texts, scripts, places))


def test_a_chinese_text_differs_little() -> None:
    """Its script and its punctuation are probable, capitals and the rarer characters are not."""
    assert form_of("地震過後，台東的電還沒有來：誰在等？", Script.HANT).signs == "台"
    assert form_of("台风过后，Taitung 的电还没有来。", Script.HANS).signs == "T\x01 "


def test_a_text_with_very_many_differences_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """As any other."""
    monkeypatch.setattr(originals, "_MANY", 3)
    text = "A\u0301\u200bB\u3000港\tDE ﬁ" * 3
    form = form_of(text, Script.HANT)
    assert rebuilt(form.form, form.packed(Script.HANT)).text == text
