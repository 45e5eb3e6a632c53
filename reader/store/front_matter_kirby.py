"""The text files of Kirby: fields with lines of hyphens between them, of which one is the text, with tags in parentheses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape

from reader.store.front_matter_values import Form, FrontMatter, Value
from reader.text.field_keys import folded_key

_SEPARATOR = re.compile(r"\n[ \t]*\n----[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"\s*(?P<key>[A-Za-z][\w-]{0,60}):[ \t]*(?P<value>.*)\Z", re.DOTALL)
_TEXTS = ("text", "body", "content", "article", "main", "blocks", "layout")
"""fields of which the first that has words is the body; `layout` holds blocks in rows and columns"""
_USER = re.compile(r"^-[ \t]+(?:user|page|file)://\S+[ \t]*$|^(?:user|page|file)://\S+$", re.MULTILINE)
_LIST = re.compile(r"(?:-[ \t]+\S.*(?:\n|\Z))+")
_TAG = re.compile(
    r"\((?P<name>link|image|video|youtube|vimeo|email|file|gist|twitter|tel|date|audio):(?P<rest>[^()\n]{0,1000}(?:\([^()\n]{0,300}\)[^()\n]{0,600})?)\)"
)
_ATTRIBUTE = re.compile(
    r"(?:^|\s)(text|caption|alt|title|link|class|target|rel|width|height|lang|popup|role|poster):"
)
_DEEPEST = 10


def parse_kirby(text: str) -> FrontMatter | None:
    """Return the fields and the text of a content file of Kirby with line feeds; None for any other text."""
    parts = _SEPARATOR.split(text)
    fields = [_FIELD.match(part) for part in parts if part.strip()]
    found = [field for field in fields if field is not None]
    if (
        len(found) < 2
        or len(found) != len(fields)
        or not any(field["key"].lower() == "title" for field in found)
    ):
        return None
    written = {field["key"]: field["value"] for field in found}
    text_keys = (
        key for name in _TEXTS for key in written if folded_key(key) == name and written[key].strip()
    )
    body = written.pop(next(text_keys, ""), "")
    values = {key: _value(value) for key, value in written.items()}
    return FrontMatter(values, _markdown(_unescaped(body)), is_present=True, form=Form.KIRBY)


def _unescaped(text: str) -> str:
    """Return a text whose own lines of hyphens have a backslash before them."""
    return re.sub(r"(?m)^\\----", "----", text)


def _value(text: str) -> Value:
    """Return the value of a field without references to users and files, which only the site can follow."""
    text = _unescaped(_USER.sub("", text).strip())
    return tuple(line[2:].strip() for line in text.splitlines()) if _LIST.fullmatch(text) else text


def _markdown(text: str) -> str:
    """Return the text of a post as Markdown: blocks as what they hold, tags as links and pictures."""
    if text.lstrip().startswith("[{"):
        try:
            blocks = json.loads(text)
        except (ValueError, RecursionError):
            return text
        return "\n\n".join(_blocks(blocks, 0))
    return _TAG.sub(_tag, text) if "(" in text else text


def _blocks(value: object, depth: int) -> Iterator[str]:
    """Yield the blocks in what the editor of Kirby keeps as JSON, rows and columns included."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _blocks(item, depth + 1)
    elif isinstance(value, dict):
        content = value.get("content")
        if value.get("isHidden"):
            return
        if isinstance(content, dict):
            yield from filter(None, [_block(str(value.get("type", "")), content)])
        else:
            for key in ("columns", "blocks"):
                yield from _blocks(value.get(key), depth + 1)


def _block(kind: str, content: dict[str, object]) -> str:
    """Return a block as Markdown and HTML."""

    def of(name: str) -> str:
        value = content.get(name)
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")

    if kind == "heading":
        level = of("level") if of("level") in {"h1", "h2", "h3", "h4", "h5", "h6"} else "h2"
        return f"<{level}>{of('text')}</{level}>"
    if kind == "code":
        return f"```{of('language')}\n{of('code')}\n```"
    if kind == "quote":
        source = f"<footer>{of('citation')}</footer>" if of("citation") else ""
        return f"<blockquote><p>{of('text')}</p>{source}</blockquote>"
    if kind == "image":
        caption = f"<figcaption>{of('caption')}</figcaption>" if of("caption") else ""
        source, alt = escape(of("src") or of("image")), escape(of("alt"))
        return f'<figure><img src="{source}" alt="{alt}">{caption}</figure>'
    if kind == "video":
        return f'<iframe src="{escape(of("url"))}"></iframe>{of("caption")}'
    return "---" if kind == "line" else of("text")


def _tag(found: re.Match[str]) -> str:
    """Return a tag of Kirby as Markdown."""
    name, parts = found["name"], _ATTRIBUTE.split(found["rest"])
    target = parts[0].strip()
    attributes = {key: value.strip() for key, value in zip(parts[1::2], parts[2::2], strict=True)}
    words = attributes.get("text", "")
    if name == "image":
        picture = f"![{attributes.get('alt', '')}]({_address(target)})"
        if attributes.get("link"):
            picture = f"[{picture}]({_address(attributes['link'])})"
        caption = attributes.get("caption")
        return (
            f"\n\n<figure>\n\n{picture}\n\n<figcaption>{caption}</figcaption></figure>\n\n"
            if caption
            else picture
        )
    if name in ("youtube", "vimeo", "video", "audio"):
        return f'\n\n<iframe src="{target}"></iframe>{attributes.get("caption", "")}\n\n'
    if name == "email":
        return f"[{words or target}](mailto:{target})"
    if name == "twitter":
        return f"[{words or target}](https://twitter.com/{target.lstrip('@')})"
    if name in ("tel", "date"):
        return words or target
    return f"[{words or target}]({_address(target)})"


def _address(target: str) -> str:
    return f"<{target}>" if " " in target else target
