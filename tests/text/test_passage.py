"""Passages of a text that are found again when the text has changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.equivalence import composed
from reader.text.passage import Passage, PassageText
from reader.text.script import to_simplified

TEXT = "題目\n\n港口的燈亮了，渡輪靠岸。\n\na | b\n1 | 2\n\n    if x:\n        run()\n\n渡輪靠岸。完……"
_PIECES = st.sampled_from(
    ["台灣", "a ", "，", "x", "\n", "\n\n", "風", "...", "…", "e\u0301", "\u00ad", "用 Python", "ﬁ"]
)
_TEXTS = st.lists(_PIECES, min_size=1, max_size=30).map("".join)


def quoted(text: str, words: str, start: int = 0) -> Passage:
    """Return the passage with these words, the last time they stand in a text."""
    place = text.rindex(words)
    passage = PassageText(text, start).quote(place, place + len(words))
    assert passage is not None
    return passage


def found(text: str, passage: Passage, start: int = 0) -> str | None:
    """Return what stands at the place of a passage in a text."""
    place = PassageText(text, start).place_of(passage)
    return None if place is None else text[slice(*place)]


def test_a_passage_runs_over_paragraphs_tables_and_code() -> None:
    """However many blanks and line ends part them by now."""
    for words in ("渡輪靠岸。\n\na | b\n1", "2\n\n    if x:\n        run()", "run()\n\n渡輪"):
        passage = quoted(TEXT, words)
        assert found(TEXT, passage) == words
        changed = TEXT.replace("\n\n", "\n").replace("        ", "\t")
        assert "".join((found(changed, passage) or "").split()) == "".join(words.split())


def test_of_several_places_the_one_with_the_same_around_it() -> None:
    """Then the one nearest to where it stood."""
    passage = quoted(TEXT, "渡輪靠岸")
    place = PassageText("新的一段。" + TEXT).place_of(passage)
    assert place is not None
    assert place[0] == TEXT.rindex("渡輪") + len("新的一段。")
    assert PassageText("a x b, a x c").place_of(Passage("a ", "x", " c", 0)) == (9, 10)
    assert PassageText("b x a, c x a").place_of(Passage("c ", "x", " a", 0)) == (9, 10)
    second = Passage("", "x", "", 5)
    assert PassageText("x . x . x").place_of(second) == (4, 5)


def test_a_passage_is_found_in_the_other_script() -> None:
    """And where other signs have the same form."""
    assert found(to_simplified(TEXT), quoted(TEXT, "港口的燈亮了")) == "港口的灯亮了"
    assert found("…完...", quoted(TEXT, "完……")) is None
    assert found("那 三個 點 ...", Passage("", "三個點…", "", 0)) == "三個 點 ..."


def test_nothing_above_the_start_is_quoted_or_found() -> None:
    """There stand the title and the user's own note."""
    text = PassageText(TEXT, 4)
    assert text.quote(0, 3) is None
    assert text.quote(4, 4) is None
    passage = text.quote(0, 8)
    assert passage == Passage("", "港口的燈", "亮了，渡輪靠岸。" + TEXT[16:][: 60 - 8], 0)
    assert found("港口的燈\n\n港口", Passage("", "港口", "", 0), 6) == "港口"
    assert found("港口的燈\n\n港", Passage("", "港口", "", 0), 6) is None


def test_a_sign_that_has_one_form_with_its_neighbours_is_quoted_whole() -> None:
    """Half of three dots would be found nowhere else."""
    text = "well... yes"
    passage = PassageText(text).quote(0, 5)
    assert passage is not None
    assert passage.words == "well..."
    assert found("so, well… yes", passage) == "well…"


@given(_TEXTS, _TEXTS, _TEXTS, st.data())
def test_every_passage_is_found_where_text_was_added_around_it(
    before: str, text: str, after: str, data: st.DataObject
) -> None:
    """With the same letters and signs, whatever blanks stand there."""
    text = composed(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    passage = PassageText(text).quote(start, end)
    if passage is None:
        assert not text[start:end].replace("\u00ad", "").strip()
        return
    assert found(text, passage) == passage.words
    place = found(composed(f"{before}。\n\n{text}\n\n。{after}"), passage)
    assert place is not None
    squeezed = ("".join(each.split()).replace("...", "…") for each in (place, passage.words))
    assert len({each.strip("\u00ad").replace("ﬁ", "fi") for each in squeezed}) == 1
