"""Members' pictures in SQL: one row for each who has one. Imports no trio."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, delete, insert, literal, select

from actors.sql_table import sql_table

_PORTRAITS: Final = sql_table("portraits", "member", "image")
_MEMBERS: Final = sql_table("members", "id")


def keep_portrait(connection: Connection, member: str, image: bytes) -> None:
    """Puts a picture in place of the last, or none; of who is no member it is none."""
    connection.execute(delete(_PORTRAITS).where(_PORTRAITS.c.member == member))
    if image:
        known = select(_MEMBERS.c.id, literal(image)).where(_MEMBERS.c.id == member)
        put = insert(_PORTRAITS).from_select(["member", "image"], known)
        connection.execute(put)


def find_portrait(connection: Connection, member: str) -> bytes:
    """The picture; empty: there is none."""
    wanted = select(_PORTRAITS.c.image).where(_PORTRAITS.c.member == member)
    return bytes(connection.execute(wanted).scalar_one_or_none() or b"")
