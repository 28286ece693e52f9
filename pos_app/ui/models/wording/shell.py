"""What the frame says: tabs, banner, light, latest, notices, closing, announcements."""

from __future__ import annotations

from pos_app.domain.person import Person, Role
from pos_app.service.snapshot import Trouble
from pos_app.ui.models.parts import Line, line
from pos_app.ui.models.settings import Caution
from pos_app.ui.models.wording.catalog import N_, _, ngettext, pgettext

PROGRAM = "Holdfast"
_TABS = {
    "till": N_("Till"),
    "holds": N_("Holds"),
    "waiting": N_("Waiting"),
    "history": N_("History"),
    "manage": N_("Manage"),
}


def title(training: bool, test_account: str) -> str:
    """The window's title."""
    if training:
        return _("{program} · TRAINING on this computer").format(program=PROGRAM)
    if test_account:
        return _("{program} · TEST ACCOUNT {account}").format(program=PROGRAM, account=test_account)
    return PROGRAM


def tab(name: str) -> str:
    """A tab by the name of its screen."""
    return _(_TABS[name])


def holds_spoken(count: int) -> str:
    """The tab of Holds for a screen reader."""
    return ngettext("Holds, {count} open", "Holds, {count} open", count).format(count=count)


def waiting_spoken(count: int) -> str:
    """The tab of Waiting for a screen reader."""
    return ngettext("Waiting, {count} request", "Waiting, {count} requests", count).format(count=count)


def training_banner() -> Line:
    """Training is unmistakable (rule 11)."""
    return line(_("TRAINING on this computer · no real money moves · [[Ctrl+F1]] shows the cards"))


def test_banner(account: str) -> Line:
    """So is a test account."""
    return line(_("TEST ACCOUNT {account} · no real money moves"), account=account)


_ROLES = {Role.CASHIER: N_("cashier"), Role.SENIOR: N_("senior"), Role.MANAGER: N_("manager")}


def who(person: Person) -> str:
    """Who stands at the till."""
    role = _(_ROLES[person.role])
    return f"{person.name} · {role}" if person.name else role


def switch_to(role: Role) -> str:
    """The button that gives Training another person."""
    return _("Training manager") if role is Role.MANAGER else _("Training cashier")


def latest() -> str:
    """The caption of the newest requests."""
    return _("Latest")


def nothing_waiting() -> str:
    """The light: the queue is empty and the last call was answered."""
    return _("Nothing waiting")


def nothing_asked() -> str:
    """The light before the first call was answered."""
    return _("Nothing asked yet")


def waiting(count: int) -> str:
    """The light: so many wait."""
    return ngettext("{count} waiting", "{count} waiting", count).format(count=count)


def since(words: str, time: str) -> str:
    """The light with the time of the oldest."""
    return _("{words} · since {time}").format(words=words, time=time)


def needs_manager(count: int) -> str:
    """The light: so many need a manager."""
    return ngettext("{count} needs a manager", "{count} need a manager", count).format(count=count)


def no_answer_since(time: str) -> str:
    """The light: the last call was not answered."""
    return _("No answer since {time}").format(time=time)


def notice(request: str) -> Line:
    """An answer came after the cashier went on."""
    return line(_("An answer came: {request}"), request=request)


def open_notice() -> str:
    """The button that shows it."""
    return _("Open")


def not_accepted() -> Line:
    """A queue that the service turns away."""
    return line(_("The card service does not accept this till. Requests are saved and wait."))


def other_accounts(count: int) -> Line:
    """Open requests in journals of other accounts."""
    text = ngettext(
        "{count} request of another account waits on this computer. It is not asked from here.",
        "{count} requests of other accounts wait on this computer. They are not asked from here.",
        count,
    )
    return line(text, count=str(count))


def restored() -> Line:
    """The journal comes from a backup."""
    return line(
        _("This till was restored from a backup. What was open is looked up first, and a manager is told.")
    )


_FILE_PROBLEMS = {
    "not toml": N_("Settings file: it cannot be understood from line {line} on."),
    "unknown": N_("Settings file, line {line}: there is no setting “{key}”."),
    "wrong": N_("Settings file, line {line}: “{key}” cannot have this value. The usual one is used."),
}


def file_problem(what: str, at: int, key: str) -> Line:
    """One thing wrong in the file of settings."""
    return line(_(_FILE_PROBLEMS[what]), line=str(at), key=key)


_CAUTIONS = {
    Caution.SECRETS_IN_FILE: N_("The till’s secrets are in a file: who reads this user’s files has them."),
    Caution.CASHIERS_CREATE: N_("Every cashier’s client could put money on cards. Better: a manager’s own."),
}


def caution(found: Caution) -> Line:
    """Something a manager should keep in mind."""
    return line(_(_CAUTIONS[found]))


def settings_chip() -> str:
    """The chip of that notice."""
    return pgettext("notice", "Settings")


def not_accepted_chip() -> str:
    """The chip of that notice."""
    return _("Not accepted")


def other_chip() -> str:
    """The chip of that notice."""
    return _("Other account")


def stop_title() -> Line:
    """This computer cannot sell."""
    return line(_("No new sales on this till"))


_TROUBLES = {
    Trouble.DISK_FULL: N_("The disk of this computer is full."),
    Trouble.READ_ONLY: N_("This computer does not let the till write."),
    Trouble.DAMAGED: N_("The till’s journal is damaged and was set aside whole."),
    Trouble.NEWER: N_("The till’s journal is from a newer Holdfast. Update the program."),
    Trouble.SECOND_WINDOW: N_("Another window of Holdfast is open. Sell there, or close it."),
    Trouble.NO_KEY: N_("This computer does not give the key of the till’s journal."),
    Trouble.LOCKED: N_("Another program keeps the till’s journal for itself."),
    Trouble.DISK_ERROR: N_("The disk of this computer does not answer as it should."),
    Trouble.NETWORK: N_("The till’s files are on a network drive, where its journal is not safe."),
    Trouble.OUR_FAULT: N_("Something went wrong in Holdfast. Start it again."),
    Trouble.NO_CLIENT: N_("This computer does not give the secret for the card service. Connect again."),
    Trouble.SETTINGS: N_("The settings of this till cannot be understood."),
    Trouble.UNSAFE_ADDRESS: N_("The address of the card service in the settings is not a safe one."),
}


def stop_text(trouble: Trouble, whom: str) -> Line:
    """What is wrong, what is safe, and whom to call."""
    called = _("Call {whom}.").format(whom=whom) if whom else _("Call whoever looks after this till.")
    return line(_("{reason} **Holds are safe.** {call}"), reason=_(_TROUBLES[trouble]), call=called)


def stop_chip() -> str:
    """The chip of that panel."""
    return _("This computer")


def closing_title() -> Line:
    """The window is to close."""
    return line(_("Close Holdfast?"))


def closing_text(waiting_count: int, holds: int) -> Line:
    """What is open is saved (rule 14)."""
    waits = ngettext("{count} waiting", "{count} waiting", waiting_count).format(count=waiting_count)
    held = ngettext("{count} hold open", "{count} holds open", holds).format(count=holds)
    there = [told for told, count in ((waits, waiting_count), (held, holds)) if count]
    if waiting_count + holds == 1:
        return line(_("**{open}**: saved, it goes on at the next start."), open=there[0])
    return line(_("**{open}**: saved, they go on at the next start."), open=", ".join(there))


def stay() -> str:
    """The safe answer."""
    return _("Stay")


def leave() -> str:
    """The other answer."""
    return _("Close Holdfast")


def announced(request: str, state: str) -> str:
    """A result for a screen reader."""
    return _("{request}: {state}").format(request=request, state=state)
