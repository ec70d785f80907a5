from __future__ import annotations

from pathlib import Path

import pytest

from admin.bench.benchmark import Job, Sample, Samples
from admin.bench.chat import CHAT, PEER
from admin.bench.chat_load import chat_load, chat_paced
from admin.bench.chat_wire import (
    Inbound,
    chat_message,
    frames_of,
    handshake,
    masked,
)
from admin.bench.echo_load import echo_load, echo_paced
from admin.bench.idle_load import idle_echo, idle_visitors
from admin.bench.journal import JOURNAL
from admin.bench.latency import QUANTILES, quantiles
from gateway.wire.bodies import TextBody
from gateway.wire.client_frames import Send
from gateway.wire.server_codec import decode_client_message

pytestmark = pytest.mark.unmeasured

ACCEPTED = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"


def assert_ordered(sample: Sample, measure: str) -> None:
    waits = [sample[f"{measure}_{quantile}_ms"] for quantile in QUANTILES]
    assert waits[0] > 0
    assert waits == sorted(waits)


def server_frame(payload: bytes) -> bytes:
    size = len(payload)
    if size < 126:
        return bytes((0x82, size)) + payload
    if size < 65_536:
        return bytes((0x82, 126)) + size.to_bytes(2, "big") + payload
    return bytes((0x82, 127)) + size.to_bytes(8, "big") + payload


@pytest.mark.parametrize("step", [1, 3, 1_000, 100_000])
def test_messages_arrive_whole_however_the_bytes_come(step: int) -> None:
    payloads = [b"", b"a", b"b" * 125, b"c" * 126, b"d" * 65_535, b"e" * 65_536]
    data = ACCEPTED + b"".join(map(server_frame, payloads))
    inbound = Inbound()
    found: list[bytes] = []
    for at in range(0, len(data), step):
        found += inbound.received(data[at : at + step])
    assert found == payloads
    assert inbound.is_open
    assert not inbound.has_ended


def test_a_close_ends_the_connection() -> None:
    inbound = Inbound()
    inbound.received(ACCEPTED + bytes((0x88, 2)) + b"\x03\xe8")
    assert inbound.has_ended


def test_masked_frames_carry_their_length() -> None:
    for size, head in ((5, 2), (200, 4), (70_000, 10)):
        frame = masked(bytes(size))
        assert frame[1] & 0x80
        assert len(frame) == head + 4 + size


def test_a_chat_message_is_a_send_of_the_schema() -> None:
    (frame,) = decode_client_message(chat_message(7, "s1", "hello")[2 + 4 :])
    assert isinstance(frame, Send)
    assert (frame.request, frame.session, frame.body) == (7, "s1", TextBody("hello"))


def test_batches_are_opened() -> None:
    assert frames_of(b"\x92\x03\x01") == [[3, 1]]
    assert frames_of(b"\x92\x00\x92\x92\x03\x01\x92\x04\x02") == [[3, 1], [4, 2]]


def test_a_handshake_without_a_subprotocol_names_none() -> None:
    assert b"Protocol" not in handshake("/", subprotocol="")
    assert handshake("/v1").startswith(b"GET /v1 HTTP/1.1\r\n")


def test_two_pairs_talk_through_the_whole_service(tmp_path: Path) -> None:
    sample = chat_load(2, 0.3, tmp_path)
    assert sample["per_s"] > 0
    assert_ordered(sample, "acknowledged")
    assert_ordered(sample, "received")
    assert sample.keys() >= {"server_cores", "store_cores", "client_cores"}


def test_two_pairs_talk_at_a_stated_rate_beside_typing(tmp_path: Path) -> None:
    sample = chat_paced(2, 0.5, tmp_path, 40.0, 80.0, 0.0)
    assert sample["per_s"] > 0
    assert_ordered(sample, "acknowledged")
    assert_ordered(sample, "received")
    assert sample["typed_per_s"] > 0


def test_the_echo_gives_back_what_comes() -> None:
    sample = echo_load(2, 0.2)
    assert sample["per_s"] > 0
    assert "store_cores" not in sample
    assert_ordered(echo_paced(2, 0.2, 50.0), "echo")


def test_connections_over_which_nothing_is_said_are_weighed(tmp_path: Path) -> None:
    assert idle_echo(20)["bytes"] >= 0
    assert idle_visitors(20, tmp_path)["bytes"] >= 0


def test_every_figure_of_chat_has_its_case() -> None:
    run = {
        **{f"{name}_cores": 0.5 for name in ("server", "store", "client")},
        **quantiles([0.002], "acknowledged"),
        **quantiles([0.003], "received"),
        **quantiles([0.001], "echo"),
        "per_s": 100.0,
        "per_core": 200.0,
        "bytes": 20_000.0,
    }
    samples = Samples({case.name: [run] for case in CHAT.cases})
    figures = {figure.figure: figure for figure in CHAT.figures(samples)}
    received = figures["sent to received, p99, at 250/s"]
    assert received.value == pytest.approx(3.0)
    assert received.peers == {PEER: pytest.approx(1.0)}
    assert figures["memory per open connection, 2,000 idle"].peers == {PEER: 20_000.0}
    assert figures["messages per server core, 500 pairs"].value == 200.0


def test_a_writer_beside_a_busy_loop_makes_progress(tmp_path: Path) -> None:
    cases = {case.name: case for case in JOURNAL.cases}
    for name in ("busy 1", "bare 100"):
        assert cases[name].run(Job(100, tmp_path))["per_s"] > 0
