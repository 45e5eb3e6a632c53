"""The house of the screens: one base, features that do not know each other, commands called by their ids."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from textual.screen import Screen

import reader.tui
from reader.tui.dispatch import CommandScreen

_TUI = Path(reader.tui.__file__).parent
_FEATURES = sorted((_TUI / "features").rglob("*.py"))
_OUR_BASES = {"CommandList", "CommandScreen", "FootedScreen", "PaintingScreen", "Dialog"}
"""the small base of all screens, the footer, the painting of the main one, and the frame of dialogs"""


def _screens() -> Iterator[type]:
    for module in walk_packages(reader.tui.__path__, "reader.tui."):
        for value in vars(import_module(module.name)).values():
            is_ours = isinstance(value, type) and value.__module__ == module.name
            if is_ours and issubclass(value, Screen):
                yield value


def _imported(file: Path) -> set[str]:
    """The modules that a file imports, also those for types alone."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found


def _feature(module: str) -> str:
    """The feature that a module belongs to; empty for none."""
    parts = module.split(".")
    return parts[3] if parts[:3] == ["reader", "tui", "features"] and len(parts) > 3 else ""


def test_no_screen_inherits_from_another() -> None:
    """But for one small base, a screen's code stands in its own class."""
    screens = {screen.__name__: screen for screen in _screens()}
    assert {"MainScreen", "TrendScreen", "HelpScreen"} <= screens.keys()
    towers = {
        name: [base.__name__ for base in screen.__mro__[1:] if base.__name__ in screens.keys() - _OUR_BASES]
        for name, screen in screens.items()
        if name not in _OUR_BASES
    }
    assert {name: bases for name, bases in towers.items() if bases} == {}


def test_no_feature_imports_another() -> None:
    """A feature can be read, changed and deleted alone; only the main screen knows them all."""
    assert len(_FEATURES) > 20
    others = {}
    for file in _FEATURES:
        path = file.relative_to(_TUI)
        own = _feature(".".join(("reader", "tui", *path.with_suffix("").parts)))
        others[str(path)] = {_feature(module) for module in _imported(file)} - {"", own}
    assert {path: features for path, features in others.items() if features} == {}


@pytest.mark.parametrize(
    "name",
    [
        "facets", "time_strip", "story", "find", "script", "suggestions", "copies", "history", "watching", "trends",
        "contexts", "highlights",
    ],
)  # fmt: skip
def test_a_feature_is_found_by_its_name(name: str) -> None:
    """In one place of the tree: a module, or a folder where it takes several."""
    places = [path for path in (_TUI / "features").iterdir() if path.stem == name]
    assert len(places) == 1


def test_every_screen_takes_its_keys_from_the_table() -> None:
    """No screen or widget of ours has bindings beside the one table."""
    with_bindings = [
        value.__qualname__
        for module in walk_packages(reader.tui.__path__, "reader.tui.")
        for value in vars(import_module(module.name)).values()
        if isinstance(value, type) and value.__module__ == module.name and vars(value).get("BINDINGS")
    ]
    assert with_bindings == []
    assert issubclass(import_module("reader.tui.screens.main").MainScreen, CommandScreen)
