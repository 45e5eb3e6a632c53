"""BLAKE2 without `hashlib`, which loads OpenSSL: 4 MB of memory that nothing else here needs."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # a Python built to take all its hashes from OpenSSL
    from hashlib import blake2b

__all__ = ["blake2b"]
