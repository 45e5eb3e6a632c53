"""Write reader/text/fold_table.py, the fold of each character that has another: `python bench/make_fold_table.py`.

Every search folds its words, and joining the tables that folds are from takes longer than such a search. Run it after
bench/make_script_table.py and bench/make_spelling_table.py; a test compares what they say.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reader.text import script_table, spelling_table

TARGET = Path(__file__).resolve().parents[1] / "reader" / "text" / "fold_table.py"
HEADER = '''"""Folds of characters for reader/text/script.py, written by bench/make_fold_table.py from the tables beside it."""

'''


def folds() -> dict[str, str]:
    """Return the fold of each character that has another one."""
    same = {character: group[0] for group in script_table.CLASSES.split(" ") for character in group[1:]}
    old = {form: same.get(usual, usual) for form, usual in _pairs(spelling_table.OLD_FORMS).items()}
    same = {character: old.get(other, other) for character, other in (same | old).items()}
    letters = dict(zip(script_table.LETTERS, script_table.PLAIN_LETTERS, strict=True))
    letters |= _pairs(spelling_table.PLAIN)
    found = same | {letter: same.get(plain, plain) for letter, plain in letters.items()}
    return {character: fold for character, fold in found.items() if fold != character}


def _pairs(text: str) -> dict[str, str]:
    return dict(zip(text[::2], text[1::2], strict=True))


def literal(name: str, comment: str, text: str) -> str:
    """Return a string constant of adjacent literals, with a comment above it."""
    lines = [text[start : start + 90] for start in range(0, len(text), 90)]
    body = "\n".join(f"    {line!r}" for line in lines)
    return f"# {comment}\n{name} = (\n{body}\n)\n\n"


def main() -> None:
    """Write the module."""
    found = folds()
    near = {character: fold for character, fold in found.items() if ord(character) < 0x10000}
    beyond = {character: fold for character, fold in found.items() if character not in near}
    parts = [
        HEADER,
        literal("NEAR", "characters of the basic plane", "".join(near)),
        literal("NEAR_FOLDS", "their folds, in the same order", "".join(near.values())),
        literal("BEYOND", "characters beyond it", "".join(beyond)),
        literal("BEYOND_FOLDS", "their folds", "".join(beyond.values())),
    ]
    TARGET.write_text("".join(parts).rstrip() + "\n", encoding="utf-8")
    sys.stderr.write(f"{TARGET} written: {len(found)} characters\n")


if __name__ == "__main__":
    main()
