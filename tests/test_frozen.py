"""Frozen values: what every other module may rely on."""

from __future__ import annotations

import copy
import pickle

import pytest

from reader.frozen import Frozen, replace


class Place(Frozen):
    name: str
    height: int = 0
    tags: tuple[str, ...] = ()


class Person(Frozen):
    name: str
    height: int = 0
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.name.strip())


class Nothing(Frozen):
    pass


def test_values_are_equal_by_class_and_fields() -> None:
    """Two classes with equal fields differ, as And and Or of the same nodes do."""
    place = Place("Kinmen", 3)
    assert place == Place("Kinmen", tags=(), height=3) != Place("Kinmen", 4)
    assert place != Person("Kinmen", 3)
    assert len({place, Place("Kinmen", 3), Place("Matsu", 3)}) == 2
    assert Nothing() == Nothing() != place
    assert bool(Nothing()), "a value without fields is still one"


def test_a_value_never_changes() -> None:
    """Neither a field nor anything else can be set."""
    place = Place("Kinmen")
    for name in ("name", "other"):
        with pytest.raises(AttributeError):
            setattr(place, name, "x")
    with pytest.raises(AttributeError):
        del place.name
    assert not hasattr(place, "__dict__")


def test_another_value_is_made_with_other_fields() -> None:
    """The first stays; what a class normalises is normalised again."""
    person = Person(" Lin ", 170)
    assert (person.name, replace(person, name=" Wu ")) == ("Lin", Person("Wu", 170))
    with pytest.raises(TypeError):
        replace(person, age=3)


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), (("a", 1, (), 2), {}), (("a",), {"name": "b"}), (("a",), {"age": 1}), ((), {"height": 1})],
)
def test_what_does_not_fit_the_class_is_refused(values: tuple[object, ...], named: dict[str, object]) -> None:
    """A missing field, one too many, one given twice, and one of another name."""
    with pytest.raises(TypeError, match="Place"):
        Place(*values, **named)  # type: ignore[arg-type]


def test_values_travel_between_processes_and_are_told_apart() -> None:
    """They are pickled, copied, matched and shown by their fields."""
    place = Place("Kinmen", 3, ("island",))
    assert pickle.loads(pickle.dumps(place)) == copy.deepcopy(place) == place
    match place:
        case Place(name, height):
            assert (name, height) == ("Kinmen", 3)
    assert repr(place) == "Place(name='Kinmen', height=3, tags=('island',))"
