"""The article pane in a running application."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot

from reader.article import Article, Link
from reader.paths import styles_folder
from reader.post import Post, PostDate
from reader.query import parse
from reader.query.nodes import Words
from reader.query.patterns import pattern_of
from reader.text.spelling import SearchText
from reader.tui.commands import Scope
from reader.tui.features.article import typesetter
from reader.tui.features.article.paint import link_at, offset_of
from reader.tui.features.article.pane import ArticlePane
from reader.typeset import prepare
from reader.typeset.document import Document, Options
from reader.typeset.prepare import Prepared
from tests.tui.widget_app import WidgetApp

POST = Post(
    archive=Path("/archive"),
    path="2024-02-07-a.md",
    title="總統府公布「新內閣」名單",
    date=PostDate(datetime(2024, 2, 7, 13, 41, tzinfo=UTC)),
    author="王小明",
    source="https://example.com/news/1",
)
PARAGRAPH = "台灣的總統府在今天上午的記者會表示，新的內閣名單將於本週五公布，並且強調「專業優先」。"
LONG = Article("\n\n".join(f"第{number}段。{PARAGRAPH * 3}" for number in range(80)))
LINKS = Article("前文[第一](https://e.com/1)，再來[第二](https://e.com/2)，還有[壞的](file:///etc/passwd)。")


class PaneApp(WidgetApp):
    """The pane alone, and what it said."""

    CSS_PATH = styles_folder() / "article.tcss"
    SCOPES = (Scope.ARTICLE, Scope.MOVE)

    def __init__(self) -> None:
        super().__init__()
        self.said: list[object] = []

    def compose(self) -> ComposeResult:
        pane = ArticlePane(zone=UTC)
        pane.follow_asked.connect(self.said.append)
        pane.end_reached.connect(lambda _: self.said.append("at end"))
        yield pane

    @property
    def pane(self) -> ArticlePane:
        return self.query_one(ArticlePane)

    def screen_text(self) -> list[str]:
        return [self.pane.render_line(row).text.replace("┃", " ") for row in range(self.pane.size.height)]


@asynccontextmanager
async def running(
    article: Article, width: int = 80, height: int = 24
) -> AsyncIterator[tuple[PaneApp, Pilot[None]]]:
    app = PaneApp()
    async with app.run_test(size=(width, height)) as pilot:
        app.pane.focus()
        app.pane.show(POST, article)
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield app, pilot


def without_blanks(text: str) -> str:
    return "".join(text.split())


async def test_header_and_text_are_painted() -> None:
    """Title, author, date and host stand above the text."""
    async with running(Article(PARAGRAPH)) as (app, _):
        shown = without_blanks("\n".join(app.screen_text()))
        for words in (POST.title, "王小明", "2024-02-0713:41·example.com", PARAGRAPH):
            assert words in shown


async def test_every_row_fills_the_pane() -> None:
    """Rows are as wide as the pane, so that nothing shines through."""
    async with running(LONG, width=61) as (app, _):
        assert {app.pane.render_line(row).cell_length for row in range(app.pane.size.height)} == {
            app.pane.size.width
        }


async def test_empty_post_says_so_and_names_the_address() -> None:
    """A post without text says where it stands."""
    async with running(Article("")) as (app, _):
        assert POST.source in "".join("\n".join(app.screen_text()).split())


async def test_markup_in_a_post_is_text() -> None:
    """Square brackets of a post never become Textual's markup."""
    async with running(Article(r"\[red\]x\[/red\] \[/foo\] \[@click=app.quit\]")) as (app, _):
        assert "[red]x[/red] [/foo] [@click=app.quit]" in "\n".join(app.screen_text())


async def test_page_down_keeps_two_lines() -> None:
    """A page further shows the last two lines again, without animation."""
    async with running(LONG) as (app, pilot):
        before = app.screen_text()
        await pilot.press("space")
        assert app.screen_text()[:2] == before[-2:]


async def test_space_at_the_end_says_so() -> None:
    """Only a page further at the very end is news for the screen."""
    async with running(LONG) as (app, pilot):
        await pilot.press("G")
        assert app.said == []
        await pilot.press("space")
        assert app.said == ["at end"]


async def test_progress_goes_from_little_to_all() -> None:
    """Progress is what has been on the screen, in per cent."""
    async with running(LONG) as (app, pilot):
        assert 0 < app.pane.progress < 20
        await pilot.press("end")
        assert app.pane.progress == 100


async def test_place_survives_other_widths() -> None:
    """After several widths and back the same text stands at the top."""
    async with running(LONG) as (app, pilot):
        for _ in range(5):
            app.pane.move_by_pages(1)
        place, top = app.pane.place, app.screen_text()[0]
        for width in (50, 33, 120, 80):
            await pilot.resize_terminal(width, 24)
        assert app.pane.place == place
        assert app.screen_text()[0] == top


async def test_place_survives_another_script() -> None:
    """In simplified script the same place stands at the top."""
    async with running(LONG) as (app, pilot):
        app.pane.move_by_pages(3)
        place = app.pane.place
        app.pane.set_script("simplified")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.pane.place == place
        assert "总统府" in "\n".join(app.screen_text())


async def test_shown_from_a_place() -> None:
    """An article opens where it was left."""
    async with running(LONG) as (app, pilot):
        assert app.pane.document is not None
        place = app.pane.document.text.index("第60段")
        app.pane.show(POST, LONG, place=place)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "第60段" in app.screen_text()[0]


async def test_find_compares_folded_text() -> None:
    """Simplified words are found in traditional text, all are counted, and the first comes into sight."""
    async with running(LONG) as (app, _):
        assert app.pane.find(parse("总统府").patterns, 0) == 241
        assert app.pane.hit == (1, 241)
        app.pane.next_hit(-1)
        assert app.pane.hit == (241, 241)
        assert app.pane.progress > 90


async def test_hits_are_painted() -> None:
    """All hits stand out, the current one most."""
    async with running(Article("甲乙丙甲")) as (app, _):
        app.pane.find(parse("甲").patterns, 0)
        row = next(row for row in range(24) if "甲乙丙甲" in app.pane.render_line(row).text)
        looks = {segment.text: segment.style for segment in app.pane.render_line(row) if segment.style}
        backgrounds = [
            segment.style.bgcolor
            for segment in app.pane.render_line(row)
            if segment.text == "甲" and segment.style
        ]
        assert len(set(backgrounds)) == 2
        assert looks["乙丙"].bgcolor not in backgrounds
        app.pane.forget_hits()
        assert not app.pane.has_hits


async def test_hits_in_hebrew_are_painted_where_they_stand() -> None:
    """A hit, a link and the selection have the cells of their characters, and what is copied is as written."""
    async with running(Article("שלום ים [סירה](https://e.com/1) ישנה")) as (app, _):
        app.pane.find(parse("ים").patterns, 0)
        strip = next(
            app.pane.render_line(row) for row in range(24) if "הריס" in app.pane.render_line(row).text
        )
        looks = [(segment.text, segment.style.bgcolor) for segment in strip if segment.style]
        plain = next(ground for text, ground in looks if text == "ש")
        assert "".join(text for text, ground in looks if text.strip() and ground != plain).strip("┃") == "םי"
        assert strip.text.strip("┃ ") == "הנשי הריס םי םולש"
        document = app.pane.document
        assert document is not None
        line = next(line for line in document.lines if "הריס" in line.text)
        start = line.text.index("הריס")
        assert {link_at(line, start + place) for place in range(4)} == {3}
        offsets = [offset_of(line, start + place) for place in range(4)]
        assert [document.text[place] for place in offsets if place is not None] == list("הריס")
        first = offset_of(line, len(line.text) + 5)
        assert first is not None and document.text[first:].startswith("שלום")


async def test_chinese_is_never_slanted() -> None:
    """Emphasis is italic for Latin words and a colour for Chinese ones."""
    async with running(Article("這是*強調*的*word*")) as (app, _):
        row = next(row for row in range(24) if "強調" in app.pane.render_line(row).text)
        styles = {segment.text: segment.style for segment in app.pane.render_line(row) if segment.style}
        assert not styles["強調"].italic
        assert styles["word"].italic
        assert styles["強調"].color != styles["這是"].color


async def test_letters_choose_a_link() -> None:
    """Letters stand on the links that may be opened, and typing one follows it."""
    async with running(LINKS) as (app, pilot):
        await pilot.press("f")
        assert "s" in "\n".join(app.screen_text()).split("前文")[1][:2]
        await pilot.press("d")
        assert app.said == [("https://e.com/2", False)]
        assert "第二" in "\n".join(app.screen_text())


async def test_another_key_takes_the_letters_away() -> None:
    """Escape and letters that no link has end the choice, and do nothing else."""
    async with running(LINKS) as (app, pilot):
        await pilot.press("F", "escape")
        await pilot.press("F", "z")
        assert app.said == []
        await pilot.press("F", "s")
        assert app.said == [("https://e.com/1", True)]


async def test_a_click_follows_a_link() -> None:
    """The mouse follows the link under it, and nothing beside it."""
    async with running(LINKS) as (app, pilot):
        row = next(row for row in range(24) if "第一" in app.pane.render_line(row).text)
        text = app.pane.render_line(row).text
        cell = len(text) - len(text.lstrip()) + 2 * text.lstrip().index("第二")
        await pilot.click(ArticlePane, offset=(cell + 1, row))
        await pilot.click(ArticlePane, offset=(70, row))
        assert app.said == [("https://e.com/2", False)]


async def test_only_safe_addresses_reach_the_terminal() -> None:
    """OSC 8 carries http, https and mailto, never a file's address."""
    async with running(LINKS) as (app, _):
        styles = [
            segment.style for row in range(24) for segment in app.pane.render_line(row) if segment.style
        ]
        assert {style.link for style in styles if style.link} == {
            "https://example.com/news/1",
            "https://e.com/1",
            "https://e.com/2",
        }


async def test_the_mark_of_a_note_leads_to_its_words_and_back() -> None:
    """A letter on the mark goes down to the note; the one on the note goes up again."""
    article = Article("天[^1]\n\n" + "地玄黃\n\n" * 40 + "[^1]: 宇宙")
    async with running(article) as (app, pilot):
        await pilot.press("f", "s")
        assert app.pane.place > 40
        shown = [app.pane.render_line(row).text.strip() for row in range(24)]
        assert any(line.startswith("[1] 宇宙") for line in shown)
        await pilot.press("f", "a")
        assert any("天[1]" in app.pane.render_line(row).text for row in range(24))
        assert app.said == []


async def test_the_link_cursor_goes_to_notes_and_back() -> None:
    """Notes are links like others; after a jump the cursor stands on the one that leads back."""
    article = Article("天[^1]\n\n" + "地玄黃\n\n" * 40 + "[^1]: 宇宙")
    async with running(article) as (app, pilot):
        await pilot.press("full_stop")
        assert app.pane.cursor_link is not None and app.pane.cursor_link.text == "[1]"
        await pilot.press("enter")
        assert app.pane.place > 40
        await pilot.press("enter")
        assert any("天[1]" in app.pane.render_line(row).text for row in range(24))
        assert app.pane.cursor_link is not None


async def test_links_have_numbers() -> None:
    """Links are numbered from 1 in reading order, the related ones last; the numbers stand on them on demand."""
    article = Article("一[甲](https://e.com/1)二三四", related=(Link("乙", "https://e.com/2"),))
    async with running(article) as (app, _):
        assert app.pane.link(1) == "https://e.com/1"
        assert app.pane.link(2) == "https://e.com/2"
        assert app.pane.link(3) is None
        assert app.pane.link(0) is None
        app.pane.show_numbers(are_shown=True)
        shown = [app.pane.render_line(row).text.strip() for row in range(24)]
        assert "一1 二三四" in shown
        app.pane.show_numbers(are_shown=False)
        assert "一甲二三四" in [app.pane.render_line(row).text.strip() for row in range(24)]


async def test_selected_text_has_no_breaks_inside_paragraphs() -> None:
    """What is selected over several lines reads as one paragraph."""
    async with running(Article(PARAGRAPH * 3), width=50) as (app, pilot):
        row = next(row for row in range(24) if PARAGRAPH[:4] in app.pane.render_line(row).text)
        await pilot.mouse_down(ArticlePane, offset=(5, row))
        await pilot.hover(ArticlePane, offset=(20, row + 2))
        await pilot.mouse_up(ArticlePane, offset=(20, row + 2))
        selected = app.screen.get_selected_text()
        assert selected is not None
        assert selected in PARAGRAPH * 3
        assert len(selected) > 40


async def test_a_wide_table_scrolls_sideways() -> None:
    """A table that is wider than the pane is seen whole by moving it, and rows still fill the pane."""
    table = "|" + "|".join(f"第{number}欄的名稱" for number in range(12)) + "|\n|" + "-|" * 12
    async with running(Article(table), width=60) as (app, pilot):
        assert "第" in "\n".join(app.screen_text())
        assert "11" not in "\n".join(app.screen_text()[5:])
        app.pane.scroll_sideways(200)
        await pilot.pause()
        assert "11" in "\n".join(app.screen_text()[5:])
        assert {app.pane.render_line(row).cell_length for row in range(app.pane.size.height)} == {
            app.pane.size.width
        }


async def test_outline_goes_to_a_heading() -> None:
    """A heading chosen from the outline comes to the top."""
    text = "\n\n".join(f"## 標題{number}\n\n{PARAGRAPH * 4}" for number in range(9))
    async with running(Article(text)) as (app, pilot):
        assert [heading.text for heading in app.pane.outline][:2] == ["標題0", "標題1"]
        app.pane.go_to_heading(5)
        await pilot.pause()
        assert "標題5" in app.screen_text()[0]


async def test_long_article_is_complete_in_the_end() -> None:
    """A long article first shows its beginning and soon all of it."""
    app = PaneApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.pane.show(POST, LONG)
        assert app.pane.document is not None
        assert not app.pane.document.complete
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.pane.document.complete
        assert "第79段" in app.pane.document.text


@pytest.fixture
def threads_of_setting(monkeypatch: pytest.MonkeyPatch) -> list[tuple[threading.Thread, bool]]:
    """Where lines are set from now on: the thread, and whether it is the whole article."""
    found: list[tuple[threading.Thread, bool]] = []
    whole = Prepared.set

    def noted(prepared: Prepared, options: Options) -> Document:
        found.append((threading.current_thread(), prepared.complete))
        return whole(prepared, options)

    monkeypatch.setattr(Prepared, "set", noted)
    return found


async def test_keys_wait_for_no_very_long_article_at_another_width(
    monkeypatch: pytest.MonkeyPatch, threads_of_setting: list[tuple[threading.Thread, bool]]
) -> None:
    """Its lines are set elsewhere; the place stays, and in the end they fit."""
    monkeypatch.setattr(typesetter, "_SET_AT_ONCE", 1_000)
    async with running(LONG) as (app, pilot):
        assert app.pane.document is not None
        app.pane.go_to(app.pane.document.text.index("第40段"))
        threads_of_setting.clear()
        await pilot.resize_terminal(50, 24)
        for _ in range(200):
            if app.pane.document is not None and app.pane.document.width < 50:
                break
            await pilot.pause(0.02)
        assert threads_of_setting
        assert threading.main_thread() not in {thread for thread, _ in threads_of_setting}
        document = app.pane.document
        assert document is not None
        assert document.width < 50
        assert "第40段" in without_blanks("".join(app.screen_text()))


async def test_a_long_article_that_is_read_but_not_set_is_set_elsewhere(
    threads_of_setting: list[tuple[threading.Thread, bool]],
) -> None:
    """As happens where it is opened while it is prepared ahead: its beginning stands there at once."""
    async with running(Article(PARAGRAPH)) as (app, pilot):
        pane = app.pane
        pane._typesetter.whole(pane._typesetter.request(POST, LONG), 0)
        threads_of_setting.clear()
        pane.show(POST, LONG)
        assert pane.document is not None
        assert not pane.document.complete
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert pane.document.complete
        assert (threading.main_thread(), True) not in threads_of_setting


async def test_keys_wait_for_no_very_long_article_to_be_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made ready for that in another thread, also where it was prepared ahead, and the find line finds at once."""
    threads: list[threading.Thread] = []

    def made(text: str) -> SearchText:
        threads.append(threading.current_thread())
        return SearchText(text)

    monkeypatch.setattr(prepare, "_SEARCHED_AT_ONCE", 1_000)
    monkeypatch.setattr(prepare, "SearchText", made)
    async with running(Article(PARAGRAPH)) as (app, pilot):
        app.pane.prepare_ahead(POST, LONG)
        app.pane.show(POST, LONG)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.pane.document is not None
        assert app.pane.document.complete
        assert app.pane.find([pattern_of(Words("第79段"))], 0) == 1
    assert len(threads) == 1
    assert threading.main_thread() not in threads


def test_no_article_waits_until_another_is_ready_to_be_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of megabytes takes seconds in another thread, and the keys look for words in the one that is shown."""
    begun, goes_on = threading.Event(), threading.Event()

    def slow(text: str) -> SearchText:
        if "long" in text:
            begun.set()
            assert goes_on.wait(30)
        return SearchText(text)

    monkeypatch.setattr(prepare, "SearchText", slow)
    long, short = prepare.prepare(Article("long")), prepare.prepare(Article("short"))
    thread = threading.Thread(target=lambda: long.search_text)
    thread.start()
    try:
        assert begun.wait(30)
        assert short.search_text.form == "short"
        assert not goes_on.is_set()
    finally:
        goes_on.set()
        thread.join()


async def test_a_late_article_is_dropped() -> None:
    """When another article was asked for meanwhile, the rest of the long one does not come."""
    app = PaneApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.pane.show(POST, LONG)
        app.pane.show(POST, Article("短文"))
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.pane.document is not None
        assert "第79段" not in app.pane.document.text


async def test_read_ahead_is_shown_at_once() -> None:
    """An article that was prepared ahead is complete in the first frame."""
    app = PaneApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.pane.prepare_ahead(POST, LONG)
        app.pane.show(POST, LONG)
        assert app.pane.document is not None
        assert app.pane.document.complete


@pytest.mark.parametrize("theme", ["textual-light", "dracula", "ansi-dark"])
async def test_every_theme_paints(theme: str) -> None:
    """The styles work with themes other than the reader's own."""
    async with running(LINKS) as (app, pilot):
        app.theme = theme
        await pilot.pause()
        assert "第一" in "\n".join(app.screen_text())


async def test_a_sentence_instead_of_an_article() -> None:
    """The pane can say that a post cannot be read."""
    async with running(LONG) as (app, _):
        app.pane.show_sentence("The post cannot be read.")
        assert "The post cannot be read." in "\n".join(app.screen_text())
        assert app.pane.place == 0


async def test_painting_ahead_may_outlive_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that had asked for the size when the reader was left says nothing on the terminal."""
    async with running(LONG) as (app, pilot):
        pane = app.pane
        await pilot.pause()
        size = pane.size
        await pane.remove()
    monkeypatch.setattr(ArticlePane, "size", size)
    raised: list[BaseException] = []

    def work() -> None:
        try:
            pane.prepare_ahead(POST, LINKS)
            pane.paint_ahead(POST, LINKS, frozenset())
        except BaseException as error:  # noqa: BLE001 - whatever a thread would tell
            raised.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert raised == []
