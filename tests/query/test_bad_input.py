"""Queries of any size and kind are read or refused with a place and one sentence, without looking at all of them."""

from __future__ import annotations

import pytest

from reader.query import QueryError, parse, plain_texts, text_of
from reader.query.completion import completion_context
from reader.query.hints import hints
from reader.query.tokens import MOST_CHARACTERS, MOST_PARTS

MEGABYTE = 1 << 20


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("a*" * 4_000 + "b", 0, "at most 20 places"),
        ("word " * 10_000, 2500, "at most 500 words"),
        ("武漢，" * 10_000, 1500, "at most 500 words"),
        (("武漢" * 1000 + " ") * 10, 4 * 2001 + 2000 + 1, "at most 10,000 characters"),
        ("a" * MEGABYTE, 10_000, "at most 10,000 characters"),
        ("ab " * (MEGABYTE // 3), 10_000, "at most 10,000 characters"),
        ("/" * MEGABYTE, 10_000, "at most 10,000 characters"),
        ("(" * 99_000, 5000, "at most 5,000 words and signs"),
        ("(" * 1000 + "a" + ")" * 1000, 50, "deeper than 50"),
        ("-" * 10_000, 0, "- stands right before what it rules out"),
        ("- " + "a: " * 33_000, 0, "- stands right before what it rules out"),
        ("a or " * 400 + "-(" * 5000, 6200, "words and signs"),
        ('"' * 99_000, 0, "nothing between the quotes"),
        ('"', 0, "not closed"),
        ('"' + "a\\" * 40_000, 1, "at most 10,000 characters"),
        ("「" * 99_000, 5000, "at most 5,000 words and signs"),
        ("「a" * 45_000, 1001, "at most 500 words"),
        ("/" + "\\" * 80_000, 0, "ends with a / too"),
        ("https://a.bc/" + "(" * 80_000, 5012, "words and signs"),
        ("a\udcffb", 1, "not UTF-8"),
        ("title:\ud800", 6, "not UTF-8"),
    ],
    ids=range(21),
)
def test_what_is_too_much_is_refused(text: str, position: int, reason: str) -> None:
    """The place is the first that is too much."""
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.position, reason in caught.value.reason) == (position, True), caught.value
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    "text",
    [
        "\0" * 5000,
        "a\0b",
        ", ; ，" * 10_000,
        "\u200b" * 50_000,
        "/(a+)+$/",
        "-" * 4000 + "a",
        "a" * MOST_CHARACTERS,
        " ".join(["x"] * MOST_PARTS),
        "(a) or -(b c) " * 150,
        r'"\\\"" ' * 499,
        'a"' * 100,
    ],
    ids=range(11),
)
def test_what_is_not_too_much_is_read_and_written_back(text: str) -> None:
    """NUL is a blank, an expression that would run away compiles, and the most of everything can be read again."""
    query = parse(text)
    assert parse(text_of(query)) == query


@pytest.mark.parametrize("text", ["ab " * MEGABYTE, "(" * MEGABYTE, '"a" ' * MEGABYTE, "a/b " * MEGABYTE])
def test_all_that_looks_at_a_line_looks_at_a_part_of_a_long_one(text: str) -> None:
    """While it is typed, it is completed and hinted at, and words are found in the article."""
    assert hints(text) == []
    assert completion_context(text, len(text)).value == ""
    assert len(plain_texts(text)) <= MOST_PARTS
