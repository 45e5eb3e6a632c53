"""RIS, the format of reference managers: "RIS Format Specifications" of Research Information Systems (2001, 2011)."""

from __future__ import annotations

from collections.abc import Iterator

from reader.cite.names import Name
from reader.cite.source import Source, SourceKind

_TYPES = {SourceKind.NEWSPAPER: "NEWS", SourceKind.PAGE: "ELEC", SourceKind.VIDEO: "VIDEO"}
_MOST_CHARACTERS_OF_NAME = 255


def ris(source: Source) -> str:
    """Return the record of a post, from `TY` to `ER`, without a line feed at its end.

    A tag, two blanks, a hyphen, a blank and the value make a line. An author is `Family, Given, Suffix` without asterisks;
    names without parts and names in Chinese characters have no comma.
    """
    return "\n".join(
        f"{tag}  - {value}".rstrip(" ") if tag != "ER" else "ER  - " for tag, value in _lines(source)
    )


def _lines(source: Source) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES[source.kind]
    yield "ID", source.key
    for author in source.authors:
        yield "AU", _name(author)
    for translator in source.translators:
        yield "A4", _name(translator)
    yield "TI", source.title
    if source.publication:
        yield "T2", source.publication
    if source.day is not None:
        yield "PY", f"{source.day:%Y}"
        yield "DA", f"{source.day:%Y/%m/%d}"
    if source.url:
        yield "UR", source.url
        yield "Y2", f"{source.accessed:%Y/%m/%d}"
    if source.language:
        yield "LA", source.language
    for word in source.keywords:
        yield "KW", word
    if source.description:
        yield "AB", source.description
    yield "ER", ""


def _name(name: Name) -> str:
    parts = (name.family,) if name.is_whole else (name.family, name.given, name.suffix)
    return ", ".join(part.replace("*", "") for part in parts if part)[:_MOST_CHARACTERS_OF_NAME]
