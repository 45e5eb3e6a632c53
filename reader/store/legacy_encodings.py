"""Encodings other than Unicode: the one that a file declares, and the one that its bytes look like."""

from __future__ import annotations

import codecs
import re

_SAMPLE_BYTES = 8192
_DECLARATION_BYTES = 4096
_DETECTION_BYTES = 200_000
# Labels as the Encoding Standard (encoding.spec.whatwg.org) resolves them: each to the codec of Python that
# decodes the most of what is written under this label.
_CODECS = {
    "gb18030": "gb18030 gbk gb2312 gb_2312-80 gb2312-80 cp936 ms936 x-gbk chinese csgb2312 euc-cn hz-gb",
    "big5hkscs": "big5 big5-hkscs big5hkscs cn-big5 x-x-big5 csbig5 cp950 ms950 big5-eten",
    "cp932": "shift_jis shift-jis sjis s-jis x-sjis ms_kanji windows-31j cp932 ms932 csshiftjis",
    "euc_jp": "euc-jp euc_jp eucjp x-euc-jp ujis",
    "iso2022_jp": "iso-2022-jp csiso2022jp jis",
    "cp949": "euc-kr euc_kr euckr ks_c_5601-1987 ks_c_5601-1989 ksc5601 korean uhc cp949 ms949 windows-949",
    "cp874": "windows-874 cp874 tis-620 tis620 iso-8859-11 dos-874",
    "cp1250": "windows-1250 cp1250 x-cp1250",
    "cp1251": "windows-1251 cp1251 x-cp1251 win1251",
    "cp1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 latin1 latin-1 l1 us-ascii ascii ansi",
    "cp1253": "windows-1253 cp1253 x-cp1253",
    "cp1254": "windows-1254 cp1254 iso-8859-9 latin5 l5",
    "cp1255": "windows-1255 cp1255",
    "cp1256": "windows-1256 cp1256",
    "cp1257": "windows-1257 cp1257",
    "cp1258": "windows-1258 cp1258",
    "iso8859_2": "iso-8859-2 latin2 l2",
    "iso8859_3": "iso-8859-3 latin3",
    "iso8859_4": "iso-8859-4 latin4",
    "iso8859_5": "iso-8859-5 cyrillic",
    "iso8859_6": "iso-8859-6 arabic",
    "iso8859_7": "iso-8859-7 greek",
    "iso8859_8": "iso-8859-8 iso-8859-8-i hebrew visual logical",
    "iso8859_10": "iso-8859-10 latin6",
    "iso8859_13": "iso-8859-13",
    "iso8859_14": "iso-8859-14",
    "iso8859_15": "iso-8859-15 latin9 l9",
    "iso8859_16": "iso-8859-16",
    "koi8_r": "koi8-r koi8 koi",
    "koi8_u": "koi8-u koi8-ru",
    "mac_roman": "macintosh mac x-mac-roman macroman",
    "mac_cyrillic": "x-mac-cyrillic maccyrillic",
    "utf-16-le": "utf-16le",
    "utf-16-be": "utf-16be",
}
_CODEC_OF_LABEL = {label: codec for codec, labels in _CODECS.items() for label in labels.split()}
_NAMES = {
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
    "cp932": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "iso2022_jp": "ISO-2022-JP",
    "cp949": "EUC-KR",
    "koi8_r": "KOI8-R",
    "koi8_u": "KOI8-U",
    "mac_roman": "Mac OS Roman",
    "mac_cyrillic": "Mac OS Cyrillic",
}
MULTIBYTE = frozenset({"gb18030", "big5hkscs", "cp932", "euc_jp", "iso2022_jp", "cp949"})
"""codecs that cannot read just any bytes, so that reading them all speaks for them"""
_NOTHING = "ascii"
"""what is never found: bytes that are all ASCII are UTF-8"""
_CANDIDATES = (
    *(_NOTHING, "gb18030", "big5hkscs", "cp932", "euc_jis_2004", "cp949", "cp874", "koi8-r", "koi8-u"),
    *(f"cp{number}" for number in range(1250, 1259)),
    *(f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
)
_CODEC_OF_CANDIDATE = {"euc_jis_2004": "euc_jp"}
_DECLARATIONS = (
    re.compile(rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE),
    re.compile(rb"""\A\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{2,30})""", re.IGNORECASE),
    re.compile(rb"\A[^\n]{0,200}\n?[^\n]{0,200}?coding[:=][ \t]*([\w.-]{2,30})"),
    re.compile(
        rb"""^[ \t]*["']?(?:encoding|charset)["']?[ \t]*[:=][ \t]*["']?([\w.:-]{2,30})""", re.I | re.M
    ),
)
_OTHER_SCRIPTS = frozenset({"cp874", "cp1251", "cp1253", "cp1255", "cp1256", "koi8_r", "koi8_u", "iso8859_5"})
_ADJACENT = re.compile(rb"[\x80-\xff]{2}")
_NON_ASCII = re.compile(rb"[\x80-\xff]")
# Bytes of windows-1252 that are letters or signs in running text of Western languages: without 0xD0, 0xDE,
# 0xF0, 0xFE, 0xFF and other signs that hardly anyone types.
_COMMON_WESTERN = re.compile(
    rb"[\x80\x82\x84\x85\x8a\x8c\x8e\x91-\x97\x99\x9a\x9c\x9e\xa0\xa1\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb\xbf-\xcf\xd1-\xd6\xd8-\xdd\xdf-\xef\xf1-\xf6\xf8-\xfd]"
)


def name_of(codec: str) -> str:
    """Return the name of an encoding as people write it."""
    name = _NAMES.get(codec) or codec.upper().replace("CP", "windows-").replace("ISO8859_", "ISO-8859-")
    return name.replace("-LE", "LE").replace("-BE", "BE")


def declared(data: bytes) -> str | None:
    """Return the codec that the start of a file declares; None if it declares none, or UTF-8."""
    start = data[:_DECLARATION_BYTES]
    for pattern in _DECLARATIONS:
        if match := pattern.search(start):
            codec = _CODEC_OF_LABEL.get(match[1].decode("ascii", "replace").lower())
            if codec is not None and not codec.startswith("utf"):
                return codec
    return None


def detected(data: bytes) -> str | None:
    """Return the codec that bytes look like; None if there are too few of them to tell."""
    sample = data[:_DETECTION_BYTES]
    if len(data) > _DETECTION_BYTES:
        sample = sample.rpartition(b"\n")[0] or sample
    high = b"".join(_NON_ASCII.findall(sample[:_SAMPLE_BYTES]))
    if len(high) < 4:
        return "cp1252" if _COMMON_WESTERN.sub(b"", high) == b"" else None
    # 60 ms, for files that are not UTF-8.
    import chardet

    found = chardet.detect(
        sample,
        include_encodings=_CANDIDATES,
        compat_names=False,
        no_match_encoding=_NOTHING,
        max_bytes=_DETECTION_BYTES,
    )["encoding"]
    if found is None or found == _NOTHING:
        return None
    label = found.lower()
    codec = _CODEC_OF_LABEL.get(label) or _CODEC_OF_CANDIDATE.get(label) or codecs.lookup(label).name
    codec = codec.replace("-", "_")
    if codec in _OTHER_SCRIPTS and not _ADJACENT.search(sample) and not _COMMON_WESTERN.sub(b"", high):
        # Words of another script are not made of single letters between those of ASCII.
        return "cp1252"
    return codec
