"""An article as one Markdown document."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from reader.article import Article, Link, TimelineEntry
from reader.convert.document import document
from reader.post import Post, PostDate, Tag, TagKind


def test_a_document_has_all_visible_parts() -> None:
    """Title, byline, body, keywords, related links and timeline follow one another."""
    post = Post(
        Path("/archive"),
        "a.md",
        "題 [一]",
        PostDate(datetime(2024, 2, 7, 13, 41, tzinfo=UTC)),
        "作者",
        "https://example.org/1",
        (Tag("頻道", TagKind.CHANNEL),),
    )
    article = Article(
        markdown="字",
        keywords=("台灣",),
        related=(Link("二", "https://example.org/2"),),
        timeline=(TimelineEntry("2024/02/07", "題"), TimelineEntry("", "三", "https://example.org/3")),
    )
    assert document(post, article) == (
        "# 題 \\[一\\]\n\n頻道 · 作者 · 2024-02-07 13:41 UTC · [example.org](https://example.org/1)\n\n字\n\n#台灣\n\n"
        "## 延伸閱讀\n\n- [二](https://example.org/2)\n\n## 事件脈絡\n\n- 2024/02/07 題\n- [三](https://example.org/3)\n"
    )


def test_a_bare_post_is_its_title() -> None:
    """Missing metadata leaves no empty parts."""
    assert document(Post(Path("/archive"), "a.md", "題"), Article(markdown="")) == "# 題\n"


def test_a_time_without_a_zone_is_not_called_utc() -> None:
    """It stands as it was written."""
    evening = PostDate(datetime(2019, 2, 1, 22, tzinfo=UTC), is_floating=True)

    assert document(Post(Path("/archive"), "a.md", "題", evening), Article("")).startswith(
        "# 題\n\n2019-02-01 22:00\n"
    )
