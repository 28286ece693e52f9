"""`pos-app doctor`: what this computer is like for a till, in sentences or as JSON. It changes no journal."""

from __future__ import annotations

import argparse
import platform
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

from pos_app.commands.out import say, say_json
from pos_app.commands.reach import reach
from pos_app.storage.chosen_vault import chosen_vault
from pos_app.storage.elsewhere import journal_files
from pos_app.storage.health import JournalHealth, folder_health, journal_health, sqlite_version
from pos_app.storage.places import Places
from pos_app.storage.trouble import StorageTrouble
from pos_app.storage.vault import Vault

LITTLE_SPACE = 100 << 20
"""Free bytes below which the disk is worth a look."""

_DISTRIBUTIONS = ("PySide6-Essentials", "qasync", "httpx", "keyring", "cryptography")


def main(argv: list[str]) -> int:
    """Print what was found; returns 0 if all is well, 1 if something needs a person."""
    asked = _arguments().parse_args(argv)
    places = Places.of(asked.home)
    found = examine(places, chosen_vault(places, asked.key_file), asked.base_url)
    if asked.json:
        say_json(found)
    else:
        for line in _lines(found):
            say(line)
    return 0 if found["well"] else 1


def examine(places: Places, vault: Vault, base_url: str | None) -> dict[str, Any]:
    """Everything the doctor looks at, as plain values."""
    journals = [
        journal_health(file, lambda origin: vault.find_journal_key(origin, places))
        for file in journal_files(places.home)
    ]
    folders = {"home": folder_health(places.home), "state": folder_health(places.state)}
    service = {"asked": base_url, "answer": "" if base_url is None else reach(base_url)}
    found: dict[str, Any] = {
        "versions": _versions(),
        "folders": {name: asdict(folder) | {"path": str(folder.path)} for name, folder in folders.items()},
        "password_store": _store(vault),
        "journals": [_journal(one) for one in journals],
        "service": service,
    }
    found["well"] = (
        all(folder.writable and folder.free >= LITTLE_SPACE for folder in folders.values())
        and all(one.is_well and not one.set_aside for one in journals)
        and service["answer"] in ("", "ok")
    )
    return found


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pos-app doctor", description="Check this computer, its journals and its password store."
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--home", type=Path, metavar="DIR", help="the folder with all files of the program")
    parser.add_argument(
        "--key-file", type=Path, metavar="PATH", help="the file that holds live journals' key"
    )
    parser.add_argument("--base-url", metavar="URL", help="the card service to reach")
    return parser


def _versions() -> dict[str, str]:
    versions = {
        "python": platform.python_version(),
        "system": platform.platform(),
        "sqlite": sqlite_version(),
    }
    for name in ("holdfast", *_DISTRIBUTIONS):
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = "unknown"
    return versions


def _store(vault: Vault) -> dict[str, str]:
    try:
        backend = vault.backend()
        vault.try_round_trip()
    except StorageTrouble as trouble:
        return {"backend": "none that works", "round_trip": trouble.note}
    return {"backend": backend, "round_trip": "ok"}


def _journal(one: JournalHealth) -> dict[str, Any]:
    return asdict(one) | {"file": str(one.file), "set_aside": list(one.set_aside), "well": one.is_well}


def _lines(found: dict[str, Any]) -> list[str]:
    lines = [f"{name}: {version}" for name, version in found["versions"].items()]
    lines += [_folder_line(name, folder) for name, folder in found["folders"].items()]
    store = found["password_store"]
    works = store["round_trip"] == "ok"
    lines.append(f"password store: {store['backend']}" + ("" if works else f" ({store['round_trip']})"))
    if not works:
        lines.append(
            "  Training works without one; a live till needs it, or asks at each start, or has a chosen file."
        )
    for one in found["journals"]:
        lines += _journal_lines(one)
    if not found["journals"]:
        lines.append("journals: none yet")
    lines.append(_service_line(found["service"]))
    lines.append("All is well." if found["well"] else "Something above needs a person.")
    return lines


def _folder_line(name: str, folder: dict[str, Any]) -> str:
    state = "can be written" if folder["writable"] else "CANNOT be written"
    made = "" if folder["there"] else ", made at the first start"
    little = " (LITTLE)" if folder["free"] < LITTLE_SPACE else ""
    return f"{name}: {folder['path']} ({state}{made}), {folder['free'] >> 20} MB free{little}"


def _journal_lines(one: dict[str, Any]) -> list[str]:
    if one["trouble"]:
        lines = [f"journal {one['origin']}: CANNOT be read: {one['trouble']}"]
    else:
        lines = [
            f"journal {one['origin']}: {one['operations']} operations, {one['events']} events,"
            f" {one['open']} open; pages {one['pages']}; chain {one['chain']}"
        ]
    if one["restored"]:
        lines.append("  It came back from a backup: what is open is looked up before anything is sent.")
    if one["lost"]:
        lines.append("  An earlier journal of this origin is gone from this computer.")
    return lines + [f"  SET ASIDE as damaged: {name}. Open ones may be in it." for name in one["set_aside"]]


def _service_line(service: dict[str, Any]) -> str:
    if service["asked"] is None:
        return "card service: Training starts it with the window; give --base-url to try another"
    return f"card service {service['asked']}: {service['answer']}"
