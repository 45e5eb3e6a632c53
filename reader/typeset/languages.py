"""Detect the language of an unlabelled code block from its first lines, if they leave no doubt."""

from __future__ import annotations

import json
import re

from reader.text.late import late

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
