"""The man pages: made where nothing but Python is, and shown by man without a warning."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli.parsers import PARSERS

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the pages, written by a Python that knows no other package, as where a wheel is built."""
    folder = tmp_path_factory.mktemp("man")
    subprocess.run([sys.executable, "-I", "-S", ROOT / "docs" / "man_pages.py", folder], check=True)
    return folder


def _shown(*files: Path) -> str:
    """What groff prints of pages; any of its warnings fails."""
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed")
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", "-Kutf8", "-P-cbou", "-rLL=100n", "-rHY=0", *files],
        capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout


def test_every_command_has_a_page_and_no_page_a_warning(pages: Path) -> None:
    """Names, options with their hyphens as they are typed, examples letter by letter."""
    files = sorted(pages.glob("man*/*"))
    assert {f"reader-{command}.1" for command in PARSERS} | {"reader.1", "reader-handbook.7"} <= {
        file.name for file in files
    }
    _shown(*files)
    page = _shown(pages / "man1" / "reader-list.1")
    assert "reader-list - name the posts that match" in page
    assert "--no-fold" in page
    assert "       reader list 'date:2024-10 is:unread' --ndjson | jq -r .title\n" in page
    assert r"{date:%Y-%m-%d}\t{title}" in page
    assert "EXIT STATUS" in page
    program = " ".join(_shown(pages / "man1" / "reader.1").split())
    for command in PARSERS:
        assert f"reader-{command}(1)" in program


@pytest.mark.parametrize(("folder", "says"), [("zh_TW", "列出符合的文章"), ("zh_CN", "列出符合的文章")])
def test_pages_in_chinese(pages: Path, folder: str, says: str) -> None:
    """Every command has one, without a warning; no line is longer than the page, as Chinese breaks anywhere."""
    files = sorted((pages / folder).glob("man1/*"))
    assert len(files) == len(PARSERS) + 1
    _shown(*files)
    page = _shown(pages / folder / "man1" / "reader-list.1")
    assert f"reader-list - {says}" in page and "\n名" in page
    cells = (sum(2 if sign >= "\u2e80" else 1 for sign in line) for line in page.split("\n"))
    assert max(cells) <= 130


def test_the_handbook_keeps_its_words(pages: Path) -> None:
    """Tables, lists and code come through; nothing of Markdown or HTML is left."""
    page = _shown(pages / "man7" / "reader-handbook.7")
    words = " ".join(page.split())
    assert "python3 -m venv .venv && .venv/bin/pip install" in words
    assert "How wide a line of an article is at most, in Chinese characters." in words
    assert "“mark.star” = “b”" not in words
    assert '"mark.star" = "b"' in words
    assert not re.search(r"\*\*[A-Z]|\]\(|<!--|\\f[BIR]", page)


@pytest.mark.parametrize(
    "text",
    [
        ".TH is no request",
        "'nor this",
        r"a \fB and \& and \\",
        "--long-option",
        'it\'s `so` ^ ~ "quoted"',
        "一行。\n.第二行",
    ],
)
def test_roff_prints_a_text_as_it_stands(text: str, tmp_path: Path) -> None:
    """No sign of it is read as a request or an escape."""
    escaped = runpy.run_path(str(ROOT / "docs" / "man_pages.py"))["escaped"]
    file = tmp_path / "page.1"
    file.write_text(f'.TH "X" "1" "" "" ""\n.SH NAME\n.EX\n{escaped(text)}\n.EE\n', encoding="utf-8")
    assert "\n".join(line.strip() for line in text.split("\n")) in "\n".join(
        line.strip() for line in _shown(file).split("\n")
    )
