"""Every recipe of the page on scripts does what it says: its commands are read from the page, and run."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.library import Library, new_highlight
from reader.state.marks import Marks
from reader.text.passage import Passage

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "scripts.md").read_text(encoding="utf-8")
RECIPES = dict(
    re.findall(r"^## (.+)\n(?:(?!^## ).*\n)*?```(?:sh|crontab)\n((?:.*\n)*?)```$", PAGE, re.MULTILINE)
)
YESTERDAY = f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%d}"

POST = """---
title: "{title}"
date: {day}
author: {author}
from: https://news.example/{name}
tags: [ 潮口日報 ]
keywords: [ {keyword} ]
---
<p>{text}</p>
<figure><img src="https://news.example/{name}.jpg"><figcaption>{caption}</figcaption></figure>
"""
POSTS = (
    (
        "ferry",
        "渡輪改點",
        YESTERDAY,
        "林知遠",
        "渡輪",
        "早班渡輪改為七點，早班渡輪不停。",
        "船長林知远在碼頭。",
    ),
    ("old", "書箱上船", "2019-03-05", "記者沈未央", "渡輪", "渡輪上的書箱。", "書箱。"),
    ("lead", "鉛字庫 開放", "2019-03-07", "Ann Lee", "鉛字", "舊式鉛字。", "鉛字，林知遠攝。"),
)
PROGRAMS = {
    "reader": f'case "$1" in *.md) echo opened "$1";; *) exec "{sys.executable}" -m reader "$@";; esac',
    # Takes the first line, as somebody who presses Enter at once.
    "fzf": "head -n 1",
    "ssh": 'shift; XDG_DATA_HOME="$HOME/laptop" exec "$@"',
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of somebody with two archives, labels and a highlight."""
    home = tmp_path_factory.mktemp("home")
    for folder, posts in (("news", POSTS), ("old-news", POSTS[1:2])):
        (home / folder).mkdir()
        for name, title, day, author, keyword, text, caption in posts:
            filled = POST.format(
                name=name, title=title, day=day, author=author, keyword=keyword, text=text, caption=caption
            )
            (home / folder / f"{day}-{title}.md").write_text(filled, encoding="utf-8")
    (home / "bin").mkdir()
    for name, script in PROGRAMS.items():
        (home / "bin" / name).write_text(f"#!/bin/sh\n{script}\n")
        (home / "bin" / name).chmod(0o755)
    (home / "digests").mkdir()
    marks = Marks(home / "data" / "reader" / "marks.sqlite3")
    library = Library([home / "news"], marks=marks, zone=UTC)
    for _ in library.load():
        pass
    ferry, lead = library.find(f"{YESTERDAY}-渡輪改點.md"), library.find("2019-03-07-鉛字庫 開放.md")
    library.labels.set([ferry, lead], "論文", labelled=True)
    library.labels.set([lead], "待讀", labelled=True)
    library.highlights.add(ferry, new_highlight(Passage("", "早班渡輪", "改為七點", 0), "yellow"))
    marks.close()
    return home


@pytest.fixture
def run(home: Path) -> Callable[[str], str]:
    """Runs the commands of a recipe in bash, in the home; returns what they print."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("READER_", "XDG_"))}
    environment = {
        **kept,
        "HOME": str(home),
        "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "READER_ARCHIVES": str(home / "news"),
        "READER_LANGUAGE": "en",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }

    def in_bash(commands: str) -> str:
        if re.search(r"\bjq\b", commands) and shutil.which("jq") is None:
            pytest.skip("jq is not installed")
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands],
            cwd=home,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return in_bash


def _of_cron(line: str) -> str:
    """The command of a line of a crontab, as cron hands it to the shell (crontab(5))."""
    return line.split(None, 5)[5].replace(r"\%", "%")


def _digest(home: Path, _: str) -> None:
    (book,) = (home / "digests").glob("????-??-??.epub")
    assert book.read_bytes()[:2] == b"PK"


def _months(home: Path, _: str) -> None:
    rows = list(csv.DictReader((home / "months.csv").open(encoding="utf-8")))
    assert rows == [{"month": YESTERDAY[:7], "posts": "1"}, {"month": "2019-03", "posts": "1"}]


def _captions(home: Path, _: str) -> None:
    lines = (home / "captions.tsv").read_text(encoding="utf-8").splitlines()
    assert "鉛字，林知遠攝。\thttps://news.example/lead" in lines


def _keywords(home: Path, _: str) -> None:
    assert (home / "keywords.tsv").read_text(encoding="utf-8").splitlines() == ["2\t渡輪", "1\t鉛字"]


def _menu(home: Path, printed: str) -> None:
    assert printed.strip() == f"opened {home / 'news' / f'{YESTERDAY}-渡輪改點.md'}"


def _citations(home: Path, _: str) -> None:
    assert "@article{" in (home / "paper.bib").read_text(encoding="utf-8")
    assert "LEE A. 鉛字庫 開放[N/OL]. 潮口日報, 2019-03-07[" in (home / "references.txt").read_text(
        encoding="utf-8"
    )


def _reading_list(home: Path, _: str) -> None:
    assert (home / "reading-list.md").read_text(
        encoding="utf-8"
    ) == "- [ ] [鉛字庫 開放](https://news.example/lead)\n"


def _cards(home: Path, _: str) -> None:
    lines = (home / "cards.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#separator:tab"
    assert "\t早班渡輪\t渡輪改點\t" in lines[-1]


def _compared(home: Path, _: str) -> None:
    lines = (home / "only-in-news.txt").read_text(encoding="utf-8").splitlines()
    assert lines == ["https://news.example/ferry", "https://news.example/lead"]


def _contexts(home: Path, _: str) -> None:
    rows = list(csv.DictReader((home / "ferries.csv").open(encoding="utf-8")))
    assert {row["hit"] for row in rows} == {"渡輪"}
    assert "早班" in (home / "beside-ferries.txt").read_text(encoding="utf-8")


def _tidied(home: Path, _: str) -> None:
    marks = Marks(home / "data" / "reader" / "marks.sqlite3")
    library = Library([home / "news"], marks=marks, zone=UTC)
    for _ in library.load():
        pass
    assert {row.post.title: row.read for row in library.select(library.asked(""))} == {
        "渡輪改點": False, "書箱上船": True, "鉛字庫 開放": True
    }  # fmt: skip
    marks.close()


def _carried(home: Path, _: str) -> None:
    marks = Marks(home / "laptop" / "reader" / "marks.sqlite3")
    library = Library([home / "news"], marks=marks, zone=UTC)
    for _ in library.load():
        pass
    assert set(library.labels.counts()) == {"論文", "待讀"}
    marks.close()


CHECKS: dict[str, Callable[[Path, str], None]] = {
    "A weekly digest": _digest,
    "Posts per month": _months,
    "Captions that name a person": _captions,
    "The keywords of an archive": _keywords,
    "Unread posts as a menu": _menu,
    "Citations for a paper": _citations,
    "A reading list": _reading_list,
    "Highlights for Anki": _cards,
    "Two archives compared": _compared,
    "A word in its contexts": _contexts,
    "Tidying up": _tidied,
    "Your marks on another machine": _carried,
}


def test_every_recipe_is_checked() -> None:
    """A recipe without a check here is one that nobody ran."""
    assert list(RECIPES) == list(CHECKS)
    assert len(re.findall(r"^```(?:sh|crontab)$", PAGE, re.MULTILINE)) == len(RECIPES) >= 10


@pytest.mark.parametrize("name", CHECKS)
def test_a_recipe_does_what_it_says(name: str, run: Callable[[str], str], home: Path) -> None:
    """From the page into bash, with the real command."""
    commands = RECIPES[name]
    if "crontab" in PAGE.split(f"## {name}\n")[1].split("```")[1]:
        commands = _of_cron(commands)
    CHECKS[name](home, run(commands))
