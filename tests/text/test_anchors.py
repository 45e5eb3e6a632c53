"""Addresses of places in a page."""

from __future__ import annotations

import pytest

from reader.text.anchors import heading_key, note_key


@pytest.mark.parametrize(
    ("note", "mark"),
    [
        ("#fn1", "#fnr1"), ("#fn:1", "#fnref:1"), ("#_ftn1", "#_ftnref1"), ("#_edn12", "#_ednref12"),
        ("#cite_note-1", "#cite_ref-1"), ("#footnote-2", "#footnote-ref-2"),
        ("#easy-footnote-bottom-1-23", "#easy-footnote-1-23"),
    ],
)  # fmt: skip
def test_the_two_ends_of_a_note_are_known_by_their_names(note: str, mark: str) -> None:
    """Whatever program wrote them."""
    assert note_key(note) == note_key(mark)
    assert note_key(note)


@pytest.mark.parametrize("address", ["#section-1", "#5d4a", "#", "", "fn1", "#fn"])
def test_other_places_are_no_notes(address: str) -> None:
    """Headings and places without a name."""
    assert note_key(address) == ""


@pytest.mark.parametrize(
    ("heading", "address"),
    [("The End!", "the-end"), ("一、天 地", "%E4%B8%80%E5%A4%A9-%E5%9C%B0"), ("a -- b", "a-b")],
)
def test_a_heading_is_known_by_its_address(heading: str, address: str) -> None:
    """Signs, case and spaces make no difference."""
    assert heading_key(heading) == heading_key(address)
