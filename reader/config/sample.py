"""The settings file to begin with: each setting with its help and its default, in comments."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping

from reader.config.schema import ARCHIVE_SETTINGS, SETTINGS, Setting
from reader.language import later, tr

_WIDTH = 98
_KEYS = ("#[keys]", '#"mark.star" = ["s", "ctrl+s"]')
_HEAD = later(
    "The settings of reader. A line counts once you take its # away; `reader config` prints what is in force, and "
    "the key , shows the same on the screen."
)


def sample() -> str:
    """Return the text of the file."""
    lines = [*_comment(tr(_HEAD))]
    for each in SETTINGS.values():
        if not each.kind.is_table:
            lines += ["", *_entry(each)]
    for name, example in (("keys", _KEYS), ("archive", _of_archive(ARCHIVE_SETTINGS))):
        lines += ["", *_comment(f"{tr(SETTINGS[name].title)}: {tr(SETTINGS[name].help)}"), *example]
    return "\n".join(lines) + "\n"


def _entry(each: Setting) -> Iterator[str]:
    yield from _comment(f"{tr(each.title)}: {tr(each.help)}")
    yield from _comment(tr("Allowed: {allowed}.", allowed=each.kind.allowed))
    value = each.default if each.default or not each.kind.choices else each.kind.choices[0]
    yield f"#{each.name} = {json.dumps(each.kind.plain(value), ensure_ascii=False)}"


def _of_archive(table: Mapping[str, Setting]) -> Iterator[str]:
    yield '#[archive."~/news"]'
    for each in table.values():
        yield from _entry(each)


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, _WIDTH, break_on_hyphens=False)]
