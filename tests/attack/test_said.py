"""Whatever is killed, nothing that was said is lost."""

from __future__ import annotations

from pathlib import Path

from tests.attack.said import Talk


def test_nothing_that_was_said_is_lost_by_kills(tmp_path: Path) -> None:
    """Screens, commands and another program say things side by side, and are killed at any moment."""
    talk = Talk(tmp_path, seed=1)
    for _ in range(2):
        talk.play(3.0)
    assert talk.failures == []
    assert talk.kills.total() == 6
    assert talk.truth.acknowledged.total() > 0
