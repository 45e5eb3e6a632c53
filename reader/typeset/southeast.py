"""Break opportunities in Thai, Lao, Khmer and Burmese, which are written without blanks between words.

Thai breaks between the words of a dictionary (that of newmm-tokenizer, 62,000 words, 40 ms and 10 MB when the first
Thai paragraph is set; ICU, which has dictionaries of all four, takes 42 MB). The others break between
orthographic syllables, where the letters leave no doubt that a syllable begins: a break too few is not seen, a wrong
one is. Where Thai is no word of the dictionary, the same holds for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

_THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
_LAO = "\u0e81-\u0eae\u0eaf-\u0ebd\u0ec0-\u0ece\u0edc-\u0edf"
_BURMESE = "\u1000-\u103f\u104e\u1050-\u108f\u109a-\u109d\ua9e0-\ua9fe\uaa60-\uaa7f"
_KHMER = "\u1780-\u17d3\u17d7\u17dc\u17dd"
_RUNS = re.compile(f"([{_THAI}]{{2,}})|([{_LAO}]{{2,}})|([{_BURMESE}]{{2,}})|([{_KHMER}]{{2,}})")

_MOST_BY_DICTIONARY = 50_000
"""characters of a paragraph up to which Thai words are looked up, which takes 5 µs for each"""
_LONGEST_WORD = 30
"""characters of the longest Thai word looked up; longer entries of the dictionary are sentences and names"""
_UNKNOWN_COST = 3
"""cost of a Thai stretch that is in no dictionary, in words"""
_ONE_LETTER_WORDS = "ณธ"
"""the only Thai words of one letter; the dictionary has every letter, as a name of itself"""
_FINAL = re.compile("[ก-ฮ\u0e4c]+")
"""consonants without a vowel, which close the syllable before them where no word holds them"""

# A Thai cluster: what nobody would tear. Vowels written before their consonant, and all signs after one.
_THAI_CLUSTER = re.compile(
    r"[เแโใไ]*[ก-ฮฤฦ]?(?:[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[ะาำๅฯๆ])*(?:[ก-ฮ]\u0e4c)?|[\u0e01-\u0e4e]"
)
_THAI_SIGN = "\u0e31\u0e34-\u0e39\u0e47-\u0e4bะาำ"
# Where a syllable of an unknown Thai word begins: at a vowel that stands before its consonant, or after a vowel at a
# consonant with a sign of its own, unless it is the second half of a vowel or of a pair.
_THAI_SYLLABLE = re.compile(
    rf"(?<![เแโใไ])(?=[เแโใไ])|(?<=[ะาำ])(?=[ก-ฮ][{_THAI_SIGN}])"
    rf"|(?<=[\u0e34-\u0e39\u0e48-\u0e4b])(?=[ก-ฟภมศ-ฬฮ][{_THAI_SIGN}])"
)

_LAO_SIGN = "\u0eb0-\u0ebc\u0ec8-\u0ecd"
_LAO_SYLLABLE = re.compile(
    # a vowel before its consonant
    r"(?<![\u0ec0-\u0ec4])(?=[\u0ec0-\u0ec4])"
    # a consonant with a sign of its own that is not the second one of a cluster
    rf"|(?<![\u0ec0-\u0ec4ຫ])(?=[ກ-ຮໜໝ][{_LAO_SIGN}])(?![ຣລວຼ])"
    rf"|(?<=[{_LAO_SIGN}ງດນບມຍ])(?<![\u0ec0-\u0ec4])(?=[ຣລວ][{_LAO_SIGN}])"
    # the first one of a cluster with ຫ
    rf"|(?<=[{_LAO_SIGN}ກງດຍນບມວ])(?=ຫ[ງຍນມລຣວ][{_LAO_SIGN}])"
)

# A consonant begins a syllable unless it is killed by asat or stacked; the sign for "likewise" stays too.
_BURMESE_SYLLABLE = re.compile(
    "(?<!\u1039)(?=[\u1000-\u102a\u103f\u104e\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e])"
    "(?![\u1000-\u102a\u105a-\u105d\u1075-\u1081][\u1037\u1038\u1087-\u108d]*[\u1039\u103a])"
)

_KHMER_CLUSTER = re.compile(
    "[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u17b4-\u17d1\u17d3\u17dd])*|.", re.DOTALL
)
_KHMER_VOWEL = re.compile("[\u17a3-\u17c8]")
_COENG = "\u17d2"
# What a consonant may carry below it at the beginning of a syllable: `ខ្មែ`. Nasals and pairs of one place of
# articulation (ន្ត, ដ្ឋ, ម្ព) close the syllable before.
_KHMER_ONSET = re.compile("[^ងញណនម]\u17d2[ងញនមយរលវអហ]|ម\u17d2[នរលហ]")


def southeast_breaks(text: str) -> Iterator[int]:
    """Yield the offsets at which a line may begin within the Thai, Lao, Khmer and Burmese stretches of `text`."""
    for run in _RUNS.finditer(text):
        thai, lao, burmese, _ = run.groups()
        places: Iterable[int]
        if thai:
            places = _thai(thai) if run.end() <= _MOST_BY_DICTIONARY else _matches(_THAI_SYLLABLE, thai)
        elif lao:
            places = _matches(_LAO_SYLLABLE, lao)
        elif burmese:
            places = _matches(_BURMESE_SYLLABLE, burmese)
        else:
            places = _khmer(run[0])
        start = run.start()
        yield from (start + place for place in places)


def _matches(pattern: re.Pattern[str], run: str) -> Iterator[int]:
    return (match.start() for match in pattern.finditer(run, 1))


@cache
def _thai_words() -> frozenset[str]:
    """Return the words of the dictionary; none where it is not installed."""
    try:
        text = (files("newmm_tokenizer") / "words_th.txt").read_text("utf-8-sig")
    except (ImportError, OSError):
        return frozenset()
    return frozenset(text.split())


def _thai(run: str) -> list[int]:
    """Return the offsets between the words of a Thai stretch: those of the fewest words that make it up.

    What no word covers is one stretch as long as need be, which costs more than a word and breaks between syllables.
    """
    clusters = [match.end() for match in _THAI_CLUSTER.finditer(run) if match[0]]
    words = _thai_words()
    bounds = [0, *clusters]
    # For each bound: the least cost of reaching it, the bound before, and whether a word lies between.
    best: list[tuple[int, int, int, bool]] = [(0, 0, 0, True)]
    for index in range(1, len(bounds)):
        end = bounds[index]
        cost, _, _, is_word = best[index - 1]
        # Of equal costs the one with the longer word last, as the sum of squares tells words of like lengths.
        found = (cost + (_UNKNOWN_COST if is_word else 1), best[index - 1][1], index - 1, False)
        for before in range(index - 1, -1, -1):
            length = end - bounds[before]
            if length > _LONGEST_WORD:
                break
            word = run[bounds[before] : end]
            if word in words and (length > 1 or word in _ONE_LETTER_WORDS):
                candidate = (best[before][0] + 1, best[before][1] - length * length, before, True)
                if candidate[:2] < found[:2]:
                    found = candidate
        best.append(found)
    places: list[int] = []
    end = index = len(bounds) - 1
    while index:
        is_word = best[index][3]
        before = best[index][2]
        if not is_word and best[before][3]:
            # The whole of the stretch that no word covers.
            start, stop = bounds[before], bounds[end]
            places += _unknown(run, start, stop)
            if not _FINAL.fullmatch(run, start, stop):
                places.append(start)
        elif is_word:
            places.append(bounds[before])
        if is_word or best[before][3]:
            end = before
        index = before
    return [place for place in places if place and run[place] not in "ๆฯ"]


def _unknown(run: str, start: int, end: int) -> list[int]:
    return [match.start() for match in _THAI_SYLLABLE.finditer(run, start + 1, end)]


def _khmer(run: str) -> Iterator[int]:
    """Yield the offsets before clusters that begin a syllable.

    A bare consonant may close the syllable before it or open one of its own, so that no line breaks before it, nor
    between it and a cluster that begins with a stack.
    """
    is_open = False
    is_bare = True
    for match in _KHMER_CLUSTER.finditer(run):
        cluster = match[0]
        has_vowel = _KHMER_VOWEL.search(cluster, 1) is not None or _KHMER_VOWEL.match(cluster) is not None
        is_stack = _COENG in cluster
        begins = _KHMER_ONSET.match(cluster) is not None and not is_bare if is_stack else has_vowel
        if is_open and begins:
            yield match.start()
            is_open = False
        is_open = is_open or has_vowel or is_stack
        is_bare = not (has_vowel or is_stack)
