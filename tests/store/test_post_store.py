"""The post store: which files are posts, and that every file gives a post."""

from __future__ import annotations

import codecs
import os
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import ArchiveNotFoundError, ArchiveUnreadableError, NotAnArchiveError, PostUnreadableError
from reader.post import Post, PostDate, Tag, TagKind
from reader.store import load
from reader.store.post_store import PostStore

SHARED = Path(__file__).parents[2] / "../shared"

POST = """---
layout: post
title: "海風 Sea &amp; wind"
date: 2024-02-07T13:41:00.000Z
author: Ann &#38; Bo
from: https://example.org/sea
tags: [ 港口新聞 ]
comments: True
categories: [ 港口新聞, 海 ]
---
<!--1707313260000-->
[海風 Sea & wind](https://example.org/sea)
------

<div>
風來了。
</div>
"""


def write(archive: Path, path: str, content: str | bytes = POST) -> Path:
    """Write a file into the archive."""
    file = archive / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def paths(*archives: Path) -> list[str]:
    """Return the paths of the posts of a walk, in its order."""
    return [file.path for file in PostStore(archives).walk()]


def read(archive: Path, content: str | bytes, path: str = "_posts/2020-05-06-quiet-day.md") -> Post:
    """Return the post of a file with this content."""
    write(archive, path, content)
    return PostStore([archive]).read(archive, path).post


class TestWalk:
    """Which files are posts."""

    def test_flat_and_dated_folders_newest_first(self, tmp_path: Path) -> None:
        """Posts are sorted by the day in their path, else the day of modification, and then by path."""
        for path in (
            "_posts/2021-01-01-b.md",
            "_posts/2021-01-01-a.md",
            "archived/2023-06-01/x.md",
            "archived/2022-01-01/2024-01-01-y.md",
        ):
            write(tmp_path, path)
        changed = datetime(2022, 2, 2, tzinfo=UTC).timestamp()
        os.utime(write(tmp_path, "README.md", "# Hello"), (changed, changed))

        assert paths(tmp_path) == [
            "archived/2022-01-01/2024-01-01-y.md",
            "archived/2023-06-01/x.md",
            "README.md",
            "_posts/2021-01-01-a.md",
            "_posts/2021-01-01-b.md",
        ]

    def test_only_posts_by_their_endings(self, tmp_path: Path) -> None:
        """Markdown files are posts, and so are text files with front matter."""
        for name in ("a.md", "b.markdown", "C.MD", "d.txt"):
            write(tmp_path, name)
        write(tmp_path, "notes.txt", "just notes\n---\n")
        write(tmp_path, "picture.jpg", b"\xff\xd8")
        write(tmp_path, "page.html", "<p>")

        assert sorted(paths(tmp_path)) == ["C.MD", "a.md", "b.markdown", "d.txt"]

    def test_hidden_and_build_folders_are_left_out(self, tmp_path: Path) -> None:
        """Folders of version control, editors and site builders are skipped."""
        for folder in (".git", ".obsidian", "_site", "node_modules", "__pycache__", "a/node_modules"):
            write(tmp_path, f"{folder}/post.md")
        write(tmp_path, ".hidden.md")
        write(tmp_path, "a/post.md")

        assert paths(tmp_path) == ["a/post.md"]

    def test_linked_folders_are_followed_once(self, tmp_path: Path) -> None:
        """A circular link ends, a folder outside is entered once, and a folder inside keeps its own path."""
        archive, outside = tmp_path / "archive", tmp_path / "outside"
        write(archive, "z/own.md")
        write(outside, "far.md")
        (archive / "a-circle").symlink_to(archive)
        (archive / "b-own").symlink_to(archive / "z")
        (archive / "c-far").symlink_to(outside)
        (archive / "d-far").symlink_to(outside)
        (archive / "e.md").symlink_to(archive / "e.md")

        assert sorted(paths(archive)) == ["c-far/far.md", "e.md", "z/own.md"]

    def test_several_archives(self, tmp_path: Path) -> None:
        """An archive named twice, or inside another, gives each post once."""
        write(tmp_path, "one/a.md")
        write(tmp_path, "two/b.md")

        store = PostStore([tmp_path / "two", tmp_path / "one", tmp_path / "two" / ".", tmp_path])

        assert store.archives == (tmp_path / "two", tmp_path / "one", tmp_path)
        assert sorted((file.archive.name, file.path) for file in store.walk()) == [
            ("one", "a.md"),
            ("two", "b.md"),
        ]

    def test_pipes_and_sockets_are_no_posts(self, tmp_path: Path) -> None:
        """Files on which a read could block are not opened."""
        os.mkfifo(tmp_path / "pipe.md")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(tmp_path / "s.md"))

            assert paths(tmp_path) == []
        with pytest.raises(PostUnreadableError, match="not a file"):
            PostStore([tmp_path]).body(Post(tmp_path, "pipe.md", "pipe"))

    def test_size_and_time_of_change(self, tmp_path: Path) -> None:
        """The walk returns size and modification time, which tell whether a file changed."""
        status = write(tmp_path, "a.md").stat()
        (file,) = PostStore([tmp_path]).walk()

        assert (file.archive, file.size, file.mtime_ns) == (tmp_path, status.st_size, status.st_mtime_ns)

    def test_a_folder_that_can_not_be_listed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The folder is reported, and the walk goes on."""
        write(tmp_path, "open/a.md")
        write(tmp_path, "shut/b.md")
        open_folder = os.open

        def refuse(place: str, flags: int) -> int:
            if place.endswith("shut"):
                raise PermissionError(13, "Permission denied")
            return open_folder(place, flags)

        monkeypatch.setattr(os, "open", refuse)
        refused: list[str] = []
        found = PostStore([tmp_path]).walk(
            lambda folder, error: refused.append(f"{folder.name}: {error.strerror}")
        )

        assert ([file.path for file in found], refused) == (["open/a.md"], ["shut: Permission denied"])


class TestCheck:
    """Archives that cannot be opened."""

    def test_a_missing_folder(self, tmp_path: Path) -> None:
        """The message names the path."""
        with pytest.raises(ArchiveNotFoundError, match="nowhere"):
            PostStore([tmp_path / "nowhere"]).check()

    def test_a_file(self, tmp_path: Path) -> None:
        """A file is no archive."""
        with pytest.raises(NotAnArchiveError, match=r"a\.md is not a folder"):
            PostStore([write(tmp_path, "a.md")]).check()

    def test_a_circle(self, tmp_path: Path) -> None:
        """A link to itself gives an error and no traceback."""
        (tmp_path / "loop").symlink_to(tmp_path / "loop")
        with pytest.raises(ArchiveUnreadableError, match="loop"):
            PostStore([tmp_path / "loop"]).check()

    def test_a_folder_without_permission(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The message gives the system's reason."""

        def refuse(_: object) -> object:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "scandir", refuse)
        with pytest.raises(ArchiveUnreadableError, match="permission denied"):
            PostStore([tmp_path]).check()

    def test_an_empty_folder_is_an_archive_without_posts(self, tmp_path: Path) -> None:
        """An empty folder is no error."""
        PostStore([tmp_path]).check()

        assert paths(tmp_path) == []


class TestRead:
    """The values of a post."""

    def test_a_post_in_the_archives_own_format(self, tmp_path: Path) -> None:
        """Values are decoded, tags are distinct, and the body is unchanged."""
        write(tmp_path, "_posts/2024-02-07-sea.md")
        post, body, *_ = PostStore([tmp_path]).read(tmp_path, "_posts/2024-02-07-sea.md")

        assert (post.title, post.author, post.source) == (
            "海風 Sea & wind",
            "Ann & Bo",
            "https://example.org/sea",
        )
        assert post.date is not None
        assert post.date.utc == datetime(2024, 2, 7, 13, 41, tzinfo=UTC)
        assert post.tags == (Tag("港口新聞", TagKind.CHANNEL), Tag("海", TagKind.CHANNEL))
        assert post.channel == "港口新聞"
        assert post.warnings == ()
        assert body == POST.split("---\n", 2)[2]

    @pytest.mark.parametrize(
        ("content", "title"),
        [
            ("---\ntitle: own\n---\n<!--1-->\n[link](https://a.b)\n---\n# heading", "own"),
            (
                "---\ntitle:\n---\n<!--1-->\n[link [a] (b)](https://a.b/c_(d))\n------\n# heading",
                "link [a] (b)",
            ),
            ("---\ntitle: ''\n---\n[link](https://a.b)\n------\n", "link"),
            ("---\nauthor: a\n---\ntext\n\n## The *heading* ##\n", "The *heading*"),
            ("---\nauthor: a\n---\nThe heading\n===\n", "The heading"),
            ("---\nauthor: a\n---\nwords\n\nThe heading\nof lines\n===\n", "The heading of lines"),
            ("---\nauthor: a\n---\n港口的\n早晨\n---\n", "港口的早晨"),
            (
                "---\nauthor: a\n---\n<div><h2 class='x'>The <b>heading</b> &amp; more</h2></div>",
                "The heading & more",
            ),
            ("---\nauthor: a\n---\n```\n# comment\n```\n", "quiet-day"),
            ("---\nauthor: a\n---\ntext", "quiet-day"),
            ("", "quiet-day"),
            ("# Read me\n\ntext", "Read me"),
        ],
    )
    def test_where_the_title_comes_from(self, tmp_path: Path, content: str, title: str) -> None:
        """Front matter, else the title's link, else the first heading, else the file's name."""
        assert read(tmp_path, content).title == title

    @pytest.mark.parametrize(
        ("name", "title"),
        [
            ("2020-05-06.md", "2020-05-06"),
            ("2020-05-06-.md", "2020-05-06"),
            ("\x08\x1b.md", "(untitled)"),
            ("雨.md", "雨"),
            ("20200506-tides.md", "tides"),
            ("20200506.md", "20200506"),
            ("tides 20200506-x.md", "tides 20200506-x"),
        ],
    )
    def test_a_file_name_as_title(self, tmp_path: Path, name: str, title: str) -> None:
        """A name that is only a date is kept, and a name without printable characters gives `(untitled)`."""
        assert read(tmp_path, "text", name).title == title

    @pytest.mark.parametrize(
        ("content", "utc"),
        [
            ("---\ndate: 2024-02-07\n---\n<!--1707313260000-->\n", datetime(2024, 2, 7, tzinfo=UTC)),
            ("---\ndate: 2021-13-45\n---\n<!--1707313260000-->\n", datetime(2024, 2, 7, 13, 41, tzinfo=UTC)),
            ("---\ntitle: a\n---\n\n<!-- 1707313260000 -->", datetime(2024, 2, 7, 13, 41, tzinfo=UTC)),
            ("---\ntitle: a\n---\n<!--NaN-->\n", datetime(2020, 5, 6, tzinfo=UTC)),
            ("---\ndate: null\n---\n", datetime(2020, 5, 6, tzinfo=UTC)),
            ("text", datetime(2020, 5, 6, tzinfo=UTC)),
        ],
    )
    def test_where_the_date_comes_from(self, tmp_path: Path, content: str, utc: datetime) -> None:
        """Front matter, else the epoch comment, else the file's name."""
        date = read(tmp_path, content).date

        assert date is not None
        assert date.utc == utc

    def test_a_time_or_zone_that_makes_no_sense(self, tmp_path: Path) -> None:
        """The day is kept, and a warning names what was not understood."""
        post = read(tmp_path, "---\ntitle: a\ndate: 2024-02-07 10:00 Mars/Base\n---\n")
        assert post.date == PostDate(datetime(2024, 2, 7, tzinfo=UTC), day_only=True)
        assert post.warnings == (
            "Only the day of the date 2024-02-07 10:00 Mars/Base is read: Mars/Base is no time or no zone.",
        )

    def test_no_date_at_all(self, tmp_path: Path) -> None:
        """A date that cannot be parsed gives a warning."""
        post = read(tmp_path, "---\ntitle: a\ndate: soon\n---\n", "a.md")

        assert (post.date, post.warnings) == (None, ("The date soon cannot be read.",))

    def test_an_impossible_date_gives_a_warning(self, tmp_path: Path) -> None:
        """The warning is given even if another date replaces it."""
        assert read(tmp_path, "---\ntitle: a\ndate: 2021-13-45\n---\n").warnings == (
            "The date 2021-13-45 cannot be read; the date comes from elsewhere in the file or its name.",
        )

    @pytest.mark.parametrize("nothing", ["", "~", "null"])
    def test_empty_and_null_values(self, tmp_path: Path, nothing: str) -> None:
        """Author, source and tags are empty, and the title link's URL replaces the source."""
        post = read(
            tmp_path,
            f"---\ntitle: a\nauthor: {nothing}\nfrom: {nothing}\ntags: {nothing}\n---\n[a](https://a.b)\n---\n",
        )

        assert (post.author, post.source, post.tags) == ("", "https://a.b", ())

    def test_text_that_would_reach_the_terminal_is_clean(self, tmp_path: Path) -> None:
        """Escape sequences, backspaces, line breaks and bidi controls are removed from all metadata."""
        post = read(
            tmp_path,
            '---\ntitle: "a\\e[31mb\\x07\\u202Ec\\nd"\nauthor: "e&#27;f"\nfrom: "https://a.b/\\x1b]8"\ntags: ["g\\x08h"]\n---\n',
        )

        assert (post.title, post.author, post.source) == ("a[31mbc d", "ef", "https://a.b/]8")
        assert post.tags == (Tag("gh", TagKind.CHANNEL),)

    def test_ampersands_that_are_no_entities_stay(self, tmp_path: Path) -> None:
        """`&copy=2` in a title is not an entity."""
        assert read(tmp_path, "---\ntitle: Q&A, a=1&copy=2 &lt;b&gt; &nosuch;\n---\n").title == (
            "Q&A, a=1&copy=2 <b> &nosuch;"
        )

    def test_brackets_in_a_title_are_text(self, tmp_path: Path) -> None:
        """Text that looks like terminal markup is kept."""
        assert read(tmp_path, '---\ntitle: "[Eng Sub] a [/foo] [@click=x]"\n---\n').title == (
            "[Eng Sub] a [/foo] [@click=x]"
        )


class TestBadFiles:
    """One bad post never stops an archive."""

    def test_an_empty_file(self, tmp_path: Path) -> None:
        """An empty file is a post with the name and the date of its file."""
        post = read(tmp_path, " \n")

        assert (post.title, post.warnings) == ("quiet-day", ("The file is empty.",))

    @pytest.mark.parametrize(
        "content",
        ["# a{}b", "[a{}](b)\n---\n", "[a" + "](a" * 100_000 + "\n---\n", "<h1{}", "date: 2024-01-01{}x"],
    )
    def test_text_made_to_keep_patterns_busy(self, tmp_path: Path, content: str) -> None:
        """Long runs of blanks and brackets cause no backtracking."""
        assert read(tmp_path, f"---\nauthor: a\n---\n{content}".replace("{}", " " * 250_000)).title

    def test_a_binary_file(self, tmp_path: Path) -> None:
        """A binary file has no body and a warning."""
        write(tmp_path, "a.md", b"---\ntitle: a\n---\n\x00\x01\x02")
        post, body, *_ = PostStore([tmp_path]).read(tmp_path, "a.md")

        assert (post.title, body, post.warnings) == ("a", "", ("The file is binary, not text.",))

    def test_bytes_that_are_not_utf_8(self, tmp_path: Path) -> None:
        """Invalid bytes become U+FFFD, with a warning."""
        write(tmp_path, "a.md", b"---\ntitle: a\xffb\n---\nc\xe9d")
        post, body, *_ = PostStore([tmp_path]).read(tmp_path, "a.md")

        assert (post.title, body) == ("a\ufffdb", "c\ufffdd")
        assert post.warnings == ("Some bytes of the file are not UTF-8; they are shown as \ufffd.",)

    @pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
    def test_utf_16(self, tmp_path: Path, mark: bytes) -> None:
        """A file with a UTF-16 byte order mark is text in spite of its zero bytes."""
        order = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"

        assert read(tmp_path, mark + "---\ntitle: 港口 a\n---\n".encode(order)).title == "港口 a"

    def test_a_file_beyond_the_size_limit(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Only whole characters within the limit are read, with a warning."""
        monkeypatch.setattr(load, "MAX_READ_BYTES", 2_000_000)
        start = "---\ntitle: a\n---\nx"
        write(tmp_path, "a.md", start + "港" * 1_000_000)
        post, body, *_ = PostStore([tmp_path]).read(tmp_path, "a.md")

        assert post.warnings == ("Only the first 2 MB of the file are read.",)
        assert body == "x" + "港" * ((2_000_000 - len(start)) // 3)

    def test_no_front_matter(self, tmp_path: Path) -> None:
        """A README is a post as well."""
        post = read(tmp_path, "# Hello\n\ntext", "README.md")

        assert (post.title, post.date, post.warnings) == ("Hello", None, ("The file has no front matter.",))

    def test_a_file_that_has_gone(self, tmp_path: Path) -> None:
        """A missing file gives a post with a warning, and an error for its body."""
        store = PostStore([tmp_path])
        post, body, *_ = store.read(tmp_path, "2020-05-06-gone.md")

        assert (post.title, body) == ("gone", "")
        assert post.warnings == ("The file cannot be read (no such file or directory).",)
        with pytest.raises(PostUnreadableError, match=r"2020-05-06-gone\.md cannot be read \(no such file"):
            store.body(post)

    @pytest.mark.parametrize("name", [b"a\x08b.md", b"a\x1b[2Jb.md", b"a\nb.md", b"a\xffb.md"])
    def test_control_characters_in_file_names(self, tmp_path: Path, name: bytes) -> None:
        """The path stays exact so that the file opens; the title is clean."""
        (tmp_path / os.fsdecode(name)).write_text("text")
        store = PostStore([tmp_path])
        (file,) = store.walk()
        post = store.read(file.archive, file.path).post

        assert os.fsencode(post.path) == name
        assert store.body(post) == "text"
        assert post.title.isprintable()

    def test_nothing_is_printed(self, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        """Warnings are stored in the post only."""
        read(tmp_path, '---\ntitle: "\\d\ndate: x\n---\n\xff')

        assert capfd.readouterr() == ("", "")


@settings(deadline=None)
@given(
    st.binary(),
    st.lists(
        st.sampled_from(
            [b"---\n", b"title: ", b'"', b"date: 2024-", b"tags: [", b"<!--1", b"-->\n", b"[a](b)\n", b"\xe6"]
        )
    ),
    st.booleans(),
)
def test_any_bytes_make_a_post(noise: bytes, parts: list[bytes], is_whole: bool) -> None:
    """Any file gives a post with a printable title and a body of text."""
    data = b"".join(part + noise[index : index + 2] for index, part in enumerate(parts)) + noise
    post, body, *_ = load.from_bytes(Path("/posts"), "a.md", data, is_whole)

    assert post.title == post.title.strip() != ""
    assert "\n" not in post.title
    assert body.encode().decode() == body


def test_the_body_is_read_again(tmp_path: Path) -> None:
    """The body comes from the current file."""
    write(tmp_path, "a.md")
    store = PostStore([tmp_path])
    post = store.read(tmp_path, "a.md").post
    write(tmp_path, "a.md", "---\ntitle: b\n---\nnew")

    assert store.body(post) == "new"


def test_the_store_imports_no_parser_before_it_needs_one() -> None:
    """A start that reads no post does not import YAML."""
    code = (
        "import sys, reader.store.post_store; print([m for m in ('yaml', 'frontmatter') if m in sys.modules])"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


@pytest.mark.skipif(not (SHARED / "archive-300").is_dir(), reason="the real posts are not here")
def test_real_posts_come_out_whole() -> None:
    """Every post of a real archive has a title, a date, an address and a channel."""
    store = PostStore([SHARED / "archive-300"])
    posts = [store.read(file.archive, file.path).post for file in store.walk()]

    assert len(posts) == 299
    assert [
        post.path for post in posts if not (post.title and post.date and post.source and post.channel)
    ] == []


@pytest.mark.parametrize(
    "head",
    [
        '+++\npath = "2022/04/07/boats"\n+++\n',
        "---\npermalink: /news/2022/04/07/boats.html\n---\n",
        "---\ntitle: x\naliases: [/old/, /2022-04-07-boats/]\n---\n",
    ],
)
def test_a_date_in_the_address_of_a_post_is_its_date(tmp_path: Path, head: str) -> None:
    """Generators that publish by day need no other date."""
    (tmp_path / "a.md").write_text(f"{head}Words.\n", encoding="utf-8")
    date = PostStore([tmp_path]).read(tmp_path, "a.md").post.date
    assert date is not None
    assert date.day_only
    assert date.shown(UTC) == "2022-04-07"


def test_a_head_with_keys_of_ones_own_is_front_matter(tmp_path: Path) -> None:
    """Its values may be sentences, as long as not all of them are, or the keys are no names of people."""
    (tmp_path / "a.md").write_text("---\nnewstitle: The boats are back!\nnav:\n  parent: Blog\n---\nWords.\n")
    (tmp_path / "b.md").write_text("---\nAnn: The boats are back!\nBo: Are they really?\n---\nWords.\n")
    store = PostStore([tmp_path])
    assert store.read(tmp_path, "a.md").body == "Words.\n"
    assert store.read(tmp_path, "b.md").body.startswith("---\nAnn: ")


@pytest.mark.parametrize(
    "line",
    [
        "> 本文由 [简悦 SimpRead](http://ksria.com/simpread/) 转码， 原文地址 [tide.example](https://tide.example/a)",
        "原文链接：https://tide.example/a",
        "**原文連結**：[潮汐](https://tide.example/a)",
        "# Tides\n\nClipped from: <https://tide.example/a>",
    ],
)
def test_the_line_of_a_clipper_gives_the_address(tmp_path: Path, line: str) -> None:
    """Unless the front matter has one."""
    own = f"---\nurl: https://tide.example/b\n---\n{line}\n\nThe tide is out.\n"
    assert read(tmp_path, f"{line}\n\nThe tide is out.\n").source == "https://tide.example/a"
    assert read(tmp_path, own).source == "https://tide.example/b"


def test_patterns_for_new_notes_are_no_posts(tmp_path: Path) -> None:
    """Obsidian and Templater fill them in; a note about templates is one."""
    write(tmp_path, "Templates/Daily.md", '---\ntitle: "{{title}}"\ndate: {{date:YYYY-MM-DD}}\n---\n')
    write(tmp_path, "Templates/Meeting.md", "# <% tp.file.title %>\n")
    write(tmp_path, "templates/About.md", "---\ntitle: On templates\n---\nWrite {{ title }} there.\n")
    write(tmp_path, "Notes/List.md", "- {{title}}\n")
    assert sorted(paths(tmp_path)) == ["Notes/List.md", "templates/About.md"]
