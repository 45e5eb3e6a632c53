"""APA style: Publication Manual of the American Psychological Association, seventh edition (2020)."""

from __future__ import annotations

from reader.cite.names import Name
from reader.cite.sentences import MONTHS, ended, listed
from reader.cite.source import Source, SourceKind

_MOST_AUTHORS = 20
_AUTHORS_OF_MANY = 19
_STOPS = ".。"


def apa(source: Source) -> str:
    """Return the entry of a post in a reference list, as plain text.

    Newspaper articles on the web follow section 10.1 (example 16), pages of sites 10.16 (example 110), videos 10.12
    (example 90): author, date, title, newspaper or site, address. Without an author the title stands first (9.12),
    without a date `n.d.` (9.17); a site that is its own author is named once (10.16); translators follow the title
    (10.2); there is no date of retrieval, as the post does not change (9.16). Titles keep their capitals, since which
    words are names is not known, and plain text has no italics.
    """
    day = source.day
    when = f"({day.year}, {MONTHS[day.month - 1]} {day.day})." if day is not None else "(n.d.)."
    title = ended(f"{source.title} [Video]" if source.kind is SourceKind.VIDEO else source.title)
    if source.translators:
        title = f"{title.rstrip(_STOPS)} ({listed(list(map(_uninverted, source.translators)), '&')}, Trans.)."
    start = [_authors(source.authors), when, title] if source.authors else [title, when]
    container = "" if source.is_by_container else source.container
    return " ".join(filter(None, (*start, ended(container) if container else "", source.url)))


def _authors(authors: tuple[Name, ...]) -> str:
    """Return up to 20 authors with `&` before the last; of more the first 19 and the last (9.8)."""
    names = list(map(_name, authors))
    if len(names) > _MOST_AUTHORS:
        return ended(f"{', '.join(names[:_AUTHORS_OF_MANY])}, . . . {names[-1]}")
    return ended(listed(names, "&"))


def _name(name: Name) -> str:
    """Return the family name and initials (9.8); of a group, or in Chinese characters, the whole name (9.11)."""
    if name.is_whole:
        return name.family
    return ", ".join(filter(None, (name.family, name.initials("."), name.suffix)))


def _uninverted(name: Name) -> str:
    """Return initials and family name, as behind a title (10.2); a whole name as it is."""
    return " ".join(filter(None, (name.initials("."), name.family, name.suffix)))


def apa_tw(source: Source) -> str:
    """Return the entry as lists in Taiwan have it: Chinese sources in the Chinese form of APA, others as `apa` does.

    The form is the one that journals in Taiwan print: author, date in full-width parentheses, title, newspaper or site, each
    with a full-width stop, and the address; between authors stands 、.
    """
    if not source.is_chinese:
        return apa(source)
    day = source.day
    when = f"（{day.year}年{day.month}月{day.day}日）" if day is not None else "（無日期）"
    title = f"{source.title}〔影片〕" if source.kind is SourceKind.VIDEO else source.title
    if source.translators:
        title = f"{title.rstrip(_STOPS)}（{'、'.join(name.natural for name in source.translators)}譯）"
    names = [name.natural for name in source.authors]
    first = "、".join(names[:_AUTHORS_OF_MANY] if len(names) > _MOST_AUTHORS else names)
    by = f"{first}……{names[-1]}" if len(names) > _MOST_AUTHORS else first
    start = f"{by}{when}。{ended(title, '。')}" if by else f"{title.rstrip(_STOPS)}{when}。"
    container = "" if source.is_by_container or not source.container else f"{source.container}。"
    return f"{start}{container}{source.url}"
