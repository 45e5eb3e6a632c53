"""Decoding of a file's bytes: the encoding that it declares, or the one that its bytes look like."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from reader.language import Remark, later
from reader.text.late import late

REPLACED = Remark("Some bytes of the file are not UTF-8; they are shown as \ufffd.")
BINARY = Remark("The file is binary, not text.")
ZEROS = Remark("The file holds zero bytes; they are left out.")
TWICE = Remark("The text of the file was encoded twice; it is shown as it was before.")
_BY_ZEROS = later("The file is not UTF-8 and was read as {encoding}, which its zero bytes show.")
_BY_ESCAPES = later("The file is not UTF-8 and was read as {encoding}, which its escapes show.")
_BY_LOOK = (
    later("The file is not UTF-8 and was read as {encoding}, which its bytes look like."),
    later(
        "The file is not UTF-8 and was read as {encoding}, which its bytes look like; bytes that are not are shown as \ufffd."
    ),
)
"""where all bytes could be read, and where some could not"""
_DECLARED = (
    later("The file is not UTF-8 and was read as {encoding}, which it declares."),
    later(
        "The file is not UTF-8 and was read as {encoding}, which it declares; bytes that are not are shown as \ufffd."
    ),
)

_SAMPLE_BYTES = 8192
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_BOM_STARTS = frozenset({b"\xff", b"\xfe", b"\0", b"\x84"})
_MAX_REPLACED_SHARE = 0.01
"""of the characters, those that an encoding taken for a file may fail to read"""
_HOLE = late(rb"\0{16,}")
"""zeros in the place of text, which a crash leaves where the file had grown and its blocks were not written yet"""
_CONTROL = late(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
# A lead byte of UTF-8 read as a letter of Latin-1 (C2 to F4), then a continuation byte read as windows-1252.
_ENCODED_TWICE = late(rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|\xe2[\x80\x82\x84]|\xc5|\xcb|\xc6)")

_BEYOND_ASCII = late(r"[^\x00-\x7f]")
_NOT_WESTERN = late(f"[^\x00-\xff{bytes(range(0x80, 0xA0)).decode('cp1252', 'ignore')}]")
# What a letter and a sign of Western text that happen to stand side by side would be in UTF-8.
_UNLIKELY = late(r"[\x80-\x9f\u0180-\u02ff]")


class Decoded(NamedTuple):
    """The text of a file, without byte order marks and zero characters."""

    text: str
    warnings: tuple[str, ...] = ()
    """what was taken for granted, a sentence each"""


def decode(data: bytes, *, is_whole: bool = True) -> Decoded | None:
    """Return the text of a file's bytes; None if they are no text. Never raises.

    UTF-8 comes first, and stays where most of what is not ASCII is UTF-8. Other bytes are read in the encoding
    that the file declares, if they can be, else in the one that they look like. A file has one encoding. If
    the bytes are not the whole file, a character that is cut at the end is left out.
    """
    if data[:1] in _BOM_STARTS:
        for mark, codec in _BOMS:
            if data.startswith(mark):
                return Decoded(_without_marks(_decoded(data, codec, is_whole=is_whole)))
    warnings: tuple[str, ...] = ()
    if b"\0" in data[:_SAMPLE_BYTES]:
        if (unicode_form := _zero_pattern(data)) is not None:
            text = _decoded(data, unicode_form, is_whole=is_whole)
            return Decoded(_without_marks(text), (_taken(unicode_form, _BY_ZEROS),))
        if not _is_text_with_zeros(data[:_SAMPLE_BYTES]):
            return None
        data, warnings = data.replace(b"\0", b""), (ZEROS,)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        if is_whole or error.start <= len(data) - 4:
            other = _other_than_utf8(data, is_whole=is_whole)
            return Decoded(_without_marks(other.text), (*warnings, *other.warnings))
        text = data[: error.start].decode()
    # Looking for single bytes first takes a tenth of the time of decoding.
    if (
        b"\x1b" in data
        and b"\x1b$" in data
        and (japanese := _strictly(data, "iso2022_jp", is_whole=is_whole)) is not None
    ):
        return Decoded(japanese, (*warnings, _taken("iso2022_jp", _BY_ESCAPES)))
    if b"\xc3" in data and _ENCODED_TWICE.search(data) and (once := _encoded_once(text)) is not None:
        return Decoded(_without_marks(once), (*warnings, TWICE))
    if "\ufeff" in text or b"\0" in data:
        text = _without_marks(text)
    return Decoded(text, warnings)


def _other_than_utf8(data: bytes, *, is_whole: bool) -> Decoded:
    """Return the text of bytes that are not valid UTF-8."""
    text = _decoded(data, "utf-8", is_whole=is_whole)
    replaced = text.count("\ufffd")
    if len(text) - len(text.encode("ascii", "ignore")) - replaced >= replaced:
        return Decoded(text, (REPLACED,))
    # Compiling its tables takes some milliseconds; nearly all files are UTF-8.
    from reader.store.legacy_encodings import MULTIBYTE, declared, detected

    told, seen = declared(data), None
    if told not in MULTIBYTE:
        # Programs write `iso-8859-1` above anything, so what the bytes look like comes before it.
        seen = detected(data)
        told = seen if seen in MULTIBYTE else told
    if told is not None and (found := _mostly(data, told, is_whole=is_whole)) is not None:
        reasons = _BY_LOOK if told == seen else _DECLARED
        return Decoded(found, (_taken(told, reasons["\ufffd" in found]),))
    seen = seen or detected(data)
    if seen is not None and (found := _mostly(data, seen, is_whole=is_whole)) is not None:
        return Decoded(found, (_taken(seen, _BY_LOOK["\ufffd" in found]),))
    return Decoded(text, (REPLACED,))


def _taken(codec: str, message: str) -> Remark:
    """Return the warning that names the encoding that was taken."""
    from reader.store.legacy_encodings import name_of

    return Remark(message, encoding=name_of(codec))


def _mostly(data: bytes, codec: str, *, is_whole: bool) -> str | None:
    """Return the text of bytes in an encoding; None if it cannot read more than a few of them."""
    text = _decoded(data, codec, is_whole=is_whole)
    others = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.count("\ufffd") <= max(1, others * _MAX_REPLACED_SHARE) else None


def _strictly(data: bytes, codec: str, *, is_whole: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(codec)("strict").decode(data, final=is_whole)
    except UnicodeDecodeError:
        return None


def _decoded(data: bytes, codec: str, *, is_whole: bool) -> str:
    """Return the text of bytes, U+FFFD for what cannot be read; a cut character at the end is left out."""
    return codecs.getincrementaldecoder(codec)("replace").decode(data, final=is_whole)


def _without_marks(text: str) -> str:
    """Return the text without byte order marks, which joined files have inside, and without zero characters."""
    if "\0" in text:
        text = text.replace("\0", "")
    return text.replace("\ufeff", "") if "\ufeff" in text else text


def _zero_pattern(data: bytes) -> str | None:
    """Return the form of UTF-16 or UTF-32 without a byte order mark whose ASCII makes the zero bytes."""
    sample = data[: _SAMPLE_BYTES & ~3]
    places = [sample[place::4].count(0) for place in range(4)]
    units = len(sample) // 4
    if units < 2 or not any(sample):
        return None
    if places[2] + places[3] == 2 * units or places[0] + places[1] == 2 * units:
        codec = "utf-32-le" if places[3] == units else "utf-32-be"
    else:
        even, odd = places[0] + places[2], places[1] + places[3]
        if min(even, odd) * 20 > max(even, odd) or max(even, odd) < 2:
            return None
        codec = "utf-16-le" if odd > even else "utf-16-be"
    text = _strictly(sample, codec, is_whole=False)
    if text is None or any(char < " " and char not in "\t\n\r\f\0" for char in text):
        return None
    return codec


def _is_text_with_zeros(sample: bytes) -> bool:
    """Return whether a few zero bytes, or holes, are all that keeps bytes from being text."""
    rest = _HOLE.sub(b"", sample)
    return bool(rest) and rest.count(0) * 10 <= len(rest) and _CONTROL.search(rest) is None


def _encoded_once(text: str) -> str | None:
    """Return the text whose UTF-8 was read as windows-1252 and encoded again; None if it was not."""
    if _NOT_WESTERN.search(text):
        return None
    data = bytearray()
    for piece in re.split(r"([\x80-\x9f]+)", text):
        try:
            # windows-1252 has five holes, which such programs read as the control characters of Latin-1.
            data += piece.encode("latin-1" if "\x80" <= piece[:1] <= "\x9f" else "cp1252")
        except UnicodeEncodeError:
            return None
    try:
        once = data.decode()
    except UnicodeDecodeError:
        return None
    return once if len(_BEYOND_ASCII.findall(once)) > 1 and _UNLIKELY.search(once) is None else None
