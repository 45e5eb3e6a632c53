"""Lists that stand right after one another, which Markdown would take for one with wide gaps and numbers of its own."""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import Tag


def join_lists(soup: BeautifulSoup) -> None:
    """Make one list of neighbours that read as one, as editors write them: bullets, and numbers that go on."""
    for later in soup.find_all(["ul", "ol"]):
        before = later.previous_sibling
        if not isinstance(before, Tag) or before.name != later.name:
            continue
        if not (_holds_items_alone(before) and _holds_items_alone(later)):
            continue
        if later.name == "ul" or first_number(later) == first_number(before) + len(before.contents):
            for item in list(later.contents):
                before.append(item.extract())
            later.decompose()


def first_number(numbered: Tag) -> int:
    """The number of the first item of an `ol`."""
    return int(str(numbered.get("start") or 1)[:9])


def delimiter(numbered: Tag) -> str:
    """The sign after the numbers of an `ol`: another one than that of the list right before it, which it would go on."""
    place = 0
    before = numbered.previous_sibling
    while isinstance(before, Tag) and before.name == "ol":
        place += 1
        before = before.previous_sibling
    return ".)"[place % 2]


def _holds_items_alone(whole: Tag) -> bool:
    return all(isinstance(child, Tag) and child.name == "li" for child in whole.contents)
