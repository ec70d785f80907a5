"""Whose address counts."""

from __future__ import annotations

import pytest

from runtime.addresses import MAX_HOPS, UNREADABLE, Proxies, parse_networks
from runtime.errors import UsageError

PROXIES = Proxies(parse_networks("10.0.0.0/8 fd00::/8"))


@pytest.mark.covers("P5")
@pytest.mark.parametrize(
    ("peer", "lines", "name"),
    [
        ("192.0.2.1", (), "192.0.2.1"),
        ("192.0.2.1", ("198.51.100.7",), "192.0.2.1"),  # believed of nobody else
        ("10.0.0.1", (), ""),
        ("10.0.0.1", ("198.51.100.7",), "198.51.100.7"),
        ("10.0.0.1", ("198.51.100.7, 203.0.113.9",), "203.0.113.9"),
        ("10.0.0.1", ("198.51.100.7, 203.0.113.9, 10.1.2.3",), "203.0.113.9"),
        ("10.0.0.1", ("198.51.100.7", "203.0.113.9, 10.1.2.3"), "203.0.113.9"),
        ("10.0.0.1", ("10.1.2.3, 10.9.9.9",), ""),
        ("10.0.0.1", ("203.0.113.9:4711",), "203.0.113.9"),
        ("10.0.0.1", ("[2001:db8::1]:4711",), "2001:db8::/64"),
        ("10.0.0.1", ("2001:db8:0:0:9:8:7:6",), "2001:db8::/64"),
        ("10.0.0.1", ("::ffff:203.0.113.9",), "203.0.113.9"),
        ("10.0.0.1", ("203.0.113.9, unknown",), UNREADABLE),
        ("10.0.0.1", ("",), ""),
        ("10.0.0.1", (",".join(["203.0.113.9"] + ["10.0.0.2"] * MAX_HOPS),), ""),
        ("::ffff:10.0.0.1", ("203.0.113.9",), "203.0.113.9"),
        ("fd00::1", ("203.0.113.9",), "203.0.113.9"),
        ("fe80::1%eth0", (), "fe80::/64"),
        ("2001:db8:1:2:3::1", (), "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", (), "2001:db8:1:2::/64"),
        ("nonsense", (), UNREADABLE),
    ],
)
def test_the_name_of_a_caller(peer: str, lines: tuple[str, ...], name: str) -> None:
    assert PROXIES.named(peer, lines) == name


@pytest.mark.covers("P5")
def test_a_proxy_that_names_nobody_is_counted_itself() -> None:
    assert PROXIES.caller("10.0.0.1", ()) == "10.0.0.1"
    assert PROXIES.caller("fd00::1", ["10.0.0.2"]) == "fd00::/64"
    assert PROXIES.caller("10.0.0.1", ["203.0.113.9"]) == "203.0.113.9"


def test_this_machine_is_trusted_as_it_comes() -> None:
    assert Proxies().is_trusted("127.0.0.1")
    assert Proxies().is_trusted("::1")
    assert not Proxies().is_trusted("192.0.2.1")
    assert not Proxies().is_trusted("nonsense")
    assert not Proxies(()).is_trusted("127.0.0.1")


@pytest.mark.parametrize("words", ["10.0.0.0/8 nonsense", "10.0.0.1/8"])
def test_what_is_no_network_is_refused(words: str) -> None:
    with pytest.raises(UsageError, match="networks apart by spaces"):
        parse_networks(words)
