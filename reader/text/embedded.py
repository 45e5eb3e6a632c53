"""Data that a text holds inside addresses (`data:`, RFC 2397), such as the pictures of a saved page."""

from __future__ import annotations

import re

from reader.text.late import late

EMBEDDED_BYTES = "reader-bytes="
"""begins, in a `data:` URL, the length of the data that was cut out of it"""

_LEAST_CUT = 1024
"""characters of data below which a URL stays whole"""
_DATA = late(
    rb"data:([\w.+-]{1,40}/[\w.+-]{1,80})?((?:;[\w.+=-]{1,60}){0,4}?);base64,([A-Za-z0-9+/=_%%-]{%d,})"
    % _LEAST_CUT
)
_ENCODED = late(
    rb"data:([\w.+-]{1,40}/[\w.+-]{1,80})((?:;[\w.+=-]{1,60}){0,4}),((?:[\w.~!*;:@&=+$,/?-]|%%[0-9A-Fa-f]{2}){%d,})"
    % _LEAST_CUT
)


def cut_embedded(data: bytes) -> bytes:
    """Return bytes of text with long data of `data:` URLs replaced by its length."""
    if b"data:" not in data:
        return data
    return _ENCODED.sub(_length, _DATA.sub(_length, data))


def _length(match: re.Match[bytes]) -> bytes:
    kind, _, payload = match.groups()
    return b"data:%s;%s%d," % (kind or b"text/plain", EMBEDDED_BYTES.encode(), len(payload))
