"""Changes of what the user said, in words."""

from __future__ import annotations

from reader.state.ledger import Change
from reader.text.plural import counted

_OF_POSTS = {
    "read": "marked read",
    "unread": "marked unread",
    "starred": "starred",
    "unstarred": "unstarred",
}
"""the actions that mark posts, in words that follow their number or title"""


def described(change: Change) -> str:
    """Return what a change did, such as `3 posts starred` or `題目 starred`."""
    done = _OF_POSTS.get(change.action)
    if done is None:
        return f"{change.action} {change.subject}".strip()
    return f"{change.subject or counted(change.size, 'post')} {done}"
