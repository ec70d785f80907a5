"""What every store of accounts' records promises; subclasses give `records`."""

from __future__ import annotations

import msgspec
import pytest

from actors.accounts.audit import Act, AuditEntry, ChainCheck
from actors.accounts.lockout import Kind, Tally
from actors.accounts.members import (
    Change,
    DropMember,
    DropSignIn,
    Member,
    PutMember,
    PutSignIn,
    SignIn,
)
from actors.accounts.permissions import Role
from actors.accounts.records import (
    AuditFilter,
    AuditPage,
    Fault,
    FindOperation,
    FindPortrait,
    Found,
    Keep,
    KeepPortrait,
    KeepTallies,
    Load,
    Loaded,
    NotRecorded,
    PortraitFound,
    ReadAudit,
    Record,
    Recorded,
)
from actors.ids import GroupId
from actors.records_port import Records

FULL = Member(
    "m1",
    "Ann@example.com",
    "安",
    "小安",
    "+86 1",
    "A-1",
    Role.SUPERVISOR,
    3,
    (GroupId("b"), GroupId("a")),
    1_700_000_000_000,
    "$argon2id$",
    must_change_password=False,
    is_suspended=True,
    factor_secret="S",
    is_factor_confirmed=True,
    factor_step=56_666_666,
    recovery=("h2", "h1"),
    is_desk_due=True,
)
BARE = Member("m0", "bob@example.com", "Bob", "", "", "", Role.AGENT, 1, (), 5, "hash")
SIGN_IN = SignIn("s1", "m1", "t1", 10, 20, "::1")


def record(operation: str, *changes: Change, answer: bytes = b"") -> Record:
    entry = AuditEntry(7, "operator", Act.MEMBER_EDITED, "m1", "::1", "安 → 安安")
    return Record(operation, changes, entry, answer)


async def loaded(records: Records) -> Loaded:
    answer = await records.ask(Load())
    assert isinstance(answer, Loaded), answer
    return answer


async def audit(records: Records, request: ReadAudit) -> list[int]:
    answer = await records.ask(request)
    assert isinstance(answer, AuditPage), answer
    return [row.number for row in answer.rows]


async def picture(records: Records) -> bytes:
    """Of `FULL`."""
    found = await records.ask(FindPortrait("m1"))
    assert isinstance(found, PortraitFound), found
    return found.image


class RecordsContract:
    async def test_what_was_put_is_found_again(self, records: Records) -> None:
        assert await loaded(records) == Loaded((), ())
        put = record("1", PutMember(FULL), PutMember(BARE), PutSignIn(SIGN_IN))
        assert await records.ask(put) == Recorded()
        assert await loaded(records) == Loaded((FULL, BARE), (SIGN_IN,))
        changed = msgspec.structs.replace(
            FULL, groups=(), recovery=("h2",), staff_number="", name="A"
        )
        await records.ask(Keep((PutMember(changed),)))
        assert await loaded(records) == Loaded((changed, BARE), (SIGN_IN,))

    async def test_what_is_dropped_is_gone_with_all_that_is_its(
        self, records: Records
    ) -> None:
        await records.ask(record("1", PutMember(FULL), PutSignIn(SIGN_IN)))
        await records.ask(record("2", DropSignIn("m1")))
        assert await loaded(records) == Loaded((FULL,), ())
        await records.ask(record("3", PutSignIn(SIGN_IN)))
        await records.ask(record("4", DropMember("m1")))
        assert await loaded(records) == Loaded((), ())
        put = record("5", PutMember(BARE), PutMember(FULL))
        assert await records.ask(put) == Recorded()
        assert await loaded(records) == Loaded((BARE, FULL), ())

    @pytest.mark.covers("W10")
    async def test_a_picture_is_its_members(self, records: Records) -> None:
        await records.ask(record("1", PutMember(FULL), PutMember(BARE)))
        assert await picture(records) == b""
        for image in (b"one\0", b"two"):
            await records.ask(KeepPortrait("m1", image))
            assert await picture(records) == image
        await records.ask(record("2", PutMember(FULL)))
        assert await picture(records) == b"two"
        await records.ask(KeepPortrait("m1", b""))
        assert await picture(records) == b""
        await records.ask(KeepPortrait("m1", b"three"))
        await records.ask(record("3", DropMember("m1")))
        assert await picture(records) == b""
        assert await records.ask(KeepPortrait("m1", b"four")) == Recorded()
        assert await picture(records) == b""

    async def test_a_member_is_signed_in_at_one_place(self, records: Records) -> None:
        await records.ask(record("1", PutMember(FULL), PutSignIn(SIGN_IN)))
        second = SignIn("s2", "m1", "t2", 30, 30, "::2")
        await records.ask(record("2", PutSignIn(second)))
        assert (await loaded(records)).sign_ins == (second,)

    @pytest.mark.covers("M9")
    async def test_a_repeat_gets_the_first_answer_and_does_nothing(
        self, records: Records
    ) -> None:
        assert await records.ask(FindOperation("1")) == Found(None)
        await records.ask(record("1", PutMember(FULL), answer=b"first"))
        again = record("1", PutMember(BARE), answer=b"second")
        assert await records.ask(again) == Recorded(b"first", is_repeat=True)
        assert await records.ask(FindOperation("1")) == Found(b"first")
        assert await loaded(records) == Loaded((FULL,), ())
        assert await audit(records, ReadAudit(0)) == [1]

    @pytest.mark.parametrize(
        "clash",
        [
            {"id": "m2", "staff_number": ""},
            {"id": "m2", "email": "other@example.com"},
            {"id": "m2", "email": "ANN@example.com", "staff_number": "x"},
        ],
    )
    async def test_what_a_constraint_refuses_changes_nothing(
        self, records: Records, clash: dict[str, object]
    ) -> None:
        await records.ask(record("1", PutMember(FULL)))
        second = msgspec.structs.replace(FULL, **clash)
        refused = await records.ask(record("2", PutMember(BARE), PutMember(second)))
        assert isinstance(refused, NotRecorded)
        assert refused.fault is Fault.CONFLICT
        assert await loaded(records) == Loaded((FULL,), ())
        assert await audit(records, ReadAudit(0)) == [1]
        assert await records.ask(FindOperation("2")) == Found(None)

    async def test_nobody_signs_in_who_is_no_member(self, records: Records) -> None:
        refused = await records.ask(record("1", PutSignIn(SIGN_IN)))
        assert isinstance(refused, NotRecorded)

    @pytest.mark.covers("P5")
    async def test_failures_are_kept_until_they_are_forgotten(
        self, records: Records
    ) -> None:
        both = Tally(Kind.BOTH, "a", "::1", 3, 50)
        account = Tally(Kind.ACCOUNT, "a", "", 3, 60)
        assert await records.ask(KeepTallies((both, account), 50)) == Recorded()
        assert set((await loaded(records)).tallies) == {both, account}
        more = msgspec.structs.replace(both, failed=4, at_ms=70)
        none = msgspec.structs.replace(account, failed=0)
        await records.ask(KeepTallies((more, none), 0))
        assert (await loaded(records)).tallies == (more,)
        await records.ask(KeepTallies((account,), 61))
        assert (await loaded(records)).tallies == (more,)
        await records.ask(KeepTallies((), 71))
        assert (await loaded(records)).tallies == ()
        act = msgspec.structs.replace(record("1"), tallies=(both, none))
        for _ in range(2):  # a repeat changes nothing
            await records.ask(act)
            act = msgspec.structs.replace(act, tallies=(account,))
        assert (await loaded(records)).tallies == (both,)

    @pytest.mark.covers("M9")
    async def test_rows_are_found_by_who_what_whom_and_when(
        self, records: Records
    ) -> None:
        acts = (
            AuditEntry(10, "ann", Act.SIGNED_IN, "ann"),
            AuditEntry(20, "bob", Act.SIGNED_IN, "bob"),
            AuditEntry(30, "ann", Act.CRASHING_PART, "/desk/groups/a_b"),
            AuditEntry(40, "ann", Act.RESTARTING_PART, "/desk/groups/axb"),
        )
        for number, entry in enumerate(acts):
            await records.ask(Record(f"{number}", (PutMember(BARE),), entry))

        async def found(limit: int = 9, after: int = 0, **wanted: object) -> list[int]:
            every = msgspec.convert(wanted, AuditFilter)
            asked = ReadAudit(after, limit, is_backwards=True, wanted=every)
            return await audit(records, asked)

        assert await found() == [4, 3, 2, 1]
        assert await found(who=["ann"]) == [4, 3, 1]
        assert await found(who=["ann", "bob"], limit=3) == [4, 3, 2]
        assert await found(who=["ann"], after=4) == [3, 1]
        assert await found(act="signed_in") == [2, 1]
        assert await found(subject="a_b") == [3]
        assert await found(since_ms=20, until_ms=40) == [3, 2]
        assert await found(subject="nobody") == []

    @pytest.mark.covers("M9")
    async def test_every_act_has_its_row_and_the_chain_is_whole(
        self, records: Records
    ) -> None:
        for number in range(7):
            await records.ask(record(f"{number}", PutMember(BARE)))
        assert await audit(records, ReadAudit(0, 3)) == [1, 2, 3]
        assert await audit(records, ReadAudit(3, 3)) == [4, 5, 6]
        assert await audit(records, ReadAudit(0, 3, is_backwards=True)) == [7, 6, 5]
        assert await audit(records, ReadAudit(2, 3, is_backwards=True)) == [1]
        page = await records.ask(ReadAudit(0))
        assert isinstance(page, AuditPage)
        assert page.next == 0
        back = await records.ask(ReadAudit(0, 3, is_backwards=True))
        assert isinstance(back, AuditPage)
        assert back.next == 5
        last = await records.ask(ReadAudit(2, 1, is_backwards=True))
        assert isinstance(last, AuditPage)
        assert last.next == 0
        check = ChainCheck()
        check.read(page.rows)
        assert (check.rows, check.broken) == (7, 0)
        assert page.rows[0].entry == record("").entry
