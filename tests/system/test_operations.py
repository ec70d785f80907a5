"""A running service as its operator has it: figures, its log, an orderly end."""

from __future__ import annotations

import json
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from admin.deploy.alerts import ALERTS
from admin.deploy.dashboard import ROWS
from gateway.client.blocking import blocking_agent, blocking_visitor
from tests.system.console_client import command
from tests.system.service import ROOT, Server

pytestmark = pytest.mark.covers("P6")
FIGURE = re.compile(r"\b((?:triodesk|process)_[a-z_]+)")
OF_A_FAMILY = re.compile("_(total|bucket|count|sum)$")
LID_SECONDS = 280
MARK = "zqMARKqz"
PASSWORD = f"{MARK}-eigenes-1"
TOKENS = re.compile(r"[\w-]{20,}")
"""What looks like a secret in an answer; ids of members and sessions are shorter or
known to the log."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    served = Server(tmp_path_factory.mktemp("op") / "data", TRIODESK_LOG_LEVEL="debug")
    served.start()
    yield served
    served.kill()


def figures(server: Server) -> set[str]:
    """The names of the families that monitors are told."""
    with urlopen(f"{server.http}/metrics", timeout=LID_SECONDS) as answer:
        text = answer.read().decode()
    return {each.name for each in text_string_to_metric_families(text)}


def named(expressions: Iterator[str]) -> set[str]:
    """The families that these expressions are of."""
    found = (name for each in expressions for name in FIGURE.findall(each))
    return {OF_A_FAMILY.sub("", name) for name in found}


def test_the_dashboard_shows_all_figures_and_no_others(server: Server) -> None:
    shown = named(line for _, row in ROWS for each in row for line, _ in each.lines)
    # Another figure belongs on it: `admin.deploy.dashboard`.
    assert shown == {OF_A_FAMILY.sub("", name) for name in figures(server)}


def test_alerts_are_of_figures_that_there_are(server: Server) -> None:
    assert named(each.condition for each in ALERTS) <= figures(server)


class Everybody:
    """All who sign in, in whatever way, and the secrets that they were told."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.secrets = {MARK}
        self._cookie = ""

    def operate(self, *words: str) -> dict[str, str]:
        done = subprocess.run(
            command(words[0], "--json", *words[1:]),
            env=self.server.environment(),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=LID_SECONDS,
            check=True,
        )
        return dict(json.loads(done.stdout))

    def post(self, path: str, key: str = "", **body: str) -> dict[str, str]:
        headers = {
            "Content-Type": "application/json",
            "X-Triodesk-Request": "1",
            "Cookie": self._cookie,
            "Authorization": f"Bearer {key}" if key else "",
        }
        url, data = f"{self.server.http}{path}", json.dumps(body).encode()
        with urlopen(Request(url, data, headers), timeout=LID_SECONDS) as answer:
            self._cookie = answer.headers.get("Set-Cookie", "").partition(";")[0]
            told = dict(json.load(answer))
        names = {"password", "text", "url", "ticket", "token", "secret", "refresh"}
        texts = [str(value) for name, value in told.items() if name in names]
        for text in (*texts, self._cookie):
            self.secrets |= set(TOKENS.findall(text.rpartition("=")[2]))
        return told

    def fails(self, path: str, key: str = "", **body: str) -> None:
        with suppress(HTTPError):
            self.post(path, key, **body)

    def sign_in(self) -> None:
        """Staff, by each of the ways, also the wrong ones."""
        login, groups = f"{MARK}@example.com", ("--groups", "presale")
        first = self.operate("members", "add", login, "Ann", *groups)["password"]
        key = self.operate("keys", "add", "crm")["text"]
        self.secrets |= {first, key}
        self.fails("/api/staff/sign-in", login=MARK, password=MARK)
        self.fails("/api/staff/sign-in", login=login, password=MARK)
        self.post("/api/staff/sign-in", login=login, password=first)
        self.post("/api/staff/password", old=first, new=PASSWORD)
        self.post("/api/staff/factor", password=PASSWORD)
        self.fails("/api/staff/factor/confirm", code="123456")
        url = self.post("/api/v1/agent-logins", key, member=login)["url"]
        self.fails("/api/v1/agent-logins", f"tdk_0123456789_{MARK}", member=login)
        self.post("/api/staff/embedded", token=url.rpartition("=")[2])
        self.fails("/api/staff/embedded", token=MARK)

    def talk(self) -> None:
        """A visitor and an agent, about what is nobody else's."""
        visitor = self.post("/v1/visitor-tokens", channel="web")
        agent = self.server.ticket("agent", "xiaoming")
        self.secrets |= {visitor["ticket"], agent}
        self.fails("/v1/visitor-tokens", channel="web", identity=MARK)
        to = self.server.gateway
        with blocking_visitor(to, ticket=visitor["ticket"]) as asking:
            talk = asking.open("presale")
            talk.send(f"{MARK} 13800138000 me@{MARK}.example")
            talk.close()
        with (
            suppress(Exception),
            blocking_agent(to, ticket=agent + MARK) as forged,
        ):
            forged.set_status("free")

    def babble(self) -> None:
        """What no client of ours sends."""
        for port in (self.server.http, self.server.gateway):
            at = urlsplit(port)
            for line in (f"http://[x?token={MARK}", f"/v1?ticket={MARK}", "/\r\n\r\n"):
                with socket.create_connection((at.hostname, at.port)) as stream:
                    stream.settimeout(LID_SECONDS)
                    head = f"GET {line} HTTP/1.1\r\nHost: {MARK}\r\n"
                    stream.sendall(f"{head}Connection: close\r\n\r\n".encode())
                    with suppress(OSError):
                        while stream.recv(4096):
                            pass


@pytest.mark.covers("P5")
def test_no_secret_and_nothing_that_was_said_gets_into_the_log(server: Server) -> None:
    everybody = Everybody(server)
    everybody.sign_in()
    everybody.talk()
    everybody.babble()
    assert server.stop() == 0
    log = server.log.read_text()
    events = [json.loads(line)["event"] for line in log.splitlines()]
    assert {"sign_in_failed", "sign_in_ended", "http_server_complained"} <= set(events)
    assert events[-2:] == ["service_stopping", "service_stopped"]
    assert len(everybody.secrets) > 8
    told = [secret for secret in everybody.secrets if secret in log]
    assert told == []
