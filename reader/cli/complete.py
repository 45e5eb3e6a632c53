"""What completion scripts ask at each Tab: `reader _complete SHELL …`, which no help names.

bash hands over the line up to the cursor and `COMP_WORDBREAKS`; zsh and fish the words after the program without their
quotes, the last one as far as it is typed. The answer begins with a line that says what else may stand there (`files`,
`folders`, or `words` for neither). Then comes a candidate a line; for zsh and fish a tab and what it means may follow.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from reader.cli.arguments import Arguments, as_text
from reader.cli.completing import Answer, Candidate, answer
from reader.cli.shell_words import completed, line_of
from reader.config import Settings
from reader.errors import ReaderError
from reader.text.safe import clean_line
from reader.text.spelling import search_form

_MORE = "…"
"""has nothing in common with any word"""


class _Names:
    """The names that index and marks hold, as they are now; no file of a post is looked at."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def of(self, kind: str, typed: str, archives: Sequence[Path]) -> list[str]:
        """Return what a typed word may become; nothing where the index or the marks cannot be read."""
        from reader.library import open_library  # commands and options need none

        try:
            completions = open_library(self._settings, archives).completions
            found = {
                "QUERY": completions.of_query,
                "POST": completions.of_post,
                "LABEL": completions.of_label,
                "SEARCH": completions.of_search,
            }[kind](typed)
        except ReaderError:
            # The person is still typing: whatever is wrong, the command itself will say so.
            return []
        return found


def run(arguments: Arguments) -> int:
    """Print the candidates; return 0."""
    shell, *words = map(as_text, arguments.words)
    for line in _lines(shell, words, _Names(arguments.loaded.settings)):
        print(line)
    return 0


def _lines(shell: str, words: Sequence[str], names: _Names) -> Iterator[str]:
    if shell == "bash":
        yield from _for_bash(words[0], words[1], names)
        return
    *before, typed = words
    found = answer(before, typed, names)
    yield found.places
    for each in _nearest(found.candidates, typed):
        yield f"{clean_line(each.text)}\t{clean_line(each.meaning)}".rstrip("\t")


def _nearest(candidates: Sequence[Candidate], typed: str) -> Sequence[Candidate]:
    """Return the candidates that begin with what is typed, in either script and quoted or not; all where none does."""
    form = search_form(typed.replace('"', ""))
    return [
        each for each in candidates if search_form(each.text.replace('"', "")).startswith(form)
    ] or candidates


def _for_bash(text: str, breaks: str, names: _Names) -> Iterator[str]:
    """Yield what bash puts in place of the last part of a line.

    readline puts what all candidates have in common in place of what is typed. Where that would take letters away, one
    more has nothing in common with them.
    """
    line = line_of(text, breaks)
    found: Answer = answer(line.words[1:], line.word, names)
    yield found.places
    texts = [clean_line(each.text) for each in _nearest(found.candidates, line.word)]
    yield from filter(None, (completed(each, line) for each in texts))
    if len(texts) > 1 and search_form(line.word) not in search_form(os.path.commonprefix(texts)):  # noqa: RUF071 - of words, no paths
        yield _MORE
