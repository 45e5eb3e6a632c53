"""Names of keys of front matter, compared without the differences between `datePublished` and `date-published`."""

from __future__ import annotations

from functools import lru_cache

_IGNORED = str.maketrans("", "", "-_ ")


# A few keys are in all posts of an archive.
@lru_cache(maxsize=4096)
def folded_key(key: str) -> str:
    """Return a key without the differences between `datePublished`, `date_published` and `Date-Published`."""
    return key.casefold().translate(_IGNORED)
