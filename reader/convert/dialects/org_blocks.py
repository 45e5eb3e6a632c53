"""Blocks of Org mode in Markdown, as Logseq writes them: `#+BEGIN_NOTE` … `#+END_NOTE`."""

from __future__ import annotations

import re

SIGN = "#+BEGIN_"

_BEGIN = re.compile(r"([ \t>]*(?:[-*+][ \t]+)?)#\+BEGIN_(\w{1,40})[ \t]*([^\n]{0,200})")
_CODE = frozenset(("SRC", "EXAMPLE", "QUERY", "EXPORT"))
_TEXT = re.compile(r"[ \t]*[^\s>*+-]")
_MARKER = re.compile(r"[-*+]")


def org_blocks_to_markdown(text: str) -> str:
    """Return a text with its blocks as code, quotations and callouts; a block that nothing ends stays as it is."""
    lines = text.split("\n")
    ends: dict[str, list[int]] = {}
    for number in range(len(lines) - 1, -1, -1):
        stripped = lines[number].strip()
        if stripped.startswith("#+END_"):
            ends.setdefault(stripped[6:].upper(), []).append(number)
    result: list[str] = []
    number = 0
    while number < len(lines):
        begin = _BEGIN.fullmatch(lines[number])
        kind = begin[2].upper() if begin is not None else ""
        waiting = ends.get(kind, [])
        while waiting and waiting[-1] <= number:
            waiting.pop()
        if begin is None or not waiting:
            result.append(lines[number])
            number += 1
            continue
        end = waiting.pop()
        result += _block(begin[1], kind, begin[3].strip(), lines[number + 1 : end])
        number = end + 1
        if number < len(lines) and _TEXT.match(lines[number]):
            result.append("")  # it would go on with a quotation
    return "\n".join(result)


def _block(prefix: str, kind: str, info: str, content: list[str]) -> list[str]:
    """Return the lines of one block, the first after `prefix`, the others below it."""
    indent = _MARKER.sub(" ", prefix)
    content = [
        line[len(indent) :] if not line[: len(indent)].strip(" \t>") else line.lstrip() for line in content
    ]
    if kind in _CODE:
        fence = "`" * max(3, *(len(run) + 1 for line in content for run in re.findall("`{3,}", line)), 3)
        language = info.split(maxsplit=1)[0] if info and kind == "SRC" else ""
        return [f"{prefix}{fence}{language}", *(indent + line for line in content), indent + fence]
    quoted = [f"{indent}> {line}".rstrip() for line in content]
    if kind == "QUOTE":
        return [f"{prefix}>", *quoted] if _MARKER.search(prefix) else quoted
    return [f"{prefix}> [!{kind.lower()}]", *quoted]
