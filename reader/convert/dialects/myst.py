"""Directives and roles of MyST, the Markdown of Sphinx and Jupyter Book, as CommonMark.

A directive is a fence with a name in braces, ```` ```{figure} boat.png ````; a role a name before code, {ref}`boat`.
"""

from __future__ import annotations

import re

from reader.convert.dialects.myst_directives import NAMED, Directive, is_known, link, written

_OPENING = re.compile(
    r"(?P<indent>[ \t]{0,12})(?P<fence>`{3,}|~{3,}|:{3,})\{(?P<name>[a-z][\w:.-]{0,40})\}[ \t]*(?P<argument>.*)"
)
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_OPTION = re.compile(r"[ \t]*:(?P<key>[\w-]{1,40}):[ \t]*(?P<value>.*)")
_ROLE = re.compile(
    r"(?P<code>``+(?!`).+?(?<!`)``+(?!`))|(?<![`\\])\{(?P<name>[A-Za-z][\w:.+-]{0,40})\}`(?P<text>[^`\n]+)`"
)
_TARGET = re.compile(r"\([\w:.-]{1,80}\)=[ \t]*")
_CELL_BREAK = re.compile(r"\+\+\+(?:[ \t]*\{.*\})?[ \t]*")
_COMMENT = re.compile(r"%(?: .*)?")
_MAX_DEPTH = 8


_TABLES = frozenset(["table", "list-table", "csv-table"])
_LINK_ROLES = frozenset(["doc", "download"])
_WORD_ROLES = frozenset(
    [
        "ref",
        "numref",
        "term",
        "any",
        "eq",
        "abbr",
        "guilabel",
        "menuselection",
        "command",
        "file",
        "samp",
        "program",
        "dfn",
        "span",
        "index",
        "envvar",
    ]
)


def myst_to_markdown(text: str) -> str:
    """Return a text with directives and roles as CommonMark; those that are not known stay code."""
    lines = _rewritten(text.split("\n"), 0)
    return text if lines is None else "\n".join(lines)


def _rewritten(lines: list[str], depth: int) -> list[str] | None:
    """Return the lines of a text without directives and roles; None where it has none of them."""
    result: list[str] = []
    found = False
    number = 0
    while number < len(lines):
        line = lines[number]
        opening = _OPENING.fullmatch(line) if "{" in line else None
        if not (opening and is_known(opening["name"])) and (fence := _FENCE.match(line)) is not None:
            end, _ = _end_of(lines, number, fence[1])
            result += lines[number : end + 1]
            number = end + 1
            continue
        if opening is not None and depth < _MAX_DEPTH and is_known(opening["name"]):
            end, is_closed = _end_of(lines, number, opening["fence"])
            directive = _directive(opening, lines[number + 1 : end if is_closed else end + 1])
            found = True
            rewritten = written(directive, _inner(directive.content, depth))
            result += ["", *(f"{opening['indent']}{each}".rstrip() for each in rewritten), ""]
            number = end + 1
            continue
        if "}`" in line:
            replaced = _ROLE.sub(_role, line)
            found = found or replaced != line
            line = replaced
        result.append(line)
        number += 1
    if depth == 0:
        found = found or any(map(_TARGET.fullmatch, lines))
        return _without_marks(result) if found else None
    return result


def _without_marks(lines: list[str]) -> list[str]:
    """Return the lines without targets, breaks between cells and comments, outside code."""
    result: list[str] = []
    fence = ""
    for line in lines:
        if found := _FENCE.match(line):
            fence = "" if fence and line.strip().startswith(fence) else fence or found[1]
        elif not fence and (
            _TARGET.fullmatch(line) or _CELL_BREAK.fullmatch(line) or _COMMENT.fullmatch(line)
        ):
            line = ""
        result.append(line)
    return result


def _end_of(lines: list[str], start: int, fence: str) -> tuple[int, bool]:
    """Return the number of the line that closes a fence, and True; or that of the last one."""
    level = 0
    for number in range(start + 1, len(lines)):
        stripped = lines[number].strip()
        if stripped[:3] != fence[:3]:
            continue
        if stripped.strip(fence[0]):
            # Colons of one length may stand in each other.
            level += fence[0] == ":" and stripped.startswith(fence + "{")
        elif len(stripped) >= len(fence):
            if not level:
                return number, True
            level -= len(stripped) == len(fence)
    return len(lines) - 1, False


def _directive(opening: re.Match[str], lines: list[str]) -> Directive:
    indent = len(opening["indent"])
    content = [line[indent:] if not line[:indent].strip() else line.lstrip() for line in lines]
    options: dict[str, str] = {}
    argument, number = opening["argument"].strip(), 0
    below = next((each for each, line in enumerate(content) if not _is_words(line)), 0)
    if opening["name"] in _TABLES and argument and below and _OPTION.fullmatch(content[below]):
        # As in Sphinx, a caption goes on until the options.
        argument, content = " ".join([argument, *content[:below]]), content[below:]
    if content and content[0].strip() == "---" and "---" in (rest := [line.strip() for line in content[1:]]):
        number = rest.index("---") + 2
        pairs = (line.partition(":") for line in content[1 : number - 1])
        options = {key.strip(): value.strip() for key, colon, value in pairs if colon}
    else:
        while number < len(content) and (option := _OPTION.fullmatch(content[number])) is not None:
            options[option["key"]] = option["value"].strip()
            number += 1
    return Directive(opening["name"], argument, options, content[number:])


def _is_words(line: str) -> bool:
    return bool(line.strip()) and _OPTION.fullmatch(line) is None


def _inner(lines: list[str], depth: int) -> list[str]:
    """Return the content of a directive, rewritten, without blank lines around it."""
    return "\n".join(_rewritten(lines, depth + 1) or []).strip("\n").split("\n")


def _role(found: re.Match[str]) -> str:
    """Return a role as Markdown; code between two and more marks stays."""
    if found["code"]:
        return found[0]
    name, text = found["name"].rpartition(":")[2], found["text"]
    if found["name"] in _LINK_ROLES:
        return link(text)
    if name == "math":
        return f"${text}$"
    if name in ("sub", "subscript", "sup", "superscript", "kbd"):
        element = name[:3]
        return f"<{element}>{text}</{element}>"
    if found["name"].startswith("cite"):
        return f"\\[{text}\\]"
    if found["name"] in _WORD_ROLES:
        named = NAMED.fullmatch(text)
        return named["words"] or named["target"] if named else text
    # Names of classes and functions are code; what is known of no role stays as it is.
    return f"`{text.lstrip('~!')}`" if ":" in found["name"] else found[0]
