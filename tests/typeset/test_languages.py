"""The language of listings that do not name it."""

from __future__ import annotations

import pytest

from reader.typeset.code import language_of


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("$ ls -l\ntotal 0", "console"),
        ("# first\nsudo apt install tor", "bash"),
        ("#!/usr/bin/env python3\nx", "python"),
        ("#!/bin/sh\nx", "bash"),
        ("# A list\nimport os\n\nx = 1", "python"),
        ("def f(x: int) -> int:\n    return x", "python"),
        ('{"a": [1, 2]}', "json"),
        ("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b", "diff"),
        ("const x = 1;", "javascript"),
        ("<div class='a'>天</div>", "html"),
    ],
)
def test_first_lines_tell(code: str, language: str) -> None:
    """A prompt, a command, an import, a whole value."""
    assert language_of(code) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "天地玄黃",
        "make sure that it is there",
        "[1] a note",
        "x = 1",
        "import of goods rose",
        "{ not json",
        "|-- a",
    ],
)
def test_what_is_in_doubt_is_in_no_language(text: str) -> None:
    """Prose, drawings and scraps stay without colours."""
    assert language_of(text) == ""


def test_deep_data_is_in_no_language() -> None:
    """Nothing is raised for brackets without end."""
    assert language_of("[" * 100_000) == ""
