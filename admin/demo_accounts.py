"""The demonstration's accounts: two of its agents can sign in to the workbench, too.

Their first passwords are random, follow from the data directory's secret and must be
changed: who reads them has read what `triodesk serve` prints. An installation that has
members of its own gets none of them.
"""

from __future__ import annotations

from typing import Final

from actors.accounts.accounts import Accounts, FirstPassword
from actors.accounts.core import MemberFilter
from actors.accounts.members import MemberCard, MemberDraft
from actors.accounts.messages import ByOperator
from actors.accounts.permissions import Role
from actors.accounts.refusal import AccountRefused
from actors.ids import GroupId
from admin.data_directory import DemoAccount
from admin.demo import AGENTS, SUPERVISORS

HIRED: Final = ("xiaohong", "xiaoli")
"""Who serves in both groups: an agent and a supervisor."""
_MAX_LOOKED_AT: Final = len(HIRED) + 1
"""Of the members: one more than ours is enough to know that there are others."""


async def hire(accounts: Accounts) -> tuple[DemoAccount, ...]:
    """Adds who is missing; nobody where others are members, or nothing can be asked."""
    page = await accounts.members(ByOperator(), MemberFilter(), 0, _MAX_LOOKED_AT)
    if isinstance(page, AccountRefused):
        return ()
    known = {card.id: card for card in page.members}
    has_others = not known.keys() <= set(HIRED)
    wanted = [each for each in HIRED if each in known or not has_others]
    shown = [await _hired(accounts, each, known.get(each)) for each in wanted]
    return tuple(filter(None, shown))


async def _hired(
    accounts: Accounts, agent: str, card: MemberCard | None
) -> DemoAccount | None:
    """The account; a repeat of what added it tells the same first password again."""
    if card is not None and not card.must_change_password:
        return DemoAccount(agent, "")
    answer = await accounts.add_member(
        ByOperator(), f"demo-{agent}", _draft(agent), agent
    )
    if not isinstance(answer, FirstPassword):
        return None
    return DemoAccount(agent, answer.password)


def _draft(agent: str) -> MemberDraft:
    nickname, groups, capacity = AGENTS[agent]
    return MemberDraft(
        email=f"{agent}@demo.example",
        name=nickname,
        role=Role.SUPERVISOR if agent in SUPERVISORS else Role.AGENT,
        staff_number=agent,
        capacity=capacity,
        groups=tuple(map(GroupId, groups)),
    )
