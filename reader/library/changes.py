"""Describes the user's changes in words."""

from __future__ import annotations

from reader.language import later, tr
from reader.state.ledger import Change
from reader.text.plural import counted

_OF_POSTS = {
    "read": later("marked read"),
    "unread": later("marked unread"),
    "starred": later("starred"),
    "unstarred": later("unstarred"),
    "label": later("labelled {name}"),
    "unlabel": later("no longer labelled {name}"),
    "noted": later("given a note"),
    "renoted": later("given another note"),
    "unnoted": later("left without a note"),
    "highlighted": later("given a highlight"),
    "recoloured": later("given another colour of a highlight: {name}"),
    "highlight-noted": later("given a note on a highlight"),
    "highlight-unnoted": later("left without a note on a highlight"),
    "moved": later("found again at another place or address"),
    "unhighlighted": later("left without a highlight"),
}
"""the actions that mark posts, in words that follow their number or title; the name is what follows a colon"""
_OF_OTHERS = {
    "renamed-label": later("label renamed {subject}"),
    "merged-label": later("labels merged {subject}"),
    "deleted-label": later("label deleted {subject}"),
    "imported": later("imported {subject}"),
    "repaired": later("the file of marks repaired"),
    "saved search": later("saved search {subject}"),
    "renamed search": later("renamed search {subject}"),
    "deleted search": later("deleted search {subject}"),
}
"""the actions on what is no post; those that are not here are words themselves"""


def subject_and_deed(change: Change) -> tuple[str, str]:
    """Return what was changed and what was done to it, such as `題目` and `labelled 研究`."""
    action, _, name = change.action.partition(":")
    done = _OF_POSTS.get(action)
    if done is None:
        other = _OF_OTHERS.get(action)
        deed = f"{action} {change.subject}" if other is None else tr(other, subject=change.subject)
        return "", deed.strip()
    return change.subject or counted(change.size, "post"), tr(done, name=name).strip()


def described(change: Change) -> str:
    """Return what a change did, such as `3 posts starred` or `題目 labelled 研究`."""
    subject, deed = subject_and_deed(change)
    return sentence(subject, deed) if subject else deed


def sentence(subject: str, deed: str) -> str:
    """Return what was done to a subject, which both `subject_and_deed` returns, in the order of the language."""
    return tr("{subject} {deed}", subject=subject, deed=deed)
