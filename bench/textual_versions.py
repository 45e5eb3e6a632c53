"""Run the journeys, terminal and engine tests against the oldest and the newest Textual that pyproject.toml allows.

    python bench/textual_versions.py [VERSION...] [--tests PATH...]

Each version is installed in a venv of its own in a temporary folder, and the tests run with the engine and without. Without VERSION, the bounds of `textual>=A,<B`
are tried: A itself, and whatever is newest below B. Exits with 1 where any test fails.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_TESTS = ("tests/tui/test_journeys.py", "tests/tui/test_terminal.py", "tests/tui/engine")


def bounds() -> tuple[str, str]:
    """Return what pip takes for the oldest and the newest Textual that is allowed."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    [requirement] = [one for one in project["dependencies"] if one.startswith("textual")]
    oldest = requirement.removeprefix("textual>=").partition(",")[0]
    return f"textual=={oldest}.*" if oldest.count(".") < 2 else f"textual=={oldest}", requirement


def oldest_of(python: Path, requirement: str) -> str:
    """Return the first release that a requirement such as `textual==8.2.*` allows."""
    prefix = requirement.removeprefix("textual==").removesuffix("*")
    if prefix == requirement.removeprefix("textual=="):
        return requirement
    listed = subprocess.run(
        [python, "-m", "pip", "index", "versions", "textual"], capture_output=True, text=True, check=True
    ).stdout
    [line] = [line for line in listed.splitlines() if line.startswith("Available versions:")]
    versions = [
        version for version in line.partition(":")[2].split(", ") if version.strip().startswith(prefix)
    ]
    return f"textual=={versions[-1].strip()}"


def run(requirement: str, tests: list[str]) -> bool:
    """Install the reader with this Textual and run the tests; return whether they pass."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        requirement = oldest_of(python, requirement)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--editable", f"{_ROOT}[test]", requirement],
            check=True,
        )
        shown = subprocess.run(
            [python, "-c", "import importlib.metadata as m; print(m.version('textual'), m.version('rich'))"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        print(f"== Textual {shown[0]}, Rich {shown[1]}", flush=True)
        codes = [
            subprocess.run(
                [python, "-m", "pytest", "-n", "2", *tests],
                cwd=_ROOT,
                env={**os.environ, "READER_ENGINE": setting},
                check=False,
            ).returncode
            for setting in ("", "plain")
        ]
        return not any(codes)


def main() -> int:
    """Try each version."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("versions", nargs="*", help="such as 8.2.1")
    parser.add_argument("--tests", nargs="+", default=list(_TESTS))
    arguments = parser.parse_args()
    wanted = [f"textual=={version}" for version in arguments.versions] or list(bounds())
    passed = [run(requirement, arguments.tests) for requirement in wanted]
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
