"""Codes and names of languages: as front matter and queries write them, and as the screen shows them."""

from __future__ import annotations

from functools import cache

from reader.text.spelling import search_form

CHINESE = "zh"
"""the code that stands for both scripts of Chinese"""

# code: its own name | English | Chinese, and other names
_NAMES = """\
hant: 繁體 | Traditional Chinese | 繁體中文 | 繁中 | 正體 | 正體中文 | zh-hant | zh-tw | zh-hk | zh-mo
hans: 简体 | Simplified Chinese | 簡體中文 | 簡中 | 简体中文 | zh-hans | zh-cn | zh-sg | zh-my
en: English | English | 英文 | 英語
ja: 日本語 | Japanese | 日文 | 日語 | jp
ko: 한국어 | Korean | 韓文 | 韓語 | 朝鮮語 | kr
de: Deutsch | German | 德文 | 德語
fr: Français | French | 法文 | 法語
es: Español | Spanish | 西班牙文 | 西班牙語 | 西文 | castellano
pt: Português | Portuguese | 葡萄牙文 | 葡萄牙語 | 葡文
it: Italiano | Italian | 義大利文 | 義大利語 | 意大利文 | 意大利語 | 義文 | 意文
nl: Nederlands | Dutch | 荷蘭文 | 荷蘭語
sv: Svenska | Swedish | 瑞典文 | 瑞典語
da: Dansk | Danish | 丹麥文 | 丹麥語
no: Norsk | Norwegian | 挪威文 | 挪威語 | nb | nn | bokmål | nynorsk
fi: Suomi | Finnish | 芬蘭文 | 芬蘭語
pl: Polski | Polish | 波蘭文 | 波蘭語
cs: Čeština | Czech | 捷克文 | 捷克語
sk: Slovenčina | Slovak | 斯洛伐克文 | 斯洛伐克語
hu: Magyar | Hungarian | 匈牙利文 | 匈牙利語
ro: Română | Romanian | 羅馬尼亞文 | 羅馬尼亞語
hr: Hrvatski | Croatian | 克羅埃西亞文 | 克羅地亞語
ca: Català | Catalan | 加泰隆尼亞文 | 加泰羅尼亞語
tr: Türkçe | Turkish | 土耳其文 | 土耳其語
vi: Tiếng Việt | Vietnamese | 越南文 | 越南語 | 越文
id: Bahasa Indonesia | Indonesian | 印尼文 | 印尼語 | 印度尼西亞語 | indonesia
ms: Bahasa Melayu | Malay | 馬來文 | 馬來語
tl: Tagalog | Tagalog | 他加祿文 | 菲律賓語 | filipino | fil
sw: Kiswahili | Swahili | 斯瓦希里文 | 斯瓦希里語
eo: Esperanto | Esperanto | 世界語
la: Latina | Latin | 拉丁文 | 拉丁語
ru: Русский | Russian | 俄文 | 俄語
uk: Українська | Ukrainian | 烏克蘭文 | 烏克蘭語
be: Беларуская | Belarusian | 白俄羅斯文 | 白俄羅斯語
bg: Български | Bulgarian | 保加利亞文 | 保加利亞語
sr: Српски | Serbian | 塞爾維亞文 | 塞爾維亞語
mk: Македонски | Macedonian | 馬其頓文 | 馬其頓語
kk: Қазақша | Kazakh | 哈薩克文 | 哈薩克語
mn: Монгол | Mongolian | 蒙古文 | 蒙古語
el: Ελληνικά | Greek | 希臘文 | 希臘語
he: עברית | Hebrew | 希伯來文 | 希伯來語 | iw
yi: ייִדיש | Yiddish | 意第緒文 | 意第緒語
ar: العربية | Arabic | 阿拉伯文 | 阿拉伯語
fa: فارسی | Persian | 波斯文 | 波斯語 | farsi
ur: اردو | Urdu | 烏爾都文 | 烏爾都語
ug: ئۇيغۇرچە | Uyghur | 維吾爾文 | 維吾爾語 | 維文
ckb: کوردی | Kurdish | 庫德文 | 庫爾德語 | ku
hi: हिन्दी | Hindi | 印地文 | 印地語
mr: मराठी | Marathi | 馬拉提文 | 馬拉地語
ne: नेपाली | Nepali | 尼泊爾文 | 尼泊爾語
bn: বাংলা | Bengali | 孟加拉文 | 孟加拉語 | bangla
pa: ਪੰਜਾਬੀ | Punjabi | 旁遮普文 | 旁遮普語
gu: ગુજરાતી | Gujarati | 古吉拉特文 | 古吉拉特語
or: ଓଡ଼ିଆ | Odia | 奧里亞文 | 奧里亞語
ta: தமிழ் | Tamil | 泰米爾文 | 泰米爾語 | 坦米爾文
te: తెలుగు | Telugu | 泰盧固文 | 泰盧固語
kn: ಕನ್ನಡ | Kannada | 卡納達文 | 卡納達語
ml: മലയാളം | Malayalam | 馬拉雅拉姆文 | 馬拉雅拉姆語
si: සිංහල | Sinhala | 僧伽羅文 | 僧伽羅語
th: ไทย | Thai | 泰文 | 泰語
lo: ລາວ | Lao | 寮文 | 老撾語 | 寮語
km: ខ្មែរ | Khmer | 高棉文 | 高棉語 | 柬埔寨語
my: မြန်မာ | Burmese | 緬甸文 | 緬甸語 | 緬文
bo: བོད་སྐད། | Tibetan | 藏文 | 藏語
ka: ქართული | Georgian | 喬治亞文 | 格魯吉亞語
hy: Հայերեն | Armenian | 亞美尼亞文 | 亞美尼亞語
am: አማርኛ | Amharic | 阿姆哈拉文 | 阿姆哈拉語"""


@cache
def _names() -> dict[str, list[str]]:
    rows = (row.split(": ") for row in _NAMES.split("\n"))
    return {code: names.split(" | ") for code, names in rows}


@cache
def _codes() -> dict[str, str]:
    """Return the code of each name, by its form."""
    codes = {search_form(name): code for code, names in _names().items() for name in (code, *names)}
    return codes | {
        search_form(name): CHINESE for name in ("zh", "chinese", "中文", "漢語", "華文", "華語", "cn")
    }


def language_named(name: str) -> str:
    """Return the code of a language by its code, a tag such as `de-AT`, or a name; empty for an unknown one.

    Codes are those of ISO 639, but Chinese is `hant` or `hans` by its script, and `zh` where that is open. Names are the
    language's own, and those in English and in either script of Chinese.
    """
    folded = search_form(name).replace("_", "-")
    codes = _codes()
    if folded in codes:
        return codes[folded]
    # A tag of BCP 47: the script or the region, after any extension of the language, decides for Chinese.
    language, *subtags = folded.removesuffix(".utf-8").split("-")
    if language in ("zh", "chi", "zho", "yue", "cmn", "nan", "hak", "wuu"):
        return next((codes[f"zh-{tag}"] for tag in subtags if f"zh-{tag}" in codes), CHINESE)
    return codes.get(language, "") if len(language) in (2, 3) and subtags else ""


def shown_language(code: str) -> str:
    """Return the name of a language in the language itself; the code where it has none here."""
    return _names()[code][0] if code in _names() else code


def languages_like(typed: str) -> list[str]:
    """Return the codes of the languages of which a name begins with what is typed, in the order of the table."""
    folded = search_form(typed)
    return [
        code
        for code, names in _names().items()
        if any(search_form(name).startswith(folded) for name in (code, *names))
    ]
