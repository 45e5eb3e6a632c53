"""Adjacent lists, which Markdown would merge into one loose list and renumber."""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import Tag


def merge_adjacent_lists(soup: BeautifulSoup) -> None:
    """Merge adjacent lists that read as one, as editors write them: bullets, and continued numbers."""
    for later in soup.find_all(["ul", "ol"]):
        before = later.previous_sibling
        if not isinstance(before, Tag) or before.name != later.name:
            continue
        if not (_has_only_items(before) and _has_only_items(later)):
            continue
        if later.name == "ul" or list_start(later) == list_start(before) + len(before.contents):
            for item in list(later.contents):
                before.append(item.extract())
            later.decompose()


def list_start(ordered: Tag) -> int:
    """Return the number of the first item of an `ol`."""
    return int(str(ordered.get("start") or 1)[:9])


def list_delimiter(ordered: Tag) -> str:
    """Return the delimiter after the numbers of an `ol`: `.` and `)` in turn for adjacent lists.

    A list with the delimiter of the list before it would continue that one (CommonMark, 5.3).
    """
    lists_before = 0
    before = ordered.previous_sibling
    while isinstance(before, Tag) and before.name == "ol":
        lists_before += 1
        before = before.previous_sibling
    return ".)"[lists_before % 2]


def _has_only_items(tag: Tag) -> bool:
    return all(isinstance(child, Tag) and child.name == "li" for child in tag.contents)
