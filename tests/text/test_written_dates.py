"""Dates as people of many countries, and their programs, write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.post import PostDate
from reader.text.date_names import MONTHS
from reader.text.dates import DateOrder, read_date


def _date_in(text: str) -> PostDate | None:
    """Return the date that a text gives, if any."""
    return read_date(text).date


def _says(text: str) -> str:
    """Return a date as `day`, `floating …` or `instant`, empty for none."""
    found = _date_in(text)
    if found is None:
        return ""
    if found.day_only:
        return f"{found.utc:%Y-%m-%d}"
    return f"{'floating ' if found.is_floating else ''}{found.utc:%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(
    "zone",
    [
        "+8", "+08", "+0800", "+08:00", "+08:00:00", "UTC+8", "UTC +8", "(UTC+08:00)", "[GMT+8]", "GMT+0800 (China Standard Time)",
        "GMT+0800 (台北標準時間)", "HKT", "SGT", "Asia/Taipei", "[Asia/Singapore]", "+08:00[Asia/Taipei]", "UTC+8:00",
        "China Standard Time", "Taipei Time", "北京时间", "（台北時間）", "CST (UTC+8)", "+08:00 Asia/Taipei",
    ],
)  # fmt: skip
def test_zones_eight_hours_ahead(zone: str) -> None:
    """Offsets with and without a prefix, abbreviations, names of places and spelled out names are zones."""
    assert _says(f"2023-11-05 06:30 {zone}") == "2023-11-04 22:30:00"


@pytest.mark.parametrize(
    ("zone", "hour"),
    [
        ("EST", 11), ("EDT", 10), ("CDT", 11), ("MST", 13), ("PST", 14), ("PDT", 13), ("JST", -3), ("KST", -3), ("CET", 5),
        ("MESZ", 4), ("-4", 10), ("-0330", 9.5), ("IST", 0.5), ("Z", 6), ("utc", 6), ("GMT", 6), ("UT", 6), ("\u22124", 10),
        ("America/New_York", 10), ("ET", 10), ("Eastern Daylight Time", 10), ("Europe/Paris", 4), ("Pacific Time", 13),
        ("(UTC -05:00)", 11), ("America/Argentina/Buenos_Aires", 9),
    ],
)  # fmt: skip
def test_zones_of_the_world(zone: str, hour: float) -> None:
    """Six o'clock on a summer day in each; places know their summer time."""
    found = _date_in(f"2023-07-15T06:00:00 {zone}")
    assert found is not None
    assert found.utc == datetime(2023, 7, 15, tzinfo=UTC) + timedelta(hours=hour)
    assert found.offset == timedelta(hours=6 - hour)


def test_cst_is_of_china_beside_chinese() -> None:
    """Elsewhere it is the central time of North America, unless the archive says that it is Chinese."""
    assert _says("2023-03-01 20:00 CST") == "2023-03-02 02:00:00"
    assert _says("2023年3月1日 20:00 CST") == "2023-03-01 12:00:00"
    chinese = read_date("2023-03-01 20:00 CST", is_chinese=True).date
    assert chinese is not None
    assert chinese.offset == timedelta(hours=8)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2023-3-4 5:6", "floating 2023-03-04 05:06:00"),
        ("2023-03-04 24:00", "floating 2023-03-05 00:00:00"),
        ("2023-12-31T24:00:00Z", "2024-01-01 00:00:00"),
        ("2016-12-31T23:59:60Z", "2017-01-01 00:00:00"),
        ("20230304T0506Z", "2023-03-04 05:06:00"),
        ("2023-03-04T050607+0100", "2023-03-04 04:06:07"),
        ("2023-03-04T05Z", "2023-03-04 05:00:00"),
        ("2023-03-04_05-06-07", "floating 2023-03-04 05:06:07"),
        ("2023:03:04 05:06:07", "floating 2023-03-04 05:06:07"),
        ("2023-03-04 05:06:07,25", "floating 2023-03-04 05:06:07"),
        ("04/Mar/2023:05:06:07 +0000", "2023-03-04 05:06:07"),
        ("Sat, 04 Mar 2023 05:06:07 GMT", "2023-03-04 05:06:07"),
        ("Sat, 4 Mar 23 05:06 EST", "2023-03-04 10:06:00"),
        ("Saturday, 04-Mar-23 05:06:07 GMT", "2023-03-04 05:06:07"),
        ("Sat Mar  4 05:06:07 2023", "floating 2023-03-04 05:06:07"),
        ("Sat Mar  4 05:06:07 UTC 2023", "2023-03-04 05:06:07"),
        ("Sat Mar 04 2023 05:06:07 GMT+0100 (Mitteleuropäische Normalzeit)", "2023-03-04 04:06:07"),
        ("2023-03-04 05:06:07.25 +0100 CET m=+0.001", "2023-03-04 04:06:07"),
        ("2023-03-04 05:06:07 +0000 UTC", "2023-03-04 05:06:07"),
        ("20230304 05:06", "floating 2023-03-04 05:06:00"),
        ("20230304T05:06:07Z", "2023-03-04 05:06:07"),
        ("5:06 +0100 MAR 4 2023", "2023-03-04 04:06:00"),
        ("2023-W09", "2023-02-27"),
        ("2023-W09-6", "2023-03-04"),
        ("2023W096", "2023-03-04"),
        ("2023-063", "2023-03-04"),
        ("2023-03-04+01:00", "2023-03-04"),
        ("2023-03-04 +0100", "2023-03-04"),
        ("2023-03-04Z", "2023-03-04"),
        ("1677906367.5", "2023-03-04 05:06:07"),
        ("1677906367000", "2023-03-04 05:06:07"),
        ("1677906367000000", "2023-03-04 05:06:07"),
        ("1677906367000000000", "2023-03-04 05:06:07"),
    ],
)
def test_forms_of_programs(text: str, said: str) -> None:
    """ISO 8601 with weeks and ordinal days, RFC 2822 and its forerunners, logs, cameras and epochs."""
    assert _says(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2023-03", "2023-03-01"),
        ("2023-03-00", "2023-03-01"),
        ("2023-00-00", "2023-01-01"),
        ("202303", "2023-03-01"),
        ("3/2023", "2023-03-01"),
        ("March 2023", "2023-03-01"),
        ("mars 2023", "2023-03-01"),
        ("2023年3月", "2023-03-01"),
        ("2023년 3월", "2023-03-01"),
        ("2023", "2023-01-01"),
        ("2023年", "2023-01-01"),
        ("民國112年", "2023-01-01"),
    ],
)
def test_a_month_or_a_year_alone_is_its_first_day(text: str, said: str) -> None:
    """It is a day without a time."""
    assert _says(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2023年3月4日", "2023-03-04"),
        ("2023 年 3 月 4 日 星期六", "2023-03-04"),
        ("2023年3月4號週六", "2023-03-04"),
        ("二〇二三年三月四日", "2023-03-04"),
        ("二零二三年十二月三十一日", "2023-12-31"),
        ("二○二三年十一月廿一日 下午三時十五分", "floating 2023-11-21 15:15:00"),
        ("２０２３／０３／０４　１４：０５", "floating 2023-03-04 14:05:00"),
        ("2023年3月4日上午9:05", "floating 2023-03-04 09:05:00"),
        ("2023年3月4日 上午12:05", "floating 2023-03-04 00:05:00"),
        ("2023年3月4日 凌晨2点半", "floating 2023-03-04 02:30:00"),
        ("2023年3月4日早上7點", "floating 2023-03-04 07:00:00"),
        ("2023年3月4日 中午1:05", "floating 2023-03-04 13:05:00"),
        ("2023年3月4日下午2時5分6秒", "floating 2023-03-04 14:05:06"),
        ("2023年3月4日 晚上10:05", "floating 2023-03-04 22:05:00"),
        ("2023年3月4日 深夜1:05", "floating 2023-03-04 01:05:00"),
        ("2023年3月4日晚上12点", "floating 2023-03-05 00:00:00"),
        ("2023/3/4 下午 02:05:06", "floating 2023-03-04 14:05:06"),
        ("2023/3/4 PM 2:05", "floating 2023-03-04 14:05:00"),
        ("2023年3月4日晚10点5分", "floating 2023-03-04 22:05:00"),
        ("2023年3月4日早7点", "floating 2023-03-04 07:00:00"),
        ("民國112年3月4日", "2023-03-04"),
        ("中華民國一百一十二年三月四日", "2023-03-04"),
        ("112/03/04", "2023-03-04"),
        ("民國 112.3.4", "2023-03-04"),
        ("西元2023年3月4日", "2023-03-04"),
        ("令和5年3月4日", "2023-03-04"),
        ("令和元年5月4日", "2019-05-04"),
        ("R5.3.4", "2023-03-04"),
        ("平成30年3月4日(日) 午後2時5分", "floating 2018-03-04 14:05:00"),
        ("S60.3.4", "1985-03-04"),
        ("昭和60年3月4日", "1985-03-04"),
        ("大正12年3月4日", "1923-03-04"),
        ("明治45年3月4日", "1912-03-04"),
        ("2023年(令和5年)3月4日", "2023-03-04"),
        ("2023年3月4日（土）14:05", "floating 2023-03-04 14:05:00"),
        ("2023년 3월 4일 토요일 오전 9:05", "floating 2023-03-04 09:05:00"),
        ("2023년 3월 4일 오후 2시 5분", "floating 2023-03-04 14:05:00"),
        ("2023. 3. 4.", "2023-03-04"),
        ("2023. 3. 4. 오후 2:05", "floating 2023-03-04 14:05:00"),
        ("发布时间：2023-03-04 14:05", "floating 2023-03-04 14:05:00"),
    ],
)
def test_east_asian_dates(text: str, said: str) -> None:
    """Numerals, full-width digits, eras, weekdays and parts of the day are read."""
    assert _says(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4 March 2023", "2023-03-04"),
        ("March 4th, 2023 at 2:05 p.m.", "floating 2023-03-04 14:05:00"),
        ("2:05 PM, Mar 4, 2023", "floating 2023-03-04 14:05:00"),
        ("MAR 4 2023 2 PM ET", "2023-03-04 19:00:00"),
        ("10:00 AM MAY 4 2023", "floating 2023-05-04 10:00:00"),
        ("Samstag, den 4. März 2023 um 14.05 Uhr", "floating 2023-03-04 14:05:00"),
        ("samedi 4 mars 2023 à 14h05", "floating 2023-03-04 14:05:00"),
        ("1er août 2023", "2023-08-01"),
        ("4 févr. 2023", "2023-02-04"),
        ("sábado, 4 de marzo de 2023", "2023-03-04"),
        ("mar 3 ene 2023", "2023-01-03"),
        ("4 marzo 2023 ore 14:05", "floating 2023-03-04 14:05:00"),
        ("4 de março de 2023 às 14h05", "floating 2023-03-04 14:05:00"),
        ("суббота, 4 марта 2023 г., 14:05", "floating 2023-03-04 14:05:00"),
        ("4 марта 2023, 14:05 МСК", "2023-03-04 11:05:00"),
        ("zaterdag 4 maart 2023 om 14:05 uur", "floating 2023-03-04 14:05:00"),
        ("4 березня 2023", "2023-03-04"),
        ("sobota, 4 marca 2023 r.", "2023-03-04"),
        ("zaterdag 4 maart 2023", "2023-03-04"),
        ("4 Mart 2023 Cumartesi", "2023-03-04"),
        ("lördag den 4 mars 2023 kl. 14.05", "floating 2023-03-04 14:05:00"),
        ("4. maaliskuuta 2023 klo 14.05", "floating 2023-03-04 14:05:00"),
        ("4. března 2023", "2023-03-04"),
        ("2023. március 4.", "2023-03-04"),
        ("Thứ Bảy, ngày 4 tháng 3 năm 2023", "2023-03-04"),
        ("4 tháng 3, 2023", "2023-03-04"),
        ("Sabtu, 4 Maret 2023 14.05 WIB", "2023-03-04 07:05:00"),
        ("4 Μαρτίου 2023", "2023-03-04"),
        ("4 मार्च 2023", "2023-03-04"),
        ("٤ مارس ٢٠٢٣", "2023-03-04"),
        ("4 במרץ 2023", "2023-03-04"),
        ("4 มีนาคม 2566", "2023-03-04"),
        ("4 มี.ค. พ.ศ. 2566", "2023-03-04"),
        ("2023-Mar-04", "2023-03-04"),
        ("4-Mar-23", "2023-03-04"),
    ],
)
def test_names_of_months(text: str, said: str) -> None:
    """In the larger languages of the world, with their weekdays and words for the time."""
    assert _says(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("03/24/2023", "2023-03-24"),
        ("24/03/2023", "2023-03-24"),
        ("24.03.2023", "2023-03-24"),
        ("24-03-2023", "2023-03-24"),
        ("24/03/23", "2023-03-24"),
        ("03/24/23", "2023-03-24"),
        ("24.3.2023 14.05", "floating 2023-03-24 14:05:00"),
        ("24. 3. 2023", "2023-03-24"),
        ("98/03/24", "1998-03-24"),
        ("24/03/98", "1998-03-24"),
        ("05.03.2023", "2023-03-05"),
        ("samedi 05/03/2023 à 14h05", "floating 2023-03-05 14:05:00"),
        ("2023 03 24", "2023-03-24"),
    ],
)
def test_numbers_that_leave_no_doubt(text: str, said: str) -> None:
    """A number over twelve is the day; between dots, and beside words of other languages, the day is first."""
    assert _says(text) == said
    assert not read_date(text).is_doubtful


@pytest.mark.parametrize("text", ["05/03/2023", "5/3/23", "05-03-2023", "Sun 05/03/2023 2:05 PM"])
def test_numbers_that_leave_a_doubt(text: str) -> None:
    """The order that is asked for decides; without one the month comes first."""
    for order, month in ((None, 5), (DateOrder.MONTH_FIRST, 5), (DateOrder.DAY_FIRST, 3)):
        reading = read_date(text, order)
        assert reading.is_doubtful
        assert reading.date is not None
        assert (reading.date.utc.month, reading.date.utc.day) == (month, 8 - month)
        assert reading.order is None


def test_numbers_prove_an_order() -> None:
    """Where one of them is over twelve; equal numbers and years that come first prove nothing."""
    orders = {
        text: read_date(text).order for text in ("24/03/2023", "03/24/2023", "03/03/2023", "2023/03/24")
    }
    assert list(orders.values()) == [DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST, None, None]
    assert not read_date("03/03/2023").is_doubtful


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("2023-03-04 25:61", "25:61"),
        ("2023-03-04T25:00:00Z", "25:00:00"),
        ("2023-03-04 10:00 +99:00", "+99:00"),
        ("2023-03-04T10:00:00+08:75", "+08:75"),
        ("2023-03-04 10:00 Mars/Base", "Mars/Base"),
        ("2023-03-04 10:00 XYZ", "XYZ"),
        ("4 March 2023 10:75", "10:75"),
        ("2023年3月4日 下午99:30", "下午99:30"),
        ("2023-03-04 0930", "0930"),
        ("2023-03-04, about", "about"),
        ("2023年3月4日 xyz", "xyz"),
        ("2023-03-04T", ""),
    ],
)
def test_the_day_is_kept_where_time_or_zone_make_no_sense(text: str, unknown: str) -> None:
    """The reading says which part was not understood."""
    reading = read_date(text)
    assert reading.date == PostDate(datetime(2023, 3, 4, tzinfo=UTC), day_only=True)
    assert reading.not_understood == unknown


@pytest.mark.parametrize(
    "text",
    [
        "2023-03-04 (updated)",
        "2023-03-04 [edited by Ann]",
        "Published: 2023-03-04",
        "Last updated on: March 4, 2023",
        "Posted on Saturday, March 4, 2023",
        "发表于 2023-03-04",
        "2023-03-04,",
        "\u200e2023-03-04\u200f",
        "2023–03–04",
    ],
)
def test_words_that_say_nothing_of_the_day(text: str) -> None:
    """Labels, remarks, weekdays, dashes and marks of direction do not hide the day."""
    assert _says(text) == "2023-03-04"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("۱۲ اردیبهشت ۱۴۰۳", "2024-05-01"), ("سه‌شنبه، ۱۱ اردیبهشت ۱۴۰۳", "2024-04-30"), ("۱۴۰۳/۰۲/۱۲", "2024-05-01"),
        ("30 اسفند 1399", "2021-03-20"), ("۱ فروردين ۱۴۰۰", "2021-03-21"), ("۱۳۵۷-۱۱-۲۲", "1979-02-11"), ("۱ فروردین ۱۴۰۸", "2029-03-20"),
        ("۲۰۲۴/۰۵/۰۱", "2024-05-01"), ("1 أيار 2024", "2024-05-01"), ("15 تشرين الأول 2024", "2024-10-15"), ("5 غشت 2024", "2024-08-05"),
        ("วันพุธที่ 1 พฤษภาคม พ.ศ. 2567", "2024-05-01"), ("01 Thg5 2024", "2024-05-01"), ("1 พ.ค. 67", "2024-05-01"), ("พ.ศ. 2567-05-01", "2024-05-01"),
        ("1. svibnja 2024.", "2024-05-01"), ("ROC 113-05-01", "2024-05-01"), ("民113年5月1日", "2024-05-01"), ("<2024-05-01 Wed>", "2024-05-01"),
    ],
)  # fmt: skip
def test_calendars_and_months_of_other_countries(text: str, day: str) -> None:
    """The solar calendar of Iran, months of the Levant and the Maghreb, Thai with weekday and era, WordPress in Vietnamese."""
    assert _says(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "2023-03-04 – 2023-03-06", "2023-03-04/2023-03-06", "2023-03-04 ~ 03-06", "2023-03-04 to 2023-04-01", "March 4–6, 2023", "4-6 March 2023", "4.-6. März 2023",
        "March 4 - April 1, 2023", "4 - 6 March 2023", "2023年3月4日-6日", "2023年3月4日至4月1日", "2023年3月4-6日",
    ],
)  # fmt: skip
def test_of_several_days_the_first_one_counts(text: str) -> None:
    """An event, or an issue of some days, stands under its first day."""
    assert _says(text) == "2023-03-04"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("23-05-01", "2023-05-01"), ("01-05-23", "2023-01-05"), ("23/05/12", "2012-05-23"), ("98-03-04", "1998-03-04"),
        ("2023-03-04 09-30", "floating 2023-03-04 09:30:00"), ("2023-03-04 09-30-10", "floating 2023-03-04 09:30:10"),
    ],
)  # fmt: skip
def test_two_digits_of_a_year(text: str, said: str) -> None:
    """Between hyphens the later one is the year; two numbers after a whole day are a time."""
    assert _says(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Wednesday 4 March 2026 09.30 BST", "2026-03-04 09:30:00 +0100 +01", "2026-03-04 16:30 台北時間", "北京时间 2026年3月4日 16:30",
        "台北時間：2026-03-04 16:30", "2026-03-04 16:30 北京", "Wed, March 4, 2026, 3:30 a.m. Eastern", "2026-03-04 16:30 Hong Kong",
    ],
)  # fmt: skip
def test_zones_in_other_places(text: str) -> None:
    """After a time with a dot, twice as Go writes them, and in front of the day."""
    assert _says(text).endswith("08:30:00")


@pytest.mark.parametrize(
    "text",
    [
        "5", "2", "soon", "12345", "1.2.3", "v1.2.2023", "today", "tomorrow", "3 days ago", "last week", "May 5", "5/6", "12:30",
        "May be 2023", "In May 2023 we sailed", "We sailed on May 4, 2023 from Hull", "2023 was a year", "draft 2023", "Q1 2023",
        "2023-03-04 and 2023-03-05", "10 to 20", "2023-2024", "2023-05-45 09:30 soon", "5 2023", "TBD", "none", "n/a", "2023-00-10",
        "2023-13-01", "31/31/2023", "30 February 2023", "2023-W60", "2023-400", "2023-000", "2023年13月", "0 May 2023", "1e9",
        "2023-02-29", "(updated)", "Published:", "at on of", "۱۴۰۲/۱۳/۱۲", "二〇年", "2023 10:30",
    ],
)  # fmt: skip
def test_what_is_no_date_stays_none(text: str) -> None:
    """Bare numbers, sentences, relative times and days that no calendar has give none."""
    assert read_date(text) == read_date("")


@settings(deadline=None, max_examples=300)
@given(
    st.text(
        st.sampled_from(list("0123456789 :/-.,T+ZW年月日上午下時点分秒元十百民國令和RH()[]"))
        | st.characters(),
        max_size=110,
    ),
    st.sampled_from([None, *DateOrder]),
)
def test_no_text_raises(text: str, order: DateOrder | None) -> None:
    """Any text is a date that can be shown in every zone, or none."""
    found = read_date(text, order).date
    if found is not None:
        for hours in (-23, 0, 23):
            zone = timezone(timedelta(hours=hours))
            assert found.shown(zone)
            assert found.instant(zone).tzinfo is UTC


_SENTENCE = "the boat sailed from Hull in may and came back sun with 12 fish may 2023 was dry on 4 of them"


@given(st.lists(st.sampled_from(_SENTENCE.split()), min_size=1, max_size=10))
def test_no_sentence_becomes_a_date(words: list[str]) -> None:
    """A text with one word that is not of a date is none, whatever stands beside it."""
    assert _date_in(" ".join([*words, "boats"])) is None
    assert _date_in(" ".join(["boats", *words])) is None


@given(st.dates(date(1600, 1, 1), date(9000, 1, 1)), st.sampled_from(sorted(MONTHS)))
def test_every_name_of_a_month_is_read(day: date, name: str) -> None:
    """Between day and year, whatever the language. Beside Arabic letters an earlier year may be one of the Persian calendar."""
    found = _date_in(f"{day.day % 28 + 1} {name} {day.year}")
    assert found is not None
    assert (found.utc.month, found.utc.day, found.day_only) == (MONTHS[name], day.day % 28 + 1, True)


@given(
    st.datetimes(datetime(1000, 1, 1), datetime(9000, 1, 1)),
    st.booleans(),
    st.sampled_from([UTC, timezone(timedelta(hours=8))]),
)
def test_what_the_program_writes_is_read_back(moment: datetime, day_only: bool, zone: timezone) -> None:
    """The forms of lists, of Markdown documents and of JSON are those of the same date."""
    moment = moment.replace(second=0, microsecond=0)
    if day_only:
        moment = moment.replace(hour=0, minute=0)
    written = PostDate(moment.replace(tzinfo=UTC), day_only=day_only, is_floating=not day_only)
    assert _date_in(written.shown(zone)) == written
    instant = PostDate(moment.replace(tzinfo=UTC), timedelta())
    assert _date_in(f"{instant.shown(UTC)} UTC") == instant
    assert _date_in(instant.utc.isoformat().replace("+00:00", "Z")) == instant
