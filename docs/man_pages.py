"""Write the man pages: those of the commands from their parsers, those of the handbook from its Markdown.

python docs/man_pages.py FOLDER   writes FOLDER/man1 and FOLDER/man7, as a wheel does when it is built, and the pages of the
                                  commands in Chinese into FOLDER/zh_TW/man1 and FOLDER/zh_CN/man1

Nothing but the standard library and the parsers is imported: a wheel is built where nothing else is installed. The form is
that of man(7) as groff 1.22 and mandoc read it; there is no date, so that a build can be repeated.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from reader import __version__  # noqa: E402
from reader.cli.parsers import PARSERS, SUMMARIES, screens_parser  # noqa: E402
from reader.cli.parsers.parser import Parser  # noqa: E402
from reader.language import language_in_force, tr, use_language  # noqa: E402

HANDBOOK = {
    "reader-handbook": ("handbook.md", "what each part of the reader does"),
    "reader-searching": ("searching.md", "what a query can say"),
    "reader-scripts": ("scripts.md", "recipes for the shell"),
    "reader-marks": ("marks.md", "marks: stars, labels, notes, highlights, and how they are kept"),
}
"""pages of section 7: the document and what it tells"""
_FOLDERS = {"zh-Hant": "zh_TW/", "zh-Hans": "zh_CN/"}
"""where man looks for pages in a language (man-db, manpath)"""
_WORDS = {
    "zh-Hant": {
        "NAME": "名稱", "SYNOPSIS": "用法", "DESCRIPTION": "說明", "COMMANDS": "指令", "OPTIONS": "選項", "SEE ALSO": "參見",
        "a terminal reader for archives of news posts": "在終端機讀新聞文庫", "Without a command": "不加指令時", "; see": "；見",
    },
    "zh-Hans": {
        "NAME": "名称", "SYNOPSIS": "用法", "DESCRIPTION": "说明", "COMMANDS": "命令", "OPTIONS": "选项", "SEE ALSO": "参见",
        "a terminal reader for archives of news posts": "在终端读新闻文库", "Without a command": "不加命令时", "; see": "；见",
    },
}  # fmt: skip
"""the words of the pages themselves, which no text of the program has"""
_BREAK = re.compile("(?<=[\u2e80-\u9fff\uff00-\uffef])(?=[\u2e80-\u9fff（「『《])(?![、。」』》〉])")
"""where a line may break in Chinese, which groff 1.22 does not know by itself"""
_HEADINGS = {"exit codes:": "EXIT STATUS"}
"""headings that man(7) calls otherwise"""
_ESCAPES = str.maketrans(
    {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", '"': r"\(dq"}
)
_HEADED = (".SH", ".SS")
_CONTENTS = re.compile(r"- \[[^]]*\]\(#[^)]*\)")
"""an item of a table of contents, which leads nowhere here"""
_INLINE = re.compile(r"(`+)(.+?)\1|\*\*(.+?)\*\*|\*([^\s*][^*]*)\*|!?\[([^]]*)\]\(([^)\s]*)\)")
_ITEM = re.compile(r"(?:[-*]|(\d+)\.) +")
_HTML = re.compile(r"<!--.*?-->\n?|</?[a-z][^>]*>", re.DOTALL)


def escaped(text: str) -> str:
    """Return a text that roff prints as it stands: no request at the start of a line, no sign changed."""
    lines = _BREAK.sub(r"\\:", text.translate(_ESCAPES)).split("\n")
    return "\n".join(f"\\&{line}" if line.startswith(".") else line for line in lines)


def pages() -> dict[str, str]:
    """Return the pages by their places, such as `man1/reader-list.1`."""
    made = {}
    for language, folder in (*_FOLDERS.items(), ("en", "")):
        use_language(language)
        made[f"{folder}man1/reader.1"] = _program_page()
        for command, parser_of in PARSERS.items():
            made[f"{folder}man1/reader-{command}.1"] = _command_page(command, parser_of())
    for name, (document, tells) in HANDBOOK.items():
        made[f"man7/{name}.7"] = _document_page(name, document, tells)
    return made


def _word(english: str) -> str:
    """Return words of the pages themselves in the language in force."""
    return _WORDS.get(language_in_force(), {}).get(english, english)


def _title(name: str, section: int, tells: str) -> str:
    head = f'.TH "{escaped(name.upper())}" "{section}" "" "reader {escaped(__version__)}" "reader"'
    # Not stretched to the margin, which sets words far apart beside long ones and beside Chinese.
    return f"{head}\n.ad l\n.SH {_word('NAME')}\n{escaped(name)} \\- {escaped(tells)}\n"


def _program_page() -> str:
    parser = screens_parser()
    opens, *commands = SUMMARIES.items()
    lines = [
        "",
        _title("reader", 1, _word("a terminal reader for archives of news posts")).rstrip(),
        *_usage(parser),
    ]
    lines += [f".SH {_word('DESCRIPTION')}", escaped((parser.description or "").split("\n\n")[0])]
    lines += [".PP", escaped(f"{_word('Without a command')}: {tr(opens[1])}.")]
    lines += [f".SH {_word('COMMANDS')}"]
    for usage, summary in commands:
        command = usage.split()[0]
        lines += [
            ".TP",
            f"\\fB{escaped(usage)}\\fR",
            f"{escaped(tr(summary))}{_word('; see')} \\fBreader\\-{escaped(command)}\\fR(1)",
        ]
    lines += [*_options(parser), *_epilog(parser)]
    others = [f"reader-{usage.split()[0]}(1)" for usage, _ in commands] + [f"{name}(7)" for name in HANDBOOK]
    return "\n".join([*lines[1:], f".SH {_word('SEE ALSO')}", *_references(others)]) + "\n"


def _command_page(command: str, parser: Parser) -> str:
    tells = next(summary for usage, summary in SUMMARIES.items() if usage.split()[0] == command)
    lines = [
        _title(f"reader-{command}", 1, tr(tells)).rstrip(),
        *_usage(parser),
        f".SH {_word('DESCRIPTION')}",
    ]
    blocks = (parser.description or "").split("\n\n")
    lines += [line for block in blocks for line in (".PP", escaped(" ".join(block.split("\n"))))][1:]
    lines += [*_options(parser), *_epilog(parser), f".SH {_word('SEE ALSO')}"]
    return "\n".join([*lines, *_references(["reader(1)", *(f"{name}(7)" for name in HANDBOOK)])]) + "\n"


def _references(pages: list[str]) -> Iterator[str]:
    for page in pages:
        name, _, section = page.partition("(")
        yield f".BR {escaped(name)} ({section}{',' if page != pages[-1] else ''}"


def _usage(parser: Parser) -> Iterator[str]:
    usage = " ".join(parser.format_usage().split()).removeprefix("usage: ").removeprefix(parser.prog)
    yield from (f".SH {_word('SYNOPSIS')}", f".B {escaped(parser.prog)}", _choices(usage.strip()))


def _options(parser: Parser) -> Iterator[str]:
    yield f".SH {_word('OPTIONS')}"
    for argument in parser.arguments():
        metavar = (
            argument.metavar
            if isinstance(argument.metavar, str)
            else "|".join(argument.choices or [argument.dest])
        )
        yield from (".TP", f"\\fI{_choices(metavar)}\\fR", escaped(_help(argument)))
    for option in dict.fromkeys(parser.options().values()):
        names = ", ".join(f"\\fB{escaped(name)}\\fR" for name in option.option_strings)
        value = option.metavar or "|".join(map(str, option.choices or ())) or option.dest.upper()
        yield from (
            ".TP",
            names if option.nargs == 0 else f"{names} \\fI{_choices(str(value))}\\fR",
            escaped(_help(option)),
        )


def _choices(text: str) -> str:
    """Return a text in which a line may break between choices."""
    return re.sub(r"([|,])(?=\S)", r"\1\\:", escaped(text))


def _help(action: argparse.Action) -> str:
    return (action.help or "").replace("%%", "%")


def _epilog(parser: Parser) -> Iterator[str]:
    """Yield the sections of the epilog, which has their headings on lines of their own: `examples:`."""
    is_open = False
    for line in (parser.epilog or "").split("\n"):
        if line.endswith((":", "：")) and not line.startswith(" "):
            yield from ([".EE"] if is_open else [])
            yield from (f".SH {_HEADINGS.get(line, escaped(line[:-1].upper()))}", ".EX")
            is_open = True
        elif line:
            yield escaped(line.removeprefix("  "))
    yield from ([".EE"] if is_open else [])


# The handbook


def _document_page(name: str, document: str, tells: str) -> str:
    text = _HTML.sub("", (ROOT / "docs" / document).read_text(encoding="utf-8"))
    lines = list(_blocks(text.split("\n")))
    # A heading begins a paragraph of its own.
    kept = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if line != ".PP" or before[:3] not in _HEADED
    ]
    return _title(name, 7, tells) + "\n".join(kept) + "\n"


def _blocks(lines: list[str]) -> Iterator[str]:
    """Yield the roff of Markdown as our documents write it: headings, paragraphs, lists, code, tables."""
    place = 0
    while place < len(lines):
        line = lines[place]
        end = place + 1
        if line.startswith("```"):
            end = next(each for each in range(end, len(lines)) if lines[each].startswith("```"))
            yield from _code(lines[place + 1 : end])
            end += 1
        elif line.startswith("    "):
            while end < len(lines) and lines[end].startswith("    "):
                end += 1
            yield from _code([each[4:] for each in lines[place:end]])
        elif line.startswith("#"):
            level, _, heading = line.partition(" ")
            if len(level) > 1:
                yield f".{'SH' if len(level) == 2 else 'SS'} {_inline(heading)}"
            else:
                yield ".SH DESCRIPTION"
        elif line.startswith("|"):
            while end < len(lines) and lines[end].startswith("|"):
                end += 1
            yield from _table(lines[place:end])
        elif line.strip() and not _CONTENTS.fullmatch(line):
            item = _ITEM.match(line)
            while end < len(lines) and _goes_on(lines[end]):
                end += 1
            text = " ".join(each.strip() for each in lines[place:end])
            if item is None:
                yield from (".PP", _inline(text))
            else:
                yield from (f'.IP "{item[1]}." 4' if item[1] else r".IP \(bu 2", _inline(text[item.end() :]))
        place = end


def _code(lines: list[str]) -> Iterator[str]:
    yield from (".PP", ".RS 4", ".EX", *map(escaped, lines), ".EE", ".RE")


def _goes_on(line: str) -> bool:
    """Return whether a line belongs to the paragraph or item before it."""
    return bool(line.strip()) and not line.startswith(("#", "|", "```")) and not _ITEM.match(line)


def _table(rows: list[str]) -> Iterator[str]:
    """Yield each row with its first cell as a tag, and the others below."""
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows]
    for first, *others in cells[2:] if len(cells) > 1 else []:
        yield from (".TP", _inline(first) or r"\&", _inline(" · ".join(filter(None, others))) or r"\&")


def _inline(text: str) -> str:
    """Return the roff of a line: code and strong words bold, emphasis in italics, links as their texts."""
    parts, place = [], 0
    for found in _INLINE.finditer(text):
        parts.append(_plain(text[place : found.start()]))
        if found[2] is not None:
            parts.append(f"\\fB{escaped(found[2].strip().replace(chr(92) + '|', '|'))}\\fR")
        elif found[3] or found[4]:
            parts.append(f"\\f{'B' if found[3] else 'I'}{_plain(found[3] or found[4])}\\fR")
        else:
            link = f" <{found[6]}>" if found[6].startswith("http") and found[6] != found[5] else ""
            parts.append(_inline(found[5]) + escaped(link))
        place = found.end()
    whole = "".join([*parts, _plain(text[place:])])
    return f"\\&{whole}" if whole.startswith(".") else whole


def _plain(text: str) -> str:
    return escaped(re.sub(r"\\([\\`*_{}\[\]()#+.!|<>-])", r"\1", text))


def write(folder: Path) -> list[Path]:
    """Write the pages into a folder, which is made; return their paths within it."""
    made = pages()
    for place, text in made.items():
        file = folder / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return list(map(Path, made))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
