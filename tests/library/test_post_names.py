"""Posts by name."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from reader.errors import PostError, PostNotFoundError
from reader.library import Library
from tests.library.conftest import Writer


class TestFind:
    """Posts in the archives, by path or its end."""

    @pytest.mark.parametrize("name", ["2024/a.md", "a.md", "./2024/a.md"])
    def test_by_path_or_its_end(self, library: Library, write: Writer, name: str) -> None:
        """The index need not be loaded; tags of the body are read."""
        write("2024/a.md", body="<p>Sea #wind</p>")
        post = library.find(name)
        assert (post.path, [tag.name for tag in post.tags]) == ("2024/a.md", ["港口", "wind"])
        assert len(library) == 0

    def test_by_path_on_disk(self, library: Library, write: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
        """The path may be absolute, or relative to the current folder."""
        file = write("2024/a.md")
        assert library.find(str(file)).path == "2024/a.md"
        monkeypatch.chdir(file.parent.parent.parent)
        assert library.find("archive/2024/a.md").path == "2024/a.md"

    @pytest.mark.parametrize(
        "name", ["b.md", "../outside.md", "", "2024", "4/a.md", "~nobody/a.md", "a\0.md", "\x1b[2J.md"]
    )
    def test_what_is_not_there(self, library: Library, write: Writer, archive: Path, name: str) -> None:
        """Files outside the archive, and folders, are not found either."""
        write("2024/a.md")
        (archive.parent / "outside.md").write_text("text")
        with pytest.raises(PostNotFoundError) as caught:
            library.find(name)
        assert "\x1b" not in str(caught.value)

    def test_the_newest_of_several(self, library: Library, write: Writer) -> None:
        """Of several posts whose paths end so, the newest is found."""
        write("2023-01-01/a.md")
        write("2024-01-01/a.md")
        assert library.find("a.md").path == "2024-01-01/a.md"


class TestFindAnywhere:
    """Posts named on a command line."""

    @pytest.mark.parametrize("name", ["2024/storm.md", "storm.md", "stor", "2024/s", "orm.m"])
    def test_a_part_of_the_path_is_enough_if_no_other_post_has_it(
        self, library: Library, write: Writer, name: str
    ) -> None:
        """The index need not be loaded."""
        write("2024/storm.md")
        write("2023/calm.md")
        assert library.named(name).path == "2024/storm.md"

    def test_a_part_that_several_paths_have_is_an_error(self, library: Library, write: Writer) -> None:
        """It counts the posts and lists ten of them."""
        for number in range(12):
            write(f"storm-{number}.md")
        with pytest.raises(PostError, match=r"12 posts may be meant by storm") as caught:
            library.named("storm")
        assert len(str(caught.value).splitlines()) == 12
        assert str(caught.value).endswith("and 2 more")

    def test_a_file_outside_the_archives_has_its_folder_as_its_archive(
        self, library: Library, write: Writer, tmp_path: Path
    ) -> None:
        """Any file on disk can be read, whatever its extension."""
        write("a.md")
        (tmp_path / "outside.text").write_text("---\ntitle: Outside\n---\ntext")
        post = library.named(str(tmp_path / "outside.text"))
        assert (post.archive, post.path, post.title) == (tmp_path, "outside.text", "Outside")

    @pytest.mark.parametrize("name", ["none", "", "b\0.md", "\x1b[2J"])
    def test_no_post_is_an_error(self, library: Library, write: Writer, name: str) -> None:
        """The error is safe to print."""
        write("2024/a.md")
        with pytest.raises(PostNotFoundError) as caught:
            library.named(name)
        assert "\x1b" not in str(caught.value)


class TestEquivalence:
    """Names as other file systems spell them: composed or decomposed."""

    @pytest.mark.parametrize(("stored", "asked"), [("NFC", "NFD"), ("NFD", "NFC")])
    @pytest.mark.parametrize("name", ["2024/카페.md", "카페.md", "카페"])
    def test_a_post_is_found_by_either_spelling(
        self, library: Library, write: Writer, stored: str, asked: str, name: str
    ) -> None:
        """Its path stays that of the file, its title is composed."""
        path = unicodedata.normalize(stored, "2024/카페.md")  # type: ignore[arg-type]
        write(path, title="")
        post = library.named(unicodedata.normalize(asked, name))  # type: ignore[arg-type]
        assert post.path == path
        assert post.title == "카페"

    @pytest.mark.parametrize(("stored", "asked"), [("NFC", "NFD"), ("NFD", "NFC")])
    def test_a_file_outside_of_the_archive(
        self, library: Library, archive: Path, stored: str, asked: str
    ) -> None:
        """It is opened by either spelling, too."""
        name = unicodedata.normalize(stored, "é.md")  # type: ignore[arg-type]
        (archive.parent / name).write_text("Text.", encoding="utf-8")
        asked_name = unicodedata.normalize(asked, str(archive.parent / "é.md"))  # type: ignore[arg-type]
        assert library.named(asked_name).path == name
