"""Lets schemathesis ask the card service whatever the contract allows, and whatever it does not.

    python -m tests.sandbox.fuzzing --requests 20000 [--postgres]

runs in rounds, each with another seed, until that many requests were sent; nothing may fail.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.card_service import CardService
from tests.sandbox.contract import FILE
from tests.sandbox.engines import service_on

CONFIG = Path(__file__).parent / "fuzz" / "schemathesis.toml"
PHASES = "examples,coverage,fuzzing,stateful"
_COUNTED = re.compile(r"(\d+) generated")


def round_of(service: CardService, seed: int, examples: int, phases: str = PHASES) -> tuple[int, str]:
    """Run schemathesis once; returns how many requests it made, and its report, empty when nothing failed."""
    cards = [service.new_card(amount) for amount in (0, 1_000, 10**9)]
    named = [{"card_id": card.card_id, "token": card.token, "currency": "NOK"} for card in cards]
    environment = os.environ | {
        "CARD_SERVICE": service.base_url,
        "CARD_SERVICE_BEARER": service.bearer(service.manager),
        "CARD_SERVICE_CLIENT": service.manager.client_id,
        "CARD_SERVICE_SECRET": service.manager.secret,
        "CARD_SERVICE_CARDS": json.dumps(named),
    }
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run", str(FILE)]
    command += ["--seed", str(seed), "--max-examples", str(examples), "--phases", phases]
    command.append("--continue-on-failure")
    ended = subprocess.run(
        command,
        env=environment,
        cwd=CONFIG.parent,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    counted = _COUNTED.search(ended.stdout)
    return int(counted[1]) if counted else 0, ended.stdout + ended.stderr if ended.returncode else ""


def main() -> int:
    """Run until enough requests were sent; 1 when something failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--examples", type=int, default=150)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    done = seed = 0
    with service_on("postgres" if options.postgres else "sqlite") as service:
        while done < options.requests:
            seed += 1
            count, report = round_of(service, seed, options.examples)
            done += count
            print(f"seed {seed}: {count} requests, {done} in all", flush=True)
            if report:
                print(report)
                return 1
        faults = service.proof()
    print(f"{done} requests on {'PostgreSQL' if options.postgres else 'SQLite'}: 0 failures, proof {faults}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
