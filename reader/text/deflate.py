"""Compression of what the index stores, in the format of zlib.

ISA-L compresses Chinese texts in a third of zlib's time, to 1 % less, and expands them in half of it, of which
searches through many texts consist. It is made for x86-64 and ARM; elsewhere zlib reads and writes the same format.
"""

from __future__ import annotations

__all__ = ["deflate", "inflate"]

try:
    from isal.isal_zlib import compress as _deflate
    from isal.isal_zlib import decompress as inflate

    _LEVEL = 2
except ImportError:
    from zlib import compress as _deflate
    from zlib import decompress as inflate

    _LEVEL = 1


def deflate(data: bytes) -> bytes:
    """Return the data compressed, as fast as that goes."""
    return _deflate(data, _LEVEL)
