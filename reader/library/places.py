"""Links within an archive: the places of a post, and those that its relative links and named links may mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from reader.post import Post
from reader.store.front_matter_values import FrontMatter
from reader.text.places import candidates, file_link, file_places, path_on_site, places_of

_ADDRESS_KEYS = ("permalink", "url", "redirect_from", "path")
"""the keys of a post's addresses on its site"""
_ALIAS_KEYS = ("aliases", "alias")
"""the keys of further addresses (Hugo) or names (Obsidian)"""

_LINKED_KEYS = frozenset((*_ADDRESS_KEYS, *_ALIAS_KEYS, "slug", "source"))
"""keys of posts that others link to by more than their files"""

Reference = tuple[list[str], str]
"""the places that a link may mean in order, and a last resort that may be empty; see `Document.of`"""


def post_places(post: Post, front_matter: FrontMatter) -> list[str]:
    """Return the places of a post. A post with an address of the specified format has its path and name alone."""
    if post.source and _LINKED_KEYS.isdisjoint(front_matter.values):
        found = file_places(post.path)
    else:
        aliases = list(front_matter.items(*_ALIAS_KEYS))
        found = places_of(
            post.path,
            day=_day(post),
            addresses=_addresses(front_matter),
            slug=front_matter.text("slug").strip().strip("/"),
            names=[post.title, *(alias for alias in aliases if "/" not in alias)],
        )
    return [_in_archive(post.archive, place) for place in found]


def post_references(post: Post, front_matter: FrontMatter, urls: Iterable[str]) -> Iterator[Reference]:
    """Yield what each of a post's links may mean; links that can lead to no post are left out."""
    addresses = _addresses(front_matter)
    for url in urls:
        meant = candidates(post.path, addresses, url)
        if meant is not None:
            yield (
                [_in_archive(post.archive, place) for place in meant.sure],
                _in_archive(post.archive, meant.slug) if meant.slug else "",
            )


def path_within(post: Post, site: str, url: str) -> str:
    """Return the path within the archive that an address in a post may stand for; empty if it is none.

    It is that of a file beside the page that the post is from, or of a page of the archive's own site.
    """
    return file_link(post.source, url) or path_on_site(site, url)


def _addresses(front_matter: FrontMatter) -> list[str]:
    """Return the addresses of a post on its site, the chosen one first."""
    written = [*front_matter.items(*_ADDRESS_KEYS), *front_matter.items(*_ALIAS_KEYS)]
    return [address for each in written if "/" in (address := each.strip())]


def _day(post: Post) -> date | None:
    """Return the day of a post as it was written, which is the one in its address."""
    return (post.date.utc + (post.date.offset or timedelta())).date() if post.date is not None else None


def _in_archive(archive: Path, place: str) -> str:
    return f"{archive}\0{place}"
