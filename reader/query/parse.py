"""Parses a query as people type it.

    台灣 地震              both words          "two words"           a phrase
    -word  not word        without it          a or b  a | b         either
    ( … )                  groups              title: text: caption: author: site:   words in a part
    title:(a | b)          title:a | title:b   author:=(a | b)       author:=a | author:=b
    =word  ="two words"    letter by letter    word~  "two words"~   one character off
    武*路  colo?r          * any, ? one        /武.{1,3}路/          a regular expression
    a NEAR b  a NEAR/20 b  near one another    a THEN b  a THEN/5 b  near, in this order
    a SENT b               in one sentence     a PARA b              in one paragraph
    author:=Ann  site:=cna.com.tw              the whole name of the author or the host
    https://a.org/b  www.a.org  a.org/b        the post archived from the page, else those that hold its address
    tag: channel: keyword: hashtag:            lang:hant|hans|en|ja|…|other  is:  has:
    field:series  field:series="Old boats"     a key of the front matter, or its value; field:cover.image
    label:to-read  note:word  saved:name       what the user said of the post; the query that is saved under the name
    date:2024  date:2024-02  date:2024-01..2024-03  date:7d          after:  before:  (both inclusive)
    date:yesterday  date:三天前  date:2024春  date:2024-Q1           as seen from the day the query runs
    day:06-04                                  that day of every year
    2024-Q1  2024春  20240207  2024-02  2024..2025  a word, or a time: in quotes it is the word alone
    length:>5000  length:<500  length:1000..3000   characters of Chinese, and words of other languages
    sort:newest|oldest|relevance|length|unread for the whole query

Signs and operators:
    Signs of a text (= * ? ~ /…/) count where an unquoted word begins or ends, or, of * and ?, within it, and behind
    title: text: caption: author:, where author:= is the whole name. Elsewhere, and in quotes, they are text.
    A ? that ends a word is a question mark. \\* \\? \\~ are the signs themselves.
    An expression ends with a / that ends a word; \\/ is a slash within it. A word that begins with a slash and has
    another in its middle is a path, and a / between blanks is text.
    NEAR THEN SENT PARA are written in capitals and bind more tightly than a blank, - and or. They join words, phrases
    and (a | b) of one part of a post; several in a row must be the same, and then join all texts of the row.

As typed:
    Full-width signs of Chinese input methods count: （ ） ： “ ” 「 」 ｜ － ＝ ～ ／ ＊ ？ and U+3000.
    A number and single Chinese characters beside it are one text, with blanks between or without, and so are a Latin
    word and the single Chinese characters on both its sides: 2020 年, 用 Python 寫.
    ， 、 ； 。 ！ part words outside quotes, and so do , and ; before a blank and beside Chinese.
    A quotation mark without its counterpart parts words, too, where it is not all there is, and so does a parenthesis
    where no operator stands in the query.
    Fields and their values have Chinese names in both scripts, see `field_names`; since: is after:, until: is before:.

The most: 500 words of 10,000 characters together, parentheses 50 deep, 20 texts joined by one operator.
"""

from __future__ import annotations

from reader.language import tr
from reader.query.dates import (
    time_named,
)
from reader.query.errors import QueryError
from reader.query.field_values import choice_of, field_node
from reader.query.nodes import (
    Archived,
    Contains,
    Node,
    Or,
    Order,
    Saved,
    TextField,
    Together,
    Words,
    conjunction,
    disjunction,
    negation,
)
from reader.query.query import Query
from reader.query.saved import Meaning, SavedError, SavedSearches, SearchesOf, no_searches
from reader.query.side_by_side import is_bare
from reader.query.signs import OPENING
from reader.query.token import Kind, Token
from reader.query.tokens import MOST_PARTS, tokens

DEEPEST = 50
"""maximum nesting of parentheses"""
MOST_TOGETHER = 5
"""texts that one operator joins: NEAR looks for each of their orders"""

_NAMES = (TextField.AUTHOR, TextField.SITE)


def parse(text: str, searches: SearchesOf = no_searches) -> Query:
    """Return the query that the text states; blank text matches all posts. Raise QueryError.

    `searches` are called where the text names a saved one.
    """
    parser = _Parser(text, SavedSearches(searches, _meaning))
    order = parser.take_order()
    return Query.of(parser.query_node(), order or Order.NEWEST)


def _meaning(text: str, saved: SavedSearches) -> Meaning:
    parser = _Parser(text, saved)
    parser.take_order()
    return Meaning(parser.query_node(), parser.parts, parser.deepest)


class _Parser:
    """A recursive-descent parser over the tokens of one query."""

    def __init__(self, text: str, saved: SavedSearches) -> None:
        self._text = text
        self._tokens = _without_strays(text, tokens(text))
        self._next_index = 0
        self._depth = 0
        # Read before parentheses are, so that their depths on the stack do not add up.
        self._saved = {
            token.text: self._read(saved, token) for token in self._tokens if token.field == "saved"
        }
        self.parts = sum(token.kind in (Kind.WORD, Kind.ADDRESS, Kind.FIELD) for token in self._tokens)
        """words, phrases and fields, those of saved searches included as far as they were parsed"""
        self.deepest = 0
        """how deep parentheses and saved searches nest, as far as they were parsed"""

    def _read(self, saved: SavedSearches, token: Token) -> Meaning:
        try:
            return saved.meaning(token.text)
        except SavedError as error:
            raise self._error(token.value_position, str(error)) from error

    def take_order(self) -> Order | None:
        """Remove `sort:` from the tokens and return the order it names; it is not a condition."""
        sort_tokens = [token for token in self._tokens if token.field == "sort"]
        if not sort_tokens:
            return None
        if len(sort_tokens) > 1:
            raise self._error(sort_tokens[1].position, tr("The query has two orders: keep one sort:."))
        index = self._tokens.index(sort_tokens[0])
        depth = sum((token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE) for token in self._tokens[:index])
        if depth > 0 or (index and self._tokens[index - 1].kind is Kind.NOT):
            raise self._error(
                sort_tokens[0].position,
                tr("sort: holds for the whole query: write it on its own at the end."),
            )
        del self._tokens[index]
        return choice_of(Order, self._text, sort_tokens[0])

    def query_node(self) -> Node:
        """Return the whole query as one node."""
        if self._next.kind is Kind.END:
            return conjunction(())
        node = self._disjunction()
        if self._next.kind is Kind.CLOSE:
            raise self._error(self._next.position, tr("This parenthesis closes nothing."))
        return node

    @property
    def _next(self) -> Token:
        return self._tokens[self._next_index]

    def _take(self) -> Token:
        self._next_index += 1
        return self._tokens[self._next_index - 1]

    def _disjunction(self) -> Node:
        choices = [self._conjunction()]
        while self._next.kind is Kind.OR:
            self._take()
            choices.append(self._conjunction())
        return disjunction(choices)

    def _conjunction(self) -> Node:
        parts = [self._unary()]
        while self._next.kind not in (Kind.OR, Kind.CLOSE, Kind.END):
            if self._next.kind is Kind.AND:
                self._take()
            parts.append(self._unary())
        return conjunction(parts)

    def _unary(self) -> Node:
        is_negated = False
        while self._next.kind is Kind.NOT:
            self._take()
            is_negated = not is_negated
        node = self._together()
        return negation(node) if is_negated else node

    def _together(self) -> Node:
        """Return the next primary, or the texts that it and those after it are if operators join them."""
        first = self._next
        node = self._primary()
        operator = self._next
        if operator.kind is not Kind.TOGETHER:
            return self._or_time(node, first)
        nodes = [self._joinable(node, first, operator)]
        while self._next.kind is Kind.TOGETHER:
            token = self._take()
            if (token.text, token.within) != (operator.text, operator.within):
                raise self._error(
                    token.position,
                    tr(
                        "One operator joins a row of texts: write a {text} b and b {further} c.",
                        text=operator.text,
                        further=token.text,
                    ),
                )
            operand = self._next
            if operand.kind is Kind.NOT:
                raise self._error(
                    operand.position,
                    tr(
                        "{operator} joins words, phrases and texts of a part, and not what is ruled out.",
                        operator=token.text,
                    ),
                )
            nodes.append(self._joinable(self._primary(), operand, token))
            if _part(nodes[-1]) != _part(nodes[0]):
                raise self._error(
                    operand.position,
                    tr("{text} joins texts of one part: title:a {text} title:b.", text=token.text),
                )
            if len(nodes) > MOST_TOGETHER:
                raise self._error(
                    operand.position,
                    tr("{text} joins at most {most} texts.", text=token.text, most=MOST_TOGETHER),
                )
        return Together(tuple(nodes), operator.within, operator.is_ordered)

    def _or_time(self, node: Node, token: Token) -> Node:
        """Return the node of a primary that one token may be; a word that names a time stands for both."""
        if token.is_word and isinstance(node, Words) and (token.is_united or is_bare(self._text, token)):
            time = time_named(node.text)
            return disjunction((node, time)) if time else node
        return node

    def _joinable(self, node: Node, start: Token, operator: Token) -> Words | Contains | Or:
        """Return the node if it is a text or a choice of texts of one part of a post. Raise QueryError.

        Of words that name a time the words alone are joined.
        """
        if isinstance(node, Or):
            named = {time_named(text.text) for text in node.nodes if isinstance(text, Words)}
            node = disjunction(text for text in node.nodes if text not in named)
        texts = node.nodes if isinstance(node, Or) else (node,)
        for text in texts:
            if isinstance(text, Together) or not isinstance(text, Words | Contains) or _part(text) in _NAMES:
                raise self._error(
                    start.position,
                    tr(
                        "{operator} joins words, phrases and texts of a part, or groups like (a | b).",
                        operator=operator.text,
                    ),
                )
        if len({_part(text) for text in texts}) > 1:
            raise self._error(
                start.position, tr("{text} joins texts of one part of a post.", text=operator.text)
            )
        assert isinstance(node, Words | Contains | Or)
        return node

    def _primary(self) -> Node:
        token = self._next
        if token.kind is Kind.OPEN:
            return self._group()
        if token.kind is Kind.WORD:
            self._take()
            return Words(token.text, token.match)
        if token.kind is Kind.ADDRESS:
            self._take()
            return Archived(token.text)
        if token.kind is Kind.FIELD:
            self._take()
            return self._field(token)
        raise self._missing(token)

    def _group(self) -> Node:
        opening = self._take()
        self._depth += 1
        self._deepen(0, opening)
        if self._next.kind is Kind.CLOSE:
            raise self._error(opening.position, tr("There is nothing between these parentheses."))
        node = self._disjunction()
        if self._take().kind is not Kind.CLOSE:
            raise self._error(opening.position, tr("This parenthesis is not closed."))
        self._depth -= 1
        return node

    def _deepen(self, more: int, token: Token) -> None:
        """Record what nests so much deeper at a token. Raise QueryError beyond `DEEPEST`."""
        self.deepest = max(self.deepest, self._depth + more)
        if self.deepest > DEEPEST:
            raise self._error(token.position, tr("Parentheses nest deeper than {most} here.", most=DEEPEST))

    def _missing(self, token: Token) -> QueryError:
        """Return the error for an operator without a right operand, or without a left one."""
        before = self._tokens[self._next_index - 1] if self._next_index else None
        is_last = token.kind is Kind.END
        if before is not None and before.kind is Kind.TOGETHER:
            name = before.text
            return self._error(
                before.position,
                tr("{name} needs a text on both sides: a {name} b; quote it to look for it.", name=name),
                is_unfinished=is_last,
            )
        if before is not None and before.kind in (Kind.OR, Kind.AND, Kind.NOT):
            sign = self._text[before.position : before.position + 1]
            name = before.text.lower() if sign.isalpha() else sign
            return self._error(
                before.position,
                tr("{name} needs something to its right; quote it to look for it.", name=name),
                is_unfinished=is_last,
            )
        if before is not None and before.kind is Kind.OPEN and token.kind is Kind.END:
            return self._error(before.position, tr("This parenthesis is not closed."))
        if token.kind is Kind.CLOSE:
            return self._error(token.position, tr("This parenthesis closes nothing."))
        reason = (
            tr("{text} needs a text on both sides; quote it to look for it.", text=token.text)
            if token.kind is Kind.TOGETHER
            else tr("There is nothing to the left of this; quote it to look for it.")
        )
        return self._error(token.position, reason)

    def _field(self, token: Token) -> Node:
        return self._saved_node(token) if token.field == "saved" else field_node(self._text, token)

    def _saved_node(self, token: Token) -> Node:
        """Return the node for the saved search that the field's value names."""
        meaning = self._saved[token.text]
        self.parts += meaning.parts
        if self.parts > MOST_PARTS:
            reason = tr(
                "A query has at most {most} words, those of its saved searches included.", most=MOST_PARTS
            )
            raise self._error(token.value_position, reason)
        self._deepen(meaning.depth + 1, token)
        return Saved(token.text, meaning.node)

    def _error(self, position: int, reason: str, *, is_unfinished: bool = False) -> QueryError:
        return QueryError(self._text, position, reason, is_unfinished=is_unfinished)


def _without_strays(text: str, found: list[Token]) -> list[Token]:
    """Return the tokens of a text without marks that have no counterpart. Raise QueryError if it has nothing else."""
    kept = [token for token in found if token.kind is not Kind.STRAY]
    if len(kept) == 1 and len(found) > 1:
        position, sign = found[0].position, found[0].text
        reason = (
            tr("This {sign} is not closed.", sign=sign)
            if sign in (*OPENING, "(", "（")
            else tr("This {sign} closes nothing.", sign=sign)
        )
        raise QueryError(text, position, reason)
    return kept


def _part(node: Node) -> TextField | None:
    """Return the part of a post in which the text stands, or all texts of a choice; None for any part."""
    if isinstance(node, Or):
        return _part(node.nodes[0])
    return node.field if isinstance(node, Contains) else None
