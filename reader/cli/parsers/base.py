"""What the parsers of commands have in common: their form, help on queries, options that several have."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from reader.cli.fields import FIELDS
from reader.cli.parsers.parser import Parser
from reader.language import later, tr
from reader.text.safe import clean_line

_QUERY_HELP = later(
    'A query: words are joined by and; "a phrase"; -word is not, | is or, with parentheses; a NEAR b, a THEN/5 b, a SENT b, '
    "a PARA b stand near one another; =word is letter by letter, w*rd and w?rd have any letters, word~ has one off, "
    "/.../ is a regular expression; the address of a page is its post. Fields: title: text: caption: tag: channel: keyword: "
    "hashtag: author: site: lang: date: day: after: before: length: is: has: field: label: note: saved: sort:\n\n"
    "Files with the same address or the same text are copies of one post, which is listed and counted once, here as "
    "on the screens: the newest that matches stands for the others."
)

_MOST_DIGITS = 6
"""of a number that an option takes"""
_EXIT_CODES = later("""\
exit codes:
  0 done    1 nothing matched, or a file cannot be read or written
  2 the command was not understood    3 an archive cannot be read""")


def parser_of(command: str, description: str, examples: str) -> Parser:
    """Return a parser with what every command has; examples are lines of the shell."""
    epilog = "\n".join((tr("examples:"), examples, "", tr(_EXIT_CODES)))
    parser = Parser(f"reader {command}".rstrip(), description, epilog)
    parser.set_defaults(command="")
    parser.add_argument(
        "--archive",
        action="append",
        type=Path,
        default=[],
        metavar="DIR",
        help=tr(
            "read this folder of posts; may be given several times. Without it: the archives of the "
            "settings, else ./posts, else the tour"
        ),
    )
    return parser


def with_query_help(description: str) -> str:
    """Return the description of a command with what its queries can say."""
    return f"{description}\n\n{tr(_QUERY_HELP)}"


def query_parser(command: str, description: str, examples: str) -> Parser:
    """Return the parser of a command that takes a query."""
    parser = parser_of(command, with_query_help(description), examples)
    parser.add_argument(
        "query", nargs="*", metavar="QUERY", help=tr("only the posts that match; none: all posts")
    )
    return parser


def add_refresh(parser: Parser) -> None:
    """Add `--fresh` and `--no-refresh`."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--fresh",
        dest="refresh",
        action="store_const",
        const="all",
        default="",
        help=tr("compare every file first, including those written in place within the last ten minutes"),
    )
    group.add_argument(
        "--no-refresh",
        dest="refresh",
        action="store_const",
        const="none",
        help=tr("compare nothing: answer from the index as it is"),
    )


def add_output(
    parser: Parser,
    command: str,
    *,
    sorts: Sequence[str] = (),
    has_width: bool = True,
    has_refresh: bool = True,
    limit_help: str = "",
) -> argparse._MutuallyExclusiveGroup:
    """Add the options of all commands that list things, and return the group of forms, for others that exclude them.

    `command` names the fields; `sorts` are the orders that it knows, the usual one first. `--width` is what a command
    makes of it where it `has_width` not.
    """
    forms = add_json(parser)
    forms.add_argument(
        "--format",
        metavar="TEXT",
        help=tr(
            "print this text for each result, with fields in braces: {fields}. \\t and \\n are tab and "
            "line end; a colon may be followed by a width, as in {cells}, or the form of a date, as in "
            "{date}",
            fields=", ".join(each.name for each in FIELDS[command]),
            cells=f"{{{FIELDS[command][0].name}:20}}",
            date="{date:%%Y-%%m}",
        ),
    )
    forms.add_argument("--count", action="store_true", help=tr("print their number alone"))
    parser.add_argument(
        "--limit", type=whole_number, metavar="N", help=limit_help or tr("print at most so many")
    )
    if sorts:
        parser.add_argument(
            "--sort", choices=sorts, help=tr("what stands first; by default {usual}", usual=sorts[0])
        )
    parser.set_defaults(columns=None)
    if has_width:
        add_width(parser)
    add_color(parser)
    if has_refresh:
        add_refresh(parser)
    return forms


def post_orders() -> tuple[str, ...]:
    """Return the orders of posts, as `sort:` in a query has them."""
    from reader.query.nodes import Order  # 50 ms, with the query language, which few parsers need

    return tuple(order.value for order in Order)


def add_width(parser: Parser) -> None:
    """Add `--width`, which asks for lines for people, of so many cells."""
    parser.add_argument(
        "--width",
        dest="columns",
        type=whole_number,
        metavar="N",
        help=tr("lay lines out for this many columns; by default those of the terminal"),
    )


def add_color(parser: Parser) -> None:
    """Add `--color`."""
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help=tr("colour lines for people; auto: on a terminal, unless NO_COLOR is set"),
    )


def add_fold(parser: Parser) -> None:
    """Add `--fold` and `--no-fold`."""
    parser.add_argument(
        "--fold",
        action=argparse.BooleanOptionalAction,
        default=True,
        help=tr("list a post that several files hold once (the default), or each of its files"),
    )


def add_json(parser: Parser) -> argparse._MutuallyExclusiveGroup:
    """Add `--json` and `--ndjson`, and return their group, for other forms that exclude them."""
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    forms.add_argument("--ndjson", action="store_true", help=tr("print one JSON object a line"))
    return forms


_SCRIPTS = {"hant": "traditional", "hans": "simplified"}
"""other names of scripts, as queries have them"""


def add_script(parser: Parser, help_text: str) -> None:
    """Add `--script`; the help says what is taken without it."""
    parser.add_argument(
        "--script",
        type=lambda text: _SCRIPTS.get(text.lower(), text),
        choices=("as-written", "traditional", "simplified"),
        help=help_text,
    )


def add_post(parser: Parser, nargs: str | None) -> None:
    """Add the argument that names a post, or several for `nargs` of `+`."""
    parser.add_argument("post", nargs=nargs, metavar="POST", help=post_help())


def post_help() -> str:
    """Return what a POST may be."""
    return tr(
        "its path in the archive or on disk, its address, its number in the last `reader list` on this "
        "terminal, @ for the newest, or a part of its path or title that no other post has"
    )


def add_choice(parser: Parser) -> None:
    """Add what names many posts: POST…, `--query`, and paths on standard input; with `--dry-run`."""
    add_post(parser, nargs="*")
    add_query_and_paths(parser)


def add_query_and_paths(parser: Parser) -> None:
    """Add `--query`, `-0` and `--dry-run`."""
    parser.add_argument("--query", metavar="QUERY", help=tr("all posts that match"))
    add_null(parser)
    add_dry_run(parser)


def add_undo(parser: Parser) -> None:
    """Add `--undo`."""
    parser.add_argument(
        "--undo",
        action="store_true",
        help=tr("undo the last change of marks, made here or on the screens; again: the one before it"),
    )


def add_dry_run(parser: Parser) -> None:
    """Add `--dry-run`."""
    parser.add_argument("--dry-run", action="store_true", help=tr("say what it would do, and change nothing"))


def add_null(parser: Parser) -> None:
    """Add `-0`."""
    parser.add_argument(
        "-0",
        dest="null",
        action="store_true",
        help=tr("read paths from standard input, with a null character after each; - reads a path a line"),
    )


def whole_number(text: str) -> int:
    """Return the number that an option has; argparse tells the user what is wrong with another."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and int(text)):
        raise argparse.ArgumentTypeError(
            tr("{text} is not a number from 1 to {most}", text=clean_line(text), most="9" * _MOST_DIGITS)
        )
    return int(text)
