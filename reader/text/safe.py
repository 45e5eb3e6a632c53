"""Sanitize text for the terminal: remove control characters, bidi controls and invisible characters."""

from __future__ import annotations

import re

from reader.text.late import late

_NEWLINES = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x9f"
_BIDI = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
# Soft hyphens, zero-width spaces, word joiners, byte order marks, deprecated format controls, annotation anchors and
# object replacements: invisible, they split words for a search and have no agreed width.
_INVISIBLE = "\u00ad\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffc"
# Invisible letters, with which people fill empty lines: replaced by spaces of the same width.
_BLANK_LETTERS = {"\u2800": " ", "\u3164": "\u3000", "\uffa0": " "}
_NONCHARACTERS = "\ufdd0-\ufdef\ufffe\uffff"
_SURROGATES = "\ud800-\udfff"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAGS = "\U000e0000-\U000e007f"
# Joiners have an effect between letters of joining scripts and between emoji; next to ASCII, white space and Chinese
# they are noise.
_INERT = "\x00-\x7f\\s\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"

_JOINERS = "\u200c\u200d"
_SUSPECTS = late(
    f"[{_NEWLINES}{_CONTROLS}{_BIDI}{_INVISIBLE}{_NONCHARACTERS}{_SURROGATES}{_JOINERS}{_SELECTORS}{_TAGS}"
    f"{''.join(_BLANK_LETTERS)}]"
)
_IN_CONTEXT = late(f"[{_SURROGATES}{_JOINERS}{_SELECTORS}{_TAGS}]")
_SURROGATE = late(f"[{_SURROGATES}]")
_STRAY = late(
    # Begins with a class, for which the pattern is searched for ten times as fast.
    f"[{_JOINERS}{_SELECTORS}](?:"
    # joiners beside a letter that does not join, and all but the last of a run
    f"(?<=[{_JOINERS}])(?:(?<![^{_INERT}].)[{_JOINERS}]*+|(?<![{_JOINERS}].)[{_JOINERS}]*+(?![^{_INERT}])"
    "|(?<=\u200c)(?=\u200c)|(?<=\u200d)(?=\u200d))"
    # selectors after nothing that they could select a form of, and all that follow in a run
    f"|(?<=[{_SELECTORS}])(?<![^\\s{_SELECTORS}].)[{_SELECTORS}]*+)"
)
_SHAPES = late(f"[{_JOINERS}{_SELECTORS}]")
_TAG = late(f"[{_TAGS}]")
_FLAG = late("(\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f)")
_BLANKS = late(r"[^\S\u3000]+")
_ACTED_ON = late(f"[\t\n{_NEWLINES}{_CONTROLS}{_BIDI}\ufeff{_SURROGATES}]")


def clean(text: str) -> str:
    """Return `text` without anything that a terminal would act upon; every kind of line break becomes a line feed.

    Removed are C0 (except line feed and tab), DEL and C1, the bidi controls of UAX #9, byte order marks, zero-width
    spaces, soft hyphens, noncharacters and stray tag characters. Lone surrogates, which cannot be encoded, become
    U+FFFD, and invisible letters such as U+2800 become spaces. Joiners and variation selectors stay where they shape
    a letter or an emoji.
    """
    if text.isascii() and text.isprintable():
        return text
    first = _SUSPECTS.search(text)
    if first is None:
        return text
    # Few texts have many, and all of a kind are replaced at once. One match after another, as a list of a million takes 60 MB.
    found = {suspect[0] for suspect in _SUSPECTS.finditer(text, first.start())}
    if "\r" in found:
        text = text.replace("\r\n", "\n")
    in_context = set(filter(_IN_CONTEXT.match, found))
    for char in found - in_context:
        text = text.replace(char, _BLANK_LETTERS.get(char, "\n" if char in _NEWLINES else ""))
    return _clean_in_context(text, in_context) if in_context else text


def _clean_in_context(text: str, found: set[str]) -> str:
    """Return text without the joiners, selectors and tags that shape nothing, and without surrogates.

    `found` are those that it has of all these.
    """
    if any(map(_SURROGATE.match, found)):
        text = _SURROGATE.sub("\ufffd", text)
    if any(map(_SHAPES.match, found)):
        text = _STRAY.sub("", text)
    return _without_tags(text) if any(map(_TAG.match, found)) else text


def _without_tags(text: str) -> str:
    """Return text without the tag characters that belong to no flag."""
    parts = _FLAG.split(text)
    parts[::2] = (_TAG.sub("", part) for part in parts[::2])
    return "".join(parts)


def clean_line(text: str) -> str:
    """Return `text` cleaned for a single line, such as a title or a label.

    White space and line breaks collapse to one space; the full-width space U+3000 stays, except at the ends.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return _BLANKS.sub(" ", clean(text)).strip()


def clean_path(path: str) -> str:
    """Return a path on one line without what a terminal would act upon and without tag characters, which hide a text.

    What else is not seen, such as zero-width spaces, stays, so that the path names the file. `clean_line` makes the same
    of it as of the path.
    """
    return path if path.isprintable() else _without_tags(_ACTED_ON.sub(_in_path, path))


def _in_path(found: re.Match[str]) -> str:
    sign = found[0]
    return " " if sign in f"\t\n{_NEWLINES}" else "\ufffd" if _SURROGATE.match(sign) else ""
