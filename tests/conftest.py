"""What holds for every test."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from itertools import count

import pytest

from hatch_build import compile_catalogues
from reader.language import ENGLISH, use_language

_numbers = count()
_LONGEST_NAME = 60
_GC_THRESHOLDS = 100_000, 5, 5
"""new objects between two collections of the youngest, and how many of these come before one of the older ones.

More would keep the files of apps that have ended open: beyond 1,024 some calls of the system take no more."""
_EXAMPLES = "READER_TEST_EXAMPLES"
"""the variable that says how many times the examples that each property names are tried: 10 for a run over night"""
_EXAMPLES_OF_A_RUN = 0.25
"""nearly all that is broken on purpose fails within the first dozen"""
_FEWEST_EXAMPLES = 8
_REPORT = "snapshot_report.html"
"""the name that pytest-textual-snapshot gives its report"""


def pytest_configure(config: pytest.Config) -> None:
    """Set up the process: what it writes, how it takes signals, and its language."""
    # A shell that starts the tests in the background has them ignore both, and with them all programs that they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    # Next to nothing of what is imported and collected is garbage.
    gc.disable()
    # Without byte code each worker and each of the many programs that tests start would compile all of the reader.
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # English, whatever the locale of who runs the tests.
    os.environ["LANGUAGE"] = ENGLISH
    compile_catalogues(config.rootpath)
    _choose_examples()
    if config.getoption("--snapshot-report", "") == _REPORT:
        config.option.snapshot_report = str(config.rootpath / ".pytest_cache" / _REPORT)


def pytest_collection_finish() -> None:
    """Have the garbage collector pass over the thousands of collected tests, and come seldom: it took a fifth of the time."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(*_GC_THRESHOLDS)


def pytest_sessionfinish() -> None:
    """Leave what remains alone: pytest collects five times at the end, which takes seconds of each worker."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try a part of the examples that properties name, or many times as many, as the environment says."""
    from hypothesis import settings

    times = float(os.environ.get(_EXAMPLES, _EXAMPLES_OF_A_RUN))
    seen = set()
    for item in items:
        test = getattr(item, "function", None)
        named = getattr(test, "_hypothesis_internal_use_settings", None)
        if named is not None and test not in seen:
            seen.add(test)
            fewest = min(_FEWEST_EXAMPLES, named.max_examples)
            wanted = settings(named, max_examples=max(fewest, round(named.max_examples * times)))
            vars(test)["_hypothesis_internal_use_settings"] = wanted


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a case by the beginning of a long text: xdist hands names to and fro, and some texts have megabytes."""
    return (
        f"{val[:_LONGEST_NAME]!a}..." if isinstance(val, str | bytes) and len(val) > _LONGEST_NAME else None
    )


def _choose_examples() -> None:
    """Play the same examples each time in the gate, where chance must not decide what lands, and new ones elsewhere.

    Tests do not assert times: a busy machine must not make one fail.
    """
    # Not before: pytest rewrites all of Hypothesis, which takes seconds where the byte code is not kept.
    from hypothesis import settings

    settings.register_profile("reader", deadline=None)
    settings.register_profile("gate", deadline=None, derandomize=True)
    settings.load_profile("gate" if os.environ.get("CI") else "reader")


@pytest.fixture(autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test builds its own index, in a folder that is made only where something is written to it.

    pytest takes a millisecond or two to make a `tmp_path`, and most tests need none.
    """
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "caches" / str(next(_numbers))))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """The language of the interface is of the whole process: each test begins in English."""
    yield
    use_language(ENGLISH)
