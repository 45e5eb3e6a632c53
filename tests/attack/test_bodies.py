"""Files made to end the program: their words are shown, without a traceback, in an output of bounded size."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from reader.convert.markdown import convert
from reader.convert.plain import extract
from reader.store.load import from_bytes
from reader.typeset.document import Options
from reader.typeset.prepare import prepare
from tests.attack.hostile_bodies import FIELDS, HTML, LARGE, MARKDOWN, Field, Html, Markdown
from tests.attack.hostile_files import FILES, HostileFile

_LONG = {
    "zero-width.md", "soft-hyphens.md", "line-separators.md", "unknown.md", "options.md", "tex.md", "tex-dollars.md",
    "template-blocks.md", "template-hugo.md", "template-open.md", "template-value.md", "saved.html", "spans-many.md",
}  # fmt: skip
"""files that take seconds each: bench/attack.py shows them"""
QUICK = [file for file in FILES if file.name not in _LONG]
MOST_OUTPUT = 12_000_000
SECONDS = 120
SMALL = 600


@pytest.mark.parametrize("file", QUICK, ids=lambda file: file.name)
def test_the_words_of_a_hostile_file_are_shown(file: HostileFile, tmp_path: Path) -> None:
    """What stands around the hostile part is printed, and nothing but a sentence goes to standard error."""
    path = tmp_path / "archive" / file.name
    path.parent.mkdir(parents=True)
    path.write_text(file.text(), "utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "reader", "show", str(path), "--archive", str(tmp_path / "archive")],
        capture_output=True,
        env={
            **os.environ,
            "HOME": str(tmp_path),
            "XDG_DATA_HOME": str(tmp_path),
            "XDG_CACHE_HOME": str(tmp_path),
        },
        timeout=SECONDS,
    )
    out, err = ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8")

    assert ran.returncode == 0
    assert "Traceback" not in err
    assert [word for word in file.words if word not in out] == []
    assert len(ran.stdout) < MOST_OUTPUT
    assert len(err) < 10_000


@pytest.mark.parametrize("bodies", [HTML, MARKDOWN, FIELDS], ids=["html", "markdown", "fields"])
def test_the_words_around_a_hostile_part_are_read(bodies: Sequence[Html | Markdown | Field]) -> None:
    """Small ones of every kind: article, index and lines on the screen have the words; bench/attack times large ones."""
    for body in bodies:
        post, text, front_matter = from_bytes(Path("/a"), "a.md", body.text(SMALL).encode(), is_whole=True)
        of_post = {"title": post.title, "source": post.source, "values": front_matter.values}
        article = convert(text, **of_post)
        lines = "\n".join(line.text for line in prepare(article).set(Options(80)).lines)

        for shown in (article.text, extract(text, **of_post).text, lines):
            assert [word for word in body.words if word not in shown] == [], body.name


def test_a_field_of_megabytes_is_read_to_its_limit(tmp_path: Path) -> None:
    """Each makes a post of bounded metadata, whose text is whole."""
    for field in FIELDS:
        post, text, _ = from_bytes(tmp_path, "a.md", field.text(LARGE // 8).encode(), is_whole=True)

        assert sum(map(len, (post.title, post.author, post.source, post.description))) < 100_000, field.name
        assert all(word in text for word in field.words), field.name
