"""The address of the site that an archive is the source of: by its generator's settings, or by its posts' addresses."""

from __future__ import annotations

import posixpath
from pathlib import Path

from reader.small_file import read_small
from reader.store.kinds import SITE_FILES
from reader.text.field_keys import folded_key
from reader.text.late import late
from reader.text.site_paths import stem_of
from reader.text.urls import host

_ADDRESS = late(
    r"(?im)^(?:url|base_?url|site|site_?url)[ \t]*[:=][ \t]*[\"']?(https?://[^\s\"'#,<>]+)"
    r"|^[ \t]*[\"']?(?:url|baseURL|site|siteUrl)[\"']?[ \t]*:[ \t]*[\"'](https?://[^\s\"'#,<>]+)"
)
"""the address among the settings of a generator, in TOML, YAML or Python, or else in a script or JSON"""
_BASE_PATH = late(r"(?m)^baseurl[ \t]*:[ \t]*[\"']?(/[^\s\"'#,<>]+)")
_OF_PACKAGES = frozenset({"package.json", "Gemfile"})
"""files that may name the sites of others"""
_DAY = late(r"\A\d{4}-\d{1,2}-\d{1,2}-")


def configured_site(archive: Path) -> str:
    """Return the host and the path of the site by the settings of its generator, if they stand in the archive."""
    for name in sorted(SITE_FILES - _OF_PACKAGES):
        try:
            text = read_small(archive / name).decode("utf-8", "replace")
        except OSError:
            continue
        if (found := _ADDRESS.search(text)) is not None:
            base = _BASE_PATH.search(text)
            return _site((found[1] or found[2]).rstrip("/") + (base[1] if base else ""))
    return ""


def _site(address: str) -> str:
    name = host(address)
    path = address.partition("://")[2].partition("/")[2].rstrip("/")
    return "" if "." not in name else f"{name}/{path}" if path else name


def site_of_post(path: str, slug: str, address: str) -> str:
    """Return the host of a post's address where its last part is the post's own name, so that it may be its own site."""
    last = folded_key(posixpath.basename(stem_of(address.partition("?")[0])))
    name = posixpath.basename(stem_of(path))
    own = {folded_key(name), folded_key(_DAY.sub("", name)), folded_key(slug)} - {""}
    return host(address) if last in own else ""
