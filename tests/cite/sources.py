"""Posts to cite, and small readers of the formats that are written of them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

from reader.cite import Source, source_of
from reader.post import Post, PostDate, Tag, TagKind

ACCESSED = date(2026, 11, 28)
_TEX = {
    r"\textbackslash{}": "\\",
    r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~",
    **{f"\\{sign}": sign for sign in "{}$&#%_"},
}


def post(
    title: str = "渡輪停航",
    author: str = "",
    channel: str = "",
    source: str = "https://example.org/1",
    day: str | None = "2024-02-07",
    **more: object,
) -> Post:
    """Return a post with this metadata."""
    published = PostDate(datetime.fromisoformat(day).replace(tzinfo=UTC), day_only=True) if day else None
    tags = (Tag(channel, TagKind.CHANNEL),) if channel else ()
    return Post(Path("/archive"), "_posts/1.md", title, published, author, source, tags, **more)  # type: ignore[arg-type]


def source(*args: str, **named: object) -> Source:
    """Return what a citation says of the post with this metadata."""
    return source_of(post(*args, **named), UTC, ACCESSED)  # type: ignore[arg-type]


def read_bibtex(text: str) -> list[dict[str, str]]:
    """Return the fields of the entries of a file, with their `type` and `key`; braces and TeX commands are read."""
    entries = []
    for kind, key, body in re.findall(r"^@(\w+)\{([^,\s]+),\n(.*?)\n\}$", text, re.DOTALL | re.MULTILINE):
        fields = {"type": kind, "key": key}
        for line in body.split("\n"):
            found = re.fullmatch(r"  (\w+) += \{(.*)\},", line)
            assert found is not None, line
            assert _is_balanced(found[2])
            fields[found[1]] = found[2]
        entries.append(fields)
    return entries


def tex_text(value: str) -> str:
    """Return what TeX prints of a value."""
    pattern = "|".join(map(re.escape, _TEX))
    return re.sub(rf"{pattern}|[{{}}]", lambda found: _TEX.get(found[0], ""), value)


def _is_balanced(value: str) -> bool:
    depth = 0
    for sign in re.sub(r"\\.", "", value):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


def read_ris(text: str) -> list[list[tuple[str, str]]]:
    """Return the records of a file, each a list of tags with their values."""
    records: list[list[tuple[str, str]]] = []
    for line in filter(None, text.split("\n")):
        found = re.fullmatch(r"([A-Z][A-Z0-9])  - ?(.*)", line)
        assert found is not None, line
        if found[1] == "TY":
            records.append([])
        records[-1].append((found[1], found[2]))
    assert all(record[-1] == ("ER", "") for record in records)
    return records
