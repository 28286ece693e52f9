"""What is said while a till is connected to a card service."""

from __future__ import annotations

from pos_app.domain.connecting import SecretPlace
from pos_app.ui.models.connect_state import Heard, Kept, Step, Way
from pos_app.ui.models.parts import NO_LINE, Line, line
from pos_app.ui.models.wording.catalog import N_, _, pgettext

_STEPS = (
    N_("Card service"),
    N_("This till"),
    N_("Staff"),
    N_("Scanner"),
)
_TITLES = (
    N_("Connect to your card service"),
    N_("This till"),
    N_("Who manages here?"),
    N_("Try the scanner"),
)
_WAYS = {
    Way.DINTERO: (N_("Dintero account"), N_("The gift cards of your own account.")),
    Way.TRAINING: (N_("Training"), N_("Practise on this computer, no account.")),
    Way.OTHER: (N_("Another address"), N_("A card service of your store or chain.")),
}
_CAPTIONS = {
    "address": N_("Address"),
    "account": N_("Account ID"),
    "client": N_("Client ID"),
    "secret": N_("Client secret"),
    "manager-client": N_("Managers’ client ID"),
    "manager-secret": N_("Managers’ client secret"),
    "store": N_("Store"),
    "till": N_("Till"),
    "passphrase": N_("Recovery passphrase"),
    "again": N_("Once more"),
    "name": N_("Name"),
    "pin": N_("PIN"),
    "pin-again": N_("PIN once more"),
}
_NOTES = {
    "address": N_("Begins with https:// and ends before /accounts."),
    "account": N_("P and eight digits, or T and eight digits for a test account."),
    "passphrase": N_("Opens this till’s journal if the computer dies. Keep it where the till is not."),
    "pin": N_("4 to 8 digits, not all the same."),
    "manager-client": N_("Only for managers: it may fund cards. Empty where one client does all."),
}
_MISSING = {
    "store": N_("A name has 1 to 40 characters, and no space at its ends."),
    "till": N_("A name has 1 to 40 characters, and no space at its ends."),
    "passphrase": N_("At least 12 characters."),
    "again": N_("The two are not the same."),
    "name": N_("A name has 1 to 40 characters, and no space at its ends."),
    "pin": N_("4 to 8 digits, not all the same."),
    "pin-again": N_("The two are not the same."),
}
_KEPT = {
    Kept.KEEPING: N_("Keeping it …"),
    Kept.NO_STORE: N_(
        "This computer’s password store does not work. The till can ask for the secrets and the recovery"
        " passphrase at each start. A sealed file keeps them too, but whoever can read all files of this user"
        " can use them."
    ),
    Kept.WRONG_PHRASE: N_(
        "The journal of this till opens only with the recovery passphrase it has. Go back and type that one."
        " Nothing was connected."
    ),
    Kept.DECIDED: N_("Whoever looks after this computer has decided where it sells. Nothing was changed."),
    Kept.DISK: N_("This computer did not write. Nothing was connected."),
    Kept.STAFF: N_("The staff of this till do not take this name, PIN or badge. Nothing was connected."),
}


def page() -> str:
    """The page of Manage that opens it."""
    return pgettext("page", "Connect")


def steps() -> tuple[str, ...]:
    """The names of the four steps."""
    return tuple(_(name) for name in _STEPS)


def title(step: Step, *, done: bool) -> Line:
    """The question of a step, or that it is done."""
    return line(_("Connected") if done else _(_TITLES[step]))


def text(step: Step, *, training: bool) -> Line:
    """What a step is for, where its title does not say it."""
    if step is Step.STAFF:
        return line(_("The first manager. Scan a badge now, if there is one. Others come later."))
    if step is Step.SCANNER:
        return line(_("Scan any gift card. It is not read, only looked at."))
    return NO_LINE if step is Step.SERVICE or training else line(_("As it stands on the screen."))


def way(found: Way) -> tuple[str, str]:
    """The title and the sentence of a way to sell."""
    name, told = _WAYS[found]
    return _(name), _(told)


def caption(name: str) -> str:
    """What stands above a field."""
    return _(_CAPTIONS[name])


def field_note(name: str) -> str:
    """What stands below a field; empty where its caption says it all."""
    return _(_NOTES[name]) if name in _NOTES else ""


def field_missing(name: str) -> str:
    """What is wrong with what stands in a field."""
    return _(_MISSING[name])


_PLACES = {
    SecretPlace.STORE: N_("The secret is kept in this computer’s password store."),
    SecretPlace.FILE: N_("The secret is kept in a sealed file of this user."),
    SecretPlace.NOWHERE: N_("The secret is not kept: the till asks for it at each start."),
}


def where_secrets_go(place: SecretPlace) -> str:
    """Below the secret."""
    return _(_PLACES[place])


def region(name: str) -> str:
    """A country and its currency, as a small choice."""
    return name


def regions() -> str:
    """Above the choice of the region."""
    return _("Currency and numbers")


def language(code: str) -> str:
    """A language by its own name; empty follows the system."""
    return {"en": "English", "nb": "Norsk bokmål"}.get(code, _("As the computer"))


def languages() -> str:
    """Above the choice of the language."""
    return _("Language")


def badge(*, scanned: bool) -> str:
    """Whether a badge was scanned."""
    return _("A badge was scanned.") if scanned else _("No badge yet. A name and a PIN are enough.")


def heard(found: Heard | None) -> Line:
    """What the scanner sent."""
    if found is None:
        return line(_("Nothing was scanned yet. It works without: numbers can be typed."))
    count = str(found.characters)
    if found.fits:
        return line(_("Heard **{count}** characters in one scan: this can be a gift card."), count=count)
    return line(_("Heard **{count}** characters in one scan: not a gift card’s code here."), count=count)


def heard_chip(found: Heard | None) -> str:
    """The chip beside it."""
    return pgettext("scanner", "Nothing yet") if found is None else pgettext("scanner", "Heard")


def kept(end: Kept) -> str:
    """How keeping it ended, where it is not done."""
    return _(_KEPT[end])


def done(account: str) -> Line:
    """It is connected."""
    if not account:
        return line(_("This till practises in Training. Close Holdfast and start it again."))
    return line(
        _("From the next start on this till sells at **{account}**. Close Holdfast and start it again."),
        account=account,
    )


def testing() -> str:
    """While the card service is asked."""
    return _("Asking the card service what these clients may do …")


def test() -> str:
    """The button that asks."""
    return pgettext("button", "Test")


def test_again() -> str:
    """The button that asks once more."""
    return pgettext("button", "Test again")


def go_on() -> str:
    """The button to the next step."""
    return pgettext("button", "Continue")


def finish() -> str:
    """The last button."""
    return pgettext("button", "Connect")


def back() -> str:
    """The button to the step before."""
    return pgettext("button", "Back")


def away() -> str:
    """The button that leaves Connect."""
    return pgettext("button", "Not now")


def use_file() -> str:
    """The deliberate choice of a file over the password store."""
    return pgettext("button", "Keep them in a sealed file")


def ask() -> str:
    """The deliberate choice to keep them nowhere."""
    return pgettext("button", "Ask at each start")


def close() -> str:
    """The button that ends the program so that it can be started anew."""
    return pgettext("button", "Close Holdfast")


def problem() -> str:
    """The chip of a fault."""
    return pgettext("connect", "Problem")
