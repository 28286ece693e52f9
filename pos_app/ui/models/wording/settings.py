"""What the page of settings says."""

from __future__ import annotations

from pos_app.ui.models.parts import Line, line
from pos_app.ui.models.wording.catalog import N_, _, pgettext

_CAPTIONS = {
    "store": N_("Store"),
    "till": N_("Till"),
    "idle_minutes": N_("Minutes until it locks"),
    "expiry_years": N_("Years a sold card is valid"),
    "limits_cashier": N_("Limits of a cashier"),
    "limits_senior": N_("Limits of a senior"),
    "limits_manager": N_("Limits of a manager"),
    "limits_second": N_("Above this, two managers"),
    "card_pattern": N_("What a card’s code looks like"),
    "number_pattern": N_("What a card’s number looks like"),
    "archive_months": N_("Months until the archive"),
    "main_action": N_("What F9 does"),
    "theme": N_("Colours"),
    "text_scale": N_("Size of text"),
    "language": N_("Language"),
    "sound": N_("Sounds"),
}
_LIMITS = N_("Per act, per day, per card: “pay 2000 10000 -, refund 500 - -”.")
_NOTES = {
    "store": N_("On screen and in the card service’s books."),
    "till": N_("Which till of the store this is."),
    "idle_minutes": N_("Where staff sign in. A whole number from 1 to 240."),
    "expiry_years": N_("0 to 10; 0: it does not expire. Each sale may choose otherwise."),
    "limits_cashier": _LIMITS,
    "limits_senior": _LIMITS,
    "limits_manager": _LIMITS,
    "limits_second": _LIMITS,
    "card_pattern": N_("A regular expression for the whole of a scanned text."),
    "number_pattern": N_("A regular expression; only such numbers are looked up as scanned."),
    "archive_months": N_("What ended before goes to a file of its own. 3 to 240."),
}
_CHOICES = {
    ("main_action", "hold"): N_("Hold"),
    ("main_action", "pay"): N_("Pay"),
    ("theme", "system"): N_("As the system"),
    ("theme", "light"): N_("Light"),
    ("theme", "dark"): N_("Dark"),
    ("language", ""): N_("As the system"),
    ("sound", "true"): N_("On"),
    ("sound", "false"): N_("Off"),
}
_LANGUAGES = {"en": "English", "nb": "Norsk"}


def page() -> str:
    """The page of Manage."""
    return pgettext("page", "Settings")


def title() -> Line:
    """The page's title."""
    return line(_("Settings of this till"))


def text() -> Line:
    """When they count."""
    return line(_("They count from the next start on. Where the till sells is set under Connect."))


def caption(key: str) -> str:
    """A setting's name."""
    return _(_CAPTIONS[key])


def note(key: str, usual: str) -> str:
    """What a setting is for, and what it usually is."""
    says = _(_NOTES[key])
    return _("{says} Usually {usual}.").format(says=says, usual=usual) if usual else says


def wrong(key: str) -> str:
    """What was given cannot be used."""
    return _("This cannot be used. {says}").format(says=_(_NOTES[key]))


def locked() -> str:
    """Under a setting that cannot be changed here."""
    return _("Decided for this computer.")


def locked_caption(named: str) -> str:
    """Over choices that cannot be changed here."""
    return _("{setting} · decided for this computer").format(setting=named)


def choice(key: str, value: str) -> str:
    """A button of a choice."""
    if key == "text_scale":
        return f"{value} %"
    if (key, value) in _CHOICES:
        return _(_CHOICES[key, value])
    return _LANGUAGES[value]


def to_usual() -> str:
    """Over the buttons that set one back."""
    return _("Back to the usual")


def keep() -> str:
    """The button."""
    return pgettext("button", "Save")


def done() -> str:
    """The button that leaves the page."""
    return pgettext("button", "Done")


def kept() -> Line:
    """It was written."""
    return line(_("Saved. It counts from the next start on."))


def nothing_kept() -> Line:
    """Something given cannot be used."""
    return line(_("Nothing was saved: look at the fields."))


def not_written() -> Line:
    """The file could not be written."""
    return line(_("Nothing was saved: this computer cannot write the file of settings."))
