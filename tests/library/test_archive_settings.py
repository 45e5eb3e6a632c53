"""What the settings say of an archive: its name, its language, and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader import paths
from reader.config import ArchiveSettings
from reader.library import Library
from reader.library.archive_names import archive_names
from reader.query import parse
from reader.state.marks import Marks
from tests.library.conftest import TAIPEI

Opener = Callable[..., Library]


@pytest.fixture
def opened(archive: Path, tmp_path: Path) -> Opener:
    """Opens the archive as a new start does, and reads it."""

    def open_library(**said: object) -> Library:
        settings = ArchiveSettings(**said)  # type: ignore[arg-type]
        library = Library(
            [archive], marks=Marks(tmp_path / "marks"), zone=TAIPEI, settings_of=lambda _: settings
        )
        load(library)
        return library

    return open_library


def load(library: Library) -> None:
    """Read all posts."""
    for _ in library.load():
        pass


def write(archive: Path, path: str, text: str = "Words.", *lines: str) -> Path:
    """Write a post."""
    file = archive / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(["---", f"title: {Path(path).stem}", *lines, "---", text]), encoding="utf-8")
    return file


def found(library: Library, query: str = "") -> set[str]:
    """Return the paths of the posts that match."""
    return {row.post.path for row in library.select(parse(query))}


def test_what_is_left_out(archive: Path, opened: Opener) -> None:
    """It is not read, leaves the index when the settings change, and comes back with them."""
    for path in ("a.md", "drafts/b.md", "2019/c-old.md"):
        write(archive, path)
    assert found(opened()) == {"a.md", "drafts/b.md", "2019/c-old.md"}
    library = opened(leave_out=("drafts", "*-old.md"))
    assert found(library) == {"a.md"}

    changed = [write(archive, "drafts/d.md"), write(archive, "e.md"), write(archive, "new/drafts/f.md")]
    for _ in library.refresh([*changed[:2], changed[2].parent.parent]):
        pass
    assert found(library) == {"a.md", "e.md"}
    assert len(found(opened())) == 6


def test_left_out_from_the_first_start(archive: Path, opened: Opener) -> None:
    """Also among the posts that are shown before all files are known."""
    write(archive, "drafts/2024-01-02-a.md")
    write(archive, "2024-01-01-b.md")

    assert found(opened(leave_out=("drafts",))) == {"2024-01-01-b.md"}


def test_the_language_of_posts_that_name_none(archive: Path, opened: Opener) -> None:
    """The settings go over what the text shows, and the front matter over both; a change reads the posts again."""
    write(archive, "a.md", "東京都知事選挙結果。")
    write(archive, "b.md", "東京都知事選挙結果。", "lang: ko")
    assert "a.md" not in found(opened(), "lang:ja")
    library = opened(language="ja")

    assert found(library, "lang:ja") == {"a.md"}
    assert found(library, "lang:ko") == {"b.md"}
    assert found(opened(language="zh-hant"), "lang:hant") == {"a.md"}


@pytest.mark.parametrize(
    ("folders", "names"),
    [
        (["/x/oped2/_posts"], ["oped2"]),
        (["/x/oped/_posts", "/x/oped2/content/posts"], ["oped", "oped2"]),
        (["/x/site/_posts", "/x/site/_drafts"], ["site/_posts", "site/_drafts"]),
        (["/1/site/_posts", "/2/site/_posts"], ["1/site/_posts", "2/site/_posts"]),
        (["/a/news", "/b/news", "/b/old"], ["a/news", "b/news", "old"]),
        (["/posts"], ["posts"]),
        (["/home/ann/posts"], ["posts"]),
        (["/"], ["/"]),
        ([str(paths.tour_folder())], ["tour"]),
    ],
)
def test_names(folders: list[str], names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest folder whose name tells something; archives of one name are told apart by their paths."""
    monkeypatch.setenv("HOME", "/home/ann")
    found = archive_names([Path(folder) for folder in folders], lambda _: ArchiveSettings())

    assert list(found.values()) == names


def test_the_name_of_the_settings_goes_first() -> None:
    """Also where it is that of another folder, which then is called by more."""
    archives = [Path("/a/posts"), Path("/b/news")]
    given = {archives[0]: ArchiveSettings(name="news")}
    found = archive_names(archives, lambda archive: given.get(archive, ArchiveSettings()))

    assert list(found.values()) == ["news", "b/news"]
