"""Whether the copies of a post differ in text or title, kept as labels of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import apsw

from reader.index.chunks import chunks, placeholders
from reader.index.document import Texts
from reader.index.labels import PART, Labels
from reader.query.nodes import Part


class _Member(NamedTuple):
    """A post of a duplicate group, with hashes of its title and its text."""

    family: int
    number: int
    title: int
    body: int


def mark_versions(connection: apsw.Connection, families: Iterable[int], labels: Labels) -> None:
    """Label the posts of the duplicate groups whose texts or titles differ, and those of the others no longer."""
    found: dict[Part, tuple[list[int], list[int]]] = {Part.EDITED: ([], []), Part.RETITLED: ([], [])}
    for some in chunks(list(families)):
        rows = map(
            _Member._make,
            connection.execute(
                f"SELECT family, id, title, body FROM post WHERE family IN ({placeholders(some)})"
                " ORDER BY family",
                some,
            ),
        )
        for _, group in groupby(rows, itemgetter(0)):
            members = list(group)
            numbers = [member.number for member in members]
            found[Part.EDITED][not _are_edited(connection, members)].extend(numbers)
            found[Part.RETITLED][len({member.title for member in members}) == 1].extend(numbers)
    for part, (having, lacking) in found.items():
        labels.put(PART, part, having, lacking)


def _are_edited(connection: apsw.Connection, members: Sequence[_Member]) -> bool:
    """Return whether the texts differ in more than blanks; those with different hashes may."""
    one_of = {member.body: member.number for member in members}
    if len(one_of) == 1:
        return False
    texts = (_text(connection, number) for number in one_of.values())
    first = next(texts)
    return any(text != first for text in texts)


def _text(connection: apsw.Connection, number: int) -> str:
    """Return the form of a post's text without blanks."""
    texts = Texts.unpacked(connection.execute("SELECT packed FROM texts WHERE id = ?", (number,)).get)
    return "".join(texts.whole[texts.body_start :].split())
