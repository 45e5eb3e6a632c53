"""Finds words in the texts of posts that are one slip of typing away from a word that is not there.

Whatever the slip, what stands before it and behind it is intact, and its tokens name posts. What stands between them is
read in the texts of the newest of these posts.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from math import log
from typing import NamedTuple

from pyroaring import BitMap

from reader.index.answer import OrderedPosts
from reader.index.answering import QueryContext
from reader.index.document import Texts
from reader.index.tokens import query_tokens
from reader.query.nodes import TextField
from reader.text.look_alikes import look_alikes
from reader.text.slips import Slip, slip_between
from reader.text.sounds import near_sound, same_sound
from reader.text.spelling import search_form

LONGEST = 40
"""characters of a word that is looked for; a longer one is a sentence, of which parts are found"""
_SHORT = 3
"""characters up to which words of the same sound or shape are looked up one by one, as too many posts hold their parts"""
_FIRST = 12_288
"""the newest posts, among which words are looked for first, and among all only if there is none"""
_TEXTS_OF_GAP = 40
"""the newest posts in which one place of a word is read; more where few of its places need as many"""
_TEXTS_OF_WORD = 4
"""the newest posts with the tokens of a word, one of which has the word itself as a rule"""
_TEXTS_OF_SOUND = 80
"""the newest posts in which words of the same sound throughout are looked for"""
_TEXTS = 240
"""texts that are read for one word; each takes 0.1 to 0.3 ms"""
_COUNTED = 24
"""words that are counted"""
_COSTS = {
    Slip.SOUND: 4.0,
    Slip.SHAPE: 4.0,
    Slip.HAND: 3.0,
    Slip.ACCENT: 5.0,
    Slip.MISSING: 4.0,
    Slip.CHARACTER: 10.0,
    Slip.HALF: 14.0,
}
"""how unlikely a slip is: about the natural logarithm of the number of words that it could have made of one"""
_COST_OF_LETTER = 6.0
"""that of a wrong letter, of which there are fewer than Chinese characters"""
_TOO_FAR = 4.0
"""how much less likely than the likeliest a word may be: one to fifty"""
_BEFORE_HALF = 2
"""words before the commonest that has one of two Chinese characters"""
_PARTICLES = frozenset(search_form("的了是在不有和就也都而及與或之於于這那他她它我你們个"))
"""characters that stand beside any other, so that finding them there tells nothing of a short word"""
# Letters of scripts that part words by spaces: Latin, Greek, Cyrillic, Armenian.
_SPACED = re.compile(r"[^\W_\u0590-\U0010ffff]")


class _Gap(NamedTuple):
    """A place of a word at which one character may stand that is not known."""

    left: str
    right: str
    is_added: bool
    """whether the character was left out when the word was typed; else another stands in its place"""


class NearWords:
    """The search of the posts `within` for words near to others, for some `seconds` of this thread's time."""

    def __init__(self, context: QueryContext, within: BitMap, seconds: float) -> None:
        self._evaluator = context.evaluator
        self._within = OrderedPosts(context.snapshot, within)
        self._posts = BitMap(self._within.at(0, min(_FIRST, len(within))))
        """those that are searched now"""
        self._snapshot = context.snapshot
        self._end = time.thread_time() + seconds
        self._texts: dict[int, Texts] = {}
        self._with_token: dict[int, BitMap] = {}
        self._titled_with: dict[int, BitMap] = {}

    def find(self, form: str, field: TextField | None) -> list[str]:
        """Return forms near to one that is in none of the posts, the likeliest first.

        They occur in the field, or anywhere for None. Fewer are found where time is short.
        """
        if not 1 < len(form) <= LONGEST:
            return []
        found = self._found(form, field)
        if not found and len(self._posts) < len(self._within):
            self._posts = self._within.posts
            self._with_token.clear()
            self._titled_with.clear()
            found = self._found(form, field)
        return found

    def _found(self, form: str, field: TextField | None) -> list[str]:
        """Return what `find` does, for words in the posts that are searched now."""
        found = Counter(filter(self._is_held, _shorter_and_exchanged(form)))
        for step in (self._in_gaps, self._looked_up, self._of_same_sound):
            found.update(step(form, field))
        slips = {each: slip_between(form, each) for each in found}
        near = {
            each: _cost(slip, form, each)
            for each, slip in slips.items()
            if slip is not None and _is_telling(form, each, slip)
        }
        by_texts = sorted(near, key=lambda each: (near[each] - log(found[each]), each))[:_COUNTED]
        counts = {each: self._count(each) for each in by_texts if self._stands(each, field)}
        # Any character stands beside any other by chance.
        by_texts = [each for each in counts if slips[each] is not Slip.HALF or counts[each] > 2]
        costs = {each: near[each] - log(max(counts[each], 1)) for each in by_texts}
        for each in by_texts:
            # Such as pytho for python where pythno was typed: it is a part of a word, and finds no more than that.
            if any(
                each != word and each in word and count == counts[each] and near[word] <= near[each]
                for word, count in counts.items()
            ):
                del costs[each]
        worst = min(costs.values(), default=0.0) + _TOO_FAR
        nearest = sorted(costs, key=costs.__getitem__)
        forms = [each for each in nearest if costs[each] < worst]
        # However common words of the same sound are: 想像, 香港 for 香巷.
        forms[_BEFORE_HALF:_BEFORE_HALF] = [
            each for each in nearest if slips[each] is Slip.HALF and each not in forms[:_BEFORE_HALF]
        ][:1]
        forms = list(dict.fromkeys(forms))
        # What is left of a word without its end finds the word.
        return [
            each for place, each in enumerate(forms) if not any(each in better for better in forms[:place])
        ]

    def _is_late(self) -> bool:
        return time.thread_time() > self._end

    # By tokens

    def _candidates(self, *pieces: str) -> BitMap:
        """Return the posts that hold the tokens of all of these pieces."""
        posts = self._posts
        for token in (token for piece in pieces for token in query_tokens(piece)[0]):
            if token not in self._with_token:
                self._with_token[token] = self._evaluator.posts_with_token(token, self._posts)
            posts = posts & self._with_token[token]
            if not posts:
                break
        return posts

    def _is_held(self, form: str) -> bool:
        return bool(self._candidates(form))

    def _stands(self, form: str, field: TextField | None) -> bool:
        """Return whether a word stands in some text, and not only all of its tokens, as those of 新冠肺炎工 may by chance."""
        if query_tokens(form)[1]:
            return True
        posts = self._candidates(form)
        newest = chain(self._newest(posts, _TEXTS_OF_WORD), self._newest(posts, _TEXTS_OF_GAP))
        return any(form in texts.of(field) for texts in newest)

    def _looked_up(self, form: str, _field: TextField | None) -> Counter[str]:
        """Return the words of the same sound or shape in one place that some of the newest posts hold."""
        found: Counter[str] = Counter()
        if len(form) > _SHORT:
            return found
        for place, character in enumerate(form):
            intact = self._candidates(form[:place], form[place + 1 :])
            for other in same_sound(character) + look_alikes(character) if intact else "":
                if self._is_late():
                    return found
                word = form[:place] + other + form[place + 1 :]
                if other != character and (held := self._with_pairs(word, place, intact)):
                    found[word] = len(held)
        return found

    def _count(self, form: str) -> int:
        """Return about how many posts have a word."""
        posts = self._posts
        for token in query_tokens(form)[0]:
            with_token = self._with_token.get(token)
            posts = posts & (
                self._evaluator.posts_with_token(token, posts) if with_token is None else with_token
            )
            if not posts:
                break
        return len(posts)

    def _with_pairs(self, word: str, place: int, among: BitMap) -> BitMap:
        """Return the posts that hold a character of the word beside its neighbours."""
        for start in (place - 1, place):
            pair = word[max(start, 0) : start + 2]
            # A sign beside a character makes no pair, so that each is a token of its own.
            for token in query_tokens(pair)[0] if len(pair) == 2 else ():
                if among:
                    among = among & self._evaluator.posts_with_token(token, among)
        return among

    # By texts

    def _newest(self, posts: BitMap, most: int) -> Iterator[Texts]:
        """Yield the texts of the newest of the posts."""
        numbers = OrderedPosts(self._snapshot, posts).at(0, min(most, len(posts)))
        unread = [number for number in numbers if number not in self._texts]
        self._texts.update(self._evaluator.texts(unread))
        # Another run may have taken some of the posts out of the index since the snapshot.
        yield from (self._texts[number] for number in numbers if number in self._texts)

    def _in_gaps(self, form: str, field: TextField | None) -> Counter[str]:
        """Return the words of the texts with another character in one place, or one more, once for each text."""
        found: Counter[str] = Counter()
        gaps = [_Gap(form[:place], form[place + 1 :], is_added=False) for place in range(len(form))]
        gaps += [_Gap(form[:place], form[place:], is_added=True) for place in range(1, len(form))]
        # Where few posts hold what is intact, it tells the most.
        held = [
            (posts, gap)
            for posts, gap in ((self._candidates(gap.left, gap.right), gap) for gap in gaps)
            if posts
        ]
        held.sort(key=lambda each: len(each[0]))
        for unread, (posts, gap) in zip(range(len(held), 0, -1), held, strict=True):
            most = max(_TEXTS_OF_GAP, (_TEXTS - len(self._texts)) // unread)
            # What is looked for stands in titles more often than elsewhere.
            titled = self._titled(posts, gap) if len(posts) > most else BitMap()
            for texts in chain(self._newest(titled, most), self._newest(posts - titled, most)):
                found.update(set(_fillings(texts.of(field), gap)))
            if self._is_late() or len(self._texts) > _TEXTS:
                break
        return found

    def _titled(self, posts: BitMap, gap: _Gap) -> BitMap:
        """Return those of the posts whose titles hold what is intact."""
        for token in (*query_tokens(gap.left)[0], *query_tokens(gap.right)[0]):
            if token not in self._titled_with:
                self._titled_with[token] = self._evaluator.posts_with_token(token, self._posts, title=True)
            posts = posts & self._titled_with[token]
            if not posts:
                break
        return posts

    def _of_same_sound(self, form: str, field: TextField | None) -> Counter[str]:
        """Return the words of the newest texts of which every character sounds like that of the form."""
        found: Counter[str] = Counter()
        sounds = [near_sound(character) for character in form]
        if all(sounds) and not self._is_late():
            pattern = re.compile("".join(f"[{characters}]" for characters in sounds))
            for texts in self._newest(self._posts, _TEXTS_OF_SOUND):
                found.update(set(pattern.findall(texts.of(field))))
        return found


def _shorter_and_exchanged(form: str) -> Iterator[str]:
    """Yield the form without one of its characters, and with two of them exchanged."""
    for place in range(len(form)):
        yield form[:place] + form[place + 1 :]
    for place in range(len(form) - 1):
        yield form[:place] + form[place + 1] + form[place] + form[place + 2 :]


def _fillings(text: str, gap: _Gap) -> Iterator[str]:
    """Yield what stands in the text in place of a word with a gap; whole words, where spaces part words."""
    left, right, is_added = gap
    anchor = max(left, right, key=len)
    start = text.find(anchor)
    while start >= 0:
        place = start + len(left) if anchor is left else start - 1
        more = text[place : place + 1] if place >= 0 else ""
        begin, end = place - len(left), place + 1 + len(right)
        if (
            (more.isalnum() or (more == " " and is_added))
            and begin >= 0
            and text.startswith(left, begin)
            and text.startswith(right, place + 1)
            and not _is_inside_word(text, begin)
            and not _is_inside_word(text, end)
        ):
            yield text[begin:end]
        start = text.find(anchor, start + 1)


def _is_inside_word(text: str, place: int) -> bool:
    """Return whether a place is between two letters of a word, where spaces part words."""
    return place > 0 and all(map(_SPACED.match, text[place - 1 : place + 1])) and place < len(text)


def _cost(slip: Slip, form: str, meant: str) -> float:
    """Return how unlikely it is that a slip made the form of a word, whatever their commonness."""
    if slip in (Slip.SOUND, Slip.ACCENT):
        return _COSTS[slip] * sum(one != other for one, other in zip(form, meant, strict=True))
    return _COST_OF_LETTER if slip is Slip.CHARACTER and _SPACED.search(form) else _COSTS[slip]


def _is_telling(form: str, meant: str, slip: Slip) -> bool:
    """Return whether a word of the texts says what was meant: it is no piece of the form, and no particle made it one."""
    if slip is Slip.CHARACTER and (form.startswith(meant) or form.endswith(meant)):
        return False
    return len(meant) > _SHORT or _PARTICLES.isdisjoint(set(meant) - set(form))
