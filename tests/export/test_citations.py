"""Citations of a selection."""

from __future__ import annotations

import json

import pytest

from reader.cite import STYLES
from reader.export.formats import FORMATS, format_of

from .conftest import Written


def test_each_style_is_a_format(written: Written) -> None:
    """An entry a post, copies once, in the order of the selection."""
    assert set(STYLES) <= FORMATS.keys()
    assert written("bibtex").decode().count("\n@") == 2
    assert written("ris").decode().count("ER  - \n") == 3
    assert [item["title"] for item in json.loads(written("csl"))][1:] == ["風暴", "A quiet year"]
    lines = written("apa").decode().splitlines()
    assert lines[1] == "風暴. (2024, February 3). 港口新聞. https://example.org/storm"
    assert lines[2] == "Cy. (2023, May 6). A quiet year. The Pier."


@pytest.mark.parametrize(("target", "style"), [("papers.bib", "bibtex"), ("papers.ris", "ris")])
def test_reference_managers_have_their_endings(target: str, style: str) -> None:
    """Other styles are named by `--as`."""
    assert format_of(target).name == style
