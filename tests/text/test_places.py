"""Tests of the places of posts in an archive, and of what relative links may mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.places import (
    candidates,
    file_link,
    is_followable,
    is_local,
    local_paths,
    places_of,
    shown_target,
    target_of,
)


def meets(link: str, *, of: str, at: str, **site: object) -> bool:
    """Return whether a link in the file `of` may lead to the post of the file `at`, by a sure place."""
    meant = candidates(of, [], link)
    return meant is not None and not set(meant.sure).isdisjoint(places_of(at, **site))  # type: ignore[arg-type]


def first_meeting(link: str, *, of: str, at: str) -> int:
    """Return the rank of the first place at which a link finds the post of the file `at`."""
    meant = candidates(of, [], link)
    assert meant is not None
    places = set(places_of(at))
    return next(rank for rank, place in enumerate(meant.sure) if place in places)


@pytest.mark.parametrize(
    "url",
    [
        "two.md",
        "./two.md",
        "../x/",
        "/2024/01/01/one/",
        "two",
        "a b.md",
        "wiki:Other%20note",
        "a?b=c#d",
        "檔案.md",
    ],
)
def test_paths_and_names_are_local(url: str) -> None:
    """What has no scheme and no host leads within the archive."""
    assert is_local(url)
    assert is_followable(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "#top",
        "//example.org/a",
        "?page=2",
        "javascript:alert(1)",
        "data:image/png;base64,AA",
        "a\x1b]8;;",
    ],
)
def test_other_links_are_not(url: str) -> None:
    """Places in the page, hosts, other schemes and control characters do not."""
    assert not is_local(url)
    assert not is_followable(url)
    assert target_of(url) is None


def test_addresses_are_followable() -> None:
    """Addresses of the web are followed, too, though not within the archive."""
    assert is_followable("https://example.org/a b")
    assert not is_local("https://example.org/a")


class TestWhatALinkMeans:
    """Each way in which generators and note programs link from one post to another."""

    @pytest.mark.parametrize(
        "link", ["one.md", "./one.md", "one", "one.html", "../posts/one.md#part", "One.MD"]
    )
    def test_a_file_beside_it(self, link: str) -> None:
        """A relative path counts from the folder of the file, with or without its ending."""
        assert meets(link, of="posts/two.md", at="posts/one.md")
        assert not meets(link, of="posts/two.md", at="pages/other.md")

    @pytest.mark.parametrize(
        "link", ["/posts/one/", "/posts/one", "/posts/one/index.html", "/posts/one.html"]
    )
    @pytest.mark.parametrize("at", ["content/posts/one.md", "posts/one/index.md", "source/posts/one.md"])
    def test_a_path_from_the_root_of_the_site(self, link: str, at: str) -> None:
        """The folder that a generator publishes is the root of the site; a folder's page is the folder."""
        assert meets(link, of="content/posts/two.md", at=at)

    @pytest.mark.parametrize(
        "link", ["/2024/01/05/one/", "/2024/01/05/one.html", "/news/sea/2024/1/5/one", "/2024/01/one/"]
    )
    def test_a_dated_address(self, link: str) -> None:
        """Jekyll, Hexo and WordPress publish a post under its day or month and its name."""
        assert meets(link, of="_posts/2024-01-06-two.md", at="_posts/2024-01-05-one.md")
        assert meets(link, of="two.md", at="one.md", day=date(2024, 1, 5))
        assert meets(link, of="two.md", at="x.md", day=date(2024, 1, 5), slug="one")
        assert not meets(link, of="two.md", at="_posts/2024-02-05-one.md")

    def test_the_file_of_a_dated_post(self) -> None:
        """A template names the file of a post, wherever that lies."""
        assert meets("2024-01-05-one", of="_posts/sea/2024-01-06-two.md", at="_posts/2024-01-05-one.md")
        assert meets("_posts/2024-01-05-one.md", of="_posts/2024-01-06-two.md", at="_posts/2024-01-05-one.md")

    def test_a_chosen_address(self) -> None:
        """`permalink` and aliases are addresses, whole or as paths; a template in one is none."""
        site = {"addresses": ["https://example.org/boats/one/", "/old/one.html", "/:year/:title/"]}
        assert meets("/boats/one", of="two.md", at="x.md", **site)
        assert meets("/old/one", of="two.md", at="x.md", **site)
        assert not any(":year" in place for place in places_of("x.md", **site))  # type: ignore[arg-type]

    def test_a_link_that_counts_from_the_address_of_its_post(self) -> None:
        """`../one/` in a post at /boats/two/ means /boats/one/."""
        meant = candidates("x.md", ["/boats/two/"], "../one/")
        assert meant is not None
        assert "u:/boats/one" in meant.sure

    @pytest.mark.parametrize("name", ["Other note", "other NOTE", "Other note#Part", "Other note.md"])
    def test_a_name_in_double_brackets(self, name: str) -> None:
        """A name means the file or the title of the name in any folder, whatever its case."""
        link = f"wiki:{name.replace(' ', '%20').replace('#', '%23')}"
        assert meets(link, of="a.md", at="notes/deep/Other note.md")
        assert meets(link, of="a.md", at="x.md", names=["Other Note"])

    def test_a_name_in_the_other_script_or_form(self) -> None:
        """Names compare as the search does, composed or decomposed."""
        assert meets("wiki:%E5%8F%B0%E7%81%A3", of="a.md", at="臺灣.md")
        assert meets("cafe%CC%81.md", of="a.md", at="café.md")

    def test_a_name_with_a_folder(self) -> None:
        """A name with a path means the file at that path first."""
        meant = candidates("a.md", [], "wiki:notes/Other")
        assert meant is not None
        assert meant.sure[0] == "f:notes/other"

    def test_a_slug_is_the_last_resort(self) -> None:
        """The last part of a path may be the name of a post elsewhere."""
        meant = candidates("a.md", [], "/en/blog/one/")
        assert meant is not None
        assert meant.slug in places_of("content/2024-01-05-one.md")

    def test_an_address_that_names_a_file_beside_the_post(self) -> None:
        """Sites that a program of its own serves number their posts, so that the name alone is no slug."""
        assert meets("/en/post/5", of="content/posts/en/12.md", at="content/posts/en/5.md")
        assert not meets("/en/post/5", of="content/posts/en/12.md", at="content/posts/th/5.md")

    def test_a_path_from_the_root_of_the_content(self) -> None:
        """Zola's links begin with `@/`, and the site may be a folder of the archive."""
        for folder in ("content/", "docs/content/", "website/content/"):
            assert meets("@/news/one.md#top", of=f"{folder}deep/two.md", at=f"{folder}news/one.md")
            assert meets("/news/one/", of=f"{folder}deep/two.md", at=f"{folder}news/one.md")
        assert not meets("/news/one/", of="website/content/two.md", at="other/content/news/one.md")

    def test_the_names_of_logseq(self) -> None:
        """The note of a day has the day in its file, a page below another the names of both."""
        assert meets("wiki:Aug%202nd%2C%202023", of="pages/a.md", at="journals/2023_08_02.md")
        assert meets("wiki:Aug%202nd%2C%202023", of="pages/a.md", at="journals/2023-08-02.md")
        assert not meets("wiki:Xyz%202nd%2C%202023", of="pages/a.md", at="journals/2023_08_02.md")
        assert meets("wiki:Boats/Sails", of="pages/a.md", at="pages/Boats___Sails.md")

    @pytest.mark.parametrize("link", ["/ja/docs/one/", "/docs/one", "/docs/one.html#part"])
    @pytest.mark.parametrize(
        "at",
        [
            "content/ja/docs/one.md",
            "content/docs/one.ja.md",
            "content/docs/one/index.ja.md",
            "_i18n/ja/docs/one.md",
            "source/ja/docs/one.md",
            "src/content/docs/ja/one.md",
            "i18n/ja/docusaurus-plugin-content-docs/current/one.md",
            "ja/docs/one.md",
        ],
    )
    def test_a_page_in_a_folder_or_under_a_suffix_of_its_language(self, link: str, at: str) -> None:
        """The folder of a language is a root of its own, and part of the address."""
        assert meets(link, of="content/ja/two.md", at=at)
        assert not meets(link, of="content/ja/two.md", at=at.replace("one", "other"))

    @pytest.mark.parametrize("link", ["/docs/one/", "../docs/one.md", "/ja/docs/one/"])
    def test_a_page_is_read_in_the_language_of_the_link_first(self, link: str) -> None:
        """Then as the page that has no language, then in English, then in any."""
        ranks = [
            first_meeting(link, of="content/ja/news/two.md", at=at)
            for at in (
                "content/ja/docs/one.md",
                "content/docs/one.md",
                "content/en/docs/one.md",
                "content/de/docs/one.md",
            )
        ]
        assert ranks == sorted(set(ranks))

    def test_translations_of_one_day(self) -> None:
        """A dated address leads to the post of its own language first, and so does a name in brackets."""
        for link in ("/ja/2024/01/05/one/", "wiki:one"):
            own, other = (
                first_meeting(
                    link, of="_posts/ja/2024-01-06-two.md", at=f"_posts/{language}/2024-01-05-one.md"
                )
                for language in ("ja", "de")
            )
            assert own < other

    def test_words_like_languages(self) -> None:
        """A folder that is no language stays a part of the path."""
        assert not meets("/docs/one", of="two.md", at="content/js/docs/one.md")
        assert not meets("/js/docs/one", of="two.md", at="content/docs/one.md")

    @pytest.mark.parametrize("link", ["/img/one.png", "one.pdf", "v.mp4"])
    def test_a_file_is_no_post(self, link: str) -> None:
        """A link to a picture or a film can lead to no post."""
        assert candidates("a.md", [], link) is None

    def test_a_link_that_was_resolved_against_the_address_of_a_saved_page(self) -> None:
        """Notes about a page link to other notes; what is no Markdown file, or on another site, is the page's own."""
        source = "https://news.example/a/boats"
        assert file_link(source, "https://news.example/a/one%20two.md#top") == "one%20two.md"
        assert file_link(source, "https://news.example/b/one.md") == "../b/one.md"
        assert file_link(source, "https://news.example/a/one.html") == ""
        assert file_link(source, "https://other.example/a/one.md") == ""
        assert file_link("", "https://news.example/a/one.md") == ""


class TestFiles:
    """The files that a link may name."""

    def test_a_file_beside_the_post_or_at_the_root(self) -> None:
        """A relative path counts from the folder of the file first."""
        target = target_of("img/a%20b.png")
        assert target is not None
        assert local_paths("posts/two.md", target) == ["posts/img/a b.png", "img/a b.png"]

    def test_a_path_from_the_root_may_lie_among_the_static_files(self) -> None:
        """Generators publish the files of some folders at the root of the site."""
        target = target_of("/img/a.png")
        assert target is not None
        assert {"img/a.png", "static/img/a.png", "source/img/a.png"} <= set(local_paths("two.md", target))

    @pytest.mark.parametrize(
        "url", ["../../etc/passwd", "/../../etc/passwd", "..%2f..%2fetc/passwd", "..\\..\\x"]
    )
    def test_nothing_outside_of_the_archive(self, url: str) -> None:
        """A path that climbs out of the archive names no file."""
        target = target_of(url)
        assert target is not None
        assert not any(".." in path or path.startswith("/") for path in local_paths("two.md", target))


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=2), st.text(max_size=80))
def test_any_text_is_read(path: str, addresses: list[str], url: str) -> None:
    """Nothing raises, whatever a file says."""
    candidates(path, addresses, url)
    file_link(path, url)
    places_of(path, addresses=addresses, slug=url, names=[url])
    shown_target(url)


@given(st.lists(st.sampled_from(["a", "b", "臺灣", "x y"]), min_size=1, max_size=3))
def test_every_file_is_met_by_its_own_path(parts: list[str]) -> None:
    """A link from the root to a file's own path leads to it."""
    path = "/".join(parts) + ".md"
    assert meets(f"/{path}", of="other.md", at=path)


@pytest.mark.parametrize(
    "link", ["{filename}one.md", "|filename|one.md", "%7Bfilename%7Done.md", "{filename}/one.md"]
)
def test_the_prefixes_of_pelican_are_no_part_of_a_path(link: str) -> None:
    """A path after `{filename}` counts from the file's folder, or from the content's where it begins with a slash."""
    assert meets(link, of="content/two.md", at="content/one.md")


def test_files_of_pelican() -> None:
    """`{static}` and `{attach}` name files below the folder of the content; other braces stay."""
    for prefix in ("{static}", "{attach}"):
        target = target_of(f"{prefix}/img/a.png")
        assert target is not None
        assert "content/img/a.png" in local_paths("content/two.md", target)
    assert shown_target("{other}a.md") == "{other}a.md"
