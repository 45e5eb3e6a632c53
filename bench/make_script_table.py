"""Write the tables of reader/text/script.py from OpenCC's dictionaries: `python bench/make_script_table.py`.

It needs `pip install opencc`; the reader itself does not. The fold takes characters only, no phrases, since
one that depends on the neighbours would make substring search inexact.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import opencc

TARGET = Path(__file__).resolve().parents[1] / "reader" / "text"
DICTIONARY = Path(opencc.__file__).parent / "dictionary"
IDEOGRAPHS = [
    *range(0x2E80, 0x2FE0),
    *range(0x3400, 0xA000),
    *range(0xF900, 0xFB00),
    *range(0x20000, 0x323B0),
]

HEADER = '''"""{contents} for reader/text/script.py, written by bench/make_script_table.py.

Chinese from OpenCC {version} (https://github.com/BYVoid/OpenCC, Apache License 2.0, Copyright Carbo Kuo and
contributors): the character dictionaries, and the single characters that its phrase dictionaries change.
Letters from the Unicode character database {unicode}.
"""

'''


def dictionary(name: str) -> Iterator[tuple[str, list[str]]]:
    """Each key of an OpenCC dictionary with its choices, the first the usual one."""
    for line in (DICTIONARY / name).read_text(encoding="utf-8").splitlines():
        if "\t" in line and not line.startswith("#"):
            key, values = line.split("\t")
            yield key, values.split()


def same_characters(simplify: opencc.OpenCC, traditional: opencc.OpenCC) -> Iterator[tuple[str, str]]:
    """Pairs of characters that spell the same words somewhere."""
    for code in IDEOGRAPHS:
        character = chr(code)
        simple = simplify.convert(character)
        if len(simple) == 1 and simple != character:
            yield character, simple
    yield from convertible(traditional)
    for name in ("TSCharacters.txt", "TSPhrases.txt", "TWVariants.txt", "HKVariants.txt"):
        for key, values in dictionary(name):
            for value in values:
                if len(value) == len(key):
                    yield from ((a, b) for a, b in zip(key, value, strict=True) if a != b)


def classes(simplify: opencc.OpenCC, traditional: opencc.OpenCC) -> list[str]:
    """Groups of characters that fold to one, which stands first: the one that most of them are simplified to."""
    parent: dict[str, str] = {}

    def root(character: str) -> str:
        while parent.setdefault(character, character) != character:
            character = parent[character]
        return character

    for one, other in same_characters(simplify, traditional):
        parent[root(one)] = root(other)
    members = defaultdict(list)
    for character in sorted(parent):
        members[root(character)].append(character)
    groups = []
    for group in members.values():
        votes = Counter(simplify.convert(character) for character in group)
        first = max(group, key=lambda character: (votes[character], -ord(character)))
        groups.append(first + "".join(character for character in group if character != first))
    return sorted(groups)


def plain_letters() -> Iterator[tuple[str, str]]:
    """Letters and signs whose lower-case or ordinary-width form is one other character."""
    for code in range(0x41, 0x1F000):
        character = chr(code)
        if 0xD800 <= code < 0xE000 or 0x3400 <= code < 0xA000:
            continue
        form = unicodedata.decomposition(character).split()
        wide = form[:1] in (["<wide>"], ["<narrow>"], ["<noBreak>"]) and len(form) == 2
        radical = 0x2E80 <= code < 0x2FE0 and len(form) == 2
        space = unicodedata.category(character) == "Zs"
        plain = " " if space else chr(int(form[1], 16)) if wide or radical else character
        lower = plain.casefold()
        if len(lower) != 1:
            lower = plain.lower() if len(plain.lower()) == 1 else plain
        if lower != character:
            yield character, lower


def convertible(converter: opencc.OpenCC) -> Iterator[tuple[str, str]]:
    """Characters that the converter changes when they stand alone, with what they become."""
    for code in IDEOGRAPHS:
        character = chr(code)
        other = converter.convert(character)
        if len(other) == 1 and other != character and not unicodedata.decomposition(character):
            yield character, other


def words(converter: opencc.OpenCC) -> Iterator[str]:
    """Words of two characters that the converter writes otherwise than their characters one by one.

    In traditional script; each gives its simplified form back, character by character.
    """
    back = dict(convertible(opencc.OpenCC("t2s")))
    for simple, _ in dictionary("STPhrases.txt"):
        word = converter.convert(simple)
        is_otherwise = len(simple) == len(word) == 2 and word != "".join(map(converter.convert, simple))
        if is_otherwise and simple == "".join(back.get(character, character) for character in word):
            yield word


def literal(name: str, comment: str, text: str) -> str:
    """A string constant of adjacent literals, a comment above it."""
    lines = [text[start : start + 110] for start in range(0, len(text), 110)]
    body = "\n".join(f"    {line!r}" for line in lines)
    return f"# {comment}\n{name} = (\n{body}\n)\n\n"


def write(module: str, contents: str, parts: list[str]) -> None:
    """Write one module of constants."""
    header = HEADER.format(contents=contents, version=opencc.__version__, unicode=unicodedata.unidata_version)
    (TARGET / module).write_text(header + "".join(parts).rstrip() + "\n", encoding="utf-8")
    sys.stderr.write(f"{TARGET / module} written\n")


def main() -> None:
    """Write the modules."""
    simplify, traditional = opencc.OpenCC("t2s"), opencc.OpenCC("s2tw")
    letters = list(plain_letters())
    choices = dict(dictionary("STCharacters.txt"))
    changed = list(convertible(traditional))
    parts = [
        literal(
            "CLASSES",
            "groups of characters that fold to the first of the group",
            " ".join(classes(simplify, traditional)),
        ),
        "# letters and signs, and beneath each the one it folds to\n",
        literal("LETTERS", "as they are", "".join(escaped for escaped, _ in letters)),
        literal("PLAIN_LETTERS", "as they fold", "".join(plain for _, plain in letters)),
        literal(
            "SIMPLIFIED",
            "a traditional character, then its simplified form",
            "".join(map("".join, convertible(simplify))),
        ),
        literal(
            "TRADITIONAL",
            "a simplified character, then its usual form in Taiwan",
            "".join(map("".join, changed)),
        ),
        literal(
            "IN_BOTH",
            "characters that TRADITIONAL changes though traditional texts have them too",
            "".join(simple for simple, _ in changed if simple in choices.get(simple, [simple])),
        ),
    ]
    write("script_table.py", "Tables of Chinese characters and letters", parts)
    comment = "two characters each, in which one is not the form that it usually has"
    write("script_words.py", "Traditional words", [literal("WORDS", comment, "".join(words(traditional)))])


if __name__ == "__main__":
    main()
