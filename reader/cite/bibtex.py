"""BibTeX, as biblatex 3 and Biber read it: UTF-8, with the fields of the biblatex manual, chapter 2."""

from __future__ import annotations

from reader.cite.names import Name
from reader.cite.source import Source, SourceKind
from reader.text.late import late

_SPECIAL = late(r"[\\{}$&#%_^~]")
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_UNFIT_FOR_ADDRESS = late(r"[\\{}%\s]")
_LANGUAGES = {
    "zh": "chinese", "en": "english", "ja": "japanese", "ko": "korean", "de": "german", "fr": "french", "es": "spanish",
    "pt": "portuguese", "it": "italian", "nl": "dutch", "ru": "russian", "pl": "polish", "sv": "swedish", "ar": "arabic",
}  # fmt: skip
"""languages as babel and polyglossia call them"""


def bibtex(source: Source) -> str:
    """Return the entry of a post: `@article` with the subtype newspaper, else `@online`; without a line feed at its end.

    A title is in braces as a whole, so that no style changes its capitals: which words are names is not known. So are
    names without parts and names in Chinese characters, which every style then prints as they are.
    """
    is_newspaper = source.kind is SourceKind.NEWSPAPER
    fields = {
        "author": " and ".join(map(_name, source.authors)),
        "translator": " and ".join(map(_name, source.translators)),
        "title": f"{{{escaped(source.title)}}}",
        "journaltitle" if is_newspaper else "organization": escaped(source.publication),
        "entrysubtype": "newspaper" if is_newspaper else "video" if source.kind is SourceKind.VIDEO else "",
        "date": f"{source.day:%Y-%m-%d}" if source.day is not None else "",
        "url": _address(source.url),
        "urldate": f"{source.accessed:%Y-%m-%d}" if source.url else "",
        "langid": _LANGUAGES.get(source.language.split("-")[0], ""),
        "keywords": ", ".join(escaped(word.replace(",", "，")) for word in source.keywords),
        "abstract": escaped(source.description),
    }
    lines = (f"  {name:<12} = {{{value}}}," for name, value in fields.items() if value)
    return "\n".join((f"@{'article' if is_newspaper else 'online'}{{{source.key},", *lines, "}"))


def escaped(text: str) -> str:
    """Return a text as TeX source that prints it."""
    return _SPECIAL.sub(lambda sign: _ESCAPES[sign[0]], text)


def _name(name: Name) -> str:
    """Return a name as chapter 3.1 of "Tame the BeaST" reads it: `family, suffix, given`, or whole in braces."""
    if name.is_whole or name.is_wide:
        return f"{{{escaped(name.natural)}}}"
    return ", ".join(map(escaped, filter(None, (name.family, name.suffix, name.given))))


def _address(url: str) -> str:
    """Return an address with percent signs for what would end the field; biblatex takes the rest as it is."""
    return _UNFIT_FOR_ADDRESS.sub(lambda sign: sign[0] if sign[0] == "%" else f"%{ord(sign[0]):02X}", url)
