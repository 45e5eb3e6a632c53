"""List small changes to the code that no test notices. Started by hand; nothing in the gate depends on it.

    python bench/mutate.py reader/query/facets.py
    git diff main -- reader | python bench/mutate.py --seconds 1200 -
    python bench/mutate.py --tests tests/tui/test_facets.py --most 40 reader/query/facets.py

Each mutant differs from the code in one place: a comparison, a number, `and` for `or`, a condition without its `not`,
`None` for a result, a statement left out. For each of them the tests that mirror the file are run, `tests/a/test_b.py`
for `reader/a/b.py`, or the nearest folder of tests where that file does not exist. A mutant that passes is a survivor:
either a test is missing, or the change makes no difference. Survivors are printed as they are found.

Where there are more mutants than `--most`, or `--seconds` end before they do, a sample is tried, always the same for
one `--seed`. The mutants are written into a copy of the checkout in a temporary folder, so the files themselves are
never changed, however the program ends.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
_LEAST_TIMEOUT = 20.0
_TIMES_SLOWER = 5
"""a mutant whose tests take so many times as long as those of the unchanged code counts as noticed: it hangs"""

_TEST_RESULTS = (
    pytest.ExitCode.OK,
    pytest.ExitCode.TESTS_FAILED,
    pytest.ExitCode.INTERRUPTED,  # a test module cannot be imported
)

_COMPARISONS: dict[type[ast.cmpop], ast.cmpop] = {
    ast.Eq: ast.NotEq(),
    ast.NotEq: ast.Eq(),
    ast.Lt: ast.LtE(),
    ast.LtE: ast.Lt(),
    ast.Gt: ast.GtE(),
    ast.GtE: ast.Gt(),
    ast.Is: ast.IsNot(),
    ast.IsNot: ast.Is(),
    ast.In: ast.NotIn(),
    ast.NotIn: ast.In(),
}
_CONNECTIVES: dict[type[ast.boolop], ast.boolop] = {ast.And: ast.Or(), ast.Or: ast.And()}
_SUMS: dict[type[ast.operator], ast.operator] = {ast.Add: ast.Sub(), ast.Sub: ast.Add()}
_DELETABLE = (ast.Expr, ast.Assign, ast.AugAssign, ast.Raise, ast.Continue, ast.Break)


class Mutant(NamedTuple):
    """One change."""

    file: Path
    """relative to the checkout"""
    line: int
    """from 1"""
    start: int
    end: int
    """offsets in the bytes of the file"""
    old: str
    new: str

    def __str__(self) -> str:
        old, new = (" ".join(text.split()) for text in (self.old, self.new))
        return f"{self.file}:{self.line}: {_cut(old)}  ->  {_cut(new)}"


def mutants(file: Path, source: bytes, lines: frozenset[int] | None = None) -> list[Mutant]:
    """Return the mutants of a file, in the order of its lines; only those that begin in `lines`, if given."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = []
    for node, new in _changes(ast.parse(source)):
        assert node.end_lineno is not None and node.end_col_offset is not None
        if lines is not None and node.lineno not in lines:
            continue
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[node.end_lineno - 1] + node.end_col_offset
        found.append(Mutant(file, node.lineno, start, end, source[start:end].decode(), new))
    return sorted(set(found), key=lambda mutant: (mutant.start, mutant.end, mutant.new))


def _changes(tree: ast.Module) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Yield each place that can be changed with the text that takes its place."""
    waiting: list[tuple[ast.AST, bool]] = [(tree, False)]
    while waiting:
        node, is_in_function = waiting.pop()
        if isinstance(node, ast.expr):
            for changed in _changed_expressions(node):
                yield node, f"({ast.unparse(changed)})"
        elif isinstance(node, ast.stmt):
            yield from ((node, text) for text in _changed_statements(node, is_in_function=is_in_function))
        inside = is_in_function or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        waiting += [(child, inside) for child in _children(node)]


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a node that do something: no annotations, no decorators, no imports for types alone."""
    if isinstance(node, ast.JoinedStr):
        return  # before Python 3.12 the places in it are not those in the file
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params", "bases"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield child


def _changed_expressions(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Compare(left, [first, *rest], comparators):
            yield ast.Compare(left, [_COMPARISONS[type(first)], *rest], comparators)
        case ast.BoolOp(operator, values):
            yield ast.BoolOp(_CONNECTIVES[type(operator)], values)
        case ast.BinOp(left, ast.Add() | ast.Sub() as operator, right):
            yield ast.BinOp(left, _SUMS[type(operator)], right)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.IfExp(test, body, orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() as value):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))


def _changed_statements(node: ast.stmt, *, is_in_function: bool) -> Iterator[str]:
    match node:
        case ast.Return(value) if value is not None and ast.unparse(value) != "None":
            yield "return None"
        case ast.Expr(ast.Constant()):  # a docstring, or `...`
            pass
        case ast.Expr(ast.Yield() | ast.YieldFrom()):
            pass  # without it the function may be no generator any more
        case _ if is_in_function and isinstance(node, _DELETABLE):
            yield "pass"


def _cut(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


# What to change, and what to run


def changed_lines(diff: Iterable[str]) -> dict[Path, frozenset[int]]:
    """Return the lines that a unified diff adds to the Python files of `reader`, with their numbers afterwards."""
    found: dict[Path, set[int]] = {}
    file, number = Path(), 0
    for line in diff:
        if line.startswith("+++ "):
            file = Path(re.sub(r"^(b/)?", "", line[4:].strip()))
        elif hunk := re.match(r"@@ -\S+ \+(\d+)", line):
            number = int(hunk[1])
        elif line.startswith("+"):
            found.setdefault(file, set()).add(number)
            number += 1
        elif line.startswith(" "):
            number += 1
    return {
        file: frozenset(lines)
        for file, lines in found.items()
        if file.parts[0] == "reader" and file.suffix == ".py"
    }


def tests_of(file: Path) -> Path:
    """Return the tests that mirror a file, or the nearest folder that holds them, relative to the checkout."""
    place = Path("tests", *file.parts[1:-1])
    mirror = place / f"test_{file.stem}.py"
    if (ROOT / mirror).exists():
        return mirror
    while not (ROOT / place).exists():
        place = place.parent
    return place


def run(tests: Sequence[Path], folder: Path, seconds: float) -> bool:
    """Return whether the tests pass in this checkout, and in time. Raise SystemExit where they cannot be run."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *map(str, tests)]
    # The same examples for each mutant: chance must not decide whether it survives.
    env = {**os.environ, "CI": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=env, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    if done.returncode not in _TEST_RESULTS:
        raise SystemExit(f"{done.stdout}{done.stderr}")
    return done.returncode == pytest.ExitCode.OK


def _copy(folder: Path) -> None:
    """Copy the files of the checkout, those that are not committed too."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def try_all(chosen: Sequence[Mutant], tests: Sequence[Path], seconds: float) -> None:
    """Run the tests for each mutant until the time is over, and print the survivors and a summary."""
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        _copy(folder)
        timeouts = {}
        for file in {mutant.file for mutant in chosen}:
            began = time.monotonic()
            if not run(tests or [tests_of(file)], folder, seconds):
                raise SystemExit(f"the tests of {file} do not pass as it is")
            timeouts[file] = _LEAST_TIMEOUT + _TIMES_SLOWER * (time.monotonic() - began)
        tried = survived = 0
        for mutant in chosen:
            if time.monotonic() > end:
                break
            source = (ROOT / mutant.file).read_bytes()
            changed = source[: mutant.start] + mutant.new.encode() + source[mutant.end :]
            (folder / mutant.file).write_bytes(changed)
            passes = run(tests or [tests_of(mutant.file)], folder, timeouts[mutant.file])
            (folder / mutant.file).write_bytes(source)
            tried += 1
            if passes:
                survived += 1
                print(mutant, flush=True)
    print(f"{survived} of {tried} mutants survived; {len(chosen) - tried} were not tried for lack of time")


def main() -> None:
    """Make the mutants of the named files and try them."""
    parser = argparse.ArgumentParser(description="List small changes to the code that no test notices.")
    parser.add_argument("files", nargs="+", help="files below reader/, or - for the lines of a diff on stdin")
    parser.add_argument("--most", type=int, default=100, help="mutants that are tried at most")
    parser.add_argument("--seconds", type=float, default=600, help="after which no further one is tried")
    parser.add_argument("--seed", type=int, default=0, help="which sample is tried")
    parser.add_argument("--tests", nargs="+", type=Path, default=[], help="run these in place of the mirror")
    arguments = parser.parse_args()
    wanted: dict[Path, frozenset[int] | None] = {}
    for name in arguments.files:
        if name == "-":
            wanted.update(changed_lines(sys.stdin))
        else:
            wanted[Path(name).resolve().relative_to(ROOT)] = None
    found = [
        mutant
        for file, lines in wanted.items()
        for mutant in mutants(file, (ROOT / file).read_bytes(), lines)
    ]
    chosen = random.Random(arguments.seed).sample(found, min(len(found), arguments.most))
    print(f"{len(found)} mutants, {len(chosen)} are tried", flush=True)
    try_all(chosen, arguments.tests, arguments.seconds)


if __name__ == "__main__":
    main()
