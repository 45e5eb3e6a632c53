"""The time of day in a date: with colons, in words of several languages, with a half of the day."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

_BEFORE = (
    "上午|下午|凌晨|清晨|清早|早上|早晨|早|中午|正午|傍晚|晚上|晚间|晚間|晚|深夜|夜里|夜裡|夜晚|半夜|午前|午後|午后|朝|昼|夜|"
    "오전|오후|새벽|아침|정오|낮|저녁|밤"
)
_AFTER = r"a\.?\s?m\b\.?|p\.?\s?m\b\.?|SA\b|CH\b|π\.?\s?μ\.?|μ\.?\s?μ\.?|ص|م|f\.?m\.|e\.?m\."
_CLOCK = re.compile(
    rf"""
    (?:(?P<before>{_BEFORE}|(?<![A-Za-z])[ap]\.?m\.?(?=\s?\d))\s*)?
    (?<![\d.,+])(?:
        (?P<hour>\d{{1,2}})\s?:\s?(?P<minute>\d{{1,2}})
            (?:\s?:\s?(?P<second>\d{{1,2}})(?:[.,:](?P<fraction>\d{{1,9}})\d*)?)?(?!\d)
      | (?P<hour_word>\d{{1,2}})\s?(?:時|时|点|點|시)
            (?:\s?(?:(?P<minute_word>\d{{1,2}})\s?(?:分|분)?|(?P<half>半)|[整钟鐘]))?
            (?:\s?(?P<second_word>\d{{1,2}})\s?(?:秒|초))?
      | (?P<hour_h>\d{{1,2}})\s?h(?:\s?(?P<minute_h>\d{{2}})(?:\s?min)?)?(?![A-Za-z\d])
      | (?P<hour_dot>\d{{1,2}})\.(?P<minute_dot>\d{{2}})(?:\.(?P<second_dot>\d{{2}}))?(?![\d.])
            (?=\s*(?:Uhr|(?-i:[A-Z]{{2,5}})\b|[(+]|[ap]\.?\s?m\b|$))
      | (?P<hour_alone>\d{{1,2}})(?=\s?[ap]\.?\s?m\b(?!\.?\s?\d{{1,2}}\s?:))
      | (?P<hour_dash>\d{{2}})-(?P<minute_dash>\d{{2}})(?:-(?P<second_dash>\d{{2}}))?$
    )
    (?:\s?(?P<after>{_AFTER}|(?:{_BEFORE})(?!\d)))?
    (?:\s*(?:Uhr|o['’]clock|hrs?|hours?|h|น)\b\.?)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DAY_BEFORE = re.compile(r"\d{4}\D+\d{1,2}\D+\d{1,2}\s+\Z|\d{1,2}\D+\d{1,2}\D+\d{4}\s+\Z", re.ASCII)
_MORNING = frozenset(["上午", "午前", "am", "오전", "ص", "sa", "πμ", "fm"])
_AFTERNOON = frozenset(["下午", "午後", "午后", "傍晚", "pm", "오후", "저녁", "م", "ch", "μμ", "em"])
_NOON = frozenset(["中午", "正午", "昼", "정오", "낮"])
_NIGHT = frozenset(["晚", "晚上", "晚间", "晚間", "深夜", "夜里", "夜裡", "夜晚", "夜", "밤"])
_SMALL_HOURS = frozenset(["凌晨", "半夜", "새벽"])


class Clock(NamedTuple):
    """A time of day in a text."""

    since_midnight: timedelta | None
    """None for a time that no clock shows; a whole day for 24:00"""
    start: int
    end: int
    has_chinese: bool
    """whether it is written with Chinese characters"""


def clock_in(text: str) -> Clock | None:
    """Return the first time of day in the text, if there is one."""
    for found in _CLOCK.finditer(text):
        if found["hour_dot"] and not re.search(r"\d{4}", text[: found.start()]):
            # `31.05` before a year is a day.
            continue
        if found["hour_dash"] and not _DAY_BEFORE.search(text, 0, found.start()):
            # So is `31-05`, and `05-31` after one.
            continue
        return _clock(found)
    return None


def _clock(found: re.Match[str]) -> Clock:
    def number(name: str) -> int:
        return int(
            next((value for key, value in found.groupdict().items() if key.startswith(name) and value), 0)
        )

    half = (found["before"] or found["after"] or "").lower().replace(".", "").replace(" ", "")
    minute = 30 if found["half"] else number("minute")
    hour, second = _hour(number("hour"), half), number("second")
    fraction = int((found["fraction"] or "")[:6].ljust(6, "0"))
    time = timedelta(hours=hour, minutes=minute, seconds=second, microseconds=fraction)
    # ISO 8601 has 24:00 for the end of a day, and 60 for the second that some years add.
    is_possible = minute <= 59 and second <= 60 and time <= timedelta(days=1)
    has_chinese = any("\u4e00" <= character <= "\u9fff" for character in found[0])
    return Clock(time if is_possible else None, found.start(), found.end(), has_chinese)


def _hour(hour: int, half: str) -> int:
    """Return the hour since midnight of an hour in a part of the day."""
    if half in _MORNING or half in _SMALL_HOURS:
        return 0 if hour == 12 else hour
    if half in _AFTERNOON:
        return hour + 12 if hour < 12 else hour
    if half in _NOON:
        return hour + 12 if hour < 6 else hour
    if half in _NIGHT:
        # Twelve at night ends the day; one at night is in the small hours of the day that is named.
        return 24 if hour == 12 else hour + 12 if 5 <= hour < 12 else hour
    return hour
