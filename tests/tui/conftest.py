"""A small archive, and the real app on it."""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import pytest
from rich.color import ColorSystem
from rich.style import Style
from textual import events
from textual._compositor import Compositor, CompositorUpdate
from textual._context import active_app, visible_screen_stack
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Region, Size
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from reader.config import Loaded, Settings, load_settings
from reader.library import Library
from reader.query import Query
from reader.state.marks import Marks
from reader.tui.app import ReaderApp
from reader.tui.commands import COMMANDS
from reader.tui.engine.switch import VARIABLE
from reader.tui.external import Program
from reader.tui.features.article.pane import ArticlePane
from reader.tui.features.posts.post_list import PostList
from reader.tui.keys.in_force import put_in_force
from reader.tui.layout import Pane
from reader.tui.post_lines import Row
from reader.tui.preferences import Preferences
from reader.tui.screens.main import MainScreen
from reader.tui.shown_script import use_script
from reader.tui.widgets.bars import ChipBar
from reader.tui.widgets.rows import RowList
from reader.tui.widgets.search_bar import SearchBar

TAIPEI = timezone(timedelta(hours=8))
PATIENCE = 60.0
"""seconds that anything may take on a busy machine"""
_QUIET_TURNS = 2
"""turns of the loop without work after which nothing is on its way: painting may ask for more in the first"""
_WORKERS = "work in other threads"
_CALLBACKS = "callbacks"


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


class Outside:
    """What the app hands to other programs: nothing of it reaches the machine that the tests run on."""

    def __init__(self) -> None:
        self.has_browser = True
        self.takes_copies = True
        self.opened: list[str] = []
        """the addresses that went to the browser"""
        self.copied: list[str] = []
        """the texts that went to a clipboard program"""

    def browser(self, url: str) -> Program | None:
        """Return a browser that is none, if there is one."""
        return Program(["browser", url], needs_terminal=False) if self.has_browser else None

    def start(self, program: Program) -> None:
        """Take the address of the command."""
        self.opened.append(program.command[-1])

    def copy(self, text: str) -> bool:
        """Take a text."""
        self.copied.append(text)
        return self.takes_copies


@pytest.fixture(autouse=True)
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    """In place of the browser and the clipboard; there is no editor."""
    programs = Outside()
    monkeypatch.setattr("reader.tui.external.browser", programs.browser)
    monkeypatch.setattr("reader.tui.external.start_apart", programs.start)
    monkeypatch.setattr("reader.tui.external.copy_outside", programs.copy)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    return programs


async def settle(app: App[Any], *, workers: bool = True) -> None:
    """Wait until an app has nothing left to do but what waits for its time, and all of it is on the screen.

    The work itself is asked: workers, keys, message queues, layouts and paintings. Without `workers`, work in other
    threads may go on.
    """
    end = time.monotonic() + PATIENCE
    # What the loop is to call next; asyncio has no other way to ask.
    callbacks = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    quiet_turns = 0
    while quiet_turns < _QUIET_TURNS and not app._exit:
        work = _CALLBACKS if callbacks else _work_left(app, workers=workers)
        assert time.monotonic() < end, f"the app does not come to rest: {work}"
        if work:
            quiet_turns = 0
            await asyncio.sleep(0.001 if work == _WORKERS else 0)
        else:
            quiet_turns += 1
            # What asked to be laid out and painted, without waiting for the timer that does it.
            app.screen._on_timer_update()
            await asyncio.sleep(0)


def _work_left(app: App[Any], *, workers: bool) -> str:
    """What is still to be done, in words; empty where that is nothing."""
    # Asked first, as often as it is waited for: dozens of queues take longer to look at.
    if workers and (getattr(app, "is_busy", False) or any(not worker.is_finished for worker in app.workers)):
        return _WORKERS
    for pump in (app, *app._registry):
        if pump.is_running and (pump.message_queue_size or pump._next_callbacks):
            return f"messages to {pump!r}"
    # Textual waits a moment whether yet another one comes.
    return "another size" if getattr(app, "_resize_timer", None) is not None else ""


@pytest.fixture(autouse=True)
def _terminal_of_many_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The theme depends on the colours of the terminal, which those of whoever runs the tests may lack."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("COLORFGBG", raising=False)


@pytest.fixture(autouse=True)
def _keys_of_the_table() -> Iterator[None]:
    """The keys in force are of the whole process, as the script is: each test begins with those of the table."""
    yield
    put_in_force(COMMANDS, {})
    use_script("as-written")


@pytest.fixture(autouse=True, scope="session")
def _styles_are_parsed_once() -> Iterator[None]:
    """Have all apps share the rules that Textual reads from styles: that takes a quarter of most tests."""
    known: dict[object, list[RuleSet]] = {}
    parse_rules = Stylesheet._parse_rules

    def parse_once(sheet: Stylesheet, css: str, *place: Any, **options: Any) -> list[RuleSet]:
        # Styles come in fifty parts: a set of the variables would take longer to make than some take to parse.
        variables = *sheet._variables, *sheet._variables.values()
        key = css, place, *options.items(), variables
        if key not in known:
            known[key] = parse_rules(sheet, css, *place, **options)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        # The same value without a call in Python, for each rule whenever a widget is styled.
        patch.setattr(RuleSet, "__hash__", object.__hash__)
        yield


@pytest.fixture(autouse=True)
def _pilots_wait_for_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual's pilots take a process that uses no processor for idle; on a busy machine it was given none."""

    async def wait_for_idle(*_: float) -> None:
        await settle(active_app.get(), workers=False)

    for module in ("textual.pilot", "textual.app"):
        monkeypatch.setattr(f"{module}.wait_for_idle", wait_for_idle)


@pytest.fixture(autouse=True)
def _screens_are_painted_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave layouts and paintings to `settle`: between them a timer would do as many as the machine has time for."""
    for module in ("textual.screen", "reader.tui.painting"):
        monkeypatch.setattr(f"{module}.UPDATE_PERIOD", 10 * PATIENCE)


@pytest.fixture
def painted_at_once(monkeypatch: pytest.MonkeyPatch, _screens_are_painted_at_rest: None) -> None:
    """Have each key painted as soon as it is done, as in a terminal, and not when all that it started is."""
    monkeypatch.setattr("reader.tui.painting.UPDATE_PERIOD", 0)


@pytest.fixture(autouse=True)
def _pictures_are_composed_where_one_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have widgets paint their lines, and Textual put them together only where a test takes what is written.

    Without a terminal nobody else does; `Desk.strips` and pictures of the whole screen are composed when they are asked for.
    """
    render = Compositor.render_update

    def render_where_one_looks(
        compositor: Compositor, full: bool = False, screen_stack: list[Screen[Any]] | None = None, **how: bool
    ) -> object:
        if full or "_display" in vars(active_app.get()):
            return render(compositor, full, screen_stack, **how)
        visible_screen_stack.set(screen_stack or [])
        changed = Region.from_union(compositor._dirty_regions) if compositor._dirty_regions else None
        compositor._dirty_regions.clear()
        if changed is not None:
            for _ in compositor._get_renders(changed.intersection(compositor.size.region)):
                pass
        return None

    monkeypatch.setattr(Compositor, "render_update", render_where_one_looks)


class Desk:
    """The running app as a person has it before them: keys go in, text comes out.

    Tests use what stands here and nothing of the app's own, so that only this class knows how the app is built.
    """

    def __init__(self, pilot: Pilot[None], library: Library) -> None:
        self.pilot = pilot
        self.app = pilot.app
        self.library = library
        self.keys_for: Callable[[str], Sequence[str]] = lambda key: (key,)
        """returns the keys to press for one of the table, which a preset may have elsewhere"""

    # Waiting

    async def settle(self, *, workers: bool = True) -> None:
        """Wait until nothing is left to do but what waits for its time, and all of it is on the screen.

        Without `workers`, work in other threads may go on.
        """
        await settle(self.app, workers=workers)

    async def until(self, is_so: Callable[[], bool], *, workers: bool = True) -> None:
        """Wait for what a timer or a thread brings about; raises AssertionError with the screen if it never comes.

        After that, work in other threads is waited for, too, or not.
        """
        end = time.monotonic() + PATIENCE
        await self.settle(workers=False)
        while not is_so():
            assert time.monotonic() < end, f"it does not come to that:\n{self.text}"
            await asyncio.sleep(0.01)
            await self.settle(workers=False)
        await self.settle(workers=workers)

    # Acting

    async def press(self, *keys: str) -> None:
        """Press keys and let what each of them started come to an end."""
        for key in keys:
            for each in self.keys_for(key):
                self.app.simulate_key(each)
                await self.settle()

    async def press_on(self, *keys: str) -> None:
        """Press keys while threads may still be at work on what the keys before asked for."""
        for key in keys:
            for each in self.keys_for(key):
                self.app.simulate_key(each)
                await self.settle(workers=False)

    async def type(self, text: str) -> None:
        """Type a text, Chinese too, as an input method hands it over."""
        for character in text:
            self.app.simulate_key(character)
        await self.settle()

    async def back_to_list(self) -> None:
        """Press Esc until the list has the keys and shows all posts; raises AssertionError if it does not come to that."""
        for _ in range(8):
            if self.is_on_main and self.has_keys("#list") and not self.chips:
                return
            await self.press("escape")
        raise AssertionError(f"Esc does not lead to the list:\n{self.text}")

    async def paste(self, text: str) -> None:
        """Paste a text, as a terminal hands it over between its brackets."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def resize(self, width: int, height: int, *, settle: bool = True) -> None:
        """Give the terminal another size, and have the screen follow it."""
        size = Size(width, height)
        assert isinstance(self.app._driver, HeadlessDriver)
        self.app._driver._size = size
        self.app.post_message(events.Resize(size, size))
        if settle:
            await self.until(lambda: self.app.screen.size == size)

    async def click(self, x: int, y: int, *, times: int = 1, button: int = 1) -> None:
        """Click on a cell of the terminal; several times without waiting for what the first click asks for."""
        for _ in range(times):
            self.point(events.MouseDown, x, y, button)
            self.point(events.MouseUp, x, y, button)
        await self.settle()

    def click_blindly(self, across: float, down: float, *, times: int = 1) -> None:
        """Click somewhere, in parts of the size of the terminal, without waiting for anything."""
        width, height = self.app.size
        at = {"x": int(across * width), "y": int(down * height), "button": 1, "meta": False, "ctrl": False}
        for _ in range(times):
            for kind in (events.MouseDown, events.MouseUp):
                self.app.post_message(
                    kind(None, **at, delta_x=0, delta_y=0, shift=False, screen_x=at["x"], screen_y=at["y"])
                )

    async def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the mouse button on one cell of the terminal and let it go on another."""
        self.point(events.MouseDown, *start, 1)
        await self.settle()
        self.point(events.MouseMove, *end, 1)
        await self.settle()
        self.point(events.MouseUp, *end, 1)
        await self.settle()

    def point(self, kind: Callable[..., events.MouseEvent], x: int, y: int, button: int = 1) -> None:
        """Hand the app what the terminal tells of the mouse."""
        self.app.post_message(
            kind(
                None,
                x,
                y,
                0,
                0,
                button,
                shift=False,
                meta=False,
                ctrl=False,
                screen_x=x,
                screen_y=y,
                style=None,
            )
        )

    # What stands on the terminal

    @property
    def strips(self) -> list[Strip]:
        """The lines of the terminal with their styles."""
        return self.app.screen._compositor.render_strips(self.app.size)

    @property
    def lines(self) -> list[str]:
        """What stands on the terminal, line by line."""
        return [] if self.has_left else [strip.text.rstrip() for strip in self.strips]

    @property
    def text(self) -> str:
        """What stands on the terminal."""
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """What stands on the terminal, with one blank between words wherever lines end."""
        return " ".join(self.text.split())

    @property
    def title_bar(self) -> str:
        """The first line: what is shown, and what a key has done."""
        return self.lines[0]

    @property
    def footer(self) -> str:
        """The last line: the keys that work now."""
        return self.lines[-1]

    @property
    def notices(self) -> list[str]:
        """The messages over the screen that say what went wrong."""
        return [notice.message for notice in self.app._notifications]

    def take_notices(self) -> list[str]:
        """Return the messages over the screen, and take them away."""
        found = self.notices
        self.app.clear_notifications()
        return found

    def style_of(self, text: str) -> Style:
        """The style in which a text stands on the terminal, the first time it does; raises AssertionError if never."""
        for strip in self.strips:
            place = strip.text.find(text)
            for segment in strip if place >= 0 else ():
                if place < len(segment.text):
                    return segment.style or Style.null()
                place -= len(segment.text)
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")

    def part(self, selector: str) -> list[str]:
        """The lines of a part of the main screen, named by its id; none while it is hidden."""
        widget = self.main.query_one(selector, Widget)
        place = widget.region
        if not widget.display or not place:
            return []
        strips = self.strips[place.y : place.bottom]
        return [strip.crop(place.x, place.right).text.rstrip() for strip in strips]

    def place_of(self, selector: str) -> Region:
        """Where a part of the main screen stands."""
        return self.main.query_one(selector, Widget).region

    def whole_picture(self) -> CompositorUpdate:
        """What is written to the terminal where all of the screen is painted."""
        return self.app.screen._compositor.render_full_update()

    def on_update(self, take: Callable[[object], object]) -> None:
        """Have all that is written to the terminal taken from now on."""
        vars(self.app)["_display"] = lambda screen, update: take(update)

    # Where the keys go

    @property
    def main(self) -> MainScreen:
        """The main screen, under whatever lies over it; only for tests of how the app is built."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, MainScreen))

    @property
    def is_on_main(self) -> bool:
        """Whether nothing lies over the main screen."""
        return self.app.screen is self.main

    @property
    def has_left(self) -> bool:
        """Whether the program has come to its end."""
        return self.app._exit

    @property
    def pane(self) -> Pane:
        """The pane that has the keys."""
        return self.main.pane

    @property
    def panes(self) -> frozenset[Pane]:
        """The panes that there is room for."""
        return self.main.shown_panes()

    @property
    def has_rows_focused(self) -> bool:
        """Whether the keys move in rows, not in a text or a line that is typed in."""
        return isinstance(self.app.focused, RowList)

    def has_keys(self, selector: str) -> bool:
        """Whether the part of the main screen with this id, or something in it, has the keys."""
        focused = self.app.focused
        return focused is not None and self.main.query_one(selector) in focused.ancestors_with_self

    @property
    def cursor(self) -> tuple[int, int]:
        """Where the terminal's cursor stands after the next picture, as column and row."""
        return tuple(self.app.cursor_position)

    @property
    def typed(self) -> str:
        """What stands in the line that is typed in."""
        return self.app.focused.value if isinstance(self.app.focused, Input) else ""

    @property
    def is_typing(self) -> bool:
        """Whether letters are typed into a line."""
        return isinstance(self.app.focused, Input)

    # The list

    @property
    def _posts(self) -> PostList:
        return self.main.query_one("#list", PostList)

    @property
    def rows(self) -> list[Row]:
        """All rows of the list, on the screen or not."""
        found = (self._posts.at(index) for index in range(self._posts.row_count()))
        return [row for row in found if row is not None]

    @property
    def titles(self) -> list[str]:
        """The titles of the listed posts, in order."""
        return [row.post.title for row in self.rows]

    @property
    def unread(self) -> list[str]:
        """The titles of those that are not read."""
        return [row.post.title for row in self.rows if not row.read]

    @property
    def row(self) -> str:
        """The title of the post under the cursor of the list; empty in an empty list."""
        current = self._posts.current
        return current.post.title if current is not None else ""

    @property
    def is_row_in_sight(self) -> bool:
        """Whether the row under the cursor stands on the terminal."""
        return self._posts.cursor in self._posts.visible_rows()

    @property
    def list_looks(self) -> dict[str, str]:
        """The colours of the list as the first frame of the next start is painted in."""
        return self._posts.looks(ColorSystem.TRUECOLOR)

    @property
    def chips(self) -> tuple[str, ...]:
        """The filters in force."""
        return self.main.query_one("#chips", ChipBar).chips

    # The search line

    @property
    def search_line(self) -> str | None:
        """What stands in the search line; None while it is closed."""
        bar = self.main.query_one("#search", SearchBar)
        return bar.text if bar.display else None

    @property
    def suggestions(self) -> list[str]:
        """The names that are suggested under the search line."""
        return [re.split(r"\s{2,}", line.strip())[0] for line in self.part("#suggestions")]

    # The tags

    @property
    def values(self) -> dict[str, int]:
        """The values in the tag pane as far as they are on the terminal, `group:name`, with their counts."""
        found, group = {}, ""
        for line in self.part("#tags"):
            if heading := re.match(r" [▾▸] (\w+) ─", line):
                group = heading[1]
            elif value := re.match(r" [ +−|] (.*?)\s*[█▉▊▋▌▍▎▏]*\s+([\d,]+) [│┃]?$", line):
                found[f"{group}:{value[1]}"] = int(value[2].replace(",", ""))
        return found

    # The article

    @property
    def _article(self) -> ArticlePane:
        return self.main.query_one("#article", ArticlePane)

    @property
    def article(self) -> str:
        """The title of the post in the article pane; empty where there is none."""
        return self._article.post.title if self._article.post is not None else ""

    @property
    def article_path(self) -> str:
        """The path in the archive of the post in the article pane."""
        return self._article.post.path if self._article.post is not None else ""

    @property
    def article_text(self) -> str:
        """What stands in the article pane."""
        return "\n".join(self.part("#article"))

    @property
    def place(self) -> int:
        """How far the article is scrolled, as an offset in its text."""
        return self._article.place

    @property
    def hit(self) -> tuple[int, int]:
        """Which of the hits in the article is the current one, and how many there are."""
        return self._article.hit

    @property
    def link(self) -> str:
        """Where the link under the cursor of the article leads; empty where there is no such link."""
        return "\n".join(self.part("#link"))

    # What lies over the main screen

    @property
    def entries(self) -> list[str]:
        """The titles in the list of posts that lies over the main screen."""
        return re.findall(r"│.{13}[●○◆] (.*?)\s*[│┃]", self.text)

    # What leaves the program

    @property
    def clipboard(self) -> str:
        """What the terminal was last asked to copy, by OSC 52."""
        return self.app.clipboard


OpenReader: TypeAlias = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def open_reader(tmp_path: Path) -> OpenReader:
    """Opens the app on archives and waits until all posts are read, unless `is_read` is False."""

    @asynccontextmanager
    async def open_(
        *folders: Path,
        size: tuple[int, int] = (120, 40),
        query: Query | None = None,
        settings: Settings | None = None,
        settings_file: Path | None = None,
        is_first: bool = False,
        marks: Marks | None = None,
        stands_again: bool = False,
        is_read: bool = True,
        shows_messages: bool = False,
    ) -> AsyncIterator[Desk]:
        marks = marks or Marks(tmp_path / "marks.sqlite3", keeps_unwritten=True)
        library = Library(folders, marks=marks, zone=TAIPEI)
        last = library.standings.last() if stands_again else None
        if last and query is None:
            query = library.asked(str(last["query"]))
        if settings_file is None:
            preferences = Preferences(Loaded(settings or Settings(watch=False)))
        else:
            preferences = Preferences(load_settings(settings_file, os.environ), settings_file, os.environ)
        app = ReaderApp(library, preferences, zone=TAIPEI, query=query, last=last, is_first=is_first)
        # On a busy machine two clicks of a double click may be far apart.
        vars(app)["CLICK_CHAIN_TIME_THRESHOLD"] = PATIENCE
        async with app.run_test(size=size, notifications=shows_messages) as pilot:
            desk = Desk(pilot, library)
            await desk.settle(workers=is_read)
            yield desk
        # The thread that syncs them would keep the app alive.
        marks.close()

    return open_
