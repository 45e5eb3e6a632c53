"""What a player's URL shows, told from the parts of the URL."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.convert.embeds import PROVIDERS, Embed, by_identifier, embed_of, provider_named

VIDEO = "https://www.youtube.com/watch?v=Abcdefghi_1"


@pytest.mark.parametrize(
    ("player", "kind", "page"),
    [
        ("https://www.youtube.com/embed/Abcdefghi_1", "video", VIDEO),
        ("//www.youtube.com/embed/Abcdefghi_1?rel=0&autoplay=1", "video", VIDEO),
        ("https://www.youtube-nocookie.com/embed/Abcdefghi_1?start=90", "video", f"{VIDEO}&t=90s"),
        ("https://youtu.be/Abcdefghi_1?t=1m30s&si=x", "video", f"{VIDEO}&t=1m30s"),
        ("https://m.youtube.com/shorts/Abcdefghi_1", "video", VIDEO),
        ("https://www.youtube.com/v/Abcdefghi_1&hl=en", "video", VIDEO),
        ("https://www.youtube.com/live/Abcdefghi_1#t=30", "video", f"{VIDEO}&t=30s"),
        ("https://www.youtube.com/embed/Abcdefghi_1?list=PL12", "video", f"{VIDEO}&list=PL12"),
        ("https://www.youtube.com/embed/videoseries?list=PL12", "video", "https://www.youtube.com/playlist?list=PL12"),
        ("https://www.youtube.com/playlist?list=PL12", "video", "https://www.youtube.com/playlist?list=PL12"),
        ("https://player.vimeo.com/video/12345?title=0", "video", "https://vimeo.com/12345"),
        ("https://player.vimeo.com/video/12345?h=a1b2#t=30s", "video", "https://vimeo.com/12345/a1b2#t=30s"),
        ("https://vimeo.com/channels/boats/12345", "video", "https://vimeo.com/12345"),
        ("//player.bilibili.com/player.html?aid=7&bvid=BV1ab411c7mD&page=3", "video",
         "https://www.bilibili.com/video/BV1ab411c7mD?p=3"),
        ("//player.bilibili.com/player.html?aid=7&page=1", "video", "https://www.bilibili.com/video/av7"),
        ("https://www.bilibili.com/video/BV1ab411c7mD/", "video", "https://www.bilibili.com/video/BV1ab411c7mD"),
        ("https://v.qq.com/txp/iframe/player.html?vid=a001&auto=0", "video", "https://v.qq.com/x/page/a001.html"),
        ("https://v.qq.com/iframe/player.html?vid=a001", "video", "https://v.qq.com/x/page/a001.html"),
        ("https://v.qq.com/x/cover/mzc/a001.html", "video", "https://v.qq.com/x/page/a001.html"),
        ("https://player.youku.com/embed/XMjM0==", "video", "https://v.youku.com/v_show/id_XMjM0==.html"),
        ("http://player.youku.com/player.php/sid/XMjM0/v.swf", "video", "https://v.youku.com/v_show/id_XMjM0.html"),
        ("https://www.dailymotion.com/embed/video/x7a?start=5", "video", "https://www.dailymotion.com/video/x7a?start=5"),
        ("https://geo.dailymotion.com/player/p.html?video=x7a", "video", "https://www.dailymotion.com/video/x7a"),
        ("https://player.twitch.tv/?channel=boats&parent=a.example", "video", "https://www.twitch.tv/boats"),
        ("https://player.twitch.tv/?video=v123", "video", "https://www.twitch.tv/videos/123"),
        ("https://clips.twitch.tv/embed?clip=Boat", "video", "https://clips.twitch.tv/Boat"),
        ("https://open.spotify.com/embed/track/1a?theme=0", "audio", "https://open.spotify.com/track/1a"),
        ("https://open.spotify.com/embed-podcast/episode/1a", "audio", "https://open.spotify.com/episode/1a"),
        ("https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b&color=red", "audio",
         "https://soundcloud.com/a/b"),
        ("https://embed.podcasts.apple.com/tw/podcast/a/id1?i=2&theme=x", "audio",
         "https://podcasts.apple.com/tw/podcast/a/id1?i=2"),
        ("https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fvideos%2F1%2F&width=5",
         "video", "https://www.facebook.com/a/videos/1/"),
        ("https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F1", "frame",
         "https://www.facebook.com/a/posts/1"),
        ("https://platform.twitter.com/embed/Tweet.html?dnt=true&id=99", "frame", "https://twitter.com/i/status/99"),
        ("https://x.com/ann/status/99?s=20", "frame", "https://x.com/ann/status/99"),
        ("https://www.instagram.com/p/Ab1/embed/captioned/", "frame", "https://www.instagram.com/p/Ab1/"),
        ("https://www.tiktok.com/@ann/video/1?lang=en", "video", "https://www.tiktok.com/@ann/video/1"),
        ("https://boats.social/@ann/123/embed", "frame", "https://boats.social/@ann/123"),
        ("https://t.me/boats/12?embed=1", "frame", "https://t.me/boats/12"),
        ("https://gist.github.com/ann/1a2b.js?file=x.py", "frame", "https://gist.github.com/ann/1a2b"),
        ("https://docs.google.com/document/d/e/1a/pub?embedded=true", "frame",
         "https://docs.google.com/document/d/e/1a/pub"),
        ("https://docs.google.com/gview?url=https://a.example/b.pdf&embedded=true", "frame", "https://a.example/b.pdf"),
        ("https://www.google.com/maps/embed?pb=!1m18!2d", "frame", "https://www.google.com/maps/embed?pb=!1m18!2d"),
        ("https://cdn.embedly.com/widgets/media.html?src=https%3A%2F%2Fwww.youtube.com%2Fembed%2FAbcdefghi_1"
         "&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DAbcdefghi_1&key=x", "video", VIDEO),
        ("https://a.example/player?video=https://youtu.be/Abcdefghi_1", "video", VIDEO),
    ],
)  # fmt: skip
def test_the_page_of_a_player(player: str, kind: str, page: str) -> None:
    """A player's URL names a public page, without the parameters of the player."""
    assert embed_of(player) == Embed(kind, page)


@pytest.mark.parametrize(
    "url",
    ["/a.mp4", "https://a.example/frame?url=/b", "https://a.example/x?u=https://b.example/", "https://[", "about:blank",
     "https://a.example/" + "x" * 10_000],
)  # fmt: skip
def test_any_other_url_stays_as_it_is(url: str) -> None:
    """Neither a relative URL nor that of an unknown site is changed."""
    found = embed_of(url)
    assert (found.url, found.is_known) == (url, False)


def test_a_page_of_a_known_site_that_embeds_nothing_stays() -> None:
    """A channel is no film, but belongs to a site of films."""
    assert embed_of("https://www.youtube.com/@boats") == Embed(
        "video", "https://www.youtube.com/@boats", is_known=False
    )


def test_a_player_of_other_sites_names_the_page_that_it_shows() -> None:
    """Embedly's and the like show any site; a chain of them ends."""
    url = "https://cdn.embedly.com/widgets/media.html?src=https%3A%2F%2Fa.example%2Fb"
    assert embed_of(url).url == "https://a.example/b"
    for _ in range(6):
        url = f"https://cdn.embedly.com/widgets/media.html?url={quote(url, safe='')}"
    assert embed_of(url).url.startswith("https://cdn.embedly.com/")


def test_an_identifier_stands_for_its_page() -> None:
    """Custom elements name a film by its identifier; what is no identifier names nothing."""
    youtube = provider_named(["lite", "youtube"])
    assert youtube is not None
    assert by_identifier(youtube, "Abcdefghi_1") == Embed("video", VIDEO)
    assert by_identifier(youtube, "https://youtu.be/Abcdefghi_1") == Embed("video", VIDEO)
    assert by_identifier(youtube, "two words") is None
    assert by_identifier(youtube, "https://a.example/") is None
    assert provider_named(["a", "b"]) is None


HOSTS = [host for provider in PROVIDERS for host in provider.hosts]
PART = st.text("ab1/=?&%#._-:@[]中 ", max_size=12)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(HOSTS),
    PART,
    st.sampled_from(["v", "url", "href", "src", "id", "list", "bvid", "aid", "clip"]),
    PART,
)
def test_no_url_raises(host: str, path: str, key: str, value: str) -> None:
    """Whatever stands in a URL, a page or the URL itself comes back."""
    found = embed_of(f"https://{host}/{path}?{key}={value}")
    assert found.url.startswith("http")
    assert found.kind in ("video", "audio", "frame")
