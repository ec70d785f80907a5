"""The routes of administration that are about the robot."""

from __future__ import annotations

from collections.abc import Iterator

from quart import Blueprint

from admin.api.chitchat import chitchat_api
from admin.api.contributions import contributions_api
from admin.api.door import ApiDoor
from admin.api.entries import entries_api
from admin.api.flows import flows_api
from admin.api.intents import intents_api
from admin.api.knowledge_files import knowledge_files_api
from admin.api.news import news_api
from admin.api.robot import robot_api
from admin.api.unanswered import unanswered_api
from admin.offices import Offices
from admin.operator.wall_clock import wall_ms
from admin.unanswered_office import UnansweredOffice


def robot_routes(door: ApiDoor, offices: Offices) -> Iterator[Blueprint]:
    """A blueprint per noun."""
    yield entries_api(door, offices.knowledge)
    yield knowledge_files_api(door, offices.files)
    yield robot_api(door, offices.knowledge, offices.robot)
    yield chitchat_api(door, offices.knowledge)
    yield contributions_api(door, offices.knowledge.suggestions)
    yield news_api(door, offices.knowledge.suggestions)
    unanswered = UnansweredOffice(offices.archive, offices.knowledge)
    yield unanswered_api(door, unanswered, wall_ms)
    yield intents_api(door, offices.rules)
    yield flows_api(door, offices.flows)
