"""Names of fields and of their values, in English and in Chinese."""

from __future__ import annotations

from functools import cache

from reader.query.nodes import Flag, Order, Part, TextField
from reader.text.script import Script, fold, script_of

FIELDS = (
    *("title", "text", "caption", "author", "site"),
    *("tag", "channel", "keyword", "hashtag"),
    *("lang", "date", "day", "after", "before", "length", "is", "has", "field"),
    *("label", "note", "saved", "sort"),
)
TEXT_FIELDS = tuple(map(str, TextField))
COMPARED_FIELDS = tuple(field for field in TEXT_FIELDS if field != TextField.SITE)
"""fields of texts, whose signs say how they are compared; addresses have such signs of their own"""
NAMES = ("author", "site")
"""fields whose value may be a whole name: `author:=Ann`"""
TAG_FIELDS = ("tag", "channel", "keyword", "hashtag")
NAME_FIELDS = (*TAG_FIELDS, "label", "saved")
"""fields whose value is a whole name, with or without an equals sign before it"""

ALIASES = {
    "since": "after",
    "until": "before",
    "标题": "title", "標題": "title", "题目": "title", "題目": "title",
    "正文": "text", "内文": "text", "內文": "text", "全文": "text", "内容": "text", "內容": "text",
    "图说": "caption", "圖說": "caption", "图片说明": "caption", "圖片說明": "caption", "图注": "caption",
    "圖註": "caption", "说明": "caption", "說明": "caption",
    "作者": "author", "记者": "author", "記者": "author",
    "来源": "site", "來源": "site", "网站": "site", "網站": "site", "站点": "site", "站點": "site",
    "标签": "tag", "標籤": "tag",
    "频道": "channel", "頻道": "channel", "栏目": "channel", "欄目": "channel", "专栏": "channel", "專欄": "channel",
    "关键词": "keyword", "關鍵詞": "keyword", "关键字": "keyword", "關鍵字": "keyword",
    "话题": "hashtag", "話題": "hashtag",
    "语言": "lang", "語言": "lang", "语种": "lang", "語種": "lang",
    "日期": "date", "时间": "date", "時間": "date",
    "某日": "day", "每年": "day",
    "长度": "length", "長度": "length", "篇幅": "length", "字数": "length", "字數": "length",
    "之后": "after", "之後": "after", "晚于": "after", "晚於": "after", "以后": "after", "以後": "after",
    "之前": "before", "早于": "before", "早於": "before", "以前": "before",
    "是": "is", "有": "has",
    "字段": "field", "栏位": "field", "欄位": "field",
    "我的标签": "label", "我的標籤": "label", "标记": "label", "標記": "label",
    "笔记": "note", "筆記": "note", "批注": "note", "批註": "note",
    "已存": "saved", "保存": "saved", "储存": "saved", "儲存": "saved",
    "排序": "sort", "顺序": "sort", "順序": "sort",
}  # fmt: skip
"""other names of fields, as they are offered and understood: in both scripts, and those of other programs"""

RELATED = {
    **dict.fromkeys(("headline", "subject", "name"), "title"),
    **dict.fromkeys(("body", "content", "fulltext", "intext"), "text"),
    **dict.fromkeys(("by", "writer", "creator"), "author"),
    **dict.fromkeys(("from", "source", "url", "host", "domain", "inurl", "link"), "site"),
    **dict.fromkeys(("category", "categories", "topic"), "tag"),
    **dict.fromkeys(("section", "column"), "channel"),
    **dict.fromkeys(("year", "month", "time", "during", "published"), "date"),
    **dict.fromkeys(("size", "words", "chars", "characters", "longer", "shorter"), "length"),
    **dict.fromkeys(("newer", "later"), "after"),
    **dict.fromkeys(("older", "earlier"), "before"),
    **dict.fromkeys(("order", "sortby", "orderby"), "sort"),
    **dict.fromkeys(("网址", "链接", "出处"), "来源"),
    **dict.fromkeys(("分类", "类别"), "标签"),
    **dict.fromkeys(("labels", "labelled", "labeled"), "label"),
    **dict.fromkeys(("notes", "comment", "annotation"), "note"),
    **dict.fromkeys(("search", "savedsearch"), "saved"),
    **dict.fromkeys(("注释", "注解", "备注"), "笔记"),
    **dict.fromkeys(("媒体", "版面"), "频道"),
    **dict.fromkeys(("年份", "月份", "年", "月"), "日期"),
}
"""names of other programs that mean much the same, which an error proposes"""

VALUES: dict[str, dict[str, str]] = {
    "is": {
        **dict.fromkeys(("已读", "已讀", "读过", "讀過"), Flag.READ),
        **dict.fromkeys(("未读", "未讀", "没读", "沒讀"), Flag.UNREAD),
        **dict.fromkeys(("星标", "星標", "加星", "标星", "標星", "收藏"), Flag.STARRED),
        **dict.fromkeys(("读了一半", "讀了一半", "在读", "在讀"), Flag.BEGUN),
        **dict.fromkeys(("读完", "讀完"), Flag.FINISHED),
        **dict.fromkeys(("草稿",), Flag.DRAFT),
    },
    "has": {
        **dict.fromkeys(("图片", "圖片", "图", "圖", "图像", "圖像", "照片"), Part.IMAGE),
        **dict.fromkeys(
            ("图说", "圖說", "图片说明", "圖片說明", "图注", "圖註", "说明", "說明"), Part.CAPTION
        ),
        **dict.fromkeys(("时间线", "時間線", "时间轴", "時間軸"), Part.TIMELINE),
        **dict.fromkeys(("相关", "相關", "延伸阅读", "延伸閱讀"), Part.RELATED),
        **dict.fromkeys(("视频", "視頻", "影片", "录像", "錄影"), Part.VIDEO),
        **dict.fromkeys(("我的标签", "我的標籤", "标记", "標記"), Part.LABEL),
        **dict.fromkeys(("笔记", "筆記", "批注", "批註"), Part.NOTE),
        **dict.fromkeys(("划线", "劃線", "高亮", "标亮", "標亮"), Part.HIGHLIGHT),
        **dict.fromkeys(("改过", "改過", "修改", "修订", "修訂"), Part.EDITED),
        **dict.fromkeys(("改题", "改題", "改标题", "改標題"), Part.RETITLED),
    },
    "sort": {
        **dict.fromkeys(("最新", "新到旧", "新到舊"), Order.NEWEST),
        **dict.fromkeys(("最旧", "最舊", "最早", "旧到新", "舊到新"), Order.OLDEST),
        **dict.fromkeys(("相关", "相關", "相关度", "相關度", "关联", "關聯"), Order.RELEVANCE),
        **dict.fromkeys(("最长", "最長", "长度", "長度", "篇幅"), Order.LENGTH),
        **dict.fromkeys(("未读", "未讀", "未读在前", "未讀在前"), Order.UNREAD),
    },
}
"""values of fields in both scripts, as they are offered and understood"""

_SHORT = 2
_LONGEST = 20


@cache
def _by_fold() -> dict[str, str]:
    """Return the fields by all their names, folded. A start that asks for nothing saves making it."""
    return {name: name for name in FIELDS} | {fold(alias): field for alias, field in ALIASES.items()}


@cache
def _values_by_fold() -> dict[str, dict[str, str]]:
    """Return the values of each field by their names, folded."""
    return {
        field: {fold(name): str(value) for name, value in values.items()} for field, values in VALUES.items()
    }


def field_named(name: str) -> str | None:
    """Return the English name of a field; None where there is no such field."""
    return _by_fold().get(fold(name))


def value_named(field: str, name: str) -> str:
    """Return the English name of a value of the field, folded."""
    folded = fold(name)
    return _values_by_fold().get(field, {}).get(folded, folded)


def nearest_fields(name: str) -> list[str]:
    """Return the names of fields, in the language and script of the name, that are spelt or meant much like it."""
    near = _nearest(name)
    if script_of(name) is not Script.HANT:
        return near
    traditional = {fold(alias): alias for alias in ALIASES if fold(alias) != alias}
    return [traditional.get(each, each) for each in near]


def _nearest(name: str) -> list[str]:
    # Imported late: only an unknown field needs it.
    import difflib

    folded = fold(name)
    if related := RELATED.get(folded):
        return [related]
    if len(folded) == _SHORT and not folded.isascii():
        # Of a word of two characters, more than one other begins as it does.
        return [other for other in _by_fold() if len(other) == _SHORT and other[0] == folded[0]]
    return difflib.get_close_matches(folded, _by_fold(), 1) if _SHORT <= len(folded) <= _LONGEST else []
