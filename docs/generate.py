"""Write the tables of the handbook that are made from code: keys and settings.

python docs/generate.py          writes docs/handbook.md
python docs/generate.py --check  says whether it is up to date (exit 1 where not)
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
from itertools import groupby
from pathlib import Path

from reader import config
from reader.tui.commands import listed_commands

HANDBOOK = Path(__file__).with_name("handbook.md")


def keys_table() -> str:
    """All keys under their headings, as Markdown."""
    parts = []
    for group, listed in groupby(listed_commands(), key=lambda command: command.group):
        rows = [
            f"| {_code(command.shown_keys)} | {command.label} | {command.help} | {command.scope} |"
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
    """All settings with their environment variables, as Markdown."""
    source = inspect.getsource(config.Settings)
    documented = dict(re.findall(r'^    (\w+): [^\n]*\n    """(.*?)"""', source, re.MULTILINE | re.DOTALL))
    rows = [
        f"| `{field.name}` | {_variable(field.name)} | {' '.join(documented[field.name].split())} |"
        for field in dataclasses.fields(config.Settings)
    ]
    return "\n".join(("| Setting | Variable | What it answers |", "| --- | --- | --- |", *rows))


def _variable(name: str) -> str:
    return "" if name == config.TABLES else f"`READER_{name.upper()}`"


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


if __name__ == "__main__":
    made = handbook()
    if "--check" in sys.argv:
        sys.exit(made != HANDBOOK.read_text(encoding="utf-8"))
    HANDBOOK.write_text(made, encoding="utf-8")
