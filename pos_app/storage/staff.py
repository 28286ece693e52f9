"""The staff of this till: names and roles, PINs as Argon2id, badges as keyed hashes, and wrong tries."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import os
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pos_app.domain.frozen import frozen
from pos_app.domain.person import Person, Role
from pos_app.domain.staff import Attempts, Member, is_name, is_pin
from pos_app.storage.trouble import StorageTrouble, TroubleKind, told
from pos_app.storage.whole_file import read_owner_only, write_whole

FORM = 1
_ITERATIONS, _LANES, _KILOBYTES = 3, 1, 64 * 1024
"""Argon2id as RFC 9106 recommends where memory is short, with one lane."""


ROLES = {role.value: role for role in Role}


class Unfit(ValueError):
    """A name, a PIN or a badge that cannot be taken; the text says why."""


@frozen
class _Kept:
    member: Member
    pin: str
    badge: str


class StaffFile:
    """One till's staff. Reading and writing block for milliseconds, a PIN for about a quarter of a second.

    Every method raises StorageTrouble: DAMAGED for a file that cannot be understood, NO_KEY for one that
    others than its owner may read.
    """

    def __init__(self, file: Path, attempts_file: Path) -> None:
        """Reads the staff. Wrong tries are kept apart from the home: no copy brings old ones back."""
        self._file, self._attempts_file = file, attempts_file
        self._changing = threading.Lock()
        self._salt, self._people = self._read()

    def members(self) -> tuple[Member, ...]:
        """Everybody, in the order they came; empty while nobody signs in at this till."""
        return tuple(kept.member for kept in self._people)

    def add(self, name: str, role: Role, pin: str, badge: str = "") -> Member:
        """A new member of staff, with the next number; raises Unfit, with a sentence on what is wrong."""
        if not is_name(name):
            raise Unfit("A name has 1 to 40 printable characters, and no space at its ends.")
        if not is_pin(pin):
            raise Unfit("A PIN has 4 to 8 digits, not all the same.")
        if badge and self.of_badge(badge) is not None:
            raise Unfit("That badge is somebody's already.")
        hashed = _hashed(pin)
        with self._changing:
            self._salt, people = self._read()  # another program may have changed it meanwhile
            number = max((kept.member.person.number for kept in people), default=0) + 1
            member = Member(Person(number, name, role))
            self._write((*people, _Kept(member, hashed, self._badge(badge))))
        return member

    def remove(self, number: int) -> bool:
        """They may not sign in any more; False if nobody has this number."""
        with self._changing:
            self._salt, people = self._read()
            found = any(kept.member.person.number == number and not kept.member.gone for kept in people)
            self._people = people
            if found:
                self._write(tuple(_gone(kept) if _is(kept, number) else kept for kept in people))
        return found

    async def has_pin(self, number: int, pin: str) -> bool:
        """Whether this is the PIN of that member."""
        kept = next((one for one in self._people if one.member.person.number == number), None)
        encoded = kept.pin if kept is not None and not kept.member.gone else ""
        return await asyncio.to_thread(_is_pin_of, encoded, pin)

    def of_badge(self, code: str) -> Member | None:
        """Whose badge this code is; None for any other code."""
        hashed = self._badge(code)
        found = (kept for kept in self._people if hashed and hmac.compare_digest(kept.badge, hashed))
        return next((kept.member for kept in found if not kept.member.gone), None)

    def attempts(self) -> dict[int, Attempts]:
        """The wrong tries by number, as they were kept last."""
        kept = read_owner_only(self._attempts_file)
        if kept is None:
            return {}
        try:
            raw: dict[str, list[float]] = json.loads(kept)
            return {
                int(number): Attempts(wrong=int(wrong), locked_for=max(float(seconds), 0.0))
                for number, (wrong, seconds) in raw.items()
            }
        except (ValueError, TypeError, AttributeError) as error:
            raise StorageTrouble(TroubleKind.DAMAGED, f"the tries of staff: {error}") from error

    def keep_attempts(self, attempts: Mapping[int, Attempts]) -> None:
        """Write the wrong tries down."""
        raw = {str(number): [one.wrong, one.locked_for] for number, one in attempts.items() if one.wrong}
        write_whole(self._attempts_file, json.dumps(raw).encode())

    def _badge(self, code: str) -> str:
        return hmac.digest(self._salt, code.encode(), hashlib.sha256).hex() if code else ""

    def _read(self) -> tuple[bytes, tuple[_Kept, ...]]:
        kept = read_owner_only(self._file)
        if kept is None:
            return os.urandom(32), ()
        try:
            raw: dict[str, Any] = json.loads(kept)
            if raw["form"] != FORM:
                raise StorageTrouble(TroubleKind.NEWER, f"the staff file has form {raw['form']}")
            return bytes.fromhex(raw["salt"]), tuple(_kept(one) for one in raw["people"])
        except (KeyError, TypeError, ValueError) as error:
            raise StorageTrouble(TroubleKind.DAMAGED, f"the staff file: {error}") from error

    def _write(self, people: tuple[_Kept, ...]) -> None:
        raw = {"form": FORM, "salt": self._salt.hex(), "people": [_raw(one) for one in people]}
        with told():
            write_whole(self._file, json.dumps(raw, ensure_ascii=False, indent=1).encode())
        self._people = people


def _is(kept: _Kept, number: int) -> bool:
    return kept.member.person.number == number


def _gone(kept: _Kept) -> _Kept:
    return replace(kept, member=replace(kept.member, gone=True), pin="", badge="")


def _raw(kept: _Kept) -> dict[str, object]:
    person = kept.member.person
    return {
        "number": person.number,
        "name": person.name,
        "role": person.role.value,
        "gone": kept.member.gone,
        "pin": kept.pin,
        "badge": kept.badge,
    }


def _kept(raw: dict[str, Any]) -> _Kept:
    person = Person(int(raw["number"]), str(raw["name"]), Role(raw["role"]))
    return _Kept(Member(person, gone=bool(raw["gone"])), str(raw["pin"]), str(raw["badge"]))


def _hashed(pin: str) -> str:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    derived = Argon2id(
        salt=os.urandom(16), length=32, iterations=_ITERATIONS, lanes=_LANES, memory_cost=_KILOBYTES
    )
    return derived.derive_phc_encoded(pin.encode())


def _is_pin_of(encoded: str, pin: str) -> bool:
    """Takes as long for nobody's PIN as for a wrong one."""
    from cryptography.exceptions import InvalidKey
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    if not encoded:
        _hashed(pin)
        return False
    try:
        Argon2id.verify_phc_encoded(pin.encode(), encoded)
    except InvalidKey:
        return False
    return True
