"""JSON, CSV and SQLite: what programs read."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from datetime import UTC
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import validate

from reader.article import Article
from reader.cli.fields import schema
from reader.export.csv_table import FIELDS, row, write_rows
from reader.export.exporting import export
from reader.export.formats import FORMATS
from reader.export.options import Options
from reader.library import Library, Row, new_highlight
from reader.post import Post
from reader.text.passage import Passage

from .conftest import Select, Written


def test_json_has_the_fields_of_show(written: Written) -> None:
    """An array, in the order of the query, also when it is empty."""
    shapes = json.loads(written("json", "sort:oldest"))
    assert [shape["title"] for shape in shapes] == ["A quiet year", "風暴", '海風 *Sea*, "wind"']
    for shape in shapes:
        validate(shape, schema("show"))
    assert json.loads(written("json", "title:nowhere")) == []


def test_a_csv_row_has_what_the_post_has(written: Written) -> None:
    """Commas, quotes and line ends in cells are read back by any reader of CSV."""
    rows = list(csv.DictReader(io.StringIO(written("csv").decode(), newline="")))
    assert list(rows[0]) == list(FIELDS)
    assert rows[0]["title"] == '海風 *Sea*, "wind"' and rows[0]["date"] == "2024-02-07T22:30:00Z"
    assert rows[0]["text"] == "風從台灣來了，見風暴與別處。\n港口的船" and rows[0]["characters"] == "19"
    assert (rows[0]["unread"], rows[0]["starred"], rows[0]["tags"]) == ("1", "0", "港口新聞")
    assert len(rows) == 3 and len(list(csv.reader(io.StringIO(written("csv", fold=False).decode())))) == 5


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=4, max_size=4))
def test_csv_is_read_back_as_it_was(texts: list[str]) -> None:
    """Whatever a post says."""
    title, author, note, text = texts
    post = Post(Path("/a"), "p.md", title or "T", author=author)
    stream = io.StringIO(newline="")
    listed = Row(post, read=False, starred=True, copies=1, labels=["研究"])
    write_rows(stream, [row(listed, Article("", text), note, UTC)])
    _, cells = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    found = dict(zip(FIELDS, cells, strict=True))
    assert (found["title"], found["author"], found["note"], found["text"]) == (
        title or "T",
        author,
        note,
        text,
    )


def test_a_database_holds_posts_and_what_hangs_on_them(
    select: Select, library: Library, tmp_path: Path
) -> None:
    """Links lead to rows, passages and notes belong to posts, and any three characters are found."""
    sea = library.find("2024-02-07-sea.md")
    library.labels.set([sea], "研究", labelled=True)
    library.notes.set([sea], "冷鋒過境")
    library.highlights.add(
        sea, new_highlight(Passage(offset=2, words="台灣來了", before="風從", after="，見"), "blue")
    )
    file = export(select(options=Options(has_annotations=True)), FORMATS["sqlite"], f"{tmp_path}/posts.db")
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("SELECT id, day, note FROM posts ORDER BY id").fetchall() == [
            (1, "2024-02-07", "冷鋒過境"),
            (2, "2024-02-03", ""),
            (3, "2023-05-06", ""),
        ]
        links = "SELECT post_id, url, target_id FROM links ORDER BY id"
        assert db.execute(links).fetchall() == [
            (1, "https://example.org/storm", 2),
            (1, "https://other.example/x", None),
            (2, "https://example.org/sea", 1),
        ]
        tags = "SELECT name, count(*) FROM tags JOIN post_tags ON tag_id = id GROUP BY id ORDER BY 2, 1"
        assert db.execute(tags).fetchall() == [("The Pier", 1), ("harbour", 1), ("港口新聞", 2)]
        assert db.execute("SELECT post_id, name FROM labels").fetchall() == [(1, "研究")]
        assert db.execute("SELECT post_id, text, colour FROM highlights").fetchall() == [
            (1, "台灣來了", "blue")
        ]
        assert db.execute("SELECT caption FROM pictures").fetchall() == [("港口的船",)]
        found = "SELECT rowid FROM posts_fts WHERE posts_fts MATCH ?"
        assert db.execute(found, ["灣的風"]).fetchall() == [(2,)]
        assert db.execute(found, ["鋒過境"]).fetchall() == [(1,)]


def test_a_link_to_a_post_that_vanished_leads_to_no_row(
    select: Select, archive: Path, tmp_path: Path
) -> None:
    """The index knows it still, and the database has no row for it."""
    selection = select("sort:newest", fold=False)
    (archive / "_posts/2024-02-03-storm.md").unlink()
    file = export(selection, FORMATS["sqlite"], f"{tmp_path}/posts.db")
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("SELECT count(*) FROM posts").fetchone() == (3,)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert "storm" in selection.problems[0]
