"""What the screens are set to: from the settings file, the command line and the system."""

from __future__ import annotations

from pos_app.application.options import Options
from pos_app.application.own_settings import own_settings
from pos_app.application.setting_up import SetUp
from pos_app.application.target import Target
from pos_app.domain.frozen import frozen
from pos_app.domain.limits import Limits, table_of
from pos_app.domain.operation import Kind
from pos_app.domain.person import Person, Role
from pos_app.domain.region import REGIONS
from pos_app.domain.scan import CodePatterns
from pos_app.service.snapshot import Trouble
from pos_app.storage.settings import Settings
from pos_app.ui.models.appearance import Appearance, Scheme
from pos_app.ui.models.settings import Settings as ScreenSettings
from pos_app.ui.models.settings import TrainingCard

TRAINEES = (Person(1, "Kari", Role.SENIOR), Person(2, "Mia", Role.MANAGER))
"""Who stands at Training's till while it has no staff: a senior and a manager, changed by one key."""
NOBODY = (Person(0, "", Role.SENIOR),)
"""Who stands at a store's till while it has no staff: nobody else could approve what a cashier may not."""


@frozen
class ScreenSetup:
    """The screens' settings and who stands before them."""

    settings: ScreenSettings
    people: tuple[Person, ...]


def screen_settings(found: SetUp, target: Target, cards: tuple[TrainingCard, ...]) -> ScreenSetup:
    """What the screens are set to."""
    settings = found.settings
    place = " · ".join(part for part in (settings.till, settings.store) if part)
    told = ScreenSettings(
        region=REGIONS[settings.region],
        patterns=CodePatterns(card=settings.card_pattern, number=settings.number_pattern),
        main=Kind(settings.main_action),
        place=place,
        training=target.is_training,
        test_account=target.test_account,
        lock_after=settings.idle_minutes * 60.0,
        expiry_years=settings.expiry_years,
        own=own_settings(settings, found.locked),
        cards=cards if target.is_training else (),
        asked=target.asked if found.trouble is Trouble.NONE else (),
        file_problems=found.problems,
        cautions=target.cautions,
    )
    return ScreenSetup(told, TRAINEES if target.is_training else NOBODY)


def limits_of(settings: Settings) -> Limits:
    """How much each role may move before somebody must approve."""
    tables = {
        Role.CASHIER: settings.limits_cashier,
        Role.SENIOR: settings.limits_senior,
        Role.MANAGER: settings.limits_manager,
    }
    return Limits(
        roles={role: table_of(text) for role, text in tables.items()},
        second=table_of(settings.limits_second),
    )


def appearance_of(settings: Settings, options: Options) -> Appearance:
    """The colours and the size of text; the command line wins."""
    return Appearance(
        scheme=Scheme(options.theme or settings.theme),
        text_percent=options.text_scale or settings.text_scale,
    )
