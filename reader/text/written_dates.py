"""Dates as people write them: taken apart into time, zone and day, each in any place, and nothing else.

Every word and number of the text has to be one of these, or a word that is known to say nothing (a weekday,
`at`, `Published:`, a remark in brackets at the end). So no sentence is taken for a date.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from reader.text.date_calendar import day_in
from reader.text.date_clock import clock_in
from reader.text.date_reading import DateOrder, DateReading, date_at
from reader.text.date_zones import Zone, zone_at

_AROUND = "<>“”\"' "
"""signs around a date, as Org writes them"""
_LONGEST = 200
"""maximum length once ligatures are taken apart"""
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_EXIF = re.compile(r"(\d{4}):(\d\d):(\d\d)(?=\s|\Z)", re.ASCII)
_COMPACT_DAY = re.compile(r"\A((?:1[5-9]|20)\d\d)(\d\d)(\d\d)(?=[\sTt_]\d)", re.ASCII)
_COMPACT_CLOCK = re.compile(r"(?<=\d)[Tt](\d\d)(\d\d)(\d\d)?(?!\d|:)", re.ASCII)
_HOUR_ALONE = re.compile(r"(?<=\d)[Tt](\d\d)(?=[Zz+-]|\Z)", re.ASCII)
_TIME_SIGN = re.compile(r"(?<=\d)\s?[Tt_]\s?(?=\d)")
_LABEL = re.compile(r"[^\W\d_][^\d:\n]{0,40}:\s*(?=\S)")
_REMARK = re.compile(r"\s*[(\[][^()\[\]\d]{1,40}[)\]]\s*\Z")
_CJK_WEEKDAY_REMARK = re.compile(r"[(\[][月火水木金土日一二三四五六월화수목금토일][)\]]\s*\Z")
_NUMERALS = re.compile("[〇○零一二三四五六七八九十百廿卅元]+(?=[年月日号號時时点點分秒])")
_DIGITS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
_UNITS = {"十": 10, "廿": 20, "卅": 30, "百": 100}
_PERSIAN = re.compile("[۰-۹]{4}|[\u0600-\u06ff][^\\d]*[^\\d۰-۹]1[34]\\d\\d(?!\\d)")
_SOLAR_YEAR = re.compile(r"(?<!\d)1[34]\d\d(?!\d)", re.ASCII)
_LEADING_ZONE = re.compile(
    r"\A((?:北京|中国|中國|台北|臺北|台灣|香港|日本|한국)\s?(?:標準|标准|표준)?(?:時間|时间|시간))[,:，：]?\s*(\d.*)\Z"
)
_RANGE = re.compile(
    r"\s-\s|\s?[~至到]\s?|\s(?:to|until|till|through|bis|al?|à)\s|(?<=日)-(?=\d)|(?<=\d)/(?=\d{4}-\d)",
    re.IGNORECASE,
)
_DAYS_OF_MONTH = re.compile(r"(?<![\d/.:-])(\d{1,2}\.?)-\d{1,2}(?=日|[.,]?\s|\Z)", re.ASCII)
_DAY_AND_MORE = re.compile(
    r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日)(?:[T\s,;?~|]+|\Z)((?!.*\d{4}[-/.]\d).{0,60})",
    re.ASCII,
)
"""a day before something else, which may be no date; whole sentences are not looked at"""
_BEFORE_ZONE = re.compile(r"(?<=\d)(?=Z|\+\d{4}|[+-]\d\d:\d\d)|\s(?=[^\s\d])", re.ASCII)


def read_written(text: str, order: DateOrder | None, *, is_chinese: bool) -> DateReading:
    """Return what the text says of a date; see `reader.text.dates.read_date`. Of several days it is the first."""
    text = text.strip(_AROUND)
    reading = _read(text, order, is_chinese=is_chinese)
    if reading.date is None and (first := _first_of_several(_plain(text))):
        return _read(first, order, is_chinese=is_chinese)
    if reading.date is None and (found := _DAY_AND_MORE.fullmatch(_plain(text))):
        reading = _read(found[1], order, is_chinese=is_chinese)
        return reading._replace(not_understood=found[2]) if reading.date is not None else reading
    return reading


def _first_of_several(text: str) -> str:
    """Return the first day of a plain text that names the first and the last of several; empty for any other text."""
    found = _RANGE.search(text)
    if found is None or not any(map(str.isdigit, text[found.end() :])):
        days = _DAYS_OF_MONTH.search(text)
        return text[: days.end(1)] + text[days.end() :] if days else ""
    first, last = text[: found.start()], text[found.end() :]
    if first.strip().isdigit() and len(first.strip()) <= 2:
        return re.sub(r"\A\D*\d{1,2}", first, last, count=1)
    year = re.search(r"(?<!\d)\d{4}(?!\d)", last)
    return f"{first} {year[0]}" if year and not re.search(r"\d{4}", first) else first


def _read(text: str, order: DateOrder | None, *, is_chinese: bool) -> DateReading:
    is_solar = _PERSIAN.search(text) is not None
    text = _plain(text)
    if is_solar:
        from reader.text.date_persian import solar_day_in

        solar = solar_day_in(text)
        if solar is not None:
            text = f"{text[: solar.start]}{solar.day.isoformat()}{text[solar.end :]}"
        elif _SOLAR_YEAR.search(text):
            # Years of that calendar are 621 behind; none of its days is the one of the same numbers.
            return DateReading()
    is_whole = True
    if "時" in text or "时" in text or "시" in text:
        text = _LEADING_ZONE.sub(r"\2 \1", text)
    if label := _LABEL.match(text):
        text, is_whole = text[label.end() :], False
    clock = clock_in(text)
    zone: Zone | None = None
    if clock is not None:
        zone = zone_at(text, clock.end, is_chinese=is_chinese or _has_chinese(text))
        rest = f"{text[: clock.start]} {text[zone.end if zone else clock.end :]}"
    else:
        rest = text
    if (remark := _REMARK.search(rest)) and not _CJK_WEEKDAY_REMARK.match(remark[0].lstrip()):
        rest, is_whole = rest[: remark.start()], False
    day = day_in(rest, order, may_be_year=is_whole and clock is None)
    if day is None and clock is None:
        # A zone after a day says nothing about the day.
        bare, zone = _without_zone(rest, is_chinese=is_chinese)
        if zone is not None:
            day = day_in(bare, order, may_be_year=False)
    if day is None:
        return DateReading()
    not_understood = ""
    if clock is not None and clock.since_midnight is None:
        not_understood = text[clock.start : clock.end].strip()
    elif zone is not None and zone.zone is None:
        not_understood = zone.name
    time = clock.since_midnight if clock is not None and not not_understood else None
    date = date_at(datetime(day.year, day.month, day.day), time, zone.zone if zone else None)
    return DateReading(date, not_understood, day.is_doubtful, day.order)


def _plain(text: str) -> str:
    """Return a text with one form of each digit, sign and blank, and with a blank before the time."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_DASHES)
        text = _NUMERALS.sub(lambda found: _number(found[0]), text).replace("日,", "日 ").replace(" v ", " ")
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    text = text[:_LONGEST]
    text = _COMPACT_DAY.sub(r"\1-\2-\3", _EXIF.sub(r"\1-\2-\3", " ".join(text.split())))
    text = _COMPACT_CLOCK.sub(lambda found: " " + ":".join(filter(None, found.groups())), text)
    return _TIME_SIGN.sub(" ", _HOUR_ALONE.sub(r" \1:00", text))


def _number(numerals: str) -> str:
    """Return Chinese numerals below two hundred, or digits one by one as in 二〇二四, as digits."""
    if numerals == "元":
        return "1"
    if not any(numeral in _UNITS for numeral in numerals):
        return "".join(str(_DIGITS.get(numeral, "")) for numeral in numerals)
    total = ones = 0
    for numeral in numerals:
        if numeral in _UNITS:
            total += (ones or 1) * _UNITS[numeral]
            ones = 0
        else:
            ones = _DIGITS.get(numeral, 0)
    return str(total + ones)


def _has_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def _without_zone(text: str, *, is_chinese: bool) -> tuple[str, Zone | None]:
    """Return the text before the zone at its end, and the zone; the whole text and None without one."""
    for start in (found.start() for found in _BEFORE_ZONE.finditer(text)):
        zone = zone_at(text, start, is_chinese=is_chinese)
        if zone is not None and zone.end == len(text.rstrip()):
            return text[:start], zone
    return text, None
