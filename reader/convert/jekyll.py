"""Posts written in Markdown, as Jekyll blogs have them, brought to HTML so that they take the way of all posts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from reader.convert.elements import NOTE, NOTE_ADDRESS

_HIGHLIGHT = re.compile(
    r"\{%-?\s*highlight\s+([\w+#.-]*)[^%]*%\}(.*?)\{%-?\s*endhighlight\s*-?%\}", re.DOTALL
)
_SITE_ROOT = re.compile(r"\{\{\s*(?:site\.(?:baseurl|url)|['\"]?/['\"]?\s*\|\s*relative_url)\s*\}\}")
_POST_URL = re.compile(r"\{%\s*post_url\s+(\S+)\s*%\}")
_RELATIVE_URL = re.compile(r"\{\{\s*['\"]([^'\"]*)['\"]\s*\|\s*(?:relative|absolute)_url\s*\}\}")
_TAG = re.compile(r"\{%-?\s*(?:raw|endraw|include|comment|endcomment|more|toc)\b[^%]*%\}")
_ATTRIBUTES = re.compile(r"(?m)^\{:[^}\n]*\}[ \t]*$|(?<=[)\]*_`])\{:[^}\n]*\}")
_DEEP_MARKERS = re.compile(
    r"(?m)^((?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){16})(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))+"
)
_DEEP_INDENT = re.compile(r"(?m)^( {40}) +(?=[-*+>]|\d{1,9}[.)])")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)
    for name, rule in _NOTES.items():
        parser.add_render_rule(name, rule)
    return parser


def _number(tokens: Sequence[Token], place: int) -> int:
    """The number of the note that a token is of, from 1 in the order of the marks."""
    return int(tokens[place].meta["id"]) + 1


def _note_mark(_renderer: object, tokens: Sequence[Token], place: int, *_rest: object) -> str:
    number = _number(tokens, place)
    return f'<a href="{NOTE_ADDRESS}{number}">[{number}]</a>'


def _note_start(_renderer: object, tokens: Sequence[Token], place: int, *_rest: object) -> str:
    return f'<li {NOTE}="{_number(tokens, place)}">'


def _always(markup: str) -> Callable[..., str]:
    return lambda *_: markup


_NOTES: dict[str, Callable[..., str]] = {
    "footnote_ref": _note_mark,
    "footnote_block_open": _always("<ol>"),
    "footnote_block_close": _always("</ol>"),
    "footnote_open": _note_start,
    "footnote_close": _always("</li>"),
    "footnote_anchor": _always(""),
}


def _fenced(match: re.Match[str]) -> str:
    code = match.group(2).strip("\n")
    return f"\n````{match.group(1)}\n{code}\n````\n"


def _shallow(text: str) -> str:
    """Quotes and lists no deeper than the parser follows them; it leaves out what is beyond."""
    text = _DEEP_MARKERS.sub(r"\1", text)
    return _DEEP_INDENT.sub(r"\1", text) if _DEEP_INDENT.search(text) else text


def html_of_markdown(text: str) -> str:
    """The HTML of a Markdown body, Jekyll's own tags turned into Markdown or taken out."""
    text = _HIGHLIGHT.sub(_fenced, text)
    text = _RELATIVE_URL.sub(r"\1", _SITE_ROOT.sub("", text))
    text = _POST_URL.sub(r"\1", text)
    text = _ATTRIBUTES.sub("", _TAG.sub("", text))
    return f"<div>{_parser().render(_shallow(text))}</div>"
