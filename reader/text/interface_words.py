"""The headings and labels that the reader adds to an article, in the article's language."""

from __future__ import annotations

from collections.abc import Mapping

from reader.frozen import Frozen
from reader.text.callout_words import (
    ENGLISH_CALLOUTS,
    SIMPLIFIED_CALLOUTS,
    TRADITIONAL_CALLOUTS,
    UNNAMED_KINDS,
)
from reader.text.languages import language_of
from reader.text.script import Script, script_of

_SAMPLE = 2_000
"""characters of a text from which its language is told"""


class InterfaceWords(Frozen):
    """Headings of the sections after an article, and names of media that a terminal cannot show."""

    notes: str = "Notes"
    keywords: str = "Keywords"
    related: str = "Related"
    timeline: str = "The story so far"
    picture: str = "Picture"
    """for a picture without caption and description"""
    video: str = "Video"
    audio: str = "Audio"
    frame: str = "Frame"
    colon: str = ": "
    draft: str = "draft"
    """beside a post that is not published"""
    words_alone: str = (
        "From here on stand the words alone, without links and form: the post is far longer than an article. Its"
        " file, once opened, shows all of it."
    )
    """shown where formatting ends in a very long article"""
    callouts: Mapping[str, str] = ENGLISH_CALLOUTS
    """the names of the kinds of callouts"""

    def callout(self, kind: str, title: str) -> str:
        """Return the first line of a box of a `kind`, a word in any case, with a `title`, which may be empty."""
        key = kind.lower()
        name = "" if key in UNNAMED_KINDS and title else self.callouts.get(key, kind.capitalize())
        if not name or title.lower().startswith(name.lower()):
            return title
        return f"{name}{self.colon}{title}" if title else name

    def media(self, kind: str, title: str) -> str:
        """Return the label of a `video`, an `audio` or a `frame`."""
        name = {"video": self.video, "audio": self.audio}.get(kind, self.frame)
        return f"{name}{self.colon}{title}"


_ENGLISH = InterfaceWords()
_TRADITIONAL = InterfaceWords(
    "註釋", "關鍵字", "延伸閱讀", "事件脈絡", "圖片", "影片", "聲音", "嵌入頁面", "：", "草稿",
    "本文遠長於一般文章，以下只有文字，不帶連結與格式；開啟檔案可見全貌。", callouts=TRADITIONAL_CALLOUTS,
)  # fmt: skip
_SIMPLIFIED = InterfaceWords(
    "注释", "关键词", "延伸阅读", "事件脉络", "图片", "视频", "音频", "嵌入页面", "：", "草稿",
    "本文远长于一般文章，以下只有文字，不带链接与格式；打开文件可见全貌。", callouts=SIMPLIFIED_CALLOUTS,
)  # fmt: skip


def interface_words_for(text: str) -> InterfaceWords:
    """Return the words in the language of `text`: Chinese in its script, for any other language English.

    In traditional characters where the script of Chinese is unclear.
    """
    sample = text[:_SAMPLE]
    script = script_of(sample)
    if script is Script.EN:
        return _ENGLISH
    language = language_of(sample, script)
    if language is None:
        return _TRADITIONAL if any(map(str.isalpha, sample)) else _ENGLISH
    return {str(Script.HANS): _SIMPLIFIED, str(Script.HANT): _TRADITIONAL}.get(language, _ENGLISH)
