"""Changes of what the user said, in words."""

from __future__ import annotations

from reader.state.ledger import Change
from reader.text.plural import counted

_OF_POSTS = {
    "read": "marked read",
    "unread": "marked unread",
    "starred": "starred",
    "unstarred": "unstarred",
    "label": "labelled",
    "unlabel": "no longer labelled",
    "noted": "given a note",
    "renoted": "given another note",
    "unnoted": "left without a note",
    "highlighted": "given a highlight",
    "recoloured": "given another colour of a highlight:",
    "highlight-noted": "given a note on a highlight",
    "highlight-unnoted": "left without a note on a highlight",
    "moved": "found again at another place or address",
    "unhighlighted": "left without a highlight",
}
"""the actions that mark posts, in words that follow their number or title; what follows a colon is a name"""
_OF_OTHERS = {
    "renamed-label": "label renamed",
    "deleted-label": "label deleted",
    "merged-label": "labels merged",
    "repaired": "the file of marks repaired",
}
"""the actions on what is no post; those that are not here are words themselves"""


def subject_and_deed(change: Change) -> tuple[str, str]:
    """Return what was changed and what was done to it, such as `題目` and `labelled 研究`."""
    action, _, name = change.action.partition(":")
    done = _OF_POSTS.get(action)
    if done is None:
        return "", f"{_OF_OTHERS.get(action, action)} {change.subject}".strip()
    return change.subject or counted(change.size, "post"), f"{done} {name}".strip()


def described(change: Change) -> str:
    """Return what a change did, such as `3 posts starred` or `題目 labelled 研究`."""
    return " ".join(filter(None, subject_and_deed(change)))
