"""The table of template tags."""

from __future__ import annotations

RAW_TAGS = frozenset(("raw", "verbatim"))
"""tags in which nothing is a template"""

CODE_TAGS = frozenset(("highlight", "codeblock", "code", "code-block", "prism", "syntaxhighlight"))
"""tags that hold code"""
