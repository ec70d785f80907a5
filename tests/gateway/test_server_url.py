"""What is no URL of a service is told at once, whoever asks."""

from __future__ import annotations

import pytest

from gateway.client.http_exchange import HttpOrigin
from gateway.trio_websocket_transport import parse_gateway_url
from runtime.errors import UsageError

WRONG = [
    "",
    "{0}://",
    "x{0}://h",
    "{0}://h:abc",
    "{0}://h:99999",
    "{0}://h:0",
    "{0}://[1",
]


@pytest.mark.parametrize("url", WRONG)
def test_what_is_no_url_of_a_service_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="expected"):
        HttpOrigin(url.format("http"))
    with pytest.raises(UsageError, match="expected"):
        parse_gateway_url(url.format("ws"))


@pytest.mark.parametrize("host", ["h", "h:1", "[::1]:8080", "desk.example.org"])
def test_a_url_may_leave_the_port_out(host: str) -> None:
    HttpOrigin(f"http://{host}")
    HttpOrigin(f"https://{host}")
    assert parse_gateway_url(f"wss://{host}/v1").netloc == host
