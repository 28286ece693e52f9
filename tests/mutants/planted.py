"""Every planted bug."""

from __future__ import annotations

from tests.mutants import journal, line, money, screen, till

MUTANTS = (*money.MUTANTS, *line.MUTANTS, *journal.MUTANTS, *till.MUTANTS, *screen.MUTANTS)
