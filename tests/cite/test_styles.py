"""References as the manuals print them."""

from __future__ import annotations

import pytest

from reader.cite import Source, cite, quoted
from tests.cite.sources import source

_CASES = {
    "agency": source(
        "蔡總統官邸接見小池百合子", "(臺)中央社CNA", "(臺)中央社CNA", "https://www.cna.com.tw/news/1.aspx"
    ),
    "newspaper": source("渡輪停航", "記者賴于榛／台北報導", "自由時報", "https://news.example/1"),
    "western": source(
        "How Will We React?",
        "Ben Guarino, Jessica Batke and Zha Jianying and Ludwig van Beethoven",
        "The Washington Post",
        "https://post.example/1",
    ),
    "nobody": source("没有作者的文章。", "", "澎湃新闻", "https://paper.example/1", day=None),
    "nobody's newspaper": source("Ferries Stop", "", "New York Times", "https://nyt.example/1"),
    "video": source("看海", "潮声频道", "潮声", "https://www.youtube.com/watch?v=abc"),
    "translated": source("異鄉人。", "卡繆 著，柳鳴九、丙丁 譯", "小站", "https://site.example/1"),
    "translated into English": source(
        "The Stranger", "Camus, translated by Stuart Gilbert and Zha Jianying", "", "https://site.example/1"
    ),
    "offline": source("論自由", "[美]蒂莫西·布伦南", "燕京书评", ""),
}
_EXPECTED = {
    (
        "agency",
        "gbt7714",
    ): "中央社CNA. 蔡總統官邸接見小池百合子[EB/OL]. (2024-02-07)[2026-11-28]. https://www.cna.com.tw/news/1.aspx.",
    (
        "agency",
        "apa",
    ): "中央社CNA. (2024, February 7). 蔡總統官邸接見小池百合子. https://www.cna.com.tw/news/1.aspx",
    (
        "agency",
        "chicago",
    ): "中央社CNA. “蔡總統官邸接見小池百合子.” February 7, 2024. https://www.cna.com.tw/news/1.aspx.",
    (
        "newspaper",
        "gbt7714",
    ): "賴于榛. 渡輪停航[N/OL]. 自由時報, 2024-02-07[2026-11-28]. https://news.example/1.",
    (
        "agency",
        "apa-tw",
    ): "中央社CNA（2024年2月7日）。蔡總統官邸接見小池百合子。https://www.cna.com.tw/news/1.aspx",
    (
        "agency",
        "chicago-note",
    ): "中央社CNA, “蔡總統官邸接見小池百合子,” February 7, 2024, https://www.cna.com.tw/news/1.aspx.",
    ("newspaper", "apa-tw"): "賴于榛（2024年2月7日）。渡輪停航。自由時報。https://news.example/1",
    ("newspaper", "chicago-note"): "賴于榛, “渡輪停航,” 自由時報, February 7, 2024, https://news.example/1.",
    (
        "western",
        "apa-tw",
    ): "Guarino, B., Batke, J., Zha, J., & van Beethoven, L. (2024, February 7). How Will We React? The Washington Post. https://post.example/1",
    (
        "western",
        "chicago-note",
    ): "Ben Guarino et al., “How Will We React?,” The Washington Post, February 7, 2024, https://post.example/1.",
    ("nobody", "apa-tw"): "没有作者的文章（無日期）。澎湃新闻。https://paper.example/1",
    (
        "nobody",
        "chicago-note",
    ): "“没有作者的文章,” 澎湃新闻, accessed November 28, 2026, https://paper.example/1.",
    (
        "video",
        "apa-tw",
    ): "潮声频道（2024年2月7日）。看海〔影片〕。YouTube。https://www.youtube.com/watch?v=abc",
    ("offline", "chicago-note"): "蒂莫西·布伦南, “論自由,” 燕京书评, February 7, 2024.",
    ("newspaper", "apa"): "賴于榛. (2024, February 7). 渡輪停航. 自由時報. https://news.example/1",
    ("newspaper", "chicago"): "賴于榛. “渡輪停航.” 自由時報, February 7, 2024. https://news.example/1.",
    (
        "western",
        "gbt7714",
    ): "GUARINO B, BATKE J, ZHA Jianying, et al. How Will We React?[N/OL]. The Washington Post, 2024-02-07[2026-11-28]. https://post.example/1.",
    (
        "western",
        "apa",
    ): "Guarino, B., Batke, J., Zha, J., & van Beethoven, L. (2024, February 7). How Will We React? The Washington Post. https://post.example/1",
    (
        "western",
        "chicago",
    ): "Guarino, Ben, Jessica Batke, Zha Jianying, and Ludwig van Beethoven. “How Will We React?” The Washington Post, February 7, 2024. https://post.example/1.",
    ("nobody", "gbt7714"): "没有作者的文章。[EB/OL]. [2026-11-28]. https://paper.example/1.",
    ("nobody", "apa"): "没有作者的文章。 (n.d.). 澎湃新闻. https://paper.example/1",
    (
        "nobody",
        "chicago",
    ): "澎湃新闻. “没有作者的文章。” Accessed November 28, 2026. https://paper.example/1.",
    (
        "nobody's newspaper",
        "gbt7714",
    ): "Ferries Stop[N/OL]. New York Times, 2024-02-07[2026-11-28]. https://nyt.example/1.",
    (
        "nobody's newspaper",
        "chicago",
    ): "New York Times. “Ferries Stop.” February 7, 2024. https://nyt.example/1.",
    (
        "video",
        "gbt7714",
    ): "潮声频道. 看海[EB/OL]. (2024-02-07)[2026-11-28]. https://www.youtube.com/watch?v=abc.",
    (
        "video",
        "apa",
    ): "潮声频道. (2024, February 7). 看海 [Video]. YouTube. https://www.youtube.com/watch?v=abc",
    ("video", "chicago"): "潮声频道. “看海.” YouTube. February 7, 2024. https://www.youtube.com/watch?v=abc.",
    (
        "translated",
        "gbt7714",
    ): "卡繆. 異鄉人[EB/OL]. 柳鳴九, 丙丁, 譯. (2024-02-07)[2026-11-28]. https://site.example/1.",
    (
        "translated",
        "apa",
    ): "卡繆. (2024, February 7). 異鄉人 (柳鳴九 & 丙丁, Trans.). 小站. https://site.example/1",
    ("translated", "apa-tw"): "卡繆（2024年2月7日）。異鄉人（柳鳴九、丙丁譯）。小站。https://site.example/1",
    (
        "translated into English",
        "gbt7714",
    ): "Camus. The Stranger[EB/OL]. GILBERT S, ZHA Jianying, trans. (2024-02-07)[2026-11-28]. https://site.example/1.",
    (
        "translated into English",
        "apa",
    ): "Camus. (2024, February 7). The Stranger (S. Gilbert & J. Zha, Trans.). site.example. https://site.example/1",
    (
        "translated into English",
        "chicago",
    ): "Camus. “The Stranger.” Translated by Stuart Gilbert and Zha Jianying. site.example. February 7, 2024. https://site.example/1.",
    (
        "translated into English",
        "chicago-note",
    ): "Camus, “The Stranger,” trans. Stuart Gilbert and Zha Jianying, site.example, February 7, 2024, https://site.example/1.",
    ("offline", "gbt7714"): "布伦南. 論自由[Z]. 燕京书评, 2024-02-07.",
    ("offline", "apa"): "蒂莫西·布伦南. (2024, February 7). 論自由. 燕京书评.",
    ("offline", "chicago"): "蒂莫西·布伦南. “論自由.” 燕京书评. February 7, 2024.",
}


@pytest.mark.parametrize(("name", "style"), _EXPECTED)
def test_a_post_is_cited_as_the_manual_says(name: str, style: str) -> None:
    """Newspapers, sites, videos; with one author, several, none; without a date, without an address."""
    assert cite(_CASES[name], style) == _EXPECTED[name, style].replace("文章。[", "文章[")


def _by(count: int, title: str = "Title") -> Source:
    return source(
        title, "; ".join(f"Ann Penner{chr(ord('a') + number)}" for number in range(count)), "Daily Post"
    )


def test_of_many_authors_each_style_names_some() -> None:
    """GB/T 7714 three, Chicago seven of more than ten, APA nineteen and the last of more than twenty."""
    assert cite(_by(3), "gbt7714").startswith("PENNERA A, PENNERB A, PENNERC A. Title")
    assert cite(_by(4, "標題與文章"), "gbt7714").startswith("PENNERA A, PENNERB A, PENNERC A, 等. 標題")
    assert cite(source("標題", "張三、李四", "自由時報"), "apa").startswith("張三 & 李四. (")
    assert cite(source("標題", "張三、李四", "自由時報"), "chicago").startswith("張三 and 李四. “")
    assert ", and Ann Pennerj. “" in cite(_by(10), "chicago")
    assert "Ann Pennerg, et al. “" in cite(_by(11), "chicago")
    assert cite(_by(4), "chicago-note").startswith("Ann Pennera et al., “Title,”")
    assert cite(_by(2), "chicago-note").startswith("Ann Pennera and Ann Pennerb, “")
    many = source("標題", "、".join("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌"), "自由時報")
    assert cite(many, "apa-tw").startswith("甲、") and "申……戌（2024年" in cite(many, "apa-tw")
    assert "Penners, A., & Pennert, A. (" in cite(_by(20), "apa")
    assert "Penners, A., . . . Penneru, A. (" in cite(_by(21), "apa")


def test_days_are_those_of_the_screens() -> None:
    """The zone of the reader decides, as for lists: late in Taipei is the same day there."""
    from datetime import UTC, date, datetime
    from zoneinfo import ZoneInfo

    from reader.cite import source_of
    from reader.post import Post, PostDate
    from tests.cite.sources import post

    late = PostDate(datetime(2024, 2, 7, 17, 0, tzinfo=UTC))
    one = post()
    one = Post(one.archive, one.path, one.title, late)
    assert source_of(one, ZoneInfo("Asia/Taipei"), date(2026, 1, 1)).day == date(2024, 2, 8)
    assert source_of(one, UTC, date(2026, 1, 1)).day == date(2024, 2, 7)


@pytest.mark.parametrize(
    ("title", "words", "expected"),
    [
        ("這是一篇繁體的文章", "他說「好」\n就走了", "「他說『好』\n就走了」\n\nCITED"),
        ("这是一篇简体的文章", "他说“好”", "“他说‘好’”\n\nCITED"),
        ("An English title", " she said “yes” ", "“she said ‘yes’”\n\nCITED"),
    ],
)
def test_a_quotation_has_the_marks_of_its_language(title: str, words: str, expected: str) -> None:
    """With those for quotations in quotations inside, and the citation below."""
    assert quoted(words, source(title), "CITED") == expected
