"""Opening a till that keeps no secret with what a person gave it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pos_app.application.joining import opened_or_trouble, part
from pos_app.application.opening import Opened
from pos_app.ui.models.effects import OpenTill
from pos_app.ui.models.start_state import StartNews, StartProblem

if TYPE_CHECKING:
    from pos_app.application.window import Till


async def start(till: Till, asked: OpenTill) -> None:
    """Open journal and service and join them; or tell the form what was wrong, with nothing left open."""
    opened = await asyncio.to_thread(opened_or_trouble, till.options, till.target, asked.given)
    if isinstance(opened, StartProblem):
        till.program.news(StartNews(opened))
        return
    if isinstance(opened, Opened):
        till.opened = opened  # from here on closing the window closes it too
        if not asked.anyway and await _is_refused(till, opened):
            till.opened = None
            await part(till, opened)
            till.program.news(StartNews(StartProblem.NOT_ACCEPTED))
            return
    till.program.news(StartNews())
    await till.take(opened)


async def _is_refused(till: Till, opened: Opened) -> bool:
    """Whether the card service answers that it does not know a client by its secret."""
    service = opened.service(till.heard)
    try:
        return bool(await service.refused())
    finally:
        await service.close()
