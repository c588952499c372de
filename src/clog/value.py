"""Frozen values that cost nothing to declare.

`dataclasses` writes and compiles four methods for each class: about 0.9 ms a class, where start-up is
budgeted in milliseconds and a run needs dozens of classes. `Value` does the same by looking at the
annotations once and sharing its methods; type checkers see an ordinary frozen dataclass.
docs/adr/0001-values-without-dataclasses.md has the measurements.
"""

from __future__ import annotations

from collections import deque
from itertools import repeat
from operator import call
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

_V = TypeVar("_V", bound="Value")
_new = object.__new__
_consume = deque[Any](maxlen=0).extend
"""Runs an iterator to its end, without a loop in Python."""


class Default:
    """A field specifier: what a declaration says about a field besides its type."""

    __slots__ = ("default",)

    def __init__(self, default: object) -> None:
        """Keep the default; `MISSING` means that the field is required."""
        self.default = default


class _Missing:
    """The type of MISSING."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Any = _Missing()


class _Slotted(type):
    """Makes slots of the fields: what is written behind their names moves to `declared`."""

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **kwargs: Any) -> _Slotted:
        """Make the class."""
        inherited = {field for base in bases for field in getattr(base, "fields", ())}
        kinds = namespace.get("__annotations__", {})
        own = [field for field, kind in kinds.items() if not str(kind).startswith("ClassVar")]
        namespace["declared"] = {field: namespace.pop(field) for field in own if field in namespace}
        namespace["own_fields"] = tuple(own)
        namespace["__slots__"] = tuple(field for field in own if field not in inherited)
        return super().__new__(mcs, name, bases, namespace, **kwargs)


@dataclass_transform(frozen_default=True, kw_only_default=False)
class Value(metaclass=_Slotted):
    """A frozen record: fields are the annotations, in order, bases first.

    Fields may be given by position or by name. Two values are equal when their classes and fields are.
    Annotations that start with `ClassVar` are not fields.

    Attributes:
        fields: the names of all fields.
        own_fields: those that the class itself annotates.
        declared: what stands behind the names of its own fields: defaults, or field specifiers.
    """

    fields: ClassVar[tuple[str, ...]] = ()
    own_fields: ClassVar[tuple[str, ...]] = ()
    declared: ClassVar[dict[str, Any]] = {}
    _defaults: ClassVar[dict[str, object]] = {}
    _setters: ClassVar[tuple[Any, ...]] = ()
    _field_set: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Collect the fields and their defaults."""
        super().__init_subclass__(**kwargs)
        fields, defaults = dict.fromkeys(cls.fields), dict(cls._defaults)
        for name in cls.own_fields:
            fields[name] = None
            given = cls.declared.get(name, MISSING)
            default = given.default if isinstance(given, Default) else given
            if default is MISSING:
                defaults.pop(name, None)
            else:
                defaults[name] = default
        cls.fields = tuple(fields)
        cls._defaults = defaults
        cls._field_set = frozenset(fields)
        cls._setters = tuple([getattr(cls, name).__set__ for name in fields])

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Set every field once.

        Raises:
            TypeError: a field is missing, unknown or given too often.
        """
        fields, values = self.fields, self._defaults | kwargs
        if args:
            if len(args) > len(fields) or not kwargs.keys().isdisjoint(fields[: len(args)]):
                raise self._wrong(args, kwargs)
            values.update(zip(fields, args, strict=False))
        if len(values) != len(fields):
            raise self._wrong(args, kwargs)
        try:
            _consume(map(call, self._setters, repeat(self), map(values.__getitem__, fields)))
        except KeyError:
            raise self._wrong(args, kwargs) from None

    def _wrong(self, args: tuple[object, ...], kwargs: dict[str, object]) -> TypeError:
        """Make the error for fields that are missing, unknown or given too often."""
        given = self.fields[: len(args)]
        unknown = [name for name in kwargs if name not in self.fields]
        twice = [name for name in given if name in kwargs]
        missing = [name for name in self.fields if name not in {*given, *kwargs, *self._defaults}]
        many = f", {len(args)} values for {len(self.fields)} fields" if len(args) > len(self.fields) else ""
        return TypeError(f"{type(self).__name__}: missing {missing}, unknown {unknown}, given twice {twice}{many}")

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse the change, since values are frozen."""
        message = f"{type(self).__name__} is frozen: cannot set {name}"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> None:
        """Refuse the change, since values are frozen."""
        message = f"{type(self).__name__} is frozen: cannot delete {name}"
        raise AttributeError(message)

    def __eq__(self, other: object) -> bool:
        """Compare class and fields."""
        if self is other:
            return True
        return type(self) is type(other) and all(getattr(self, name) == getattr(other, name) for name in self.fields)

    def __hash__(self) -> int:
        """Hash class and fields; a mapping counts by its items. Raises TypeError when a field cannot be hashed."""
        values = [getattr(self, name) for name in self.fields]
        return hash((type(self), *(frozenset(one.items()) if isinstance(one, dict) else one for one in values)))

    def __repr__(self) -> str:
        """Show the fields that differ from their default."""
        values = ((name, getattr(self, name)) for name in self.fields)
        shown = (
            f"{name}={value!r}" for name, value in values if name not in self._defaults or value != self._defaults[name]
        )
        return f"{type(self).__name__}({', '.join(shown)})"

    def __reduce__(self) -> tuple[Any, ...]:
        """Return its parts for copies and pickles."""
        return type(self), tuple([getattr(self, name) for name in self.fields])

    def get(self, field: str, default: Any = None) -> Any:
        """Find a field by its name; `default` where the class has none of that name."""
        return getattr(self, field) if field in self._field_set else default

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some fields changed. Nothing is checked but the names.

        Raises:
            TypeError: a field is unknown.
        """
        made = _new(type(self))
        fields = self.fields
        _consume(map(call, self._setters, repeat(made), map(getattr, repeat(self), fields)))
        for name, value in changes.items():
            if name not in self._field_set:
                unknown = [other for other in changes if other not in fields]
                message = f"{type(self).__name__}: missing [], unknown {unknown}"
                raise TypeError(message)
            self._setters[fields.index(name)](made, value)
        return made


def replace(value: _V, **changes: Any) -> _V:
    """Return a copy of a value with some fields changed, like dataclasses.replace."""
    return value.replace(**changes)
