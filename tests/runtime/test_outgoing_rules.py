from __future__ import annotations

from ipaddress import ip_address

import pytest

from runtime.addresses import parse_networks
from runtime.outgoing_rules import MAX_URL_CHARS, OutgoingRules, Target

STRICT = OutgoingRules()


@pytest.mark.covers("M11", "P5")
@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://a.example", Target("https", "a.example", 443, "/")),
        (
            "https://A.example:8443/x/y?z=1&w",
            Target("https", "a.example", 8443, "/x/y?z=1&w"),
        ),
        ("https://[2001:db8::1]/", Target("https", "2001:db8::1", 443, "/")),
        ("https://93.184.216.34?q", Target("https", "93.184.216.34", 443, "/?q")),
        (
            "https://xn--fiq228c.example./",
            Target("https", "xn--fiq228c.example.", 443, "/"),
        ),
    ],
)
def test_a_url_says_where_a_request_goes(url: str, target: Target) -> None:
    assert STRICT.target(url) == target


@pytest.mark.covers("M11", "P5")
@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.example",
        "http://a.example/",
        "ftp://a.example/",
        "https://",
        "https:///x",
        "https://u:p@a.example/",
        "https://a.example/#x",
        "https://a.example:0/",
        "https://a.example:70000/",
        "https://a.example:x/",
        "https://中文.example/",
        "https://a.example/a b",
        "https://a.example/\r\nX: y",
        "https://a.example\\@b.example/",
        "https://-a.example/",
        "https://a..example/",
        "https://[::1%25eth0]/",
        "https://[zz]/",
        "https://" + "a" * 300 + "/",
        "https://a.example/" + "x" * MAX_URL_CHARS,
    ],
)
def test_what_is_no_plain_url_of_https_is_refused_with_a_reason(url: str) -> None:
    assert isinstance(STRICT.target(url), str)


def test_plain_http_must_be_allowed() -> None:
    rules = OutgoingRules(plain_http=True)
    assert rules.target("http://a.example") == Target("http", "a.example", 80, "/")
    told = rules.target("gopher://a.example")
    assert isinstance(told, str)
    assert told.startswith("expected https or http, got 'gopher'")


@pytest.mark.covers("M11", "P5")
@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.10", "0.1.2.3", "10.1.2.3", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.100.100.200", "168.63.129.16", "224.0.0.1", "239.1.2.3",
        "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
        "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::", "2002:a00:1::1", "2001:0:1::80ff:fffe", "fec0::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_anybodys_public_ones_are_refused(address: str) -> None:
    assert STRICT.why_not(ip_address(address)).endswith("in an allowed network")


@pytest.mark.covers("M11", "P5")
@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "64:ff9b::808:808"]
)
def test_public_addresses_are_admitted(address: str) -> None:
    assert STRICT.why_not(ip_address(address)) == ""


@pytest.mark.covers("M11", "P5")
def test_where_nothing_may_ever_go_is_known_beforehand() -> None:
    for url in ("https://169.254.169.254/", "https://[::ffff:127.0.0.1]/x"):
        target = STRICT.target(url)
        assert isinstance(target, Target)
        assert STRICT.why_never(target).endswith("in an allowed network")
    for url in ("https://localhost/", "https://1.1.1.1/"):
        target = STRICT.target(url)
        assert isinstance(target, Target)
        assert STRICT.why_never(target) == ""


def test_the_operator_may_admit_networks_and_nothing_beside_them() -> None:
    rules = OutgoingRules(parse_networks("127.0.0.0/8 10.2.0.0/16"))
    for address in ("127.0.0.1", "10.2.3.4", "8.8.8.8"):
        assert rules.why_not(ip_address(address)) == ""
    for address in ("10.3.0.1", "::1", "192.168.0.1", "::ffff:127.0.0.1"):
        assert rules.why_not(ip_address(address)) != ""
