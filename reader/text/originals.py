"""How a text is kept beside its form: the places at which it is not what its form and its script make probable.

A Chinese text is made of its form by the characters that are usual in its script; other texts are their own form. What
is left are capitals, blanks beside Chinese, closing quotation marks, and the rarer of several characters.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from reader.text.script import Script, usual_characters
from reader.text.spelling import Change, SearchText

GAP = 255
"""continuation byte of a gap: adds 255 to what the following bytes say"""
LEFT_OUT, SEVERAL = "\x01", "\x02"
"""before a character that the form leaves out; around the length of any other change in the form, and its text"""
_SIGN = re.compile(f"{LEFT_OUT}.|{SEVERAL}.[^{SEVERAL}]*{SEVERAL}|.", re.DOTALL)
SCRIPTS = (None, Script.HANT, Script.HANS)
"""those of which something is known; a text of any other is taken for its form"""


class Form(NamedTuple):
    """The form of a text, and what it differs by."""

    form: str
    gaps: bytes
    """between the places at which the text is not what its form makes probable"""
    signs: str
    """what the text has at these places"""
    places: Sequence[int]
    """some offsets of the text in the form"""

    def packed(self, script: Script | None) -> bytes:
        """Return the differences as bytes; `script` is the one that they were made with."""
        data = self.gaps + self.signs.encode("utf-8", "surrogatepass")
        number = SCRIPTS.index(script if script in SCRIPTS else None)
        return bytes((number,)) + len(self.gaps).to_bytes(4, "little") + zlib.compress(data, 1)


NO_DIFFERENCES = Form("", b"", "", ()).packed(None)
"""of a text that is its form"""


def form_of(text: str, script: Script | None, places: Sequence[int] = ()) -> Form:
    """Return the form of a text, with what it differs by and some offsets of the text in the form."""
    sought = SearchText(text)
    return Form(sought.form, *_differences(sought, script), [sought.in_form(place) for place in places])


def _probable(form: str, script: Script | None) -> str:
    table = usual_characters(script)
    return form if table is None else table.translate(form)


def _differences(text: SearchText, script: Script | None) -> tuple[bytes, str]:
    """Return where a text differs from its form, as gaps between these places, and what stands there."""
    gaps, signs = bytearray(), []
    end = 0
    for start, stop, sign in _places(text, script):
        more, rest = divmod(start - end, GAP)
        gaps += b"\xff" * more
        gaps.append(rest)
        signs.append(sign)
        end = stop
    return bytes(gaps), "".join(signs)


def _places(text: SearchText, script: Script | None) -> Iterator[tuple[int, int, str]]:
    """Yield the places as ranges of the form, each with what says what the text has there."""
    probable = _probable(text.form, script)
    form_at = text_at = 0
    for change in (*text.changes, Change(len(text.form), len(text.form), len(text.text), len(text.text))):
        same = zip(probable[form_at : change.start], text.text[text_at : change.text_start], strict=True)
        for offset, other in [(at, other) for at, (one, other) in enumerate(same, form_at) if one != other]:
            yield offset, offset + 1, other
        form_at, text_at = change.end, change.text_end
        own = text.text[change.text_start : change.text_end]
        if change.start < change.end:
            yield change.start, change.end, f"{SEVERAL}{chr(change.end - change.start)}{own}{SEVERAL}"
        else:
            for sign in own:
                yield change.start, change.start, LEFT_OUT + sign


def rebuilt(form: str, packed: bytes) -> SearchText:
    """Return the text whose form and packed differences are given; it is made once it is asked for."""

    @cache
    def read() -> tuple[Sequence[int], list[str]]:
        count = int.from_bytes(packed[1:5], "little")
        data = zlib.decompress(memoryview(packed)[5:])
        gaps = data[:count]
        signs = _SIGN.findall(data[count:].decode("utf-8", "surrogatepass"))
        return _long_gaps(gaps) if GAP in gaps else gaps, signs

    def text() -> str:
        return _text(_probable(form, SCRIPTS[packed[0]]), *read())

    def changes() -> list[Change]:
        return list(_changes(*read()))

    return SearchText.of_form(form, text, changes)


def _text(probable: str, gaps: Iterable[int], signs: Iterable[str]) -> str:
    """Return the text in which the signs stand for what is probable."""
    pieces: list[str] = []
    done = 0
    for gap, sign in zip(gaps, signs, strict=True):
        pieces.append(probable[done : done + gap])
        done += gap
        if len(sign) == 1:
            pieces.append(sign)
            done += 1
        elif sign[0] == LEFT_OUT:
            pieces.append(sign[1])
        else:
            pieces.append(sign[2:-1])
            done += ord(sign[1])
    pieces.append(probable[done:])
    return "".join(pieces)


def _long_gaps(data: bytes) -> list[int]:
    gaps, gap = [], 0
    for more in data:
        gap += more
        if more < GAP:
            gaps.append(gap)
            gap = 0
    return gaps


def _changes(gaps: Iterable[int], signs: Sequence[str]) -> Iterator[Change]:
    place = text_place = 0
    for gap, sign in zip(gaps, signs, strict=True):
        place += gap
        text_place += gap
        if len(sign) == 1:
            place += 1
            text_place += 1
            continue
        length, own = (0, 1) if sign[0] == LEFT_OUT else (ord(sign[1]), len(sign) - 3)
        yield Change(place, place + length, text_place, text_place + own)
        place += length
        text_place += own
