"""The values of settings in words. The file holds them as they are in the schema."""

from __future__ import annotations

from collections.abc import Mapping

from reader.config.schema import Setting
from reader.language import later, tr

_YES_NO = {True: later("yes"), False: later("no")}
_WORDS: Mapping[str, str] = {
    "auto": later("automatic"),
    "space": later("blank line"),
    "indent": later("indent"),
    "as-written": later("as written"),
    "traditional": "繁體",
    "simplified": "简体",
    "shown": later("shown"),
    "hidden": later("hidden"),
    "compact": later("compact"),
    "comfortable": later("comfortable"),
    "wrapped": later("wrapped"),
    "short": later("short"),
    "relative": later("relative"),
    "minguo": "民國",
    "visual": later("turned by the reader"),
    "logical": later("turned by the terminal"),
    "en": "English",
    "zh-Hant": "繁體中文",
    "zh-Hans": "简体中文",
    "default": later("the reader's own"),
    "day-first": later("day first"),
    "month-first": later("month first"),
}
"""by the value; names of programs, styles and themes stand for themselves"""


def in_words(setting: Setting, plain: object) -> str:
    """Return a value in the language in force; empty if it has no words but its own."""
    if isinstance(plain, bool):
        return tr(_YES_NO[plain])
    # Where any text may be typed, one that is typed is a name; the default alone is the schema's.
    if isinstance(plain, str) and (plain in setting.kind.choices or plain == setting.default):
        return tr(_WORDS[plain]) if plain in _WORDS else ""
    return ""
