"""Every planted bug."""

from __future__ import annotations

from tests.mutants import journal, line, money, person, screen, secrets, selling, staff, till

MUTANTS = (
    *money.MUTANTS,
    *line.MUTANTS,
    *journal.MUTANTS,
    *till.MUTANTS,
    *person.MUTANTS,
    *staff.MUTANTS,
    *secrets.MUTANTS,
    *selling.MUTANTS,
    *screen.MUTANTS,
)
