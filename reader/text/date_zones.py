"""The time zones that dates name: offsets, abbreviations, names of the IANA database, and spelled out."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo
from typing import NamedTuple

from reader.text.date_names import MONTHS, SMALL_WORDS, WEEKDAYS, folded

_OFFSET = re.compile(
    r"(?:UTC|GMT|UT|Z)?\s*([+-])\s?(\d{1,2})(?::?(\d{2})(?::?\d{2})?)?", re.ASCII | re.IGNORECASE
)
_HIGHEST_HOURS = 18
"""beyond all offsets that were ever in use, in hours"""

# Of abbreviations with several meanings the one that most people live by: IST is India's, BST is Britain's,
# CST and the others of North America are its own. China's CST is decided by `zone_of`.
_HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2,
    "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "МСК": 3, "TRT": 3, "WAT": 1, "CAT": 2, "SAST": 2, "EAT": 3,
    "GST": 4, "PKT": 5, "IST": 5.5, "NPT": 5.75, "ICT": 7, "WIB": 7, "WITA": 8, "WIT": 9, "HKT": 8, "SGT": 8, "MYT": 8, "PHT": 8,
    "AWST": 8, "JST": 9, "KST": 9, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "NST": -3.5, "NDT": -2.5, "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7,
    "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "BRT": -3, "ART": -3, "CLT": -4,
    "COT": -5, "PET": -5,
}  # fmt: skip
_PLACES = {
    "ET": "America/New_York", "EASTERN": "America/New_York", "CT": "America/Chicago",
    "CENTRAL": "America/Chicago", "MT": "America/Denver", "MOUNTAIN": "America/Denver",
    "PT": "America/Los_Angeles", "PACIFIC": "America/Los_Angeles", "TAIPEI": "Asia/Taipei", "TAIWAN": "Asia/Taipei",
    "CHINA": "Asia/Shanghai", "BEIJING": "Asia/Shanghai", "HONG KONG": "Asia/Hong_Kong",
    "SINGAPORE": "Asia/Singapore", "JAPAN": "Asia/Tokyo", "TOKYO": "Asia/Tokyo", "KOREA": "Asia/Seoul",
    "INDIA": "Asia/Kolkata", "GREENWICH MEAN": "UTC", "COORDINATED UNIVERSAL": "UTC",
    "CENTRAL EUROPEAN": "Europe/Berlin", "EASTERN EUROPEAN": "Europe/Athens",
    "WESTERN EUROPEAN": "Europe/Lisbon", "BRITISH": "Europe/London", "GMT": "Europe/London",
    "MOSCOW": "Europe/Moscow",
    "ISRAEL": "Asia/Jerusalem", "AUSTRALIAN EASTERN": "Australia/Sydney", "NEW ZEALAND": "Pacific/Auckland",
    "北京": "Asia/Shanghai", "中国": "Asia/Shanghai", "中國": "Asia/Shanghai", "台北": "Asia/Taipei",
    "臺北": "Asia/Taipei", "台灣": "Asia/Taipei", "香港": "Asia/Hong_Kong", "日本": "Asia/Tokyo", "한국": "Asia/Seoul",
}  # fmt: skip
"""a place of each zone that is spelled out, without the words after it, or that changes its offset"""
_LONG_NAME = re.compile(
    r"(.{2,40}?)\s*(?:(?:standard|daylight|summer)?\s*time|標準時間|标准时间|標準時|時間|时间|표준시)",
    re.IGNORECASE,
)
_CHINA = timezone(timedelta(hours=8))

_ZONE = re.compile(
    r"""
    \s*(?P<open>[\[(]\s*)?
    (?P<name>
        (?:UTC|GMT|UT)\s*[+-]\s?\d{1,2}(?::?\d{2})?(?::\d{2})?(?![\d/.-])
      | [+-]\d{1,2}(?::?\d{2})?(?::\d{2})?(?![\d/.:-])
      | [A-Za-z_]{3,20}/[A-Za-z_+\-0-9]{1,30}(?:/[A-Za-z_+\-0-9]{1,30})?
      | (?:[A-Za-z]{2,20}\s){1,3}Time\b
      | (?:北京|中国|中國|台北|臺北|台灣|香港|日本|한국)(?:\s?(?:標準|标准|표준)?(?:時間|时间|時|시))?
      | (?:Eastern|Central|Mountain|Pacific|Beijing|China|Taipei|Taiwan|Hong\sKong|Singapore|Tokyo)(?![\w/])
      | [A-Z]{1,5}(?![A-Za-z]) | МСК
      | (?:utc|gmt|z)(?![a-z])
    )
    (?(open)\s*[\])])
    """,
    re.VERBOSE,
)
_OFFSET_REMARK = re.compile(r"\s*[(\[]\s*((?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)\s*[)\]]")
_REMARK = re.compile(r"\s*(?:\([^()]{0,60}\)|\[[^\[\]]{0,60}\])")
# Go writes the abbreviation after the offset, which is the offset again where there is none, and then how long its
# process has run.
_AFTER_OFFSET = re.compile(
    r"\s+([A-Z]{2,5}|[A-Z][A-Za-z_]{2,20}/[A-Za-z_+\-0-9]{1,30}|[+-]\d\d(?:\d\d)?)(?![\w/:.-])(?:\s+m=[+-][\d.]{1,20}\Z)?"
)
_WORDS = SMALL_WORDS.union(MONTHS, WEEKDAYS)


class Zone(NamedTuple):
    """The zone after a time."""

    zone: tzinfo | None
    """None for one that is not known"""
    name: str
    """as written"""
    end: int
    """the offset in the text at which it ends, remarks in brackets included"""


def zone_at(text: str, start: int, *, is_chinese: bool) -> Zone | None:
    """Return the zone in `text` from `start` on; None where no word stands there that is like a zone."""
    found = _ZONE.match(text, start)
    if found is None:
        return None
    zone = zone_of(found["name"], is_chinese=is_chinese)
    if zone is None and folded(found["name"]) in _WORDS:
        return None
    end = found.end()
    after = _AFTER_OFFSET.match(text, end) if found["name"][-1].isdigit() else None
    if after is not None and (after[1] in _HOURS or not after[1].isalpha() or folded(after[1]) not in _WORDS):
        end = after.end()
    if not found["name"][-1].isdigit() and (exact := _OFFSET_REMARK.match(text, end)) is not None:
        # The offset says which of the zones with one abbreviation is meant.
        zone = zone_of(exact[1]) or zone
    while remark := _REMARK.match(text, end):
        end = remark.end()
    return Zone(zone, found["name"], end)


def zone_of(name: str, *, is_chinese: bool = False) -> tzinfo | None:
    """Return the zone of this name; None for an unknown one or an impossible offset.

    `CST` is China's where `is_chinese`, else North America's central time.
    """
    if found := _OFFSET.fullmatch(name):
        sign, hours, minutes = found.groups(default="0")
        if int(hours) > _HIGHEST_HOURS or int(minutes) > 59:
            return None
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-offset if sign == "-" else offset)
    upper = name.upper()
    if upper == "CST" and is_chinese:
        return _CHINA
    if upper in _HOURS:
        return timezone(timedelta(hours=_HOURS[upper])) if _HOURS[upper] else UTC
    if upper in _PLACES:
        return iana_zone(_PLACES[upper])
    if long := _LONG_NAME.fullmatch(name):
        # Also "Eastern Standard Time": the calendar knows better than most writers when summer time holds.
        return iana_zone(_PLACES[long[1].upper()]) if long[1].upper() in _PLACES else None
    return iana_zone(name) if "/" in name else None


def iana_zone(name: str) -> tzinfo | None:
    """Return the zone of the IANA database; None for an unknown one."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # 3 ms

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
