"""The names of buttons, as they come back when pressed. A name may carry what it acts on behind a colon."""

from __future__ import annotations

MAIN = "main"
OTHER = "other"
FILL = "fill"
CLEAR = "clear"
PIN_SEND = "pin.send"
PIN_CLEAR = "pin.clear"
READ_AGAIN = "card.read"

HELD_CAPTURE = "held.capture"
HELD_KEEP = "held.keep"
HELD_VOID = "held.void"
WAIT_AGAIN = "wait.again"
WAIT_CANCEL = "wait.cancel"
WAIT_ASIDE = "wait.aside"
PANEL_CLOSE = "panel.close"
YES = "question.yes"
NO = "question.no"
KEEP_CARD = "idle.keep"

ROW_CAPTURE = "row.capture"
ROW_VOID = "row.void"
ROW_AGAIN = "row.again"
ROW_CANCEL = "row.cancel"
ROW_SEEN = "row.seen"

HOLDS_OPEN = "holds.open"
HOLDS_MINE = "holds.mine"
HOLDS_CAPTURE = "holds.capture"
HOLDS_VOID = "holds.void"
WAITING_ALL = "waiting.all"

ROW_RESOLVE = "row.resolve"
CHOICE = "resolve.choice"
GROUNDS = "resolve.grounds"
RESOLVE_BACK = "resolve.back"
RESOLVE_READ = "resolve.read"

ROW_REFUND = "row.refund"
REFUND_BACK = "refund.back"
REFUND_READ = "refund.read"
REFUND_YES = "refund.yes"

HISTORY_TODAY = "history.today"
HISTORY_KIND = "history.kind"
HISTORY_OLDER = "history.older"
HISTORY_NEWER = "history.newer"

MEMBER = "staff.member"
SIGN_IN = "staff.sign-in"
DECLINE = "staff.decline"
LOCK = "staff.lock"

FUND_PAGE = "fund.page"
STAFF_PAGE = "staff.page"
ROLE = "staff.role"
STAFF_ADD = "staff.add"
STAFF_REMOVE = "staff.remove"
STAFF_YES = "staff.yes"
STAFF_BACK = "staff.back"
SETTINGS_PAGE = "settings.page"
SETTING_CHOICE = "settings.choice"
SETTING_RESET = "settings.reset"
SETTING_KEEP = "settings.keep"
SETTING_BACK = "settings.back"
AUDIT_PAGE = "audit.page"
AUDIT_OLDER = "audit.older"
AUDIT_NEWER = "audit.newer"
AUDIT_EXPORT = "audit.export"
AUDIT_BACK = "audit.back"
CONNECT_PAGE = "connect.page"
WAY = "connect.way"
REGION = "connect.region"
LANGUAGE = "connect.language"
CONNECT_TEST = "connect.test"
CONNECT_ON = "connect.on"
CONNECT_BACK = "connect.back"
CONNECT_FILES = "connect.files"
REASON = "reason"
QUICK = "quick"
YEARS = "years"

NOTICE_OPEN = "notice.open"
LATEST = "latest"
SWITCH = "switch"
HELP = "help"
HELP_CLOSE = "help.close"
USE_CARD = "card.use"
STAY = "close.stay"
LEAVE = "close.leave"


def named(button: str, about: str) -> str:
    """The name of a button that acts on one thing."""
    return f"{button}:{about}"


def parted(button_id: str) -> tuple[str, str]:
    """A button's name and what it acts on; empty if it acts on nothing."""
    button, _, about = button_id.partition(":")
    return button, about
