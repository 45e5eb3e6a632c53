"""Chicago style, notes and bibliography: The Chicago Manual of Style, seventeenth edition (2017)."""

from __future__ import annotations

from reader.cite.names import Name
from reader.cite.sentences import american, ended, listed
from reader.cite.source import Source, SourceKind

_MOST_AUTHORS = 10
_AUTHORS_OF_MANY = 7
_MOST_AUTHORS_OF_NOTES = 3


def chicago(source: Source) -> str:
    """Return the entry of a post in a bibliography, as plain text.

    Newspaper articles follow 14.191, pages of sites 14.207, videos 14.267: author, title in quotation marks, newspaper or
    site, date, address. Without an author the newspaper or the owner of the site stands first (14.199, 14.208); without a
    date the day of access is given (14.207); translators follow the title (14.104). Titles keep their capitals, and plain
    text has no italics.
    """
    quoted = f"“{ended(source.title.replace('“', '‘').replace('”', '’'))}”"
    by = _authors(source.authors) if source.authors else source.container
    parts = [ended(by) if by else "", quoted]
    if source.translators:
        parts.append(ended(f"Translated by {_translators(source)}"))
    if source.kind is SourceKind.NEWSPAPER and source.authors and not source.is_by_container:
        # a newspaper and its date belong together
        parts.append(ended(", ".join(filter(None, (source.container, _day(source))))))
    else:
        if source.authors and not source.is_by_container and source.container:
            parts.append(ended(source.container))
        parts.append(ended(_day(source)))
    return " ".join(filter(None, (*parts, f"{source.url}." if source.url else "")))


def chicago_note(source: Source) -> str:
    """Return the full note on a post, as a footnote has it, as plain text.

    It is one sentence (14.20): author in the usual order, title in quotation marks, newspaper or site, date, address. Without
    an author it begins with the title (14.199); of more than three authors it names the first (14.76). A comma follows a
    title that ends with a question mark, too (6.125).
    """
    title = source.title.replace("“", "‘").replace("”", "’").rstrip(".。")
    names = [author.natural for author in source.authors]
    if len(names) > _MOST_AUTHORS_OF_NOTES:
        by = f"{names[0]} et al."
    else:
        by = listed(names, "and") if names else ""
    container = "" if source.is_by_container else source.container
    day = american(source.day) if source.day is not None else f"accessed {american(source.accessed)}"
    start = f"{by}, “{title},”" if by else f"“{title},”"
    translated = f"trans. {_translators(source)}" if source.translators else ""
    return f"{start} {', '.join(filter(None, (translated, container, day, source.url)))}."


def _translators(source: Source) -> str:
    return listed([name.natural for name in source.translators], "and")


def _day(source: Source) -> str:
    return american(source.day) if source.day is not None else f"Accessed {american(source.accessed)}"


def _authors(authors: tuple[Name, ...]) -> str:
    """Return up to ten authors, the first with the family name first; of more the first seven (14.76)."""
    names = [_inverted(authors[0]), *(author.natural for author in authors[1:])]
    if len(names) > _MOST_AUTHORS:
        return f"{', '.join(names[:_AUTHORS_OF_MANY])}, et al."
    return listed(names, "and")


def _inverted(name: Name) -> str:
    """Return a name with its family name first, after which Chinese names, also romanised ones, have no comma (16.76)."""
    if name.is_whole or name.is_family_first:
        return name.natural
    return ", ".join(filter(None, (name.family, name.given, name.suffix)))
