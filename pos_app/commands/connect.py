"""`pos-app connect`: sell at a real card service. Secrets never stand on a command line."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import sys
from pathlib import Path

from pos_app.application.connecting import Connecting, DecidedElsewhere, back_to_training
from pos_app.commands.out import say
from pos_app.storage.chosen_vault import PLACES
from pos_app.storage.places import Places
from pos_app.storage.provision import effective_settings
from pos_app.storage.recovery import TooShort
from pos_app.storage.sealed_file import LEAST_PASSPHRASE, WrongPassphrase
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from pos_app.ui.models.wording import rights as words

_TROUBLES = {
    TroubleKind.NO_KEY: "This computer's password store does not work. Nothing was connected.\n"
    "--secrets ask keeps none: the till asks for them at each start. --secrets file keeps them in a sealed\n"
    "file of this user instead: choose that knowingly.",
}

SECRETS = {
    "store": "The secrets are in this computer's password store.",
    "file": "The secrets are in a sealed file: whoever can read all files of this user can use them.",
    "ask": "The secrets are not kept: the till asks for them and for the recovery passphrase at each start.",
}
"""Where secrets can be, and what that means."""

_EPILOG = "What is not given is taken from the settings of this till."


def main(argv: list[str]) -> int:
    """Test what is given, and keep it if it works; returns 0, or 1 with a sentence on what is wrong."""
    asked = _arguments().parse_args(argv)
    places = Places.of(asked.home)
    try:
        if asked.training:
            back_to_training(places, {})
            say("The till practises in Training from the next start on. Open requests elsewhere are kept.")
            return 0
        return _connect(asked, places)
    except StorageTrouble as trouble:
        return _failed(_TROUBLES.get(trouble.kind, f"This computer failed: {trouble}"))
    except DecidedElsewhere as decided:
        return _failed(f"This computer's provisioning decides otherwise: {decided}. Nothing was kept.")
    except WrongPassphrase:
        return _failed("The journal here opens only with the passphrase it has. Nothing was kept.")
    except TooShort:
        return _failed(f"A recovery passphrase has at least {LEAST_PASSPHRASE} characters. Nothing was kept.")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pos-app connect", description=__doc__, epilog=_EPILOG)
    parser.add_argument("--account", default="", help="P or T and eight digits")
    parser.add_argument("--base-url", default="", help="another card service than Dintero's")
    parser.add_argument("--client-id", default="", help="the API client every cashier uses")
    parser.add_argument("--manager-client-id", default="", help="the API client of managers")
    parser.add_argument("--secrets", choices=tuple(SECRETS), default="", help="where they are kept")
    parser.add_argument("--test", action="store_true", help="only test; keep nothing")
    parser.add_argument("--training", action="store_true", help="go back to Training")
    parser.add_argument(
        "--stdin",
        action="store_true",
        help="read a line each: the secret, the manager's secret, the recovery passphrase",
    )
    parser.add_argument("--home", type=Path, metavar="DIR", help="the folder with all files of the program")
    return parser


def _connect(asked: argparse.Namespace, places: Places) -> int:
    now = effective_settings(places).settings
    client, manager = asked.client_id or now.client, asked.manager_client_id or now.manager_client
    connecting = Connecting.of(
        asked.base_url or now.service,
        asked.account or now.account,
        (client, _secret(asked, "Client secret: ")),
        (manager, _secret(asked, "The manager's client secret: ")) if manager else None,
    )
    found = asyncio.run(connecting.try_out())
    if found.fault is not None:
        return _failed(words.fault(found.fault))
    for chip, sentence in words.told(found):
        say(f"{chip}: {sentence}")
    if asked.test:
        return 0
    secrets = asked.secrets or now.secrets
    passphrase = ""
    if not connecting.has_recovery(places) or "ask" in (secrets, now.secrets):
        prompt = f"A recovery passphrase for this till's journal, at least {LEAST_PASSPHRASE} characters: "
        passphrase = _secret(asked, prompt)
        if not asked.stdin and getpass.getpass("Once more: ") != passphrase:
            return _failed("The two are not the same. Nothing was kept.")
    cleared = connecting.keep(places, found, passphrase, {}, PLACES[secrets])
    say(f"Connected. The till sells at {connecting.origin.account} from the next start on.")
    say(SECRETS[secrets])
    if not cleared and asked.secrets:
        say("What was kept elsewhere before could not be taken away from there.")
    return 0


def _secret(asked: argparse.Namespace, prompt: str) -> str:
    return sys.stdin.readline().strip() if asked.stdin else getpass.getpass(prompt).strip()


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
