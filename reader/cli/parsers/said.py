"""The parsers of the commands on what the user says of posts."""

from __future__ import annotations

from reader.cli.parsers.base import (
    add_choice,
    add_fold,
    add_json,
    add_output,
    add_query_and_paths,
    add_refresh,
    add_undo,
    parser_of,
    post_orders,
    query_parser,
    with_query_help,
)
from reader.cli.parsers.parser import Parser
from reader.language import tr


def mark_parser() -> Parser:
    """Return the parser of `reader mark`."""
    parser = parser_of(
        "mark",
        tr(
            "Marks posts as read or unread, and adds or removes stars and labels of your own. Copies of a "
            "post share its marks."
        ),
        "  reader mark --read _posts/2024-02-07-title.md\n"
        "  reader mark --star --unread 小池百合子\n"
        "  reader mark --label 研究 --label 'to cite' --unlabel inbox 小池百合子\n"
        "  reader mark --read --query 'before:1y -is:starred' --dry-run\n"
        "  reader list 渡輪 --format '{path}' | fzf -m | reader mark --label 渡輪 -\n"
        "  reader mark --undo",
    )
    add_choice(parser)
    add_undo(parser)
    reading = parser.add_mutually_exclusive_group()
    reading.add_argument("--read", dest="read", action="store_true", default=None, help=tr("mark as read"))
    reading.add_argument("--unread", dest="read", action="store_false", help=tr("mark as unread"))
    starring = parser.add_mutually_exclusive_group()
    starring.add_argument("--star", dest="star", action="store_true", default=None, help=tr("give a star"))
    starring.add_argument("--unstar", dest="star", action="store_false", help=tr("take the star"))
    for option, what in (
        ("--label", tr("add this label; may be given several times")),
        ("--unlabel", tr("remove this label; may be given several times")),
    ):
        parser.add_argument(
            option,
            action="append",
            default=[],
            metavar="NAME",
            help=what,
        )
    add_json(parser)
    add_refresh(parser)
    return parser


def labels_parser() -> Parser:
    """Return the parser of `reader labels`."""
    parser = parser_of(
        "labels",
        tr(
            "Names your labels, each with the number of posts of all archives that have it; with --query or paths "
            "on standard input the labels of these posts. In a pipe: number and name, with a tab between. `give NAME` "
            "labels the posts, `take NAME` takes the label from them, `delete NAME` from all posts of all archives. "
            "`rename OLD NEW` gives a label another name on all of them; where a label has that name, the two become "
            "one."
        ),
        "  reader labels\n  reader labels give 'to cite' 3 5\n  reader labels give 渡輪 --query '渡輪 date:2024' --dry-run\n"
        "  reader list 渡輪 --format '{path}' | fzf -m | reader labels take inbox -\n"
        "  reader labels rename todo 'to read'\n  reader labels --undo\n  reader labels --ndjson | jq -r .name",
    )
    parser.add_argument(
        "words",
        nargs="*",
        metavar="give NAME POST…, take NAME POST…, rename OLD NEW, delete NAME",
        help=tr("change labels; nothing, or - for paths on standard input: name them"),
    )
    add_query_and_paths(parser)
    add_undo(parser)
    add_output(parser, "labels", sorts=("name", "count"))
    return parser


def notes_parser() -> Parser:
    """Return the parser of `reader notes`."""
    parser = query_parser(
        "notes",
        tr(
            "Prints your notes on the posts that match, that on the newest post first. In a pipe: date, "
            "title, path "
            "and the note on one line, with tabs between."
        ),
        "  reader notes\n  reader notes 'label:研究 date:2024'\n  reader notes --ndjson | jq -r .note",
    )
    add_output(parser, "notes", sorts=post_orders())
    add_fold(parser)
    return parser


def highlights_parser() -> Parser:
    """Return the parser of `reader highlights`."""
    parser = parser_of(
        "highlights",
        with_query_help(
            tr(
                "Prints what you highlighted in the posts that match, and your notes, as Markdown: the "
                "newest post first, its passages in the order of its text, below each the command that "
                "opens the place."
            )
        ),
        "  reader highlights > reading.md\n  reader highlights 'label:研究 date:2024' --csv > passages.csv\n"
        "  reader highlights --anki > cards.txt\n  reader highlights --ndjson | jq -r .quotation",
    )
    parser.add_argument(
        "query", nargs="*", metavar="QUERY", help=tr("only the posts that match; none: all posts")
    )
    forms = add_output(parser, "highlights", sorts=post_orders())
    add_fold(parser)
    forms.add_argument("--csv", action="store_true", help=tr("print a table for a spreadsheet, in UTF-8"))
    forms.add_argument(
        "--anki",
        action="store_true",
        help=tr("print cards that Anki imports: passage, note, where it is from"),
    )
    return parser


def searches_parser() -> Parser:
    """Return the parser of `reader searches`."""
    parser = parser_of(
        "searches",
        tr(
            "Names your saved searches in your order, each with its numbers of posts: all, unread, and "
            "those that came "
            "since you last opened it on the screen. In a pipe: these numbers, name and query, with tabs "
            "between. `save` "
            "puts a query under a name, in place of another one of that name; what is replaced or deleted "
            "can be brought "
            "back on the screen (Z)."
        ),
        "  reader searches\n  reader searches save boats '渡輪 date:2024'\n  reader searches rename boats "
        "渡輪\n"
        "  reader searches delete 渡輪\n  reader searches --ndjson | jq -r 'select(.new > 0).name'",
    )
    parser.add_argument(
        "words",
        nargs="*",
        metavar="save NAME QUERY, rename OLD NEW, delete NAME",
        help=tr("change a saved search; nothing: name all of them"),
    )
    add_output(parser, "searches", sorts=("own", "name", "posts"))
    return parser


def marks_parser() -> Parser:
    """Return the parser of `reader marks`."""
    parser = parser_of(
        "marks",
        tr(
            "Keeps your marks safe: read and starred, labels, notes, highlights, places and saved "
            "searches. `export` writes all of them as JSON; `import` merges such a file into yours: of "
            "two statements about a post the later one wins, and no text is lost. `check` tells whether "
            "the file is whole and where its backups are; with `--repair` a damaged one is rebuilt from "
            "the last backup and what can still be read."
        ),
        "  reader marks export marks.json\n  ssh laptop reader marks export | reader marks import -\n"
        "  reader marks import marks.json --dry-run\n  reader marks check",
    )
    parser.add_argument("action", choices=("export", "import", "check"), help=tr("what to do"))
    parser.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help=tr("the file to write or to read; - for standard output or input"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=tr("say what an import would change, and change nothing")
    )
    parser.add_argument("--repair", action="store_true", help=tr("repair what a check finds damaged"))
    return parser
