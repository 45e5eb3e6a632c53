"""Pictures of Markdown: sizes after the address, and films, sounds and pages that are embedded as pictures are."""

from __future__ import annotations

import html
import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from reader.convert.dialects.tokens import html_token, inline_tokens
from reader.convert.pictures import is_video

_SIZED = re.compile(
    r"!\[(?P<alt>(?:[^\[\]\\\n]|\\.){0,1000})\]\([ \t]*(?P<url><[^<>\n]{1,2000}>|[^\s()<>]{1,2000})"
    r"(?:[ \t]+(?:\"(?P<title>[^\"\n]{0,500})\"|'[^'\n]{0,500}'))?"
    r"(?:[ \t]+=(?:\d{1,5}(?:%|px)?)?(?:[xX*](?:\d{1,5}(?:%|px)?|\*)?)?"
    # Hashnode's attributes
    r"|(?:[ \t]+(?:align|width|height|class|style|loading)=\"[^\"\n]{0,200}\"){1,6})[ \t]*\)"
)
_SIZE_IN_ALT = re.compile(r"[ \t]*\\?\|[ \t]*\d{1,5}(?:x\d{1,5})?$")
_AUDIO = re.compile(r"\.(?:mp3|m4a|wav|ogg|oga|opus|flac|3gp|aac)(?:[?#]|$)", re.IGNORECASE)
_VIDEO = re.compile(r"\.(?:mp4|m4v|webm|mov|ogv|mkv)(?:[?#]|$)", re.IGNORECASE)


def add_media(parser: MarkdownIt) -> None:
    """Add the rules to `parser`."""
    parser.inline.ruler.before("image", "sized_image", _sized_image)
    parser.core.ruler.after("inline", "embedded_media", _media)


def media_markup(url: str, title: str) -> str:
    """Return the HTML of a film or sound, told by its address; empty for other addresses."""
    name = "audio" if _AUDIO.search(url) else "video" if _VIDEO.search(url) else ""
    if not name and is_video(url):
        name = "iframe"
    return f'<{name} src="{html.escape(url)}" title="{html.escape(title)}"></{name}>' if name else ""


def _sized_image(state: StateInline, silent: bool) -> bool:
    """Take a picture with a size after its address, `![](a.png =100x200)`, or with attributes."""
    if state.src[state.pos] != "!":
        return False
    found = _SIZED.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    url = state.md.normalizeLink(found["url"].strip("<>"))
    if not state.md.validateLink(url):
        return False
    if not silent:
        token = state.push("image", "img", 0)
        token.attrs = {"src": url, "alt": ""}
        if found["title"]:
            token.attrs["title"] = found["title"]
        token.content = found["alt"]
        token.children = []
        state.md.inline.parse(found["alt"], state.md, state.env, token.children)
    state.pos = found.end()
    return True


def _media(state: StateCore) -> None:
    for _, token in inline_tokens(state):
        if token.children and "![" in token.content:
            token.children = [_embedded(child) for child in token.children]


def _embedded(token: Token) -> Token:
    """Return a picture without Obsidian's size in its alt text, or as the film or sound that it is."""
    if token.type != "image":
        return token
    last = token.children[-1] if token.children else None
    if last is not None and last.type == "text" and last.content[-1:].isdigit() and "src" in token.attrs:
        last.content = _SIZE_IN_ALT.sub("", last.content)
    words = "".join(child.content for child in token.children or ())
    markup = media_markup(str(token.attrs.get("src", "")), words)
    return html_token(markup) if markup else token
