"""Progress reports of a load."""

from __future__ import annotations

from reader.frozen import Frozen


class Progress(Frozen):
    """The state of a load after a step."""

    done: int
    """files read"""
    total: int
    """files to read: new and changed ones; 0 while unknown"""
    new: int = 0
    """new posts among those read"""
    changed: int = 0
    """changed posts among those read"""
    gone: int = 0
    """posts whose files vanished"""
