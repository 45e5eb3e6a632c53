"""Collect the texts of the interface into the catalogues of its languages, in reader/locale.

python docs/catalogues.py             adds new texts, drops those that are gone, and compiles
python docs/catalogues.py --check     says whether they are up to date and whole (exit 1 where not)
python docs/catalogues.py --missing   prints the texts without a translation as JSON: language -> list of texts
python docs/catalogues.py --fill FILE takes translations from JSON: language -> text -> translation
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from hatch_build import compile_catalogues  # noqa: E402

KEYWORDS = {"tr": None, "later": None, "Remark": None, "ntr": (1, 2), "ptr": ((1, "c"), 2)}
"""the functions of reader.language whose arguments are collected"""
TABLES = {"_c": (2, 3), "setting": (2, 3)}
"""the functions that make the tables of commands and settings, with the places of titles and help among their arguments"""
LANGUAGES = {"zh-Hant": "zh_Hant", "zh-Hans": "zh_Hans"}
"""the languages that are not the code's, each with the name of its folder"""


def collected() -> Catalog:
    """Return all texts of the code, in the order of its files."""
    catalogue = Catalog(charset="utf-8")
    # Babel's own extractor passes over calls within f-strings and within other calls.
    methods = [("**.py", _calls)]
    found = extract_from_dir(ROOT / "reader", methods, keywords=KEYWORDS)
    for file, _line, message, _comments, context in sorted(found, key=lambda one: one[:2]):
        catalogue.add(message, None, [(f"reader/{file}", None)], context=context)
    return catalogue


def _calls(
    stream: BinaryIO, keywords: Mapping[str, object], comment_tags: object, options: object
) -> Iterator[tuple[int, str, tuple[str | None, ...], list[str]]]:
    """Yield the calls of functions that give texts: line, name, arguments (None for one that is no literal), comments."""
    del comment_tags, options  # Babel calls every extractor alike
    for call in ast.walk(ast.parse(stream.read())):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        for place in TABLES.get(call.func.id, ()):
            if len(call.args) > place and isinstance(text := call.args[place], ast.Constant) and text.value:
                yield call.lineno, "later", (text.value,), []
        if call.func.id in keywords:
            texts = (each.value if isinstance(each, ast.Constant) else None for each in call.args)
            yield (
                call.lineno,
                call.func.id,
                tuple(text if isinstance(text, str) else None for text in texts),
                [],
            )


def path_of(language: str) -> Path:
    """Return the catalogue of a language."""
    return ROOT / "reader" / "locale" / LANGUAGES[language] / "LC_MESSAGES" / "reader.po"


def updated(language: str, texts: Catalog) -> Catalog:
    """Return the catalogue of a language with exactly these texts, and the translations that it has of them."""
    file = path_of(language)
    content = file.read_bytes() if file.exists() else b""
    before = read_po(io.BytesIO(content), locale=LANGUAGES[language])
    catalogue = Catalog(locale=LANGUAGES[language], charset="utf-8", fuzzy=False)
    for text in _messages(texts):
        known = before.get(_first(text), text.context)
        has_form = known is not None and isinstance(known.id, str) == isinstance(text.id, str)
        catalogue.add(
            text.id,
            known.string if known is not None and has_form else None,
            text.locations,
            context=text.context,
        )
    return catalogue


def _messages(catalogue: Catalog) -> Iterator[Message]:
    """Yield the messages without the catalogue's own header."""
    return (message for message in catalogue if message.id)


def _first(message: Message) -> str:
    """Return the text of a message, of the singular and the plural the first."""
    return message.id if isinstance(message.id, str) else message.id[0]


def _name(message: Message) -> str:
    """Return how JSON names a message: by its text, with its context and a bar before it if it has one."""
    return f"{message.context}|{_first(message)}" if message.context else _first(message)


def _is_translated(message: Message) -> bool:
    strings = (message.string,) if isinstance(message.string, str) else message.string
    return bool(strings) and all(strings)


def as_bytes(catalogue: Catalog) -> bytes:
    """Return the file of a catalogue, which depends on the texts alone."""
    stream = io.BytesIO()
    write_po(stream, catalogue, omit_header=False, width=100, include_lineno=False)
    kept = ("Language:", "Plural-Forms:", "MIME-Version:", "Content-Type:", "Content-Transfer-Encoding:")
    head, rest = stream.getvalue().decode().split("\n\n", 1) if b"\n\n" in stream.getvalue() else ("", "")
    lines = [
        line for line in head.split("\n") if not line.startswith(('"', "#")) or line[1:].startswith(kept)
    ]
    return ("\n".join(lines) + "\n\n" + rest).encode()


def fill(file: Path) -> None:
    """Take translations from a file of JSON into the catalogues."""
    for language, translations in json.loads(file.read_text("utf-8")).items():
        catalogue = updated(language, collected())
        for message in _messages(catalogue):
            if (given := translations.get(_name(message))) is not None:
                message.string = given if isinstance(message.id, str) else (given,)
        path_of(language).write_bytes(as_bytes(catalogue))


def main() -> int:
    """Do what the arguments ask for; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--fill", type=Path)
    arguments = parser.parse_args()
    if arguments.fill is not None:
        fill(arguments.fill)
    texts = collected()
    catalogues = {language: updated(language, texts) for language in LANGUAGES}
    missing = {
        language: [_name(message) for message in _messages(catalogue) if not _is_translated(message)]
        for language, catalogue in catalogues.items()
    }
    if arguments.missing:
        print(json.dumps(missing, ensure_ascii=False, indent=1))
        return 0
    changed = [
        language for language in LANGUAGES if as_bytes(catalogues[language]) != _read(path_of(language))
    ]
    if arguments.check:
        for language in LANGUAGES:
            if language in changed:
                print(f"{path_of(language)} is not up to date: run python docs/catalogues.py.")
            for text in missing[language]:
                print(f"{language}: not translated: {text}")
        return 1 if changed or any(missing.values()) else 0
    for language in changed:
        path_of(language).write_bytes(as_bytes(catalogues[language]))
    compile_catalogues(ROOT)
    for language, untranslated in missing.items():
        print(f"{language}: {len(list(_messages(texts)))} texts, {len(untranslated)} without a translation")
    return 0


def _read(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""


if __name__ == "__main__":
    raise SystemExit(main())
