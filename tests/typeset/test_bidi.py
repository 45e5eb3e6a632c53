"""Pages with Hebrew and Arabic."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Article, Link
from reader.typeset.cells import cell_len
from reader.typeset.document import Document, HeaderLine, Options
from reader.typeset.prepare import prepare

HEBREW = 'אתמול הלכנו אל הים וראינו סירה ישנה (משנת 1919), והקברניט אמר: "the sea is calm" והלך.'


def page(markdown: str, width: int = 40, *, turns: bool = True) -> Document:
    """The page of a text."""
    return prepare(Article(markdown)).set(Options(width=width, turns=turns, justify=False))


def shown(markdown: str, width: int = 40, *, turns: bool = True) -> list[str]:
    """The lines of a text."""
    return [line.text for line in page(markdown, width, turns=turns).lines]


def test_a_paragraph_stands_at_the_right_edge() -> None:
    """In visual order, each line as wide as the measure."""
    lines = shown(HEBREW, 32)
    assert lines[0].strip() == "הריס וניארו םיה לא ונכלה לומתא"
    assert all(cell_len(line) == 32 for line in lines)
    assert '"the sea is calm"' in "".join(lines)


def test_a_terminal_that_turns_text_gets_it_as_written() -> None:
    """Still at the right edge."""
    assert shown("שלום עולם", 20, turns=False) == [" " * 11 + "שלום עולם"]


def test_a_latin_paragraph_stays_at_the_left() -> None:
    """With a Hebrew word turned within it."""
    assert shown("The word שלום means peace.") == ["The word םולש means peace."]


def test_lists_and_quotes_have_their_marks_at_the_right() -> None:
    """Bullets, numbers and bars."""
    assert shown("- פריט") == [" " * 34 + "טירפ •"]
    assert shown("1. פריט") == [" " * 32 + "טירפ  .1"]
    assert shown("> פריט") == [" " * 34 + "טירפ ▕"]
    long = shown("- " + "פריט ארוך " * 6, 24)
    assert [cell_len(line) for line in long] == [24, 22, 22]


def test_cells_and_code_are_turned() -> None:
    """Columns of a Latin table keep their order, those of a Hebrew one begin at the right; code has its direction."""
    assert shown("| name | age |\n|---|---|\n| דוד | 12 |")[2] == "דוד    12"
    assert shown("> | שם | גיל |\n> |---|---|\n> | דוד | 12 |\n> | sea | סירה ישנה |", 20) == [
        "          ליג   םש ▕",
        "    ────────────── ▕",
        "           12  דוד ▕",
        "    הנשי הריס  sea ▕",
    ]
    assert shown("```\nx = 'שלום'\n```")[0].strip() == "x = 'םולש'"


def test_titles_and_related_links() -> None:
    """Like the text."""
    article = Article("שלום", related=(Link("עוד סירה", "https://e.example/1"),))
    lines = [
        line.text
        for line in prepare(article, [HeaderLine("סירה בים", "title")])
        .set(Options(width=30, justify=False))
        .lines
    ]
    assert lines[0] == " " * 22 + "םיב הריס"
    assert any(line.endswith("הריס דוע →") for line in lines)


@pytest.mark.parametrize("width", [20, 33, 60])
def test_a_place_has_the_cell_of_its_character(width: int) -> None:
    """What a span shows is the character at its offset, so that hits, links and selections find their cells."""
    document = page(f"**{HEBREW}** [קישור](https://e.example/)", width)
    mirror = str.maketrans("()", ")(")
    for line in document.lines:
        for span in line.spans:
            if span.start >= 0:
                logical = document.text[span.start : span.start + len(span.text)]
                assert span.text in (logical, logical.translate(mirror))
    places = sorted(
        place for line in document.lines for start, end in line.sources for place in range(start, end)
    )
    assert len(places) == len(set(places))
    assert {document.text[place] for place in set(range(len(document.text))) - set(places)} <= {" ", "\n"}
    linked = [span for line in document.lines for span in line.spans if span.link is not None]
    assert (
        "".join(
            document.text[span.start : span.start + len(span.text)]
            for span in sorted(linked, key=lambda span: span.start)
        )
        == "קישור"
    )


WORDS = st.sampled_from(
    [
        "שלום",
        "עולם,",
        "قَارِب",
        "البحر",
        "the",
        "sea",
        "12.5%",
        "(1919)",
        "中文",
        "\n\n",
        "- ",
        "> ",
        "**",
        " ",
        "**שלום**",
        "`x`",
        "[א](https://e.example)",
    ]
)


@given(words=st.lists(WORDS, max_size=30), width=st.integers(8, 60), turns=st.booleans())
@settings(max_examples=150, deadline=None)
def test_every_character_is_shown_once(words: list[str], width: int, turns: bool) -> None:
    """On some line within the width."""
    document = page(" ".join(words), width, turns=turns)
    places = sorted(
        place for line in document.lines for start, end in line.sources for place in range(start, end)
    )
    assert len(places) == len(set(places))
    assert not "".join(document.text[place] for place in set(range(len(document.text))) - set(places)).strip()
    assert all(cell_len(line.text) <= width for line in document.lines)


def test_styles_stay_with_their_words() -> None:
    """Neighbours of one style are one span where they follow one another, and of two styles two."""
    (line,) = page("שלום **abc** def *ים*").lines
    roles = {span.text.strip(): span.roles for span in line.spans if span.text.strip()}
    assert roles["abc"] == ("strong",)
    assert roles["def"] == ()
    assert roles["י"] == ("emphasis",)
