"""Highlights and notes of the posts of a query, together: what their page shows and what is exported."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from reader.library.highlights import Highlight, Highlights
from reader.library.post_marks import PostMarks
from reader.library.result_set import ResultSet
from reader.post import Post
from reader.state.statements import Kind


class Annotation(NamedTuple):
    """A highlight, or the note on a post."""

    post: Post
    highlight: Highlight | None
    """None for the note on the post"""
    note: str
    """in Markdown; empty for a highlight without one"""
    at: int
    """when the highlight was made or the note was written, in milliseconds since 1970; 0 if that is not known"""

    @property
    def name(self) -> str:
        """The path of the post, with the place in it: what `reader` opens."""
        path = str(self.post.archive / self.post.path)
        return path if self.highlight is None else f"{path}#{self.highlight.id}"


def annotations_of(results: ResultSet, marks: PostMarks, highlights: Highlights) -> list[Annotation]:
    """Return the highlights and notes of the posts of a result, in its order; of a post, the note first. Raise StateError."""
    written = marks.times(Kind.NOTE)
    found = []
    for post in results.annotated_posts():
        item = marks.item(post, Kind.NOTE)
        note = marks.value(post, Kind.NOTE)
        if note:
            found.append(Annotation(post, None, note, written.get((item.key, item.name), 0)))
        found += [Annotation(post, each, each.note, each.made) for each in highlights.of(post)]
    return found


def lost_of(annotations: Iterable[Annotation], text_of: Callable[[Post], str]) -> set[Annotation]:
    """Return the highlights whose passages are not in their posts any more; `text_of` returns the text of one."""
    from reader.text.passage import PassageText

    lost = set()
    texts: dict[Post, PassageText] = {}
    for each in annotations:
        if each.highlight is None:
            continue
        if each.post not in texts:
            texts = {each.post: PassageText(text_of(each.post))}
        if texts[each.post].place_of(each.highlight.passage) is None:
            lost.add(each)
    return lost
