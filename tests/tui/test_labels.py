"""Labels: the dialog that sets and takes them, and where they are shown."""

from __future__ import annotations

from pathlib import Path

from reader.post import Post
from tests.tui.conftest import Desk, OpenReader


def _post(desk: Desk, title: str) -> Post:
    return next(row.post for row in desk.rows if row.post.title == title)


def _ticked(text: str) -> list[str]:
    return [line.split("✓")[1].split()[0] for line in text.splitlines() if "✓" in line]


async def test_a_typed_name_becomes_a_label_of_the_post(small_archive: Path, open_reader: OpenReader) -> None:
    """Several on one post, ticked in the dialog, and shown in its row and over its article."""
    async with open_reader(small_archive) as desk:
        await desk.press("number_sign")
        assert "Labels · 橋上的燈亮了" in desk.text
        await desk.type("研究")
        assert "new label" in desk.text
        await desk.press("enter")
        await desk.type("to cite")
        await desk.press("enter")
        assert sorted(_ticked(desk.text)) == ["to", "研究"]
        await desk.press("escape")
        assert any("#to cite #研究" in line for line in desk.lines)
        await desk.press("enter")
        assert "#to cite #研究" in desk.article_text
        await desk.press("U", "U")  # first that it was opened
        assert "#to cite" not in desk.text
        assert desk.library.labels.counts() == {"研究": 1}


async def test_typing_finds_labels_by_part_and_in_either_script(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Enter takes the first one that matches; Enter on one that is set takes it away."""
    async with open_reader(small_archive) as desk:
        for name in ("臺灣", "to read", "reading"):
            desk.library.labels.set([_post(desk, "夏天的第一場雨")], name, labelled=True)
        await desk.press("number_sign")
        await desk.type("台")
        assert ("臺灣" in desk.text, "reading" in desk.text) == (True, False)
        await desk.type("灣")
        assert "new label" not in desk.text
        await desk.press("enter")
        await desk.type("read")
        # A name that begins with it stands before one that holds it, and a new one comes last.
        places = [desk.text.index(name) for name in ("│   reading", "│   to read", "│ + read")]
        assert places == sorted(places)
        await desk.press("down", "enter", "escape")
        assert desk.library.labels.of(_post(desk, "橋上的燈亮了")) == ["to read", "臺灣"]
        await desk.press("number_sign")
        await desk.type("tai")
        await desk.press("enter", "escape")
        assert desk.library.labels.of(_post(desk, "橋上的燈亮了")) == ["to read"]


async def test_keys_are_letters_while_a_label_is_typed(small_archive: Path, open_reader: OpenReader) -> None:
    """No letter, digit or sign is a command there."""
    async with open_reader(small_archive) as desk:
        await desk.press("number_sign")
        await desk.type("Q3 #q?")
        await desk.press("enter", "escape")
        assert desk.library.labels.all() == ["Q3 #q?"]
        assert not desk.has_left


async def test_what_can_not_be_a_label_is_said_and_changes_nothing(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """The sentence stands in the dialog, in place of the labels."""
    async with open_reader(small_archive) as desk:
        await desk.press("number_sign")
        await desk.paste("長" * 1000)
        assert "A label has at most 100 characters" in desk.words
        await desk.press("enter", "escape")
        assert desk.library.labels.all() == []


async def test_a_label_is_renamed_and_merged_in_the_dialog(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """What becomes one is said before; U takes the whole back."""
    async with open_reader(small_archive) as desk:
        first, last = _post(desk, "橋上的燈亮了"), _post(desk, "夏天的第一場雨")
        desk.library.labels.set([first, last], "a", labelled=True)
        desk.library.labels.set([last], "b", labelled=True)
        await desk.press("number_sign", "f2")
        assert "Another name for a" in desk.text
        await desk.press("backspace", "B")
        assert "becomes one with b (1)" in desk.text
        assert "Make them one" in desk.footer
        await desk.press("enter")
        assert _ticked(desk.text) == ["b"]
        await desk.press("escape", "U")
        assert [desk.library.labels.of(post) for post in (first, last)] == [["a"], ["a", "b"]]


async def test_a_label_is_deleted_from_all_posts(small_archive: Path, open_reader: OpenReader) -> None:
    """After a question with their number; U brings it back."""
    async with open_reader(small_archive) as desk:
        desk.library.labels.set([row.post for row in desk.rows[:3]], "a", labelled=True)
        desk.library.labels.set([desk.rows[3].post], "b", labelled=True)
        await desk.press("number_sign", "f8")
        assert "Take the label a from all posts?" in desk.text
        assert "3 posts in all archives" in desk.text
        await desk.press("escape", "f8", "enter")
        assert desk.library.labels.counts() == {"b": 1}
        await desk.press("escape", "U")
        assert desk.library.labels.counts() == {"a": 3, "b": 1}


async def test_chosen_posts_are_labelled_together(small_archive: Path, open_reader: OpenReader) -> None:
    """One that some of them have is marked so, and Enter gives it to all."""
    async with open_reader(small_archive) as desk:
        desk.library.labels.set([_post(desk, "渡輪改點")], "x", labelled=True)
        await desk.press("X", "X", "number_sign")
        assert "Labels · 2 posts" in desk.text
        assert " ~ x" in desk.text
        await desk.press("enter")
        assert desk.library.labels.counts() == {"x": 2}
        await desk.press("escape", "U")
        assert desk.library.labels.counts() == {"x": 1}


async def test_labels_in_a_row_leave_the_rest_as_it_is(small_archive: Path, open_reader: OpenReader) -> None:
    """Where there is room for some of them, the others are counted; a wide name is cut."""
    async with open_reader(small_archive, size=(80, 24)) as desk:
        post = _post(desk, "橋上的燈亮了")
        for name in ("a", "b", "一個非常非常非常長的標籤的名字"):
            desk.library.labels.set([post], name, labelled=True)
        await desk.press("s", "s")
        row = next(line for line in desk.lines if "#a" in line)
        assert "北岸通訊社" in row
        assert "#a #b" in row


async def test_a_clicked_label_is_set_and_typing_goes_on(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """The line keeps the focus."""
    async with open_reader(small_archive) as desk:
        desk.library.labels.set([_post(desk, "渡輪改點")], "x", labelled=True)
        await desk.press("number_sign")
        y = next(number for number, text in enumerate(desk.lines) if " x  " in text)
        await desk.click(desk.lines[y].index(" x  ") + 1, y)
        await desk.type("y")
        await desk.press("enter", "escape")
        assert desk.library.labels.of(_post(desk, "橋上的燈亮了")) == ["x", "y"]


async def test_a_new_name_that_is_nearly_another_is_new(small_archive: Path, open_reader: OpenReader) -> None:
    """Enter never takes the other label away; what sounds like a Chinese one still finds it."""
    async with open_reader(small_archive) as desk:
        post = _post(desk, "橋上的燈亮了")
        await desk.press("number_sign")
        for name in ("n1", "n2"):
            await desk.type(name)
            await desk.press("enter")
        assert desk.library.labels.of(post) == ["n1", "n2"]
        desk.library.labels.set([_post(desk, "渡輪改點")], "研究", labelled=True)
        await desk.press("escape", "number_sign")
        await desk.type("yanjiu")
        await desk.press("enter")
        assert desk.library.labels.of(post) == ["n1", "n2", "研究"]
