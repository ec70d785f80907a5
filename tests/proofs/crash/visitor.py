"""A visitor of the load: opens, writes, waits to be served, is closed, opens again."""

from __future__ import annotations

from typing import Final

import trio

from gateway.client.visitor import Visitor
from gateway.client_core.events import ClientEvent
from runtime.errors import Unavailable
from tests.proofs.crash.caller import Party

MESSAGES_IN_QUEUE: Final = 3
"""A visitor who waits writes no more than this."""
MIN_MESSAGES: Final = 4
MAX_MESSAGES: Final = 40
"""After so many of its own messages a visitor closes by itself; agents close earlier
in most sessions."""


async def live(party: Party) -> None:
    """One session after the other, until the load is finished."""
    async with trio.open_nursery() as nursery:
        nursery.start_soon(party.listen, _ignore)
        # A shut gate keeps nobody from having a session, also when agents close theirs
        # late: as there are more visitors than slots, somebody waits in line at rest.
        while not party.gate.is_finishing:
            session = await _open(party)
            if session is not None:
                await _talk(party, session)
        nursery.cancel_scope.cancel()


def _ignore(event: ClientEvent) -> None:
    """A visitor only reads."""


async def _open(party: Party) -> str | None:
    with party.gate.busy():
        try:
            session = await Visitor(party.link).open(party.caller.group)
        except Unavailable:  # no answer in time: asked again, the outcome is unknown
            return None
        party.opened(session.id)
        return session.id


async def _talk(party: Party, session: str) -> None:
    """Writes until the session is closed, by whomever."""
    limit = party.random.randint(MIN_MESSAGES, MAX_MESSAGES)
    sent = 0
    while not party.is_closed(session):
        if not party.gate.is_open:
            await party.news.wait()
        elif party.gate.is_finishing or sent >= limit:
            await _close(party, session)
        elif _is_served(party, session) or sent < MESSAGES_IN_QUEUE:
            await party.settled(party.post(session))
            sent += 1
        else:
            await party.news.wait()


def _is_served(party: Party, session: str) -> bool:
    state = party.states.get(session)
    return state is not None and state.state == "serving"


async def _close(party: Party, session: str) -> None:
    try:
        await party.close(session)
    except Unavailable:  # no answer in time: closed again, or seen as closed
        return
    while not party.is_closed(session):
        await party.news.wait()
