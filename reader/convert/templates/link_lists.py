"""Template tags that hold a list of sites as data, as themes of Hexo have them for friends, as a Markdown list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.convert.templates.place import as_text, link
from reader.convert.templates.use import Use

_MEMBER = re.compile(r"\s*(?:-\s+)?(?P<key>[A-Za-z_]\w{0,30})\s*:(?:\s+(?P<value>.*))?")
_NAMES = frozenset(("name", "title"))
_ADDRESSES = frozenset(("link", "url", "href"))
_WORDS = frozenset(("descr", "desc", "description"))


def link_list(use: Use) -> str:
    """Return the sites in a tag as links with what is said of them, below the names of their groups."""
    lines = list(_of_members(use.inner or "") if "|" not in (use.inner or "") else _of_rows(use.inner or ""))
    return use.place.block(lines, is_paragraph=True) if lines else ""


def _of_members(inner: str) -> Iterator[str]:
    """Yield the lines of groups and sites written in YAML."""
    site: dict[str, str] = {}
    for line in inner.split("\n"):
        member = _MEMBER.fullmatch(line)
        if member is None:
            continue
        key, value = member["key"].lower(), (member["value"] or "").strip().strip("\"'")
        if key in _NAMES or key.startswith("class"):
            yield from _site(site)
            site = {}
        if key == "class_name" and value:
            yield from ("", f"**{as_text(value)}**", "")
        elif key == "class_desc" and value:
            yield from (as_text(value), "")
        elif key in _NAMES:
            site["name"] = value
        elif key in _ADDRESSES:
            site["address"] = value
        elif key in _WORDS:
            site["words"] = value
    yield from _site(site)


def _of_rows(inner: str) -> Iterator[str]:
    """Yield the lines of sites written as `name | address | words | picture`."""
    for line in inner.split("\n"):
        name, address, words, *_ = [*(part.strip() for part in line.split("|")), "", "", ""]
        yield from _site({"name": name, "address": address, "words": words})


def _site(site: dict[str, str]) -> Iterator[str]:
    name, address, words = (site.get(key, "") for key in ("name", "address", "words"))
    named = link(as_text(name), address) if address else as_text(name)
    if named:
        yield f"- {named}{f' – {as_text(words)}' if words else ''}"
