"""Every kind of actor and process dies under load; the board finds nothing broken."""

from __future__ import annotations

import json
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import trio

from admin.data_directory import DataDirectory
from loadtest.audit.auditor import Auditor
from tests.proofs.crash.campaign import SETTINGS
from tests.proofs.crash.load_process import running_load
from tests.proofs.crash.seeding import plan_load, seed_desk
from tests.proofs.service import ROOT, Service, free_port
from tests.system.console_client import command

pytestmark = pytest.mark.unmeasured

Json = dict[str, object]
LID_SECONDS: Final = 280
"""A lid on what hangs; alone it takes about 25 s."""
ASK_SECONDS: Final = 30
ENOUGH_ACKED: Final = 60
"""Messages before anything dies: sessions are open, and agents serve."""
ENTITIES: Final = ("sessions", "agents", "groups", "rulebooks")
PARTS: Final = (
    "/desk/sessions",
    "/gateway",
    "/observer/laboratory",
)
PROCESSES: Final = (
    "/robot/process",
    "/attachments/files",
    "/attachments/images",
    "/records",
    "/hashing",
    "/store",
)
RETRIED: Final = frozenset({"busy", "budget_spent", "not_running", "no_process"})
"""Refused for the moment: something died a moment ago."""


@dataclass
class Board:
    """The service's board, over HTTP with a key."""

    http: str
    key: str

    def ask(self, path: str, body: object = None) -> Json:
        """An answer; a problem document where it is refused, or nobody answers."""
        headers = {"Authorization": f"Bearer {self.key}"}
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        request = Request(f"{self.http}/api/v1/observer/{path}", data, headers)
        try:
            with urlopen(request, timeout=ASK_SECONDS) as answer:
                return cast("Json", json.load(answer))
        except HTTPError as error:
            return cast("Json", json.load(error))
        except OSError as error:
            return {"code": "unavailable", "detail": str(error)}

    async def get(self, path: str, body: object = None) -> Json:
        """The same, until it is answered."""
        while True:
            answer = await trio.to_thread.run_sync(self.ask, path, body)
            if answer.get("code") not in RETRIED | {"unavailable"}:
                return answer
            await trio.sleep(0.2)

    async def crash_of(self, kind: str) -> tuple[str, str]:
        """The busiest of a kind is crashed; one that has gone meanwhile is no more."""
        while True:
            found = await self.get(f"entities?region=/desk/{kind}&limit=1")
            (row,) = cast("list[dict[str, Json]]", found["rows"])
            path = str(row["cell"]["path"])
            begun = await self.get("experiments", {"deed": "crash", "path": path})
            if begun.get("code") == "no_such_part":
                continue
            assert begun.get("deed") == "crash", (path, begun)
            # Sessions alone end, and leave memory, while others are looked at first.
            if kind != "sessions" or not await self.is_too_late(begun["number"]):
                return "crash", path

    async def is_too_late(self, number: object) -> bool:
        """Once it is done: the part had gone before."""
        while True:
            (row,) = [each for each in await self.rows() if each["number"] == number]
            if row["stage"] not in {"waiting", "struck"}:
                return row["text"] == "it is gone"
            await trio.sleep(0.05)

    async def experiment(self, deed: str, path: str) -> None:
        begun = await self.get("experiments", {"deed": deed, "path": path})
        assert begun.get("deed") == deed, (path, begun)

    async def rows(self) -> list[Json]:
        return cast("list[Json]", (await self.get("experiments"))["rows"])

    async def until_audited(self) -> list[Json]:
        """All of the board, once the last that was asked for has been looked at."""
        while True:
            rows = await self.rows()
            if all(row["verdict"] or row["stage"] == "failed" for row in rows):
                return rows
            await trio.sleep(0.2)


def new_key(data: Path) -> str:
    words = ("add", "board", "--scope", "observe", "--scope", "intervene")
    done = subprocess.run(
        command("keys", "--json", *words),
        cwd=ROOT,
        env={"TRIODESK_DATA": str(data), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
        timeout=LID_SECONDS,
    )
    made: Json = json.loads(done.stdout)
    return str(made["text"])


@asynccontextmanager
async def under_load(directory: Path) -> AsyncIterator[tuple[Board, Auditor]]:
    data, ledgers = directory / "data", directory / "ledgers"
    ledgers.mkdir()
    settings = {
        **SETTINGS,
        "TRIODESK_DEMONSTRATION": "true",
        # Where HTTP dies, it comes back there.
        "TRIODESK_HTTP_BIND": f"127.0.0.1:{free_port()}",
    }
    service = Service(data, directory / "server.log", free_port(), settings)
    try:
        await seed_desk(data, "")
        await service.start()
        endpoints = DataDirectory(data).endpoints()
        assert endpoints is not None
        key = await trio.to_thread.run_sync(new_key, data)
        plan = plan_load(data, service.url, ledgers, 1)
        auditor = Auditor(data / "journal.db", ledgers)
        async with running_load(plan):
            while auditor.ledgers.acked_count < ENOUGH_ACKED:
                await trio.sleep(0.05)
                auditor.ledgers.refresh()
            yield Board(endpoints.http, key), auditor
        await service.stop()
    finally:
        service.clean_up()


def tell_who_was_dead(auditor: Auditor, rows: list[Json]) -> None:
    """Others were given a slot meanwhile, perhaps: the journal tells of no death."""
    for row in rows:
        _, _, session = str(row["path"]).partition("/desk/sessions/")
        if session:
            at_ms, away_ms = row["at_ms"], row["recovery_ms"]
            assert isinstance(at_ms, int), row
            assert isinstance(away_ms, int), row
            auditor.away(session, at_ms, at_ms + away_ms)


@pytest.mark.covers("M10")
async def test_whatever_dies_the_board_finds_nothing_broken(tmp_path: Path) -> None:
    with trio.fail_after(LID_SECONDS):
        async with under_load(tmp_path) as (board, auditor):
            deaths = [await board.crash_of(kind) for kind in ENTITIES]
            deaths += [("crash", path) for path in PARTS]
            deaths += [("kill", path) for path in PROCESSES]
            for deed, path in deaths[len(ENTITIES) :]:
                await board.experiment(deed, path)
            rows = await board.until_audited()
            rows = [row for row in rows if row["text"] != "it is gone"]
            tell_who_was_dead(auditor, rows)
            auditor.examine()
    assert [(row["deed"], row["path"]) for row in reversed(rows)] == deaths
    for row in rows:
        assert row["recovery_ms"] is not None, row
        found = cast("dict[str, int]", row["verdict"])
        counts = [found[each] for each in ("lost", "missing", "doubled")]
        assert (*counts, found["over_capacity"]) == (0, 0, 0, 0), row
        assert found["sessions"] > 0, row
    messages = [cast("dict[str, int]", row["verdict"])["messages"] for row in rows]
    assert sum(messages) > ENOUGH_ACKED
    # Another auditor, who knows what the clients were promised, finds the same.
    assert auditor.findings.is_clean, auditor.findings.examples
