"""Tables as lines."""

from __future__ import annotations

from reader.article import Article
from reader.typeset.cells import cell_len
from reader.typeset.document import Document, Options
from reader.typeset.prepare import prepare

TABLE = "| 項目 | 數量 | 說明 |\n|---|---|---|\n| 蘋果 | 1,200 | 新鮮的蘋果，從日本進口 |\n| banana | 3.5% | yellow |"


def table(markdown: str, width: int) -> Document:
    """`markdown` set for `width`."""
    return prepare(Article(markdown)).set(Options(width))


def lines(markdown: str, width: int) -> list[str]:
    """The lines of `markdown`."""
    return [line.text.rstrip() for line in table(markdown, width).lines]


def test_columns_are_aligned() -> None:
    """Wide characters count two cells, and numbers stand at the right."""
    assert lines(TABLE, 60) == [
        "項目     數量  說明",
        "─────────────────────────────────────",
        "蘋果    1,200  新鮮的蘋果，從日本進口",
        "banana   3.5%  yellow",
    ]


def test_alignment_of_the_source_wins() -> None:
    """Columns are aligned as the Markdown says."""
    assert lines("| a | b | c |\n|:-:|--:|:--|\n| 1234 | 1234 | 1234 |", 60)[0] == " a       b  c"


def test_cells_wrap_when_the_table_is_too_wide() -> None:
    """Columns shrink, text wraps in its cell by the rules, and rows get a blank line between them."""
    assert lines(TABLE, 32) == [
        "項目     數量  說明",
        "──────────────────────────────",
        "蘋果    1,200  新鮮的蘋果，從",
        "               日本進口",
        "",
        "banana   3.5%  yellow",
    ]


def test_a_table_of_many_columns_is_wider_than_the_pane() -> None:
    """Columns keep what can be read; the document says how wide it is, for scrolling sideways."""
    wide = table("|" + "欄位名稱|" * 12 + "\n|" + "-|" * 12 + "\n|" + "內容很長|" * 12, 40)
    assert wide.width > 40
    assert max(cell_len(line.text) for line in wide.lines) == wide.width


def test_one_row_has_no_head() -> None:
    """A single row names nothing, so it is not set as a head."""
    spans = table("| a | b |\n|---|---|", 40).lines[0].spans
    assert all(not span.roles for span in spans)


def test_pipes_and_styles_in_cells() -> None:
    """A cell is running text."""
    cell = next(
        span
        for line in table("| a |\n|---|\n| **x\\|y** |", 40).lines
        for span in line.spans
        if "x" in span.text
    )
    assert (cell.text, cell.roles) == ("x|y", ("strong",))


def test_a_cell_may_hold_several_lines() -> None:
    """`<br>` ends a line in a cell and is no text anywhere."""
    assert lines("| a | b |\n|---|---|\n| c<br>d | e |", 60) == ["a  b", "────", "c  e", "d"]


def test_places_in_cells_are_found() -> None:
    """Cells stand side by side; still each place leads to the line that shows it."""
    document = table(TABLE, 32)
    assert "日本進口" in document.lines[document.line_at(document.text.index("日本"))].text
    assert "banana" in document.lines[document.line_at(document.text.index("banana"))].text


def test_heads_stand_above_their_columns() -> None:
    """A head of two lines is the one of a column that spans others: what it spans stands in one line."""
    shown = lines("| 港 | 船<br>大 | 小 |\n| --- | --- | --- |\n| 基隆 | 3 | 5 |", 40)
    assert [line.split() for line in shown[:2]] == [["船"], ["港", "大", "小"]]
