"""Bugs in what answers mean and in the steps of an operation: the domain, and how the line reads answers."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

JUDGE, STEPS, HOLD = "pos_app/domain/judge.py", "pos_app/domain/steps.py", "pos_app/domain/hold.py"
OUTCOME, REPLY, WIRE = "pos_app/api/outcome.py", "pos_app/api/reply.py", "pos_app/api/wire.py"
BY_JUDGE, BY_STEPS = ("tests/domain/test_judge.py",), ("tests/domain/test_steps.py",)
BY_SERVICE = ("tests/service",)

MUTANTS = (
    Mutant(
        "a 4xx on a retry is trusted",
        JUDGE,
        "if answer.seen is Seen.REFUSAL and first:",
        "if answer.seen is Seen.REFUSAL:",
        BY_JUDGE,
    ),
    Mutant(
        'a 409 or an "already used" counts as a refusal',
        JUDGE,
        "if answer.seen is Seen.REFUSAL and first:",
        "if answer.seen in (Seen.REFUSAL, Seen.ALREADY_USED) and first:",
        BY_JUDGE,
    ),
    Mutant(
        "a 2xx with another amount is accepted",
        JUDGE,
        "right_sum = transaction.amount == operation.amount",
        "right_sum = True",
        BY_JUDGE,
    ),
    Mutant(
        "a 2xx in another currency is accepted",
        JUDGE,
        "operation.ref_id or transaction.amount.currency is not operation.amount.currency:",
        "operation.ref_id:",
        BY_JUDGE,
    ),
    Mutant(
        "a 2xx about another operation is accepted",
        JUDGE,
        "transaction.ref_id != operation.ref_id or transaction.amount.currency",
        "transaction.amount.currency",
        BY_JUDGE,
    ),
    Mutant(
        "a capture of another hold is accepted",
        JUDGE,
        'return transaction.parent_id in ("", operation.hold_id)',
        "return True",
        BY_JUDGE,
    ),
    Mutant(
        "a pay is taken for a hold",
        JUDGE,
        'transaction.type not in ("", _TYPES[operation.kind])',
        "not isinstance(transaction.type, str)",
        BY_JUDGE,
    ),
    Mutant(
        "a hold is confirmed without the id that ends it",
        JUDGE,
        "return matches(operation, transaction) and bool(transaction.id or operation.kind is not Kind.HOLD)",
        "return matches(operation, transaction)",
        BY_JUDGE,
    ),
    Mutant(
        "two rows of one reference in a history prove it",
        JUDGE,
        "if found is None or len({row.id for row in rows}) > 1:",
        "if found is None:",
        BY_JUDGE,
    ),
    Mutant(
        "an attempt without an answer counts as never sent",
        STEPS,
        "why=answer.why or Why.STRANGE_ANSWER,\n",
        "why=answer.why or Why.STRANGE_ANSWER,\n        unproven=operation.unproven - 1,\n",
        BY_STEPS,
    ),
    Mutant(
        "an attempt that a power cut ended counts as never sent",
        STEPS,
        "last_unproven_at=operation.sent_at,\n",
        "unproven=operation.unproven - 1,\n",
        BY_STEPS,
    ),
    Mutant(
        "one look at the history is proof of absence",
        STEPS,
        "(late and operation.looks >= 1)",
        "late",
        BY_STEPS,
    ),
    Mutant(
        "two looks within the minute are proof of absence",
        STEPS,
        "(late and operation.looks >= 1)",
        "operation.looks >= 1",
        BY_STEPS,
    ),
    Mutant(
        "a cancel forgets what it cancelled",
        STEPS,
        "Step(replace(operation, cancel=True),",
        "Step(replace(operation, cancel=True, state=State.CANCELLED),",
        ("tests/domain/test_steps.py", "tests/service/test_cancel.py"),
    ),
    Mutant(
        "an operation leaves its final state",
        STEPS,
        "    if not operation.is_open:\n        raise Backward(f",
        "    if operation.attempts < 0:\n        raise Backward(f",
        BY_STEPS,
    ),
    Mutant(
        "a cancelled pay may be sent again",
        STEPS,
        "if operation.cancel and operation.kind is Kind.PAY:",
        "if operation.cancel and operation.kind is Kind.VOID:",
        BY_STEPS,
    ),
    Mutant(
        "an open capture does not count against its hold",
        HOLD,
        "return Money(max(self.left.minor - asked, 0), self.amount.currency)",
        "return Money(max(self.left.minor - 0 * asked, 0), self.amount.currency)",
        ("tests/domain/test_hold.py",),
    ),
    Mutant(
        "a 202 is taken for done",
        OUTCOME,
        "GOOD = frozenset({200, 201})",
        "GOOD = frozenset({200, 201, 202})",
        ("tests/api/test_outcome.py",),
    ),
    Mutant(
        "an answer that did not come in time counts as not sent",
        OUTCOME,
        "if not came.wrote:",
        "if not came.wrote or came.timed_out:",
        ("tests/api/test_outcome.py",),
    ),
    Mutant(
        "a 408 or a 418 refuses",
        OUTCOME,
        "_REFUSING = frozenset({400, 402, 403, 404, 405, 410, 412, 413, 415, 422})",
        "_REFUSING = frozenset({400, 402, 403, 404, 405, 408, 409, 410, 412, 413, 415, 418, 422})",
        ("tests/api/test_outcome.py",),
    ),
    Mutant(
        "an error that names our reference is a plain refusal",
        OUTCOME,
        "if status == 409 or _says_used(problem) or ",
        "if status == 409 or ",
        ("tests/api/test_outcome.py",),
    ),
    Mutant(
        "a body with a key twice is believed",
        REPLY,
        "        json.loads(body.decode(), object_pairs_hook=_once)\n",
        "",
        ("tests/api/test_reply.py",),
    ),
    Mutant(
        "a part of a history is taken for all of it",
        "pos_app/api/looking.py",
        "if _says_more(came, len(rows)):",
        "if not came.body:",
        ("tests/api/test_looking.py",),
    ),
    Mutant(
        "a capture goes out without its amount",
        WIRE,
        "return _ENCODER.encode(_Capture(operation.ref_id, operation.amount.minor, _metadata(operation)))",
        "return _ENCODER.encode(_Void(operation.ref_id, _metadata(operation)))",
        ("tests/api/test_wire.py",),
    ),
    Mutant(
        "58,99 becomes 5 899,00",
        "pos_app/domain/amount.py",
        'entry = Entry(digits if rest is None else f"{digits},{rest}")',
        'entry = Entry(digits + (rest or ""))',
        ("tests/domain/test_amount.py",),
    ),
)
