"""The formats of exports: names, endings, and the functions that write them."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from reader import paths
from reader.config.messages import ENDING, FORMAT, as_sentence, unknown
from reader.errors import UsageError
from reader.export.options import AS_WRITTEN, Options
from reader.language import later, tr
from reader.text.safe import clean_line

STDOUT = "-"
"""the target that stands for standard output"""


class Output(Enum):
    """What a format is written into."""

    TEXT = "a text stream"
    BYTES = "a binary stream"
    PATH = "a file that is there already, empty"
    FOLDER = "a new folder"


class Format(NamedTuple):
    """A format, and the functions that write it."""

    name: str
    """what `--as` calls it"""
    title: str
    """what people call it, to be translated"""
    endings: tuple[str, ...]
    """of its files, with their dots, the usual one first; none where it has to be named"""
    writers: Mapping[Output, str]
    """the functions, as `module:function` below `reader.export`, which are imported late"""
    is_for_reading: bool = False
    """whether people read it as it is, so that it is in the script that the user reads"""
    is_data: bool = False
    """whether programs read it, and it holds what the user said, as the commands do; the rest does where that is asked for"""

    def options(self, options: Options, *, script: str) -> Options:
        """Return what the user chose, and for what was not chosen what is usual; `script` is the one the user reads."""
        return options._replace(
            has_annotations=options.has_annotations or self.is_data,
            script=options.script or (script if self.is_for_reading else AS_WRITTEN),
        )

    @property
    def with_pictures(self) -> frozenset[Output]:
        """the outputs that can hold pictures"""
        if self.name in ("html", "epub"):
            return frozenset(self.writers)
        return frozenset(self.writers) & {Output.FOLDER}

    @property
    def is_citation(self) -> bool:
        """whether it is references to the posts, and no more of them"""
        return all(writer.startswith("citations:") for writer in self.writers.values())

    @property
    def is_folder_alone(self) -> bool:
        """whether it is a folder and never a file"""
        return set(self.writers) == {Output.FOLDER}

    def output(self, target: str) -> Output:
        """Return what is written for a target: a folder where one is there, or its name ends with a slash.

        A new name without an ending is that of a folder, too, if the format can be one. Raise UsageError if the format has no
        such output.
        """
        place = Path(target).expanduser()
        is_folder = target != STDOUT and (
            target.endswith("/")
            or paths.is_folder(place)
            or (Output.FOLDER in self.writers and not place.suffix and not os.path.lexists(place))
        )
        if self.is_folder_alone:
            if target == STDOUT:
                raise UsageError(
                    tr(
                        "{format} is a folder, which standard output cannot hold: name one.",
                        format=self.name,
                    )
                )
            return Output.FOLDER
        if is_folder and Output.FOLDER not in self.writers:
            raise UsageError(
                tr(
                    "{target} is a folder, and {format} is one file: name it, as in {example}.",
                    target=clean_line(target),
                    format=self.name,
                    example=clean_line(f"{target.rstrip('/')}/posts{next(iter(self.endings), '.txt')}"),
                )
            )
        return next(each for each in self.writers if (each is Output.FOLDER) == is_folder)

    def writer(self, output: Output) -> Callable[..., None]:
        """Return the function for an output; see the package for what it takes. Imports its module."""
        module, _, function = self.writers[output].partition(":")
        found: Callable[..., None] = vars(importlib.import_module(f"reader.export.{module}"))[function]
        return found


def _text(module: str) -> Mapping[Output, str]:
    return {Output.TEXT: f"{module}:write"}


_FOR_READING = (
    Format("html", later("One web page"), (".html", ".htm"), _text("page"), is_for_reading=True),
    Format("site", later("A web site"), (), {Output.FOLDER: "site:write_folder"}, is_for_reading=True),
    Format("epub", later("A book (EPUB)"), (".epub",), {Output.PATH: "epub:write"}, is_for_reading=True),
)


def _citation(name: str, title: str, *endings: str) -> Format:
    return Format(name, title, endings, {Output.TEXT: f"citations:{name.replace('-', '_')}"})


_CITATIONS = (
    _citation("bibtex", "BibTeX", ".bib"),
    _citation("ris", "RIS", ".ris"),
    _citation("csl", "CSL-JSON"),
    _citation("gbt7714", "GB/T 7714"),
    _citation("apa", "APA"),
    _citation("apa-tw", "APA (臺灣)"),
    _citation("chicago", "Chicago"),
    _citation("chicago-note", "Chicago (notes)"),
)
"""named as the styles of `reader cite`"""
FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format(
            "md",
            later("Markdown"),
            (".md", ".markdown"),
            {Output.TEXT: "markdown:write", Output.FOLDER: "markdown:write_folder"},
        ),
        Format("txt", later("Plain text"), (".txt",), _text("plain_text"), is_for_reading=True),
        Format("json", later("JSON"), (".json",), _text("json_array"), is_data=True),
        Format("csv", later("Table (CSV)"), (".csv",), _text("csv_table"), is_data=True),
        Format(
            "sqlite",
            later("Database (SQLite)"),
            (".db", ".sqlite", ".sqlite3"),
            {Output.PATH: "database:write"},
            is_data=True,
        ),
        Format("atom", later("Feed (Atom)"), (".atom",), _text("atom")),
    )
} | {each.name: each for each in (*_FOR_READING, *_CITATIONS)}
"""the formats by name, in the order in which people are told of them"""


def format_of(target: str, name: str | None = None) -> Format:
    """Return the format with a name, else that of the ending of a target. Raise UsageError, which names the nearest."""
    if name is not None:
        if name not in FORMATS:
            raise UsageError(as_sentence(unknown(name, FORMATS, FORMAT)))
        return FORMATS[name]
    if target == STDOUT:
        raise UsageError(
            tr("Standard output has no ending that tells the format: add --as, as in --as json.")
        )
    ending = Path(target).suffix.lower()
    by_ending: dict[str, Format] = {ending: each for each in FORMATS.values() for ending in each.endings}
    if ending in by_ending:
        return by_ending[ending]
    if not ending or target.endswith("/"):
        folders: list[Any] = [each.name for each in FORMATS.values() if Output.FOLDER in each.writers]
        raise UsageError(
            tr(
                "{target} does not tell the format: add an ending, as in {target}.html, or for a folder --as {folders}.",
                target=clean_line(target.rstrip("/")),
                folders=", ".join(folders),
            )
        )
    raise UsageError(as_sentence(unknown(ending, by_ending, ENDING)))
