"""Private names of Textual and Rich stay in `reader/tui/engine`."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

import reader

_ROOT = Path(reader.__file__).parent
_ENGINE = "tui/engine/"
_EXCEPTED: set[str] = set()
_LIBRARIES = ("textual", "rich")
_OF_NAMED_TUPLES = {"_replace", "_asdict", "_fields", "_make"}
_OF_ENUMS = {"_name_", "_value_"}
"""names that the documentation of `enum` gives to subclasses"""
_BY_NAME = ("getattr", "setattr", "hasattr", "delattr", "attrgetter", "vars")


def _modules() -> list[str]:
    # import-linter keeps both libraries from all other folders.
    files = sorted(
        file.relative_to(_ROOT).as_posix()
        for folder in ("tui", "cli")
        for file in (_ROOT / folder).rglob("*.py")
    )
    return [file for file in files if not file.startswith(_ENGINE) and file not in _EXCEPTED]


def _is_private(name: str) -> bool:
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


def _is_of_library(module: str) -> bool:
    return module.partition(".")[0] in _LIBRARIES


def _imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield each imported module with the name taken from it, or none."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.module, alias.name) for alias in node.names)


def _names_of_libraries(tree: ast.AST) -> set[str]:
    """Return the names by which a module knows Textual, Rich and what it took from them."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {
                (alias.asname or alias.name).partition(".")[0]
                for alias in node.names
                if _is_of_library(alias.name)
            }
        elif isinstance(node, ast.ImportFrom) and node.module and _is_of_library(node.module):
            names |= {alias.asname or alias.name for alias in node.names}
    return names


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _defined(tree: ast.AST) -> set[str]:
    """Return the names that classes give themselves: methods, class variables, slots, and what is set on `self`."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            names |= _class_names(node)
    return names


def _class_names(node: ast.ClassDef) -> set[str]:
    names = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(inner.name)
        elif isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store) and _root(inner) == "self":
            names.add(inner.attr)
    for statement in node.body:
        targets = statement.targets if isinstance(statement, ast.Assign) else ()
        if isinstance(statement, ast.AnnAssign):
            targets = (statement.target,)
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def _faults(code: str) -> list[str]:
    """Return what a module does with private names of Textual and Rich, as far as its text tells."""
    tree = ast.parse(code)
    libraries, own = _names_of_libraries(tree), _defined(tree) | _OF_NAMED_TUPLES | _OF_ENUMS
    others = {(name or module).partition(".")[0] for module, name in _imported(tree)} - libraries
    faults = [
        f"imports {module} {name}".strip()
        for module, name in _imported(tree)
        if _is_of_library(module) and any(map(_is_private, (*module.split("."), name)))
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            is_own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
            is_own = is_own or (isinstance(node.value, ast.Call) and _root(node.value) == "super")
            is_own = is_own or (isinstance(node.value, ast.Name) and node.value.id in others)
            if _is_private(node.attr) and not is_own and node.attr not in own:
                faults.append(f"line {node.lineno}: uses {ast.unparse(node)}")
            if isinstance(node.ctx, ast.Store | ast.Del) and _root(node) in libraries:
                faults.append(f"line {node.lineno}: sets {ast.unparse(node)}")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _BY_NAME:
            by_name = [part.value for part in node.args if isinstance(part, ast.Constant)]
            if any(isinstance(name, str) and _is_private(name) for name in by_name) or (
                node.func.id == "vars" and node.args and _root(node.args[0]) in libraries
            ):
                faults.append(f"line {node.lineno}: {ast.unparse(node)}")
    return faults


def test_no_private_name_is_imported_or_reached_for() -> None:
    """A name with an underscore is only reached for in an object of the module's own classes."""
    found = {module: _faults((_ROOT / module).read_text("utf-8")) for module in _modules()}
    assert {module: faults for module, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "code",
    [
        "from textual._compositor import Compositor",
        "import rich._unicode_data",
        "from rich.cells import _SINGLE_CELLS",
        "import rich.cells\nvars(rich.cells)['load_cell_table'] = None",
        "import rich.cells\nrich.cells.cell_len = len",
        "def size_of(widget):\n    return widget._size",
        "class Pane:\n    def paint(self):\n        self.screen._compositor.clear()",
        "def batched(app):\n    return getattr(app, '_batch_count')",
    ],
)
def test_the_text_of_a_module_gives_it_away(code: str) -> None:
    """The rule finds each way to use such a name."""
    assert _faults(code)


def test_own_private_names_are_no_fault() -> None:
    """A module may look into objects of its own classes."""
    code = "class Turn:\n    def __init__(self):\n        self._way = ()\n    def like(self, other):\n        return self._way == other._way"
    assert _faults(code) == []


# What classes take over from their bases


def _own_classes() -> Iterator[type]:
    for info in pkgutil.walk_packages([str(_ROOT / "tui")], "reader.tui."):
        file = info.name.replace(".", "/").removeprefix("reader/") + ".py"
        if info.ispkg or file.startswith(_ENGINE) or file in _EXCEPTED:
            continue
        module = importlib.import_module(info.name)
        yield from (
            value
            for value in vars(module).values()
            if isinstance(value, type) and value.__module__ == info.name
        )


@cache
def _body(cls: type) -> ast.ClassDef | None:
    try:
        [node, *_] = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    except (OSError, TypeError):
        return None
    return node if isinstance(node, ast.ClassDef) else None


@cache
def _private_names(cls: type) -> frozenset[str]:
    """Return the private names that a class defines, in its body or on `self`."""
    body = _body(cls)
    return frozenset(filter(_is_private, _class_names(body))) if body is not None else frozenset()


def _used_on_self(cls: type) -> set[str]:
    body = _body(cls)
    return {
        node.attr
        for node in (ast.walk(body) if body is not None else ())
        if isinstance(node, ast.Attribute)
        and (
            _root(node) == "super" or (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))
        )
    }


def _shared(cls: type) -> set[str]:
    """Return the private names of Textual and Rich that a class overrides, sets or reads on itself."""
    bases: Iterable[type] = (base for base in cls.__mro__ if _is_of_library(base.__module__))
    theirs = frozenset().union(*map(_private_names, bases))
    return theirs & (_private_names(cls) | _used_on_self(cls))


def test_no_class_shares_a_private_name_with_a_base_of_textual_or_rich() -> None:
    """Overriding such a name is using it, and so is having one by the same name by accident."""
    classes = list(_own_classes())
    assert len(classes) > 50
    assert {cls.__qualname__: names for cls in classes if (names := _shared(cls))} == {}
