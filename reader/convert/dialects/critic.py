"""CriticMarkup: additions, deletions, substitutions, highlights and comments of editors, and keys of MkDocs."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from reader.convert.dialects.tokens import push_element
from reader.text.late import late

_EDIT = late(
    r"\{(?:\+\+(?P<ins>[^\n{}]{1,1000}?)\+\+|--(?P<del>[^\n{}]{1,1000}?)--|==(?P<em>[^\n{}]{1,1000}?)=="
    r"|~~(?P<old>[^\n{}]{0,1000}?)~>(?P<new>[^\n{}]{0,1000}?)~~|>>(?P<comment>[^\n{}]{1,1000}?)<<)\}"
)
_SIGNS = ("{++", "{--", "{==", "{~~", "{>>")
_KEYS = late(r"\+\+([a-z0-9-]{1,20}(?:\+[a-z0-9-]{1,20}){1,5})\+\+")


def add_critic(parser: MarkdownIt) -> None:
    """Add the rules to `parser`."""
    parser.inline.ruler.before("link", "critic", _critic)
    parser.inline.ruler.before("link", "keys", _keys)


def _critic(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    if source[start] != "{" or not source.startswith(_SIGNS, start):
        return False
    found = _EDIT.match(source, start, state.posMax)
    if found is None:
        return False
    if not silent:
        for group, tag in (("ins", "ins"), ("del", "del"), ("em", "em"), ("old", "del"), ("new", "ins")):
            if found[group]:
                if group == "new" and found["old"]:
                    state.push("text", "", 0).content = " "
                push_element(state, tag, *found.span(group))
        if found["comment"]:
            state.push("text", "", 0).content = f"({found['comment'].strip()})"
    state.pos = found.end()
    return True


def _keys(state: StateInline, silent: bool) -> bool:
    """Take keys that are pressed together, `++ctrl+alt+del++`."""
    source, start = state.src, state.pos
    if source[start] != "+" or not source.startswith("++", start):
        return False
    found = _KEYS.match(source, start, state.posMax)
    if found is None or (start and source[start - 1].isalnum()):
        return False
    if not silent:
        state.push("code_inline", "code", 0).content = found[1].title()
    state.pos = found.end()
    return True
