"""`pos-app queue`: what is open in every journal of this computer; also while the window runs."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pos_app.commands.out import say, say_json
from pos_app.storage.elsewhere import Queue, queues
from pos_app.storage.places import Places


def main(argv: list[str]) -> int:
    """Print the open operations; returns 0, or 1 if a journal could not be read or was set aside."""
    asked = _arguments().parse_args(argv)
    places = Places.of(asked.home)
    found = queues(places.home)
    if asked.json:
        say_json({"home": str(places.home), "journals": [_as_json(queue) for queue in found]})
    else:
        for line in _lines(places, found):
            say(line)
    return 1 if any(queue.trouble or queue.set_aside for queue in found) else 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pos-app queue", description="Show the requests whose answer is not known yet. Nothing is sent."
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--home", type=Path, metavar="DIR", help="the folder with all files of the program")
    return parser


def _lines(places: Places, found: tuple[Queue, ...]) -> list[str]:
    if not found:
        return [f"No journal below {places.home} yet: nothing is open."]
    lines: list[str] = []
    for queue in found:
        lines.append(f"{queue.origin}: {_summary(queue)}")
        lines += [f"  {_in_words(_operation(one))}" for one in queue.operations]
        lines += [
            f"  A damaged journal was set aside: {name}. Open requests may be in it."
            for name in queue.set_aside
        ]
    return lines


def _summary(queue: Queue) -> str:
    if queue.trouble is not None:
        return f"cannot be read ({queue.trouble})."
    count = len(queue.operations)
    if queue.handed_over:
        return f"handed over to another till with {count} open: nothing is sent from here."
    return f"{count} open." if count else "nothing is open."


def _in_words(one: dict[str, Any]) -> str:
    about = [
        one["asked_at"],
        f"{one['kind']} {one['amount']} {one['currency']}",
        f"card ...{one['card_last4']}",
        f"order {one['order']}" if one["order"] else "",
        f"by {one['staff_name']}",
        one["state"] + (f": {one['why']}" if one["why"] else ""),
        "cancel asked" if one["cancel"] else "",
        f"{one['attempts']} tries",
        one["ref_id"],
    ]
    return " | ".join(part for part in about if part)


def _as_json(queue: Queue) -> dict[str, Any]:
    return {
        "origin": queue.origin,
        "file": str(queue.file),
        "trouble": None if queue.trouble is None else queue.trouble.kind.value,
        "handed_over": queue.handed_over,
        "set_aside": list(queue.set_aside),
        "open": [_operation(one) for one in queue.operations],
    }


def _operation(one: Any) -> dict[str, Any]:
    """What may be shown of an operation: no card number, no code, no request body."""
    whole, rest = divmod(one.amount.minor, 100)
    return {
        "ref_id": one.ref_id,
        "kind": one.kind.value,
        "state": one.state.value,
        "why": one.why.value,
        "amount": f"{whole}.{rest:02d}",
        "currency": one.amount.currency.value,
        "card_last4": one.card.last4,
        "order": one.order,
        "staff": one.staff,
        "staff_name": one.staff_name,
        "asked_at": datetime.fromtimestamp(one.asked_at, UTC).isoformat(timespec="seconds"),
        "attempts": one.attempts,
        "cancel": one.cancel,
        "hold_ref": one.hold_ref,
    }
