"""Dates as the list and the header of an article show them; what programs read is always ISO 8601."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from reader.language import later, ntr, tr
from reader.post import PostDate

_FIRST_YEAR = 1912
"""year 1 of the Republic of China, by which Taiwan counts"""
_MONTHS = (
    *(later("Jan"), later("Feb"), later("Mar"), later("Apr"), later("May"), later("Jun")),
    *(later("Jul"), later("Aug"), later("Sep"), later("Oct"), later("Nov"), later("Dec")),
)
_WEEKDAYS = (
    *(later("Mon"), later("Tue"), later("Wed"), later("Thu"), later("Fri"), later("Sat"), later("Sun")),
)
_HOUR = timedelta(hours=1)
_DAYS_OF_WEEK, _DAYS_OF_MONTH, _DAYS_OF_YEAR = 7, 30, 365
_WEEKS_FROM, _MONTHS_FROM = 14, 60
"""days from which weeks, and months, are counted: "9 days ago" and "7 weeks ago" still say something"""


class DateForm(StrEnum):
    """How a date is shown."""

    ISO = "iso"
    """2024-02-07"""
    SHORT = "short"
    """7 Feb, with the year if it is another than this"""
    RELATIVE = "relative"
    """3 days ago"""
    MINGUO = "minguo"
    """民國113年2月7日"""


def weekday(day: date) -> str:
    """Return the short name of a day of the week."""
    return tr(_WEEKDAYS[day.weekday()])


def month_name(month: int) -> str:
    """Return the short name of a month, from 1."""
    return tr(_MONTHS[month - 1])


def short_day(day: date, form: DateForm, today: date) -> str:
    """Return a day as it stands in a column of days."""
    match form:
        case DateForm.ISO:
            return day.isoformat()
        case DateForm.SHORT:
            return _short(day, str(day.day), today)
        case DateForm.RELATIVE:
            return _days_ago(day, today)
        case DateForm.MINGUO:
            return f"{_minguo_year(day)}/{day.month:02}/{day.day:02}"


def _short(day: date, number: str, today: date) -> str:
    month = tr(_MONTHS[day.month - 1])
    if day.year == today.year:
        return tr("{day} {month}", day=number, month=month)
    return tr("{day} {month} {year}", day=number, month=month, year=day.year)


def widest_days(today: date) -> list[date]:
    """Return days among which is the widest in each form, for all but the years before the Republic's tenth."""
    ages = (0, 1, _WEEKS_FROM - 1, _MONTHS_FROM - 1, _DAYS_OF_YEAR - 1, 20 * _DAYS_OF_YEAR)
    return [*(today - timedelta(days=age) for age in ages), date(2000, 12, 28), date(1900, 12, 28)]


def long_day(day: date, form: DateForm, today: date) -> str:
    """Return a day as it stands alone."""
    if form is DateForm.MINGUO:
        # In Chinese whatever the language of the interface: who counts so reads it.
        return f"民國{_minguo_year(day)}年{day.month}月{day.day}日"
    return short_day(day, form, today)


def named_day(day: date, form: DateForm, today: date) -> str:
    """Return a day with its weekday, and a word if it is today or yesterday."""
    if form is DateForm.RELATIVE:
        return f"{day:%Y-%m-%d}  {weekday(day)}  {_days_ago(day, today)}"
    name = f"{long_day(day, form, today)}  {weekday(day)}"
    return f"{name}  {_days_ago(day, today)}" if 0 <= (today - day).days <= 1 else name


def moment(shown: PostDate, zone: tzinfo, form: DateForm, now: datetime) -> str:
    """Return day and time in `zone`, or the day alone where no time is known."""
    if form is DateForm.ISO:
        return shown.shown(zone)
    local = shown.local(zone)
    if form is DateForm.RELATIVE:
        return _ago(local, shown, now.astimezone(zone))
    day = long_day(local.date(), form, now.astimezone(zone).date())
    return day if shown.day_only else f"{day} {local:%H:%M}"


def exact_moment(shown: PostDate, zone: tzinfo, form: DateForm, now: datetime) -> str:
    """Return day and time as `moment` does, and the date itself with what is only relative."""
    text = moment(shown, zone, form, now)
    return f"{text} ({shown.shown(zone)})" if form is DateForm.RELATIVE else text


def moment_in_parts(
    shown: PostDate, zone: tzinfo, form: DateForm, now: datetime
) -> tuple[tuple[str, str], ...]:
    """Return `exact_moment` in parts, each with the month or day that it names, by ISO 8601; empty for none."""
    day, today = shown.day(zone), now.astimezone(zone).date()
    iso = day.isoformat()
    match form:
        case DateForm.SHORT:
            month = _short(day, "", today).strip(" /")
        case DateForm.MINGUO:
            month = f"民國{_minguo_year(day)}年{day.month}月"
        case _:
            month = iso[:7]
    before, month, after = exact_moment(shown, zone, form, now).partition(month)
    # The day is named before its month (7 Feb, yesterday) or after it.
    if first := before.rstrip(" ("):
        parts = ((first, iso), (before.removeprefix(first), ""), (month, iso[:7]), (after, ""))
    else:
        last = after.lstrip("-/")
        parts = ((month, iso[:7]), (after.removesuffix(last), ""), (last, iso), ("", ""))
    return tuple(part for part in parts if part[0])


def _minguo_year(day: date) -> str:
    """Return the year of the Republic; the one before its first is 前1."""
    year = day.year - _FIRST_YEAR + 1
    return str(year) if year > 0 else f"前{1 - year}"


def _ago(local: datetime, shown: PostDate, now: datetime) -> str:
    past = now - local
    if shown.day_only or past < timedelta(0) or local.date() != now.date():
        return _days_ago(local.date(), now.date())
    if past < _HOUR:
        return ntr("{count} minute ago", "{count} minutes ago", past // timedelta(minutes=1))
    return ntr("{count} hour ago", "{count} hours ago", past // _HOUR)


def _days_ago(day: date, today: date) -> str:
    days = (today - day).days
    if days < 0:
        return ntr("in {count} day", "in {count} days", -days)
    if days <= 1:
        return tr("yesterday") if days else tr("today")
    if days < _WEEKS_FROM:
        return ntr("{count} day ago", "{count} days ago", days)
    if days < _MONTHS_FROM:
        return ntr("{count} week ago", "{count} weeks ago", days // _DAYS_OF_WEEK)
    if days < _DAYS_OF_YEAR:
        return ntr("{count} month ago", "{count} months ago", days // _DAYS_OF_MONTH)
    return ntr("{count} year ago", "{count} years ago", days // _DAYS_OF_YEAR)
