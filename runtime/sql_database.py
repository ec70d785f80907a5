"""One SQLite file behind SQLAlchemy, brought to its newest schema by Alembic.

Blocking: for a port's child, never for the loop. Imports no trio.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event

from runtime.errors import UsageError
from runtime.file_lock import LOCK_SECONDS, FileLock

BUSY_SECONDS: Final = 5.0
"""Wait for a lock in the file: only a tool of the operator's can hold one."""


class SqlDatabase:
    """An open database file.

    Its lock is held until `close`; so a second service on the same data is refused.

    Args:
        path: of the file, made readable by its owner only if missing.
        migrations: directory of Alembic's scripts.
        lock_seconds: wait for another holder of the lock to end.

    Attributes:
        engine: one connection; a transaction begins with `BEGIN IMMEDIATE`.

    Raises:
        StoreInUse: another process holds it.
        UsageError: its schema is newer than we know.
    """

    def __init__(
        self, path: Path, migrations: Path, lock_seconds: float = LOCK_SECONDS
    ) -> None:
        self._lock = FileLock(path.with_name(path.name + ".lock"), lock_seconds)
        path.touch(mode=0o600)
        self.engine = _engine(path)
        try:
            self._migrate(path, migrations)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Closes the file and gives the lock back."""
        self.engine.dispose()
        self._lock.close()

    def _migrate(self, path: Path, migrations: Path) -> None:
        config = Config()
        config.set_main_option("script_location", str(migrations).replace("%", "%%"))
        scripts = ScriptDirectory.from_config(config)
        known = {script.revision for script in scripts.walk_revisions()}
        with self.engine.begin() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
            if current is not None and current not in known:
                raise UsageError(
                    f"expected {path} of a schema up to {scripts.get_current_head()}, "
                    f"got {current}: a newer triodesk wrote it"
                )
            if current != scripts.get_current_head():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", pool_size=1, max_overflow=0)

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: object) -> None:
        # The driver opens no transaction of its own: ours would begin too late to
        # carry the migrations, which SQLite can roll back.
        connection.isolation_level = None
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            f"busy_timeout = {int(BUSY_SECONDS * 1_000)}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
