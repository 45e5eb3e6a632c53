"""Embedded media: the providers that pages embed, and what the player at a URL shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from reader.convert import embed_pages as pages
from reader.convert.embed_pages import Address, take_apart
from reader.text.urls import host

_MAX_WRAPPERS = 4
"""players within players that are looked through: embedly's around YouTube's, say"""
_WRAPPED_URL_KEYS = ("url", "href", "src", "u", "link", "q", "iframe", "video")
"""query parameters that hold the URL of what a player shows, in the order in which they count"""


class Embed(NamedTuple):
    """What a player shows."""

    kind: str
    """`video`, `audio` or `frame`"""
    url: str
    """its public URL, or the player's own where none is known"""
    is_known: bool = True
    """whether a provider of the table recognised the URL"""


class Provider(NamedTuple):
    """A site whose media other pages embed."""

    kind: str
    hosts: tuple[str, ...]
    """their subdomains belong to it, too"""
    page: Callable[[Address], str | None]
    names: tuple[str, ...] = ()
    """words of custom elements and attributes that stand for it, such as `youtube` of `lite-youtube`"""
    template: str = ""
    """the URL of what an identifier, in the place of `{}`, names"""


PROVIDERS = (
    Provider("video", ("youtube.com", "youtu.be", "youtube-nocookie.com"), pages.youtube, ("youtube", "ytd", "yt"),
             "https://www.youtube.com/watch?v={}"),
    Provider("video", ("vimeo.com",), pages.vimeo, ("vimeo",), "https://vimeo.com/{}"),
    Provider("video", ("bilibili.com", "acg.tv", "hdslb.com"), pages.bilibili, ("bilibili", "bili"),
             "https://www.bilibili.com/video/{}"),
    Provider("video", ("v.qq.com", "video.qq.com"), pages.qq_video, ("qq", "tencent"),
             "https://v.qq.com/x/page/{}.html"),
    Provider("video", ("youku.com",), pages.youku, ("youku",), "https://v.youku.com/v_show/id_{}.html"),
    Provider("video", ("dailymotion.com", "dai.ly"), pages.dailymotion, ("dailymotion",),
             "https://www.dailymotion.com/video/{}"),
    Provider("video", ("twitch.tv",), pages.twitch, ("twitch",), "https://www.twitch.tv/videos/{}"),
    Provider("video", ("tiktok.com",), pages.tiktok, ("tiktok",), "https://www.tiktok.com/embed/v2/{}"),
    Provider("video", ("ixigua.com",), pages.without_folders("iframe", "embed"), ("ixigua",),
             "https://www.ixigua.com/{}"),
    Provider("video", ("acfun.cn",), pages.with_folder("player", "v"), ("acfun",), "https://www.acfun.cn/v/{}"),
    Provider("video", ("nicovideo.jp",), pages.on_host("www.nicovideo.jp"), ("niconico", "nicovideo"),
             "https://www.nicovideo.jp/watch/{}"),
    Provider("video", ("tv.naver.com",), pages.with_folder("embed", "v"), (), ""),
    Provider("video", ("streamable.com",), pages.without_folders("e", "o", "s"), ("streamable",),
             "https://streamable.com/{}"),
    Provider("video", ("loom.com",), pages.with_folder("embed", "share"), ("loom",), "https://www.loom.com/share/{}"),
    Provider("video", ("ted.com",), pages.on_host("www.ted.com"), ("ted",), "https://www.ted.com/talks/{}"),
    Provider("video", ("archive.org",), pages.with_folder("embed", "details"), (), ""),
    Provider("video", ("rumble.com", "odysee.com", "wistia.com", "wistia.net", "kickstarter.com"), pages.itself,
             ("wistia",), "https://fast.wistia.net/embed/iframe/{}"),
    Provider("audio", ("anchor.fm", "podcasters.spotify.com", "firstory.me"), pages.without_folders("embed"), (), ""),
    Provider("audio", ("spotify.com",), pages.spotify, ("spotify",), ""),
    Provider("audio", ("soundcloud.com",), pages.soundcloud, ("soundcloud",),
             "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/{}"),
    Provider("audio", ("podcasts.apple.com", "music.apple.com"), pages.apple, (), ""),
    Provider("audio", ("mixcloud.com",), pages.mixcloud, ("mixcloud",), ""),
    Provider("audio", ("music.163.com",), pages.netease_music, ("netease",), "https://music.163.com/song?id={}"),
    Provider("audio", ("soundon.fm",), pages.soundon, (), ""),
    Provider("audio", ("podbean.com", "bandcamp.com", "ximalaya.com", "xiaoyuzhoufm.com"), pages.itself, (), ""),
    Provider("frame", ("twitter.com", "x.com"), pages.tweet, ("twitter", "tweet"), "https://twitter.com/i/status/{}"),
    Provider("frame", ("facebook.com",), pages.facebook, ("facebook", "fb"), ""),
    Provider("frame", ("instagram.com",), pages.instagram, ("instagram",), "https://www.instagram.com/p/{}/"),
    Provider("frame", ("threads.net", "threads.com", "t.me", "telegram.me"), pages.without_folders("embed"),
             ("telegram",), "https://t.me/{}"),
    Provider("frame", ("embed.reddit.com", "redditmedia.com", "reddit.com"), pages.on_host("www.reddit.com", "embed"),
             ("reddit",), ""),
    Provider("frame", ("bsky.app",), pages.bluesky, ("bluesky",), ""),
    Provider("frame", ("gist.github.com",), pages.gist, ("gist",), "https://gist.github.com/{}"),
    Provider("frame", ("codepen.io",), pages.codepen, ("codepen",), ""),
    Provider("frame", ("codesandbox.io",), pages.with_folder("embed", "s"), (), ""),
    Provider("frame", ("jsfiddle.net",), pages.without_folders("embedded", "result", "js", "html", "css"), (), ""),
    Provider("frame", ("docs.google.com", "drive.google.com"), pages.google_docs, (), ""),
    Provider("frame", ("google.com",), pages.google, (), ""),
    Provider("frame", ("pinterest.com",), pages.itself, ("pinterest",), "https://www.pinterest.com/pin/{}/"),
)  # fmt: skip
"""the sites that are known"""

_BY_HOST = {name: provider for provider in PROVIDERS for name in provider.hosts}
_BY_NAME = {name: provider for provider in PROVIDERS for name in provider.names}


# Pages of an archive name the same hosts again and again.
@lru_cache(maxsize=4096)
def provider_of(host_name: str) -> Provider | None:
    """Return the provider to which a host belongs."""
    name = host_name
    while name:
        if name in _BY_HOST:
            return _BY_HOST[name]
        name = name.partition(".")[2]
    return None


def is_of_provider(url: str) -> bool:
    """Return whether a URL leads to a host of a provider."""
    name = url.partition("//")[2].partition("/")[0].partition("?")[0].lower()
    return provider_of(name.rpartition("@")[2].partition(":")[0]) is not None


def provider_named(words: list[str]) -> Provider | None:
    """Return the provider that one of the words, in lower case, stands for."""
    return next((_BY_NAME[word] for word in words if word in _BY_NAME), None)


def by_identifier(provider: Provider, identifier: str) -> Embed | None:
    """Return what a provider's identifier, or a URL in its place, names; None where it names nothing."""
    identifier = identifier.strip()
    if identifier.startswith(("https://", "http://", "//")):
        found = embed_of(identifier)
        return found if found.is_known else None
    if not provider.template or not re.fullmatch(r"[\w=./-]{1,100}", identifier, re.ASCII):
        return None
    return Embed(provider.kind, provider.template.format(identifier))


def embed_of(url: str) -> Embed:
    """Return what the player at a URL shows. Never raises."""
    current, kind = url, "frame"
    for _ in range(_MAX_WRAPPERS):
        address = take_apart(current)
        if address is None:
            break
        provider = provider_of(address.host)
        page = provider.page(address) if provider is not None else None
        kind = provider.kind if provider is not None else "frame"
        if provider is not None and page is not None:
            # The players of Facebook and Google also show pages of other sites.
            inner = take_apart(page)
            other = provider_of(inner.host) if inner is not None else None
            if other in (None, provider):
                is_film = kind == "frame" and "video.php" in address.folders
                return Embed("video" if is_film else kind, page)
            current = page
            continue
        if len(address.folders) == 3 and address.folder(0)[:1] == "@" and address.folder(2) == "embed":
            return Embed("frame", pages.moved(address, address.folders[:2]))  # Mastodon, on any host
        wrapped = _wrapped(address)
        if not wrapped:
            break
        current = wrapped
    return Embed(kind, current, is_known=False)


def _wrapped(address: Address) -> str:
    """Return the URL of a provider's media in the parameters of an unknown player; empty if there is none."""
    for key in _WRAPPED_URL_KEYS if address.query else ():
        if not (value := address.query.get(key, "")):
            continue
        inner = take_apart(value) if "//" in value else None
        if inner is not None and (provider_of(inner.host) is not None or _is_transparent(address.host)):
            return value
    return ""


def _is_transparent(name: str) -> bool:
    """Return whether a host serves players of other sites only."""
    return name.endswith(("embedly.com", "embed.ly", "iframe.ly", "iframely.com", "iframely.net", "noembed.com",
                          "twitframe.com", "hatenablog-parts.com"))  # fmt: skip


def label_of(url: str) -> str:
    """Return the host by which media without a title is called."""
    return host(f"https:{url}" if url.startswith("//") else url)
