"""Addresses and pictures in brackets, as Hatena's blogs write them, `[https://…:title=Words]`, `[f:id:…:plain]`; and
their notes in double parentheses."""

from __future__ import annotations

import html
import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from reader.text.late import late

_ADDRESS = late(
    r"\[(?P<address>https?://[^\s\[\]<>]{1,2000}?):(?P<kind>embed|title|bookmark|image)(?::[\w=]{1,20}){0,5}"
    r"(?:=(?P<words>[^\[\]\n]{1,300}))?\](?!\()"
)
_PHOTO = late(
    r"\[f:id:(?P<user>[A-Za-z][\w-]{1,31}):(?P<day>\d{8})(?P<time>\d{6})(?P<ending>[jpg]):(?:image|plain)[^\[\]\n]{0,200}\]"
)
NOTE_SIGNS = ("((",)
"""what a note begins with"""
_NOTE = late(r"(?<![(A-Za-z0-9$])\(\((?!\()(?P<words>(?:[^()\n]|\([^()\n]{0,2000}\)){1,2000})\)\)(?!\))")
_KANA = late("[\u3041-\u30fa]")
_ENDINGS = {"j": "jpg", "p": "png", "g": "gif"}


def add_hatena(parser: MarkdownIt) -> None:
    """Add the rule to `parser`."""
    parser.inline.ruler.before("link", "hatena", _hatena)


def notes_to_footnotes(text: str) -> str:
    """Return a Japanese text with the notes in double parentheses as footnotes; in other languages they are no notes."""
    return _NOTE.sub(_footnote, text) if _KANA.search(text) else text


def _footnote(note: re.Match[str]) -> str:
    words = note["words"]
    is_note = not words.isascii() and words.count("[") == words.count("]")
    return f"^[{words.strip()}]" if is_note else note[0]


def _hatena(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    if source[start] != "[" or not source.startswith(("[http", "[f:id:"), start):
        return False
    if (found := _ADDRESS.match(source, start, state.posMax)) is not None:
        address = html.escape(found["address"])
        words = html.escape(found["words"] or found["address"])
        is_picture = found["kind"] == "image"
        markup = f'<img src="{address}" alt="">' if is_picture else f'<a href="{address}">{words}</a>'
    elif (found := _PHOTO.match(source, start, state.posMax)) is not None:
        user, day = found["user"], found["day"]
        name = f"{day}{found['time']}.{_ENDINGS[found['ending']]}"
        place = f"https://cdn-ak.f.st-hatena.com/images/fotolife/{user[0]}/{user}/{day}/{name}"
        markup = f'<img src="{place}" alt="">'
    else:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = markup
    state.pos = found.end()
    return True
