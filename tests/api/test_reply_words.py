"""Reading errors and access tokens."""

import pytest

from pos_app.api.reply import problem_of, token_of
from tests.api.asking import as_body


def test_a_problem() -> None:
    body = as_body({"error": {"code": "NOT FOUND", "message": "Card not found", "errors": [{}]}})
    found = problem_of(body)
    assert (found.code, found.message) == ("NOT_FOUND", "Card not found")
    assert "card not found" in found.text


@pytest.mark.parametrize(
    "code", [5, None, ["X"], "DINCARD:1234-5678-9012-3456", "A1234567890", "x" * 41, "", "1_BAD", "a\nb"]
)
def test_a_code_that_could_be_anything_is_dropped(code: object) -> None:
    assert problem_of(as_body({"error": {"code": code, "message": 7}})).code == ""


@pytest.mark.parametrize("body", [{"error": "no"}, {"error": None}, {"message": "x"}, [], "x", 5])
def test_a_problem_of_another_form_has_no_code(body: object) -> None:
    assert (problem_of(as_body(body)).code, problem_of(as_body(body)).message) == ("", "")


def test_a_token() -> None:
    found = token_of(as_body({"access_token": "a.b.c", "token_type": "bearer", "expires_in": 14400}))
    assert found is not None
    assert (found.value, found.life) == ("a.b.c", 14400.0)
    assert "a.b.c" not in repr(found)


@pytest.mark.parametrize(
    ("said", "life"), [({}, 300.0), ({"expires_in": 10**12}, 86400.0), ({"expires_in": 0.5}, 0.5)]
)
def test_the_life_of_a_token(said: dict[str, object], life: float) -> None:
    found = token_of(as_body({"access_token": "a", "token_type": None} | said))
    assert found is not None
    assert found.life == life


@pytest.mark.parametrize(
    "changes",
    [
        {"access_token": ""},
        {"access_token": "a\r\nx: y"},
        {"access_token": "a b"},
        {"access_token": "é"},
        {"access_token": 5},
        {"access_token": "a" * 40000},
        {"token_type": "mac"},
        {"expires_in": "14400"},
        {"expires_in": -1},
    ],
)
def test_a_token_of_another_form_is_none(changes: dict[str, object]) -> None:
    assert token_of(as_body({"access_token": "a", "token_type": "Bearer", "expires_in": 1} | changes)) is None
