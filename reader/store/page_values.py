"""What a whole page says of itself: in `meta` elements, JSON-LD, `time`, links, and comments of what saved it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.store.front_matter_values import Value
from reader.store.linked_data import linked_data
from reader.text.safe import clean_line

_HEAD_CHARS = 20_000
_MAX_LABEL_CHARS = 2_000
_MAX_OWNER_LEVELS = 30
_SCRIPT_TIME = re.compile(r"\b(?:var\s+ct|ori_create_time|create_timestamp)\s*[:=]\s*[\"']?(\d{10})\b")
_PLATFORMS = frozenset(("微信公众平台", "Weixin Official Accounts Platform", "微信公眾平台"))
"""names of platforms that pages have in the place of the name of what is published there"""
_ACCOUNT = "#js_name"
# The comment of SingleFile, then that of browsers, of HTTrack, and the attributes of WebScrapBook.
_SINGLE_FILE_URL = re.compile(r"Page saved with SingleFile\s[^>]{0,500}?url:\s*(\S{1,4000})")
_SAVED_DATE = re.compile(r"saved date:\s*([^\n>]{5,100})")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(\S{1,4000})\s*-->")
_MIRRORED = re.compile(r"<!--\s*Mirrored from ([^\s>]{3,2000}) by HTTrack")
_LIST = re.compile(r"[,，、;；\n]")
_BY = re.compile(r"(?:by|von|par|por|文|作者|撰文|記者|记者)(?:\s*[:：／/|｜]\s*|\s+)", re.IGNORECASE)
_BYLINE_LINKS = '.h-entry .p-author, .byline a, [class*="byline"] a[href*="author"], .author-name'
_BYLINES = '.byline, [class*="byline"], .author, [class*="author-name"], [class*="article-author"], .reporter, .writer'
_SEPARATOR = re.compile(r"\s+[|–—·•»«_:-]+\s+|\s*[|｜_]\s*|\s+::\s+")
_DATE_NAME = re.compile(
    r"(?:^|[\s_-])(?:(?:publish\w*|pub|post(?:ed)?|entry|article|update)[_-]?(?:date|time|on)|published|updatetime|pubtime|date|dateline|timestamp|time)(?:$|[\s_-])",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d{6}|民國|民国|令和|平成|昭和")
_MAX_BARE_TIMES = 3
"""`time` elements outside of articles, beyond which the first need not be that of the page"""
_DATE_TEXT = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?:\s*日)?(?:[T\s]+\d{1,2}\s*[:：]\s*\d{2}(?:\s*[:：]\s*\d{2})?)?"
)
_TITLES = (
    "headline",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "og:title",
    "twitter:title",
    "parsely-title",
    "title",
    "name",
)
_DATES = (
    *(
        "datepublished",
        "article:published_time",
        "og:published_time",
        "article:published",
        "publication_date",
    ),
    *("citation_publication_date", "citation_date", "parsely-pub-date", "sailthru.date", "dc.date.issued"),
    *(
        "dcterms.issued",
        "dc.date",
        "dcterms.date",
        "dcterms.created",
        "dc.date.created",
        "pubdate",
        "publishdate",
        "publish_date",
        "publish-date",
    ),
    *(
        "published_time",
        "weibo:article:create_at",
        "bt:pubdate",
        "cxenseparse:recs:publishtime",
        "date",
        "datecreated",
        "uploaddate",
        "created",
    ),
)
_UPDATES = (
    *(
        "datemodified",
        "article:modified_time",
        "og:updated_time",
        "article:updated_time",
        "dcterms.modified",
        "dc.date.modified",
    ),
    *("last-modified", "lastmod", "revised", "weibo:article:update_at", "updated"),
)
_AUTHORS = (
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "byl",
    "creator",
)
_SITES = (
    "og:site_name",
    "publisher",
    "application-name",
    "apple-mobile-web-app-title",
    "citation_journal_title",
    "dc.publisher",
    "source",
)
_PICTURES = (
    "og:image",
    "og:image:url",
    "og:image:secure_url",
    "twitter:image",
    "twitter:image:src",
    "image",
    "thumbnailurl",
)
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description", "dcterms.abstract")
_LANGUAGES = ("content-language", "inlanguage", "dc.language", "og:locale", "language")
_TOPICS = (
    "article:tag",
    "tags",
    "news_keywords",
    "keywords",
    "parsely-tags",
    "citation_keywords",
    "dc.subject",
    "og:article:tag",
    "sailthru.tags",
)
_SECTIONS = ("article:section", "category", "articlesection", "parsely-section", "section")


def values_of(page: LexborHTMLParser, text: str) -> dict[str, Value]:
    """Return what the page says of itself, under the names that front matter has for it. Never raises.

    `text` is the page's source. Keys without a value are left out.
    """
    names = _named(page)
    saved = _saved_from(page, text)
    address = _address(page, names, saved)
    site = _site(page, names)
    title = _title(page, names, site)
    picture = _first(names, _PICTURES)
    values: dict[str, Value] = {
        "title": title,
        "date": next(filter(_YEAR.search, _all(names, _DATES)), "")
        or _date_in_page(page)
        or _date_in_script(page, text),
        "updated": _first(names, _UPDATES),
        "author": _authors(page, names),
        "from": address,
        "site": "" if site.startswith(("@", "http")) else site,
        "description": _first(names, _DESCRIPTIONS),
        "lang": _language(page, names),
        "image": _absolute(address or saved, picture) if picture else "",
        "keywords": _topics(page, names),
        "section": next(iter(names.get(_first_key(names, _SECTIONS), ())), ""),
        "saved": _saved_date(text),
    }
    return {key: value for key, value in values.items() if value}


def _site(page: LexborHTMLParser, names: Mapping[str, list[str]]) -> str:
    """Return the name of the site, or of the account on a platform."""
    site = _first(names, _SITES)
    account = page.css_first(_ACCOUNT) if site in _PLATFORMS or not site else None
    return (account is not None and _line(account)) or site


def _first_key(names: Mapping[str, list[str]], keys: Iterable[str]) -> str:
    return next((key for key in keys if key in names), "")


def _all(names: Mapping[str, list[str]], keys: Iterable[str]) -> Iterator[str]:
    """Yield the values under the keys, in their order."""
    for key in keys:
        yield from names.get(key, ())


def _first(names: Mapping[str, list[str]], keys: Iterable[str]) -> str:
    """Return the first value under the first of the keys that has one."""
    return next(_all(names, keys), "")


def _named(page: LexborHTMLParser) -> dict[str, list[str]]:
    """Return all named values of the page, by name in lower case: JSON-LD, then `meta`, then microdata."""
    names: dict[str, list[str]] = {}

    def add(name: str, value: str) -> None:
        value = clean_line(value)[:_MAX_LABEL_CHARS]
        if value and value not in (known := names.setdefault(name, [])):
            known.append(value)

    for node in page.css('script[type="application/ld+json" i]')[:50]:
        for name, value in linked_data(node.text() or ""):
            add(name, value)
    for node in page.css("meta[content]"):
        attributes = node.attributes
        content = attributes.get("content") or ""
        if attributes.get("itemprop") and (owner := _owner(node)):
            if attributes.get("itemprop") == "name":
                add(owner, content)
            continue
        for key in ("property", "name", "itemprop", "http-equiv"):
            for label in (attributes.get(key) or "").lower().split()[:8]:
                add(label.replace("dc:", "dc.", 1).replace("dcterms:", "dcterms.", 1), content)
    for node in page.css("[itemprop]:not(meta)")[:2000]:
        attributes = node.attributes
        name = (attributes.get("itemprop") or "").strip().lower()
        if name in ("datepublished", "datemodified", "datecreated", "headline", "keywords"):
            told = (attributes.get(key) for key in ("datetime", "content", "title"))
            add(name, next(filter(None, told), None) or _line(node))
    return {name: values for name, values in names.items() if values}


def _owner(node: LexborNode) -> str:
    """Return the property whose value a microdata element is a part of, such as `author`; empty for the page's own."""
    above = node.parent
    for _ in range(_MAX_OWNER_LEVELS):
        if above is None or above.tag in ("body", "html"):
            break
        attributes = above.attributes
        if "itemscope" in attributes:
            return (attributes.get("itemprop") or "").strip().lower()
        above = above.parent
    return ""


def _title(page: LexborHTMLParser, names: Mapping[str, list[str]], site: str) -> str:
    """Return the title without the name of the site that most pages put behind it."""
    element = page.css_first("head > title") or page.css_first("title")
    whole = clean_line(element.text() or "") if element is not None else ""
    headings = [_line(node) for node in page.css("h1")[:5]]
    told = list(_all(names, _TITLES))
    # A headline that neither the heading nor the window shows describes something else, as in Wikipedia.
    shown = (title for title in told if title in headings or title.casefold() in whole.casefold())
    is_headed = any(heading and heading in whole for heading in headings)
    others = list(_all(names, _TITLES[1:]))
    title = next(shown, "") or next(iter(others or ([] if is_headed else told)), whole)
    for heading in headings:
        # The heading is what the title was made of.
        if not heading or heading in (site, title) or not title.startswith(heading):
            continue
        if _SEPARATOR.match(title, len(heading)):
            return heading
    parts = _SEPARATOR.split(title)
    host = urlsplit(_first(names, ("og:url",))).netloc.removeprefix("www.")
    while len(parts) > 1 and parts[-1].strip().casefold() in (site.casefold(), host.casefold()):
        title = title[: title.rindex(parts[-1])].rstrip(" |｜–—·•»«_:-")
        parts.pop()
    return title or next(filter(None, headings), "")


def _authors(page: LexborHTMLParser, names: Mapping[str, list[str]]) -> Value:
    """Return the names of the authors: as the page's head says, else as links and marks in it say."""
    key = next((key for key in _AUTHORS if any(map(_is_name, names.get(key, ())))), "")
    found = [
        _BY.sub("", name, count=1) if _BY.match(name) else name
        for name in names.get(key, ())
        if _is_name(name)
    ]
    if not found:
        nodes = page.css('[itemprop="author"] [itemprop="name"]') or page.css(
            '[rel~="author"], [itemprop="author"]'
        )
        texts = map(_line, nodes[:10])
        found = [
            _BY.sub("", text, count=1) if _BY.match(text) else text for text in texts if 0 < len(text) < 80
        ]
    if not found:
        links = (_line(node) for node in page.css(_BYLINE_LINKS)[:5])
        lines = (line for node in page.css(_BYLINES)[:10] if _BY.match(line := _line(node)))
        shown = (*links, *(_BY.sub("", line, count=1) for line in lines))
        found = [name for name in shown if 1 < len(name) < 50 and not any(map(str.isdigit, name))][:1]
    return tuple(dict.fromkeys(found))


def _line(node: LexborNode) -> str:
    """Return the text of an element as one line."""
    return clean_line(node.text(separator=" ", strip=True) or "")


def _is_name(text: str) -> bool:
    return bool(text) and "://" not in text and not text.startswith(("@", "/", "www."))


def _date_in_page(page: LexborHTMLParser) -> str:
    """Return a date that the page shows: in a `time`, or in an element that is named after it."""
    for selector in (
        "time[pubdate]",
        "article header time",
        "article time",
        "main time",
        "header time",
        "time",
    ):
        nodes = page.css(selector)
        if selector == "time" and len(nodes) > _MAX_BARE_TIMES:
            continue
        for node in nodes[:3]:
            written = node.attributes.get("datetime") or node.text(strip=True) or ""
            if _YEAR.search(written):
                return clean_line(written)[:100]
    for number, node in enumerate(page.css("[class], [id]")):
        if number > 5000:
            break
        attributes = node.attributes
        if _DATE_NAME.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:300]):
            match = _DATE_TEXT.search((node.text(separator=" ") or "")[:300])
            if match is not None:
                return clean_line(match[0])
    return ""


def _date_in_script(page: LexborHTMLParser, text: str) -> str:
    """Return the seconds since 1970 that WeChat shows by a script as the time of publication."""
    is_wechat = page.css_first("#js_content") is not None
    found = _SCRIPT_TIME.search(text) if is_wechat else None
    return found[1] if found else ""


def _language(page: LexborHTMLParser, names: Mapping[str, list[str]]) -> str:
    root: LexborNode | None = page.css_first("html")
    told = (root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root is not None else ""
    return (clean_line(told) or _first(names, _LANGUAGES)).replace("_", "-")[:40]


def _topics(page: LexborHTMLParser, names: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Return the topics of the page: those of the first name that has any, and its links to topics."""
    key = _first_key(names, _TOPICS)
    written = names.get(key, [])
    topics = [topic.strip() for text in written for topic in _LIST.split(text)]
    if not topics:
        topics = [
            clean_line(node.text(strip=True) or "").lstrip("#＃") for node in page.css('a[rel~="tag"]')[:50]
        ]
    return tuple(dict.fromkeys(topic for topic in topics if 0 < len(topic) < 80))


def _saved_from(page: LexborHTMLParser, text: str) -> str:
    """Return the address that what saved the page has written into it."""
    head = text[:_HEAD_CHARS]
    for pattern in (_SINGLE_FILE_URL, _SAVED_FROM):
        if match := pattern.search(head):
            return match[1].strip()
    if match := _MIRRORED.search(head) or _MIRRORED.search(text[-_HEAD_CHARS:]):
        return f"http://{match[1]}"
    root = page.css_first("html")
    return (root.attributes.get("data-scrapbook-source") or "") if root is not None else ""


def _saved_date(text: str) -> str:
    head = text[:_HEAD_CHARS]
    if "SingleFile" in head and (match := _SAVED_DATE.search(head)):
        return clean_line(match[1])
    return ""


def _address(page: LexborHTMLParser, names: Mapping[str, list[str]], saved: str) -> str:
    """Return the page's address: what it calls canonical, unless that is the front page of its site."""
    link = page.css_first('link[rel~="canonical" i][href]')
    # Medium's export, which has it in the footer.
    link = link if link is not None else page.css_first(".h-entry a.p-canonical[href]")
    told = [link.attributes.get("href") or ""] if link is not None else []
    told += [_first(names, (key,)) for key in ("og:url", "ld:url", "twitter:url", "parsely-link")]
    addresses = [
        address
        for each in told
        if each and (address := _absolute(saved, each)).startswith(("http://", "https://"))
    ]
    addresses += [saved] if saved.startswith(("http://", "https://")) else []
    return next((address for address in addresses if not _is_front_page(address)), next(iter(addresses), ""))


def _absolute(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address


def _is_front_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.path in ("", "/") and not parts.query
