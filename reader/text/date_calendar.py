"""The day in a date: numbers in any order, names of months, eras, weeks; a month or a year alone."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from reader.text.date_names import ENGLISH_WORDS, MONTHS, SMALL_WORDS, WEEKDAYS, folded
from reader.text.date_reading import DateOrder


class Day(NamedTuple):
    """A day of the calendar, the first one of a month or a year that is named alone."""

    year: int
    month: int
    day: int
    is_doubtful: bool = False
    """whether day and month may be the other way round"""
    order: DateOrder | None = None
    """the order of day and month that the numbers themselves prove"""


_ISO_WEEK = re.compile(r"(\d{4})-?W(\d{2})(?:-?([1-7]))?", re.ASCII | re.IGNORECASE)
_MONTH_ALONE = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])", re.ASCII)
_ORDINAL = re.compile(r"(\d{4})-(\d{3})", re.ASCII)
_ERAS = (
    (
        re.compile(r"(?:中華民國|中华民国|民國|民国|民(?=\d{2,3}年)|\bR\.?O\.?C\.?(?=\s?\d))\s?(\d{1,3})"),
        1911,
    ),
    (re.compile(r"(?:令和|(?<![A-Za-z\d])R\.?\s?(?=\d{1,2}\s?[./年-]))(\d{1,2})", re.ASCII), 2018),
    (re.compile(r"(?:平成|(?<![A-Za-z\d])H\.?\s?(?=\d{1,2}\s?[./年-]))(\d{1,2})", re.ASCII), 1988),
    (re.compile(r"(?:昭和|(?<![A-Za-z\d])S\.?\s?(?=\d{1,2}\s?[./年-]))(\d{1,2})", re.ASCII), 1925),
    (re.compile(r"大正(\d{1,2})"), 1911),
    (re.compile(r"明治(\d{1,2})"), 1867),
    (re.compile(r"(?:พ\.\s?ศ\.|\bB\.?E\.)\s?(2[4-6]\d\d)"), -543),
    (re.compile(r"(?<!\d)(1\d\d)(?=年|([-/.])\d{1,2}\2\d{1,2}(?!\d))"), 1911),
)
"""eras by which years are counted, each with the year before its first; three digits are Taiwan's"""
_BUDDHIST_YEARS = range(2400, 2700)
_CALENDAR_NAME = re.compile(r"公元|西元|西暦|서기|A\.?D\.?(?=\s?\d)|\((?:令和|平成|昭和)[^()]{0,12}\)")
_CJK_WEEKDAY = re.compile(
    r"(?:星期|週|周|礼拜|禮拜)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일"
    r"|[(\[][月火水木金土日一二三四五六월화수목금토일][)\]]"
)
_MARKS = str.maketrans({"년": "年", "월": "月", "일": "日", "号": "日", "號": "日"})
_IN_WORDS = (
    (re.compile(r"tháng\s?(\d{1,2})|\bthg?\.?\s?(\d{1,2})\b", re.IGNORECASE), r"\1\2月"),
    (re.compile(r"năm\s?(\d{4})", re.IGNORECASE), r"\1年"),
    (re.compile(r"วัน[\u0e00-\u0e7f]{2,15}\s?ที่|[พค]\.\s?ศ\."), " "),
    (re.compile(r"كانون\s+الثاني"), "1月"),
    (re.compile(r"تشرين\s+الأول"), "10月"),
    (re.compile(r"تشرين\s+الثاني"), "11月"),
    (re.compile(r"كانون\s+الأول"), "12月"),
)
_THREE_NUMBERS = re.compile(r"(?<!\d)(\d{1,4})\s?([-/. ])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?!\d)\.?")
_TWO_NUMBERS = re.compile(r"(?<!\d)(?:(\d{4})\s?[-/.]\s?(\d{1,2})|(\d{1,2})\s?[-/.]\s?(\d{4}))(?!\d)\.?")
_TOKEN = re.compile(
    r"(\d+)\s?([年月日])?|([^\W\d_][^\s\d,،;:()\[\]|/·•@–-]*)|([\s,،.;:|·•@/'’()\[\]_年月日–-])|(.)"
)
_LATEST_YEAR = 2200
"""the latest year that a number of four digits alone may be"""


def day_in(text: str, order: DateOrder | None, *, may_be_year: bool) -> Day | None:
    """Return the day that a text without a time of day names; None where it says more, or less, than a day.

    `order` decides where two small numbers may be day and month; without one the month comes first.
    `may_be_year`: a year alone is a day, too, its first one.
    """
    text = _plain(text)
    if found := _ISO_WEEK.fullmatch(text):
        return _of_week(*(int(number or 1) for number in found.groups()))
    if found := _ORDINAL.fullmatch(text):
        return _of_ordinal(int(found[1]), int(found[2]))
    if may_be_year and (found := _MONTH_ALONE.fullmatch(text)):
        return _valid(int(found[1]), int(found[2]), 1)
    if found := _THREE_NUMBERS.search(text):
        words = _fillers(text[: found.start()], text[found.end() :])
        if words is not None:
            is_foreign = not words <= ENGLISH_WORDS
            return _of_three(found, DateOrder.DAY_FIRST if is_foreign else order, is_certain=is_foreign)
    if (found := _TWO_NUMBERS.search(text)) and _fillers(
        text[: found.start()], text[found.end() :]
    ) is not None:
        year, month = (found[1], found[2]) if found[1] else (found[4], found[3])
        return _valid(int(year), int(month), 1)
    return _of_tokens(text, may_be_year=may_be_year)


def _plain(text: str) -> str:
    """Return a text with years of the common era, without weekdays, and with one set of signs for units."""
    text = _CJK_WEEKDAY.sub(" ", _CALENDAR_NAME.sub(" ", text)).translate(_MARKS)
    for pattern, before_first in _ERAS:
        text = pattern.sub(partial(_in_common_era, before_first), text)
    for pattern, replacement in _IN_WORDS:
        text = pattern.sub(replacement, text)
    return text.strip(" ,;:|·•@-–\n\t")


def _in_common_era(before_first: int, era: re.Match[str]) -> str:
    return str(before_first + int(era[1]))


def _fillers(*texts: str) -> set[str] | None:
    """Return the folded words of these texts around a day; None where they say more than nothing."""
    words = set()
    for text in texts:
        for number, _, word, _, other in _TOKEN.findall(text):
            if number or other or (word and not _is_filler(word)):
                return None
            if word:
                words.add(folded(word).rstrip("."))
    return words


def _is_filler(word: str) -> bool:
    name = folded(word).rstrip(".")
    return name in WEEKDAYS or name in SMALL_WORDS


def _of_three(found: re.Match[str], order: DateOrder | None, *, is_certain: bool) -> Day | None:
    """Return the day of three numbers with the same sign between them.

    Only in English is the month first anywhere, so beside words of another language `is_certain`.
    """
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    digits = [len(found[1]), len(found[4])]
    if digits[0] == 4:
        if digits[1] > 2:
            return None
        # Catalogues write 00 for what is not known.
        return _valid(_common_era(first, found.string), second or 1 if not third else second, third or 1)
    if digits[0] > 2 or digits[1] == 3 or digits[1] == 1:
        return None
    year = _common_era(third, found.string) if digits[1] == 4 else _of_two_digits(third)
    if digits[1] == 2 and _is_year_first(first, third, is_hyphenated=found[2] == "-"):
        return _valid(_of_two_digits(first), second, third)
    if first > 12 or second > 12:
        proven = DateOrder.DAY_FIRST if first > 12 else DateOrder.MONTH_FIRST
        day, month = (first, second) if first > 12 else (second, first)
        return _valid(year, month, day, order=proven if day != month else None)
    if found[2] in ". ":
        # Where dots stand between the numbers, the day is first: in no country is the month.
        return _valid(year, second, first)
    is_doubtful = first != second and not is_certain
    if order is DateOrder.DAY_FIRST:
        return _valid(year, second, first, is_doubtful=is_doubtful)
    return _valid(year, first, second, is_doubtful=is_doubtful)


def _of_tokens(text: str, *, may_be_year: bool) -> Day | None:
    """Return the day of numbers with signs for their units, and of names of months."""
    marked: dict[str, int] = {}
    numbers: list[str] = []
    months: list[int] = []
    for number, mark, word, _, other in _TOKEN.findall(text):
        if other:
            return None
        if word:
            name = folded(word).rstrip(".")
            month = MONTHS.get(name) or MONTHS.get(name.removeprefix("ב"))
            if month is not None:
                if name in WEEKDAYS:
                    month = -month
                months.append(month)
            elif not _is_filler(word):
                return None
        elif mark:
            if mark in marked:
                return None
            marked[mark] = int(number)
            if mark == "年" and len(number) == 2:
                marked[mark] = _of_two_digits(int(number))
                may_be_year = False
        elif number:
            numbers.append(number)
    if len(months) > 1:
        months = _without_weekday(months)
    if len(months) > 1 or (months and "月" in marked):
        return None
    if months:
        marked["月"] = abs(months[0])
    return _of_marked(marked, numbers, text, may_be_year=may_be_year)


def _without_weekday(months: list[int]) -> list[int]:
    """Return the months without one that names a weekday, a negative number, and each of them once."""
    if len(set(months)) == 1:
        # Of two calendars: `مايو/أيار`.
        return months[:1]
    # `mar 1 ene 2024`
    return ([month for month in months if month > 0] or months[-1:]) if len(months) == 2 else months


def _of_marked(marked: dict[str, int], numbers: list[str], text: str, *, may_be_year: bool) -> Day | None:
    """Return the day of numbers, of which some have a unit."""
    if "年" not in marked and numbers:
        years = [number for number in numbers if len(number) == 4]
        if len(years) > 1:
            return None
        if years:
            marked["年"] = int(years[0])
            numbers.remove(years[0])
        elif len(numbers) == 2 and "日" not in marked and len(numbers[1]) == 2:
            marked["年"] = _of_two_digits(int(numbers.pop()))
    if "日" not in marked and numbers and "月" in marked and len(numbers[0]) <= 2:
        marked["日"] = int(numbers.pop(0))
    if numbers or "年" not in marked or ("日" in marked and "月" not in marked):
        return None
    if "月" not in marked and not (may_be_year and marked["年"] <= _LATEST_YEAR):
        return None
    return _valid(_common_era(marked["年"], text), marked.get("月", 1), marked.get("日", 1))


def _of_two_digits(year: int) -> int:
    """Return the year of which the last two digits are written, 1970 to 2069 as POSIX has it."""
    return year if year > 99 else year + (1900 if year >= 70 else 2000)


def _is_year_first(first: int, last: int, *, is_hyphenated: bool) -> bool:
    """Return whether the first of two numbers of two digits is the year, as posts are of the past.

    No day is beyond 31. Between hyphens the later year that has begun counts: `24-05-01` is of 2024, and so is
    `01-05-24`; between other signs the last number is the year in most countries.
    """
    if first > 31 or last > 31:
        return first > 31
    this_year = date.today().year
    one, other = _of_two_digits(first), _of_two_digits(last)
    return one <= this_year and (other > this_year or (is_hyphenated and one > other))


def _common_era(year: int, text: str) -> int:
    """Return the year of the common era; Thai dates count from the Buddha's death."""
    is_thai = any("\u0e00" <= character <= "\u0e7f" for character in text)
    if is_thai and str(year) not in text and 1970 <= year < 2070:
        return year % 100 + 2500 - 543  # of two digits
    return year - 543 if is_thai and year in _BUDDHIST_YEARS else year


def _of_week(year: int, week: int, weekday: int) -> Day | None:
    try:
        day = date.fromisocalendar(year, week, weekday)
    except ValueError:
        return None
    return Day(day.year, day.month, day.day)


def _of_ordinal(year: int, number: int) -> Day | None:
    try:
        day = date(year, 1, 1) + timedelta(days=number - 1)
    except (ValueError, OverflowError):
        return None
    return Day(day.year, day.month, day.day) if day.year == year else None


def _valid(
    year: int, month: int, day: int, *, is_doubtful: bool = False, order: DateOrder | None = None
) -> Day | None:
    """Return the day; None where the calendar has none such."""
    try:
        date(year, month, day)
    except (ValueError, OverflowError):
        return None
    return Day(year, month, day, is_doubtful, order)
