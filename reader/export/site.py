"""A small web site in a folder: a page a post, lists by month, tag and channel, and a search without a server.

All links are relative, so that it works from a disk, a stick or any server.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

from reader.export.css import PAGE, SITE
from reader.export.dates import day_of, language_tag_of
from reader.export.destination import Folder
from reader.export.html_article import article_html, language_attributes
from reader.export.names import Names
from reader.export.pictures import Pictures
from reader.export.selection import Entry, Selection
from reader.export.site_search import SCRIPT, SearchIndex
from reader.export.xml_text import xml_text
from reader.language import language_in_force, ntr, tr

_POLICY = "default-src 'none'; style-src 'self'; script-src {scripts}; img-src 'self'; base-uri 'none'; form-action 'none'"
"""what a browser may do: use the site's own style and pictures, and on the page of the search its own scripts"""
_NEWEST = 60
"""posts on the first page"""


class _Listed(NamedTuple):
    """What lists show of a post."""

    name: str
    title: str
    day: str
    """ISO 8601; empty without a date"""
    channel: str


@dataclass
class _Group:
    """Posts that a list of their own has."""

    file: str
    """its place in the site, without the ending"""
    title: str
    places: list[int] = field(default_factory=list)


@dataclass
class _Site:
    """What is known of the site before its articles are written."""

    title: str
    posts: list[_Listed]
    months: dict[str, _Group]
    channels: dict[str, _Group]
    tags: dict[str, _Group]


def write_folder(selection: Selection, folder: Folder) -> None:
    """Write the site."""
    site = _site_of(selection)
    folder.add("style.css", PAGE + SITE)
    search = SearchIndex(folder)
    pictures = Pictures(lambda picture: shutil.copyfile(picture.file, folder.file(picture.name)))
    for entry in selection.articles():
        folder.add(f"posts/{entry.name}.html", _post(site, entry, pictures))
        article = entry.article
        search.add(
            entry.index, "\n".join((entry.post.title, entry.post.author, article.text, *article.keywords))
        )
    search.write([(post.title, post.day, post.name) for post in site.posts])
    folder.add("search.js", SCRIPT)
    folder.add("search.html", _search_page(site))
    folder.add("index.html", _first_page(site))
    folder.add("tags.html", _overview(site))
    for group in (*site.months.values(), *site.channels.values(), *site.tags.values()):
        folder.add(f"{group.file}.html", _list_page(site, group))


def _site_of(selection: Selection) -> _Site:
    """Return what the index knows of the posts, in their lists."""
    site = _Site(selection.title, [], {}, {}, {})
    names = {"channels": Names(), "tags": Names()}

    def put(groups: dict[str, _Group], folder: str, title: str, place: int) -> None:
        if title not in groups:
            name = names[folder].give(title) if folder in names else title
            groups[title] = _Group(f"{folder}/{name}", title)
        groups[title].places.append(place)

    for entry in selection.entries():
        post, day = entry.post, day_of(entry)
        site.posts.append(_Listed(entry.name, post.title, day.isoformat() if day else "", post.channel))
        if day is not None:
            put(site.months, "months", f"{day:%Y-%m}", entry.index)
        if post.channel:
            put(site.channels, "channels", post.channel, entry.index)
        for name in dict.fromkeys(tag.name for tag in post.tags if tag.name != post.channel):
            put(site.tags, "tags", name, entry.index)
    return site


def _page(site: _Site, title: str, body: Iterable[str], *, up: str = "", script: str = "") -> str:
    """Return a page; `up` leads from it to the folder of the site."""
    links = (("index.html", site.title), ("tags.html", tr("Tags")), ("search.html", tr("Search")))
    bar = "".join(f'<a href="{up}{file}">{xml_text(words)}</a>' for file, words in links)
    policy = _POLICY.format(scripts="'self'" if script else "'none'")
    whole = xml_text(title if title == site.title else f"{title} · {site.title}")
    return (
        f'<!DOCTYPE html>\n<html lang="{language_in_force()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f'<title>{whole}</title>\n<link rel="stylesheet" href="{up}style.css">\n{script}</head>\n<body>\n'
        f'<nav class="bar">{bar}</nav>\n' + "\n".join(body) + "\n</body>\n</html>\n"
    )


def _post(site: _Site, entry: Entry, pictures: Pictures) -> str:
    def picture_at(url: str) -> str | None:
        picture = pictures.of(entry, url)
        return f"../{picture.name}" if picture is not None else None

    def keyword_address(name: str) -> str | None:
        group = site.tags.get(name)
        return f"../{quote(group.file)}.html" if group is not None else None

    def body() -> Iterator[str]:
        yield "<main>"
        yield from article_html(
            entry,
            lambda place: f"{quote(site.posts[place].name)}.html",
            level=1,
            keyword_address=keyword_address,
            picture_at=picture_at,
        )
        yield "</main>"
        yield '<nav class="neighbours">'
        for place, sign in ((entry.index - 1, "←"), (entry.index + 1, "→")):
            if 0 <= place < len(site.posts):
                post = site.posts[place]
                yield f'<a href="{quote(post.name)}.html">{sign} {xml_text(post.title)}</a>'
        yield "</nav>"

    return _page(site, entry.post.title, body(), up="../")


def _rows(site: _Site, places: Iterable[int], up: str = "") -> Iterator[str]:
    yield "<nav>\n<ol>"
    for place in places:
        post = site.posts[place]
        time = f'<time datetime="{post.day}">{post.day}</time>' if post.day else "<time></time>"
        language = language_attributes(language_tag_of(post.title))
        yield (
            f'<li>{time}<span><a href="{up}posts/{quote(post.name)}.html"{language}>{xml_text(post.title)}</a>'
            f' <span class="channel">{xml_text(post.channel)}</span></span></li>'
        )
    yield "</ol>\n</nav>"


def _count(number: int) -> str:
    return f'<p class="count">{ntr("{count} post", "{count} posts", number)}</p>'


def _groups(groups: Iterable[_Group], name: Callable[[_Group], str]) -> Iterator[str]:
    yield '<nav class="groups">\n<ul>'
    for group in groups:
        yield (
            f'<li><a href="{quote(group.file)}.html">{xml_text(name(group))}</a>'
            f' <span class="channel">{len(group.places):,}</span></li>'
        )
    yield "</ul>\n</nav>"


def _first_page(site: _Site) -> str:
    def body() -> Iterator[str]:
        yield f"<header>\n<h1>{xml_text(site.title)}</h1>\n{_count(len(site.posts))}\n</header>"
        yield from _rows(site, range(min(_NEWEST, len(site.posts))))
        years: dict[str, list[_Group]] = {}
        for month in sorted(site.months.values(), key=lambda group: group.title, reverse=True):
            years.setdefault(month.title[:4], []).append(month)
        for year, months in years.items():
            yield f"<header><h2>{year}</h2></header>"
            yield from _groups(months, lambda group: group.title[5:])

    return _page(site, site.title, body())


def _overview(site: _Site) -> str:
    def body() -> Iterator[str]:
        for title, groups in ((tr("Channels"), site.channels), (tr("Tags"), site.tags)):
            if groups:
                yield f"<header><h1>{title}</h1></header>"
                ordered = sorted(groups.values(), key=lambda group: (-len(group.places), group.title))
                yield from _groups(ordered, lambda group: group.title)

    return _page(site, tr("Tags"), body())


def _list_page(site: _Site, group: _Group) -> str:
    heading = f"<header>\n<h1>{xml_text(group.title)}</h1>\n{_count(len(group.places))}\n</header>"
    return _page(site, group.title, (heading, *_rows(site, group.places, "../")), up="../")


def _search_page(site: _Site) -> str:
    hint = tr("Words, or two Chinese characters and more")
    body = (
        f'<header><h1>{tr("Search")}</h1>\n<p><input id="words" type="search" autofocus placeholder="{hint}"'
        f' aria-label="{hint}"></p>\n<p class="count" id="found"></p>\n</header>\n<nav><ol id="posts"></ol></nav>'
    )
    script = '<script src="search/posts.js" defer></script>\n<script src="search.js" defer></script>\n'
    return _page(site, tr("Search"), (body,), script=script)
