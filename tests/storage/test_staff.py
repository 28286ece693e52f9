"""The staff file: what is kept of PINs and badges, who may read it, and what a broken one says."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from pos_app.domain.person import Role
from pos_app.domain.staff import FREE_TRIES, LONGEST_LOCK, Attempts, is_pin, lock_of
from pos_app.storage.staff import StaffFile, Unfit
from pos_app.storage.trouble import StorageTrouble, TroubleKind


def staff_in(folder: Path) -> StaffFile:
    return StaffFile(folder / "staff.json", folder / "state" / "staff.attempts")


def test_names_and_roles_come_back_and_no_secret_is_in_the_file(tmp_path: Path) -> None:
    staff = staff_in(tmp_path)
    staff.add("Kari Åsen", Role.CASHIER, "24680")
    staff.add("Mia", Role.MANAGER, "13579", "BADGE-CANARY-7")
    again = staff_in(tmp_path)
    assert [(one.person.number, one.person.name, one.person.role) for one in again.members()] == [
        (1, "Kari Åsen", Role.CASHIER),
        (2, "Mia", Role.MANAGER),
    ]
    text = (tmp_path / "staff.json").read_text("utf-8")
    assert not any(secret in text for secret in ("24680", "13579", "BADGE-CANARY-7"))
    assert "$argon2id$" in text


def test_a_pin_is_its_owners_alone(tmp_path: Path) -> None:
    staff = staff_in(tmp_path)
    staff.add("Kari", Role.CASHIER, "24680")
    staff.add("Mia", Role.MANAGER, "13579")

    async def looks() -> list[bool]:
        return [
            await staff.has_pin(*pair) for pair in ((1, "24680"), (1, "13579"), (2, "13579"), (3, "24680"))
        ]

    assert asyncio.run(looks()) == [True, False, True, False]


def test_a_badge_is_found_and_belongs_to_one_person(tmp_path: Path) -> None:
    staff = staff_in(tmp_path)
    staff.add("Kari", Role.CASHIER, "24680", "B-1")
    found = staff.of_badge("B-1")
    assert found is not None
    assert found.person.name == "Kari"
    assert staff.of_badge("B-2") is None
    assert staff.of_badge("") is None
    with pytest.raises(Unfit, match="somebody's already"):
        staff.add("Mia", Role.MANAGER, "13579", "B-1")


def test_who_is_gone_cannot_sign_in_and_keeps_the_number(tmp_path: Path) -> None:
    staff = staff_in(tmp_path)
    staff.add("Kari", Role.CASHIER, "24680", "B-1")
    assert staff.remove(1)
    assert not staff.remove(1)
    assert not staff.remove(9)
    assert staff.of_badge("B-1") is None
    assert not asyncio.run(staff.has_pin(1, "24680"))
    assert staff.add("Jonas", Role.CASHIER, "97531").person.number == 2


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "1111", "１２３４", "12 4"])
def test_a_pin_that_is_none(tmp_path: Path, pin: str) -> None:
    assert not is_pin(pin)
    with pytest.raises(Unfit, match="4 to 8 digits"):
        staff_in(tmp_path).add("Kari", Role.CASHIER, pin)


@pytest.mark.parametrize("name", ["", " Kari", "K" * 41, "Ka\x00ri"])
def test_a_name_that_is_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unfit, match="A name"):
        staff_in(tmp_path).add(name, Role.CASHIER, "24680")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"form":1}', b'{"form":1,"salt":"xx","people":[]}'])
def test_a_broken_file_is_told_and_nobody_gets_in(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "staff.json"
    file.write_bytes(content)
    file.chmod(0o600)
    with pytest.raises(StorageTrouble) as caught:
        staff_in(tmp_path)
    assert caught.value.kind is TroubleKind.DAMAGED


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "staff.json"
    file.write_bytes(b'{"form":9,"salt":"","people":[]}')
    file.chmod(0o600)
    with pytest.raises(StorageTrouble) as caught:
        staff_in(tmp_path)
    assert caught.value.kind is TroubleKind.NEWER


@pytest.mark.skipif(sys.platform == "win32", reason="the user's profile sees to that on Windows")
def test_a_file_that_others_may_read_is_not_believed(tmp_path: Path) -> None:
    staff_in(tmp_path).add("Kari", Role.CASHIER, "24680")
    assert (tmp_path / "staff.json").stat().st_mode & 0o077 == 0
    (tmp_path / "staff.json").chmod(0o644)
    with pytest.raises(StorageTrouble) as caught:
        staff_in(tmp_path)
    assert caught.value.kind is TroubleKind.NO_KEY


def test_wrong_tries_are_kept_and_a_broken_list_lets_nobody_guess(tmp_path: Path) -> None:
    staff = staff_in(tmp_path)
    assert staff.attempts() == {}
    staff.keep_attempts({1: Attempts(wrong=6, locked_for=90.0), 2: Attempts()})
    assert staff_in(tmp_path).attempts() == {1: Attempts(wrong=6, locked_for=90.0)}
    (tmp_path / "state" / "staff.attempts").write_bytes(b"[1]")
    with pytest.raises(StorageTrouble):
        staff_in(tmp_path).attempts()


def test_lock_outs_grow_and_never_shrink() -> None:
    seconds = [lock_of(wrong) for wrong in range(60)]
    assert seconds[:FREE_TRIES] == [0.0] * FREE_TRIES
    assert seconds == sorted(seconds)
    assert seconds[-1] == LONGEST_LOCK


def test_what_another_program_changed_meanwhile_stays(tmp_path: Path) -> None:
    window, command = staff_in(tmp_path), staff_in(tmp_path)
    window.add("Mia", Role.MANAGER, "80517", "B-1")
    assert command.add("Kari", Role.CASHIER, "24680", "B-2").person.number == 2
    assert window.add("Jonas", Role.CASHIER, "97531").person.number == 3
    assert command.remove(2)
    window.add("Ida", Role.SENIOR, "13579")
    again = staff_in(tmp_path)
    here = [one.person.name for one in again.members() if not one.gone]
    assert here == ["Mia", "Jonas", "Ida"], "who was removed does not come back"
    assert again.of_badge("B-2") is None
    assert again.of_badge("B-1") is not None
