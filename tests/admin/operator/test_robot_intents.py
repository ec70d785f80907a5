"""`triodesk robot intents` against a running service (R12)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import msgspec
import pytest

from actors.intents.intent import Intent
from actors.intents.presets import both_presets
from actors.rules.messages import DropIntent, PutIntent
from admin.change_words import change_words
from admin.intent_batches import batches
from admin.operator.frames import MAX_REQUEST_BYTES
from admin.operator.robot_intents_arguments import add_intents_arguments
from admin.operator.robot_intents_command import draft, intents
from runtime.errors import UsageError
from tests.admin.operator.operated import Operated, operated

Captured = pytest.CaptureFixture[str]
pytestmark = pytest.mark.covers("R12", "P7")
REFUND = Intent("refund", "退款", ("把钱退给我",), ("退款",), ("退*钱",), 6)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operator.sock"


def arguments(*words: str) -> dict[str, object]:
    parser = argparse.ArgumentParser()
    add_intents_arguments(parser)
    return vars(parser.parse_args(words))


async def told(
    service: Operated, captured: Captured, *words: str
) -> tuple[int, str, str]:
    as_json = "--json" in words
    code = await intents(service.path, arguments(*words), "en", as_json=as_json)
    out, err = captured.readouterr()
    return code, out, err


async def test_presets_are_taken_over_tried_and_dropped(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        _, _, err = await told(service, capsys, "put", "refund", "--utterances", "钱呢")
        assert err == ""
        await told(service, capsys, "presets", "both")
        ids = {each.id for each in both_presets()}
        assert {each.id for each in service.desk.rules.book.intents} == ids
        _, out, _ = await told(service, capsys, "presets", "both")
        assert out == "all presets are there already\n"
        _, out, _ = await told(service, capsys, "--json")
        rows = {row["id"]: row for row in map(json.loads, out.splitlines())}
        assert rows["refund"]["utterances"] == 1
        _, out, _ = await told(service, capsys, "try", "我要投诉你们", "--json")
        best = json.loads(out.splitlines()[0])
        assert (best["entry"], best["by"]) == ("complaint", "投诉")
        code, _, _ = await told(service, capsys, "drop", "complaint")
        assert code == 0
        assert len(service.desk.rules.intents.intents) == len(ids) - 1


async def test_an_intent_is_put_shown_and_changed(path: Path, capsys: Captured) -> None:
    async with operated(path) as service:
        given = ("--name", "退款", "--utterances", "把钱退给我", "--words", "退款")
        done = await told(service, capsys, "put", "refund", *given)
        assert done == (0, "in force as version 1\n", "")
        await told(service, capsys, "put", "refund", "--priority", "6")
        await told(service, capsys, "put", "refund", "--patterns", "退*钱")
        _, out, _ = await told(service, capsys, "show", "refund")
        file = path.with_suffix(".json")
        file.write_text(out)
        assert draft(None, arguments("put", "refund", "--from", str(file))) == REFUND
        _, out, _ = await told(service, capsys, "list")
        assert out.splitlines()[-1].split() == ["refund", "退款", "1", "1", "1", "6"]
        _, out, _ = await told(service, capsys, "try", "hello")
        assert out.splitlines()[-1] == "no intent is meant (below 0.50)"


async def test_what_cannot_be_is_refused(path: Path, capsys: Captured) -> None:
    async with operated(path) as service:
        for act in ("show", "drop"):
            code, _, err = await told(service, capsys, act, "x")
            assert (code, err) == (1, "triodesk: there is no intent x\n")
        code, _, err = await told(service, capsys, "put", "X!", "--utterances", "a")
        assert code == 1
        assert "expected the id of an intent" in err
        with pytest.raises(UsageError, match="missing required field `utterances`"):
            await told(service, capsys, "put", "x")
        file = path.with_suffix(".toml")
        file.write_text('id = "other"')
        with pytest.raises(UsageError, match="expected intent 'x', got 'other'"):
            await told(service, capsys, "put", "x", "--from", str(file))


def test_all_presets_fit_a_few_requests() -> None:
    changes = [PutIntent(each) for each in both_presets()]
    found = list(batches(changes))
    assert [each for batch in found for each in batch] == changes
    assert len(found) < 10
    assert all(
        len(msgspec.msgpack.encode(batch)) < MAX_REQUEST_BYTES for batch in found
    )


def test_a_change_is_told_as_a_command() -> None:
    assert change_words(DropIntent("refund")) == "robot intents drop refund"
    told = change_words(PutIntent(REFUND))
    put, counts = told.split(" (")
    assert put == "robot intents put refund --name '退款' --priority 6"
    assert counts == "1 utterances, 1 words, 1 patterns)"
