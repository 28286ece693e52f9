"""`pos-app sandbox`: the card service on this computer. `docs/card-service.md` explains it."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_app.sandbox.greeting import Credentials
    from pos_app.sandbox.program import Listening, Settings

_EPILOG = (
    "Started by another program, it reads its clients as one line of JSON from standard input, says in one "
    "line of JSON where it listens, and ends when its standard input closes."
)


_DATABASE = "an SQLite file (default: card-service.db in the home) or postgresql://user@host:port/name"


def main(argv: list[str]) -> int:
    """Run the card service until it is stopped; 0 is an orderly end, 1 it cannot run, 2 bad options."""
    options = _parser().parse_args(argv)
    if options.list_training_cards:
        return _list_training_cards(as_json=options.json)
    from pos_app.sandbox import greeting

    by_hand = sys.stdin is None or sys.stdin.isatty()
    try:
        settings = _settings(options)
        credentials = greeting.made_up() if by_hand else greeting.read_greeting(sys.stdin.readline())
    except (ValueError, greeting.BadGreeting) as trouble:
        return _fail(str(trouble), 2)
    return _serve(settings, credentials, in_words=by_hand and not options.json, until_closed=not by_hand)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("pos-app sandbox", description="The card service.", epilog=_EPILOG)
    parser.add_argument("--database", metavar="FILE_OR_URL", help=_DATABASE)
    parser.add_argument("--home", metavar="DIR", type=Path, help="the folder for files that have no option")
    parser.add_argument(
        "--port", type=int, default=0, help="the port on 127.0.0.1; 0 picks a free one (default)"
    )
    parser.add_argument("--account", default="T00000001", help="the account it serves (default: T00000001)")
    parser.add_argument(
        "--seed", choices=("training", "empty"), default="empty", help="cards for an empty database"
    )
    parser.add_argument("--workers", type=int, default=1, help="processes, on PostgreSQL only (default: 1)")
    parser.add_argument("--control", action="store_true", help="open a second port, for drills and tests")
    parser.add_argument("--require-pin", action="store_true", help="cards with a PIN must be given it")
    parser.add_argument(
        "--choice", metavar="NAME=VALUE", action="append", default=[], help="answer otherwise"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--list-training-cards", action="store_true", help="print the cards of Training, and end"
    )
    return parser


def _settings(options: argparse.Namespace) -> "Settings":
    """Raises ValueError for what no service can run with."""
    from pos_app.sandbox import program
    from pos_app.sandbox.choices import Choices, changed

    given: dict[str, object] = dict(pair.partition("=")[::2] for pair in options.choice)
    if options.require_pin:
        given["require_pin"] = True
    home: Path = options.home or program.default_home()
    return program.Settings(
        database=options.database or str(home / "card-service.db"),
        home=home,
        account=program.checked_account(options.account),
        port=options.port,
        seed=options.seed,
        control=options.control,
        workers=options.workers,
        choices=changed(Choices(), given),
    )


def _serve(
    settings: "Settings", credentials: "list[Credentials]", *, in_words: bool, until_closed: bool
) -> int:
    from pos_app.sandbox import greeting, program
    from pos_app.sandbox.store import DatabaseTrouble

    def told(where: program.Listening) -> None:
        print(_in_words(where, credentials) if in_words else where.line(), flush=True)

    def ready(stop: program.Stopper) -> None:
        if until_closed:
            greeting.call_at_end(sys.stdin, stop)

    clients = {each.client_id: each.client() for each in credentials}
    try:
        program.run(settings, clients, told, ready)
    except (DatabaseTrouble, OSError, ValueError) as trouble:
        return _fail(str(trouble), 1)
    return 0


def _in_words(where: "Listening", credentials: "list[Credentials]") -> str:
    lines = [f"The card service listens on {where.base_url}, account {where.account}."]
    if where.control_url is not None:
        lines.append(f"Its control port is {where.control_url}.")
    lines += [f"Client {each.client_id}, secret {each.secret}" for each in credentials]
    return "\n".join([*lines, "These secrets hold until it ends. Ctrl+C ends it."])


def _list_training_cards(*, as_json: bool) -> int:
    from pos_app.sandbox.training_cards import TRAINING_CARDS

    if as_json:
        print(json.dumps([asdict(card) for card in TRAINING_CARDS], ensure_ascii=False))
    else:
        for card in TRAINING_CARDS:
            print(f"{card.code:26} {card.card_id:14} {card.what}")
    return 0


def _fail(message: str, code: int) -> int:
    print(f"pos-app sandbox: {message}", file=sys.stderr)
    return code
