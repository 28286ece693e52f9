"""The page of the audit: who did what, page by page, and its export."""

from __future__ import annotations

from pos_app.domain.audit import AuditPage, Deed, Noted, done
from pos_app.domain.operation import Event, Kind
from pos_app.service.intents import ExportAudit, Intent, ReadAudit
from pos_app.ui.models import ids
from pos_app.ui.models.gestures import Key, Pressed, Scanned
from pos_app.ui.models.page_value import PageValue
from tests.domain.values import operation
from tests.models.paper_cards import KARI, MIA, NOON
from tests.models.paper_service import PaperService
from tests.models.window import CODE, Window

ONE = operation(kind=Kind.CAPTURE, staff_name="Kari")
ROWS = (
    Noted(9, done(Deed.ADDED, "Mia", "Ola (senior)", NOON)),
    Noted(8, Event(ONE.ref_id, NOON - 60, "approved", "Mia"), ONE),
    Noted(7, Event(ONE.ref_id, NOON - 60, "asked and sending", "capture"), ONE),
    Noted(6, Event(ONE.ref_id, NOON - 90, "it happened", "Mia \u00b7 seen in the card service's books"), ONE),
    Noted(5, Event("", NOON - 99, "a deed of a later version", "Mia")),
)


def opened(*, older: int = 0) -> Window:
    """A manager on the page."""
    service = PaperService({}, person=MIA)
    service.audit = AuditPage(rows=ROWS, next_before=older)
    return Window(service).do(Pressed(ids.AUDIT_PAGE))


def page(window: Window) -> PageValue:
    body = window.screen.body
    assert isinstance(body, PageValue)
    return body


def wishes(window: Window) -> list[Intent]:
    return [one for one in window.asked if isinstance(one, ReadAudit | ExportAudit)]


def buttons(window: Window) -> list[str]:
    return [one.words for one in page(window).buttons if one.on]


def test_only_a_manager_opens_it() -> None:
    window = Window(PaperService({}, person=KARI)).do(Pressed(ids.AUDIT_PAGE))
    assert window.body_name == "till"
    assert not wishes(window)


def test_each_row_says_when_who_what_and_about_what() -> None:
    rows = [[cell.words for cell in row.cells] for row in page(opened()).table.rows]
    assert rows[0][1:] == ["Mia", "Took on staff", "Ola (senior)"]
    assert rows[1][1:3] == ["Mia", "Approved"]
    assert rows[1][3].startswith("Capture kr")
    assert rows[2][1:3] == ["Kari", "Asked"]
    assert rows[3][1] == "Mia"
    assert rows[3][2].startswith("It happened, says Mia")
    assert rows[4][1:3] == ["Mia", "a deed of a later version"]


def test_pages_go_back_and_forth() -> None:
    window = opened(older=5)
    assert buttons(window) == ["Done", "Older", "Export"]
    window.do(Pressed(ids.AUDIT_OLDER))
    assert [one.before for one in wishes(window) if isinstance(one, ReadAudit)] == [0, 5]
    assert "Newer" in buttons(window)
    window.do(Pressed(ids.AUDIT_NEWER))
    assert [one.before for one in wishes(window) if isinstance(one, ReadAudit)] == [0, 5, 0]
    window.service.audit = AuditPage(rows=ROWS, turn=window.service.audit.turn)
    window.hear().do(Pressed(ids.AUDIT_OLDER), Pressed(ids.AUDIT_NEWER))
    assert len(wishes(window)) == 3, "there is nothing older and nothing newer"


def test_an_export_says_where_it_lies() -> None:
    window = opened().do(Pressed(ids.AUDIT_EXPORT))
    assert isinstance(wishes(window)[-1], ExportAudit)
    assert page(window).foot.text == "Exported to audit.csv"
    window.do(Pressed(ids.AUDIT_BACK), Key("F5"), Pressed(ids.AUDIT_PAGE))
    assert page(window).foot.text == "", "it is told once"


def test_esc_leaves_it_and_a_scan_does_nothing() -> None:
    window = opened().do(Scanned(CODE))
    assert window.body_name == "page"
    assert window.do(Key("Esc")).body_name == "till"


def test_another_person_does_not_find_it_open() -> None:
    window = opened()
    window.service.person = KARI
    assert window.hear().body_name == "till"


def test_nothing_yet() -> None:
    service = PaperService({}, person=MIA)
    window = Window(service).do(Pressed(ids.AUDIT_PAGE))
    assert page(window).table.empty == "Nothing was done yet"
    assert buttons(window) == ["Done"]
