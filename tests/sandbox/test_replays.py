"""One reference, one effect: replays, conflicts, many at once, and what a kill leaves."""

import functools
import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.card_service import CardService, running
from tests.sandbox.crashing import kill_rounds
from tests.sandbox.crowding import Crowd
from tests.sandbox.money import by_token, close, hold, move, ref, refusal, sums


def test_a_replay_answers_the_first_transaction(service: CardService, manager: httpx.Client) -> None:
    card, once = service.new_card(1_000), ref()
    first = move(manager, card, 1_000, ref_id=once, metadata={"pos_try": 1})
    again = move(manager, card, 1_000, ref_id=once, metadata={"pos_try": 2}, originated_by="elsewhere")
    by_code = by_token(manager, card, 1_000, ref_id=once)
    assert first.json() == again.json() == by_code.json()
    assert sums(manager, card) == (0, 0, 0)


@pytest.mark.parametrize(
    "changed",
    [{"amount": 99}, {"currency": "SEK"}, {"type": "fund"}, {"pending": True}],
    ids=lambda one: next(iter(one)),
)
def test_a_changed_replay_is_refused(
    service: CardService, manager: httpx.Client, changed: dict[str, object]
) -> None:
    card, once = service.new_card(1_000), ref()
    move(manager, card, 100, ref_id=once)
    body = {"ref_id": once, "card_id": card.card_id, "amount": 100, "currency": "NOK"} | changed
    assert refusal(manager.post("/transactions", json=body)) == (400, "REF_ID_CONFLICT")
    assert sums(manager, card) == (900, 900, 0)


@pytest.mark.parametrize("act", ["capture", "void"])
def test_closing_again_with_the_same_reference(service: CardService, manager: httpx.Client, act: str) -> None:
    card, once = service.new_card(1_000), ref()
    held, other = hold(manager, card, 100), hold(manager, card, 100)
    first = close(manager, held, act, ref_id=once)
    assert close(manager, held, act, ref_id=once).json() == first.json()
    assert refusal(close(manager, other, act, ref_id=once)) == (400, "REF_ID_CONFLICT")
    other_act = "void" if act == "capture" else "capture"
    assert refusal(close(manager, held, other_act, ref_id=once)) == (400, "REF_ID_CONFLICT")


def test_another_part_under_the_same_reference(service: CardService, manager: httpx.Client) -> None:
    card, once = service.new_card(1_000), ref()
    held = hold(manager, card, 100)
    assert close(manager, held, "capture", ref_id=once, amount=40).status_code == 200
    assert refusal(close(manager, held, "capture", ref_id=once, amount=41)) == (400, "REF_ID_CONFLICT")
    assert close(manager, held, "capture", ref_id=once, amount=40).json()["amount"] == 40
    assert sums(manager, card) == (960, 900, 60)


def test_references_belong_to_one_card(service: CardService, manager: httpx.Client) -> None:
    one, other, once = service.new_card(1_000), service.new_card(1_000), ref()
    assert (
        move(manager, one, 1, ref_id=once).json()["id"] != move(manager, other, 1, ref_id=once).json()["id"]
    )


def test_a_refused_reference_may_be_tried_again(service: CardService, manager: httpx.Client) -> None:
    card, once = service.new_card(0), ref()
    assert refusal(move(manager, card, 5, ref_id=once)) == (400, "INSUFFICIENT_FUNDS")
    move(manager, card, 5, type="fund")
    assert move(manager, card, 5, ref_id=once).status_code == 200


@pytest.mark.parametrize("length", [1, 40, 3_000, 400_000])
def test_references_of_any_length(service: CardService, manager: httpx.Client, length: int) -> None:
    card, once = service.new_card(1_000), "é" * length
    assert move(manager, card, 1, ref_id=once).json() == move(manager, card, 1, ref_id=once).json()
    assert move(manager, card, 1, ref_id=once + "x").status_code == 200
    assert sums(manager, card) == (998, 998, 0)


def _at_once(count: int, ask: Callable[[int], httpx.Response]) -> list[httpx.Response]:
    together = threading.Barrier(count)

    def one(number: int) -> httpx.Response:
        together.wait()
        return ask(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


def test_one_reference_from_many_threads(service: CardService) -> None:
    card, once = service.new_card(1_000), ref()
    with service.api() as client:
        answers = _at_once(16, lambda _: move(client, card, 300, ref_id=once))
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert sums(client, card) == (700, 700, 0)
    assert len([row for row in service.ledger() if row["ref_id"] == once]) == 1


def test_many_drawdowns_at_once_never_overdraw(service: CardService) -> None:
    card = service.new_card(1_000)
    with service.api() as client:
        answers = _at_once(24, lambda _: move(client, card, 90))
        assert sorted(answer.status_code for answer in answers) == [200] * 11 + [400] * 13
        assert sums(client, card) == (10, 10, 0)


def test_capture_races_void(service: CardService) -> None:
    card = service.new_card(10_000)
    with service.api() as client:
        for _ in range(20):
            race = functools.partial(_close, client, hold(client, card, 100))
            assert sorted(answer.status_code for answer in _at_once(2, race)) == [200, 400]
        assert sums(client, card)[2] == 0


def _close(client: httpx.Client, held: str, number: int) -> httpx.Response:
    return close(client, held, ("capture", "void")[number])


def test_a_kill_loses_no_answer_and_doubles_none(fresh: tuple[str, ...], tmp_path: Path) -> None:
    with running(tmp_path, *fresh) as service:
        assert kill_rounds(service, 4, random.Random(1)) > 4


def test_many_clients_on_few_cards(service: CardService) -> None:
    before = {row["id"] for row in service.ledger()}
    confirmed = Crowd(clients=8, turns=30, cards=4).move_money(service)
    after = [row["id"] for row in service.ledger() if row["id"] not in before and not row["by_server"]]
    assert sorted(after) == sorted(confirmed)
    assert service.proof() == []
