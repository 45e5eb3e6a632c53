"""The first lines of code blocks, as R Markdown, Pandoc, Docusaurus and Qiita write them; and states of tasks."""

from __future__ import annotations

import html
import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_BRACED = re.compile(r"\{+[ \t]*(?:\.?([A-Za-z][\w+#-]*))?")
_LANGUAGE = re.compile(r"[\w+#.-]+")
_TITLE = re.compile(
    r"""(?:^|[\s{,])(?:title|filename|file|caption|name|lst-cap)[ \t]*[=:][ \t]*(?:"([^"]*)"|'([^']*)'|([^\s,}]+))"""
)
_FILE = re.compile(r"([A-Za-z][\w+#-]*):(\S+\.\w+)$")
_OTHER_STATE = re.compile(r"\[[-/><!?*]\](?=[ \t]+\S)")


def add_fences(parser: MarkdownIt) -> None:
    """Add the rules to `parser`."""
    parser.core.ruler.after("block", "fence_info", _read_fences)
    parser.core.ruler.before("inline", "task_states", _read_tasks)


def language_and_title(info: str) -> tuple[str, str]:
    """Return the language of a code block and its title, which is often a file name, from its first line."""
    info = info.strip()[:1000]
    title = _TITLE.search(info)
    words = next(filter(None, title.groups()), "") if title else ""
    braced = _BRACED.match(info)
    if braced:
        return braced[1] or "", words
    file = _FILE.match(info.split(maxsplit=1)[0]) if info else None
    if file:
        return file[1], words or file[2]
    language = _LANGUAGE.match(info)
    return language[0] if language else "", words


def _read_fences(state: StateCore) -> None:
    tokens: list[Token] = []
    for token in state.tokens:
        if token.type != "fence" or not token.info.strip():
            tokens.append(token)
            continue
        language, title = language_and_title(token.info)
        token.info = language
        if title:
            caption = f"<figure><figcaption>{html.escape(title)}</figcaption>\n"
            tokens += (Token("html_block", "", 0, content=caption), token)
            tokens.append(Token("html_block", "", 0, content="</figure>\n"))
        else:
            tokens.append(token)
    state.tokens = tokens


def _read_tasks(state: StateCore) -> None:
    """Let a task in another state than done, such as Obsidian's `[-]`, have an empty box."""
    for index, token in enumerate(state.tokens):
        if (
            token.type == "inline"
            and token.content.startswith("[")
            and index > 1
            and state.tokens[index - 2].type == "list_item_open"
        ):
            token.content = _OTHER_STATE.sub("[ ]", token.content, count=1)
