"""Line breaking: break opportunities (UAX #14, CLREQ, JLREQ), and filling lines of a width."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import compress
from operator import add
from typing import NamedTuple

from reader.text.late import late
from reader.typeset.classes import classes
from reader.typeset.clusters import cluster_start, is_inside_cluster
from reader.typeset.unbreakable import unbreakable

SPACES = " \u3000"
"""white space that is dropped at a line end"""
_LETTERS = "AINOoCPQqSXJYRTHBbDLGMru_K"
_WORDS = "AN"
# No break before these (LB13, LB11, LB12a, LB18 and the line start rules of CLREQ 3.1.4), nor after those.
_NEVER_BEFORE = "CPXJYSLBHGMKTqu_"
_NEVER_AFTER = "OoGbQ"
_HANGING = frozenset("、，。．；：！？」』）》〉】〕〗”’,.;:!?)]…")
# A URL: everything after a scheme or `www.` up to white space, Chinese or a closing quote.
_ADDRESS = late(r"(?:https?://|ftp://|www\.)[\x21-\x7e]+")
_ADDRESS_BREAK = late(r"(?<=[/?&=\-])(?![/?&=\-])")
_NAME_BREAK = late(r"(?<=[^\W\d][._])(?=[^\W\d])")
"""within the name of a host or a file, where nothing else of it fits into a line"""
_SLASH = late(r"(?<=[\w.])/(?=\w)", re.ASCII)
_SCHEME = late(r"(?:https?|ftp)://")


def _allowed_pairs() -> frozenset[str]:
    """Return the pairs of classes between which a line may break: those that no rule forbids (LB31)."""
    forbidden = {before + after for before in _LETTERS for after in _NEVER_BEFORE + "Q"}
    forbidden |= {before + after for before in _NEVER_AFTER for after in _LETTERS}
    for before, after in (
        (_WORDS, _WORDS + "oR"),  # LB23, LB25, LB28, LB30, LB24
        ("R", "AINOoR"),  # LB23a, LB24, LB25
        ("u", "ANoR"),  # an exponent belongs to its word: x²y
        ("T", "ANOo"),
        ("J", "AN"),  # LB25, LB29
        ("HY", "N"),
        ("Y", "A"),  # not of UAX #14: `A/B` is one word
        ("P", _WORDS + "R"),  # LB30, LB25
        ("q", "A"),
        ("AINCPSXJTRLDqr", "D"),  # a dash stays with what it follows; LB17 keeps its halves together
        ("M", "M"),
    ):
        forbidden |= {one + other for one in before for other in after}
    allowed = {one + other for one in _LETTERS for other in _LETTERS} - forbidden
    # After a space a break is allowed before these (LB18), but dashes, dots and closing marks never begin a line.
    allowed |= {"_" + after for after in "HBQq"}
    allowed -= {"_D"}
    # Hangul behaves like an alphabet. What touches it without a blank, a particle after a Chinese word or after a
    # quotation, is of one word with it (CSS Text 3, keep-all).
    allowed |= {pair.replace("A", "h") for pair in allowed if "A" in pair}
    allowed -= {"hI", "Ih", "Ch", "hA", "Ah"}
    return frozenset(allowed)


_PAUSES = frozenset("，。、；：！？」』）》〉】〕”’…—,.;:!?)|｜")
_MOST_BALANCED = 4
"""longest title, in lines, that is balanced"""
_LONGEST_BALANCED = 200
"""most break opportunities of a title that is balanced"""
_LONE = 4
"""cells of a last line that is a single character, with or without punctuation"""
_TOO_SHORT = 4
"""cells by which a line must not be shortened in favour of the next"""
_WIDE_LETTER = "[\u3040-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
_LONE_LETTER = late(f"{_WIDE_LETTER}(?!{_WIDE_LETTER})")
_ALLOWED = _allowed_pairs()
_PIECE = 1 << 16
"""characters processed without releasing the interpreter to other threads"""
_MARKS = late("([^M_K])M+")
_GLUED_SPACES = late("(?<=[Oo])_+")
_APOSTROPHE = late("(?<=[ANhJPu])q(?=[ANh])|(?<![^_KOo(])q(?=[AN])")
_LONG_HANGUL = late("[\uac00-\ud7a3]{13,}")
"""Hangul without blanks that is longer than the words of Korean, and may break at each syllable"""
_LOW_QUOTES = late("[„‚][^„‚“‘\\n]{0,500}[“‘]")
"""a quotation as German and other languages write it: closed by what opens one in English"""
_STRAIGHT = late('"')


@dataclass(frozen=True, slots=True)
class Breaks:
    """The break opportunities of a text, at any width: offsets at which a line may start, in order."""

    normal: array[int]
    loose: array[int]
    """including those inside URLs and paths, used where a line would otherwise be too short"""
    segments: tuple[tuple[int, int], ...]
    """the ranges between line feeds, without white space at their ends"""
    has_rtl: bool = False
    """whether the text has letters that run from right to left"""


def find_breaks(text: str) -> Breaks:
    """Return the break opportunities of `text`, including its end but not its start."""
    size = len(text)
    plain = classes(text)
    letters = _resolved(text, plain)
    allowed = bytearray()
    for piece in range(0, size, _PIECE):
        before, after = letters[piece : piece + _PIECE], letters[piece + 1 : piece + _PIECE + 1]
        allowed.extend(map(_ALLOWED.__contains__, map(add, before, after)))
    if "s" in plain:
        # Imported late: few archives hold these scripts.
        from reader.typeset.southeast import southeast_breaks

        for place in southeast_breaks(text):
            allowed[place - 1] = not is_inside_cluster(text, place)
    if "s" in plain or "M" in plain:
        # The classes see pairs; a sign may stand between a letter and what belongs to it, on a comma even.
        places = range(1, size)
        _bar(allowed, (place for place in compress(places, allowed) if is_inside_cluster(text, place)))
    _bar(allowed, unbreakable(text, plain, letters))
    extra = list(_extra_breaks(text, letters, allowed))
    normal = array("I")
    for piece in range(0, len(allowed), _PIECE):
        normal.extend(compress(range(piece + 1, size), allowed[piece : piece + _PIECE]))
    normal.append(size)
    loose = array("I", sorted({*normal, *extra})) if extra else normal
    return Breaks(normal, loose, tuple(_segments(text)), "e" in plain)


def _bar(allowed: bytearray, places: Iterable[int]) -> None:
    """Forbid breaks at `places`; `allowed` starts with the offset after the first character."""
    for place in places:
        if 0 < place <= len(allowed):
            allowed[place - 1] = 0


def _extra_breaks(text: str, letters: str, allowed: bytearray) -> Iterator[int]:
    """Yield where a line may begin if it must, and forbid all other breaks inside URLs."""
    if "://" in text or "www." in text:
        for match in _ADDRESS.finditer(text):
            _bar(allowed, range(match.start() + 1, match.end()))
            yield from _address_breaks(text, *match.span())
    if "/" in text:
        yield from (match.end() for match in _SLASH.finditer(text))
    if "h" in letters:
        for match in _LONG_HANGUL.finditer(text):
            yield from range(match.start() + 1, match.end())


def _address_breaks(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a URL may break if it must: after `/ ? & = -`, outside its scheme, and not before its end."""
    scheme = _SCHEME.match(text, start)
    first = scheme.end() if scheme else start + len("www.")
    return (match.start() for match in _ADDRESS_BREAK.finditer(text, first + 1, end) if match.start() < end)


def _segments(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for part in text.split("\n"):
        bare = part.lstrip(SPACES)
        first = start + len(part) - len(bare)
        yield first, first + len(bare.rstrip(SPACES))
        start += len(part) + 1


def _resolved(text: str, letters: str) -> str:
    """Resolve the classes that depend on context."""
    if "s" in letters:
        letters = letters.replace("s", "A")
    if "e" in letters:
        letters = letters.replace("e", "A")
    if "n" in letters:
        letters = letters.replace("n", "I")
    if "q" in letters:
        letters = _APOSTROPHE.sub("A", letters).replace("q", "C")
    if "„" in text or "‚" in text:
        turns = list(letters)
        for match in _LOW_QUOTES.finditer(text):
            turns[match.end() - 1] = "C"
        letters = "".join(turns)
    if '"' in text and text.count('"') % 2 == 0:
        # Paired straight quotes open and close in turn (LB19a leaves them to the context).
        turns = list(letters)
        for count, match in enumerate(_STRAIGHT.finditer(text)):
            turns[match.start()] = "C" if count % 2 else "O"
        letters = "".join(turns)
    if "M" in letters:
        letters = _MARKS.sub(lambda match: match[1] * len(match[0]), letters).replace("M", "A")  # LB9, LB10
    if "O_" in letters or "o_" in letters:
        letters = _GLUED_SPACES.sub(lambda match: "G" * len(match[0]), letters)  # LB14
    return letters


@dataclass(frozen=True, slots=True)
class Measure:
    """The line lengths of a paragraph, in cells."""

    width: int
    """of each line; at least 2"""
    first: int
    """of the first line"""
    hang: int = 0
    """how far closing punctuation may hang beyond `width`"""
    is_code: bool = False
    """whether a word is broken rather than leaving a third of a line empty"""


def fill(text: str, cells: array[int], breaks: Breaks, measure: Measure) -> list[tuple[int, int]]:
    """Return the (start, end) of each line of `text`, without spaces at line ends.

    Lines are filled one after the other. A line is at most `measure.width` cells, and `measure.hang` more
    where what stands out is closing punctuation. `cells` are the cumulative cells of the text.
    """
    lines: list[tuple[int, int]] = []
    room = measure.first
    for start, stop in breaks.segments:
        _fill_segment(lines, text, cells, breaks, measure, _Segment(start, stop, room))
        room = measure.width
    return lines


class _Segment(NamedTuple):
    """The text between two forced breaks, and the length of its next line."""

    start: int
    stop: int
    room: int


def _fill_segment(
    lines: list[tuple[int, int]],
    text: str,
    cells: array[int],
    breaks: Breaks,
    measure: Measure,
    segment: _Segment,
) -> None:
    start, stop, room = segment
    normal, loose, hang = breaks.normal, breaks.loose, measure.hang
    if start == stop:
        lines.append((start, start))
    while start < stop:
        limit = cells[start] + room
        if cells[stop] <= limit:
            lines.append((start, stop))
            _feed_last(lines, text, cells, breaks, _Segment(segment.start, stop, measure.width))
            return
        fit = bisect_right(cells, limit, start, stop + 1) - 1
        reach = fit
        while text[reach] in SPACES and reach < stop - 1:
            reach += 1
        index = bisect_right(normal, reach) - 1
        place = normal[index] if index >= 0 else 0
        if place < reach and hang:
            follow = min(normal[index + 1], stop)
            hung = text[fit:follow].rstrip(SPACES)
            if cells[fit + len(hung)] <= limit + hang and _HANGING.issuperset(hung):
                place = follow
        if place <= start or (loose is not normal and limit - cells[place] > room // 3):
            place = max(place, _loose_break(loose, start, reach))
        if place <= start or (measure.is_code and limit - cells[place] > room // 3):
            place = _name_break(text, start, fit) if place <= start and not measure.is_code else 0
            place = place or _cluster_break(text, cells, start, fit, stop)
        end = place
        while end > start and text[end - 1] in SPACES:
            end -= 1
        lines.append((start, end))
        start = place
        room = measure.width


def _feed_last(
    lines: list[tuple[int, int]], text: str, cells: array[int], breaks: Breaks, segment: _Segment
) -> None:
    """Move a character down to a last line of a single character (CLREQ 3.1.5, no lone characters)."""
    start, stop = lines[-1]
    if (
        start == segment.start
        or cells[stop] - cells[start] > _LONE
        or not _LONE_LETTER.match(text, start, stop)
    ):
        return
    above, end = lines[-2]
    index = bisect_left(breaks.normal, start) - 1
    place = breaks.normal[index] if index >= 0 else 0
    fits = cells[stop] - cells[place] <= segment.room
    if place > above and fits and cells[end] - cells[place] < _TOO_SHORT and text[place - 1] not in SPACES:
        lines[-2:] = [(above, place), (place, stop)]


def _loose_break(loose: array[int], start: int, reach: int) -> int:
    index = bisect_right(loose, reach) - 1
    return loose[index] if index >= 0 and loose[index] > start else 0


def _name_break(text: str, start: int, fit: int) -> int:
    """Return the last dot or underscore of a name after which a line breaks, in its latter half; 0 for none."""
    middle = (start + fit + 1) // 2
    return max((match.start() for match in _NAME_BREAK.finditer(text, middle, fit + 1)), default=0)


def _cluster_break(text: str, cells: array[int], start: int, fit: int, stop: int) -> int:
    """Return where to break a word longer than the line: after the last cluster that fits, at least one character."""
    if fit > start:
        place = cluster_start(text, fit, start)
        return place if place > start else fit
    end = start + 1
    while end < stop and cells[end + 1] == cells[end]:
        end += 1
    return end


def balance(text: str, cells: array[int], breaks: Breaks, measure: Measure) -> list[tuple[int, int]]:
    """Return the lines of a title: no more than `fill` makes, of similar length, breaking where the title pauses.

    A title too long for that is filled like a paragraph.
    """
    filled = fill(text, cells, breaks, measure)
    count = len(filled)
    places = [0, *breaks.normal]
    if not 1 < count <= _MOST_BALANCED or len(breaks.segments) > 1 or len(places) > _LONGEST_BALANCED:
        return filled
    ideal = cells[len(text)] / count
    unpaused = (measure.width / 4) ** 2
    # For each break and number of lines: the least cost of ending a line there, and the start of that line.
    costs: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _ in range(count):
        reached: dict[int, tuple[float, int]] = {}
        for start, (cost, _begin) in costs[-1].items():
            for place in places[bisect_right(places, start) :]:
                end = len(text[:place].rstrip(SPACES))
                width = cells[end] - cells[start]
                if width > measure.width:
                    break
                paused = place == len(text) or end < place or text[end - 1] in _PAUSES
                total = cost + (width - ideal) ** 2 + (0 if paused else unpaused)
                if place not in reached or total < reached[place][0]:
                    reached[place] = (total, start)
        costs.append(reached)
    if len(text) not in costs[-1]:
        return filled
    lines: list[tuple[int, int]] = []
    place = len(text)
    for reached in reversed(costs[1:]):
        start = reached[place][1]
        lines.append((start, len(text[:place].rstrip(SPACES))))
        place = start
    return lines[::-1]
