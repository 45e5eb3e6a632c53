"""What may stand after the names of commands, and what it does."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

from reader import paths
from reader.config.kinds import InvalidValueError
from reader.config.messages import SAVED_SEARCH, STYLE_OF_CITATIONS, THEME, as_sentence, unknown
from reader.config.schema import SETTINGS
from reader.language import tr
from reader.library import SavedSearch, label_name
from reader.post import Post
from reader.query import QueryError
from reader.text.safe import clean, clean_line
from reader.text.safe_json import to_json
from reader.text.when import When, read_when
from reader.tui import external
from reader.tui.complaint import complaint
from reader.tui.dispatch import SettingChosen
from reader.tui.features.command_line.model import Action, Argument, CommandLineError
from reader.tui.host import Host
from reader.tui.jobs import IsWanted
from reader.tui.keys.in_force import key_of
from reader.tui.labelling import labelled, unlabelled
from reader.tui.post_lines import shortened
from reader.tui.session import PIPING, Session

Answer = TypeVar("Answer")
_MOST_SUGGESTIONS = 12
_MOST_LINES = 12
_SECONDS_SHOWN = 12
_COMMAND_CELLS = 30
_PATIENCE = 0.5
"""seconds after which it is said that a program still runs"""


class Doors(NamedTuple):
    """What other features do with a text."""

    go: Callable[[When], object]
    """moves the list to a time"""
    find: Callable[[str], object]
    """finds words in the article"""
    apply: Callable[[SavedSearch], object]
    """puts a saved search in force"""
    show_help: Callable[[str], object]
    """shows what the help says of a text"""
    themes: Callable[[], Sequence[str]]
    """returns the names of all themes"""
    write: Callable[[str], Action]
    """returns what exports to the file that a text names"""
    files: Callable[[str], Sequence[str]]
    """returns the files in each format that a text may become"""
    cite: Callable[[str], object]
    """copies the citation in a style, which lasts"""
    setting: Callable[[str], object]
    """returns the value of a setting that is in force, as TOML holds it"""


class Arguments:
    """The commands that take something."""

    def __init__(self, session: Session, host: Host, doors: Doors) -> None:
        self._session = session
        self._library = session.library
        self._host = host
        self._doors = doors

    def all(self) -> Mapping[str, Argument]:
        """Return what each command takes, by its id."""
        query = Argument(self._query, self._queries)
        return {
            "read.open": query,
            "filter.search": query,
            "filter.saved": Argument(self._saved, self._saved_names),
            "mark.label": Argument(self._label, self._labels),
            "time.go": Argument(self._date),
            "read.find": Argument(lambda text: lambda: self._doors.find(text)),
            "view.theme": Argument(self._theme, lambda text: _beginning(self._doors.themes(), text)),
            "program.settings": Argument(self._setting, _settings),
            "program.help": Argument(lambda text: lambda: self._doors.show_help(text)),
            "link.cite": Argument(
                self._cite, lambda text: _beginning(SETTINGS["citation"].kind.choices, text)
            ),
            "link.write": Argument(self._doors.write, lambda text: [*self._doors.files(text), *_paths(text)]),
            "link.pipe": Argument(self._pipe),
        }

    # Posts

    def _query(self, text: str) -> Action:
        try:
            query = self._library.asked(text)
        except QueryError as error:
            raise CommandLineError(complaint(error)) from error
        return lambda: self._session.set_query(query)

    def _queries(self, text: str) -> Sequence[str]:
        found = self._library.suggester.suggest(text, len(text), _MOST_SUGGESTIONS, lambda: True)
        return [each.text for each in found if each.post is None]

    def _saved(self, text: str) -> Action:
        searches = {each.name: each for each in self._library.searches.all()}
        if text not in searches:
            raise CommandLineError(as_sentence(unknown(text, searches, SAVED_SEARCH)))
        return lambda: self._doors.apply(searches[text])

    def _saved_names(self, text: str) -> Sequence[str]:
        return _beginning([each.name for each in self._library.searches.all()], text)

    def _date(self, text: str) -> Action:
        when = read_when(text, self._session.today)
        if not self._session.days:
            raise CommandLineError(tr("No post in this list has a date."))
        return lambda: self._doors.go(when)

    def _subject(self) -> Post:
        post = self._host.subject
        if post is None:
            raise CommandLineError(tr("There is no post to do that to."))
        return post

    def _label(self, text: str) -> Action:
        name, library = label_name(text), self._library
        self._subject()

        def work(posts: Sequence[Post]) -> tuple[Sequence[Post], int, bool]:
            gives = not all(name in library.labels.of(post) for post in posts)
            return posts, library.labels.set(posts, name, gives), gives

        def tell(done: tuple[Sequence[Post], int, bool]) -> None:
            posts, count, gives = done
            self._host.show_said(posts)
            self._host.say(labelled(count, name) if gives else unlabelled(count, name))

        return lambda: self._host.with_subjects(work, tell)

    def _labels(self, text: str) -> Sequence[str]:
        return _beginning([*self._library.labels.counts()], text)

    # Settings

    def _theme(self, text: str) -> Action:
        if text not in (names := self._doors.themes()):
            raise CommandLineError(as_sentence(unknown(text, names, THEME)))
        return lambda: self._host.app.post_message(SettingChosen("theme", text))

    def _setting(self, text: str) -> Action:
        name, *rest = re.split(r"[ =]", text, maxsplit=1)
        written = "".join(rest)
        known = {name: each for name, each in SETTINGS.items() if not each.kind.is_table}
        if name not in known:
            raise CommandLineError(as_sentence(unknown(name, known)))
        if not written:
            return lambda: self._host.say(f"{name} = {to_json(self._doors.setting(name))}")
        kind = known[name].kind
        try:
            value = kind.typed(kind.from_text(written.strip()))
        except InvalidValueError as error:
            raise CommandLineError(
                tr(
                    "{place} cannot be {value}. Allowed: {allowed}.",
                    place=name,
                    value=clean_line(written.strip()),
                    allowed=error,
                )
            ) from error
        return lambda: self._host.app.post_message(SettingChosen(name, value))

    # What leaves the program

    def _cite(self, text: str) -> Action:
        self._subject()
        styles = SETTINGS["citation"].kind.choices
        if text not in styles:
            raise CommandLineError(as_sentence(unknown(text, styles, STYLE_OF_CITATIONS)))
        return lambda: self._doors.cite(text)

    def _pipe(self, text: str) -> Action:
        post = self._subject()

        def steps(is_wanted: IsWanted) -> Iterator[str]:
            yield clean(external.filtered(text, self._library.articles.markdown(post), is_wanted))

        def show(output: str) -> None:
            lines = output.rstrip().split("\n")
            if len(lines) == 1:
                self._host.say(f"{clean_line(text)}: {lines[0].strip() or tr('done')}")
                return
            more = len(lines) - _MOST_LINES
            shown = [*lines[:_MOST_LINES], *([tr("… and {more:,} more", more=more)] if more > 0 else [])]
            self._host.app.notify(
                "\n".join(shown), title=clean_line(text), markup=False, timeout=_SECONDS_SHOWN
            )

        def run() -> None:
            jobs = self._session.jobs
            jobs.start(PIPING, steps, show, fail=lambda error: self._host.complain(str(error)))
            told = tr(
                "{command} runs, {key} stops it",
                command=shortened(clean_line(text), _COMMAND_CELLS),
                key=key_of("program.escape"),
            )
            asyncio.get_running_loop().call_later(
                _PATIENCE, lambda: self._host.say(told) if jobs.is_running(PIPING) else None
            )

        return run

    def _ask(self, name: str, work: Callable[[], Answer], take: Callable[[Answer], object]) -> None:
        self._session.jobs.ask(name, work, take, fail=lambda error: self._host.complain(str(error)))


def _settings(text: str) -> Sequence[str]:
    name, blank, rest = text.partition(" ")
    known = {name: each for name, each in SETTINGS.items() if not each.kind.is_table}
    if not blank:
        return _beginning([*known], name)
    choices = map(str, known[name].kind.choices) if name in known else ()
    return [
        f"{name} {each.lower() if each in ('True', 'False') else each}"
        for each in choices
        if each.lower().startswith(rest)
    ]


def _paths(text: str) -> Sequence[str]:
    """Return the files and folders that a path may become; folders end with a slash."""
    folder, slash, name = text.rpartition("/")
    entries: list[Path] = []
    with suppress(OSError, RuntimeError):
        entries = sorted(Path(f"{folder}{slash}" or ".").expanduser().iterdir())
    return [
        f"{folder}{slash}{each.name}{'/' if paths.is_folder(each) else ''}"
        for each in entries
        if each.name.startswith(name) and (name or not each.name.startswith("."))
    ]


def _beginning(names: Sequence[str], text: str) -> list[str]:
    """Return the names that begin with a text, then those in which it stands."""
    folded = text.casefold()
    return sorted(
        (each for each in names if folded in each.casefold()),
        key=lambda each: not each.casefold().startswith(folded),
    )
