"""What a person does, key by key, on the real app with real files."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from reader.article import Article
from reader.config.schema import Settings
from reader.language import ENGLISH, language_in_force, ntr, tr, use_language
from reader.library import Library, Progress
from reader.library.articles import Articles
from reader.post import Post
from reader.query import parse
from reader.text.shown_dates import weekday
from reader.tui.keys.in_force import key_of
from reader.tui.keys.presets import PRESETS
from reader.tui.layout import Pane
from tests.tui.conftest import PATIENCE, Desk, OpenReader, Outside, WritePost
from tests.tui.other_keys import KeysInForce

_EITHER_WAY = pytest.mark.usefixtures("either_way")

pytestmark = pytest.mark.usefixtures("painted_at_once")
_WAYS = [(preset, language) for preset in ("default", *PRESETS) for language in (ENGLISH, "zh-Hant")]
"""presets of keys and languages, of which each journey takes one, always the same; with READER_JOURNEYS=every each takes all"""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each journey its way, or all ways."""
    if "way" in metafunc.fixturenames:
        own = zlib.crc32(metafunc.function.__name__.encode()) % len(_WAYS)
        ways = _WAYS if os.environ.get("READER_JOURNEYS") == "every" else [_WAYS[own]]
        if "in_chinese" in metafunc.fixturenames:
            ways = [(preset, "zh-Hant") for preset, _ in ways]
        metafunc.parametrize("way", ways, ids="-".join)


@pytest.fixture
def open_reader(open_reader: OpenReader, way: tuple[str, str]) -> OpenReader:
    """Open the reader with the keys of a preset and in a language; keys of the table are pressed where the preset has them."""
    preset, language = way
    use_language(language)

    @asynccontextmanager
    async def open_(*folders: Path, settings: Settings | None = None, **options: Any) -> AsyncIterator[Desk]:
        settings = (settings or Settings(watch=False))._replace(keys_preset=preset)
        async with open_reader(*folders, settings=settings, **options) as desk:
            desk.keys_for = KeysInForce(desk).of
            yield desk

    return open_


def test_each_way_is_taken() -> None:
    """Whatever journeys there are, each preset and each language has some."""
    journeys = [name for name, each in globals().items() if name.startswith("test_") and callable(each)]
    assert {zlib.crc32(name.encode()) % len(_WAYS) for name in journeys} == set(range(len(_WAYS)))


async def test_the_list_shows_posts_by_day_in_the_readers_zone(small_archive: Path, open_reader) -> None:
    """The newest day stands first; a post of the last evening of the year is one of the new year in Taipei."""
    async with open_reader(small_archive) as desk:
        assert desk.lines[4].startswith(f" 2024-02-07  {weekday(date(2024, 2, 7))} ")
        assert "橋上的燈亮了" in desk.lines[5]
        assert "10:00  北岸通訊社" in desk.lines[6]
        assert f" 2024-01-01  {weekday(date(2024, 1, 1))} " in desk.text


@_EITHER_WAY
async def test_from_start_to_the_third_article(small_archive: Path, open_reader) -> None:
    """j j Enter reads the third post; reading marks it read."""
    async with open_reader(small_archive) as desk:
        await desk.press("j", "j", "enter")
        assert desk.pane is Pane.ARTICLE
        assert "车站的钟慢了的內文。" in desk.text
        assert [title for title in desk.titles if title not in desk.unread] == ["车站的钟慢了"]
        assert tr("{count:,} unread", count=7) in desk.lines[0]


@_EITHER_WAY
async def test_the_article_beside_the_list_follows_the_cursor_unread(
    small_archive: Path, open_reader
) -> None:
    """Looking at a post in passing does not mark it read."""
    async with open_reader(small_archive) as desk:
        await desk.press("j")
        await desk.until(lambda: "見橋上的燈與別處。" in desk.article_text)
        assert tr("{count:,} unread", count=8) in desk.lines[0]


async def test_a_tag_narrows_the_list_in_both_scripts(small_archive: Path, open_reader) -> None:
    """t, a few letters, Enter: the posts of the tag, however they spell it."""
    async with open_reader(small_archive) as desk:
        await desk.press("t")
        await desk.type("台湾")
        await desk.press("enter")
        assert desk.titles == ["橋上的燈亮了", "车站的钟慢了", "冬至湯圓"]
        assert desk.pane is Pane.LIST
        assert tr("{posts:,} of {all:,} posts", posts=3, all=8) in desk.lines[0]
        assert len(desk.chips) == 1


async def test_a_month_narrows_the_list(small_archive: Path, open_reader) -> None:
    """T, down to a month, Enter; counts are those of the zone."""
    async with open_reader(small_archive) as desk:
        await desk.press("T", "j", "enter")
        assert desk.titles == ["橋上的燈亮了", "渡輪改點", "车站的钟慢了"]
        assert desk.chips == ("date:2024-02",)


@_EITHER_WAY
async def test_tag_and_month_combine_and_one_key_clears_them(small_archive: Path, open_reader) -> None:
    """Both filters hold together, both are seen, x takes both away."""
    async with open_reader(small_archive) as desk:
        await desk.press("t")
        await desk.type("台灣")
        await desk.press("enter", "T", "j", "enter")
        assert desk.titles == ["橋上的燈亮了", "车站的钟慢了"]
        assert len(desk.chips) == 2
        await desk.press("x")
        assert len(desk.titles) == 8
        assert desk.chips == ()


async def test_tags_join_by_and_not_and_or(small_archive: Path, open_reader) -> None:
    """The signs act on the tag under the cursor, while the pane stays open for more."""
    async with open_reader(small_archive) as desk:
        await desk.press("t")
        await desk.type("鐘")
        await desk.press("plus")
        assert desk.titles == ["车站的钟慢了"]
        await desk.press("escape")
        await desk.type("渡輪")
        await desk.press("vertical_line")
        assert desk.titles == ["渡輪改點", "车站的钟慢了"]
        await desk.press("escape")
        await desk.type("台灣")
        await desk.press("minus")
        assert desk.titles == ["渡輪改點"]
        assert desk.pane is Pane.TAGS


async def test_choosing_a_tag_again_takes_it_back(small_archive: Path, open_reader) -> None:
    """What a key did, the same key undoes."""
    async with open_reader(small_archive) as desk:
        await desk.press("t")
        await desk.type("渡輪")
        await desk.press("plus", "plus")
        assert len(desk.titles) == 8


@_EITHER_WAY
async def test_words_are_searched_while_typing(small_archive: Path, open_reader) -> None:
    """The list follows each letter; the body counts, in either script."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("车站")
        assert desk.titles == ["车站的钟慢了"]
        await desk.press("enter")
        assert desk.pane is Pane.LIST
        assert desk.chips == ("车站",)


@_EITHER_WAY
async def test_escape_gives_a_search_up(small_archive: Path, open_reader) -> None:
    """The filters from before come back."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("车站")
        while desk.search_line is not None:
            await desk.press("escape")
        assert len(desk.titles) == 8


async def test_a_query_that_can_not_be_read_says_where_and_keeps_the_list(
    small_archive: Path, open_reader
) -> None:
    """A caret points at the place, and the last good list stays."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("车站")
        await desk.type(" (")
        assert desk.titles == ["车站的钟慢了"]
        assert "^" in desk.text


@_EITHER_WAY
async def test_back_goes_article_list_filters_out(small_archive: Path, open_reader) -> None:
    """q is one step back, and at the end it asks once and leaves; any other key means staying."""
    async with open_reader(small_archive) as desk:
        quits = f"{key_of('program.back')} {tr('Quit')}"
        await desk.press("u", "enter", "q")
        assert desk.pane is Pane.LIST and quits not in desk.footer
        await desk.press("q")
        assert desk.chips == () and quits in desk.footer
        await desk.press("X")
        assert quits not in desk.footer
        await desk.press("q", "q")
        assert tr("Leave the reader? {key} again leaves", key=key_of("program.back")) in desk.title_bar
        await desk.press("j", "q", "escape", "q")
        assert not desk.has_left
        await desk.press("q")
        assert desk.has_left


async def test_escape_goes_back_and_never_leaves(small_archive: Path, open_reader) -> None:
    """At the bottom it says how to leave."""
    async with open_reader(small_archive) as desk:
        await desk.press("u", "v", "j", "enter", "escape", "escape", "escape", "escape")
        assert (desk.pane, desk.chips) == (Pane.LIST, ())
        await desk.press("escape", "escape")
        assert (
            tr(
                "{key} leaves the reader, {other_key} at once",
                key=key_of("program.back"),
                other_key=key_of("program.quit"),
            )
            in desk.title_bar
        )


async def test_leaving_asks_nothing_where_the_settings_say_so(small_archive: Path, open_reader) -> None:
    """One key leaves."""
    async with open_reader(small_archive, settings=Settings(watch=False, confirm_quit=False)) as desk:
        await desk.press("q")
        assert desk.has_left


async def test_next_unread_skips_what_was_read(small_archive: Path, open_reader) -> None:
    """n goes from unread to unread, in the list as in the article."""
    async with open_reader(small_archive) as desk:
        await desk.press("j", "m", "k", "n")
        assert desk.row == "车站的钟慢了"
        await desk.press("enter", "n")
        assert "[Eng Sub] A [b]bold[/b] title" in desk.text


async def test_previous_unread_goes_the_other_way(small_archive: Path, open_reader) -> None:
    """N is n upwards, and says where there is none."""
    async with open_reader(small_archive) as desk:
        await desk.press("2", "j", "m", "j", "N")
        assert desk.row == "渡輪改點"
        await desk.press("N", "N")
        assert desk.row == "橋上的燈亮了"
        assert (
            tr(
                "No unread post above: {unread:,} below, {key} goes there",
                unread=6,
                key=key_of("read.next-unread"),
            )
            in desk.title_bar
        )


async def test_titles_are_never_markup(small_archive: Path, open_reader) -> None:
    """Brackets in titles are brackets, in the list and over the article."""
    async with open_reader(small_archive) as desk:
        await desk.press("j", "j", "j", "enter")
        assert desk.text.count("[Eng Sub] A [b]bold[/b] title") >= 2


async def test_a_star_is_kept_over_a_restart(small_archive: Path, open_reader) -> None:
    """What was said is on disk at once."""
    async with open_reader(small_archive) as desk:
        await desk.press("s")
        assert "★" in desk.lines[5]
    async with open_reader(small_archive) as desk:
        assert "★" in desk.lines[5]


async def test_starred_posts_alone_and_all_again(small_archive: Path, open_reader) -> None:
    """S shows what has a star, and takes itself back."""
    async with open_reader(small_archive) as desk:
        await desk.press("j", "s", "j", "j", "s", "S")
        assert desk.titles == ["渡輪改點", "[Eng Sub] A [b]bold[/b] title"]
        assert desk.chips == ("is:starred",)
        await desk.press("S")
        assert len(desk.titles) == 8
        assert desk.chips == ()


async def test_all_read_can_be_undone(small_archive: Path, open_reader) -> None:
    """A marks what is shown, U takes all of it back at once."""
    async with open_reader(small_archive) as desk:
        await desk.press("A")
        assert tr("{count:,} unread", count=8)[2:] not in desk.lines[0]
        await desk.press("U")
        assert tr("{count:,} unread", count=8) in desk.lines[0]


@_EITHER_WAY
async def test_a_link_into_the_archive_opens_here_and_back_returns(small_archive: Path, open_reader) -> None:
    """f puts a letter on the link; H goes back to the article before."""
    async with open_reader(small_archive) as desk:
        await desk.press("j", "enter", "f")
        hint = re.search(r"見(\w) 上的燈", desk.article_text)
        assert hint is not None
        await desk.press(hint[1])
        assert desk.article == "橋上的燈亮了"
        await desk.press("H")
        assert desk.article == "渡輪改點"
        await desk.press("L")
        assert desk.article == "橋上的燈亮了"


async def test_a_link_out_of_the_archive_asks_first(
    small_archive: Path, open_reader, outside: Outside
) -> None:
    """The whole address is shown before anything leaves the program, and Esc leaves it."""
    async with open_reader(small_archive) as desk:
        await desk.press("j", "enter", "2", "o")
        assert "https://other.example/x" in desk.text
        await desk.press("escape")
        assert outside.opened == []
        await desk.press("2", "o", "enter")
        assert outside.opened == ["https://other.example/x"]


async def test_counts_repeat_and_gg_goes_to_the_top(small_archive: Path, open_reader) -> None:
    """5j moves five; gg is a sequence; a pending count is shown and Esc drops it."""
    async with open_reader(small_archive) as desk:
        await desk.press("5", "j")
        assert desk.row == "冬至湯圓"
        await desk.press("g", "g")
        assert desk.row == "橋上的燈亮了"
        await desk.press("4", "2")
        assert "42" in desk.lines[-1]
        await desk.press("escape", "j")
        assert desk.row == "渡輪改點"


async def test_days_and_months_can_be_jumped(small_archive: Path, open_reader) -> None:
    """[ goes to the day before, ] back; { and } do the same with months."""
    async with open_reader(small_archive) as desk:
        await desk.press("left_square_bracket")
        assert desk.row == "车站的钟慢了"
        await desk.press("right_square_bracket")
        assert desk.row == "橋上的燈亮了"
        await desk.press("left_curly_bracket", "left_curly_bracket")
        assert desk.row == "冬至湯圓"
        await desk.press("right_curly_bracket")
        assert desk.row == "[Eng Sub] A [b]bold[/b] title"


@_EITHER_WAY
async def test_words_are_found_in_the_article(small_archive: Path, open_reader) -> None:
    """/ in the article finds in it, in either script; n goes on to the next hit."""
    async with open_reader(small_archive) as desk:
        await desk.press("enter", "slash")
        await desk.type("很长")
        assert desk.hit == (1, 60)
        await desk.press("enter", "n")
        assert desk.hit == (2, 60)
        assert ntr("{number} of {count} hit", "{number} of {count} hits", 60, number=2) in desk.footer
        await desk.press("N")
        assert desk.hit == (1, 60)
        await desk.press("N")
        assert desk.hit == (60, 60)


async def test_the_script_of_the_article_changes(small_archive: Path, open_reader) -> None:
    """c shows Traditional, then Simplified, then as written again."""
    async with open_reader(small_archive) as desk:
        await desk.press("enter", "c", "c")
        assert "很长的一段话" in desk.text
        await desk.press("c")
        assert "很長的一段話" in desk.text


async def test_the_script_turns_titles_and_panes_and_keeps_the_hit(small_archive: Path, open_reader) -> None:
    """What c shows is shown everywhere; one stands at the same hit of as many."""
    async with open_reader(small_archive, size=(160, 40), query=parse("很長")) as desk:
        await desk.press("enter", "n", "n")
        hit, place = desk.hit, desk.place
        assert hit[0] > 1
        await desk.press("c", "c")
        assert (desk.hit, desk.place) == (hit, place)
        await desk.press("n")
        assert desk.hit == (hit[0] + 1, hit[1])
        assert "桥上的灯亮了" in "\n".join(desk.part("#list"))
        await desk.press("q", "x", "t")
        tags = "\n".join(desk.part("#tags"))
        assert "北岸通讯社" in tags and "渡轮" in tags
        await desk.press("escape", "c")
        assert "橋上的燈亮了" in "\n".join(desk.part("#list"))
        assert "渡輪" in "\n".join(desk.part("#tags"))


async def test_a_file_that_vanishes_is_said_and_the_rest_stays(small_archive: Path, open_reader) -> None:
    """Opening a post whose file has gone shows one sentence; the next post opens."""
    async with open_reader(small_archive) as desk:
        (small_archive / "h.md").unlink()
        await desk.press("G", "enter")
        assert (
            tr("The post {path} cannot be read ({reason}).", path="h.md", reason="").partition("h.md")[0]
            in desk.text
        )
        await desk.press("K")
        assert desk.article == "秋天的書市"


async def test_new_and_gone_files_are_seen_by_refresh(small_archive: Path, write_post, open_reader) -> None:
    """R takes in what changed, and the cursor stays on its post."""
    async with open_reader(small_archive) as desk:
        await desk.press("j")
        write_post("new", "剛剛到的消息", "2024-03-01T01:00:00")
        (small_archive / "h.md").unlink()
        await desk.press("R")
        assert desk.titles[0] == "剛剛到的消息"
        assert "夏天的第一場雨" not in desk.titles
        assert desk.row == "渡輪改點"


@pytest.mark.parametrize("size", [(20, 5), (80, 24), (120, 40), (200, 60)])
async def test_every_size_shows_the_list_and_an_article(
    small_archive: Path, open_reader, size: tuple[int, int]
) -> None:
    """From 20x5 up, one can read; no line is wider than the terminal."""
    async with open_reader(small_archive, size=size) as desk:
        assert "橋上的燈" in desk.text
        await desk.press("enter")
        assert "橋上的燈亮了" in desk.text
        await desk.press("question_mark", "q", "t", "escape", "T", "q", "slash", "escape")
        assert desk.pane is Pane.LIST


@_EITHER_WAY
async def test_resizing_keeps_the_pane_and_the_place(small_archive: Path, open_reader) -> None:
    """The layout follows the width live; what has the keys keeps them."""
    async with open_reader(small_archive, size=(200, 60)) as desk:
        await desk.press("enter")
        for width in (120, 80, 30, 200):
            await desk.resize(width, 30)
            assert desk.pane is Pane.ARTICLE
            assert "橋上的燈亮了" in desk.text
        assert desk.panes == set(Pane)


async def test_an_empty_archive_says_what_to_do(archive: Path, open_reader) -> None:
    """No posts, one sentence, wherever its lines end, and what was seen instead; no crash by any key."""
    (archive / "photo.jpg").touch()
    async with open_reader(archive) as desk:
        said = " ".join(" ".join(desk.part("#list")).replace("│", " ").split())
        if language_in_force() == ENGLISH:
            assert "holds no posts. Posts are Markdown files" in said
            assert "seen: 1 file: 1 .jpg." in said
        await desk.press(
            "enter", "j", "n", "s", "m", "A", "U", "y", "o", "t", "enter", "escape", "T", "enter"
        )
        assert desk.pane in Pane


@_EITHER_WAY
async def test_help_shows_every_key_of_the_pane_first(small_archive: Path, open_reader) -> None:
    """? lists the keys, q closes it again."""
    async with open_reader(small_archive) as desk:
        await desk.press("question_mark")
        assert tr("Here: {place}", place=tr("in the list")) in desk.text
        assert tr("Read") + "  " in desk.text
        await desk.press("q")
        assert desk.is_on_main


@_EITHER_WAY
async def test_the_palette_runs_commands(small_archive: Path, open_reader) -> None:
    """ctrl+p finds a command by its name."""
    async with open_reader(small_archive) as desk:
        await desk.press("ctrl+p")
        await desk.type(tr("Unread only").lower())
        await desk.until(lambda: tr("Unread only") in desk.text)
        await desk.press("enter")
        assert desk.chips == ("is:unread",)


async def test_the_palette_offers_what_is_done_here(small_archive: Path, open_reader) -> None:
    """What is done on another screen, or with a passage that is chosen, is offered only there."""
    async with open_reader(small_archive) as desk:
        for keys, is_offered in (((), False), (("enter", "v", "v"), True)):
            await desk.press(*keys, "ctrl+p")
            await desk.type(tr("Highlight").lower())
            await desk.until(lambda: tr("Highlights and notes") in desk.text)
            assert (tr("Keep") in desk.text) is is_offered
            await desk.press("escape")


@_EITHER_WAY
async def test_zen_leaves_the_article_alone(small_archive: Path, open_reader) -> None:
    """z hides everything but the article, z again brings it back."""
    async with open_reader(small_archive) as desk:
        await desk.press("enter", "z")
        assert "渡輪改點" not in desk.text
        await desk.press("z")
        assert "渡輪改點" in desk.text


@_EITHER_WAY
async def test_the_second_article_is_shown_where_one_pane_is_seen_at_a_time(
    small_archive: Path, open_reader
) -> None:
    """A pane that was hidden while its article changed paints the new one when it comes back."""
    async with open_reader(small_archive, size=(80, 24)) as desk:
        await desk.press("enter", "q", "j", "enter")
        assert "渡輪改點" in desk.lines[2]
        assert "第一段。" not in desk.text


async def test_a_query_at_the_start_is_seen_and_the_files_are_read_once(
    small_archive: Path, open_reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chips tell of a filter from the command line; nothing at the start is done twice."""
    loads: list[None] = []
    load = Library.load

    def counted(library: Library) -> Iterator[Progress]:
        loads.append(None)
        return load(library)

    monkeypatch.setattr(Library, "load", counted)
    async with open_reader(small_archive, query=parse("date:2024")) as desk:
        assert desk.chips == ("date:2024",)
        assert "date:2024" in desk.lines[1]
        assert len(loads) == 1


async def test_words_to_find_are_seen_while_they_are_typed(small_archive: Path, open_reader) -> None:
    """The line at the bottom shows its name and what is typed."""
    async with open_reader(small_archive, size=(80, 24)) as desk:
        await desk.press("enter", "slash")
        await desk.type("很長")
        assert any(tr("find") in line and "很長" in line for line in desk.lines)


async def test_enter_does_not_keep_a_query_that_can_not_be_read(small_archive: Path, open_reader) -> None:
    """The line stays with its complaint, and Esc still gives it up."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("date:2024-13")
        await desk.press("enter")
        assert desk.search_line is not None
        await desk.press("escape")
        assert desk.chips == ()


async def test_signs_that_belong_to_a_tag_can_be_typed(archive: Path, write_post, open_reader) -> None:
    """`-` rules out, unless tags go on with it."""
    write_post("a", "口罩", "2024-02-07T02:00:00", keywords=("covid-19", "健康"))
    write_post("b", "遠足", "2024-02-06T02:00:00", keywords=("健康",))
    async with open_reader(archive) as desk:
        await desk.press("t")
        await desk.type("covid-19")
        await desk.press("enter")
        assert desk.titles == ["口罩"]


async def test_enter_on_a_chosen_tag_only_goes_to_the_list(small_archive: Path, open_reader) -> None:
    """What was chosen by `|` stays an or."""
    async with open_reader(small_archive) as desk:
        await desk.press("t")
        await desk.type("渡輪")
        await desk.press("plus", "escape")
        await desk.type("天氣")
        await desk.press("vertical_line", "enter")
        assert desk.titles == ["渡輪改點", "夏天的第一場雨"]
        assert desk.pane is Pane.LIST


async def test_enter_on_a_tag_of_other_posts_takes_the_place_of_the_chosen_ones(
    small_archive: Path, open_reader
) -> None:
    """Nobody asks for an empty list."""
    async with open_reader(small_archive) as desk:
        await desk.press("t")
        await desk.type("margin")
        await desk.press("enter", "t")
        await desk.type("铅字")
        await desk.press("enter")
        assert desk.titles == ["车站的钟慢了", "秋天的書市"]


async def test_refresh_shows_the_open_article_anew(small_archive: Path, write_post, open_reader) -> None:
    """Mend the file, press R, read on; the title bar says what was found."""
    async with open_reader(small_archive) as desk:
        await desk.press("enter")
        write_post("a", "橋上的燈亮了", "2024-02-07T02:00:00", body="<p>改過的一段。</p>")
        await desk.press("R")
        assert "改過的一段。" in desk.text
        assert tr("{count:,} changed", count=1) in desk.lines[0]


async def test_no_links_is_said(archive: Path, write_post, open_reader) -> None:
    """f without links does not leave one waiting."""
    (archive / "plain.md").write_text("---\ntitle: 無連結\n---\n<p>字。</p>\n", encoding="utf-8")
    async with open_reader(archive) as desk:
        await desk.press("enter", "f")
        assert tr("No links on the screen") in desk.lines[0]


@pytest.fixture
def in_chinese() -> Iterator[None]:
    """Have the reader speak Chinese, as in Taiwan."""
    use_language("zh-Hant")
    yield
    use_language(ENGLISH)


async def test_warnings_stand_over_the_article(archive: Path, open_reader) -> None:
    """What was wrong with a file is said where it is read."""
    (archive / "bad.md").write_text(
        "---\ntitle: 壞日期\ndate: 2024-13-45\n---\n<p>字。</p>\n", encoding="utf-8"
    )
    async with open_reader(archive) as desk:
        await desk.press("enter")
        assert "! " in desk.text
        assert "2024-13-45" in desk.text


async def test_warnings_of_the_index_are_told_in_the_language_of_the_reader(
    archive: Path, open_reader, in_chinese: None
) -> None:
    """They are kept as texts with values, whatever language an earlier run spoke."""
    (archive / "bad.md").write_text("---\ndate: 2024-13-45\n---\n# 字\n", encoding="utf-8")
    async with open_reader(archive) as desk:
        await desk.press("enter")
        assert "! front matter 沒有標題，以第一個標題列代替。" in desk.text
        assert "! 日期 2024-13-45 無法解讀。" in desk.text


@pytest.mark.parametrize("keys", [(), ("enter", "q")], ids=["the other is converted", "it was read before"])
async def test_an_article_that_comes_too_late_is_not_shown(
    small_archive: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    """The post that was opened last stays on the screen, whichever is converted first."""
    article = Articles.of
    is_asked, may_answer, has_answered = Event(), Event(), Event()

    def slowly(articles: Articles, post: Post) -> Article:
        if post.title != "夏天的第一場雨":
            return article(articles, post)
        is_asked.set()
        may_answer.wait(PATIENCE)
        found = article(articles, post)
        has_answered.set()
        return found

    async with open_reader(small_archive, size=(80, 24)) as desk:
        monkeypatch.setattr(Articles, "of", slowly)
        await desk.press(*keys)
        await desk.press_on("G", "enter")
        await desk.until(is_asked.is_set, workers=False)
        await desk.press_on("q", "g", "g", "enter")
        await desk.until(lambda: "第一段。" in desk.article_text, workers=False)
        may_answer.set()
        await desk.until(has_answered.is_set)
        assert desk.article == "橋上的燈亮了"
        assert "第一段。" in desk.article_text


async def test_a_caret_that_is_asked_for_too_early_comes_with_the_article(
    small_archive: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said, and it is the article that was asked for that gets it."""
    article = Articles.of
    may_answer = Event()

    def slowly(articles: Articles, post: Post) -> Article:
        if post.title == "夏天的第一場雨":
            may_answer.wait(PATIENCE)
        return article(articles, post)

    async with open_reader(small_archive, size=(80, 24)) as desk:
        monkeypatch.setattr(Articles, "of", slowly)
        await desk.press_on("G", "enter", "v")
        assert "the caret comes with it" in desk.title_bar
        assert "Start" not in desk.footer
        may_answer.set()
        await desk.until(lambda: desk.article == "夏天的第一場雨")
        assert "Start" in desk.footer
        await desk.press("escape", "K", "H")
        assert "Start" not in desk.footer


@pytest.mark.parametrize(("key", "order"), [("J", [8, 9, 6, 10]), ("K", [4, 3, 6, 2])])
async def test_articles_are_read_ahead_where_the_reader_goes(
    archive: Path,
    write_post: WritePost,
    open_reader: OpenReader,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    order: list[int],
) -> None:
    """Down the list with J, up with K: the next two first, then the one before, then the third."""
    for number in range(12):
        write_post(f"p{number}", f"第{number}篇", f"2024-01-{28 - number:02}T01:00:00")
    article = Articles.of
    read: list[str] = []

    def noted(articles: Articles, post: Post) -> Article:
        read.append(post.title)
        return article(articles, post)

    async with open_reader(archive, size=(80, 24)) as desk:
        monkeypatch.setattr(Articles, "of", noted)
        await desk.press("6", "j", "enter")
        await desk.until(lambda: read[-4:] == [f"第{number}篇" for number in (7, 8, 5, 9)])
        read.clear()
        await desk.press(key)
        await desk.until(lambda: len(read) >= 4)
        assert read == [f"第{number}篇" for number in order]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_outline_goes_to_a_heading(
    archive: Path, write_post: WritePost, open_reader: OpenReader, size: tuple[int, int]
) -> None:
    """i lists the headings, Enter brings one to the top of the article, q leaves it where it was."""
    part = "<p>很長的一段話，一直說下去。</p>" * 30
    body = "".join(f"<h2>{name}</h2>{part}" for name in ("起頭", "中間", "結尾"))
    write_post("a", "三段", "2024-01-01T01:00:00", body=body)
    async with open_reader(archive, size=size) as desk:
        await desk.press("enter", "i")
        assert tr("Outline") in desk.text
        assert [name for name in ("起頭", "中間", "結尾") if name in desk.text] == ["起頭", "中間", "結尾"]
        await desk.press("q")
        assert desk.is_on_main and desk.place == 0
        await desk.press("i", "j", "enter")
        assert desk.is_on_main
        assert "中間" in "".join(desk.part("#article")[:3])
        assert "結尾" not in desk.article_text


async def test_an_article_without_headings_has_no_outline(small_archive: Path, open_reader) -> None:
    """It says so, and Enter does no harm."""
    async with open_reader(small_archive) as desk:
        await desk.press("3", "j", "enter", "i")
        assert tr("This article has no headings.") in desk.words
        await desk.press("enter", "q")
        assert desk.is_on_main
        assert desk.pane is Pane.ARTICLE


async def test_without_an_editor_it_is_said_how_to_name_one(small_archive: Path, open_reader) -> None:
    """e needs $VISUAL or $EDITOR."""
    async with open_reader(small_archive) as desk:
        await desk.press("e")
        assert any("$VISUAL" in notice for notice in desk.notices)
