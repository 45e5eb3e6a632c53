"""Days of the solar calendar of Iran and Afghanistan, in numbers or with the names of its months."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS = (
    "فروردین حمل", "اردیبهشت ثور", "خرداد جوزا", "تیر سرطان", "مرداد اسد", "شهریور سنبله", "مهر میزان", "آبان عقرب",
    "آذر قوس", "دی جدی", "بهمن دلو", "اسفند حوت",
)  # fmt: skip
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAMED = re.compile(rf"(?<!\d)(\d{{1,2}})\s+({'|'.join(_NUMBER_OF)})\s+(1[34]\d\d)(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(1[34]\d\d)\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)")
_LETTERS = str.maketrans({"ي": "ی", "ك": "ک"})
# Nowruz of the year 1 by the tabular calendar whose leap years come as those of the astronomical one do from 1178 to
# 1633 (Heydari 2004): a cycle of 33 years with leap years at these places.
_FIRST_DAY = date(622, 3, 21)
_CYCLE = 33
_LEAPS = (1, 5, 9, 13, 17, 22, 26, 30)
_DAYS_OF_CYCLE = 365 * _CYCLE + len(_LEAPS)
_LONG_MONTHS = 6
"""months of 31 days at the beginning of the year; those after them have 30"""


class SolarDay(NamedTuple):
    """A day, and where it stands in a text."""

    day: date
    start: int
    end: int


def solar_day_in(text: str) -> SolarDay | None:
    """Return the day of the solar calendar that a text with the digits 0 to 9 names; None without one."""
    text = text.translate(_LETTERS)
    if found := _NAMED.search(text):
        year, month, day = int(found[3]), _NUMBER_OF[found[2]], int(found[1])
    elif found := _NUMBERS.search(text):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
    else:
        return None
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= _LONG_MONTHS else 30)):
        return None
    return SolarDay(_common_day(year, month, day), found.start(), found.end())


def _common_day(year: int, month: int, day: int) -> date:
    """Return the day of the Gregorian calendar."""
    cycles, place = divmod(year - 1, _CYCLE)
    leaps = sum(1 for leap in _LEAPS if leap <= place)
    days = cycles * _DAYS_OF_CYCLE + 365 * place + leaps
    return _FIRST_DAY + timedelta(days=days + 30 * (month - 1) + min(month - 1, _LONG_MONTHS) + day - 1)
