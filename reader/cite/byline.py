"""Bylines in parts: whom a byline credits with the text and its translation, without roles, places and countries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from reader.text.late import late
from reader.text.script import to_simplified

_TEXT = "作者|撰文|撰稿|文字|採訪|采访|執筆|执笔|主筆|主笔|整理|文"
_OTHER = "攝影|摄影|繪圖|绘图|插畫|插画|翻譯|翻译|編輯|编辑|責編|责编|校對|校对|製圖|制图|設計|设计|圖|图|譯者|译者|譯|译"
_LABEL = late(
    rf"(?:^|(?<=[\s、，,;；|｜)）]))(?:((?:{_TEXT}|{_OTHER})(?:[、&＆／/]?(?:{_TEXT}|{_OTHER}))*)\s*[：:／/]\s*"
    r"|((?i:translated by))\s+)"
)
"""what begins a credit: 文／, 攝影：, 採訪撰文："""
_IS_TEXT = late(_TEXT)
_IS_TRANSLATION = late("翻譯|翻译|譯者|译者|譯|译|translated by", re.IGNORECASE)
_BY = late(r"^(?:written )?by:?\s+", re.IGNORECASE)
_BETWEEN = late(
    r"\s*[、;；|｜／＆&]\s*|(?:(?<=[著譯译])(?<![編编].)|(?<=\s[文圖图])|(?<=\s[攝摄]影))\s+(?![著文譯译](?:$|[\s、，,;；|｜]))"
    r"|(?<=[^\x00-\x7f])\s*[,，/]\s*|\s*，\s*|,?\s+and\s+|\s*;\s*"
)
_COMMA = late(r"\s*,\s*(?![JS]r\b)")
_ROLE_BEFORE = late(
    r"^[\u3400-\u9fff]{0,8}?(?:記者|记者|特派員|特派员|主筆|主笔|編譯|编译|評論員|评论员|撰稿人|通訊員|通讯员)\s*[：:／]?\s*(?=.)"
)
_ROLE_AFTER = late(
    r"\s*[（(][^（()）]{1,8}[)）]$|\s+(?:記者|记者|撰|文|圖|图|攝影|摄影|譯|译|編譯|编译|報導|报道|報道)$|(?<=..)\s*[編编合]?著$"
)
_TRANSLATOR = late(r"(?<=..)(?<![編编])[譯译]$")
"""ends the name of whoever translated a text; 編譯 is one who writes"""
_AND_OTHERS = late(r"\s*等\s*$")
"""what 等譯 leaves behind a name"""
_ASIDE = late(r"(?<![圖图影])\s*[（(／/]\s*([著文譯译圖图]|攝影|摄影)\s*[)）]?(?=$|[\s、，,;；|｜])")
"""a role after a name, set apart: （譯）, /著; not that of 圖/文"""
_PICTURES = late(r"\s(?:[圖图]|[攝摄]影)$")
"""ends the name of whoever made the pictures"""
_WRITER = late(r"(?<=.)(?:[編编合]?著|\s文)$")
"""ends the name of whoever wrote what others translated"""
_NO_NAME = late(
    r"(?:.{0,8}(?:報導|报道|報道|專電|专电|外電|外电|綜合|综合)|記者|记者|編輯部?|编辑部?|作者|admin|administrator|anonymous|"
    r"unknown|佚名|匿名|未知|more|others?|et al\.?|(?:special |staff )?(?:correspondent|reporter|writer))$",
    re.IGNORECASE,
)
_COUNTRY = late(
    "^[（(［\\[【〔](?:[美英法德日俄韓韩意加澳印荷比瑞奧奥西葡波捷匈丹芬挪希以土埃墨阿臺台港澳中清明宋唐元漢汉晉晋]"
    "|.國|.国|日本|香港|澳門|澳门|臺灣|台灣|台湾|中國|加拿大|瑞士|瑞典|俄羅斯|俄罗斯)[)）］\\]】〕]\\s*"
)
_HAN = late("[\u3400-\u9fff\U00020000-\U0003ffff]+")
_FAMILY = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤赖温游詹简连庄柯巫"
    "洪颜翁倪施童康柳骆殷包葛樊凌俞季岑齐梅盛翟管霍甘裴艾柴古聂牛易乔左符欧尚纪车房蓝鲍鲁祝宁査查阮卓"
)
_DOUBLE_FAMILY = frozenset(
    (
        "欧阳",
        "司马",
        "诸葛",
        "上官",
        "夏侯",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "司徒",
        "张简",
        "范姜",
    )
)


class Credits(NamedTuple):
    """Names as a byline writes them, in its order."""

    authors: list[str]
    """whom it credits with the text; maybe none"""
    translators: list[str]
    """whom it says unmistakably to have translated what the authors wrote"""


def text_credits(byline: str) -> Credits:
    """Return whom a byline on one line credits with the text."""
    parts = _LABEL.split(_ASIDE.sub(r" \1", _BY.sub("", byline)))
    labels = [chinese or english for chinese, english in zip(parts[1::3], parts[2::3], strict=True)]
    credited = list(zip(["", *labels], parts[::3], strict=True))
    authors, translators = [], []
    for label, text in credited:
        if label == "" or _IS_TEXT.search(label):
            credits_ = _credits(text)
            authors += credits_.authors
            translators += credits_.translators
        elif _IS_TRANSLATION.fullmatch(label):
            translators += _named(_pieces(text))
    if authors:
        return Credits(authors, [name for name in translators if name not in authors])
    return Credits([name for _, text in credited for name in _credits(text).authors], [])


def without_country(name: str) -> str:
    """Return a name without the dynasty or country in brackets before it, which GB/T 7714 8.1.1 leaves out, too."""
    return _COUNTRY.sub("", name)


def _credits(text: str) -> Credits:
    """Return who wrote and who translated by the words after the names; whoever translated wrote where nobody else did.

    A name alone may end with 譯; after a blank, or where another has 著, it is the role, of all names after that one.
    """
    pieces = _pieces(text)
    pieces = [piece for piece in pieces if not _PICTURES.search(piece)] or pieces
    writers = [place for place, piece in enumerate(pieces) if _WRITER.search(piece)]
    ends = [place for place, piece in enumerate(pieces) if _TRANSLATOR.search(piece)]
    if writers and ends and writers[-1] < ends[-1]:
        start, end = writers[-1] + 1, ends[-1] + 1
        return Credits(_named(pieces[:start] + pieces[end:]), _translators(pieces[start:end]))
    written = [piece for piece in pieces if not _TRANSLATOR.search(piece)]
    if not written:
        return Credits(_named(pieces), [])
    return Credits(_named(written), _translators([pieces[end] for end in ends if pieces[end][-2].isspace()]))


def _translators(pieces: Iterable[str]) -> list[str]:
    """Return the names of pieces of which some end with 譯; between full Chinese ones a blank may stand."""
    bare = (_AND_OTHERS.sub("", _TRANSLATOR.sub("", piece)) for piece in pieces)
    return _named(name for piece in bare for name in _chinese_names(piece))


def _named(pieces: Iterable[str]) -> list[str]:
    return [name for piece in pieces if (name := _bare(piece)) and not _NO_NAME.fullmatch(name)]


def _pieces(text: str) -> list[str]:
    pieces = []
    for piece in _BETWEEN.split(text):
        pieces += _COMMA.split(piece) if _lists_by_commas(piece) else [piece]
    return [name for piece in pieces for name in _chinese_names(piece)]


def _lists_by_commas(text: str) -> bool:
    """Return whether commas divide names, and not a family name from given ones (Johnson, Ian)."""
    parts = _COMMA.split(text)
    return (
        len(parts) > 2
        or any(_HAN.search(part) for part in parts)
        or all(" " in part.strip() for part in parts)
    )


def _chinese_names(text: str) -> list[str]:
    """Return the names of a text in which blanks, 和 or 與 stand between full Chinese names; else the text."""
    for parts in (text.split(), re.split("[和與与及]", text)):
        bare = [_bare(part) for part in parts if not _NO_NAME.fullmatch(part)]
        if len(parts) > 1 and bare and all(map(_is_chinese_name, bare)):
            return bare
    return [text]


def _bare(piece: str) -> str:
    """Return a name without roles, countries and marks around it."""
    name = without_country(_ROLE_AFTER.sub("", piece.strip(" \u3000·,，:：@")))
    bare = _ROLE_BEFORE.sub("", name)
    return bare if len(bare) > 1 else name


def _is_chinese_name(text: str) -> bool:
    if not _HAN.fullmatch(text):
        return False
    simplified = to_simplified(text)
    is_double = simplified[:2] in _DOUBLE_FAMILY and len(text) in (3, 4)
    return is_double or (simplified[0] in _FAMILY and len(text) in (2, 3))
