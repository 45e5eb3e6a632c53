"""What stands for the directives of MyST in CommonMark: boxes, figures, tables, code, formulas, links."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

NAMED = re.compile(r"(?P<words>.*?)\s*<(?P<target>[^<>]+)>\s*", re.DOTALL)
"""words with what they lead to: `words <target>`"""
_ROW = re.compile(r"\*[ \t]+-(?:[ \t]+(.*))?")
_CELL = re.compile(r"[ \t]+-(?:[ \t]+(.*))?")

_MAX_CELLS = 20_000
_BOXES = frozenset(
    ["note", "warning", "tip", "important", "caution", "danger", "error", "hint", "attention", "seealso"]
)
_PROOFS = frozenset(
    [
        "theorem",
        "proof",
        "lemma",
        "corollary",
        "definition",
        "example",
        "exercise",
        "solution",
        "remark",
        "axiom",
        "proposition",
        "algorithm",
        "criterion",
        "property",
        "observation",
        "conjecture",
        "assumption",
        "versionadded",
        "versionchanged",
        "deprecated",
    ]
)
_CODE = frozenset(["code", "code-block", "sourcecode", "code-cell", "prompt", "doctest", "parsed-literal"])
_DROPPED = frozenset(
    [
        "contents",
        "tableofcontents",
        "index",
        "bibliography",
        "meta",
        "tags",
        "currentmodule",
        "highlight",
        "sectionauthor",
    ]
)
_WRAPPERS = frozenset(
    ["grid", "grid-item", "tab-set", "card-carousel", "div", "container", "hlist", "glossary", "only"]
)
_TITLED = frozenset(
    [
        "card",
        "grid-item-card",
        "tab-item",
        "dropdown",
        "details",
        "sidebar",
        "margin",
        "aside",
        "topic",
        "rubric",
    ]
)
_PLAYERS = {
    "youtube": "https://www.youtube.com/watch?v={}", "vimeo": "https://vimeo.com/{}", "video": "{}", "iframe": "{}",
    "audio": "{}",
}  # fmt: skip
_KNOWN = _BOXES | _PROOFS | _WRAPPERS | _TITLED | _PLAYERS.keys()


class Directive(NamedTuple):
    """A directive with what stands in it."""

    name: str
    argument: str
    options: dict[str, str]
    content: list[str]


def is_known(name: str) -> bool:
    """Return whether `written` knows the directive of this name."""
    name = _bare(name)
    return name in _KNOWN or name in _FROM_CONTENT or name in _FROM_SOURCE


def _bare(name: str) -> str:
    return name.removeprefix("prf:").removeprefix("myst:")


def written(directive: Directive, inner: list[str]) -> list[str]:
    """Return the lines that stand for a directive that is known; `inner` is its content, rewritten."""
    name, argument, options, _ = directive
    name = _bare(name)
    if (from_source := _FROM_SOURCE.get(name)) is not None:
        return from_source(directive)
    if (from_content := _FROM_CONTENT.get(name)) is not None:
        return from_content(directive, inner)
    if name in _BOXES:
        # What stands behind the name is the first paragraph in Sphinx, a title in MyST; both read well as one.
        return _quoted([f"[!{'note' if name == 'seealso' else name}] {argument}".rstrip(), *inner])
    if name in _PROOFS:
        return _quoted([f"**{' '.join(filter(None, (name.capitalize(), argument)))}**", "", *inner])
    if name in _TITLED:
        title = f"[{argument}]({options['link']})" if "://" in options.get("link", "") else argument
        return [*([f"**{title}**", ""] if argument else []), *inner]
    if name in _PLAYERS:
        return [f'<iframe src="{_PLAYERS[name].format(argument)}"></iframe>', "", *inner]
    return inner


def _admonition(directive: Directive, inner: list[str]) -> list[str]:
    return _quoted([f"**{directive.argument}**", "", *inner])


def _quotation(_: Directive, inner: list[str]) -> list[str]:
    return _quoted(inner)


def _quoted(lines: list[str]) -> list[str]:
    return [f"> {line}".rstrip() for line in lines]


def _code(directive: Directive) -> list[str]:
    content = directive.content
    fence = "`" * max(3, *(len(run) + 1 for line in content for run in re.findall("`{3,}", line)), 3)
    words = directive.argument.split()
    language = {"ipython3": "python", "ipython": "python"}.get(words[0], words[0]) if words else ""
    title = directive.options.get("caption", "").replace('"', "'")
    while content and not content[0].strip():
        content = content[1:]
    return [
        f"{fence}{language or ('text' if title else '')}{f' title={chr(34)}{title}{chr(34)}' if title else ''}",
        *content,
        fence,
    ]


def _figure(directive: Directive, caption: list[str]) -> list[str]:
    address = f"<{directive.argument}>" if " " in directive.argument else directive.argument
    picture = f"![{directive.options.get('alt', '')}]({address})"
    if target := directive.options.get("target"):
        picture = f"[{picture}]({target})"
    if not caption or directive.name == "image":
        return [picture, "", *caption]
    return ["<figure>", "", picture, "", "<figcaption>", "", *caption, "", "</figcaption>", "</figure>"]


def _math(directive: Directive) -> list[str]:
    return [
        "$$",
        *filter(None, (directive.argument, *(line for line in directive.content if line.strip()))),
        "$$",
    ]


def _list_table(directive: Directive, lines: list[str]) -> list[str]:
    """Return the table of a list of lists."""
    rows: list[list[str]] = []
    for line in lines:
        if row := _ROW.fullmatch(line):
            rows.append([row[1] or ""])
        elif rows and (cell := _CELL.fullmatch(line)):
            rows[-1].append(cell[1] or "")
        elif rows and line.strip():
            rows[-1][-1] += f" {line.strip()}"
        elif line.strip():
            return lines
    return _table(directive, rows)


def _csv_table(directive: Directive, lines: list[str]) -> list[str]:
    import csv  # for this kind of table alone

    try:
        rows = list(csv.reader([line for line in lines if line.strip()], skipinitialspace=True))
        if header := directive.options.get("header"):
            rows[:0] = csv.reader([header], skipinitialspace=True)
    except csv.Error:
        return lines
    return _table(directive, rows)


def _table(directive: Directive, rows: list[list[str]]) -> list[str]:
    if not rows or len(rows) * max(map(len, rows)) > _MAX_CELLS:
        return directive.content
    columns = max(map(len, rows))
    written = [
        "| " + " | ".join(cell.replace("|", "\\|") for cell in (*row, *[""] * (columns - len(row)))) + " |"
        for row in rows
    ]
    title = [f"**{directive.argument}**", ""] if directive.argument else []
    return [*title, written[0], "|" + " --- |" * columns, *written[1:]]


def _titled_table(directive: Directive, lines: list[str]) -> list[str]:
    return [*([f"**{directive.argument}**", ""] if directive.argument else []), *lines]


def _toctree(directive: Directive) -> list[str]:
    """Return the pages that a page has below it, as a list of links."""
    entries = (line.strip() for line in directive.content)
    return [f"- {link(entry)}" for entry in entries if entry and not entry.startswith((":", "#"))]


def link(text: str) -> str:
    """Return a link to what a text names, as `words <target>` or alone."""
    named = NAMED.fullmatch(text)
    words, target = (named["words"], named["target"]) if named else (text, text)
    return f"[{words or target}]({f'<{target}>' if ' ' in target else target})"


def _included(directive: Directive) -> list[str]:
    return [link(directive.argument)] if directive.argument else []


def _raw(directive: Directive) -> list[str]:
    return directive.content if directive.argument == "html" else ["```", *directive.content, "```"]


def _restructured(directive: Directive) -> list[str]:
    return ["```rst", *directive.content, "```"]


def _content(directive: Directive) -> list[str]:
    return directive.content


def _diagram(directive: Directive) -> list[str]:
    return [f"```{directive.name}", *directive.content, "```"]


_FROM_CONTENT: dict[str, Callable[[Directive, list[str]], list[str]]] = {
    "admonition": _admonition,
    **dict.fromkeys(("epigraph", "pull-quote", "highlights", "blockquote"), _quotation),
    "figure": _figure,
    "image": _figure,
    "list-table": _list_table,
    "csv-table": _csv_table,
    "table": _titled_table,
}
_FROM_SOURCE: dict[str, Callable[[Directive], list[str]]] = {
    **dict.fromkeys(_CODE, _code), "math": _math, "toctree": _toctree, "include": _included,
    "literalinclude": _included, "embed": _included, "button-link": _included, "raw": _raw,
    "eval-rst": _restructured, "mermaid": _diagram, "graphviz": _diagram, **dict.fromkeys(_DROPPED, _content),
}  # fmt: skip
"""directives of which each has a form of its own, made of what is written in them"""
