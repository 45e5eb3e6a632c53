"""What comes out of an archive that nobody here has seen: what its posts lack, and what their texts still show.

    python bench/survey.py ARCHIVE [--examples 3]

Reads every post as the index does and converts it as the screen does, and counts posts without a date or a title of
their own, warnings by kind, signs of templates and markup left in the text, and where links within the archive lead.
Nothing here is a target: the counts say where to look.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from zoneinfo import ZoneInfo

from reader.convert.data_urls import cut_data_urls
from reader.convert.markdown import convert
from reader.library import Library
from reader.state.marks import Marks
from reader.store.post_store import PostStore
from reader.text.places import is_local

_LEFT_OVER = {
    "Liquid or Nunjucks tag": re.compile(r"\{%[^%\n]{0,200}%\}"),
    "template expression": re.compile(r"\{\{[^}\n]{0,200}\}\}"),
    "name in double brackets": re.compile(r"\[\[[^\]\n]{1,200}\]\]"),
    "colon fence": re.compile(r"(?m)^:{3,} *\w*"),
    "admonition mark": re.compile(r"(?m)^(?:!!!|\?\?\?) "),
    "callout mark": re.compile(r"(?m)^\[!\w+\]"),
    "kramdown attribute": re.compile(r"\{:[^}\n]*\}"),
    "Markdown link": re.compile(r"\\\]\\?\((?:https?:|/|\.)"),
    "Markdown emphasis": re.compile(r"(?:\\\*){2}\w[^*\n]*(?:\\\*){2}"),
    "Markdown heading": re.compile(r"(?m)^\\#{2,6} \w"),
    "HTML tag": re.compile(r"</?(?:div|span|p|a|img|table|td|tr|br|strong|em|script|style)\b[^<>\n]*>"),
    "import or export": re.compile(r"(?m)^(?:import .* from |export (?:const|default) )"),
    "front matter": re.compile(r"\A(?:---|\+\+\+|\{\s*\")"),
    "replacement character": re.compile("\ufffd"),
}
"""what a reader should not see outside of code, by kind; a mark that stayed text is escaped in the Markdown"""
_NUMBER = re.compile(r"\d+")
_CODE = re.compile(r"(?ms)^(`{3,}|~{3,}).*?^\1[`~]*[ ]*$|`[^`\n]*`")


def main() -> None:
    """Print the counts of one archive."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--examples", type=int, default=3, help="paths named for each kind")
    options = parser.parse_args()
    archive = options.archive.resolve()
    with tempfile.TemporaryDirectory() as room:
        os.environ["XDG_CACHE_HOME"] = room
        library = Library([archive], marks=Marks(Path(room) / "marks"), zone=ZoneInfo("Asia/Taipei"))
        start = time.monotonic()
        for _ in library.load():
            pass
        print(f"{len(library)} posts, index in {time.monotonic() - start:.1f} s")
        survey(library, archive, options.examples)


def survey(library: Library, archive: Path, most: int) -> None:
    """Print what each kind of defect counts, with the paths of some posts."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    links: Counter[str] = Counter()
    slowest = (0.0, "")
    store = PostStore([archive])
    for file in store.walk():
        loaded = store.read(archive, file.path)
        post = loaded.post
        start = time.monotonic()
        values = loaded.front_matter.values
        article = convert(cut_data_urls(loaded.body), title=post.title, source=post.source, values=values)
        slowest = max(slowest, (time.monotonic() - start, file.path))
        if post.date is None:
            found["no date"].append(file.path)
        if not article.text.strip() and not article.images:
            found["no text"].append(file.path)
        for warning in (*post.warnings, *article.warnings):
            found[f"warning: {_NUMBER.sub('N', warning)[:70]}"].append(file.path)
        words = _CODE.sub("", article.markdown)
        for name, pattern in _LEFT_OVER.items():
            if (left := pattern.search(words)) is not None:
                found[f"left over: {name}"].append(f"{file.path}: {left[0][:60]!r}")
        local = list(dict.fromkeys(link.url for link in article.links if is_local(link.url)))
        leading = library.related.archived(post, local)
        for url in local:
            kind = (
                "post" if url in leading else "file" if library.related.local_file(post, url) else "nothing"
            )
            links[kind] += 1
            if kind == "nothing":
                found["link to nothing"].append(f"{file.path}: {url[:60]}")
    print(f"links within the archive: {dict(links)}; slowest article {slowest[0]:.2f} s ({slowest[1]})")
    for name, places in sorted(found.items(), key=lambda item: -len(item[1])):
        print(f"{len(places):6} {name}")
        step = max(1, len(places) // most)
        for place in places[::step][:most]:
            print(f"         {place}")


if __name__ == "__main__":
    main()
