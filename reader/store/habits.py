"""The habits of an archive, which decide what one post alone leaves open.

They are worked out from the heads of a sample of its files. The sample is the same for the same files, so that
the index, its reading processes and the reading of one file agree.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from reader.config import ArchiveSettingsOf
from reader.frozen import Frozen, replace
from reader.language import tr
from reader.store.own_site import configured_site
from reader.store.sample import Head, heads
from reader.text.date_reading import DateOrder
from reader.text.dates import read_date
from reader.text.late import late
from reader.text.urls import host

_LONGEST_DATE = 60
_LIKE_DATE = late(r"\d[-/.年]\d|\d[-/.] \d|\d:\d", re.ASCII)
_COUNTRY = late(r"\.([a-z]{2})\Z")
_NOT_COUNTRIES = frozenset(
    ["ai", "co", "fm", "gg", "io", "is", "la", "ly", "me", "sh", "so", "to", "tv", "ws", "cc", "us", "ph"]
)
"""domains of countries that others use, and of countries that write the month first or both ways"""
_LANGUAGE = late(r"([a-z]{2,3})(?:[-_.]([a-z0-9]{2,4}))?\b", re.IGNORECASE)
_MONTH_FIRST_REGIONS = frozenset({"us", "ph", "pr", "fm"})
_MIN_ZONES = 3
_ZONE_SHARE = 0.9
_MIN_TAGGED = 4
_ONE_TAG_SHARE = 0.95
_MIN_FILES = 8
"""files from which what most of them lack is a habit"""
_MIN_NAMES = 3
_NAMES_SHARE = 0.25
"""distinct names per post up to which single tags are few"""


class Habits(Frozen):
    """What is usual in an archive, or what the settings say of it."""

    date_order: DateOrder | None = None
    """the order of day and month in dates that may be read both ways; None if nothing tells"""
    is_order_set: bool = False
    """whether the settings say so"""
    offset: timedelta | None = None
    """the UTC offset that nearly all dates with a zone have, if it is not zero"""
    zone: str = ""
    """the IANA name of the zone of times without one, by the settings"""
    language: str = ""
    """the code of the language of posts that name none, by the settings"""
    is_chinese: bool = False
    """whether most titles are Chinese: `CST` is China's time"""
    tags_are_channels: bool = False
    """whether nearly all posts have exactly one tag, and those are few names: each is a publication's"""
    lacks_front_matter: bool = False
    """whether most files have none, as notes do"""
    lacks_titles: bool = False
    """whether most front matter has no title, as that of notes and of some sites"""
    site: str = ""
    """the host of the site that the archive is the source of, with the path below which its pages are"""

    def remarks(self, archive: Path) -> Iterator[str]:
        """Yield a sentence on each defect that is usual in the archive, and that no post is warned of for itself."""
        if self.lacks_front_matter:
            yield tr(
                "Most files of {archive} have no front matter; headings and names of files stand in for titles.",
                archive=archive,
            )
        elif self.lacks_titles:
            yield tr(
                "Most posts of {archive} have no title of their own; headings and names of files stand in for it.",
                archive=archive,
            )

    def stored(self) -> list[object]:
        """Return the habits as values for JSON, which `restored` reads."""
        return [
            self.date_order,
            None if self.offset is None else self.offset.total_seconds(),
            self.is_chinese,
            self.tags_are_channels,
            self.lacks_front_matter,
            self.lacks_titles,
            self.site,
        ]


NO_HABITS = Habits()


def restored(values: object) -> Habits | None:
    """Return the habits that `stored` returned; None for anything else."""
    match values:
        case [
            (str() | None) as order,
            (int() | float() | None) as offset,
            bool() as is_chinese,
            bool() as tags,
            bool() as lacks_front_matter,
            bool() as lacks_titles,
            str() as site,
        ]:
            return Habits(
                DateOrder(order) if order in list(DateOrder) else None,
                offset=None if offset is None else timedelta(seconds=offset),
                is_chinese=is_chinese,
                tags_are_channels=tags,
                lacks_front_matter=lacks_front_matter,
                lacks_titles=lacks_titles,
                site=site,
            )
    return None


HabitsOf = Callable[[Path], Habits]
"""returns the habits of an archive, which may cost the reading of a sample"""


class ArchiveHabits:
    """The habits of archives, each worked out when it is first asked for. Any thread may ask."""

    def __init__(self, settings_of: ArchiveSettingsOf) -> None:
        """`settings_of` returns what the settings say of an archive, which wins over what is found out."""
        self._settings_of = settings_of
        self._known: dict[Path, Habits] = {}
        self._lock = threading.Lock()

    def of(self, archive: Path) -> Habits:
        """Return the habits of an archive as the settings leave them; see `learned_of`."""
        habits = self.learned_of(archive)
        said = self._settings_of(archive)
        if said.date_order:
            habits = replace(habits, date_order=DateOrder(said.date_order), is_order_set=True)
        if said.zone or said.language:
            habits = replace(habits, zone=said.zone, language=said.language)
        return habits

    def learned_of(self, archive: Path) -> Habits:
        """Return the habits of an archive, from a sample of its files if they are not known yet."""
        with self._lock:
            if archive not in self._known:
                self._known[archive] = learned(archive)
            return self._known[archive]

    def know(self, archive: Path, habits: Habits) -> None:
        """Take the habits of an archive from elsewhere: the index, or a new sample."""
        with self._lock:
            self._known[archive] = habits


def learned(archive: Path) -> Habits:
    """Return the habits of an archive from a sample of its files: a few dozen milliseconds."""
    habits = habits_of(heads(archive))
    site = configured_site(archive)
    return replace(habits, site=site) if site else habits


def habits_of(sample: Iterable[Head]) -> Habits:
    """Return the habits that these heads of files show."""
    orders: Counter[DateOrder] = Counter()
    hints: Counter[DateOrder] = Counter()
    offsets: Counter[timedelta] = Counter()
    names: Counter[str] = Counter()
    sites: Counter[str] = Counter()
    files = present = tagged = single = titles = chinese = 0
    for head in sample:
        files += 1
        present += head.is_present
        for text in head.texts:
            if len(text) <= _LONGEST_DATE and _LIKE_DATE.search(text):
                reading = read_date(text)
                if reading.order is not None:
                    orders[reading.order] += 1
                if reading.date is not None and reading.date.offset is not None:
                    offsets[reading.date.offset] += 1
        if (hint := _order_in(head)) is not None:
            hints[hint] += 1
        if head.address:
            sites[head.site] += 1
        if head.tags:
            tagged += 1
            single += len(head.tags) == 1
            names.update(head.tags)
        if head.title:
            titles += 1
            chinese += _is_chinese(head.title)
    site, of_site = next(iter(sites.most_common(1)), ("", 0))
    offset, count = next(iter(offsets.most_common(1)), (None, 0))
    has_zone = offset and count >= _MIN_ZONES and count >= _ZONE_SHARE * offsets.total()
    return Habits(
        _most(orders) or _most(hints),
        offset=offset if has_zone else None,
        is_chinese=2 * chinese > titles,
        tags_are_channels=tagged >= _MIN_TAGGED
        and single >= _ONE_TAG_SHARE * tagged
        and len(names) <= max(_MIN_NAMES, _NAMES_SHARE * tagged),
        lacks_front_matter=files >= _MIN_FILES and present < files / 2,
        lacks_titles=present >= _MIN_FILES and titles < present / 2,
        site=site if 2 * of_site > sites.total() else "",
    )


def _most(votes: Counter[DateOrder]) -> DateOrder | None:
    """Return the order with the most votes; None without any, or where they are equal."""
    day, month = votes[DateOrder.DAY_FIRST], votes[DateOrder.MONTH_FIRST]
    return None if day == month else DateOrder.DAY_FIRST if day > month else DateOrder.MONTH_FIRST


def _order_in(head: Head) -> DateOrder | None:
    """Return the order that is usual in the language of a post, or in the country of its address."""
    if found := _LANGUAGE.match(head.language):
        language, region = found[1].lower(), (found[2] or "").lower()
        if region in _MONTH_FIRST_REGIONS:
            return DateOrder.MONTH_FIRST
        if language != "en" or region:
            return DateOrder.DAY_FIRST
    if found := _COUNTRY.search(host(head.address)):
        return None if found[1] in _NOT_COUNTRIES else DateOrder.DAY_FIRST
    return None


def _is_chinese(text: str) -> bool:
    has_han = any("\u4e00" <= character <= "\u9fff" for character in text)
    return has_han and not any("\u3040" <= character <= "\u30ff" for character in text)
