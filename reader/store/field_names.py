"""The names under which programs write the fields of a post in its front matter: a row a field."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from reader.text.field_keys import folded_key


class Field(StrEnum):
    """A field of a post."""

    TITLE = "title"
    DATE = "date"
    UPDATED = "updated"
    AUTHOR = "author"
    ADDRESS = "address"
    SITE = "site"
    SOURCE = "source"
    """an address, or else the name of a site"""
    TAGS = "tags"
    CATEGORIES = "categories"
    TOPICS = "topics"
    SERIES = "series"
    """topics of which each is one name, whatever is in it"""
    TAXONOMIES = "taxonomies"
    """topics below the names of their kinds"""
    DESCRIPTION = "description"
    LANGUAGE = "language"
    IMAGE = "image"
    DRAFT = "draft"
    PUBLISHED = "published"
    """whether the post is published, or else when"""
    STATUS = "status"


class Role(NamedTuple):
    """The field that a key gives, and the place of the key among the names of the field."""

    field: Field
    rank: int
    is_plural: bool
    """whether the name is a plural, whose text Jekyll and Hugo split"""


# The names in a row stand in the order in which they count. They come from Jekyll, Hugo, Zola, Hexo, Pelican,
# Eleventy, Astro, Docusaurus, MultiMarkdown, Ghost, WordPress exporters, Obsidian's clipper, Readwise, Zotero
# and schema.org; names in other languages from vaults in them. `folded_key` makes `date_published`, `datePublished`
# and `date-published` one.
NAMES: Mapping[Field, str] = {
    Field.TITLE: "title full-title headline post-title article-title dc.title dcterms.title og:title name 标题 標題 题目 題目"
    " タイトル 題名 제목 titel titre título titulo titolo заголовок название",
    Field.DATE: "date date-published published-date published-at published-on published-time publish-date"
    " publication-date publish-time publish-at publish-on pub-date pub-time article:published-time posted"
    " posted-at posted-on post-date date-posted datetime date-time date-gmt issued dc.date dcterms.date"
    " dcterms.issued release-date first-published first-published-at"
    " first-published-date original-publication-date created created-at created-on created-date create-date"
    " create-time created-time creation-date date-created ctime added added-at date-added saved saved-at date-saved time"
    " timestamp 日期 发布日期 發布日期 發佈日期 发表日期 發表日期 时间 時間 发布时间 發布時間 發佈時間 发表时间 發表時間"
    " 创建时间 創建時間 建立時間 创建日期 建立日期 日付 投稿日 公開日 作成日 날짜 작성일 등록일 datum fecha дата",
    Field.PUBLISHED: "published",
    Field.UPDATED: "updated updated-at updated-on update-date updated-date updated-time date-updated last-updated"
    " last-update last-mod last-modified last-modified-at lastmodified-date modified modified-at modified-on"
    " modified-date modified-time date-modified article:modified-time dcterms.modified edited edited-at"
    " last-edited last-edited-time revised revision-date mtime 更新 更新日期 更新时间 更新時間 修改时间 修改時間",
    Field.AUTHOR: "author authors byline by-line creator creators dc.creator dcterms.creator writer writers by"
    " written-by post-author article:author reporter reporters contributor contributors 作者 记者 記者"
    " 著者 筆者 작성자 저자 글쓴이 autor autoren autores verfasser auteur auteurs autore autori автор",
    Field.ADDRESS: "from canonical canonical-url canonical-link canonical-uri original-url original-link"
    " original-source original source-url source-link source-uri url link permalink external-url external-link"
    " article-url post-url page-url web-url full-url html-url og:url uri href guid 来源网址 來源網址 原文链接"
    " 原文連結 原文網址 原文网址 链接 連結 网址 網址",
    Field.SOURCE: "source 来源 來源 出处 出處 出典 출처 quelle fuente fonte источник",
    Field.SITE: "site site-name publication publication-title publication-name publisher source-name source-title"
    " outlet newspaper magazine journal website og:site-name feed feed-title feed-name channel channel-name"
    " 媒体 媒體 网站 網站",
    Field.TAGS: "tags tag document-tags 标签 標籤 タグ 태그 etiquetas étiquettes schlagworte schlagwörter теги метки",
    Field.CATEGORIES: "categories category 分类 分類 类别 類別 カテゴリ カテゴリー 카테고리 분류 kategorie kategorien catégorie"
    " catégories categoría categorías categoria categorias рубрика категория",
    Field.TOPICS: "keywords keyword topics topic subjects subject labels label news-keywords article:tag"
    " dc.subject dcterms.subject hashtags 关键词 關鍵詞 关键字 關鍵字 キーワード 키워드 主题 主題 话题 話題",
    Field.SERIES: "section sections series article:section 栏目 欄目 专栏 專欄 系列",
    Field.TAXONOMIES: "taxonomies taxonomy",
    Field.DESCRIPTION: "description summary excerpt abstract meta-description seo-description og:description"
    " dc.description lead lede dek deck standfirst intro teaser tldr subtitle 摘要 描述 简介 簡介",
    Field.LANGUAGE: "lang language locale in-language content-language lang-code language-code og:locale"
    " dc.language dcterms.language languages 语言 語言",
    Field.IMAGE: "image cover cover-image featured-image feature-image thumbnail images hero-image hero banner"
    " banner-image header-image og:image og-image social-image social-card lead-image main-image preview-image"
    " preview thumb img index-img banner-img top-img photo header 封面 图片 圖片",
    Field.DRAFT: "draft is-draft _draft 草稿",
    Field.STATUS: "status post-status publish-status 状态 狀態",
}

TITLES = frozenset(
    folded_key(title)
    for title in NAMES[Field.TITLE].split()
    if title not in ("name", "headline", "题目", "題目")
)
"""the folded names of a title that no text is likely to begin with"""

CONTAINERS = ("extra", "params", "meta", "metadata", "head", "seo", "opengraph", "og", "dates", "article")
"""the keys below which generators keep further fields, folded; they count after those of the top level"""

# Keys that say nothing of a post that is shown, but that its head is front matter.
_OTHERS = (
    "layout slug alias aliases redirect redirect-from redirect-to weight type id uid uuid template templates toc"
    " comments comment math mathjax katex pin pinned sticky top hidden archived rating format path file-name"
    " kind cssclass cssclasses publish menu menus order sidebar-position sidebar-label parent nav-order"
    " css affiliation copyright license save-as email cover-alt reading-time word-count outputs build"
    " cascade headless expiry-date url-path translation-key translations isbn version edition"
)


_PLURALS = ("tags", "document-tags", "categories")


def _roles() -> dict[str, Role]:
    found: dict[str, Role] = {}
    for field, names in NAMES.items():
        for rank, name in enumerate(names.split()):
            found.setdefault(folded_key(name), Role(field, rank, is_plural=name in _PLURALS))
    return found


_ROLES = _roles()
_KNOWN = frozenset(_ROLES) | frozenset(map(folded_key, _OTHERS.split())) | frozenset(CONTAINERS)


# A few keys are in all posts of an archive.
@lru_cache(maxsize=4096)
def role_of(key: str) -> Role | None:
    """Return the role of a key, whatever its case and its hyphens; None for a key that is no field."""
    return _ROLES.get(folded_key(key))


def is_known(key: str) -> bool:
    """Return whether programs write front matter with this key."""
    return folded_key(key) in _KNOWN
