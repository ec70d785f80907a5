"""A member's second factor, from enrolment to its end."""

from __future__ import annotations

from pathlib import Path

import pytest
import trio
import trio.testing

from actors.accounts.accounts import Enrolment, FactorConfirmed
from actors.accounts.audit import Act
from actors.accounts.lockout import LIMITS, Kind
from actors.accounts.members import OwnEdit, Stage
from actors.accounts.messages import ByToken, EditOwn, Identity, SignedIn
from actors.accounts.permissions import Role
from actors.accounts.refusal import AccountRule
from actors.accounts.sign_in_settings import SignInSettings
from actors.accounts.sign_ins import FactorWanted
from tests.actors.accounts.office import HOME, PASSWORD, good, office, refused

MockClock = trio.testing.MockClock
BOTH = LIMITS[Kind.BOTH]


@pytest.mark.covers("P5", "W10")
async def test_a_second_factor_from_enrolment_to_its_end(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        by = await one.hired("ann")
        accounts = one.accounts
        enrolment = good(await accounts.enrol_factor(by, PASSWORD), Enrolment)
        assert "ann%40example.com" in enrolment.uri
        await one.enter("ann", home=HOME)  # not asked for before it is confirmed
        by = ByToken((await one.enter("ann")).token, HOME)
        wrong = await accounts.confirm_factor(by, "000000")
        assert refused(wrong) is AccountRule.WRONG_CREDENTIALS
        code = one.code(enrolment.secret)
        confirmed = good(await accounts.confirm_factor(by, code), FactorConfirmed)
        assert refused(await accounts.who_is(by)) is AccountRule.NOT_SIGNED_IN
        assert await accounts.sign_in("ann", PASSWORD, "", HOME) == FactorWanted()
        replayed = await accounts.sign_in("ann", PASSWORD, code, HOME)
        assert refused(replayed) is AccountRule.WRONG_CREDENTIALS
        await trio.sleep(60)
        await one.enter("ann", code=one.code(enrolment.secret))
        recovery = confirmed.recovery_codes[0]
        signed_in = await one.enter("ann", code=recovery)
        used = await accounts.sign_in("ann", PASSWORD, recovery, HOME)
        assert refused(used) is AccountRule.WRONG_CREDENTIALS
        by = ByToken(signed_in.token, HOME)
        bad = await accounts.take_off_factor(by, PASSWORD, "000000")
        assert refused(bad) is AccountRule.WRONG_CREDENTIALS
        off = await accounts.take_off_factor(by, PASSWORD, confirmed.recovery_codes[1])
        assert not good(off, SignedIn).identity.card.has_second_factor
        await one.enter("ann")
        assert Act.RECOVERY_CODE_USED in await one.acts()


@pytest.mark.covers("P5", "W10")
async def test_a_second_factor_wants_the_password_again(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        by = await one.hired("ann")
        accounts = one.accounts
        wrong = await accounts.enrol_factor(by, "wrong")
        assert refused(wrong) is AccountRule.WRONG_PASSWORD
        answer = await accounts.confirm_factor(by, "000000")
        assert refused(answer) is AccountRule.NOT_ENROLLING
        _, done = await one.with_factor(by)
        by = ByToken(done.signed_in.token, HOME)
        for _ in range(BOTH.free - 1):
            off = await accounts.take_off_factor(by, "wrong", done.recovery_codes[0])
            assert refused(off) is AccountRule.WRONG_PASSWORD
        off = await accounts.take_off_factor(by, PASSWORD, "000000")
        assert refused(off) is AccountRule.LOCKED
        assert good(await accounts.who_is(by), Identity).card.has_second_factor


@pytest.mark.covers("P5")
async def test_what_is_due_comes_before_a_second_factor_and_is_no_failure(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        first = (await one.add("ann")).password
        by = ByToken((await one.enter("ann", first)).token, HOME)
        for _ in range(BOTH.free + 1):
            answer = await one.accounts.enrol_factor(by, first)
            assert refused(answer) is AccountRule.PASSWORD_DUE


async def test_admins_may_need_a_second_factor(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path, SignInSettings(admins_need_factor=True)) as one:
        by = await one.hired("ada", Role.ADMIN)
        identity = good(await one.accounts.who_is(by), Identity)
        assert identity.stage is Stage.FACTOR_DUE
        edit = EditOwn(OwnEdit(name="X"))
        answer = await one.accounts.administer(by, "1", edit)
        assert refused(answer) is AccountRule.FACTOR_DUE
        assert refused(await one.accounts.take_off_factor(by, PASSWORD, "")) is (
            AccountRule.FACTOR_DUE
        )
        _, done = await one.with_factor(by)
        assert done.signed_in.identity.stage is Stage.FULL
