"""What the library does while its index is damaged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reader.index import DamagedIndexError
from reader.library.damage import abandoning, read_or, rebuilding


class Failing:
    """Steps and a read that fail a number of times."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.calls = 0

    def read(self) -> str:
        """Return a value, or raise."""
        self.calls += 1
        if self.calls <= self.failures:
            raise DamagedIndexError("malformed")
        return "value"

    def steps(self) -> Iterator[str]:
        """Yield a step, then raise or yield another."""
        yield "begin"
        yield self.read()


@pytest.mark.parametrize(
    ("failures", "attempts", "value"), [(0, 1, "value"), (1, 1, ""), (1, 2, "value"), (2, 2, "")]
)
def test_a_read_has_a_default_after_its_attempts(failures: int, attempts: int, value: str) -> None:
    """No more attempts are made than allowed."""
    failing = Failing(failures)
    assert read_or("", failing.read, attempts=attempts) == value
    assert failing.calls <= attempts


def test_a_load_begins_again_once() -> None:
    """A second failure is raised."""
    assert list(rebuilding(Failing(0).steps)) == ["begin", "value"]
    assert list(rebuilding(Failing(1).steps)) == ["begin", "begin", "value"]
    with pytest.raises(DamagedIndexError):
        list(rebuilding(Failing(2).steps))


def test_a_refresh_ends_early() -> None:
    """The steps so far stand."""
    assert list(abandoning(Failing(0).steps)) == ["begin", "value"]
    assert list(abandoning(Failing(1).steps)) == ["begin"]
