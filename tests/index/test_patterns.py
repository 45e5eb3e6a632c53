"""Ways of comparing texts, and texts that stand together, through a real index, beside a scan that tries every place."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from reader.index import Document
from reader.query.nodes import Contains, Match, Node, Or, Order, Span, TextField, Together, Words, negation
from reader.query.query import Query
from tests.index.posts import document
from tests.index.test_queries import TODAY, differing, indexed

LETTERS = st.sampled_from([*"台灣臺海abAeé1 '-.。？!，\n", "ab ", "台灣"])
bodies = st.lists(LETTERS, max_size=12).map("".join)
lines = bodies.map(lambda text: " ".join(text.split()) or "-")
posts = st.lists(st.tuples(lines, bodies, bodies.map(str.strip)), min_size=1, max_size=6)
pieces = st.text("台臺灣海abA1", min_size=1, max_size=2)


def typed(letters: str, most: int) -> st.SearchStrategy[str]:
    """Words as typed, with a letter at least."""
    return st.text(letters, min_size=1, max_size=most).map(lambda text: text.strip() or "a")


whole_words = st.one_of(
    st.tuples(typed("台臺灣海abAeé1 '.", 4), st.just(Match.ALIKE)),
    st.tuples(typed("台臺灣ab1 '.", 3), st.just(Match.EXACT)),
    st.tuples(
        st.lists(pieces, min_size=2, max_size=3).flatmap(
            lambda some: st.sampled_from(["*", "?", "??", "*?"]).map(lambda wild: wild.join(some))
        ),
        st.just(Match.WILD),
    ),
    st.tuples(
        st.sampled_from(["台.", "a+b", "台|b", "(台|a)灣?b", r"a\.", "a{2}", "a{0,1}台"]),
        st.just(Match.EXPRESSION),
    ),
)
words = st.one_of(
    whole_words,
    st.tuples(typed("台臺灣海abA1", 5), st.just(Match.ONE_OFF)),
    st.tuples(st.sampled_from(["^台", "灣$", r"\w\W", r"[^a]b"]), st.just(Match.EXPRESSION)),
)


def texts(
    field: TextField | None, words: st.SearchStrategy[tuple[str, Match]] = words
) -> st.SearchStrategy[Words | Contains]:
    """Texts of one part of a post."""
    if field is None:
        return words.map(lambda word: Words(*word))
    return words.map(lambda word: Contains(field, *word))


def together(field: TextField | None) -> st.SearchStrategy[Node]:
    """Texts of one part that stand together."""
    # Of one-off words that overlap, the likest are taken, and lines end elsewhere than sentences: the scan knows neither.
    one = texts(field, whole_words)
    operands = st.lists(one | st.tuples(one, one).map(Or), min_size=2, max_size=3).map(tuple)
    return st.builds(Together, operands, st.integers(0, 3), st.booleans()) | st.builds(
        Together, operands, st.sampled_from(Span)
    )


fields = st.sampled_from([None, None, TextField.TITLE, TextField.TEXT, TextField.CAPTION])
leaves = fields.flatmap(texts) | fields.flatmap(together)
nodes = st.one_of(leaves, leaves, leaves.map(negation), st.tuples(leaves, leaves).map(Or))


def documents_of(some: list[tuple[str, str, str]]) -> list[Document]:
    """Return posts of titles, bodies and captions."""
    return [
        document(f"{number}.md", title=title, body=body, captions=captions, author="a台")
        for number, (title, body, captions) in enumerate(some)
    ]


@settings(max_examples=20)
@given(posts, st.lists(nodes, min_size=12, max_size=20))
def test_patterns_find_what_a_scan_finds(some: list[tuple[str, str, str]], asked: list[Node]) -> None:
    """In every part, negated and in a choice."""
    assert not differing(documents_of(some), list(map(Query.of, asked)))


@settings(max_examples=8)
@given(posts, st.lists(leaves, min_size=4, max_size=8))
def test_what_is_found_so_far_begins_the_whole(some: list[tuple[str, str, str]], asked: list[Node]) -> None:
    """Windows and batches give the same posts as the whole archive, ever more of them, in either order of time."""
    with indexed(documents_of(some)) as index, pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.index.evaluate._WINDOW", 2)
        patch.setattr("reader.index.text_search._PATTERN_BATCH", 1)
        patch.setattr("reader.index.evaluate._BATCH", 1)
        patch.setattr("reader.index.evaluate._QUICK_SECONDS", 0)
        patch.setattr("reader.index.evaluate._FIRST_ROWS_SECONDS", 0)
        patch.setattr("reader.index.evaluate._STEP_SECONDS", 0)
        for query, order in product(map(Query.of, asked), (Order.NEWEST, Order.OLDEST)):
            ordered = query.in_order(order)
            steps = list(index.growing_answer(ordered, TODAY, lambda _: BitMap(), fold_copies=False))
            whole = index.answer(ordered, TODAY, lambda _: BitMap(), fold_copies=False)
            for (answer, read, candidates), later in pairwise([*steps, (whole, 0, 0)]):
                assert answer.numbers(0, len(answer)) == whole.numbers(0, len(answer))
                assert len(answer) <= len(later[0])
                assert 0 < read <= candidates <= len(some)
