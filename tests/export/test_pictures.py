"""Pictures that lie in an archive, in exports that can hold them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from reader.export.exporting import export
from reader.export.formats import FORMATS
from reader.export.options import Options
from reader.library import Library
from tests.export.conftest import Select, Written

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
SHOWN = Options(has_pictures=True)


@pytest.fixture
def post(archive: Path, library: Library, tmp_path: Path) -> Path:
    """A post with a picture beside it, one above it, one that lies outside of the archive, and one that is none."""
    (archive / "notes" / "a b.png").write_bytes(PNG)
    (archive / "top.gif").write_bytes(b"GIF89a" + bytes(40))
    (archive / "notes" / "text.png").write_text("no picture")
    (tmp_path / "secret.png").write_bytes(PNG)
    (archive / "notes" / "link.png").symlink_to(tmp_path / "secret.png")
    names = ("a%20b.png", "https://example.org/p/a%20b.png", "/top.gif", "../../secret.png", "link.png", "text.png",
             "https://elsewhere.example/p/a%20b.png")  # fmt: skip
    figures = "".join(f'<figure><img src="{name}"><figcaption>圖</figcaption></figure>' for name in names)
    file = archive / "notes" / "pictures.md"
    file.write_text(f"---\ntitle: Pictures\nfrom: https://example.org/p/x\n---\n<p>Text.</p>{figures}\n")
    list(library.load())
    return file


@pytest.mark.usefixtures("post")
def test_pictures_of_the_archive_are_in_the_export(select: Select, written: Written, tmp_path: Path) -> None:
    """Each file once, however often it is shown; nothing from outside of the archive, and only if that is asked for."""
    assert b"<img" not in written("html", "title:Pictures")
    page = written("html", "title:Pictures", options=SHOWN).decode()
    assert page.count("data:image/png;base64,") == 2 and page.count("data:image/gif;base64,") == 1
    assert "elsewhere.example" in page and page.count("<figcaption>") == 7

    book = export(select("title:Pictures", options=SHOWN), FORMATS["epub"], f"{tmp_path}/a.epub")
    with zipfile.ZipFile(book) as parts:
        assert [each for each in parts.namelist() if "pictures/" in each] == [
            "book/pictures/1.png",
            "book/pictures/2.gif",
        ]
        assert 'href="pictures/2.gif" media-type="image/gif"' in parts.read("book/package.opf").decode()
    site = export(select("title:Pictures", options=SHOWN), FORMATS["site"], f"{tmp_path}/site/")
    assert (site / "pictures" / "1.png").read_bytes() == PNG
    assert "../pictures/2.gif" in next((site / "posts").glob("*.html")).read_text(encoding="utf-8")
    folder = export(select("title:Pictures", options=SHOWN), FORMATS["md"], f"{tmp_path}/md/")
    assert next(folder.glob("*.md")).read_text(encoding="utf-8").count("](pictures/1.png)") == 2
    assert sorted(each.name for each in (folder / "pictures").iterdir()) == ["1.png", "2.gif"]
