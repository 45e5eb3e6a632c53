"""Choosing values of facets in a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.query import Query, parse, text_of
from reader.query.facets import (
    POST_FACETS,
    Choice,
    Facet,
    Mode,
    choosing,
    facet_of,
    letting_go,
    mode_of,
    named,
    only,
    own_clauses,
    without_own,
)
from tests.query.conftest import searches

SEA = Choice(Facet.KEYWORD, "海")
WIND = Choice(Facet.HASHTAG, "風")
ANN = Choice(Facet.AUTHOR, "Ann Lin")
CNA = Choice(Facet.SITE, "cna.com.tw")
OTHER = Choice(Facet.LANG, "other")
YEAR = Choice(Facet.YEAR, "2014")

choices = st.one_of(
    st.builds(
        Choice,
        st.sampled_from([f for f in POST_FACETS if f not in (Facet.LANG, Facet.YEAR)]),
        st.sampled_from("aA海"),
        st.none(),
    ),
    st.builds(Choice, st.just(Facet.LANG), st.sampled_from(["hant", "hans", "en", "other"]), st.none()),
    st.builds(Choice, st.just(Facet.YEAR), st.integers(1, 9999).map("{:04}".format), st.none()),
)


@pytest.mark.parametrize(
    ("before", "choice", "mode", "after"),
    [
        ("", SEA, Mode.AND, "keyword:海"),
        ("word", SEA, Mode.AND, "word keyword:海"),
        ("keyword:海", WIND, Mode.AND, "keyword:海 hashtag:風"),
        ("keyword:海", WIND, Mode.OR, "keyword:海 or hashtag:風"),
        ("keyword:海 a", WIND, Mode.OR, "(keyword:海 or hashtag:風) a"),
        ("hashtag:雨 keyword:海", WIND, Mode.OR, "(hashtag:雨 or hashtag:風) keyword:海"),
        ("hashtag:雨 hashtag:雪", WIND, Mode.OR, "hashtag:雨 (hashtag:雪 or hashtag:風)"),
        ("keyword:雨 keyword:雪", WIND, Mode.OR, "keyword:雨 (keyword:雪 or hashtag:風)"),
        ("a", WIND, Mode.OR, "a hashtag:風"),
        ("-keyword:海", WIND, Mode.OR, "-keyword:海 hashtag:風"),
        ("keyword:海", WIND, Mode.NOT, "keyword:海 -hashtag:風"),
        ("keyword:海", SEA, Mode.NOT, "-keyword:海"),
        ("-keyword:海", SEA, Mode.AND, "keyword:海"),
        ("keyword:海 or hashtag:風", SEA, Mode.AND, "hashtag:風 keyword:海"),
        ("-(keyword:海 or hashtag:風)", SEA, Mode.AND, "-hashtag:風 keyword:海"),
        ("hashtag:风", WIND, Mode.NOT, "-hashtag:風"),
        ("", ANN, Mode.AND, 'author:="Ann Lin"'),
        ("author:=Bo a", ANN, Mode.AND, 'a author:="Ann Lin"'),
        ("author:=Bo", ANN, Mode.OR, 'author:=Bo or author:="Ann Lin"'),
        ("author:Ann", ANN, Mode.NOT, 'author:Ann -author:="Ann Lin"'),
        ("site:=youtube.com", CNA, Mode.AND, "site:=cna.com.tw"),
        ("lang:en", OTHER, Mode.OR, "lang:en or lang:other"),
        ("date:2013-02..2013-04 -date:2012", YEAR, Mode.AND, "date:2014"),
        ("date:2013", YEAR, Mode.OR, "date:2013 or date:2014"),
    ],
)
def test_a_choice_joins_the_query_in_one_mode(before: str, choice: Choice, mode: Mode, after: str) -> None:
    """A choice requires, offers or excludes the value, and replaces earlier uses of it."""
    assert text_of(choosing(parse(before), choice, mode)) == after


@pytest.mark.parametrize(
    ("text", "choice", "mode"),
    [
        ("keyword:海", SEA, Mode.AND),
        ("tag:海", SEA, Mode.AND),
        ("-keyword:海", SEA, Mode.NOT),
        ("-(keyword:海 or keyword:風)", SEA, Mode.NOT),
        ("hashtag:風 or keyword:海", SEA, Mode.OR),
        ("hashtag:海", SEA, None),
        ("海 or keyword:海", SEA, None),
        ("", SEA, None),
        ("author:ann", ANN, Mode.AND),
        ("author:=ann", ANN, None),
        ("author:=“ann lin”", ANN, Mode.AND),
        ("site:com.tw", CNA, Mode.AND),
        ("site:cna.com.tw/news", CNA, None),
        ("site:youtube.com", CNA, None),
        ("site:=www.cna.com.tw", CNA, Mode.AND),
        ("lang:other", OTHER, Mode.AND),
        ("-lang:en", OTHER, None),
        ("date:2014", YEAR, Mode.AND),
        ("date:2014-02", YEAR, None),
        ("date:2014 lang:en", Choice(Facet.KEYWORD, "2014"), None),
        ("date:2014 lang:en", Choice(Facet.KEYWORD, "en"), None),
    ],
)
def test_a_query_knows_how_it_treats_a_value(text: str, choice: Choice, mode: Mode | None) -> None:
    """The pane can show the sign beside the value, whoever wrote the query."""
    assert mode_of(parse(text), choice) is mode


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("keyword:海", Facet.KEYWORD),
        ("tag:海", None),
        ("-(author:a or author:=b)", Facet.AUTHOR),
        ("author:a or site:b", None),
        ("after:2014 before:2015", Facet.YEAR),
        ("title:a", None),
        ("lang:en or a", None),
    ],
)
def test_a_clause_is_the_choice_of_one_facet_or_of_none(text: str, facet: Facet | None) -> None:
    """Only clauses of a single facet are ignored when it is counted."""
    query = parse(text)
    assert facet_of(query.node) is facet
    if facet is not None:
        assert own_clauses(query, facet) == query.clauses


def test_a_value_is_taken_out_of_every_choice() -> None:
    """The rest of the query stays."""
    query = letting_go(parse("a keyword:海 (hashtag:風 or keyword:海) -keyword:海 -(tag:海 | tag:雨)"), SEA)
    assert text_of(query) == "a hashtag:風 -tag:雨"


def test_the_only_value_takes_the_place_of_its_facets_choice() -> None:
    """Other facets stay; alternatives across facets that name the value go."""
    query = parse("a keyword:風 -keyword:雨 hashtag:海 (author:b or keyword:海)")
    assert text_of(only(query, SEA)) == "a hashtag:海 keyword:海"
    assert only(parse("keyword:海 a"), SEA) == parse("keyword:海 a")


@pytest.mark.parametrize(
    ("text", "facet", "names"),
    [
        ("keyword:海 -keyword:雨 a", Facet.KEYWORD, [("海", Mode.AND), ("雨", Mode.NOT)]),
        ("keyword:海 or hashtag:風", Facet.KEYWORD, [("海", Mode.OR)]),
        ("tag:海 hashtag:風", Facet.KEYWORD, []),
        ('author:Ann author:="Ann Lin"', Facet.AUTHOR, [("Ann Lin", Mode.AND)]),
        ("site:=cna.com.tw site:youtube", Facet.SITE, [("cna.com.tw", Mode.AND)]),
        ("lang:en or lang:other", Facet.LANG, [("en", Mode.OR), ("other", Mode.OR)]),
        ("-date:2014 date:2015..2016 date:2017-02", Facet.YEAR, [("2014", Mode.NOT)]),
    ],
)
def test_values_that_are_named_whole_can_be_listed(
    text: str, facet: Facet, names: list[tuple[str, Mode]]
) -> None:
    """A part of a name, a tag of any kind and a longer or shorter period name no value."""
    assert named(parse(text), facet) == [(Choice(facet, name), mode) for name, mode in names]


def test_a_query_is_taken_apart_into_the_choices_of_facets_and_the_rest() -> None:
    """Facets that it does not choose by are not among them."""
    query = parse("a keyword:海 date:2014 (hashtag:風 or author:=Bo) keyword:雨")
    rest, own = without_own(query, (Facet.KEYWORD, Facet.HASHTAG, Facet.YEAR))
    assert rest == parse("a (hashtag:風 or author:=Bo)").node
    assert own == {Facet.KEYWORD: parse("keyword:海 keyword:雨").node, Facet.YEAR: parse("date:2014").node}


@pytest.mark.parametrize(
    ("choice", "key"),
    [
        (Choice(Facet.SITE, "www.CNA.com.tw"), "cna.com.tw"),
        (Choice(Facet.CHANNEL, "www.CNA 臺灣"), "www.cna台湾"),
    ],
)
def test_names_are_compared_without_case_and_script(choice: Choice, key: str) -> None:
    """Those of sites without their `www.`, too."""
    assert choice.key == key


@given(st.from_type(Query), choices, st.sampled_from(Mode))
def test_what_is_chosen_is_written_and_known(query: Query, choice: Choice, mode: Mode) -> None:
    """For any query, the text parses back, and the value is named until it is removed."""
    chosen = choosing(query, choice, mode)
    assert parse(text_of(chosen), searches) == chosen
    assert mode_of(chosen, choice) is not None
    assert mode_of(letting_go(chosen, choice), choice) is None
    assert choice.node in only(query, choice).clauses
    assert mode_of(only(query, choice), choice) is Mode.AND


def test_a_post_may_have_several_labels() -> None:
    """So a second one that is required leaves the first."""
    query = choosing(parse("label:a"), Choice(Facet.LABEL, "b"), Mode.AND)
    assert text_of(query) == "label:a label:b"
    assert text_of(only(query, Choice(Facet.LABEL, "B"))) == "label:B"
