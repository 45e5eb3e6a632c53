"""The groups of the tag pane, without a screen."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import FacetCount
from reader.query.facets import Facet, Mode
from reader.text.spelling import search_form
from reader.tui.features.facets.groups import SHORT, Chosen, FacetGroups, shown_name
from tests.text.test_spelling import SAME


def value(facet: Facet, name: str, count: int = 1) -> FacetCount:
    """A value that posts have."""
    return FacetCount(name, facet, search_form(name), count)


def groups(
    values: dict[Facet, list[FacetCount]], chosen: dict[Facet, list[Chosen]] | None = None
) -> FacetGroups:
    """Groups of the values."""
    made = FacetGroups()
    made.fill(values, chosen or {})
    return made


def shown(made: FacetGroups) -> list[str]:
    """What each line says."""
    rows = [made.line_at(index) for index in range(len(made))]
    return [shown_name(row.value) if row.value else f"{row.facet} {row.more}" for row in rows]


TAGS = [value(Facet.KEYWORD, f"tag {number}", 20 - number) for number in range(12)]
AUTHORS = [value(Facet.AUTHOR, "林Wen", 3), value(Facet.AUTHOR, "Bo", 2)]


def test_a_long_group_shows_its_first_values_until_it_is_opened() -> None:
    """The last line says how many more there are."""
    made = groups({Facet.KEYWORD: TAGS, Facet.AUTHOR: AUTHORS})
    assert shown(made) == [*[tag.name for tag in TAGS[:SHORT]], "keyword 6", "林Wen", "Bo"]
    made.show_whole(Facet.KEYWORD)
    assert shown(made) == [*[tag.name for tag in TAGS], "林Wen", "Bo"]


def test_one_value_more_is_shown_in_the_place_of_the_line_that_says_so() -> None:
    """It takes no more room."""
    assert len(groups({Facet.KEYWORD: TAGS[: SHORT + 1]})) == SHORT + 1
    assert shown(groups({Facet.KEYWORD: TAGS[: SHORT + 2]}))[-1] == "keyword 2"


def test_a_folded_group_is_a_line_over_what_is_chosen() -> None:
    """And unfolds again."""
    chosen = Chosen(AUTHORS[1], Mode.NOT)
    made = groups({Facet.KEYWORD: TAGS[:2], Facet.AUTHOR: AUTHORS}, {Facet.AUTHOR: [chosen]})
    made.fold_or_unfold(Facet.KEYWORD)
    made.fold_or_unfold(Facet.AUTHOR)
    assert shown(made) == ["keyword 2", "author 2", "Bo"]
    assert made.line_at(2).mode is Mode.NOT
    made.fold_or_unfold(Facet.AUTHOR)
    assert shown(made) == ["keyword 2", "Bo", "林Wen"]


def test_narrowing_looks_into_every_group_in_both_scripts() -> None:
    """Folded ones too; a sign asks for hashtags; languages are known by both of their names."""
    made = groups(
        {
            Facet.KEYWORD: [value(Facet.KEYWORD, "台灣"), value(Facet.KEYWORD, "海")],
            Facet.HASHTAG: [value(Facet.HASHTAG, "臺灣人")],
            Facet.LANG: [value(Facet.LANG, "hant"), value(Facet.LANG, "en")],
        }
    )
    made.fold_or_unfold(Facet.HASHTAG)
    for text, found in (
        ("台湾", ["台灣", "#臺灣人"]),
        ("＃台湾", ["#臺灣人"]),
        ("繁体", ["繁體"]),
        ("ENGL", ["English"]),
        ("hant", ["繁體"]),
        ("x", []),
    ):
        made.narrow(text)
        assert shown(made) == found
        assert made.has_match(text) is bool(found)


def test_years_stand_in_order_of_time() -> None:
    """Whatever the other values are sorted by."""
    years = [value(Facet.YEAR, name, count) for name, count in (("2014", 9), ("2020", 5), ("2011", 1))]
    assert shown(groups({Facet.YEAR: years})) == ["2020", "2014", "2011"]


def test_one_goes_from_group_to_group() -> None:
    """Back goes to the start of the group first, as in texts."""
    made = groups({Facet.KEYWORD: TAGS[:3], Facet.AUTHOR: AUTHORS, Facet.YEAR: [value(Facet.YEAR, "2014")]})
    assert [made.beside(0, 1), made.beside(1, 1), made.beside(4, 1), made.beside(5, 1)] == [3, 3, 5, 5]
    assert [made.beside(5, -1), made.beside(4, -1), made.beside(3, -1), made.beside(0, -1)] == [3, 3, 0, 0]
    assert [FacetGroups().beside(0, steps) for steps in (1, -1)] == [0, 0]


some_values = st.fixed_dictionaries(
    {
        facet: st.lists(st.text("abc", min_size=1, max_size=3), max_size=12, unique=True).map(
            lambda names, facet=facet: [value(facet, name) for name in names]
        )
        for facet in (Facet.CHANNEL, Facet.HASHTAG, Facet.SITE)
    }
)


@given(
    some_values,
    st.sets(st.text("abc", min_size=1, max_size=3)),
    st.text("abc", max_size=2),
    st.lists(st.tuples(st.sampled_from([Facet.CHANNEL, Facet.HASHTAG]), st.booleans()), max_size=4),
)
def test_every_line_is_found_again(
    values: dict[Facet, list[FacetCount]],
    names: set[str],
    typed: str,
    steps: list[tuple[Facet, bool]],
) -> None:
    """However the groups are narrowed, folded and opened: each line once, chosen values first."""
    chosen = {
        facet: [Chosen(one, Mode.AND) for one in some if one.name in names] for facet, some in values.items()
    }
    made = groups(values, chosen)
    made.narrow(typed)
    for facet, is_folding in steps:
        (made.fold_or_unfold if is_folding else made.show_whole)(facet)
    rows = [made.line_at(index) for index in range(len(made))]
    assert [made.find(row) for row in rows] == list(range(len(rows)))
    for facet, some in values.items():
        matching = {one.name for one in some if typed in one.name}
        mine = [row for row in rows if row.facet is facet]
        shown_values = [row for row in mine if row.value is not None]
        assert [row.mode is not None for row in shown_values] == sorted(
            [row.mode is not None for row in shown_values], reverse=True
        )
        assert {row.value.name for row in shown_values if row.value} >= matching & names
        more = sum(row.more for row in mine)
        assert made.size(facet) == len(matching)
        assert len(shown_values) + more == len(matching) or made.is_folded(facet)


@pytest.mark.parametrize("words", SAME.values(), ids=SAME)
def test_spellings_that_make_no_difference(words: tuple[str, ...]) -> None:
    """A value is found by any of its spellings."""
    for written, typed in permutations(words, 2):
        made = groups(
            {Facet.KEYWORD: [value(Facet.KEYWORD, f"港 {written} 船"), value(Facet.KEYWORD, "another")]}
        )
        assert made.has_match(typed)
        made.narrow(typed)
        shown = [made.line_at(index).value for index in range(len(made))]
        assert [each.name for each in shown if each is not None] == [f"港 {written} 船"]
