"""The routes of administration that are about the robot."""

from __future__ import annotations

from collections.abc import Iterator

from quart import Blueprint

from admin.api.door import ApiDoor
from admin.api.entries import entries_api
from admin.api.knowledge_files import knowledge_files_api
from admin.api.robot import robot_api
from admin.offices import Offices


def robot_routes(door: ApiDoor, offices: Offices) -> Iterator[Blueprint]:
    """A blueprint per noun."""
    yield entries_api(door, offices.knowledge)
    yield knowledge_files_api(door, offices.files)
    yield robot_api(door, offices.knowledge, offices.robot)
