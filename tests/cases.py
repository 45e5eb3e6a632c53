"""Many small cases in one test: pytest takes longer to set up, name and report one of its own than most of them take."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any


def for_each(names: str, cases: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test with each of the cases, which give values to `names` as for `pytest.mark.parametrize`.

    All cases are tried; those that fail are raised together, each with its values. They share the fixtures of one test: what
    leaves something behind, in a folder or an environment, is for `parametrize`.
    """
    wanted = [name.strip() for name in names.split(",")]
    values = [dict(zip(wanted, case if len(wanted) > 1 else (case,), strict=True)) for case in cases]
    assert values, "a test without a case checks nothing"

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        def test_each(*args: Any, **fixtures: Any) -> None:
            __tracebackhide__ = True
            failed = []
            for case in values:
                try:
                    test(*args, **fixtures, **case)
                except Exception as error:  # noqa: BLE001 - whatever ends one case, the others are tried
                    error.add_note(f"with {case!r}")
                    failed.append(error)
            if failed:
                raise ExceptionGroup(f"{len(failed)} of {len(values)} cases", failed)

        for name in ("__module__", "__name__", "__qualname__", "__doc__"):
            setattr(test_each, name, getattr(test, name))
        signature = inspect.signature(test)
        others = [given for name, given in signature.parameters.items() if name not in wanted]
        assert len(others) + len(wanted) == len(signature.parameters)
        vars(test_each)["__signature__"] = signature.replace(parameters=others)
        return test_each

    return decorate
