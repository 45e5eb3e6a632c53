"""Spellings that make no difference make none anywhere: in lists, marks in articles, facets and suggestions."""

from __future__ import annotations

import unicodedata
from itertools import product

import pytest

from reader.frozen import replace
from reader.library import Library
from reader.query import Query, parse
from reader.query.facets import Facet
from reader.state.marks import Marks
from reader.text.highlight import hits
from reader.text.spelling import search_form
from reader.typeset.prepare import prepare
from tests.library.conftest import TAIPEI, load
from tests.text.test_spelling import SAME

POSTS = {(kind, number): word for kind, words in SAME.items() for number, word in enumerate(words)}


def _name(kind: str, number: int) -> str:
    return f"{kind.replace(' ', '-')}-{number}.md"


@pytest.fixture(scope="module")
def spelt(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library with a post for each spelling, which stands in its text and among its topics."""
    folder = tmp_path_factory.mktemp("spelt")
    archive = folder / "archive"
    archive.mkdir()
    for (kind, number), word in POSTS.items():
        # The text is HTML, in which line ends are blanks, and a topic is one line.
        tag = _tag(word)
        body = f"<p>Number {number} of {kind}: x {word.replace(chr(0x2028), '<br>')} y.</p>"
        (archive / _name(kind, number)).write_text(
            f"---\ntitle: {kind} {number}\ntags: [t{number}]\nkeywords: ['{tag.replace(chr(39), chr(39) * 2)}']\n---\n{body}\n",
            encoding="utf-8",
        )
    library = Library([archive], marks=Marks(folder / "marks.sqlite3"), zone=TAIPEI)
    load(library)
    return library


ACCENT_AS_REFERENCE = {
    "plain": "<div>In the Cafe&#769; of plain text.</div>",
    "html": "<p>In the <b>Cafe&#x301;</b>.</p><figure><img src='a.png'><figcaption>Cafe&#769; Mu&#776;ller</figcaption></figure>",
    "markdown": "In the *Cafe&#769;*.\n\n- and `Cafe&#769;`\n",
    "address": "<p>A <a href='https://example.org/cafe&#769;'>cafe&#769;</a>.</p>",
    "sign": "<p><i>&#824;</i> In the Cafe&#769;, and <b>&#824;b</b>.</p>",
}


@pytest.fixture(scope="module")
def referring(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of posts whose accents are references to characters."""
    archive = tmp_path_factory.mktemp("referring")
    for name, body in ACCENT_AS_REFERENCE.items():
        (archive / f"{name}.md").write_text(f"---\ntitle: U&#776;ber {name}\n---\n{body}\n", encoding="utf-8")
    library = Library([archive], marks=Marks(archive / "marks.sqlite3"), zone=TAIPEI)
    load(library)
    return library


@pytest.mark.parametrize("name", ["plain", "html", "markdown"])
def test_accents_as_references(referring: Library, name: str) -> None:
    """A letter and a reference to an accent are one letter: in the list, in the article, in captions and titles."""
    for word in ("café", "cafe", "title:über", *(("caption:müller",) if name == "html" else ())):
        query = parse(f"{word} {name}")
        assert [row.post.path for row in referring.select(query)] == [f"{name}.md"]
        text = prepare(replace(referring.articles.of(referring.find(f"{name}.md")), keywords=())).search_text
        if not word.startswith("title:"):
            assert hits(text, parse(word).patterns), word
    code = referring.articles.of(referring.find("markdown.md")).text
    assert "Cafe&#769;" in code, "in code it is no reference"


def test_addresses_stay_as_they_are(referring: Library) -> None:
    """A server may have something else, or nothing, at the composed address."""
    (link,) = referring.articles.of(referring.find("address.md")).links
    assert (link.text, link.url) == ("caf\xe9", "https://example.org/cafe\u0301")


def test_sign_that_is_no_accent(referring: Library) -> None:
    """A stroke behind a tag does not become a part of the tag."""
    (row,) = referring.select(parse("cafe sign")).rows(0, 1)
    assert referring.articles.of(row.post).text == "\u0338 In the Caf\xe9, and \u0338b."


def _tag(word: str) -> str:
    """Return a name with the word in it, which no reading of names trims."""
    return f"甲{' '.join(word.split())}乙"


def _typed(word: str) -> str:
    escaped = "".join(f"\\{sign}" if sign in '"“”„‟＂「」『』\\' else sign for sign in word)
    return f'"{escaped}"'


def _asks_for_accents(word: str) -> bool:
    return any(unicodedata.combining(sign) for sign in unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("kind", SAME)
def test_each_spelling_finds_each(spelt: Library, kind: str) -> None:
    """In the list, by its words and by its topic, with a mark in the article; what is typed with accents asks for them."""
    for (number, typed), (other, written) in product(enumerate(SAME[kind]), repeat=2):
        if _asks_for_accents(typed) and not _asks_for_accents(written):
            continue
        query = parse(_typed(typed))
        assert _name(kind, other) in [row.post.path for row in spelt.select(query)], (typed, written)
        tagged = spelt.select(parse(f"keyword:{_typed(_tag(typed))}"))
        assert _name(kind, other) in [row.post.path for row in tagged], (typed, written)
        post = spelt.find(_name(kind, other))
        text = prepare(replace(spelt.articles.of(post), keywords=())).search_text
        assert hits(text, query.patterns), (number, typed, text)


@pytest.mark.parametrize("kind", SAME)
def test_spellings_are_one_value(spelt: Library, kind: str) -> None:
    """Of facets, with the posts of all, and suggested whatever is typed of them."""
    words = SAME[kind]
    names = {search_form(_tag(word)) for word in words}
    values = [
        value
        for value in spelt.select(Query()).facets([Facet.KEYWORD])[Facet.KEYWORD]
        if search_form(value.name) in names
    ]
    assert [value.count for value in values] == [len(words)]
    for typed in words:
        query = f"keyword:{_typed(_tag(typed))[:-1]}"
        found = spelt.suggester.suggest(query, len(query), 8)
        assert search_form(_tag(typed)) in {search_form(each.shown) for each in found}, (typed, found)
