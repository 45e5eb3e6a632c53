"""Code blocks: highlighted by Pygments; lines are kept, and long ones wrapped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reader.text.bidi import levels_of
from reader.text.late import late
from reader.text.safe import clean
from reader.typeset.bidi import turned
from reader.typeset.breaking import Measure, fill, find_breaks
from reader.typeset.cells import cumulative
from reader.typeset.document import Line, Rows, Span
from reader.typeset.frame import LEAST_ROOM, Room
from reader.typeset.inline import StyledRun

_LOOKED_AT = 1_500
"""characters at the beginning that are examined"""
_SCRIPTS = {
    "sh": "bash",
    "bash": "bash",
    "zsh": "bash",
    "python": "python",
    "python3": "python",
    "node": "javascript",
}
_SCRIPT = late(r"#!\s*(?:/usr/bin/env\s+|/\S*/)(\w+)")
_COMMANDS = (
    "apt|apt-get|brew|cargo|cat|cd|chmod|cp|curl|docker|echo|export|git|go get|gpg|grep|kubectl|ls|make|mkdir|npm|npx|nmap"
    "|pip|pip3|python|python3|ssh|sudo|tar|wget|yarn"
)
_COMMAND = rf"(?:#.*\n)*(?:{_COMMANDS}) (?=[-\w./~\"'$])(?!(?:is|are|was|the|a|an|to|and|it|this|that|your|my|up|of|sure|in|on)\b)"
_SIGNS = (
    ("diff", re.compile(r"diff --git |(?:Index: .*\n=+\n)?--- \S.*\n\+\+\+ \S|@@ -\d+(?:,\d+)? \+\d+").match),
    ("console", re.compile(r"(?:\w+@[\w.-]+:\S*)?\$ [a-z./]").match),
    ("bash", re.compile(rf"{_COMMAND}(?!.*[.。]$)").match),
    (
        "python",
        re.compile(
            r"(?m)^(?:from [\w.]+ import [\w*(]|import [a-z_]\w*(?:\.\w+)*(?: as \w+)?[ \t]*$|(?:async )?def \w+\(.*\).*:[ \t]*$"
            r"|class \w+(?:\(.*\))?:[ \t]*$|if __name__ == )"
        ).search,
    ),
    (
        "javascript",
        re.compile(
            r"(?m)^\s*(?:(?:const|let|var) (?:\w+|[\[{][^=\n]*[\]}]) = |(?:async )?function\*? \w+\(.*\) ?\{"
            r"|import .+ from ['\"]|export (?:default|const|function) |console\.log\(|module\.exports = )"
        ).search,
    ),
    ("html", re.compile(r"(?i)<(?:!doctype html|html|head|body|script|div|form|svg|iframe)\b[^<]*>").match),
)
_JSON = late(r'[\[{]\s*["\[{\]}]')
_TAB = 4
_PADDING = 1
_MOST_COLOURED = 50_000
"""the longest block, in characters, that is highlighted: a longer one is data, and would take seconds"""


def language_of(code: str) -> str:
    """Return the language of a code block as Pygments names it; empty if it is unclear."""
    text = code.lstrip()
    first = text[:_LOOKED_AT]
    if script := _SCRIPT.match(first):
        return _SCRIPTS.get(script[1], "")
    if _JSON.match(first) and _is_json(text):
        return "json"
    for language, sign in _SIGNS:
        if sign(first):
            return language
    return ""


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


@dataclass(eq=False)
class Code:
    """Preformatted lines."""

    source: str
    language: str = ""
    start: int = 0
    """the offset in the document's text"""

    @cached_property
    def text(self) -> str:
        """The plain text, with tabs as spaces and without white space at line ends."""
        lines = clean(self.source).expandtabs(_TAB).split("\n")
        return "\n".join(line.rstrip() for line in lines).strip("\n")

    @cached_property
    def runs(self) -> list[StyledRun]:
        """The highlighted text: the roles `code-block` and the kind of token, such as `code-keyword`."""
        if len(self.text) <= _MOST_COLOURED and (language := self.language or language_of(self.text)):
            return list(_coloured(self.text, language))
        return [StyledRun(0, len(self.text), ("code-block",))]

    def rows(self, room: Room) -> Rows:
        """Return the lines in `room`."""
        placed = list(self._placed(room))
        return [line for _, line in placed], [start for start, _ in placed]

    def _placed(self, room: Room) -> Iterator[tuple[int, Line]]:
        padding = _PADDING if room.width > 2 * LEAST_ROOM else 0
        width = room.width - 2 * padding
        ambiguous = room.options.ambiguous_width
        place = run = 0
        for line in self.text.split("\n"):
            indent = len(line) - len(line.lstrip(" "))
            hanging = indent if width - indent >= 2 * LEAST_ROOM else 0
            bare = line[indent:]
            cells = cumulative(bare, ambiguous)
            measure = Measure(width - hanging, width - hanging, is_code=True)
            breaks = find_breaks(bare)
            levels = levels_of(bare, rtl=False) if breaks.has_rtl and room.options.turns else None
            for number, (first, last) in enumerate(fill(bare, cells, breaks, measure)):
                start, end = place + indent + first, place + indent + last
                while run < len(self.runs) - 1 and self.runs[run].end <= start:
                    run += 1
                lead = padding + hanging
                used = lead + cells[last] - cells[first]
                shown = list(self._spans(run, start, end))
                if levels is not None:
                    shown = turned(shown, levels[first:last])
                spans = (
                    Span(" " * lead, ("code-block",)),
                    *shown,
                    Span(" " * max(0, room.width - used), ("code-block",)),
                )
                yield self.start + (place if number == 0 else start), Line((*room.prefix, *spans))
            place += len(line) + 1

    def _spans(self, index: int, start: int, end: int) -> Iterator[Span]:
        while start < end:
            run = self.runs[index]
            stop = min(run.end, end)
            if stop > start:
                yield Span(self.text[start:stop], run.roles, None, self.start + start)
                start = stop
            index += 1


def _coloured(text: str, language: str) -> Iterator[StyledRun]:
    # Imported late: Pygments takes 20 ms, and few articles contain code.
    from pygments.lexers import get_lexer_by_name
    from pygments.token import Comment, Keyword, Name, Number, Operator, String, _TokenType
    from pygments.util import ClassNotFound

    kinds: tuple[tuple[_TokenType, str], ...] = (
        (Comment, "code-comment"), (Keyword, "code-keyword"), (String, "code-string"), (Number, "code-number"),
        (Operator, "code-operator"), (Name.Function, "code-name"), (Name.Class, "code-name"), (Name.Tag, "code-name"),
        (Name.Builtin, "code-builtin"), (Name.Attribute, "code-builtin"), (Name.Decorator, "code-builtin"),
    )  # fmt: skip
    try:
        name = language.split()[0].lower()
        lexer = get_lexer_by_name("tex" if name == "math" else name, stripnl=False, ensurenl=False)
    except ClassNotFound:
        yield StyledRun(0, len(text), ("code-block",))
        return
    place = 0
    for kind, value in lexer.get_tokens(text):
        role = next((name for parent, name in kinds if kind[: len(parent)] == parent), "")
        roles = ("code-block", role) if role else ("code-block",)
        yield StyledRun(place, place + len(value), roles)
        place += len(value)
    if place < len(text):
        yield StyledRun(place, len(text), ("code-block",))
