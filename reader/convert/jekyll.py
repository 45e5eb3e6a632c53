"""Markdown bodies of Jekyll blogs as HTML, so that all posts take the same way through the converter."""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from reader.convert.footnotes import RENDER_RULES
from reader.convert.limits import limit_markdown
from reader.text.emphasis import emphasis_for_cjk

_MAX_UNCLOSED_BRACKETS = 500
"""per paragraph"""
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
_OTHER_TAG = re.compile(
    r"\{%-?\s*(?:include|include_relative|more|toc|assign|capture|endcapture|if|elsif|else|endif|unless"
    r"|endunless|case|when|endcase|for|endfor|break|continue|increment|decrement|cycle)\b[^%]*%\}"
)
_GIST = re.compile(r"\{%-?\s*gist\s+(\S+)[^%]*%\}")
_YOUTUBE = re.compile(r"\{%-?\s*youtube\s+[\"']?([\w-]{11})\b[^%]*%\}")
_TABLE_OF_CONTENTS = re.compile(r"(?m)^(?:[*+-]|1\.)[ \t]+\S.*\n\{:[ \t]*toc[^}\n]*\}[ \t]*$")
_KRAMDOWN_ATTRIBUTES = re.compile(
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
    for name, rule in RENDER_RULES.items():
        parser.add_render_rule(name, rule)
    return parser


def _highlight_to_fence(match: re.Match[str]) -> str:
    code = match.group(2).strip("\n")
    return f"\n````{match.group(1)}\n{code}\n````\n"


def _limit_nesting(text: str) -> str:
    """Return Markdown with limited nesting of quotes and lists: the parser drops deeper text."""
    text = _DEEP_MARKERS.sub(r"\1", text)
    return _DEEP_INDENT.sub(r"\1", text) if _DEEP_INDENT.search(text) else text


def _escape_unclosed_brackets(text: str) -> str:
    """Return Markdown with `[` escaped in paragraphs where too many are not closed.

    For each of them the parser scans the rest of the paragraph.
    """
    if text.count("[") - text.count("]") <= _MAX_UNCLOSED_BRACKETS:
        return text
    paragraphs = text.split("\n\n")
    for index, paragraph in enumerate(paragraphs):
        if paragraph.count("[") - paragraph.count("]") > _MAX_UNCLOSED_BRACKETS:
            paragraphs[index] = paragraph.replace("\\[", "[").replace("[", "\\[")
    return "\n\n".join(paragraphs)


def _post_url(match: re.Match[str]) -> str:
    """Return the path that Jekyll gives to a post or page by default."""
    *day, name = match.groups()
    return f"/{'/'.join(day)}/{name}.html" if all(day) else f"/{name}.html"


def _replace_liquid(text: str) -> str:
    """Return the text with Liquid tags and filters replaced by Markdown or removed."""
    text = _HIGHLIGHT.sub(_highlight_to_fence, _COMMENT.sub("", text))
    text = _RELATIVE_URL.sub(r"\1", _SITE_ROOT.sub("", text))
    if "{%" in text:
        text = _POST_URL.sub(_post_url, text)
        text = _GIST.sub(r"<https://gist.github.com/\1>", text)
        text = _OTHER_TAG.sub("", _YOUTUBE.sub(r"<https://www.youtube.com/watch?v=\1>", text))
    return text


def _render(text: str) -> str:
    """Return Markdown as HTML. Footnotes without a reference, which the parser drops, stay as paragraphs."""
    state: dict[str, dict[str, dict[str, int]]] = {}
    rendered = str(_parser().render(text, state))
    refs = state.get("footnotes", {}).get("refs", {})
    unreferenced = [re.escape(label[1:]) for label, number in refs.items() if number < 0]
    if not unreferenced:
        return rendered
    definition = re.compile(rf"(?m)^([ \t]*)\[\^({'|'.join(unreferenced)})\]:")
    return str(_parser().render(definition.sub(r"\n\1\[\2\]", text)))


def markdown_to_html(text: str) -> tuple[str, list[str]]:
    """Return a Markdown body as HTML, and the paragraphs of plain text beyond the size limit.

    Liquid tags and kramdown attributes are replaced by Markdown or removed.
    """
    text, overflow = limit_markdown(text)
    # `split` puts the content of raw blocks, where nothing is a tag, at the odd indices.
    pieces = _RAW.split(text)
    pieces[::2] = map(_replace_liquid, pieces[::2])
    text = _KRAMDOWN_ATTRIBUTES.sub("", _TABLE_OF_CONTENTS.sub("", "".join(pieces)))
    return f"<div>{_render(_escape_unclosed_brackets(_limit_nesting(text)))}</div>", overflow
