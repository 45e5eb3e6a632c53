"""Template tags of a Markdown text as Markdown, in one pass over a text whose code is masked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reader.convert.masking import MaskedText, line_prefix
from reader.convert.templates.arguments import parse_arguments
from reader.convert.templates.code import ESCAPED_SHORTCODE, escape_braces
from reader.convert.templates.expressions import MISSING, value_of
from reader.convert.templates.lexer import OPENING, Delimiters, TagLexer, TemplateTag
from reader.convert.templates.missing import without_missing, without_missing_lines
from reader.convert.templates.own_values import as_plain, own_value
from reader.convert.templates.place import Place
from reader.convert.templates.render import render
from reader.convert.templates.tags import Kind, normalised, row_of
from reader.convert.templates.use import Use

_MAX_DEPTH = 12
"""tags inside one another; of deeper ones only what they enclose stays"""
_MARKUP = re.compile(r"[*_<>\[\]`~$|\\{}%]")
_BARE_SHORTCODES = frozenset(("gallery", "playlist"))
"""tags in brackets that mean something without arguments"""
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
_DEFINING = frozenset(("for", "assign", "set", "capture", "tablerow", "increment"))
_LOOPED = "\x05"
"""stands for a value that a loop has for each of its rounds: the line goes"""
_LOOPS = frozenset(("for", "tablerow"))
_DEFINED = re.compile(r"([A-Za-z_]\w*)")
_MACRO = re.compile(
    r"(video|youtube|vimeo|bilibili|tweet|twitter|embed|cloze|query|renderer|namespace|cards|youtube-timestamp)"
    r"[ \t]+([^|=].*)",
    re.DOTALL,
)
"""a macro of Logseq: its name, then words without a sign between them"""
_LONE_CALL = re.compile(r"[a-z_]\w*\([ \t]*\)")
"""a shortcode of Zola without arguments"""
_NAMED_CALL = re.compile(r"\(\s*\w+\s*=\s*[\"']")
_CALL = re.compile(r"([A-Za-z_][\w.]*(?:::\w+)?)[ \t]*(\(.*\))", re.DOTALL)


@dataclass(slots=True)
class _Frame:
    """An open tag, and what stands inside it so far."""

    tag: TemplateTag
    place: Place
    pieces: list[str] = field(default_factory=list)


def _escaped(match: re.Match[str]) -> str:
    """Return a Hugo shortcode that is shown, not run, as text."""
    return _MARKUP.sub(lambda sign: f"&#{ord(sign.group())};", f"{match[1]}{match[2]}{match[3]}")


def _tags(text: str) -> Iterator[TemplateTag]:
    """Yield the tags and expressions of a text in order."""
    lexer = TagLexer(text)
    position = 0
    while (opening := OPENING.search(text, position)) is not None:
        tag = lexer.tag_at(opening.start())
        position = tag.end if tag else opening.end()
        if tag is not None:
            yield tag


def _key(tag: TemplateTag) -> tuple[str, str]:
    """Return what a tag and its end have in common."""
    form = "{{" if tag.delimiters in (Delimiters.ANGLE, Delimiters.PERCENT) else tag.delimiters.value[0]
    return form, tag.name.lower()


def _pairs(tags: list[TemplateTag]) -> dict[int, int]:
    """Return for each tag that is closed, and for what closes it, the index of the other."""
    pairs: dict[int, int] = {}
    opened: list[tuple[int, tuple[str, str]]] = []
    counts: Counter[tuple[str, str]] = Counter()
    for index, tag in enumerate(tags):
        key = _key(tag)
        if tag.is_end:
            # Zola closes all of its tags, which are calls, by the same word.
            key = key if tag.name else ("{%", "(")
            while counts[key]:
                start, other = opened.pop()
                counts[other] -= 1
                if other == key:
                    pairs[start], pairs[index] = index, start
                    break
        elif not tag.is_void and tag.delimiters is not Delimiters.EXPRESSION:
            if tag.arguments.startswith("(") and tag.delimiters is Delimiters.STATEMENT:
                key = ("{%", "(")
            opened.append((index, key))
            counts[key] += 1
    return pairs


class _Expander:
    """Writes a text with its tags replaced."""

    def __init__(self, text: str, values: Mapping[str, object]) -> None:
        self._text = text
        self._values = values
        self._tags = list(_tags(text))
        self._pairs = _pairs(self._tags)
        self.variables = frozenset(
            name.group(1).lower()
            for tag in self._tags
            if tag.name in _DEFINING and (name := _DEFINED.match(tag.arguments))
        )
        self._is_run = any(tag.delimiters is Delimiters.STATEMENT for tag in self._tags)
        self._frames: list[_Frame] = []
        self._out: list[str] = []

    def run(self) -> str:
        """Return the text."""
        position = 0
        for index, tag in enumerate(self._tags):
            self._write(self._text[position : tag.start])
            position = tag.end
            if tag.is_end:
                self._end(index, tag)
            else:
                self._start(index, tag)
        self._write(self._text[position:])
        return "".join(self._out)

    def _write(self, text: str) -> None:
        (self._frames[-1].pieces if self._frames else self._out).append(text)

    def _start(self, index: int, tag: TemplateTag) -> None:
        if tag.delimiters is Delimiters.EXPRESSION:
            self._write(self._expression(tag))
            return
        row = row_of(tag.name)
        is_closed = index in self._pairs
        if tag.delimiters is Delimiters.BRACKET and not is_closed and not self._is_shortcode(tag):
            self._write(self._text[tag.start : tag.end])
            return
        if is_closed and len(self._frames) < _MAX_DEPTH:
            self._frames.append(_Frame(tag, self._place(tag)))
        elif not is_closed:
            arguments = parse_arguments(tag.arguments)
            named = tag._replace(arguments=arguments.at(0))
            own = self._own_value(named) if normalised(tag.name) == "param" else None
            self._write(render(Use(tag, row, arguments, None, self._place(tag))) if own is None else own)

    def _end(self, index: int, tag: TemplateTag) -> None:
        start = self._pairs.get(index)
        if start is None:
            if tag.delimiters is Delimiters.BRACKET:
                self._write(self._text[tag.start : tag.end])
            return
        if not self._frames or self._frames[-1].tag is not self._tags[start]:
            return
        frame = self._frames.pop()
        place = frame.place._replace(ends_line=_LINE_END.match(self._text, tag.end) is not None)
        inner = "".join(frame.pieces)
        if frame.tag.name in _LOOPS and _LOOPED in inner:
            inner = "\n".join(line for line in inner.split("\n") if _LOOPED not in line)
        self._write(
            render(Use(frame.tag, row_of(frame.tag.name), parse_arguments(frame.tag.arguments), inner, place))
        )

    def _is_shortcode(self, tag: TemplateTag) -> bool:
        """Return whether a tag in brackets that nothing closes is one: it has arguments, or needs none."""
        name = normalised(tag.name)
        row = row_of(tag.name)
        if row is not None and row.kind in (Kind.CODE, Kind.CAPTION):
            return False
        return name in _BARE_SHORTCODES or bool(tag.arguments.strip("= "))

    def _place(self, tag: TemplateTag) -> Place:
        prefix = line_prefix(self._text, tag.start)
        line_start = self._text.rfind("\n", 0, tag.start) + 1
        return Place(
            prefix, line_start + len(prefix) == tag.start, _LINE_END.match(self._text, tag.end) is not None
        )

    def _expression(self, tag: TemplateTag) -> str:
        """Return what stands in place of an expression: its value, a call of a known tag, or itself."""
        if (macro := _MACRO.fullmatch(tag.arguments)) is not None:
            return self._macro(tag, macro[1], macro[2].strip())
        call = _CALL.fullmatch(tag.arguments)
        if call is not None:
            name = re.split(r"::|\.", call.group(1))[-1]
            row = row_of(name)
            if row is not None and row.kind is not Kind.FLOW:
                used = tag._replace(name=name, arguments=call.group(2))
                return render(Use(used, row, parse_arguments(call.group(2)), None, self._place(tag)))
            if row is None and _NAMED_CALL.match(call.group(2)):
                used = tag._replace(name=name, arguments=call.group(2))
                return render(Use(used, None, parse_arguments(call.group(2)), None, self._place(tag)))
            if _LONE_CALL.fullmatch(tag.arguments) and self._place(tag).is_alone:
                return ""
        if (own := self._own_value(tag)) is not None:
            return own
        value = value_of(tag.arguments, self.variables, is_run=self._is_run)
        if (
            value == MISSING
            and self._names_variable(tag)
            and any(frame.tag.name in _LOOPS for frame in self._frames)
        ):
            return _LOOPED
        return self._text[tag.start : tag.end] if value is None else escape_braces(value)

    def _macro(self, tag: TemplateTag, name: str, argument: str) -> str:
        """Return what stands in place of a macro of Logseq; what it would compute or fetch is left out."""
        if name == "cloze":
            return argument.partition("\\\\")[0]
        if name == "embed":
            return argument if argument.startswith("[") else ""
        if name in ("query", "renderer", "namespace", "cards", "youtube-timestamp"):
            return ""
        name = "tweet" if name == "twitter" else name
        used = tag._replace(name=name, arguments=argument)
        return render(Use(used, row_of(name), parse_arguments(argument), None, self._place(tag)))

    def _names_variable(self, expression: TemplateTag) -> bool:
        """Return whether an expression names a variable that the file defines."""
        name = _DEFINED.match(expression.arguments)
        return name is not None and name[1].lower() in self.variables

    def _own_value(self, expression: TemplateTag) -> str | None:
        """Return the Markdown of a value that the post's own front matter has; None if it has none."""
        if self._names_variable(expression):
            return None
        value = own_value(expression.arguments, self._values)
        return as_plain(value) if value is not None else None


def expand_templates(masked: MaskedText, text: str, values: Mapping[str, object]) -> str:
    """Return a text with its code masked, with template tags replaced by Markdown and HTML, or removed.

    `values` are those of the post's front matter. Lines that would show nothing but values that the file does not have
    go, those of the code in `masked`, too.
    """
    expander = _Expander(ESCAPED_SHORTCODE.sub(_escaped, text), values)
    expanded = expander.run()
    if expander.variables:
        masked.change(lambda code: without_missing_lines(code, expander.variables))
    return without_missing(expanded) if MISSING in expanded else expanded
