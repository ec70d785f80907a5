"""The benchmark of the journal, on both databases."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from admin.bench.arguments import add_arguments
from admin.bench.benchmark import Job
from admin.bench.command import run
from admin.bench.journal import JOURNAL
from admin.bench.machine import result_of
from admin.bench.own_database import own_database
from runtime.errors import UsageError
from tests.postgresql import postgres_server

(ONE_WRITER, *_) = JOURNAL.cases


@pytest.mark.covers("P1", "P7")
def test_appends_are_measured_on_a_server_too(tmp_path: Path) -> None:
    assert ONE_WRITER.name == "idle 1"
    with postgres_server() as server, own_database(server.url()) as url:
        assert ONE_WRITER.run(Job(50, tmp_path, url))["per_s"] > 0
    assert not list(tmp_path.iterdir())
    told = result_of(JOURNAL, (), 1, tmp_path, on_server=True)
    assert (told.file_system, told.synchronous) == ("PostgreSQL", "on")


@pytest.mark.covers("P7")
@pytest.mark.parametrize("name", ["mailbox", "all"])
def test_what_needs_no_database_takes_none(name: str) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    with pytest.raises(UsageError, match="no --database with mailbox"):
        run(parser.parse_args([name, "--database", "postgresql://x@/y"]))
