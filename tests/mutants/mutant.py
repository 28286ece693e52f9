"""One planted bug: a small change of one source file, and the tests that must notice it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class NoMatch(ValueError):
    """The text to be replaced is not in its file exactly once: the mutant is out of date."""


@dataclass(frozen=True)
class Mutant:
    """`before` becomes `after` in `file`; `tests` are given to pytest and must fail."""

    name: str
    file: str
    before: str
    after: str
    tests: tuple[str, ...]

    def applied(self, root: Path = ROOT) -> str:
        """The file's text with the bug in it; raises NoMatch."""
        text = (root / self.file).read_text("utf-8")
        if text.count(self.before) != 1 or self.before == self.after:
            raise NoMatch(f"{self.name}: {text.count(self.before)} places in {self.file}")
        return text.replace(self.before, self.after)
