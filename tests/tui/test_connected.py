"""Stories, who links here, and the history, key by key on the real app."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.index import DamagedIndexError
from reader.paths import tour_folder
from reader.tui.layout import Pane
from reader.tui.screens.dialogs import AskScreen
from tests.tui.conftest import Outside

MOST_KEYS = 10
FIRST_REPORT = "望潮圖書館遷館 地下室尋獲鉛字一萬二千枚"
REPORTS = {
    FIRST_REPORT,
    "鉛字庫清點完成 缺字三百枚名單公布",
    "八十一歲檢字員重回字架前 記得每個字的位置",
    "缺字有了下落 在對岸修船廠壓了40年帆布",
    "望潮圖書館修復鑄字機 補上最後一枚「潮」字",
    "鉛字庫開放首日 市民排隊印自己的名字",
}


async def test_everything_connected_to_a_report_within_ten_keys(open_reader) -> None:
    """From the start to the whole story and into its first report, and back to where one was."""
    async with open_reader(tour_folder()) as desk:
        keys = ["j", "j", "enter", "r"]
        await desk.press(*keys)
        assert "鉛字庫開放首日" in desk.article
        assert set(desk.entries) >= REPORTS
        assert "its timeline" in desk.text
        assert "links here" in desk.text
        assert "shares 2 rare words" in desk.text
        reading = ["home", "j", "enter", "H"]
        await desk.press(*reading[:3])
        assert desk.article == FIRST_REPORT
        assert "潮口" in desk.text
        await desk.press(*reading[3:])
        assert "鉛字庫開放首日" in desk.article
        assert len(keys) + len(reading) <= MOST_KEYS


async def test_what_is_not_held_is_opened_outside_after_a_look_at_the_address(
    archive: Path, write_post, open_reader, outside: Outside
) -> None:
    """Enter on an article that the archive does not hold asks first, and the view stays."""
    write_post(
        "a",
        "開箱",
        "2024-02-07T02:00:00",
        body='<div class="moreArticle"><a class="moreArticle-link" href="https://other.example/20240201">'
        "<span>外頭的消息</span></a></div>",
    )
    async with open_reader(archive) as desk:
        await desk.press("r", "home")
        assert "2024-02-01" in desk.text
        assert "○ 外頭的消息" in desk.text
        assert "not in the archive" in desk.text
        await desk.press("enter")
        assert "https://other.example/20240201" in desk.text
        await desk.press("enter")
        assert outside.opened == ["https://other.example/20240201"]
        assert not desk.is_on_main


async def test_who_links_here(small_archive: Path, open_reader) -> None:
    """B lists the posts that link to this one; Enter reads one of them."""
    async with open_reader(small_archive) as desk:
        await desk.press("B")
        assert desk.entries == ["渡輪改點"]
        assert "Enter Read" in desk.lines[-1]
        await desk.press("enter")
        assert desk.article == "渡輪改點"
        assert desk.pane is Pane.ARTICLE


@pytest.mark.parametrize(
    ("key", "sentence"),
    [("B", "No other post links to this one"), ("r", "This post has no story"), ("V", "Nothing read yet")],
)
async def test_an_empty_view_says_so_and_its_key_closes_it(
    archive: Path, write_post, open_reader, key: str, sentence: str
) -> None:
    """What is missing stands where it would be, in words, and the footer offers no key that does nothing."""
    write_post("a", "獨自", "2024-02-07T02:00:00")
    async with open_reader(archive) as desk:
        await desk.press(key)
        assert sentence in desk.words
        assert desk.lines[-1].strip() == "Esc Close"
        await desk.press(key)
        assert desk.is_on_main


async def test_a_post_whose_file_has_gone_says_so(archive: Path, write_post, open_reader) -> None:
    """The view stays and says what is wrong and how to go on."""
    write_post("a", "甲", "2024-02-07T02:00:00")
    write_post("b", "乙", "2024-02-06T02:00:00")
    async with open_reader(archive, size=(80, 24)) as desk:
        (archive / "b.md").unlink()
        await desk.press("j", "r")
        assert "b.md cannot be read" in desk.text


async def test_an_index_that_can_not_be_read_says_so(small_archive: Path, open_reader, monkeypatch) -> None:
    """Neither the views nor the links of an article end the reader; the way out is named."""

    async with open_reader(small_archive) as desk:
        index = desk.library._index

        def damaged(*_: object) -> None:
            raise DamagedIndexError(Path("index"), "malformed")

        for name in ("linking_to", "newest_at", "at_address"):
            monkeypatch.setattr(index, name, damaged)
        await desk.press("B")
        assert "The index cannot be read now." in desk.text
        await desk.press("q", "j", "enter", "full_stop")
        assert "opens the browser" in desk.text


async def test_the_history_goes_back_to_the_place(small_archive: Path, open_reader) -> None:
    """V names what was read, the last first, with how far; Enter goes to the same place."""
    async with open_reader(small_archive, size=(80, 24)) as desk:
        await desk.press("enter", "space")
        place = desk.place
        assert place
        await desk.press("J", "V")
        assert desk.entries == ["渡輪改點", "橋上的燈亮了"]
        assert " %" in desk.text
        await desk.press("j", "enter")
        assert desk.article == "橋上的燈亮了"
        assert desk.place == place


async def test_the_history_goes_on_before_this_run(small_archive: Path, open_reader) -> None:
    """What was read in an earlier run stands below; what was marked by the dozen does not."""
    async with open_reader(small_archive) as desk:
        await desk.press("j", "enter")
    async with open_reader(small_archive) as desk:
        await desk.press("A", "enter", "V")
        assert desk.entries == ["橋上的燈亮了", "渡輪改點"]
        assert "In earlier runs" in desk.text


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (200, 60)])
async def test_views_fit_any_screen(small_archive: Path, open_reader, size: tuple[int, int]) -> None:
    """From the smallest screen up, the rows fill the frame and move."""
    async with open_reader(small_archive, size=size) as desk:
        await desk.press("j", "r", "j", "k", "G")
        assert max(map(len, desk.lines)) <= size[0]
        await desk.press("q")
        assert desk.is_on_main


async def test_two_answers_at_once_close_one_dialog(small_archive: Path, open_reader) -> None:
    """Over a slow line two clicks arrive together: the first one answers, and the screen behind stays."""
    async with open_reader(small_archive) as desk:
        await desk.press("J", "V")
        dialog = desk.app.screen
        dialog.dismiss(None)
        dialog.dismiss(None)
        await desk.settle()
        assert desk.is_on_main
        await desk.press("j")


async def test_an_answer_to_a_dialog_under_another_one_waits(small_archive: Path, open_reader) -> None:
    """A click that comes after the key which opened a question does not close the question."""
    async with open_reader(small_archive) as desk:
        await desk.press("J", "V")
        below = desk.app.screen
        question = AskScreen("Open it?", "https://news.example/a", "opens it")
        desk.app.push_screen(question)
        await desk.settle()
        below.dismiss(None)
        await desk.settle()
        assert desk.app.screen is question
        await desk.press("escape", "escape")
        assert desk.is_on_main


async def test_a_click_on_what_was_taken_away_does_nothing(small_archive: Path, open_reader) -> None:
    """A notice, say, that went between the picture and the click."""
    async with open_reader(small_archive) as desk:
        bar = desk.main.title_bar
        await bar.remove()
        vars(desk.app.screen)["get_widget_at"] = lambda *_: (bar, bar.region)
        desk.click_blindly(0.5, 0)
        await desk.settle()
        assert not desk.has_left
