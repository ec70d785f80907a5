"""Flows from files, and channels that are led by them (R10, Q3)."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from actors.channels.core import Channel, Channels, checked
from actors.flow.entry import USUAL_ENTRY, AskFlow, ChooseGroup
from actors.flow.shelf import NO_FLOWS, Flows
from admin.cli import main
from admin.configuration import load_configuration
from admin.flows import MAX_FILE_BYTES, check_entries, read_flow, read_flows
from runtime.errors import UsageError
from tests.actors.flow.cases import FULL

pytestmark = pytest.mark.covers("R10", "Q3")


def written(directory: Path, name: str, flow: object) -> Path:
    file = directory / name
    file.write_bytes(msgspec.json.encode(flow))
    return file


def test_each_file_is_a_version(tmp_path: Path) -> None:
    assert read_flows(tmp_path / "nowhere") == ()
    newer = msgspec.structs.replace(FULL, version=12)
    written(tmp_path, "a.json", newer)
    written(tmp_path, "b.json", FULL)
    (tmp_path / "notes.txt").write_text("no flow")
    assert read_flows(tmp_path) == (FULL, newer)
    written(tmp_path, "c.json", FULL)
    with pytest.raises(UsageError, match=r"c\.json: version 3 of 'full' is in another"):
        read_flows(tmp_path)


def test_what_is_wrong_with_a_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    with pytest.raises(UsageError, match=r"cannot read .*x\.json: No such file"):
        read_flow(file)
    for content, text in (
        (b"{", r"x\.json: "),
        (b"\xff", r"x\.json: "),
        (b" " * (MAX_FILE_BYTES + 1), f"at most {MAX_FILE_BYTES} bytes"),
        (b'{"id": "a b"}', r"x\.json: .*id"),
        (b'{"id": "a", "versoin": 1}', "versoin"),
    ):
        file.write_bytes(content)
        with pytest.raises(UsageError, match=text):
            read_flow(file)
    lost = msgspec.structs.replace(FULL, start="x", otherwise="y")
    written(tmp_path, "x.json", lost)
    with pytest.raises(UsageError) as refused:
        read_flow(file)
    assert "it starts at 'x', which is not there" in str(refused.value)
    assert "expected an end as `otherwise`, got 'y'" in str(refused.value)


def test_a_channel_says_what_comes_first() -> None:
    web = Channel(id="web", group="a", groups=("b",))
    assert web.entry_rule() == USUAL_ENTRY
    choice = msgspec.structs.replace(web, entry="choice")
    assert choice.entry_rule() == ChooseGroup(("a", "b"))
    flow = msgspec.structs.replace(web, entry="flow", flow="full")
    assert flow.entry_rule() == AskFlow("full")
    channels = Channels((flow,))
    assert channels.first("web") == AskFlow("full")
    check_entries(channels, Flows((FULL,)))
    with pytest.raises(UsageError, match="channel 'web': there is no flow 'full'"):
        check_entries(channels, NO_FLOWS)


@pytest.mark.parametrize(
    "channel",
    [
        Channel(id="web", group="a", entry="flow"),
        Channel(id="web", group="a", entry="choice"),
        Channel(id="web", group="a", groups=("*",), entry="choice"),
        Channel(id="web", group="a", groups=tuple(map(str, range(20))), entry="choice"),
    ],
)
def test_an_entry_that_leads_nowhere_is_refused(channel: Channel) -> None:
    with pytest.raises(UsageError, match="channel 'web': expected"):
        checked((channel,))


def test_the_directory_is_that_of_the_data_or_the_one_that_is_named(
    tmp_path: Path,
) -> None:
    env = {"TRIODESK_DATA": str(tmp_path)}
    assert load_configuration(env).flows_directory() == tmp_path / "flows"
    env["TRIODESK_FLOWS"] = str(tmp_path)
    assert load_configuration(env).flows_directory() == tmp_path
    env["TRIODESK_FLOWS"] = str(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="expected a directory of flows"):
        load_configuration(env).flows_directory()


@pytest.mark.covers("P7")
def test_the_command_lists_and_checks(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TRIODESK_DATA", str(tmp_path))
    assert main(["flows"]) == 0
    assert capsys.readouterr().out == "no flows: visitors are asked nothing first\n"
    (tmp_path / "flows").mkdir()
    file = written(tmp_path / "flows", "a.json", FULL)
    assert main(["flows"]) == 0
    line = "full 3  11 nodes, learns topic, name, vip, orders\n"
    assert capsys.readouterr().out == line
    assert main(["flows", str(file), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["id"], row["version"], row["nodes"]) == ("full", 3, 11)
    written(tmp_path / "flows", "b.json", msgspec.structs.replace(FULL, start="x"))
    assert main(["flows"]) == 1
    assert "b.json: the flow cannot be published" in capsys.readouterr().err
