"""The whole screen as one value, from the state alone. Screens but the Till are loaded when opened."""

from __future__ import annotations

from pos_app.ui.models.printing import Printer, printer_of
from pos_app.ui.models.program_state import Over, ProgramState, ScreenName
from pos_app.ui.models.settings import Display
from pos_app.ui.models.shell_drawing import shell_value
from pos_app.ui.models.shell_value import Screen, Shell
from pos_app.ui.models.till_drawing import till_value


def draw(state: ProgramState, display: Display) -> Screen:
    """Everything the window shows now, worded in the language in use."""
    printer = printer_of(state, display)
    shell = shell_value(state, printer)
    if state.over is not Over.NOTHING:
        return _over(state, shell, printer)
    signing = state.snapshot.signing
    if signing is not None and (signing.locked or state.snapshot.approval is not None):
        from pos_app.ui.models.sign_in_drawing import sign_in_value

        return Screen(shell, sign_in_value(state, signing, printer))
    match state.screen:
        case ScreenName.TILL:
            return Screen(shell, till_value(state, printer))
        case ScreenName.HOLDS:
            from pos_app.ui.models.holds_drawing import holds_value

            return Screen(shell, holds_value(state, printer))
        case ScreenName.WAITING:
            from pos_app.ui.models.waiting_drawing import waiting_value

            return Screen(shell, waiting_value(state, printer))
        case ScreenName.HISTORY:
            from pos_app.ui.models.history_drawing import history_value

            return Screen(shell, history_value(state, printer))
        case ScreenName.MANAGE:
            from pos_app.ui.models.fund_drawing import manage_value

            return Screen(shell, manage_value(state, printer))


def _over(state: ProgramState, shell: Shell, printer: Printer) -> Screen:
    """What stands in place of the screen."""
    if state.over is Over.START:
        from pos_app.ui.models.start_drawing import start_value

        return Screen(shell, start_value(state))
    if state.over is Over.CONNECT:
        from pos_app.ui.models.connect_drawing import connect_value

        return Screen(shell, connect_value(state))
    if state.over is Over.STAFF:
        from pos_app.ui.models.staff_drawing import staff_value

        return Screen(shell, staff_value(state))
    if state.over is Over.SETTINGS:
        from pos_app.ui.models.setting_drawing import setting_value

        return Screen(shell, setting_value(state))
    if state.over is Over.ABOUT:
        from pos_app.ui.models.about_drawing import about_value

        return Screen(shell, about_value(state))
    if state.over is Over.AUDIT:
        from pos_app.ui.models.audit_drawing import audit_value

        return Screen(shell, audit_value(state, printer))
    from pos_app.ui.models.help_drawing import closing_value, help_value

    return Screen(shell, help_value(state) if state.over is Over.HELP else closing_value(state))
