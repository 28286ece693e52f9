"""What Connect asks of this computer and of the card service: a test, and keeping it all."""

from __future__ import annotations

import logging
from contextlib import suppress

from pos_app.application.connecting import Connecting, DecidedElsewhere, back_to_training
from pos_app.domain.connecting import SecretPlace
from pos_app.domain.person import Role
from pos_app.storage.places import Places
from pos_app.storage.provision import effective_settings, mark_seen
from pos_app.storage.recovery import TooShort
from pos_app.storage.sealed_file import WrongPassphrase
from pos_app.storage.staff import StaffFile, Unfit
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from pos_app.ui.models.connect_state import ConnectNews, Kept, NewTill
from pos_app.ui.models.effects import TryConnection

log = logging.getLogger(__name__)


async def tried(asked: TryConnection) -> ConnectNews:
    """What the clients may do; nothing is kept."""
    return ConnectNews(asked.turn, found=await Connecting(asked.given).try_out())


def kept(places: Places, made: NewTill) -> Kept:
    """Keep it for the next start; blocks. What did not work changed nothing that sells."""
    try:
        staff = _staff(places, training=made.given is None)
        if made.manager and not _is_there(staff, made):
            staff.add(made.manager, Role.MANAGER, made.pin, made.badge)  # first: nobody sells unmanaged
        _keep(places, made)
    except DecidedElsewhere:
        return Kept.DECIDED
    except (Unfit, TooShort):
        return Kept.STAFF
    except WrongPassphrase:
        return Kept.WRONG_PHRASE
    except StorageTrouble as trouble:
        log.warning("not connected: %s", trouble.kind.value)
        no_store = trouble.kind is TroubleKind.NO_KEY and made.secrets is SecretPlace.STORE
        return Kept.NO_STORE if no_store else Kept.DISK
    return Kept.DONE


def said(made: NewTill) -> str:
    """Where the till sells from the next start on, for the audit."""
    return "Training" if made.given is None else f"{made.given.account}, {made.given.base_url}"


def _keep(places: Places, made: NewTill) -> None:
    names = {"store": made.store, "till": made.till, "region": made.region, "language": made.language}
    others = {key: text for key, text in names.items() if text}
    if made.given is None:
        back_to_training(places, others)
        return
    connecting = Connecting(made.given)
    connecting.keep(places, made.found, made.passphrase, others, made.secrets)
    with suppress(StorageTrouble):  # then the next start says that they were changed
        written = (*others, *connecting.written)
        mark_seen(places, connecting.origin, effective_settings(places).settings, written)


def _is_there(staff: StaffFile, made: NewTill) -> bool:
    """Whether an earlier try that failed later on took this manager on already."""
    here = [one for one in staff.members() if not one.gone and one.person.role is Role.MANAGER]
    found = staff.of_badge(made.badge) if made.badge else None
    return any(one.person.name == made.manager and (not made.badge or one == found) for one in here)


def _staff(places: Places, *, training: bool) -> StaffFile:
    return StaffFile(places.staff_file(training=training), places.staff_attempts_file(training=training))
