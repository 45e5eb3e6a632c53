"""The Markdown parser: CommonMark with tables and footnotes, and emphasis that works next to Chinese."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from reader.text.emphasis import emphasis_for_cjk
from reader.text.late import late
from reader.text.markdown_parsers import with_rules_made

FORMULA = "$"
"""the markup of the tokens of formulas, which otherwise are those of code"""
_DEEPEST = 100
"""the nesting limit of markdown-it-py, which recurses for each level and drops what is deeper"""
_DEEPEST_MARKS = 40
"""nested quotes and lists that are kept; a list takes two levels of the parser"""
_MARK = r"(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))"
_TOO_MANY_MARKS = late(rf"^({_MARK}{{{_DEEPEST_MARKS}}}){_MARK}+", re.MULTILINE)
_SIGN = r"[!-/:-@\[-`{-~]"
_ESCAPED = late(rf"\\({_SIGN})")
_PLAIN_RUN = late(
    rf"(?:\\{_SIGN}|[^\\\n`*_\[\]!<&~^$]|\$(?!`)|<(?![A-Za-z/!?])|&(?:amp;|#93;|(?!#?[A-Za-z0-9]{{1,32}};))|[!^](?!\[))+"
)
"""words, and escaped or meaningless punctuation"""
_PIECE = 1 << 16
"""characters matched without releasing the interpreter to other threads"""
_LONGEST_REFERENCE = 40
_SEPARATOR = "<!-- -->"
"""a comment that parts two lists"""
_LINE_BREAK = late(r"<br ?/?>")
_FORMULA = late(r"\$(`+)")
_BACKTICKS = late("`+")
_INDENT_OF_DEEPEST = " " * 2 * _DEEPEST_MARKS
_TOO_FAR_IN = late(rf"^{_INDENT_OF_DEEPEST} +(?=[-+*] |\d{{1,9}}[.)] )", re.MULTILINE)


def parse(markdown: str) -> Sequence[Token]:
    """Return the block tokens of `markdown`, those of running text with their children. HTML is text, except for `<br>`,
    which is the one way to break a line in a table's cell.

    Quotes and lists beyond the nesting limit are moved up to the deepest level, so that no text is lost.
    """
    markdown = _TOO_MANY_MARKS.sub(r"\1", markdown)
    return _parser().parse(_TOO_FAR_IN.sub(_INDENT_OF_DEEPEST, markdown))


def html_of(tokens: Sequence[Token]) -> str:
    """Return tokens of `parse` as HTML, in which nothing but their own elements is markup."""
    parser = _parser()
    return str(parser.renderer.render(tokens, parser.options, {}))


def words_of(markdown: str) -> list[str]:
    """Return the paragraphs of Markdown that is escaped words alone, without a parser.

    A parser looks for the meaning of each sign: 200,000 brackets, all of them escaped, take it seconds.
    """
    text = _without_escapes(markdown)
    return list(filter(None, map(str.strip, text.split("\n\n"))))


def with_line_breaks(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens with each line ending where it does in the source, as people write notes."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "softbreak":
                child.type, child.tag = "hardbreak", "br"
    return tokens


class _Parser(MarkdownIt):
    """Leaves addresses as they are written: they are shown and copied, not put into HTML."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - as markdown-it-py calls it
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - as markdown-it-py calls it
        return link


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False, "maxNesting": _DEEPEST})
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)
    emphasis_for_cjk(parser)
    parser.inline.ruler.before("text", "plain", _plain)
    parser.inline.ruler.before("autolink", "line_break", _line_break)
    parser.block.ruler.before("list", "separator", _separator)
    parser.inline.ruler.before("plain", "formula", _formula)
    return with_rules_made(parser)


def _plain(state: StateInline, silent: bool) -> bool:
    """Take words and escaped punctuation at once, for which the library examines each character."""
    source, start = state.src, state.pos
    if not silent and len(state.pending) > _PIECE:
        state.pushPending()  # each addition copies all of it
    found = _PLAIN_RUN.match(source, start, start + _PIECE)
    if found is None:
        return False
    end = found.end()
    if end == start + _PIECE:  # what makes the last one a sign of its own may follow
        sign = source.rfind("&", max(start, end - _LONGEST_REFERENCE), end)
        cut = sign if sign >= 0 else end - (source[end - 1] in "<$!^")
        shorter = _PLAIN_RUN.match(source, start, cut)  # no further than a backslash whose sign is cut off
        end = shorter.end() if shorter is not None else start
    if end == start:
        return False
    words = source[start:end]
    if not silent:
        state.pending += _without_escapes(words)
    state.pos = end
    return True


def _without_escapes(words: str) -> str:
    """Return words without backslashes before signs, and with the signs of the converter's references; all in C."""
    if "\\" not in words:
        return _without_references(words)
    pieces = _ESCAPED.split(words)
    if "&" in words:
        pieces[::2] = _without_references("\0".join(pieces[::2])).split("\0")
    return "".join(pieces)


def _without_references(words: str) -> str:
    return words.replace("&#93;", "]").replace("&amp;", "&")


def _line_break(state: StateInline, silent: bool) -> bool:
    found = _LINE_BREAK.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = found.end()
    return True


def _formula(state: StateInline, silent: bool) -> bool:
    """Take a formula: a code span between dollars, as the converter writes it."""
    opening = _FORMULA.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "$" else None
    if opening is None:
        return False
    closings = _BACKTICKS.finditer(state.src, opening.end(), state.posMax)
    closing = next((run for run in closings if len(run[0]) == len(opening[1])), None)
    if closing is None or not state.src.startswith("$", closing.end(), state.posMax):
        return False
    if not silent:
        content = state.src[opening.end() : closing.start()]
        token = state.push("code_inline", "code", 0)
        is_padded = content.startswith(" ") and content.endswith(" ") and content.strip()
        token.content = content[1:-1] if is_padded else content
        token.markup = FORMULA
    state.pos = closing.end() + 1
    return True


def _separator(state: StateBlock, start_line: int, _end_line: int, silent: bool) -> bool:
    """Take the line of a comment that parts two lists."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if (
        not state.src.startswith(_SEPARATOR, start)
        or state.src[start : state.eMarks[start_line]].strip() != _SEPARATOR
    ):
        return False
    if not silent:
        state.line = start_line + 1
    return True
