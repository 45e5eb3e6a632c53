"""Tests of the compression of what the index stores."""

from __future__ import annotations

import importlib.util
import sys
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import deflate as module
from reader.text.deflate import deflate, inflate


@given(st.binary(max_size=2_000))
def test_what_is_compressed_is_in_the_format_of_zlib(data: bytes) -> None:
    assert zlib.decompress(deflate(data)) == data
    assert inflate(zlib.compress(data)) == data


def test_without_the_faster_library_the_same_is_read_and_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "isal.isal_zlib", None)
    spec = importlib.util.spec_from_file_location("deflate_without_isal", module.__file__)
    assert spec is not None and spec.loader is not None
    plain = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(plain)
    text = "一月的雨下了三天。".encode() * 50

    assert plain.inflate is zlib.decompress
    assert plain.inflate(deflate(text)) == text
    assert inflate(plain.deflate(text)) == text
