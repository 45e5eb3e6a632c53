"""Sentences of Chinese and of other languages: where they end."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLOSING = "”’」』）)》〉】\\]\"'"

_CJK = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
"""kana, characters and hangul, which have no capitals"""

SENTENCE_END = re.compile(
    rf"[。！？…｡][。！？…｡!?{_CLOSING}]*"
    # Within an address, ? and ! end nothing.
    rf"|[!?](?![A-Za-z0-9=&/])[!?{_CLOSING}]*"
    # Before the dot of initials and of abbreviations such as U.S. a letter stands alone.
    rf"|(?<![\W_][A-Za-z])(?<!^[A-Za-z])\.[{_CLOSING}]*(?=\s+[{_CLOSING}“‘「『（《(]*[A-ZÀ-ÖØ-Þ{_CJK}])",
    re.MULTILINE,
)
"""the signs that end a sentence, closing quotes and brackets included; the end of a line ends one, too"""


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text in order, without the blanks around them; none is empty."""
    for line in text.splitlines():
        start = 0
        for match in SENTENCE_END.finditer(line):
            if sentence := line[start : match.end()].strip():
                yield sentence
            start = match.end()
        if sentence := line[start:].strip():
            yield sentence
