"""The title of a post: that of its front matter, else what stands in its place in the text or the name of its file."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.language import Remark, later
from reader.store.fields import Fields
from reader.store.front_matter_values import FrontMatter
from reader.store.labels import label
from reader.store.post_dates import AskHabits
from reader.text.equivalence import composed
from reader.text.late import late
from reader.text.safe import clean_line

_UNTITLED = "(untitled)"
_INDEX_NAMES = frozenset({"index", "_index"})
_COMMENT = late(r"\s*<!--([^>\n]*)-->[ \t]*(?:\n|\Z)")
_UNDERLINE = late(r"[-=]{3,}[ \t]*")
_TITLE_LINK = late(r"\[(.*)\]\((\S*)\)[ \t]*")
_DATE_IN_NAME = late(
    r"(?:\d{4}[-_]\d{2}[-_]\d{2}|\A(?:19|20)\d{2}[01]\d[0-3]\d(?:\d{4}|\d{6})?(?=[-_. ]))[-_. ]*", re.ASCII
)
_HASH_HEADING = late(r"#{1,6}[ \t]+")
_HTML_HEADING = late(r"<h([1-3])\b[^>]{0,300}>(.{1,500}?)</h\1>", re.DOTALL | re.IGNORECASE)
_HTML_TAG = late(r"<[^>]{0,500}>")
_HEADING_SEARCH_CHARS = 20_000
_CHINESE_LINE_END = late(r"(?<=[\u2e80-\uffef])\n(?=[\u2e80-\uffef])")
_MAX_HEADING_LINES = 3
"""of an underlined heading; the last line of longer paragraphs stands for it"""
_MAX_TITLE_LINE_CHARS = 10_000


class Preamble(NamedTuple):
    """The metadata in the first lines of a body: the epoch comment and the title link."""

    epoch: str = ""
    title: str = ""
    url: str = ""


def preamble_of(body: str) -> Preamble:
    """Return the epoch comment and the underlined title link of a body, each if present."""
    comment = _COMMENT.match(body)
    start = comment.end() if comment else 0
    epoch = comment[1].strip() if comment else ""
    while body.startswith(("\n", " "), start):
        start += 1
    if not body.startswith("[", start):
        return Preamble(epoch)
    line_end = body.find("\n", start)
    underline_end = body.find("\n", line_end + 1)
    underline = body[line_end + 1 : underline_end if underline_end >= 0 else len(body)]
    if not 0 <= line_end < start + _MAX_TITLE_LINE_CHARS or _UNDERLINE.fullmatch(underline) is None:
        return Preamble(epoch)
    link = _TITLE_LINK.fullmatch(body[start:line_end])
    return Preamble(epoch, link[1], link[2]) if link else Preamble(epoch)


def title_of(
    path: str,
    fields: Fields,
    front_matter: FrontMatter,
    preamble: Preamble,
    warnings: list[str],
    habits: AskHabits,
) -> str:
    """Return the title of a post; a warning is added where the front matter has none and its archive's posts usually do."""
    if title := label(fields.title):
        return title
    if title := label(preamble.title):
        message = later("The front matter has no title; the title above the text stands in for it.")
    elif title := label(_first_heading(front_matter.body)):
        message = later("The front matter has no title; the first heading stands in for it.")
    else:
        title = _title_from_path(path)
        message = later("The front matter has no title; the file's name stands in for it.")
    if front_matter.is_present and not habits().lacks_titles:
        warnings.append(Remark(message))
    return title


def _title_from_path(path: str) -> str:
    """Return the file's name without its extension and leading date; that of its folder for an `index`."""
    folder, _, file_name = path.rpartition("/")
    stem = composed(file_name.rpartition(".")[0])
    if folder and stem.partition(".")[0].lower() in _INDEX_NAMES:
        # A page bundle of Hugo, Zola and Astro, which has its pictures beside it.
        stem = composed(folder.rpartition("/")[2])
    # Logseq writes the name of a page below another as `parent___page`.
    stem = stem.replace("___", "/")
    return clean_line(_DATE_IN_NAME.sub("", stem, count=1)) or clean_line(stem).rstrip("-_ ") or _UNTITLED


def _first_heading(body: str) -> str:
    """Return the first heading near the top of the body, in Markdown or HTML, or an empty string."""
    start = body[:_HEADING_SEARCH_CHARS]
    is_code = False
    paragraph: list[str] = []
    for line in start.split("\n"):
        stripped = line.strip()
        if stripped.startswith(("```", "~~~")):
            is_code = not is_code
        elif not is_code:
            if heading := _HASH_HEADING.match(stripped):
                return stripped[heading.end() :].rstrip("#")
            if paragraph and _UNDERLINE.fullmatch(stripped):
                return _on_one_line(paragraph if len(paragraph) <= _MAX_HEADING_LINES else paragraph[-1:])
        if not stripped or stripped.startswith(("<", "-", "*", ">", "=")):
            paragraph = []
        else:
            paragraph.append(stripped)
    html_heading = _HTML_HEADING.search(start)
    return _HTML_TAG.sub("", html_heading[2]) if html_heading else ""


def _on_one_line(lines: list[str]) -> str:
    """Return the lines of a paragraph as one; Chinese is parted by no blank."""
    return _CHINESE_LINE_END.sub("", "\n".join(lines)).replace("\n", " ")
