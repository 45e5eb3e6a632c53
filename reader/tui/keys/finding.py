"""Finds commands by words: of their names, in any language of the interface, of what they do, and their keys."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from reader.language import tr
from reader.text.spelling import search_form
from reader.tui.commands import Command
from reader.tui.keys.in_force import explained

_OTHER_WORDS = {
    "move.down": "next line scroll 下一行 往下",
    "move.up": "previous line scroll 上一行 往上",
    "move.page-down": "next page scroll 下一頁 翻頁",
    "move.page-up": "previous page scroll 上一頁 翻頁",
    "move.top": "first beginning start 開頭 最上面 頂端",
    "move.bottom": "last end 結尾 最下面 底部",
    "pane.left": "window focus 左邊 窗格 面板",
    "pane.right": "window focus 右邊 窗格 面板",
    "pane.next": "window focus 下一個窗格 面板",
    "time.go": "day jump calendar 日期 前往 跳到",
    "time.strip": "histogram 時間條 時間軸",
    "time.calendar": "month 月曆 日曆 行事曆",
    "time.year": "heat map heatmap calendar activity days 熱圖 热图 年曆 年历 每天",
    "time.trends": "plot chart statistics compare frequency 趨勢 圖表 統計 比較",
    "read.open": "post article 閱讀 打開 開啟",
    "read.next": "post 下一篇",
    "read.previous": "post 上一篇",
    "read.next-unread": "new 下一篇未讀",
    "read.previous-unread": "new 上一篇未讀",
    "read.back": "return 返回 上一頁",
    "read.forward": "前進",
    "read.visited": "recent 歷史 紀錄 讀過",
    "read.continue": "resume unfinished 繼續 沒讀完",
    "read.story": "related 故事 相關 報導 來龍去脈",
    "read.find": "search in article 尋找 文內搜尋",
    "read.copies": "duplicates versions 副本 重複 版本",
    "read.outline": "headings contents toc 大綱 目錄 標題",
    "filter.search": "query find 搜尋 查詢 檢索",
    "filter.tags": "keyword channel author category facets 標籤 關鍵字 頻道 作者 分類",
    "filter.timeline": "years months 時間軸 年份 月份",
    "filter.unread": "new 未讀",
    "filter.starred": "favourites bookmarks 星號 收藏 最愛",
    "filter.relevance": "sort rank 排序 相關度",
    "filter.saved": "bookmark query feed 已存 儲存的搜尋",
    "filter.clear": "reset remove all 清除 篩選 過濾",
    "filter.this-day": "anniversary history 歷史上的今天",
    "link.write": "save file epub markdown convert 匯出 导出 存檔 另存",
    "link.write-list": "save all query epub markdown 匯出 导出 存檔 全部",
    "list.range": "select visual 選取 範圍",
    "list.pick": "select 選取",
    "list.all": "select 全選",
    "mark.star": "favourite bookmark save 星號 收藏 加星",
    "mark.read": "seen done 已讀 未讀",
    "mark.label": "tag 標籤 加標籤 分類",
    "mark.note": "comment annotate 筆記 註記 備註",
    "mark.all": "catch up 全部已讀",
    "mark.undo": "revert 復原 撤銷",
    "mark.redo": "again 重做",
    "mark.changes": "log journal 最近的變更 紀錄",
    "mark.highlights": "annotations quotes 畫線 重點 筆記",
    "passage.begin": "annotate underline mark text 畫線 重點 標註",
    "link.follow": "url hint 連結 超連結",
    "link.browser": "url web 瀏覽器 連結",
    "link.address": "url web open original 瀏覽器 網址 原文",
    "link.backlinks": "references 反向連結 誰連到這裡",
    "link.copy": "url clipboard yank 複製 網址",
    "link.cite": "reference bibliography quote apa bibtex 引文 引用 書目 參考文獻",
    "link.copy-article": "clipboard text markdown 複製 全文",
    "view.excerpts": "snippets context 摘錄",
    "view.zen": "focus fullscreen 全螢幕 專注",
    "view.script": "traditional simplified chinese 繁體 簡體 字形",
    "view.editor": "file source vi 編輯器 原始檔",
    "view.contexts": "concordance kwic 語境 上下文",
    "view.theme": "colours colors dark light 主題 配色 顏色 深色 淺色",
    "view.picture": "screenshot svg 截圖 畫面",
    "program.refresh": "reload update 更新 重新整理",
    "program.help": "keys manual 說明 幫助 按鍵",
    "program.palette": "commands 指令 命令",
    "program.command-line": "ex prompt 命令列 指令列",
    "program.keys": "bindings shortcuts keyboard 按鍵 快捷鍵 鍵盤",
    "program.redraw": "refresh repaint clear screen garbled 重繪 重畫 更新畫面 重绘",
    "program.defects": "doctor health warnings errors 問題 檢查 錯誤",
    "program.settings": "preferences options configuration 設定 偏好",
    "program.quit": "exit leave close 離開 結束 退出",
    "program.back": "exit leave close 返回 離開",
}
"""words under which people look for a command, beside those of its own texts; of Chinese, either script finds the other"""


def found(commands: Iterable[Command], text: str) -> list[Command]:
    """Return the commands that all words of a text describe: by name first, then by other words, then by what they do."""
    whole = search_form(text.strip())
    words = whole.split()
    ranked = []
    for each in commands:
        name, *more = map(search_form, _texts(each))
        texts = (name, f"{name} {more[0]}", " ".join((name, *more)))
        if name.startswith(whole):
            ranked.append((-1 if name == whole else 0, each))
        elif (rank := next((rank for rank, in_ in enumerate(texts, 1) if _has(in_, words)), 0)) > 0:
            ranked.append((rank, each))
    return [each for _, each in sorted(ranked, key=itemgetter(0))]


def _texts(each: Command) -> tuple[str, str, str]:
    """Return the name of a command, what else it is known by, and what describes it."""
    return (
        tr(each.label),
        f"{each.label} {each.id} {each.shown_keys} {_OTHER_WORDS.get(each.id, '')}",
        f"{explained(each)} {tr(each.scope)} {tr(each.group)}",
    )


def _has(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)
