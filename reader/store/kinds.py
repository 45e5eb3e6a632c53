"""Kinds of files: which names are posts, which may be, and which folders hold templates or built output."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection
from pathlib import Path

from reader import paths
from reader.text.late import late

MARKDOWN = (".md", ".markdown", ".mdx", ".mkd", ".mkdn", ".mdown", ".mdwn", ".mdtext", ".qmd", ".rmd")
"""endings of files that are posts whatever they hold"""
HTML = (".html", ".htm", ".xhtml")
"""endings of files that are posts if they begin with front matter or are a whole page"""
TEXT = (".txt", ".text")
"""endings of files that are posts if they begin with front matter"""
MDX = ".mdx"
EXTENSIONS = (*MARKDOWN, *HTML, *TEXT)
"""every ending that a post may have, in lower case; the most common first"""
SITE_FILES = frozenset(
    {
        *("_config.yml", "_config.yaml", "_config.toml", "config.toml", "config.yaml", "config.yml"),
        *("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "pelicanconf.py", "package.json", "book.toml"),
        *("mkdocs.yml", "zola.toml", "eleventy.config.js", "eleventy.config.cjs", "eleventy.config.mjs"),
        *("_quarto.yml", "conf.py", "Gemfile", "astro.config.mjs", "astro.config.ts", "astro.config.js"),
    }
)
"""files that a site generator reads at the root of a site"""
SERVING_FILES = frozenset({"next.config.js", "next.config.mjs", "next.config.ts", "qiita.config.json"})
"""files of programs that serve what lies in `public`, where some blogs keep the texts with their pictures, or take
the texts themselves from there"""

_BUILD_FOLDERS = frozenset(
    {"node_modules", "bower_components", "_site", "__pycache__", "_layouts", "_includes"}
)
"""folders whose files are never posts"""
_OUTPUT_FOLDERS = frozenset(
    {"public", "output", "dist", "build", "_build", "_book", "archetypes", "scaffolds"}
)
"""folders that hold built pages, or patterns for new posts, where they stand at the root of a site"""
_TEMPLATE_FOLDERS = frozenset(
    {
        *("layouts", "layout", "themes", "theme", "templates", "_templates", "partials", "_partials"),
        *("shortcodes", "components", "_components", "snippets", "_data", "_sass"),
    }
)
"""folders whose HTML files are templates where they stand at the root of a site"""
_PARTS_OF_PAGE = late(r"[_.-](?:files|Dateien|fichiers|archivos|ficheros|bestanden|filer|pliki)\Z")
"""ends of the names of folders in which browsers save the parts of a page"""
START_BYTES = 4096
"""bytes from the start of a file that tell whether it is a post"""
_SCRIPT = late(r"<(script|style)\b.*?(?:</\1|\Z)", re.DOTALL | re.IGNORECASE)
_PAGE = late(
    r"(?>\s|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|(?:html|head|title|meta|body|base)\b)",
    re.DOTALL | re.IGNORECASE,
)
_TEMPLATE = late(r"\{\{|\{%|<%|<\?(?:php|=)")
_LAYOUT = late(
    r"\{\{-?\s*(?:content\b|\.Content|define\b|block\b|template\b|partial\b)"
    r"|\{%-?\s*(?:block|extends|macro|for\s+\w+\s+in\s+(?:site|posts|paginator|collections|articles)\b)"
    r"|<%|<\?(?:php|=)|\$(?:body|for|partial)(?:\(|\$)"
)
# A page about templates may have their signs in its title; what a template calls canonical is a template itself.
_PATTERN = late(
    r"^(?:[\w -]{1,40}:[ \t]*[\"'\[]{0,3}|#{1,3}[ \t]+|[*-][ \t]+)(?:\{\{[ \t]*(?:title|date|time|name|url|author|content|published|created|description|highlights)\b|<%)",
    re.MULTILINE | re.IGNORECASE,
)
"""what Obsidian, its clipper or Templater fill in: as a value, in a heading or a list"""
_PUBLISHED = late(
    r"Page saved with SingleFile|<!-- saved from url=|<link[^>{}]{0,200}canonical[^>{}]{0,200}https?://[^{}<>]{4,2000}>"
    r"|<meta[^>{}]{0,200}og:url[^>{}]{0,200}https?://[^{}<>]{4,2000}>",
    re.IGNORECASE,
)
_REDIRECT = late(r"<meta[^>]{0,200}http-equiv\s*=\s*[\"']?refresh", re.IGNORECASE)


def may_hold_patterns(folder: str) -> bool:
    """Return whether a folder, by its name or that of one around it, may hold patterns for new notes."""
    return "emplate" in folder


def is_skipped_folder(name: str) -> bool:
    """Return whether no folder of this name is entered."""
    return name in _BUILD_FOLDERS


def is_output_folder(name: str, *, is_served: bool) -> bool:
    """Return whether a folder of this name is not entered at the root of a site.

    `is_served` tells that the site's program serves the files in `public` as they are, and builds elsewhere.
    """
    return name in _OUTPUT_FOLDERS and not (is_served and name == "public")


def is_passed_over(archive: Path, path: str) -> bool:
    """Return whether a walk of the archive skips a path because of a name in it."""
    parts = path.split("/")
    for number, name in enumerate(parts):
        if name.startswith(".") or name in _BUILD_FOLDERS:
            return True
        # Looking for the files of a site costs 20 calls of the system, and few folders have such a name.
        if name in _OUTPUT_FOLDERS and _has_any(archive, parts[:number], SITE_FILES):
            is_served = _has_any(archive, parts[:number], SERVING_FILES)
            if is_output_folder(name, is_served=is_served):
                return True
    return False


def _has_any(archive: Path, folder: list[str], names: Collection[str]) -> bool:
    """Return whether a folder of the archive holds one of the files."""
    root = archive.joinpath(*folder)
    return any(paths.is_file(root / name) for name in names)


def is_post(archive: Path, path: str) -> bool:
    """Return whether a file with one of the endings is a post; only `HTML` and `TEXT` files are read for it."""
    name = path.lower()
    if name.endswith(MARKDOWN):
        return not (
            may_hold_patterns(path.rpartition("/")[0])
            and _PATTERN.search(_text_of(_start(f"{archive}/{path}", START_BYTES)))
        )
    if name.endswith(HTML):
        return not _is_template_path(archive, path) and _html_is_post(
            _start(f"{archive}/{path}", START_BYTES)
        )
    return _has_front_matter(_start(f"{archive}/{path}", START_BYTES))


def begins_as_page(text: str) -> bool:
    """Return whether the text begins as a whole HTML page does, with a doctype or an element of its head."""
    return _PAGE.match(text, 0, START_BYTES) is not None


def _is_template_path(archive: Path, path: str) -> bool:
    """Return whether an HTML file lies where a site keeps its templates, or a browser the parts of a page."""
    folders = path.split("/")[:-1]
    return any(
        _PARTS_OF_PAGE.search(name)
        or (name in _TEMPLATE_FOLDERS and _has_any(archive, folders[:number], SITE_FILES))
        for number, name in enumerate(folders)
    )


def _start(path: str, size: int) -> bytes:
    """Return the first bytes of a file; empty if it cannot be read."""
    try:
        with Path(path).open("rb") as stream:
            return stream.read(size)
    except OSError:
        return b""


def _text_of(start: bytes) -> str:
    """Return the first characters of a file by its byte order mark, without the mark."""
    is_utf16 = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return start.decode("utf-16" if is_utf16 else "utf-8", "replace").lstrip("\ufeff")


def _has_front_matter(start: bytes) -> bool:
    # 7 ms; few archives have such files.
    from reader.store.front_matter import begins_with_front_matter

    return begins_with_front_matter(_text_of(start).encode())


def _html_is_post(start: bytes) -> bool:
    """Return whether an HTML file is a post by its start: a page or a post with front matter, and no template."""
    text = _text_of(start)
    if _has_front_matter(start):
        return _LAYOUT.search(text) is None
    if not begins_as_page(text):
        return False
    if len(start) < START_BYTES and _REDIRECT.search(text):
        return False
    return _PUBLISHED.search(text) is not None or _TEMPLATE.search(_SCRIPT.sub("", text)) is None
