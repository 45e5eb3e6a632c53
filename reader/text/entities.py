"""Character references of HTML as text."""

from __future__ import annotations

import html
from functools import lru_cache

from reader.text.late import late

_TOO_LONG = late(r"&#(?:[0-9]{11}[0-9]*|[xX]0*[0-9a-fA-F]{9}[0-9a-fA-F]*);?")
"""no character has such a number, and Python refuses to read one of more than 4,300 digits"""

_REFERENCE = late(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")
"""what `html.unescape` decodes"""


@lru_cache(maxsize=1 << 12)
def _character(reference: str) -> str:
    return html.unescape(reference)


def unescape(text: str) -> str:
    """Return text with its character references decoded, as `html.unescape`; never raises.

    A number beyond all characters is U+FFFD, as in a browser.
    """
    if "&#" in text:
        text = _TOO_LONG.sub("\ufffd", text)
    # Posts have the same few again and again, and the library looks for each beginning of a name that is none.
    return _REFERENCE.sub(lambda found: _character(found[0]), text) if "&" in text else text
