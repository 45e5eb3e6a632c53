"""The arguments of a template tag: by position and by name, quoted in any way or bare.

Liquid and Hexo separate them by blanks and write `name: value` or `name:value`, Hugo writes `name="value"`, Nunjucks
and Zola separate them by commas and write `name=value`, within parentheses or without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from reader.text.words import word_set

_COLON_NAMES = word_set(
    "alt caption class color content desc description height href icon id image image_path lang language line_number"
    " link link_text name path poster provider source src style text theme title type url width"
)
"""the names that a colon may follow: in running text it is punctuation"""
_ARGUMENT = re.compile(
    r"""[\s,]*(?:(?P<name>[A-Za-z_][\w.-]*)(?P<sign>\s*=(?!=)\s*|:\s*(?!//)))?
    (?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'(?![\w])|`(?P<back>[^`]*)`|“(?P<curly>[^”]*)”|(?P<bare>[^\s,][^\s,]*))""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\([\"'`\\])")
_WHITESPACE = re.compile(r"\s+")
_ADDRESS = re.compile(
    r"(?:https?:)?//\S+|(?:\.{0,2}/|@/|#)\S+|mailto:\S+|[\w%.~/-]+\.[a-z][a-z0-9]{1,4}(?:[?#]\S*)?",
    re.IGNORECASE,
)
_WEB_ADDRESS = re.compile(r"(?:https?:)?//[^\s/]+\.\S+", re.IGNORECASE)
_PICTURE_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|bmp|svg|tiff?|heic|jfif)(?:[?#]\S*)?\Z", re.IGNORECASE
)
_MEDIA_FILE = re.compile(
    r"\.(?:mp4|webm|ogv|mov|m4v|mp3|m4a|ogg|oga|wav|flac|aac|opus)(?:[?#]\S*)?\Z", re.IGNORECASE
)
_AUDIO_FILE = re.compile(r"\.(?:mp3|m4a|ogg|oga|wav|flac|aac|opus)(?:[?#]\S*)?\Z", re.IGNORECASE)


class Value(NamedTuple):
    """A positional argument."""

    text: str
    is_quoted: bool


class Arguments(NamedTuple):
    """The arguments of one tag."""

    positional: tuple[Value, ...]
    named: dict[str, str]
    """values by name in lower case"""
    source: str
    """the arguments as written"""

    def first(self, *names: str) -> str:
        """Return the value of the first of the names that has one; empty if none has."""
        return next((self.named[name] for name in names if self.named.get(name)), "")

    def at(self, index: int) -> str:
        """Return a positional value; empty if there are fewer."""
        return self.positional[index].text if index < len(self.positional) else ""

    def words(self) -> str:
        """Return the positional values as running text."""
        return " ".join(value.text for value in self.positional)


def _plain(text: str) -> str:
    return _WHITESPACE.sub(" ", _ESCAPE.sub(r"\1", text)).strip()


def parse_arguments(source: str) -> Arguments:
    """Return the arguments of a tag, white space collapsed. Never raises: what is no argument is a word."""
    text = source.strip()
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    positional: list[Value] = []
    named: dict[str, str] = {}
    position = 0
    while (match := _ARGUMENT.match(text, position)) is not None and match.end() > position:
        name, sign = match.group("name"), match.group("sign")
        if name and ":" in sign and name.lower() not in _COLON_NAMES:
            # The word before a colon of running text, or a bare `key:value` of no meaning here.
            match = _BARE.match(text, position)
            assert match is not None
            positional.append(Value(_plain(match.group(1)), is_quoted=False))
        else:
            kind = match.lastgroup or "bare"
            value = _plain(match.group(kind))
            if name:
                named.setdefault(name.lower(), value)
            elif value:
                positional.append(Value(value, is_quoted=kind != "bare"))
        position = match.end()
    return Arguments(tuple(positional), named, text)


_BARE = re.compile(r"[\s,]*([^\s,]+)")


def split_at_commas(source: str) -> list[str]:
    """Return the parts of arguments that commas outside quotes separate, without quotes and white space."""
    parts = re.findall(r"""(?:"[^"]*"|'[^']*'|[^,"']|["'])+""", source)
    return [_plain(part.strip().strip("\"'")) for part in parts if part.strip()]


def named_between_commas(arguments: Arguments) -> Arguments:
    """Return arguments whose values by name end at commas alone: `title=Low tide, link=…`."""
    named = dict(arguments.named)
    for part in split_at_commas(arguments.source):
        name, sign, value = part.partition("=")
        if sign and name.strip().lower() in named:
            named[name.strip().lower()] = value.strip().strip("\"'")
    return arguments._replace(named=named)


def is_address(text: str) -> bool:
    """Return whether a value is a URL or a path."""
    return _ADDRESS.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    """Return whether a value is a URL with a host."""
    return _WEB_ADDRESS.fullmatch(text) is not None


def is_picture(text: str) -> bool:
    """Return whether a value is the address of a picture."""
    return _PICTURE_FILE.search(text) is not None and " " not in text.strip()


def is_audio(text: str) -> bool:
    """Return whether a value is the address of a sound file."""
    return _AUDIO_FILE.search(text) is not None


def is_media(text: str) -> bool:
    """Return whether a value is the address of a film or a sound file."""
    return _MEDIA_FILE.search(text) is not None and " " not in text.strip()


def first_where(values: Iterable[str], test: object) -> str:
    """Return the first value that passes a test; empty if none does."""
    assert callable(test)
    return next((value for value in values if test(value)), "")
