"""Ranks posts by relevance to the words of a query.

A word weighs 8 in the title, 3 in the author or the name of a tag, 1 elsewhere in the text. Several words
that stand side by side as typed, joined or with a space, add 8 per word in the title, else 2 per word in the
body. So a word in the title outweighs up to three words found in the body only, and a phrase outweighs the
same words apart. Words of `author:` and `site:`, and excluded words, weigh nothing.
"""

from __future__ import annotations

from pyroaring import BitMap

from reader.index.evaluate import Evaluator
from reader.query.nodes import Contains, Node, TextField, Words, affirmed
from reader.text.spelling import search_form

_TITLE_WEIGHT, _NAME_WEIGHT, _TEXT_WEIGHT = 8, 3, 1
_PHRASE_IN_TITLE, _PHRASE_IN_TEXT = 8, 2


def ranked(evaluator: Evaluator, node: Node, posts: BitMap) -> list[BitMap]:
    """Return the posts in classes of equal weight for the words of the node, the heaviest class first."""
    words = list(dict.fromkeys(search_form(part.text) for part in affirmed(node)))
    classes = {0: posts}
    for word in words:
        title = evaluator.posts(Contains(TextField.TITLE, word), posts)
        named = evaluator.named(word, posts - title)
        text = evaluator.posts(Words(word), posts - title - named)
        classes = _weighed(classes, [(_TITLE_WEIGHT, title), (_NAME_WEIGHT, named), (_TEXT_WEIGHT, text)])
    if len(words) > 1:
        phrases = [joint.join(words) for joint in ("", " ")]
        title = _with_any(evaluator, TextField.TITLE, phrases, posts)
        text = _with_any(evaluator, TextField.TEXT, phrases, posts - title)
        classes = _weighed(
            classes, [(_PHRASE_IN_TITLE * len(words), title), (_PHRASE_IN_TEXT * len(words), text)]
        )
    return [classes[weight] for weight in sorted(classes, reverse=True)]


def _with_any(evaluator: Evaluator, field: TextField, phrases: list[str], posts: BitMap) -> BitMap:
    return BitMap.union(*(evaluator.posts(Contains(field, phrase), posts) for phrase in phrases))


def _weighed(classes: dict[int, BitMap], parts: list[tuple[int, BitMap]]) -> dict[int, BitMap]:
    """Return the classes by weight after adding the weight of each part to its posts; parts are disjoint."""
    heavier: dict[int, BitMap] = {}
    for weight, posts in classes.items():
        for more, part in parts:
            both = posts & part
            if both:
                heavier[weight + more] = heavier.get(weight + more, BitMap()) | both
            posts = posts - part
        if posts:
            heavier[weight] = heavier.get(weight, BitMap()) | posts
    return heavier
