"""Character references of HTML as text."""

from __future__ import annotations

import html

from reader.text.late import late

_TOO_LONG = late(r"&#(?:[0-9]{11}[0-9]*|[xX]0*[0-9a-fA-F]{9}[0-9a-fA-F]*);?")
"""no character has such a number, and Python refuses to read one of more than 4,300 digits"""


def unescape(text: str) -> str:
    """Return text with its character references decoded, as `html.unescape`; never raises.

    A number beyond all characters is U+FFFD, as in a browser.
    """
    if "&#" in text:
        text = _TOO_LONG.sub("\ufffd", text)
    return html.unescape(text)
