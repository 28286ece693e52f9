"""docs/roles.md is the program's own table."""

from __future__ import annotations

from pathlib import Path

from tests.domain.roles_table import table


def test_the_printed_table_is_the_programs_own() -> None:
    printed = (Path(__file__).resolve().parents[1] / "docs" / "roles.md").read_text(encoding="utf-8")
    assert printed == table(), "run packaging/tasks/roles.py"
