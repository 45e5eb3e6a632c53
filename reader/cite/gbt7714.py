"""GB/T 7714-2015, 信息与文献 参考文献著录规则, the standard of China for references."""

from __future__ import annotations

from collections.abc import Sequence

from reader.cite.names import Name
from reader.cite.source import Source, SourceKind

_MOST_AUTHORS = 3
_STOPS = ".。．"


def gbt7714(source: Source) -> str:
    """Return the reference of a post.

    An article of a newspaper is `[N/OL]` by 4.4: author, title, newspaper, date of publication, date of citation, address.
    Other pages and videos are `[EB/OL]` by 4.6: author, title, date of publication in parentheses, date of citation,
    address. Both dates are written with hyphens (8.4.4, 8.5.1). Without an author the title stands first, as 8.1.3 allows
    where references are numbered; translators are named behind it, as in 4.1.1.
    """
    day = f"{source.day:%Y-%m-%d}" if source.day is not None else ""
    cited = f"[{source.accessed:%Y-%m-%d}]" if source.url else ""
    if source.kind is SourceKind.NEWSPAPER:
        title = f"{_title(source)}[{'N/OL' if source.url else 'N'}]"
        place = ", ".join(filter(None, (source.container, day))) + cited
    elif source.url:
        title = f"{_title(source)}[EB/OL]"
        place = (f"({day})" if day else "") + cited
    else:
        # Nothing but the name of the site tells then where it was.
        title = f"{_title(source)}[Z]"
        place = ", ".join(filter(None, ("" if source.is_by_container else source.container, day)))
    parts = filter(None, (_names(source, source.authors), title, _translators(source), place, source.url))
    return ". ".join(parts) + "."


def _title(source: Source) -> str:
    return source.title.rstrip(_STOPS) or source.title


def _translators(source: Source) -> str:
    """Return who translated, and the word for it in the language of the title; empty where nobody did."""
    word = ("譯" if source.language == "zh-Hant" else "译") if source.is_chinese else "trans"
    return f"{_names(source, source.translators)}, {word}" if source.translators else ""


def _names(source: Source, people: Sequence[Name]) -> str:
    """Return up to three names (8.1.2); after the third of more stands 等, or `et al` where the title is not Chinese."""
    names = list(map(_name, people))
    if len(names) > _MOST_AUTHORS:
        names = [*names[:_MOST_AUTHORS], "等" if source.is_chinese else "et al"]
    return ", ".join(names)


def _name(name: Name) -> str:
    """Return a name by 8.1.1.

    Family names in Latin letters are in capitals, followed by initials without stops (EINSTEIN A) or, in pinyin, by the
    given name (LI Jiangning). A Western name in Chinese characters is its family name alone (昂温 for P. S. 昂温), which
    stands after the last dot.
    """
    if name.is_whole:
        return name.family.split("·")[-1].strip() if _is_western(name.family) else name.family
    if name.is_family_first:
        return f"{name.family.upper()} {name.given}"
    return " ".join(filter(None, (name.family.upper(), name.initials(""), name.suffix.strip("."))))


def _is_western(text: str) -> bool:
    """Return whether a name is one of two to four words in Chinese characters with dots and no blanks between."""
    words = text.split("·")
    return 2 <= len(words) <= 4 and all(
        word and all("\u3400" <= sign <= "\u9fff" for sign in word) for word in words
    )
