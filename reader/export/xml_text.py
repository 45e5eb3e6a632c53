"""Text in XML: escaped, and without characters that no XML document may hold."""

from __future__ import annotations

from reader.text.late import late

# https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = late("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return a text for an element, or for an attribute in double quotes. A carriage return is kept as a reference."""
    text = _FORBIDDEN.sub("\ufffd", text)
    for sign, reference in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ('"', "&quot;"),
        ("\r", "&#13;"),
    ):
        text = text.replace(sign, reference)
    return text
