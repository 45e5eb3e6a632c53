"""Highlights: a caret that chooses passages in the article, and what is kept of them."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from rich.cells import cell_len

from reader.library import Highlight
from reader.state.marks import Marks
from reader.state.statements import Kind
from tests.tui.conftest import Desk, OpenReader, WritePost

BODY = (
    "<p>港口的燈亮了，渡輪靠岸。她說：好。</p><p>Second paragraph, with a word. And more.</p>"
    '<figure><img src="https://x.example/a.jpg"><figcaption>圖說：夜裡的港口</figcaption></figure>'
    "<table><tr><th>船</th><th>時間</th></tr><tr><td>北岸</td><td>八點</td></tr></table>"
    "<pre><code>if x:\n    run()\n</code></pre><p>最後一段。</p>"
)


def write(write_post: WritePost, body: str = BODY) -> None:
    """Write the post that all of these tests read."""
    write_post("a", "渡輪的時刻", "2024-02-07T02:00:00", body=body)


def kept(desk: Desk) -> list[Highlight]:
    """The highlights of the only post."""
    return list(desk.library.highlights.of(desk.rows[0].post))


def words(desk: Desk) -> list[str]:
    """Their passages, with one blank wherever lines end."""
    return [" ".join(each.passage.words.split()) for each in kept(desk)]


async def test_a_sentence_is_kept_by_keys(
    archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """It is painted, its note is written, its colour changed; it is removed and brought back."""
    write(write_post)
    async with open_reader(archive) as desk:
        await desk.press("enter")
        plain = desk.style_of("渡輪靠岸").bgcolor
        await desk.press("v", "w", "v", "right_parenthesis", "enter")
        assert words(desk) == ["渡輪靠岸。"]
        assert "highlighted (yellow)" in desk.title_bar
        painted = desk.style_of("渡輪靠岸").bgcolor
        assert painted != plain
        assert desk.style_of("她說").bgcolor == plain
        # On it, Enter writes its note.
        await desk.press("v", "right_square_bracket", "enter")
        assert "Note on a highlight" in desk.text
        assert "渡輪靠岸。" in next(line for line in desk.lines if "┌" not in line and "渡輪靠岸" in line)
        await desk.type("when?")
        await desk.press("enter", "ctrl+s")
        assert kept(desk)[0].note == "when?"
        await desk.press("c")
        assert kept(desk)[0].colour == "green"
        await desk.press("d", "escape")
        assert (words(desk), desk.style_of("渡輪靠岸").bgcolor) == ([], plain)
        await desk.press("U")
        assert (words(desk), kept(desk)[0].note) == (["渡輪靠岸。"], "when?")
        assert desk.style_of("渡輪靠岸").bgcolor not in (plain, painted)


async def test_a_passage_runs_through_captions_tables_and_code(
    archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """At every width, in either script, and after another start."""
    write(write_post)
    async with open_reader(archive) as desk:
        await desk.press("enter", "v", "right_curly_bracket", "right_curly_bracket", "v")
        await desk.press(*["right_curly_bracket"] * 30, "enter")
        assert len(words(desk)) == 1
        for part in ("圖說：夜裡的港口", "船", "八點", "run()", "最後一段。"):
            assert part in words(desk)[0]
        plain = desk.style_of("Second").bgcolor
        for part in ("圖說", "八點", "run()", "最後一段"):
            assert desk.style_of(part).bgcolor != plain
    async with open_reader(archive, size=(80, 40)) as desk:
        await desk.press("enter", "c", "c")
        assert "图说" in desk.text
        plain = desk.style_of("Second").bgcolor
        for part in ("图说", "八点", "run()", "最后一段"):
            assert desk.style_of(part).bgcolor != plain


async def test_a_passage_can_be_kept_twice(
    archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """In two colours, say; each is removed for itself."""
    write(write_post, "<p>港口的燈亮了。</p>")
    async with open_reader(archive) as desk:
        await desk.press("enter", *["v", "v", "l", "enter"] * 2)
        assert words(desk) == ["港口", "港口"]
        await desk.press("v", "d")
        assert words(desk) == ["港口"]


async def test_a_count_beyond_the_text_goes_to_its_end(
    archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """And back to its start."""
    write(write_post, "<p>港口的燈亮了。</p>")
    async with open_reader(archive) as desk:
        await desk.press("enter", "v", *"99", "l", "v", *"99", "h", "enter")
        assert words(desk)[0].startswith("港口的燈亮了。")


async def test_what_is_chosen_in_the_other_script_is_kept_as_written(
    archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """The quotation is the post's own text."""
    write(write_post)
    async with open_reader(archive) as desk:
        await desk.press("enter", "c", "c")
        assert "灯亮了" in desk.text
        await desk.press("v", "v", "w", "enter")
        assert words(desk) == ["港口的燈亮了"]


async def test_a_highlight_is_found_in_a_changed_file_else_said_to_be_lost(
    archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """With its quotation; it is kept for when it comes back."""
    write(write_post)
    async with open_reader(archive) as desk:
        await desk.press("enter", "v", "w", "v", "right_parenthesis", "enter")
    write(write_post, "<p>新的第一段。</p>" + BODY.replace("，", "，\n"))
    async with open_reader(archive) as desk:
        await desk.press("enter")
        assert desk.style_of("渡輪靠岸").bgcolor != desk.style_of("她說").bgcolor
        assert desk.notices == []
    write(write_post, BODY.replace("渡輪靠岸", "船來了"))
    async with open_reader(archive) as desk:
        await desk.press("enter")
        await desk.press("c", "v", "v", "enter", "U")
        assert ["“渡輪靠岸。”" in notice for notice in desk.notices] == [True]
        assert words(desk) == ["渡輪靠岸。"]


async def test_what_the_mouse_selected_is_kept(
    archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """By Enter at once, or after v has shown where it ends; a click on a highlight puts the caret there."""
    write(write_post)
    async with open_reader(archive) as desk:
        await desk.press("enter")
        y = next(y for y, line in enumerate(desk.lines) if "港口的燈" in line)
        strip = desk.strips[y].text
        x = cell_len(strip[: strip.index("渡輪")])
        await desk.drag((x, y), (x + 3, y))
        await desk.press("enter")
        assert words(desk) == ["渡輪"]
        await desk.click(x, y)
        assert "Remove" in desk.footer
        await desk.press("d", "escape")
        await desk.drag((x, y), (x + 3, y))
        await desk.press("v", "l", "l", "enter")
        assert words(desk) == ["渡輪靠岸"]


async def test_the_caret_leaves_the_keys_as_they_were(
    archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """Esc drops the passage; the title and what is said of the post cannot be highlighted."""
    write(write_post)
    async with open_reader(archive, size=(80, 24)) as desk:
        await desk.press("enter", "v")
        assert "Start" in desk.footer
        await desk.press("enter")
        assert "v sets where the passage starts" in desk.title_bar
        await desk.press("k", "k", "h", "v", "enter")
        assert words(desk) == ["港"]
        await desk.press("v", "j", "escape")
        assert "Keep" not in desk.footer
        assert desk.article == "渡輪的時刻"
        await desk.press("q")
        assert desk.pane.value == "list"


async def test_the_page_of_highlights_and_notes(
    archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """By post or by time; Enter goes to the place and q comes back to the row."""
    write(write_post, "<p>開頭。</p>" * 60 + BODY)
    write_post("b", "另一篇", "2024-02-08T02:00:00")
    async with open_reader(archive, size=(80, 24)) as desk:
        await desk.press("quotation_mark")
        assert "No highlight and no note" in desk.words
        await desk.press("q")
        desk.library.notes.set([desk.rows[0].post], "a **note**\non `it`")
        await desk.press("j", "enter", "G", "v", "v", "right_parenthesis", "M")
        await desk.type("why?")
        await desk.press("ctrl+s", "g", "g", "v", "v", "l", "enter", "q", "quotation_mark")
        assert "2 highlights · 1 note · by post" in desk.lines[0]
        rows = [line.strip(" ▌│┃") for line in desk.lines[2:9]]
        assert rows[0] == "✎ a note on it"
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", rows[1])
        assert [row for row in rows if row in ("開頭", "✎ why?")] == ["開頭", "✎ why?"]
        await desk.press("j", "j")
        await desk.press("enter")
        assert desk.article == "渡輪的時刻"
        assert desk.place > 100
        await desk.press("q")
        assert "by post" in desk.lines[0]
        await desk.press("s")
        assert "by time" in desk.lines[0]
        await desk.press("g", "g", "enter")
        assert desk.place == 0
        assert desk.is_on_main


async def test_a_note_on_the_page_leads_to_where_it_stands(
    archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """Over the article, wherever that was left; and on the page U takes back and Ctrl+r does again."""
    write(write_post, "<p>開頭。</p>" * 60 + BODY)
    async with open_reader(archive, size=(80, 24)) as desk:
        await desk.press("M")
        await desk.type("kept")
        await desk.press("ctrl+s", "enter", "G", "q", "quotation_mark", "enter")
        assert "▎ kept" in desk.article_text
        await desk.press("q", "U")
        assert "1 note" in desk.lines[0]  # that it was opened is taken back first
        await desk.press("U")
        assert "0 notes" in desk.lines[0]
        assert not desk.is_on_main
        await desk.press("ctrl+r")
        assert "✎ kept" in desk.text
        await desk.press("q")
        assert desk.library.notes.of(desk.rows[0].post) == "kept"


async def test_what_is_being_chosen_stays_when_something_else_is_said(
    archive: Path, write_post: WritePost, open_reader: OpenReader, tmp_path: Path
) -> None:
    """Another run labels the post, whose text so begins further down: the passage is the same."""
    write(write_post)
    async with open_reader(archive) as desk:
        await desk.press("enter", "v", "w", "v", "right_parenthesis")
        marks = Marks(tmp_path / "marks.sqlite3")
        marks.set(Kind.LABEL, ["news.example/a"], value=True, action="label", name="elsewhere")
        marks.close()
        await desk.until(lambda: "#elsewhere" in desk.article_text)
        await desk.press("enter")
        assert words(desk) == ["渡輪靠岸。"]


async def test_an_article_alone_has_keys_and_messages_while_a_passage_is_chosen(
    archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """They go with the caret."""
    write(write_post)
    async with open_reader(archive) as desk:
        await desk.press("enter", "z")
        bare = desk.footer
        await desk.press("v", "v", "l")
        assert "Enter Keep" in desk.footer
        await desk.press("enter")
        assert "highlighted (yellow), U takes it back" in desk.notices
        assert desk.footer == bare


async def test_the_page_says_what_is_lost_and_writes_markdown(
    archive: Path,
    write_post: WritePost,
    open_reader: OpenReader,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With its quotation, in a file that replaces none."""
    write(write_post)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "highlights.md").write_text("mine")
    async with open_reader(archive) as desk:
        await desk.press("enter", "v", "w", "v", "right_parenthesis", "enter")
    write(write_post, BODY.replace("渡輪靠岸", "船來了"))
    async with open_reader(archive) as desk:
        await desk.press("quotation_mark")
        assert "not in the text any more: 渡輪靠岸。" in desk.text
        assert "1 lost" in desk.lines[0]
        await desk.press("W", "y")
        assert desk.clipboard == "渡輪靠岸。"
        await desk.press("s")
        assert "by time" in desk.lines[0]
    assert "> 渡輪靠岸。" in (tmp_path / "highlights-2.md").read_text("utf-8")
    assert (tmp_path / "highlights.md").read_text() == "mine"


async def test_a_note_that_is_refused_can_be_changed(
    archive: Path, write_post: WritePost, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that was typed is lost."""
    write(write_post)
    for late in ("reader.tui.editing", "reader.tui.screens.note"):
        import_module(late)  # which keep the limit that they find
    monkeypatch.setattr("reader.library.notes.LONGEST_NOTE", 5)
    async with open_reader(archive) as desk:
        await desk.press("enter", "v", "v", "l", "M")
        await desk.type("harbour")
        await desk.press("ctrl+s")
        assert "at most 5" in " ".join(desk.notices)
        assert "harbour" in desk.text
        await desk.press("backspace", "backspace", "ctrl+s")
        assert [each.note for each in kept(desk)] == ["harbo"]
