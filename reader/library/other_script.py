"""A post in the other script of Chinese: what is read, with addresses, code and what the user said left as they are."""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.article import Article
from reader.frozen import replace
from reader.post import Post
from reader.text.language_names import CHINESE, language_named
from reader.text.languages import language_of
from reader.text.late import late
from reader.text.script import AS_WRITTEN, Script, respelling, script_of, tag_of_script

# The converter writes links in these forms alone, and code between backticks or fences.
_LEFT = late(
    r"(?<=\]\()[^()\s]*(?:\([^()\s]*\)[^()\s]*)*|<[a-z][a-z0-9+.-]*:[^<>\s]*>|(`+)(?:.+?)\1", re.DOTALL
)
_SAMPLE = 2_000
"""characters of a text from which its language is told"""


def post_in_script(post: Post, script: str) -> Post:
    """Return a post with title, names and description in a script, as the setting `script` names it.

    The language that it says follows. A post in another language than Chinese stays as it is.
    """
    if script == AS_WRITTEN or _is_other(post.language, post.title):
        return post
    respell = respelling(script, script_of(post.title))
    is_chinese = language_named(post.language) in (Script.HANT, Script.HANS, CHINESE)
    return replace(
        post,
        title=respell(post.title),
        author=respell(post.author),
        description=respell(post.description),
        tags=tuple(tag._replace(name=respell(tag.name)) for tag in post.tags),
        language=tag_of_script(script) if is_chinese else post.language,
    )


def article_in_script(article: Article, post: Post, script: str) -> Article:
    """Return the article of a post in a script, as `post_in_script` does the rest of it; all offsets stay the same."""
    if script == AS_WRITTEN or _is_other(post.language, article.text[:_SAMPLE] or post.title):
        return article
    respell = respelling(script, script_of(article.text or post.title))
    return replace(
        article,
        markdown=_outside_addresses(article.markdown, respell),
        text=respell(article.text),
        captions=tuple(map(respell, article.captions)),
        keywords=tuple(map(respell, article.keywords)),
        hashtags=tuple(map(respell, article.hashtags)),
        related=tuple(replace(link, text=respell(link.text)) for link in article.related),
        timeline=tuple(replace(event, title=respell(event.title)) for event in article.timeline),
        links=tuple(replace(link, text=respell(link.text)) for link in article.links),
        images=tuple(
            replace(image, caption=respell(image.caption), alt=respell(image.alt)) for image in article.images
        ),
    )


def _is_other(language: str, text: str) -> bool:
    """Return whether a post is in a language that has Chinese characters and is not Chinese."""
    code = language_named(language) if language else str(language_of(text, script_of(text)) or "")
    return code in ("ja", "ko")


def _outside_addresses(markdown: str, respell: Callable[[str], str]) -> str:
    """Return Markdown respelled but for addresses and code; the respelling keeps all lengths."""
    written = respell(markdown)
    pieces: list[str] = []
    end = 0
    for found in _LEFT.finditer(markdown):
        start, last = found.span()
        pieces += (written[end:start], markdown[start:last])
        end = last
    return "".join((*pieces, written[end:]))
