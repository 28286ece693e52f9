"""Every planted bug."""

from __future__ import annotations

from tests.mutants import journal, line, money, person, screen, selling, staff, till

MUTANTS = (
    *money.MUTANTS,
    *line.MUTANTS,
    *journal.MUTANTS,
    *till.MUTANTS,
    *person.MUTANTS,
    *staff.MUTANTS,
    *selling.MUTANTS,
    *screen.MUTANTS,
)
