"""Where the service's own pages come from and connect to, under each name it has."""

from __future__ import annotations

import pytest

from gateway.web.own_addresses import openable, own_gateway, own_origins


def test_pages_of_this_machine_have_every_name_of_it() -> None:
    assert own_origins("127.0.0.1:80", "localhost:81") == {
        "http://127.0.0.1:80",
        "http://localhost:80",
        "http://[::1]:80",
    }
    assert own_origins("192.0.2.1:8080", "evil.example") == {"http://192.0.2.1:8080"}


@pytest.mark.covers("V1", "P5")
@pytest.mark.parametrize(
    ("host", "origins", "gateway"),
    [
        ("192.168.1.5:8090", {"http://192.168.1.5:8080"}, "ws://192.168.1.5:8090/v1"),
        ("Desk.lan", {"http://desk.lan:8080"}, "ws://desk.lan:8090/v1"),
        ("[FE80::1]:1", {"http://[fe80::1]:8080"}, "ws://[fe80::1]:8090/v1"),
        ("", set(), "ws://0.0.0.0:8090/v1"),
        ("desk.lan; script-src *", set(), "ws://0.0.0.0:8090/v1"),
        ("desk.lan:1\n", set(), "ws://0.0.0.0:8090/v1"),
        ("[desk.lan]", set(), "ws://0.0.0.0:8090/v1"),
    ],
)
def test_who_listens_everywhere_is_reached_as_he_was_asked(
    host: str, origins: set[str], gateway: str
) -> None:
    assert own_origins("0.0.0.0:8080", host) == origins
    assert own_gateway("0.0.0.0:8090", host) == gateway


def test_who_listens_at_one_address_is_reached_there() -> None:
    assert own_gateway("127.0.0.1:8090", "localhost:8080") == "ws://127.0.0.1:8090/v1"


@pytest.mark.parametrize(
    ("bound", "printed"),
    [
        ("0.0.0.0:8480", "127.0.0.1:8480"),
        ("[::]:8480", "[::1]:8480"),
        ("192.0.2.7:8480", "192.0.2.7:8480"),
    ],
)
def test_what_is_printed_can_be_opened(bound: str, printed: str) -> None:
    assert openable(bound) == printed
