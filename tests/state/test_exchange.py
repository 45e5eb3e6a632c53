"""Exports and imports: merged in any order, kept to the letter, and refused as a whole."""

from __future__ import annotations

import json
import tempfile
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import ImportedFileError
from reader.state.exchange import Export, parse, written
from reader.state.file import StateFile
from reader.state.ledger import Ledger
from reader.state.statements import Item, Kind, Statement
from reader.text.safe import clean

_MEMORY = Path("/dev/shm")
_TIME = "1700000000000"
_ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_NOTES = st.builds(Item, st.just(Kind.NOTE), st.sampled_from(["a", "b\x1b[2J\u202e"]))
_OTHERS = st.sampled_from(
    [Item(Kind.STARRED, "a"), Item(Kind.LABEL, "a", "晚上"), Item(Kind("of a newer reader"), "a", "x")]
)
_WHEN = st.integers(min_value=1, max_value=4)
_STATEMENTS = st.builds(Statement, _NOTES, st.none() | st.sampled_from("xyz") | _ANY_TEXT, _WHEN) | st.builds(
    Statement, _OTHERS, st.sampled_from([None, _TIME, "1800000000000"]), _WHEN
)
_SIDES = st.lists(st.lists(_STATEMENTS, max_size=5, unique_by=lambda each: each.item), min_size=2, max_size=3)


def _export(ledger: Ledger) -> bytes:
    return "".join(written(Export(ledger.statements(), ledger.earlier()))).encode()


def _imported(*exports: bytes) -> bytes:
    """Import exports into an empty ledger one after the other, and return its export."""
    # In memory where that may be: the disk is asked after each import.
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        ledger = Ledger(StateFile(Path(folder) / "marks.sqlite3"))
        for content in exports:
            ledger.merge(*parse(content, "it"), "imported")
        merged = _export(ledger)
        ledger.file.close()
    return merged


@given(sides=_SIDES)
@settings(deadline=None, max_examples=40)
def test_the_order_of_imports_makes_no_difference(sides: list[list[Statement]]) -> None:
    """They are commutative, associative and idempotent, and lose no text of either side."""
    exports = [_imported("".join(written(Export(side, []))).encode()) for side in sides]
    expected = _imported(*exports)
    for order in permutations(exports):
        assert _imported(*order) == expected
        assert _imported(order[0], _imported(*order[1:])) == expected
    assert _imported(*exports, *exports) == expected

    kept = {(each.item, each.value) for part in parse(expected, "it") for each in part}
    texts = {(each.item, each.value) for side in sides for each in side if each.item.kind is Kind.NOTE}
    assert kept >= {(item, clean(text)) for item, text in texts if text is not None}


def test_an_export_is_plain_json(tmp_path: Path) -> None:
    """A line for each statement, with its time for a person, and nothing that a terminal would act on."""
    ledger = Ledger(StateFile(tmp_path / "marks.sqlite3"))
    ledger.merge([Statement(Item(Kind.NOTE, "example.org/a"), "夜\x9b2J\u202e", 1_700_000_000_123)], [], "x")
    ledger.remember({Item(Kind.SESSION, "/news"): "{}", Item(Kind.PROGRESS, "example.org/a"): "430"})
    content = _export(ledger)

    assert b"\n" + rb'{"kind": "note", "key": "example.org/a", "value": "' in content
    assert not {"\x9b", "\u202e"} & set(content.decode())
    document = json.loads(content)
    assert document["statements"][0] == {
        "kind": "note",
        "key": "example.org/a",
        "value": "夜\x9b2J\u202e",
        "at": "2023-11-14T22:13:20.123Z",
    }
    assert [each["kind"] for each in document["statements"]] == ["note", "progress"]


_STAR = {"kind": "starred", "key": "a", "value": _TIME, "at": "2024-01-01T00:00:00.000Z"}


def _document(*entries: object, **changes: object) -> bytes:
    document = {"format": "reader-marks", "version": 1, "statements": list(entries), "earlier": []}
    return json.dumps({**document, **changes}).encode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no export"),
        (b"\x00\xff\xfe" * 50, "no export"),
        (b'{"bookmarks": []}', "no export"),
        (b"[" * 100_000, "no export"),
        (b"url,title\nhttps://example.org,A\n", "no export"),
        (b"9" * 10_000, "no export"),
        (_document(_STAR)[:-20], "cut off"),
        (_document(_STAR, version=2), "newer"),
        (_document(_STAR, extra=[]), "newer"),
        (_document(_STAR, statements={}), "list of statements is missing"),
        (_document(_STAR, "a"), "entry 2 of its statements"),
        (_document(_STAR | {"value": "soon"}), "entry 1"),
        (_document(_STAR | {"value": 7}), "entry 1"),
        (_document(_STAR | {"kind": ["read"]}), "entry 1"),
        (_document(_STAR | {"key": "\ud800"}), "entry 1"),
        (_document(_STAR | {"at": "yesterday"}), "entry 1"),
        (_document(_STAR | {"at": "2024-02-31T00:00:00.000Z"}), "entry 1"),
        (_document(_STAR | {"colour": "red"}), "entry 1"),
        (_document(_STAR | {"kind": "place", "value": "{"}), "entry 1"),
        (_document(earlier=[_STAR | {"value": None}]), "entry 1 of its earlier"),
    ],
)
def test_what_is_no_export_is_refused_as_a_whole(content: bytes, reason: str) -> None:
    """Files of other programs, cut ones, and statements that nobody said."""
    with pytest.raises(ImportedFileError, match=reason) as raised:
        parse(content, "marks.json")
    assert str(raised.value).startswith("marks.json is not imported: ")
    assert "\n" not in str(raised.value)


def test_texts_that_somebody_else_wrote_are_cleaned() -> None:
    """A note, a label, a search or a highlight of a foreign file shows no control character; keys and the rest stay."""
    bad, key = "a\x1b[2J\u202e\U000e0041\nb", "sub/\x1b.md"
    highlight = {"before": bad, "words": bad, "after": "", "offset": 5, "colour": bad, "note": bad, "made": 7}
    said = [
        {"kind": "label", "key": key, "name": bad, "value": _TIME},
        {"kind": "note", "key": key, "value": bad},
        {"kind": "highlight", "key": key, "name": bad, "value": json.dumps(highlight)},
        {"kind": "search", "key": bad, "value": bad},
        {"kind": "asked", "key": bad, "value": _TIME},
        {"kind": "order", "key": "searches", "value": json.dumps([bad])},
        {"kind": "place", "key": key, "value": json.dumps({"a": bad})},
        {"kind": "highlight", "key": "b", "name": "c", "value": '{"words" :"w"}'},
    ]
    line, text = "a[2J b", "a[2J\nb"
    cleaned = {
        **dict.fromkeys(("before", "words", "colour", "note"), text),
        "after": "",
        "offset": 5,
        "made": 7,
    }
    statements = parse(_document(*({**each, "at": _STAR["at"]} for each in said)), "it").statements
    assert [each.item[1:] for each in statements] == [
        *[
            (key, line),
            (key, ""),
            (key, line),
            (line, ""),
            (line, ""),
            ("searches", ""),
            (key, ""),
            ("b", "c"),
        ]
    ]
    values = [each.value or "" for each in statements]
    assert (values[1], values[3], values[7]) == (text, line, '{"words" :"w"}')
    assert (json.loads(values[2]), json.loads(values[5])) == (cleaned, [line])
    assert json.loads(values[6]) == {"a": bad}


def test_a_byte_order_mark_is_no_harm() -> None:
    """As editors of Windows leave it, which also write UTF-16."""
    for encoding in ("utf-8-sig", "utf-16"):
        content = _document(_STAR).decode().encode(encoding)
        assert parse(content, "it").statements[0].item == Item(Kind.STARRED, "a")
