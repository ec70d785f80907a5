"""Attachments over HTTP: what passes, what is refused, and how it is served."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path

import msgspec
import pytest
import trio
import trio.lowlevel
from PIL import Image

from actors.agent.messages import RegisterAgent
from actors.ids import AgentId
from actors.session.terms import Role, Sender
from gateway.attachments.answers import PATH
from gateway.attachments.kinds import MEBIBYTE
from gateway.attachments.settings import AttachmentSettings
from gateway.client.attachments import (
    AttachmentClient,
    AttachmentRefused,
    attached_body,
)
from runtime.errors import PeerError
from runtime.http_body import MAX_WAITING_BYTES
from tests.gateway.attachments.depot import (
    NOW_MS,
    STRANGER,
    A,
    Depot,
    V,
    bearer,
    code,
    depot,
)
from tests.gateway.attachments.pictures import (
    PAGE,
    SECRET_PLACE,
    animation,
    bomb,
    polyglot,
    still,
    with_secrets,
)
from tests.gateway.attachments.sessions import GROUP
from tests.runtime.site import LID_SECONDS, ask

pytestmark = [pytest.mark.unmeasured, pytest.mark.covers("V2", "P5")]
B, LEAD = bearer("agent", "b"), bearer("supervisor", "lead")
NOBODY = bearer("agent", "c")
TEXT = "订单 SF123\n".encode() * 50_000
ZIP = b"PK\x03\x04" + bytes(2_000)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='steal()'/>"


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Depot]:
    async with depot(tmp_path / "files") as shop:
        yield shop


async def test_an_image_goes_up_and_comes_down_clean(shop: Depot) -> None:
    data = with_secrets("JPEG", orientation=6)
    assert SECRET_PLACE in data
    told = await shop.upload(data, "image/jpeg", name="../照片.jpg")
    assert (told.kind, told.name, told.content_type) == (
        "image",
        "照片.jpg",
        "image/jpeg",
    )
    assert (told.width, told.height) == (48, 64)
    sender = Sender(Role.VISITOR, "v")
    checked = shop.parts.office.check(told.id, "s1", "image", sender)
    assert (checked.at_ms, checked.size) == (NOW_MS, told.size)
    status, head, body = await shop.get(await shop.link(told.id, A))
    assert status == HTTPStatus.OK
    assert len(body) == told.size
    assert SECRET_PLACE not in body
    with Image.open(io.BytesIO(body)) as image:
        assert image.size == (48, 64)
    for field in (
        "content-type: image/jpeg",
        "content-disposition: inline; filename=\"__.jpg\"; filename*=utf-8''%e7%85%a7",
        "content-security-policy: default-src 'none'; sandbox",
        "x-content-type-options: nosniff",
        "cross-origin-resource-policy: same-origin",
        "referrer-policy: no-referrer",
        "cache-control: private, max-age=600",
        "accept-ranges: bytes",
    ):
        assert field in head, head
    assert await shop.drafts() == []


async def test_a_long_file_passes_whole_and_in_parts(shop: Depot) -> None:
    told = await shop.upload(TEXT, "text/plain", kind="file", name="log.txt")
    assert told.size == len(TEXT) > 2 * MAX_WAITING_BYTES
    link = await shop.link(told.id)
    status, head, body = await shop.get(link)
    assert (status, body) == (HTTPStatus.OK, TEXT)
    assert "content-disposition: attachment;" in head
    status, head, body = await shop.get(link, ("Range", "bytes=100000-"))
    assert (status, body) == (HTTPStatus.PARTIAL_CONTENT, TEXT[100_000:])
    assert f"content-range: bytes 100000-{len(TEXT) - 1}/{len(TEXT)}" in head
    (tag,) = [line[6:] for line in head.splitlines() if line.startswith("etag: ")]
    assert (await shop.get(link, ("If-None-Match", tag)))[::2] == (304, b"")
    changed = (("Range", "bytes=1-2"), ("If-Range", '"other"'))
    assert (await shop.get(link, *changed))[0] == HTTPStatus.OK
    status, _, body = await shop.get(link, ("Range", "bytes=9999999-"))
    assert (status, code(body)) == (416, "bad_range")


async def test_a_form_with_one_file_is_an_upload(shop: Depot) -> None:
    form = b"".join(
        [
            b"--limit\r\nContent-Disposition: form-data; ",
            b'name="f"; filename="a b.txt"\r\nContent-Type: text/plain\r\n\r\n',
            TEXT,
            b"\r\n--limit--\r\n",
        ]
    )
    how = "multipart/form-data; boundary=limit"
    told = await shop.upload(form, how, kind="file", name="")
    assert (told.name, told.size) == ("a b.txt", len(TEXT))
    assert (await shop.get(await shop.link(told.id)))[2] == TEXT
    for broken in (
        form[:-20],
        form.replace(b"--limit--\r\n", form),
        b"no form",
        form[:30],
    ):
        assert await shop.refusal(broken, how, kind="file", upload="u2") == (
            400,
            "bad_request",
        )
    field = form.replace(b'; filename="a b.txt"', b"")
    assert await shop.refusal(field, how, kind="file") == (400, "bad_request")
    assert await shop.refusal(form, "multipart/form-data") == (400, "bad_request")
    assert await shop.drafts() == []


async def test_a_repeat_gets_the_first_answer(shop: Depot) -> None:
    first = await shop.upload(still("PNG"), name="one.png")
    assert await shop.upload(still("PNG"), name="two.png") == first
    assert await shop.refusal(animation("PNG")) == (409, "id_conflict")
    assert (await shop.upload(still("PNG"), upload="u2")).id != first.id
    assert await shop.drafts() == []


REFUSED: list[tuple[bytes, dict[str, str], int, str]] = [
    (still("PNG"), {"kind": "text"}, 400, "bad_request"),
    (still("PNG"), {"upload": ""}, 400, "bad_request"),
    (still("PNG"), {"duration_ms": "-1"}, 400, "bad_request"),
    (still("PNG"), {"session": "s2"}, 404, "no_such_session"),
    (still("PNG"), {"session": "over"}, 409, "closed"),
    (b"", {}, 400, "empty"),
    (ZIP, {"name": "x.png"}, 415, "type_mismatch"),
    (PAGE, {}, 415, "type_mismatch"),
    (SVG, {"content_type": "image/svg+xml"}, 415, "type_not_allowed"),
    (PAGE, {"content_type": "text/html", "kind": "file"}, 415, "type_not_allowed"),
    (PAGE, {"content_type": "text/plain", "kind": "file"}, 415, "type_mismatch"),
    (ZIP, {"content_type": "application/zip"}, 415, "type_not_allowed"),
    (bomb(60_000, 60_000), {}, 422, "image_too_large"),
    (still("PNG")[:-60], {}, 422, "bad_image"),
    (still("JPEG")[:-200], {"content_type": "image/jpeg"}, 422, "bad_image"),
]


async def test_what_may_not_pass_is_refused_and_leaves_nothing(shop: Depot) -> None:
    for data, query, status, expected in REFUSED:
        assert await shop.refusal(data, **query) == (status, expected), query
        assert await shop.drafts() == []
        assert list((shop.root / "kept").iterdir()) == []


async def test_a_page_in_an_image_does_not_come_down(shop: Depot) -> None:
    told = await shop.upload(polyglot(), "image/gif")
    _, head, body = await shop.get(await shop.link(told.id))
    assert b"script" not in body
    assert "content-type: image/gif" in head


async def test_nobody_without_a_ticket_or_the_session_gets_anything(
    shop: Depot,
) -> None:
    told = await shop.upload(still("PNG"))
    bad = ("Authorization", "Bearer nonsense")
    for who in (bad, ("Authorization", "Basic eA=="), ("X", "y")):
        assert code((await shop.post(still("PNG"), who=who))[1]) == "unauthenticated"
        status, _, _ = await shop.get(f"{PATH}/{told.id}/link", who)
        assert status == HTTPStatus.UNAUTHORIZED
    strange = await shop.get(f"{PATH}/{told.id}/link", STRANGER)
    unknown = await shop.get(f"{PATH}/{told.id[:-9]}/link", STRANGER)
    assert strange[0] == unknown[0] == HTTPStatus.NOT_FOUND
    assert strange[2] == unknown[2]
    assert code((await shop.post(still("PNG"), who=STRANGER))[1]) == "no_such_session"
    assert (await shop.get(PATH))[0] == HTTPStatus.METHOD_NOT_ALLOWED


MAY_READ = {
    "s1": {V: True, A: True, B: True, LEAD: True, NOBODY: False, STRANGER: False},
    "s1/side-1": {V: False, A: True, B: True, LEAD: False, NOBODY: False},
}
"""Who gets what is said there; of the side room the supervisor is no member."""


@pytest.mark.covers("S11")
async def test_a_file_of_a_room_is_its_members(shop: Depot) -> None:
    side = await shop.sessions.consult()
    lead = shop.sessions.desk.directory.agent(AgentId("lead"))
    await lead.ask(RegisterAgent("L", (GROUP,), 1))
    for place, readers in MAY_READ.items():
        told = await shop.upload(still("PNG"), session=place, who=A)
        for who, may in readers.items():
            asked = (place, who[1])
            status, _, _ = await shop.get(f"{PATH}/{told.id}/link", who)
            assert (status == HTTPStatus.OK) is may, asked
            status, _ = await shop.post(still("PNG"), session=place, who=who)
            assert (status == HTTPStatus.OK) is may, asked
        assert (await shop.get(await shop.link(told.id, A)))[0] == HTTPStatus.OK
    told = await shop.upload(still("PNG"), session=side, who=A)
    await shop.sessions.part()
    assert (await shop.get(f"{PATH}/{told.id}/link", A))[0] == HTTPStatus.OK
    assert (await shop.get(f"{PATH}/{told.id}/link", B))[0] == HTTPStatus.NOT_FOUND
    late = await shop.post(still("PNG"), session=side, who=A, upload="late")
    assert (late[0], code(late[1])) == (HTTPStatus.CONFLICT, "closed")


async def test_a_link_opens_one_file_in_its_time(tmp_path: Path) -> None:
    async with depot(tmp_path) as shop:
        one, two = [await shop.upload(still("PNG"), upload=each) for each in "ab"]
        link = await shop.link(one.id)
        assert (await shop.get(link))[0] == HTTPStatus.OK
        for other in (
            link.replace(one.id, two.id),
            link.replace("until=1", "until=2"),
            link[:-5],
            link.partition("?")[0],
            link.partition("?")[0] + "?until=x&by=%00",
        ):
            assert (await shop.get(other))[0] == HTTPStatus.NOT_FOUND
        shop.now_ms[0] += 600_000
        assert (await shop.get(link))[0] == HTTPStatus.NOT_FOUND


async def test_what_was_taken_back_is_no_more_at_once(shop: Depot) -> None:
    one, two = [await shop.upload(still("PNG"), upload=each) for each in "ab"]
    first = await shop.sessions.post(attached_body(one))
    second = await shop.sessions.post(attached_body(two))
    again = await shop.sessions.post(attached_body(two))
    links = [await shop.link(each.id) for each in (one, two)]
    for number in (first, second):
        await shop.sessions.recall(number)
    status, _, body = await shop.get(links[0])
    assert (status, code(body)) == (404, "no_such_attachment")
    for who in (V, A):
        status, _, body = await shop.get(f"{PATH}/{one.id}/link", who)
        assert (status, code(body)) == (404, "no_such_attachment")
    # The other stands in another message; a third waits for the one to carry it.
    three = await shop.upload(still("PNG"), upload="c")
    for link in (links[1], await shop.link(two.id, A), await shop.link(three.id)):
        assert (await shop.get(link))[0] == HTTPStatus.OK
    await shop.sessions.recall(again)
    assert (await shop.get(links[1]))[0] == HTTPStatus.NOT_FOUND


async def test_limits_are_kept_where_they_are_set(tmp_path: Path) -> None:
    settings = AttachmentSettings(
        max_bytes=1_000,
        max_image_bytes=900,
        max_total_bytes=1_500,
        max_hourly_bytes=5_000,
    )
    as_file = {"content_type": "text/plain", "kind": "file"}
    async with depot(tmp_path, settings) as shop:

        async def refused(size: int, **query: str) -> tuple[int, str]:
            return await shop.refusal(b"x" * size, **(as_file | query))

        assert await refused(1_001) == (413, "request_entity_too_large")
        await shop.upload(b"x" * 1_000, **as_file)
        assert await refused(10, upload="u2") == (507, "storage_full")
        assert await shop.drafts() == []
    roomy = msgspec.structs.replace(settings, max_total_bytes=1 << 20)
    async with depot(tmp_path / "again", roomy) as shop:
        for _ in range(5):
            await shop.upload(b"x" * 1_000, **as_file)
        assert await refused(1_000) == (429, "hourly_quota")
        other = bearer("agent", "a")
        status, _ = await shop.post(b"x", "text/plain", other, kind="file")
        assert status == HTTPStatus.OK


def posting(kind: str, length: str) -> bytes:
    """The head of the visitor's upload `u9`, whose body comes as it likes."""
    content_type = "image/png" if kind == "image" else "text/plain"
    head = (
        f"POST {PATH}?session=s1&upload=u9&kind={kind} HTTP/1.1",
        "Host: t",
        f"{V[0]}: {V[1]}",
        f"Content-Type: {content_type}",
        length,
    )
    return ("\r\n".join(head) + "\r\n\r\n").encode()


async def test_a_chunked_body_ends_at_the_limit(shop: Depot) -> None:
    head = posting("image", "Transfer-Encoding: chunked")
    piece = b"%x\r\n%s\r\n" % (MEBIBYTE, still("PNG").ljust(MEBIBYTE, b"\0"))
    stream = await trio.open_tcp_stream(shop.at.host, shop.at.port)
    async with stream, trio.open_nursery() as nursery:

        async def send() -> None:
            try:
                await stream.send_all(head)
                while True:
                    await stream.send_all(piece)
            except trio.BrokenResourceError:
                return

        nursery.start_soon(send)
        with trio.fail_after(LID_SECONDS):
            assert (await stream.receive_some()).split()[1] == b"413"
        nursery.cancel_scope.cancel()
    assert (await shop.upload(still("PNG"))).width == 64


async def test_transfers_at_once_are_bounded(tmp_path: Path) -> None:
    settings = AttachmentSettings(max_transfers_per_address=1)
    async with depot(tmp_path, settings) as shop:
        link = await shop.link((await shop.upload(still("PNG"))).id)
        head = posting("image", "Content-Length: 99")
        stream = await trio.open_tcp_stream(shop.at.host, shop.at.port)
        await stream.send_all(head + b"half")
        while not await shop.drafts():
            pass
        status, _, body = await shop.get(link)
        assert (status, code(body)) == (429, "too_many_transfers")
        status, _, body = await shop.get(f"{link.partition('?')[0]}/link", V)
        assert (status, code(body)) == (429, "too_many_transfers")
        # A proxy's callers are counted apart.
        elsewhere = ("X-Forwarded-For", "203.0.113.9")
        assert (await shop.get(link, elsewhere))[0] == HTTPStatus.OK
        # Its end gives the place back, and nothing of it stays.
        await stream.aclose()
        while (await shop.get(link))[0] != HTTPStatus.OK:
            pass
        assert await shop.drafts() == []


async def test_who_cannot_tell_says_so(shop: Depot) -> None:
    await shop.sessions.end()
    assert await shop.refusal(still("PNG")) == (503, "unavailable")


@pytest.mark.parametrize("name", ["files", "images"])
async def test_a_port_that_dies_is_asked_again_when_it_is_back(
    shop: Depot, name: str
) -> None:
    told = await shop.upload(still("PNG"))
    port = getattr(shop.parts, name)
    os.kill(port.process_id, signal.SIGSTOP)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(lambda: shop.upload(still("PNG"), upload="u2"))
        while port._port._in_flight is None:
            await trio.lowlevel.checkpoint()
        os.kill(port.process_id, signal.SIGKILL)
    assert await shop.upload(still("PNG")) == told
    assert await shop.drafts() == []


async def test_a_draft_whose_process_died_is_refused_and_leaves_nothing(
    shop: Depot,
) -> None:
    data = b"x" * 99
    head = posting("file", "Content-Length: 99")
    stream = await trio.open_tcp_stream(shop.at.host, shop.at.port)
    async with stream:
        await stream.send_all(head + data[:50])
        while not await shop.drafts():
            pass
        process = shop.parts.files.process_id
        assert process is not None
        os.kill(process, signal.SIGKILL)
        while await shop.drafts():
            pass
        await stream.send_all(data[50:])
        assert (await stream.receive_some()).split()[1] == b"503"
    # Whoever comes again is served.
    await shop.upload(data, "text/plain", upload="u9", kind="file")
    assert await shop.drafts() == []


async def test_who_leaves_while_a_draft_begins_leaves_none(shop: Depot) -> None:
    head = posting("file", "Content-Length: 9")
    port = shop.parts.files
    assert port.process_id is not None
    os.kill(port.process_id, signal.SIGSTOP)
    async with await trio.open_tcp_stream(shop.at.host, shop.at.port) as stream:
        await stream.send_all(head)
        while port._port._in_flight is None:
            await trio.lowlevel.checkpoint()
    with trio.fail_after(LID_SECONDS):
        while not port._port._waiting:
            await trio.lowlevel.checkpoint()  # until the server has seen it
    os.kill(port.process_id, signal.SIGCONT)
    assert await shop.drafts() == []


class Tickets:
    """Gives the first until it is told that it is over."""

    def __init__(self, first: str) -> None:
        self.last = first
        self.asked: list[bool] = []

    async def ticket(self, *, is_fresh: bool) -> str:
        self.asked.append(is_fresh)
        if is_fresh:
            self.last = V[1].removeprefix("Bearer ")
        return self.last


async def test_a_client_whose_ticket_is_over_comes_with_a_new_one(shop: Depot) -> None:
    source = Tickets("over")
    client = AttachmentClient(f"http://{shop.at}", source)
    told = await client.upload("s1", b"hello", name="x.txt")
    assert source.asked == [False, True]
    source.last = "over again"
    assert await client.download(told.id) == b"hello"
    assert source.asked == [False, True] * 2
    # One that is always over is the end.
    poor = AttachmentClient(f"http://{shop.at}", "over")
    with pytest.raises(AttachmentRefused, match="unauthenticated"):
        await poor.download(told.id)


async def test_whatever_is_made_up_is_no_attachment(shop: Depot) -> None:
    with pytest.raises(PeerError):
        shop.parts.office.verify("x" * 5_000)
    status, _, _ = await ask(shop.at, f"{PATH}/{'x' * 3_000}/link", headers=(V,))
    assert status == HTTPStatus.NOT_FOUND
