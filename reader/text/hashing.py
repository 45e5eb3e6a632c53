"""BLAKE2 by itself: `hashlib` loads OpenSSL besides, 4 MB that nothing here has a use for."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # a Python that was built to have all its hashes from OpenSSL
    from hashlib import blake2b

__all__ = ["blake2b"]
