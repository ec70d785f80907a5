"""Accounts as people use them: passwords, and what signing in opens."""

from __future__ import annotations

from pathlib import Path

import pytest
import trio
import trio.testing

from actors.accounts.accounts import FirstPassword
from actors.accounts.hash_wire import HashCost, VerifyPassword
from actors.accounts.hashing import Hashing
from actors.accounts.lockout import LIMITS, Kind
from actors.accounts.members import OwnEdit, Stage
from actors.accounts.messages import (
    Administered,
    BeginSignIn,
    ByToken,
    Done,
    DropAttempt,
    EditOwn,
    EndReason,
    FinishSignIn,
    Identity,
    Login,
    PasswordShown,
    SignedIn,
    SignInEnded,
    TakePassword,
    sign_in_topic,
)
from actors.accounts.permissions import Role
from actors.accounts.records import Record
from actors.accounts.refusal import AccountRule
from actors.accounts.sign_ins import (
    ABSOLUTE_MS,
    IDLE_MS,
    LIMITED_MS,
    TOUCH_MS,
    token_hash,
)
from runtime.errors import Unavailable
from runtime.request_port import PortOverloaded
from tests.actors.accounts.office import HOME, OPERATOR, PASSWORD, good, office, refused

MockClock = trio.testing.MockClock
BOTH = LIMITS[Kind.BOTH]


@pytest.mark.covers("M1")
async def test_the_first_password_must_be_changed_before_anything_else(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        first = await one.add("ann")
        signed_in = await one.enter("Ann@Example.com ", first.password)
        assert signed_in.identity.stage is Stage.PASSWORD_DUE
        by = ByToken(signed_in.token, HOME)
        act = EditOwn(OwnEdit(name="X"))
        answer = await one.accounts.administer(by, "1", act)
        assert refused(answer) is AccountRule.PASSWORD_DUE
        change = one.accounts.change_password
        weak = await change(by, first.password, "short")
        assert refused(weak) is AccountRule.WEAK_PASSWORD
        same = await change(by, first.password, first.password)
        assert refused(same) is AccountRule.SAME_PASSWORD
        wrong = await change(by, "wrong", PASSWORD)
        assert refused(wrong) is AccountRule.WRONG_PASSWORD
        changed = good(await change(by, first.password, PASSWORD), SignedIn)
        assert changed.identity.stage is Stage.FULL
        # The token has changed with it.
        assert refused(await one.accounts.who_is(by)) is AccountRule.NOT_SIGNED_IN
        by = ByToken(changed.token, HOME)
        done = good(await one.accounts.administer(by, "1", act), Administered)
        assert done.member.name == "X"
        gone = await one.accounts.sign_in("ann", first.password, "", HOME)
        assert refused(gone) is AccountRule.WRONG_CREDENTIALS
        await one.enter("ann")  # the staff number


@pytest.mark.covers("P5")
async def test_a_password_that_was_reset_while_it_was_compared_is_wrong(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        by = await one.hired("ann")
        member = await one.member_id(by)
        ref = one.door.ref
        assert ref is not None
        begun = await ref.ask(BeginSignIn("ann", HOME))
        old = good(begun, Login)
        reset = await one.accounts.reset_password(
            OPERATOR, "1", member, drops_factor=False
        )
        first = good(reset, FirstPassword).password
        finish = FinishSignIn(old, HOME, True, "", "", "token")  # noqa: FBT003
        late = await ref.ask(finish)
        assert refused(late) is AccountRule.WRONG_CREDENTIALS
        by = ByToken((await one.enter("ann", first)).token, HOME)
        take = TakePassword(PasswordShown(by, old, is_right=True), "hash", "token")
        late = await ref.ask(take)
        assert refused(late) is AccountRule.WRONG_PASSWORD
        await one.enter("ann", first)


@pytest.mark.covers("W9")
async def test_a_new_sign_in_ends_the_old_one_which_is_told(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        by = await one.hired("ann")
        who = good(await one.accounts.who_is(by), Identity).principal
        one.node.topics.subscribe(sign_in_topic(who.who), one.heard)
        second = await one.enter("ann", home="10.0.0.2")
        assert one.ended == [SignInEnded(who.who, who.sign_in, EndReason.REPLACED)]
        assert refused(await one.accounts.who_is(by)) is AccountRule.NOT_SIGNED_IN
        by = ByToken(second.token, HOME)
        assert await one.accounts.sign_out(by) == Done()
        assert one.ended[1].reason is EndReason.SIGNED_OUT
        assert refused(await one.accounts.sign_out(by)) is AccountRule.NOT_SIGNED_IN


@pytest.mark.covers("P5", "W10")
@pytest.mark.parametrize("is_heard", [True, False])
async def test_a_changed_password_ends_what_was_opened_under_the_old_one(
    autojump_clock: MockClock, path: Path, *, is_heard: bool
) -> None:
    async with office(path) as one:
        by = await one.hired("ann")
        who = good(await one.accounts.who_is(by), Identity).principal
        one.node.topics.subscribe(sign_in_topic(who.who), one.heard)
        if not is_heard:
            one.records.lost.append(Record)
        changed = await one.accounts.change_password(by, PASSWORD, "neues-Passwort-1")
        assert refused(await one.accounts.who_is(by)) is AccountRule.NOT_SIGNED_IN
        assert one.ended == [
            SignInEnded(who.who, who.sign_in, EndReason.PASSWORD_CHANGED)
        ]
        if not is_heard:
            assert refused(changed) is AccountRule.UNAVAILABLE
            changed = await one.enter("ann", "neues-Passwort-1")
        by = ByToken(good(changed, SignedIn).token, HOME)
        now = good(await one.accounts.who_is(by), Identity).principal
        assert now.sign_in not in {"", who.sign_in}


@pytest.mark.covers("P5")
async def test_a_sign_in_ends_when_it_is_not_used_and_at_last_anyway(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path, has_desk=False) as one:
        by = await one.hired("ann", Role.ADMIN)
        step = IDLE_MS / 1000 - 60
        for _ in range(int(ABSOLUTE_MS / 1000 / step)):
            await trio.sleep(step)
            good(await one.accounts.who_is(by), Identity)
        await trio.sleep(step)
        assert refused(await one.accounts.who_is(by)) is AccountRule.NOT_SIGNED_IN
        by = ByToken((await one.enter("ann")).token, HOME)
        await trio.sleep(IDLE_MS / 1000)
        assert refused(await one.accounts.who_is(by)) is AccountRule.NOT_SIGNED_IN
        first = await one.add("bob", Role.ADMIN)
        by = ByToken((await one.enter("bob", first.password)).token, HOME)
        await trio.sleep(LIMITED_MS / 1000)
        late = await one.accounts.change_password(by, first.password, PASSWORD)
        assert refused(late) is AccountRule.NOT_SIGNED_IN


async def test_use_is_written_down_now_and_then(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        by = await one.hired("ann")
        one.records.asked.clear()
        for _ in range(10):
            await trio.sleep(TOUCH_MS / 1000 / 10)
            good(await one.accounts.who_is(by), Identity)
        assert len(one.records.asked) == 1


async def test_sign_ins_survive_a_restart_and_tokens_are_not_kept(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        by = await one.hired("ann")
    assert by.token.encode() not in await trio.Path(path).read_bytes()
    async with office(path, before=one) as two:
        identity = good(await two.accounts.who_is(by), Identity)
        assert identity.card.email == "ann@example.com"
        assert token_hash(by.token) != by.token


async def test_a_password_is_hashed_anew_at_its_use(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        await one.hired("ann")
        one.hasher.hashing = Hashing(HashCost(memory_kib=16, passes=1))
        await one.enter("ann")
        one.hasher.asked.clear()
        await one.enter("ann")
        (compared,) = one.hasher.asked
        assert isinstance(compared, VerifyPassword)
        assert "m=16" in compared.password_hash


async def test_what_cannot_be_had_now_is_said_and_nothing_is_lost(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        by = await one.hired("ann")
        one.hasher.failures.append(PortOverloaded("full"))
        busy = await one.accounts.sign_in("ann", PASSWORD, "", HOME)
        assert refused(busy) is AccountRule.OVERLOADED
        one.hasher.failures.append(Unavailable("dead"))
        away = await one.accounts.sign_in("ann", PASSWORD, "", HOME)
        assert refused(away) is AccountRule.UNAVAILABLE
        one.records.failures.append(Unavailable("dead"))
        out = await one.accounts.sign_out(by)
        assert refused(out) is AccountRule.UNAVAILABLE
        # Everything was read anew: the sign-out had not come to be.
        good(await one.accounts.who_is(by), Identity)
        ref = one.door.ref
        assert ref is not None
        begun = await ref.ask(BeginSignIn("ann", HOME))
        login = good(begun, Login)
        one.records.failures.append(Unavailable("dead"))
        one.records.failures.append(Unavailable("dead"))
        await one.accounts.sign_out(by)
        assert await ref.ask(DropAttempt(login, HOME)) == Done()
        assert refused(await one.accounts.who_is(by)) is AccountRule.UNAVAILABLE
        good(await one.accounts.who_is(by), Identity)
