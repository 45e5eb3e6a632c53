"""What two versions of a text say differently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.versions import Edit, Piece, text_changes, value_change
from reader.text.spelling import tight_form


def shown(pieces: tuple[Piece, ...]) -> str:
    """Return pieces with brackets around what changed."""
    return "".join(f"[{piece.text}]" if piece.is_changed else piece.text for piece in pieces)


def steps(before: str, after: str) -> list[str | tuple[str, str]]:
    """Return the steps from one text to the other."""
    return [
        (shown(step.before), shown(step.after)) if isinstance(step, Edit) else step
        for step in text_changes(before, after).steps
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "風很大。港口關閉兩天。船不出海。",
            "風很大。港口關閉三天。船不出海。",
            ["風很大。", ("港口關閉[兩]天。", "港口關閉[三]天。"), "船不出海。"],
        ),
        ("一。二。", "一。新。二。", ["一。", ("", "[新。]"), "二。"]),
        ("一。舊。二。", "一。二。", ["一。", ("[舊。]", ""), "二。"]),
        (
            "The ferry is open on Monday.",
            "The ferry was closed on Tuesday.",
            [("The ferry [is open] on [Monday].", "The ferry [was closed] on [Tuesday].")],
        ),
        ("天氣晴。", "另有一件完全無關的事。", [("[天氣晴。]", ""), ("", "[另有一件完全無關的事。]")]),
        (
            "船開了。港口關閉兩天。",
            "新增的一句在前面。港口關閉五天。",
            [("[船開了。]", ""), ("", "[新增的一句在前面。]"), ("港口關閉[兩]天。", "港口關閉[五]天。")],
        ),
    ],
)
def test_edits(before: str, after: str, expected: list[str | tuple[str, str]]) -> None:
    """Sentences were changed, added or removed; within a changed one the characters or words that differ stand out."""
    assert steps(before, after) == expected


def test_spelling_alone_is_no_edit() -> None:
    """Both scripts, blanks, and the division into lines say the same; the later spelling is shown."""
    assert steps("港口关闭。台湾的 Ｐython 課。", "港口關閉。\n臺灣的Python课。") == [
        "港口關閉。",
        "臺灣的Python课。",
    ]
    (edit,) = text_changes("台湾的港口在冬天開放。", "臺灣的港口在夏天開放。").edits
    assert (shown(edit.before), shown(edit.after)) == ("台湾的港口在[冬]天開放。", "臺灣的港口在[夏]天開放。")


def test_titles() -> None:
    """The characters of a short value that differ stand out, however little it has in common."""
    edit = value_change("港口關閉", "港口重開")
    assert (shown(edit.before), shown(edit.after)) == ("港口[關閉]", "港口[重開]")


texts = st.lists(
    st.sampled_from(["一。", "二。", "三個字。", "三個詞。", "One two. ", "One three. ", "\n"])
).map("".join)


@given(texts, texts)
def test_both_versions_can_be_read_from_the_steps(before: str, after: str) -> None:
    """Nothing is lost on either side, and equal texts have no edit."""
    changes = text_changes(before, after)
    olds = [
        step if isinstance(step, str) else "".join(piece.text for piece in step.before)
        for step in changes.steps
    ]
    news = [
        step if isinstance(step, str) else "".join(piece.text for piece in step.after)
        for step in changes.steps
    ]
    assert tight_form("".join(olds)) == tight_form(before)
    assert tight_form("".join(news)) == tight_form(after)
    assert bool(changes.edits) is (tight_form(before) != tight_form(after))
    assert changes.is_whole


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("".join(f"甲{n}。" for n in range(20_000)), "".join(f"乙{n}。" for n in range(20_000))),
        ("啊。吧。" * 10_000, "吧。啊。" * 10_000),
        ("x " * 100_000, "y x " * 100_000),
        (("甲乙" * 150 + "一。") * 900, ("乙甲" * 150 + "二。") * 900),
    ],
)
def test_long_texts_end_soon(before: str, after: str) -> None:
    """Of texts without bounds a bounded part is compared, and all of it is said to differ where that is too much."""
    changes = text_changes(before, after)
    assert changes.edits
    assert len(changes.steps) <= 2001
