"""The parsers of the commands for settings and keys."""

from __future__ import annotations

from pathlib import Path

from reader.cli.parsers.base import add_output, parser_of
from reader.cli.parsers.parser import Parser
from reader.language import tr


def config_parser() -> Parser:
    """Return the parser of `reader config`."""
    parser = parser_of(
        "config",
        tr(
            "Prints the settings in force, each with where it is from: default, the settings file with "
            "its line, or an "
            "environment variable. In a pipe: name, value, and where it is from, with tabs between. `get` "
            "prints one, `set` "
            "and `unset` change the file, whose comments stay, `init` writes a file that holds every "
            "default in comments."
        ),
        "  reader config\n  reader config get measure\n  reader config set theme paper\n"
        "  reader config set archives ~/news ~/old-news\n"
        "  reader config set 'archive.\"~/news\".zone' Asia/Taipei\n"
        '  reader config set keys.mark.star s ctrl+s\n  reader config unset theme\n  $EDITOR "$(reader config --path)"',
    )
    parser.add_argument(
        "words",
        nargs="*",
        metavar="get NAME, set NAME VALUE…, unset NAME, init",
        help=tr("print or change one setting; nothing: print all of them"),
    )
    forms = add_output(parser, "config", has_refresh=False)
    forms.add_argument(
        "--path", action="store_true", help=tr("print where the settings file is, or would be")
    )
    return parser


def keys_parser() -> Parser:
    """Return the parser of `reader keys`."""
    parser = parser_of(
        "keys",
        tr(
            "Names the commands of the screens with the keys in force: those of the setting `keys_preset`, and over them "
            "those of the table [keys] in the settings, which has an id of a command and its keys on each line. In a pipe: "
            "id, keys, name and place, with tabs between."
        ),
        "  reader keys\n  reader keys | grep label\n  reader keys --json | jq '.[] | select(.scope == \"list\")'",
    )
    add_output(parser, "keys", has_refresh=False)
    return parser


def completion_parser() -> Parser:
    """Return the parser of `reader completion`."""
    parser = parser_of(
        "completion",
        tr(
            "Prints a script that makes a shell complete commands, options and their values, tags, channels, authors, "
            "labels, saved searches and posts. An installed reader brings these scripts along for shells that look "
            "where it is installed; for others put one of the lines below into the file that the shell reads first."
        ),
        "  reader completion fish | source        # in ~/.config/fish/config.fish\n"
        '  eval "$(reader completion bash)"       # in ~/.bashrc\n'
        "  source <(reader completion zsh)        # in ~/.zshrc, after compinit",
    )
    parser.add_argument(
        "shell", choices=("bash", "zsh", "fish"), metavar="SHELL", help=tr("bash, zsh or fish")
    )
    return parser


def doctor_parser() -> Parser:
    """Return the parser of `reader doctor`."""
    parser = parser_of(
        "doctor",
        tr(
            "Checks archives, index, marks, settings, keys, terminal and machine, and says what is wrong, "
            "what that means and what to do. A ! needs your attention, a + is repaired by --fix, a · is "
            "something the reader copes with. Posts and marks are never touched. The exit code is 1 if "
            "anything needs your attention."
        ),
        "  reader doctor\n  reader doctor ~/news --all\n  reader doctor --json | jq '.findings[] | "
        'select(.severity == "problem")\'',
    )
    parser.add_argument(
        "folders",
        nargs="*",
        type=Path,
        metavar="ARCHIVE",
        help=tr("look at this folder of posts, as with --archive"),
    )
    parser.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    parser.add_argument(
        "--all", action="store_true", help=tr("name all files of each finding, not the first ones")
    )
    parser.add_argument(
        "--deep",
        action="store_true",
        help=tr("read every file, and look for characters that terminals act on"),
    )
    parser.add_argument(
        "--fix", action="store_true", help=tr("repair what can be rebuilt: the index and its caches")
    )
    return parser


def index_parser() -> Parser:
    """Return the parser of `reader index`."""
    parser = parser_of(
        "index",
        tr(
            "Says where the index of the archives is, how large, and when all files were compared with it last. "
            "`build` compares them now and reads what changed; `drop` deletes the index, which the next command or start "
            "builds again. Nothing else is kept in it: marks, labels and notes are not."
        ),
        "  reader index\n  reader index build --archive ~/news\n  reader index drop && reader index build\n"
        "  reader index --format '{file}' | xargs du -h",
    )
    parser.add_argument(
        "action", nargs="?", choices=("build", "drop"), help=tr("what to do; nothing: say how it is")
    )
    add_output(parser, "index", has_refresh=False)
    return parser
