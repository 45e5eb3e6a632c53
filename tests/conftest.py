"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# Tests do not assert times: a busy machine must not make one fail.
settings.register_profile("reader", deadline=None)
settings.load_profile("reader")
