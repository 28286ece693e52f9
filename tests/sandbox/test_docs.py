"""What `docs/card-service.md` says is what the program does."""

import dataclasses
import re
import typing
from pathlib import Path

from pos_app.sandbox.choices import Choices
from pos_app.sandbox.endpoints import ENDPOINTS
from pos_app.sandbox.rules import ACTS
from pos_app.sandbox.training_cards import TRAINING_CARDS
from tests.sandbox.contract import document
from tests.sandbox.test_operations import tool

DOCS = (Path(__file__).parents[2] / "docs" / "card-service.md").read_text("utf-8")


def rows(first: str) -> list[list[str]]:
    """The cells of the table whose head begins with `first`."""
    table = DOCS[DOCS.index(f"| {first} |") :].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def test_every_choice_is_there_with_every_value() -> None:
    told = {cells[0].split("`")[1]: cells[1:] for cells in rows("Switch")}
    assert told.keys() == {field.name for field in dataclasses.fields(Choices)}
    for name, hint in typing.get_type_hints(Choices).items():
        ours, others = told[name]
        default = getattr(Choices(), name)
        assert ours.split(" (")[0] == str(default).lower().replace("nok", "NOK")
        if typing.get_origin(hint) is typing.Literal:
            assert set(others.split(", ")) == {str(one) for one in typing.get_args(hint)} - {str(default)}


def test_the_cards_of_training_are_there() -> None:
    assert [(cells[0], cells[1], cells[2]) for cells in rows("Code")] == [
        (card.code, card.card_id, card.what) for card in TRAINING_CARDS
    ]


def test_every_option_is_there() -> None:
    options = set(re.findall(r"--[a-z-]+", tool("--help").stdout)) - {"--help"}
    assert options == {option for cells in rows("Option") for option in re.findall(r"--[a-z-]+", cells[0])}


def test_every_fault_and_endpoint_is_there() -> None:
    assert {word for cells in rows("`do`") for word in re.findall(r"`([a-z]+)`", cells[0])} == set(ACTS)
    wallets = {endpoint.name for endpoint in ENDPOINTS if "wallets" in endpoint.path}
    assert all(f"`{name}`" in DOCS for name in wallets)


def test_every_endpoint_of_the_contract_is_served() -> None:
    served = {(endpoint.method, "/" + "/".join(endpoint.path[1:])) for endpoint in ENDPOINTS}
    for path, item in document()["paths"].items():
        for method in item.keys() & {"get", "post", "delete"}:
            assert (method.upper(), path) in served or path.endswith("/auth/token")


def test_scopes_are_those_of_the_contract() -> None:
    by_path = {
        (endpoint.method, "/" + "/".join(endpoint.path[1:])): endpoint.scopes for endpoint in ENDPOINTS
    }
    for path, item in document()["paths"].items():
        for method in item.keys() & {"get", "post", "delete"} - (
            {"post"} if path.endswith("/auth/token") else set()
        ):
            assert by_path[method.upper(), path] == set(item[method]["x-dintero-scopes"])
