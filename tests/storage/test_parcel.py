"""What another till handed over, read by this one: whole, or not at all."""

from __future__ import annotations

import json

import pytest

from pos_app.domain.origin import Origin
from pos_app.storage.parcel import NotAParcel, Parcel, read_parcel

PARCEL = Parcel(
    rescue_id="r-1",
    journal_id="j-1",
    origin=Origin("P12345678", "cards.example"),
    operations=(),
    bodies={"ref-1": b'{"token":"4000100020001111"}'},
    cards={"f" * 32: "shop-0001"},
)


def test_it_comes_back_as_it_was_and_prints_no_secret() -> None:
    assert read_parcel(PARCEL.as_bytes()) == PARCEL
    assert "4000100020001111" not in repr(PARCEL)
    assert "shop-0001" not in repr(PARCEL)


@pytest.mark.parametrize(
    "change",
    [
        {"form": 99},
        {"origin": ["P12345678"]},
        {"operations": [["too short"]]},
        {"bodies": {"r": "no base64!"}},
    ],
)
def test_anything_else_is_not_a_parcel(change: dict[str, object]) -> None:
    raw = {**json.loads(PARCEL.as_bytes()), **change}
    with pytest.raises(NotAParcel):
        read_parcel(json.dumps(raw).encode())


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"null", b'{"form":1}'])
def test_rubbish_is_not_a_parcel(content: bytes) -> None:
    with pytest.raises(NotAParcel):
        read_parcel(content)
