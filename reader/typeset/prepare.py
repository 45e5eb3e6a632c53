"""From an article to a document: parse once, typeset for any width."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from markdown_it.token import Token

from reader.article import Article
from reader.text.interface_words import InterfaceWords, interface_words_for
from reader.text.late import late
from reader.text.safe import clean_line
from reader.text.spelling import LINE_END, SearchText
from reader.typeset.blocks import Block, BlockReader
from reader.typeset.cells import cell_len
from reader.typeset.document import (
    Document,
    DocumentLink,
    HeaderLine,
    Heading,
    Line,
    Lines,
    LinkKind,
    Options,
    ParagraphStyle,
    Row,
)
from reader.typeset.flow import Flow
from reader.typeset.fragment_links import FragmentTarget, places_of
from reader.typeset.frame import Indent, Room, measure_of, room
from reader.typeset.inline import Inline, InlineBuilder
from reader.typeset.markdown import parse, with_line_breaks, words_of
from reader.typeset.tables import Cell, Table

_BLANK = Line()
_NOTE_HEAD = "✎ Your note"
_NOTE_PART = 4_000
"""characters of a note that are parsed at once"""
_LONGEST_PARSED_NOTE = 20_000
"""characters of a note above which it is shown as its words alone: what nobody typed may take a parser minutes"""
_LONGEST_LAST = 8_000
"""how far, in characters, the first part of a long text may extend to end with a paragraph"""
_SEARCHED_AT_ONCE = 200_000
"""characters"""
_LINE_BREAK = late(r"(?<!\n)\n(?!\n)")
"""the end of a line within a block; after an empty line, as in code, another block begins"""
_PARAGRAPH_END = late(r"\n[ \t]*\n")


@dataclass
class Prepared:
    """A parsed article, independent of any width."""

    text: str
    """the article as plain text; the same in every document made from it"""
    links: tuple[DocumentLink, ...]
    outline: tuple[Heading, ...]
    blocks: Sequence[Block] = field(repr=False)
    complete: bool = True
    """False if it is only the first part of the article"""
    body: int = 0
    """the offset at which the article itself begins, below its header and the user's note"""
    _search_text: SearchText | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def is_searchable_at_once(self) -> bool:
        """Whether `search_text` is made, or will be within some 50 ms; one of megabytes takes seconds."""
        return len(self.text) <= _SEARCHED_AT_ONCE or self._search_text is not None

    @property
    def search_text(self) -> SearchText:
        """The text as it is searched, of the same length: each cell of a table is a block, and lines end within blocks."""
        # No `cached_property`: until Python 3.12 its lock is one for all articles, so that keys would wait for another one.
        if self._search_text is None:
            self._search_text = self._made_search_text()
        return self._search_text

    def _made_search_text(self) -> SearchText:
        pieces: list[str] = []
        end = 0
        for block in self.blocks:
            content = block.content
            pieces.append(self.text[end : content.start])
            cells = (
                [cell.content.text for row in content.cells for cell in row]
                if isinstance(content, Table)
                else []
            )
            pieces.append("\n".join(_LINE_BREAK.sub(LINE_END, text) for text in cells or (content.text,)))
            end = content.start + len(content.text)
        return SearchText("".join(pieces))

    @cached_property
    def places(self) -> Mapping[int, FragmentTarget]:
        """The targets of links within the text, by the index of the link."""
        return places_of(self.links, self.outline, [block.content.start for block in self.blocks])

    def set(self, options: Options) -> Document:
        """Return the article typeset for `options`."""
        rows: list[Row] = []
        starts: list[int] = []
        rooms: dict[tuple[Indent, ...], Room] = {}
        measure = width = measure_of(options)
        previous: Block | None = None
        for block in self.blocks:
            content, indents = block.content, block.indents
            if indents not in rooms:
                rooms[indents] = room(indents, options)
            if previous is not None and (count := _blank_lines(previous, block, options)):
                both = _shared(previous.indents, indents)
                rows += [Line(room(both, options).prefix) if both else _BLANK] * count
                starts += [content.start] * count
            lines, places = content.rows(rooms[indents])
            rows += lines
            starts += places
            if isinstance(content, Table):
                width = max(width, *(_width(line, options) for line in Lines(lines)))
            previous = block
        _rise(starts)
        return Document(
            text=self.text,
            lines=Lines(rows),
            starts=starts,
            links=self.links,
            outline=self.outline,
            options=options,
            measure=measure,
            width=width,
            complete=self.complete,
        )


def prepare(
    article: Article,
    header: Sequence[HeaderLine] = (),
    *,
    first: int | None = None,
    respell: Callable[[str], str] | None = None,
    note: str = "",
) -> Prepared:
    """Parse `article`, with `header` and the user's `note` above it and its keywords, related links and timeline below.

    The headings of those sections are in the language of the article.

    With `first`, parse only about that many characters of the body and of the note, if possible to the end of a paragraph: enough for
    the first screen of a long article. `respell` converts the words to another script, character by character, so that
    offsets stay; URLs and code are unchanged. Never raises.
    """
    labels = interface_words_for(article.text or (header[0].text if header else ""))
    reader = BlockReader(labels)
    _read_header(reader, header)
    note_end = _end_of_first(note, first) if first is not None else len(note)
    if len(note) > _LONGEST_PARSED_NOTE:
        paragraphs = filter(None, map(clean_line, _PARAGRAPH_END.split(note[:note_end])))
        reader.read_note([], _NOTE_HEAD, paragraphs)
    elif note:
        reader.read_note(note_tokens(note[:note_end]), _NOTE_HEAD)
    head = len(reader.blocks)
    markdown = article.markdown
    end = _end_of_first(markdown, first) if first is not None else len(markdown)
    form_end = min(end, len(markdown) if article.form_end is None else article.form_end)
    _read_body(reader, article, markdown[:form_end])
    if form_end < end:
        reader.add(Flow(Inline.plain(labels.words_alone, "notice")), 2, 2)
        _read_body(reader, article, markdown[form_end:end])
    if end == len(markdown):
        _read_sections(reader, article, labels)
    if respell is not None:
        _respell(reader, respell)
    return _prepared(reader, head, complete=end == len(markdown) and note_end == len(note))


def note_tokens(note: str) -> list[Token]:
    """Return the blocks of a note, as far as what somebody typed may be long."""
    parts = _parts(note[:_LONGEST_PARSED_NOTE])
    return [token for part in parts for token in with_line_breaks(parse(part))]


def note_words(note: str, most: int) -> str:
    """Return the words of a note as they are read over an article, of its first `most` characters."""
    return prepare(Article(""), note=note[:most]).text.removeprefix(_NOTE_HEAD).strip() if note else ""


def _end_of_first(markdown: str, first: int) -> int:
    """Return the end of the first part of a long text: the end of a paragraph if one is near."""
    limit = first + _LONGEST_LAST
    end = _PARAGRAPH_END.search(markdown, first, limit)
    if end is not None:
        return end.start()
    return len(markdown) if limit >= len(markdown) else max(markdown.rfind(" ", first, limit), first)


def _parts(note: str) -> Iterator[str]:
    """Yield a note in parts that are parsed apart: a parser takes time by the square of brackets that nothing closes."""
    start = 0
    while len(note) - start > _NOTE_PART:
        part = note[start : start + _NOTE_PART]
        end = next((end for sign in ("\n\n", "\n", " ") if (end := part.rfind(sign)) > 0), _NOTE_PART)
        yield part[:end]
        start += end
    yield note[start:]


def _read_header(reader: BlockReader, header: Sequence[HeaderLine]) -> None:
    for number, line in enumerate(header):
        text = clean_line(line.text)
        if not text:
            continue
        builder = InlineBuilder(reader.urls)
        for part, period in line.periods:
            builder.add(part, (line.role,), _link_to(reader, builder, period, LinkKind.PERIOD))
            text = text.removeprefix(part)
        before, words, after = text.partition(line.words) if line.words else ("", text, "")
        builder.add(before, (line.role,))
        if words:
            builder.add(words, (line.role, "source") if line.url else (line.role,), builder.link(line.url))
        builder.add(after, (line.role,))
        title = line.role == "title"
        reader.add(Flow(builder.build(), balanced=title), 0, 1 if title or number == len(header) - 1 else 0)
    if reader.blocks:
        reader.blocks[-1].after = 2


def _read_body(reader: BlockReader, article: Article, markdown: str) -> None:
    """Read a part of the article's Markdown, words alone without a parser."""
    if not article.is_words_alone:
        reader.read(parse(markdown))
        return
    for words in words_of(markdown):
        reader.add(Flow(Inline.plain(words), is_paragraph=True))


def _read_sections(reader: BlockReader, article: Article, labels: InterfaceWords) -> None:
    if article.keywords:
        reader.section(labels.keywords)
        builder = InlineBuilder(reader.urls)
        for number, keyword in enumerate(article.keywords):
            builder.add("  " if number else "")
            # A keyword is not broken: a tag is one word.
            shown = "#" + clean_line(keyword).replace(" ", "\u00a0")
            builder.add(shown, ("keyword",), _link_to(reader, builder, keyword, LinkKind.KEYWORD))
        reader.add(Flow(builder.build()))
    if article.related:
        reader.section(labels.related)
        for link in article.related:
            reader.item(_linked(reader, link.text or link.url, link.url), "→ ")
    if article.timeline:
        reader.section(labels.timeline)
        for entry in article.timeline:
            here = entry.url is None
            text = _linked(reader, entry.title, entry.url or "", "here" if here else "reference")
            reader.item(text, f"{clean_line(entry.time)}  ".lstrip(), ("time",))


def _link_to(reader: BlockReader, builder: InlineBuilder, target: str, kind: LinkKind) -> int | None:
    """Return the index of a new link to what is no URL."""
    link = builder.link(target)
    if link is not None:
        reader.kinds[link] = kind
    return link


def _linked(reader: BlockReader, text: str, url: str, role: str = "reference") -> Inline:
    builder = InlineBuilder(reader.urls)
    link = builder.link(url)
    builder.add(clean_line(text), (role,), link)
    return builder.build()


def _respell(reader: BlockReader, respell: Callable[[str], str]) -> None:
    for block in reader.blocks:
        for holder in _holders(block):
            text = respell(holder.content.text)
            if len(text) == len(holder.content.text):
                holder.content = Inline(text, holder.content.runs)


def _holders(block: Block) -> list[Flow] | list[Cell]:
    """Return the parts of a block that hold running text."""
    content = block.content
    if isinstance(content, Flow):
        return [content]
    if isinstance(content, Table):
        return [cell for row in content.cells for cell in row]
    return []


def _prepared(reader: BlockReader, head: int, *, complete: bool) -> Prepared:
    """Assign every block its offset in the text; the article begins with the block number `head`."""
    blocks = reader.blocks
    parts: list[str] = []
    offset = 0
    for previous, block in pairwise([None, *blocks]):
        if previous is not None and block is not None:
            parts.append("\n\n" if max(previous.after, block.before) else "\n")
            offset += len(parts[-1])
        if block is not None:
            content = block.content
            if isinstance(content, Table):
                content.place(offset)
            else:
                content.start = offset
            parts.append(content.text)
            offset += len(content.text)
    outline = tuple(Heading(level, flow.text, flow.start) for level, flow in reader.outline)
    text = "".join(parts)
    body = blocks[head].content.start if head < len(blocks) else len(text)
    return Prepared(text, _links(reader), outline, blocks, complete, body)


def _links(reader: BlockReader) -> tuple[DocumentLink, ...]:
    """Return the links with their ranges in the text."""
    ranges: dict[int, tuple[int, int]] = {}
    for block in reader.blocks:
        for holder in _holders(block):
            for run in holder.content.runs:
                if run.link is not None:
                    first = ranges.get(run.link, (holder.start + run.start, 0))[0]
                    ranges[run.link] = (first, holder.start + run.end)
    # A link without words has an empty range.
    return tuple(
        DocumentLink(url, *ranges.get(index, (0, 0)), reader.kinds.get(index, LinkKind.ADDRESS))
        for index, url in enumerate(reader.urls)
    )


def _shared(above: tuple[Indent, ...], below: tuple[Indent, ...]) -> tuple[Indent, ...]:
    """Return the common indents of two blocks: their bars continue through the blank lines between."""
    return tuple(one for one, other in zip(above, below, strict=False) if one is other)


def _blank_lines(previous: Block, block: Block, options: Options) -> int:
    both = previous.is_paragraph and block.is_paragraph and previous.indents == block.indents
    if both and options.paragraphs is ParagraphStyle.INDENTED:
        return 0
    return max(previous.after, block.before)


def _rise(starts: list[int]) -> None:
    """Make the offsets ascending: table cells stand side by side, but their text is sequential."""
    highest = 0
    for number, start in enumerate(starts):
        highest = starts[number] = max(highest, start)


def _width(line: Line, options: Options) -> int:
    return sum(cell_len(span.text, options.ambiguous_width) for span in line.spans)
