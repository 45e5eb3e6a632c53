"""The public page of what a provider's player shows, from the parts of the player's URL.

Each function takes a URL apart into host, folders and query, and returns the URL of the page; None where the
player's URL names nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from reader.text.late import late

_MAX_URL_CHARS = 4_000
"""longer ones are not taken apart; browsers and servers refuse most of them"""
_VISITOR_LABELS = ("www.", "m.", "mobile.", "amp.")
_YOUTUBE_ID = late(r"[\w-]{11}(?![\w-])", re.ASCII)
_YOUTUBE_FOLDERS = frozenset(("embed", "shorts", "live", "v", "e", "vi"))
_TIME = late(r"\d{1,6}(?:s|$)|(?:\d{1,4}[hms]){1,3}$", re.ASCII)
_WORD = late(r"[\w=.-]{1,100}", re.ASCII)
_NUMBER = late(r"\d{1,20}", re.ASCII)


class Address(NamedTuple):
    """A URL taken apart."""

    url: str
    host: str
    """in lower case, without labels such as `www.`"""
    folders: tuple[str, ...]
    """the non-empty segments of the path"""
    query: dict[str, str]
    """the first value of each parameter"""
    fragment: str

    def folder(self, index: int) -> str:
        return self.folders[index] if index < len(self.folders) else ""

    def after(self, *names: str) -> str:
        """Return the segment after the first one that is one of the names."""
        for index, folder in enumerate(self.folders):
            if folder in names:
                return self.folder(index + 1)
        return ""


def _word(text: str) -> str:
    """Return an identifier of letters, digits and `_-=.`; empty for anything else."""
    return text if _WORD.fullmatch(text) else ""


def _number(text: str) -> str:
    return text if _NUMBER.fullmatch(text) else ""


def take_apart(url: str) -> Address | None:
    """Return an http or https URL, or one without a scheme (`//host/…`), taken apart; None for any other."""
    if len(url) > _MAX_URL_CHARS:
        return None
    try:
        parts = urlsplit(f"https:{url}" if url.startswith("//") else url)
        name = (parts.hostname or "").rstrip(".")
        pairs = parse_qsl(parts.query, max_num_fields=100)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not name:
        return None
    for label in _VISITOR_LABELS:
        name = name.removeprefix(label)
    query: dict[str, str] = {}
    for key, value in pairs:
        query.setdefault(key, value)
    return Address(parts.geturl(), name, tuple(filter(None, parts.path.split("/"))), query, parts.fragment)


def moved(address: Address, folders: tuple[str, ...], name: str = "") -> str:
    """Return the URL of other folders, on the host `name` or the same one, without query and fragment."""
    return f"https://{name or urlsplit(address.url).netloc}/{'/'.join(folders)}"


def without_folders(*names: str) -> Callable[[Address], str | None]:
    """Return a function that drops the folders of these names, with which a host marks its players."""

    def page(address: Address) -> str | None:
        kept = tuple(folder for folder in address.folders if folder not in names)
        return moved(address, kept) if kept else None

    return page


def without_parameters(*names: str) -> Callable[[Address], str | None]:
    """Return a function that drops the parameters of these names, with which a host marks its players."""

    def page(address: Address) -> str | None:
        kept = {key: value for key, value in address.query.items() if key not in names}
        if len(kept) == len(address.query):
            return address.url
        url = address.url.partition("#")[0].partition("?")[0]
        return f"{url}?{urlencode(kept, quote_via=quote)}" if kept else url

    return page


def youtube(address: Address) -> str | None:
    query = address.query
    first, second = address.folder(0), address.folder(1)
    if address.host == "youtu.be":
        candidate = first
    elif first in _YOUTUBE_FOLDERS:
        candidate = second
    elif first == "attribution_link":
        inner = take_apart(f"https://www.youtube.com{query.get('u', '')}")
        return youtube(inner) if inner is not None and inner.folder(0) != "attribution_link" else None
    else:
        candidate = query.get("v", "")
    found = _YOUTUBE_ID.match(candidate)
    playlist = _word(query.get("list", ""))
    if not found or candidate == "videoseries":
        first_video = query.get("playlist", "").partition(",")[0]
        found = None if playlist else _YOUTUBE_ID.fullmatch(first_video)
        if not found:
            return f"https://www.youtube.com/playlist?list={playlist}" if playlist else None
    url = f"https://www.youtube.com/watch?v={found.group()}"
    if playlist:
        url += f"&list={playlist}"
    fragment = dict(parse_qsl(address.fragment, max_num_fields=10)) if len(address.fragment) < 100 else {}
    start = query.get("start") or query.get("t") or query.get("time_continue") or fragment.get("t") or ""
    if _TIME.match(start) and start.strip("0s"):
        url += f"&t={start}s" if start.isdigit() else f"&t={start}"
    return url


def vimeo(address: Address) -> str | None:
    numbers = [index for index, folder in enumerate(address.folders) if _number(folder)]
    if not numbers or address.folder(0) in ("external", "event", "showcase", "album", "user"):
        return None
    number = address.folders[numbers[-1]]
    secret = _word(address.query.get("h", "") or address.folder(numbers[-1] + 1))
    start = f"#{address.fragment}" if re.fullmatch(r"t=[\dhms]{1,12}", address.fragment) else ""
    return f"https://vimeo.com/{number}{'/' if secret else ''}{secret}{start}"


def bilibili(address: Address) -> str | None:
    query = {key.lower(): value for key, value in address.query.items()}
    video = address.after("video") or query.get("bvid", "")
    if not video and (number := query.get("aid", "").removeprefix("av")):
        video = f"av{_number(number)}"
    if not re.fullmatch(r"BV[0-9A-Za-z]{10}|av\d{1,20}", video):
        episode = _number(query.get("ep_id", "") or query.get("episodeid", ""))
        return f"https://www.bilibili.com/bangumi/play/ep{episode}" if episode else None
    part = _number(query.get("p", "") or query.get("page", ""))
    return f"https://www.bilibili.com/video/{video}{f'?p={part}' if part not in ('', '0', '1') else ''}"


def qq_video(address: Address) -> str | None:
    video = address.query.get("vid", "")
    if not video and address.folder(0) == "x" and len(address.folders) > 2:
        last = address.folders[-1].removesuffix(".html")
        if address.folder(1) == "cover" and len(address.folders) < 4:
            return moved(address, address.folders)
        video = last
    return f"https://v.qq.com/x/page/{video}.html" if _word(video) else None


def youku(address: Address) -> str | None:
    video = address.after("embed", "sid") or address.query.get("vid", "")
    if not video and (page := address.folder(0) == "v_show" and address.folder(1)):
        video = page.removeprefix("id_").removesuffix(".html")
    video = video.replace("%3D", "=").replace("%3d", "=")
    return f"https://v.youku.com/v_show/id_{video}.html" if _word(video) else None


def dailymotion(address: Address) -> str | None:
    video = address.folder(0) if address.host == "dai.ly" else address.after("video")
    video = (video or address.query.get("video", "")).partition("_")[0]
    if not _word(video):
        playlist = _word(address.after("playlist") or address.query.get("playlist", ""))
        return f"https://www.dailymotion.com/playlist/{playlist}" if playlist else None
    start = _number(address.query.get("start", ""))
    return f"https://www.dailymotion.com/video/{video}{f'?start={start}' if start else ''}"


def twitch(address: Address) -> str | None:
    query = address.query
    if clip := _word(query.get("clip", "")):
        return f"https://clips.twitch.tv/{clip}"
    if video := _number(query.get("video", "").removeprefix("v")):
        return f"https://www.twitch.tv/videos/{video}"
    channel = _word(query.get("channel", ""))
    return f"https://www.twitch.tv/{channel}" if channel else moved(address, address.folders)


def tweet(address: Address) -> str | None:
    number = address.after("status", "statuses") or address.query.get("id", "")
    if not _number(number):
        return None
    user = address.folder(0) if address.folder(1) in ("status", "statuses") else ""
    site = "x.com" if address.host.endswith("x.com") else "twitter.com"
    return f"https://{site}/{user or 'i'}/status/{number}"


def facebook(address: Address) -> str | None:
    href = address.query.get("href", "")
    if address.folder(0) == "plugins" or "plugins" in address.folders[:2]:
        return href if href.startswith(("https://", "http://")) else None
    return address.url


def instagram(address: Address) -> str | None:
    kind = next((name for name in ("p", "reel", "tv", "reels") if name in address.folders), "")
    code = _word(address.after(kind)) if kind else ""
    return f"https://www.instagram.com/{kind}/{code}/" if code else None


def tiktok(address: Address) -> str | None:
    if "video" in address.folders:
        return moved(address, address.folders)
    number = next((folder for folder in reversed(address.folders) if _number(folder)), "")
    return f"https://www.tiktok.com/embed/v2/{number}" if number else None


def spotify(address: Address) -> str | None:
    folders = tuple(name for name in address.folders if name not in ("embed", "embed-podcast", "video"))
    if uri := address.query.get("uri", ""):
        folders = tuple(uri.split(":")[1:])
    return f"https://open.spotify.com/{'/'.join(folders)}" if folders and all(map(_word, folders)) else None


def soundcloud(address: Address) -> str | None:
    inner = take_apart(address.query.get("url", ""))
    if address.host != "w.soundcloud.com" or inner is None:
        return address.url
    if inner.host != "api.soundcloud.com":
        return inner.url
    # The address of a track in the API opens in no browser, the player does.
    return f"https://w.soundcloud.com/player/?{urlencode({'url': inner.url}, quote_via=quote)}"


def mixcloud(address: Address) -> str | None:
    feed = address.query.get("feed", "")
    if not feed:
        return address.url
    return feed if take_apart(feed) else f"https://www.mixcloud.com/{feed.strip('/')}/"


def netease_music(address: Address) -> str | None:
    number = _number(address.query.get("id", ""))
    kinds = {"0": "playlist", "1": "album", "2": "song", "3": "program", "4": "djradio"}
    kind = kinds.get(address.query.get("type", "")) or (
        address.folder(0) if address.folder(0) in kinds.values() else ""
    )
    return f"https://music.163.com/{kind}?id={number}" if kind and number else None


def soundon(address: Address) -> str | None:
    podcast = _word(address.query.get("podcast", ""))
    episode = _word(address.query.get("episode", ""))
    if not podcast:
        return address.url
    return f"https://player.soundon.fm/p/{podcast}{f'/episodes/{episode}' if episode else ''}"


def apple(address: Address) -> str | None:
    part = _number(address.query.get("i", ""))
    return moved(address, address.folders, address.host.removeprefix("embed.")) + (
        f"?i={part}" if part else ""
    )


def google_docs(address: Address) -> str | None:
    if address.folder(0) in ("viewer", "gview") and (url := address.query.get("url", "")):
        return url if take_apart(url) else address.url
    if address.folders and address.folders[-1] in ("embed", "preview"):
        is_published = address.folders[:3] == (address.folder(0), "d", "e")
        last = ("view",) if address.host == "drive.google.com" else ("pub",) if is_published else ()
        return moved(address, (*address.folders[:-1], *last))
    return without_parameters("embedded", "widget", "headers", "chrome", "rm")(address)


def google(address: Address) -> str | None:
    if address.folders[:3] == ("maps", "d", "embed"):
        return f"https://www.google.com/maps/d/viewer?mid={quote(address.query.get('mid', ''))}"
    if address.folder(0) == "url":
        url = address.query.get("q", "") or address.query.get("url", "")
        return url if take_apart(url) else address.url
    if address.folder(0) == "maps":
        return without_parameters("output")(address)
    return address.url


def bluesky(address: Address) -> str | None:
    if address.host == "embed.bsky.app" and address.folders[:1] == ("embed",) and len(address.folders) >= 4:
        return f"https://bsky.app/profile/{address.folder(1)}/post/{address.folders[-1]}"
    return address.url


def gist(address: Address) -> str | None:
    user, name = address.folder(0), address.folder(1).removesuffix(".js").removesuffix(".pibb")
    if not user:
        return None
    return f"https://gist.github.com/{user.removesuffix('.js')}{f'/{name}' if name else ''}"


def codepen(address: Address) -> str | None:
    code = _word(address.after("embed", "preview", "pen"))
    if code == "preview":
        code = _word(address.after("preview"))
    return f"https://codepen.io/{address.folder(0)}/pen/{code}" if code else None


def on_host(name: str, *dropped: str) -> Callable[[Address], str | None]:
    """Return a function that moves a URL to the host `name`, without the folders `dropped`."""

    def page(address: Address) -> str | None:
        return moved(address, tuple(part for part in address.folders if part not in dropped), name)

    return page


def with_folder(old: str, new: str) -> Callable[[Address], str | None]:
    """Return a function that replaces a folder, with which a host marks its players."""

    def page(address: Address) -> str | None:
        return moved(address, tuple(new if part == old else part for part in address.folders))

    return page


def itself(address: Address) -> str | None:
    return address.url
