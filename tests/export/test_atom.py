"""Atom: a feed that other readers read."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from reader.export.xml_text import xml_text

from .conftest import Written


def test_a_feed_is_read_by_other_readers(written: Written) -> None:
    """Titles are text, contents HTML, dates those of the posts; identifiers stay the same."""
    feed = feedparser.parse(written("atom", "sort:newest"))
    assert not feed.bozo and feed.version == "atom10"
    sea, storm, quiet = feed.entries
    assert sea.title == '海風 *Sea*, "wind"' and sea.author == "Ann & Bo"
    assert (sea.published, feed.feed.updated) == ("2024-02-07T22:30:00Z", "2024-02-07T22:30:00Z")
    assert sea.id == sea.link == "https://example.org/sea"
    assert 'href="https://example.org/storm"' in sea.content[0].value and "港口的船" in sea.content[0].value
    assert [tag.term for tag in storm.tags] == ["港口新聞"]
    assert quiet.id.startswith("urn:uuid:") and quiet.author == "Cy"
    again = feedparser.parse(written("atom", "sort:newest"))
    assert (feed.feed.id, [each.id for each in feed.entries]) == (
        again.feed.id,
        [each.id for each in again.entries],
    )


def test_copies_have_identifiers_of_their_own(written: Written) -> None:
    """A feed may not have one twice."""
    ids = [entry.id for entry in feedparser.parse(written("atom", fold=False)).entries]
    assert len(ids) == len(set(ids)) == 4


def test_a_feed_of_nothing_is_a_feed(written: Written) -> None:
    """A query may match nothing today."""
    assert not feedparser.parse(written("atom", "title:nowhere")).bozo


@given(st.text())
def test_any_text_is_xml(text: str) -> None:
    """Signs of markup are read back; what XML forbids is replaced, and nothing is lost beside it."""
    element = ElementTree.parse(
        io.BytesIO(f'<a b="{xml_text(text)}">{xml_text(text)}</a>'.encode())
    ).getroot()
    allowed = "".join(
        char
        if char in "\t\n\r" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char > "\uffff"
        else "\ufffd"
        for char in text
    )
    assert (element.text or "") == allowed
    assert element.attrib["b"] == allowed.replace("\t", " ").replace("\n", " ")
