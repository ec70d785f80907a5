"""What the demonstration's robot knows is whole, and published once (R2, R8)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
import trio
import trio.testing
from msgspec.structs import replace

from actors.accounts.permissions import OPERATOR, Principal
from actors.cards.card import MenuCard
from actors.channels.core import DEMO_CHANNEL, USUAL_CHANNEL
from actors.knowledge.changes import DropEntries, PutEntries, SetWelcome
from actors.knowledge.checking import faults_of_entry, faults_of_welcome
from actors.knowledge.entry import Base, CategoryId, EntryId
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import Outline, ReadOutline
from actors.robot.candidates import Entry
from actors.robot.confidence import DIRECT
from actors.robot.matcher import Matcher
from actors.rules.rulebook import Rules
from actors.rules.settings import ServiceSettings
from admin.configuration import load_configuration
from admin.demo_knowledge import IN_FORCE_SECONDS, demo_changes, teach
from runtime.observe import Events
from tests.actors.accounts.local_records import LocalRecords

OWNER = Principal(OPERATOR, None)
(PUT,) = (each for each in demo_changes() if isinstance(each, PutEntries))


@pytest.fixture
def records(tmp_path: Path) -> Iterator[LocalRecords]:
    with closing(LocalRecords(tmp_path / "records.db")) as records:
        yield records


@pytest.fixture
def office(records: LocalRecords) -> KnowledgeOffice:
    rules = Rules(ServiceSettings())
    return KnowledgeOffice(records, Events(), Random(1), lambda: 1_700, rules)


async def outline(office: KnowledgeOffice) -> Outline:
    found = await office.look(OWNER, ReadOutline())
    assert isinstance(found, Outline)
    return found


async def at_once() -> None:
    """What is published answers."""


async def never() -> None:
    """It never does, though the service starts."""
    await trio.sleep_forever()


def test_it_is_as_entries_are_to_be() -> None:
    assert [
        faults_of_entry(each) for each in PUT.entries if faults_of_entry(each)
    ] == []
    assert len({each.id for each in PUT.entries}) == len(PUT.entries)
    (card,) = (each for each in demo_changes() if isinstance(each, SetWelcome))
    assert faults_of_welcome(card.welcome) == ()
    assert {each.base for each in PUT.entries} == set(Base)
    ids = {each.id for each in PUT.entries}
    cards = [answer.card for each in PUT.entries for answer in each.answers]
    menus = [card for card in cards if isinstance(card, MenuCard)]
    assert {option.id for menu in menus for option in menu.options} < ids


@pytest.mark.covers("R8")
async def test_it_is_published_once_and_left_alone(office: KnowledgeOffice) -> None:
    await teach(office, at_once)
    first = await outline(office)
    assert first.newest == 1
    assert first.questions + first.chitchat == len(PUT.entries)
    assert first.welcome.enabled
    await office.change(OWNER, DropEntries((EntryId("en-pay"),)), "o")
    await teach(office, at_once)
    after = await outline(office)
    assert (after.newest, after.questions) == (1, first.questions - 1)


@pytest.mark.covers("R8")
@pytest.mark.parametrize("done", [0, 3, 6, 7])
async def test_a_start_that_failed_is_gone_on_with_by_the_next(
    office: KnowledgeOffice, records: LocalRecords, done: int
) -> None:
    records.lost.append(ReadOutline)
    await teach(office, at_once)
    assert (await outline(office)).newest == 0
    for change, number in zip(demo_changes(), range(done), strict=False):
        await office.change(OWNER, change, f"demo-knowledge-{number}")
    await teach(office, at_once)
    assert (await outline(office)).newest == 1


async def test_a_start_waits_for_what_is_published_but_not_for_ever(
    office: KnowledgeOffice, autojump_clock: trio.testing.MockClock
) -> None:
    began = trio.current_time()
    for count in (1, 2):
        await teach(office, never)
        assert trio.current_time() - began == count * IN_FORCE_SECONDS


async def test_what_somebody_else_began_is_left_alone(office: KnowledgeOffice) -> None:
    mine = replace(PUT.entries[0], id=EntryId("mine"), category=CategoryId(""))
    await office.change(OWNER, PutEntries((mine,)), "o")
    await teach(office, never)
    after = await outline(office)
    assert (after.newest, after.questions) == (0, 1)


@pytest.mark.covers("R5")
@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        ("我想退货", "zh-return"),
        ("发货要几天啊", "zh-ship-time"),
        ("怎么开具发票", "zh-invoice"),
        ("where's my parcel", "en-track"),
        ("how can i return this item", "en-return"),
        ("reset password", "en-password"),
    ],
)
def test_it_is_understood(asked: str, entry: str) -> None:
    known = [
        Entry(each.id, (each.question, *each.similar))
        for each in PUT.entries
        if each.base is Base.FAQ
    ]
    best = Matcher.build(known).rank(asked, 1)[0]
    assert (best.entry, best.confidence >= DIRECT) == (entry, True)


@pytest.mark.parametrize(
    ("settings", "channel"),
    [
        ({}, DEMO_CHANNEL),
        ({"TRIODESK_DEMO_KNOWLEDGE": "false"}, USUAL_CHANNEL),
        ({"TRIODESK_BUSINESS_SERVER_URL": "https://b.example/"}, USUAL_CHANNEL),
    ],
)
def test_the_robot_comes_first_unless_it_is_switched_off(
    tmp_path: Path, settings: dict[str, str], channel: object
) -> None:
    environment = {"TRIODESK_DATA": str(tmp_path), **settings}
    configuration = load_configuration(environment)
    assert tuple(configuration.channels()) == (channel,)
    assert tuple(configuration.rules().channels) == (channel,)
