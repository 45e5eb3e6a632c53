"""URLs, hashtags and chapter timestamps where Chinese text touches ASCII."""

from __future__ import annotations

import pytest

from reader.convert.autolink import chapter_offsets, find_hashtags, find_urls
from reader.convert.lines import plain_lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("頻道：https://a.example/b科技", ["https://a.example/b"]),
        ("（見https://a.example/b）。", ["https://a.example/b"]),
        (
            "see https://a.example/b_(c), or (https://a.example/d).",
            ["https://a.example/b_(c)", "https://a.example/d"],
        ),
        ("https://a.example/bhttps://c.example/d", ["https://a.example/b", "https://c.example/d"]),
        ("https://web.example/2020/https://a.example/", ["https://web.example/2020/https://a.example/"]),
        ("https://name.blogspot.comTwitter：@x", ["https://name.blogspot.com"]),
        ("https://youtu.be/dQw4w9WgXcQFor more", ["https://youtu.be/dQw4w9WgXcQ"]),
        ("https://a.example/xyzFacebook：b", ["https://a.example/xyz"]),
        ("[embed]https://a.example/b[/embed] c", ["https://a.example/b"]),
        ("https://a.example/b[1]", ["https://a.example/b[1]"]),
        ("https://", []),
    ],
)
def test_a_url_ends_before_text_glued_to_it(text: str, expected: list[str]) -> None:
    """A URL excludes Chinese text, punctuation, service names and other URLs that follow it directly."""
    assert [span.url for span in find_urls(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支持和訂閱！#廣州#九哥記 #travel", ("廣州", "九哥記", "travel")),
        ("訂閱#廣州。#a,#b", ("廣州", "a", "b")),
        ("#COVID-19 #5G時代 #5G時代", ("COVID-19", "5G時代")),
        ("No. #1 和 #2024", ()),
        ("C# A#1 https://a.example/#part https://a.example/x?y=#z", ()),
        ("#廣州https://a.example/b", ("廣州",)),
        ("#" + "長" * 60, ()),
        ("＃台灣", ("台灣",)),
    ],
)
def test_a_hashtag_is_a_word(text: str, expected: tuple[str, ...]) -> None:
    """A hashtag contains a letter and is not part of a number, a URL or the name of a language."""
    assert find_hashtags(text) == expected


def test_the_first_thousand_hashtags_count() -> None:
    """However they stand; the others are words of the text."""
    names = [f"w{number}" for number in range(1_100)]
    for between in ("#", " #"):
        assert find_hashtags("#" + between.join(names)) == (*names[:1_000],)


def test_chapters_start_at_zero_and_increase() -> None:
    """Timestamps that are few or do not start at zero are no chapters."""
    assert len(chapter_offsets("0:00 a 1:00 b 2:00 c")) == 3
    assert chapter_offsets("at 10:30 and 11:45 and 12:00") == []
    assert chapter_offsets("0:00 to 1:00") == []


def test_lost_line_breaks_are_restored() -> None:
    """A line ends after a URL with text glued to it, and around a drawn rule."""
    text = "頻道：https://a.example/b科技：https://a.example/c==========聯絡"
    assert plain_lines(text) == [
        "頻道：https://a.example/b",
        "科技：https://a.example/c",
        "==========",
        "聯絡",
    ]
