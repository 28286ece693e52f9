"""The table of permissions as docs/roles.md prints it: `python -m tests.domain.roles_table FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

from pos_app.domain.person import PERMISSIONS, Act, Role
from pos_app.service.asking import APPROVABLE

HEAD = """# Who may do what

Printed from the program's one table (`pos_app/domain/person.py`) by `python packaging/tasks/roles.py`; a test
holds the two together. The service enforces it, whatever a screen offers.

"""
FOOT = """
*approval*: a person whose role allows it lets the other do it once, by badge or PIN, on the spot. Both names
go into the story of the request. Nobody approves their own act.

A till without staff has one person: in Training a senior, and by one key a manager; elsewhere a senior
without a name.
"""


def table() -> str:
    """The whole file."""
    roles = list(Role)
    rows = [["", *roles], ["---"] * (len(roles) + 1)]
    rows += [[act.value, *(_cell(role, act) for role in roles)] for act in Act]
    return HEAD + "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n" + FOOT


def _cell(role: Role, act: Act) -> str:
    if act in PERMISSIONS[role]:
        return "yes"
    return "approval" if act in APPROVABLE else "no"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(table(), encoding="utf-8")
