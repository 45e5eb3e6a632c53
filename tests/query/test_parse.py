"""Reading queries as people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.post import TagKind
from reader.query import Query, QueryError, parse, text_of
from reader.query.hints import hints
from reader.query.moments import Ago, DatePhrase, Period, Unit
from reader.query.nodes import (
    And,
    Archived,
    Contains,
    Dated,
    Equals,
    Flag,
    Has,
    HasField,
    Is,
    Length,
    Node,
    Not,
    OnDay,
    Or,
    Order,
    Part,
    Tagged,
    TextField,
    Words,
    Written,
)
from reader.query.token import Token
from reader.query.tokens import plain_texts, tokens
from reader.text.script import Script, fold
from reader.text.spelling import SearchText

SIGNS = 'ab-－（）():：|｜"“”「」『』\\ 　臺台灣orandnt.。1/tagdesi=＝*＊?？~～／,;，！'
_PIECES = [
    "NEAR",
    "THEN/5",
    "SENT",
    "or",
    "title:",
    "tag:",
    "site:=",
    "标签：",
    "date:",
    "day:",
    "field:",
    "is:未讀",
    "lang:",
    "a",
    "武漢",
    "2020",
    "春",
    "-02",
    "..",
    "至",
    "https://",
    "www.",
    "a.bc/",
    "６",
]
TYPED = st.lists(st.sampled_from([*_PIECES, *' -(|)"*?~/=,，.\\  ']), max_size=12).map("".join)
A, B, C = Words("a"), Words("b"), Words("c")


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", ()),
        (" \t　\n\0 ", ()),
        ("a b", (A, B)),
        ("a and b", (A, B)),
        ('"a b"', (Words("a b"),)),
        (r'"say \"a\" \\ b"', (Words(r'say "a" \ b'),)),
        ("-a", (Not(A),)),
        ("not a", (Not(A),)),
        ("--a", (Not(A),)),
        ("not -a", (A,)),
        ("a or b", (Or((A, B)),)),
        ("a | b || c", (Or((A, B, C)),)),
        ("a OR b c", (Or((A, And((B, C)))),)),
        ("(a or b) c", (Or((A, B)), C)),
        ("a (b c)", (A, B, C)),
        ("-(a b)", (Not(And((A, B))),)),
        ("title:a", (Contains(TextField.TITLE, "a"),)),
        ('text:"a b"', (Contains(TextField.TEXT, "a b"),)),
        ("CAPTION:a", (Contains(TextField.CAPTION, "a"),)),
        ("author:=a site:＝b.c", (Equals(TextField.AUTHOR, "a"), Equals(TextField.SITE, "b.c"))),
        ('author:="a b" author:"=a"', (Equals(TextField.AUTHOR, "a b"), Contains(TextField.AUTHOR, "=a"))),
        ("lang:other", (Written(None),)),
        ("author:a site:b.c", (Contains(TextField.AUTHOR, "a"), Contains(TextField.SITE, "b.c"))),
        ("tag:a", (Tagged("a"),)),
        ("channel:a", (Tagged("a", TagKind.CHANNEL),)),
        ("keyword:a", (Tagged("a", TagKind.KEYWORD),)),
        ("hashtag:a", (Tagged("a", TagKind.HASHTAG),)),
        ("lang:Hant", (Written(Script.HANT),)),
        ("lang:ja", (Written("ja"),)),
        ("lang:德文", (Written("de"),)),
        ('lang:"Traditional Chinese"', (Written(Script.HANT),)),
        ("lang:zh", (Or((Written(Script.HANT), Written(Script.HANS))),)),
        ("is:unread has:image", (Is(Flag.UNREAD), Has(Part.IMAGE))),
        ("12:30", (Words("12:30"),)),
        ("https://a.b/c?d", (Archived("https://a.b/c?d"),)),
        ("(www.bbc.com/a)", (Archived("www.bbc.com/a"),)),
        ("https://a.b/c，d", (Archived("https://a.b/c"), Words("d"))),
        ("https://a.b/c, d", (Archived("https://a.b/c"), Words("d"))),
        ("a.bc/wiki/D_(e) f", (Archived("a.bc/wiki/D_(e)"), Words("f"))),
        (
            'a.bc and/or 2024/01 1.5/2 "a.bc/d"',
            tuple(map(Words, ["a.bc", "and/or", "2024/01", "1.5/2", "a.bc/d"])),
        ),
        ("site:a.bc/d", (Contains(TextField.SITE, "a.bc/d"),)),
        ("covid-19", (Words("covid-19"),)),
        ("%_", (Words("%_"),)),
        ('"or"', (Words("or"),)),
    ],
)
def test_each_form_of_the_language(text: str, clauses: tuple[Node, ...]) -> None:
    """What is typed means what the handbook says."""
    assert parse(text) == Query(clauses)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("（a　or　b）　c", "(a or b) c"),
        ("ａ｜ｂ", "ａ|ｂ"),
        ("－a", "-a"),
        ("tag：a", "tag:a"),
        ("ｔａｇ：a", "tag:a"),
        ("“a b”", '"a b"'),
        ("”a b“", '"a b"'),
        ("「a b」", '"a b"'),
        ('『a "b』', r'"a \"b"'),
        ("標題「a b」c", '標題 "a b" c'),
        ("title：「a b」", 'title:"a b"'),
        ("date：２０２４－０２。。2024-03", "date:2024-02..2024-03"),
    ],
)
def test_signs_of_chinese_input_methods_are_understood(typed: str, meant: str) -> None:
    """Nobody has to leave the input method to type a sign."""
    assert parse(typed) == parse(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("標題:（船 | =boat cd~）", "title:船 | title:=boat title:cd~"),
        ("-title:(a -(b | text:c)) d", "-(title:a -(title:b | text:c)) d"),
        ("title:(a | 2020 年) NEAR title:c", '(title:a | title:"2020年") NEAR title:c'),
        ("title:(a THEN b) c", "title:a THEN title:b c"),
        ('author:=(a | "b c") d', '(author:=a | author:="b c") d'),
        ("作者：＝（A* | site:b）", 'author:="A*" | site:b'),
        ("site:=(www.a.org | b.org) tag:=(a | b)", "(site:=www.a.org | site:=b.org) (tag:a | tag:b)"),
        (
            '-title:=(a "b c" cd~ | (=e | /f/)) g',
            '-(title:=a title:="b c" title:cd~ | (title:=e | title:/f/)) g',
        ),
        ("=(a | note:b) title:(=(c | d) | e)", "(=a | note:b) (title:=c | title:=d | title:e)"),
        ("title:(a) (b | c)", "title:a (b | c)"),
        ("tag:(武* | 上海)", "tag:武* | tag:上海"),
        (
            "author:(=Ann | b) site:(www.a.org | b.org/c)",
            "(author:=Ann | author:b) (site:www.a.org | site:b.org/c)",
        ),
        ("date:(2023 | 2024-Q1)", "date:2023 | date:2024-Q1"),
    ],
)
def test_a_field_before_a_parenthesis_holds_for_each_word_in_it(typed: str, meant: str) -> None:
    """As in other programs, and for fields of all kinds; a field within the parentheses is its own."""
    assert parse(typed) == parse(meant)


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("date:2024", Dated(Period(2024), Period(2024))),
        ("date:2024-02", Dated(Period(2024, 2), Period(2024, 2))),
        ("date:2024/2/7", Dated(Period(2024, 2, 7), Period(2024, 2, 7))),
        ("date:2024-01..2024-03", Dated(Period(2024, 1), Period(2024, 3))),
        ("date:2024..", Dated(Period(2024), None)),
        ("date:..2024", Dated(None, Period(2024))),
        ("after:2024-02", Dated(Period(2024, 2), None)),
        ("before:2024", Dated(None, Period(2024))),
        ("after:7d", Dated(Ago(7, Unit.DAY), None)),
        ("date:3W", Dated(Ago(3, Unit.WEEK), None)),
        ("before:1y", Dated(None, Ago(1, Unit.YEAR))),
        ("date:2m..1m", Dated(Ago(2, Unit.MONTH), Ago(1, Unit.MONTH))),
    ],
)
def test_dates(text: str, dated: Dated) -> None:
    """Periods, ranges, open ranges and relative dates."""
    assert parse(text) == Query((dated,))


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("date:yesterday", Dated(DatePhrase("yesterday"), DatePhrase("yesterday"))),
        ("date:last-week", Dated(DatePhrase("last-week"), DatePhrase("last-week"))),
        ("date:三天前", Dated(DatePhrase("三天前"), DatePhrase("三天前"))),
        ("date:昨天", Dated(DatePhrase("昨天"), DatePhrase("昨天"))),
        ('date:"3  days ago"', Dated(DatePhrase("3 days ago"), DatePhrase("3 days ago"))),
        ('after:"last week"', Dated(DatePhrase("last week"), None)),
        ("before:上個月", Dated(None, DatePhrase("上個月"))),
        ("date:去年..昨天", Dated(DatePhrase("去年"), DatePhrase("昨天"))),
        ("date:2024-02。。今天", Dated(Period(2024, 2), DatePhrase("今天"))),
        ("date:2024Q3", Dated(DatePhrase("2024Q3"), DatePhrase("2024Q3"))),
        ("date:今年2月29日", Dated(DatePhrase("今年2月29日"), DatePhrase("今年2月29日"))),
    ],
)
def test_dates_in_words(text: str, dated: Dated) -> None:
    """A phrase keeps its words, since its days depend on the day on which the query runs."""
    assert parse(text) == Query((dated,))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("date:2024年", Period(2024)),
        ("date:2024年5月", Period(2024, 5)),
        ("date:二〇二四年五月六日", Period(2024, 5, 6)),
        ("date:民國113年5月", Period(2024, 5)),
        ("date:20240506", Period(2024, 5, 6)),
        ('date:"May 6, 2024"', Period(2024, 5, 6)),
    ],
)
def test_a_date_in_words_with_its_year_is_a_period(text: str, period: Period) -> None:
    """However a year, month or day is written, it is the same condition."""
    assert parse(text) == Query((Dated(period, period),))


@given(st.dates(date(1, 1, 2)), st.integers(0, 9999))
def test_a_date_in_words_is_seen_from_the_day_on_which_the_query_runs(today: date, count: int) -> None:
    """A saved query for yesterday means another day tomorrow."""
    yesterday = today - timedelta(days=1)
    for text in ("date:yesterday", "date:昨天", "date:昨天..yesterday"):
        assert parse(text).period.bounds(today) == (yesterday, yesterday)
    assert parse("after:yesterday").period.bounds(today) == (yesterday, date.max)
    day = date.fromordinal(max(1, today.toordinal() - count))
    if (today - day).days == count:
        for text in (f"date:{count}天前", f'date:"{count} days ago"'):
            assert parse(text).period.bounds(today) == (day, day)


@given(
    st.text("0123456789年月日周上下半前去昨天今二三 -/.qdwm。", max_size=10),
    st.dates(),
)
@example("今年2月29日", date(2025, 1, 1))
@example(" 7d", date(2025, 1, 1))
@example("2000年前", date(1, 1, 1))
@example("下周", date.max)
def test_any_date_that_is_read_has_days_on_every_day(text: str, today: date) -> None:
    """What was read once can be run on any day, and finds nothing where the calendar has no such day."""
    try:
        query = parse(f'date:"{text}"')
    except QueryError:
        return
    first, last = query.period.bounds(today)
    assert date.min <= first
    assert last <= date.max
    assert parse(text_of(query)) == query


@pytest.mark.parametrize("text", ["day:06-04", "day:6/4", "day:6.4", "day:6月4日", "day:６月４號", "DAY:6-4"])
def test_a_day_of_every_year(text: str) -> None:
    """With the signs that people put between month and day."""
    assert parse(text) == Query((OnDay(6, 4),))


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("length:>5000", 5001, None),
        ("length:>=5,000", 5000, None),
        ("length:<500", None, 499),
        ("length:<=500", None, 500),
        ("length:1000..3000", 1000, 3000),
        ("length:3000…1000", 1000, 3000),
        ("length:1.5k..", 1500, None),
        ("length:..300", None, 300),
        ("length:300", 300, 300),
        ("長度：＞５千", 5001, None),
        ("字數:1萬以上", 10_000, None),
        ('length:"> 500"', 501, None),
    ],
)
def test_lengths_as_people_write_them(text: str, least: int | None, most: int | None) -> None:
    """With signs, units and ranges of both scripts."""
    assert parse(text) == Query((Length(least, most),))


@pytest.mark.parametrize(
    "text", ["length:>", "length:abc", "length:>-5", "length:>5000以上", "length:99999999999", "篇幅：五百"]
)
def test_what_is_no_length_is_said(text: str) -> None:
    """With what is written instead."""
    with pytest.raises(QueryError, match="length"):
        parse(text)


@pytest.mark.parametrize("text", ["sort:oldest a or b", "a or b sort:oldest", "a sort:oldest or b"])
def test_an_order_holds_for_the_whole_query(text: str) -> None:
    """Wherever it stands outside parentheses, it is no condition."""
    assert parse(text) == Query((Or((A, B)),), Order.OLDEST)


@pytest.mark.parametrize("sign", ['"', "“", "”", "„", "「", "」", "『", "』"])
def test_a_quotation_mark_without_its_counterpart_parts_words(sign: str) -> None:
    """Half a sentence that was pasted finds its post, wherever it was cut; a hint says what was left out."""
    for text, same in (
        (f"{sign}他說", "他說"),
        (f"他說：{sign}今天", "他說： 今天"),
        (f"今天{sign}，他說 2020 年{sign if sign in '」』' else ''}", "今天 他說 2020年"),
        (f'他說 "今 天" -{sign}明天', '他說 "今 天" -明天'),
        (f"2020 {sign} 年", '"2020" "年"'),
    ):
        # One of several marks of a kind is left over at the end.
        assert parse(text).node == parse(same).node, text
    *_, hint = hints(f"他說{sign}今天")
    assert (hint.position, f"This {sign} has no counterpart" in hint.reason) == (2, True)


@pytest.mark.parametrize(
    ("text", "same", "places"),
    [
        ("他說(武漢", "他說 武漢", [2]),
        ("（武漢封城", "武漢封城", [0]),
        ("封城）後 2020", "封城 後 2020", [2]),
        (")a(b(c) title:d", "a b c title:d", [0, 2]),
        ("「他說（武漢」今天)", '"他說（武漢" 今天', [9]),
    ],
)
def test_a_parenthesis_that_groups_nothing_parts_words(text: str, same: str, places: list[int]) -> None:
    """Where no operator stands in the query, half a sentence finds its post; a hint says what was left out."""
    assert parse(text).node == parse(same).node
    assert [hint.position for hint in hints(text) if "no counterpart" in hint.reason] == places


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("a or", 2, "or needs something to its right"),
        ("a | | b", 2, "| needs something to its right"),
        ("or", 0, "nothing to the left"),
        ("a -", 2, "right before what it rules out"),
        ("a - b c", 2, "right before what it rules out, as in -b;"),
        ("a －－ b", 2, "as in －b;"),
        ("(a - b)", 3, "as in -b;"),
        ("a - (b c)", 2, "as in -(…);"),
        ('a - "b c" d', 2, 'as in -"b c";'),
        ("a - - b", 2, "right before what it rules out; quote"),
        ('a - "b', 2, "right before what it rules out; quote"),
        (f"a - {'b' * 99}", 2, "right before what it rules out; quote"),
        ("(-)", 1, "- needs something to its right"),
        ("not", 0, "not needs something to its right"),
        ("a ()", 2, "nothing between"),
        ("a (b | c", 2, "not closed"),
        ("-(b", 1, "not closed"),
        ("a （b NEAR c", 2, "not closed"),
        ("a or b)", 6, "closes nothing"),
        ("(", 0, "not closed"),
        (" ） ", 1, "closes nothing"),
        (" 」 『 ", 1, "closes nothing"),
        (" “ 」 ", 1, "not closed"),
        ('title:"b', 6, "not closed"),
        ('a ="b', 3, "not closed"),
        ('""', 0, "nothing between the quotes"),
        ("a title: b", 8, "title: needs a value"),
        ("title:(a b", 6, "not closed"),
        ("title:()", 6, "nothing between"),
        ("title:=(a | b", 7, "not closed"),
        ("date:=(2020)", 5, "A date is written"),
        ("is:(read | new)", 11, "read, unread"),
        ("a sort:(oldest)", 8, "on its own at the end"),
        ("is:new", 3, "read, unread, starred, begun, finished, draft"),
        ("has:x", 4, "image, caption"),
        ("lang:xx", 5, "hant, hans, en"),
        ("sort:up", 5, "newest, oldest, relevance"),
        ("autor:x", 0, "author:"),
        ("date:2024-13", 5, "no 2024-13 in the calendar"),
        ("date:0000", 5, "no 0000 in the calendar"),
        ("date:2024..2024-02-30", 11, "no 2024-02-30"),
        ("date:2024..2023", 5, "ends before it begins"),
        ("day:02-30", 4, "no 02-30 in the calendar"),
        ("day:2024-02-07", 4, "written 06-04"),
        ("date:..", 5, "one side at least"),
        ("after:soon", 6, "A date is written"),
        ('date:"a few days ago"', 5, "A date is written"),
        ("date:2024年13月", 5, "no 2024年13月 in the calendar"),
        ("date:昨天..13月", 9, "no 13月 in the calendar"),
        ("sort:newest sort:oldest", 12, "two orders"),
        ("(a sort:oldest)", 3, "whole query"),
        ("-sort:oldest", 1, "whole query"),
        ("(" * 51 + "a" + ")" * 51, 50, "deeper than 50"),
    ],
)
def test_a_query_that_can_not_be_read_says_where_and_why(text: str, position: int, reason: str) -> None:
    """The error knows the place, and gives the reason in one sentence."""
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.position, reason in caught.value.reason) == (position, True)


def test_the_caret_stands_under_the_place() -> None:
    """Chinese characters before it count two columns."""
    with pytest.raises(QueryError) as caught:
        parse("台灣　date:x")
    assert caught.value.caret() == ("  台灣　date:x", "  " + " " * 11 + "^")


def test_a_long_query_is_cut_around_the_place() -> None:
    """The caret stays in sight, and control characters do not reach the terminal."""
    with pytest.raises(QueryError) as caught:
        parse("a\x1b" * 200 + "(" + "b | " * 200 + "b")
    query, caret = caught.value.caret()
    assert len(query) < 70
    assert query[len(caret) - 1] == "("
    assert "\x1b" not in query


@given(st.text(alphabet=SIGNS, max_size=40) | TYPED | st.text(max_size=40))
@example("(" * 10_000)
@example("-" * 10_000 + "a")
@example("a " * 5_000)
@example("date:99999y")
@example("HTTP://.")
@example("0*,,")
@example("\0%_*")
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text raises anything but QueryError, whose place lies within the text; what is read is written the same."""
    try:
        query = parse(text)
        assert parse(text_of(query)) == query
    except QueryError as error:
        assert 0 <= error.position <= len(text)
        assert str(error).startswith(error.reason)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("field:series", HasField("series")),
        ("field:series=Boats", HasField("series", "Boats")),
        ("field:series＝a＝b", HasField("series", "a＝b")),
        ('field:series="Old boats" sea', And((HasField("series", "Old boats"), Words("sea")))),
        ('field:"series=Old boats"', HasField("series", "Old boats")),
        ("field：series＝「舊船」", HasField("series", "舊船")),
        ("field:cover.image", HasField("cover.image")),
        ("-field:a=b=c", Not(HasField("a", "b=c"))),
        ("field:a=", HasField("a", "")),
    ],
)
def test_keys_of_the_front_matter(text: str, node: Node) -> None:
    """A key, or a key and its value, which is quoted where it has blanks."""
    assert parse(text) == Query.of(node)


@pytest.mark.parametrize("text", ["field:=a", "field:", 'field:"- _"'])
def test_a_field_without_a_key(text: str) -> None:
    """A value alone names no key."""
    with pytest.raises(QueryError):
        parse(text)


@given(
    st.lists(
        st.text(
            st.one_of(
                st.sampled_from('台灣年底月萬元AÅＯＲﬁ½²٣かｶ々𠀀\u0301-:：。，;~*?？/"「」()|\u200b'),
                st.characters(categories=["L", "N"]),
            ),
            min_size=1,
            max_size=6,
        ),
        max_size=5,
    )
)
def test_plain_words_are_read_as_all_others_are(words: list[str]) -> None:
    """What is taken for a plain word without a pattern is what the patterns make of it."""
    text = " ".join(words)

    def read() -> tuple[list[Token], list[str]] | str:
        try:
            return tokens(text), [word.text for word in plain_texts(text)]
        except QueryError as error:
            return str(error)

    by_rule = read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.query.tokens.plain_word_at", lambda query, position: "")
        assert read() == by_rule


@given(st.text(st.sampled_from("一丁丨龟龥鿿鿾〇々年底月萬元萬萬国國"), max_size=45))
def test_a_text_of_han_alone_has_its_fold_for_its_form(text: str) -> None:
    """What is not looked at for blanks and signs has none that a form changes."""
    long = text + "字" * 60

    assert SearchText(text).form == fold(text)
    assert SearchText(long).form == fold(long)
