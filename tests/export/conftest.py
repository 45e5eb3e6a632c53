"""A small archive whose posts link to each other, loaded, and selections of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path

import pytest

from reader.article import Article
from reader.export.exporting import export_to_stream
from reader.export.formats import FORMATS
from reader.export.html_body import BodyOptions, body_pieces
from reader.export.html_inline import joined
from reader.export.selection import Selection
from reader.library import Library
from reader.state.marks import Marks

POSTS = {
    "_posts/2024-02-07-sea.md": """---
title: "海風 *Sea*, \\"wind\\""
date: 2024-02-07T22:30:00.000Z
author: Ann & Bo
from: https://example.org/sea
tags: [ 港口新聞 ]
---
<p>風從台灣來了，見<a href="/storm">風暴</a>與<a href="https://other.example/x">別處</a>。</p>
<figure><img src="https://example.org/a.jpg"><figcaption>港口的船</figcaption></figure>
""",
    "_posts/2024-02-03-storm.md": """---
title: 風暴
date: 2024-02-03T08:00:00+08:00
from: https://example.org/storm
tags: [ 港口新聞 ]
---
<p>臺灣的風暴。</p><p>回到<a href="https://example.org/sea">海風</a>。</p>
""",
    "archived/storm copy.md": """---
title: 風暴
date: 2024-02-02T08:00:00+08:00
from: https://example.org/storm
tags: [ 港口新聞 ]
---
<p>臺灣的風暴。</p><p>回到<a href="https://example.org/sea">海風</a>。</p>
""",
    "notes/quiet.md": """---
title: A quiet year
date: 2023-05-06
author: Cy
tags: [ The Pier ]
---
Nothing happened. #harbour
""",
}


def body_html(markdown: str, options: BodyOptions = BodyOptions()) -> str:  # noqa: B008 - immutable
    """Return the Markdown of an article as HTML."""
    return joined(body_pieces(Article(markdown), options))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three posts and a copy of one."""
    for name, text in POSTS.items():
        file = tmp_path / "news" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "news"


@pytest.fixture
def library(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """The library of the archive."""
    for name in ("CACHE", "DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    library = Library([archive], marks=Marks(tmp_path / "marks.sqlite"), zone=UTC)
    for _ in library.load():
        pass
    return library


Select = Callable[..., Selection]
Written = Callable[..., bytes]


@pytest.fixture
def select(library: Library) -> Select:
    """Selects the posts that match a query."""

    def selected(query: str = "", *, fold: bool = True, **options: object) -> Selection:
        results = library.select(library.asked(query), fold_copies=fold)
        return Selection(library, results, query, **options)  # type: ignore[arg-type]

    return selected


@pytest.fixture
def written(select: Select) -> Written:
    """Returns what a format writes of the posts that match a query."""

    def write(format_: str, query: str = "", **options: object) -> bytes:
        stream = io.BytesIO()
        export_to_stream(select(query, **options), FORMATS[format_], stream)
        return stream.getvalue()

    return write
