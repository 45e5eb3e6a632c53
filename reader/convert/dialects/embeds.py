"""Pages, films and cards embedded in Markdown: `@[youtube](id)` of Zenn and crowi, `%[address]` of Hashnode."""

from __future__ import annotations

import html

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from reader.convert.dialects.tokens import push_link
from reader.convert.pictures import is_video
from reader.text.late import late

_NAMED = late(r"@\[(?P<name>[A-Za-z][\w-]{1,30})\]\([ \t]*(?P<value>[^\s()<>]{1,2000})[ \t]*\)")
_CODE_FILE = late(r"@\[code[^\[\]\n]{0,100}\]\([ \t]*(?P<file>[^\s()<>]{1,500})[ \t]*\)")
_ADDRESS = late(r"%\[[ \t]*(?P<value>https?://[^\s\[\]<>]{1,2000})[ \t]*\]")


def add_embeds(parser: MarkdownIt) -> None:
    """Add the rule to `parser`."""
    parser.inline.ruler.before("link", "embed", _embed)


def _embed(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    if (
        source[start] not in "@%"
        or not source.startswith("[", start + 1)
        or source[start - 1 : start].isalnum()
    ):
        return False
    if (included := _CODE_FILE.match(source, start, state.posMax)) is not None:
        if not silent:
            push_link(state, included["file"], included["file"])
        state.pos = included.end()
        return True
    found = (_NAMED if source[start] == "@" else _ADDRESS).match(source, start, state.posMax)
    if found is None:
        return False
    name = found["name"] if source[start] == "@" else ""
    address, is_frame = _page(name, found["value"])
    if not address:
        return False
    if not silent:
        quoted = html.escape(address)
        markup = (
            f'<iframe src="{quoted}"></iframe>'
            if is_frame
            else f'<a href="{quoted}">{html.escape(address)}</a>'
        )
        state.push("html_inline", "", 0).content = markup
    state.pos = found.end()
    return True


def _page(name: str, value: str) -> tuple[str, bool]:
    """Return the address of what is embedded, and whether it is a film or a page in a frame; empty if unknown.

    The names are those of template tags.
    """
    from reader.convert.templates.arguments import is_web_address
    from reader.convert.templates.media_tags import filled
    from reader.convert.templates.tags import Kind, row_of

    row = row_of(name) if name else None
    address = filled(row.pattern, value, {}) if row is not None and row.pattern else value
    if not is_web_address(address) or "{" in address:
        return "", False
    return address, (row is not None and row.kind is Kind.FRAME) or is_video(address)
