"""Bugs in selling a card, in one order on one card, and in limits."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

ACTIVATING, LOOK, OUTCOME = (
    "pos_app/domain/activating.py",
    "pos_app/service/look.py",
    "pos_app/api/outcome.py",
)
LIMITS, LIMITING = "pos_app/domain/limits.py", "pos_app/service/limiting.py"
BY_ACTIVATING, BY_LIMITS = ("tests/service/test_activating.py",), ("tests/domain/test_limits.py",)
BY_LIMITING, BY_CARD = ("tests/service/test_limiting.py",), ("tests/domain/test_activating.py",)

MUTANTS = (
    Mutant(
        "an activation is sent again without a look at its card",
        LOOK,
        "in_vain or _looks_first(operation) or self._is_stale(operation)",
        "in_vain or self._is_stale(operation)",
        BY_ACTIVATING,
    ),
    Mutant(
        "an activation is sent again although its card may not be read",
        LOOK,
        "if strange or _looks_first(operation) or self._decides",
        "if strange or self._decides",
        BY_ACTIVATING,
    ),
    Mutant(
        "an active card that names nobody counts as another's",
        ACTIVATING,
        "Traced(Trace.EXCLUDED if card.operation and told else Trace.CONTRADICTS)",
        "Traced(Trace.EXCLUDED)",
        BY_ACTIVATING,
    ),
    Mutant(
        "another's activation counts as ours",
        ACTIVATING,
        "    if card.operation == operation.ref_id:\n",
        "    if card.operation:\n",
        BY_ACTIVATING,
    ),
    Mutant(
        "a card that is active already is believed to be another's at once",
        OUTCOME,
        " or (kind is Kind.ACTIVATE and _says_active(status, problem))",
        "",
        BY_ACTIVATING,
    ),
    Mutant(
        "another card in an answer is believed",
        OUTCOME,
        "    if found is None or found.card_id != card_id:\n",
        "    if found is None:\n",
        BY_ACTIVATING,
    ),
    Mutant(
        "an answer that shows another load is believed",
        ACTIVATING,
        "    return _load(operation) if card.loaded == operation.amount else None\n",
        "    return _load(operation)\n",
        BY_CARD,
    ),
    Mutant(
        "one order loads and spends a card unnoticed",
        "pos_app/service/asking.py",
        "    if intent.knowingly or not crosses(",
        "    if True or not crosses(",
        ("tests/service/test_ticket.py",),
    ),
    Mutant(
        "a limit of the day forgets the acts before",
        LIMITS,
        "        day = asked.minor + sum(one.minor for one in same if one.staff == asked.staff)\n",
        "        day = asked.minor\n",
        BY_LIMITS,
    ),
    Mutant(
        "the same manager twice counts as two",
        LIMITS,
        "managers = {one.number for one in (person, *approvers) if one.role is Role.MANAGER}",
        "managers = [one.number for one in (person, *approvers) if one.role is Role.MANAGER]",
        BY_LIMITS,
    ),
    Mutant(
        "what was refused counts for a limit",
        LIMITS,
        "    if what is None or one.state.moved_nothing:\n",
        "    if what is None:\n",
        BY_LIMITING,
    ),
    Mutant(
        "limits of the day begin anew with the program",
        LIMITING,
        "        for one in today:\n            self.take(one)\n",
        "",
        BY_LIMITING,
    ),
    Mutant(
        "what was approved and not written is sent after the next start",
        "pos_app/storage/unsent.py",
        "        if written and set(written) == asked:\n",
        "        if written and all(step.body is not None for step in steps):\n",
        BY_LIMITING,
    ),
    Mutant(
        "an approval that comes late takes another's place",
        "pos_app/service/approving.py",
        "        if self._counter.approval is not None:\n            self._refuse(",
        "        if False:\n            self._refuse(",
        BY_LIMITING,
    ),
    Mutant(
        "a refund goes out from a till that was left",
        "pos_app/service/refunding.py",
        "        if refusal is None and left:\n",
        "        if refusal is None and self._counter.person is not person:\n",
        BY_LIMITING,
    ),
    Mutant(
        "another's name on a card always counts against ours",
        ACTIVATING,
        "told = operation.refusal is Why.CARD_ACTIVE and operation.unproven <= 1",
        "told = True",
        BY_CARD,
    ),
    Mutant(
        "somebody approves what they may not do themselves",
        "pos_app/service/till.py",
        "lambda one: one.may(act) and limiting.may_approve(made, one)",
        "lambda one: limiting.may_approve(made, one)",
        BY_LIMITING,
    ),
)
