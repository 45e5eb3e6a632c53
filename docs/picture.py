"""Take the picture of the screen for the README: the tour at 120x36, as a PNG.

    python docs/picture.py [OUT.png [ARCHIVE [COLUMNSxROWS [KEY,KEY,…]]]]

The keys of the default search for 鉛字 and open the third post. The variables READER_LANGUAGE, READER_THEME, READER_DENSITY
and the like set what the picture shows. Needs rsvg-convert (Debian: librsvg2-bin) and a Chinese font (fonts-noto-cjk).
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import timedelta, timezone
from html import unescape
from pathlib import Path
from xml.sax.saxutils import escape

from rich.cells import cell_len

from reader import paths
from reader.config import load_settings
from reader.language import ENGLISH, LANGUAGES, use_language
from reader.library import Library
from reader.state.marks import Marks
from reader.tui.app import ReaderApp
from reader.tui.preferences import Preferences

_CELL = 12.2
_TEXT = re.compile(r'<text([^>]*?) x="([\d.]+)"([^>]*?) textLength="[\d.]+"([^>]*)>([^<]*)</text>')
_SETTLING_SECONDS = 0.8


def _cell_by_cell(found: re.Match[str]) -> str:
    """One text element a character, since converters ignore `textLength` and Chinese glyphs are narrower."""
    before, x, between, after, text = found.groups()
    out, at = [], float(x)
    for character in unescape(text):
        if character not in "\xa0 ":
            # A Chinese glyph fills its two cells, as it does in a terminal.
            size = ' style="font-size:23px"' if cell_len(character) == 2 else ""
            out.append(f'<text{before} x="{at:.1f}"{between}{after}{size}>{escape(character)}</text>')
        at += cell_len(character) * _CELL
    return "".join(out)


async def _svg(
    archive: Path, size: tuple[int, int], keys: Sequence[str], environment: Mapping[str, str]
) -> str:
    zone = timezone(timedelta(hours=8))
    with tempfile.TemporaryDirectory() as folder:
        library = Library([archive], marks=Marks(Path(folder) / "marks.sqlite3"), zone=zone)
        loaded = load_settings(Path(folder) / "none.toml", environment)
        use_language(loaded.settings.language if loaded.settings.language in LANGUAGES else ENGLISH)
        app = ReaderApp(library, Preferences(loaded), zone=zone)
        async with app.run_test(size=size) as pilot:
            await pilot.pause(_SETTLING_SECONDS)
            for key in keys:
                await pilot.press(key)
                await pilot.pause(0.1)
            await pilot.pause(_SETTLING_SECONDS)
            return app.export_screenshot(title="reader")


def take(
    out: Path, archive: Path, size: tuple[int, int], keys: Sequence[str], environment: Mapping[str, str]
) -> None:
    """Write the picture of a screen after some keys, as a PNG; `environment` holds settings as variables."""
    svg = asyncio.run(_svg(archive, size, keys, environment))
    svg = _TEXT.sub(_cell_by_cell, svg).replace("Fira Code", "DejaVu Sans Mono, Noto Sans Mono CJK TC")
    convert(svg, out)


def convert(svg: str, out: Path) -> None:
    """Write an SVG as a PNG. Raise CalledProcessError."""
    with tempfile.NamedTemporaryFile("w", suffix=".svg", encoding="utf-8", dir=out.parent) as file:
        file.write(svg)
        file.flush()
        subprocess.run(["rsvg-convert", "--zoom", "0.9", "--output", out, file.name], check=True)


def main(
    out: str = "docs/screen.png",
    archive: str = "",
    size: str = "120x36",
    keys: str = "slash,鉛,字,enter,j,j,enter",
) -> None:
    """Write the picture of the README, or another."""
    columns, rows = (int(number) for number in size.split("x"))
    folder = Path(archive) if archive else paths.tour_folder()
    take(Path(out), folder, (columns, rows), [key for key in keys.split(",") if key], os.environ)


if __name__ == "__main__":
    main(*sys.argv[1:])
