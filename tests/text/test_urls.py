"""Addresses: which are one page, which may be opened, where a relative one leads."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.text import urls
from reader.text.urls import absolute, host, is_openable, normalise, with_ascii_host

VIDEO = "youtube.com/watch?v=dQw4w9WgXcQ"
MADE_UP_HASH = "bafyrei" + "a2b3c4d5e6" * 5 + "ab"
URL_LIKE = st.text(st.sampled_from(list("htps:/?#[]@&=%.-_aZ09中\x00\t ")), max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.org/a", "https://www.example.org/a/"),
        ("https://m.example.org/a", "https://example.org:443/a"),
        ("https://en.m.wikipedia.org/wiki/X", "https://en.wikipedia.org/wiki/X#History"),
        ("https://Example.ORG/%E4%B8%AD", "https://example.org/%e4%b8%ad/"),
        ("https://example.org/中", "https://example.org/%e4%b8%ad"),
        ("https://example.org/%25E4%25B8%25AD", "https://example.org/中"),
        ("https://example.org/a?b=1&c=2", "https://example.org/a?c=2&utm_source=x&b=1&fbclid=y"),
        ("https://matters.news/@a/b", "https://matters.town/@a/b"),
        (f"https://matters.news/@a/old-{MADE_UP_HASH}", f"https://matters.town/@a/new-{MADE_UP_HASH}"),
        (
            "https://medium.com/@someone/title-0123456789ab?source=rss-1a------2",
            "https://medium.com/p/0123456789ab",
        ),
        ("https://someone.medium.com/title-0123456789ab", "https://medium.com/@someone/title-0123456789ab"),
        ("https://own.example/title-0123456789ab?source=rss-77------2", "https://medium.com/p/0123456789ab"),
        ("https://twitter.com/a/status/1?ref_src=x", "https://x.com/a/status/1"),
        ("  https://example.org/a\n", "https://example.org/a"),
        ("//example.org/a", "https://example.org/a"),
    ],
)
def test_addresses_of_one_page_are_equal(one: str, other: str) -> None:
    """What a site or a feed varies makes no difference."""
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/b"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org/a%3Fb", "https://example.org/a?b"),
        ("https://example.org/#!one", "https://example.org/#!two"),
        ("https://example.org:8080/a", "https://example.org/a"),
        ("https://example.org/x-0123456789ab", "https://example.com/x-0123456789ab"),
        ("https://example.org/a?source=print", "https://example.org/a?source=web"),
    ],
)
def test_addresses_of_different_pages_stay_apart(one: str, other: str) -> None:
    """Only what is known not to matter is ignored."""
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "http://youtube.com/watch?feature=share&v=dQw4w9WgXcQ&t=10s",
        "https://m.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgXcQ?si=abc",
        "https://www.youtube.com/shorts/dQw4w9WgXcQ",
        "https://www.youtube.com/live/dQw4w9WgXcQ",
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0",
    ],
)
def test_a_video_is_its_id(url: str) -> None:
    """Every address of a video comes to one."""
    assert normalise(url) == VIDEO


@pytest.mark.parametrize("url", ["", "mailto:a@example.org", "not an address", "https://[bad", "ftp://a/b"])
def test_what_is_no_page_comes_back_as_it_was(url: str) -> None:
    """An address that cannot be read is still an identity."""
    assert normalise(url) == url


@pytest.mark.parametrize(
    ("base", "href", "expected"),
    [
        ("https://a.example/x/y", "../z", "https://a.example/z"),
        ("https://a.example/x/y", "//b.example/c", "https://b.example/c"),
        ("https://a.example/x/y", "#n1", "https://a.example/x/y#n1"),
        ("https://a.example/x", " https://b.example/\nc ", "https://b.example/c"),
        ("https://a.example/x", "mailto:a@b.example", "mailto:a@b.example"),
        ("", "/z", "/z"),
        ("", "__GHOST_URL__/z/", "/z/"),
        ("https://a.example/", "https://[::bad/x", "https://[::bad/x"),
        ("https://[bad", "/z", "/z"),
    ],
)
def test_a_relative_address_is_resolved(base: str, href: str, expected: str) -> None:
    """Links lead where they led on the page that was archived."""
    assert absolute(base, href) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("mailto:someone@example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("https:///a", False),
        ("https://example.org/a b", False),
        ("https://example.org/\x1b", False),
        ("https://example.org/\u202ea", False),
        ("https://[bad", False),
        ("https://a:b/", False),
        ("mailto:", False),
        ("-oProxy", False),
        ("", False),
    ],
)
def test_only_pages_and_mail_may_be_opened(url: str, expected: bool) -> None:
    """Nothing else from a file is handed to another program."""
    assert is_openable(url) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://www.Example.org:80/a", "example.org"), ("nonsense", ""), ("https://[bad", "")],
)
def test_a_host_has_no_www(url: str, expected: str) -> None:
    """The name of a site is its host without the label that says nothing."""
    assert host(url) == expected


@given(
    st.sampled_from(["", "https://a.example/x/y", "nonsense"]),
    st.from_regex(r"https?://[a-zA-Z.:@-]{1,8}[/?#a.%中\xad \t]{0,8}", fullmatch=True),
)
def test_ordinary_addresses_are_as_if_taken_step_by_step(base: str, url: str) -> None:
    """What most addresses are known by tells the same of them as all the steps for the others."""
    at_once = absolute(base, url), is_openable(url)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(urls, "_ORDINARY", re.compile(r"(?!)"))
        assert at_once == (absolute(base, url), is_openable(url))


@given(URL_LIKE, URL_LIKE)
def test_no_address_raises(base: str, href: str) -> None:
    """Whatever stands in a file, the functions answer."""
    assert isinstance(absolute(base, href), str)
    assert isinstance(host(href), str)
    assert is_openable(href) in (True, False)
    assert normalise(normalise(href)) == normalise(href)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://新聞.香港:8080/頁?問=中#節", "https://xn--efvv70d.xn--j6w193g:8080/頁?問=中#節"),
        ("http://我@Bücher.example", "http://我@xn--bcher-kva.example"),
        ("https://example.org/中", "https://example.org/中"),
        ("mailto:甲@新聞.香港", "mailto:甲@新聞.香港"),
        ("https://例..tw/", "https://例..tw/"),
        ("https://℀.tw/", "https://℀.tw/"),
    ],
)
def test_a_host_in_other_letters_is_written_as_dns_knows_it(url: str, expected: str) -> None:
    """The rest stays as typed, and so does what no host can be called."""
    assert with_ascii_host(url) == expected


@given(st.from_regex(r"https?://[a-z.-]{1,8}[/?#a:@中 .\t]{0,12}", fullmatch=True))
@example("https://a.b?x")
@example("http://a.b#x?y")
def test_a_site_is_what_the_standard_library_says(url: str) -> None:
    """Common addresses are taken apart in a quicker way, to the same end."""
    try:
        parts = urlsplit(url.strip())
        name = parts.hostname or ""
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError:
        name = ""
    assert host(url) == name.removeprefix("www.").rstrip(".")
