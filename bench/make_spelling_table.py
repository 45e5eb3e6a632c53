"""Write reader/text/spelling_table.py, spellings that make no difference: `python bench/make_spelling_table.py`.

It needs `pip install opencc`; the reader itself does not.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import opencc

from reader.text import script_table

TARGET = Path(__file__).resolve().parents[1] / "reader" / "text" / "spelling_table.py"
HEADER = '''"""Table of spellings for reader/text/script.py and spelling.py, written by bench/make_spelling_table.py.

Letters and signs from the Unicode character database {unicode}; Japanese forms from OpenCC {version}
(https://github.com/BYVoid/OpenCC, Apache License 2.0, Copyright Carbo Kuo and contributors).
"""

'''
IDEOGRAPHS = (*range(0x3400, 0xA000), *range(0x20000, 0x323B0))
OLD_FORMS = """
〇零 ○零 靑青 淸清 鄕鄉 郞郎 値值 偸偷 擧舉 昻昂 愼慎 塡填 顚顛 癲癫 巓巔 壻婿 甁瓶 硏研 姸妍 屛屏 飮飲 槪概 漑溉 旣既
慙慚 砲炮 礮炮 緖緒 荅答 讌宴 閙鬧 頼賴 餠餅 髙高 鬪鬥 鬭鬥 鼇鰲 熏薰 曁暨 囘回 囬回 囯国 圀国 畧略 竝並 岀出 兎兔 拏拿
拕拖 朶朵 躱躲 秌秋 厰廠 冰氷 蔴麻 嵗歲 槀槁 稟禀 鷄雞 鶏雞 鷰燕 雋隽 蘂蕊 蕋蕊 橤蕊 羗羌 強强 亀龜 艸草 箇個 疎疏 踈疏
筯箸 効效 勅敕 勲勳 勦剿 匄丐 卽即 卻却 叅參 咷啕 哶咩 唘啟 啚圖 嗁啼 噐器 囓嚙 垜垛 堘塍 塟葬 壄野 埜野 夲本 奬獎
妬妒 姉姊 姙妊 娬嫵 媿愧 嬭奶 孼孽 寳寶 尅剋 尠鮮 屆届 嵓岩 嶌島 嶋島 巵卮 帋紙 幇幫 庻庶 廐廄 廻迴 弔吊 彊強 徃往 徧遍
忈仁 恠怪 悞誤 惪德 愬訴 憇憩 戞戛 戹厄 抅拘 抴拽 捄救 挿插 揷插 攷考 攜携 擕携 敂叩 斈學 斉齊 旂旗 昬昏 晣晰 暎映 曡疊
朢望 杦杉 柹柿 栁柳 桒桑 棃梨 棊棋 碁棋 椉乘 榘矩 欵款 歎嘆 殀夭 殭僵 毘毗 毬球 氷冰 汙污 汚污 沒没 泝溯 泩泗 洩泄 涖蒞
淂得 淛浙 湼涅 溼濕 滙匯 潠噀 澂澄 濶闊 灋法 炤照 烟煙 焔焰 熖焰 煑煮 牋箋 牕窗 窓窗 牀床 犂犁 猨猿 獘弊 玅妙 珎珍 琍璃
瓈璃 甎磚 甞嘗 畊耕 疿痱 痺痹 癡痴 皁皂 皃貌 皷鼓 盌碗 椀碗 眎視 眡視 眤昵 睂眉 矦侯 砦寨 硃朱 碪砧 禩祀 秊年 秔粳 稉粳
稺稚 穉稚 窻窗 竒奇 竢俟 筞策 筭算 篛箬 粦燐 粬麴 糉粽 糭粽 紥紮 絏紲 綉繡 緜綿 繦襁 繮韁 罸罰 羙美 羣群 翫玩 耡鋤 聡聰
肎肯 肐胳 胷胸 脗吻 脇脅 脣唇 臈臘 臯皋 舘館 艢檣 艪櫓 芲花 苽菰 茘荔 荘莊 莕荇 菓果 葅菹 蓆席 蔕蒂 薙剃 虗虛 蚘蛔 蜖蛔
蜨蝶 蝨虱 螎融 衂衄 衒炫 袞衮 裌夾 覩睹 觧解 訃仆 証證 詠咏 譌訛 譔撰 讃讚 豓艷 豔艷 賍贓 贜贓 跴踩 踪蹤 躭耽 軆體 躰體
輭軟 輙輒 辤辭 辝辭 辠罪 迹跡 逈迥 逹達 遊游 遯遁 邨村 酧酬 酹酎 醖醞 釼劍 鈎鉤 鈆鉛 鉃鐵 銕鐵 鋪舖 鍊煉 鍼針 鎌鐮
鑛礦 閧鬨 閲閱 闗關 阨厄 隣鄰 雑雜 雰氛 鞌鞍 鞵鞋 韮韭 頋顧 頣頤 飜翻 飡餐 飱飧 饍膳 馭御 駈驅 騐驗 髩鬢 魣鮽 鮧鯷 鯗鮝
鱷鰐 鳯鳳 鴈雁 鵞鵝 麄粗 麤粗 麐麟 黒黑 鼔鼓 鼡鼠 齩咬 齶腭 龢和 戸户
⺟母 ⺠民 ⺩王 ⺫目 ⺬示 ⺮竹 ⺱网 ⺶羊 ⺷羊 ⺼肉 ⻁虎 ⻃西 ⻄西 ⻅见 ⻆角 ⻇角 ⻉贝 ⻊足 ⻋车 ⻑长 ⻒长 ⻓长 ⻔门 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞
⻝食 ⻟食 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻬齐 ⻮齿 ⻰龙 ⻱龟 ⻲龟 ⻳龟
"""
"""an old, vulgar or regional form and the usual one of the same word, which OpenCC does not join; radicals that stand for words"""
NOT_SAME = frozenset("冰氷泩泗訃仆酹酎魣鮽鮧鯷薙剃衒炫粦燐")
"""pairs above and forms of Japan that are different words elsewhere"""
OTHER_WORDS = frozenset("芸欠弁缶糸予浜余台叶灯着医虫")
"""forms of Japan that are words of their own in Chinese"""
_WHITE = re.compile("NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER ([A-Z])")
"""letters that Unicode relates to no other"""
QUOTES = {"'": "‘’‚‛′＇ʼ´｀", '"': "“”„‟″＂「」『』﹁﹂﹃﹄｢｣〝〞〟«»"}
SIGNS = QUOTES | {"-": "‐‑‒–—―−﹣－﹘⸺─", "·": "‧・•･∙⋅᛫●"[:-1], "~": "～〜∼"}


def ascii_or_plain(character: str) -> str:
    """Return the compatibility form of a character, in lower case and without marks on Latin and Greek letters."""
    form = unicodedata.normalize("NFKC", character).casefold()
    if found := _WHITE.fullmatch(unicodedata.name(character, "")):
        form = found[1].lower()
    plain = unicodedata.normalize("NFKD", form)
    base = plain[:1]
    if base and unicodedata.name(base, "").startswith(("LATIN", "GREEK")):
        form = "".join(each for each in plain if not unicodedata.combining(each))
    return {
        "ё": "е",
        "đ": "d",
        "ł": "l",
        "ø": "o",
        "ı": "i",
        "ħ": "h",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
    }.get(form, form)


def changes() -> Iterator[tuple[str, str]]:
    """Every character that is not its own form, ideographs aside."""
    signs = {sign: plain for plain, some in SIGNS.items() for sign in some}
    # Three dots become one sign, as it is the commoner one in Chinese; see spelling.py.
    signs |= {"…": "…", "⋯": "…", "︙": "…"}
    yield "\u2028", " "
    for code in (
        *range(0x80, 0x3400),
        *range(0xA000, 0xD800),
        *range(0xF900, 0x1F000),
        # Without emoji and flags.
        *range(0x1F100, 0x1F1E6),
        *range(0x1F200, 0x1F300),
        *range(0x1FBF0, 0x1FC00),
    ):
        character = chr(code)
        if unicodedata.category(character) in ("Zs", "Cc", "Cf", "Cs", "Mn", "Me", "Cn"):
            continue
        form = signs.get(character) or ascii_or_plain(character).replace("\u2044", "/")
        # Voicing marks of kana and jamo stand after the letter that they join.
        if form and form != character and not 0x1100 <= code < 0x1200 and not 0x3131 <= code < 0x318F:
            yield character, "".join(signs.get(each, each) for each in form)


def old_forms() -> Iterator[tuple[str, str]]:
    """Ideographs, each with a usual form of the same word."""
    for old, usual in OLD_FORMS.split():
        if not {old, usual} <= NOT_SAME:
            yield old, usual
    traditional = opencc.OpenCC("jp2t")
    for code in IDEOGRAPHS:
        character = chr(code)
        usual = traditional.convert(character)
        if len(usual) == 1 and usual != character and character not in OTHER_WORDS:
            yield character, usual


def literal(name: str, comment: str, text: str) -> str:
    """A string constant of adjacent literals, a comment above it."""
    lines = [text[start : start + 90] for start in range(0, len(text), 90)]
    body = "\n".join(f"    {line!r}" for line in lines)
    return f"# {comment}\n{name} = (\n{body}\n)\n\n"


def main() -> None:
    """Write the module."""
    known = {character: group[0] for group in script_table.CLASSES.split(" ") for character in group}
    found = list(changes())
    one = [(character, form) for character, form in found if len(form) == 1]
    longer = [
        f"{character}{form}" for character, form in found if len(form) > 1 and not any(map(str.isspace, form))
    ]
    old = dict.fromkeys((a, b) for a, b in old_forms() if known.get(a, a) != known.get(b, b))
    parts = [
        HEADER.format(version=opencc.__version__, unicode=unicodedata.unidata_version),
        literal(
            "OLD_FORMS",
            "an old or regional form of an ideograph, then the usual one",
            "".join(map("".join, old)),
        ),
        literal("PLAIN", "a letter or sign, then the one that it is equal to", "".join(map("".join, one))),
        literal("LONGER", "a letter or sign, then the several that it is equal to", " ".join(longer)),
    ]
    TARGET.write_text("".join(parts).rstrip() + "\n", encoding="utf-8")
    sys.stderr.write(f"{TARGET} written: {len(old)} old forms, {len(one)} letters, {len(longer)} longer\n")


if __name__ == "__main__":
    main()
