"""The fields of a post from its front matter, under whichever of the names of `field_names` they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from reader.post import Tag, TagKind
from reader.store.field_names import CONTAINERS, Field, Role, role_of
from reader.store.field_values import (
    FALSE,
    TRUE,
    address_of,
    address_without_scheme_of,
    author_of,
    description_of,
    image_of,
    site_of,
    texts_in,
    topics_of,
)
from reader.store.front_matter_values import Form, FrontMatter, Value
from reader.store.labels import name, non_null
from reader.text.field_keys import folded_key
from reader.text.late import late

_DRAFT_STATUS = frozenset({"draft", "drafts", "drafted", "auto-draft", "unpublished", "pending", "草稿"})
_DRAFT_VALUES = {Field.DRAFT: TRUE, Field.PUBLISHED: FALSE, Field.STATUS: _DRAFT_STATUS}
"""the values in lower case that make a post a draft, by field"""
_NESTED_RANK = 1000
"""added to the ranks of nested keys, so that they count after those of the top level"""
_PUBLISHED_RANK = 2
"""of `published` among the names of the date, unless it is a truth value"""
_DEEPEST_CONTAINER = 2
_LONGEST_LANGUAGE = 40
MAX_TAGS = 1_000
"""tags of a post that are read; one more is returned as a sign of that"""

_NUMBERED = late(r"(https?://[^/?#]+(?:/[^?#]*)?)/\?(?:p|page_id)=\d+", re.IGNORECASE)
_SITE_PATH = late(r"/[^/\s:{][^\s:{]*\Z")
"""a path from the root of a site, without what a template or a pattern such as `/:year/:title/` has in it"""

_TITLE_KEYS = ("rendered", "text", "raw", "name", "title", "zh", "en")
_LANGUAGE_KEYS = ("code", "name", "value")


class Fields(NamedTuple):
    """The fields of a post, as far as its front matter has them."""

    title: str
    dates: tuple[str, ...]
    """the dates as written, in the order in which they count"""
    updated: tuple[str, ...]
    author: str
    address: str
    """an http(s) address; empty if there is none"""
    tags: tuple[Tag, ...]
    """the distinct tags: a channel, then keywords"""
    description: str
    language: str
    image: str
    is_draft: bool


_Found = tuple[Role, Value]
_FoundFields = Mapping[Field, Sequence[_Found]]
"""the values of each field, in the order in which they count"""


def read_fields(front_matter: FrontMatter) -> Fields:
    """Return the fields of a post."""
    found = _found(front_matter.values)
    get = found.get
    return Fields(
        _title(get(Field.TITLE, ())),
        tuple(_dates(found)) if Field.PUBLISHED in found else _first_texts(get(Field.DATE, ())),
        _first_texts(get(Field.UPDATED, ())),
        _first(author_of, get(Field.AUTHOR, ())),
        _address(get(Field.ADDRESS, ()), get(Field.SOURCE, ())),
        _tags(found, front_matter.form),
        _first(description_of, get(Field.DESCRIPTION, ())),
        _first(_language, get(Field.LANGUAGE, ())),
        _first(image_of, get(Field.IMAGE, ())),
        _is_draft(found),
    )


def _rank(one: _Found) -> int:
    return one[0].rank


def _found(values: Mapping[str, Value]) -> _FoundFields:
    roles = _roles(tuple(values))
    if roles is not None and not any(isinstance(value, dict) for value in values.values()):
        return {field: [(role, values[key]) for key, role in keys] for field, keys in roles}
    collected: dict[Field, list[_Found]] = {}
    _collect(values, 0, collected)
    for each in collected.values():
        # Of equal names the last one counts, as in YAML.
        each.reverse()
        each.sort(key=_rank)
    return collected


# Nearly all posts of an archive have the same keys.
@lru_cache(maxsize=256)
def _roles(keys: tuple[str, ...]) -> list[tuple[Field, list[tuple[str, Role]]]] | None:
    """Return the keys of each field in the order in which they count; None if one may hold nested fields."""
    found: dict[Field, list[tuple[str, Role]]] = {}
    for key in reversed(keys):
        if folded_key(key) in CONTAINERS:
            return None
        if (role := role_of(key)) is not None:
            found.setdefault(role.field, []).append((key, role))
    for each in found.values():
        each.sort(key=lambda one: one[1].rank)
    return list(found.items())


def _collect(values: Mapping[str, Value], depth: int, found: dict[Field, list[_Found]]) -> None:
    """Add the fields of a mapping, and of those mappings in it that hold more of them."""
    for key, value in values.items():
        role = role_of(key)
        is_container = folded_key(key) in CONTAINERS
        if isinstance(value, dict) and role is not None and role.field in (Field.DATE, Field.UPDATED):
            is_container = True
        if is_container and not isinstance(value, str):
            if depth < _DEEPEST_CONTAINER:
                inner = value if isinstance(value, dict) else dict(_named_contents(value))
                _collect(inner, depth + 1, found)
        elif role is not None and role.field is Field.TAXONOMIES:
            if isinstance(value, dict):
                _collect_taxonomies(value, depth, found)
        elif role is not None:
            found.setdefault(role.field, []).append((_nested(role, depth), value))


def _nested(role: Role, depth: int) -> Role:
    """Return the role of a key that is nested so deep: such keys count after those above them."""
    return role._replace(rank=role.rank + depth * _NESTED_RANK) if depth else role


def _collect_taxonomies(
    taxonomies: Mapping[str, Value], depth: int, found: dict[Field, list[_Found]]
) -> None:
    """Add Zola's and Hugo's taxonomies: authors, and topics of any name."""
    for key, value in taxonomies.items():
        role = role_of(key)
        if role is None or role.field not in (Field.AUTHOR, Field.TAGS, Field.CATEGORIES, Field.SERIES):
            role = Role(Field.TOPICS, 0, is_plural=False)
        found.setdefault(role.field, []).append((_nested(role, depth + 1), value))


def _named_contents(value: Value) -> Iterator[tuple[str, Value]]:
    """Yield the pairs of a list of `name` and `content`, as VuePress writes the elements of a page's head.

    VitePress writes the name of the element before them.
    """
    for item in value if isinstance(value, tuple) else ():
        if isinstance(item, tuple) and len(item) > 1:
            item = item[1]
        if isinstance(item, dict):
            key, content = item.get("name", item.get("property")), item.get("content")
            if isinstance(key, str) and content is not None:
                yield key, content


def _first(reading: Callable[[Value], str], found: Iterable[_Found]) -> str:
    """Return the first value that is not empty as it is read."""
    for _, value in found:
        if text := reading(value):
            return text
    return ""


def _address(found: Sequence[_Found], sources: Sequence[_Found]) -> str:
    """Return the first address; one that only numbers the post is completed by a path on its site, if there is one.

    WordPress exporters write `guid: https://site.example/?p=12` beside `permalink: /2024/03/05/boats/`.
    """
    address = _first(address_of, found) or _first(address_of, sources)
    if not address and (found or sources):
        return _first(address_without_scheme_of, (*found, *sources))
    if len(found) > 1 and (numbered := _NUMBERED.fullmatch(address)) is not None:
        path = next((value for _, value in found if isinstance(value, str) and _SITE_PATH.match(value)), "")
        return numbered[1] + path if path else address
    return address


def _language(value: Value) -> str:
    language = name(next(texts_in(value, _LANGUAGE_KEYS), ""))
    return language if len(language) <= _LONGEST_LANGUAGE else ""


def _title(found: Iterable[_Found]) -> str:
    """Return the first title: text stays as it is, whatever it says."""
    for _, value in found:
        title = value if isinstance(value, str) else ", ".join(texts_in(value, _TITLE_KEYS))
        if title.strip():
            return title
    return ""


def _first_texts(found: Iterable[_Found]) -> tuple[str, ...]:
    """Return the first non-blank text of each value."""
    texts = [value if isinstance(value, str) else next(texts_in(value), "") for _, value in found]
    return tuple([text for text in texts if text.strip() and non_null(text)])


def _dates(found: _FoundFields) -> tuple[str, ...]:
    """Return the dates; `published` counts among them where it is no truth value."""
    published = [
        (role._replace(rank=role.rank + _PUBLISHED_RANK), value)
        for role, value in found[Field.PUBLISHED]
        if str(value).strip().lower() not in TRUE | FALSE
    ]
    return _first_texts(sorted([*found.get(Field.DATE, ()), *published], key=_rank))


def _tags(found: _FoundFields, form: Form) -> tuple[Tag, ...]:
    """Return the distinct tags: the channels, if there are any, and the topics."""
    tagged, categorised = found.get(Field.TAGS, ()), found.get(Field.CATEGORIES, ())
    if len(tagged) == len(categorised) == 1 and Field.TOPICS not in found and Field.SERIES not in found:
        (_, names), (_, others) = tagged[0], categorised[0]
        if isinstance(names, tuple) and names == others and len(names) == 1 and isinstance(names[0], str):
            # Every post of the specified format.
            channel = name(names[0])
            return (Tag(channel, TagKind.CHANNEL),) if channel else ()
    channels = _channels(found)
    site = _first(site_of, found.get(Field.SITE, ())) or _first(site_of, found.get(Field.SOURCE, ()))
    tags = [Tag(channel, TagKind.CHANNEL) for channel in channels or [site] if channel]
    for field in (Field.TAGS, Field.CATEGORIES, Field.TOPICS, Field.SERIES):
        for role, value in found.get(field, ()):
            if isinstance(value, str) and name(value) in channels:
                continue
            tags += [
                Tag(topic, TagKind.KEYWORD)
                for topic in islice(topics_of(role, value, form), MAX_TAGS + 1)
                if topic not in channels
            ]
    return tuple(dict.fromkeys(tags)) if len(tags) > 1 else tuple(tags)


def _channels(found: _FoundFields) -> list[str]:
    """Return the channels of the specified format, which has one as the only tag and as a category.

    A post with `from`, which is that format's own, may have further categories, or lack tags or categories.
    A name with blanks is one name.
    """
    tags, categories = _whole_names(found.get(Field.TAGS, ())), _whole_names(found.get(Field.CATEGORIES, ()))
    addresses = found.get(Field.ADDRESS, ())
    is_own_format = bool(addresses) and addresses[0][0].rank == 0
    if len(tags) == 1 and tags[0] in categories:
        return list(dict.fromkeys(categories)) if is_own_format else tags
    return tags + categories if is_own_format and len(tags) + len(categories) == 1 else []


def _whole_names(found: Iterable[_Found]) -> list[str]:
    """Return the non-empty names; text is split at its commas alone."""
    names = (
        cleaned
        for _, value in found
        for written in (value.split(",") if isinstance(value, str) else texts_in(value))
        if (cleaned := name(written))
    )
    return list(islice(names, MAX_TAGS + 1))


def _is_draft(found: _FoundFields) -> bool:
    if _DRAFT_VALUES.keys().isdisjoint(found):
        return False
    return any(
        text.strip().lower() in meaning
        for field, meaning in _DRAFT_VALUES.items()
        for text in _first_texts(found.get(field, ()))
    )
