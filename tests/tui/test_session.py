"""The session without a screen: query, list, counts, and the reading of files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from reader.errors import ArchiveNotFoundError, ReaderError
from reader.library import DayCounts, Library, Progress
from reader.query import Query, parse
from reader.state.marks import Marks
from reader.tui.jobs import Jobs
from reader.tui.session import Counts, Listing, Session
from tests.tui.conftest import TAIPEI


class Told:
    """A session and what it told."""

    def __init__(self, library: Library, query: Query) -> None:
        self.errors: list[ReaderError] = []
        bugs: list[BaseException] = []
        self.session = Session(library, query, zone=TAIPEI, jobs=Jobs(self.errors.append, bugs.append))
        self.listings: list[Listing] = []
        self.counts: list[Counts] = []
        self.days: list[DayCounts] = []
        self.said: list[str] = []
        self.loads = 0
        self.session.listed.connect(self.listings.append)
        self.session.counted.connect(self.counts.append)
        self.session.dated.connect(self.days.append)
        self.session.refreshed.connect(self.said.append)
        self.warnings: list[str] = []
        self.session.warned.connect(self.warnings.append)
        self.session.loaded.connect(lambda _: self._loaded())

    def _loaded(self) -> None:
        self.loads += 1

    async def until_idle(self) -> None:
        """Wait until no job runs."""
        while self.session.jobs.running:
            await asyncio.sleep(0.001)

    @property
    def titles(self) -> list[str]:
        """The titles on the list, in order."""
        results = self.session.results
        return [row.post.title for row in results] if results is not None else []


Open = Callable[..., Told]


@pytest.fixture
async def open_session(small_archive: Path, tmp_path: Path) -> AsyncIterator[Open]:
    """Opens a session on the small archive."""
    opened: list[Told] = []

    def open_(query: str = "") -> Told:
        library = Library([small_archive], marks=Marks(tmp_path / "marks.sqlite3"), zone=TAIPEI)
        opened.append(Told(library, parse(query)))
        return opened[-1]

    yield open_
    for told in opened:
        await told.session.jobs.stop("load", 5)
        told.session.jobs.cancel_all()


async def test_loading_lists_counts_and_ends(open_session: Open) -> None:
    """The list comes first, then its days, then what is counted beside it."""
    told = open_session("渡輪")
    told.session.load()
    await told.until_idle()
    assert told.titles == ["渡輪改點"]
    assert told.listings[-1].is_whole
    assert (told.counts[-1].everything, told.counts[-1].unread) == (8, 1)
    assert told.days[-1].total == 1
    assert (told.session.is_reading, told.loads) == (False, 1)


async def test_only_the_last_of_several_queries_is_listed(open_session: Open) -> None:
    """An answer to an older query is dropped."""
    told = open_session()
    told.session.load()
    await told.until_idle()
    told.listings.clear()
    for text in ("橋", "渡輪", "湯圓"):
        told.session.set_query(parse(text))
    await told.until_idle()
    assert told.titles == ["冬至湯圓"]
    assert {listing.results.query for listing in told.listings} == {parse("湯圓")}


async def test_the_same_query_is_not_asked_again(open_session: Open) -> None:
    """Typing a blank changes nothing."""
    told = open_session("橋")
    told.session.set_query(parse("橋 "))
    assert not told.session.jobs.running


async def test_a_refresh_that_was_asked_for_says_what_it_found(
    open_session: Open, small_archive: Path, write_post
) -> None:
    """New posts, changed ones, and those that are gone; or that there is nothing new."""
    told = open_session()
    told.session.load()
    await told.until_idle()
    assert told.said == []
    told.session.refresh()
    await told.until_idle()
    write_post("new", "新來的船", "2024-02-08T01:00:00")
    (small_archive / "h.md").unlink()
    told.session.refresh()
    await told.until_idle()
    assert told.said == ["Nothing new", "1 new, 1 gone"]


async def test_a_refresh_without_progress_ends_too(
    open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next load, which nobody asked for, has nothing to say."""
    told = open_session()
    monkeypatch.setattr(Library, "load", lambda _: iter(()))
    told.session.refresh()
    await told.until_idle()
    monkeypatch.setattr(Library, "load", lambda _: iter([Progress(1, 1, new=1)]))
    told.session.load()
    await told.until_idle()
    assert told.said == ["Nothing new"]


async def test_an_archive_that_is_gone_is_told_and_loading_ends(
    open_session: Open, small_archive: Path
) -> None:
    """What was listed stays."""
    told = open_session()
    told.session.load()
    await told.until_idle()
    small_archive.rename(small_archive.with_name("moved"))
    told.session.load()
    await told.until_idle()
    assert isinstance(told.session.away, ArchiveNotFoundError)
    assert len(told.titles) == 8
    assert told.loads == 2


async def test_days_are_those_of_the_query_in_force(open_session: Open) -> None:
    """Also before they were counted beside the list."""
    told = open_session()
    assert told.session.days.total == 0
    told.session.load()
    await told.until_idle()
    assert told.session.days.total == 8
    assert told.session.index_of_day(told.session.days.first) == 7


async def test_a_period_is_counted_among_all_times(open_session: Open) -> None:
    """The tree of years shows what lies beside the chosen period."""
    told = open_session("date:2023")
    told.session.load()
    await told.until_idle()
    years = [(step.period, step.posts) for step in told.counts[-1].tree.under("")]
    assert years == [("2024", 5), ("2023", 3)]


async def test_what_most_posts_lack_is_said_once(open_session: Open, small_archive: Path) -> None:
    """The walk that finds it says so, the next one does not."""
    for number in range(20):
        (small_archive / f"note{number}.md").write_text("Words.", encoding="utf-8")
    told = open_session()
    told.session.load()
    await told.until_idle()
    assert len(told.warnings) == 1
    assert "front matter" in told.warnings[0]
    told.session.load()
    await told.until_idle()
    assert len(told.warnings) == 1
