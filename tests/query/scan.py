"""Where the texts of queries stand in a short text, found by trying every place: what patterns are compared with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Set
from itertools import pairwise, product

from reader.query.nodes import Contains, Match, Or, Span, Together, Words
from reader.text.spelling import SearchText, search_form

Range = tuple[int, int]
CLOSING = "”’」』）)》〉】]\"'"
OPENING = CLOSING + "“‘「『（("


def stands(node: Words | Contains | Together, text: str) -> bool:
    """Return whether the text holds what the node looks for."""
    if isinstance(node, Together):
        return any(_stand_together(node, piece) for piece in _stretches(node, text))
    if node.match is Match.ALIKE and not search_form(node.text):
        return True
    return bool(ranges(node, SearchText(text)))


def ranges(node: Words | Contains, text: SearchText) -> Set[Range]:
    """Return the ranges of the form in which one text of a query stands."""
    if node.match is Match.ALIKE:
        word = search_form(node.text)
        return {
            place
            for place in _all_ranges(text.form, len(word), len(word))
            if text.form[slice(*place)] == word
            and _has_accents(node.text, text.text[slice(*text.in_text(*place))])
        }
    if node.match is Match.EXACT:
        return {
            (text.in_form(start), text.in_form(end))
            for start, end in _all_ranges(text.text, len(node.text), len(node.text))
            if text.text[start:end] == node.text and _is_whole(text.text, start, end)
        }
    if node.match is Match.WILD:
        # `*?` is `?*`: the order of wild signs that stand together means nothing.
        typed = re.sub(r"[*?]{2,}", lambda signs: "".join(sorted(signs[0], reverse=True)), node.text)
        found = [place for place in _all_ranges(text.form) if _is_wild(typed, text.form[slice(*place)])]
        return {max(place for place in found if place[1] == end) for _, end in found}
    if node.match is Match.ONE_OFF:
        word = search_form(node.text)
        return {
            (start, end)
            for start, end in _all_ranges(text.form, len(word) - 1, len(word) + 1)
            if _is_whole(text.form, start, end) and _is_one_off(word, text.form[start:end])
        }
    return set(_of_expression(node.text, text))


def _all_ranges(text: str, shortest: int = 1, longest: int | None = None) -> Iterator[Range]:
    """Yield the ranges of at least one character whose length may be that of what is looked for."""
    longest = len(text) if longest is None else longest
    return (
        (start, end)
        for start in range(len(text))
        for end in range(start + max(1, shortest), min(start + longest, len(text)) + 1)
    )


def _has_accents(typed: str, text: str) -> bool:
    """Return whether each Latin letter that is typed with an accent has it in a text of the same form."""
    return all(
        one.lower() == other.lower()
        for one, other in zip(_letters(typed), _letters(text), strict=False)
        if len(parts := unicodedata.normalize("NFD", one)) > 1 and parts[0].isascii()
    )


def _letters(text: str) -> list[str]:
    """Return the letters of a text, each as often as its form has letters."""
    return [letter for letter in text for _ in search_form(letter)]


def is_chinese(letter: str) -> bool:
    """Return whether it is a character of Han or kana."""
    name = unicodedata.name(letter, "")
    return name.startswith(("CJK UNIFIED", "HIRAGANA LETTER", "KATAKANA LETTER"))


def is_latin(letter: str) -> bool:
    """Return whether it is a letter or digit of a word with blanks around it."""
    return letter.isalnum() and not is_chinese(letter)


def _is_whole(text: str, start: int, end: int) -> bool:
    pairs = (text[start - 1 : start + 1] if start else "", text[end - 1 : end + 1])
    return not any(len(pair) == 2 and all(map(is_latin, pair)) for pair in pairs)


def _is_wild(pattern: str, text: str) -> bool:
    """Return whether a range is what the pattern stands for, its first and last signs being letters."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        runs = range(len(text) + 1)
        return any(_is_run(text[:count]) and _is_wild(pattern[1:], text[count:]) for count in runs)
    if pattern[0] == "?":
        return bool(text) and _is_in_word(text[0]) and _is_wild(pattern[1:], text[1:])
    return text[:1] == search_form(pattern[0]) and _is_wild(pattern[1:], text[1:])


def _is_in_word(letter: str) -> bool:
    return letter.isalnum() or letter in "'’-"


def _is_run(text: str) -> bool:
    if any(map(is_chinese, text)):
        return len(text) <= 8 and all(map(is_chinese, text))
    return all(map(_is_in_word, text))


def _is_one_off(word: str, other: str) -> bool:
    """Return whether one change makes the other of the word."""
    places = range(len(word) + 1)
    new = [letter for letter in other if _is_in_word(letter)]
    changed = {word}
    if len(word) > 1:
        changed |= {word[:place] + letter + word[place:] for place in places for letter in new}
        changed |= {word[:place] + letter + word[place + 1 :] for place in places[:-1] for letter in new}
        changed |= {word[:place] + word[place + 1] + word[place] + word[place + 2 :] for place in places[:-2]}
        if len(word) > 2:
            changed |= {word[:place] + word[place + 1 :] for place in places[:-1]}
    return other in changed


def _of_expression(expression: str, text: SearchText) -> Iterator[Range]:
    """Yield the ranges of matches, by the standard library."""
    has_capital = any(letter.isupper() for letter in re.sub(r"\\.", "", expression))
    flags = re.MULTILINE if has_capital else re.MULTILINE | re.IGNORECASE
    start = 0
    for block in text.text.split("\n"):
        for match in re.finditer(expression, block.replace("\u2028", "\n"), flags):
            if match[0]:
                yield text.in_form(start + match.start()), text.in_form(start + match.end())
        start += len(block) + 1


# Together


def _stretches(node: Together, text: str) -> list[str]:
    blocks = text.split("\n")
    if node.within is not Span.SENTENCE:
        return blocks
    return [sentence for block in blocks for sentence in _sentences(block)]


def _sentences(block: str) -> Iterator[str]:
    start = end = 0
    while end < len(block):
        end += 1
        if _ends_sentence(block, end - 1):
            more = CLOSING + {".": "", "!": "!?", "?": "!?"}.get(block[end - 1], "。！？…｡!?")
            while end < len(block) and block[end] in more:
                end += 1
            yield block[start:end]
            start = end
    yield block[start:]


def _ends_sentence(block: str, place: int) -> bool:
    """Return whether the sign at a place ends a sentence."""
    sign, after = block[place], block[place + 1 :]
    if sign in "!?":
        return not (after[:1].isascii() and (after[:1].isalnum() or after[:1] in "=&/")) or not after
    if sign == ".":
        before = block[max(0, place - 2) : place]
        is_letter = before[-1:].isascii() and before[-1:].isalpha()
        is_initial = is_letter and not before[:-1].isalnum()
        after = after.lstrip(CLOSING)
        return not is_initial and after[:1].isspace() and after.lstrip().lstrip(OPENING)[:1].isupper()
    return sign in "。！？…｡"


def _stand_together(node: Together, piece: str) -> bool:
    text = SearchText(piece)
    found = [
        {
            each
            for choice in (operand.nodes if isinstance(operand, Or) else (operand,))
            if isinstance(choice, Words | Contains)
            for each in ranges(choice, text)
        }
        for operand in node.nodes
    ]
    if isinstance(node.within, Span):
        return all(found)
    return any(_is_chain(text.form, chain, node.within, node.is_ordered) for chain in product(*found))


def _is_chain(form: str, chain: tuple[Range, ...], most: int, is_ordered: bool) -> bool:
    ordered = chain if is_ordered else sorted(chain)
    return all(end <= start and _units(form[end:start]) <= most for (_, end), (start, _) in pairwise(ordered))


def _units(text: str) -> int:
    """Return how many Chinese characters and other words a text has."""
    count, is_inside = 0, False
    for letter in text:
        count += is_chinese(letter) or (is_latin(letter) and not is_inside)
        is_inside = is_latin(letter)
    return count
