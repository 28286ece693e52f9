"""Bugs at the window's side: scans, guards of the money buttons, and what the screens claim."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

GUARD, SHELL = "pos_app/ui/models/guard.py", "pos_app/ui/models/shell_drawing.py"
SCAN_STEP, READING = "pos_app/ui/models/scan_step.py", "pos_app/service/reading.py"

MUTANTS = (
    Mutant(
        "the light says that nothing waits while requests wait",
        SHELL,
        "    if waiting:\n        words = shell.waiting(len(waiting))\n        if manager:\n",
        "    if waiting and manager:\n        words = shell.waiting(len(waiting))\n        if manager:\n",
        ("tests/models/test_waiting.py", "tests/models/test_frame.py"),
    ),
    Mutant(
        "the light is green before anything was answered",
        SHELL,
        "    if not shown.answered_once:\n",
        "    if shown.person is None:\n",
        ("tests/models/test_odd_corners.py",),
    ),
    Mutant(
        "a money button takes a press as soon as its words have changed",
        GUARD,
        "return guard is not None and state.monotonic - guard.since >= wait - _MARGIN",
        "return guard is not None",
        ("tests/models/test_sale.py",),
    ),
    Mutant(
        "a money button takes a press as soon as its sum has changed",
        GUARD,
        "            says[button] = (kind, pays.minor, state.card.number)\n",
        "            says[button] = (kind, state.card.number)\n",
        ("tests/models/test_sale.py",),
    ),
    Mutant(
        "a sale that was put aside is paid again with the next one",
        "pos_app/ui/models/sale_step.py",
        "following = TillState(sale=till.sale + 1)",
        "following = TillState(sale=till.sale)",
        ("tests/models/test_holds_on_card.py", "tests/models/test_sale.py"),
    ),
    Mutant(
        "a scan goes nowhere while a question is open",
        SCAN_STEP,
        '    """A whole scan, heard on any screen. A question in place is answered with no."""\n',
        '    """A whole scan."""\n    if state.question is not None:\n        return state, ()\n',
        ("tests/models/test_fund.py", "tests/models/test_scans_and_amounts.py"),
    ),
    Mutant(
        "of two scans at once the second is asked about",
        SCAN_STEP,
        "    if scan.clash:\n",
        "    if scan.clash and not scan.text:\n",
        ("tests/models/test_scans_and_amounts.py",),
    ),
    Mutant(
        "two scans at once are not noticed",
        "pos_app/devices/wedge.py",
        "(self._last_ms - before.at_ms) % _WRAP < CLASH_MS",
        "(self._last_ms - before.at_ms) % _WRAP < 0",
        ("tests/devices/test_wedge.py",),
    ),
    Mutant(
        "a code keeps the wrong letters of another keyboard layout",
        "pos_app/domain/scan.py",
        "rest = rest.translate(_US_ON_NORDIC)",
        "rest = rest.strip()",
        ("tests/domain/test_scan.py",),
    ),
    Mutant(
        "a code shows itself when it is printed",
        "pos_app/domain/scan.py",
        'return f"Code(•••• {self.tail}, {self.source})"',
        'return f"Code({self.text}, {self.source})"',
        ("tests/domain/test_scan.py",),
    ),
    Mutant(
        "the old card's figures stay while the next one is read",
        READING,
        "        self._show(Read(number=self.read.number + 1, reading=Reading.READING, code=code))\n"
        "        await self._ask(code, credential)\n\n    async def with_pin",
        "        self._show(replace(self.read, number=self.read.number + 1, code=code))\n"
        "        await self._ask(code, credential)\n\n    async def with_pin",
        ("tests/service/test_reading.py",),
    ),
    Mutant(
        "an answer that was overtaken shows another card's figures",
        READING,
        "        if self.read.number != number:\n            return\n        if found.card is not None:\n"
        "            await self._found(found.card, credential)\n        else:\n",
        "        if found.card is not None:\n"
        "            await self._found(found.card, credential)\n        else:\n",
        ("tests/service/test_reading.py",),
    ),
    Mutant(
        "money that was found later is taken off the figures twice",
        READING,
        "if operation.attempts == 1 and operation.asked_at >= self.read.read_at:",
        "if operation.attempts >= 1:",
        ("tests/service/test_reading.py", "tests/service/test_not_known.py"),
    ),
)
