"""Obsidian's wiki links, embeds, comments and block ids; other programs with wiki links write them alike."""

from __future__ import annotations

import re
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from reader.convert.dialects.media import media_markup
from reader.convert.dialects.tokens import inline_tokens, push_link
from reader.text.entities import unescape
from reader.text.places import WIKI

_WIKI_LINK = re.compile(
    r"!?\[\[(?P<name>[^\[\]\n|#\\]{0,300})(?P<heading>#[^\[\]\n|]{0,300}?)?(?:\\?\|(?P<words>[^\[\]\n]{0,500}))?\]\]"
)
_DENDRON = re.compile(
    r"(?P<vault>dendron://[\w.-]{1,100}/)?(?P<name>[a-z\d_-]{1,100}(?:\.[A-Za-z\d_-]{1,100}){1,20})(?P<heading>#[^\[\]|]{1,200})?"
)
"""the place of a note in Dendron's hierarchy: `dendron.topic.notes`"""
_NOTE_MARK = re.compile(r"\d{1,3}")
_SIZE = re.compile(r"\d{1,5}(?:x\d{1,5})?")
_BLOCK_ID = re.compile(r"#?\^[\w-]+$")
# Shorter ones, and numbers, may be exponents.
_BLOCK_ID_AT_END = re.compile(
    r"(?:(?<=[^\s\[])[ \t]+|^|\n)\^(?=[0-9-]{0,59}[A-Za-z])[A-Za-z0-9-]{3,60}[ \t]*$"
)
_COMMENT = re.compile(r"%%(?!%)[^%]{1,2000}(?:%(?!%)[^%]{0,2000}){0,20}%%(?!%)")
_COMMENT_BLOCK = re.compile(r"(?ms)^[ \t]{0,3}%%[ \t]*$.*?^[ \t]{0,3}%%[ \t]*$")
_ENDS_BLANK = frozenset(("", " ", "\n", *"，。、；：！？）,.;:!?)"))
"""what follows a comment that takes the blank before it along; empty for the end of the text"""
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|bmp|svg|tiff?|heic)$", re.IGNORECASE)


def add_obsidian(parser: MarkdownIt) -> None:
    """Add the rules to `parser`."""
    parser.inline.ruler.before("link", "wiki_link", _wiki_link)
    parser.inline.ruler.before("escape", "comment", _comment)
    parser.core.ruler.before("inline", "block_id", _drop_block_ids)


def wiki_href(name: str, heading: str = "") -> str:
    """Return the URL of a wiki link to the post of a name, or to a heading of the page itself."""
    fragment = f"#{quote(heading, safe='')}" if heading else ""
    return f"{WIKI}{quote(name)}{fragment}" if name else fragment


def without_comments(text: str) -> str:
    """Return a text without the comments whose delimiters stand on lines of their own."""
    return _COMMENT_BLOCK.sub("", text) if text.count("%%") > 1 else text


def _wiki_link(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    if source[start] not in "![" or not source.startswith("[[", start + (source[start] == "!")):
        return False
    found = _WIKI_LINK.match(source, start, state.posMax)
    if found is None or not _is_wiki_link(state, found):
        return False
    if not silent:
        _push(state, found)
    state.pos = found.end()
    return True


def _is_wiki_link(state: StateInline, found: re.Match[str]) -> bool:
    """Return whether double brackets are no link whose words stand in brackets, and no mark of a note."""
    name, heading = found["name"], found["heading"] or ""
    is_spaced = name != name.strip() and (name[:1].isspace() or found["words"] is None)
    if is_spaced or not (name.strip() or len(heading) > 1):
        return False
    after = state.src[found.end() : found.end() + 2]
    if after[:1] in ("(", ":") or (after[:1] == "[" and after != "[["):
        return False
    if found["words"] is None and not heading and _NOTE_MARK.fullmatch(name):
        return False
    return " ".join(name.upper().split()) not in state.env.get("references", {})


def _parts(found: re.Match[str]) -> tuple[str, str, str]:
    """Return the name, the heading and the words of a link; Dendron writes the words before the name."""
    # No note has the sign of a block's id in its name.
    name, words = _BLOCK_ID.sub("", found["name"].strip()), (found["words"] or "").strip()
    heading = found["heading"] or ""
    if "." in words and not heading and (target := _DENDRON.fullmatch(words)) is not None:
        is_sure = " " in name or target["vault"] or target["name"].count(".") > 1
        if is_sure and "." not in name:
            return target["name"], target["heading"] or "", name
    return name, heading, words


def _push(state: StateInline, found: re.Match[str]) -> None:
    name, heading, words = _parts(found)
    heading = _BLOCK_ID.sub("", heading).strip("#").split("#")[-1].strip()
    if found[0].startswith("!"):
        alt = "" if _SIZE.fullmatch(words) else words
        if _PICTURE.search(name):
            token = state.push("image", "img", 0)
            token.attrs = {"src": quote(name), "alt": ""}
            token.content = alt
            token.children = []
            if alt:
                state.md.inline.parse(alt, state.md, state.env, token.children)
            return
        markup = media_markup(quote(name), alt or name)
        if markup:
            state.push("html_inline", "", 0).content = markup
            return
        words = alt
    bare = name.removesuffix(".md")
    shown = " > ".join(filter(None, (bare, heading)))
    push_link(state, wiki_href(bare, heading), unescape(words) or shown or name)


def _comment(state: StateInline, _silent: bool) -> bool:
    """Skip a comment between `%%` and `%%`."""
    source, start = state.src, state.pos
    if source[start] != "%" or not source.startswith("%%", start):
        return False
    before = source[start - 1] if start else " "
    if before == "%" or (before.isascii() and before.isalnum()):
        return False
    found = _COMMENT.match(source, start, state.posMax)
    if found is None:
        return False
    state.pos = found.end()
    if source[state.pos : state.posMax][:1] in _ENDS_BLANK:
        state.pending = state.pending.rstrip(" ")
    return True


def _drop_block_ids(state: StateCore) -> None:
    for _, token in inline_tokens(state):
        if "^" in token.content[-64:]:
            token.content = _BLOCK_ID_AT_END.sub("", token.content)
