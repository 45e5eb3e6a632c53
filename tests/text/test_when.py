"""A time is read as people say it, in both scripts and in English."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.text.when import NoSuchDayError, When, WhenError, is_absolute, read_when

TODAY = date(2026, 11, 23)
"""a Monday"""


def day(text: str) -> str:
    """The single day that a text names."""
    when = read_when(text, TODAY)
    assert when.first == when.last
    return str(when.first)


def span(text: str) -> str:
    """The days that a text names."""
    when = read_when(text, TODAY)
    return f"{when.first}..{when.last}"


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        ("2019-06-04 2019/6/4 2019.6.4 20190604 2019年6月4日 ２０１９年６月４號 二〇一九年六月四日 二零一九年六月四號", "2019-06-04"),
        ("yesterday Yesterday 昨天 昨日 1d 一天前 1天前", "2026-11-22"),
        ("三天前 3天前 ３天前 三日前 三天以前 3d", "2026-11-20"),
        ("兩週前 两周前 二星期前 兩個禮拜前 14天前 十四天前 2w", "2026-11-09"),
        ("大前天 大前日", "2026-11-20"),
        ("二十天前 廿天前 20天前", "2026-11-03"),
        ("半年前 六個月前 6个月前 6m", "2026-05-23"),
        ("一年前 去年今天 去年的今日 12個月前 1y", "2025-11-23"),
        ("一年半前 十八個月前", "2025-05-23"),
        ("上週三 上星期三 上個星期三 上礼拜三", "2026-11-18"),
        ("星期日 禮拜天 週日 sunday Sun", "2026-11-22"),
        ("上個月3號 上月三日", "2026-10-03"),
        ("民國103年2月7日 民国一百零三年二月七日", "2014-02-07"),
    ],
)  # fmt: skip
def test_days(texts: str, named: str) -> None:
    """However it is written."""
    assert {text: day(text) for text in texts.split()} == dict.fromkeys(texts.split(), named)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2 weeks ago", "2026-11-09"),
        ("2-weeks-ago", "2026-11-09"),
        ("two weeks ago", "2026-11-09"),
        ("a week ago", "2026-11-16"),
        ("a year ago", "2025-11-23"),
        ("three months ago", "2026-08-23"),
        ("the day before yesterday", "2026-11-21"),
        ("June 4, 2019", "2019-06-04"),
        ("4th of June 2019", "2019-06-04"),
        ("Jan. 23 2020", "2020-01-23"),
        ("2020 年 1 月 23 日", "2020-01-23"),
        ("last monday", "2026-11-16"),
        ("monday", "2026-11-23"),
        ("29 Feb", "2024-02-29"),
    ],
)
def test_days_in_several_words(text: str, named: str) -> None:
    """English, and Chinese with blanks."""
    assert day(text) == named


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        ("2019 2019年 二〇一九年 民國108年", "2019-01-01..2019-12-31"),
        ("2019-06 2019/6 2019年6月 2019年六月份", "2019-06-01..2019-06-30"),
        ("去年", "2025-01-01..2025-12-31"),
        ("前年", "2024-01-01..2024-12-31"),
        ("上個月 上个月 上月 last-month", "2026-10-01..2026-10-31"),
        ("上上個月", "2026-09-01..2026-09-30"),
        ("上週 上个星期 上禮拜", "2026-11-16..2026-11-22"),
        ("本週 這週 这个星期", "2026-11-23..2026-11-29"),
        ("去年六月 去年6月份", "2025-06-01..2025-06-30"),
        ("2014年夏天 二〇一四年夏季", "2014-06-01..2014-08-31"),
        ("去年冬天", "2025-12-01..2026-02-28"),
        ("六月 6月 June jun.", "2026-06-01..2026-06-30"),
        ("2014Q3 q3-2014 2014年第三季度", "2014-07-01..2014-09-30"),
        ("去年底 去年年底", "2025-12-01..2025-12-31"),
        ("今年上半年 上半年 2026上半年 2026H1 h1-2026", "2026-01-01..2026-06-30"),
        ("2020春 2020年春 2020-春 二〇二〇春 2020春天 2020-spring spring-2020", "2020-03-01..2020-05-31"),
        ("2020第一季 2020第1季度 2020一季度 2020年第一季 2020-Q1 2020q1 2020/Q1", "2020-01-01..2020-03-31"),
        ("202004 2020四月 二〇二〇四月 2020-April april-2020 2020年4月份", "2020-04-01..2020-04-30"),
        ("2020年代 2020s 20年代", "2020-01-01..2029-12-31"),
        ("90年代 九十年代 1990s", "1990-01-01..1999-12-31"),
        ("2020年4月上旬 2020四月初", "2020-04-01..2020-04-10"),
        ("二月底 2月下旬", "2026-02-21..2026-02-28"),
        ("2020-W14 2020w14 2020年第14週 2020第十四周", "2020-03-30..2020-04-05"),
        ("今夏", "2026-06-01..2026-08-31"),
        ("最近7天 近七天 過去七天 七天內 最近一週 last-7-days past-week", "2026-11-16..2026-11-23"),
        ("最近半年 近六個月", "2026-05-23..2026-11-23"),
        ("2020-04-02T08:00 2020-04-02T08:00:00Z 2020/4/2T8:00+08:00", "2020-04-02..2020-04-02"),
    ],
)
def test_spans(texts: str, named: str) -> None:
    """Weeks, months, seasons, quarters and years."""
    for text in texts.split():
        assert (text, span(text)) == (text, named)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("last summer", "2026-06-01..2026-08-31"),
        ("summer 2014", "2014-06-01..2014-08-31"),
        ("last week", "2026-11-16..2026-11-22"),
        ("last year", "2025-01-01..2025-12-31"),
        ("last-year", "2025-01-01..2025-12-31"),
        ("june last year", "2025-06-01..2025-06-30"),
        ("last november", "2025-11-01..2025-11-30"),
        ("June 2019", "2019-06-01..2019-06-30"),
    ],
)
def test_spans_in_several_words(text: str, named: str) -> None:
    """What is still going on is not the last one."""
    assert span(text) == named


def test_without_a_year_the_latest_that_has_begun_is_meant_and_earlier_ones_may_be() -> None:
    """6/4 is the fourth of June of whatever year has posts."""
    when = read_when("6/4", TODAY)
    assert [str(each.first) for each in islice(when.earlier(), 3)] == [
        "2026-06-04",
        "2025-06-04",
        "2024-06-04",
    ]
    assert str(read_when("12/25", TODAY).first) == "2025-12-25"
    leap = read_when("2月29日", TODAY)
    assert [each.first.year for each in islice(leap.earlier(), 3)] == [2024, 2020, 2016]
    assert list(read_when("2019-06-04", TODAY).earlier()) == [When(date(2019, 6, 4), date(2019, 6, 4))]


@pytest.mark.parametrize("text", ["2024-02-30", "0000", "13月", "6/31", "9999年13月1日", "民國0年0月"])
def test_what_the_calendar_does_not_have(text: str) -> None:
    """Said as such."""
    with pytest.raises(NoSuchDayError, match="calendar has no such day"):
        read_when(text, TODAY)


@pytest.mark.parametrize(
    "text", ["", "  ", "abc", "周", "百", "the", "2024-02-07-08", "ago", "[b]", "x" * 10_000]
)
def test_what_names_no_time(text: str) -> None:
    """One sentence with examples."""
    with pytest.raises(WhenError, match="2019-06, 6/4, yesterday, 三天前"):
        read_when(text, TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-06", True),
        ("二〇一九年六月", True),
        ("民國108年", True),
        ("summer 2014", True),
        ("q3-2014", True),
        ("6/4", False),
        ("June", False),
        ("昨天", False),
        ("去年", False),
        ("abc", False),
    ],
)
def test_a_year_in_digits_makes_a_time_absolute(text: str, expected: bool) -> None:
    """Any other time depends on the day from which it is seen."""
    assert is_absolute(text) is expected


days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(
    st.text("0123456789年月日号周上下半前去个十百二三天 -/.qabdeghijlmnorstuwy季夏", max_size=14)
    | st.text(max_size=20),
    days,
)
@example("99999年前", date(1, 1, 1))
@example("99999w", date(9999, 12, 31))
@example("下个月", date(9999, 12, 31))
@example("下周", date(9999, 12, 31))
@example("明年今天", date(9999, 12, 31))
@example("去年2月29日", date(2024, 2, 29))
def test_any_text_is_read_or_refused(text: str, today: date) -> None:
    """Nothing else is raised, and what is read is days in order."""
    try:
        when = read_when(text, today)
    except WhenError as error:
        assert str(error).endswith(".")
    else:
        assert when.first <= when.last
        assert not is_absolute(text) or read_when(text, date(2024, 2, 29)) == when
        assert not when.yearly or when.first <= today
        assert all(each.first <= each.last <= when.last for each in islice(when.earlier(), 9))


@given(days, days)
def test_a_day_written_out_is_that_day(named: date, today: date) -> None:
    """In the form of the lists, of Chinese, of either slash."""
    for text in (
        str(named),
        f"{named.year:04}年{named.month}月{named.day}日",
        f"{named.year:04}/{named.month}/{named.day}",
    ):
        assert read_when(text, today) == When(named, named)


@given(st.integers(0, 9999), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_counting_back(count: int, today: date) -> None:
    """So many days, in three languages."""
    expected = When(today - timedelta(days=count), today - timedelta(days=count))
    for text in (f"{count} days ago", f"{count}天前", f"{count}d"):
        assert read_when(text, today) == expected
