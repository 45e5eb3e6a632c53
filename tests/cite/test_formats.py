"""BibTeX, RIS and CSL-JSON hold what they are given, and are read back."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from reader.cite import STYLES, bibliography, cite
from reader.text.safe import clean_line
from tests.cite.sources import read_bibtex, read_ris, source, tex_text

_TEXT = st.text(st.characters(), max_size=40) | st.text(
    "\\{}$&#%_^~\"'“”@,= \n\t\x00\x1b張三Abc", max_size=40
)
_SCHEMA = json.loads(Path(__file__).with_name("csl-data.json").read_text(encoding="utf-8"))
"""of the Citation Style Language (https://github.com/citation-style-language/schema, MIT License)"""
_POSTS = [
    source("渡輪停航", "賴于榛", "自由時報", "https://news.example/1", description="一句摘要"),
    source("Title", "Ann Lee and Ludwig van Beethoven, Jr.", "", "https://news.example/2"),
    source("無題", "", "", "", day=None),
    source("看海", "潮声频道", "潮声", "https://youtu.be/abc"),
    source("異鄉人", "卡繆 著，柳鳴九、丙丁 譯", "", "https://news.example/3"),
]


@given(_TEXT, _TEXT, _TEXT, _TEXT)
def test_what_was_written_is_read_back(title: str, author: str, channel: str, description: str) -> None:
    """Whatever signs a post has, each format keeps its lines and its fields apart."""
    one = source(title or "無題", author, channel, "https://example.org/a_b?c=%7B#d", description=description)
    (entry,) = read_bibtex(cite(one, "bibtex"))
    assert entry["key"] == one.key
    assert tex_text(entry["title"]) == one.title
    assert tex_text(entry.get("abstract", "")) == one.description == clean_line(description)
    assert entry["url"] == one.url
    assert (
        len(one.authors) == (entry["author"].count(" and ") + 1 if "author" in entry else 0)
        or " and " in author
    )
    (record,) = read_ris(cite(one, "ris"))
    assert [value for tag, value in record if tag == "TI"] == [one.title] or one.title == ""
    assert len([tag for tag, _ in record if tag == "AU"]) == len(one.authors)
    item = json.loads(cite(one, "csl"))
    assert item.get("title", "") == one.title
    for style in STYLES:
        signs = cite(one, style).replace("\n", "")
        assert [sign for sign in signs if unicodedata.category(sign) in ("Cc", "Cs")] == []


def test_csl_json_obeys_its_schema() -> None:
    """The schema that the makers of CSL publish."""
    items = json.loads("".join(bibliography(_POSTS, "csl")))
    jsonschema.validate(items, _SCHEMA)
    assert [item["type"] for item in items] == [
        "article-newspaper",
        "webpage",
        "webpage",
        "motion_picture",
        "webpage",
    ]
    assert items[0]["author"] == [{"literal": "賴于榛"}]
    assert items[1]["author"][1] == {"family": "van Beethoven", "given": "Ludwig", "suffix": "Jr."}
    assert items[4]["translator"] == [{"literal": "柳鳴九"}, {"literal": "丙丁"}]
    assert "translator" not in items[0]
    assert items[0]["issued"] == {"date-parts": [[2024, 2, 7]]}
    assert json.loads("".join(bibliography([], "csl"))) == []


def test_bibtex_guards_titles_and_names() -> None:
    """No style may change a capital of a title, or take a Chinese name apart."""
    newspaper, english, bare, _, translated = read_bibtex("".join(bibliography(_POSTS, "bibtex")))
    assert (newspaper["type"], newspaper["journaltitle"], newspaper["entrysubtype"]) == (
        "article",
        "自由時報",
        "newspaper",
    )
    assert (newspaper["author"], newspaper["title"]) == ("{賴于榛}", "{渡輪停航}")
    assert english["author"] == "Lee, Ann and van Beethoven, Jr., Ludwig"
    assert (newspaper["date"], newspaper["urldate"], newspaper["langid"]) == (
        "2024-02-07",
        "2026-11-28",
        "chinese",
    )
    assert translated["translator"] == "{柳鳴九} and {丙丁}"
    assert not {"date", "url", "urldate", "author"} & bare.keys()


def test_ris_has_the_types_of_reference_managers() -> None:
    """NEWS, ELEC and VIDEO, with dates as the format writes them."""
    records = [dict(record) for record in read_ris("".join(bibliography(_POSTS, "ris")))]
    assert [record["TY"] for record in records] == ["NEWS", "ELEC", "ELEC", "VIDEO", "ELEC"]
    assert ("A4", "柳鳴九") in read_ris(cite(_POSTS[4], "ris"))[0]
    assert (records[0]["DA"], records[0]["Y2"], records[0]["T2"]) == ("2024/02/07", "2026/11/28", "自由時報")


def test_keys_are_stable_and_their_own() -> None:
    """A key tells posts apart and copies not, and does not lean on what else is exported."""
    assert _POSTS[1].key == source("Title", "Ann Lee", "", "http://www.news.example/2?utm_source=x").key
    assert len({one.key for one in _POSTS}) == len(_POSTS)
    assert source("Another", "Ann Lee", "", "https://news.example/2").key != _POSTS[1].key
    assert _POSTS[1].key.startswith("lee2024-")
    assert source("標題", source="https://www.cna.com.tw/news/1.aspx").key.startswith("cna2024-")
    assert source("標題", source="", day=None).key.startswith("post-")
    for style in STYLES:
        once = list(bibliography(_POSTS, style))
        assert list(bibliography([*_POSTS, _POSTS[0]], style)) == once
