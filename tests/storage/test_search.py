"""History looks through the journal page by page, by card, words, kind and day."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos_app.domain.card import CardKey
from pos_app.domain.operation import Kind, State
from pos_app.domain.search import Page, Search, Word
from pos_app.storage import search
from pos_app.storage.journal import Journal
from tests.storage.tills import NOW, asked, settled, with_journal


def refs(page: Page) -> list[str]:
    return [one.ref_id for one in page.rows]


async def every_page(journal: Journal, wanted: Search) -> list[list[str]]:
    pages, before = [], 0
    while True:
        page = await journal.search(wanted, before)
        pages.append(refs(page))
        if not page.has_older:
            return pages
        before = page.next_before


def test_pages_come_newest_first_and_each_row_once(tmp_path: Path) -> None:
    async def work(journal: Journal) -> list[list[str]]:
        await journal.commit([asked(ref_id=f"r{n:03}") for n in range(2 * search.PAGE + 7)])
        return await every_page(journal, Search())

    pages = with_journal(tmp_path, work)
    assert [len(one) for one in pages] == [search.PAGE, search.PAGE, 7]
    assert [ref for page in pages for ref in page] == [
        f"r{n:03}" for n in reversed(range(2 * search.PAGE + 7))
    ]


def test_a_full_last_page_has_nothing_older(tmp_path: Path) -> None:
    async def work(journal: Journal) -> Page:
        await journal.commit([asked(ref_id=f"r{n:03}") for n in range(search.PAGE)])
        return await journal.search(Search())

    page = with_journal(tmp_path, work)
    assert len(page.rows) == search.PAGE
    assert not page.has_older


def test_a_search_that_finds_little_stops_and_goes_on_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "LOOKED_AT", 10)

    async def work(journal: Journal) -> list[list[str]]:
        await journal.commit([asked(ref_id=f"r{n:03}", order="77" if n == 3 else "8") for n in range(25)])
        return await every_page(journal, Search(words=(Word(text="77"),)))

    assert with_journal(tmp_path, work) == [[], [], ["r003"]]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (Word(text="0042"), ["b"]),
        (Word(text="042"), []),
        (Word(text="1024"), ["c", "a"]),
        (Word(text="åse"), ["b"]),
        (Word(text="c"), ["c"]),
        (Word(text="pay", kinds=(Kind.PAY,)), ["b"]),
        (Word(text="waits", states=(State.ASKED,)), ["c", "b"]),
    ],
)
def test_a_word_finds_last_four_order_reference_cashier_kind_and_state(
    tmp_path: Path, word: Word, expected: list[str]
) -> None:
    async def work(journal: Journal) -> Page:
        await settled(journal, ref_id="a", order="10240")
        other = CardKey("f2", "0042")
        await journal.commit([asked(ref_id="b", kind=Kind.PAY, card=other, staff_name="Åse", order="")])
        await journal.commit([asked(ref_id="c", order="10241")])
        return await journal.search(Search(words=(word,)))

    assert refs(with_journal(tmp_path, work)) == expected


def test_every_word_the_card_the_kind_and_the_day_must_fit(tmp_path: Path) -> None:
    async def work(journal: Journal) -> list[list[str]]:
        card = CardKey("f2", "0042")
        await journal.commit(
            [
                asked(ref_id="old", asked_at=NOW - 90_000, card=card),
                asked(ref_id="pay", asked_at=NOW, card=card, kind=Kind.PAY),
                asked(ref_id="hold", asked_at=NOW + 1, card=card),
                asked(ref_id="other", asked_at=NOW + 2),
            ]
        )
        wanted = [
            Search(card="f2"),
            Search(card=""),
            Search(since=NOW),
            Search(until=NOW),
            Search(card="f2", since=NOW, until=NOW + 1),
            Search(kind=Kind.PAY),
            Search(words=(Word(text="0042"), Word(text="pay", kinds=(Kind.PAY,)))),
        ]
        return [refs(await journal.search(one)) for one in wanted]

    assert with_journal(tmp_path, work) == [
        ["hold", "pay", "old"],
        [],
        ["other", "hold", "pay"],
        ["old"],
        ["pay"],
        ["pay"],
        ["pay"],
    ]
