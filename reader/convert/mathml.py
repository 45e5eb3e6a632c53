"""MathML without TeX as plain text that reads right: `1/2`, `e^(kt)`, `√x`, a matrix row by row."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from reader.text.late import late

_MAX_DEPTH = 60
"""below it, elements give their text alone"""
_INVISIBLE = late("[\u2062-\u2064\u200b\ufeff]")
_APPLICATION = "\u2061"
_BLANKS = late(r"[ \t\n\r\u2009\u200a\u2002\u2003\u2005\u2006]+")
_MATHEMATICAL_LETTER = late("[\U0001d400-\U0001d7ff\u210e]")
_ATOM = late(r"\d+(?:[.,]\d+)*|\w[\u0300-\u036f\u20d7′]*|√?\w|∞|°")
_SCRIPTED = frozenset(("munder", "mover", "munderover", "msub", "msup", "msubsup"))
_LARGE = frozenset("∑∏∐∫∬∭∮⋃⋂⨁⨂⋀⋁")
_ACCENTS = {
    "¯": "\u0304", "‾": "\u0304", "_": "\u0304", "ˉ": "\u0304", "^": "\u0302", "ˆ": "\u0302", "~": "\u0303",
    "˜": "\u0303", "→": "\u20d7", "⃗": "\u20d7", "˙": "\u0307", ".": "\u0307", "¨": "\u0308", "ˇ": "\u030c",
}  # fmt: skip
_BRACES = frozenset("⏞⏟⏠⏡︷︸⎴⎵")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PRIMES = frozenset("′″‴'*∗†°∘")
_OPENING, _CLOSING = "([{⟨|‖", ")]}⟩|‖"


class _Part(NamedTuple):
    """The text of an element."""

    text: str
    is_name: bool = False
    """whether it is a word, such as the name of a function, which is set apart from letters beside it"""


def mathml_text(node: LexborNode) -> str:
    """Return the text of a `math` element."""
    return _BLANKS.sub(" ", _element(node, 0).text).strip()


def _children(node: LexborNode) -> list[LexborNode]:
    return [child for child in node.iter() if child.tag not in ("annotation", "annotation-xml")]


def _element(node: LexborNode, depth: int) -> _Part:
    name = (node.tag or "").removeprefix("mjx-")
    if depth > _MAX_DEPTH:
        return _Part(node.text() or "")
    if name in ("mi", "mn", "mo", "mtext", "ms"):
        return _token(name, node)
    if name in ("mphantom", "none", "mprescripts", "maligngroup", "malignmark"):
        return _Part("")
    if name == "mspace":
        return _Part(" ")
    children = _children(node)
    if name in ("semantics", "maction"):
        children = children[:1]
    if not children and name not in ("mtable", "mtr", "mtd", "mrow", "math"):
        return _Part(_BLANKS.sub(" ", node.text() or ""))
    convert = _FORMS.get(name)
    if convert is not None:
        is_operator = name in _SCRIPTED and _is_operator(_element(children[0], depth + 1))
        return _Part(convert(node, children, depth + 1), is_name=is_operator)
    parts = [_element(child, depth + 1) for child in children]
    return parts[0] if len(parts) == 1 else _Part(_joined(parts))


def _token(name: str, node: LexborNode) -> _Part:
    text = _INVISIBLE.sub("", node.text() or "")
    text = _MATHEMATICAL_LETTER.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    if name in ("mtext", "ms"):
        return _Part(_BLANKS.sub(" ", text.replace("\xa0", " ")))
    text = text.strip()
    return _Part(text, is_name=len(text) > 1 and text.isalpha())


def _joined(parts: Sequence[_Part]) -> str:
    """Return the parts side by side, names of functions set apart."""
    pieces: list[str] = []
    was_name = False
    for part in parts:
        text = part.text
        if text == _APPLICATION:
            was_name = True
            continue
        if not text:
            continue
        last = pieces[-1][-1:] if pieces else ""
        if (was_name and (text[0].isalnum() or text[0] in "√∑∏∫")) or (
            part.is_name and text[0].isalpha() and (last.isalnum() or last in _CLOSING)
        ):
            pieces.append(" ")
        pieces.append(text)
        was_name = part.is_name
    return "".join(pieces)


def _is_operator(base: _Part) -> bool:
    """Return whether what scripts stand at is set apart from what follows, as a sum and a limit are."""
    return base.is_name or (base.text != "" and _LARGE.issuperset(base.text))


def _text(children: Sequence[LexborNode], index: int, depth: int) -> str:
    """Return the text of a child; empty where it is missing."""
    return _element(children[index], depth).text.strip() if index < len(children) else ""


def _is_atom(text: str) -> bool:
    return _ATOM.fullmatch(text) is not None


def _is_bracketed(text: str) -> bool:
    """Return whether a text stands in one pair of brackets as a whole."""
    if text[:1] not in _OPENING or text[-1:] not in _CLOSING or len(text) < 2:
        return False
    depth = 0
    for index, char in enumerate(text):
        depth += (char in "([{⟨") - (char in ")]}⟩")
        if depth == 0 and index < len(text) - 1 and text[0] not in "|‖":
            return False
    return True


def _group(text: str) -> str:
    """Return a text in brackets unless it is one letter, number or group."""
    return text if not text or _is_atom(text) or _is_bracketed(text) else f"({text})"


def _grouped(children: Sequence[LexborNode], index: int, depth: int) -> str:
    """Return the text of a child as one group; a name is one."""
    part = _element(children[index], depth) if index < len(children) else _Part("")
    return part.text if part.is_name else _group(part.text.strip())


def _fraction(node: LexborNode, children: Sequence[LexborNode], depth: int) -> str:
    over, under = _text(children, 0, depth), _grouped(children, 1, depth)
    if (node.attributes.get("linethickness") or "").strip(" ptexmin") == "0":
        return f"{over} over {under}"
    is_product = over.replace("√", "").isalnum()
    return f"{over if is_product else _group(over)}/{under}"


def _raised(base: str, text: str) -> str:
    """Return a base with an exponent, which is one group."""
    if not text:
        return base
    bare = text.strip("()")
    return base + bare.replace("∘", "°") if _PRIMES.issuperset(bare) else f"{base}^{text}"


def _lowered(base: str, text: str) -> str:
    """Return a base with a subscript, which is one group."""
    return f"{base}_{text}" if text else base


def _base(children: Sequence[LexborNode], depth: int) -> str:
    base = _text(children, 0, depth)
    has_operator = not base.isalnum() and not _LARGE.issuperset(base) and not base.endswith(tuple(_CLOSING))
    return _group(base) if has_operator else base


def _superscript(_node: LexborNode, children: Sequence[LexborNode], depth: int) -> str:
    return _raised(_base(children, depth), _grouped(children, 1, depth))


def _subscript(_node: LexborNode, children: Sequence[LexborNode], depth: int) -> str:
    return _lowered(_base(children, depth), _grouped(children, 1, depth))


def _both_scripts(_node: LexborNode, children: Sequence[LexborNode], depth: int) -> str:
    lowered = _lowered(_base(children, depth), _grouped(children, 1, depth))
    return _raised(lowered, _grouped(children, 2, depth))


def _under(_node: LexborNode, children: Sequence[LexborNode], depth: int) -> str:
    base, under = _text(children, 0, depth), _grouped(children, 1, depth)
    return base if _BRACES.issuperset(under.strip("()")) else _lowered(base, under)


def _over(_node: LexborNode, children: Sequence[LexborNode], depth: int) -> str:
    base, over = _text(children, 0, depth), _text(children, 1, depth)
    if over in _ACCENTS:
        return base + _ACCENTS[over] if len(base) == 1 else _group(base) + _ACCENTS[over]
    return base if _BRACES.issuperset(over) else _raised(base, _group(over))


def _root(_node: LexborNode, children: Sequence[LexborNode], depth: int) -> str:
    degree = _text(children, 1, depth)
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree)
    if sign is None:
        ascii_digits = degree.isascii() and degree.isdigit()
        sign = f"{degree.translate(_SUPERSCRIPTS) if ascii_digits else _group(degree)}√"
    return sign + _group(_text(children, 0, depth))


def _square_root(_node: LexborNode, children: Sequence[LexborNode], depth: int) -> str:
    return "√" + _group(_joined([_element(child, depth) for child in children]))


def _fenced(node: LexborNode, children: Sequence[LexborNode], depth: int) -> str:
    attributes = node.attributes
    opening, closing = attributes.get("open", "(") or "", attributes.get("close", ")") or ""
    separators = (attributes.get("separators", ",") or "").split()
    sign = f"{separators[0]} " if separators else ""
    return opening + sign.join(_element(child, depth).text for child in children) + closing


def _multiscripts(_node: LexborNode, children: Sequence[LexborNode], depth: int) -> str:
    cut = next((at for at, child in enumerate(children) if child.tag == "mprescripts"), len(children))
    after = _scripts(children[1:cut], depth)
    return _scripts(children[cut + 1 :], depth) + _text(children, 0, depth) + after


def _scripts(children: Sequence[LexborNode], depth: int) -> str:
    texts = [_grouped(children, index, depth) for index in range(len(children))]
    return "".join(
        _raised(_lowered("", lower), upper) for lower, upper in zip(texts[::2], texts[1::2], strict=False)
    )


def _table(_node: LexborNode, children: Sequence[LexborNode], depth: int) -> str:
    rows = []
    for row in children:
        cells = [_element(cell, depth).text.strip() for cell in _children(row)]
        rows.append(" ".join(filter(None, cells)))
    return "; ".join(rows)


_FORMS: dict[str, Callable[[LexborNode, Sequence[LexborNode], int], str]] = {
    "mfrac": _fraction, "msup": _superscript, "msub": _subscript, "msubsup": _both_scripts, "munder": _under,
    "mover": _over, "munderover": _both_scripts, "msqrt": _square_root, "mroot": _root, "mfenced": _fenced,
    "mmultiscripts": _multiscripts, "mtable": _table,
}  # fmt: skip
