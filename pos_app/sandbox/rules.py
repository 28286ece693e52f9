"""Fault rules: which request shall go wrong, and how."""

import dataclasses
from dataclasses import dataclass, field

from pos_app.sandbox.fields import Fields

ACTS = (
    "delay",
    "hang",
    "close",
    "reset",
    "status",
    "broken",
    "foreign",
    "huge",
    "redirect",
    "portal",
    "drip",
)
_AFTER = frozenset({"broken", "foreign", "huge", "drip"})
_MILLI = 1000


@dataclass(frozen=True, slots=True)
class Rule:
    """One fault. What it matches: an endpoint (or `*`), a card, a reference; None matches all.

    Of the requests that match, the first `skip` pass; of the rest every `every`-th one goes wrong, `times` in
    all (None: until cleared). `after` says whether the request is carried out first.
    """

    act: str
    endpoint: str = "*"
    card: str | None = None
    ref: str | None = None
    times: int | None = None
    every: int = 1
    skip: int = 0
    after: bool = False
    seconds: float = 0.0
    status: int = 500
    code: str | None = None
    retry_after: int | None = None


def read_rule(body: Fields) -> Rule:
    """Read one rule: `{"do": "reset", "when": "after", "endpoint": "transactions", "times": 1}`."""
    act = body.word("do", ACTS, required=True) or "hang"
    when = body.word("when", ("before", "after"))
    milliseconds = body.whole("milliseconds", 0)
    rule = Rule(
        act=act,
        endpoint=body.text("endpoint") or "*",
        card=body.text("card"),
        ref=body.text("ref"),
        times=body.whole("times", 1),
        every=body.whole("every", 1) or 1,
        skip=body.whole("skip", 0) or 0,
        after=act in _AFTER if when is None else when == "after",
        seconds=(body.whole("seconds", 0) or 0) + (milliseconds or 0) / _MILLI,
        status=body.whole("status", 200, 599) or 500,
        code=body.text("code"),
        retry_after=body.whole("retry_after", 0),
    )
    body.done()
    return rule


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a request before it is carried out."""

    endpoint: str
    card: str | None
    ref: str | None


@dataclass(slots=True)
class Rules:
    """The rules in force, in the order they came, with how often each matched and struck."""

    held: list[tuple[Rule, list[int]]] = field(default_factory=list)

    def add(self, rule: Rule) -> None:
        """Put a rule behind the others."""
        self.held.append((rule, [0, 0]))

    def asks_for_cards(self) -> bool:
        """Whether some rule needs to know which card a request is about."""
        return any(rule.card is not None for rule, _ in self.held)

    def take(self, facts: Facts) -> Rule | None:
        """Return the first rule that strikes this request, and count it."""
        for rule, counts in self.held:
            if not _matches(rule, facts):
                continue
            counts[0] += 1
            turn = counts[0] - rule.skip
            if turn > 0 and turn % rule.every == 0 and (rule.times is None or counts[1] < rule.times):
                counts[1] += 1
                return rule
        return None

    def shown(self) -> list[dict[str, object]]:
        """The rules with their counts."""
        return [
            dataclasses.asdict(rule) | {"matched": seen, "struck": struck}
            for rule, (seen, struck) in self.held
        ]


def _matches(rule: Rule, facts: Facts) -> bool:
    return (
        rule.endpoint in {"*", facts.endpoint}
        and rule.card in {None, facts.card}
        and rule.ref in {None, facts.ref}
    )
