"""Fields of the front matter longer than any that has a use: cut where they are read, with a warning."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.post import Post
from reader.store.load import load

MEGABYTE = 1_000_000


def post_of(folder: Path, head: str) -> Post:
    """Return the post of a file with a front matter."""
    (folder / "a.md").write_text(f"---\n{head}\n---\n\nWords.\n", "utf-8")
    return load(folder, "a.md").post


@pytest.mark.parametrize(
    ("head", "field", "most"),
    [
        ("from: https://example.org/" + "a" * MEGABYTE, "source", 8_000),
        ("title: " + "港" * MEGABYTE, "title", 1_000),
        ("author: " + "A" * MEGABYTE, "author", 1_000),
        ("description: " + "w " * MEGABYTE, "description", 50_000),
        ("image: https://example.org/" + "a" * MEGABYTE, "image", 8_000),
    ],
)
def test_an_endless_field_is_cut_with_a_warning(tmp_path: Path, head: str, field: str, most: int) -> None:
    """Its beginning stays, and the warning names what was cut."""
    post = post_of(tmp_path, head)

    value = getattr(post, field)
    assert most - 2 < len(value) <= most
    assert value[:50] == head.partition(": ")[2][:50]
    assert any(f"is cut after {most:,} characters." in warning for warning in post.warnings)


def test_endless_tags_are_cut(tmp_path: Path) -> None:
    """One of a megabyte keeps its beginning, and of ten thousand the first thousand are read."""
    long = post_of(tmp_path, f"tags: [ {'t' * MEGABYTE} ]")
    many = post_of(tmp_path, f"tags: [{', '.join(f't{number}' for number in range(10_000))}]")

    assert [len(tag.name) for tag in long.tags] == [1_000]
    assert "The tag is cut after 1,000 characters." in long.warnings
    assert [tag.name for tag in many.tags] == [f"t{number}" for number in range(1_000)]
    assert "Only the first 1,000 tags are read." in many.warnings


def test_an_endless_date_can_not_be_read(tmp_path: Path) -> None:
    """It takes no time, and the post stays undated."""
    post = post_of(tmp_path, "title: t\ndate: " + "May " * MEGABYTE)

    assert post.date is None
    assert post.title == "t"


def test_an_endless_front_matter_is_read_to_a_limit(tmp_path: Path) -> None:
    """Its first keys count, the body below it stays, and a warning says so."""
    keys = "\n".join(f"key{number}: a: b" for number in range(40_000))
    post = post_of(tmp_path, f"title: Harbour\nauthor: Ann\n{keys}")
    loaded = load(tmp_path, "a.md")

    assert (post.title, post.author) == ("Harbour", "Ann")
    assert loaded.body.strip() == "Words."
    assert 10_000 < len(loaded.front_matter.values) < 20_000
    assert "Only the first 256,000 characters of the front matter are read." in post.warnings


def test_of_an_endless_front_matter_that_is_never_closed_the_rest_is_text(tmp_path: Path) -> None:
    """No line of it is lost."""
    keys = "\n".join(f"key{number}: a" for number in range(40_000))
    (tmp_path / "a.md").write_text(f"---\ntitle: Harbour\n{keys}\n", "utf-8")
    loaded = load(tmp_path, "a.md")

    assert loaded.post.title == "Harbour"
    assert loaded.body.strip().endswith("key39999: a")
    read = len(loaded.front_matter.values) - 1
    assert f"key{read}: a\n" in loaded.body


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (
            '+++\ntitle = "Harbour"\na = [' + "1," * 60_000 + "]\n+++\n",
            "Only the first 100,000 characters of the front matter are read.",
        ),
        (
            '{"title": "Harbour", ' + ", ".join(f'"key{number}": 1' for number in range(1_500)) + "}\n",
            "Only the first 1,000 members of the front matter are read.",
        ),
    ],
    ids=["toml", "json"],
)
def test_other_forms_are_read_to_a_limit(text: str, warning: str, tmp_path: Path) -> None:
    """The body below stays, and a warning says what was left out."""
    (tmp_path / "a.md").write_text(text + "\nWords.\n", "utf-8")
    loaded = load(tmp_path, "a.md")

    assert loaded.post.title == "Harbour"
    assert loaded.body.strip() == "Words."
    assert warning in loaded.post.warnings
    assert len(loaded.front_matter.values) <= 1_000
