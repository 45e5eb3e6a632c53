"""Write what of the documents is made from code: the handbook's keys and settings, and the schemas of what commands print.

python docs/generate.py          writes docs/handbook.md and docs/schemas/
python docs/generate.py --check  says whether they are up to date (exit 1 where not)
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from reader.cli.fields import FIELDS, schema
from reader.config.schema import ARCHIVE_SETTINGS, SETTINGS, Setting
from reader.tui.keys.in_force import explained, listed_commands

HANDBOOK = Path(__file__).with_name("handbook.md")
SCHEMAS = Path(__file__).with_name("schemas")


def keys_table() -> str:
    """All keys under their headings, as Markdown."""
    parts = []
    for group, listed in groupby(listed_commands(), key=lambda command: command.group):
        rows = [
            f"| {_code(command.shown_keys)} | {command.label} | {explained(command)} | {command.scope} |"
            for command in listed
        ]
        parts.append(
            "\n".join(
                (
                    f"### {group}\n",
                    "| Keys | Name | What it does | Where |",
                    "| --- | --- | --- | --- |",
                    *rows,
                )
            )
        )
    return "\n\n".join(parts)


def settings_table() -> str:
    """All settings with what they may be, as Markdown; those for an archive below."""
    return "\n\n".join((_settings(SETTINGS), "In the table of an archive:", _settings(ARCHIVE_SETTINGS)))


def _settings(table: Mapping[str, Setting]) -> str:
    rows = [
        f"| `{each.name}` | {_values(each)} | {_default(each)} | {each.help} |" for each in table.values()
    ]
    return "\n".join(("| Setting | Values | Default | What it decides |", "| --- | --- | --- | --- |", *rows))


def _values(each: Setting) -> str:
    return each.kind.allowed


def _default(each: Setting) -> str:
    plain = each.kind.plain(each.default)
    return f"`{json.dumps(plain, ensure_ascii=False)}`" if plain else ""


def _code(keys: str) -> str:
    return " ".join(f"`{key}`".replace("|", "\\|") for key in keys.split(" "))


def handbook() -> str:
    """The handbook with its tables made anew."""
    text = HANDBOOK.read_text(encoding="utf-8")
    for name, table in (("keys", keys_table()), ("settings", settings_table())):
        start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        before, rest = text.split(start, 1)
        text = f"{before}{start}\n\n{table}\n\n{end}{rest.split(end, 1)[1]}"
    return text


def written() -> dict[Path, str]:
    """All files that are made, with their texts."""
    schemas = {
        SCHEMAS / f"{command}.json": json.dumps(schema(command), ensure_ascii=False, indent=2) + "\n"
        for command in FIELDS
    }
    return {HANDBOOK: handbook(), **schemas}


if __name__ == "__main__":
    files = written()
    if "--check" in sys.argv:
        sys.exit(
            any(not file.exists() or file.read_text(encoding="utf-8") != text for file, text in files.items())
        )
    SCHEMAS.mkdir(exist_ok=True)
    for place, text in files.items():
        place.write_text(text, encoding="utf-8")
