"""Characters that are taken for one another because they look alike, as in texts read by a machine or written from memory."""

from __future__ import annotations

from functools import cache

from reader.text.spelling import search_form

_GROUPS = """
己已巳 未末 人入八 土士 日曰 候侯 拔撥 辨辯瓣辮辦 干千于 天夫夭 太大犬丈 木本术 王玉主 田由甲申 白百 自目
力刀刃 九丸 几儿 今令 牛午 矢失 鳥烏 戊戌戍戎 亨享 折拆析 籍藉 暑署 茶荼 壁璧 崇祟 竟競 幻幼 冶治 晴睛
清情請晴 昨作 刺剌 撤撒 遣遺 貶眨 卯卵 哀衰衷 往住佳 准淮 侍待恃持 徒徙 枝技 抄炒妙秒 博搏膊 傅傳 書晝畫
徵微 薄簿 萊菜 買賣 贏嬴羸 慨概溉 密蜜 貸貨貢 鳳風 問間聞 綠緣錄 網綱 項頂順須 輪輸 續讀 陳陣 陽揚湯楊場
處虛 愛受 環還 載戴裁栽 職識織 說悅脫稅 很狠恨根跟 氏民 兔免 兵乒乓 幣弊 斥斤 考老 北比此 池地他 弟第 代伐
防仿訪 仲伸 側測廁 旁傍 偏遍編 姐姊 客容 宣宜 寒塞 巨臣 帥師 席度 帳賬 復複覆 忌忘 性姓 借惜措 慕暮墓幕 捐損
捕補 探深 提堤題 援緩暖 摸模 潘播 政攻 暫斬 施旅旋 早旱 昌昆 挽晚 歷曆 期朝 材村 懷杯壞 粟栗 桃逃 課棵
撿檢驗險 水永冰 汗汙 沈沉 伯泊拍柏 秦泰奏 狼浪狠 淪論 漢漠 激邀 狐孤弧 瑞端 盆盈 賭睹 披破坡 租祖組阻 粗組
缺決 耐而 騁聘 盲肓 胃冒 協脅 苦若 慌荒 者著 夢蒙 血皿 視規 診珍 試誤 護獲 貪貧 責債 慣貫 賄賂 幸辛 辜辛
迫追退 逐遂 道導 部陪倍 酒洒 鎮填 鏡境 陸陵 墜隊 雪雷 領頒 科料 投設 母毋 束東 崔雀 崖涯 廷延 蔡祭 柬東 汨汩
盧廬爐 霍翟 竿竽 毫亳
"""


@cache
def _alike() -> dict[str, str]:
    """Return for each character, in the form in which texts are searched, those that look like it."""
    found: dict[str, dict[str, None]] = {}
    for group in map(search_form, _GROUPS.split()):
        for character in group:
            found.setdefault(character, {}).update(dict.fromkeys(group.replace(character, "")))
    return {character: "".join(others) for character, others in found.items()}


def look_alikes(character: str) -> str:
    """Return the characters that are often taken for this one, in the form of the search."""
    return _alike().get(character, "")
