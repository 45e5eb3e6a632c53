"""A web site in a folder: its pages, their links, and the index of its search."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urldefrag

import html5lib
import pytest

from reader.export.exporting import export
from reader.export.formats import FORMATS
from reader.export.site_search import PIECES, piece_of, words_of
from tests.export.conftest import Select


@pytest.fixture
def site(select: Select, tmp_path: Path) -> Path:
    """The site of the small archive."""
    return export(select(), FORMATS["site"], str(tmp_path / "site"))


def _found(site: Path, words: str) -> list[str]:
    """Return the titles of the posts that have all words, as the page of the search does."""
    archive = json.loads((site / "search/posts.js").read_text().removeprefix("var archive = ").rstrip(";\n"))
    sets = []
    for word in words_of(words):
        piece = (site / f"search/{piece_of(word)}.js").read_text()
        index = json.loads(piece[piece.index(",") + 1 :].rstrip(");\n"))
        places, place = set(), 0
        for delta in filter(None, index.get(word, "").split(",")):
            place += int(delta, 36)
            places.add(place)
        sets.append(places)
    return [archive["posts"][place][0] for place in sorted(set.intersection(*sets))]


def test_every_page_is_whole_and_every_link_leads_to_one(site: Path) -> None:
    """Strict HTML; relative links name files and anchors that are there."""
    trees = {
        page: html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.read_text())
        for page in site.rglob("*.html")
    }
    for page, tree in trees.items():
        places = [
            *(link.get("href", "") for link in (*tree.iter("a"), *tree.iter("link"))),
            *(script.get("src", "") for script in tree.iter("script")),
        ]
        assert places
        for place in places:
            if "://" not in place:
                file, anchor = urldefrag(unquote(place))
                led_to = (page.parent / file).resolve() if file else page
                assert led_to.is_file(), f"{page.name} leads to {place}"
                assert not anchor or f'id="{anchor}"' in led_to.read_text()


def test_pages_run_nothing_but_the_search(site: Path) -> None:
    """Whatever a post would have run, the policy of its page forbids; that of the search runs the site's own scripts."""
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        own = "'self'" if page.name == "search.html" else "'none'"
        assert f"default-src 'none'; style-src 'self'; script-src {own};" in text
        assert ("<script" in text) == (page.name == "search.html")


def test_posts_stand_in_the_lists_of_their_month_channel_and_tags(site: Path) -> None:
    """A page each, and a page for each list."""
    posts = sorted(page.stem for page in (site / "posts").iterdir())

    assert len(posts) == 3 and "2024-02-03-風暴" in posts
    assert "風暴" in (site / "months/2024-02.html").read_text()
    assert "A quiet year" not in (site / "months/2024-02.html").read_text()
    assert "A quiet year" in (site / "channels/The-Pier.html").read_text()
    assert "A quiet year" in (site / "tags/harbour.html").read_text()


def test_the_search_finds_words_in_either_script_and_any_case(site: Path) -> None:
    """By pairs of characters and by words, of titles, text and captions."""
    assert _found(site, "台湾") == _found(site, "臺灣") == ['海風 *Sea*, "wind"', "風暴"]
    assert _found(site, "港口的船") == ['海風 *Sea*, "wind"']
    assert _found(site, "NOTHING happened") == ["A quiet year"]


_PAGE = """
{
const fs = require("fs"), vm = require("vm"), folder = process.argv[1];
const box = { value: "", addEventListener() {} }, list = { replaceChildren: (...rows) => (list.rows = rows) };
const run = (name) => vm.runInThisContext(fs.readFileSync(`${folder}/${name}`, "utf8"));
globalThis.location = { hash: process.argv[2] };
globalThis.history = { replaceState() {} };
globalThis.document = {
  getElementById: (id) => ({ words: box, posts: list })[id] ?? {},
  createElement: () => ({ append(...parts) { this.text = parts.map((part) => part.textContent).join(" "); } }),
  head: { append: (script) => setTimeout(() => run(script.src)) },
};
run("search/posts.js");
run("search.js");
process.on("exit", () => console.log(JSON.stringify(list.rows?.map((row) => row.text))));
}
"""


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
@pytest.mark.parametrize(
    ("address", "found"),
    [
        pytest.param("#nothing%20no", ["2023-05-06 A quiet year"], id="two words of one piece"),
        pytest.param(
            "#%E5%8F%B0%E6%B9%BE%20sea", ['2024-02-07 海風 *Sea*, "wind"'], id="words of two pieces"
        ),
        pytest.param("#%E5%8F", [], id="an address that was cut"),
    ],
)
def test_the_script_of_the_page_finds_the_posts(site: Path, address: str, found: list[str]) -> None:
    """It waits for every piece that the words need, each loaded once."""
    run = subprocess.run(
        ["node", "-e", _PAGE, str(site), address], capture_output=True, text=True, check=True
    )
    assert json.loads(run.stdout) == found


def test_pieces_hold_what_begins_alike(site: Path) -> None:
    """So that the words that begin with two letters are in one piece, which the script loads."""
    assert piece_of("sea") == piece_of("se") == piece_of("seafarer")
    assert len(list((site / "search").glob("[0-9]*.js"))) == PIECES
