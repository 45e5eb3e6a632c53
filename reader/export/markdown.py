"""Markdown: all posts in one file, or each in a file of its own, with front matter that the reader reads again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from datetime import timedelta, timezone
from typing import TextIO

from reader.convert.document import body, document
from reader.convert.escape import link_destination
from reader.export.destination import Folder
from reader.export.pictures import Pictures
from reader.export.selection import Entry, Selection
from reader.post import PostDate, TagKind


def write(selection: Selection, stream: TextIO) -> None:
    """Write one document, with an anchor before each of several posts, to which links from the others lead."""
    has_anchors = len(selection) > 1
    is_first = True
    for entry in selection.articles():
        if not is_first:
            stream.write("\n")
        is_first = False
        if has_anchors:
            stream.write(f'<a id="{entry.name}"></a>\n\n')
        stream.write(_with_targets(entry, document(entry.post, entry.article), lambda name: f"#{name}"))
        if note := entry.note:
            stream.write("\n" + "".join(f"> {line}".rstrip() + "\n" for line in note.split("\n")))


def write_folder(selection: Selection, folder: Folder) -> None:
    """Write a file a post, whose links to others of the selection are relative."""
    pictures = Pictures(lambda picture: shutil.copyfile(picture.file, folder.file(picture.name)))
    for entry in selection.articles():
        text = body(entry.article, entry.post.title)
        text = _with_targets(entry, text, lambda name: f"{name}.md")
        shown = {image.url: pictures.of(entry, image.url) for image in entry.article.images}
        text = _with_addresses(text, {url: each.name for url, each in shown.items() if each is not None})
        folder.add(f"{entry.name}.md", f"---\n{_front_matter(entry)}---\n\n{text}")


def _front_matter(entry: Entry) -> str:
    import yaml  # 15 ms, which one file does without

    post = entry.post
    channels = [tag.name for tag in post.tags if tag.kind is TagKind.CHANNEL]
    fields = {
        "title": post.title,
        "date": _written(post.date),
        "updated": _written(post.updated),
        "author": post.author,
        "from": post.source,
        "tags": channels,
        "categories": list(channels),  # a list of its own, which YAML does not write as an alias
        "lang": post.language,
        "description": post.description,
        "image": post.image,
        "draft": post.is_draft,
        "labels": list(entry.labels),
        "note": entry.note,
        "highlights": [
            {"text": each.passage.words, "colour": each.colour, **({"note": each.note} if each.note else {})}
            for each in entry.highlights
        ],
    }
    said = {name: value for name, value in fields.items() if value}
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=1_000_000)


def _written(date: PostDate | None) -> str:
    """Return a date with what the post says of it: a day alone, a time without a zone, or with its offset."""
    if date is None:
        return ""
    if date.day_only:
        return date.utc.date().isoformat()
    if date.is_floating:
        return date.utc.replace(tzinfo=None).isoformat()
    return date.utc.astimezone(timezone(date.offset or timedelta())).isoformat()


def _with_targets(entry: Entry, markdown: str, address: Callable[[str], str]) -> str:
    """Return Markdown whose links to posts of the selection lead to `address` of their names."""
    targets = entry.targets(link.url for link in entry.article.links)
    if not targets:
        return markdown
    return _with_addresses(markdown, {url: address(name) for url, name in targets.items()})


def _with_addresses(markdown: str, others: Mapping[str, str]) -> str:
    """Return Markdown whose links and pictures with these addresses have others."""
    if not others:
        return markdown
    addresses = {link_destination(url): other for url, other in others.items()}
    # The converter writes links in this form alone: [text](destination) or <destination>.
    places = "|".join(map(re.escape, sorted(addresses, key=len, reverse=True)))
    markdown = re.sub(rf"(?<!\\)<({places})>", r"[\1](\1)", markdown)
    return re.sub(rf"(?<=\]\()({places})(?=[) ])", lambda match: addresses[match[1]], markdown)
