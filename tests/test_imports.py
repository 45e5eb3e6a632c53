"""What a start imports: a fresh interpreter tells."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_COMMANDS = {
    "version": "main(['--version'])",
    "list": "main(['list', '--archive', {folder!r}])",
    "tags": "main(['tags', '--archive', {folder!r}])",
}
_OF_AN_INDEX = {
    "show": (
        "main(['show', 'post.md', '--archive', {folder!r}])",
        (
            "textual",
            "rich",
            "pygments",
            "numpy",
            "soupsieve.css_parser",
            "chardet.detector",
            "reader.library.extract",
        ),
    ),
    "locate": (
        "main(['locate', 'post.md', '--archive', {folder!r}])",
        ("bs4", "markdownify", "selectolax", "yaml"),
    ),
    "list": (
        "main(['list', '字', '--archive', {folder!r}])",
        (
            "reader.library.refresh",
            "reader.library.extract",
            "reader.store.load",
            "subprocess",
            "textual",
        ),
    ),
    "stats": (
        "main(['stats', '--archive', {folder!r}])",
        ("reader.library.refresh", "reader.store.load", "bs4", "textual"),
    ),
}
"""commands on an archive that the index has, and what they must not import"""
_HEAVY = ("textual", "rich", "bs4", "markdownify", "markdown_it", "pygments")


def _loaded(code: str, *names: str) -> list[str]:
    """Which of the modules a fresh interpreter has loaded after running `code`."""
    program = (
        "import sys\ntry:\n    " + code + "\nexcept SystemExit:\n    pass\n"
        f"print('loaded', *[name for name in {names!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stderr.strip().splitlines()[-1].split()[1:]


@pytest.mark.parametrize("name", _COMMANDS)
def test_a_command_in_a_pipe_needs_no_screen_and_no_converter(name: str, tmp_path: Path) -> None:
    """Textual alone costs 150 ms, the converter 90 ms: a list of posts waits for neither."""
    (tmp_path / "post.md").write_text(
        "---\ntitle: One\ndate: 2024-01-01\n---\n<div><p>Text.</p></div>\n", encoding="utf-8"
    )
    code = "from reader.cli.main import main; " + _COMMANDS[name].format(folder=str(tmp_path))
    assert _loaded(code, *_HEAVY) == []


def test_the_screens_start_without_the_converter() -> None:
    """The first frame shows no article yet, so what converts one is imported later."""
    assert _loaded("import reader.tui.app", "bs4", "markdownify", "selectolax", "frontmatter", "yaml") == []


def test_numpy_is_for_the_processes_that_read() -> None:
    """Its import takes 150 ms: the program that starts and waits for them does without."""
    code = "import reader.tui.app, reader.library.loading, reader.library.extract, reader.index"
    assert _loaded(code, "numpy") == []


@pytest.mark.parametrize("name", _OF_AN_INDEX)
def test_what_the_index_knows_is_not_read_again(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that compares or converts files is imported while the folders are as they were; `show` converts one post."""
    folder = tmp_path / "news"
    folder.mkdir()
    file = folder / "post.md"
    file.write_text("---\ntitle: One\ndate: 2024-01-01\n---\n<div><p>字。</p></div>\n", encoding="utf-8")
    for place in (file, folder):
        os.utime(place, (1_700_000_000, 1_700_000_000))
    for variable in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    # When the system noted a change of a folder cannot be set.
    settled = "from reader.library import freshness; freshness._SETTLED_NS = -10**12; "
    _loaded(f"{settled}from reader.cli.main import main; main(['list', '--archive', {str(folder)!r}])")
    code, names = _OF_AN_INDEX[name]
    assert _loaded("from reader.cli.main import main; " + code.format(folder=str(folder)), *names) == []
