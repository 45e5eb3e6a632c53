"""What a citation says of a post, whatever its style."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from enum import StrEnum

from reader.cite.byline import without_country
from reader.cite.names import Name, institution, names_of, translators_of
from reader.post import Post, TagKind
from reader.text.hashing import blake2b
from reader.text.identity import key_of
from reader.text.language_names import language_named
from reader.text.languages import language_of
from reader.text.late import late
from reader.text.safe import clean_line
from reader.text.script import AS_WRITTEN, Script, respelling, script_of, tag_of_script
from reader.text.urls import host, is_openable

_NEWSPAPER = late(
    "日報|日报|晚報|晚报|早報|早报|晨報|晨报|時報|时报|週報|周報|周报|郵報|邮报|[報报]$|新聞紙"
    r"|\b(?:Times|Daily|Herald|Tribune|Gazette|Guardian|Chronicle|Telegraph|Observer|Independent|Zeitung|(?:Post|Journal)$)"
)
_PLATFORMS = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "bilibili.com": "Bilibili",
    "vimeo.com": "Vimeo",
    "dailymotion.com": "Dailymotion",
}
"""hosts of videos, and what they are called"""
_HAN = late("[\u3400-\u9fff]")
_TAG = late(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_HASH_BYTES = 4


class SourceKind(StrEnum):
    """What a post was published as."""

    NEWSPAPER = "newspaper"
    PAGE = "page"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Source:
    """A post as a reference names it: all texts on one line, without control characters."""

    key: str
    """small letters, digits and a hyphen: the same in each run and on each machine, another for each post"""
    kind: SourceKind
    title: str
    authors: tuple[Name, ...]
    translators: tuple[Name, ...]
    """of what the authors wrote"""
    container: str
    """the newspaper, the site or the platform; may be empty"""
    day: date | None
    """of publication"""
    url: str
    """http or https, with nothing in it that an address may not have; may be empty"""
    accessed: date
    """the day on which the page is taken to have been consulted"""
    language: str
    """a tag of BCP 47, such as `zh-Hant`; empty where it is unknown"""
    keywords: tuple[str, ...]
    description: str

    @property
    def is_chinese(self) -> bool:
        """whether the title is in Chinese"""
        return self.language.split("-")[0] == "zh"

    @property
    def is_by_container(self) -> bool:
        """whether the newspaper or site itself is named as the author"""
        return bool(self.container) and self.authors == (institution(self.container),)

    @property
    def publication(self) -> str:
        """the container, unless it is a site that is named as the author already"""
        return "" if self.is_by_container and self.kind is not SourceKind.NEWSPAPER else self.container


def source_of(post: Post, zone: tzinfo, accessed: date) -> Source:
    """Return what a citation says of a post.

    `zone` decides on which day the post was published, as on the screens; `accessed` is the day of consultation. The
    publication is the post's channel, of a video the platform, of a post without a channel the host of its address.
    """
    url = post.source if is_openable(post.source) and post.source.startswith("http") else ""
    site = host(url) if url else ""
    platform = _PLATFORMS.get(site.removeprefix("m."), "")
    channel = without_country(clean_line(post.channel))
    container = platform or channel or site
    byline = without_country(clean_line(post.author)) or (channel if platform else "")
    # Who uploads a video goes by the name of an account, which has no parts.
    publisher = byline if platform else channel
    authors = names_of(byline, publisher)
    day = post.date.day(zone) if post.date is not None else None
    return Source(
        key=_key(post, authors, site, day),
        kind=_kind(platform, container),
        title=clean_line(post.title),
        authors=authors,
        translators=translators_of(byline, publisher),
        container=container,
        day=day,
        url=url,
        accessed=accessed,
        language=_language(post),
        keywords=tuple(clean_line(tag.name) for tag in post.tags if tag.kind is not TagKind.CHANNEL),
        description=clean_line(post.description),
    )


def in_script(source: Source, script: str) -> Source:
    """Return a source with Chinese in a script, as the setting `script` names it; its key stays."""
    if script == AS_WRITTEN or source.language.split("-")[0] in ("ja", "ko"):
        return source
    respell = respelling(script, script_of(source.title))
    return replace(
        source,
        title=respell(source.title),
        authors=_respelt(source.authors, respell),
        translators=_respelt(source.translators, respell),
        container=respell(source.container),
        language=tag_of_script(script) if source.is_chinese else source.language,
        keywords=tuple(map(respell, source.keywords)),
        description=respell(source.description),
    )


def _respelt(names: Iterable[Name], respell: Callable[[str], str]) -> tuple[Name, ...]:
    return tuple(replace(name, family=respell(name.family), given=respell(name.given)) for name in names)


def _kind(platform: str, container: str) -> SourceKind:
    if platform:
        return SourceKind.VIDEO
    return SourceKind.NEWSPAPER if _NEWSPAPER.search(container) else SourceKind.PAGE


def _key(post: Post, authors: tuple[Name, ...], site: str, day: date | None) -> str:
    """Return a key such as `johnson2021-5f3a1c07`: who or which site, the year, and a hash that tells posts apart."""
    who = next((author.family for author in authors if not author.is_whole), "") or _site_label(site)
    name = re.sub("[^a-z0-9]", "", who.casefold()) or "post"
    identity = f"{key_of(post)}\n{post.title}".encode("utf-8", "surrogatepass")
    return f"{name}{day.year if day else ''}-{blake2b(identity, digest_size=_HASH_BYTES).hexdigest()}"


def _site_label(site: str) -> str:
    """Return the telling part of a host: `cna` of www.cna.com.tw."""
    labels = [
        label
        for label in site.split(".")[:-1]
        if label not in ("www", "m", "com", "co", "org", "net", "gov", "edu")
    ]
    return labels[-1] if labels else ""


def _language(post: Post) -> str:
    code = language_named(post.language) if post.language else ""
    if code not in ("hant", "hans") and _TAG.fullmatch(post.language):
        return post.language.replace("_", "-")
    code = code or language_of(post.title, script_of(post.title)) or ""
    if code in (Script.HANT, Script.HANS):
        return f"zh-{code.capitalize()}"
    return code or ("zh" if _HAN.search(post.title) else "")
