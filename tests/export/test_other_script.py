"""Exports in the other script of Chinese."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from reader.export.formats import FORMATS
from reader.export.options import Options
from reader.library import Library
from reader.library.highlights import new_highlight
from reader.library.other_script import article_in_script, post_in_script
from reader.text.passage import PassageText
from tests.export.conftest import Written

SIMPLIFIED = Options(script="simplified", has_annotations=True)
TRADITIONAL = Options(script="traditional")


def test_what_is_read_changes_and_nothing_else(written: Written, library: Library) -> None:
    """Titles, tags and text; not addresses, code, or what the user said. Language tags follow."""
    storm = library.find("2024-02-03-storm.md")
    article = library.articles.of(storm)
    start = article.text.index("臺灣")
    passage = PassageText(article.text).quote(start, start + 4)
    assert passage is not None
    library.highlights.add(storm, new_highlight(passage, "yellow"))
    library.notes.set([storm], "我的筆記：臺灣")
    page = written("html", "風暴", options=SIMPLIFIED).decode()
    assert "<h2>风暴</h2>" in page and '<mark class="yellow">台湾的风</mark>暴' in page
    assert "我的筆記：臺灣" in page and '<article id="p0" lang="zh-Hans"' in page and "港口新闻" in page
    assert "臺灣的" not in page.replace("我的筆記：臺灣", "")
    assert "<title>风暴</title>" in page


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if not each.is_folder_alone])
def test_every_format_can_be_in_either(name: str, written: Written) -> None:
    """As written it is unless another script is asked for."""
    if name in ("sqlite", "epub"):
        assert written(name, "風暴") != written(name, "風暴", options=SIMPLIFIED)
        return
    assert "風暴" in written(name, "title:風暴").decode()
    other = written(name, "title:風暴", options=SIMPLIFIED).decode()
    # In the JSON of `show` the front matter stands as it is.
    assert "风暴" in other and ("風暴" not in other or name == "json")


def test_a_citation_keeps_its_key(written: Written) -> None:
    """What was cited in a paper already is cited by the same name in either script."""
    keys = {written("bibtex", "title:風暴", options=Options(script=each)).split(b",")[0] for each in
            ("as-written", "simplified", "traditional")}  # fmt: skip
    assert len(keys) == 1
    item = json.loads(written("csl", "title:風暴", options=SIMPLIFIED))[0]
    assert (item["title"], item["language"]) == ("风暴", "zh-Hans")


def test_addresses_and_code_stay(archive: Path, library: Library) -> None:
    """Whatever a link or a line of code has of Chinese, and every offset."""
    text = (
        "看[臺灣](https://example.org/臺灣_(島)) `臺灣` <https://example.org/臺>\n\n```\n臺灣\n```\n\n臺灣\n"
    )
    (archive / "notes/code.md").write_text(f"---\ntitle: 程式\nlang: zh-TW\n---\n{text}")
    list(library.load())
    post = library.find("notes/code.md")
    article = library.articles.of(post)
    other = article_in_script(article, post, "simplified")
    assert len(other.markdown) == len(article.markdown)
    assert "[台湾](" in other.markdown and other.markdown.count("台湾") == 2
    assert [link.url for link in other.links] == [link.url for link in article.links]
    assert post_in_script(post, "simplified").language == "zh-Hans"


def test_japanese_stays(archive: Path, library: Library) -> None:
    """Its characters are no Chinese in another script."""
    (archive / "notes/ja.md").write_text(
        "---\ntitle: 図書館の国のはなし\n---\n図書館の本を読むのは楽しいです。国の学校へ行きました。\n"
    )
    list(library.load())
    post = library.find("notes/ja.md")
    article = library.articles.of(post)
    assert article_in_script(article, post, "traditional") == article
    assert post_in_script(post, "traditional") == post


def test_a_table_in_the_other_script(written: Written) -> None:
    """CSV has rows of the index beside the articles."""
    rows = list(csv.DictReader(io.StringIO(written("csv", "title:風暴", options=SIMPLIFIED).decode())))
    assert (rows[0]["title"], rows[0]["channel"]) == ("风暴", "港口新闻")
