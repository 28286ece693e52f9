"""Joins what was opened to the running window, and parts it again in order."""

from __future__ import annotations

import asyncio
import logging
import random
import time
import uuid
from typing import TYPE_CHECKING

from pos_app.api.trust import UnsafeAddress
from pos_app.application.connection import NoSecret
from pos_app.application.looks import limits_of
from pos_app.application.opening import Opened, open_everything
from pos_app.application.options import Options
from pos_app.application.target import Target
from pos_app.application.training import TrainingService, TrainingTrouble
from pos_app.domain.audit import Deed
from pos_app.domain.region import REGIONS
from pos_app.domain.scan import CodePatterns
from pos_app.service.clock import SystemClock, day_of, midnight
from pos_app.service.patience import Patience
from pos_app.service.shop import Shop, ShopSettings
from pos_app.service.snapshot import Trouble
from pos_app.service.till import TillPlace
from pos_app.storage.places import Places
from pos_app.storage.provision import mark_seen, unseen_settings
from pos_app.storage.sealed_file import WrongPassphrase
from pos_app.storage.trouble import StorageTrouble
from pos_app.ui.models.start_state import GivenSecrets, StartProblem

if TYPE_CHECKING:
    from pos_app.application.window import Till

log = logging.getLogger(__name__)

WATCH_SECONDS = 1.0
"""How often the window looks whether Training's service still runs."""


def opened_or_trouble(
    options: Options, target: Target, given: GivenSecrets
) -> Opened | Trouble | StartProblem:
    """Open everything; what this computer lacks comes back as a word for the screen."""
    try:
        return open_everything(options, target, given)
    except WrongPassphrase:
        return StartProblem.WRONG_PHRASE
    except StorageTrouble as trouble:
        log.warning("the journal did not open: %s", trouble.note)
        return Trouble(trouble.kind.value)
    except NoSecret:
        return Trouble.NO_CLIENT
    except UnsafeAddress:
        return Trouble.UNSAFE_ADDRESS
    except TrainingTrouble as trouble:
        log.warning("Training did not start: %s", trouble)
        return Trouble.DISK_ERROR


async def join(till: Till, opened: Opened) -> None:
    """Build the service on what was opened, and let it run."""
    settings = till.settings
    service = opened.service(till.heard)
    loaded = await opened.journal.load()
    patterns = CodePatterns(card=settings.card_pattern, number=settings.number_pattern)
    place = TillPlace(
        region=REGIONS[settings.region],
        people=till.people,
        card_id_credentials=opened.connection.card_id_credentials,
    )
    limits = limits_of(settings)
    shop_settings = ShopSettings(
        place=place,
        originated_by=f"{settings.store or 'store'}-{settings.till or 'till'}",
        exports=Places.of(till.options.home).exports,
        patterns=patterns,
        other_origins=opened.other_origins,
        staff=opened.staff,
        archive_months=settings.archive_months,
        limits=limits,
        today=() if limits.are_none else await opened.journal.asked_since(midnight(day_of(time.time()))),
    )
    shop = Shop(
        shop_settings,
        opened.journal,
        loaded,
        service,
        SystemClock(),
        till.runtime.spawn,
        till.program.publish,
        lambda: str(uuid.uuid4()),
        random.SystemRandom(),
        Patience(),
    )
    till.shop, till.service = shop, service
    shop.start()
    till.program.connect(shop.carry_out)
    till.runtime.spawn(_tell_of_outside(till, shop), "settings")
    await service.warm_up()
    if opened.training is not None:
        till.runtime.spawn(_watch(till, opened.training), "watch")


async def _tell_of_outside(till: Till, shop: Shop) -> None:
    """The audit tells of settings that were changed elsewhere; of a disk that fails the journal tells."""
    places, origin, settings = Places.of(till.options.home), till.target.origin, till.settings
    try:
        outside = await asyncio.to_thread(unseen_settings, places, origin, settings)
        if outside:
            shop.note(Deed.CHANGED_OUTSIDE, ", ".join(outside), by="")
            await asyncio.to_thread(mark_seen, places, origin, settings, outside)
    except StorageTrouble as trouble:
        log.warning("the settings could not be compared: %s", trouble.kind.value)


async def part(till: Till, opened: Opened) -> None:
    """Close the client, the journal and Training's service."""
    if till.service is not None:
        await till.service.close()
    await opened.journal.close()
    if opened.training is not None:
        await asyncio.to_thread(opened.training.stop)


async def _watch(till: Till, training: TrainingService) -> None:
    """Start Training's service again, on its own port, if it died."""
    while not till.runtime.closing.is_set():
        if not training.is_running and not training.paused:
            try:
                await asyncio.to_thread(training.start)
            except TrainingTrouble as trouble:
                log.warning("Training did not start again: %s", trouble)
        await asyncio.sleep(WATCH_SECONDS)
