"""Files made to end the program: their words are shown, without a traceback, in an output of bounded size."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from reader.convert.markdown import convert
from reader.convert.plain import extract
from reader.library import conversion
from reader.store.load import from_bytes
from reader.typeset.document import Options
from reader.typeset.prepare import prepare
from tests import programs
from tests.attack.hostile_bodies import FIELDS, FIRST, HTML, HUGE, LAST, MARKDOWN, Field, Html, Markdown
from tests.attack.hostile_files import FILES

_LONG = {
    "zero-width.md", "soft-hyphens.md", "line-separators.md", "unknown.md", "options.md", "tex.md", "tex-dollars.md",
    "template-blocks.md", "template-hugo.md", "template-open.md", "template-value.md", "saved.html", "spans-many.md",
    "json-deep.md", "saved-divs.html", "saved-metas.html",
}  # fmt: skip
"""files that take seconds each: bench/attack.py shows them"""
QUICK = [file for file in FILES if file.name not in _LONG]
MOST_OUTPUT = 12_000_000
SECONDS = 120
SMALL = 600


_SHOW_EACH = """
import contextlib, io, json, sys
from reader.cli.main import main
shown = []
for path, archive in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        code = main(["show", path, "--archive", archive])
    shown.append((code, out.getvalue(), err.getvalue()))
json.dump(shown, sys.stdout)
"""


def test_the_words_of_hostile_files_are_shown(tmp_path: Path) -> None:
    """What stands around a hostile part is printed, and nothing but a sentence goes to standard error."""
    paths = []
    for number, file in enumerate(QUICK):
        paths.append(tmp_path / str(number) / file.name)
        paths[-1].parent.mkdir(parents=True)
        paths[-1].write_text(file.text(), "utf-8")
    # One process for all of them: starting one takes a second, and what ends it ends the test.
    shown = programs.run(
        [sys.executable, "-c", _SHOW_EACH],
        input=json.dumps([(str(path), str(tmp_path / str(number))) for number, path in enumerate(paths)]),
        env={**os.environ, **dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), str(tmp_path))},
        timeout=SECONDS,
    )
    assert shown.returncode == 0, shown.stderr
    for file, (code, out, err) in zip(QUICK, json.loads(shown.stdout), strict=True):
        assert code == 0, file.name
        assert [word for word in file.words if word not in out] == [], file.name
        assert len(out) < MOST_OUTPUT, file.name
        assert len(err) < 10_000 and "Traceback" not in err, file.name


@pytest.mark.parametrize("bodies", [HTML, MARKDOWN, FIELDS], ids=["html", "markdown", "fields"])
def test_the_words_around_a_hostile_part_are_read(bodies: Sequence[Html | Markdown | Field]) -> None:
    """Small ones of every kind: article, index and lines on the screen have the words; bench/attack times large ones."""
    for body in bodies:
        post, text, front_matter, _ = from_bytes(Path("/a"), "a.md", body.text(SMALL).encode(), is_whole=True)
        of_post = {"title": post.title, "source": post.source, "values": front_matter.values}
        article = convert(text, **of_post)
        lines = "\n".join(line.text for line in prepare(article).set(Options(80)).lines)

        for shown in (article.text, extract(text, **of_post).text, lines):
            assert [word for word in body.words if word not in shown] == [], body.name


_NESTS = (
    "<dl><dd>",
    "<ul><li>",
    "<blockquote>",
    "<table><tr><td>",
    "<details>",
    "<figure>",
    "<b><i>",
    "<math><mrow>",
)


@pytest.mark.parametrize("piece", _NESTS)
def test_four_kilobytes_of_nests_end_nothing(piece: str) -> None:
    """They are too short for a process of their own, and too deep for what goes through them level by level."""
    body = f"<div><p>{FIRST}</p>{piece * (3_900 // len(piece))}{LAST}</div>"
    article = convert(body, title="", source="", values={})
    assert FIRST in article.text and LAST in article.text


@pytest.mark.parametrize(
    "marker", ["> ", "- ", "-\t", "1. ", ": ", "~ ", "[^{}]: ", "- [^{}]: ", "> [!note]\n> ", "- > "]
)
@pytest.mark.parametrize("indent", ["", "  ", "    "])
def test_what_is_nested_beyond_the_parser_is_read(marker: str, indent: str) -> None:
    """It leaves out all that follows: on one line, and on lines of their own, each further to the right."""
    markers = (marker.format(number) for number in range(150))
    nest = (
        "".join(f"\n{indent * level}{one}w" for level, one in enumerate(markers))
        if indent
        else "".join(markers)
    )
    body = f"{FIRST} **一**\n\nt\n{nest}底\n\n{LAST} **二**\n"
    article = convert(body, title="", source="", values={})
    for text in (article.text, extract(body, title="", source="", values={}).text):
        assert [word for word in (FIRST, "底", LAST) if word not in text] == []


def test_what_is_nested_beyond_all_guards_is_shown_as_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """As article and in the index."""

    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("reader.convert.markdown.convert", fail)
    monkeypatch.setattr("reader.convert.plain.extract", fail)
    body = f"<p>{FIRST} <b>one</b></p>"
    for text in (
        conversion.article_of(body, title="", source="", values={}).text,
        conversion.extract_of(body, title="", source="", values={}).text,
    ):
        assert f"{FIRST} one" in text


def test_a_field_of_megabytes_is_read_to_its_limit(tmp_path: Path) -> None:
    """Each makes a post of bounded metadata, whose text is whole."""
    for field in FIELDS:
        post, text, *_ = from_bytes(tmp_path, "a.md", field.text(HUGE // 8).encode(), is_whole=True)

        assert sum(map(len, (post.title, post.author, post.source, post.description))) < 100_000, field.name
        assert all(word in text for word in field.words), field.name
