"""The settings file to begin with: each setting with its help and its default, in comments."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping

from reader.config.schema import ARCHIVE_SETTINGS, SETTINGS, Setting

_WIDTH = 98
_HEAD = (
    "The settings of reader. A line counts once you take its # away; `reader config` prints what is in force, and "
    "the key , shows the same on the screen."
)


def sample() -> str:
    """Return the text of the file."""
    lines = [*_comment(_HEAD)]
    for each in SETTINGS.values():
        if not each.kind.is_table:
            lines += ["", *_entry(each)]
    for name, example in _TABLES.items():
        lines += ["", *_comment(f"{SETTINGS[name].title}. {SETTINGS[name].help}"), *example]
    return "\n".join(lines) + "\n"


def _entry(each: Setting) -> Iterator[str]:
    yield from _comment(f"{each.title}. {each.help} It is {each.kind.allowed}.")
    value = each.default if each.default or not each.kind.choices else each.kind.choices[0]
    yield f"#{each.name} = {json.dumps(each.kind.plain(value), ensure_ascii=False)}"


def _of_archive(table: Mapping[str, Setting]) -> Iterator[str]:
    yield '#[archive."~/news"]'
    for each in table.values():
        yield from _entry(each)


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, _WIDTH, break_on_hyphens=False)]


_TABLES = {
    "keys": ("#[keys]", '#"mark.star" = ["s", "ctrl+s"]'),
    "archive": tuple(_of_archive(ARCHIVE_SETTINGS)),
}
