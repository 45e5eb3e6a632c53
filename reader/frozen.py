"""Frozen values: what `dataclass(frozen=True, slots=True)` makes of a class, in a twentieth of the time.

The decorator of the standard library writes source code for each class, compiles it, and imports `inspect` for that: for
the classes that every command needs, a sixth of its time. These read the annotations and nothing else.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any, ClassVar, NoReturn, TypeVar, dataclass_transform

F = TypeVar("F", bound="Frozen")


class _FrozenType(type):
    """Makes each annotated name a slot, with the value assigned in the body as its default."""

    _defaults: dict[str, Any]
    _setters: tuple[Any, ...]
    """store a value in each slot, past the `__setattr__` that refuses to"""
    _key: Any
    """returns what is compared"""
    _is_normalised: bool

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> _FrozenType:
        fields = tuple(namespace.get("__annotations__", ())) if bases else ()
        defaults = {field: namespace.pop(field) for field in fields if field in namespace}
        made = super().__new__(cls, name, bases, {**namespace, "__slots__": fields, "__match_args__": fields})
        if bases:
            made._defaults = defaults
            made._setters = tuple(vars(made)[field].__set__ for field in fields)
            made._key = attrgetter(*fields) if fields else type
            made._is_normalised = "__post_init__" in namespace
        return made


@dataclass_transform(frozen_default=True)
class Frozen(metaclass=_FrozenType):
    """An immutable value that equals any other of its class with equal fields.

    Fields are declared as in a dataclass, and given by position or name. `__post_init__` is called once they are set,
    and sets others with `object.__setattr__`. A class has the fields that it declares itself.
    """

    __match_args__: ClassVar[tuple[str, ...]]

    def __init__(self, *values: object, **named: object) -> None:
        cls = type(self)
        if len(values) != len(cls._setters) or named:
            values = _completed(cls, values, named)
        for put, value in zip(cls._setters, values, strict=True):
            put(self, value)
        if cls._is_normalised:
            self.__post_init__()

    def __post_init__(self) -> None:
        """Do nothing; for classes that normalise what they are given."""

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        cls = type(self)
        return type(other) is cls and bool(cls._key(self) == cls._key(other))

    def __hash__(self) -> int:
        return hash(type(self)._key(self))

    def __repr__(self) -> str:
        fields = (f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__qualname__}({', '.join(fields)})"

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), tuple(getattr(self, name) for name in self.__match_args__)


def _completed(cls: type[Frozen], values: tuple[object, ...], named: dict[str, object]) -> tuple[object, ...]:
    """Return the values of all fields in order. Raise TypeError where they do not fit the class."""
    defaults = cls._defaults
    rest = cls.__match_args__[len(values) :]
    try:
        found = [named.pop(field) if field in named else defaults[field] for field in rest]
    except KeyError as error:
        raise TypeError(f"{cls.__name__} needs a value for {error}") from None
    if named or len(values) + len(found) != len(cls._setters):
        raise TypeError(f"{cls.__name__} has the fields {', '.join(cls.__match_args__)} and no others")
    return (*values, *found)


def replace(value: F, /, **changes: Any) -> F:
    """Return a copy of the value with some fields changed. Raise TypeError for an unknown field."""
    fields = type(value).__match_args__
    return type(value)(**{name: getattr(value, name) for name in fields} | changes)
