"""The list that is painted before the app is there looks as the app's own."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pyte
import pytest

from reader import paths
from reader.config import Settings
from reader.query import Query, parse
from reader.tui import first_frame
from reader.tui.layout import DEFAULT_THEME, SIDE_WIDTH


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch) -> Path:
    """A cache folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return paths.cache_folder()


@pytest.mark.parametrize(
    ("size", "query", "settings"),
    [
        *(((80, 24), query, Settings()) for query in ("", "tag:台灣", "sort:oldest")),
        *((size, "", Settings()) for size in ((120, 40), (160, 40), (60, 8))),
        *(((80, 24), "", Settings(density=each, dates="short")) for each in ("compact", "wrapped")),
        *(
            ((40, 10), "sort:oldest", Settings(density=each, dates="minguo"))
            for each in ("compact", "wrapped")
        ),
        ((120, 40), "", Settings(density="compact", dates="relative")),
    ],
    ids=lambda value: f"{value.density} {value.dates}" if isinstance(value, Settings) else str(value),
)
async def test_the_frame_is_the_list_that_the_app_paints(
    small_archive: Path, open_reader, size: tuple[int, int], query: str, settings: Settings
) -> None:
    """The same words at the same places, up to the edge, which the app may put a thumb on."""
    settings = settings._replace(watch=False)
    async with open_reader(small_archive, size=size, query=parse(query), settings=settings) as desk:
        screen = pyte.Screen(*size)
        results = desk.library.select(parse(query), fold_copies=True)
        text = first_frame.frame(
            results, parse(query), os.terminal_size(size), desk.list_looks, desk.library, settings
        )
        pyte.Stream(screen).feed(text)
        place = desk.place_of("#list")
        assert place.x == (SIDE_WIDTH if size[0] >= 150 else 0)
        for y in place.line_range:
            cells = screen.buffer[y]
            painted = "".join(cells[x].data for x in range(place.x, place.right - 1))
            own = desk.strips[y].crop(place.x, place.right - 1).text
            if "─" in own or "●" in own or painted.strip():
                assert painted.rstrip() == own.rstrip()


async def test_nothing_is_painted_before_the_app_that_it_would_paint_otherwise(
    small_archive: Path, open_reader, cache: Path
) -> None:
    """Lines around words are read from files, and wide ambiguous characters are not Rich's own width."""
    async with open_reader(small_archive) as desk:
        first_frame.remember(DEFAULT_THEME, desk.list_looks)
        wide = Settings(ambiguous_width=2)
        assert first_frame.prepare(desk.library, Query(), Settings()).results is not None
        assert first_frame.prepare(desk.library, Query(), wide).results is None
        assert first_frame.prepare(desk.library, parse("橋"), Settings()).results is None
        assert first_frame.prepare(desk.library, parse("tag:nowhere"), Settings()).results is None


async def test_colours_are_those_of_the_list(small_archive: Path, open_reader, cache: Path) -> None:
    """What one run kept is what the list is painted in, for each theme apart."""
    async with open_reader(small_archive) as desk:
        looks = desk.list_looks
        first_frame.remember("ink", looks)
        first_frame.remember("paper", dict.fromkeys(looks, ""))
        kept = json.loads((cache / "looks.json").read_text("utf-8"))
        by_theme = {key.split(" ")[0]: value for key, value in kept.items()}
        assert (by_theme["ink"], by_theme["paper"]) == (looks, dict.fromkeys(looks, ""))


async def test_what_is_no_table_of_colours_is_not_used(small_archive: Path, open_reader, cache: Path) -> None:
    """A damaged file paints nothing: the app comes a little later, that is all."""
    async with open_reader(small_archive) as desk:
        # The app keeps its colours in another thread; it does so once.
        await desk.until((cache / "looks.json").exists)
        for content in (
            "",
            "[]",
            '{"ink": 3}',
            '{"ink": {"plain": "\\u001b]0;title\\u0007"}}',
            "\x00",
            "[" * 100_000,
        ):
            first_frame.remember(DEFAULT_THEME, desk.list_looks)
            assert first_frame.prepare(desk.library, Query(), Settings()).results is not None
            (cache / "looks.json").write_text(content, "utf-8")
            assert first_frame.prepare(desk.library, Query(), Settings()).results is None, content
