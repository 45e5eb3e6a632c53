"""Packed texts: encoding, compression and search."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.frozen import replace
from reader.index import Document
from reader.index.document import ENCODINGS, Texts, contains, post_of, values_of
from reader.language import ENGLISH, Remark, told, use_language
from reader.post import Post, PostDate
from reader.query.nodes import TextField
from tests.index.posts import documents

TEXT = st.text(st.sampled_from(list("a臺湾\n、é𠀀\ud840\udc00")), max_size=12)
FIELDS = [None, TextField.TITLE, TextField.AUTHOR, TextField.TEXT, TextField.CAPTION]


@given(TEXT, TEXT, TEXT, TEXT, TEXT)
def test_packed_texts_come_back_and_are_searched_alike(
    title: str, author: str, body: str, captions: str, words: str
) -> None:
    """Packed texts unpack to themselves in either encoding, lone surrogates included."""
    start = len(title) + 1
    names = start + len(author) + 1
    texts = Texts(f"{title}\n{author}\n\n{body}", start, names, names + 1, captions)
    packed = texts.packed()
    assert Texts.unpacked(packed) == texts
    sought = [words.encode(encoding, "surrogatepass") for encoding in ENCODINGS]
    for field in FIELDS:
        assert contains(packed, field, words, sought) == texts.contain(field, words)


@pytest.mark.parametrize(("text", "encoding"), [("plain words", 0), ("臺灣海峽", 1)])
def test_chinese_is_kept_in_two_bytes_a_character(text: str, encoding: int) -> None:
    """UTF-16 is a tenth smaller for Chinese after compression; other scripts stay in UTF-8."""
    assert Texts(text, 1, 2, 3, "").packed()[0] == encoding


@settings(max_examples=40)
@given(documents)
def test_the_stored_values_give_back_the_post(some: list[Document]) -> None:
    """Dates come back with their offset, and as a day, a floating time or an instant."""
    for one in some:
        assert post_of(one.post.archive, one.post.path, values_of(one.post)) == one.post


def test_a_warning_keeps_its_text_and_values() -> None:
    """So that it is told in whatever language the reader speaks then; also through another process."""
    remark = Remark("The title is cut after {most:,} characters.", most=2000)
    post = Post(Path("/posts"), "a.md", "A boat", None, "", "", warnings=(remark, "Odd."))
    found = post_of(post.archive, post.path, values_of(post)).warnings
    assert found == ("The title is cut after 2,000 characters.", "Odd.")
    again = pickle.loads(pickle.dumps(found[0]))
    assert isinstance(again, Remark)
    use_language("zh-Hans")
    try:
        assert list(map(told, (again, *found))) == ["标题只取前 2,000 个字符。"] * 2 + ["Odd."]
    finally:
        use_language(ENGLISH)


def test_what_few_posts_have_costs_other_posts_nothing() -> None:
    """A post comes back from its serialised values, which hold no more than the post does."""
    date = PostDate(datetime(2024, 2, 7, tzinfo=UTC), timedelta(hours=8))
    plain = Post(Path("/posts"), "a.md", "A boat", date, "Ann", "https://a.example/", warnings=("Odd.",))
    whole = replace(plain, updated=date, description="On a boat", language="en", image="a.png", is_draft=True)
    for post in (plain, whole, replace(plain, is_draft=True), replace(plain, language="zh")):
        assert post_of(post.archive, post.path, values_of(post)) == post
    assert len(json.loads(values_of(plain))) == 6
