"""How far a load is, as screens and commands hear of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a load is."""

    done: int
    """files read"""
    total: int
    """files to read: all at first, later those that are new or changed; 0 while that is not known"""
    new: int = 0
    """posts that were not there before, of those read so far"""
    changed: int = 0
    """posts whose files had changed, of those read so far"""
    gone: int = 0
    """posts whose files are no longer there"""
