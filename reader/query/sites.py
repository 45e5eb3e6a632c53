"""Compares host names, sites and author names."""

from __future__ import annotations

import re

from reader.query.nodes import TextField
from reader.text.late import late
from reader.text.script import fold
from reader.text.spelling import search_form

_WWW = late(r"(?:www\.)+(?=.)", re.DOTALL)


def whole_name(field: TextField, text: str) -> str:
    """Return the form in which whole names of authors and hosts are compared: a host without `www.`."""
    return site_name(fold(text)) if field is TextField.SITE else search_form(text)


def site_name(host: str) -> str:
    """Return the site name of a folded host: without leading `www.`, unless nothing else is left."""
    return host[prefix.end() :] if (prefix := _WWW.match(host)) else host


def host_of(address: str) -> str:
    """Return the host name in a folded URL; empty where there is none."""
    rest = address.split("://", 1)[-1]
    return rest.split("/", 1)[0].rsplit("@", 1)[-1].split(":", 1)[0]


def site_matches(address: str, words: str) -> bool:
    """Return whether a folded URL belongs to the site that the folded words name.

    Words with a slash match any part of the URL. Words with a dot match a host or a parent domain:
    `cna.com.tw` matches www.cna.com.tw. Other words match any part of the host name.
    """
    if "/" in words:
        return words.split("://", 1)[-1] in address.split("://", 1)[-1]
    host = host_of(address)
    if "." in words.strip("."):
        domain = words.strip(".")
        return host == domain or host.endswith("." + domain)
    return bool(host) and words in host
