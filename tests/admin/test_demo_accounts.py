"""The demonstration's accounts: who can sign in, with what; where nobody is added."""

from __future__ import annotations

from pathlib import Path

import pytest

from actors.accounts.members import Stage
from actors.accounts.messages import ByToken
from actors.accounts.permissions import Role
from actors.agent.messages import AgentCard
from admin.data_directory import DemoAccount
from admin.demo import GROUPS
from admin.demo_accounts import HIRED, hire
from tests.actors.accounts.office import HOME, PASSWORD, office

pytestmark = [
    pytest.mark.covers("W1"),
    # The clock is the test's: nothing here waits for real.
    pytest.mark.usefixtures("autojump_clock"),
]


async def test_an_agent_and_a_supervisor_are_hired_once(tmp_path: Path) -> None:
    async with office(tmp_path / "records.db") as one:
        await one.define(*GROUPS)
        first = await hire(one.accounts)
        assert [each.login for each in first] == list(HIRED)
        assert await hire(one.accounts) == first
        for account, role in zip(first, (Role.AGENT, Role.SUPERVISOR), strict=True):
            signed_in = await one.enter(account.login, account.password)
            assert signed_in.identity.stage is Stage.PASSWORD_DUE
            card = signed_in.identity.card
            assert (card.id, card.role) == (account.login, role)
            # He is the agent whom the terminal knows by that name.
            assert isinstance(await one.card(account.login), AgentCard)


async def test_a_password_of_ones_own_is_told_no_more(tmp_path: Path) -> None:
    async with office(tmp_path / "records.db") as one:
        await one.define(*GROUPS)
        mine, other = await hire(one.accounts)
        token = (await one.enter(mine.login, mine.password)).token
        by = ByToken(token, HOME)
        await one.accounts.change_password(by, mine.password, PASSWORD)
        assert await hire(one.accounts) == (DemoAccount(mine.login, ""), other)


async def test_who_has_members_of_his_own_gets_none(tmp_path: Path) -> None:
    async with office(tmp_path / "records.db") as one:
        await one.define(*GROUPS)
        await one.add("ann")
        assert await hire(one.accounts) == ()


async def test_who_was_hired_before_others_came_stays(tmp_path: Path) -> None:
    async with office(tmp_path / "records.db") as one:
        await one.define(*GROUPS)
        first = await hire(one.accounts)
        await one.add("ann")
        assert await hire(one.accounts) == first


async def test_nobody_is_hired_where_nothing_can_be_asked(tmp_path: Path) -> None:
    async with office(tmp_path / "records.db") as one:
        one.door.ref = None
        assert await hire(one.accounts) == ()


async def test_without_their_groups_they_are_not_added(tmp_path: Path) -> None:
    async with office(tmp_path / "records.db") as one:
        assert await hire(one.accounts) == ()
