"""Markdown, in one file and in a folder."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

from reader.export.exporting import export
from reader.export.formats import FORMATS
from reader.export.options import Options
from reader.library import Library
from reader.state.marks import Marks

from .conftest import Select, Written


def test_one_file_leads_from_post_to_post(written: Written) -> None:
    """Links to other posts of the file become anchors; other links stay, and copies are left out."""
    text = written("md").decode()
    assert text.count("# 風暴\n") == 1
    assert '<a id="2024-02-03-風暴"></a>' in text
    assert "[風暴](#2024-02-03-風暴)" in text and "[別處](https://other.example/x)" in text


def test_a_link_to_a_post_that_is_not_exported_stays(written: Written) -> None:
    """What leads out of the selection leads to the page."""
    assert "[風暴](https://example.org/storm)" in written("md", "title:海風").decode()
    assert "[風暴](https://example.org/storm)" in written("md", "sort:newest", limit=1).decode()


def test_a_folder_can_be_read_again(select: Select, library: Library, tmp_path: Path) -> None:
    """Titles, dates, addresses, channels and links of an exported folder are those of the archive."""
    library.labels.set([each.post for each in select("title:海風").entries()], "研究", labelled=True)
    target = export(select(options=Options(has_annotations=True)), FORMATS["md"], f"{tmp_path}/out/")
    assert sorted(file.name for file in target.glob("*.md")) == [
        "2023-05-06-A-quiet-year.md",
        "2024-02-03-風暴.md",
        "2024-02-07-海風-Sea-wind.md",
    ]
    again = Library([target], marks=Marks(tmp_path / "other.sqlite"), zone=UTC)
    for _ in again.load():
        pass

    def facts(of: Library) -> list[tuple[object, ...]]:
        rows = of.select(of.asked(""), fold_copies=True)
        return [(row.post.title, row.post.date, row.post.source, row.post.channel) for row in rows]

    assert facts(again) == facts(library)
    sea = again.find("2024-02-07-海風-Sea-wind.md")
    assert [post.title for post in again.related.targets(sea, "2024-02-03-風暴.md")] == ["風暴"]
    written = sea.file.read_text(encoding="utf-8")
    assert "labels:\n- 研究\n" in written and "categories:\n- 港口新聞\n" in written
