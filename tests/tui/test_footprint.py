"""What a start carries that shows a list and nothing else: a rule that one import at the wrong place breaks."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.terminal import Terminal

_READER = """
import json, sys
from pathlib import Path
from reader.cli.main import main
main([{folder!r}])
Path({out!r}).write_text(json.dumps(sorted(sys.modules)))
"""
_NOT_FOR_A_LIST = (
    "_hashlib",
    "argparse",
    "bs4",
    "concurrent.futures.process",
    "frontmatter",
    "html",
    "lxml",
    "markdown_it",
    "markdownify",
    "numpy",
    "pygments",
    "reader.convert",
    "reader.library.extract",
    "reader.library.loading",
    "reader.library.story",
    "reader.library.suggest",
    "reader.store.load",
    "reader.text.pinyin",
    "reader.text.numerals",
    "reader.text.when",
    "reader.typeset.prepare",
    "selectolax",
    "ssl",
    "yaml",
)


def test_a_list_of_known_posts_needs_nothing_that_reads_or_converts(
    small_archive: Path, tmp_path: Path
) -> None:
    """Once there is an index, a list alone on the screen is shown, compared with the files and left."""
    out = tmp_path / "modules.json"
    folders = {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    program = _READER.format(folder=str(small_archive), out=str(out))
    for _ in range(2):
        terminal = Terminal([sys.executable, "-c", program], size=(80, 24), env=folders, is_fresh=True)
        try:
            terminal.wait_for("8 unread")
            terminal.type("Q")
            assert terminal.wait() == 0, terminal.last_words
        finally:
            terminal.close()
    loaded = json.loads(out.read_text())
    assert "reader.tui.screens.main" in loaded
    assert [name for name in _NOT_FOR_A_LIST if name in loaded] == []
