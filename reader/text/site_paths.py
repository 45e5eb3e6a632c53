"""The path of a page on its site, and its language, as far as the path of its file tells.

Generators publish what lies below a folder such as `content/` at the root of the site, and translations in a folder
or under a suffix of their language: `content/ja/docs/one.md`, `i18n/ja/…/one.md` and `docs/one.ja.md` are the page
`/docs/one` in Japanese, at `/ja/docs/one`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.late import late
from reader.text.words import word_set

PAGE_ENDING = late(r"\.(?:md|markdown|mkd|mdown|mdx|html?|xhtml|php|aspx?|jsp|txt|rst)\Z", re.IGNORECASE)
_INDEX_NAMES = frozenset(("index", "_index", "readme"))
_ROOTS = word_set("content contents source src docs posts pages site input app _posts _pages _drafts")
"""folders that generators publish as the root of the site"""
_MOST_ROOTS = 4
"""inside one another"""
_TRANSLATIONS = late(
    r"\A_?(?:i18n|locales?|l10n|translations?|langs?|languages)/"
    r"(?:docusaurus-plugin-content-(?:pages/|(docs/)(?:current/)?)?)?"
)
"""folders of those of the languages; below them, Docusaurus has folders by the names of plug-ins and of a version"""
_LANGUAGE = late(r"([a-z]{2})(?:[-_](?:[a-z]{2}|[a-z]{4}|\d{3}))?", re.IGNORECASE | re.ASCII)
_SUFFIX = late(r"(.+)\.([a-z]{2}(?:[-_][a-z]{2,4})?)", re.IGNORECASE | re.ASCII | re.DOTALL)
_CODES = word_set(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch cn co cr cs cu cv cy da de dv dz ee el
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja
    jp jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb
    nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr
    ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """
)
"""ISO 639-1, and the codes of countries that stand for a language in practice"""


def stem_of(path: str) -> str:
    """Return a path without the ending of a page, and without the name of a folder's own page."""
    path = path.strip("/")
    stem = path[:-3] if path.endswith(".md") else PAGE_ENDING.sub("", path)
    folder, _, name = stem.rpartition("/")
    return folder if folder and name.lower() in _INDEX_NAMES else stem


def split_language(stem: str) -> tuple[str, str]:
    """Return the language of a page and its path without it; empty and the whole path if it names none.

    `stem` is what `stem_of` returns, of a file or of an address on the site.
    """
    folder, slash, name = stem.rpartition("/")
    if (suffixed := _SUFFIX.fullmatch(name)) is not None and (language := _language(suffixed[2])):
        is_index = suffixed[1].lower() in _INDEX_NAMES
        return language, folder if folder and is_index else folder + slash + suffixed[1]
    parts = folder.split("/")
    for index, part in enumerate(parts):
        if language := _language(part):
            neutral = "/".join((*parts[:index], *parts[index + 1 :], name))
            return language, _TRANSLATIONS.sub(r"\1", neutral)
    return "", stem


def _language(text: str) -> str:
    """Return the tag of a language in comparable form; empty for any other text."""
    found = _LANGUAGE.fullmatch(text)
    return text.lower().replace("_", "-") if found is not None and found[1].lower() in _CODES else ""


def root_of(path: str) -> str:
    """Return the folder of the site within the archive that a file belongs to, `website/content/`; empty if it has none."""
    folders = path.split("/")[:-1]
    first = next((number for number, name in enumerate(folders) if name in _ROOTS), None)
    if not first:
        return ""
    last = first
    while last + 1 < len(folders) and folders[last + 1] in _ROOTS:
        last += 1
    return "/".join(folders[: last + 1]) + "/"


def site_paths(stem: str) -> Iterator[str]:
    """Yield the paths that a page may have on its site: the one from the archive's root, then from each root below."""
    yield stem
    for _ in range(_MOST_ROOTS):
        folder, slash, rest = stem.partition("/")
        if not slash:
            return
        if folder in _ROOTS:
            stem = rest
        elif folder[0:1] == "_":
            stem = stem[1:]  # a collection of Jekyll
        else:
            return
        yield stem
