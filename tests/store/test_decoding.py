"""Decoding: a file's declared encoding, the one that its bytes look like, and what is no text."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.store.decoding import REPLACED, TWICE, ZEROS, decode
from reader.store.load import from_bytes

HANS = "今天从早上开始下雨，港口的船还没有出发。渔民们聚集在一家小店里，一边喝热茶一边谈论天气。"
HANT = "今天從早上開始下雨，港口的船還沒有出發。漁民們聚集在一家小店裡，一邊喝熱茶一邊談論天氣。"
JAPANESE = "今日は朝から雨が降っていて、港の船はまだ出ていません。漁師たちは温かいお茶を飲んでいました。"
KOREAN = "오늘 아침부터 비가 내려서 항구의 배는 아직 나가지 못했다. 어부들은 작은 가게에 모여 차를 마셨다."
RUSSIAN = "С утра идёт дождь, и корабли ещё не вышли в море. Рыбаки собрались в маленькой лавке."
GERMAN = "Seit dem Morgen regnet es. Die Fischer saßen in einem Geschäft, tranken heißen Tee über Mittag."
POLISH = "Rybacy zebrali się w małym sklepie, piją gorącą herbatę i rozmawiają o pogodzie, źródle i ścieżce."
CASES = [
    ("gb18030", HANS, "GB18030"),
    ("big5hkscs", HANT, "Big5"),
    ("cp932", JAPANESE, "Shift_JIS"),
    ("euc_jp", JAPANESE, "EUC-JP"),
    ("iso2022_jp", JAPANESE, "ISO-2022-JP"),
    ("cp949", KOREAN, "EUC-KR"),
    ("cp1251", RUSSIAN, "windows-1251"),
    ("koi8_r", RUSSIAN, "KOI8-R"),
    ("iso8859_5", RUSSIAN, "ISO-8859-5"),
    ("cp1252", GERMAN, "windows-1252"),
    ("cp1250", POLISH, "windows-1250"),
]
DECLARED = [
    ('<!DOCTYPE html><html><head><meta charset="{}"></head><body>{}</body></html>', "shift_jis", JAPANESE),
    (
        '<html><head><meta http-equiv=Content-Type content="text/html; charset={}"></head>{}</html>',
        "gb2312",
        HANS,
    ),
    ('<?xml version="1.0" encoding="{}"?>\n<html>{}</html>', "Big5", HANT),
    ("# -*- coding: {} -*-\n{}\n", "euc-kr", KOREAN),
    ("---\ntitle: a\nencoding: {}\n---\n{}\n", "euc-jp", JAPANESE),
    ('+++\ntitle = "a"\ncharset = "{}"\n+++\n{}\n', "windows-1251", RUSSIAN),
]


def text_of(data: bytes, *, is_whole: bool = True) -> str:
    """Return the decoded text, which there must be."""
    decoded = decode(data, is_whole=is_whole)
    assert decoded is not None
    return decoded.text


@pytest.mark.parametrize(("codec", "text", "name"), CASES)
@pytest.mark.parametrize(
    "form", ["---\ntitle: {}\ndate: 2012-01-01\n---\n{}\n", "<div><p>{}</p><p>{}</p></div>"]
)
def test_an_encoding_is_told_by_the_bytes(codec: str, text: str, name: str, form: str) -> None:
    """Posts of a few hundred bytes come out right, with a warning that names the encoding."""
    post = form.format(text[:12], text)
    decoded = decode(post.encode(codec))

    assert decoded is not None
    assert decoded.text == post
    assert [name in warning for warning in decoded.warnings] == [True]


@pytest.mark.parametrize(("form", "label", "text"), DECLARED)
def test_an_encoding_is_declared(form: str, label: str, text: str) -> None:
    """A declaration counts where the text itself is too short to tell."""
    short = form.format(label, text[:3])
    decoded = decode(short.encode(label))

    assert decoded is not None
    assert decoded.text == short
    assert "which it declares" in decoded.warnings[0]


@pytest.mark.parametrize("label", ["iso-8859-1", "utf-8", "shift_jis", "no-such-thing"])
def test_a_wrong_declaration_does_not_count(label: str) -> None:
    """Programs declare one encoding and write another."""
    page = f'<meta charset="{label}">\n<p>{HANS}</p><p>{HANS}</p>'

    assert text_of(page.encode("gb18030")) == page


def test_a_declaration_does_not_change_valid_utf_8() -> None:
    """Browsers save pages in UTF-8 and leave the old declaration in them."""
    page = f'<meta charset="gbk"><p>{HANS}</p>'

    assert decode(page.encode()) == (page, ())


def test_utf_8_with_bad_bytes_stays_utf_8() -> None:
    """A few bad bytes are shown as such; the rest is not read as something else."""
    data = HANS.encode() + b"\xff" + b"\xb5\xc4" + HANS.encode()[:-1]
    decoded = decode(data)

    assert decoded is not None
    assert decoded.text.startswith(HANS + "\ufffd")
    assert decoded.warnings == (REPLACED,)


def test_few_letters_beyond_ascii() -> None:
    """An English text with a dash and a name in windows-1252; bytes that no one types stay unread."""
    assert text_of("He — René — came".encode("cp1252")) == "He — René — came"
    assert text_of(b"a\xffb") == "a\ufffdb"
    assert text_of("Un café à côté de l'église".encode("latin-1")) == "Un café à côté de l'église"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["---\ntitle: 港口\n---\n船。\n", "Plain words, nothing else.\n"])
def test_utf_16_and_utf_32(codec: str, text: str) -> None:
    """With a byte order mark without a warning, without one by the zero bytes of their ASCII."""
    marked = decode(("\ufeff" + text).encode(codec))
    bare = decode(text.encode(codec))

    assert marked == (text, ())
    assert bare is not None
    assert bare.text == text
    assert codec[:6].upper() in bare.warnings[0]


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("utf-8", HANS),
        ("gb18030", HANS),
        ("big5hkscs", HANT),
        ("cp932", JAPANESE),
        ("cp949", KOREAN),
        ("utf-16", HANS + "😀😀"),
    ],
)
def test_a_file_cut_within_a_character(codec: str, text: str) -> None:
    """Whole characters are kept up to the place where the file is cut."""
    data = (text + text).encode(codec)
    for cut in range(1, 5):
        assert (text + text).startswith(text_of(data[:-cut], is_whole=False))
        assert text_of(data[:-cut], is_whole=False).startswith(text)


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@pytest.mark.parametrize("text", ["Un café à côté", "“It’s — late”, he said…", HANS])
def test_text_that_was_encoded_twice(codec: str, text: str) -> None:
    """UTF-8 that a program read as Western text and wrote as UTF-8 again is read back."""
    try:
        twice = text.encode().decode(codec).encode()
    except UnicodeDecodeError:
        # Programs read the holes of windows-1252 as the control characters of Latin-1.
        return
    assert decode(twice) == (text, (TWICE,))


@pytest.mark.parametrize(
    "text", ["Ã is a letter", "CAFÉ…", "LE CAFÉ», dit-il, et le CAFÉ…", "naïve “É” Ã©", HANS]
)
def test_text_that_only_looks_as_if_encoded_twice(text: str) -> None:
    """Letters of Western languages beside signs stay as they are."""
    assert decode(text.encode()) == (text, ())


def test_zero_bytes_and_marks_inside() -> None:
    """What a crash or a joining of files leaves in a text is dropped; a binary file is refused."""
    assert decode(f"title\n{HANS}\0\0{HANS}".encode()) == (f"title\n{HANS}{HANS}", (ZEROS,))
    assert decode(f"\ufeff\ufeffa\n\ufeff{HANS}".encode()) == (f"a\n{HANS}", ())
    for hole in (16, 4096):
        zeros = "\0" * hole
        assert decode(f"{zeros}title\n{zeros}{HANS}{zeros}".encode()) == (f"title\n{HANS}", (ZEROS,))
        assert decode(zeros.encode()) is None
    assert decode(b"---\ntitle: a\n---\n\x00\x01\x02") is None
    assert decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR") is None
    assert decode(bytes(range(256)) * 40) is None


def test_mixed_line_ends() -> None:
    """Line feeds, carriage returns and both, in one file, all end lines of the front matter."""
    loaded = from_bytes(
        Path("/a"), "a.md", b"\xef\xbb\xbf---\r\ntitle: One\rdate: 2024-01-02\n---\r\nWords.\r", is_whole=True
    )

    assert (loaded.post.title, loaded.post.date is not None, loaded.body) == ("One", True, "Words.\n")


def test_the_warning_is_on_the_post() -> None:
    """The post says which encoding was taken for its file."""
    loaded = from_bytes(
        Path("/a"), "a.md", f"---\ntitle: {HANS}\n---\n{HANS}".encode("gb18030"), is_whole=True
    )

    assert loaded.post.title == HANS
    assert loaded.post.warnings == (
        "The file is not UTF-8 and was read as GB18030, which its bytes look like.",
    )


@given(st.binary(max_size=200), st.binary(max_size=20), st.booleans())
def test_any_bytes(noise: bytes, start: bytes, is_whole: bool) -> None:
    """Any bytes give text or none, in text that can be written again but for surrogates."""
    for mark in (
        b"",
        codecs.BOM_UTF16_LE,
        codecs.BOM_UTF32_BE,
        b"<meta charset=gbk>",
        b"# coding: utf-16\n",
        start,
    ):
        decoded = decode(mark + noise, is_whole=is_whole)
        if decoded is not None:
            decoded.text.encode()
            assert "\0" not in decoded.text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=80))
def test_utf_8_comes_back(text: str) -> None:
    """Text in UTF-8 is the same text, unless it is what encoding twice makes."""
    decoded = decode(text.encode())
    assert decoded is not None
    assert decoded.text == text or TWICE in decoded.warnings


@given(st.sampled_from(CASES), st.integers(0, 60), st.integers(2, 40))
def test_longer_text_comes_back(case: tuple[str, str, str], start: int, times: int) -> None:
    """Text that is long enough comes back from every encoding."""
    codec, text, _ = case
    whole = text[start:] + text * times
    assert text_of(whole.encode(codec)) == whole


def test_zero_bytes_far_below() -> None:
    """Zero bytes beyond the start of a file, which tells whether it is binary, are left out as well."""
    assert text_of(b"words " * 3000 + b"\0end") == "words " * 3000 + "end"
