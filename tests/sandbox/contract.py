"""Holds answers against the contract file."""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from pos_app.sandbox.endpoints import variables
from pos_app.sandbox.requests import path_segments

FILE = Path(__file__).parents[1] / "contract" / "wallets.openapi.yaml"
_URI = "urn:contract"
BUSINESS_STATUSES = frozenset({400, 401, 403, 404})


@functools.cache
def document() -> dict[str, Any]:
    """The contract file."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return found


@functools.cache
def _registry() -> Any:
    return Registry().with_resource(
        _URI, Resource.from_contents(document(), default_specification=DRAFT202012)
    )


@functools.cache
def validator(pointer: str) -> Draft202012Validator:
    """A validator for the schema at a JSON pointer, formats included."""
    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator({"$ref": f"{_URI}#{pointer}"}, registry=_registry(), format_checker=checker)


def operations() -> Iterator[tuple[str, str, str]]:
    """Every operation as (method, path template, JSON pointer)."""
    for path, item in document()["paths"].items():
        escaped = path.replace("~", "~0").replace("/", "~1")
        for method in item.keys() & {"get", "post", "delete"}:
            yield method.upper(), path, f"/paths/{escaped}/{method}"


def pointer_of(method: str, raw_path: bytes) -> str | None:
    """The operation that a request is for; a fixed path wins over one with variables."""
    segments = path_segments(raw_path) or []
    fitting = [
        (path.count("{"), pointer)
        for verb, path, pointer in operations()
        if verb == method and variables(("v1", *path.split("/")[1:]), segments) is not None
    ]
    return min(fitting)[1] if fitting else None


def check(response: httpx.Response) -> None:
    """Fail unless an answer's status is documented for its operation and its body fits the schema."""
    request = response.request
    pointer = pointer_of(request.method, request.url.raw_path.partition(b"?")[0])
    assert pointer is not None, f"no such operation: {request.method} {request.url}"
    response.read()
    status = str(response.status_code)
    assert status in _at(pointer)["responses"], f"{status} is not documented for {pointer}: {response.text}"
    answer = f"{pointer}/responses/{status}"
    if "$ref" in _at(answer):
        answer = str(_at(answer)["$ref"]).removeprefix("#")
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    escaped = "application~1json"
    validator(f"{answer}/content/{escaped}/schema").validate(response.json())


def _at(pointer: str) -> Any:
    found: Any = document()
    for part in pointer.split("/")[1:]:
        found = found[part.replace("~1", "/").replace("~0", "~")]
    return found


def checked(client: httpx.Client) -> httpx.Client:
    """Make a client hold every answer it gets against the contract."""
    client.event_hooks["response"].append(check)
    return client
