"""Bugs in the service: when something is sent, what is asked, and what a person is shown."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

TURN, TILL, BOOK = "pos_app/service/turn.py", "pos_app/service/till.py", "pos_app/service/book.py"
ASKING, LOOK, SCHEDULE = "pos_app/service/asking.py", "pos_app/service/look.py", "pos_app/service/schedule.py"
FOLLOW_UP, PATIENCE = "pos_app/service/follow_up.py", "pos_app/service/patience.py"

WRITES = (
    "            await self._book.write("
    "_approved(step, beside.approvers), beside.cards, self._counted(made))\n"
)

MUTANTS = (
    Mutant(
        "the first send comes before its commit",
        TILL,
        "        self._limiting.take(made)  # before the disk has it: a second press finds it counted\n"
        "        try:\n" + WRITES,
        "        if at_once:\n            self._outbox.begin(step.operation, body)\n"
        "            at_once = False\n"
        "        try:\n" + WRITES,
        ("tests/service/test_trouble.py",),
    ),
    Mutant(
        "a later send comes before its commit",
        TURN,
        "        begun = await self._book.change(operation.ref_id, unless_cancelled)\n"
        "        if begun.attempts == operation.attempts:\n            return TurnEnd(Next.LATER, 0.0)\n"
        "        return await self.attempt(begun, body)\n",
        "        begun = unless_cancelled(operation)[0].operation\n"
        "        await self._service.send(begun, body)\n"
        "        begun = await self._book.change(operation.ref_id, unless_cancelled)\n"
        "        if begun.attempts == operation.attempts:\n            return TurnEnd(Next.LATER, 0.0)\n"
        "        return await self.attempt(begun, body)\n",
        ("tests/service/test_cancel.py",),
    ),
    Mutant(
        "a retry has a fresh ref_id",
        TURN,
        "        answer = await self._service.send(operation, body, card_id)\n",
        "        if operation.attempts > 1:\n"
        "            body = body.replace(operation.ref_id.encode(), self._new_ref().encode())\n"
        "        answer = await self._service.send(operation, body, card_id)\n",
        ("tests/service/test_cancel.py", "tests/service/test_not_known.py"),
    ),
    Mutant(
        "a retry has other bytes",
        TURN,
        "        answer = await self._service.send(operation, body, card_id)\n",
        '        body += b" " * (operation.attempts - 1)\n'
        "        answer = await self._service.send(operation, body, card_id)\n",
        ("tests/service/test_not_known.py",),
    ),
    Mutant(
        "a refusal is asked again",
        TURN,
        "        if verdict is Verdict.REFUSED:\n",
        "        if verdict is Verdict.REFUSED and operation.attempts > 1:\n",
        ("tests/service/test_not_known.py",),
    ),
    Mutant(
        "an answer is shown before it is on disk",
        BOOK,
        "        try:\n"
        "            await self._journal.commit(steps, cards=cards, counted_order=counted_order)\n",
        "        for step in steps:\n            self._take(step.operation)\n        self._changed()\n"
        "        try:\n"
        "            await self._journal.commit(steps, cards=cards, counted_order=counted_order)\n",
        ("tests/service/test_trouble.py",),
    ),
    Mutant(
        "an answer that the disk refused is shown all the same",
        BOOK,
        "            self.note_trouble(trouble)\n            raise\n",
        "            self.note_trouble(trouble)\n",
        ("tests/service/test_trouble.py",),
    ),
    Mutant(
        "pay again while the first is not known",
        BOOK,
        "return self.lanes.is_busy(fingerprint)",
        "return False",
        ("tests/service/test_not_known.py",),
    ),
    Mutant(
        "a double click pays twice",
        TILL,
        "        if made.lane in self._lanes_taken:\n",
        "        if not made.lane:\n",
        ("tests/service/test_sale.py",),
    ),
    Mutant(
        "a press meant for another card pays from this one",
        ASKING,
        "    if read.number != intent.number:\n        return NotDone.CARD_CHANGED\n"
        "    refusal = _card_refusal(read.card, read.key, book, at, intent.kind, intent.amount)\n",
        "    refusal = _card_refusal(read.card, read.key, book, at, intent.kind, intent.amount)\n",
        ("tests/service/test_reading.py",),
    ),
    Mutant(
        "capture above held",
        ASKING,
        "if intent.amount.is_more_than(hold.uncommitted):",
        "if intent.amount.is_more_than(hold.amount):",
        ("tests/service/test_sale.py",),
    ),
    Mutant(
        "a capture beside another one that waits, together above held",
        ASKING,
        "if intent.amount.is_more_than(hold.uncommitted):",
        "if intent.amount.is_more_than(hold.left):",
        ("tests/service/test_sale.py",),
    ),
    Mutant(
        "more than is available is asked",
        ASKING,
        "    if intent.amount.is_more_than(read.card.available):\n"
        "        return NotDone.MORE_THAN_AVAILABLE\n",
        "",
        ("tests/service/test_sale.py",),
    ),
    Mutant(
        "a cashier may fund a card",
        ASKING,
        "    if not at.person.may(_ACTS[kind]):\n        return NotDone.NOT_ALLOWED\n",
        "",
        ("tests/service/test_sale.py", "tests/service/test_corners.py"),
    ),
    Mutant(
        "a void overtakes the capture before it",
        SCHEDULE,
        "if one.after in self._book.open or self._book.must_wait(one):",
        "if not one.ref_id:",
        ("tests/service/test_cancel.py",),
    ),
    Mutant(
        "what comes after a refused capture is sent",
        TURN,
        "if operation.after and not operation.attempts and not await self._came_true(operation.after):",
        "if operation.after and not operation.ref_id:",
        ("tests/service/test_cancel.py",),
    ),
    Mutant(
        "a cancelled hold stays on the card",
        FOLLOW_UP,
        '    if done.kind is Kind.HOLD and done.cancel:\n        return done.amount, ""\n',
        "",
        ("tests/service/test_cancel.py",),
    ),
    Mutant(
        "a cancelled pay that happened is shown as paid",
        FOLLOW_UP,
        "    if operation.cancel and operation.kind is Kind.PAY:\n"
        "        return [steps.needs_manager(operation, Why.PAID_AFTER_CANCEL, now, moved_id=found.id)]\n",
        "",
        ("tests/service/test_cancel.py",),
    ),
    Mutant(
        "the rest of a part capture stays on hold",
        FOLLOW_UP,
        "    if rest is None:\n        return [done]\n",
        "    if rest is None or done.operation.kind is Kind.CAPTURE:\n        return [done]\n",
        ("tests/service/test_corners.py",),
    ),
    Mutant(
        "a restored row is sent without a look",
        TURN,
        "        if operation.ref_id in self._book.suspect:\n",
        "        if not operation.ref_id:\n",
        ("tests/service/test_trouble.py",),
    ),
    Mutant(
        "a restored row that history does not know is refused",
        LOOK,
        "            return await self._give_up(operation, Why.RESTORED)\n",
        "            now = self._clock.now()\n"
        "            return await self._end(\n"
        '                operation, lambda one: [steps.refused(one, Why.OTHER, now, "history")]\n'
        "            )\n",
        ("tests/service/test_corners.py", "tests/service/test_trouble.py"),
    ),
    Mutant(
        "a row of yesterday is sent without a look",
        LOOK,
        "return age > self._patience.stale or age < -self._patience.clock_slack",
        "return False",
        ("tests/service/test_not_known.py",),
    ),
    Mutant(
        "the minute between two looks is measured by the wall clock",
        LOOK,
        "        late = quiet >= self._patience.look_again\n",
        "        late = now - operation.last_unproven_at >= self._patience.look_again\n",
        ("tests/service/test_not_known.py",),
    ),
    Mutant(
        "a history that may not be read is taken for an absence",
        LOOK,
        "            return await self._give_up(operation, Why.NO_HISTORY)\n",
        "            return await self._absent(operation)\n",
        ("tests/service/test_not_known.py",),
    ),
    Mutant(
        "back-off by the wall clock",
        SCHEDULE,
        "        self._clock = clock\n",
        '        self._clock: Clock = type("Wall", (), {"monotonic": staticmethod(clock.now)})()\n',
        ("tests/service/test_not_known.py",),
    ),
    Mutant(
        "the program's monotonic clock is the wall clock",
        "pos_app/service/clock.py",
        "return time.monotonic()",
        "return time.time()",
        ("tests/service/test_units.py",),
    ),
    Mutant(
        "no jitter",
        PATIENCE,
        "return dice.uniform(0.05 * limit, limit)",
        "return limit",
        ("tests/service/test_units.py",),
    ),
    Mutant(
        "no doubling",
        PATIENCE,
        "self.first * 2.0 ** min(tries, 16)",
        "self.first",
        ("tests/service/test_units.py",),
    ),
    Mutant(
        "all tills ask at once when the service is back",
        SCHEDULE,
        "self._dice.uniform(0.0, self._patience.hurry)",
        "0.0",
        ("tests/service/test_storm.py",),
    ),
    Mutant(
        "Retry-After is not honoured",
        TURN,
        "        return TurnEnd(Next.LATER, answer.retry_after)\n",
        "        return AGAIN\n",
        ("tests/service/test_not_known.py",),
    ),
    Mutant(
        "a credential that is not accepted is asked again and again",
        TURN,
        "    if answer.seen is Seen.UNAUTHORIZED:\n        return TurnEnd(Next.PAUSE)\n",
        "    if answer.seen is Seen.UNAUTHORIZED:\n        return AGAIN\n",
        ("tests/service/test_not_known.py",),
    ),
    Mutant(
        "stopping gives the queue up",
        "pos_app/service/outbox.py",
        "        self._stopping = True\n",
        "        self._stopping = True\n        self._book.open.clear()\n",
        ("tests/service/test_corners.py",),
    ),
    Mutant(
        "money goes on after a mistake of ours",
        "pos_app/service/shop.py",
        "new_money = want.Place | want.Fund",
        "new_money = want.Fund",
        ("tests/service/test_trouble.py",),
    ),
    Mutant(
        "every send counts as the first",
        TURN,
        "first = operation.unproven == 1",
        "first = True",
        ("tests/service/test_not_known.py",),
    ),
    Mutant(
        "a cancel and an answer overwrite each other",
        BOOK,
        "        async with self._writing:\n            before =",
        "        if ref_id:\n            before =",
        ("tests/service/test_cancel.py", "tests/service/test_not_known.py"),
    ),
    Mutant(
        "a row for a manager is sent again when a person asks",
        LOOK,
        "            or operation.state is State.NEEDS_MANAGER\n",
        "",
        ("tests/service/test_corners.py", "tests/service/test_not_known.py"),
    ),
)
