"""Writes the post, those that are chosen, or the whole list into a file, as its ending says, in a job that can be stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError, UsageError
from reader.language import ntr, tr
from reader.library import OutdatedError
from reader.post import Post
from reader.query import text_of
from reader.text.plural import counted
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.jobs import IsWanted
from reader.tui.keys.in_force import key_of
from reader.tui.session import Session

if TYPE_CHECKING:
    from reader.export.selection import Source

_JOB = "export"
_SECONDS_BETWEEN = 0.3
"""two reports of progress"""
_FORCE, _AS, _ALL, _ANNOTATIONS = "--force", "--as", "--all", "--annotations"


class _Order(NamedTuple):
    """What was typed after the command."""

    target: str
    format: str | None
    is_forced: bool
    is_of_all: bool
    """whether all posts of the list are meant"""
    has_annotations: bool

    @classmethod
    def read(cls, text: str) -> _Order:
        """Return what a text says: a file, which may hold blanks, and options after it, as `reader export` takes them."""
        words, format_, flags = text.split(" "), None, set[str]()
        while len(words) > 1:
            if words[-1] in (_FORCE, _ALL, _ANNOTATIONS):
                flags.add(words[-1])
                words = words[:-1]
            elif len(words) > 2 and words[-2] == _AS:
                format_ = words[-1]
                words = words[:-2]
            elif not words[-1]:
                words = words[:-1]
            else:
                break
        return cls(" ".join(words).strip(), format_, _FORCE in flags, _ALL in flags, _ANNOTATIONS in flags)


class Exporting:
    """Exports posts. What was chosen last, the folder and the format, is proposed the next time."""

    def __init__(
        self,
        session: Session,
        host: Host,
        type_command: Callable[[str], object],
        script: Callable[[], str],
    ) -> None:
        """`type_command` opens the command line with a text; `script` returns the one that the screens show Chinese in."""
        self._script = script
        self._session = session
        self._host = host
        self._type_command = type_command
        self._folder = ""
        """as it was typed, with a slash at its end unless it is empty"""
        self._ending = ".md"

    def standing(self) -> object:
        """Return what was chosen last."""
        return [self._folder, self._ending]

    def stand(self, standing: object) -> None:
        """Propose that again."""
        match standing:
            case [str() as folder, str() as ending]:
                self._folder, self._ending = folder, ending

    @handles("link.write")
    def ask(self) -> None:
        """Open the command line with a file beside the last one, of the last format."""
        post = self._host.subject
        self._type_command(f"write {self._file(post.title if post is not None else '')}")

    @handles("link.write-list")
    def ask_for_list(self) -> None:
        """Open the command line with such a file for all posts of the list."""
        self._type_command(f"write {self._file(self._name_of_list)} {_ALL}")

    @property
    def _name_of_list(self) -> str:
        return text_of(self._session.query) or tr("All posts")

    def _file(self, name: str) -> str:
        from reader.export.names import safe_name  # not needed for the first frame

        return f"{self._folder}{safe_name(name)}{self._ending}"

    def proposals(self, text: str) -> Sequence[str]:
        """Return the files in each format that a text may become, so that each is the next one of the one before it.

        Options that stand after the file stay.
        """
        from reader.export.formats import FORMATS

        text, dashes, options = text.partition(" --")
        after = f"{dashes}{options}".rstrip()

        endings = [each.endings[0] for each in FORMATS.values() if each.endings]
        text = text.rstrip()
        for place, ending in enumerate(endings):
            if text.endswith(ending):
                stem = text.removesuffix(ending)
                endings = [*endings[place + 1 :], *endings[:place]]
                break
        else:
            stem, dot, begun = text.rpartition(".")
            endings = [each for each in endings if dot and each.startswith(f".{begun}")]
        return [f"{stem}{each}{after}" for each in endings] if stem and not stem.endswith("/") else []

    def read(self, text: str) -> Callable[[], object]:
        """Return what exports to the file that a text names. Raise UsageError if it tells no format."""
        from reader.export.formats import format_of

        order = _Order.read(text)
        if self._host.subject is None:
            raise UsageError(tr("There is no post to do that to."))
        format_of(order.target, order.format).output(order.target)
        if order.is_of_all:
            return lambda: self._export(self._list, self._name_of_list, order)
        return lambda: self._host.with_subjects(list, lambda posts: self._export_posts(posts, order))

    def stop(self) -> bool:
        """Stop the export that runs; return whether there was one."""
        if not self._session.jobs.is_running(_JOB):
            return False
        self._session.jobs.cancel(_JOB)
        self._host.say(tr("Export stopped, nothing was written"))
        return True

    def _list(self) -> Source:
        """Return all posts of the list, also those that are still being looked for."""
        return self._session.library.select(self._session.query, fold_copies=True)

    def _export_posts(self, posts: Sequence[Post], order: _Order) -> None:
        from reader.export.selection import ChosenPosts

        title = posts[0].title if len(posts) == 1 else counted(len(posts), "post")
        self._export(lambda: ChosenPosts(self._session.library, posts), title, order)

    def _export(self, source: Callable[[], Source], title: str, order: _Order) -> None:
        """Start a job that exports posts, which `source` returns."""
        from reader.export.exporting import export
        from reader.export.formats import format_of
        from reader.export.options import Options
        from reader.export.selection import Selection

        library, jobs = self._session.library, self._session.jobs
        format_ = format_of(order.target, order.format)
        chosen = Options(has_annotations=order.has_annotations)
        options = format_.options(chosen, script=self._script())

        def steps(is_wanted: IsWanted) -> Iterator[tuple[Path, Selection]]:
            last = time.monotonic()

            def on_progress(done: int, total: int) -> None:
                nonlocal last
                if not is_wanted():
                    raise OutdatedError
                if done and time.monotonic() - last >= _SECONDS_BETWEEN:
                    last = time.monotonic()
                    jobs.call(lambda: self._tell(done, total))

            selection = Selection(library, source(), title, options=options, on_progress=on_progress)
            yield export(selection, format_, order.target, is_forced=order.is_forced), selection

        def fail(error: ReaderError) -> None:
            self._host.complain(str(error))

        def take(written: tuple[Path, Selection]) -> None:
            place, selection = written
            if not order.target.endswith("/"):
                folder, slash, name = order.target.rpartition("/")
                self._folder, self._ending = folder + slash, Path(name).suffix
            number = len(selection) - len(selection.problems)
            for problem in selection.problems:
                self._host.complain(problem)
            self._host.say(
                ntr(
                    "{count} post written to {place}", "{count} posts written to {place}", number, place=place
                )
            )

        jobs.start(_JOB, steps, take, fail=fail)

    def _tell(self, done: int, total: int) -> None:
        if self._session.jobs.is_running(_JOB):
            key = key_of("program.escape")
            self._host.say(
                tr("{done:,} of {total:,} posts written, {key} stops", done=done, total=total, key=key)
            )
