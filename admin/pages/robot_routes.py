"""The pages of administration that are about the robot."""

from __future__ import annotations

from collections.abc import Iterator

from quart import Blueprint

from admin.entry_search import EntrySearch
from admin.offices import Offices
from admin.operator.wall_clock import wall_ms
from admin.pages.chitchat import chitchat_page
from admin.pages.contributions import contributions_page
from admin.pages.flows import flows_page
from admin.pages.frame import Frame
from admin.pages.intents import intents_page
from admin.pages.knowledge import knowledge_pages
from admin.pages.knowledge_files import knowledge_files_page
from admin.pages.news import news_pages
from admin.pages.robot import robot_pages
from admin.pages.unanswered import unanswered_page
from admin.unanswered_office import UnansweredOffice


def robot_page_routes(frame: Frame, offices: Offices) -> Iterator[Blueprint]:
    """A blueprint per page."""
    rules = offices.rules.rules
    yield knowledge_pages(
        frame, offices.knowledge, offices.accounts, lambda: rules.channels, wall_ms
    )
    yield knowledge_files_page(frame, offices.files, offices.accounts)
    yield robot_pages(
        frame, offices.knowledge, offices.robot, offices.rules, offices.accounts
    )
    yield chitchat_page(frame, offices.knowledge, offices.rules)
    unanswered = UnansweredOffice(offices.archive, offices.knowledge)
    search = EntrySearch(offices.knowledge, offices.robot)
    yield unanswered_page(frame, unanswered, search, offices.knowledge, wall_ms)
    yield contributions_page(frame, offices.knowledge, offices.accounts)
    yield news_pages(frame, offices.knowledge.suggestions, offices.accounts)
    yield intents_page(frame, offices.rules)
    yield flows_page(frame, offices.flows)
