"""Bugs in what a manager may settle, and in what is taken out of the journal for good."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

CHOICES, RESOLVER = "pos_app/domain/resolving.py", "pos_app/service/resolving.py"
ARCHIVE = "pos_app/storage/archive.py"
BY_CHOICES, BY_RESOLVER = ("tests/domain/test_resolving.py",), ("tests/service/test_resolving.py",)
BY_ARCHIVE = ("tests/storage/test_archive.py",)

MUTANTS = (
    Mutant(
        "a manager may deny what may still land",
        CHOICES,
        "if seen.trace is not Trace.FOUND and quiet >= QUIET:",
        "if seen.trace is not Trace.FOUND:",
        BY_CHOICES,
    ),
    Mutant(
        "a hold is confirmed by a word, with no id to end it",
        CHOICES,
        "trace in (Trace.UNREADABLE, Trace.CONTRADICTS) and one.kind is not Kind.HOLD",
        "trace in (Trace.UNREADABLE, Trace.CONTRADICTS)",
        BY_CHOICES,
    ),
    Mutant(
        "an old reference is sent again though no history was read",
        CHOICES,
        "return one.why is not Why.RESTORED and 0.0 <= now - one.last_unproven_at <= STALE",
        "return True",
        BY_CHOICES,
    ),
    Mutant(
        "a cashier settles what needs a manager",
        RESOLVER,
        "        if not person.may(Act.RESOLVE):\n            return NotDone.NOT_ALLOWED\n",
        "",
        BY_RESOLVER,
    ),
    Mutant(
        "a payment that was to be given back is not",
        RESOLVER,
        "[steps.happened(one, now), self._refund(one, card_id, person, now)]",
        "[steps.happened(one, now)]",
        BY_RESOLVER,
    ),
    Mutant(
        "what a manager allowed is sent for ever",
        "pos_app/service/look.py",
        "        if verdict is not Verdict.HARMLESS:\n            self._allowed.discard(ref_id)\n",
        "",
        BY_RESOLVER,
    ),
    Mutant(
        "an open hold goes to the archive",
        ARCHIVE,
        "UNION SELECT operation FROM open_hold\n",
        "",
        BY_ARCHIVE,
    ),
    Mutant(
        "what nobody has seen yet goes to the archive",
        ARCHIVE,
        "is_open OR (state IN ('refused', 'not asked') AND acknowledged = 0)",
        "is_open",
        BY_ARCHIVE,
    ),
    Mutant(
        "rows leave the journal before their file is there",
        ARCHIVE,
        "    beside.replace(file)\n    sync_folder(file.parent)\n",
        "",
        BY_ARCHIVE,
    ),
    Mutant(
        "anybody may say that a part was archived",
        "pos_app/storage/chain.py",
        "if bytes(proof) != keys.proof(journal_id, seq, bytes(link)):",
        "if len(bytes(proof)) != 32:",
        BY_ARCHIVE,
    ),
    Mutant(
        "an upgrade keeps no copy",
        "pos_app/storage/opening.py",
        "        copy_whole(connection, copy)\n",
        "",
        BY_ARCHIVE,
    ),
)
