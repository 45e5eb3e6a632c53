"""The keys of front matter as dotted paths, each with its texts, for a search by any key."""

from __future__ import annotations

from reader.store.front_matter_values import Value
from reader.text.field_keys import folded_key

_MAX_PATHS = 200
_MAX_TEXTS = 200
"""of one key"""
LONGEST = 300
"""characters of a text that count"""


def flat_fields(values: dict[str, Value]) -> dict[str, list[str]]:
    """Return the texts under each key; `cover.image` is the key `image` in the mapping `cover`."""
    found: dict[str, list[str]] = {}
    for key, value in values.items():
        _add(found, folded_key(key), value)
    return found


def _add(found: dict[str, list[str]], path: str, value: Value) -> None:
    if not path or (path not in found and len(found) >= _MAX_PATHS):
        return
    texts = found.setdefault(path, [])
    if isinstance(value, str):
        if value and len(texts) < _MAX_TEXTS:
            texts.append(value[:LONGEST])
    elif isinstance(value, dict):
        for key, inner in value.items():
            _add(found, f"{path}.{folded_key(key)}", inner)
    else:
        for item in value:
            _add(found, path, item)
