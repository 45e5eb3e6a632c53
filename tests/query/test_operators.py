"""Signs and operators that say how texts are compared, and how near they stand."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reader.query import Query, QueryError, parse, text_of
from reader.query.nodes import (
    NEAR,
    And,
    Contains,
    Equals,
    Match,
    Node,
    Not,
    Or,
    Span,
    TextField,
    Together,
    Words,
)

A, B, C = Words("a"), Words("b"), Words("c")
TITLE = TextField.TITLE


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("=AI", Words("AI", Match.EXACT)),
        ("＝AI", Words("AI", Match.EXACT)),
        ('="two  words"', Words("two  words", Match.EXACT)),
        ("=「鉛字」", Words("鉛字", Match.EXACT)),
        ("=a*b~", Words("a*b~", Match.EXACT)),
        ("a=b", Words("a=b")),
        ("title:=AI", Contains(TITLE, "AI", Match.EXACT)),
        ("author:=Ann", Equals(TextField.AUTHOR, "Ann")),
        ("武*路", Words("武*路", Match.WILD)),
        ("武＊路", Words("武*路", Match.WILD)),
        ("colo?r", Words("colo?r", Match.WILD)),
        ("武？路", Words("武?路", Match.WILD)),
        ("鉛字*", Words("鉛字*", Match.WILD)),
        ("title:?ed", Contains(TITLE, "?ed", Match.WILD)),
        ("why?", Words("why?")),
        ("为什么？？", Words("为什么？？")),
        ("?", Words("?")),
        ("w*y?", Words(r"w*y\?", Match.WILD)),
        (r"a\*b", Words("a*b")),
        (r"a\*b*", Words(r"a\*b*", Match.WILD)),
        (r"C:\a*", Words(r"C:\\a*", Match.WILD)),
        ('"a*b"', Words("a*b")),
        ("鉛字~", Words("鉛字", Match.ONE_OFF)),
        ("鉛字～", Words("鉛字", Match.ONE_OFF)),
        ('"two words"~', Words("two words", Match.ONE_OFF)),
        ("caption:word~", Contains(TextField.CAPTION, "word", Match.ONE_OFF)),
        (r"word\~", Words("word~")),
        ("2020~2021", Words("2020~2021")),
        ("/ab+ c/", Words("ab+ c", Match.EXPRESSION)),
        ("／ab/", Words("ab", Match.EXPRESSION)),
        ("/(a|b)c/", Words("(a|b)c", Match.EXPRESSION)),
        (r"/\d+\/\d+/", Words(r"\d+/\d+", Match.EXPRESSION)),
        (r"/a\\\//", Words(r"a\\/", Match.EXPRESSION)),
        ('text:/"a"/', Contains(TextField.TEXT, '"a"', Match.EXPRESSION)),
        ("/2024/01/one", Words("/2024/01/one")),
        ("/r/china/", Words("/r/china/")),
        ("a/b", Words("a/b")),
        ("AC / DC", And((Words("AC"), Words("/"), Words("DC")))),
        ("site:/2024/*", Contains(TextField.SITE, "/2024/*")),
        ("-=a", Not(Words("a", Match.EXACT))),
        ("(=a|b*c)", Or((Words("a", Match.EXACT), Words("b*c", Match.WILD)))),
        ("(/a/)", Words("a", Match.EXPRESSION)),
    ],
)
def test_how_a_text_is_compared(text: str, node: Node) -> None:
    """A sign at the beginning or the end of a word, or within it, says so; elsewhere it is text."""
    assert parse(text) == Query.of(node)
    assert parse(text_of(parse(text))) == parse(text)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("a NEAR b", Together((A, B), NEAR)),
        ("a NEAR/20 b", Together((A, B), 20)),
        ("a ＮＥＡＲ／２０ b", Together((A, B), 20)),
        ("a THEN b", Together((A, B), NEAR, is_ordered=True)),
        ("a THEN/5 b", Together((A, B), 5, is_ordered=True)),
        ("a SENT b", Together((A, B), Span.SENTENCE)),
        ("a PARA b", Together((A, B), Span.PARAGRAPH)),
        ("a NEAR b NEAR c", Together((A, B, C), NEAR)),
        ("a NEAR b NEAR/10 c", Together((A, B, C), NEAR)),
        ("a b NEAR c", And((A, Together((B, C), NEAR)))),
        ("a NEAR b c", And((Together((A, B), NEAR), C))),
        ("a NEAR b or c", Or((Together((A, B), NEAR), C))),
        ("-a NEAR b", Not(Together((A, B), NEAR))),
        ("a NEAR (b | c)", Together((A, Or((B, C))), NEAR)),
        ("(a) NEAR (b)", Together((A, B), NEAR)),
        ('=a NEAR "b*"', Together((Words("a", Match.EXACT), Words("b*")), NEAR)),
        ("title:a SENT title:b", Together((Contains(TITLE, "a"), Contains(TITLE, "b")), Span.SENTENCE)),
        ("a near b", And((A, Words("near"), B))),
        ('a "NEAR" b', And((A, Words("NEAR"), B))),
        ("SENTA NEARBY", And((Words("SENTA"), Words("NEARBY")))),
    ],
)
def test_texts_that_stand_near_one_another(text: str, node: Node) -> None:
    """The operators bind more tightly than a blank, a minus and `or`."""
    assert parse(text) == Query.of(node)
    assert parse(text_of(parse(text))) == parse(text)


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("a NEAR", 2, "NEAR needs a text on both sides"),
        ("NEAR b", 0, "NEAR needs a text on both sides"),
        ("a NEAR or b", 2, "NEAR needs a text on both sides"),
        ("a (THEN b)", 3, "THEN needs a text on both sides"),
        ("a NEAR NEAR b", 2, "NEAR needs a text on both sides"),
        ("a NEAR/x b", 7, "a number from 1 to 9999"),
        ("a NEAR/0 b", 7, "a number from 1 to 9999"),
        ("a NEAR/ b", 7, "a number from 1 to 9999"),
        ("a SENT/3 b", 6, "SENT takes no number"),
        ("a NEAR -b", 7, "not what is ruled out"),
        ("a NEAR tag:b", 7, "NEAR joins words, phrases"),
        ("tag:a NEAR b", 0, "NEAR joins words, phrases"),
        ("author:a NEAR author:b", 0, "NEAR joins words, phrases"),
        ("a SENT date:2024", 7, "SENT joins words, phrases"),
        ("a NEAR (b c)", 7, "groups like (a | b)"),
        ("a NEAR (b NEAR c)", 7, "groups like (a | b)"),
        ("a NEAR title:b", 7, "one part"),
        ("a NEAR (b | title:c)", 7, "one part"),
        ("a NEAR b THEN c", 9, "a NEAR b and b THEN c"),
        ("a NEAR/3 b NEAR/4 c", 11, "One operator joins"),
        (" NEAR ".join("a" * 7), 35, "NEAR joins at most 5 texts"),
        ("a =", 2, "= needs a word right after it"),
        ('=""', 1, "nothing between the quotes"),
        ("title:=", 6, "= needs a word"),
        ("*", 0, "* needs a letter beside it"),
        ("a **", 2, "* needs a letter beside it"),
        ("title:?*", 6, "? needs a letter beside it"),
        ("＊", 0, "needs a letter beside it"),
        ("a ~", 2, "~ stands right after a word"),
        ("a~", 1, "two characters or more"),
        ('"a"~', 3, "two characters or more"),
        ("武~", 1, "two characters or more"),
        ("wo*d~", 4, "not both"),
        ("/", 0, "ends with a / too"),
        ("/ab", 0, "ends with a / too"),
        ("title:/a b", 6, "ends with a / too"),
        ("//", 0, "no expression between"),
        ("/a(b/", 4, "missing )"),
        (r"/\/[/", 4, "unterminated character set"),
        ("/a{3,1}/", 3, "min repeat greater"),
        ("/" + "(" * 1000 + "a" + ")" * 1000 + "/", 501, "at most 500 characters"),
        ("/" + "(" * 100 + "a" + ")" * 100 + "/", 21, "nests at most 20"),
        ("/((a{99}){99}){99}/", 9, "repeats too much"),
        ("/((a{9}){30}){40}/", 13, "repeats too much"),
        ("/a{999999999}/", 2, "repeats too much"),
    ],
)
def test_half_an_operator_says_what_is_missing(text: str, position: int, reason: str) -> None:
    """Each error has its place and one sentence."""
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.position, reason in caught.value.reason) == (position, True), caught.value


@pytest.mark.parametrize(
    "text",
    [
        "=AI",
        '="two words"',
        "武*路",
        r"a\*b*",
        "鉛字~",
        '"two words"~',
        "/(a|b) c/",
        r"/a\/b/",
        "title:=AI",
        "text:/a/",
        "a NEAR b",
        "a NEAR/20 b",
        "a THEN/5 (b or c)",
        "(a SENT b) c",
        "-(a PARA b)",
        '"=a" "b~" "c*" "/d" "NEAR"',
        r'why? "/" /a/b',
    ],
)
def test_operators_are_written_as_one_would_type_them(text: str) -> None:
    """Signs that would say how to compare are quoted where they are text."""
    assert text_of(parse(text)) == text


def test_queries_without_expressions_do_not_import_their_library() -> None:
    """It takes longer to import than the whole parser."""
    code = "import sys; from reader.query import parse; parse('a NEAR b* cd~'); print('regex' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
