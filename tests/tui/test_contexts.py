"""Hits in context: on a screen of their own, and along them through the articles."""

from __future__ import annotations

import csv
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest
from rich.cells import cell_len
from textual import events

from reader.library import Library, ResultSet
from reader.library.contexts import Concordance
from reader.query import Query, parse
from reader.tui.features.contexts import model
from reader.tui.layout import Pane
from tests.tui.conftest import PATIENCE, Desk, OpenReader

LONG = "<p>很長的一段話，一直說下去。</p>" * 40


@pytest.fixture
def comets(archive: Path, write_post) -> Path:
    """Three posts that speak of comets: in titles, a caption, a table, a note and code, and twice alike."""
    write_post(
        "tail",
        "彗星來了",
        "2024-02-07T02:00:00",
        body=f"<p>這顆彗星很亮。</p>{LONG}<figure><img src='a.jpg'><figcaption>彗星的尾巴</figcaption></figure>{LONG}"
        f"<table><tr><th>甲</th><th>彗星</th></tr><tr><td>彗星</td><td>乙</td></tr></table>{LONG}"
        "<pre>comet = '彗星'</pre><p>這顆彗星很亮。</p>",
    )
    write_post("tag", "別的", "2024-02-06T02:00:00", keywords=("彗星",), body="<p>無關。</p>")
    write_post(
        "deep", "夜空", "2024-02-05T02:00:00", channel="The Margin", body=f"{LONG}<p>Halley 彗星走了。</p>"
    )
    return archive


def hits(desk: Desk) -> list[str]:
    """Return the lines that hold a hit, without day and channel."""
    return [line for line in desk.lines[1:-1] if "彗星" in line and "─" not in line]


async def test_c_turns_contexts_neighbours_and_lists_of_articles(
    comets: Path, open_reader: OpenReader
) -> None:
    """At once where one is, and in what is opened later; what is copied is as written."""
    async with open_reader(comets, size=(120, 40), query=parse("彗星")) as desk:
        await desk.press("I", "c", "c")
        assert "这颗彗星很亮" in desk.text and "這顆" not in desk.text
        await desk.press("y")
        assert "这" not in desk.clipboard
        await desk.press("w")
        assert "这颗" in desk.text and "這顆" not in desk.text
        await desk.press("q", "enter", "q", "q", "V")
        assert "彗星来了" in desk.text and "彗星來了" not in desk.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_every_hit_stands_on_a_line(
    comets: Path, open_reader: OpenReader, size: tuple[int, int]
) -> None:
    """One below the other, whatever stands before them; the title says how many there are."""
    async with open_reader(comets, size=size, query=parse("彗星")) as desk:
        await desk.press("I")

        assert "彗星" in desk.title_bar
        assert "8 hits · 2 posts · newest first" in desk.title_bar
        assert len(hits(desk)) == 8
        columns = [
            {cell_len(line[:place]) for place in range(len(line)) if line.startswith("彗星", place)}
            for line in hits(desk)
        ]
        assert len(set.intersection(*columns)) == 1
        assert all(line.startswith((" 2024-02-07", " 2024-02-05")) for line in hits(desk))
        assert ("The Margin" in desk.text) == (size[0] >= 110)
        assert desk.style_of("來了").bold
        assert not desk.style_of("這顆").bold


async def test_the_article_opens_at_the_hit_and_q_comes_back(comets: Path, open_reader: OpenReader) -> None:
    """Not at the first one; a title, a caption, a table, code, and the second of two that are alike."""
    async with open_reader(comets, size=(80, 24), query=parse("彗星")) as desk:
        await desk.press("I")
        places = []
        for number in range(8):
            await desk.press("enter")
            assert desk.article == ("彗星來了" if number < 7 else "夜空")
            places.append(desk.hit[0])
            await desk.press("q")
            assert "8 hits" in desk.title_bar
            await desk.press("j")
        assert places == [1, 2, 3, 4, 5, 6, 7, 1]
        await desk.press("q")
        assert desk.is_on_main
        assert desk.chips


async def test_the_screen_comes_back_as_it_was_left(comets: Path, open_reader: OpenReader) -> None:
    """With the same rows, though there be more than it has room for."""
    async with open_reader(comets, size=(80, 7), query=parse("彗星")) as desk:
        await desk.press("I", "G", "k", "k", "k")
        before = desk.lines
        await desk.press("enter", "q")
        assert desk.lines == before


async def test_n_goes_along_the_hits_into_the_next_post(comets: Path, open_reader: OpenReader) -> None:
    """And the screen comes back where that has led to."""
    async with open_reader(comets, size=(120, 40), query=parse("彗星")) as desk:
        await desk.press("I", "G", "k", "o")
        assert (desk.article, desk.hit[0]) == ("彗星來了", 7)
        await desk.press("n")
        assert (desk.article, desk.hit[0]) == ("夜空", 1)
        assert "Halley 彗星走了" in desk.text
        assert "Hit 8 of 8" in desk.title_bar
        await desk.press("n")
        assert "The last hit" in desk.title_bar
        await desk.press("N", "N")
        assert (desk.article, desk.hit[0]) == ("彗星來了", 6)
        await desk.press("q", "enter")
        assert (desk.article, desk.hit[0]) == ("彗星來了", 6)


async def test_words_that_are_found_in_the_article_have_the_keys(
    comets: Path, open_reader: OpenReader
) -> None:
    """After a search in the article n goes to its hits, and after another post was opened from the list as ever."""
    async with open_reader(comets, size=(120, 40), query=parse("彗星")) as desk:
        await desk.press("I", "enter", "slash", *"一直", "enter")
        count = desk.hit[1]
        await desk.press("n")
        assert desk.hit == (2, count)
        await desk.press("q", "q")
        assert desk.is_on_main
        await desk.press("h", "j", "enter", "q")
        assert desk.is_on_main


async def test_orders_and_groups(comets: Path, open_reader: OpenReader) -> None:
    """`s` goes round the orders; `p` puts the hits of a post under its title."""
    async with open_reader(comets, size=(100, 30), query=parse("彗星")) as desk:
        await desk.press("I", "s")
        assert "by what follows" in desk.title_bar
        follows = [
            line.rpartition("彗星")[2][:1] for line in hits(desk) if "Halley" in line or "這顆" in line
        ]
        assert follows == sorted(follows)
        await desk.press("s")
        assert "by what stands before" in desk.title_bar
        await desk.press("s")
        assert "by channel" in desk.title_bar
        assert "Halley" in hits(desk)[0]
        await desk.press("s", "p")
        assert "newest first" in desk.title_bar
        headings = [line for line in desk.lines if "─" in line]
        assert [heading.strip(" ─").partition("─")[0].strip() for heading in headings] == [
            "2024-02-07  彗星來了  北岸通訊社",
            "2024-02-05  夜空  The Margin",
        ]
        assert not any(line.startswith(" 2024") for line in hits(desk))
        await desk.press("J", "enter")
        assert desk.article == "夜空"
        await desk.press("q", "K", "enter")
        assert (desk.article, desk.hit[0]) == ("彗星來了", 1)


async def test_what_stands_beside_narrows(comets: Path, open_reader: OpenReader) -> None:
    """`w` counts it, Enter keeps those hits alone, q takes it back."""
    async with open_reader(comets, size=(100, 30), query=parse("彗星")) as desk:
        await desk.press("I", "w")
        assert "before" in desk.text
        assert "after" in desk.text
        assert "2  很亮" in desk.text
        await desk.press("h")
        assert "2  這顆" in desk.text
        await desk.press("enter")
        assert "這顆 ‹" in desk.title_bar
        assert "2 hits · 1 post" in desk.title_bar
        await desk.press("w")
        assert "2  這顆" not in desk.text
        assert "Nothing else stands there twice." in desk.text
        await desk.press("enter")
        assert "這顆 ‹  › 很亮" in desk.title_bar
        await desk.press("q")
        assert "很亮" not in desk.title_bar
        assert "這顆 ‹" in desk.title_bar
        await desk.press("j", "enter")
        assert desk.hit[0] == 7
        await desk.press("q")
        assert "2 hits" in desk.title_bar
        await desk.press("q")
        assert "8 hits" in desk.title_bar
        await desk.press("q")
        assert desk.is_on_main


async def test_what_stands_beside_is_counted_though_asked_for_at_once(
    comets: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`w` right after `I` waits for the posts, which are still looked for."""
    select, is_selected = Library.select, threading.Event()

    def select_late(library: Library, query: Query, **options: bool) -> ResultSet:
        is_selected.wait(PATIENCE)
        return select(library, query, **options)

    async with open_reader(comets, size=(100, 30), query=parse("彗星")) as desk:
        monkeypatch.setattr(Library, "select", select_late)
        await desk.press_on("I", "w")
        is_selected.set()
        await desk.settle()
        assert "8 hits · 2 posts" in desk.title_bar
        assert "2  很亮" in desk.text


async def test_copied_and_written(
    comets: Path, open_reader: OpenReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`y` copies the line; `W` writes a table and says where, beside one that is there already."""
    monkeypatch.chdir(tmp_path)
    async with open_reader(comets, size=(120, 30), query=parse("彗星")) as desk:
        await desk.press("I", "j", "y")
        assert (
            desk.clipboard == "2024-02-07  北岸通訊社  這顆彗星很亮。 ¶ " + desk.clipboard.partition("¶ ")[2]
        )
        await desk.press("W", "W")
        assert f"{tmp_path.name}/contexts-2.csv" in desk.words
        tmp_path.chmod(0o500)
    with (tmp_path / "contexts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    tmp_path.chmod(0o700)
    assert len(rows) == 8
    assert (rows[1]["path"], rows[1]["hit"], rows[1]["offset"]) == ("tail.md", "彗星", "2")


async def test_a_table_is_written_whole_or_not_at_all(
    comets: Path, open_reader: OpenReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before all hits are found, not into a folder that is gone, and no half of one stays."""
    folder = tmp_path / "started"
    folder.mkdir()
    monkeypatch.chdir(folder)
    async with open_reader(comets, size=(120, 30), query=parse("彗星")) as desk:
        await desk.press("I")
        with monkeypatch.context() as failing:
            failing.setattr(model, "write_csv", _fail_in_the_middle)
            await desk.press("W")
        assert "cannot be written" in desk.words
        assert list(folder.iterdir()) == []
        folder.rmdir()
        await desk.press("W")
        assert "cannot be written" in desk.words


def _fail_in_the_middle(table: TextIO, *_: object) -> None:
    table.write("path")
    raise OSError(28, "No space left on device")


async def test_only_whole_lists_of_hits_are_written(
    comets: Path, open_reader: OpenReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While hits are looked for, W says so."""
    monkeypatch.chdir(tmp_path)
    async with open_reader(comets, size=(120, 30), query=parse("彗星")) as desk:
        going_on = threading.Event()
        find = Concordance.find

        def find_slowly(concordance: Concordance) -> Iterator[float]:
            going_on.wait(30)
            yield from find(concordance)

        monkeypatch.setattr(Concordance, "find", find_slowly)
        await desk.press_on("I")
        await desk.until(lambda: "Looking through" in desk.text, workers=False)
        await desk.press_on("W")
        await desk.until(lambda: "Not all hits are found" in desk.title_bar, workers=False)
        going_on.set()
    assert list(tmp_path.glob("*.csv")) == []


async def test_other_hits_begin_at_the_first(comets: Path, open_reader: OpenReader) -> None:
    """Though the mouse has turned the list away from the cursor; few hits are never below its end."""
    async with open_reader(comets, size=(80, 7), query=parse("彗星")) as desk:
        await desk.press("I")
        before = hits(desk)
        for _ in range(3):
            desk.point(events.MouseScrollDown, 20, 3)
        await desk.settle()
        assert hits(desk) != before
        await desk.press("s", "s", "s", "s")
        assert hits(desk) == before


async def test_q_leads_back_from_articles_of_the_contexts_alone(
    comets: Path, open_reader: OpenReader
) -> None:
    """Not from one that was opened from the list since."""
    async with open_reader(comets, size=(120, 30), query=parse("彗星")) as desk:
        await desk.press("I", "enter", "h", "enter")
        assert desk.pane is Pane.ARTICLE
        await desk.press("q")
        assert desk.is_on_main
        assert desk.pane is Pane.LIST


async def test_nothing_to_show(comets: Path, open_reader: OpenReader) -> None:
    """Without words a note says how to begin; without hits a sentence says why."""
    async with open_reader(comets, size=(120, 30)) as desk:
        await desk.press("I")
        assert "Search for words first" in desk.title_bar
        assert desk.is_on_main
    async with open_reader(comets, size=(120, 30), query=parse("彗星 title:別的")) as desk:
        await desk.press("I")
        assert "1 hit · 1 post" in desk.title_bar
    async with open_reader(comets, size=(120, 30), query=parse("nowhere")) as desk:
        await desk.press("I", "enter", "y", "W", "J", "s", "w", "enter", "escape")
        assert "no post matches" in desk.text
        await desk.press("escape")
        assert desk.is_on_main


async def test_the_mouse(comets: Path, open_reader: OpenReader) -> None:
    """A click on a hit opens it, and one on a key of the footer does what the key does."""
    async with open_reader(comets, size=(100, 30), query=parse("彗星")) as desk:
        await desk.press("I")
        await desk.click(desk.footer.index("Order"), 29)
        assert "by what follows" in desk.title_bar
        await desk.press("s", "s", "s")
        await desk.click(30, 3)
        assert (desk.article, desk.hit[0]) == ("彗星來了", 3)
