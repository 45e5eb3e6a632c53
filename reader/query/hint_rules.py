"""What a word of a query may be meant to be: a rule for each sign and operator that is easily mistyped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from reader.frozen import Frozen
from reader.language import later, tr
from reader.query.dates import time_named
from reader.query.field_names import field_named, nearest_fields
from reader.query.signs import CHINESE, COLONS, EQUALS, OPENING, QUOTES, SLASHES, STARS
from reader.query.token import Kind, Token
from reader.query.values import example_at
from reader.text.late import late
from reader.text.script import fold, is_han

_CAPITALS = r"OR|AND|NOT|NEAR|THEN|SENT|PARA"
_GLUED = late(
    rf"(?:(?<=[{CHINESE}])|^)(?P<operator>{_CAPITALS})(?=[{CHINESE}])|(?<=[{CHINESE}])(?P<last>{_CAPITALS})$"
    rf"|(?<=[{CHINESE}])(?P<small>or|and|not)(?=[{CHINESE}])|^(?P<first>not)(?=[{CHINESE}])"
)
_SMALL_NEAR = late(r"(near|then|sent|para|adj|(?:w|n|pre)(?=/))(?:/?(\d+))?", re.ASCII | re.IGNORECASE)
_ELSEWHERE = {"W": "NEAR", "N": "NEAR", "ADJ": "NEAR", "PRE": "THEN"}
"""the operators of library catalogues"""
_CHINESE = late(f"[{CHINESE}]")
_CHINESE_FIELD = late(rf"([{CHINESE}]{{2,4}})[{COLONS}].")
_JOINING = {
    **dict.fromkeys(
        ("或", "或者", "或是"), later("{text} is text here; write or, or |, between two choices.")
    ),
    **dict.fromkeys(
        ("和", "与", "及", "且", "并且", "而且", "&", "&&", "+"),
        later("{text} is text here; a blank joins words."),
    ),
    **dict.fromkeys(
        ("非", "不含", "排除", "!"),
        later("{text} is text here; write - right before what to leave out: -{rest}."),
    ),
}
_PLUSES, _BANGS = "+＋&＆", "!！"
_PLUS = late(rf"^[{_PLUSES}]+(?=[{CHINESE}A-Za-z])|(?<=[{CHINESE}])[{_PLUSES}]+(?=[{CHINESE}])")
_DASHES = "–—−"
_BANG_OR_DASH = late(rf"(?:[{_BANGS}]|[{_DASHES}]+)(?=[{CHINESE}A-Za-z])")
_WIDE_BANG = late(r"(?:^|\s)！$")
_EQUATED_FIELD = late(rf"([A-Za-z]+|[{CHINESE}]{{2,4}})[{EQUALS}](.+)")
_DISTANCE = late(r"[~～](\d{1,4})", re.ASCII)
_NUMBERED_TILDE = late(r"(.*[^\W\d])([~～][0-9])")
_RANGE = late(r"\d{4}(?:[-/.]\d{1,2}){0,2}\.\.", re.ASCII)
_QUESTION = late(r"[A-Za-z]+\?", re.ASCII)
_FLAGGED = late(rf"([{SLASHES}][^{SLASHES}]+[{SLASHES}])([gimsux]{{1,3}})")
_SLASHED = late(rf"[{SLASHES}].+[{SLASHES}]")


class Word(Frozen):
    """A word among the tokens beside it."""

    query: str
    tokens: list[Token]
    number: int
    """index of its token"""

    @property
    def token(self) -> Token:
        """Its token."""
        return self.tokens[self.number]

    @property
    def text(self) -> str:
        """The word, or the value of a field."""
        return self.token.text

    @property
    def is_quoted(self) -> bool:
        """Whether it begins with a quotation mark."""
        token = self.token
        return self.query[max(token.position, token.value_position)] in OPENING

    @property
    def _neighbours(self) -> tuple[Token, ...]:
        return (*self.tokens[max(self.number - 1, 0) : self.number], self.tokens[self.number + 1])

    def beside(self) -> list[Token]:
        """Return the words and fields right before and after it."""
        return [other for other in self._neighbours if other.kind in (Kind.WORD, Kind.FIELD)]

    def after(self) -> str:
        """Return the text that is typed behind it, `b` where there is none to be shown."""
        return example_at(self.query, self.token.position + len(self.text)) or "b"

    @property
    def is_joined(self) -> bool:
        """Whether an operator joins it with the text before or after it."""
        return any(other.kind is Kind.TOGETHER for other in self._neighbours)


class Remark(NamedTuple):
    """What a rule says of a word."""

    reason: str
    offset: int = 0
    """offset of the place in the word"""


def _wild_name(word: Word) -> Remark | None:
    if found := re.search(rf"[{STARS}]", word.text):
        return Remark(
            tr(
                "{field}: takes a whole name, of which {sign} is a part here.",
                field=word.token.field,
                sign=found[0],
            ),
            found.start(),
        )
    return None


def _may_mix(word: Word) -> bool:
    """Return whether Chinese may stand beside other signs: the patterns for that take 5 ms to compile, which most words save."""
    return not (word.text.isascii() or is_han(word.text))


def _glued(word: Word) -> Remark | None:
    if not _may_mix(word):
        return None
    plain = unicodedata.normalize("NFKC", word.text)
    found = _GLUED.search(plain)
    if found is None:
        return None
    operator = found[0]
    before, after = plain[: found.start()] or "a", plain[found.end() :] or "b"
    return Remark(
        tr(
            "{operator} is part of a word here; an operator stands between blanks: {before} {operator} {after}.",
            operator=operator,
            before=before,
            after=after,
        ),
        found.start(),
    )


def _small_near(word: Word) -> Remark | None:
    """Only of what is hardly English prose: `near` between words, or any beside Chinese or with a number, as W/5."""
    found = _SMALL_NEAR.fullmatch(word.text)
    if found is None or len(beside := word.beside()) < 2:
        return None
    name = _ELSEWHERE.get(found[1].upper(), found[1].upper())
    if name == "NEAR" or found[2] or any(_CHINESE.search(other.text) for other in beside):
        if found[2] and name in ("NEAR", "THEN"):
            name += f"/{found[2]}"
        return Remark(
            tr(
                "{text} is a word here; the operator is written like this: a {name} b.",
                text=word.text,
                name=name,
            )
        )
    return None


def _chinese_field(word: Word) -> Remark | None:
    if not _may_mix(word):
        return None
    found = _CHINESE_FIELD.match(word.text)
    near = nearest_fields(found[1]) if found else []
    if found is None or not near:
        return None
    *others, last = (f"{name}:" for name in near)
    names = tr("{others} or {last}", others=tr(", ").join(others), last=last) if others else last
    return Remark(
        tr("There is no field {name}, so this is text; did you mean {names}?", name=found[1], names=names)
    )


def _joining(word: Word) -> Remark | None:
    if remark := _joining_word(word):
        return remark
    if any(sign in word.text for sign in _PLUSES) and (found := _PLUS.search(word.text)):
        return Remark(tr("{text} is text here; a blank joins words.", text=found[0]), found.start())
    if word.text[0] in _BANGS + _DASHES and (found := _BANG_OR_DASH.match(word.text)):
        return Remark(_text_for_minus(found[0], word.text[found.end() :]))
    return None


def _text_for_minus(sign: str, rest: str) -> str:
    return tr("{text} is text here; write - right before what to leave out: -{rest}.", text=sign, rest=rest)


def _after_bang(word: Word) -> Remark | None:
    """Of a full-width one, which ends sentences, and may stand for the one that means not in other programs."""
    if word.query[: word.token.position].endswith("！") and _WIDE_BANG.search(
        word.query, 0, word.token.position
    ):
        return Remark(
            tr("！ parts words here; write - right before what to leave out: -{rest}.", rest=word.text)
        )
    return None


def _equated_field(word: Word) -> Remark | None:
    found = _EQUATED_FIELD.fullmatch(word.text)
    if found is None or not field_named(found[1]):
        return None
    name, value = found.groups()
    return Remark(
        tr(
            "{text} is text here; a field has a colon: {name}:{value}.",
            text=word.text,
            name=name,
            value=value,
        )
    )


def _parted_field(word: Word) -> Remark | None:
    """Of a colon after a blank: `title :a`."""
    before = word.tokens[word.number - 1] if word.number else None
    rest = word.text[1:]
    if before is None or not rest or word.text[0] not in COLONS or not field_named(before.text):
        return None
    return Remark(
        tr(
            "{text} is text here; the colon stands right behind a field: {name}:{value}.",
            text=word.text,
            name=before.text,
            value=rest,
        )
    )


def _distance(word: Word) -> Remark | None:
    found = _DISTANCE.fullmatch(word.text)
    if found and word.query[: word.token.position].endswith(tuple(QUOTES)):
        return Remark(
            tr(
                "{sign} is text here; for words near one another write a NEAR/{number} b.",
                sign=found[0],
                number=found[1],
            )
        )
    return None


def _one_off(word: Word) -> Remark | None:
    if found := _NUMBERED_TILDE.fullmatch(word.text):
        return Remark(
            tr(
                "{sign} is text here; ~ alone lets one character be wrong: {word}~.",
                sign=found[2],
                word=found[1],
            ),
            found.start(2),
        )
    return None


def _range(word: Word) -> Remark | None:
    if _RANGE.fullmatch(word.text):
        return Remark(tr("A time stands after the name of its field: date:{text}.", text=word.text))
    return None


def _time(word: Word) -> Remark | None:
    if word.token.kind is not Kind.WORD or word.is_joined or not time_named(word.text):
        return None
    return Remark(
        tr(
            '{text} is a time here, or the word; the time alone is date:{text}, the word alone "{text}".',
            text=word.text,
        )
    )


def _united(word: Word) -> Remark | None:
    if not word.token.is_united:
        return None
    return Remark(
        tr(
            "{text} is one text here, with blanks or without; quote a word to look for it alone.",
            text=word.text,
        )
    )


def _question(word: Word) -> Remark | None:
    if _QUESTION.fullmatch(word.text) and not word.beside():
        return Remark(
            tr("? at the end is a question mark; * stands for any letters: {text}*.", text=word.text[:-1])
        )
    return None


def _slashed(word: Word) -> Remark | None:
    if _SLASHED.fullmatch(word.text):
        return Remark(
            tr(r"This is text; in an expression between slashes, write \/ for each slash within it.")
        )
    return None


def _flagged(word: Word) -> Remark | None:
    if found := _FLAGGED.fullmatch(word.text):
        return Remark(
            tr(
                "{letters} after the slash makes this text; case counts only beside a capital: {expression}.",
                letters=found[2],
                expression=found[1],
            ),
            found.start(2),
        )
    return None


def _joining_word(word: Word) -> Remark | None:
    if advice := _JOINING.get(fold(word.text)):
        return Remark(tr(advice, text=word.text, rest=word.after()))
    return None


Rule = Callable[[Word], Remark | None]
OF_NAMES: tuple[Rule, ...] = (_wild_name,)
"""of the value of a field of names"""
OF_TEXTS: tuple[Rule, ...] = (_united, _glued)
"""of the value of a field of texts"""
OF_HAN: tuple[Rule, ...] = (_joining_word, _after_bang)
"""of a word in Chinese characters alone"""
OF_WORDS: tuple[Rule, ...] = (
    _glued,
    _small_near,
    _chinese_field,
    _equated_field,
    _parted_field,
    _joining,
    _distance,
    _one_off,
    _range,
    _time,
    _united,
    _question,
    _slashed,
    _flagged,
    _after_bang,
)
"""of any other word; what the first of them says is said"""
