"""Named tuples as of `typing.NamedTuple`, in a tenth of the time until the first of a kind is made.

`typing` compiles each annotation and `collections` the function that makes instances: for the classes that every command
needs, a sixth of its time. These read the names of the annotations, and take that function when it is called first.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: TID251 - what type checkers take it for
else:
    from collections import _tuplegetter, namedtuple

    class _NamedTupleType(type):
        """Makes each annotated name a field, with the value assigned in the body as its default."""

        def __new__(cls, name, bases, namespace):
            if tuple in bases or NamedTuple not in bases:
                return super().__new__(cls, name, bases, namespace)
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = {field: namespace[field] for field in fields if field in namespace}
            getters = {field: _tuplegetter(place, "") for place, field in enumerate(fields)}
            own = {"__slots__": (), "__match_args__": fields, "_fields": fields, "_field_defaults": defaults}
            return super().__new__(cls, name, bases, {**namespace, **getters, **own})

    class NamedTuple(tuple, metaclass=_NamedTupleType):
        """A tuple with names for its items, declared as with `typing.NamedTuple`."""

        __slots__ = ()

        def __new__(cls, *values, **named):
            own = next(each for each in cls.__mro__ if "_fields" in vars(each))
            made = namedtuple(own.__name__, own._fields, defaults=own._field_defaults.values())
            # From now on this function is called no more.
            own.__new__ = staticmethod(made.__new__)
            return own.__new__(cls, *values, **named)

        @classmethod
        def _make(cls, iterable):
            made = tuple.__new__(cls, iterable)
            if len(made) != len(cls._fields):
                raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields, and was given {len(made)}")
            return made

        def _replace(self, /, **changes):
            found = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"{type(self).__name__} has no fields {', '.join(changes)}")
            return found

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            fields = (f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({', '.join(fields)})"
