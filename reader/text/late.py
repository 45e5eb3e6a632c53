"""Regular expressions that are compiled when they are first used.

A start shows its first rows before most patterns of the query language and of the search are needed, and compiling
those takes a fifth of its time.
"""

from __future__ import annotations

import re
from typing import cast

_METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")


class _LatePattern:
    """Stands for a pattern; knows its methods itself once it is compiled."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._late = pattern, flags

    def __getattr__(self, name: str) -> object:
        if name.startswith(
            "_"
        ):  # copying and pickling look for names of their own, also before `__init__` has run
            raise AttributeError(name)
        compiled = re.compile(*self._late)
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return getattr(compiled, name)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does, compiled at the first use, when a mistake in the pattern raises `re.error`.

    It has the methods and attributes of a pattern but is not one for `isinstance` and for functions of `re`.
    """
    return cast("re.Pattern[str]", _LatePattern(pattern, flags))
