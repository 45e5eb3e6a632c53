"""What a terminal answered, and what that means for the screens. The command does the asking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from reader.language import tr
from reader.library.health.findings import Finding, Severity, Subject

_TRUECOLOUR = frozenset({"truecolor", "24bit"})


class Answers(NamedTuple):
    """What a terminal answered; None for what it left unanswered."""

    ambiguous_width: int | None = None
    """cells that it gives to an East Asian ambiguous character (UAX #11)"""
    wide_width: int | None = None
    """cells that it gives to a Chinese character"""
    has_sixel: bool | None = None
    """whether it draws sixel pictures, by its device attributes"""
    has_kitty_pictures: bool | None = None
    """whether it draws pictures by kitty's protocol"""
    name: str = ""
    """what it calls itself (XTVERSION); empty if it does not say"""


def examined_terminal(
    answers: Answers | None, environment: Mapping[str, str], ambiguous_width: int, encoding: str
) -> list[Finding]:
    """Return how the terminal suits; `answers` is None where there is none, `ambiguous_width` the setting."""
    if answers is None:
        return [_finding("none", Severity.OK, tr("Not looked at: input or output is no terminal."))]
    found = [
        _term(environment.get("TERM", ""), answers.name),
        _locale(encoding),
        _width(answers, ambiguous_width),
    ]
    if answers.wide_width not in (None, 2):
        found.append(
            _finding(
                "wide",
                Severity.PROBLEM,
                tr("A Chinese character takes {cells} cells here, not two.", cells=answers.wide_width or 0),
                tr("Set the locale of the terminal, and of tmux or ssh in between, to UTF-8."),
            )
        )
    found.append(_colours(environment))
    found.append(_pictures(answers))
    found.append(
        _finding(
            "links",
            Severity.OK,
            tr(
                "Links (OSC 8) and the clipboard (OSC 52) give no answer: if `y` copies nothing, the handbook says how to "
                "let the terminal do it."
            ),
        )
    )
    return found


def _term(term: str, name: str) -> Finding:
    if term in ("", "dumb", "unknown"):
        return _finding(
            "term",
            Severity.PROBLEM,
            tr("TERM is {term}, which says that the terminal can draw nothing.", term=term or '""'),
            tr("Set TERM to what your terminal is, such as xterm-256color."),
        )
    return _finding("term", Severity.OK, f"TERM {term}" + (f", {name}." if name else "."))


def _locale(encoding: str) -> Finding:
    if encoding.lower().replace("-", "") == "utf8":
        return _finding("locale", Severity.OK, tr("The locale is UTF-8."))
    return _finding(
        "locale",
        Severity.NOTE,
        tr("The locale is {encoding}; the reader writes UTF-8 all the same.", encoding=encoding),
        tr("Set LANG to one with UTF-8, such as C.UTF-8, if characters look wrong."),
    )


def _width(answers: Answers, setting: int) -> Finding:
    measured = answers.ambiguous_width
    if measured is None:
        return _finding(
            "ambiguous-width",
            Severity.NOTE,
            tr("The terminal did not say how wide “ ” and … are."),
            tr("Set ambiguous_width to 2 if lines with them are too long by a cell."),
        )
    if measured != setting:
        return _finding(
            "ambiguous-width",
            Severity.PROBLEM,
            tr(
                "“ ” and … have a width of {measured} here, but ambiguous_width is {setting}: lines end in wrong places.",
                measured=measured,
                setting=setting,
            ),
            tr("Run `reader config set ambiguous_width {measured}`.", measured=measured),
        )
    return _finding(
        "ambiguous-width",
        Severity.OK,
        tr("“ ” and … are as wide as ambiguous_width says ({cells}).", cells=measured),
    )


def _colours(environment: Mapping[str, str]) -> Finding:
    term = environment.get("TERM", "")
    if environment.get("NO_COLOR"):
        return _finding(
            "colours",
            Severity.NOTE,
            tr("NO_COLOR is set: there are no colours."),
            tr("Unset it for colours."),
        )
    if environment.get("COLORTERM", "").lower() in _TRUECOLOUR or "direct" in term:
        return _finding("colours", Severity.OK, tr("All colours (truecolour)."))
    return _finding(
        "colours",
        Severity.NOTE,
        tr("The terminal does not say that it has all colours: near ones of 256 or 16 stand in."),
        tr("Set COLORTERM to truecolor if it has them; ssh and sudo often lose the variable."),
    )


def _pictures(answers: Answers) -> Finding:
    kinds = [
        name for name, has in (("kitty", answers.has_kitty_pictures), ("sixel", answers.has_sixel)) if has
    ]
    text = (
        tr("The terminal can draw pictures ({kinds}).", kinds=tr(", ").join(kinds))
        if kinds
        else tr("The terminal draws no pictures: they open in another program.")
    )
    return _finding("pictures", Severity.OK, text)


def _finding(name: str, severity: Severity, message: str, remedy: str = "") -> Finding:
    return Finding(Subject.TERMINAL, f"terminal.{name}", severity, message, remedy)
