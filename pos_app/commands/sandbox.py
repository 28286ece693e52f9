"""`pos-app sandbox`: the card service on this computer. `docs/card-service.md` explains it."""

import argparse
import json
import sys
from collections.abc import Callable
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
_WITHIN = "how long a client may take to send a request (default: 30)"
_DATABASE = "an SQLite file (default: card-service.db in the home) or postgresql://user@host:port/name"


def main(argv: list[str]) -> int:
    """Run the card service, or one of its tools.

    0 is an orderly end, 1 it cannot run (or `check` found faults), 2 bad options.
    """
    tool = _TOOLS.get(argv[0]) if argv else None
    try:
        return _serve(argv) if tool is None else tool(argv[1:])
    except _BadOptions as trouble:
        return _fail(trouble, 2)
    except _troubles() as trouble:
        return _fail(trouble, 1)


class _BadOptions(Exception):
    """What was asked for cannot be."""


def _troubles() -> tuple[type[Exception], ...]:
    from pos_app.sandbox.store import DatabaseTrouble

    return (DatabaseTrouble, OSError, ValueError)


def _fail(trouble: Exception, code: int) -> int:
    print(f"pos-app sandbox: {trouble}", file=sys.stderr)
    return code


def _parser(
    name: str = "", description: str = "The card service.", epilog: str = ""
) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        f"pos-app sandbox {name}".strip(), description=description, epilog=epilog
    )
    parser.add_argument("--database", metavar="FILE_OR_URL", help=_DATABASE)
    parser.add_argument("--home", metavar="DIR", type=Path, help="the folder for files that have no option")
    parser.add_argument("--account", default="T00000001", help="the account it serves (default: T00000001)")
    return parser


def _service_parser() -> argparse.ArgumentParser:
    parser = _parser(epilog=f"{_EPILOG} Tools: {', '.join(_TOOLS)}; each has its own --help.")
    parser.add_argument(
        "--port", type=int, default=0, help="the port on 127.0.0.1; 0 picks a free one (default)"
    )
    parser.add_argument(
        "--seed", default="empty", help="training, demo:N or empty: cards for an empty database"
    )
    parser.add_argument("--workers", type=int, default=1, help="processes, on PostgreSQL only (default: 1)")
    parser.add_argument("--request-within", type=float, default=30.0, metavar="SECONDS", help=_WITHIN)
    parser.add_argument("--detached", action="store_true", help="no parent: only the stored clients may call")
    parser.add_argument("--log", metavar="FILE", help="write one line for each request; - is standard error")
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


def _settings(options: argparse.Namespace, **more: object) -> "Settings":
    from pos_app.sandbox import program

    home: Path = options.home or program.default_home()
    database = options.database or str(home / "card-service.db")
    account = program.checked_account(options.account)
    return program.Settings(database, home, account, **more)  # type: ignore[arg-type] # the options' own types


def _service_settings(options: argparse.Namespace) -> "Settings":
    from pos_app.sandbox.choices import Choices, changed
    from pos_app.sandbox.program import checked_seed

    given: dict[str, object] = dict(pair.partition("=")[::2] for pair in options.choice)
    if options.require_pin:
        given["require_pin"] = True
    return _settings(
        options,
        port=options.port,
        seed=checked_seed(options.seed),
        control=options.control,
        workers=options.workers,
        request_within=options.request_within,
        log=options.log,
        choices=changed(Choices(), given),
    )


def _serve(argv: list[str]) -> int:
    options = _service_parser().parse_args(argv)
    if options.list_training_cards:
        return _list_training_cards(as_json=options.json)
    from pos_app.sandbox import greeting, program

    by_hand = sys.stdin is None or sys.stdin.isatty()
    try:
        settings = _service_settings(options)
        credentials = _credentials(detached=options.detached, by_hand=by_hand)
    except (ValueError, greeting.BadGreeting) as trouble:
        raise _BadOptions(trouble) from None
    in_words = by_hand and not options.json

    def told(where: program.Listening) -> None:
        print(_in_words(where, credentials) if in_words else where.line(), flush=True)

    def ready(stop: program.Stopper) -> None:
        if not by_hand and not options.detached:
            greeting.call_at_end(sys.stdin, stop)

    program.run(settings, {each.client_id: each.client() for each in credentials}, told, ready)
    return 0


def _credentials(*, detached: bool, by_hand: bool) -> "list[Credentials]":
    from pos_app.sandbox import greeting

    if detached:
        return []
    return greeting.made_up() if by_hand else greeting.read_greeting(sys.stdin.readline())


def _in_words(where: "Listening", credentials: "list[Credentials]") -> str:
    lines = [f"The card service listens on {where.base_url}, account {where.account}."]
    if where.control_url is not None:
        lines.append(f"Its control port is {where.control_url}.")
    lines += [f"Client {each.client_id}, secret {each.secret}" for each in credentials]
    if credentials:
        lines.append("These secrets hold until it ends.")
    return "\n".join([*lines, "Ctrl+C ends it."])


def _list_training_cards(*, as_json: bool) -> int:
    from pos_app.sandbox.training_cards import TRAINING_CARDS

    if as_json:
        print(json.dumps([asdict(card) for card in TRAINING_CARDS], ensure_ascii=False))
    else:
        for card in TRAINING_CARDS:
            print(f"{card.code:26} {card.card_id:14} {card.what}")
    return 0


def _cards(argv: list[str]) -> int:
    parser = _parser("cards", "Make cards to be printed; they are worth nothing until they are sold.")
    parser.add_argument("--count", type=int, required=True, help="how many")
    parser.add_argument(
        "--csv", metavar="FILE", type=Path, required=True, help="where card_id, code and PIN go"
    )
    options = parser.parse_args(argv)
    from pos_app.sandbox import tools

    tools.print_cards(_settings(options), options.count, options.csv)
    print(f"{options.count} cards; keep {options.csv} as you would keep money")
    return 0


def _clients(argv: list[str]) -> int:
    parser = _parser("clients", "The API clients that the database keeps, for a service that runs detached.")
    parser.add_argument("act", choices=("add", "remove", "list"))
    parser.add_argument("client_id", nargs="?", default="")
    parser.add_argument(
        "--scope", action="append", default=[], help="what it may do; more than once for more"
    )
    options = parser.parse_args(argv)
    from pos_app.sandbox import tools

    settings = _settings(options)
    if options.act == "list":
        for client_id, scopes in tools.list_clients(settings):
            print(f"{client_id:30} {scopes}")
    elif options.act == "remove":
        tools.remove_client(settings, options.client_id)
    else:
        print(tools.add_client(settings, options.client_id, options.scope))
    return 0


def _check(argv: list[str]) -> int:
    options = _parser("check", "Prove every card's money from its transactions.").parse_args(argv)
    from pos_app.sandbox import tools

    (cards, transactions), faults = tools.check(_settings(options))
    for fault in faults:
        print(fault)
    print(f"{cards} cards, {transactions} transactions: {'not all add up' if faults else 'all add up'}")
    return 1 if faults else 0


def _backup(argv: list[str]) -> int:
    parser = _parser("backup", "Copy an SQLite database and its key, while no service uses it.")
    parser.add_argument("file", type=Path, help="the copy; its key gets .key behind the name")
    options = parser.parse_args(argv)
    from pos_app.sandbox import tools

    tools.backup(_settings(options), options.file)
    return 0


_TOOLS: dict[str, Callable[[list[str]], int]] = {
    "cards": _cards,
    "clients": _clients,
    "check": _check,
    "backup": _backup,
}
