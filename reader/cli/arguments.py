"""The command line: commands, options and their help."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, NoReturn

from reader import __version__
from reader.text.safe import clean_line

if TYPE_CHECKING:
    import argparse

Arguments = SimpleNamespace
"""parsed arguments by name"""

COMMANDS = (
    "list",
    "show",
    "kwic",
    "tags",
    "timeline",
    "trend",
    "story",
    "mark",
    "labels",
    "notes",
    "highlights",
    "searches",
    "marks",
)
"""the commands, each in the module of `reader.cli` with its name; without one the screens open"""

_QUERY_COMMANDS = frozenset({"list", "kwic", "tags", "timeline", "trend", "notes", "highlights"})
# "-word" in a query means not. argparse takes it for an option unless it begins with a space.
_NEGATED = re.compile(r"-(?!h$|-)")

_QUERY_HELP = """\
A query: words are joined by and; "a phrase"; -word is not, | is or, with parentheses; a NEAR b, a THEN/5 b, a SENT b,
a PARA b stand near one another; =word is letter by letter, w*rd and w?rd have any letters, word~ has one off,
/.../ is a regular expression; the address of a page is its post. Fields: title: text: caption: tag: channel: keyword:
hashtag: author: site: lang: date: day: after: before: is: has: field: label: note: saved: sort:

Files with the same address or the same text are copies of one post, which is listed and counted once, here as
on the screens: the newest that matches stands for the others."""

_MOST_DIGITS = 6
"""of a number that an option takes"""
_EXIT_CODES = """\
exit codes:
  0 done    1 nothing matched, or a post can not be read
  2 the command was not understood    3 an archive can not be read"""


def parse_arguments(argv: Sequence[str]) -> Arguments:
    """Return the arguments by name; `command` is empty for the screens.

    Raise SystemExit, as argparse does, after printing help, the version or a mistake.
    """
    # Archives may be given before the command as well as after it.
    archives: list[str] = []
    words = list(argv)
    while words and (words[0] == "--archive" or words[0].startswith("--archive=")):
        option, equals, value = words.pop(0).partition("=")
        if not equals and not words:
            _screens_parser().error(f"argument {option}: expected one argument")
        archives.append(value if equals else words.pop(0))
    if not words or words[0] not in COMMANDS:
        if not any(word.startswith("-") for word in words):
            # Most starts have no options: they save the import of argparse.
            return Arguments(command="", archive=list(map(Path, (*archives, *words))), query="", fresh=False)
        words = [
            f" {_as_query(word)}" if before == "--query" else word for before, word in pairwise(["", *words])
        ]
        arguments = _screens_parser().parse_intermixed_args(words, Arguments())
        arguments.archive = [Path(archive) for archive in archives] + arguments.archive + arguments.archives
        return arguments
    command, *rest = words
    if command in _QUERY_COMMANDS:
        rest = list(map(_as_query, rest))
        rest = [f" {word}" if _NEGATED.match(word) else word for word in rest]
    arguments = _PARSERS[command]().parse_intermixed_args(rest, Arguments())
    arguments.command = command
    arguments.archive = [Path(archive) for archive in archives] + arguments.archive
    return arguments


def as_text(argument: str) -> str:
    """Return an argument as text: UTF-8 whatever the locale, other bytes as U+FFFD. Paths stay as they are.

    Python keeps bytes that its locale can not decode as lone surrogates (PEP 383), which no text may contain.
    """
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _as_query(argument: str) -> str:
    """Return an argument as text: UTF-8 whatever the locale; other bytes stay lone surrogates, which parsing refuses."""
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def _parser(command: str, description: str, examples: str) -> argparse.ArgumentParser:
    import argparse

    class Parser(argparse.ArgumentParser):
        """A parser whose errors repeat arguments without what a terminal would act on."""

        def error(self, message: str) -> NoReturn:
            super().error(clean_line(as_text(message)))

    parser = Parser(
        prog=f"reader {command}".rstrip(),
        description=description,
        epilog=f"examples:\n{examples}\n\n{_EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(command="")
    parser.add_argument(
        "--archive",
        action="append",
        type=Path,
        default=[],
        metavar="DIR",
        help="read this folder of posts; may be given several times. Without it: the archives of the "
        "settings, else ./posts, else the tour",
    )
    return parser


def _screens_parser() -> argparse.ArgumentParser:
    commands = "\n".join(f"  reader {usage:<22}{summary}" for usage, summary in _SUMMARIES.items())
    parser = _parser(
        "",
        f"Reads archives of news posts kept as Markdown files, in the terminal.\n\ncommands:\n{commands}\n\n"
        "`reader COMMAND --help` says more of each. Any other first word is an archive to open.",
        "  reader ~/news\n  reader ~/news ~/old-news --query 'tag:渡輪 date:2024-02'",
    )
    parser.add_argument(
        "archives",
        nargs="*",
        type=Path,
        metavar="ARCHIVE",
        help="a folder of posts to open, or a post; POST#ID opens a highlight",
    )
    parser.add_argument(
        "--fresh", action="store_true", help="begin anew, not where you left: all posts, the newest first"
    )
    parser.add_argument("--query", default="", metavar="Q", help="show only the posts that match")
    parser.add_argument("--version", action="version", version=f"reader {__version__}")
    return parser


def _query_parser(command: str, description: str, examples: str) -> argparse.ArgumentParser:
    parser = _parser(command, f"{description}\n\n{_QUERY_HELP}", examples)
    parser.add_argument(
        "query", nargs="*", metavar="QUERY", help="only the posts that match; none: all posts"
    )
    _add_json(parser)
    return parser


def _add_json(parser: argparse.ArgumentParser) -> argparse._MutuallyExclusiveGroup:
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="print one JSON document")
    forms.add_argument("--ndjson", action="store_true", help="print one JSON object a line")
    return forms


def _list_parser() -> argparse.ArgumentParser:
    import argparse

    parser = _query_parser(
        "list",
        "Names the posts that match, newest first. In a pipe: date, channel, title and path, with tabs between.",
        "  reader list\n"
        "  reader list 台灣 -lang:en\n"
        "  reader list 'date:2024-10 is:unread' --ndjson | jq -r .title",
    )
    parser.add_argument(
        "--fold",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="name one file of a post that several hold, as by default, or each of them",
    )
    return parser


def _show_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "show",
        "Prints one post for reading. On a terminal it is typeset; in a pipe it is plain text, "
        "a line a paragraph.",
        "  reader show _posts/2024-02-07-title.md\n"
        "  reader show ~/news/archived/2024-02-07/2024-02-07-title.md --json\n"
        "  reader show 小池百合子 --markdown > post.md",
    )
    _add_post(parser, nargs=None)
    forms = _add_json(parser)
    forms.add_argument("--markdown", action="store_true", help="print the article as Markdown")
    return parser


def _kwic_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "kwic",
        "Prints every hit of the words of a query in its context, the words one below the other. In a pipe: "
        "the context, date, channel and path, with tabs between. A paragraph's end is shown as ¶.\n\n"
        f"{_QUERY_HELP}",
        "  reader kwic 武漢\n"
        "  reader kwic '封城 date:2020' --sort right --limit 100\n"
        "  reader kwic 肺炎 --neighbours\n"
        "  reader kwic 渡輪 --csv > ferries.csv",
    )
    parser.add_argument("query", nargs="+", metavar="QUERY", help="the posts, and the words to show in them")
    forms = _add_json(parser)
    forms.add_argument("--csv", action="store_true", help="print a table for a spreadsheet, in UTF-8")
    parser.add_argument(
        "--width",
        type=_whole_number,
        metavar="N",
        help="show so many cells on each side of a hit; by default what the terminal has room for, "
        "in a pipe 40",
    )
    parser.add_argument(
        "--sort",
        choices=("right", "left", "time", "channel"),
        default="time",
        help="what stands first: by what follows the hit, by what stands before it, the newest, by channel",
    )
    parser.add_argument("--limit", type=_whole_number, metavar="N", help="print at most so many")
    parser.add_argument(
        "--group", action="store_true", help="keep the hits of a post together, below its title"
    )
    parser.add_argument(
        "--neighbours",
        action="store_true",
        help="count what stands directly beside the words instead: two to four Chinese characters, or a word",
    )
    return parser


def _whole_number(text: str) -> int:
    """Return the number that an option has; argparse tells the user what is wrong with another."""
    import argparse

    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and int(text)):
        raise argparse.ArgumentTypeError(f"{clean_line(text)} is not a number from 1 to {'9' * _MOST_DIGITS}")
    return int(text)


def _tags_parser() -> argparse.ArgumentParser:
    parser = _query_parser(
        "tags",
        "Counts the tags of the posts that match, the commonest first. In a pipe: count, kind and name, "
        "with tabs between.",
        "  reader tags\n  reader tags 'date:2024 lang:hant'\n  reader tags 渡輪 --kind author --kind year\n"
        "  reader tags --json | jq '.[:10]'",
    )
    parser.add_argument(
        "--kind",
        action="append",
        choices=("tag", "label", "channel", "keyword", "hashtag", "author", "site", "lang", "year", "all"),
        help="count values of this kind; may be given several times. "
        "By default tag: channels, keywords, hashtags",
    )
    parser.add_argument(
        "--sort",
        choices=("count", "name", "recent"),
        default="count",
        help="what stands first; recent: what the newest post has",
    )
    return parser


def _timeline_parser() -> argparse.ArgumentParser:
    parser = _query_parser(
        "timeline",
        "Counts the posts that match by time, newest first. In a pipe: period and count, with a tab between.",
        "  reader timeline\n  reader timeline tag:鉛字庫 --by day\n  reader timeline 台灣 --by year --json",
    )
    _add_unit(parser)
    return parser


def _trend_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "trend",
        "Counts the posts of one or several queries by time, earliest first: a plot on a terminal. In a pipe: "
        "period and one count for each query, with tabs between. Each argument is a query of its own: "
        f"quote those with spaces.\n\n{_QUERY_HELP}",
        "  reader trend 武漢 上海\n"
        "  reader trend 'tag:渡輪' 'tag:鉛字庫' --by year --share\n"
        "  reader trend 地震 --ndjson | jq -r .count",
    )
    parser.add_argument(
        "query", nargs="+", metavar="QUERY", help="the posts that match are one line of the plot"
    )
    _add_unit(parser)
    parser.add_argument(
        "--share",
        action="store_true",
        help="show the posts as a share of all posts of the period; in a pipe as a number from 0 to 1",
    )
    _add_json(parser)
    return parser


def _add_unit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--by",
        choices=("day", "month", "year"),
        default="month",
        help="how long a period is; by default a month",
    )


def _story_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "story",
        "Tells what hangs together with a post, in order of time: its timeline and related links, posts "
        "that it links to or that link to it, and posts of the same weeks that share rare words with it. "
        "What the archive holds is marked ●, the rest ○. In a pipe: time, reason, title, and path or address, "
        "with tabs between.",
        "  reader story 小池百合子\n"
        "  reader story _posts/2024-02-07-title.md --ndjson | jq -r 'select(.path).path'",
    )
    _add_post(parser, nargs=None)
    _add_json(parser)
    return parser


def _mark_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "mark",
        "Marks posts as read or unread, and gives them a star or labels of your own, or takes them. "
        "Copies of a post share its marks.",
        "  reader mark --read _posts/2024-02-07-title.md\n"
        "  reader mark --star --unread 小池百合子\n"
        "  reader mark --label 研究 --label 'to cite' --unlabel inbox 小池百合子\n"
        "  reader list before:1y --ndjson | jq -r .path | xargs -d '\\n' reader mark --read",
    )
    _add_post(parser, nargs="+")
    reading = parser.add_mutually_exclusive_group()
    reading.add_argument("--read", dest="read", action="store_true", default=None, help="mark as read")
    reading.add_argument("--unread", dest="read", action="store_false", help="mark as unread")
    starring = parser.add_mutually_exclusive_group()
    starring.add_argument("--star", dest="star", action="store_true", default=None, help="give a star")
    starring.add_argument("--unstar", dest="star", action="store_false", help="take the star")
    for option, what in (("--label", "give this label"), ("--unlabel", "take this label")):
        parser.add_argument(
            option, action="append", default=[], metavar="NAME", help=f"{what}; may be given several times"
        )
    _add_json(parser)
    return parser


def _notes_parser() -> argparse.ArgumentParser:
    return _query_parser(
        "notes",
        "Prints your notes on the posts that match, that on the newest post first. In a pipe: date, title, path "
        "and the note on one line, with tabs between.",
        "  reader notes\n  reader notes 'label:研究 date:2024'\n  reader notes --ndjson | jq -r .note",
    )


def _highlights_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "highlights",
        "Prints what you highlighted in the posts that match, and your notes, as Markdown: the newest post first, its "
        f"passages in the order of its text, below each the command that opens the place.\n\n{_QUERY_HELP}",
        "  reader highlights > reading.md\n  reader highlights 'label:研究 date:2024' --csv > passages.csv\n"
        "  reader highlights --anki > cards.txt\n  reader highlights --ndjson | jq -r .quotation",
    )
    parser.add_argument(
        "query", nargs="*", metavar="QUERY", help="only the posts that match; none: all posts"
    )
    forms = _add_json(parser)
    forms.add_argument("--csv", action="store_true", help="print a table for a spreadsheet, in UTF-8")
    forms.add_argument(
        "--anki", action="store_true", help="print cards that Anki imports: passage, note, where it is from"
    )
    return parser


def _labels_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "labels",
        "Names your labels, each with the number of posts of all archives that have it. In a pipe: number and "
        "name, with a tab between. `rename OLD NEW` gives a label another name on all of them; where a label "
        "has that name, the two become one.",
        "  reader labels\n  reader labels rename todo 'to read'\n  reader labels --ndjson | jq -r .name",
    )
    parser.add_argument(
        "words", nargs="*", metavar="rename OLD NEW", help="rename a label; nothing: name all labels"
    )
    _add_json(parser)
    return parser


def _searches_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "searches",
        "Names your saved searches in your order, each with its numbers of posts: all, unread, and those that came "
        "since you last opened it on the screen. In a pipe: these numbers, name and query, with tabs between. `save` "
        "puts a query under a name, in place of another one of that name; what is replaced or deleted can be brought "
        "back on the screen (Z).",
        "  reader searches\n  reader searches save boats '渡輪 date:2024'\n  reader searches rename boats 渡輪\n"
        "  reader searches delete 渡輪\n  reader searches --ndjson | jq -r 'select(.new > 0).name'",
    )
    parser.add_argument(
        "words",
        nargs="*",
        metavar="save NAME QUERY, rename OLD NEW, delete NAME",
        help="change a saved search; nothing: name all of them",
    )
    _add_json(parser)
    return parser


def _marks_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "marks",
        "Keeps what you said of posts safe: marks, labels, notes, highlights, places and saved searches. `export` "
        "writes all of it as JSON; `import` merges such a file into what is here: of two statements about a post the "
        "later holds, and no text is lost. `check` tells whether the file is whole and where its backups are; "
        "with `--repair` a damaged one is built again from the last backup and what can still be read.",
        "  reader marks export marks.json\n  ssh laptop reader marks export | reader marks import -\n"
        "  reader marks import marks.json --dry-run\n  reader marks check",
    )
    parser.add_argument("action", choices=("export", "import", "check"), help="what to do")
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="the file to write or to read; - for standard output or input"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what an import would change, and change nothing"
    )
    parser.add_argument("--repair", action="store_true", help="repair what a check finds damaged")
    return parser


def _add_post(parser: argparse.ArgumentParser, nargs: str | None) -> None:
    parser.add_argument(
        "post",
        nargs=nargs,
        metavar="POST",
        help="its path in the archive, the path of its file, or a part of its path that no other post has",
    )


_PARSERS = {
    "list": _list_parser,
    "show": _show_parser,
    "kwic": _kwic_parser,
    "tags": _tags_parser,
    "timeline": _timeline_parser,
    "trend": _trend_parser,
    "story": _story_parser,
    "mark": _mark_parser,
    "labels": _labels_parser,
    "notes": _notes_parser,
    "highlights": _highlights_parser,
    "searches": _searches_parser,
    "marks": _marks_parser,
}
_SUMMARIES = {
    "[ARCHIVE…]": "open the screens",
    "list [QUERY]": "name the posts that match",
    "show POST": "print one post",
    "kwic QUERY": "print every hit in its context",
    "tags [QUERY]": "count their tags",
    "timeline [QUERY]": "count them by day, month or year",
    "trend QUERY…": "compare queries over time",
    "story POST": "tell what hangs together with one",
    "mark POST…": "mark posts as read, unread, starred or labelled",
    "labels": "name your labels, or rename one",
    "notes [QUERY]": "print your notes",
    "highlights [QUERY]": "print what you highlighted, with your notes",
    "searches": "count what your saved searches find, or change one",
    "marks ACTION": "export, import or check what you said of posts",
}
