"""Frozen values behave as frozen dataclasses do."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, field, replace

import pytest

from pos_app.domain.frozen import frozen, frozen_by_name


@frozen
class _Sum:
    minor: int
    currency: str = "NOK"
    note: str = field(default="", repr=False)


@frozen
class _Other:
    minor: int
    currency: str = "NOK"
    note: str = ""


@frozen_by_name
class _One:
    minor: int


@frozen
class _Nothing:
    pass


@frozen
class _Secret:
    pin: str

    def __repr__(self) -> str:
        return "a secret"


def test_they_are_equal_by_their_fields_and_class() -> None:
    assert _Sum(1) == _Sum(1)
    assert hash(_Sum(1)) == hash(_Sum(1))
    assert _Sum(1) != _Sum(2)
    assert _Sum(1) != _Sum(1, note="x")
    assert _Sum(1) != _Other(1)  # type: ignore[comparison-overlap]  # that is the point
    assert _One(minor=1) == _One(minor=1) != _One(minor=2)
    assert _Nothing() == _Nothing()
    assert len({_Sum(1), _Sum(1), _Sum(2), _Nothing(), _Nothing()}) == 3


def test_they_never_change_and_can_be_replaced() -> None:
    one = _Sum(1)
    with pytest.raises(FrozenInstanceError):
        one.minor = 2  # type: ignore[misc]  # that is the point
    with pytest.raises(TypeError):
        _One(1)  # type: ignore[call-arg]  # likewise
    assert replace(one, minor=2) == _Sum(2)
    assert not hasattr(one, "__dict__")
    match one:
        case _Sum(minor, currency):
            assert (minor, currency) == (1, "NOK")


def test_they_print_what_may_be_printed() -> None:
    assert repr(_Sum(1, note="hidden")) == "_Sum(minor=1, currency='NOK')"
    assert repr(_Secret("4711")) == "a secret"
    assert repr(_Nothing()) == "_Nothing()"
