"""Expressions of template languages, `{{ … }}`: those whose value a file can tell, and those of the site's own."""

from __future__ import annotations

import re

from reader.text.words import word_set

_STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_VARIABLE = re.compile(r"[A-Za-z_$][\w.\-\[\]'\"$]*")
_FILTER = re.compile(r"\|\s*([A-Za-z_]\w*)\s*(?:[:(]\s*)?((?:\"[^\"]*\"|'[^']*'|[^|\"'])*)")
_SITE_NAMES = word_set(
    """
    site page post include layout content jekyll paginator theme config forloop collections collection eleventy pkg
    metadata self super loop theme_root base_path baseurl base_url baseurl root assets assets_url url seo tags
    pagination resource current_page siteurl site_url sitename
    """
)
"""the first names of what a site's templates know, in lower case; nothing of it stands in the file"""
_FILTERS = word_set(
    """
    absolute_url abs absurl append asset_url baseurl capitalize cgi_escape concat date date_to_string date_to_xmlschema
    date_to_long_string datetime default downcase dump escape filename first group_by htmlbaseurl img_url inclinedate
    join json jsonify last length locale_url lower lstrip map markdownify markdown md minus modulo newline_to_br nl2br plus
    prepend prepend_url readabledate relative_url relurl remove replace reverse round safe size slice slug slugify
    smartify sort split strip strip_html strip_newlines striptags times title truncate truncatewords upcase upper
    uniq uri_escape url url_encode urlencode uri_encode url_for where where_exp xml_escape
    """
)


MISSING = "\x04"
"""stands for a value that is not in the file, until what is left around it is known"""


def _string(text: str) -> str | None:
    """Return the value of a text that is one string literal; None for any other."""
    literal = _STRING.fullmatch(text.strip().rstrip(")").strip())
    return None if literal is None else literal.group(1) or literal.group(2) or ""


def value_of(expression: str, variables: frozenset[str] = frozenset(), *, is_run: bool = False) -> str | None:
    """Return what stands in place of an expression; None where it is no template's, but text.

    A string keeps its value through filters, and `append` and `prepend` add to it. A variable of the site's, or one
    of the `variables` that the file defines, or one with a filter, is `MISSING`: its value is not in the file.
    In a file with statements of a template language (`is_run`), which its program runs, any variable is one.
    """
    head, _, _ = expression.partition("|")
    literal = _STRING.match(expression)
    if literal is not None:
        value = literal.group(1) or literal.group(2) or ""
        rest = expression[literal.end() :].strip()
        if rest and not rest.startswith("|"):
            return None
    else:
        head = head.strip()
        if not _VARIABLE.fullmatch(head):
            return None
        value, rest = "", expression[expression.find("|") :] if "|" in expression else ""
        name = re.split(r"[.\[]", head.lstrip("$"), maxsplit=1)[0].lower()
        is_known = name in _SITE_NAMES or name in variables or is_run
        filters = _FILTER.findall(rest)
        if not is_known and not (filters and filters[0][0].lower() in _FILTERS):
            return None
    for name, argument in _FILTER.findall(rest):
        added = _string(argument)
        if added is None:
            continue
        if name == "append":
            value += added
        elif name == "prepend":
            value = added + value
        elif name == "default":
            value = value or added
    return value or (MISSING if literal is None else "")
