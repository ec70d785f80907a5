"""HTTP that is told to stop while it answers."""

from __future__ import annotations

import pytest
import trio
from quart import Blueprint, Response
from trio.testing import wait_all_tasks_blocked

from admin.http_service import HttpService
from runtime.config import Bind
from runtime.http_server import HttpListening
from runtime.observe import Events
from tests.runtime.site import ANY, LID_SECONDS, ask


@pytest.mark.covers("P6")
async def test_an_answer_under_way_is_finished_and_nothing_new_begun(
    events: Events,
) -> None:
    begun, go_on, is_up = trio.Event(), trio.Event(), trio.Event()
    statuses: list[int] = []
    bound: list[Bind] = []
    routes = Blueprint("slow", __name__)

    @routes.get("/slow")
    async def slow() -> Response:
        begun.set()
        await go_on.wait()
        return Response("done")

    async def visit() -> None:
        statuses.append((await ask(bound[0], "/slow"))[0])

    events.subscribe(HttpListening, lambda told: bound.append(Bind.parse(told.bind)))
    service = HttpService(lambda: (routes,), ANY, events)
    with trio.fail_after(LID_SECONDS):
        async with trio.open_nursery() as nursery:
            serving = trio.CancelScope()

            async def serve() -> None:
                with serving:
                    await service.run(is_up.set)

            nursery.start_soon(serve)
            await is_up.wait()
            nursery.start_soon(visit)
            await begun.wait()
            serving.cancel()
            await wait_all_tasks_blocked()
            with pytest.raises(OSError, match="connect"):
                await trio.open_tcp_stream(bound[0].host, bound[0].port)
            go_on.set()
    assert statuses == [200]
    assert serving.cancelled_caught
