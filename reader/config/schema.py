"""The schema of the settings. Each is one entry here, from which its checks, help and documentation are derived.

An entry is a field of `Settings` or of `ArchiveSettings`. Its name is the key in the file, and `READER_` with the name
in capitals the environment variable. `loading` reads and checks by it; `reader config`, the settings screen and
the handbook show it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from reader.config.kinds import (
    Folders,
    KeyBinding,
    KeyTable,
    Kind,
    LanguageCode,
    OneOf,
    Tables,
    Text,
    Texts,
    Whole,
    YesNo,
    Zone,
)
from reader.language import later

_VARIABLE_PREFIX = "READER_"
_FOLDER_FIELDS = 2
"""fields of `ArchiveSettings` that are no settings"""
_ENTRIES: list[tuple[Kind, Any, str, str, str, bool]] = []
"""what `setting` was called with, in the order of the fields"""
Value = TypeVar("Value")


class Setting(NamedTuple):
    """The definition of a setting."""

    name: str
    kind: Kind
    default: Any
    title: str
    """its name for people, which begins with a capital"""
    help: str
    """what it decides, in a sentence or two"""
    since: str
    """the version that had it first"""
    is_about_posts: bool
    """whether it decides which posts are read and what they say; others decide how they look"""

    @property
    def variable(self) -> str:
        """The environment variable; empty if there is none."""
        return "" if self.kind.is_table else f"{_VARIABLE_PREFIX}{self.name.upper()}"


def setting(
    default: Value, kind: Kind, title: str, about: str, *, since: str, is_about_posts: bool = False
) -> Value:
    """Return the default of a field of the tables below, and register its definition, see `Setting`.

    Title and help are literals, which a catalogue translates.
    """
    _ENTRIES.append((kind, default, title, about, since, is_about_posts))
    return default


class ArchiveSettings(NamedTuple):
    """The settings of the archives in a folder, which override the general ones."""

    folder: Path = Path()
    written: str = ""
    """the folder as the file writes it"""
    name: str = setting(
        "",
        Text(),
        "Name",
        "What the archive is called on the screens. Empty: as its folder, or the one around it where that tells more.",
        since="0.1",
    )
    zone: str = setting(
        "",
        Zone(),
        "Time zone",
        "The zone of times that the posts of this archive write without one, by its IANA name. Empty: yours.",
        since="0.1",
        is_about_posts=True,
    )
    language: str = setting(
        "",
        LanguageCode(),
        "Language",
        "The language of the posts that name none, by its code. Empty: what the text of each post shows.",
        since="0.1",
        is_about_posts=True,
    )
    leave_out: tuple[str, ...] = setting(
        (),
        Texts(later('a list of patterns such as "drafts" or "2019/**/*-old.md"')),
        "What is left out",
        "Files and folders that are not read: by their names, or with a / by their paths in the archive. * and ? stand "
        "for letters, ** for any folders.",
        since="0.1",
        is_about_posts=True,
    )
    date_order: Literal["", "day-first", "month-first"] = setting(
        "",
        OneOf("day-first", "month-first"),
        "Order of dates",
        "What stands first in dates such as 05/06/2024. Without it, the archive's other dates tell.",
        since="0.1",
        is_about_posts=True,
    )


NO_ARCHIVE_SETTINGS = ArchiveSettings()
ArchiveSettingsOf = Callable[[Path], ArchiveSettings]
"""returns what the settings say of an archive"""


class Settings(NamedTuple):
    """The user's settings."""

    archives: tuple[Path, ...] = setting(
        (),
        Folders(),
        "Archives",
        "The folders of posts that are opened where the command names none. In the file, relative ones lie beside it.",
        since="0.1",
        is_about_posts=True,
    )
    measure: int = setting(
        38,
        Whole(10, 200),
        "Measure",
        "How wide a line of an article is at most, in Chinese characters.",
        since="0.1",
    )
    columns: Literal[1, 2] = setting(
        1,
        OneOf(1, 2),
        "Columns",
        "In how many columns an article that is longer than the screen is shown, where there is room for two, as on a page of a newspaper.",
        since="0.1",
    )
    ambiguous_width: Literal[1, 2] = setting(
        1,
        OneOf(1, 2),
        "Width of quotation marks",
        "How many cells the terminal gives to “ ” ‘ ’ … — and ·.",
        since="0.1",
    )
    paragraphs: Literal["space", "indent"] = setting(
        "space",
        OneOf("space", "indent"),
        "Paragraphs",
        "Whether a blank line sets paragraphs apart, or an indent of two characters.",
        since="0.1",
    )
    script: Literal["as-written", "traditional", "simplified"] = setting(
        "as-written",
        OneOf("as-written", "traditional", "simplified"),
        "Chinese script",
        "In which characters Chinese is shown.",
        since="0.1",
    )
    theme: str = setting(
        "auto",
        Text(),
        "Theme",
        "Which colours the screens have: a theme by its name, or (auto) ink or paper, as the terminal is dark or light.",
        since="0.1",
    )
    zone: str = setting(
        "",
        Zone(),
        "Time zone",
        "The zone in which dates are shown, by its IANA name such as Asia/Taipei. Empty: the computer's.",
        since="0.1",
        is_about_posts=True,
    )
    watch: bool = setting(
        True,  # noqa: FBT003 - the default of a switch
        YesNo(),
        "Watch the files",
        "Whether new and changed files appear by themselves while the reader runs.",
        since="0.1",
    )
    confirm_quit: bool = setting(
        True,  # noqa: FBT003 - the default of a switch
        YesNo(),
        "Ask before leaving",
        "Whether the key that goes back asks before it leaves the reader.",
        since="0.1",
    )
    strip: Literal["shown", "hidden"] = setting(
        "shown",
        OneOf("shown", "hidden"),
        "Strip of time",
        "Whether a strip over the list shows how many posts fall on which time.",
        since="0.1",
    )
    density: Literal["compact", "comfortable", "wrapped"] = setting(
        "comfortable",
        OneOf("compact", "comfortable", "wrapped"),
        "Density",
        "How many lines of the list a post takes: one (compact), two (comfortable), or as many as its title needs (wrapped).",
        since="0.1",
    )
    dates: Literal["iso", "short", "relative", "minguo"] = setting(
        "iso",
        OneOf("iso", "short", "relative", "minguo"),
        "Dates",
        "How dates are shown: 2024-02-07 (iso), 7 Feb (short), 3 days ago (relative) or 民國113年2月7日 (minguo).",
        since="0.1",
    )
    citation: Literal["gbt7714", "apa", "apa-tw", "chicago", "chicago-note", "bibtex", "ris", "csl"] = (
        setting(
            "gbt7714",
            OneOf("gbt7714", "apa", "apa-tw", "chicago", "chicago-note", "bibtex", "ris", "csl"),
            "Citations",
            "The style of citations that are copied or printed: GB/T 7714, APA, Chicago, BibTeX, RIS or CSL-JSON.",
            since="0.1",
        )
    )
    plain: bool = setting(
        False,  # noqa: FBT003 - the default of a switch
        YesNo(),
        "Plain mode",
        "For screen readers and logs: one pane at a time without rules, blocks and boxes, the focus in words on the first line, and the terminal's cursor where the focus is.",
        since="0.1",
    )
    bidi: Literal["auto", "visual", "logical"] = setting(
        "auto",
        OneOf("auto", "visual", "logical"),
        "Hebrew and Arabic",
        "Who turns text that runs from right to left: the reader (visual), the terminal (logical), or whoever can (auto).",
        since="0.1",
    )
    language: Literal["auto", "en", "zh-Hant", "zh-Hans"] = setting(
        "auto",
        OneOf("auto", "en", "zh-Hant", "zh-Hans"),
        "Language",
        "The language of the reader itself: English, Traditional or Simplified Chinese; or (auto) that of your locale.",
        since="0.1",
    )
    keys: tuple[KeyBinding, ...] = setting(
        (),
        KeyTable(),
        "Keys",
        "A table of commands, each with the key or the list of keys that it has in place of its own.",
        since="0.1",
    )
    keys_preset: Literal["default", "vim", "newsboat", "less", "emacs"] = setting(
        "default",
        OneOf("default", "vim", "newsboat", "less", "emacs"),
        "Preset of keys",
        "Which program the keys are those of, as far as it has them. The table of keys goes over it.",
        since="0.1",
    )
    archive: tuple[ArchiveSettings, ...] = setting(
        (),
        Tables(),
        "Settings for an archive",
        'A table for its folder, such as [archive."~/news"]. The longest path that leads to an archive counts.',
        since="0.1",
        is_about_posts=True,
    )

    def time_zone(self) -> tzinfo:
        """Return the time zone for displayed dates. Raise SettingsError if that of the system is none."""
        from reader.config.zones import local_zone, named_zone  # 3 ms, which commands without dates save

        return named_zone(self.zone) if self.zone else local_zone()

    def of_archive(self, archive: Path) -> ArchiveSettings:
        """Return the settings of an archive: those of the longest path that leads to it."""
        place = os.path.realpath(archive)
        for said in sorted(self.archive, key=lambda one: len(str(one.folder)), reverse=True):
            if Path(place).is_relative_to(os.path.realpath(said.folder)):
                return said
        return NO_ARCHIVE_SETTINGS


_NAMES = (*ArchiveSettings._fields[_FOLDER_FIELDS:], *Settings._fields)
_ALL = [Setting(name, *entry) for name, entry in zip(_NAMES, _ENTRIES, strict=True)]
ARCHIVE_SETTINGS: Mapping[str, Setting] = {each.name: each for each in _ALL[: -len(Settings._fields)]}
"""the settings of an archive, by name"""
SETTINGS: Mapping[str, Setting] = {each.name: each for each in _ALL[-len(Settings._fields) :]}
"""the general settings, by name"""
