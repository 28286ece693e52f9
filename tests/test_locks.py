"""The locks: pinned, hashed, complete, and free of addresses, so that they work with any package index."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt", "packaging/requirements.txt")
PIN = re.compile(r"([a-z0-9-]+)==(\S+)( ; [^\\]+)? \\")


@cache
def pins(lock: str) -> dict[str, tuple[str, list[str]]]:
    """For each package in a lock, with its marker where it has one: its version, and its hashes."""
    found: dict[str, tuple[str, list[str]]] = {}
    name = ""
    for line in (ROOT / lock).read_text("utf-8").splitlines():
        pin = PIN.fullmatch(line)
        if pin:
            name = pin[1] + (pin[3] or "")
            assert name not in found
            found[name] = (pin[2], [])
        elif line.startswith("    --hash=sha256:"):
            found[name][1].append(line.strip(" \\"))
        else:
            assert line.startswith("#"), f"{lock}: not a pin, a hash or a comment: {line}"
    return found


def names(lock: str) -> set[str]:
    return {name.split()[0] for name in pins(lock)}


def project() -> dict[str, object]:
    told: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return told


def wanted(requirements: object) -> set[str]:
    assert isinstance(requirements, list)
    matches = [re.match(r"[A-Za-z0-9._-]+", one) for one in requirements]
    return {match[0].lower().replace("_", "-").replace(".", "-") for match in matches if match}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(i|f|-index-url|-extra-index-url|-find-links)\b", text, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    assert pins(lock)
    assert not [name for name, (_, hashes) in pins(lock).items() if not hashes]


def test_what_runs_is_what_was_tested() -> None:
    developing = pins("requirements-dev.txt")
    assert {name: pin for name, pin in pins("requirements.txt").items() if developing.get(name) != pin} == {}


def test_the_locks_hold_what_the_project_asks_for() -> None:
    asked = wanted(project()["dependencies"])
    assert asked <= names("requirements.txt")
    extras = project()["optional-dependencies"]
    assert isinstance(extras, dict)
    assert asked | wanted([one for extra in extras.values() for one in extra]) <= names(
        "requirements-dev.txt"
    )


def test_the_binding_is_the_sound_one() -> None:
    version = tuple(int(part) for part in pins("requirements.txt")["pyside6-essentials"][0].split("."))
    assert (6, 11, 3) <= version < (6, 12)
