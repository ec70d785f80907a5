"""HTTP for administering members (M1): the routes below `/api/v1/members`.

GET    /members                    those one may see, page by page
POST   /members                    adds one; his invitation is told once
PATCH  /members/ID                 changes his record
DELETE /members/ID
POST   /members/ID/suspension      signs him out until restored
DELETE /members/ID/suspension
POST   /members/ID/unlocking       forgets the failures to sign in
POST   /members/ID/first-password  another first password
"""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.accounts import Accounts
from actors.accounts.actor import MAX_PAGE
from actors.accounts.core import MemberFilter, MemberPage
from actors.accounts.members import MAX_MEMBERS, MemberCard, MemberDraft, MemberEdit
from actors.accounts.messages import (
    Administered,
    DeleteMember,
    EditMember,
    MemberAct,
    RestoreMember,
    SuspendMember,
    UnlockMember,
)
from actors.accounts.permissions import Permission
from actors.accounts.refusal import AccountRule
from admin.account_problems import granted
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor, caller, no_content, operation
from admin.api.inviting import Invited, Inviting
from runtime.http_app import answer_json, read_json, read_query

USUAL_PAGE: Final = 50
_CODES: Final = tuple(rule.value for rule in AccountRule)


class MembersQuery(MemberFilter, frozen=True, forbid_unknown_fields=True):
    """Which members are wanted, and which of them: those behind the first `skip`."""

    skip: Annotated[int, Meta(ge=0, le=MAX_MEMBERS)] = 0
    limit: Annotated[int, Meta(ge=1, le=MAX_PAGE)] = USUAL_PAGE

    @property
    def wanted(self) -> MemberFilter:
        """The same without the page."""
        return MemberFilter(self.text, self.role, self.group, self.is_suspended)


class ResetBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST first-password`; `drops_factor`: the second factor is lost, too."""

    drops_factor: bool = False


def members_api(door: ApiDoor, accounts: Accounts, inviting: Inviting) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        accounts: of the service.
        inviting: tells who is new how he comes in.
    """
    desk = _Members(accounts, inviting)
    routes = Blueprint("members", __name__, url_prefix=f"{PREFIX}/members")
    one = "/<member>"
    routes.add_url_rule("", view_func=desk.found)
    routes.add_url_rule("", view_func=desk.add, methods=["POST"])
    routes.add_url_rule(one, view_func=desk.edit, methods=["PATCH"])
    routes.add_url_rule(one, view_func=desk.delete, methods=["DELETE"])
    held = f"{one}/suspension"
    routes.add_url_rule(held, view_func=desk.suspend, methods=["POST"])
    routes.add_url_rule(held, view_func=desk.restore, methods=["DELETE"])
    unlocking, password = f"{one}/unlocking", f"{one}/first-password"
    routes.add_url_rule(unlocking, view_func=desk.unlock, methods=["POST"])
    routes.add_url_rule(password, view_func=desk.reset, methods=["POST"])
    return door.opened(routes)


class _Members:
    def __init__(self, accounts: Accounts, inviting: Inviting) -> None:
        self._accounts = accounts
        self._inviting = inviting

    @looking(
        "Members whom one may see, in the order in which they came.",
        Permission.READ_MEMBERS,
        query=MembersQuery,
        answer=MemberPage,
    )
    async def found(self) -> Response:
        query = read_query(MembersQuery)
        page = self._accounts.members(caller(), query.wanted, query.skip, query.limit)
        return answer_json(granted(await page))

    @changing(
        "Add a member, who gets a first password, and is invited.",
        Permission.EDIT_MEMBERS,
        body=MemberDraft,
        answer=Invited,
        codes=_CODES,
    )
    async def add(self) -> Response:
        draft = await read_json(MemberDraft)
        name = operation()
        added = await self._accounts.add_member(caller(), name, draft)
        return answer_json(await self._inviting.told(granted(added), name))

    @changing(
        "Change a member's record; what is not given stays.",
        Permission.EDIT_MEMBERS,
        body=MemberEdit,
        answer=MemberCard,
        codes=_CODES,
    )
    async def edit(self, member: str) -> Response:
        edits = await read_json(MemberEdit)
        return answer_json((await self._done(EditMember(member, edits))).member)

    @changing(
        "Delete a member.",
        Permission.EDIT_MEMBERS,
        codes=_CODES,
    )
    async def delete(self, member: str) -> Response:
        await self._done(DeleteMember(member))
        return no_content()

    @changing(
        "Suspend a member: he is signed out until restored.",
        Permission.EDIT_MEMBERS,
        answer=MemberCard,
        codes=_CODES,
    )
    async def suspend(self, member: str) -> Response:
        return answer_json((await self._done(SuspendMember(member))).member)

    @changing(
        "End a member's suspension.",
        Permission.EDIT_MEMBERS,
        answer=MemberCard,
        codes=_CODES,
    )
    async def restore(self, member: str) -> Response:
        return answer_json((await self._done(RestoreMember(member))).member)

    @changing(
        "Forget the failures to sign in as a member.",
        Permission.EDIT_MEMBERS,
        answer=MemberCard,
        codes=_CODES,
    )
    async def unlock(self, member: str) -> Response:
        return answer_json((await self._done(UnlockMember(member))).member)

    @changing(
        "Give a member another first password, and invite him again.",
        Permission.EDIT_MEMBERS,
        body=ResetBody,
        answer=Invited,
        codes=_CODES,
    )
    async def reset(self, member: str) -> Response:
        body, name = await read_json(ResetBody), operation()
        given = await self._accounts.reset_password(
            caller(), name, member, drops_factor=body.drops_factor
        )
        return answer_json(await self._inviting.told(granted(given), name))

    async def _done(self, act: MemberAct) -> Administered:
        return granted(await self._accounts.administer(caller(), operation(), act))
