"""Frozen values that cost nothing to declare.

`dataclasses` writes and compiles four methods for each class: about 0.9 ms a class, where start-up is
budgeted in milliseconds and a run needs dozens of classes. `Value` does the same by looking at the
annotations once and sharing its methods; type checkers see an ordinary frozen dataclass.
docs/adr/0001-values-without-dataclasses.md has the measurements.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

_V = TypeVar("_V", bound="Value")
_new = object.__new__


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


@dataclass_transform(frozen_default=True, kw_only_default=False)
class Value:
    """A frozen record: fields are the annotations, in order, bases first.

    Fields may be given by position or by name. Two values are equal when their classes and fields are.
    Annotations that start with `ClassVar` are not fields.
    """

    fields: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[dict[str, object]] = {}
    _field_set: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Read the fields off the annotations."""
        super().__init_subclass__(**kwargs)
        fields = list(cls.fields)
        defaults = dict(cls._defaults)
        for name, kind in cls.__dict__.get("__annotations__", {}).items():  # noqa: RUF063 - inspect costs 10 ms
            if str(kind).startswith("ClassVar"):
                continue
            if name not in fields:
                fields.append(name)
            given = cls.__dict__.get(name, MISSING)
            default = given.default if isinstance(given, Default) else given
            if default is MISSING:
                defaults.pop(name, None)
            else:
                defaults[name] = default
        cls.fields = tuple(fields)
        cls._defaults = defaults
        cls._field_set = frozenset(fields)

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Set every field once.

        Raises:
            TypeError: a field is missing, unknown or given too often.
        """
        state = self.__dict__
        state.update(self._defaults)
        if args:
            state.update(zip(self.fields, args, strict=False))
        state.update(kwargs)
        if state.keys() != self._field_set or len(args) > len(self.fields):
            missing = [name for name in self.fields if name not in state]
            unknown = [name for name in state if name not in self._field_set]
            message = f"{type(self).__name__}: missing {missing}, unknown {unknown}"
            raise TypeError(message)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: values are frozen."""
        message = f"{type(self).__name__} is frozen: cannot set {name}"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> None:
        """Refuse: values are frozen."""
        message = f"{type(self).__name__} is frozen: cannot delete {name}"
        raise AttributeError(message)

    def __eq__(self, other: object) -> bool:
        """Compare class and fields."""
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        """Hash class and fields; a mapping counts by its items. Raises TypeError when a field cannot be hashed."""
        values = [self.__dict__[name] for name in self.fields]
        return hash((type(self), *(frozenset(one.items()) if isinstance(one, dict) else one for one in values)))

    def __repr__(self) -> str:
        """Show the fields that differ from their default."""
        shown = (
            f"{name}={self.__dict__[name]!r}"
            for name in self.fields
            if name not in self._defaults or self.__dict__[name] != self._defaults[name]
        )
        return f"{type(self).__name__}({', '.join(shown)})"

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some fields changed. It costs what the change costs: nothing is checked but the names.

        Raises:
            TypeError: a field is unknown.
        """
        made = _new(type(self))
        state = made.__dict__
        state.update(self.__dict__)
        state.update(changes)
        if len(state) != len(self.fields):
            unknown = [name for name in changes if name not in self._field_set]
            message = f"{type(self).__name__}: missing [], unknown {unknown}"
            raise TypeError(message)
        return made


def replace(value: _V, **changes: Any) -> _V:
    """Return a copy of a value with some fields changed, like dataclasses.replace."""
    return value.replace(**changes)
