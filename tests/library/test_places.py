"""Tests of links between posts of an archive without addresses, through real files and a real index."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library import Library
from tests.library.conftest import Writer, load


@pytest.fixture
def boats(write: Writer, archive: Path, library: Library) -> Library:
    """An archive whose posts link to one another in several ways, and to files."""
    (archive / "static/img").mkdir(parents=True)
    (archive / "static/img/boat.png").write_bytes(b"\x89PNG")
    write("posts/one.md", title="A boat", date="2024-01-01T00:00:00Z")
    write(
        "posts/two.md",
        title="The harbour",
        date="2024-01-02T00:00:00Z",
        body="See [a boat](./one.md), [by its day](/2024/01/01/one/), [gone](gone.md)\nand [a picture](/img/boat.png).",
    )
    write(
        "notes/Tides.md",
        title="About tides",
        date="2024-01-03T00:00:00Z",
        body="[boat](wiki:A%20boat)\n\nMore.",
    )
    write("notes/two.md", title="The harbour", date="2024-01-04T00:00:00Z", body="Words without links.")
    write(
        "kept.md", title="Kept", source="https://example.org/kept", date="2024-01-05T00:00:00Z", body="Words."
    )
    load(library)
    return library


def targets(library: Library, path: str, url: str) -> list[str]:
    """Return the paths of the posts that a link in the file leads to."""
    return [post.path for post in library.related.targets(library.find(path), url)]


@pytest.mark.parametrize(
    "url", ["./one.md", "one", "one.md#top", "/2024/01/01/one/", "/posts/one.html", "wiki:a%20BOAT"]
)
def test_a_link_opens_the_post_that_it_names(boats: Library, url: str) -> None:
    """A path, an address of the site and a name lead to the same post."""
    assert targets(boats, "posts/two.md", url) == ["posts/one.md"]


def test_a_link_that_names_nothing_leads_nowhere(boats: Library) -> None:
    """Neither a missing file nor a file outside of the archive is a post."""
    assert targets(boats, "posts/two.md", "gone.md") == []
    assert targets(boats, "posts/two.md", "../../other.md") == []


def test_a_name_of_several_posts_means_all_of_them(boats: Library) -> None:
    """The newest comes first."""
    assert targets(boats, "posts/one.md", "wiki:The%20harbour") == ["notes/two.md", "posts/two.md"]
    assert targets(boats, "posts/one.md", "two.md") == ["posts/two.md"]


def test_a_post_with_an_address_is_found_by_its_file(boats: Library) -> None:
    """A post of the specified format is linked by path and name, too."""
    assert targets(boats, "posts/one.md", "/kept.md") == ["kept.md"]
    assert targets(boats, "posts/one.md", "wiki:kept") == ["kept.md"]


def test_the_links_that_lead_to_posts_are_told_from_others(boats: Library) -> None:
    """A batch of links is looked up at once."""
    post = boats.find("posts/two.md")
    urls = [
        "./one.md",
        "gone.md",
        "/img/boat.png",
        "https://example.org/kept?utm_source=x",
        "https://example.org/no",
    ]
    assert boats.related.archived(post, urls) == {"./one.md", "https://example.org/kept?utm_source=x"}


def test_a_link_names_a_file_of_the_archive(boats: Library, archive: Path) -> None:
    """Files lie beside the post or among the static files; nothing outside of the archive is named."""
    post = boats.find("posts/two.md")
    assert boats.related.local_file(post, "/img/boat.png") == archive / "static/img/boat.png"
    assert boats.related.local_file(post, "/img/other.png") is None
    (archive.parent / "secret.txt").write_text("secret")
    assert boats.related.local_file(post, "../../secret.txt") is None
    (archive / "link.txt").symlink_to(archive.parent / "secret.txt")
    assert boats.related.local_file(post, "/link.txt") is None


def test_posts_know_who_links_to_them(boats: Library) -> None:
    """Links by path and by name count as links by address do."""
    linking = boats.related.linking_to(boats.find("posts/one.md"))
    assert [post.path for post in linking] == ["notes/Tides.md", "posts/two.md"]
    assert boats.related.linking_to(boats.find("notes/two.md")) == []


def test_links_connect_a_story(boats: Library) -> None:
    """A post that is linked by path belongs to the story."""
    story = boats.related.story(boats.find("posts/two.md"))
    assert "posts/one.md" in [entry.post.path for entry in story if entry.post is not None]


def test_changes_are_followed(boats: Library, write: Writer, archive: Path) -> None:
    """A post that was moved is found at its new place, and a new one by the links that were there before."""
    (archive / "posts/one.md").unlink()
    write("posts/gone.md", title="Not gone", date="2024-01-06T00:00:00Z", body="Words.")
    load(boats)
    assert targets(boats, "posts/two.md", "./one.md") == []
    assert targets(boats, "posts/two.md", "gone.md") == ["posts/gone.md"]
    assert [post.path for post in boats.related.linking_to(boats.find("posts/gone.md"))] == ["posts/two.md"]
    write("posts/two.md", title="The harbour", date="2024-01-02T00:00:00Z", body="No link any more.")
    load(boats)
    assert boats.related.linking_to(boats.find("posts/gone.md")) == []


def test_the_permalink_of_a_post_decides(archive: Path, library: Library) -> None:
    """A relative link counts from the address of its post, and finds the address of the other."""
    (archive / "x.md").write_text(
        "---\ntitle: X\npermalink: /boats/two/\n---\nSee [it](../one/).\n\nWords.\n"
    )
    (archive / "y.md").write_text("---\ntitle: Y\naliases: [/boats/one/]\n---\nWords.\n")
    load(library)
    assert targets(library, "x.md", "../one/") == ["y.md"]
    assert [post.path for post in library.related.linking_to(library.find("y.md"))] == ["x.md"]


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("_config.yml", "title: Boats\nurl: https://www.boats.example # ours\nbaseurl: /log\n"),
        ("hugo.toml", 'title = "Boats"\nbaseURL = "https://boats.example/log/"\n'),
        ("astro.config.mjs", 'export default defineConfig({\n  site: "https://boats.example/log",\n});\n'),
    ],
)
def test_addresses_of_the_archives_own_site(
    write: Writer, archive: Path, library: Library, name: str, settings: str
) -> None:
    """What its generator publishes is found by its address; what only has the name of a post is another site's."""
    (archive / name).write_text(settings, encoding="utf-8")
    write("_posts/2024-01-01-one.md", title="A boat")
    write("two.md", title="Two", body="[one](https://boats.example/log/2024/01/01/one/?s=1#a)\n\nMore.")
    load(library)
    url = "https://www.boats.example/log/2024/01/01/one.html"
    assert targets(library, "two.md", url) == ["_posts/2024-01-01-one.md"]
    assert library.related.archived(library.find("two.md"), [url, "https://other.example/one"]) == {url}
    assert targets(library, "two.md", "https://other.example/log/2024/01/01/one/") == []
    assert [post.path for post in library.related.linking_to(library.find("_posts/2024-01-01-one.md"))] == [
        "two.md"
    ]
