"""Citations: references to posts in the styles and formats that papers and reference managers take.

Pure functions from a post's metadata, in one place for commands, exports and screens.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from reader.cite.apa import apa, apa_tw
from reader.cite.bibtex import bibtex
from reader.cite.chicago import chicago, chicago_note
from reader.cite.csl import csl_item
from reader.cite.gbt7714 import gbt7714
from reader.cite.quoting import quoted
from reader.cite.ris import ris
from reader.cite.source import Source, SourceKind, in_script, source_of

__all__ = [
    "STYLES",
    "STYLE_NAMES",
    "Source",
    "SourceKind",
    "bibliography",
    "cite",
    "in_script",
    "quoted",
    "source_of",
]


def _csl(source: Source) -> str:
    return json.dumps(csl_item(source), ensure_ascii=False, indent=2)


_WRITERS: dict[str, Callable[[Source], str]] = {
    "gbt7714": gbt7714,
    "apa": apa,
    "apa-tw": apa_tw,
    "chicago": chicago,
    "chicago-note": chicago_note,
    "bibtex": bibtex,
    "ris": ris,
    "csl": _csl,
}
STYLES = tuple(_WRITERS)
"""the styles and formats of citations, as settings and options name them"""
STYLE_NAMES = {
    "gbt7714": "GB/T 7714-2015",
    "apa": "APA 7",
    "apa-tw": "APA 7 (臺灣)",
    "chicago": "Chicago 17",
    "chicago-note": "Chicago 17 (notes)",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl": "CSL-JSON",
}
"""what people call them"""
_BETWEEN = {"bibtex": "\n", "ris": "\n"}
"""what stands between two entries that take several lines, after the line feed of the first"""


def cite(source: Source, style: str) -> str:
    """Return the citation of a post in one of `STYLES`, without a line feed at its end; in `csl` one item, no list."""
    return _WRITERS[style](source)


def bibliography(sources: Iterable[Source], style: str) -> Iterator[str]:
    """Yield a file of citations in parts: an entry a line or a block, in `csl` one JSON list.

    Entries that several sources share, as copies of a post do, stand there once.
    """
    seen: set[str] = set()
    is_json = style == "csl"
    if is_json:
        yield "["
    for source in sources:
        if source.key in seen:
            continue
        between = (",\n" if seen else "\n") if is_json else _BETWEEN.get(style, "") if seen else ""
        seen.add(source.key)
        yield between + cite(source, style) + ("" if is_json else "\n")
    if is_json:
        yield "\n]\n" if seen else "]\n"
