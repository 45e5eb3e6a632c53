"""Messages about labels that were added or removed."""

from __future__ import annotations

from reader.language import ntr
from reader.tui.keys.in_force import key_of


def labelled(count: int, name: str) -> str:
    """Return the sentence on posts that have a label now."""
    return ntr(
        "{count} post labelled {name}, {key} takes it back",
        "{count} posts labelled {name}, {key} takes it back",
        count,
        name=name,
        key=key_of("mark.undo"),
    )


def unlabelled(count: int, name: str) -> str:
    """Return the sentence on posts that have a label no longer."""
    return ntr(
        "{count} post no longer labelled {name}, {key} takes it back",
        "{count} posts no longer labelled {name}, {key} takes it back",
        count,
        name=name,
        key=key_of("mark.undo"),
    )
