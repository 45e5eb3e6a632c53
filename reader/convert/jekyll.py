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
from reader.convert.limits import bounded_markdown
from reader.text.emphasis import emphasis_for_cjk

_MOST_OPEN = 500
"""brackets of a paragraph that open and do not close"""
_HIGHLIGHT = re.compile(
    r"\{%-?\s*highlight\s+([\w+#.-]*)[^%]*%\}(.*?)\{%-?\s*endhighlight\s*-?%\}", re.DOTALL
)
_SITE_ROOT = re.compile(r"\{\{\s*(?:site\.(?:baseurl|url)|['\"]?/['\"]?\s*\|\s*relative_url)\s*\}\}")
_POST_URL = re.compile(
    r"\{%-?\s*(?:post_url|link)\s+(?:\S*/)?(?:(\d{4})-(\d\d)-(\d\d)-)?(\S+?)(?:\.\w+)?\s*-?%\}"
)
_RELATIVE_URL = re.compile(r"\{\{\s*['\"]([^'\"]*)['\"]\s*\|\s*(?:relative|absolute)_url\s*\}\}")
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
_TAG = re.compile(
    r"\{%-?\s*(?:include|include_relative|more|toc|assign|capture|endcapture|if|elsif|else|endif|unless"
    r"|endunless|case|when|endcase|for|endfor|break|continue|increment|decrement|cycle)\b[^%]*%\}"
)
_GIST = re.compile(r"\{%-?\s*gist\s+(\S+)[^%]*%\}")
_FILM = re.compile(r"\{%-?\s*youtube\s+[\"']?([\w-]{11})\b[^%]*%\}")
_CONTENTS = re.compile(r"(?m)^(?:[*+-]|1\.)[ \t]+\S.*\n\{:[ \t]*toc[^}\n]*\}[ \t]*$")
_ATTRIBUTES = re.compile(
    r"(?m)^\{:[^}\n]*\}[ \t]*$|(?<=[)\]*_`])\{:[^}\n]*\}|(?<=[ \t])\{[#.][\w .#:-]+\}[ \t]*$"
)
_DEEP_MARKERS = re.compile(
    r"(?m)^((?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){16})(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))+"
)
_DEEP_INDENT = re.compile(r"(?m)^( {40}) +(?=[-*+>]|\d{1,9}[.)])")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)
    emphasis_for_cjk(parser)
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


def _without_stray_brackets(text: str) -> str:
    """The text with the brackets of a paragraph escaped where far more open than close; for each of them the parser
    looks through all that follows."""
    if text.count("[") - text.count("]") <= _MOST_OPEN:
        return text
    paragraphs = text.split("\n\n")
    for index, paragraph in enumerate(paragraphs):
        if paragraph.count("[") - paragraph.count("]") > _MOST_OPEN:
            paragraphs[index] = paragraph.replace("\\[", "[").replace("[", "\\[")
    return "\n\n".join(paragraphs)


def _post_url(match: re.Match[str]) -> str:
    """The address that Jekyll gives to a post or a page unless it is told otherwise."""
    *day, name = match.groups()
    return f"/{'/'.join(day)}/{name}.html" if all(day) else f"/{name}.html"


def _without_tags(text: str) -> str:
    """Markdown alone: Jekyll's tags turned into it or taken out."""
    text = _HIGHLIGHT.sub(_fenced, _COMMENT.sub("", text))
    text = _RELATIVE_URL.sub(r"\1", _SITE_ROOT.sub("", text))
    if "{%" in text:
        text = _POST_URL.sub(_post_url, text)
        text = _GIST.sub(r"<https://gist.github.com/\1>", text)
        text = _TAG.sub("", _FILM.sub(r"<https://www.youtube.com/watch?v=\1>", text))
    return text


def _rendered(text: str) -> str:
    """The HTML of Markdown. The words of notes that nothing refers to, which the parser drops, stay where they are."""
    state: dict[str, dict[str, dict[str, int]]] = {}
    rendered = str(_parser().render(text, state))
    refs = state.get("footnotes", {}).get("refs", {})
    unused = [re.escape(label[1:]) for label, number in refs.items() if number < 0]
    if not unused:
        return rendered
    definition = re.compile(rf"(?m)^([ \t]*)\[\^({'|'.join(unused)})\]:")
    return str(_parser().render(definition.sub(r"\n\1\[\2\]", text)))


def html_of_markdown(text: str) -> tuple[str, list[str]]:
    """The HTML of a Markdown body, Jekyll's own tags and kramdown's attributes turned into Markdown or taken out.

    Of a body far longer than any article the later part follows in paragraphs of plain text.
    """
    text, rest = bounded_markdown(text)
    # What stands between two marks of raw text, every second piece, holds no tags.
    pieces = _RAW.split(text)
    pieces[::2] = map(_without_tags, pieces[::2])
    text = _ATTRIBUTES.sub("", _CONTENTS.sub("", "".join(pieces)))
    return f"<div>{_rendered(_without_stray_brackets(_shallow(text)))}</div>", rest
