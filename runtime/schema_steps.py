"""Alembic at work: the steps that a database has not taken yet.

`python -m runtime.schema_steps DIRECTORY` takes all steps in a new file and writes down
what they have made, see `runtime.schema`.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from runtime.schema import NEWEST_FILE

if TYPE_CHECKING:
    import psycopg

_MADE: Final = """
SELECT sql FROM sqlite_master
WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'
    AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
ORDER BY rowid"""


def take_steps(
    connection: sqlite3.Connection | psycopg.Connection, directory: Path
) -> None:
    """Takes the steps that are left, in one transaction.

    Args:
        connection: in no transaction; stays open.
        directory: see `runtime.schema`.
    """
    config = Config()
    config.set_main_option("script_location", str(directory).replace("%", "%%"))
    if isinstance(connection, sqlite3.Connection):
        _upgrade(_file_engine(connection), config)
        return
    connection.rollback()
    commits_by_itself, connection.autocommit = connection.autocommit, False
    try:
        _upgrade(_server_engine(connection), config)
    finally:
        connection.rollback()
        connection.autocommit = commits_by_itself


def _upgrade(engine: Engine, config: Config) -> None:
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _server_engine(connection: psycopg.Connection) -> Engine:
    return create_engine(
        "postgresql+psycopg://", creator=lambda: connection, poolclass=StaticPool
    )


def _file_engine(connection: sqlite3.Connection) -> Engine:
    engine = create_engine(
        "sqlite://", creator=lambda: connection, poolclass=StaticPool
    )

    @event.listens_for(engine, "begin")
    def begun(one: Connection) -> None:
        # The driver's own transaction would begin too late to carry the steps.
        one.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def made_by(directory: Path) -> str:
    """What all steps make in a file, see `made_in`."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        take_steps(connection, directory)
        return made_in(connection)


def made_in(connection: sqlite3.Connection) -> str:
    """The tables of a file and their indexes, as statements."""
    made = (f"{sql.strip()};\n".expandtabs(4) for (sql,) in connection.execute(_MADE))
    return "\n".join(re.sub(" +\n", "\n", each) for each in made)


if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.joinpath(NEWEST_FILE).write_text(made_by(place))
