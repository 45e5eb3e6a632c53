"""What the texts of a query mean, by examples; `tests/index/test_patterns.py` compares them with a scan."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ExpressionTimeError
from reader.query import parse
from reader.query.expression_literals import requirements_of
from reader.query.nodes import Match, Words
from reader.query.patterns import pattern_of
from reader.query.time_budget import TimeBudget
from reader.text.originals import form_of, rebuilt
from reader.text.script import Script
from reader.text.spelling import SearchText


def found(query: str, text: str) -> list[str]:
    """Return what a query finds in a text."""
    (pattern,) = parse(query).patterns
    return [text[start:end] for start, end in pattern.places(SearchText(text))]


@pytest.mark.parametrize(
    ("query", "text", "places"),
    [
        ("cafe", "Café cafe CAFÉ", ["Café", "cafe", "CAFÉ"]),
        ("café", "Café cafe CAFÉ résumé", ["Café", "CAFÉ"]),
        ("résume", "résumé resume résume", ["résumé", "résume"]),
        ("=cat", "category cat Cat cats 貓cat貓", ["cat", "cat"]),
        ("=AI", "用AI寫，SAID ai AI2", ["AI"]),
        ("=台灣", "臺灣、台湾、台灣", ["台灣"]),
        ('="用 Python"', "用Python 用 Python", ["用 Python"]),
        ("=don’t", "don't don’t", ["don’t"]),
        ("武*路", "武昌路，武漢,路 武路 武一二三四五六七八路 武一二三四五六七八九路", ["武昌路", "武路", "武一二三四五六七八路"]),
        ("colo?r", "colour colours color colo r", ["colour", "colour"]),
        ("a*?a", "ab 台灣ab", ["ab 台灣a"]),
        ("a?*a", "ab 台灣ab", ["ab 台灣a"]),
        ("鑄*字庫", f"字庫鑄活字庫{'，' * 90}鑄字庫鑄{'，' * 90}鑄", ["鑄活字庫", "鑄字庫"]),
        ("immun*", "autoimmunity immune-system im", ["immunity", "immune-system"]),
        ("*ology", "ecology of", ["ecology"]),
        ("第?章", "第一章 第章 第十一章", ["第一章"]),
        (r"\*a*b", "*axb axb", ["*axb"]),
        ("台積電~", "台積電，台基電。台電積；台積的。台大積電", ["台積電", "台基電", "台電積", "台積的", "台大積電"]),
        ("color~", "colour colors colr colro discolor colorings COLOR", ["colour", "colors", "colr", "colro", "COLOR"]),
        ("/20[0-9]{2}年/", "2020年 20年 1999年", ["2020年"]),
        (r"/\d{4}年/", "2020 年 20\xad20年，19\n99年，1999年 2020 年", ["1999年"]),
        (r"/\S{3}$/", "一二三\n\n四五 六七八", ["一二三", "六七八"]),
        ("/^第.章$/", "第一章\n第二章 x\u2028第三章", ["第一章", "第三章"]),
        ("/ab+/", "ABB ab", ["ABB", "ab"]),
        ("/Ab+/", "ABB ab Abb", ["Abb"]),
        (r"/\Wab/", "-AB", ["-AB"]),
        ("/a.b/", "a\nb", []),
        ("/x*/", "axx", ["xx"]),
        ("a NEAR/1 b", "a x b y z b", ["a", "b"]),
        ("a NEAR/1 b", "b x a", ["b", "a"]),
        ("a THEN/1 b", "b x a", []),
        ("船 NEAR/2 港", "船在大港，船在一大港\n港", ["船", "港", "船"]),
        ("船 NEAR 船", "船", []),
        ("a NEAR/1 b NEAR/1 c", "c x a x b", ["c", "a", "b"]),
        ("a NEAR/1 (b | c)", "a c x x b", ["a", "c"]),
        ("船 SENT 港", "船。港。“船到港！”港", ["船", "港"]),
        ("ship SENT port", "A ship (v1.0) of U.S. port. A ship. Port", ["ship", "port"]),
        ("船 PARA 港", "船。\u2028港。\n船", ["船", "港"]),
    ],
)  # fmt: skip
def test_what_is_found(query: str, text: str, places: list[str]) -> None:
    """In order, without what only looks alike."""
    assert found(query, text) == places


def test_a_pattern_says_what_the_index_must_hold() -> None:
    """Forms for the tokens: of a halved word either half, of an expression what is no group, set or option."""
    assert pattern_of(Words("用 Python")).needs == (("用python",),)
    assert pattern_of(Words("武*路", Match.WILD)).needs == (("武",), ("路",))
    assert pattern_of(Words("台積電", Match.ONE_OFF)).needs == (("台", "积电", "积台电"),)
    for expression, needs in {
        "[一二]月": (("一月", "二月"), ("月",)),
        "[ab]+%": (("%",),),
        "港口(重開|關閉)了?吧": (("港口",), ("吧",)),
        "渡輪|Port[0-9]": (("渡轮", "port"),),
        "渡輪|[0-9]": (),
        "ab{0,2}c{2}d": (("ccd",), ("a",)),
        "(?x) a b": (),
        r"\bU\.S\.": (("u.s",),),
        "a{b": (),
        "年+月{9}日": (("月月月月月月月月日",), ("年",), ("年月月月月月月月月",)),
        "ab{2i+1d<=2}c": (("a",), ("c",)),
    }.items():
        assert sorted(map(sorted, requirements_of(expression).needs)) == sorted(map(sorted, needs)), (
            expression
        )
    for expression, shapes in {
        r"20\d{2}年[01]+月": (r"20\d\d年[01]", r"[01]月"),
        r"\d年|[01]{2}-": (r"\d年|[01][01]\-",),
        "台.{1,3}灣": ("台[^\n]{0,54}湾",),
        "台.?a?灣b": ("台[^\n]{0,36}湾b",),
        r"台\b^灣\.b": ("台湾[^\n]{0,18}b",),
        r"台.*灣\W+b(?=c)d[臺a-b]{2}": ("d[台ab][台ab]",),
        "[Ａ臺]{9}": ("[a台]" * 8,),
        "[^a]b[a-]c[台ß]": ("b[^\n]{0,18}c",),
        r"\d{2}台?\d*": (r"\d\d",),
        r"\d|台": (),
    }.items():
        assert requirements_of(expression).shapes == shapes, expression


@given(
    st.sampled_from(
        [
            r"\d\d台?",
            r"1+台|\d{2}",
            r"\d+\.\d",
            "a(b|台)",
            "a?b",
            "台+灣",
            "ab|灣",
            "a{2}b",
            r"a\sb",
            "(?i)aB",
            "[ab]台",
            "(a)(?=b)b",
            "a.b",
            "a.?b",
            "a.{1,2}b",
            "[ab]{1,2}台",
            "[1a]+ ?[b台]",
            "a,?b%",
            r"a\W{0,2}b[台灣]",
            "[ab]{,2}台",
            "a{}b",
            "(a.b)?台",
            r"\ba\b b",
        ]
    ),
    st.text("abAB台臺灣é1１٣ .%½\xad\u2028\n", max_size=8),
)
def test_what_matches_holds_what_is_needed(expression: str, text: str) -> None:
    """No literal is needed that a match can do without, in a text as it is and in one that its form rebuilds."""
    pattern = pattern_of(Words(expression, Match.EXPRESSION))
    matches = any(re.search(expression, block, re.IGNORECASE) for block in text.split("\n"))
    kept = form_of(text, Script.HANS)
    assert pattern.stands_in(SearchText(text)) == matches
    assert pattern.stands_in(rebuilt(kept.form, kept.packed(Script.HANS))) == matches


def test_an_expression_that_runs_away_is_ended() -> None:
    """The error is a sentence that names it."""
    with pytest.raises(ExpressionTimeError, match=r"\(a\|aa\)\+\$/ takes too long"):
        found("/(a|aa)+$/", "a" * 60 + "b")


def test_time_is_over_once_the_thread_itself_took_it() -> None:
    """A busy machine, on which the clock runs ahead, ends nothing."""
    budget = TimeBudget(2)
    assert budget.now is time.perf_counter
    budget.spend(1)
    assert (budget.left, budget.now) == (1, time.perf_counter)
    budget.spend(1)
    assert (budget.left, budget.now) == (2, time.thread_time)
    budget.spend(2)
    assert (budget.left, budget.now) == (0, time.thread_time)
