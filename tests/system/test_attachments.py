"""Files between a visitor and an agent through a real service, by the SDK."""

from __future__ import annotations

from pathlib import Path

import pytest
import trio

from gateway.client import (
    AttachmentRefused,
    connect_agent,
    connect_visitor,
)
from gateway.client.blocking import blocking_visitor
from runtime.errors import Unavailable, UsageError
from tests.gateway.attachments.pictures import SECRET_PLACE, with_secrets
from tests.system.service import Server

LID_SECONDS = 280
PHOTO = with_secrets("JPEG")


@pytest.mark.covers("V2", "P3", "P5")
async def test_a_file_goes_from_one_to_the_other(
    lasting: Server, tmp_path: Path
) -> None:
    path = tmp_path / "照片.jpg"
    path.write_bytes(PHOTO)
    with trio.fail_after(LID_SECONDS):
        async with (
            connect_visitor(
                lasting.gateway,
                ticket=lasting.ticket("visitor", "v"),
                http=lasting.http,
            ) as visitor,
            connect_visitor(
                lasting.gateway,
                ticket=lasting.ticket("visitor", "w"),
                http=lasting.http,
            ) as stranger,
        ):
            session = await visitor.open(group="presale")
            heard: list[tuple[int, int]] = []
            told = await session.upload(
                path, "image", progress=lambda *step: heard.append(step)
            )
            assert heard[-1] == (len(PHOTO), len(PHOTO))
            assert (told.name, told.width, told.height) == ("照片.jpg", 64, 48)
            content = await session.download(told.id)
            assert (len(content), SECRET_PLACE in content) == (told.size, False)
            theirs = await stranger.open(group="presale")
            with pytest.raises(AttachmentRefused) as caught:
                await theirs.download(told.id)
            assert caught.value.code == "no_such_attachment"
            with pytest.raises(AttachmentRefused) as caught:
                await stranger.session(session.id).upload(b"x", name="x.txt")
            assert caught.value.code == "no_such_session"
            with pytest.raises(AttachmentRefused) as caught:
                await session.upload(b"<svg/>", name="x.svg")
            assert caught.value.code == "type_not_allowed"
            # It outlives the service.
            lasting.kill()
            lasting.start()
        async with connect_visitor(
            lasting.gateway, ticket=lasting.ticket("visitor", "v"), http=lasting.http
        ) as again:
            assert await again.session(session.id).download(told.id) == content


@pytest.mark.covers("P3")
def test_a_script_uploads(lasting: Server) -> None:
    ticket = lasting.ticket("visitor", "u")
    with blocking_visitor(lasting.gateway, ticket=ticket, http=lasting.http) as visitor:
        session = visitor.open(group="presale")
        told = session.upload("订单".encode(), name="note.txt")
        assert session.download(told.id) == "订单".encode()
        steps: list[tuple[int, int]] = []
        session.download(told.id, progress=lambda *step: steps.append(step))
        assert steps == [(6, 6)]


async def test_without_an_address_for_files_there_are_none() -> None:
    nowhere = "ws://127.0.0.1:1/v1"
    async with connect_agent(nowhere, ticket="t") as agent:
        with pytest.raises(UsageError, match="http"):
            await agent.session("s").upload(b"x")
    async with connect_agent(nowhere, ticket="t", http="http://127.0.0.1:1") as agent:
        with pytest.raises(Unavailable):
            await agent.session("s").upload(b"x", name="x.txt")
    with pytest.raises(UsageError, match="http://host:port"):
        async with connect_agent(nowhere, ticket="t", http="ftp://x"):
            pass
