"""The posts of the archives, as far as the index knows them: no file is read, so 5,000 posts take a moment."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import apsw

from reader.index import Index
from reader.index.document import post_of
from reader.index.places import unpack_references
from reader.language import Remark, later, ntr, told, tr
from reader.library.health.findings import Finding, Severity, Subject
from reader.post import Post


class _Topic(NamedTuple):
    """Defects of files that one remedy is for."""

    name: str
    words: tuple[str, ...]
    """parts of the English sentences by which they are known"""
    severity: Severity
    remedy: str


_TOPICS = (
    _Topic(
        "unreadable",
        ("cannot be read ({reason})",),
        Severity.PROBLEM,
        later("Give yourself the right to read it (chmod u+r), or put it back where its link leads."),
    ),
    _Topic(
        "binary",
        ("is binary", "zero bytes", "The file is empty"),
        Severity.PROBLEM,
        later("Look at the file: it may have been cut off or stored under a wrong name."),
    ),
    _Topic(
        "encoding",
        ("UTF-8", "encoded twice"),
        Severity.NOTE,
        later("Save the file as UTF-8 if any of its words look wrong."),
    ),
    _Topic(
        "date",
        ("date", "time {time}"),
        Severity.NOTE,
        later("Set date_order and zone of the archive in the settings, or write the date as 2024-02-07."),
    ),
    _Topic(
        "front-matter",
        ("front matter", "no title"),
        Severity.NOTE,
        later(
            "Mend the front matter if title, date or tags are wrong; `reader show POST` says what was read."
        ),
    ),
    _Topic(
        "limits",
        (
            "are read",
            "is cut after",
            "nests its elements",
            "more elements than",
            "does not say where its article is",
        ),
        Severity.NOTE,
        later("Nothing needs to be done unless something is missing from the article."),
    ),
)
_OTHER = _Topic("other", (), Severity.NOTE, later("Open the post: what is wrong stands over the article."))


_NEWEST_FIRST = "day, moment, path, archive"


def examined_posts(index: Index) -> list[Finding]:
    """Return what is wrong with the posts of an index. Raise DamagedIndexError."""
    with index.reading() as connection:
        if connection is None:
            return []
        by_message: dict[str, list[tuple[str, str]]] = {}
        undated: list[str] = []
        count = 0
        for post in _posts(connection, index.archives, "archive, path"):
            count += 1
            if post.date is None:
                undated.append(_place(post))
            for warning in post.warnings:
                message = warning.message if isinstance(warning, Remark) else warning
                by_message.setdefault(message, []).append((_place(post), told(warning)))
        found = [
            _finding(
                "posts",
                Severity.OK,
                ntr("{count} post was looked at.", "{count} posts were looked at.", count),
            )
        ]
        found += [_warned(message, said) for message, said in _grouped(by_message)]
        if undated:
            found.append(_undated(undated))
        found += _copies(connection, count)
        found += _broken_links(connection, index.archives)
    return found


def doubtful_posts(index: Index, most: int) -> list[tuple[Post, tuple[str, ...]]]:
    """Return up to `most` posts with defects, the newest first, each with its defects. Raise DamagedIndexError."""
    with index.reading() as connection:
        if connection is None:
            return []
        found = ((post, _defects(post)) for post in _posts(connection, index.archives, _NEWEST_FIRST))
        return list(islice((each for each in found if each[1]), most))


def _defects(post: Post) -> tuple[str, ...]:
    """Return what is wrong with a post, a sentence each."""
    return (*map(told, post.warnings), *(() if post.date else (tr("The post has no date."),)))


def _posts(connection: apsw.Connection, archives: Sequence[Path], order: str) -> Iterator[Post]:
    rows = connection.execute(f"SELECT archive, path, content FROM post ORDER BY {order}")
    for archive, path, content in rows:
        yield post_of(archives[archive], os.fsdecode(path), content)


def _place(post: Post) -> str:
    return str(post.file)


def _finding(
    name: str, severity: Severity, message: str, remedy: str = "", places: Sequence[str] = ()
) -> Finding:
    return Finding(Subject.ARCHIVE, f"archive.{name}", severity, message, remedy, places)


def _grouped(by_message: Mapping[str, list[tuple[str, str]]]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the defects in the order of their topics, of each topic the most frequent first."""
    names = [topic.name for topic in (*_TOPICS, _OTHER)]

    def rank(each: tuple[str, list[tuple[str, str]]]) -> tuple[int, int]:
        return names.index(topic_of(each[0]).name), -len(each[1])

    yield from sorted(by_message.items(), key=rank)


def topic_of(message: str) -> _Topic:
    """Return the topic of a defect, given by its English sentence with the names of its values."""
    return next((topic for topic in _TOPICS if any(word in message for word in topic.words)), _OTHER)


def _warned(message: str, said: Sequence[tuple[str, str]]) -> Finding:
    """Return the finding on a defect: with its values in the sentence if they are the same in all files."""
    topic = topic_of(message)
    shown = said[0][1]
    if all(sentence == shown for _, sentence in said):
        text = ntr("{count} file: {defect}", "{count} files: {defect}", len(said), defect=shown)
        places = [place for place, _ in said]
    else:
        text = tr("{count} files, one of them: {defect}", count=f"{len(said):,}", defect=shown)
        places = [f"{place}: {sentence}" for place, sentence in said]
    return _finding(topic.name, topic.severity, text, tr(topic.remedy), places)


def _undated(places: Sequence[str]) -> Finding:
    return _finding(
        "undated",
        Severity.NOTE,
        ntr(
            "{count} post has no date: it stands last in lists and on no day of the timeline.",
            "{count} posts have no date: they stand last in lists and on no day of the timeline.",
            len(places),
        ),
        tr("Write a line such as `date: 2024-02-07` into the front matter, or the day into the file's name."),
        places,
    )


def _copies(connection: apsw.Connection, posts: int) -> list[Finding]:
    """Return how many files hold a post that another holds, too."""
    groups = connection.execute("SELECT count(DISTINCT family) FROM post").get
    if groups == posts:
        return []
    text = ntr(
        "{count} file is a copy of a post in another file: the two are one post everywhere.",
        "{count} files are copies of posts in other files: each post counts once everywhere.",
        posts - groups,
    )
    return [
        _finding(
            "copies", Severity.NOTE, text, tr("`reader list --no-fold` names every file; nothing is wrong.")
        )
    ]


def _broken_links(connection: apsw.Connection, archives: Sequence[Path]) -> list[Finding]:
    """Return the links by path or name that lead to no post."""
    known = dict(connection.execute("SELECT hash, count(*) FROM place GROUP BY hash"))
    rows = connection.execute(
        "SELECT archive, path, refs FROM texts JOIN post USING (id) WHERE refs != x'' ORDER BY archive, path"
    )
    places: list[str] = []
    links = 0
    for archive, path, refs in rows:
        broken = sum(
            not any(place in known for place in reference.sure) and known.get(reference.slug) != 1
            for reference in unpack_references(refs)
        )
        if broken:
            links += broken
            places.append(f"{archives[archive] / os.fsdecode(path)} ({broken})")
    if not places:
        return []
    text = ntr(
        "{count} link within the archive leads to no post.",
        "{count} links within the archive lead to no post.",
        links,
    )
    remedy = tr("The posts may lie in another archive: name both, or correct the links.")
    return [_finding("links", Severity.NOTE, text, remedy, places)]
