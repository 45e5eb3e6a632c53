"""Lists: their labels as on the page, and items without a list."""

from __future__ import annotations

from collections import Counter

import pytest
from bs4.element import Tag

from reader.convert.markdown import convert
from reader.typeset.document import Options
from reader.typeset.prepare import prepare


def markdown(body: str) -> str:
    """Return the Markdown of a body."""
    return convert(f"<div>{body}</div>", title="", source="https://example.org/1").markdown


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ol reversed><li>a</li><li>b</li></ol>", "2. a\n1. b"),
        ("<ol reversed start=9><li>a</li><li>b</li></ol>", "9. a\n8. b"),
        ("<ol><li value=4>a</li><li>b</li><li value=9>c</li></ol>", "4. a\n5. b\n9. c"),
        ("<ol start=0><li>a</li></ol>", "0. a"),
        ("<ol start=-1><li>a</li><li>b</li></ol>", "- -1. a\n0. b"),
        ("<ol type=a start=26><li>a</li><li>b</li></ol>", "- z. a\n- aa. b"),
        ("<ol type=I><li>a</li><li>b<ol><li>c</li></ol></li></ol>", "- I. a\n- II. b\n  1. c"),
        ("<ol type=1><li>a</li></ol>", "1. a"),
        ("<ol style='list-style: none'><li>a</li></ol>", "- a"),
        ("<ol><li>a</li></ol><ol><li>b</li></ol>", "1. a\n\n1) b"),
        ("<ol><li>a</li></ol><ol start=7><li>b</li></ol>", "1. a\n\n<!-- -->\n\n7. b"),
        ("<ol><li>a</li></ol><ol start=2><li>b</li></ol>", "1. a\n2. b"),
        ("<menu><li>a</li><li>b</li></menu>", "- a\n- b"),
        ("<li>a</li><li>b</li><p>c</p>", "- a\n- b\n\nc"),
        ("<ol start=99999999999><li value=x>a</li></ol>", "1. a"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b"),
    ],
)  # fmt: skip
def test_items_have_the_labels_of_the_page(body: str, expected: str) -> None:
    """Numbers are written as the page counts them, what is no number of Markdown after a bullet."""
    assert markdown(body) == expected


def test_the_screen_shows_the_numbers_that_are_written() -> None:
    """A list that counts down does so on the screen, and two lists in succession are two."""
    body = "<div><ol reversed><li>c</li><li>b</li></ol><ol><li value=10>x</li></ol></div>"
    article = convert(body, title="", source="https://example.org/1")
    lines = prepare(article).set(Options(width=40)).lines
    shown = ["".join(span.text for span in line.spans).strip() for line in lines]
    assert [line.replace("  ", " ") for line in shown if line] == ["2. c", "1. b", "10. x"]


def test_items_without_lists_nest_no_deeper_than_lists() -> None:
    """Thousands of nested items keep their text."""
    assert "深" in markdown("<li><div>" * 3000 + "深")


@pytest.mark.parametrize("piece", ["<ul><li>w</ul>", "<ol><li>w</ol>", "<li>w"])
def test_the_work_grows_with_the_number_of_lists(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as many lists, or items of a list after another, are looked at twice as often."""
    looked_at: Counter[int] = Counter()
    has_attr = Tag.has_attr

    def counted(tag: Tag, key: str) -> bool:
        looked_at[count] += 1
        return has_attr(tag, key)

    monkeypatch.setattr(Tag, "has_attr", counted)
    for count in (50, 100):
        convert("<div><ol><li>w</ol><ol>" + piece * count + "</div>", title="", source="")

    assert looked_at[100] < 3 * looked_at[50]
