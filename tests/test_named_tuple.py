"""Named tuples: they behave as those of `typing`."""

from __future__ import annotations

import copy
import pickle
import typing
from typing import Generic, TypeVar

import pytest

from reader.named_tuple import NamedTuple

T = TypeVar("T")


class Ours(NamedTuple):
    name: str
    height: int = 0
    tags: tuple[str, ...] = ()

    @property
    def shout(self) -> str:
        return self.name.upper()


class Theirs(typing.NamedTuple):
    name: str
    height: int = 0
    tags: tuple[str, ...] = ()

    @property
    def shout(self) -> str:
        return self.name.upper()


class Box(NamedTuple, Generic[T]):
    content: T


class Taller(Ours):
    """A subclass, made before any of its parent."""

    @property
    def shout(self) -> str:
        return f"{super().shout}!"


def test_they_behave_as_those_of_the_standard_library() -> None:
    """Made by position and name, compared, unpacked, changed, copied, pickled, matched."""
    assert Taller("Yushan", 3952).shout == "YUSHAN!"
    ours, theirs = Ours("Kinmen", tags=("a",)), Theirs("Kinmen", tags=("a",))
    assert ours == theirs == ("Kinmen", 0, ("a",))
    assert repr(ours).removeprefix("Ours") == repr(theirs).removeprefix("Theirs")
    assert (ours.name, ours.height, ours.shout) == (theirs.name, theirs.height, theirs.shout)
    assert ours._replace(height=3) == theirs._replace(height=3) == Ours._make(["Kinmen", 3, ("a",)])
    assert ours._asdict() == theirs._asdict()
    assert (Ours._fields, Ours._field_defaults) == (Theirs._fields, Theirs._field_defaults)
    assert type(pickle.loads(pickle.dumps(ours))) is Ours
    assert pickle.loads(pickle.dumps(ours)) == copy.deepcopy(ours) == ours
    assert Box("a").content == "a"
    match ours:
        case Ours(name, 0):
            assert name == "Kinmen"
        case _:
            pytest.fail("matches its fields by position")


@pytest.mark.parametrize("kind", [Ours, Theirs])
def test_mistakes_are_refused(kind: type[Ours]) -> None:
    """Too few, too many and unknown fields; and nothing can be set."""
    for wrong in (
        lambda: kind(),
        lambda: kind("a", 1, (), 4),
        lambda: kind("a", depth=2),
        lambda: kind._make("a"),
    ):
        with pytest.raises(TypeError):
            wrong()
    with pytest.raises(ValueError, match="depth"):
        kind("a")._replace(depth=2)
    for name in ("name", "other"):
        with pytest.raises(AttributeError):
            setattr(kind("a"), name, "x")
