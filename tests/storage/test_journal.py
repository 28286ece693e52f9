"""What a journal keeps and gives back."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from pos_app.domain import steps
from pos_app.domain.answer import Answer, Seen
from pos_app.domain.card import CardKey
from pos_app.domain.money import Currency, Money
from pos_app.domain.operation import Event, Kind, Operation, State, Why
from pos_app.storage.journal import CardSeen, Journal
from pos_app.storage.trouble import JournalRefused
from tests.domain.values import operation, operations
from tests.storage.tills import (
    BODY,
    NOW,
    asked,
    done,
    file_of,
    hold_with,
    opened,
    settled,
    unguarded,
    with_journal,
)


def test_what_is_committed_is_there_after_the_next_start(tmp_path: Path) -> None:
    first = asked()

    async def write(journal: Journal) -> None:
        await journal.commit([first], counted_order="1043")

    with_journal(tmp_path, write)
    loaded = with_journal(tmp_path, Journal.load)
    assert loaded.open == (first.operation,)
    assert loaded.latest == (first.operation,)
    assert loaded.counted_order == "1043"
    assert (loaded.holds, loaded.ends, loaded.unseen) == ((), (), ())
    assert (loaded.restored, loaded.lost, loaded.set_aside) == (False, False, ())


@settings(max_examples=25)
@given(operations())
def test_every_operation_comes_back_as_it_was(one: Operation) -> None:
    step = steps.asked(one, b"")
    waiting = steps.not_known(steps.sending(one, NOW), Answer(seen=Seen.NOT_KNOWN, why=Why.NO_ANSWER), NOW)

    async def both(journal: Journal) -> None:
        await journal.commit([step])
        assert await journal.operation(one.ref_id) == one
        await journal.commit([waiting])
        assert (await journal.load()).open == (waiting.operation,)

    with tempfile.TemporaryDirectory() as folder:
        with_journal(Path(folder), both)


def test_a_new_journal_is_empty(tmp_path: Path) -> None:
    loaded = with_journal(tmp_path, Journal.load)
    assert (loaded.open, loaded.latest, loaded.counted_order) == ((), (), "")
    assert with_journal(tmp_path, lambda journal: journal.operation("none")) is None


def test_the_exact_body_is_kept_until_the_end_and_not_longer(tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        first = asked()
        await journal.commit([first])
        assert await journal.body("ref-1") == BODY
        await journal.commit([steps.needs_manager(first.operation, Why.NO_HISTORY, NOW)])
        assert await journal.body("ref-1") == BODY
        await journal.commit([done(first.operation)])
        assert await journal.body("ref-1") is None

    with_journal(tmp_path, work)


def test_a_body_that_was_moved_to_another_operation_does_not_open(tmp_path: Path) -> None:
    async def ask_two(journal: Journal) -> None:
        await journal.commit([asked(ref_id="a", body=b"for a"), asked(ref_id="b", body=b"for b")])

    with_journal(tmp_path, ask_two)
    with unguarded(file_of(tmp_path)) as connection:
        connection.execute(
            "UPDATE body SET sealed = (SELECT sealed FROM body WHERE operation = 1) WHERE operation = 2"
        )

    async def look(journal: Journal) -> tuple[bytes | None, bytes | None]:
        return await journal.body("a"), await journal.body("b")

    assert with_journal(tmp_path, look) == (b"for a", None)


def test_steps_of_one_commit_stand_or_fall_together(tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        good = asked(ref_id="good")
        never_asked = steps.sent(operation(ref_id="never asked"), NOW)
        with pytest.raises(JournalRefused):
            await journal.commit([good, never_asked], counted_order="9")
        loaded = await journal.load()
        assert (loaded.open, loaded.counted_order) == ((), "")
        await journal.commit([good, steps.cancel_asked(good.operation, "Kari", NOW)], counted_order="10")
        loaded = await journal.load()
        assert (loaded.open[0].cancel, loaded.counted_order) == (True, "10")
        assert [event.what for event in await journal.story("good")] == ["asked and sending", "cancel asked"]

    with_journal(tmp_path, work)


def test_mistakes_of_ours_are_refused_and_change_nothing(tmp_path: Path) -> None:
    first = asked()
    ended = done(first.operation).operation
    mistakes = [
        [replace(first, operation=replace(first.operation, amount=Money(1, Currency.NOK)), body=None)],
        [replace(first, event=replace(first.event, ref_id="another"))],
        [first],
        [replace(first, operation=replace(ended, state=State.WAITING), body=None)],
        [replace(first, operation=replace(ended, attempts=0, unproven=0), body=None)],
        [replace(first, operation=operation(ref_id="x", asked_at=float("nan")), body=b"")],
    ]

    async def work(journal: Journal) -> None:
        await journal.commit([first])
        with pytest.raises(JournalRefused, match="facts never change"):
            await journal.commit(mistakes[0])
        await journal.commit([done(first.operation)])
        before = await journal.operation("ref-1"), await journal.story("ref-1")
        for mistake in mistakes:
            with pytest.raises((JournalRefused, ValueError)):
                await journal.commit(mistake)
        wrong_card = CardSeen(CardKey("0" * 32, "1"), "card-1")
        with pytest.raises(JournalRefused):
            await journal.commit([], cards=[wrong_card])
        assert (await journal.operation("ref-1"), await journal.story("ref-1")) == before
        await journal.commit([steps.acknowledged(ended, "Kari", NOW)])
        after = await journal.operation("ref-1")
        assert after is not None
        assert after.acknowledged

    with_journal(tmp_path, work)


@pytest.mark.parametrize(
    ("captures", "void", "open_holds"),
    [
        ((), False, 1),
        ((10_000,), False, 1),
        ((10_000, 15_000), False, 0),
        ((10_000,), True, 0),
        ((), True, 0),
    ],
)
def test_a_hold_is_loaded_as_long_as_money_is_left(
    tmp_path: Path, captures: tuple[int, ...], void: bool, open_holds: int
) -> None:
    async def work(journal: Journal) -> None:
        placed = await hold_with(journal, *captures, void=void)
        loaded = await journal.load()
        assert loaded.holds == (placed,) * open_holds
        assert len(loaded.ends) == (len(captures) + void) * open_holds

    with_journal(tmp_path, work)


def test_open_captures_of_a_hold_are_loaded_with_it(tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        placed = await hold_with(journal)
        capture = asked(ref_id="capture", kind=Kind.CAPTURE, hold_ref=placed.ref_id, hold_id="hold-tx")
        await journal.commit([capture])
        loaded = await journal.load()
        assert loaded.holds == (placed,)
        assert loaded.ends == (capture.operation,)
        await journal.commit([steps.refused(capture.operation, Why.HOLD_ENDED, NOW, "410")])
        assert (await journal.load()).holds == (placed,)

    with_journal(tmp_path, work)


def test_a_capture_of_a_hold_this_journal_never_placed_ends_no_other(tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        placed = await hold_with(journal)
        await settled(journal, ref_id="far", kind=Kind.CAPTURE, hold_ref="of another till", hold_id="tx-9")
        assert (await journal.load()).holds == (placed,)

    with_journal(tmp_path, work)


def test_the_story_of_a_hold_tells_of_its_captures_and_voids(tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        await hold_with(journal, 10_000, void=True)
        await settled(journal, ref_id="another")
        told = await journal.story("ref-1")
        assert [event.ref_id for event in told] == ["ref-1"] * 2 + ["capture-0"] * 2 + ["void-1"] * 2
        assert [event.what for event in told] == ["asked and sending", "confirmed"] * 3
        assert told[1] == Event("ref-1", NOW + 1, "confirmed", "answer")
        assert len(await journal.story("void-1")) == 2
        assert await journal.story("never asked") == ()

    with_journal(tmp_path, work)


def test_refused_ones_stay_until_they_are_acknowledged(tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        ends = []
        for ref_id in ("a", "b", "c"):
            first = steps.asked(operation(ref_id=ref_id), BODY)
            await journal.commit([first])
            ends.append(first.operation)
        await journal.commit([steps.refused(ends[0], Why.NO_FUNDS, NOW, "400")])
        await journal.commit([steps.not_asked(ends[1], Why.ANOTHER_FAILED, NOW)])
        cancelled = steps.cancel_asked(ends[2], "Kari", NOW).operation
        await journal.commit([steps.refused(cancelled, Why.NO_FUNDS, NOW, "400")])
        unseen = (await journal.load()).unseen
        assert [(one.ref_id, one.state) for one in unseen] == [("a", State.REFUSED), ("b", State.NOT_ASKED)]
        await journal.commit([steps.acknowledged(one, "Kari", NOW) for one in unseen])
        loaded = await journal.load()
        assert (loaded.unseen, loaded.open) == ((), ())

    with_journal(tmp_path, work)


def test_the_latest_are_the_newest_eight_in_the_order_they_were_asked(tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        for number in range(10):  # the clock runs backward, the order does not
            await journal.commit([asked(ref_id=f"ref-{number}", asked_at=NOW - number)])
        loaded = await journal.load()
        assert [one.ref_id for one in loaded.latest] == [f"ref-{number}" for number in range(9, 1, -1)]
        assert [one.ref_id for one in loaded.open] == [f"ref-{number}" for number in range(10)]

    with_journal(tmp_path, work)


def test_a_commit_nobody_waits_for_is_still_made(tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        waits = [asyncio.ensure_future(journal.commit([asked(ref_id=str(number))])) for number in range(5)]
        await asyncio.sleep(0)
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
        assert len((await journal.load()).open) == 5

    with_journal(tmp_path, work)


def test_a_closed_journal_takes_no_more_work(tmp_path: Path) -> None:
    journal = opened(tmp_path)

    async def work() -> None:
        await journal.close()
        with pytest.raises(RuntimeError):
            await journal.load()

    asyncio.run(work())
