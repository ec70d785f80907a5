"""A database of one run, on a PostgreSQL server that is there."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier


@contextmanager
def own_database(url: str, *, is_kept: bool = False) -> Iterator[str]:
    """Makes it and gives its URL; drops it afterwards, whoever is connected.

    Args:
        url: `postgresql://…` of any database of the server; who is named there may
            make databases.
        is_kept: it is to stay.
    """
    name = f"triodesk_run_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    try:
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
    finally:
        if not is_kept:
            drop = SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name))
            with psycopg.connect(url, autocommit=True) as server:
                server.execute(drop)
