"""A small archive, and the real app on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Protocol, TypeAlias

import pytest
from textual.pilot import Pilot

from reader.config import Settings
from reader.library import Library
from reader.query import Query
from reader.state.marks import Marks
from reader.tui.app import ReaderApp
from reader.tui.engine.choice import VARIABLE
from reader.tui.screens.main import MainScreen

TAIPEI = timezone(timedelta(hours=8))


class WritePost(Protocol):
    """Writes one post in the format of real archives."""

    def __call__(
        self,
        name: str,
        title: str,
        date: str,
        *,
        channel: str = "北岸通訊社",
        keywords: tuple[str, ...] = (),
        body: str = "",
        source: str = "",
    ) -> Path: ...


@pytest.fixture(params=["", "plain"], ids=["engine", "plain"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the test with the engine, and once more on stock Textual alone."""
    monkeypatch.setenv(VARIABLE, request.param)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An empty archive."""
    folder = tmp_path / "archive"
    folder.mkdir()
    return folder


@pytest.fixture
def write_post(archive: Path) -> WritePost:
    """Writes posts into the archive."""

    def write(
        name: str,
        title: str,
        date: str,
        *,
        channel: str = "北岸通訊社",
        keywords: tuple[str, ...] = (),
        body: str = "",
        source: str = "",
    ) -> Path:
        source = source or f"https://news.example/{name}"
        epoch = round(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp() * 1000)
        tags = "".join(f'<div class="keywordTag"><a href="/tag/{k}">#{k}</a></div>' for k in keywords)
        file = archive / f"{name}.md"
        file.write_text(
            f'---\nlayout: post\ntitle: "{title}"\ndate: {date}.000Z\nauthor: {channel}\nfrom: {source}\n'
            f"tags: [ {channel} ]\ncategories: [ {channel} ]\n---\n<!--{epoch}-->\n[{title}]({source})\n------\n\n"
            f'<div>\n{body or f"<p>{title}的內文。</p>"}<div class="articlekeywordGroup">{tags}</div>\n</div>\n',
            encoding="utf-8",
        )
        return file

    return write


@pytest.fixture
def small_archive(archive: Path, write_post: WritePost) -> Path:
    """Eight posts of two channels over two years, with keywords in both scripts."""
    write_post(
        "a",
        "橋上的燈亮了",
        "2024-02-07T02:00:00",
        keywords=("台灣", "橋"),
        body="<p>第一段。</p>" + "<p>很長的一段話，一直說下去。</p>" * 60,
    )
    write_post(
        "b",
        "渡輪改點",
        "2024-02-07T01:00:00",
        keywords=("渡輪",),
        body='<p>見<a href="https://news.example/a">橋上的燈</a>與<a href="https://other.example/x">別處</a>。</p>',
    )
    write_post("c", "车站的钟慢了", "2024-02-03T01:00:00", channel="铅字笔记", keywords=("台湾", "钟"))
    write_post("d", "[Eng Sub] A [b]bold[/b] title", "2024-01-20T08:00:00", channel="The Margin")
    write_post("e", "圖書館延長開放", "2023-12-31T20:00:00", keywords=("圖書館",))
    write_post("f", "冬至湯圓", "2023-12-22T01:00:00", keywords=("台灣",))
    write_post("g", "秋天的書市", "2023-10-10T01:00:00", channel="铅字笔记")
    write_post("h", "夏天的第一場雨", "2023-06-01T01:00:00", keywords=("天氣",))
    return archive


class Desk:
    """The running app, as a person has it before them."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.app = pilot.app

    @property
    def main(self) -> MainScreen:
        """The main screen, under whatever lies over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, MainScreen))

    async def settle(self) -> None:
        """Wait until no worker is at work and all that they said is on the screen."""
        for _ in range(3):
            while self.app.is_busy or any(not worker.is_finished for worker in self.app.workers):
                await self.pilot.pause(0.01)
            await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys and let what they started come to an end."""
        for key in keys:
            # Not Pilot's `press`, which takes two naps for each key.
            self.app.simulate_key(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text, Chinese too, as an input method hands it over."""
        for character in text:
            self.app.simulate_key(character)
        await self.settle()

    @property
    def lines(self) -> list[str]:
        """What stands on the terminal, line by line."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips(self.app.size)]

    @property
    def text(self) -> str:
        """What stands on the terminal."""
        return "\n".join(self.lines)

    @property
    def titles(self) -> list[str]:
        """The titles of the listed posts, in order."""
        results = self.main.session.results
        return [row.post.title for row in results] if results is not None else []

    @property
    def chips(self) -> tuple[str, ...]:
        """The filters in force."""
        return self.main.query_bar.chips.chips


OpenReader: TypeAlias = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def open_reader(tmp_path: Path) -> OpenReader:
    """Opens the app on archives and waits until all posts are read."""

    @asynccontextmanager
    async def open_(
        *folders: Path,
        size: tuple[int, int] = (120, 40),
        query: Query | None = None,
        settings: Settings | None = None,
    ) -> AsyncIterator[Desk]:
        library = Library(folders, marks=Marks(tmp_path / "marks.sqlite3"), zone=TAIPEI)
        app = ReaderApp(library, settings or Settings(watch=False), zone=TAIPEI, query=query)
        async with app.run_test(size=size) as pilot:
            desk = Desk(pilot)
            await desk.settle()
            yield desk

    return open_
