"""Formulas of HTML pages: TeX that KaTeX, MathJax, MathML and pictures keep beside what they draw, or MathML's text.

Each formula becomes a `code` or, where it stands apart, a `pre` of the class `FORMULA_CLASS` that holds its TeX.
"""

from __future__ import annotations

import html
import json
import re
from urllib.parse import parse_qs, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.convert.mathml import mathml_text
from reader.text.entities import unescape
from reader.text.late import late
from reader.text.tex import FORMULA_CLASS, bare_tex, bracket_formula, dollar_formula, is_tex

_SIGNS = ("atex", "tex=", "data-math")
_SCRIPT_SIGNS = ("math/", "athJax")
_NAME_SIGNS = ("math", "mjx-")
"""parts of the names of elements and classes, in lower case"""
_BACKSLASH_SIGNS = ("\\(", "\\[", "\\begin{")
_TEX_ATTRIBUTES = ("data-latex", "data-tex", "data-formula", "data-equation", "data-expr", "data-math")
_CONTAINERS = (
    ".katex-display, .katex, mjx-container, .mwe-math-element, .MathJax_Display, .MathJax, .MathJax_SVG,"
    " .MathJax_CHTML, .mjx-chtml, math-renderer, .latex-rendered"
)
_BLOCKS = "p, li, h1, h2, h3, h4, blockquote, table, figure, section, article"
_SOURCES = "span.math, div.math, .math-tex, .math-inline, .math-display, d-math, tex-math, x-equation, span.tex, span.latex"
_WITH_ATTRIBUTES = ", ".join(f"[{name}]" for name in _TEX_ATTRIBUTES)
_RENDERED = late(r"\b(?:MathJax\w*|mjx-chtml|MJXp\w*|katex)\b")
_PICTURE = "img"
_PICTURE_CLASS = late(
    r"\b(?:latex|tex|texrender|math-inline|mathtex-equation\w*|mwe-math-fallback-\S*|ee_img|math)\b"
)
_PICTURE_URL = late(
    r"//(?:[\w.-]*\.)?(?:zhihu\.com/equation\?|latex\.codecogs\.com/|(?:s\d\.)?wp\.com/latex\.php\?|math\.now\.sh|i\.upmath\.me/"
    r"|render\.githubusercontent\.com/render/math|chart\.(?:googleapis|apis\.google)\.com/chart\?[^\s]*cht=tx|mathurl\.com"
    r"|wikimedia\.org/api/rest_v1/media/math|math\.vercel\.app|tex\.z-dn\.net|quicklatex\.com)"
)
_CDATA = late(r"^\s*(?:%\s*)?<!\[CDATA\[|(?:%\s*)?\]\]>\s*$")
_CODE_ELEMENT = frozenset(("pre", "code", "script", "style", "textarea", "kbd", "samp", "tt", "xmp"))
_TAG = late(r"(<(?!br\b)(?:!--.*?--|/?[a-zA-Z][^>]*)>)", re.DOTALL)
_BREAK = late(r"<br[^>]*>")
_BREAK_SIGN = "\x0e"
_OPENING = late(r"\$|\\\\?[(\[]|\\begin\{|\\.")


def may_have_formulas(body: str, names: frozenset[str] | None) -> bool:
    """Return whether one of the signs of formulas stands in a page.

    `names` are the names of its elements and classes in lower case, or None if they are not known.
    """
    # A single character is found in a fifth of the time of two.
    if ("$" in body and "$$" in body) or any(sign in body for sign in _SIGNS):
        return True
    if "\\" in body and any(sign in body for sign in _BACKSLASH_SIGNS):
        return True
    if (names is None or "script" in names) and any(sign in body for sign in _SCRIPT_SIGNS):
        return True
    text = body.lower() if names is None else " ".join(names)
    return any(sign in text for sign in _NAME_SIGNS)


class PageFormulas:
    """Replaces the formulas of a page."""

    def __init__(self, parser: LexborHTMLParser, body: str) -> None:
        self._parser = parser
        # In the HTML of a Markdown body what is left of dollars is none.
        self._may_be_text = FORMULA_CLASS not in body
        self._found = "athJax" in body or "mathjax" in body or "katex" in body

    def replace_elements(self) -> None:
        """Replace the elements that programs make of formulas."""
        for script in self._parser.css('script[type^="math/"]'):
            self._script(script)
        for selector in (_CONTAINERS, "math", _WITH_ATTRIBUTES, _SOURCES):
            for node in _outermost(self._parser.css(selector)):
                self._container(node)
        for picture in self._parser.css(_PICTURE):
            self._picture(picture)

    def replace_text(self, markup: str) -> str:
        """Return the serialised page with the formulas that stand between signs in its text."""
        is_certain = self._found or "\\(" in markup or "\\[" in markup or "\\begin{" in markup
        if not self._may_be_text or not (is_certain or "$$" in markup):
            return markup
        pieces = _TAG.split(markup)
        inside: list[str] = []
        for index, piece in enumerate(pieces):
            if index % 2:
                _follow(inside, piece)
            elif not inside and ("$" in piece or "\\" in piece):
                pieces[index] = _formulas_in_text(piece, with_single_dollars=is_certain)
        return "".join(pieces)

    def _put(self, node: LexborNode, tex: str, *, is_display: bool) -> None:
        """Put a formula in place of an element."""
        self._found = True
        formula = self._parser.create_node("pre" if is_display else "code")
        formula.attrs["class"] = FORMULA_CLASS
        formula.insert_child(bare_tex(tex))
        node.replace_with(formula)

    def _script(self, script: LexborNode) -> None:
        """Put a script's TeX in its place, and drop what MathJax drew of it before it."""
        tex = _CDATA.sub("", _CDATA.sub("", script.text() or ""))
        kind = script.attributes.get("type") or ""
        before = script.prev
        while before is not None and (
            _RENDERED.search(before.attributes.get("class") or "")
            if before.is_element_node
            else not (before.text() or "").strip()
        ):
            drawn, before = before, before.prev
            if drawn.is_element_node:
                drawn.decompose()
        if "mml" in kind:
            script.replace_with(mathml_text(LexborHTMLParser(tex).root or script))
        elif tex.strip():
            self._put(script, tex, is_display="display" in kind)

    def _container(self, node: LexborNode) -> None:
        attributes = node.attributes
        classes = f" {attributes.get('class') or ''} "
        if node.css_first(_BLOCKS) is not None:
            return  # the end of the element is missing, and what follows is in it
        is_rendered = node.tag == "mjx-container" or _RENDERED.search(classes) is not None
        if is_rendered and any(
            part.is_text_node and (part.text(deep=False) or "").strip()
            for part in node.iter(include_text=True)
        ):
            return  # likewise: what is drawn stands in elements of its own
        tex = _tex_of(node)
        math = node if node.tag == "math" else node.css_first("math")
        is_display = (
            attributes.get("display") in ("true", "block", "")
            or "isplay" in classes
            or " block " in classes
            or (node.tag == "d-math" and "block" in attributes)
            or (math is not None and math.attributes.get("display") == "block")
            or node.tag == "div"
        )
        if tex:
            self._put(node, tex, is_display=is_display)
        elif math is not None:
            self._put_text(node, mathml_text(math), is_display=is_display)
        elif source := attributes.get("data-mathml"):
            inner = LexborHTMLParser(source).css_first("math")
            if inner is not None:
                self._put_text(node, mathml_text(inner), is_display=is_display)
        elif not is_rendered and (plain := _plain_source(node)):
            self._put(node, plain, is_display=is_display)

    def _put_text(self, node: LexborNode, text: str, *, is_display: bool) -> None:
        if not is_display:
            node.replace_with(text)
            return
        block = self._parser.create_node("div")
        block.insert_child(text)
        node.replace_with(block)

    def _picture(self, picture: LexborNode) -> None:
        """Put the TeX of a picture of a formula in its place."""
        attributes = picture.attributes
        url = unescape(attributes.get("src") or attributes.get("data-src") or "")
        is_known = bool(_PICTURE_URL.search(url))
        if not (is_known or "eeimg" in attributes or _PICTURE_CLASS.search(attributes.get("class") or "")):
            return
        alt = (attributes.get("alt") or attributes.get("data-formula") or "").strip()
        tex = (
            alt.strip("$").strip()
            if alt.lower() not in ("[公式]", "公式", "equation", "formula", "latex")
            else ""
        )
        tex = (tex or _tex_in_url(url)) if is_known or is_tex(bare_tex(tex)) else ""
        if not tex:
            return
        classes = attributes.get("class") or ""
        is_alone = attributes.get("eeimg") == "2" or tex.endswith("\\\\") or "display" in classes
        self._put(picture, tex.removesuffix("\\\\") if is_alone else tex, is_display=is_alone)


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Return the distinct nodes, given in document order, that are in none of the others."""
    inner: set[int] = set()
    kept = []
    for node in nodes:
        if node.mem_id not in inner:
            kept.append(node)
            inner.update(child.mem_id for child in (node, *node.css("*")))
    return kept


def _tex_of(node: LexborNode) -> str:
    """Return the TeX that an element keeps; empty if it has none."""
    attributes = node.attributes
    for name in _TEX_ATTRIBUTES:
        if value := (attributes.get(name) or "").strip():
            return _without_signs(value)
    for annotation in node.css("annotation"):
        if "tex" in (annotation.attributes.get("encoding") or "").lower():
            return annotation.text() or ""
    inner = node.css_first("math")
    for holder in (node, inner):
        alternative = holder.attributes.get("alttext") if holder is not None else None
        if alternative and alternative.strip():
            return alternative
    picture = node.css_first("img[alt]")
    if picture is not None and node.tag != "math" and "mwe-" in (node.attributes.get("class") or ""):
        return picture.attributes.get("alt") or ""
    if "latex-rendered" in (attributes.get("class") or ""):
        return _expression(attributes.get("data-attrs") or "")
    return ""


def _plain_source(node: LexborNode) -> str:
    """Return the TeX of an element whose text it is; empty for an element of words."""
    if node.tag != "math-renderer" and any(child.tag != "br" for child in node.iter()):
        return ""
    text = (node.text() or "").strip()
    tex = _without_signs(text)
    return tex if tex != text or (tex and is_tex(tex) and len(tex.split()) < 200) else ""


def _without_signs(text: str) -> str:
    """Return TeX without the signs around it."""
    for opening, closing in (("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$")):
        if text.startswith(opening) and text.endswith(closing) and len(text) > len(opening) + len(closing):
            return text[len(opening) : -len(closing)].strip()
    return text


def _expression(source: str) -> str:
    """Return the TeX in Substack's attributes."""
    try:
        value = json.loads(source)
    except (ValueError, RecursionError):
        return ""
    found = value.get("persistentExpression") if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def _tex_in_url(url: str) -> str:
    """Return the TeX in the address of a picture that a service draws."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    for name in ("tex", "latex", "math", "chl", "from", "equation"):
        if query.get(name):
            return query[name][0].strip()
    if "codecogs" in parts.netloc:
        return unquote(parts.query).strip()
    path = parts.path.rsplit("/", 1)[-1]
    return unquote(path).strip() if "upmath" in parts.netloc else ""


def _follow(inside: list[str], tag: str) -> None:
    """Keep account of the open elements whose text is no formula."""
    name = tag.strip("</>").split(None, 1)[0].rstrip("/").lower() if tag[1:2] != "!" else ""
    if name in _CODE_ELEMENT:
        if tag[1] != "/":
            inside.append(name)
        elif name in inside:
            while inside.pop() != name:
                pass


def _formulas_in_text(piece: str, *, with_single_dollars: bool) -> str:
    """Return serialised text with its formulas as elements; a formula may go on after a line break."""
    text = unescape(_BREAK.sub(_BREAK_SIGN, piece))
    pieces: list[str] = []
    start = position = 0
    while (opening := _OPENING.search(text, position)) is not None:
        found = None
        if opening[0] != "$":
            found = bracket_formula(text, opening.start(), len(text))
        elif with_single_dollars or text.startswith("$$", opening.start()):
            found = dollar_formula(text, opening.start(), len(text))
        position = found[2] if found else opening.end()
        if found is None and text.startswith("$$", opening.start()):
            position = opening.start() + 2
        if found:
            sign, tex, end = found
            name = "pre" if sign in ("$$", "\\[") else "code"
            tex = html.escape(tex.replace(_BREAK_SIGN, "\n"), quote=False)
            pieces += (
                html.escape(text[start : opening.start()], quote=False),
                f'<{name} class="{FORMULA_CLASS}">{tex}</{name}>',
            )
            start = end
    if not start:
        return piece
    pieces.append(html.escape(text[start:], quote=False))
    return "".join(pieces).replace(_BREAK_SIGN, "<br>").replace("\xa0", "&nbsp;")
