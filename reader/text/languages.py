"""The language of a text, by its script and its frequent words.

Chinese and English are told by `script.script_of`, which is fast. This module looks closer where a text may be in
another language.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cache

from reader.text.late import late
from reader.text.script import Script

# The first bytes in UTF-8 of Greek, Cyrillic, Armenian, Hebrew, Arabic, the scripts of India and Southeast Asia, Georgian,
# Ethiopic and Hangul, and the commonest kana. A text without any of these is Chinese or in Latin letters: looking for
# them takes a hundredth of reading a post.
_LEAD_BYTES = bytes((*range(0xCE, 0xDC), 0xE0, 0xE1, 0xEA, 0xEB, 0xEC, 0xED))
_KANA = "のいるーン"
_SCRIPTS = (
    (0x0041, "latin"), (0x02B0, ""), (0x0370, "el"), (0x0400, "cyrillic"), (0x0530, "hy"), (0x0590, "he"), (0x0600, "arabic"),
    (0x0700, ""), (0x0750, "arabic"), (0x0780, ""), (0x08A0, "arabic"), (0x0900, "devanagari"), (0x0980, "bn"), (0x0A00, "pa"),
    (0x0A80, "gu"), (0x0B00, "or"), (0x0B80, "ta"), (0x0C00, "te"), (0x0C80, "kn"), (0x0D00, "ml"), (0x0D80, "si"), (0x0E00, "th"),
    (0x0E80, "lo"), (0x0F00, "bo"), (0x1000, "my"), (0x10A0, "ka"), (0x1100, "hangul"), (0x1200, "am"), (0x13A0, ""), (0x1780, "km"),
    (0x1800, ""), (0x1E00, "latin"), (0x1F00, "el"), (0x2000, ""), (0x3040, "kana"), (0x3100, ""), (0x3130, "hangul"), (0x3190, ""),
    (0x31F0, "kana"), (0x3200, ""), (0x3400, "han"), (0x4DC0, ""), (0x4E00, "han"), (0xA000, ""), (0xAC00, "hangul"), (0xD7A4, ""),
    (0xF900, "han"), (0xFB00, ""), (0xFB1D, "he"), (0xFB50, "arabic"), (0xFE00, ""), (0xFE70, "arabic"), (0xFEFF, ""), (0xFF66, "kana"),
    (0xFFA0, ""), (0x20000, "han"), (0x32000, ""),
)  # fmt: skip
"""first code points of blocks, and the script or the language of their letters"""
_STARTS = [start for start, _ in _SCRIPTS]
_WIDE = frozenset(("han", "kana", "hangul"))
_LEAST_LETTERS = 4
"""letters of a script from which it tells the language; a wide one counts as three"""
_FEWEST_KANA = 2
"""kana from which a text is in Japanese; Chinese brands write one, as 優の良品"""
_CHINESE_WORDS = "的了是在這这們们說说嗎吗呢很"
_KANA_PER_CHINESE = 4
"""kana of a Japanese text for each character that is among the commonest of Chinese"""
_LEAST_KANA = 6
"""one character in so many of a Japanese text is kana; a Chinese text that names something Japanese has fewer"""

# Letters that only one of the languages of a script has, the most telling first.
_LETTERS: dict[str, tuple[tuple[str, str], ...]] = {
    "cyrillic": (
        ("ў", "be"), ("ґїє", "uk"), ("ќѓѕ", "mk"), ("ђћ", "sr"), ("јљњџ", "sr"), ("қғңұһә", "kk"), ("өү", "mn"), ("ыэё", "ru"),
        ("і", "uk"), ("ъ", "bg"),
    ),
    "arabic": (("ۇۆۈۋې", "ug"), ("ڵڕێ", "ckb"), ("ٹڈڑںےہھ", "ur"), ("پچژگکی", "fa")),
    "devanagari": (("ळ", "mr"),),
}  # fmt: skip
_BY_DEFAULT = {"cyrillic": "ru", "arabic": "ar", "devanagari": "hi", "kana": "ja", "hangul": "ko"}
_LEAST_SHARE = 150
"""one letter in so many is one that the other languages of the script lack"""
_DEVANAGARI_WORDS = {
    "mr": ("आहे", "आणि", "च्या", "होते"),
    "ne": ("छ", "हरू", "गर्न", "भएको", "पनि"),
    "hi": ("है", "और", "में", "हैं"),
}

_WORDS = """\
en: the of and to in is that for it was with on as are be by this have from not you at his they but we or an will has what her about my who when more would there been which their out up so if can all she do them than into its how no
de: der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei
fr: de la le et les des en un du une que est pour qui dans par plus pas au sur ne se avec il sont ce mais nous elle aux été cette
es: de la que el en los del se las por un para con no una su al lo como más pero sus le ya este sí porque esta entre cuando muy
pt: de que do da em um para com não uma os no se na por mais as dos como mas foi ao ele das tem seu sua ou são você está
it: di il la che in per un del non con una si da le sono della dei come anche più al ma nel gli alla lo ha delle questo
nl: de van het een en in is dat op te zijn met voor niet die aan er om ook als maar bij nog uit naar heeft door ze werd wordt hij
sv: och att det som en på är av för med den till inte har de ett om var jag men sig så från vi kan när nu ska
da: og at det er en til af på for med den der ikke de som har et jeg om vi men var sig så fra kan når nu skal blev efter
no: og det er en på til som for med av den ikke har at et de jeg om vi men var seg så fra kan når nå skal ble etter
fi: ja on ei että se oli hän mutta ovat kun niin myös kuin joka tai sen mukaan jo sitä vain mitä ole nyt joita jotka jotta jossa jonka jolla olla ovat olivat tänään vuoden
pl: na się nie do to że jest jak po co za od ale czy tak przez jego być przy był są jej dla tym oraz który która które ma mają przed dzisiaj
cs: se na je že to do ve pro by jako po jsem si ale za jsou od byl který však jeho také až nebo
sk: sa na je že to do aj vo pre by ako po som si ale za sú od bol ktorý však jeho tiež až alebo
hu: az és hogy nem is egy ez de meg csak már van még ha volt mint el azt lesz vagy kell ki azonban majd
ro: de și în la cu nu pe din că un este mai care pentru se au sunt dar prin fost sau după ale această
hr: je se na da su za od koji što kao ne ili iz bi ali sam nije to po samo više biti još jer
ca: de la el que en un per les els amb del al no és una dels ha més són com va aquest però també seva
tr: ve bir bu da de için ile olarak daha çok gibi olan sonra kadar en ne ama olduğu var ise değil her mi
vi: và của là có không được cho trong một các với những người này đã khi đến về như từ để tôi cũng sẽ ra
id: yang dan di ini itu dengan untuk dari dalam tidak pada akan juga ke adalah oleh ada saya bisa karena mereka telah tersebut sudah
ms: yang dan di ini itu dengan untuk daripada dalam tidak pada akan juga ke ialah oleh ada saya boleh kerana mereka telah tersebut sudah
tl: ang ng sa mga na at ay ni si hindi para ito ko ako niya siya kung may po isang mula dahil"""
_WORD = late(r"[^\W\d_]+")
_ADDRESS = late(r"\S*(?:://|www\.|@|\w\.\w)\S*")
_LEAST_HITS = 3
_LEAST_DIFFERENT = 2
"""different frequent words of a language from which a text is in it"""
_LEAST_HIT_SHARE = 8
"""one word in so many is a frequent one, in a text of the language"""
_LEAST_WORDS = 20
"""words of a text from which it is said that they are of no known language"""
_TELLING = (("ơưđạảấầẩậắặẹẻẽếềểệịọỏốồổộớờởợụủứừửựỳỵỷỹ", "vi", 20),)
"""letters of a single Latin language, and one letter in how many tells it"""


def language_of(text: str, script: Script | None) -> str | None:
    """Return the code of the language of a text, such as `hant`, `en` or `ja`; None where it is unknown.

    `script` is what `script_of` says of the text. It stays where there is no clear evidence of another language: a text
    in Latin letters is English unless its words are those of another language, or are of none known.
    """
    if not _has_other_letters(text):
        return _latin_or(text, script)
    counts = _letters_by_script(text)
    # A character of Chinese, kana or Hangul says as much as three letters, as in `script_of`.
    weights = {name: count * 3 if name in _WIDE else count for name, count in counts.items()}
    if _is_japanese(text, counts):
        weights["kana"] += weights.pop("han", 0)
    else:
        weights.pop("kana", None)
    name = max(weights, key=weights.__getitem__, default="")
    if name in ("", "han") or weights[name] < _LEAST_LETTERS:
        return script
    if name == "latin":
        return _latin_or(text, Script.EN)
    return _language_in(name, text, counts[name])


def _has_other_letters(text: str) -> bool:
    """Return whether a text has letters that are neither Latin nor Chinese."""
    if text.isascii():
        return False
    data = text.encode("utf-8", "surrogatepass")
    return len(data.translate(None, _LEAD_BYTES)) != len(data) or any(map(text.__contains__, _KANA))


def _latin_or(text: str, script: Script | None) -> str | None:
    """Return the language of a text in Latin letters, or `script` where that is another."""
    if script is not Script.EN or text.count(" the ") > (0 if text.isascii() else 1):
        return script
    return _latin_language(text)


def _is_japanese(text: str, counts: Counter[str]) -> bool:
    """Return whether kana are more than a name in a text in Chinese or Korean."""
    kana = counts["kana"]
    return (
        kana >= _FEWEST_KANA
        and kana * _LEAST_KANA >= counts["han"] + kana
        and kana > counts["hangul"]
        and kana > _KANA_PER_CHINESE * sum(map(text.count, _CHINESE_WORDS))
    )


def _letters_by_script(text: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for character, count in Counter(text).items():
        if character.isalpha():
            index = bisect_right(_STARTS, ord(character)) - 1
            if index >= 0 and _SCRIPTS[index][1]:
                counts[_SCRIPTS[index][1]] += count
    return counts


def _language_in(name: str, text: str, letters: int) -> str:
    """Return the language of a text in a script that may be that of several."""
    lowered = text.lower()
    if name == "devanagari":
        words = {code: sum(map(lowered.count, some)) for code, some in _DEVANAGARI_WORDS.items()}
        best = max(words, key=words.__getitem__)
        return best if words[best] else "hi"
    if name == "he" and "\u05b7" in text and ("ײַ" in text or "אַ" in text or "אָ" in text):
        return "yi"
    for some, code in _LETTERS.get(name, ()):
        if sum(map(lowered.count, some)) * _LEAST_SHARE >= letters:
            return code
    return _BY_DEFAULT.get(name, name)


@cache
def _languages_of_words() -> dict[str, tuple[str, ...]]:
    """Return the languages of each frequent word."""
    found: dict[str, list[str]] = {}
    for row in _WORDS.split("\n"):
        code, words = row.split(": ")
        for word in dict.fromkeys(words.split()):
            found.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in found.items()}


def _latin_language(text: str) -> str | None:
    """Return the language of a text in Latin letters by its frequent words; English where they say nothing."""
    lowered = _ADDRESS.sub(" ", text.lower())
    words = _WORD.findall(lowered)
    for letters, code, one_in in _TELLING:
        if sum(map(lowered.count, letters)) * one_in >= sum(map(len, words)) > 0:
            return code
    languages = _languages_of_words()
    hits: Counter[str] = Counter()
    different: Counter[str] = Counter()
    for word, count in Counter(words).items():
        for code in languages.get(word, ()):
            hits[code] += count
            different[code] += 1
    if not hits:
        return None if len(words) >= _LEAST_WORDS and not lowered.isascii() else Script.EN
    best, most = hits.most_common(1)[0]
    if (
        most < _LEAST_HITS
        or different[best] < _LEAST_DIFFERENT
        or most * _LEAST_HIT_SHARE < len(words)
        or most <= hits["en"]
    ):
        return Script.EN
    return best
