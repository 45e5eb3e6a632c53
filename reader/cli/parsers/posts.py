"""The parsers of the commands that print posts and count them."""

from __future__ import annotations

from reader.cli.parsers.base import (
    add_color,
    add_dry_run,
    add_fold,
    add_json,
    add_null,
    add_output,
    add_post,
    add_refresh,
    add_script,
    add_width,
    parser_of,
    post_help,
    post_orders,
    query_parser,
    whole_number,
    with_query_help,
)
from reader.cli.parsers.parser import Parser
from reader.language import tr


def list_parser() -> Parser:
    """Return the parser of `reader list`."""
    parser = query_parser(
        "list",
        tr(
            "Names the posts that match, newest first. In a pipe: date, channel, title and path, with "
            "tabs between."
        ),
        "  reader list\n"
        "  reader list 台灣 -lang:en\n"
        "  reader list 'date:2024-10 is:unread' --ndjson | jq -r .title\n"
        "  reader list label:研究 --format '{date:%Y-%m-%d}\\t{title}\\t{from}'",
    )
    add_output(parser, "list", sorts=post_orders())
    add_fold(parser)
    return parser


def show_parser() -> Parser:
    """Return the parser of `reader show`."""
    parser = parser_of(
        "show",
        tr(
            "Prints one post for reading. On a terminal it is typeset; in a pipe it is plain text, "
            "a line a paragraph."
        ),
        "  reader show _posts/2024-02-07-title.md\n"
        "  reader show ~/news/archived/2024-02-07/2024-02-07-title.md --json\n"
        "  reader show 小池百合子 --markdown > post.md",
    )
    add_post(parser, nargs=None)
    forms = add_json(parser)
    forms.add_argument("--markdown", action="store_true", help=tr("print the article as Markdown"))
    add_script(
        parser,
        tr(
            "in which characters Chinese is written (hant and hans are other names); "
            "by default on a terminal as the setting `script` says, in a pipe as written"
        ),
    )
    add_width(parser)
    add_color(parser)
    add_refresh(parser)
    return parser


def kwic_parser() -> Parser:
    """Return the parser of `reader kwic`."""
    parser = parser_of(
        "kwic",
        with_query_help(
            tr(
                "Prints every hit of the words of a query in its context, the words one below the other. "
                "In a pipe: the context, date, channel and path, with tabs between. A paragraph's end is "
                "shown as ¶."
            )
        ),
        "  reader kwic 武漢\n"
        "  reader kwic '封城 date:2020' --sort right --limit 100\n"
        "  reader kwic 肺炎 --neighbours\n"
        "  reader kwic 渡輪 --csv > ferries.csv",
    )
    parser.add_argument(
        "query", nargs="+", metavar="QUERY", help=tr("the posts, and the words to show in them")
    )
    forms = add_output(parser, "kwic", has_width=False)
    forms.add_argument("--csv", action="store_true", help=tr("print a table for a spreadsheet, in UTF-8"))
    add_fold(parser)
    parser.add_argument(
        "--width",
        type=whole_number,
        metavar="N",
        help=tr(
            "show this many cells on each side of a hit; by default as many as the terminal has room for, in a pipe 40"
        ),
    )
    parser.add_argument(
        "--sort",
        choices=("right", "left", "time", "channel"),
        default="time",
        help=tr(
            "what stands first: by what follows the hit, by what stands before it, the newest, by channel"
        ),
    )
    parser.add_argument(
        "--group", action="store_true", help=tr("keep the hits of a post together, below its title")
    )
    parser.add_argument(
        "--neighbours",
        action="store_true",
        help=tr("count what is directly beside the words instead: two to four Chinese characters, or a word"),
    )
    return parser


def tags_parser() -> Parser:
    """Return the parser of `reader tags`."""
    parser = query_parser(
        "tags",
        tr(
            "Counts the tags of the posts that match, the commonest first. In a pipe: count, kind and "
            "name, "
            "with tabs between."
        ),
        "  reader tags\n  reader tags 'date:2024 lang:hant'\n  reader tags 渡輪 --kind author --kind year\n"
        "  reader tags --json | jq '.[:10]'",
    )
    parser.add_argument(
        "--kind",
        action="append",
        choices=("tag", "label", "channel", "keyword", "hashtag", "author", "site", "lang", "year", "all"),
        help=tr(
            "count values of this kind; may be given several times. "
            "By default tag: channels, keywords, hashtags"
        ),
    )
    add_output(parser, "tags", sorts=("count", "name", "recent"))
    add_fold(parser)
    return parser


def timeline_parser() -> Parser:
    """Return the parser of `reader timeline`."""
    parser = query_parser(
        "timeline",
        tr(
            "Counts the posts that match by time, newest first. In a pipe: period and count, with a tab "
            "between."
        ),
        "  reader timeline\n  reader timeline tag:鉛字庫 --by day\n  reader timeline 台灣 --by year --json",
    )
    _add_unit(parser)
    add_output(parser, "timeline", sorts=("newest", "oldest", "count"))
    add_fold(parser)
    return parser


def stats_parser() -> Parser:
    """Return the parser of `reader stats`."""
    parser = query_parser(
        "stats",
        tr(
            "Counts the posts that match by year, channel, language and length, says how many are unread, begun "
            "and finished, and names the busiest days. In a pipe: group, name and count, with tabs between."
        ),
        "  reader stats\n  reader stats 'date:2024 lang:hant'\n  reader stats --limit 3\n"
        "  reader stats --format '{group},{name},{count}' | grep ^year,\n"
        "  reader stats --json | jq '.[] | select(.name == \"unread\").count'",
    )
    add_output(
        parser,
        "stats",
        limit_help=tr(
            "print at most this many years, channels, languages and days each; totals and lengths are printed in full"
        ),
    )
    add_fold(parser)
    return parser


def trend_parser() -> Parser:
    """Return the parser of `reader trend`."""
    parser = parser_of(
        "trend",
        with_query_help(
            tr(
                "Counts the posts of one or several queries by time, earliest first: a plot on a "
                "terminal. In a pipe: period and one count for each query, with tabs between. Each "
                "argument is a query of its own: quote those with spaces."
            )
        ),
        "  reader trend 武漢 上海\n"
        "  reader trend 'tag:渡輪' 'tag:鉛字庫' --by year --share\n"
        "  reader trend 地震 --ndjson | jq -r .count",
    )
    parser.add_argument("query", nargs="+", metavar="QUERY", help=tr("the query of one line of the plot"))
    _add_unit(parser)
    parser.add_argument(
        "--share",
        action="store_true",
        help=tr("show the posts as a share of all posts of the period; in a pipe as a number from 0 to 1"),
    )
    add_output(parser, "trend", sorts=("oldest", "newest"))
    add_fold(parser)
    return parser


def _add_unit(parser: Parser) -> None:
    parser.add_argument(
        "--by",
        choices=("day", "month", "year"),
        default="month",
        help=tr("how long a period is; by default a month"),
    )


def story_parser() -> Parser:
    """Return the parser of `reader story`."""
    parser = parser_of(
        "story",
        tr(
            "Prints the story of a post, in order of time: its timeline and related links, posts that it "
            "links to or that link to it, and posts of the same weeks that share rare words with it. What "
            "the archive holds is marked ●, the rest ○. In a pipe: time, reason, title, and path or "
            "address, with tabs between."
        ),
        "  reader story 小池百合子\n"
        "  reader story _posts/2024-02-07-title.md --ndjson | jq -r 'select(.path).path'",
    )
    add_post(parser, nargs=None)
    add_output(parser, "story", sorts=("oldest", "newest"))
    return parser


def cite_parser() -> Parser:
    """Return the parser of `reader cite`."""
    from reader.cite import STYLES  # imports what writes citations, which other commands do not need

    parser = parser_of(
        "cite",
        tr(
            "Prints the citation of a post, for a list of references or a reference manager. `bibtex`, `ris` and "
            "`csl` are BibTeX, RIS and CSL-JSON. The day of access is today."
        ),
        "  reader cite 小池百合子\n  reader cite _posts/2024-02-07-title.md --as apa\n"
        "  reader cite 渡輪 --as bibtex >> references.bib",
    )
    add_post(parser, nargs=None)
    parser.add_argument(
        "--as",
        dest="style",
        choices=STYLES,
        help=tr("the style; by default that of the setting `citation`"),
    )
    add_script(
        parser,
        tr("in which characters Chinese is written (hant and hans are other names); by default as written"),
    )
    add_refresh(parser)
    return parser


def export_parser() -> Parser:
    """Return the parser of `reader export`."""
    from reader.export.formats import FORMATS  # which the other commands do without

    endings = ", ".join(ending for each in FORMATS.values() for ending in each.endings[:1])
    parser = parser_of(
        "export",
        with_query_help(
            tr(
                "Writes the posts that match to one file, in the format that its ending tells, or to a folder. It is "
                "there whole or not at all, and replaces nothing without --force. With --post, or with - in the place "
                "of the query, the posts are those that are named, in that order."
            )
        ),
        "  reader export label:研究 --to research.md\n"
        "  reader export 渡輪 date:2024 --to ferries --as md\n"
        "  reader export after:7d --to week.epub --chapters channel\n"
        "  reader export --post 3 5 @ --to paper.bib\n"
        "  reader export is:starred --to - --as json | jq -r '.[].title'\n"
        "  reader list 渡輪 --format '{path}' | fzf -m | reader export - --to chosen.txt",
    )
    parser.add_argument(
        "query", nargs="*", metavar="QUERY", help=tr("only the posts that match; none: all posts")
    )
    parser.add_argument(
        "--to",
        type=str.strip,
        metavar="FILE|FOLDER",
        help=tr("where to write; - is standard output. Endings: {endings}", endings=endings),
    )
    parser.add_argument(
        "--as",
        dest="format",
        choices=tuple(FORMATS),
        metavar="FORMAT",
        help=tr(
            "the format: {formats}; by default the one that the ending of the file tells",
            formats=", ".join(FORMATS),
        ),
    )
    _add_look_of_export(parser)
    parser.add_argument("--force", action="store_true", help=tr("replace what an earlier export wrote there"))
    add_dry_run(parser)
    parser.add_argument("--post", nargs="+", action="extend", default=[], metavar="POST", help=post_help())
    add_null(parser)
    parser.add_argument("--limit", type=whole_number, metavar="N", help=tr("export at most so many"))
    parser.add_argument(
        "--sort",
        choices=post_orders(),
        help=tr("what stands first; by default {usual}", usual=post_orders()[0]),
    )
    parser.add_argument(
        "--copies",
        dest="fold",
        action="store_false",
        help=tr("export each file of a post that several hold, not the newest alone"),
    )
    add_refresh(parser)
    return parser


def _add_look_of_export(parser: Parser) -> None:
    """Add the options that say what is in an exported file, and how it is laid out."""
    from reader.export.options import ChapterUnit

    parser.add_argument(
        "--title",
        type=str.strip,
        metavar="TEXT",
        help=tr("what it is called; by default as the query or the post"),
    )
    parser.add_argument(
        "--chapters",
        choices=tuple(map(str, ChapterUnit)),
        help=tr("of a book: what makes a chapter; by default {usual}", usual=ChapterUnit.DAY),
    )
    parser.add_argument("--vertical", action="store_true", help=tr("of a book: lines run from top to bottom"))
    parser.add_argument(
        "--annotations",
        action="store_true",
        help=tr("put your labels, notes and highlights in, too; json, csv and sqlite always have them"),
    )
    add_script(
        parser,
        tr(
            "in which characters Chinese is written (hant and hans are other names); "
            "by default what is read (html, site, epub, txt) as the setting `script` says, the rest as written"
        ),
    )
    parser.add_argument(
        "--pictures",
        action="store_true",
        help=tr(
            "of a page, a site, a book or a folder of Markdown: pictures that lie in the archive, in place of links"
        ),
    )


def locate_parser() -> Parser:
    """Return the parser of `reader locate`."""
    parser = parser_of(
        "locate",
        tr("Prints where the file of each post lies, a path a line, or the address of its page."),
        '  reader locate @\n  $EDITOR "$(reader locate 3)"\n  reader locate https://example.org/a --json\n'
        '  xdg-open "$(reader locate 小池百合子 --address)"',
    )
    add_post(parser, nargs="+")
    parser.add_argument("--address", action="store_true", help=tr("print the address of the page instead"))
    add_output(parser, "locate")
    return parser
