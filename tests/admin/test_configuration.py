from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from actors.channels.core import DEMO_CHANNEL, Channel
from actors.rules.setting_table import SETTINGS
from actors.rules.setting_values import LostAgent
from actors.rules.settings import ServiceSettings
from actors.session_memory import SessionMemory
from admin.cli import main
from admin.configuration import (
    FILE_NAME,
    Configuration,
    ServiceSection,
    describe_configuration,
    load_configuration,
)
from runtime.config import Bind
from runtime.errors import UsageError


def test_without_anything_it_listens_on_this_machine_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    loaded = load_configuration({})
    assert loaded == Configuration()
    assert loaded.data == "data"
    assert str(loaded.http.bind) == "127.0.0.1:8080"
    assert str(loaded.gateway.bind) == "127.0.0.1:8090"


def test_variables_move_everything(tmp_path: Path) -> None:
    loaded = load_configuration(
        {
            "TRIODESK_DATA": str(tmp_path),
            "TRIODESK_HTTP_BIND": "127.0.0.1:0",
            "TRIODESK_GATEWAY_BIND": "[::1]:0",
            "TRIODESK_LOG_FORMAT": "json",
            "TRIODESK_LOG_LEVEL": "debug",
        }
    )
    assert loaded.data == str(tmp_path)
    assert loaded.http.bind == Bind("127.0.0.1", 0)
    assert loaded.gateway.bind == Bind("::1", 0)
    assert (loaded.log.format, loaded.log.level) == ("json", "debug")


def test_the_file_in_the_data_directory_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('[http]\nbind = "127.0.0.1:1"\n')
    env = {"TRIODESK_DATA": str(tmp_path)}
    assert load_configuration(env).http.bind == Bind("127.0.0.1", 1)


def test_a_client_needs_no_more_than_the_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / FILE_NAME).write_text("[http\n")
    monkeypatch.setenv("TRIODESK_DATA", str(tmp_path))
    monkeypatch.setenv("TRIODESK_NOWHERE", "1")
    for command in (["chat"], ["agent"], ["robot", "versions"]):
        assert main(command) == 1
        assert "triodesk serve" in capsys.readouterr().err, command
    assert main(["serve"]) == 1
    assert "not a TOML file" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["TRUSTED_PROXIES", "ALLOWED_ORIGINS"])
def test_words_that_are_no_network_or_origin_are_refused(
    name: str, tmp_path: Path
) -> None:
    env = {"TRIODESK_DATA": str(tmp_path), f"TRIODESK_GATEWAY_{name}": "nonsense/"}
    with pytest.raises(UsageError, match="nonsense/"):
        load_configuration(env)


def test_a_named_file_is_read_instead_and_must_exist(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('[http]\nbind = "127.0.0.1:1"\n')
    other = tmp_path / "other.toml"
    env = {"TRIODESK_DATA": str(tmp_path), "TRIODESK_CONFIG": str(other)}
    with pytest.raises(UsageError, match="cannot read"):
        load_configuration(env)
    other.write_text('[log]\nlevel = "error"\n')
    assert load_configuration(env).log.level == "error"
    assert load_configuration(env).http.bind == Bind("127.0.0.1", 8080)


def test_every_setting_says_what_it_means(tmp_path: Path) -> None:
    rows = describe_configuration({"TRIODESK_DATA": str(tmp_path)})
    assert all(row.meaning for row in rows)
    assert {row.variable for row in rows} >= {
        "TRIODESK_DATA",
        "TRIODESK_CONFIG",
        "TRIODESK_HTTP_BIND",
        "TRIODESK_GATEWAY_BIND",
        "TRIODESK_LOG_FORMAT",
        "TRIODESK_LOG_LEVEL",
    }


def test_every_rule_of_service_can_be_set(tmp_path: Path) -> None:
    names = set(SETTINGS)
    section = {field.name for field in msgspec.structs.fields(ServiceSection)}
    assert section - names == {
        "prompts",
        "session_idle_seconds",
        "max_awake_sessions",
    }
    assert ServiceSection().settings() == ServiceSettings()
    assert ServiceSection().memory() == SessionMemory()
    times = sorted(name for name in names if name.endswith("_seconds"))
    env = {"TRIODESK_DATA": str(tmp_path)}
    for number, name in enumerate(times, start=1):
        env[f"TRIODESK_SERVICE_{name.upper()}"] = str(number)
    env["TRIODESK_SERVICE_LOST_AGENT"] = "requeue"
    env["TRIODESK_SERVICE_RESTS_ON_SILENCE"] = "true"
    env["TRIODESK_SERVICE_MAX_AWAKE_SESSIONS"] = "7"
    env["TRIODESK_SERVICE_SESSION_IDLE_SECONDS"] = "1.5"
    section_set = load_configuration(env).service
    settings = section_set.settings()
    assert [getattr(settings, name) for name in times] == list(range(1, len(times) + 1))
    assert settings.lost_agent is LostAgent.REQUEUE
    assert settings.rests_on_silence is True
    assert section_set.memory() == SessionMemory(1.5, 7)
    shown = {row.variable: row.value for row in describe_configuration(env)}
    assert shown["TRIODESK_SERVICE_LOST_AGENT"] == "requeue"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ACCEPT_SECONDS", "-1"),
        ("ACCEPT_SECONDS", "inf"),
        ("ACCEPT_SECONDS", "nan"),
        ("POSITION_SECONDS", "0"),
        ("RESERVATION_SECONDS", "0"),
        ("SESSION_IDLE_SECONDS", "0"),
        ("MAX_AWAKE_SESSIONS", "0"),
        ("LOST_AGENT", "forget"),
        ("RESTS_ON_SILENCE", "perhaps"),
    ],
)
def test_what_no_service_can_live_with_is_refused(
    tmp_path: Path, name: str, value: str
) -> None:
    env = {"TRIODESK_DATA": str(tmp_path), f"TRIODESK_SERVICE_{name}": value}
    with pytest.raises(UsageError, match=name):
        load_configuration(env)


def test_what_people_type_is_thinned_out_as_configured() -> None:
    loaded = load_configuration({"TRIODESK_GATEWAY_TYPING_SECONDS": "0.5"})
    assert loaded.gateway.limits().typing_seconds == 0.5
    # Above what clients wait before they repeat it, an indicator would go out.
    with pytest.raises(UsageError, match="TRIODESK_GATEWAY_TYPING_SECONDS"):
        load_configuration({"TRIODESK_GATEWAY_TYPING_SECONDS": "3.5"})


@pytest.mark.covers("M5")
def test_channels_are_declared_in_the_file(tmp_path: Path) -> None:
    env = {"TRIODESK_DATA": str(tmp_path)}
    assert tuple(load_configuration(env).channels()) == (DEMO_CHANNEL,)
    file = tmp_path / FILE_NAME
    file.write_text('[[channel]]\nid = "shop"\ngroup = "g"\nkey = "k"\n')
    (shop,) = load_configuration(env).channels()
    assert shop == Channel(id="shop", key="k", group="g")
    shown = {row.name: row.value for row in describe_configuration(env)}
    assert shown["channel.1.account"] == "@customer_service_account"
    file.write_text('[[channel]]\nid = "a"\ngroup = "g"\n' * 2)
    with pytest.raises(UsageError, match="different ids and keys"):
        load_configuration(env)


@pytest.mark.covers("P5")
def test_certificates_that_cannot_be_read_are_told_at_the_start(
    tmp_path: Path,
) -> None:
    odd = tmp_path / "ca.pem"
    for _ in ("missing", "no certificate"):
        env = {"TRIODESK_OUTGOING_AUTHORITIES": str(odd)}
        with pytest.raises(UsageError, match=r"outgoing\.authorities"):
            load_configuration(env).outgoing.rules()
        odd.write_text("no certificate")
