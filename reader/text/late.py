"""Regular expressions that are compiled, and modules that are imported, when they are first used.

A start shows its first rows before most patterns of the query language and of the search are needed, and compiling
those takes a fifth of its time. Showing one post uses few of the patterns that the converter knows.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
from types import ModuleType
from typing import AnyStr, cast

_METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")


class _LatePattern:
    """Stands for a pattern; knows its methods itself once it is compiled."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._late = pattern, flags

    def __getattr__(self, name: str) -> object:
        # Copying and pickling look for names of their own, also before `__init__` has run.
        if name.startswith("_"):
            raise AttributeError(name)
        pattern, flags = self._late
        compiled = re.compile(pattern, flags)
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return getattr(compiled, name)


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` does, compiled at the first use, when a mistake in the pattern raises `re.error`.

    It has the methods and attributes of a pattern but is not one for `isinstance` and for functions of `re`.
    """
    return cast("re.Pattern[AnyStr]", _LatePattern(pattern, flags))


class _LateModule(ModuleType):
    """Stands for a module until something of it is asked for, which imports it."""

    def __getattr__(self, name: str) -> object:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def import_late(name: str) -> None:
    """Let a top-level module that others import on their own be loaded only when something of it is used."""
    if name not in sys.modules and importlib.util.find_spec(name) is not None:
        sys.modules[name] = _LateModule(name)
