"""`reader config`: the settings in force and where they are from; prints, sets and unsets one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from reader import paths
from reader.cli.arguments import Arguments, as_text
from reader.cli.listing import Listing, Output, tabbed
from reader.cli.output import DIM, is_terminal, note, pad, styled
from reader.config import Loaded, Origin
from reader.config.kinds import InvalidValueError
from reader.config.listing import InForce, Named, in_force, named, one_in_force
from reader.config.messages import THEME, as_sentence, unknown
from reader.config.theme_files import names_in, own_theme, theme_folder
from reader.errors import SettingsError, UsageError
from reader.language import tr
from reader.text.safe import clean_line
from reader.text.safe_json import to_json
from reader.typeset.cells import cell_len

_WORDS = {"get": "get NAME", "set": "set NAME VALUE", "unset": "unset NAME", "init": "init"}
"""what can be done, as it is written"""
_GAP = "  "


def run(arguments: Arguments) -> int:
    """Print the settings, or change one; return the exit code, 1 if any of them is wrong.

    Raise UsageError and SettingsError.
    """
    file = paths.settings_file()
    if arguments.path:
        print(clean_line(str(file)))
        return 0
    words = [as_text(word) for word in arguments.words]
    if words[:1] == ["init"] and len(words) == 1:
        return _init(file)
    loaded: Loaded = arguments.loaded
    if not words:
        ambiguous = loaded.settings.ambiguous_width
        output = Output(arguments, "config", ambiguous=ambiguous)
        output.print(Listing(in_force(loaded, file), _shape, _plain, partial(_lines, ambiguous=ambiguous)))
        return _noted(_all_problems(loaded, file))
    usage = _WORDS.get(words[0])
    if usage is None:
        raise UsageError(
            tr(
                "{word} is not an action on settings; the actions are {words}.",
                word=words[0],
                words=", ".join(_WORDS),
            )
        )
    which = named(words[1], loaded.settings) if len(words) > 1 else None
    takes_more = words[0] == "set" and which is not None and which.setting.kind.is_list
    if which is None or (len(words) != len(usage.split()) and not (takes_more and len(words) > 2)):
        raise UsageError(tr("This is written so: {command}.", command=f"reader config {usage}"))
    if words[0] == "get":
        _print_one(one_in_force(which, loaded, file), arguments)
        return _noted(loaded.problems)
    if words[0] == "set":
        _set(which, words[2:], file)
    else:
        from reader.config.writing import unset_value  # imports tomlkit: 30 ms

        unset_value(file, which.path)
    if len(which.path) == 1 and os.environ.get(which.setting.variable):
        note(tr("{variable} is set and overrides the file.", variable=which.setting.variable))
    return 0


def _init(file: Path) -> int:
    from reader.config.sample import sample
    from reader.config.writing import create

    create(file, sample())
    note(tr("{file} holds every setting with its default, in comments.", file=clean_line(str(file))))
    return 0


def _all_problems(loaded: Loaded, file: Path) -> Sequence[object]:
    """Return what is wrong with the settings, the keys and the theme that they name."""
    from reader.tui.keys.keymap import in_file, keymap  # getting and setting one value need no keys

    keys = keymap(loaded.settings.keys_preset, loaded.settings.keys).problems
    return [*loaded.problems, *in_file(keys, file), *wrong_in_theme(loaded, file)]


def _noted(problems: Sequence[object]) -> int:
    """Note problems on stderr; return the exit code."""
    for problem in problems:
        note(clean_line(str(problem)))
    return 1 if problems else 0


def wrong_in_theme(loaded: Loaded, file: Path) -> Sequence[SettingsError]:
    """Return what is wrong with the theme that the settings in a file name, or in its files."""
    name, folder = loaded.settings.theme, theme_folder(file)
    if not name or loaded.origin("theme") is Origin.DEFAULT:
        return ()
    from reader.tui.themes import known_to_files, unknown_theme

    if name not in themes_beside(file):
        return (SettingsError(unknown_theme(name, loaded, file, folder)),)
    return own_theme(name, folder, known_to_files()).problems if name in names_in(folder) else ()


def themes_beside(file: Path) -> list[str]:
    """Return the names of all themes, those of the user beside the settings file, too."""
    from reader.tui.themes import theme_names  # imports Textual: 50 ms

    return theme_names(theme_folder(file))


def _set(which: Named, words: Sequence[str], file: Path) -> None:
    """Write a value, once it is checked. Raise UsageError or SettingsError."""
    kind = which.setting.kind
    if kind.is_table:
        raise UsageError(
            tr(
                "{name} is a table: name what in it is to be set, as {example}.",
                name=which.name,
                example=_IN_TABLE[which.path[0]],
            )
        )
    plain = list(words) if kind.is_list else kind.from_text(words[0])
    try:
        value = kind.typed(plain)
        if which.path == ("theme",):
            _check_theme(words[0], file)
    except InvalidValueError as error:
        shown = clean_line(" ".join(words))
        raise UsageError(
            tr(
                "{place} cannot be {value}. Allowed: {allowed}.",
                place=which.name,
                value=shown,
                allowed=error,
            )
        ) from error
    from reader.config.writing import set_value  # imports tomlkit: 30 ms

    set_value(file, which.path, kind.plain(value))


_IN_TABLE = {"keys": "keys.mark.star", "archive": 'archive."~/news".zone'}


def _check_theme(name: str, file: Path) -> None:
    """Raise UsageError if there is no such theme."""
    if name and name not in (names := themes_beside(file)):
        raise UsageError(as_sentence(unknown(name, names, THEME)))


def _shown(plain: object) -> str:
    """Return a value on one line: texts bare, others as JSON writes them."""
    if isinstance(plain, str):
        return clean_line(plain)
    if isinstance(plain, list) and all(isinstance(each, str) for each in plain):
        return _GAP.join(map(clean_line, plain))
    return to_json(plain)


def _from(each: InForce) -> str:
    """Return where a value is from: for people in their language, in a pipe as in JSON."""
    if is_terminal():
        return each.told
    if each.origin is Origin.VARIABLE:
        return each.place
    return f"{each.origin}, {each.place}" if each.place else each.origin.value


def _shape(each: InForce) -> dict[str, object]:
    return {
        "name": each.named.name,
        "value": each.plain,
        "default": each.named.setting.kind.plain(each.named.setting.default),
        "origin": each.origin.value,
        "place": each.place,
    }


def _texts(rows: Iterable[InForce]) -> Iterator[tuple[str, str, str]]:
    return ((clean_line(each.named.name), _shown(each.plain), _from(each)) for each in rows)


def _plain(rows: Iterable[InForce]) -> Iterator[str]:
    return map(tabbed, _texts(rows))


def _lines(rows: Iterable[InForce], columns: int, *, ambiguous: int) -> Iterator[str]:
    rows = list(rows)
    texts = list(_texts(rows))

    def widest(place: int) -> int:
        return max((cell_len(text[place], ambiguous) for text in texts), default=0)

    names = min(widest(0), columns // 2)
    values = min(max(columns - names - widest(2) - 2 * len(_GAP), 0), widest(1))
    for (name, value, origin), each in zip(texts, rows, strict=True):
        codes = (DIM,) if each.origin is Origin.DEFAULT else ()
        shown = styled(pad(value, values, ambiguous), *codes)
        yield _GAP.join((pad(name, names, ambiguous), shown, styled(origin, DIM)))


def _print_one(each: InForce, arguments: Arguments) -> None:
    if arguments.json or arguments.ndjson:
        print(to_json(_shape(each), indent=None if arguments.ndjson else 2))
        return
    values: Iterable[object] = each.plain if isinstance(each.plain, list) else [each.plain]
    for value in values:
        print(_shown(value))
