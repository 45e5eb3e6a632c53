"""Parses a time as people type it: 2019-06, 6/4, yesterday, 三天前, 2 weeks ago, 去年夏天, last Monday."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from reader.language import tr
from reader.text.numerals import with_digits
from reader.text.script import fold

_LONGEST = 60
_EXAMPLES = "2019-06, 6/4, yesterday, 三天前, 2 weeks ago, 去年夏天"


class WhenError(ValueError):
    """A text names no time; the message is one sentence for the user."""


class NoSuchDayError(WhenError):
    """A text names a day that the calendar does not have, seen from today."""

    def __init__(self) -> None:
        super().__init__(tr("The calendar has no such day."))


@dataclass(frozen=True, slots=True)
class When:
    """The days from `first` to `last`, inclusive."""

    first: date
    last: date
    yearly: bool = False
    """whether no year was named: these are then the latest such days that have begun, out of many years"""

    def earlier(self) -> Iterator[When]:
        """Yield the same days of this year and of each earlier year if no year was named, else these alone.

        Skips years without February 29 where that is the first day.
        """
        yield self
        for years in range(1, self.first.year if self.yearly else 0):
            first, last = _years_before(self.first, years), _years_before(self.last, years)
            if first is not None:
                yield When(first, last or _days_on(first, (self.last - self.first).days), yearly=True)


def read_when(text: str, today: date) -> When:
    """Return the time that the text names, seen from `today`. Raise WhenError."""
    normalised = _normalised(text)
    if not normalised:
        raise WhenError(tr("Name a time: {examples}.", examples=_EXAMPLES))
    for found, build in _matches(normalised):
        try:
            when = build(found, today)
        except (ValueError, OverflowError):
            raise NoSuchDayError from None
        if when is not None:
            return when
    raise WhenError(tr("No time is understood here. Write one like {examples}.", examples=_EXAMPLES))


def is_absolute(text: str) -> bool:
    """Return whether the time has its year in digits, so that it does not depend on today."""
    return any(found.groupdict().get("year") for found, _ in islice(_matches(_normalised(text)), 1))


def _matches(normalised: str) -> Iterator[tuple[re.Match[str], _Build]]:
    """Yield each form that the normalised text matches, with the function that finds its days."""
    if len(normalised) <= _LONGEST:
        for pattern, build in _FORMS:
            if found := pattern.fullmatch(normalised):
                yield found, build


_YEAR_ALONE = re.compile(
    r"^(\d{4}|[〇零一二三四五六七八九]{4})[-/.]?"
    r"(?=[春夏秋冬]|[上下]半年|第?[一二三四1-4]季|第[\d一二三四五六七八九十]{1,3}周|[一二三四五六七八九十]{1,3}月)",
    re.ASCII,
)
"""a year before a part of it, as in 2020春 and 2020第一季: its 年 may be left out"""
_WEEKDAY = re.compile(r"(?<=周|期|拜)[一二三四五六日天]")


def _normalised(text: str) -> str:
    """Return the text folded, with digits for numerals, without needless blanks."""
    # Hyphens stand for blanks where a text must be one word: last-week, 3-days-ago.
    normalised = re.sub(r",|(?<=[a-z])\.|(?<=[a-z0-9])-(?=[a-z])|(?<=[a-z])-(?=[0-9])", " ", fold(text))
    normalised = " ".join(normalised.split())
    normalised = re.sub(r"(?<![a-z0-9]) | (?![a-z0-9])", "", normalised)
    normalised = _YEAR_ALONE.sub(r"\1年", normalised)
    # The numeral of a weekday is a name: Sunday is 7.
    normalised = _WEEKDAY.sub(lambda day: str("一二三四五六".find(day[0]) % 7 + 1), normalised)
    return with_digits(normalised)


# The calendar

_WEEK = timedelta(days=7)


def _days_on(day: date, days: int) -> date:
    """Return the day that many days later, clipped to the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _months_on(year: int, month: int, months: int) -> tuple[int, int]:
    years, rest = divmod(year * 12 + month - 1 + months, 12)
    return years, rest + 1


def _month(year: int, month: int, months: int = 1) -> When:
    """Return that many months, starting with this one."""
    after = _months_on(year, month, months)
    last = date.max if after[0] > date.max.year else date(*after, 1) - timedelta(days=1)
    return When(date(year, month, 1), last)


def _year(year: int) -> When:
    return When(date(year, 1, 1), date(year, 12, 31))


def _day(day: date) -> When:
    return When(day, day)


def _week(day: date, weeks: int) -> When:
    """Return the week of a day, Monday to Sunday, or the one that many weeks later."""
    monday = day - timedelta(days=day.weekday()) + weeks * _WEEK
    return When(monday, monday + timedelta(days=6))


def _years_before(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return None


def _same_day(year: int, month: int, day: int) -> date:
    """Return the day; in a month that is too short, its last day."""
    return min(date(year, month, 1) + timedelta(days=day - 1), _month(year, month).last)


def _latest(build: Callable[[int], When], today: date) -> When:
    """Return the latest of the yearly periods that has begun."""
    for year in range(today.year, max(today.year - 8, 0), -1):
        try:
            when = build(year)
        except ValueError:  # the 29th of February
            continue
        if when.first <= today:
            return When(when.first, when.last, yearly=True)
    raise ValueError


# Vocabulary

_YEARS = {
    "今": 0, "去": -1, "今年": 0, "本年": 0, "这年": 0, "去年": -1, "上年": -1, "旧年": -1, "前年": -2, "大前年": -3, "明年": 1,
    "this year": 0, "last year": -1, "next year": 1,
}  # fmt: skip
_DAYS = {
    "今天": 0, "今日": 0, "今": 0, "昨天": -1, "昨日": -1, "昨": -1, "前天": -2, "前日": -2, "大前天": -3,
    "大前日": -3, "明天": 1, "明日": 1, "后天": 2,
    "today": 0, "now": 0, "yesterday": -1, "the day before yesterday": -2, "tomorrow": 1,
}  # fmt: skip
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NAME = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_SEASONS = {
    "春": 3, "夏": 6, "秋": 9, "冬": 12, "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12,
}  # fmt: skip
_UNITS = {
    "天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month", "年": "year",
    "d": "day", "w": "week", "m": "month", "y": "year",
}  # fmt: skip
_DAY_OF_MONTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"


def _year_of(found: re.Match[str], today: date) -> int | None:
    """Return the year named in digits, in the Republican calendar, or by a word; None for none."""
    parts = found.groupdict()
    if word := parts.get("year_word"):
        return today.year + _YEARS[word]
    if digits := parts.get("year"):
        return int(digits) + (1911 if parts.get("republic") else 0)
    return None


def _calendar(found: re.Match[str], today: date) -> When | None:
    """Return a year, a month or a day, with or without a year."""
    parts, year = found.groupdict(), _year_of(found, today)
    month = _month_of(parts)
    day = parts.get("day")

    def build(some: int) -> When:
        if month is None:
            return _year(some)
        return _month(some, month) if day is None else _day(date(some, month, int(day)))

    if year is not None:
        return build(year)
    return _latest(build, today) if month is not None else None


def _month_of(parts: dict[str, str | None]) -> int | None:
    if name := parts.get("name"):
        return _MONTH_NAMES.index(name[:3]) + 1
    return int(parts["month"] or 0) if parts.get("month") else None


def _season(found: re.Match[str], today: date) -> When:
    """Return three months, as in meteorology; the winter of a year begins in its December."""
    month, year = _SEASONS[found["season"]], _year_of(found, today)
    if year is not None:
        return _month(year, month, 3)
    when = _latest(lambda some: _month(some, month, 3), today)
    if found.groupdict().get("before") and when.last >= today:
        # "Last summer", said in summer, is that of the year before.
        return _month(when.first.year - 1, month, 3)
    return _month(when.first.year, month, 3) if found.groupdict().get("before") else when


def _quarter(found: re.Match[str], today: date) -> When:
    year = _year_of(found, today)
    start = int(found["quarter"]) * 3 - 2
    return _latest(lambda some: _month(some, start, 3), today) if year is None else _month(year, start, 3)


def _half(found: re.Match[str], today: date) -> When:
    year = _year_of(found, today)
    return _month(today.year if year is None else year, 1 if found["half"] in "上1" else 7, 6)


def _decade(found: re.Match[str], today: date) -> When:
    """Return ten years; of two digits, those of the latest century in which they have begun."""
    year = int(found["year"] or found["decade"])
    if found["decade"]:
        year += today.year // 100 * 100
        year -= 100 if year > today.year else 0
    return When(date(year, 1, 1), date(year + 9, 12, 31))


def _part_of_month(found: re.Match[str], today: date) -> When:
    """Return ten days of a month, or what is left of it after twenty."""
    month = _calendar(found, today)
    assert month is not None
    first = {"上": 1, "初": 1, "中": 11}.get(found["part"][0], 21)
    last = month.last if first == 21 else month.first.replace(day=first + 9)
    return When(month.first.replace(day=first), last, month.yearly)


def _week_of_year(found: re.Match[str], today: date) -> When:
    """Return a week of ISO 8601, whose first has the fourth of January."""
    year = _year_of(found, today)
    return _week(date.fromisocalendar(today.year if year is None else year, int(found["week"]), 1), 0)


def _until_today(found: re.Match[str], today: date) -> When:
    """Return the days since one that is counted back."""
    return When(_ago(found, today).first, today)


def _end_of_year(found: re.Match[str], today: date) -> When:
    year = _year_of(found, today)
    return _month(today.year if year is None else year, 1 if found["end"] == "初" else 12)


def _ago(found: re.Match[str], today: date) -> When:
    """Return a day counted back; months and years keep the day of the month."""
    unit = _UNITS.get(found["unit"], found["unit"])
    parts = found.groupdict()
    count = int(parts.get("count") or not parts.get("half"))
    if unit in ("day", "week"):
        return _day(today - timedelta(days=count * (7 if unit == "week" else 1)))
    has_half = bool(parts.get("half"))
    months = count * (12 if unit == "year" else 1) + (6 if has_half and unit == "year" else 0)
    day = _same_day(*_months_on(today.year, today.month, -months), today.day)
    return _day(day - timedelta(days=15) if has_half and unit == "month" else day)


def _week_or_month(found: re.Match[str], today: date) -> When:
    """Return this or the last week or month; each 上 goes one back."""
    parts = found.groupdict()
    word = parts.get("which") or ""
    steps = {"last": -1, "this": 0, "next": 1}.get(word, -word.count("上") + word.count("下"))
    if _UNITS.get(found["unit"], found["unit"]) == "week":
        week = _week(today, steps)
        if number := parts.get("number"):
            return _day(week.first + timedelta(days=int(number) - 1))
        return week
    year, month = _months_on(today.year, today.month, steps)
    day = parts.get("day")
    return _month(year, month) if day is None else _day(date(year, month, int(day)))


def _weekday(found: re.Match[str], today: date) -> When:
    """Return the latest such day; with `last`, before today."""
    parts = found.groupdict()
    name = parts.get("weekday")
    number = _DAY_NAMES.index(name[:3]) if name else int(found["number"]) - 1
    back = (today.weekday() - number) % 7
    return _day(today - timedelta(days=back or (7 if parts.get("before") else 0)))


def _last_month_named(found: re.Match[str], today: date) -> When:
    """Return the latest such month that has ended: "last June", said in June, is of the year before."""
    when = _latest(lambda year: _month(year, _month_of(found.groupdict()) or 1), today)
    return _month(when.first.year - (when.last >= today), when.first.month)


_Build = Callable[[re.Match[str], date], When | None]

_YEAR = r"(?:(?:(?P<republic>民国)(?=\d{1,3}年)|(?=\d{4}年))(?P<year>\d{1,4})年|(?P<year_word>大前年|前年|去年|今年|本年|这年|上年|旧年|明年))的?"
_YEAR_AFTER = r"(?: (?:of )?(?P<year>\d{4})| (?P<year_word>(?:this|last|next) year))"
_CHINESE_UNIT = r"个?(?P<unit>天|日|周|星期|礼拜|月|年)"

_CLOCK = r"(?:[t ]?\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:z| ?[+-]\d\d:?\d\d)?)?"
"""a time of day, which a day pasted from elsewhere may have"""

_FORMS: tuple[tuple[re.Pattern[str], _Build], ...] = tuple(
    (re.compile(pattern, re.ASCII), build)
    for pattern, build in (
        (rf"(?P<year>\d{{4}})(?:[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}){_CLOCK})?)?", _calendar),
        (r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", _calendar),
        (r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])", _calendar),
        (r"(?P<month>\d{1,2})[-/.](?P<day>\d{1,2})", _calendar),
        (rf"(?:{_YEAR})?(?:(?P<month>\d{{1,2}})月(?:份|(?P<day>\d{{1,2}})[日号]?)?)?", _calendar),
        (rf"{_MONTH}(?: {_DAY_OF_MONTH})?{_YEAR_AFTER}?", _calendar),
        (rf"(?P<year>\d{{4}}) ?{_MONTH}(?: {_DAY_OF_MONTH})?", _calendar),
        (rf"(?:{_YEAR})?(?P<month>\d{{1,2}})月(?:份)?(?P<part>[上中下]旬|[初中底末])", _part_of_month),
        (rf"(?:the )?{_DAY_OF_MONTH} (?:of )?{_MONTH}{_YEAR_AFTER}?", _calendar),
        (r"(?P<year_word>(?:this|last|next) year)", _calendar),
        (rf"(?:{_YEAR})?(?P<season>[春夏秋冬])(?:天|季|日)?", _season),
        (r"(?P<year_word>今|去)(?P<season>[春夏秋冬])(?:天|季)?", _season),
        (rf"(?:(?P<before>last) )?(?P<season>spring|summer|autumn|fall|winter){_YEAR_AFTER}?", _season),
        (r"(?P<year>\d{4}) ?(?P<season>spring|summer|autumn|fall|winter)", _season),
        (rf"(?:{_YEAR})?第?(?P<quarter>[1-4])季度?", _quarter),
        (r"q(?P<quarter>[1-4])(?:[ /-]?(?P<year>\d{4}))?", _quarter),
        (r"(?P<year>\d{4})[ /-]?q(?P<quarter>[1-4])", _quarter),
        (rf"(?:{_YEAR})?(?P<half>[上下])半年", _half),
        (r"(?P<year>\d{4})[ /-]?h(?P<half>[12])", _half),
        (r"h(?P<half>[12])[ /-]?(?P<year>\d{4})", _half),
        (r"(?:(?P<year>\d{3}0)|(?P<decade>\d0))(?:s|年代)", _decade),
        (r"(?P<year>\d{4})[ /-]?w(?P<week>\d{1,2})", _week_of_year),
        (rf"(?:{_YEAR})?第(?P<week>\d{{1,2}})周", _week_of_year),
        (r"(?:(?P<year>\d{4})|(?P<year_word>前年|去年|今年|本年))?年?(?P<end>[初底末尾])", _end_of_year),
        (r"年(?P<end>[初底末])", _end_of_year),
        (rf"(?P<count>\d{{1,5}}){_CHINESE_UNIT}(?:之|以)?前", _ago),
        (r"(?P<count>\d{1,3})(?P<half>个?半)(?P<unit>月|年)(?:之|以)?前", _ago),
        (r"(?P<count>\d{1,3})(?P<unit>年)(?P<half>半)(?:之|以)?前", _ago),
        (r"(?P<half>半)个?(?P<unit>月|年)(?:之|以)?前", _ago),
        (r"(?P<count>\d{1,5}) ?(?P<unit>d|w|m|y)", _ago),
        (r"(?P<count>\d{1,5}) (?:of )?(?P<unit>day|week|month|year)s? (?:ago|before|back|earlier)", _ago),
        (r"(?P<half>half) 1 (?P<unit>year) ago", _ago),
        (rf"(?:最近|近|过去|这)(?P<count>\d{{1,5}}){_CHINESE_UNIT}(?:之?内|以?来)?", _until_today),
        (rf"(?P<count>\d{{1,5}}){_CHINESE_UNIT}(?:之|以)?内", _until_today),
        (r"(?:最近|近|过去)(?P<half>半)(?P<unit>年)(?:之?内|以?来)?", _until_today),
        (r"(?:last|past) (?P<count>\d{1,5}) (?P<unit>day|week|month|year)s?", _until_today),
        (r"past (?P<unit>week|month|year)", _until_today),
        (rf"(?P<which>上+|本|这|这1|下){_CHINESE_UNIT.replace('天|日|', '').replace('|年', '')}(?P<number>[1-7])?", _week_or_month),
        (r"(?P<which>上+|本|这|这1|下)个?(?P<unit>月)份?(?P<day>\d{1,2})[日号]?", _week_or_month),
        (r"(?P<which>last|this|next) (?P<unit>week|month)", _week_or_month),
        (rf"(?:(?P<before>last|past) )?{_DAY_NAME}", _weekday),
        (r"(?:周|星期|礼拜)(?P<number>[1-7])", _weekday),
        (rf"last {_MONTH}", _last_month_named),
        (rf"(?P<word>{'|'.join(sorted(_DAYS, key=len, reverse=True))})", lambda found, today: _day(_days_on(today, _DAYS[found['word']]))),
        (rf"(?P<year_word>{'|'.join(sorted(_YEARS, key=len, reverse=True))})的?今[天日]", lambda found, today: _day(_same_day(today.year + _YEARS[found['year_word']], today.month, today.day))),
    )
)  # fmt: skip
