"""Bugs in who may do what, and in how somebody is known."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

ASKING = "pos_app/service/asking.py"
SIGNING, SHOP = "pos_app/service/signing.py", "pos_app/service/shop.py"
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
        SHOP,
        "            case want.Badge(code) if await self._approving.by_badge(code):\n                pass\n",
        "",
        BY_APPROVING,
    ),
    Mutant(
        "an approval leaves no name",
        "pos_app/service/till.py",
        "[step, steps.approved(step.operation, approver.name, now)]\n",
        "[step]\n",
        BY_APPROVING,
    ),
    Mutant(
        "an approval outlives the lock",
        SHOP,
        "                self._approving.decline()\n                self._reader.put_away()\n",
        "                self._reader.put_away()\n",
        BY_APPROVING,
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
        SHOP,
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
)
