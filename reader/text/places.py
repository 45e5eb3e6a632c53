"""Places of posts in an archive without addresses, and the places that a relative link may mean.

Static site generators publish a file under an address made of its path, its day and its name, and their posts link
to these addresses, to the files, or to names in double brackets. A place is one such form, with a letter for its
kind: `f:` a path in the archive, `u:` an address that the post has chosen, `p:` a path on the site by its file, `d:` a
day and a name, `n:` a name, `s:` a slug. A post in a language has some of them with the language before, `ja:p:`, so
that links lead to pages of their own language first, and its path without the language, `l:`, as a last one.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from reader.text.late import late
from reader.text.safe import clean
from reader.text.script import fold
from reader.text.site_paths import PAGE_ENDING, root_of, site_paths, split_language, stem_of
from reader.text.urls import is_openable

WIKI = "wiki:"
"""the scheme of links by name: `wiki:` and the percent-encoded name, as the converter writes `[[name]]`"""

_MAX_CHARS = 2000
_NOT_LOCAL = ("http://", "https://", "#", "//", "?")
_FILE_ENDING = late(r"\.[A-Za-z][A-Za-z0-9]{1,4}\Z|\.(?:mp[34]|7z|m3u8)\Z")
_DAY_IN_NAME = late(r"(\d{4})[-_](\d{1,2})[-_](\d{1,2})[-_ ]+(?=\S)", re.ASCII)
_JOURNAL_DAY = late(r"([A-Z][a-z]{2})[a-z]* (\d{1,2})(?:st|nd|rd|th), (\d{4})", re.ASCII)
"""the name of a day's note in Logseq, whose file is `2023_08_22.md`"""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATED = late(r"/(\d{4})/(\d{1,2})/(?:(\d{1,2})/)?([^/]+)\Z", re.ASCII)
_PELICAN_PREFIX = late(r"\A(?:\{(?:filename|static|attach)\}|\|(?:filename|static|attach)\|)")
_SCHEME = late(r"[A-Za-z][A-Za-z0-9+.-]*:")
_OWN_FOLDERS = ("/_posts/", "/archived/")
"""those of the specified format, whose posts link to one another by their addresses"""
_FIRST_LANGUAGE = "en"
"""the language that a page is read in if it lacks the one of the link"""


class Candidates(NamedTuple):
    """The places that a link may mean."""

    sure: tuple[str, ...]
    """places in the order in which they count: the first that a post has is meant"""
    slug: str = ""
    """a last resort, meant only if a single post has it; empty if there is none"""


class Target(NamedTuple):
    """The target of a relative link, taken apart."""

    path: str
    """decoded, as written: begins with `/` if it counts from the root of the site"""
    is_name: bool = False
    """whether it is a name in double brackets and not a path"""


def is_local(url: str) -> bool:
    """Return whether a link leads to something by a path or a name within the archive, not by an address."""
    if not url or len(url) > _MAX_CHARS or url.startswith(_NOT_LOCAL) or url != clean(url):
        return False
    return url.startswith(WIKI) or _SCHEME.match(url) is None


def file_link(source: str, url: str) -> str:
    """Return the relative path that a link to a Markdown file was before it was resolved against `source`.

    Empty for any other link. Web pages hardly ever link to such files, but notes about a page do.
    """
    if ".md" not in url or not source:
        return ""
    try:
        base, target = urlsplit(source), urlsplit(url)
    except ValueError:
        return ""
    if target.netloc != base.netloc or not target.path.endswith(".md"):
        return ""
    return posixpath.relpath(target.path, posixpath.dirname(base.path) or "/")


def path_on_site(site: str, url: str) -> str:
    """Return the path from the root of a site, a host and perhaps a path, that an address on it names.

    Empty for any other address, and for the front page.
    """
    if not site or site not in url:
        return ""
    rest = url.partition("://")[2].removeprefix("www.")
    path = rest[len(site) :] if rest.startswith(site) else ""
    return path if path.startswith("/") and path.strip("/") else ""


def is_followable(url: str) -> bool:
    """Return whether a URL may be kept as a link: it can be opened, or may name something within the archive."""
    return is_openable(url.replace(" ", "%20")) or is_local(url)


def target_of(url: str) -> Target | None:
    """Return the target of a link for which `is_local` holds; None for any other, and for a place in the page."""
    if not is_local(url):
        return None
    if url.startswith(WIKI):
        name = unquote(url.removeprefix(WIKI)).partition("#")[0].strip()
        return Target(name, is_name=True) if name else None
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    path = unicodedata.normalize("NFC", _PELICAN_PREFIX.sub("", path.replace("\\", "/")))
    path = path.removeprefix("@") if path.startswith("@/") else path  # Zola, from the root of the content
    return Target(path) if path.strip("/. ") else None


def shown_target(url: str) -> str:
    """Return the path or name of a local link as a person reads it."""
    target = target_of(url)
    return target.path if target is not None else url


def local_paths(path: str, target: Target) -> list[str]:
    """Return the paths in the archive that a link in the file `path` may name, none outside of the archive."""
    folder = posixpath.dirname(path)
    written = target.path
    tried = [posixpath.join(folder, written)] if not written.startswith("/") or target.is_name else []
    tried.append(written.lstrip("/"))
    tried += (
        [f"static{written}", f"public{written}", f"source{written}", f"assets{written}", f"content{written}"]
        if written[0] == "/"
        else []
    )
    paths = (posixpath.normpath(each) for each in tried)
    return list(dict.fromkeys(each for each in paths if not each.startswith(("../", "/")) and each != ".."))


def is_page(target: Target) -> bool:
    """Return whether a link may lead to a post: its path has no ending, or the ending of a page."""
    return (
        target.is_name
        or PAGE_ENDING.search(target.path) is not None
        or _FILE_ENDING.search(target.path) is None
    )


def file_places(path: str) -> list[str]:
    """Return the places that a post has by its file alone: those of a post that has an address, too."""
    stem = stem_of(path)
    name = fold(posixpath.basename(stem))
    places = [f"f:{_key(stem)}", f"n:{name}"] if name else [f"f:{_key(stem)}"]
    if not any(folder in f"/{stem}" for folder in _OWN_FOLDERS):
        places += [f"p:/{_key(each)}" for each in site_paths(stem)]
    return places


def places_of(
    path: str,
    *,
    day: date | None = None,
    addresses: Iterable[str] = (),
    slug: str = "",
    names: Iterable[str] = (),
) -> list[str]:
    """Return the places of a post.

    `addresses` are its addresses on the site (permalink, aliases), `slug` the name that its front matter chooses for
    its address, `names` its title and further names.
    """
    stem = stem_of(path)
    language, neutral = split_language(stem)
    name = posixpath.basename(neutral)
    dated = _DAY_IN_NAME.match(name)
    plain = name[dated.end() :] if dated else name
    slugs = {_key(each) for each in (slug, plain) if each}
    days = {day} if day is not None else set()
    if dated and (named := _date(*dated.groups())) is not None:
        days.add(named)
    neutral_paths = [f"p:/{_key(each)}" for each in site_paths(neutral)]
    shared = [
        f"d:{each.year}-{each.month}-{each.day}/{key}" for each in sorted(days) for key in sorted(slugs)
    ]
    shared += [f"d:{each.year}-{each.month}/{key}" for each in sorted(days) for key in sorted(slugs)]
    shared += [f"n:{folded}" for each in (name, plain, *names) if (folded := fold(each.strip()))]
    places = [f"f:{_key(stem)}"]
    places += [f"u:{address}" for each in addresses if (address := _address(each))]
    if language:
        places += [f"p:/{_key(each)}" for each in site_paths(stem)]
        places += [f"{language}:{each}" for each in (*neutral_paths, *shared)]
        places += [f"l:{each[2:]}" for each in neutral_paths]
        places.append(f"n:{fold(posixpath.basename(stem))}")
    else:
        places += neutral_paths
    places += shared
    places += [f"s:{key}" for key in sorted(slugs)]
    return list(dict.fromkeys(places))


def candidates(path: str, addresses: Iterable[str], url: str) -> Candidates | None:
    """Return the places that a link in the file `path`, published at `addresses`, may mean.

    None if it can lead to no post.
    """
    target = target_of(url)
    if target is None or not is_page(target):
        return None
    if target.is_name:
        return Candidates(tuple(dict.fromkeys(_named(path, target.path))))
    sure = list(dict.fromkeys(_linked(path, list(addresses), target.path)))
    name = posixpath.basename(stem_of(target.path))
    dated = _DAY_IN_NAME.match(name)
    slug = _key(name[dated.end() :] if dated else name)
    return Candidates(tuple(sure), f"s:{slug}" if len(slug) > 1 else "")


def _named(path: str, name: str) -> Iterator[str]:
    """Yield the places that a name in double brackets may mean: a file by its path, else any post of the name."""
    for each in local_paths(path, Target(name, is_name=True)) if "/" in name else ():
        yield f"f:{_key(stem_of(each))}"
    if "/" in name:
        yield f"n:{fold(name.replace('/', '___'))}"  # the name of Logseq's file
    if (day := _JOURNAL_DAY.fullmatch(name)) is not None and day[1] in _MONTHS:
        month = _MONTHS.index(day[1]) + 1
        yield from (f"n:{day[3]}{sign}{month:02}{sign}{int(day[2]):02}" for sign in "_-")
    place = f"n:{fold(posixpath.basename(PAGE_ENDING.sub('', name)).strip())}"
    language, _ = split_language(stem_of(path))
    yield from (f"{language}:{place}", place) if language else (place,)


def _linked(path: str, addresses: list[str], written: str) -> Iterator[str]:
    """Yield the places that a path in a link may mean."""
    if written.startswith("/"):
        own_root = root_of(path)
        yield from (f"f:{_key(stem_of(root + written[1:]))}" for root in dict.fromkeys(("", own_root)))
        on_site = [written]
    else:
        tried = local_paths(path, Target(written))
        yield from (f"f:{_key(stem_of(each))}" for each in tried)
        # A page is published as a folder, `posts/one/`, so that a relative link counts from there.
        tried.append(posixpath.normpath(posixpath.join(stem_of(path), written)))
        on_site = [urljoin(each, quote(written)) for each in addresses if each]
        on_site += [f"/{each}" for each in tried]
    language, _ = split_language(stem_of(path))
    for each in on_site:
        if address := _address(unquote(each)):
            yield from _at_address(address, language)
    name = posixpath.basename(stem_of(written))
    if (dated_name := _DAY_IN_NAME.match(name)) is not None:
        year, month, day = dated_name.groups()
        place = f"d:{int(year)}-{int(month)}-{int(day)}/{_key(name[dated_name.end() :])}"
        yield from (f"{language}:{place}", place) if language else (place,)
    if written.startswith("/") and name:
        # Sites of one's own have addresses such as `/en/post/5` for the files of one folder.
        yield f"f:{_key(posixpath.join(posixpath.dirname(path), name))}"


def _at_address(address: str, file_language: str) -> Iterator[str]:
    """Yield the places that an address on the site may mean, for a link in a file of the language, if it has one."""
    yield f"u:{address}"
    named_language, neutral = split_language(address[1:])
    language = named_language or file_language
    dated: list[str] = []
    if (found := _DATED.search(address)) is not None:
        year, month, day, slug = found.groups()
        dated.append(f"d:{int(year)}-{int(month)}{f'-{int(day)}' if day else ''}/{slug}")
    if language:
        yield from (f"{language}:{each}" for each in (*dated, f"p:/{neutral}"))
    yield from (*dated, f"p:{address}", f"p:/{neutral}", f"{_FIRST_LANGUAGE}:p:/{neutral}", f"l:/{neutral}")


def _address(url: str) -> str:
    """Return the path of an address on the site in comparable form; empty for templates and the front page."""
    if len(url) > _MAX_CHARS or ":" in url.partition("://")[2] or (":" in url and "://" not in url):
        return ""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ""
    stem = _key(stem_of(path))
    return f"/{stem}" if stem else ""


def _key(text: str) -> str:
    """Return a path or name in the form in which places compare: composed, without case, blanks as hyphens."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    return composed.casefold().strip().replace(" ", "-")


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
