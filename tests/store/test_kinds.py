"""Kinds of files: which names and contents are posts, and which folders of a site are not entered."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.store.kinds import EXTENSIONS, is_passed_over
from reader.store.newest import newest
from reader.store.post_store import PostStore
from reader.store.walk import post_file

POST = "---\ntitle: A boat\ndate: 2024-01-02\n---\nWords.\n"
PAGE = "<!DOCTYPE html>\n<html><head><title>A boat</title></head><body><p>Words.</p></body></html>\n"


def write(archive: Path, path: str, content: str | bytes = POST) -> Path:
    """Write a file into the archive."""
    file = archive / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def paths(archive: Path) -> list[str]:
    """Return the posts of a walk by name; each is found alone, too, and no other file is."""
    found = sorted(file.path for file in PostStore([archive]).walk())
    files = (file.relative_to(archive).as_posix() for file in archive.rglob("*") if file.is_file())
    alone = [
        path for path in files if not is_passed_over(archive, path) and post_file(archive, path) is not None
    ]
    assert sorted(alone) == found
    return found


def test_endings(tmp_path: Path) -> None:
    """Markdown under all its endings, in capitals too; other files are none."""
    names = [
        "a.md",
        "b.markdown",
        "c.mkd",
        "d.mdown",
        "e.mdx",
        "f.html",
        "g.htm",
        "h.xhtml",
        "i.txt",
        "J.MDX",
    ]
    for name in [*names, "k.css", "l.json", "m.mdp", "n.html.bak", "md"]:
        write(tmp_path, name)

    assert paths(tmp_path) == sorted(names)
    assert all(ending.islower() for ending in EXTENSIONS)


@pytest.mark.parametrize(
    "content",
    [
        PAGE,
        "\ufeff" + PAGE,
        "\n<!-- saved from url=(0022)https://news.example/ -->\n" + PAGE,
        '<?xml version="1.0" encoding="UTF-8"?>\n' + PAGE,
        "<html lang=zh-Hant><head></head></html>",
        "<meta charset=gbk><title>A boat</title><p>Words.",
        PAGE.replace("</head>", "<script>var a = '{{ x }} <% y %>';</script></head>"),
        PAGE.encode("utf-16"),
        PAGE.replace(
            "<title>", '<link rel="canonical" href="https://n.example/a"><title>What {{ braces }} mean: '
        ),
        PAGE.replace(
            "<html>", "<html><!--\n Page saved with SingleFile \n url: https://n.example/a -->"
        ).replace("boat", "{% b %}"),
        "---\ntitle: A boat\n---\n<p>Words {{ site.title }}</p>",
    ],
)
def test_html_that_is_a_post(tmp_path: Path, content: str | bytes) -> None:
    """A whole page, or a body below front matter."""
    write(tmp_path, "a.html", content)

    assert paths(tmp_path) == ["a.html"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<p>A piece of a page.</p>",
        "<div>{{ content }}</div>",
        "<!DOCTYPE html><html><head><title>{{ page.title }}</title></head></html>",
        "<html>{% block body %}{% endblock %}</html>",
        '<html><link rel="canonical" href="https://n.example/{{ page.url }}"><title>A</title></html>',
        '{{ define "main" }}<h1>{{ .Title }}</h1>{{ end }}',
        "---\nlayout: default\n---\n<main>{{ content }}</main>",
        "---\nlayout: default\ntitle: All\n---\n{% for post in site.posts %}<li>{{ post.title }}</li>{% endfor %}",
        '<!DOCTYPE html><title>Moved</title><meta http-equiv="refresh" content="0; url=/a/">',
        "<!DOCTYPE html><html><?php the_post(); ?></html>",
        b"\x00\x01\x02",
    ],
)
def test_html_that_is_none(tmp_path: Path, content: str | bytes) -> None:
    """Pieces, templates and pages that only lead elsewhere."""
    write(tmp_path, "a.html", content)

    assert paths(tmp_path) == []


def test_templates_and_built_pages_of_a_site(tmp_path: Path) -> None:
    """At the root of a site, by its generator's file, built pages and patterns are left out."""
    write(tmp_path, "site/hugo.toml", "")
    for path in (
        "site/content/post.md",
        "site/content/old/page.html",
        "site/public/post/index.html",
        "site/public/post.md",
        "site/archetypes/default.md",
        "site/layouts/index.html",
        "site/themes/a/exampleSite/index.html",
        "site/_includes/part.md",
        "jekyll/_layouts/post.html",
        "jekyll/_site/post.html",
        "saved/public/page.html",
        "saved/themes/page.html",
        "saved/A boat_files/frame.html",
        "saved/A boat.html",
    ):
        write(tmp_path, path, POST if path.endswith(".md") else PAGE)

    assert paths(tmp_path) == [
        "saved/A boat.html",
        "saved/public/page.html",
        "saved/themes/page.html",
        "site/content/old/page.html",
        "site/content/post.md",
    ]


def test_texts_among_the_files_that_a_site_serves(tmp_path: Path) -> None:
    """Next.js builds elsewhere than in `public`, in which blogs keep their texts with the pictures."""
    write(tmp_path, "package.json", "{}")
    write(tmp_path, "next.config.js", "")
    write(tmp_path, "public/boats/index.md", POST)
    write(tmp_path, "dist/boats/index.md", POST)

    assert paths(tmp_path) == ["public/boats/index.md"]
    assert [file.path for file in newest([tmp_path], 9)] == ["public/boats/index.md"]


def test_texts_of_qiita_lie_in_public(tmp_path: Path) -> None:
    """Qiita's program publishes the texts that lie in `public`."""
    write(tmp_path, "package.json", "{}")
    write(tmp_path, "qiita.config.json", "{}")
    write(tmp_path, "public/boats.md", POST)

    assert paths(tmp_path) == ["public/boats.md"]


def test_the_newest_are_found_without_a_walk(tmp_path: Path) -> None:
    """The first list leaves out the same files as the walk."""
    write(tmp_path, "_config.yml", "")
    write(tmp_path, "_posts/2024-01-02-a.html", POST)
    write(tmp_path, "_posts/2024-01-03-b.mdx")
    write(tmp_path, "_posts/2024-01-04-c.html", "<p>a piece</p>")
    write(tmp_path, "output/2024-01-05-d.html", PAGE)

    assert [file.path for file in newest([tmp_path], 9)] == [
        "_posts/2024-01-03-b.mdx",
        "_posts/2024-01-02-a.html",
    ]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("blog/2024-03-05-two-boats/index.md", "two-boats"),
        ("blog/港口/_index.md", "港口"),
        ("blog/two-boats/index.ja.md", "two-boats"),
        ("index.md", "index"),
        ("blog/indexes.md", "indexes"),
    ],
)
def test_the_title_of_a_page_bundle(tmp_path: Path, path: str, title: str) -> None:
    """A file that is the index of its folder has the folder's name, if it has no title."""
    write(tmp_path, path, "Words.\n")

    assert PostStore([tmp_path]).read(tmp_path, path).post.title == title


@pytest.mark.parametrize(
    ("content", "is_post"),
    [
        (POST, True),
        ("\ufeff" + POST, True),
        (POST.encode("utf-16"), True),
        ("---\ntitle: 港口\n---\n船".encode("gb18030"), True),
        (
            "Title: Boats: a long history of all the boats of a harbour\nDate: 2024-03-05\nTags: sea\n\nWords.\n",
            True,
        ),
        ('+++\ntitle = "A boat"\n+++\nWords.\n', True),
        ("Dear Ann,\n\nWords: more words.\n", False),
        ("Just words.\n---\nMore.\n", False),
        ("", False),
        (b"\x00\x00\x00\x01", False),
    ],
)
def test_text_files(tmp_path: Path, content: str | bytes, is_post: bool) -> None:
    """A text file is a post if it begins with front matter of any form, in any encoding."""
    write(tmp_path, "a.txt", content)

    assert paths(tmp_path) == (["a.txt"] if is_post else [])
