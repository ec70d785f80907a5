"""`triodesk doctor`: is this machine, this data, this configuration fit to serve?

Every finding says what is, and what to do when it is not good. Exit code 1 when
something must be mended before the service can run.
"""

from __future__ import annotations

import os
import resource
import shutil
import socket
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from enum import Enum
from pathlib import Path
from typing import Final

import msgspec

from actors.mail.mail_wire import MailRefused, TryMail
from actors.mail.smtp import converse
from admin.configuration import (
    Configuration,
    describe_configuration,
    load_configuration,
)
from admin.data_directory import DataDirectory
from admin.operator.socket_file import check_path
from admin.operator.table import text_table
from admin.schemas import Standing, schemas_of_files, schemas_of_server
from runtime.config import Bind, Described
from runtime.errors import UsageError
from runtime.file_lock import FileLock, StoreInUse

MIN_FREE_BYTES: Final = 512 * 1024 * 1024
"""Free space below which a busy day may fill the disk."""
MIN_DESCRIPTORS: Final = 10_000
"""Open files: one per connection."""
MIN_SQLITE: Final = (3, 35, 0)
"""The oldest SQLite whose statements the journal uses."""
TELL_SECONDS: Final = 1.0
"""Beside the answerer's time: for the robot's own search, and to tell the session."""
SYNC_ROUNDS: Final = 20
SLOW_SYNC_MS: Final = 20.0
"""A slower disk still works; every message waits for it."""


class Grade(Enum):
    """How good a finding is."""

    GOOD = "ok"
    POOR = "warning"
    BAD = "error"


class Finding(msgspec.Struct, frozen=True):
    """One check: what was found, and what to do about it."""

    name: str
    grade: Grade
    found: str
    advice: str = ""


class Examination(msgspec.Struct, frozen=True):
    """All findings, and the configuration in force."""

    fit: bool
    findings: tuple[Finding, ...]
    configuration: tuple[Described, ...]


def doctor(env: Mapping[str, str], *, as_json: bool) -> int:
    """Examines, prints, and answers the exit code."""
    examination = examine(env)
    if as_json:
        text = msgspec.json.encode(examination).decode()
    else:
        text = _report(examination)
    sys.stdout.write(text + "\n")
    return 0 if examination.fit else 1


def examine(env: Mapping[str, str]) -> Examination:
    """Looks at everything; changes nothing but a temporary file."""
    try:
        configuration = load_configuration(env)
        described = describe_configuration(env)
    except UsageError as error:
        finding = Finding("configuration", Grade.BAD, str(error), "mend it")
        return Examination(fit=False, findings=(finding,), configuration=())
    checks: tuple[Callable[[Configuration], Finding], ...] = (
        _interpreter,
        _sqlite,
        _descriptors,
        _data,
        _operator,
        _database,
        _mail,
        _answerer,
        _space,
        _sync,
        lambda each: _port("http", each.http.bind, each),
        lambda each: _port("gateway", each.gateway.bind, each),
    )
    findings = tuple(check(configuration) for check in checks)
    is_fit = all(each.grade is not Grade.BAD for each in findings)
    return Examination(is_fit, findings, described)


def _interpreter(_: Configuration) -> Finding:
    return Finding("python", Grade.GOOD, sys.version.split()[0])


def _sqlite(_: Configuration) -> Finding:
    found = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < MIN_SQLITE:
        wanted = ".".join(map(str, MIN_SQLITE))
        return Finding("sqlite", Grade.BAD, found, f"install {wanted} or newer")
    if not _has_full_text():
        advice = "use a Python whose SQLite has FTS5: records are searched with it"
        return Finding("sqlite", Grade.BAD, f"{found} without FTS5", advice)
    return Finding("sqlite", Grade.GOOD, found)


def _has_full_text() -> bool:
    with closing(sqlite3.connect(":memory:")) as connection:
        asked = connection.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')")
        (has_it,) = asked.fetchone()
        return bool(has_it)


def _descriptors(_: Configuration) -> Finding:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    found = f"{soft} open files (at most {hard})"
    if soft < MIN_DESCRIPTORS:
        advice = f"raise it (ulimit -n {MIN_DESCRIPTORS}) for many connections"
        return Finding("descriptors", Grade.POOR, found, advice)
    return Finding("descriptors", Grade.GOOD, found)


def _data(configuration: Configuration) -> Finding:
    directory = DataDirectory(Path(configuration.data))
    found = str(directory.path.resolve())
    if not directory.path.exists():
        return Finding("data", Grade.GOOD, f"{found} (made at the first start)")
    if not os.access(directory.path, os.W_OK | os.X_OK):
        return Finding("data", Grade.BAD, f"{found} cannot be written", "mend its mode")
    if _is_served(directory):
        return Finding("data", Grade.GOOD, f"{found} (a service is running on it)")
    return Finding("data", Grade.GOOD, found)


def _database(configuration: Configuration) -> Finding:
    try:
        kind, schemas = _schemas(configuration)
    except UsageError as error:
        advice = "set TRIODESK_DATABASE_URL to a server that is there"
        return Finding("database", Grade.BAD, str(error), advice)
    except sqlite3.Error as error:
        found = f"the files in the data directory cannot be read: {error}"
        return Finding("database", Grade.BAD, found, "put a backup in their place")
    found = "; ".join((kind, *map(str, schemas)))
    if any(each.is_unknown for each in schemas):
        advice = "a newer triodesk wrote it: use that one"
        return Finding("database", Grade.BAD, found, advice)
    return Finding("database", Grade.GOOD, found)


def _schemas(configuration: Configuration) -> tuple[str, tuple[Standing, ...]]:
    """What kind of database there is, and where its schemas stand."""
    url = configuration.database.url
    if not url:
        directory = DataDirectory(Path(configuration.data))
        return "files in the data directory", tuple(schemas_of_files(directory))
    from runtime.postgres import open_postgres  # noqa: PLC0415 - not without one

    with open_postgres(url, connect_seconds=0) as connection:
        version = connection.info.parameter_status("server_version") or "?"
        kind = f"PostgreSQL {version.split()[0]}, {connection.info.dbname}"
        return kind, tuple(schemas_of_server(connection))


def _mail(configuration: Configuration) -> Finding:
    server = configuration.mail_server()
    if server is None:
        return Finding("mail", Grade.GOOD, "none is sent (`[mail]` is not set)")
    answer = converse(server, TryMail())
    found = f"{server.host}:{server.port} as {server.sender}"
    if isinstance(answer, MailRefused):
        found = f"{found}: {answer.code} {answer.text}"
        return Finding("mail", Grade.POOR, found, "letters wait until it takes them")
    return Finding("mail", Grade.GOOD, found)


def _answerer(configuration: Configuration) -> Finding:
    """What is configured; nothing is asked, since every question is paid for."""
    model = configuration.answerer_model()
    if not model.url:
        return Finding("answerer", Grade.GOOD, "off (`[answerer]` is not set)")
    waits = configuration.service.robot_seconds
    found = f"{model.model} at {model.url}, {model.limits.day_tokens} tokens a day"
    if waits < model.answer_seconds + TELL_SECONDS:
        advice = (
            f"sessions wait {waits:g} s for the robot, it may take"
            f" {model.answer_seconds:g} s: set service.robot_seconds to"
            f" {model.answer_seconds + TELL_SECONDS:g} or more"
        )
        return Finding("answerer", Grade.POOR, found, advice)
    return Finding("answerer", Grade.GOOD, found)


def _operator(configuration: Configuration) -> Finding:
    path = DataDirectory(Path(configuration.data)).operator_socket
    try:
        check_path(path)
    except UsageError as error:
        return Finding("operator", Grade.BAD, str(error), "without it none can look in")
    return Finding("operator", Grade.GOOD, f"{path} (for `triodesk top`)")


def _is_served(directory: DataDirectory) -> bool:
    path = directory.path / "service.lock"
    if not path.exists():
        return False
    try:
        FileLock(path, seconds=0).close()
    except StoreInUse:
        return True
    return False


def _space(configuration: Configuration) -> Finding:
    free = shutil.disk_usage(_existing(configuration)).free
    found = f"{free / 1e9:.1f} GB free"
    if free < MIN_FREE_BYTES:
        advice = "free some: a full disk refuses messages until there is room"
        return Finding("space", Grade.POOR, found, advice)
    return Finding("space", Grade.GOOD, found)


def _sync(configuration: Configuration) -> Finding:
    """How long the disk takes to promise: every acknowledged message waits for it."""
    times = []
    with tempfile.TemporaryFile(dir=_existing(configuration)) as file:
        for _ in range(SYNC_ROUNDS):
            file.write(b"x" * 4096)
            file.flush()
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - began)
    middle = sorted(times)[SYNC_ROUNDS // 2] * 1000
    found = f"fdatasync takes {middle:.2f} ms"
    if middle > SLOW_SYNC_MS:
        return Finding("disk", Grade.POOR, found, "use a faster disk for the data")
    return Finding("disk", Grade.GOOD, found)


def _existing(configuration: Configuration) -> Path:
    path = Path(configuration.data).resolve()
    while not path.exists():
        path = path.parent
    return path


def check_binds(configuration: Configuration) -> None:
    """Tells before a start what would otherwise fail again and again in it.

    Raises:
        UsageError: an address cannot be listened on.
    """
    binds = {"http": configuration.http.bind, "gateway": configuration.gateway.bind}
    for name, bind in binds.items():
        finding = _try_bind(name, bind)
        if finding.grade is Grade.BAD:
            raise UsageError(f"{name}: {finding.found}; {finding.advice}")


def check_database(configuration: Configuration) -> None:
    """Tells before a start what would otherwise fail again and again in it.

    Raises:
        UsageError: the configured server cannot be used, or another service uses it.
    """
    if configuration.database.url:
        from runtime.postgres import Part, connect_postgres  # noqa: PLC0415

        connect_postgres(configuration.database.url, Part.JOURNAL).close()


def _port(name: str, bind: Bind, configuration: Configuration) -> Finding:
    if _is_served(DataDirectory(Path(configuration.data))):
        return Finding(name, Grade.GOOD, f"{bind} (by the running service)")
    return _try_bind(name, bind)


def _try_bind(name: str, bind: Bind) -> Finding:
    family = socket.AF_INET6 if ":" in bind.host else socket.AF_INET
    try:
        socket.create_server((bind.host, bind.port), family=family).close()
    except OSError as error:
        variable = f"TRIODESK_{name.upper()}_BIND"
        found = f"{bind} cannot be used: {error.strerror}"
        return Finding(name, Grade.BAD, found, f"set {variable} to another address")
    return Finding(name, Grade.GOOD, str(bind))


def _report(examination: Examination) -> str:
    lines = []
    for each in examination.findings:
        lines.append(f"{each.grade.value:8} {each.name:12} {each.found}")
        if each.advice:
            lines.append(f"{'':8} {'':12} → {each.advice}")
    rows = [
        (each.name, _measured(each), each.source, each.meaning)
        for each in examination.configuration
    ]
    lines += ["", *text_table(rows)]
    verdict = "fit to serve" if examination.fit else "not fit to serve: see errors"
    return "\n".join((*lines, "", verdict))


def _measured(setting: Described) -> str:
    """With its unit; of what is no number that is but the form."""
    is_number = setting.value.replace(".", "", 1).isdecimal()
    return f"{setting.value} {setting.unit}".rstrip() if is_number else setting.value
