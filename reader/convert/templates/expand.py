"""Template tags of a Markdown text as Markdown."""

from __future__ import annotations

import re

_SITE_ROOT = re.compile(r"\{\{\s*(?:site\.(?:baseurl|url)|['\"]?/['\"]?\s*\|\s*relative_url)\s*\}\}")
_POST_URL = re.compile(
    r"\{%-?\s*(?:post_url|link)\s+(?:\S*/)?(?:(\d{4})-(\d\d)-(\d\d)-)?(\S+?)(?:\.\w+)?\s*-?%\}"
)
_RELATIVE_URL = re.compile(r"\{\{\s*['\"]([^'\"]*)['\"]\s*\|\s*(?:relative|absolute)_url\s*\}\}")
_OTHER_TAG = re.compile(
    r"\{%-?\s*(?:include|include_relative|more|toc|assign|capture|endcapture|if|elsif|else|endif|unless"
    r"|endunless|case|when|endcase|for|endfor|break|continue|increment|decrement|cycle)\b[^%]*%\}"
)
_GIST = re.compile(r"\{%-?\s*gist\s+(\S+)[^%]*%\}")
_YOUTUBE = re.compile(r"\{%-?\s*youtube\s+[\"']?([\w-]{11})\b[^%]*%\}")


def _post_url(match: re.Match[str]) -> str:
    """Return the path that Jekyll gives to a post or page by default."""
    *day, name = match.groups()
    return f"/{'/'.join(day)}/{name}.html" if all(day) else f"/{name}.html"


def expand_templates(text: str) -> str:
    """Return a text with its code masked, with template tags and filters replaced by Markdown or removed."""
    text = _RELATIVE_URL.sub(r"\1", _SITE_ROOT.sub("", text))
    if "{%" in text:
        text = _POST_URL.sub(_post_url, text)
        text = _GIST.sub(r"<https://gist.github.com/\1>", text)
        text = _OTHER_TAG.sub("", _YOUTUBE.sub(r"<https://www.youtube.com/watch?v=\1>", text))
    return text
