"""The list of posts: the names of its days."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from reader.tui.features.posts import post_list
from tests.tui.conftest import OpenReader


async def test_today_becomes_yesterday_at_midnight(
    small_archive: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By itself, in a reader that stays open over night."""

    class Clock(datetime):
        """Stands still."""

        shown = datetime(1970, 1, 1)

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return cls.shown.replace(tzinfo=tz)

    monkeypatch.setattr(post_list, "datetime", Clock)
    monkeypatch.setattr(post_list, "_DAY_CHECK_SECONDS", 0.02)
    async with open_reader(small_archive) as desk:
        Clock.shown = datetime(2024, 2, 7, 23, 59)
        await desk.until(lambda: "2024-02-07  Wed  today" in desk.text)
        Clock.shown += timedelta(minutes=2)
        await desk.until(lambda: "2024-02-07  Wed  yesterday" in desk.text)
        assert "today" not in desk.text
