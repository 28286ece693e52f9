"""Frozen values: dataclasses that never change, equal by their fields.

The standard decorator writes and compiles the methods that compare, hash and print anew for each class, each
time the program starts: with 150 classes a good part of the time to the first paint. Here they are shared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass with slots; a `__repr__` of its own is kept."""
    return _made(cls, kw_only=False)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def frozen_by_name(cls: type[T]) -> type[T]:
    """The same, with fields that are given by name only."""
    return _made(cls, kw_only=True)


def _made(cls: type[T], *, kw_only: bool) -> type[T]:
    made = dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=kw_only)(cls)
    shared = _comparing(made) | ({} if "__repr__" in vars(cls) else {"__repr__": _printed})
    for name, method in shared.items():
        setattr(made, name, method)
    return made


def _comparing(cls: type[Any]) -> dict[str, Callable[..., Any]]:
    names = [one.name for one in fields(cls)]
    facts: Callable[[Any], Any] = attrgetter(*names) if names else lambda _: ()

    def equal(self: object, other: object) -> bool:
        return facts(self) == facts(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(facts(self))

    return {"__eq__": equal, "__hash__": hashed}


def _printed(self: Any) -> str:
    told = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({told})"
