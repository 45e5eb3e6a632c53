"""Lists: adjacent ones, which Markdown would merge into one loose list and renumber, and the labels of items."""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import Tag

from reader.text.late import late

_INTEGER = late(r"-?\d{1,9}")
_MAX_DIGITS = 9
"""of the number of a list item (CommonMark, 5.2)"""
_MAX_LETTERED = 3999
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def merge_adjacent_lists(soup: BeautifulSoup) -> None:
    """Merge adjacent lists that read as one, as editors write them: bullets, and continued numbers."""
    grown: Tag | None = None
    """a list that others were merged into, which are not looked at again"""
    for later in soup.find_all(["ul", "ol"]):
        before = later.previous_sibling
        if not isinstance(before, Tag) or before.name != later.name or not _is_plain(later):
            continue
        if before is not grown and not _is_plain(before):
            continue
        if later.name == "ul" or list_start(later) == list_start(before) + len(before.contents):
            for item in list(later.contents):
                before.append(item.extract())
            later.decompose()
            grown = before


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


def _item_marker(label: str, delimiter: str) -> str:
    """Return the Markdown before an item of an `ol`: a label that is no number of CommonMark follows a bullet."""
    return f"{label}{delimiter} " if label.isdigit() and len(label) <= _MAX_DIGITS else f"- {label}. "


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


class ItemMarkers:
    """The Markdown before the items of the ordered lists of one page. Linear in the number of lists and items."""

    def __init__(self) -> None:
        self._markers: dict[int, list[str]] = {}
        """by the identity of the list"""
        self._delimiters: dict[int, str] = {}
        """by the identity of the list"""

    def of(self, ordered: Tag) -> list[str]:
        """Return the marker of each item of an `ol`."""
        if id(ordered) not in self._markers:
            delimiter = self._delimiter(ordered)
            self._markers[id(ordered)] = [_item_marker(label, delimiter) for label in item_labels(ordered)]
        return self._markers[id(ordered)]

    def _delimiter(self, ordered: Tag) -> str:
        """Return the delimiter after the numbers of an `ol`: `.` and `)` in turn for adjacent lists.

        A list with the delimiter of the list before it would continue that one (CommonMark, 5.3).
        """
        run = [ordered]
        while id(run[-1]) not in self._delimiters:
            before = _list_before(run[-1])
            if before is None or needs_separator(run[-1]):
                self._delimiters[id(run[-1])] = "."
            else:
                run.append(before)
        delimiter = self._delimiters[id(run.pop())]
        for one in reversed(run):
            delimiter = ")" if delimiter == "." else "."
            self._delimiters[id(one)] = delimiter
        return delimiter


def needs_separator(ordered: Tag) -> bool:
    """Return whether a comment must part an `ol` with numbers of its own from the list before it."""
    return _list_before(ordered) is not None and (ordered.has_attr("start") or _is_numbered_apart(ordered))


def _list_before(ordered: Tag) -> Tag | None:
    before = ordered.previous_sibling
    return before if isinstance(before, Tag) and before.name == "ol" else None


def _is_plain(one: Tag) -> bool:
    """Return whether a list has nothing but items, numbered in order."""
    return all(
        isinstance(child, Tag) and child.name == "li" for child in one.contents
    ) and not _is_numbered_apart(one)


def _is_numbered_apart(one: Tag) -> bool:
    """Return whether a list has labels of its own, not the numbers in order."""
    return (
        one.has_attr("reversed")
        or one.has_attr("type")
        or any(isinstance(item, Tag) and item.has_attr("value") for item in one.contents)
    )
