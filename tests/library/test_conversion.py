"""Bodies that may be bombs: converted apart, and shown as their words where that takes more than their share."""

from __future__ import annotations

import fcntl
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reader.convert.doubt import is_doubtful
from reader.convert.markdown import convert
from reader.convert.plain import Extract, extract
from reader.convert.unformatted import UNFORMATTED, unformatted_article
from reader.frozen import replace
from reader.library import Library, conversion
from reader.library.conversion import Conversion, article_of, extract_of
from reader.typeset.prepare import prepare
from tests.library.conftest import Writer, load, paths

POST = {"title": "Harbour", "source": "https://example.org/1"}
REOPENED = "".join(f"<p><b id=n{number}>w " for number in range(20_000))
"""whose tree grows with the square: HTML opens each of these again in every later paragraph"""
LONG = (
    "<div>" + "<p>The <b>ferry</b> left the <a href='/pier'>pier</a> before the storm.</p>" * 200 + "</div>"
)
SLOPPY = LONG.replace("</b>", "", 40)


def test_a_bomb_costs_its_own_form_and_no_other_post(library: Library, write: Writer) -> None:
    """Its words are shown with a warning and found, and the post beside it is read as ever."""
    write("bomb.md", body=f"<div><p>Before</p>{REOPENED}<p>Afterwards</p></div>")
    write("calm.md", body="<div><p>A <b>calm</b> sea.</p></div>")
    load(library)

    assert paths(library, "afterwards") == ["bomb.md"]
    assert paths(library, "calm") == ["calm.md"]
    (row,) = library.select(library.asked("afterwards")).rows(0, 1)
    article = library.articles.of(row.post)
    assert article.warnings == (UNFORMATTED,)
    assert article.markdown.startswith("Before\n\nw\n\nw")
    assert article.markdown.endswith("Afterwards")


@pytest.mark.parametrize(
    "body",
    [LONG, SLOPPY, "Words.\n\n" * 2_000, "<div>港口</div>"],
    ids=["long", "sloppy", "markdown", "plain"],
)
def test_ordinary_bodies_need_no_process(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long article, one with some unclosed tags, long Markdown and a plain body are converted here."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    assert article_of(body, **POST, values={}).warnings == ()


@pytest.mark.parametrize(
    "body",
    [
        REOPENED[:20_000],
        "<div>" * 2_000 + "x" + "</div>" * 2_000,
        "<i>a</i>" * 10_000,
        "**a " * 30_000,
        "1. w\n" * 30_000,
        "- [ ] w\n" * 2_000,
        "<pre>left" + " " * 20_000 + "right</pre>",
        "w " * 300_000,
    ],
    ids=["unclosed", "deep", "tags", "signs", "lines", "tasks", "blanks", "long"],
)
def test_doubtful_bodies(body: str) -> None:
    """Unclosed, deep and many tags, many signs, long blanks, and mere length."""
    assert is_doubtful(body)


def test_what_is_too_much_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """An article is not tried again after the index found its body too much."""
    tried: list[str] = []
    run = subprocess.run

    def counted(command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        tried.append(command[0])
        return run(command, **options)

    monkeypatch.setattr(subprocess, "run", counted)
    body = f"<div>{REOPENED}<p>One</p></div>"

    assert extract_of(body, **POST, values={}).text.endswith("\nOne")
    assert article_of(body, **POST, values={}).warnings == (UNFORMATTED,)
    assert len(tried) == 1


def test_what_is_far_too_long_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its words are shown at once; the data of embedded pictures do not count."""
    monkeypatch.setattr(conversion, "_MAX_CHARS", 600_000)
    long = "<div>" + "<p>The <b>ferry</b> left.</p>" * 21_000 + "</div>"
    picture = "<p>A <b>ferry</b><img src='data:image/png;base64," + "A" * 700_000 + "'></p>"

    assert article_of(long, **POST, values={}).markdown.startswith("The ferry left.\n\nThe ferry left.")
    assert article_of(picture, **POST, values={}).markdown.startswith("A **ferry**")


def test_what_is_converted_apart_is_the_same() -> None:
    """The other process answers what this one would, values of the front matter included."""
    body = LONG + " " * 3_000 + "{{ page.harbour }}"
    values = {"harbour": "北港", "tags": ("a", "b"), "author": {"name": "c"}}
    assert is_doubtful(body)

    assert article_of(body, **POST, values=values) == convert(body, **POST, values=values)
    assert extract_of(body, **POST, values=values) == extract(body, **POST, values=values)


def test_without_a_process_the_words_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that starts no process shows the words alone."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    body = f"<script>var x</script><h1>Head &amp; line</h1>{REOPENED}<p>Last<br>line"

    article = article_of(body, **POST, values={})

    assert article.text.split("\n")[0] == "Head & line"
    assert article.text.split("\n")[-2:] == ["Last", "line"]
    assert "var x" not in article.text
    assert extract_of(body, **POST, values={}).text == article.text


@pytest.mark.parametrize(
    "line",
    [
        "ferry " * 5_000,
        "港口" * 9_000,
        "e" + "\u0301" * 9_000,
        "x\u0301" * 9_000,  # has no composed form
        "👨\u200d👩\u200d👧" * 3_000,
    ],
    ids=["words", "chinese", "marks", "letters with marks", "families"],
)
def test_a_line_without_end_is_laid_out_in_parts(line: str) -> None:
    """Between words or letters, without losing one: a paragraph of a million letters takes seconds."""
    parts = unformatted_article(f"<p>{line}</p>").markdown.split("\n\n")

    assert max(map(len, parts)) <= 4_000
    assert sum(len(part) > 3_000 for part in parts) >= len(parts) - 1
    assert " ".join(parts).replace(" ", "") == line.replace(" ", "")
    assert not any(part.startswith("\u0301") for part in parts[1:]) or line.startswith("e")
    assert not any(part.startswith("\u200d") or part.endswith("\u200d") for part in parts)
    if " " in line:
        assert all(part.startswith("ferry ") and part.endswith(" ferry") for part in parts)


def test_words_alone_are_typeset_as_a_parser_would_read_them() -> None:
    """Whatever signs they have, without a look at the meaning of any."""
    lines = (
        "[a](b) [c]: d ![e][f] *g* _h_ `i` ~~j~~ a~",
        "\\[k\\](l) &amp;amp; &amp;#93; &amp;lt; & &x m!",
        "# n",
        "1. o",
        "- - -",
        "> p \\",
        "| q |",
    )
    article = unformatted_article("\n".join(lines))

    assert article.is_words_alone
    parsed = prepare(replace(article, is_words_alone=False)).text
    assert prepare(article).text == parsed
    assert parsed.endswith(article.text.replace("\n", "\n\n"))


def test_words_alone_are_followed_by_their_keywords_on_a_terminal() -> None:
    """The sections below an article stand below one without form, too."""
    article = replace(unformatted_article("left * right"), keywords=("harbour",), form_end=None)

    assert prepare(article).text.startswith("left * right\n")
    assert prepare(article).text.endswith("#harbour")


def test_one_body_at_a_time_is_converted_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One waits while another has the turn, and goes on when that one ends, or without it where there is no folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "reader").mkdir()
    body = REOPENED[:12_500]  # doubtful, and far below its share of time on a busy machine, too
    apart = Conversion(body, "", "", {}, is_for_index=True)
    with (tmp_path / "reader" / "conversion.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waiting = subprocess.Popen(
            [sys.executable, "-m", conversion._CONVERTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert waiting.stdin is not None
        waiting.stdin.write(pickle.dumps(apart))
        waiting.stdin.close()
        wanted = f"-> FLOCK  ADVISORY  WRITE {waiting.pid} "
        while wanted not in Path("/proc/locks").read_text():
            assert waiting.poll() is None
    assert waiting.stdout is not None
    assert isinstance(pickle.loads(waiting.stdout.read()), Extract)
    assert waiting.wait() == 0

    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere")
    assert UNFORMATTED not in article_of(body, **POST, values={}).warnings
