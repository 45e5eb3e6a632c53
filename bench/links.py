"""Counts the links between the posts of archives, and checks them against an independent count.

    python bench/links.py ORACLE ARCHIVE… [--jobs N] [--show N]

ORACLE is a program that reads one post with a parser of its own and prints JSON with `source`, `links` (text,
address, zone) and `raw_urls` (addresses that are no links). Its links are compared by a normalisation that is
written here and shares nothing with the reader's. A link counts once for each pair of a post and a page that it
leads to; links from a post to itself or to a copy of itself count for nothing. Every pair that only one side has
is put into a class that says why.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import runpy
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple, cast
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from reader.library import Library
from reader.query import Query
from reader.state.marks import Marks
from reader.text.script import fold

_MOVED = {"matters.news": "matters.town", "matters.io": "matters.town", "dev-dio.pantheonsite.io": "nei.st"}
_DROPPED_ZONES = ("comment", "chrome")


class Read(NamedTuple):
    """What the oracle finds in a post."""

    source: str
    links: tuple[tuple[str, str, str], ...]
    """address, zone and words"""


def page(url: str) -> str:
    """The page that an address names, by rules of this script alone."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return url
    if parts.scheme not in ("http", "https", "") or not host:
        return url
    host = re.sub(r"^(www|m|mobile|amp)\.", "", host)
    host = _MOVED.get(host, host)
    query = dict(parse_qsl(parts.query))
    path = unquote(unquote(parts.path)).rstrip("/")
    if host == "youtu.be":
        return f"youtube {path[1:12]}"
    if host in ("youtube.com", "youtube-nocookie.com"):
        found = re.match(r"/(?:shorts|embed|live|v)/([\w-]{11})", path)
        if video := found[1] if found else query.get("v", ""):
            return f"youtube {video[:11]}"
    medium = re.search(r"-([0-9a-f]{10,12})$", path)
    if medium and (host.endswith("medium.com") or query.get("source", "").startswith("rss")):
        return f"medium {medium[1]}"
    matters = re.search(r"-((?:bafy|zdpu|Qm)\w{40,})$", path)
    if matters and host == "matters.town":
        return f"matters {matters[1]}"
    kept = {
        key: value
        for key, value in query.items()
        if not re.match(r"utm_|fbclid$|gclid$|share$|ref_", key) and not (key == "source" and "-" in value)
    }
    return f"{host}{path}?{urlencode(sorted(kept.items()))}"


@cache
def load_oracle(path: Path) -> Callable[[str], dict[str, Any]]:
    """The function that reads a post."""
    return cast(Callable[[str], dict[str, Any]], runpy.run_path(str(path))["oracle"])


def read(oracle: Path, path: Path) -> Read:
    """A post through the oracle."""
    found = load_oracle(oracle)(str(path))
    links = [(url, zone, text) for text, url, zone in found["links"] if url]
    links += [(entry["url"], "raw", "") for entry in found["raw_urls"] if not entry["linked"]]
    return Read(found["source"], tuple(links))


class Pairs(NamedTuple):
    """Pairs of a post, by its path, and the family of posts that it links to."""

    ours: set[tuple[str, int]]
    theirs: dict[tuple[str, int], set[str]]
    """with the zones in which the oracle saw the link"""


def compare(folder: Path, posts: dict[str, Read]) -> Pairs:
    """The links by both counts."""
    with tempfile.TemporaryDirectory() as state:
        os.environ["XDG_CACHE_HOME"] = state
        library = Library([folder], marks=Marks(Path(state) / "marks.sqlite3"), zone=UTC)
        for _ in library.load():
            pass
        rows = list(library.select(Query()))
        topics = {row.post.path: {fold(tag.name) for tag in row.post.tags} for row in rows}
        number_of = {row.post.path: library._index.numbers_of(row.post.id)[0] for row in rows}
        with library._index.reading() as connection:
            assert connection is not None
            family_of = dict(connection.execute("SELECT id, family FROM post").fetchall())
        ours = {
            (path, family_of[other])
            for path, number in number_of.items()
            for other in library._index.linked_by(number)
        }
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for path, found in posts.items():
        if found.source:
            holders[page(found.source)].add(family_of[number_of[path]])
    theirs: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for path, found in posts.items():
        for url, zone, text in found.links:
            if fold(text.lstrip("#").strip()) in topics[path]:
                zone = "topic"
            elif "source=http" in url:
                zone = "source"
            for family in holders.get(page(url), ()):
                if family != family_of[number_of[path]]:
                    theirs[path, family].add(zone)
    return Pairs(ours, theirs)


def missing_class(zones: Iterable[str]) -> str:
    """Why the reader does not have a link that the oracle has."""
    zones = set(zones)
    if zones <= {*_DROPPED_ZONES}:
        return "only in what is dropped: comments of readers, share buttons, bylines"
    if zones <= {"topic", *_DROPPED_ZONES}:
        return "the page of a topic, which the reader lists among the keywords"
    if zones <= {"source", *_DROPPED_ZONES}:
        return "the address holds another in `source=`: the reader takes it for a page of its own, this script not"
    if zones <= {"raw", *_DROPPED_ZONES}:
        return "an address in running text whose end the two see differently"
    return f"unexplained ({', '.join(sorted(zones))})"


def main() -> None:
    """Count and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("oracle", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--jobs", type=int, default=1, help="processes at work")
    parser.add_argument("--show", type=int, default=0, help="print so many pairs of each class")
    options = parser.parse_args()
    for folder in options.folders:
        paths = sorted(folder.rglob("*.md"))
        if not paths:
            raise SystemExit(f"There is no post under {folder}.")
        with multiprocessing.Pool(options.jobs) as pool:
            found = pool.map(partial(read, options.oracle), paths, chunksize=20)
        posts = {path.relative_to(folder).as_posix(): post for path, post in zip(paths, found, strict=True)}
        pairs = compare(folder, posts)
        both = pairs.ours & pairs.theirs.keys()
        print(f"{folder}: {len(posts)} posts")
        for name, side in (("the reader", pairs.ours), ("the oracle", pairs.theirs), ("both", both)):
            print(f"    {name}: {len(side)} links in {len({path for path, _ in side})} posts")
        classes: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for pair in pairs.theirs.keys() - both:
            classes[f"only the oracle: {missing_class(pairs.theirs[pair])}"].append(pair)
        for pair in pairs.ours - both:
            classes["only the reader"].append(pair)
        for name, some in sorted(classes.items()):
            print(f"    {len(some)}  {name}")
            for path, family in sorted(some)[: options.show]:
                print(f"        {json.dumps([path, family], ensure_ascii=False)}")
        zones = Counter(zone for pair in both for zone in pairs.theirs[pair])
        print(f"    where the links of both stand: {dict(zones.most_common())}")


if __name__ == "__main__":
    main()
