"""How staff sign in at a service on paper: PINs in clear, one badge for each, five tries."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.person import Person
from pos_app.domain.staff import Attempts
from pos_app.service.intents import SignInByPin
from pos_app.service.snapshot import Signing, SignInNote


def signed_in(
    signing: Signing | None, pins: dict[int, str], intent: SignInByPin, tries: Attempts, now: float
) -> tuple[Signing | None, Person | None, Attempts]:
    """What the sign-in says after a PIN, who stands there then, and the tries."""
    if signing is None:
        return None, None, tries
    person = next((one for one in signing.people if one.number == intent.number), None)
    if person is not None and pins.get(intent.number) == intent.pin:
        return Signing(people=signing.people), person, Attempts()
    tries = tries.after_wrong()
    note = SignInNote.LOCKED_OUT if tries.locked_for else SignInNote.WRONG
    told = replace(
        signing,
        note=note,
        number=intent.number,
        tries_left=tries.tries_left,
        until=now + tries.locked_for,
        turn=signing.turn + 1,
    )
    return told, None, tries


def badge_heard(
    signing: Signing | None, badges: dict[str, int], code: str
) -> tuple[Signing | None, Person | None]:
    """What the sign-in says after a scan, and who stands there then."""
    if signing is None:
        return None, None
    person = next((one for one in signing.people if one.number == badges.get(code)), None)
    if person is not None:
        return Signing(people=signing.people), person
    return (replace(signing, note=SignInNote.SIGN_IN_FIRST) if signing.locked else signing), None
