"""Stories told from real files and a real index."""

from __future__ import annotations

import pytest

from reader.errors import PostUnreadableError
from reader.library import Library
from tests.library.conftest import Writer

KEYWORDS = '<div class="articlekeywordGroup">{}</div>'


def keywords(*names: str) -> str:
    """What a site of news puts under an article."""
    return KEYWORDS.format(
        "".join(f'<div class="keywordTag"><a href="/t">#{name}</a></div>' for name in names)
    )


def told(library: Library, path: str) -> dict[str, str]:
    """The reasons by title, in the order of the story."""
    for _ in library.load():
        pass
    post = library.get(library.find(path).id)
    assert post is not None
    return {entry.title: entry.reason for entry in library.related.story(post)}


def test_all_ways_into_a_story(library: Library, write: Writer) -> None:
    """Timeline, related link, links in both directions and rare words, in order of time, each with its reason."""
    write(
        "open.md",
        title="開箱",
        date="2024-02-10T02:00:00.000Z",
        source="https://news.example/open",
        body='<div><p>見<a href="https://blog.example/said">昨天的信</a>。</p>'
        '<div class="moreArticle"><a class="moreArticle-link" href="https://news.example/202402030001.aspx"><span>外面的一篇</span></a></div>'
        '<ul class="timeline"><li data-time="2024/02/10 10:00"><div class="timelineTitle">開箱</div></li>'
        '<li data-time="2024/02/01 09:00"><div class="timelineTitle"><a href="https://news.example/found">尋獲</a></div></li>'
        '<li data-time="2024/02/05 09:30"><div class="timelineTitle"><a href="https://news.example/gone">不在這裡</a></div></li></ul>'
        + keywords("鉛字庫", "潮口鎮")
        + "</div>",
    )
    write("found.md", title="尋獲", date="2024-02-01T01:00:00.000Z", source="http://www.news.example/found/")
    write("said.md", title="昨天的信", date="2024-02-09T01:00:00.000Z", source="https://blog.example/said")
    write(
        "later.md",
        title="後來",
        date="2024-03-01T01:00:00.000Z",
        body='<div><p>回到<a href="https://news.example/open?utm_source=x">那天</a>。</p></div>',
    )
    write(
        "shared.md",
        title="同一週",
        date="2024-02-12T01:00:00.000Z",
        body=f"<div><p>字。</p>{keywords('铅字库', '潮口鎮')}</div>",
    )
    write(
        "years.md",
        title="多年以後",
        date="2029-02-12T01:00:00.000Z",
        body=f"<div><p>字。</p>{keywords('鉛字庫', '潮口鎮')}</div>",
    )
    write("other.md", title="無關", date="2024-02-10T01:00:00.000Z")
    assert told(library, "open.md") == {
        "尋獲": "its timeline",
        "外面的一篇": "related link",
        "不在這裡": "its timeline",
        "昨天的信": "linked from here",
        "開箱": "this post",
        "同一週": "shares 2 rare words: 鉛字庫, 潮口鎮",
        "後來": "links here",
    }


def test_what_the_archive_does_not_hold_has_its_time_and_address(library: Library, write: Writer) -> None:
    """The site's clock is told by the post's own entry."""
    write(
        "open.md",
        title="開箱",
        date="2024-02-10T02:00:00.000Z",
        source="https://news.example/open",
        body='<div><p>字。</p><ul class="timeline"><li data-time="2024/02/10 11:00"><div class="timelineTitle">開箱</div></li>'
        '<li data-time="2024/02/05 09:30"><div class="timelineTitle"><a href="/gone">不在這裡</a></div></li></ul></div>',
    )
    for _ in library.load():
        pass
    (gone, _) = library.related.story(library.find("open.md"))
    assert gone.post is None
    assert gone.url == "https://news.example/gone"
    assert gone.time is not None
    assert gone.time.utc.isoformat() == "2024-02-05T00:30:00+00:00"


def test_copies_are_one_entry(library: Library, write: Writer) -> None:
    """A page that is archived twice stands once, and a copy of the post itself not at all."""
    for name in ("a.md", "b.md"):
        write(name, title="原文", source="https://news.example/1", date="2024-02-01T00:00:00.000Z")
    body = '<div><a href="https://news.example/1">原文</a></div>'
    write("c.md", title="轉載", source="https://news.example/2", body=body, date="2024-02-02T00:00:00.000Z")
    assert told(library, "c.md") == {"原文": "linked from here", "轉載": "this post"}
    assert list(told(library, "a.md")) == ["原文", "轉載"]


def test_a_post_alone_is_its_own_story(library: Library, write: Writer) -> None:
    """Nothing is made up; a post without a date is no exception."""
    write("a.md", title="獨自", date="")
    write("b.md", title="另一篇", date="2024-02-01T00:00:00.000Z")
    assert told(library, "a.md") == {"獨自": "this post"}


def test_a_file_that_has_gone_says_so(library: Library, write: Writer) -> None:
    """The index knows the post, the disk does not."""
    file = write("a.md")
    for _ in library.load():
        pass
    post = library.find("a.md")
    file.unlink()
    with pytest.raises(PostUnreadableError):
        library.related.story(post)


def test_the_name_of_the_channel_is_not_shared(library: Library, write: Writer) -> None:
    """Two posts of one author are no story for that."""
    for name in ("a", "b"):
        write(
            f"{name}.md",
            title=f"第{name}篇",
            author="沈未央",
            date="2024-02-01T00:00:00.000Z",
            body=f"<div><p>{name}</p>{keywords('沈未央')}</div>",
        )
    assert list(told(library, "a.md")) == ["第a篇"]


def common(library: Library, write: Writer, words: str) -> None:
    """Write posts of other weeks whose texts, and not titles, hold the words."""
    for number in range(60):
        write(
            f"text{number}.md",
            title=f"{number}",
            date="2020-01-01",
            body=f"<div><p>{words}。第{number}篇。</p></div>",
        )


@pytest.mark.parametrize("word", ["可能會", "2024", "Video"])
def test_words_of_many_texts_are_not_rare(library: Library, write: Writer, word: str) -> None:
    """Though few titles have them, and no keyword: they are of the language, and tell of no event."""
    common(library, write, f"明天可能會下雨，2024 年的 Video {word}")
    for number, rest in enumerate(("甲乙丙丁", "子丑寅卯")):
        write(f"{number}.md", title=f"{rest} {word} 來", date=f"2024-02-1{number}")
    assert told(library, "0.md") == {f"甲乙丙丁 {word} 來": "this post"}


def test_a_keyword_of_many_texts_is_not_rare(library: Library, write: Writer) -> None:
    """The rarer word of two links the posts, and is the one that is told."""
    common(library, write, "生活")
    body = f"<div><p>字。</p>{keywords('生活', '鉛字庫')}</div>"
    write("0.md", title="甲", date="2024-02-10", body=body)
    write("1.md", title="乙", date="2024-02-11", body=body)
    write("2.md", title="丙", date="2024-02-11", body=f"<div><p>字。</p>{keywords('生活')}</div>")
    assert told(library, "0.md") == {"甲": "this post", "乙": "shares a rare word: 鉛字庫"}


@pytest.mark.parametrize("name", ["潮聲週刊", "潮聲", "Ebb Weekly", "燈塔社"])
def test_the_name_of_a_channel_or_a_site_links_nothing(library: Library, write: Writer, name: str) -> None:
    """Neither as a keyword nor in a title, whole or in part, nor as a keyword of another channel."""
    body = f"<div><p>字。</p>{keywords(name)}</div>"
    source = "https://ebbweekly.example/"
    write("0.md", title=f"甲乙｜{name}", date="2024-02-10", body=body, tag="潮聲週刊", source=f"{source}0")
    write("1.md", title=f"丙丁｜{name}", date="2024-02-11", body=body, tag="潮聲週刊", source=f"{source}1")
    write("2.md", title="戊己", date="2024-02-12", tag="燈塔社")
    assert told(library, "0.md") == {f"甲乙｜{name}": "this post"}


def test_copies_do_not_make_a_word_of_one_post_common(library: Library, write: Writer) -> None:
    """Thirteen files of one page are one post with its keyword."""
    body = f"<div><p>字。</p>{keywords('鉛字庫')}</div>"
    write("0.md", title="甲", date="2024-02-10", body=body)
    for number in range(13):
        write(f"copy{number}.md", title="乙", date="2024-02-11", body=body, source="https://news.example/1")
    assert told(library, "0.md") == {"甲": "this post", "乙": "shares a rare word: 鉛字庫"}
