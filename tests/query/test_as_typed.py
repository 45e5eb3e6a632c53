"""What people type: the signs of Chinese input methods, names of fields in Chinese, times as they are said."""

from __future__ import annotations

from datetime import date

import pytest

from reader.query import QueryError, parse, plain_texts, text_of
from reader.query.field_names import ALIASES, FIELDS, VALUES
from reader.query.nodes import Match, Words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("武漢，封城", "武漢 封城"),
        ("武漢、封城；上海", "武漢 封城 上海"),
        ("武漢。封城！", "武漢 封城"),
        ("，武漢，", "武漢"),
        ("武漢\u3000封城\xa0上海\u2009北京\u200b", '武漢 封城 上海 "北京\u200b"'),
        ("\ufeff武漢", "武漢"),
        ("武漢,封城;上海", "武漢 封城 上海"),
        ("one, two; three", "one two three"),
        ("武漢,COVID,2020", "武漢 COVID,2020"),
        ("1,000 a,b x;y", '"1,000" "a,b" "x;y"'),
        ("「武漢，封城」", '"武漢，封城"'),
        ("title:武漢，封城", "title:武漢 封城"),
        ("tag:武漢,封城", "tag:武漢 封城"),
        ("(武漢，封城)｜上海", "(武漢 封城) | 上海"),
        ("title：＝AI", "title:=AI"),
        ("武漢～ ／a／ 武＊路", "武漢~ /a/ 武*路"),
        ("a ＯＲ b", "a or b"),
        ("tag:=武漢", "tag:武漢"),
        ("標籤:武漢", "tag:武漢"),
        ("标签：武汉", "tag:武汉"),
        ("作者:=張三", "author:=張三"),
        ("-來源:a.b", "-site:a.b"),
        ("正文:武*路", "text:武*路"),
        ("日期：2020-02", "date:2020-02"),
        ("之後:2020 早于:2021", "after:2020 before:2021"),
        ("since:2020 until:2021", "after:2020 before:2021"),
        ("欄位:series=a", "field:series=a"),
        ("某日:6月4日", "day:06-04"),
        ("語言:日文", "lang:ja"),
        ("是:未讀 是：星标", "is:unread is:starred"),
        ("有:影片", "has:video"),
        ("排序:最舊 a", "a sort:oldest"),
        ("date:2019-2020", "date:2019..2020"),
        ("date:2020-01至2020-03", "date:2020-01..2020-03"),
        ("date:2019年到2020年", "date:2019..2020"),
        ("date:2020-01~2020-03", "date:2020-01..2020-03"),
        ('date:"2019 to 2020"', "date:2019..2020"),
        ("date:20200402", "date:2020-04-02"),
        ("date:2020.4.2", "date:2020-04-02"),
        ("date:202004", "date:2020-04"),
    ],
)
def test_what_is_typed_means(typed: str, meant: str) -> None:
    """Nobody has to leave the input method, or to know the English names."""
    assert parse(typed) == parse(meant)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("date:2020-spring", date(2020, 3, 1), date(2020, 5, 31)),
        ("date:2020春", date(2020, 3, 1), date(2020, 5, 31)),
        ("日期：2020年春", date(2020, 3, 1), date(2020, 5, 31)),
        ("date:2020-Q1", date(2020, 1, 1), date(2020, 3, 31)),
        ("date:2020第一季..2020Q3", date(2020, 1, 1), date(2020, 9, 30)),
        ("date:2020上半年", date(2020, 1, 1), date(2020, 6, 30)),
        ("since:2020-Q2", date(2020, 4, 1), date.max),
        ("until:2020下半年", date.min, date(2020, 12, 31)),
    ],
)
def test_times_of_a_year(text: str, first: date, last: date) -> None:
    """Wherever a field takes a time."""
    query = parse(text)
    assert query.period.bounds(date(2024, 5, 6)) == (first, last)
    assert parse(text_of(query)) == query


@pytest.mark.parametrize(
    ("word", "time"),
    [
        ("2020春", "2020春"),
        ("2020 春", "2020春"),
        ("2020-spring", "2020-spring"),
        ("2020-Q1", "2020-Q1"),
        ("2020h2", "2020h2"),
        ("2020W07", "2020W07"),
        ("2020上半年", "2020上半年"),
        ("20200402", "2020-04-02"),
        ("2020/4/2", "2020-04-02"),
        ("2020-04", "2020-04"),
        ("2020-01..2020-03", "2020-01..2020-03"),
        ("2019..2021", "2019..2021"),
    ],
)
def test_a_word_that_names_a_time_is_both(word: str, time: str) -> None:
    """It finds what is of that time, and what holds the word; in quotes it is the word alone."""
    text = word.replace(" ", "")
    query = parse(f"{word} -x")
    assert query == parse(f'("{text}" | date:{time}) -x')
    assert parse(text_of(query)) == query
    assert parse(f'"{text}"').node == Words(text) == parse(text_of(parse(f'"{text}"'))).node
    assert parse(f"{word} NEAR (a | {word})") == parse(f'"{text}" NEAR (a | "{text}")')


@pytest.mark.parametrize(
    "word",
    [
        "2020",
        "2020年",
        "2020春節",
        "20201302",
        "1234-05",
        "2020-13",
        "202004",
        "2020..",
        "yesterday",
        "=20200402",
    ],
)
def test_other_words_are_no_times(word: str) -> None:
    """Numbers, and what texts say in passing, stay words."""
    assert text_of(parse(word)) == word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2020 年", "2020年"),
        ("2020　年", "2020年"),
        ("2020 年 4 月 2 日 武漢", "2020年4月2日 武漢"),
        ("武漢 第 3 次", "武漢 第3次"),
        ("2020 年底 100 万元 3 個月", "2020年底 100万元 3個月"),
        ("1,000 人 武漢 5% 人", "1,000人 武漢 5%人"),
        ("用 Python 寫", "用Python寫"),
        ("用 Python 寫 C 語", "用Python寫C語"),
        ("武漢 用 Python 寫", "武漢 用Python寫"),
        ("用，Python 寫", '"用" "Python" "寫"'),
        ("-2020 年", "-2020年"),
        ("a NEAR 2020 年", "a NEAR 2020年"),
        ("我 2020 年 去 Taiwan", '我2020年 "去" Taiwan'),
        ("title:2020 年", "title:2020年"),
        ("-標題：2020 年 4 月 武漢", "-title:2020年4月 武漢"),
        ("text:100 萬元 caption:第 3 次", "text:100萬元 caption:第3次"),
        ("note:用 Python 寫", "note:用Python寫"),
        # What may be two stays two, and names are no texts.
        ("title:王 2020", 'title:王 "2020"'),
        ("title:王 2020 Taiwan", 'title:王 "2020" Taiwan'),
        ("王 2020 Taiwan", "王2020 Taiwan"),
        ("title:王 武漢", "title:王 武漢"),
        ("author:王 武漢", "author:王 武漢"),
        ("author:王 2020 年", "author:王 2020年"),
        ("author:2020 年 tag:5 人", 'author:2020 "年" tag:5 "人"'),
        ("2020 title:年", '"2020" title:年'),
        ('title:"2020" 年', 'title:"2020" "年"'),
        ("title:=2020 年", 'title:="2020" "年"'),
        ("title:2020 NEAR title:年", 'title:"2020" NEAR title:"年"'),
        # Longer words, and words of which somebody says how they are compared, are words of their own.
        ("2020 日本", '"2020" "日本"'),
        ("用 Python", '"用" "Python"'),
        ("Python 寫", '"Python" "寫"'),
        ("教 Python 寫作", '"教" "Python" "寫作"'),
        ('2020 "年"', '"2020" "年"'),
        ("=2020 年", '="2020" "年"'),
        ("2020 年*", '"2020" 年*'),
        ("2020，年", '"2020" "年"'),
        ("(2020) 年", '"2020" "年"'),
        ("2020 NEAR 年", '"2020" NEAR "年"'),
        ("我 near 你", '"我" "near" "你"'),
    ],
)
def test_a_blank_beside_a_single_character_is_none(typed: str, meant: str) -> None:
    """As in the texts: a number and its unit are one, and what stands in a Chinese phrase."""
    query = parse(typed)
    assert query == parse(meant)
    assert parse(text_of(query)) == query
    if " NEAR " not in typed and not set("-(:") & set(typed):
        assert plain_texts(typed) == list(query.clauses)


def test_each_other_name_of_a_field_is_understood() -> None:
    """In both scripts, and with the value that the field takes in either."""
    values = {"date": "2020", "after": "2020", "before": "2020", "day": "6-4", "lang": "en", "is": "read"}
    values |= {"has": "image", "sort": "oldest", "length": ">5000"}

    def saved() -> dict[str, str]:
        return {"x": "a b"}

    for alias, field in ALIASES.items():
        assert field in FIELDS
        value = values.get(field, "x")
        assert parse(f"{alias}：{value}", saved) == parse(f"{field}:{value}", saved), alias
    for field, names in VALUES.items():
        for name, value in names.items():
            assert parse(f"{field}:{name}") == parse(f"{field}:{value}"), name


@pytest.mark.parametrize("text", ["問題：真的", "武漢:封城", "是不是：", "標鑒:武漢"])
def test_other_chinese_words_before_a_colon_are_words(text: str) -> None:
    """Headlines are full of them."""
    assert text_of(parse(text)) == text


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("titel:x", "Did you mean title:?"),
        ("sicne:2020", "Did you mean since:?"),
        ("from:x", "Did you mean site:?"),
        ("year:2020", "Did you mean date:?"),
        ("zzzz:x", "The fields are title:"),
        ("q" * 90 + ":x", f'"{"q" * 20}…:"'),
    ],
)
def test_a_field_that_is_not_there_is_said_with_the_nearest(text: str, advice: str) -> None:
    """By spelling, or by what other programs call it."""
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.position, advice in caught.value.reason) == (0, True), caught.value.reason


def test_words_to_find_in_an_article_are_parted_alike() -> None:
    """Nothing is a field or an operator there."""
    assert plain_texts('武漢，封城 (a) "b, c", 1,000 tag:x') == [
        *map(Words, ("武漢", "封城", "(a)", "b, c", "1,000", "tag:x")),
    ]


def test_signs_say_how_words_to_find_in_an_article_are_compared() -> None:
    """As in a query; what is not typed to its end stands for itself."""
    assert plain_texts('=AI "b c"~ 武*路 /a b+/ d~') == [
        *(Words("AI", Match.EXACT), Words("b c", Match.ONE_OFF), Words("武*路", Match.WILD)),
        *(Words("a b+", Match.EXPRESSION), Words("d~")),
    ]
    assert plain_texts("/a( = x*(y)") == list(map(Words, ("/a(", "=", "x*(y)")))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2020-Q1", "2020-Q1"),
        ("-2020春", "-2020春"),
        ("2020春 風", "2020春 風"),
        ("20200402 | 風", '"20200402" or date:2020-04-02 or 風'),
    ],
)
def test_a_time_that_stands_alone_is_shown_as_it_was_typed(typed: str, shown: str) -> None:
    """Alone, excluded and beside words; in a longer choice the word and the time are written out."""
    assert text_of(parse(typed)) == shown
    assert parse(shown) == parse(typed)
