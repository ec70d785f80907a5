"""`triodesk channels` against a running service, and without one (M5)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from actors.assignment.messages import DefineGroup
from actors.channels.core import USUAL_CHANNEL, Channel
from actors.ids import GroupId
from admin.cli import main
from admin.operator.channels_arguments import add_arguments
from admin.operator.channels_command import alter_channel, draft, list_channels
from admin.operator.settings import List, Look, settings
from runtime.errors import UsageError
from tests.admin.operator.operated import Operated, operated

Captured = pytest.CaptureFixture[str]
pytestmark = pytest.mark.covers("M5", "P7")
SHOP = """
name = "店铺"
group = "g"
groups = ["h"]
entry = "choice"
origins = ["https://shop.example"]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operator.sock"


def given(*words: str) -> dict[str, object]:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return vars(parser.parse_args(words))


async def altered(
    service: Operated, captured: Captured, *words: str
) -> tuple[int, str, str]:
    code = await alter_channel(service.path, given(*words), "en", as_json=False)
    return code, *captured.readouterr()


async def listed(service: Operated, captured: Captured) -> list[dict[str, object]]:
    assert await list_channels(service.path, None, as_json=True) == 0
    found: list[dict[str, object]] = json.loads(captured.readouterr().out)
    return found


async def define(service: Operated, *groups: str) -> None:
    for group in groups:
        address = service.desk.directory.group(GroupId(group))
        await address.ask(DefineGroup(group.title()))


async def test_a_channel_is_put_changed_dropped_and_reset(
    path: Path, capsys: Captured, tmp_path: Path
) -> None:
    file = tmp_path / "shop.toml"
    file.write_text(SHOP)
    async with operated(path) as service:
        await define(service, "g", "h")
        assert [row["source"] for row in await listed(service, capsys)] == [
            "configuration"
        ]
        done = await altered(service, capsys, "put", "shop", "--from", str(file))
        assert done == (0, "in force as version 1\n", "")
        await altered(service, capsys, "put", "shop", "--entry", "group", "--key", "k")
        web, shop = await listed(service, capsys)
        assert (shop["id"], shop["key"], shop["name"]) == ("shop", "k", "店铺")
        assert (shop["entry"], shop["groups"]) == ("group", ["h"])
        assert (web["id"], shop["source"]) == ("web", "service")
        channel = service.desk.rules.channels.with_key("k")
        assert channel is not None
        assert service.desk.rules.channels.origins == {"https://shop.example"}
        await altered(service, capsys, "drop", "web")
        assert [row["id"] for row in await listed(service, capsys)] == ["shop"]
        await altered(service, capsys, "reset", "web")
        assert list(service.desk.rules.channels) == [USUAL_CHANNEL, channel]
        assert await settings(path, List(Look.HISTORY), "en", as_json=False) == 0
        out = capsys.readouterr().out
        assert """channels put '{"id":"shop","key":"k","name":"店铺",""" in out
        assert "channels drop web\n" in out
        assert "channels reset web\n" in out


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("put", "x", "--group", "none"), "there is no group none (no_such_group)"),
        (("put", "x", "--group", "g", "--key", "web"), "different ids and keys"),
        (
            ("put", "x", "--group", "g", "--entry", "flow", "--flow", "no"),
            "there is no flow 'no'",
        ),
        (("drop", "x"), "there is no channel 'x'"),
        (("drop", "web"), "expected 1 to 200 channels, got 0"),
    ],
)
async def test_what_is_refused_changes_nothing_and_says_why(
    path: Path, capsys: Captured, words: tuple[str, ...], text: str
) -> None:
    async with operated(path) as service:
        await define(service, "g")
        code, out, err = await altered(service, capsys, *words)
        assert (code, out) == (1, "")
        assert text in err
        assert service.desk.rules.book.version == 0


def test_options_change_what_they_name_and_a_file_says_all(tmp_path: Path) -> None:
    old = Channel(id="shop", group="g", name="Shop", needs_identity=True)
    put = given("put", "shop", "--needs-identity", "false", "--groups", "*")
    assert draft(old, put) == Channel(id="shop", group="g", name="Shop", groups=("*",))
    file = tmp_path / "shop.json"
    file.write_text('{"group": "h"}')
    put = given("put", "shop", "--from", str(file), "--name", "Other")
    assert draft(old, put) == Channel(id="shop", group="h", name="Other")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("x",), "missing required field `group`"),
        (("x", "--group", "g", "--origins", "shop.example"), "matching regex"),
        (("x", "--group", "g", "--entry", "nobody"), "Invalid enum value 'nobody'"),
        (("x", "--from", "FILE"), "expected channel 'x', got 'shop'"),
        (("x", "--from", "none.toml"), "cannot read none.toml"),
    ],
)
def test_what_is_no_channel_is_not_asked_for(
    tmp_path: Path, words: tuple[str, ...], text: str
) -> None:
    file = tmp_path / "shop.toml"
    file.write_text('id = "shop"\ngroup = "g"\n')
    put = given("put", *(str(file) if word == "FILE" else word for word in words))
    with pytest.raises(UsageError, match=text):
        draft(None, put)


def test_without_a_service_the_configurations_are_shown_and_that_is_said(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIODESK_DATA", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C")
    assert main(["channels", "--json"]) == 0
    out, err = capsys.readouterr()
    (row,) = json.loads(out)
    assert (row["id"], row["source"]) == ("web", "configuration")
    assert "these are the configuration's channels" in err
    assert main(["channels", "drop", "web"]) == 1
    assert "no service" in capsys.readouterr().err
