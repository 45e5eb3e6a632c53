"""The kinds of callouts, the boxes that set a note or a warning apart, and their names in the article's language."""

from __future__ import annotations

from collections.abc import Mapping

_KINDS: tuple[tuple[str, str, str, str], ...] = (
    # kinds of Obsidian, GitHub, Docusaurus, VuePress, MkDocs, MyST, Quarto; traditional; simplified; English or ""
    ("note message remark default secondary primary", "備註", "备注", "Note"),
    ("info information", "資訊", "信息", "Info"),
    ("tip hint", "提示", "提示", ""),
    ("important", "重要", "重要", "Important"),
    ("abstract summary tldr tl;dr", "摘要", "摘要", ""),
    ("todo", "待辦", "待办", "To do"),
    ("success check done", "完成", "完成", ""),
    ("question help faq", "問題", "问题", ""),
    ("warning warn caution attention alert", "注意", "注意", ""),
    ("failure fail missing", "失敗", "失败", ""),
    ("danger error critical", "危險", "危险", ""),
    ("bug", "錯誤", "错误", ""),
    ("example", "例", "例", ""),
    ("quote cite", "引文", "引文", ""),
    ("seealso", "參見", "参见", "See also"),
    ("definition", "定義", "定义", ""),
    ("theorem", "定理", "定理", ""),
    ("lemma", "引理", "引理", ""),
    ("proof", "證明", "证明", ""),
    ("exercise", "練習", "练习", ""),
    ("solution answer", "解答", "解答", ""),
)  # fmt: skip

UNNAMED_KINDS = frozenset(
    ("details", "collapse", "spoiler", "fold", "dropdown", "admonition", "aside", "box")
)
"""kinds that say how a box looks, not what it is"""

ENGLISH_CALLOUTS: Mapping[str, str] = {
    kind: english or ("TL;DR" if kind.startswith("tl") else "FAQ" if kind == "faq" else kind.capitalize())
    for kinds, _, _, english in _KINDS
    for kind in kinds.split()
}
TRADITIONAL_CALLOUTS: Mapping[str, str] = {
    kind: name for kinds, name, _, _ in _KINDS for kind in kinds.split()
}
SIMPLIFIED_CALLOUTS: Mapping[str, str] = {
    kind: name for kinds, _, name, _ in _KINDS for kind in kinds.split()
}
CALLOUT_KINDS = frozenset(ENGLISH_CALLOUTS) | UNNAMED_KINDS
"""all kinds, in lower case"""
