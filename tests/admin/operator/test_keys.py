"""`triodesk keys`: by which other programs act (M11)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

import pytest

from actors.api_keys.key import KeyDraft, Scope
from actors.api_keys.records import ReadKeys
from admin.operator.asking import connect
from admin.operator.command import FAILED
from admin.operator.key_frames import AddKey, KeyAct, RemoveKey
from admin.operator.keys import KeyClerk
from admin.operator.keys_arguments import SCOPES, add_arguments
from admin.operator.keys_command import read_act
from gateway.console.phrases import CHINESE, ENGLISH, Words
from runtime.errors import UsageError
from tests.admin.operator.operated import operated

pytestmark = pytest.mark.covers("M11")


def act(*arguments: str, operation: str = "o") -> KeyAct:
    parser = ArgumentParser()
    add_arguments(parser)
    return read_act(vars(parser.parse_args(arguments)), operation)


def test_what_the_arguments_ask_for() -> None:
    assert act() == act("list") == ReadKeys()
    draft = KeyDraft("crm", (Scope.AGENT_LOGIN,), 30)
    assert act("add", "crm", "--days", "30") == AddKey("o", draft)
    assert act("remove", "k") == RemoveKey("o", "k")
    assert set(SCOPES) == {each.value for each in Scope}
    with pytest.raises(UsageError):
        act("add", "crm", "--days", "-1")


async def test_keys_are_made_listed_and_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with (
        operated(tmp_path / "socket") as service,
        connect(service.path) as line,
    ):

        async def do(act: KeyAct, *, zh: bool = False, as_json: bool = False) -> str:
            words = Words(CHINESE if zh else ENGLISH)
            code = await KeyClerk(line, words, as_json=as_json).do(act)
            told = capsys.readouterr()
            assert bool(told.err) is (code == FAILED)
            return told.err or told.out

        said, text = (await do(act("add", "crm", operation="a"))).splitlines()
        key = text.split("_")[1]
        assert said == f"key {key} was made; this is shown only once:"
        made = json.loads(await do(act("add", "x", operation="b"), as_json=True))
        assert made["text"].startswith(f"tdk_{made['key']['id']}_")
        table = await do(act("list"), zh=True)
        assert "密钥共 2 个" in table
        assert key in table
        assert text not in table
        listed = (await do(act("list"), as_json=True)).splitlines()
        assert sorted(json.loads(each)["name"] for each in listed) == ["crm", "x"]
        assert f"key {key} was removed" in await do(act("remove", key, operation="c"))
        removed = act("remove", made["key"]["id"], operation="d")
        assert json.loads(await do(removed, as_json=True))["name"] == "x"
        assert "(no_such_key)" in await do(act("remove", key, operation="e"))
