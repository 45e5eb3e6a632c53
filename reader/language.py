"""The language of the interface, and its texts in that language.

Texts stand in the code in English, and `tr` gives them in the language in force when they are shown. The catalogues
are gettext's, in `reader/locale`; `python docs/catalogues.py` collects the texts, and packaging compiles them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

    from reader.catalogue import Catalogue

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文"}
"""the tags of the languages (BCP 47), each with its name in itself"""
LOCALE = Path(__file__).with_name("locale")
"""the folder of the catalogues"""

_DOMAIN = "reader"
_CHINESE = frozenset({"zh", "cmn", "yue", "nan", "hak", "lzh"})
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
"""the script, and the regions where it is the usual one (CLDR, likely subtags)"""
_TRADITIONAL_LANGUAGES = frozenset({"yue", "nan", "hak", "lzh"})
_NO_LANGUAGE = frozenset({"C", "POSIX"})


class _Current:
    """The language in force, of the whole process."""

    language = ENGLISH
    texts: Catalogue | None = None
    """its catalogue; None for English, and until the first text is asked for"""


def use_language(language: str) -> None:
    """Use this language from now on. Raise KeyError for a tag that is not in `LANGUAGES`."""
    LANGUAGES[language]
    _Current.language, _Current.texts = language, None


def language_in_force() -> str:
    """Return the tag of the language in use."""
    return _Current.language


def language_of(environment: Mapping[str, str]) -> str:
    """Return the tag of the language that a user's locale asks for, whether or not the system has that locale.

    As with GNU gettext: of LC_ALL, LC_MESSAGES and LANG the first that is set names the locale, and LANGUAGE, a list,
    goes before it unless the locale is C. What is not known is English.
    """
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if locale in _NO_LANGUAGE:
        return ENGLISH
    wished = filter(None, (environment.get("LANGUAGE") or locale).split(":"))
    return next(filter(None, map(_tag_of, wished)), ENGLISH)


def _tag_of(locale: str) -> str:
    """Return the tag of the language of one locale, such as `zh_TW.UTF-8`; empty if there is none."""
    language, *parts = locale.partition(".")[0].partition("@")[0].replace("-", "_").lower().split("_")
    if language in _CHINESE:
        is_traditional = language in _TRADITIONAL_LANGUAGES or not _TRADITIONAL.isdisjoint(parts)
        return "zh-Hant" if is_traditional and "hans" not in parts else "zh-Hans"
    return ENGLISH if language == ENGLISH else ""


def tr(message: str, /, **values: object) -> str:
    """Return a text in the language in use, with values filled in as by `str.format`."""
    return _filled(message if _Current.language == ENGLISH else _texts().text(message), values)


def ntr(singular: str, plural: str, count: int, /, **values: object) -> str:
    """Return the singular or plural text for a number, which replaces `{count}`, with commas between thousands."""
    if _Current.language == ENGLISH:
        message = singular if count == 1 else plural
    else:
        message = _texts().counted(singular, plural, count)
    return message.format(count=f"{count:,}", **values)


def ptr(context: str, message: str, /, **values: object) -> str:
    """Return a text that is translated differently in different contexts."""
    return _filled(message if _Current.language == ENGLISH else _texts().text(message, context), values)


def later(message: str, /) -> str:
    """Return the text unchanged; marks it for collection, to be passed to `tr` when it is shown."""
    return message


class Remark(str):
    """An English sentence that is stored, such as a defect of a file in the index, and translated when it is shown.

    It is its text; `told` gives it in the language in force.
    """

    __slots__ = ("message", "values")
    message: str
    """the text as the catalogues have it"""
    values: Mapping[str, str | int]
    """those that stand in it"""

    def __new__(cls, message: str, /, **values: str | int) -> Self:
        """Take a text and values as `tr` does; the text is collected for translation, too."""
        remark = super().__new__(cls, _filled(message, values))
        remark.message, remark.values = message, values
        return remark

    def __reduce__(self) -> tuple[object, ...]:
        """Return how to recreate it in another process."""
        return _remark, (self.message, dict(self.values))


def _remark(message: str, values: Mapping[str, str | int]) -> Remark:
    return Remark(message, **values)


def told(sentence: str) -> str:
    """Return a remark in the language in force; any other sentence as it is."""
    return tr(sentence.message, **sentence.values) if isinstance(sentence, Remark) else sentence


def _filled(message: str, values: Mapping[str, object]) -> str:
    return message.format(**values) if values else message


def _texts() -> Catalogue:
    """Return the catalogue of the language in force."""
    if _Current.texts is None:
        from reader.catalogue import NOTHING, Catalogue  # English does without it

        folder = LOCALE / _Current.language.replace("-", "_") / "LC_MESSAGES"
        try:
            content = (folder / f"{_DOMAIN}.mo").read_bytes()
        except FileNotFoundError:
            # A checkout that was not installed has no compiled catalogues: it stays in English.
            content = NOTHING
        _Current.texts = Catalogue(content)
    return _Current.texts
