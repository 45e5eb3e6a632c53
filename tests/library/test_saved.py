"""Saved searches with their numbers."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from reader import paths
from reader.library import Library
from tests.library.conftest import Writer, load


def _counts(library: Library) -> dict[str, tuple[int, int, int]]:
    return {each.search.name: (each.posts, each.unread, each.new) for each in library.saved.counts()}


def test_posts_unread_and_new(library: Library, write: Writer) -> None:
    """New is what came since the user last looked; a search that was never looked at has nothing new."""
    write("2024-02-07-a.md", title="渡輪")
    write("2024-02-06-b.md", title="橋")
    load(library)
    library.searches.save("boats", "渡輪")
    library.searches.save("all", "date:2024")
    assert _counts(library) == {"all": (2, 2, 0), "boats": (1, 1, 0)}
    library.saved.look("boats")
    library.saved.look("all")
    library.mark_read([library.find("2024-02-06-b.md")], read=True)
    write("2020-01-01-c.md", title="渡輪又來", date="2024-01-01")
    load(library)
    assert _counts(library) == {"all": (3, 2, 1), "boats": (2, 2, 1)}
    library.saved.look("all")
    assert _counts(library) == {"all": (3, 2, 0), "boats": (2, 2, 1)}


def test_an_index_that_was_built_again(library: Library, write: Writer, tmp_path: Path) -> None:
    """What came since is told from the times of the files."""
    old = write("2024-02-07-a.md", title="渡輪")
    os.utime(old, (1_600_000_000, 1_600_000_000))
    load(library)
    library.searches.save("boats", "渡輪")
    library.saved.look("boats")
    shutil.rmtree(paths.cache_folder())
    write("2024-02-06-b.md", title="渡輪二")
    again = Library(library.archives, marks=library._marks._marks, zone=library.zone)
    load(again)
    assert _counts(again) == {"boats": (2, 2, 1)}


def test_a_last_look_that_is_none(library: Library, write: Writer, tmp_path: Path) -> None:
    """Nothing is new where another program wrote something else."""
    write("2024-02-07-a.md", title="渡輪")
    load(library)
    library.searches.save("boats", "渡輪")
    for value in ('["soon", 1, 2]', "[1e999, 1, 2]", f"[{10**40}, 1, 2]", "[1, 2]", "7", "{"):
        library.searches.look("boats", value)
        assert _counts(library) == {"boats": (1, 1, 0)}
    library.saved.look("boats")
    at, file, _ = json.loads(library.searches.looked()["boats"])
    library.searches.look("boats", json.dumps([at, file, 10**40]))
    assert _counts(library) == {"boats": (1, 1, 0)}


def test_a_query_that_can_not_be_read(library: Library, write: Writer) -> None:
    """It is listed, and the others are counted."""
    write("2024-02-07-a.md", title="渡輪")
    load(library)
    library.searches.save("fine", "渡輪")
    library.searches.save("of a later version", "(")
    assert _counts(library) == {"of a later version": (-1, 0, 0), "fine": (1, 1, 0)}


def test_saving_can_be_undone(library: Library, write: Writer) -> None:
    """With the key for all else."""
    library.searches.save("boats", "渡輪")
    library.searches.save("boats", "船")
    library.change_log.undo()
    assert library.searches.all() == [("boats", "渡輪")]
    library.change_log.undo()
    assert library.searches.all() == []
