"""The words that the reader puts into an article."""

from __future__ import annotations

import pytest

from reader.text.interface_words import interface_words_for


@pytest.mark.parametrize(
    ("text", "related", "media"),
    [
        ("News of the day", "Related", "Video: A"),
        ("臺灣的新聞", "延伸閱讀", "影片：A"),
        ("台湾的新闻", "延伸阅读", "视频：A"),
        ("一二三", "延伸閱讀", "影片：A"),
        ("", "Related", "Video: A"),
        ("船は夜明けに港を出て、島へ向かいました。", "Related", "Video: A"),
        ("배는 새벽에 항구를 떠났다.", "Related", "Video: A"),
        ("הסירה יצאה מהנמל עם שחר.", "Related", "Video: A"),
    ],
)
def test_labels_are_in_the_language_of_the_text(text: str, related: str, media: str) -> None:
    """A Chinese article has Chinese headings in its own script."""
    labels = interface_words_for(text)
    assert (labels.related, labels.media("video", "A")) == (related, media)
