"""Take pictures of everything that a change of the looks may spoil, and put them on one sheet.

    python docs/pictures.py FOLDER [ARCHIVE]

Three sizes in the themes ink, paper, terminal and monochrome, in the three languages, as PNG, with sheet.png to look
at first; then each screen in ink, and narrow in paper and 繁體, with screens.png. Some minutes. Needs what picture.py needs.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from picture import convert, take

from reader import paths

_THEMES = ("ink", "paper", "terminal", "monochrome")
_LANGUAGES = ("en", "zh-Hant", "zh-Hans")
_SIZES = {
    (80, 24): ("j", "s", "j", "enter", "q", "slash", *"鉛字", "enter", "O"),
    (120, 40): ("j", "j", "enter", "slash", *"鉛字", "enter", "n"),
    (200, 60): ("slash", *"圖書館", "enter", "C", "left_square_bracket"),
}
"""what is shown at each size: a list with excerpts, an article with hits, and all panes with the calendar"""
_SCREENS = {
    "tags": ("t",),
    "timeline": ("T",),
    "empty": ("slash", *"鉛字庫 qq", "enter"),
    "saved": ("W",),
    "palette": ("ctrl+p",),
    "command-line": ("colon", *"th"),
    "keys": ("question_mark", "e"),
    "help": ("question_mark",),
    "settings": ("comma",),
    "themes": ("colon", *"theme", "enter"),
    "year": ("j", "enter", "q", "asterisk"),
    "trends": ("P",),
    "labels": ("number_sign",),
    "note": ("M",),
    "date": ("d", *"2024"),
    "contexts": ("slash", *"鉛字", "enter", "I"),
    "plain": (),
}
_SCREENS_IN = (((100, 30), "en", "ink"), ((80, 24), "zh-Hant", "paper"))
"""size, language and theme of the pictures of screens"""
_THUMB = (620, 420)
_GAP = 12


def _sheet(pictures: Sequence[Path], columns: int, out: Path) -> None:
    """Put pictures on one sheet, in rows."""
    width, height = _THUMB[0] + _GAP, _THUMB[1] + _GAP + 16
    shown = []
    for number, picture in enumerate(pictures):
        x, y = number % columns * width + _GAP, number // columns * height + _GAP
        shown.append(
            f'<image href="{picture.name}" x="{x}" y="{y + 16}" width="{_THUMB[0]}" height="{_THUMB[1]}"/>'
            f'<text x="{x}" y="{y + 11}" font-family="sans-serif" font-size="12" fill="#555">{picture.stem}</text>'
        )
    size = (columns * width + _GAP, -(-len(pictures) // columns) * height + _GAP)
    convert(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]}" height="{size[1]}">'
        f'<rect width="100%" height="100%" fill="#ddd"/>{"".join(shown)}</svg>',
        out,
    )


def main(folder: str, archive: str = "") -> None:
    """Take all pictures into a folder."""
    into = Path(folder)
    into.mkdir(parents=True, exist_ok=True)
    posts = Path(archive) if archive else paths.tour_folder()
    pictures = []
    for (columns, rows), keys in _SIZES.items():
        for language in _LANGUAGES:
            for theme in _THEMES:
                out = into / f"{columns}x{rows}-{language}-{theme}.png"
                take(out, posts, (columns, rows), keys, {"READER_LANGUAGE": language, "READER_THEME": theme})
                pictures.append(out)
    _sheet(pictures, len(_THEMES), into / "sheet.png")
    screens = []
    for name, keys in _SCREENS.items():
        for size, language, theme in _SCREENS_IN:
            out = into / f"{name}-{language}.png"
            looks = {"READER_LANGUAGE": language, "READER_THEME": theme, "READER_PLAIN": str(name == "plain")}
            take(out, posts, size, keys, looks)
            screens.append(out)
    _sheet(screens, 4, into / "screens.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
