"""The keys of posts in the opened archives, under which their marks are stored."""

from __future__ import annotations

from reader.index import Index
from reader.index.document import hash_of
from reader.index.fingerprints import shared_addresses, shared_name
from reader.library.damage import Damage
from reader.post import Post, PostId
from reader.text.identity import key_of, key_within, path_key


class Identities:
    """Which key each post has, as far as the index knows the posts that share an address. Thread-safe."""

    def __init__(self, index: Index, damage: Damage) -> None:
        """Nothing is read yet."""
        self._index = index
        self._damage = damage
        self._known: tuple[int, frozenset[int], dict[PostId, str]] = (-2, frozenset(), {})
        """generation, shared addresses, and the keys that were looked up"""

    def key_of(self, post: Post) -> str:
        """Return the key of a post."""
        key = key_of(post)
        shared, known = self._shared()
        if not shared or hash_of(key) not in shared:
            return key
        found = known.get(post.id)
        if found is None:
            found = known[post.id] = key_within(key, self._name(post) or path_key(post.archive, post.path))
        return found

    def forget(self) -> None:
        """Look all up again: posts came or went."""
        self._known = (-2, frozenset(), {})

    def _shared(self) -> tuple[frozenset[int], dict[PostId, str]]:
        # Lists are painted from a snapshot, so its generation is known without a look at the file.
        generation = self._index.seen_generation
        seen, shared, known = self._known
        if seen != generation:
            shared, known = self._damage.read_or(frozenset(), self._addresses), {}
            self._known = (generation, shared, known)
        return shared, known

    def _addresses(self) -> frozenset[int]:
        with self._index.reading() as connection:
            return shared_addresses(connection) if connection else frozenset()

    def _name(self, post: Post) -> str | None:
        def look_up() -> str | None:
            with self._index.reading() as connection:
                if connection is None or post.archive not in self._index.archives:
                    return None
                return shared_name(connection, self._index.archives.index(post.archive), post.path)

        return self._damage.read_or(None, look_up)
