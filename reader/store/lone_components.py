"""Components that stand in plain Markdown without imports, as VuePress registers them for all pages: `<Badge text="new"/>`."""

from __future__ import annotations

import re

from reader.store.mdx_components import render_component
from reader.store.mdx_scan import Value

LONE_COMPONENT = re.compile(r"<[A-Z][A-Za-z0-9]{1,60}\s[^<>]{1,4000}/>")

_ATTRIBUTE = r"\s+[:@#A-Za-z][\w:.@-]{0,60}(?:=(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'))?"
_CODE_OR_COMPONENT = re.compile(
    r"(?ms)^[ \t>]*(?P<fence>`{3,}|~{3,}).*?(?:^[ \t>]*(?P=fence)|\Z)|`[^`\n]+`"
    rf"|<(?P<name>[A-Z][A-Za-z0-9]{{1,60}})(?P<attributes>(?:{_ATTRIBUTE}){{1,40}})\s*/>"
)
_NAME_AND_VALUE = re.compile(r"([A-Za-z][\w.-]*)(?:=(?:\"([^\"]*)\"|'([^']*)'))?")


def lone_components_to_markdown(text: str) -> str:
    """Return a Markdown body in which each component that holds nothing is what its attributes say, outside code."""
    return _CODE_OR_COMPONENT.sub(_component, text)


def _component(found: re.Match[str]) -> str:
    name = found["name"]
    if name is None:
        return found[0]
    attributes = {}
    for written in re.findall(_ATTRIBUTE, found["attributes"]):
        # What is bound or listened to is code.
        attribute = _NAME_AND_VALUE.fullmatch(written.strip())
        if attribute is not None and not attribute[1].startswith("v-"):
            attributes[attribute[1]] = Value(attribute[2] or attribute[3] or "", is_expression=False)
    text, start, end = found.string, *found.span()
    line_end = text.find("\n", end)
    around = (
        text[text.rfind("\n", 0, start) + 1 : start] + text[end : line_end if line_end >= 0 else len(text)]
    )
    return render_component(name, attributes, "", {}, is_block=not around.strip())
