"""A backup made under load, of a service that is then killed, is served elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import trio

from admin.upkeep.command import Done
from loadtest.audit.auditor import Auditor
from tests.proofs.crash.campaign import SETTINGS
from tests.proofs.crash.load_process import LoadProcess, running_load
from tests.proofs.crash.seeding import plan_load, seed_desk
from tests.proofs.service import ROOT, Service, free_port

LID_SECONDS = 280
"""A lid on a test that hangs; alone it takes about 10 s."""
ACKED = 300
"""Messages before the backup begins, and while it is made, at least."""
SEED = 1


async def acknowledged(load: LoadProcess, auditor: Auditor, count: int) -> None:
    """Waits until clients know so many messages to be on disk."""
    ledgers = auditor.ledgers
    ledgers.refresh()
    wanted = ledgers.acked_count + count
    while ledgers.acked_count < wanted:
        load.check()
        await trio.sleep(0.03)
        ledgers.refresh()


async def triodesk(data: Path, *arguments: str) -> Done:
    done = await trio.run_process(
        (sys.executable, "-m", "admin", *arguments, "--json"),
        env={**os.environ, "TRIODESK_DATA": str(data)},
        cwd=ROOT,
        capture_stdout=True,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return msgspec.json.decode(done.stdout, type=Done)


@pytest.mark.covers("P6", "P7")
async def test_nothing_that_was_acknowledged_before_a_backup_is_lost_or_doubled(
    tmp_path: Path,
) -> None:
    data, other = tmp_path / "data", tmp_path / "other"
    ledgers, before = tmp_path / "ledgers", tmp_path / "before"
    ledgers.mkdir()
    await seed_desk(data, "")
    service = Service(data, tmp_path / "log", free_port(), SETTINGS)
    restored = Service(other, tmp_path / "other.log", free_port(), SETTINGS)
    auditor = Auditor(data / "journal.db", ledgers)
    try:
        with trio.fail_after(LID_SECONDS):
            await service.start()
            plan = plan_load(data, service.url, ledgers, SEED)
            async with running_load(plan) as load:
                await acknowledged(load, auditor, ACKED)
                shutil.copytree(ledgers, before)
                made = await triodesk(data, "backup", str(tmp_path / "backup"))
                await acknowledged(load, auditor, 1)
                await service.kill()
            done = await triodesk(other, "restore", str(tmp_path / "backup"))
            assert (done.position, done.last_ms) == (made.position, made.last_ms)
            judge(other, before)
            await restored.start()
            judge(other, before)
            assert await restored.stop() == 0
    finally:
        service.clean_up()
        restored.clean_up()


def judge(data: Path, ledgers: Path) -> None:
    """The auditor knows what was promised until the backup began, and no more."""
    auditor = Auditor(data / "journal.db", ledgers)
    auditor.examine()
    assert auditor.findings.is_clean, auditor.findings.examples
    assert auditor.ledgers.acked_count >= ACKED
