"""Some tills, one card service, one bad wire: killed, restarted, settled and judged, all from one seed.

What is drawn is exact: faults, kills, acts. When a process really gets its turn is not; so a seed that fails
is run again with the same dice, and the notes and journals of the run that failed are kept.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from pos_app.domain.operation import Kind
from pos_app.service.look import STRANGE_LOOKS
from pos_app.storage.reading import operations
from tests.campaign.till import LIMITS
from tests.campaign.wire import Wire
from tests.card_service import CardService, NewCard, running, unsold
from tests.proof.oracle import Asked, Row, Truths, broken

LONGEST_DELAY = 0.9
"""Seconds that a request may be late: less than a till's second look waits, as a minute is for a real one."""
_SETTLE_WITHIN = 60.0
_UNSOLD = 10
"""Cards that a till can sell alone, and as many that the next one sells too."""
_CHOICES = (
    (),
    ("replay=refuse",),
    ("replay=refuse", "replay_status=409"),
    ("no_funds_status=402", "closed_hold_status=404"),
    ("no_funds_status=403", "closed_hold_status=409"),
    ("no_funds_status=409",),
    ("no_funds_status=422", "no_funds_before_reference=true"),
    ("success_status=201", "optional_fields=leave out"),
    ("success_status=202",),
    ("extra_fields=some", "history_order=oldest"),
    ("inactive_word=created", "history_order=by id"),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How many tills, how often each is killed, and how much each presses between two kills.

    A till is killed after fewer than `soon` presses, at whatever it is doing then.
    """

    tills: int
    kills: int
    presses: int
    soon: int = 12


@dataclass
class Told:
    """What one seed came to."""

    seed: int
    choices: tuple[str, ...] = ()
    operations: int = 0
    presses: int = 0
    kills: int = 0
    restarts: int = 0
    unopened: int = 0
    """Starts that a failing disk ended before the till was open."""
    faults: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


class Campaign:
    """One seed's world."""

    def __init__(self, folder: Path, seed: int, plan: Plan) -> None:
        """Nothing runs before `run`."""
        self.dice = random.Random(seed)
        self.told = Told(seed, choices=_CHOICES[seed % len(_CHOICES)])
        self._folder, self._plan = folder, plan
        self._service: CardService
        self._wire: Wire
        self._cards: list[NewCard] = []
        self._unsold: list[NewCard] = []

    def run(self) -> Told:
        """Live through it and judge."""
        words = [word for choice in self.told.choices for word in ("--choice", choice)]
        with running(self._folder / "service", *words) as self._service:
            self._cards = [self._service.new_card(300_000) for _ in range(2 + self._plan.tills)]
            self._unsold = unsold(self._service, _UNSOLD * (1 + self._plan.tills))
            asyncio.run(self._live())
            self._judge()
        return self.told

    async def _live(self) -> None:
        self._wire = Wire(self._service.port, self.dice, LONGEST_DELAY, LIMITS.answer * 1.2)
        await self._wire.open()
        self._wire.badness = self.dice.choice((0.05, 0.2, 0.4, 0.6))
        lives = [self._till(number) for number in range(self._plan.tills)]
        restarts = asyncio.create_task(self._restart_now_and_then())
        await asyncio.gather(*lives)
        restarts.cancel()
        self._wire.badness = 0.0
        await asyncio.sleep(LONGEST_DELAY)
        await asyncio.gather(*(self._settle(number) for number in range(self._plan.tills)))
        await self._wire.close()
        self.told.faults = self._wire.met

    async def _till(self, number: int) -> None:
        for kill in range(self._plan.kills):
            till = await self._start(number, kill, self._plan.presses)
            if till is None:
                continue
            assert till.stdout is not None
            for _ in range(self.dice.randrange(min(self._plan.soon, self._plan.presses))):
                await till.stdout.readline()
            await asyncio.sleep(self.dice.choice((0.0, 0.01, 0.1, 0.5)))
            till.kill()
            await till.wait()
            self.told.kills += 1

    async def _settle(self, number: int) -> None:
        till = await self._start(number, -1, 0)
        assert till is not None, "the till did not open"
        try:
            async with asyncio.timeout(_SETTLE_WITHIN):
                await till.communicate()
        except TimeoutError:
            till.kill()
            await till.wait()

    async def _start(self, number: int, run: int, presses: int) -> asyncio.subprocess.Process | None:
        """A till that is open; None where its disk failed it before that, and it ended."""
        service = self._service
        order = {
            "home": str(self._home(number)),
            "base_url": service.base_url.replace(str(service.port), str(self._wire.port)),
            "account": service.account,
            "clients": {"cashier": list(service.cashier), "manager": list(service.manager)},
            "codes": [card.token for card in self._cards[number : number + 3]],
            "unsold": [card.token for card in self._unsold[_UNSOLD * number : _UNSOLD * (number + 2)]],
            "seed": self.told.seed * 1_000_003 + number * 1_009 + run,
            "presses": presses,
        }
        with (self._folder / f"till-{number}.err").open("ab") as errors:
            process = await asyncio.create_subprocess_exec(
                *self._around(number, run),
                sys.executable,
                "-m",
                "tests.campaign.till",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=errors,
            )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(order).encode() + b"\n")
        if await process.stdout.readline() == b"open\n":
            return process
        assert await process.wait() != 0
        self.told.unopened += 1
        return None

    def _around(self, number: int, run: int) -> tuple[str, ...]:
        """What a till's process is started under; a run below 0 settles and ends."""
        del number, run
        return ()

    async def _restart_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(self.dice.uniform(2.0, 6.0))
            await asyncio.to_thread(self._service.kill)
            await asyncio.to_thread(self._service.start)
            self.told.restarts += 1

    def _home(self, number: int) -> Path:
        return self._folder / f"till-{number}"

    def _judge(self) -> None:
        sold = self._sold()
        ledger = tuple(
            Row(
                row["card_id"],
                sold.pop(row["card_id"], row["ref_id"]),
                row["type"],
                row["amount"],
                row["id"],
                row.get("parent_id") or "",
            )
            for row in self._service.ledger()
        )
        self.told.broken += self._service.proof()
        for number in range(self._plan.tills):
            wrong = broken(self._truths(number, ledger)) + _taken_back(self._home(number))
            self.told.broken += [f"till {number}: {one}" for one in wrong]

    def _sold(self) -> dict[str, str]:
        """By card: the operation that activated it. The first row of such a card is its load [U-18]."""
        found: dict[str, str] = {}
        with self._service.api() as api:
            for card in self._unsold:
                noted = api.get(f"/cards/{card.card_id}").json().get("metadata", {}).get("pos_operation")
                if noted:
                    found[card.card_id] = noted
        return found

    def _truths(self, number: int, ledger: tuple[Row, ...]) -> Truths:
        asked, became = [], dict[str, set[str]]()
        for note in _notes(self._home(number)):
            if note["what"] == "asked":
                asked.append(Asked(note["token"], Kind(note["kind"]), int(note["minor"])))
            elif note["what"] == "became":
                became.setdefault(note["token"], set()).add(note["ref"])
        with _journal(self._home(number)) as journal:
            rows = operations(journal, "SELECT * FROM operation_row ORDER BY number")
            spans = {
                str(ref): (int(first), int(last))
                for ref, first, last in journal.execute(
                    "SELECT ref_id, min(seq), max(seq) FROM event JOIN operation ON number = operation"
                    " GROUP BY operation"
                )
            }
        self.told.operations += len(rows)
        self.told.presses += len(asked)
        return Truths(
            asked=tuple(asked),
            became={token: tuple(refs) for token, refs in became.items()},
            journal=rows,
            spans=spans,
            ledger=ledger,
            can_read=not self._wire.histories_refused and self._wire.histories_spoiled < STRANGE_LOOKS,
        )


def _notes(home: Path) -> list[dict[str, str]]:
    """The till's notes; a line that a kill cut off was shown to nobody."""
    lines = (home / "notes.jsonl").read_text("utf-8").splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith("}\n")]


def _journal(home: Path) -> apsw.Connection:
    (file,) = home.glob("*@*/journal.db")
    return apsw.Connection(str(file))


def _taken_back(home: Path) -> list[str]:
    """What a screen showed as final and the journal says otherwise."""
    with _journal(home) as journal:
        kept = dict(journal.execute("SELECT ref_id, state FROM operation"))
    return [
        f"{note['ref']} was shown {note['state']}, the journal says {kept.get(note['ref'])}"
        for note in _notes(home)
        if note["what"] == "shown" and kept.get(note["ref"]) != note["state"]
    ]
