"""Members administered through the actor: once, audited, and known to the desk."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
import trio
import trio.testing

from actors.accounts.accounts import AuditVerdict, FirstPassword
from actors.accounts.actor import DESK_RETRY_SECONDS
from actors.accounts.audit import Act, AuditEntry
from actors.accounts.core import MemberFilter, MemberPage
from actors.accounts.members import MemberDraft, MemberEdit, OwnEdit
from actors.accounts.messages import (
    Administered,
    ByToken,
    DeleteMember,
    Done,
    EditMember,
    EditOwn,
    EndReason,
    MemberAct,
    NoteDeskAct,
    RestoreMember,
    SuspendMember,
    sign_in_topic,
)
from actors.accounts.permissions import Role
from actors.accounts.records import MAX_AUDIT_ROWS, AuditPage, Record
from actors.accounts.refusal import AccountRefused, AccountRule
from actors.agent.messages import AgentCard, AgentStatus, SetCapacity, SetStatus
from actors.ids import AgentId, GroupId
from actors.refusal import Refused
from runtime.errors import Unavailable
from tests.actors.accounts.office import (
    HOME,
    OPERATOR,
    PASSWORD,
    START_MS,
    Office,
    good,
    office,
    refused,
)

MockClock = trio.testing.MockClock


async def agent(one: Office, member: str) -> AgentCard:
    await trio.testing.wait_all_tasks_blocked()
    return good(await one.card(member), AgentCard)


@pytest.mark.covers("M1")
async def test_a_repeat_gets_the_first_answer_password_and_all(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        draft = MemberDraft("ann@example.com", "Ann")
        first = await one.accounts.add_member(OPERATOR, "same", draft)
        again = await one.accounts.add_member(OPERATOR, "same", draft)
        assert good(first, FirstPassword) == again
        other = await one.accounts.add_member(OPERATOR, "other", draft)
        assert refused(other) is AccountRule.EMAIL_TAKEN
        await one.enter("ann@example.com", good(first, FirstPassword).password)
        # Somebody else's operations are others.
        ada = await one.hired("ada", Role.ADMIN)
        mine = await one.accounts.add_member(ada, "same", MemberDraft("b@b.bb", "B"))
        assert good(mine, FirstPassword).password != good(first, FirstPassword).password


async def test_an_unknown_outcome_is_resolved_by_asking_again(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        member = (await one.add("ann")).member.id
        await trio.testing.wait_all_tasks_blocked()
        act = EditMember(member, MemberEdit(phone="1"))
        one.records.lost.append(Record)
        lost = await one.accounts.administer(OPERATOR, "1", act)
        assert refused(lost) is AccountRule.UNAVAILABLE
        done = await one.accounts.administer(OPERATOR, "1", act)
        assert good(done, Administered).member.phone == "1"
        page = await one.accounts.audit(OPERATOR, 0, 10, is_backwards=True)
        acts = [row.entry.act for row in good(page, AuditPage).rows]
        assert acts == [Act.MEMBER_EDITED, Act.MEMBER_ADDED]


@pytest.mark.covers("M1")
async def test_who_may_not_is_refused_and_hashes_for_nobody(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        ann = await one.hired("ann")
        draft = MemberDraft("new@example.com", "N")
        accounts = one.accounts
        answer = await accounts.add_member(ann, "1", draft)
        assert refused(answer) is AccountRule.FORBIDDEN
        hashed = one.hasher.hashed
        stranger = ByToken("nonsense", HOME)
        answer = await accounts.add_member(stranger, "1", draft)
        assert refused(answer) is AccountRule.NOT_SIGNED_IN
        assert one.hasher.hashed == hashed
        for by, rule in (
            (ann, AccountRule.FORBIDDEN),
            (stranger, AccountRule.NOT_SIGNED_IN),
        ):
            listed = await accounts.members(by, MemberFilter(), 0, 10)
            assert refused(listed) is rule
            log = await accounts.audit(by, 0, 10, is_backwards=False)
            assert refused(log) is rule
            assert refused(await accounts.verify_audit(by)) is rule
            me = "x"
            reset = await accounts.reset_password(by, "2", me, drops_factor=False)
            assert refused(reset) is rule


@pytest.mark.covers("M1")
async def test_suspended_restored_reset_and_deleted(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        ada = await one.hired("ada", Role.ADMIN)
        ann = await one.hired("ann")
        member = await one.member_id(ann)
        one.node.topics.subscribe(sign_in_topic(member), one.heard)
        act = one.accounts.administer
        good(await act(ada, "1", SuspendMember(member)), Administered)
        assert refused(await one.accounts.who_is(ann)) is AccountRule.NOT_SIGNED_IN
        answer = await one.accounts.sign_in("ann", PASSWORD, "", HOME)
        assert refused(answer) is AccountRule.SUSPENDED
        good(await act(ada, "2", RestoreMember(member)), Administered)
        await one.enter("ann")
        reset = await one.accounts.reset_password(ada, "3", member, drops_factor=True)
        first = good(reset, FirstPassword).password
        answer = await one.accounts.sign_in("ann", PASSWORD, "", HOME)
        assert refused(answer) is AccountRule.WRONG_CREDENTIALS
        await one.enter("ann", first)
        good(await act(ada, "4", DeleteMember(member)), Administered)
        answer = await one.accounts.sign_in("ann", first, "", HOME)
        assert refused(answer) is AccountRule.WRONG_CREDENTIALS
        assert [each.reason for each in one.ended] == [
            EndReason.SUSPENDED,
            EndReason.PASSWORD_RESET,
            EndReason.DELETED,
        ]
        page = await one.accounts.members(ada, MemberFilter(), 0, 10)
        assert [card.email for card in good(page, MemberPage).members] == [
            "ada@example.com"
        ]


@pytest.mark.covers("M1")
async def test_who_has_a_new_role_is_signed_out_and_told(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        ada = await one.hired("ada", Role.ADMIN)
        sue = await one.hired("sue", Role.SUPERVISOR)
        member = await one.member_id(sue)
        one.node.topics.subscribe(sign_in_topic(member), one.heard)
        for operation, edits in (
            ("1", MemberEdit(phone="1")),
            ("2", MemberEdit(role=Role.AGENT)),
        ):
            act = EditMember(member, edits)
            await one.accounts.administer(ada, operation, act)
        assert [each.reason for each in one.ended] == [EndReason.ROLE_CHANGED]
        assert refused(await one.accounts.who_is(sue)) is AccountRule.NOT_SIGNED_IN


def touch(path: Path, change: str, number: int) -> None:
    """Somebody changes that row of the log behind everybody's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        update = f"UPDATE audit SET {change} WHERE number = {number}"  # noqa: S608
        connection.execute(update)


async def judged(one: Office) -> tuple[int, int]:
    """How many rows are whole, and the first that is not; 0 = all are."""
    verdict = good(await one.accounts.verify_audit(OPERATOR), AuditVerdict)
    return verdict.rows, verdict.broken


@pytest.mark.covers("M9")
async def test_the_log_is_whole_until_somebody_touches_it(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        ada = await one.hired("ada", Role.ADMIN)
        entry = AuditEntry(START_MS, "x", Act.SIGNED_OUT, "x")
        for number in range(MAX_AUDIT_ROWS):
            await one.records.ask(Record(f"x{number}", (), entry))
        verdict = good(await one.accounts.verify_audit(ada), AuditVerdict)
        assert (verdict.rows, verdict.broken) == (MAX_AUDIT_ROWS + 3, 0)
    touched = MAX_AUDIT_ROWS + 2  # not in the first page
    touch(path, "detail = 'y'", touched)
    async with office(path, before=one) as two:
        assert await judged(two) == (touched - 1, touched)


@pytest.mark.covers("M9", "Q11")
async def test_what_a_supervisor_does_at_the_desk_is_one_row(
    autojump_clock: MockClock, path: Path
) -> None:
    note = NoteDeskAct("sue", Act.SETTING_AGENT, "ann", "o1", "::1", "rest")
    heard: list[object] = []

    def done(answer: object, error: Exception | None) -> None:
        heard.append(error or answer)

    async with office(path) as one:
        for lost in ([Record], []):
            # Nobody knows whether it was written: the supervisor asks again.
            one.records.lost += lost
            one.door.note(note, done)
            await trio.testing.wait_all_tasks_blocked()
        for another in ("bob", "cyd"):  # under the same operation id
            one.door.note(msgspec.structs.replace(note, subject=another), done)
        await trio.testing.wait_all_tasks_blocked()
        page = await one.accounts.audit(OPERATOR, 0, 9, is_backwards=False)
        one.door.ref = None
        one.door.note(note, done)
        entries = [row.entry for row in good(page, AuditPage).rows]
    assert refused(heard[0]) is AccountRule.UNAVAILABLE
    assert heard[1:-1] == [Done()] * 3
    assert isinstance(heard[-1], Unavailable)
    assert [each.subject for each in entries] == ["ann", "bob", "cyd"]
    first = AuditEntry(START_MS, "sue", Act.SETTING_AGENT, "ann", "::1", "rest")
    assert entries[0] == first


@pytest.mark.covers("M9", "P1")
async def test_what_a_client_named_with_controls_is_recorded_without(
    path: Path,
) -> None:
    act = Act.CLOSING_SESSION
    note = NoteDeskAct("sue", act, "s\0", "o1\0", "::1", "why\n\u202e")
    async with office(path) as one:
        one.door.note(note, lambda _answer, _error: None)
        await trio.testing.wait_all_tasks_blocked()
        page = await one.accounts.audit(OPERATOR, 0, 9, is_backwards=False)
        (entry,) = [row.entry for row in good(page, AuditPage).rows]
    assert (entry.subject, entry.detail) == (r"s\u0000", r"why\u000a\u202e")


@pytest.mark.covers("M9")
@pytest.mark.parametrize(
    "change", ["act = 'x'", "at_ms = 'x'", "hash = x'00'", "who = 1.5"]
)
async def test_a_row_that_nobody_can_read_is_named_and_stops_nobody(
    autojump_clock: MockClock, path: Path, change: str
) -> None:
    async with office(path) as one:
        await one.add("ada")
        bob = (await one.add("bob")).member.id
    touch(path, change, 2)
    async with office(path, before=one) as two:
        assert await judged(two) == (1, 2)
        done = await two.accounts.administer(OPERATOR, "s", SuspendMember(bob))
        good(done, Administered)
        assert await judged(two) == (1, 2)


@pytest.mark.covers("M9")
@pytest.mark.parametrize(
    ("number", "broken"),
    [
        ("0", 1),
        ("-5", 1),
        ("'x'", 2),
        ("2.5", 2),
        ("x'00'", 2),
        ("1e300", 2),
        (f"{2**63 - 1}", 2),
        (f"{2**63 - 2}", 2),
    ],
)
async def test_a_number_that_counts_nothing_is_named_and_stops_nobody(
    autojump_clock: MockClock, path: Path, number: str, broken: int
) -> None:
    async with office(path) as one:
        await one.add("ada")
        bob = (await one.add("bob")).member.id
    touch(path, f"number = {number}", 2)
    async with office(path, before=one) as two:
        assert await judged(two) == (broken - 1, broken)
        for act in (SuspendMember(bob), RestoreMember(bob)):
            done = await two.accounts.administer(OPERATOR, two.operation() + "b", act)
            good(done, Administered)
        _, first = await judged(two)
        assert 0 < first <= 4


# --- the desk


@pytest.mark.covers("M1", "Q2")
async def test_members_become_agents_of_the_desk_and_changes_reach_them(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        await one.define("sales", "repairs")
        member = (await one.add("ann", groups=("sales",), capacity=2)).member.id
        card = await agent(one, member)
        assert (card.nickname, card.groups, card.capacity) == ("Ann", ("sales",), 2)
        edits = MemberEdit(capacity=5, nickname="A", groups=(GroupId("repairs"),))
        await one.accounts.administer(OPERATOR, "1", EditMember(member, edits))
        card = await agent(one, member)
        assert (card.nickname, card.groups, card.capacity) == ("A", ("repairs",), 5)
        admin = (await one.add("ada", Role.ADMIN)).member.id
        await trio.testing.wait_all_tasks_blocked()
        assert isinstance(await one.card(admin), Refused)


@pytest.mark.covers("W10", "Q2", "Q11")
async def test_who_edits_himself_takes_back_no_word_of_a_supervisor(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        ann = await one.hired("ann")
        member = await one.member_id(ann)
        await agent(one, member)
        person = one.desk.directory.agent(AgentId(member))
        await person.ask(SetCapacity(7, "boss", "o"))
        own = EditOwn(OwnEdit(nickname="A"))
        good(await one.accounts.administer(ann, "1", own), Administered)
        card = await agent(one, member)
        assert (card.nickname, card.capacity) == ("A", 7)


@pytest.mark.parametrize("how", ["suspended", "promoted", "deleted"])
async def test_who_may_not_serve_leaves_the_desk(
    autojump_clock: MockClock, path: Path, how: str
) -> None:
    async with office(path) as one:
        await one.define("sales")
        member = (await one.add("ann", groups=("sales",))).member.id
        person = one.desk.directory.agent(AgentId(member))
        await person.ask(SetStatus(AgentStatus.FREE, "s"))
        acts: dict[str, MemberAct] = {
            "suspended": SuspendMember(member),
            "promoted": EditMember(member, MemberEdit(role=Role.ADMIN, groups=())),
            "deleted": DeleteMember(member),
        }
        done = await one.accounts.administer(OPERATOR, "1", acts[how])
        good(done, Administered)
        card = await agent(one, member)
        assert card.status is AgentStatus.OFFLINE
        assert card.groups == (("sales",) if how == "suspended" else ())


@pytest.mark.covers("M1")
async def test_who_administers_serves_while_he_stands_in_a_group(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        await one.define("sales")
        boss = await one.hired("boss", Role.SUPER_ADMIN)
        member = await one.member_id(boss)
        for number, groups in enumerate((("sales",), ())):
            edits = MemberEdit(groups=tuple(map(GroupId, groups)), capacity=3)
            act = EditMember(member, edits)
            good(await one.accounts.administer(boss, f"{number}", act), Administered)
            await trio.testing.wait_all_tasks_blocked()
            assert (await agent(one, member)).groups == groups
        other = EditMember(member, MemberEdit(name="X"))
        refused = await one.accounts.administer(OPERATOR, "3", other)
        assert isinstance(refused, AccountRefused)
        assert refused.rule is AccountRule.SUPER_ADMIN_FIXED


async def test_groups_that_there_are_not_are_refused(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        draft = MemberDraft("a@example.com", "A", groups=(GroupId("nowhere"),))
        answer = await one.accounts.add_member(OPERATOR, "1", draft)
        assert refused(answer) is AccountRule.NO_SUCH_GROUP
        member = (await one.add("ann")).member.id
        edit = EditMember(member, MemberEdit(groups=(GroupId("nowhere"),)))
        answer2 = await one.accounts.administer(OPERATOR, "2", edit)
        assert refused(answer2) is AccountRule.NO_SUCH_GROUP


async def test_the_desk_is_told_again_until_it_knows(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        desk = one.node.registry.regions.pop("agent")
        member = (await one.add("ann")).member.id
        deleted = await one.accounts.administer(OPERATOR, "9", DeleteMember(member))
        assert refused(deleted) is AccountRule.UNAVAILABLE
        one.node.registry.regions["agent"] = desk
        assert isinstance(await one.card(member), Refused)
        await trio.sleep(DESK_RETRY_SECONDS + 1)
        assert (await agent(one, member)).nickname == "Ann"
        one.records.asked.clear()
        await trio.sleep(10 * DESK_RETRY_SECONDS)
        assert one.records.asked == []


async def test_what_the_desk_was_not_told_before_the_end_it_is_told_after_it(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        del one.node.registry.regions["agent"]
        member = (await one.add("ann")).member.id
    async with office(path, before=one) as two:
        assert (await agent(two, member)).nickname == "Ann"


async def test_before_the_actor_is_there_nothing_can_be_had(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        one.door.ref = None
        answer = await one.accounts.sign_in("a", "b", "", HOME)
        assert isinstance(answer, AccountRefused)
        assert answer.rule is AccountRule.UNAVAILABLE
