"""The wheel works alone: built, installed into a fresh environment, started outside the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from reader.cli.arguments import COMMANDS
from tests.terminal import Terminal

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel and what it names, nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder)
    pip = [sys.executable, "-m", "pip", "--python", folder, "install", "--quiet", "--no-compile", "--no-deps"]
    subprocess.run([*pip, wheel], check=True, stderr=subprocess.DEVNULL)
    (packages,) = folder.glob("lib/python*/site-packages")
    (named,) = metadata.distributions(path=[str(packages)], name="news-archive-reader")
    # What it names is there already; a registry would be asked for a minute.
    places = {
        distribution.locate_file(file.parts[0])
        for distribution in _needed(named)
        for file in distribution.files or ()
    }
    for place in map(Path, map(str, places)):
        if place.name not in ("..", "__pycache__"):
            (packages / place.name).symlink_to(place)
    return folder / "bin"


def _needed(distribution: metadata.Distribution) -> list[metadata.Distribution]:
    """Return what a distribution needs without its extras, and all that these need."""
    needed: dict[tuple[str, str], metadata.Distribution] = {}
    waiting = [(distribution, "")]
    while waiting:
        one, extra = waiting.pop()
        for required in map(Requirement, one.requires or ()):
            if required.marker is not None and not required.marker.evaluate({"extra": extra}):
                continue
            for wanted in ("", *required.extras):
                if (required.name.lower(), wanted) not in needed:
                    needed[required.name.lower(), wanted] = found = metadata.distribution(required.name)
                    waiting.append((found, wanted))
    return list(needed.values())


def test_the_wheel_carries_styles_tour_and_types(wheel: Path) -> None:
    """Everything that a start needs lies inside."""
    names = zipfile.ZipFile(wheel).namelist()
    for folder, ending in (("styles", ".tcss"), ("posts", ".md")):
        ours = {path.relative_to(ROOT / folder).as_posix() for path in (ROOT / folder).rglob(f"*{ending}")}
        carried = {
            name.removeprefix(f"reader/data/{folder}/")
            for name in names
            if name.startswith(f"reader/data/{folder}/")
        }
        assert ours
        assert ours <= carried
    assert "reader/py.typed" in names
    assert [name for name in names if name.startswith(("tests", "bench"))] == []


def test_the_wheel_brings_what_shells_look_for(wheel: Path) -> None:
    """Completions lie where each shell looks beside the program, and man pages where man does."""
    names = {name.partition(".data/data/")[2] for name in zipfile.ZipFile(wheel).namelist()}
    assert {
        "share/bash-completion/completions/reader",
        "share/zsh/site-functions/_reader",
        "share/fish/vendor_completions.d/reader.fish",
        "share/man/man7/reader-handbook.7",
        *(f"share/man/man1/{name}.1" for name in ("reader", *(f"reader-{command}" for command in COMMANDS))),
    } <= names


def test_the_installed_command_lists_the_tour(installed: Path, tmp_path: Path) -> None:
    """Outside the checkout and without an archive, the tour that came with the wheel is read."""
    done = subprocess.run(
        [installed / "reader", "list", "--no-fold", "--json"], cwd=tmp_path, capture_output=True, check=True,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    posts = json.loads(done.stdout)
    assert len(posts) == len(list((ROOT / "posts").rglob("*.md")))
    assert {post["archive"] for post in posts} != {str(ROOT / "posts")}


def test_the_installed_screens_start(installed: Path, tmp_path: Path) -> None:
    """The screens come up with their styles, and an article is converted and shown."""
    terminal = Terminal(
        [str(installed / "reader")], size=(120, 40), env={"HOME": str(tmp_path)}, cwd=tmp_path
    )
    try:
        terminal.wait_for("Welcome")
        terminal.type("\r")
        terminal.wait_for("從這裡開始")
        terminal.type("\r")
        terminal.wait_for("歡迎")
        terminal.type("Q")
        assert terminal.wait() == 0, terminal.last_words
    finally:
        terminal.close()
