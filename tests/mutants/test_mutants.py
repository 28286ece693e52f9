"""The planted bugs still fit the program; `make mutants` shows that each is caught."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.mutants.mutant import ROOT, Mutant, NoMatch
from tests.mutants.planted import MUTANTS


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: str(one.name))
def test_a_planted_bug_fits_exactly_once(mutant: Mutant) -> None:
    compile(mutant.applied(), mutant.file, "exec")
    for test in mutant.tests:
        assert (ROOT / test.partition("::")[0]).exists(), test


def test_there_are_many_and_each_has_a_name_of_its_own() -> None:
    assert len(MUTANTS) >= 30
    assert max(Counter(one.name for one in MUTANTS).values()) == 1


def test_a_bug_that_fits_no_more_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\nx = 1\n", "utf-8")
    for before, after in (("y", "z"), ("x = 1\n", "x = 2\n"), ("x = 1\nx", "x = 1\nx")):
        with pytest.raises(NoMatch):
            Mutant("old", "a.py", before, after, ()).applied(tmp_path)
