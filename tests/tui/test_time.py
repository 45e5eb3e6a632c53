"""Moving in time, key by key, on the real app."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.config import Settings
from reader.query import parse
from reader.tui.layout import Pane


@pytest.fixture
def years(archive: Path, write_post: Callable[..., Path]) -> Path:
    """Posts on twelve days of three years."""
    days = (
        *("2022-02-07", "2022-06-04", "2022-06-04", "2022-11-30"),
        *("2023-02-07", "2023-06-04", "2023-07-01", "2023-07-02", "2023-07-15"),
        *("2024-01-20", "2024-02-03", "2024-02-07"),
    )
    for number, day in enumerate(days):
        write_post(f"p{number:02}", f"{day} 的第 {number} 篇", f"{day}T01:00:00")
    return archive


class TestStrip:
    """The strip over the list."""

    async def test_it_shows_the_result_in_time_and_where_the_list_stands(self, years, open_reader) -> None:
        """Bars in eighths, the first and the last date, a mark under the list's place."""
        async with open_reader(years) as desk:
            bars, dates = "".join(desk.lines[1:3]), desk.lines[3]
            assert set(bars) & set("▁▂▃▄▅▆▇█") and bars.strip(" ▁▂▃▄▅▆▇█") == ""
            assert dates.split()[0] == "2022-02-07"
            assert dates.split()[-1] == "2024-02-07"
            place = dates.index("▴") if "▴" in dates else -1
            await desk.press("G")
            assert desk.lines[3].find("▴") != place or place == -1

    async def test_the_fullest_month_in_two_keys_and_narrowed_by_a_third(self, years, open_reader) -> None:
        """w m says which it is and how many; Enter writes the query; the same again takes it back."""
        async with open_reader(years) as desk:
            await desk.press("w", "m")
            assert "2023-07 · 3 posts" in desk.lines[3]
            await desk.press("enter")
            assert desk.chips == ("date:2023-07",)
            assert desk.pane is Pane.LIST
            assert len(desk.titles) == 3

    async def test_a_range_by_keys(self, years, open_reader) -> None:
        """v and arrows, or Shift with arrows."""
        async with open_reader(years) as desk:
            await desk.press("w", "left", "v", "left", "left")
            assert "2023-11 – 2024-01 · 1 post" in desk.lines[3]
            await desk.press("escape")
            assert "2023-11 · no posts" in desk.lines[3]
            await desk.press("shift+right", "shift+right", "shift+right", "enter")
            assert desk.chips == ("date:2023-11..2024-02",)
            await desk.press("w", "shift+home")
            assert desk.has_keys("#strip")

    async def test_choosing_the_same_again_takes_it_back(self, years, open_reader) -> None:
        """As in the timeline."""
        async with open_reader(years, query=parse("date:2024-01-20")) as desk:
            await desk.press("w", "enter")
            assert desk.chips == ()

    async def test_zoom_counts_and_ends(self, years, open_reader) -> None:
        """+ shows days at last, - goes back to months, a count repeats, Home and G go to the ends."""
        async with open_reader(years) as desk:
            await desk.press("w", "4", "plus")
            assert "2024-02-07 Wed · 1 post" in desk.lines[3]
            await desk.press("9", "minus")
            assert "2024 · 3 posts" in desk.lines[3]
            await desk.press("home")
            assert "2022 · 4 posts" in desk.lines[3]
            await desk.press("right", "g", "g")
            assert "2022 · 4 posts" in desk.lines[3]

    async def test_down_and_q_go_back_and_w_hides(self, years, open_reader) -> None:
        """The list has the keys again; the strip comes back where it is asked for."""
        async with open_reader(years) as desk:
            await desk.press("w", "j")
            assert desk.has_keys("#list")
            await desk.press("w", "q")
            assert desk.has_keys("#list")
            await desk.press("w", "w")
            assert not desk.part("#strip")
            assert desk.lines[1].startswith(" 2024-02-07")
            await desk.press("w")
            assert desk.has_keys("#strip")

    async def test_the_mouse(self, years, open_reader) -> None:
        """A click puts the cursor there, dragging chooses, the wheel zooms, two clicks narrow."""
        async with open_reader(years) as desk:
            top = desk.place_of("#strip").y
            await desk.drag((1, top + 1), (118, top + 1))
            assert "2022-02 – 2024-02 · 12 posts" in desk.lines[3]
            await desk.click(1, top + 1, times=2)
            assert desk.chips == ("date:2022-02",)

    async def test_it_fits_the_screen_after_a_resize(self, years, open_reader) -> None:
        """What was too small to show more shows everything again; a zoom stays."""
        async with open_reader(years, size=(30, 10)) as desk:
            await desk.resize(120, 40)
            assert desk.lines[3].split()[0] == "2022-02-07"
            await desk.press("w", "plus", "plus")
            shown = desk.lines[3].split()[0]
            await desk.resize(100, 40)
            assert desk.lines[3].split()[0] == shown != "2022-02-07"

    async def test_small_screens_and_settings_leave_it_out(self, years, open_reader) -> None:
        """The list needs the lines more; the person may say so too."""
        async with open_reader(years, size=(60, 16)) as desk:
            assert desk.lines[1].startswith(" 2024-02-07")
            await desk.press("w")
            assert "No room" in desk.lines[0]
        async with open_reader(years, settings=Settings(strip="hidden")) as desk:
            assert not desk.part("#strip")

    async def test_a_result_without_dates_is_said(self, archive, open_reader) -> None:
        """Nothing to draw is no empty picture."""
        (archive / "a.md").write_text("---\ntitle: 無日期\n---\n字。\n", encoding="utf-8")
        async with open_reader(archive) as desk:
            assert "No post here has a date." in desk.text
            await desk.press("w", "m", "plus", "left", "enter", "v", "end", "right_square_bracket")
            assert desk.chips == ()


class TestDays:
    """[ ] { } in list and article."""

    async def test_to_the_nearest_day_and_month_and_no_further(self, years, open_reader) -> None:
        """Days without posts are passed over; at the ends it is said."""
        async with open_reader(years) as desk:
            await desk.press("left_square_bracket")
            assert desk.row[:10] == "2024-02-03"
            await desk.press("left_curly_bracket")
            assert desk.row[:10] == "2024-01-20"
            await desk.press("left_curly_bracket")
            assert desk.row[:10] == "2023-07-15"
            await desk.press("9", "9", "right_square_bracket", "right_square_bracket")
            assert desk.row[:10] == "2024-02-07"
            assert "No later day with posts in this list" in desk.lines[0]

    async def test_in_the_current_result_oldest_first(self, years, open_reader) -> None:
        """Earlier and later mean time, not the order of the list."""
        async with open_reader(years, query=parse("date:2023 sort:oldest")) as desk:
            await desk.press("right_curly_bracket", "right_curly_bracket")
            assert desk.row[:10] == "2023-07-01"
            await desk.press("left_curly_bracket")
            assert desk.row[:10] == "2023-06-04"
            await desk.press("right_square_bracket", "right_square_bracket")
            assert desk.row[:10] == "2023-07-02"

    async def test_in_the_article_the_post_there_is_read(self, years, open_reader) -> None:
        """One need not go back to the list."""
        async with open_reader(years) as desk:
            await desk.press("enter", "left_curly_bracket")
            assert desk.pane is Pane.ARTICLE
            assert desk.article.startswith("2024-01-20")

    async def test_a_list_by_relevance_has_no_days(self, years, open_reader) -> None:
        """That is said, with what to do."""
        async with open_reader(years, query=parse("篇 sort:relevance")) as desk:
            await desk.press("left_square_bracket")
            assert "sort:newest" in desk.lines[0]


class TestGoToDate:
    """A date that is typed."""

    async def test_the_list_goes_there_and_keeps_its_filter(self, years, open_reader) -> None:
        """What is understood is said while typing; the cursor stands on the first post of then or before."""
        async with open_reader(years, query=parse("after:2022-06")) as desk:
            await desk.press("d")
            assert "Posts from 2022-06-04 to 2024-02-07" in desk.text
            await desk.type("2023-6")
            assert "2023-06 · 1 post" in desk.text
            await desk.press("enter")
            assert desk.row[:10] == "2023-06-04"
            assert desk.chips == ("after:2022-06",)
            assert desk.has_keys("#list")

    async def test_a_day_without_a_year_is_the_nearest_with_posts(self, years, open_reader) -> None:
        """6/4 is that of 2023, since nothing is of a later one."""
        async with open_reader(years) as desk:
            await desk.press("d")
            await desk.type("六月四日")
            assert "2023-06-04  Sun · 1 post" in desk.text
            await desk.press("enter")
            assert desk.row[:10] == "2023-06-04"

    async def test_a_time_without_posts_says_where_it_goes(self, years, open_reader) -> None:
        """The nearest before; in a list that begins with the oldest, the nearest after."""
        async with open_reader(years) as desk:
            await desk.press("d")
            await desk.type("2022-09")
            assert "2022-09 · no posts" in desk.text
            assert "The next before is 2022-06-04" in desk.text
            await desk.press("enter")
            assert desk.row[:10] == "2022-06-04"
        async with open_reader(years, query=parse("sort:oldest")) as desk:
            await desk.press("d")
            await desk.type("2022-09")
            assert "The next after is 2022-11-30" in desk.text
            await desk.press("enter")
            assert desk.row[:10] == "2022-11-30"

    async def test_before_all_posts_it_goes_to_the_oldest_and_says_so(self, years, open_reader) -> None:
        """Nothing is earlier."""
        async with open_reader(years) as desk:
            await desk.press("d")
            await desk.type("1999")
            assert "The first post is of 2022-02-07" in desk.text
            await desk.press("enter")
            assert desk.row[:10] == "2022-02-07"
            assert "No post is that early" in desk.lines[0]

    async def test_what_is_not_understood_says_so_and_stays(self, years, open_reader) -> None:
        """One sentence with examples; Esc leaves everything as it was."""
        async with open_reader(years) as desk:
            await desk.press("j", "d")
            await desk.type("soon")
            assert "No time is understood here." in desk.text
            await desk.press("enter")
            assert "Go to a date" in desk.text
            await desk.press("escape")
            assert desk.row[:10] == "2024-02-03"

    async def test_from_the_article_the_post_there_is_read(self, years, open_reader) -> None:
        """As with days and months."""
        async with open_reader(years) as desk:
            await desk.press("enter", "d")
            await desk.type("2023-02")
            await desk.press("enter")
            assert desk.pane is Pane.ARTICLE
            assert desk.article.startswith("2023-02-07")


class TestThisDay:
    """The same day of other years."""

    async def test_the_day_of_the_post_in_all_years_and_back(self, years, open_reader) -> None:
        """Other filters stay, the time goes; the same key brings it back."""
        async with open_reader(years, query=parse("篇 date:2024")) as desk:
            await desk.press("D")
            assert desk.chips == ("篇", "day:02-07")
            assert [name[:10] for name in desk.titles] == ["2024-02-07", "2023-02-07", "2022-02-07"]
            assert "This day in 3 years" in desk.lines[0]
            await desk.press("D")
            assert desk.chips == ("篇", "date:2024")

    async def test_a_day_of_one_year_alone_is_said(self, years, open_reader) -> None:
        """There is nothing to compare it with."""
        async with open_reader(years) as desk:
            await desk.press("j", "enter", "D")
            assert desk.chips == ()
            assert "No other year has posts on this day" in desk.lines[0]


class TestTrends:
    """Queries over each other."""

    async def test_two_queries_compared_and_narrowed_to_a_month(self, years, open_reader) -> None:
        """P plots the query, + another; m goes to the fullest month, Enter shows it."""
        async with open_reader(years, query=parse("2023")) as desk:
            await desk.press("P")
            assert "Posts per month" in desk.lines[0]
            assert "━━ 2023" in desk.lines[1] and "5 posts" in desk.lines[1]
            await desk.press("m")
            assert desk.lines[0].endswith("2023-07")
            await desk.press("plus")
            await desk.type("2022")
            await desk.press("enter")
            assert "━━ 2022" in desk.lines[2] and "4 posts" in desk.lines[2]
            assert any("⠀" < character <= "⣿" for character in desk.text)
            await desk.press("enter")
            assert desk.chips == ("2023", "date:2023-07")
            assert len(desk.titles) == 3
            assert desk.pane is Pane.LIST

    async def test_coming_back_from_a_month_finds_all_as_it_was(self, years, open_reader) -> None:
        """The queries, the unit, the cursor and the chosen query; another filter compares with that."""
        async with open_reader(years) as desk:
            await desk.press("P")
            assert "━━ all posts" in desk.lines[1]
            for query in ("2022", "2023"):
                await desk.press("plus")
                await desk.type(query)
                await desk.press("enter")
            # That of all posts has given way.
            assert "━━ 2022" in desk.lines[1] and "━━ 2023" in desk.lines[2] and "━━" not in desk.lines[3]
            await desk.press("u", "j", "s", "home")
            before = desk.lines
            await desk.press("enter")
            assert desk.chips == ("2023", "date:2022")
            await desk.press("P")
            assert desk.lines == before
            await desk.press("q", "x", "P")
            assert "━━ 2022" in desk.lines[1] and "━━ 2023" in desk.lines[2] and "━━" not in desk.lines[3]

    async def test_shares_units_and_taking_away(self, years, open_reader) -> None:
        """s shows shares, u another unit, j and - take the second query away."""
        async with open_reader(years, query=parse("2023-02-07")) as desk:
            await desk.press("P", "plus")
            await desk.type("02-07")
            await desk.press("enter", "u", "home")
            assert "Posts per year" in desk.lines[0]
            assert desk.lines[0].endswith("2022")
            await desk.press("right", "s")
            assert "Share of all posts per year" in desk.lines[0]
            assert "20.0%  1" in desk.lines[1] and "20.0%  1" in desk.lines[2]
            await desk.press("j", "minus", "minus")
            assert "━━" not in desk.lines[2]
            assert "only query" in desk.text
            await desk.press("q")
            assert desk.chips == ("2023-02-07",)

    async def test_bad_and_blank_queries_and_too_many(self, years, open_reader, monkeypatch) -> None:
        """What is wrong is said under the line; nothing typed adds nothing; there are only so many colours."""
        monkeypatch.setattr("reader.tui.features.trends.screen.MOST_SERIES", 2)
        async with open_reader(years, query=parse("篇")) as desk:
            await desk.press("P", "plus")
            await desk.type("篇 (")
            assert "^" in desk.text
            await desk.press("escape", "plus", "enter")
            assert "━━ 篇" in desk.lines[1] and "━━" not in desk.lines[2]
            await desk.press("plus")
            await desk.type("第")
            await desk.press("enter", "plus")
            assert "only 2 queries apart" in desk.text

    async def test_nothing_to_plot_says_what_to_do(self, years, open_reader) -> None:
        """An empty result is no empty screen; another query mends it; keys do no harm."""
        async with open_reader(years, query=parse("nosuch")) as desk:
            await desk.press("P")
            assert "No post with a date matches: + adds another query" in desk.text
            await desk.press("m", "right", "enter", "pagedown", "end", "s", "u")
            await desk.press("plus")
            await desk.type("篇")
            await desk.press("enter")
            assert "12 posts" in desk.lines[2]

    async def test_the_mouse_and_small_screens(self, years, open_reader) -> None:
        """A click moves, two narrow; a screen without room for a plot still counts."""
        async with open_reader(years) as desk:
            await desk.press("P")
            await desk.click(5, 10, times=2)
            assert desk.chips == ("date:2022-02",)
        async with open_reader(years, size=(20, 5)) as desk:
            await desk.press("P", "left")
            assert "12 posts" in desk.text


class TestCalendar:
    """The month in the timeline pane."""

    async def test_from_the_list_s_day_by_days_weeks_and_months(self, years, open_reader) -> None:
        """C goes there; the month names its posts, the last line the day and its number."""
        async with open_reader(years) as desk:
            await desk.press("C")
            assert "2024-02  2 posts" in desk.text
            assert "2024-02-07  Wed · 1 post" in desk.text
            await desk.press("left", "k")
            assert "2024-01-30  Tue · no posts" in desk.text
            await desk.press("left_square_bracket")
            assert "2024-01-20  Sat · 1 post" in desk.text
            await desk.press("left_square_bracket", "left_curly_bracket")
            assert "2023-06-15  Thu · no posts" in desk.text
            await desk.press("right_curly_bracket", "home")
            assert "2022-02-07  Mon · 1 post" in desk.text
            await desk.press("G")
            assert "2024-02-07  Wed" in desk.text

    async def test_enter_narrows_to_the_day_and_takes_it_back(self, years, open_reader) -> None:
        """As everywhere that time is chosen."""
        async with open_reader(years) as desk:
            await desk.press("C", "left_square_bracket", "enter")
            assert desk.chips == ("date:2024-02-03",)
            assert desk.pane is Pane.LIST
            await desk.press("C", "enter")
            assert desk.chips == ()

    async def test_c_again_goes_to_the_tree_which_leads_the_calendar(self, years, open_reader) -> None:
        """Both stand in a tall pane; a low one shows that which has the keys."""
        async with open_reader(years) as desk:
            await desk.press("C", "C")
            assert "Space Unfold" in desk.footer
            assert "Mon Tue Wed" in desk.text
            await desk.press("G")
            assert "2022-02  1 post" in desk.text
        async with open_reader(years, size=(60, 14)) as desk:
            await desk.press("T")
            assert "Timeline" in desk.text and "Mon" not in desk.text
            await desk.press("C")
            assert "Timeline" not in desk.text and "Mon" in desk.text

    async def test_it_follows_the_list(self, years, open_reader) -> None:
        """On a screen that shows both."""
        async with open_reader(years, size=(180, 50)) as desk:
            await desk.press("j", "j", "j")
            assert "2023-07  3 posts" in desk.text
            assert "2023-07-15  Sat · 1 post" in desk.text

    async def test_the_mouse(self, years, open_reader) -> None:
        """A click moves, two choose, the wheel turns the page."""
        async with open_reader(years) as desk:
            await desk.press("C")
            days = next(y for y, line in enumerate(desk.lines) if "Mon Tue Wed" in line)
            x, y = next(
                (line.index(" 3 ") + 1, y) for y, line in enumerate(desk.lines) if " 3 " in line and y > days
            )
            await desk.click(x, y, times=2)
            assert desk.chips == ("date:2024-02-03",)

    async def test_without_dates_it_says_so(self, archive, open_reader) -> None:
        """And keys do no harm."""
        (archive / "a.md").write_text("---\ntitle: 無日期\n---\n字。\n", encoding="utf-8")
        async with open_reader(archive) as desk:
            await desk.press("C", "left", "j", "right_curly_bracket", "home", "enter", "left_square_bracket")
            assert "No listed post has a date." in desk.text
            assert desk.chips == ()
