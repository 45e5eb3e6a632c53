"""Posts as people name them on a command line: by path, address, a part of the title, or as the newest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import AmbiguousPostError, PostNotFoundError
from reader.library.post_names import at_name, with_part
from reader.post import Post, PostId
from reader.query.addresses import address_at
from reader.query.nodes import Archived, Contains, TextField
from reader.query.query import Query
from reader.store.kinds import EXTENSIONS
from reader.store.post_store import PostStore
from reader.text.equivalence import composed
from reader.text.safe import clean_line
from reader.text.spelling import search_form
from reader.text.urls import is_openable, normalise

if TYPE_CHECKING:
    from reader.library.facade import Library

NEWEST = "@"
_MOST = 1000
"""posts that are looked at for the one that a part of a title or a path means"""


def may_be_path(name: str) -> bool:
    """Return whether what a person typed looks like the path of a post: it has a slash and the ending of one."""
    return "/" in name and name.lower().endswith(EXTENSIONS) and not is_openable(name)


def named(library: Library, store: PostStore, name: str, catch_up: Callable[[], None] | None = None) -> Post:
    """Return the post that a person names; see `Library.named`."""

    def found(query: Query, most: int) -> list[Post]:
        """Return up to so many posts that match, of copies the newest, after the files were compared with the index."""
        if catch_up is not None:
            catch_up()
        else:
            for _ in library.catch_up():
                pass
        return [row.post for row in library.select(query, fold_copies=True).rows(0, most)]

    store.check()
    if not name.strip():
        raise PostNotFoundError('""')
    if name == NEWEST:
        return _only(name, found(Query(), 1))
    if is_openable(name):
        key = normalise(name)
        linking = found(Query.of(Archived(name)), _MOST)
        return _only(name, [post for post in linking if normalise(post.source) == key])
    if (file := at_name(store, name)) is not None:
        return library.post_in(file)
    files = with_part(store, name)
    if len(files) == 1:
        return library.post_in(files[0])
    in_paths = [PostId(file.archive, file.path) for file in files[:_MOST]]
    title = clean_line(name)
    # The index finds copies of one post, and titles.
    entitled = found(Query.of(Contains(TextField.TITLE, title)), _MOST) if search_form(title) else []
    exact = [post for post in entitled if search_form(post.title) == search_form(title)]
    candidates = [post for post in map(library.get, in_paths) if post is not None]
    if not (candidates or entitled) and address_at(name, 0) == name:
        return named(library, store, f"https://{name}", catch_up)
    return _only(title, library.without_copies(exact or [*candidates, *entitled]))


def _only(name: str, posts: Sequence[Post]) -> Post:
    """Return the only post. Raise PostNotFoundError, or AmbiguousPostError for several."""
    if not posts:
        raise PostNotFoundError(clean_line(name))
    if len(posts) > 1:
        raise AmbiguousPostError(
            clean_line(name), [f"{post.title}  {clean_line(post.path)}" for post in posts]
        )
    return posts[0]


def listed(library: Library, store: PostStore, names: Iterable[str]) -> Iterator[tuple[str, Post | None]]:
    """Yield each path with its post, None for one that is none of the index; see `Library.listed`."""
    printed: dict[str, PostId] = {}
    for name in names:
        places = (Path(name), Path(os.path.realpath(name))) if "\0" not in name else ()
        ids = [PostId(archive, name) for archive in store.archives]
        ids += [
            PostId(archive, place.relative_to(archive).as_posix())
            for archive in store.archives
            for place in places
            if place.is_relative_to(archive)
        ]
        post = next(filter(None, map(library.get, ids)), None)
        if post is None:
            # Commands print paths without what a terminal would act upon.
            printed = printed or {
                _printed(file.path): PostId(file.archive, file.path) for file in store.walk()
            }
            paths = (name, *(name.removeprefix(f"{archive}/") for archive in store.archives))
            found = next((printed[path] for path in map(_printed, paths) if path in printed), None)
            post = found and library.get(found)
        yield name, post


def _printed(path: str) -> str:
    return composed(clean_line(path))
