"""The parsers of the commands; each is made when its command is called."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from reader import __version__
from reader.cli.parsers.base import parser_of
from reader.cli.parsers.parser import Parser
from reader.language import later, tr

_Make = Callable[[], Parser]


def _of(module: str, function: str) -> _Make:
    """Return what makes a parser, importing what does so only then: each start has one command."""
    return lambda: cast(_Make, getattr(import_module(f"{__name__}.{module}"), function))()


PARSERS = {
    "list": _of("posts", "list_parser"),
    "show": _of("posts", "show_parser"),
    "kwic": _of("posts", "kwic_parser"),
    "tags": _of("posts", "tags_parser"),
    "timeline": _of("posts", "timeline_parser"),
    "stats": _of("posts", "stats_parser"),
    "trend": _of("posts", "trend_parser"),
    "story": _of("posts", "story_parser"),
    "cite": _of("posts", "cite_parser"),
    "export": _of("posts", "export_parser"),
    "locate": _of("posts", "locate_parser"),
    "mark": _of("said", "mark_parser"),
    "labels": _of("said", "labels_parser"),
    "notes": _of("said", "notes_parser"),
    "highlights": _of("said", "highlights_parser"),
    "searches": _of("said", "searches_parser"),
    "marks": _of("said", "marks_parser"),
    "config": _of("settings", "config_parser"),
    "keys": _of("settings", "keys_parser"),
    "completion": _of("settings", "completion_parser"),
    "index": _of("settings", "index_parser"),
    "doctor": _of("settings", "doctor_parser"),
}
SUMMARIES = {
    "[ARCHIVE…]": later("open the screens"),
    "list [QUERY]": later("name the posts that match"),
    "show POST": later("print one post"),
    "kwic QUERY": later("print every hit in its context"),
    "tags [QUERY]": later("count their tags"),
    "timeline [QUERY]": later("count them by day, month or year"),
    "stats [QUERY]": later("count them by year, channel, language and length"),
    "trend QUERY…": later("compare queries over time"),
    "story POST": later("print the story of a post"),
    "cite POST": later("print the citation of one"),
    "locate POST…": later("print where the file of a post lies"),
    "export [QUERY]": later("write posts to a file of another form"),
    "mark POST…": later("mark posts as read, unread, starred or labelled"),
    "labels": later("name your labels, or rename one"),
    "notes [QUERY]": later("print your notes"),
    "highlights [QUERY]": later("print what you highlighted, with your notes"),
    "searches": later("count what saved searches find, or change one"),
    "marks ACTION": later("export, import or check your marks"),
    "config": later("print the settings in force, or change one"),
    "index": later("say how the index is, build or drop it"),
    "keys": later("name the commands of the screens with their keys"),
    "completion SHELL": later("print a script that completes these in your shell"),
    "doctor [ARCHIVE…]": later("say what is wrong, and what to do"),
}
"""what each is called with, and what it does"""


def screens_parser() -> Parser:
    """Return the parser of a call without a command, whose help names all commands."""
    commands = "\n".join(f"  reader {usage:<22}{tr(summary)}" for usage, summary in SUMMARIES.items())
    parser = parser_of(
        "",
        tr(
            "Reads archives of news posts kept as Markdown files, in the "
            "terminal.\n\ncommands:\n{commands}\n\n`reader COMMAND --help` says more of each. Any other "
            "first word is an archive to open.",
            commands=commands,
        ),
        "  reader ~/news\n  reader ~/news ~/old-news --query 'tag:渡輪 date:2024-02'",
    )
    parser.add_argument(
        "archives",
        nargs="*",
        type=Path,
        metavar="ARCHIVE",
        help=tr("a folder of posts to open, or a post; POST#ID opens a highlight"),
    )
    parser.add_argument(
        "--fresh",
        action="store_true",
        help=tr("start afresh instead of where you left off: all posts, newest first"),
    )
    parser.add_argument("--query", default="", metavar="Q", help=tr("show only the posts that match"))
    parser.add_argument(
        "--version", action="version", help=tr("show the version and exit"), version=f"reader {__version__}"
    )
    return parser
