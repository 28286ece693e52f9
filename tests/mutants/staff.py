"""Bugs in who may do what, in how somebody is known, and in giving back."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

ASKING = "pos_app/service/asking.py"
SIGNING, SHOP = "pos_app/service/signing.py", "pos_app/service/shop.py"
DOOR = "pos_app/service/door.py"
REFUNDS, BY_REFUNDING = "pos_app/service/refunding.py", ("tests/service/test_refunding.py",)
BY_APPROVING, BY_SIGNING = ("tests/service/test_approving.py",), ("tests/service/test_signing.py",)

MUTANTS = (
    Mutant(
        "a cashier takes a part of a hold alone",
        ASKING,
        "    lacks = at.lacks(Act.CAPTURE_PART) if intent.amount.minor < hold.uncommitted.minor else None\n",
        "    lacks = None\n",
        BY_APPROVING,
    ),
    Mutant(
        "a cashier voids another's hold alone",
        ASKING,
        "    lacks = None if is_own else at.lacks(Act.VOID_OTHERS)\n",
        "    lacks = None\n",
        BY_APPROVING,
    ),
    Mutant(
        "who approves by badge takes over the till",
        DOOR,
        "        if await self._approving.by_badge(code):\n            return\n",
        "",
        BY_APPROVING,
    ),
    Mutant(
        "an approval leaves no name",
        "pos_app/service/till.py",
        "[step, *(steps.approved(step.operation, one.name, now) for one in approvers)]\n",
        "[step]\n",
        BY_APPROVING,
    ),
    Mutant(
        "an approval outlives the lock",
        DOOR,
        "                self._approving.decline()\n                self._clear()\n",
        "                self._clear()\n",
        BY_APPROVING,
    ),
    Mutant(
        "a refund is asked although a payment was placed while its history was read",
        REFUNDS,
        "        if self._book.is_blocked(paid.card.fingerprint):\n            return NotDone.CARD_WAITS\n",
        "",
        BY_REFUNDING,
    ),
    Mutant(
        "a killed try at a PIN counts for nothing",
        SIGNING,
        "            self._keep(number, before.after_wrong())",
        "            self._keep(number, before)",
        BY_SIGNING,
    ),
    Mutant(
        "a locked till takes money",
        DOOR,
        "                return self._signing.is_locked\n",
        "                return False\n",
        BY_SIGNING,
    ),
    Mutant(
        "Training's key makes a manager where staff sign in",
        SHOP,
        "            case want.SwitchPerson() if self._counter.signing is None:\n",
        "            case want.SwitchPerson():\n",
        BY_SIGNING,
    ),
    Mutant(
        "what another till gave back does not count",
        "pos_app/domain/refunding.py",
        "    given = {row.ref_id: row.amount.minor for row in back}\n",
        "    given = {row.ref_id: row.amount.minor for row in back[:0]}\n",
        BY_REFUNDING,
    ),
    Mutant(
        "presses at the same time give back more than once",
        REFUNDS,
        "        self._busy.add(fingerprint)",
        "        self._busy.add(str(intent.token))",
        BY_REFUNDING,
    ),
    Mutant(
        "a cashier gives a payment back",
        REFUNDS,
        "        if not self._counter.person.may(Act.REFUND) or not self._may_name_cards:\n",
        "        if not self._may_name_cards:\n",
        BY_REFUNDING,
    ),
    Mutant(
        "more than is left is given back",
        REFUNDS,
        "        return NotDone.MORE_THAN_TAKEN if intent.amount.is_more_than(taken.left) else None\n",
        "        return None\n",
        BY_REFUNDING,
    ),
    Mutant(
        "a refund does not say what it gives back",
        "pos_app/api/wire.py",
        "    return _Metadata(operation.order, operation.ref_id, operation.staff, operation.reason, paid)\n",
        "    return _Metadata(operation.order, operation.ref_id, operation.staff, operation.reason)\n",
        BY_REFUNDING,
    ),
)
