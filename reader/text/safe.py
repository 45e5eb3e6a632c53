"""Text that may reach a terminal: control characters, bidi controls and other invisible matter taken out."""

from __future__ import annotations

import re

_NEWLINES = "\r\v\f\x1c-\x1e\x85\u2028\u2029"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x9f"
_BIDI = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
# Soft hyphens, zero-width spaces, word joiners, byte order marks, deprecated format controls, annotation
# anchors and object replacements: they draw nothing, split words for a search and have no agreed width.
_INVISIBLE = "\u00ad\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffc"
_NONCHARACTERS = "\ufdd0-\ufdef\ufffe\uffff"
_SURROGATES = "\ud800-\udfff"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAGS = "\U000e0000-\U000e007f"
# Joiners do something between letters of joining scripts and between emoji; next to ASCII, white space
# and Chinese they are dirt.
_INERT = "\x00-\x7f\\s\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"

_SUSPECT = re.compile(
    f"[{_NEWLINES}{_CONTROLS}{_BIDI}{_INVISIBLE}{_NONCHARACTERS}{_SURROGATES}\u200c\u200d{_SELECTORS}{_TAGS}]"
)
_CLEANING = re.compile(
    f"(?P<newline>\r\n|[{_NEWLINES}])"
    f"|(?P<broken>[{_SURROGATES}])"
    f"|[{_CONTROLS}{_BIDI}{_INVISIBLE}{_NONCHARACTERS}]+"
    f"|(?P<flag>\U0001f3f4[\U000e0020-\U000e007e]{{1,16}}\U000e007f)"
    f"|[{_TAGS}]+"
    f"|(?P<joiner>(?<=[^{_INERT}])[\u200c\u200d](?=[^{_INERT}]))"
    "|[\u200c\u200d]+"
    f"|(?P<selector>(?<=[^\\s{_SELECTORS}])[{_SELECTORS}])"
    f"|[{_SELECTORS}]+"
)
_BLANKS = re.compile(r"[^\S\u3000]+")


def _replacement(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "newline":
        return "\n"
    if kind == "broken":
        return "\ufffd"
    return match.group() if kind else ""


def clean(text: str) -> str:
    """`text` without anything that a terminal would act upon; line breaks of every kind become a line feed.

    Gone are C0 (but line feed and tab), DEL and C1, the bidi controls of UAX #9, byte order marks, zero-width
    spaces, soft hyphens, noncharacters and stray tag characters. Lone surrogates, which no terminal can be
    sent, become U+FFFD. Joiners and variation selectors stay where they shape a letter or an emoji.
    """
    if _SUSPECT.search(text) is None:
        return text
    return _CLEANING.sub(_replacement, text)


def clean_line(text: str) -> str:
    """`text` cleaned for one line, as titles and labels need it.

    Runs of white space and line breaks become one space; the full-width space U+3000 stays, but not at the ends.
    """
    return _BLANKS.sub(" ", clean(text)).strip()
