"""Who may suggest, decide, and read what of it (R11)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from actors.accounts.audit import Act
from actors.accounts.permissions import OPERATOR, Principal, Role
from actors.accounts.records import AuditPage, ReadAudit
from actors.knowledge.contribution import (
    Approve,
    Contribute,
    Contributed,
    Contribution,
    ContributionsFound,
    FindContributions,
    Reject,
)
from actors.knowledge.entry import EntryId
from actors.knowledge.news import FindReaders, MarkRead, NewsFound, ReadNews
from actors.knowledge.records import Changed, KnowledgeRefused, KnowledgeRule
from actors.knowledge.suggestion_office import SuggestionOffice
from tests.actors.accounts.local_records import LocalRecords
from tests.contracts.contribution_contract import Desk
from tests.contracts.knowledge_contract import entry

pytestmark = pytest.mark.covers("R11")
BO = Principal("bo", Role.AGENT)
CY = Principal("cy", Role.AGENT)
AMY = Principal("amy", Role.SUPERVISOR)
OWNER = Principal(OPERATOR, None)
NOW = 1_000


@pytest.fixture
def records(tmp_path: Path) -> Iterator[LocalRecords]:
    with closing(LocalRecords(tmp_path / "records.db")) as records:
        yield records


@pytest.fixture
def office(records: LocalRecords) -> SuggestionOffice:
    return SuggestionOffice(records, Random(0), lambda: NOW)


async def seen(office: SuggestionOffice, who: Principal) -> tuple[Contribution, ...]:
    found = await office.find(who, FindContributions())
    assert isinstance(found, ContributionsFound)
    return found.contributions


async def test_an_agent_suggests_and_a_supervisor_decides(
    office: SuggestionOffice, records: LocalRecords
) -> None:
    new = replace(entry("a"), id=EntryId(""))
    made = await office.act(BO, Contribute(new), "1")
    assert isinstance(made, Contributed)
    assert made.entry
    for act in (Approve(1), Reject(1, "no")):
        refused = await office.act(BO, act, "2")
        assert isinstance(refused, KnowledgeRefused)
        assert refused.rule is KnowledgeRule.NOT_ALLOWED
    assert await office.act(AMY, Approve(1), "3") == Changed((made.entry,), 1)
    log = await records.ask(ReadAudit(0, 10))
    assert isinstance(log, AuditPage)
    told = [(row.entry.who, row.entry.act) for row in log.rows]
    assert told == [("bo", Act.CONTRIBUTION_MADE), ("amy", Act.CONTRIBUTION_DECIDED)]


async def test_an_agent_sees_his_own_and_a_supervisor_all(
    office: SuggestionOffice,
) -> None:
    await office.act(BO, Contribute(entry("a"), by="cy"), "1")
    await office.act(OWNER, Contribute(entry("b"), by="cy"), "2")
    await office.act(AMY, Contribute(entry("c")), "3")
    assert [each.by for each in await seen(office, AMY)] == ["amy", "cy", "bo"]
    assert [each.by for each in await seen(office, BO)] == ["bo"]


async def test_what_is_no_entry_is_not_kept(office: SuggestionOffice) -> None:
    answer = await office.act(BO, Contribute(replace(entry("a"), answers=())), "1")
    assert isinstance(answer, KnowledgeRefused)
    assert answer.rule is KnowledgeRule.BAD_ENTRY
    assert await seen(office, AMY) == ()


async def test_marks_are_ones_own(
    office: SuggestionOffice, records: LocalRecords
) -> None:
    await Desk(records).publish("a")
    await office.news(BO, MarkRead("cy", 1))
    his = await office.news(BO, ReadNews("cy"))
    assert isinstance(his, NewsFound)
    assert [each.read_ms for each in his.items] == [NOW]
    others = await office.news(OWNER, ReadNews("cy"))
    assert isinstance(others, NewsFound)
    assert others.unread == 1
    refused = await office.news(BO, FindReaders(EntryId("a")))
    assert isinstance(refused, KnowledgeRefused)
