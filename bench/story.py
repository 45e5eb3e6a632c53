"""Plants made-up stories into a copy of an archive and measures what the story view makes of them.

    python bench/story.py ARCHIVE… [--stories N] [--seed N] [--show]

Each story is planted in one of five shapes: reports with a timeline, posts that each link to the one before, posts
that share keywords, films that share a hashtag, and posts that share only a name in their titles. Beside each lie
decoys: the same keyword three years later, the same days with a common keyword, and a list that links to all
that is planted. For every member the story is told; printed are, shape by shape, the recall (the part of the
other members that are told), the precision (the part of what is told that are members; the posts that were there
before count against it), the part of the members from which the whole story comes out, and the CPU time.

For the tour, the story of six reports that it holds is measured as well.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from reader import paths
from reader.library import Library
from reader.query import Query
from reader.query.facets import Facet
from reader.state.marks import Marks

_NAMES = "霽嵐湄汀蘅槿菖蒲鷺鷗檜柘涇渭堰塢埭墘巖礁岬嶼"
_PLACES = "橋港塔廟渠驛院閘園島"
_EVENTS = ("今晨開放", "停工三日", "名單公布", "重新招標", "通過審查", "居民陳情", "完成驗收", "延後啟用")
_WORDS = ("記者走訪", "現場直擊", "市府說明", "專家觀點", "一週回顧", "讀者來信", "編輯手記", "夜間巡查")
_TEXT = "居民一早就來排隊，說等了很久。負責的人表示會照原訂的時間進行，詳細的辦法下週公布。"
_REPORTS = 6
_DIGEST = "planted/everything.md"
_TOUR_KEYWORD = "鉛字庫"


class Planted(NamedTuple):
    """A made-up post."""

    path: str
    story: int
    """-1 for a decoy"""
    shape: str


@dataclass
class Gardener:
    """Plants stories."""

    folder: Path
    chance: random.Random
    days: list[datetime]
    """when the posts that were there are from"""
    common: list[str]
    """keywords that many of them have"""
    planted: list[Planted] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def name(self, length: int = 3) -> str:
        """A name that nothing else bears."""
        return "".join(self.chance.sample(_NAMES, length - 1)) + self.chance.choice(_PLACES)

    def put(
        self,
        story: int,
        shape: str,
        title: str,
        when: datetime,
        body: str,
        *,
        keywords: tuple[str, ...] = (),
        is_film: bool = False,
    ) -> str:
        """Write a post; its address."""
        number = len(self.planted)
        host = f"planted{self.chance.randrange(5)}.example"
        address = f"https://{host}/{when:%Y/%m/%d}/{number}"
        path = f"planted/{when:%Y-%m-%d}-{number}.md"
        groups = "".join(
            f'<div class="keywordTag"><a href="/tag/{number}">#{word}</a></div>' for word in keywords
        )
        content = body if is_film else f"<p>{_TEXT}</p>{body}<div class='articlekeywordGroup'>{groups}</div>"
        file = self.folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(
            f'---\ntitle: "{title}"\ndate: {when:%Y-%m-%dT%H:%M:%S}.000Z\nauthor: 種樹人{number}\n'
            f"from: {address}\ntags: [ {host} ]\n---\n<div>{content}</div>\n",
            encoding="utf-8",
        )
        self.planted.append(Planted(path, story, shape))
        self.addresses.append(address)
        return address

    def times(self, count: int, weeks: float) -> list[datetime]:
        """So many moments over about so many weeks, in order."""
        start = self.chance.choice(self.days)
        return sorted(start + timedelta(days=7 * weeks * self.chance.random()) for _ in range(count))

    def title(self, name: str = "") -> str:
        """A headline."""
        words, event = self.chance.choice(_WORDS), self.chance.choice(_EVENTS)
        return f"{words} {name or self.name()}{event}"

    # The shapes

    def with_timeline(self, story: int) -> None:
        """Reports of one site, each with all before it in its timeline."""
        keywords = (self.name(), self.name(), self.chance.choice(self.common))
        told: list[tuple[datetime, str, str]] = []
        for when in self.times(6, 6):
            title = self.title()
            items = "".join(
                f'<li data-time="{at + timedelta(hours=8):%Y/%m/%d %H:%M}"><div class="timelineTitle">'
                f'<a href="{url}">{words}</a></div></li>'
                for at, url, words in reversed(told)
            )
            own = f'<li data-time="{when + timedelta(hours=8):%Y/%m/%d %H:%M}"><div class="timelineTitle">{title}</div></li>'
            body = f'<ul class="timeline">{own}{items}</ul>' if told else ""
            url = self.put(story, "timeline", title, when, body, keywords=keywords)
            told.append((when, url, title))
        self.decoys(keywords[0], keywords[2], told[0][0])

    def with_links(self, story: int) -> None:
        """Posts that link to the one before."""
        url = ""
        for when in self.times(5, 3):
            body = f'<p>前情見<a href="{url}?utm_source=feed">上一篇</a>。</p>' if url else ""
            url = self.put(story, "links", self.title(), when, body)

    def with_keywords(self, story: int) -> None:
        """Posts of several sites that share two of three keywords."""
        words = [self.name() for _ in range(3)]
        common = self.chance.choice(self.common)
        times = self.times(7, 6)
        for when in times:
            some = (*self.chance.sample(words, 2), common)
            self.put(story, "keywords", self.title(), when, "", keywords=some)
        self.decoys(words[0], common, times[0])

    def with_hashtag(self, story: int) -> None:
        """Films of ten days that share one hashtag."""
        tag = self.name(4)
        for when in self.times(5, 1.4):
            self.put(story, "hashtag", self.title(), when, f"{_TEXT} #{tag} #直播", is_film=True)

    def with_titles(self, story: int) -> None:
        """Posts of two weeks with nothing in common but a name in the title."""
        name = self.name(4)
        for when in self.times(5, 2):
            self.put(story, "titles", self.title(name), when, "")

    def decoys(self, rare: str, common: str, when: datetime) -> None:
        """What must not be told."""
        self.put(-1, "decoy", self.title(), when + timedelta(days=1100), "", keywords=(rare,))
        self.put(-1, "decoy", self.title(), when + timedelta(hours=3), "", keywords=(common,))

    def digest(self) -> None:
        """A list of links to everything, in the middle of the time."""
        links = "".join(f'<p><a href="{url}">{number}</a></p>' for number, url in enumerate(self.addresses))
        file = self.folder / _DIGEST
        when = sorted(self.days)[len(self.days) // 2]
        file.write_text(
            f"---\ntitle: 全部的連結\ndate: {when:%Y-%m-%d}\n---\n<div>{links}</div>\n", encoding="utf-8"
        )


def plant(folder: Path, stories: int, seed: int) -> list[Planted]:
    """Plant so many stories of each shape into the archive."""
    with library_of(folder) as library:
        rows = list(library.select(Query()))
        keywords = library.select(Query()).counts(Facet.KEYWORD)
    days = [row.post.date.utc for row in rows if row.post.date is not None]
    common = [keyword.name for keyword in keywords[:5]] or ["新聞"]
    gardener = Gardener(folder, random.Random(seed), days, common)
    for number in range(stories):
        for place, shape in enumerate(
            (
                gardener.with_timeline,
                gardener.with_links,
                gardener.with_keywords,
                gardener.with_hashtag,
                gardener.with_titles,
            )
        ):
            shape(5 * number + place)
    gardener.digest()
    return gardener.planted


class library_of:  # noqa: N801 - used as a function
    """The library of one archive, read, with marks of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._state = tempfile.TemporaryDirectory()

    def __enter__(self) -> Library:
        # The index of a folder that soon goes again is of no use to anybody.
        os.environ["XDG_CACHE_HOME"] = self._state.name
        marks = Marks(Path(self._state.name) / "marks.sqlite3")
        library = Library([self._folder], marks=marks, zone=UTC)
        for _ in library.load():
            pass
        return library

    def __exit__(self, *_: object) -> None:
        self._state.cleanup()


class Outcome(NamedTuple):
    """What was told from one member."""

    recall: float
    precision: float
    milliseconds: float


def outcome(library: Library, path: str, members: set[str], *, show: bool = False) -> Outcome:
    """Tell the story of one member."""
    post = library.find(path)
    post = library.get(post.id) or post
    library.articles.of(post)
    begun = time.process_time()
    entries = library.related.story(post)
    spent = 1000 * (time.process_time() - begun)
    # What links here is told by definition, the list of everything too; nothing must be told for its sake.
    told = {entry.post.path for entry in entries if entry.post is not None} - {post.path, _DIGEST}
    others = members - {post.path}
    if show and (told ^ others):
        print(f"        {post.title}: missing {len(others - told)}")
        for entry in entries:
            if entry.post is not None and entry.post.path in told - others:
                print(f"            not of it: {entry.title[:40]} ({entry.reason})")
    return Outcome(len(told & others) / len(others), len(told & others) / max(len(told), 1), spent)


def print_outcomes(name: str, outcomes: list[Outcome]) -> None:
    """One line of figures."""
    recall = statistics.mean(each.recall for each in outcomes)
    precision = statistics.mean(each.precision for each in outcomes)
    whole = statistics.mean(each.recall == 1 for each in outcomes)
    spent = statistics.median(each.milliseconds for each in outcomes)
    worst = max(each.milliseconds for each in outcomes)
    print(
        f"    {name:<10}{len(outcomes):>5} members  recall {recall:6.1%}  precision {precision:6.1%}"
        f"  whole {whole:6.1%}  CPU {spent:5.1f} ms (worst {worst:.0f})"
    )


def measure(archive: Path, options: argparse.Namespace) -> None:
    """Plant and tell."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "archive"
        shutil.copytree(archive, folder)
        planted = plant(folder, options.stories, options.seed)
        members: defaultdict[int, set[str]] = defaultdict(set)
        for each in planted:
            members[each.story].add(each.path)
        with library_of(folder) as library:
            library.related.story(library.find(planted[0].path))  # the labels are loaded once
            print(f"{archive.name}: {len(library)} posts, {5 * options.stories} stories planted")
            outcomes: defaultdict[str, list[Outcome]] = defaultdict(list)
            for each in planted:
                if each.story >= 0:
                    outcomes[each.shape].append(
                        outcome(library, each.path, members[each.story], show=options.show)
                    )
        for shape, found in outcomes.items():
            print_outcomes(shape, found)
        print_outcomes("all", [each for found in outcomes.values() for each in found])


def tour() -> Iterator[Outcome]:
    """The story that the tour holds, told from each of its reports."""
    with library_of(paths.tour_folder()) as library:
        reports = {
            row.post.path
            for row in library.select(Query())
            if any(tag.name == _TOUR_KEYWORD for tag in row.post.tags)
            and library.articles.of(row.post).related
        }
        assert len(reports) == _REPORTS
        for path in sorted(reports):
            yield outcome(library, path, reports)


def main() -> None:
    """Measure the tour, then the archives that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("archives", type=Path, nargs="*")
    parser.add_argument("--stories", type=int, default=6, help="stories of each shape")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--show", action="store_true", help="print what is missing and what is not of the story"
    )
    options = parser.parse_args()
    told = list(tour())
    whole = sum(each.recall == 1 for each in told)
    print(
        f"the tour: the story of six reports comes out whole from {whole} of them, with what else is linked to it"
    )
    for archive in options.archives:
        measure(archive, options)


if __name__ == "__main__":
    main()
