"""What packaging does besides copying files: it compiles the catalogues of the languages, and makes the man pages."""

from __future__ import annotations

import runpy
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILED = "reader/locale/*/LC_MESSAGES/reader.mo"


class CatalogueHook(BuildHookInterface[Any]):
    """Compiles the catalogues for a wheel and for an editable installation; a wheel has man pages, too."""

    _pages: str | None = None
    """a folder for the pages until the wheel is written"""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before files are gathered; compiled ones are not under version control."""
        compile_catalogues(Path(self.root))
        build_data["artifacts"].append(COMPILED)
        if self.target_name == "wheel" and version == "standard":
            self._pages = tempfile.mkdtemp()
            written = runpy.run_path(str(Path(self.root) / "docs" / "man_pages.py"))["write"](
                Path(self._pages)
            )
            build_data["shared_data"] |= {f"{self._pages}/{page}": f"share/man/{page}" for page in written}

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was made for the wheel alone."""
        if self._pages is not None:
            shutil.rmtree(self._pages)


def compile_catalogues(root: Path) -> None:
    """Compile each catalogue of a checkout that is newer than its compiled form."""
    for source in sorted(root.glob("reader/locale/*/LC_MESSAGES/reader.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        from babel.messages.mofile import (
            write_mo,
        )  # the tests ask each time, and there is seldom anything to compile
        from babel.messages.pofile import read_po

        with source.open("rb") as stream:
            catalogue = read_po(stream)
        part = compiled.with_suffix(".part")
        with part.open("wb") as stream:
            write_mo(stream, catalogue)
        part.replace(compiled)
