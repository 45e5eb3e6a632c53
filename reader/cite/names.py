"""Bylines as names: who wrote a post, as reference lists put it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reader.cite.byline import text_credits
from reader.text.late import late
from reader.text.pinyin import is_pinyin
from reader.text.safe import clean_line

_WIDE = late(
    "[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
_LATIN_NAME = late(r"[^\W\d_]+\.?(?:['’-][^\W\d_]+\.?)*(?:\.[^\W\d_]+\.?)*")
_PARTICLES = late(
    "(?:al|bin|d[aeiou]|dal|dell?|della|de[nr]|dos|el|ibn|las?|l[eo]s?|te[nr]|van|von|zu[mr]?)", re.IGNORECASE
)
"""words that belong to the family name after them"""
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_NO_PERSON = late(
    r"\b(?:(?-i:a|and|for|of)|agency|association|board|bureau|center|centre|channel|club|committee|company|council|daily|department|"
    r"desk|editors?|editorial|foundation|group|herald|hk|house|inc|institute|journal|lab|library|ltd|magazine|media|"
    r"ministry|network|news|newspaper|office|official|organi[sz]ation|post|press|project|radio|reports?|review|service|"
    r"society|staff|studios?|team|the|times|tribune|tv|union|university|weekly|works?|writers?)\b",
    re.IGNORECASE,
)
"""words of a name that is an institution's"""
_MOST_WORDS = 5
"""of a person's name in Latin letters"""
_PINYIN = """\
ai an bai bao bi bian cai cao cen chai chang chen cheng chi chu cui dai deng di ding dong dou du duan fan fang
fei feng fu gan gao ge geng gong gu guan guo han hao he hong hou hu hua huang ji jia jian jiang jiao jin jing
kang ke kong kuang lai lan lei li lian liang liao lin ling liu long lou lu luo lv ma mao mei meng mi miao min
mo mu ni nie ning niu ouyang pan pang pei peng pi pu qi qian qiang qiao qin qiu qu quan ran rao ren rong ruan
shang shao shen sheng shi shu si sima song su sui sun tan tang tao tian tong tu wan wang wei wen weng wu xi
xia xiang xiao xie xin xing xiong xu xuan xue yan yang yao ye yi yin ying you yu yuan yue zang zeng zha
zhai zhan zhang zhao zhen zheng zhong zhou zhu zhuang zhuo zong zou zu zuo
"""
"""Chinese family names in pinyin"""
_FAMILY_NAMES = frozenset(_PINYIN.split())


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a person or of an institution."""

    family: str
    """the family name with its particles; without `given` the name as a whole"""
    given: str = ""
    """the given names, as written; empty for institutions, for names of one word, and in Chinese characters"""
    suffix: str = ""
    """such as `Jr.`"""
    is_family_first: bool = False
    """whether the person calls himself by the family name first, as in romanised Chinese"""

    @property
    def is_whole(self) -> bool:
        """whether the name has no parts"""
        return not self.given

    @property
    def is_wide(self) -> bool:
        """whether the name is in Chinese characters, kana or Hangul"""
        return bool(_WIDE.search(self.family))

    @property
    def natural(self) -> str:
        """the name in the order in which it is said"""
        parts = (self.family, self.given) if self.is_family_first else (self.given, self.family)
        return " ".join(filter(None, (*parts, self.suffix)))

    def initials(self, stop: str) -> str:
        """Return the initials of the given names, each with `stop` after it; hyphens stay."""
        words = re.sub(r"\.(?=\w)", ". ", self.given).split()
        return " ".join(
            "-".join(f"{part[0].upper()}{stop}" for part in word.split("-") if part) for word in words
        )


def names_of(byline: str, channel: str = "") -> tuple[Name, ...]:
    """Return the names of the authors in a byline, in its order; none in an empty one.

    Left out is what a byline says besides names: roles (記者, 文／, By), places (台北報導), dynasties and countries
    (［美］), and whoever drew or translated, as long as somebody wrote. A byline that is `channel`, the publication of the
    post, is one institution. A name in Chinese characters is not divided: everywhere it is cited whole, its family name
    first, without a comma.
    """
    byline = clean_line(byline)
    if not byline:
        return ()
    if byline.casefold() == clean_line(channel).casefold():
        return (institution(byline),)
    return _each_once(text_credits(byline).authors) or (institution(byline),)


def translators_of(byline: str, channel: str = "") -> tuple[Name, ...]:
    """Return the names of those who translated, where a byline names them beside the authors that `names_of` returns."""
    byline = clean_line(byline)
    if byline.casefold() == clean_line(channel).casefold():
        return ()
    return _each_once(text_credits(byline).translators)


def _each_once(names: Iterable[str]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(map(_name, names)))


def institution(text: str) -> Name:
    """Return the name of an institution, or another one that has no parts."""
    return Name(clean_line(text))


def _name(text: str) -> Name:
    if _WIDE.search(text) or _NO_PERSON.search(text):
        return institution(text)
    if text.count(",") == 1 and text.split()[-1].strip(".").lower() not in _SUFFIXES:
        family, given = map(str.strip, text.split(","))
        return Name(family, given) if family and given else institution(text.strip(" ,"))
    words = text.split()
    suffix = words.pop() if len(words) > 2 and words[-1].strip(".").lower() in _SUFFIXES else ""
    words[-1] = words[-1].removesuffix(",")
    if not 2 <= len(words) <= _MOST_WORDS or not all(map(_LATIN_NAME.fullmatch, words)):
        return institution(text)
    if suffix == "" and (inverted := _eastern(words)) is not None:
        return inverted
    first = next(
        (place for place, word in enumerate(words) if place and _PARTICLES.fullmatch(word)), len(words) - 1
    )
    return Name(" ".join(words[first:]), " ".join(words[:first]), suffix)


def _eastern(words: list[str]) -> Name | None:
    """Return a romanised Chinese name of two words that has its family name first; None for others.

    Told by what is a family name in pinyin (Zha Jianying, but Zehua Li), by a given name with a hyphen and a small letter
    after it, as in Taiwan and Hong Kong (Tsai Ing-wen), or by capitals (LI Wei).
    """
    if len(words) != 2:
        return None
    family, given = words
    if "-" in given and "-" not in family and given.split("-", 1)[1].islower():
        return Name(family, given, is_family_first=True)
    is_pinyin_name = is_pinyin(family) and is_pinyin(given.replace("-", ""))
    if is_pinyin_name and family.lower() in _FAMILY_NAMES:
        return Name(
            family.capitalize() if len(family) > 1 and not given.isupper() else family,
            given,
            is_family_first=True,
        )
    return None
