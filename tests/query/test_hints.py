"""What is said of a query that looks like another, while it runs as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.query.hints import hints
from tests.query.conftest import ALPHABET


@pytest.mark.parametrize(
    ("text", "position", "advice"),
    [
        ("武漢OR上海", 2, "武漢 OR 上海"),
        ("武漢ＯＲ上海", 2, "武漢 OR 上海"),
        ("武漢AND 上海", 2, "武漢 AND b"),
        ("武漢 NEAR上海", 3, "a NEAR 上海"),
        ("武漢or上海", 2, "武漢 or 上海"),
        ("title:武漢OR上海", 8, "武漢 OR 上海"),
        ("storm near coast", 6, "a NEAR b"),
        ("storm near/5 coast", 6, "a NEAR/5 b"),
        ("storm then/5 coast", 6, "a THEN/5 b"),
        ("武漢 NEAR5 上海", 3, "a NEAR/5 b"),
        ("武漢 then 上海", 3, "a THEN b"),
        ("武漢 W/5 上海", 3, "a NEAR/5 b"),
        ("storm pre/3 coast", 6, "a THEN/3 b"),
        ("武漢 ADJ 上海", 3, "a NEAR b"),
        ("武漢~2", 2, "武漢~"),
        ("/武./i", 4, "/武./"),
        ("標鑒:武漢", 0, "標題:, 標籤: or 標記:"),
        ("标鉴:武漢", 0, "标题:, 标签: or 标记:"),
        ("來元:武漢", 0, "來源:"),
        ("关建词：x", 0, "关键词:"),
        ("网址:x", 0, "来源:"),
        ("武漢 或 上海", 3, "write or, or |"),
        ("武漢 与 上海", 3, "a blank joins words"),
        ("武漢+上海", 2, "a blank joins words"),
        ("+武漢", 0, "a blank joins words"),
        ("武漢 !上海", 3, "-上海"),
        ("武漢 ! 上海", 3, "-上海"),
        ('武漢 !"上海"', 3, '-"上海"'),
        ("武漢 ！上海", 4, "-上海"),
        ("武漢 –上海", 3, "-上海"),
        ("武漢 ——上海", 3, "-上海"),
        ("武漢 −上海", 3, "-上海"),
        ("武漢 --上海", 3, "-上海 is enough"),
        ("(武漢 --上海)", 4, "-上海 is enough"),
        ("武漢 --(上海 北京)", 3, "-(…) is enough"),
        ('武漢 ! "上海 北京"', 3, '-"上海 北京"'),
        ('武漢 --title:"上海 北京"', 3, '-title:"上海 北京" is enough'),
        ("武漢 ! title:(上海 北京)", 3, "-title:(…)"),
        ("武漢 非 上海", 3, "-上海"),
        ("武漢 not上海", 3, "a not 上海"),
        ("武漢＆＆上海", 2, "a blank joins words"),
        ("武漢 title=上海", 3, "title:上海"),
        ("标题＝上海", 0, "标题:上海"),
        ("title :上海", 6, "title:上海"),
        ('"a b"~5', 5, "a NEAR/5 b"),
        ("2020-01..", 0, "date:2020-01.."),
        ("武漢 2020-Q1", 3, 'the time alone is date:2020-Q1, the word alone "2020-Q1"'),
        ("武漢 2020 年", 3, "2020年 is one text here"),
        ("title:2020 年", 6, "2020年 is one text here"),
        ("wor?", 0, "wor*"),
        ("/r/china/", 0, r"write \/ for each slash"),
        ("tag:武*", 5, "a whole name"),
    ],
)
def test_what_looks_like_an_operator_is_said_with_the_right_spelling(
    text: str, position: int, advice: str
) -> None:
    """The hint has a place, and one sentence that says how to write what may be meant."""
    (hint,) = hints(text)
    assert (hint.position, advice in hint.reason) == (position, True), hint
    assert hint.caret()[1].endswith("^")


@pytest.mark.parametrize(
    "text",
    [
        "武漢 OR 上海",
        '"武漢OR上海" "near"',
        "FORD 武漢 C++ AT&T A+B",
        "/usr/bin /a/b/i 2020~2 a~2021 storm w/ coast",
        "now then what is this?",
        "問題:武漢",
        "near",
        'tag:"武*"',
        "/2024/01/one",
        "date:2020..2021",
        "a NEAR",
        '~5 "a"',
        "武漢 – 上海 — 北京 南京！上海 －1 x=1 : 上海 :上海",
    ],
)
def test_other_queries_are_left_alone(text: str) -> None:
    """Prose, names, quoted text, and what cannot be read and is said as such."""
    assert hints(text) == []


@given(st.text(ALPHABET + "ORnear+!~ ", max_size=30))
def test_any_text_has_hints_within_it(text: str) -> None:
    """Of whatever is typed."""
    assert all(0 <= hint.position < len(text) for hint in hints(text))
