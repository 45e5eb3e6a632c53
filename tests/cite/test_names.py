"""Bylines become names."""

from __future__ import annotations

import pytest

from reader.cite.names import Name, names_of, translators_of


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("賴于榛", ["賴于榛"]),
        ("記者賴于榛／台北報導", ["賴于榛"]),
        ("中央社記者 賴于榛", ["賴于榛"]),
        ("文／張三 圖／李四", ["張三"]),
        ("採訪撰文：張三、王五；攝影：李四", ["張三", "王五"]),
        ("攝影：李四", ["李四"]),
        ("張三、李四，王五", ["張三", "李四", "王五"]),
        ("记者 张三 李四", ["张三", "李四"]),
        ("王小明和李大華", ["王小明", "李大華"]),
        ("城市與記憶", ["城市與記憶"]),
        ("張三（記者）", ["張三"]),
        ("[美]约翰·史密斯", ["约翰·史密斯"]),
        ("村上 春樹", ["村上 春樹"]),
        ("卡繆 著，柳鳴九 譯", ["卡繆"]),
        ("[法] 卡繆著 柳鳴九譯", ["卡繆"]),
        ("作者：卡繆　譯者：柳鳴九", ["卡繆"]),
        ("柳鳴九 譯", ["柳鳴九"]),
        ("編譯 王小明", ["王小明"]),
        ("李明譯、王小明", ["王小明"]),
        ("李明、王小译 著", ["李明", "王小译"]),
        ("王小明／文", ["王小明"]),
        ("王小明／文　李四／攝影", ["王小明"]),
        ("王小明 文 李四 圖", ["王小明"]),
        ("王小明、李四（攝影）", ["王小明"]),
        ("李四（摄影）", ["李四"]),
        ("圖／文：王小明", ["王小明"]),
        ("編輯部", ["編輯部"]),
        ("多数派Masses", ["多数派Masses"]),
        ("Voice of America", ["Voice of America"]),
        ("Nei.st", ["Nei.st"]),
        ("Hong Kong Free Press", ["Hong Kong Free Press"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_names_without_parts_are_kept_whole(byline: str, names: list[str]) -> None:
    """Chinese names and institutions; roles, places and whoever took the pictures are left out."""
    assert names_of(byline) == tuple(map(Name, names))


@pytest.mark.parametrize(
    ("byline", "author", "translators"),
    [
        ("卡繆 著，柳鳴九 譯", "卡繆", ["柳鳴九"]),
        ("[法] 卡繆著 柳鳴九譯", "卡繆", ["柳鳴九"]),
        ("王小明，柳鳴九 譯", "王小明", ["柳鳴九"]),
        ("卡繆 著，丙丁、戊己 译", "卡繆", ["丙丁", "戊己"]),
        ("丙丁 译，卡繆 著", "卡繆", ["丙丁"]),
        ("作者：卡繆　譯者：柳鳴九", "卡繆", ["柳鳴九"]),
        ("刘慈欣（著），刘宇昆（译）", "刘慈欣", ["刘宇昆"]),
        ("刘慈欣/著 刘宇昆/译", "刘慈欣", ["刘宇昆"]),
        ("余華/文 白睿文/譯", "余華", ["白睿文"]),
        ("余華 著，白睿文 等 譯", "余華", ["白睿文"]),
        ("余華 著，王五 陳六 譯", "余華", ["王五", "陳六"]),
        ("Camus, translated by Yi Ming", "Camus", ["Yi Ming"]),
        # 譯 may be the end of a name, and whoever translated stands for an author that is not named.
        ("李明譯、王小明", "王小明", []),
        ("王小譯 著", "王小譯", []),
        ("柳鳴九 譯", "柳鳴九", []),
        ("譯者：柳鳴九", "柳鳴九", []),
    ],
)
def test_translators_stand_beside_authors(byline: str, author: str, translators: list[str]) -> None:
    """Only where a byline says so unmistakably."""
    assert names_of(byline) == (Name(author),)
    assert [name.natural for name in translators_of(byline)] == translators
    assert translators_of(byline, byline) == ()


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Jessica Batke and Ian Johnson", [Name("Batke", "Jessica"), Name("Johnson", "Ian")]),
        (
            "A. Weber, Mary Ann Smith, and C. D. Lee",
            [Name("Weber", "A."), Name("Smith", "Mary Ann"), Name("Lee", "C. D.")],
        ),
        ("Kate Logan, Ian Johnson & more", [Name("Logan", "Kate"), Name("Johnson", "Ian")]),
        ("Johnson, Ian", [Name("Johnson", "Ian")]),
        ("Ludwig van Beethoven", [Name("van Beethoven", "Ludwig")]),
        ("Augustus De Morgan", [Name("De Morgan", "Augustus")]),
        ("Martin Luther King, Jr.", [Name("King", "Martin Luther", "Jr.")]),
        ("Zha Jianying", [Name("Zha", "Jianying", is_family_first=True)]),
        ("Zehua Li", [Name("Li", "Zehua")]),
        ("Tsai Ing-wen", [Name("Tsai", "Ing-wen", is_family_first=True)]),
        ("Jean-Paul Sartre", [Name("Sartre", "Jean-Paul")]),
    ],
)
def test_latin_names_have_parts(byline: str, names: list[Name]) -> None:
    """Particles belong to the family name, and romanised Chinese names keep their order."""
    assert names_of(byline) == tuple(names)


def test_a_publication_as_byline_is_one_institution() -> None:
    """廠妹&男閨蜜 is a channel that two people have, not two authors."""
    assert names_of("廠妹&男閨蜜", "廠妹&男閨蜜") == (Name("廠妹&男閨蜜"),)
    assert names_of("Don Evans", "don evans") == (Name("Don Evans"),)


def test_initials_keep_hyphens() -> None:
    """As each style punctuates them."""
    assert Name("Sartre", "Jean-Paul").initials(".") == "J.-P."
    assert Name("Rowling", "J.K.").initials("") == "J K"
