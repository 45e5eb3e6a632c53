"""Lists: adjacent ones, which Markdown would merge into one loose list and renumber, and the labels of items."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

_INTEGER = re.compile(r"-?\d{1,9}")
_MAX_DIGITS = 9
"""of the number of a list item (CommonMark, 5.2)"""
_MAX_LETTERED = 3999
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def merge_adjacent_lists(soup: BeautifulSoup) -> None:
    """Merge adjacent lists that read as one, as editors write them: bullets, and continued numbers."""
    for later in soup.find_all(["ul", "ol"]):
        before = later.previous_sibling
        if not isinstance(before, Tag) or before.name != later.name:
            continue
        if not (_has_only_items(before) and _has_only_items(later)) or _is_numbered_apart(before, later):
            continue
        if later.name == "ul" or list_start(later) == list_start(before) + len(before.contents):
            for item in list(later.contents):
                before.append(item.extract())
            later.decompose()


def list_start(ordered: Tag) -> int:
    """Return the number of the first item of an `ol`."""
    start = _integer(str(ordered.get("start") or ""))
    if start is None:
        return len(_items(ordered)) if ordered.has_attr("reversed") else 1
    return start


def item_labels(ordered: Tag) -> list[str]:
    """Return the labels of the items of an `ol`, as a page shows them: numbers, or letters by its `type`."""
    number = list_start(ordered)
    step = -1 if ordered.has_attr("reversed") else 1
    kind = str(ordered.get("type") or "")
    labels = []
    for item in _items(ordered):
        value = _integer(str(item.get("value") or ""))
        number = number if value is None else value
        labels.append(_in_letters(number, kind))
        number += step
    return labels


def item_marker(ordered: Tag, label: str) -> str:
    """Return the Markdown before an item of an `ol`: a label that is no number of CommonMark follows a bullet."""
    if label.isdigit() and len(label) <= _MAX_DIGITS:
        return f"{label}{list_delimiter(ordered)} "
    return f"- {label}. "


def _in_letters(number: int, kind: str) -> str:
    """Return a number in the letters of a list's `type`: `a`, `A`, `i` or `I`."""
    if kind in ("a", "A") and 0 < number <= _MAX_LETTERED:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord(kind) + rest) + letters
        return letters
    if kind in ("i", "I") and 0 < number <= _MAX_LETTERED:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman if kind == "i" else roman.upper()
    return str(number)


def _integer(text: str) -> int | None:
    return int(text) if _INTEGER.fullmatch(text) else None


def _items(ordered: Tag) -> list[Tag]:
    return [child for child in ordered.contents if isinstance(child, Tag) and child.name == "li"]


def list_delimiter(ordered: Tag) -> str:
    """Return the delimiter after the numbers of an `ol`: `.` and `)` in turn for adjacent lists.

    A list with the delimiter of the list before it would continue that one (CommonMark, 5.3).
    """
    lists_before = 0
    one = ordered
    while not needs_separator(one) and (before := _list_before(one)) is not None:
        lists_before += 1
        one = before
    return ".)"[lists_before % 2]


def needs_separator(ordered: Tag) -> bool:
    """Return whether a comment must part an `ol` with numbers of its own from the list before it."""
    return _list_before(ordered) is not None and (ordered.has_attr("start") or _is_numbered_apart(ordered))


def _list_before(ordered: Tag) -> Tag | None:
    before = ordered.previous_sibling
    return before if isinstance(before, Tag) and before.name == "ol" else None


def _has_only_items(tag: Tag) -> bool:
    return all(isinstance(child, Tag) and child.name == "li" for child in tag.contents)


def _is_numbered_apart(*lists: Tag) -> bool:
    """Return whether a list has labels of its own, not the numbers in order."""
    return any(
        one.has_attr("reversed")
        or one.has_attr("type")
        or any(isinstance(item, Tag) and item.has_attr("value") for item in one.contents)
        for one in lists
    )
