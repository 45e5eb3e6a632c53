"""What a person does, key by key, on the real app with real files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library import Library, Progress
from reader.query import parse
from reader.tui.layout import Pane

_EITHER_WAY = pytest.mark.usefixtures("either_way")


async def test_the_list_shows_posts_by_day_in_the_readers_zone(small_archive: Path, open_reader) -> None:
    """The newest day stands first; a post of the last evening of the year is one of the new year in Taipei."""
    async with open_reader(small_archive) as desk:
        assert desk.lines[4].startswith(" 2024-02-07  Wed ")
        assert "橋上的燈亮了" in desk.lines[5]
        assert "10:00  北岸通訊社" in desk.lines[6]
        assert " 2024-01-01  Mon " in desk.text


@_EITHER_WAY
async def test_from_start_to_the_third_article(small_archive: Path, open_reader) -> None:
    """j j Enter reads the third post; reading marks it read."""
    async with open_reader(small_archive) as desk:
        await desk.press("j", "j", "enter")
        assert desk.main.pane is Pane.ARTICLE
        assert "车站的钟慢了的內文。" in desk.text
        assert [row.read for row in desk.main.session.results] == [False, False, True, *[False] * 5]
        assert "7 unread" in desk.lines[0]


@_EITHER_WAY
async def test_the_article_beside_the_list_follows_the_cursor_unread(
    small_archive: Path, open_reader
) -> None:
    """Looking at a post in passing does not mark it read."""
    async with open_reader(small_archive) as desk:
        await desk.press("j")
        await desk.pilot.pause(0.3)
        await desk.settle()
        assert "見橋上的燈與別處。" in desk.text
        assert "8 unread" in desk.lines[0]


async def test_a_tag_narrows_the_list_in_both_scripts(small_archive: Path, open_reader) -> None:
    """t, a few letters, Enter: the posts of the tag, however they spell it."""
    async with open_reader(small_archive) as desk:
        await desk.press("t")
        await desk.type("台湾")
        await desk.press("enter")
        assert desk.titles == ["橋上的燈亮了", "车站的钟慢了", "冬至湯圓"]
        assert desk.main.pane is Pane.LIST
        assert "3 of 8 posts" in desk.lines[0]
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
        assert desk.main.pane is Pane.TAGS


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
        assert desk.main.pane is Pane.LIST
        assert desk.chips == ("车站",)


@_EITHER_WAY
async def test_escape_gives_a_search_up(small_archive: Path, open_reader) -> None:
    """The filters from before come back."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("车站")
        while desk.main.query_bar.line.display:
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
    """q is one step back, and at the end it leaves."""
    async with open_reader(small_archive) as desk:
        await desk.press("u", "enter", "q")
        assert desk.main.pane is Pane.LIST
        await desk.press("q")
        assert desk.chips == ()
        await desk.press("q")
        assert desk.app._exit


async def test_next_unread_skips_what_was_read(small_archive: Path, open_reader) -> None:
    """n goes from unread to unread, in the list as in the article."""
    async with open_reader(small_archive) as desk:
        await desk.press("j", "m", "k", "n")
        assert desk.main.posts.current.post.title == "车站的钟慢了"
        await desk.press("enter", "n")
        assert "[Eng Sub] A [b]bold[/b] title" in desk.text


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


async def test_all_read_can_be_undone(small_archive: Path, open_reader) -> None:
    """A marks what is shown, U takes all of it back at once."""
    async with open_reader(small_archive) as desk:
        await desk.press("A")
        assert "unread" not in desk.lines[0]
        await desk.press("U")
        assert "8 unread" in desk.lines[0]


@_EITHER_WAY
async def test_a_link_into_the_archive_opens_here_and_back_returns(small_archive: Path, open_reader) -> None:
    """f puts a letter on the link; H goes back to the article before."""
    async with open_reader(small_archive) as desk:
        await desk.press("j", "enter", "f")
        labels = desk.main.article._hints.links
        await desk.press(list(labels)[1])
        assert desk.main.reading.post.title == "橋上的燈亮了"
        await desk.press("H")
        assert desk.main.reading.post.title == "渡輪改點"
        await desk.press("L")
        assert desk.main.reading.post.title == "橋上的燈亮了"


async def test_a_link_out_of_the_archive_asks_first(small_archive: Path, open_reader, monkeypatch) -> None:
    """The whole address is shown before anything leaves the program, and Esc leaves it."""
    opened: list[str] = []
    monkeypatch.setattr("reader.tui.external.has_browser", lambda: True)
    monkeypatch.setattr("reader.tui.external.open_in_browser", lambda url: bool(opened.append(url)) or True)
    async with open_reader(small_archive) as desk:
        await desk.press("j", "enter", "2", "o")
        assert "https://other.example/x" in desk.text
        await desk.press("escape")
        assert opened == []
        await desk.press("2", "o", "enter")
        assert opened == ["https://other.example/x"]


async def test_counts_repeat_and_gg_goes_to_the_top(small_archive: Path, open_reader) -> None:
    """5j moves five; gg is a sequence; a pending count is shown and Esc drops it."""
    async with open_reader(small_archive) as desk:
        await desk.press("5", "j")
        assert desk.main.posts.cursor == 5
        await desk.press("g", "g")
        assert desk.main.posts.cursor == 0
        await desk.press("4", "2")
        assert "42" in desk.lines[-1]
        await desk.press("escape", "j")
        assert desk.main.posts.cursor == 1


async def test_days_and_months_can_be_jumped(small_archive: Path, open_reader) -> None:
    """[ goes to the day before, ] back; { and } do the same with months."""
    async with open_reader(small_archive) as desk:
        await desk.press("left_square_bracket")
        assert desk.main.posts.cursor == 2
        await desk.press("right_square_bracket")
        assert desk.main.posts.cursor == 0
        await desk.press("left_curly_bracket", "left_curly_bracket")
        assert desk.main.posts.current.post.title == "冬至湯圓"
        await desk.press("right_curly_bracket")
        assert desk.main.posts.current.post.title == "圖書館延長開放" or desk.main.posts.cursor == 3


@_EITHER_WAY
async def test_words_are_found_in_the_article(small_archive: Path, open_reader) -> None:
    """/ in the article finds in it, in either script; n goes on to the next hit."""
    async with open_reader(small_archive) as desk:
        await desk.press("enter", "slash")
        await desk.type("很长")
        assert desk.main.article.hit == (1, 60)
        await desk.press("enter", "n")
        assert desk.main.article.hit == (2, 60)
        assert "2 of 60 hits" in desk.lines[-1]


async def test_the_script_of_the_article_changes(small_archive: Path, open_reader) -> None:
    """c shows Traditional, then Simplified, then as written again."""
    async with open_reader(small_archive) as desk:
        await desk.press("enter", "c", "c")
        assert "很长的一段话" in desk.text
        await desk.press("c")
        assert "很長的一段話" in desk.text


async def test_a_file_that_vanishes_is_said_and_the_rest_stays(small_archive: Path, open_reader) -> None:
    """Opening a post whose file has gone shows one sentence; the next post opens."""
    async with open_reader(small_archive) as desk:
        (small_archive / "h.md").unlink()
        await desk.press("G", "enter")
        assert "can not be read" in desk.text
        await desk.press("K")
        assert desk.main.reading.post.title == "秋天的書市"


async def test_new_and_gone_files_are_seen_by_refresh(small_archive: Path, write_post, open_reader) -> None:
    """R takes in what changed, and the cursor stays on its post."""
    async with open_reader(small_archive) as desk:
        await desk.press("j")
        write_post("new", "剛剛到的消息", "2024-03-01T01:00:00")
        (small_archive / "h.md").unlink()
        await desk.press("R")
        assert desk.titles[0] == "剛剛到的消息"
        assert "夏天的第一場雨" not in desk.titles
        assert desk.main.posts.current.post.title == "渡輪改點"


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
        assert desk.main.pane is Pane.LIST


@_EITHER_WAY
async def test_resizing_keeps_the_pane_and_the_place(small_archive: Path, open_reader) -> None:
    """The layout follows the width live; what has the keys keeps them."""
    async with open_reader(small_archive, size=(200, 60)) as desk:
        await desk.press("enter")
        for width in (120, 80, 30, 200):
            await desk.pilot.resize_terminal(width, 30)
            await desk.settle()
            assert desk.main.pane is Pane.ARTICLE
            assert "橋上的燈亮了" in desk.text
        assert desk.main.shown_panes() == set(Pane)


async def test_an_empty_archive_says_what_to_do(archive: Path, open_reader) -> None:
    """No posts, one sentence, no crash by any key."""
    async with open_reader(archive) as desk:
        assert "holds no posts" in desk.text
        await desk.press(
            "enter", "j", "n", "s", "m", "A", "U", "y", "o", "t", "enter", "escape", "T", "enter"
        )
        assert desk.main.pane in Pane


@_EITHER_WAY
async def test_help_shows_every_key_of_the_pane_first(small_archive: Path, open_reader) -> None:
    """? lists the keys, q closes it again."""
    async with open_reader(small_archive) as desk:
        await desk.press("question_mark")
        assert "In this pane" in desk.text
        assert "Open the post under the cursor." in desk.text
        await desk.press("q")
        assert desk.app.screen is desk.main


@_EITHER_WAY
async def test_the_palette_runs_commands(small_archive: Path, open_reader) -> None:
    """ctrl+p finds a command by its name."""
    async with open_reader(small_archive) as desk:
        await desk.press("ctrl+p")
        await desk.type("unread only")
        await desk.pilot.pause(0.5)
        await desk.press("enter")
        await desk.settle()
        assert desk.chips == ("is:unread",)


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
        assert any("find" in line and "很長" in line for line in desk.lines)


async def test_enter_does_not_keep_a_query_that_can_not_be_read(small_archive: Path, open_reader) -> None:
    """The line stays with its complaint, and Esc still gives it up."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("date:2024-13")
        await desk.press("enter")
        assert desk.main.query_bar.line.display
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
        assert desk.main.pane is Pane.LIST


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
        assert "1 changed" in desk.lines[0]


async def test_no_links_is_said(archive: Path, write_post, open_reader) -> None:
    """f without links does not leave one waiting."""
    (archive / "plain.md").write_text(
        "---\ntitle: 無連結\ndate: 2024-01-01\n---\n<p>字。</p>\n", encoding="utf-8"
    )
    async with open_reader(archive) as desk:
        await desk.press("enter", "f")
        assert "No links on the screen" in desk.lines[0]


async def test_warnings_stand_over_the_article(archive: Path, open_reader) -> None:
    """What was wrong with a file is said where it is read."""
    (archive / "bad.md").write_text(
        "---\ntitle: 壞日期\ndate: 2024-13-45\n---\n<p>字。</p>\n", encoding="utf-8"
    )
    async with open_reader(archive) as desk:
        await desk.press("enter")
        assert "! " in desk.text
        assert "2024-13-45" in desk.text
