"""The texts of front matter by key, as the index keeps them to verify `field:NAME=VALUE`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from reader.post import Post
from reader.text.spelling import search_form

NO_FIELDS: Mapping[str, Sequence[str]] = {}
_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


def pack_fields(post: Post, fields: Mapping[str, Sequence[str]]) -> bytes:
    """Return the texts by key that differ from those of the post itself; empty if none do.

    A post of the specified format keeps its layout and date alone.
    """
    own = _own_texts(post)
    kept = {name: texts for name, texts in fields.items() if own.get(name) != texts}
    return _JSON.encode(kept).encode("utf-8", "surrogatepass") if kept else b""


def unpack_fields(packed: bytes) -> dict[str, list[str]]:
    """Return the texts by key that `pack_fields` kept."""
    fields: dict[str, list[str]] = json.loads(packed.decode("utf-8", "surrogatepass"))
    return fields


def texts_of_post(post: Post, name: str) -> Sequence[str]:
    """Return the texts under a key that were not kept, as the post has them."""
    return _own_texts(post).get(name, ())


def equals_any(texts: Sequence[str], form: str) -> bool:
    """Return whether any of the texts has the form, but for blanks around it."""
    return any(search_form(text).strip() == form for text in texts)


def _own_texts(post: Post) -> dict[str, Sequence[str]]:
    channel = [post.channel]
    return {
        "title": [post.title],
        "author": [post.author],
        "from": [post.source],
        "tags": channel,
        "categories": channel,
    }
