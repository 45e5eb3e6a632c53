"""A query that finds nothing says which of its names are nowhere, and what is near them."""

from __future__ import annotations

import pytest

from reader.library import Library
from reader.query import parse
from tests.library.conftest import Writer, load


@pytest.fixture
def full(library: Library, write: Writer) -> Library:
    """A loaded library of three posts."""
    write(
        "1.md",
        title="a",
        tag="渡輪",
        author="陳記者",
        source="https://news.example/1",
        body="臺灣的海風和渡輪。",
    )
    write("2.md", title="b", tag="港口新聞", author="Ann Lee", source="https://www.blog.example/2")
    write("3.md", title="c", tag="港口新聞")
    load(library)
    library.searches.save("夏天的海", "渡輪")
    return library


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ("tag:nosuch", ["There is no tag nosuch."]),
        ("tag:渡论", ["There is no tag 渡论; try tag:渡輪."]),
        ("-tag:nosuch", []),
        ("tag:新聞", ["There is no tag 新聞; try tag:港口新聞."]),
        ("keyword:渡轮", ["There is no keyword 渡轮; try channel:渡轮."]),
        ("author:港口新闻", ["There is no author 港口新闻; try channel:港口新闻."]),
        ("author:lee", []),
        ('author:"ann leigh"', ['There is no author ann leigh; try author:="Ann Lee".']),
        (
            "site:nwes.example",
            ["There is no site nwes.example; try site:=news.example or site:=blog.example."],
        ),
        ("field:titel", ["There is no field titel; try field:title."]),
        ("field:title=x", ["There is no value x in the field title."]),
        ("field:titel=x", ["There is no field titel; try field:title."]),
        ("lang:fr", ["There is no post in Français; try lang:en or lang:hant."]),
        ("@夏天", ["There is no saved search 夏天; try @夏天的海."]),
        ("@nosuch", ["There is no saved search nosuch."]),
        (
            "海風 tag:nosuch (tag:x1 | author:nobody)",
            ["There is no tag nosuch.", "There is no tag x1.", "There is no author nobody."],
        ),
        ("nosuch title:nosuch date:1999 is:starred", []),
    ],
)
def test_names_that_are_nowhere(full: Library, query: str, sentences: list[str]) -> None:
    """What is near is written as in a query. Words and dates name nothing, and what is ruled out need not be there."""
    assert [each.sentence for each in full.missing(parse(query))] == sentences


def test_what_is_proposed_finds_posts(full: Library) -> None:
    """Every name is one that the archive has."""
    for query in (
        "tag:渡论",
        "tag:新聞",
        "keyword:渡轮",
        'author:"ann leigh"',
        "site:nwes.example",
        "field:titel",
    ):
        for each in full.missing(parse(query)):
            assert each.nearest
            assert all(len(full.select(parse(near))) for near in each.nearest)


def test_an_empty_archive_has_no_names(library: Library) -> None:
    """Nothing is said of an archive without posts."""
    load(library)
    assert library.missing(parse("tag:nosuch")) == []
