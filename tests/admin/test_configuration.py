from __future__ import annotations

from pathlib import Path

import pytest

from admin.configuration import (
    FILE_NAME,
    Configuration,
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
