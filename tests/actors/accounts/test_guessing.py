"""Guesses at passwords and codes: bounded, counted on disk, locked out."""

from __future__ import annotations

from pathlib import Path

import pytest
import trio
import trio.testing

from actors.accounts.accounts import Enrolment
from actors.accounts.audit import Act
from actors.accounts.entrance import SignInFailed
from actors.accounts.hash_wire import VerifyPassword
from actors.accounts.lockout import LIMITS, Kind
from actors.accounts.messages import Administered, ByToken, UnlockMember
from actors.accounts.passwords import MAX_CHARS
from actors.accounts.records import AuditPage, KeepTallies, Record
from actors.accounts.refusal import AccountRefused, AccountRule
from actors.accounts.sign_ins import FactorWanted
from runtime.errors import Unavailable
from runtime.request_port import PortOverloaded
from tests.actors.accounts.office import HOME, OPERATOR, PASSWORD, good, office, refused

MockClock = trio.testing.MockClock
BOTH = LIMITS[Kind.BOTH]


@pytest.mark.covers("P5")
async def test_unknown_accounts_and_wrong_passwords_look_and_cost_the_same(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        await one.hired("ann")
        heard: dict[str, list[object]] = {}
        for login in ("ann@example.com", "nobody@example.com"):
            one.hasher.asked.clear()
            heard[login] = [
                await one.accounts.sign_in(login, "x" * 200, "", login)
                for _ in range(BOTH.free + 2)
            ]
            # Each was compared with something, and the long one cut.
            compared = one.hasher.asked
            assert len(compared) == BOTH.free
            for each in compared:
                assert isinstance(each, VerifyPassword)
                assert len(each.password) == MAX_CHARS + 1
        known, unknown = heard.values()
        assert known == unknown
        assert [refused(each) for each in known[-3:]] == [
            AccountRule.WRONG_CREDENTIALS,
            AccountRule.LOCKED,
            AccountRule.LOCKED,
        ]
        last = known[-1]
        assert isinstance(last, AccountRefused)
        assert last.retry_seconds == BOTH.first_seconds
        failures = [each for each in one.told if isinstance(each, SignInFailed)]
        assert [each.is_locked for each in failures[: BOTH.free]] == [
            *[False] * (BOTH.free - 1),
            True,
        ]
        # Others, and she herself from elsewhere, are let in.
        await one.enter("ann", home="10.9.9.9")
        await trio.sleep(BOTH.first_seconds)
        await one.enter("ann", home="ann@example.com")
        locks = [each for each in await one.acts() if each is Act.SIGN_IN_LOCKED]
        assert len(locks) == 2


@pytest.mark.covers("P5")
async def test_two_names_of_one_account_are_no_two_chances(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        by = await one.hired("ann")
        names = ("ann@example.com", "ANN", " ann ", "Ann@Example.com")
        for number in range(BOTH.free - 1):
            wrong = await one.accounts.sign_in(names[number % 4], "wrong", "", HOME)
            assert refused(wrong) is AccountRule.WRONG_CREDENTIALS
        wrong2 = await one.accounts.enrol_factor(by, "wrong")
        assert refused(wrong2) is AccountRule.WRONG_PASSWORD
        for name in names:
            locked = await one.accounts.sign_in(name, PASSWORD, "", HOME)
            assert refused(locked) is AccountRule.LOCKED
        # Nobody can lock or look by a member's id, which colleagues know.
        member = await one.member_id(by)
        for name in (member, f"member {member}"):
            wrong = await one.accounts.sign_in(name, PASSWORD, "", HOME)
            assert refused(wrong) is AccountRule.WRONG_CREDENTIALS
        # From all addresses no more than a hundred an hour (OWASP ASVS 4.0.3, 2.2.1).
        guesses = 0
        for number in range(2 * 3600):
            name, home = names[number % 4], f"10.1.{number // 250}.{number % 250}"
            answer = await one.accounts.sign_in(name, "wrong", "", home)
            guesses += refused(answer) is AccountRule.WRONG_CREDENTIALS
            await trio.sleep(0.5)
        assert 50 < guesses < 100


@pytest.mark.covers("P5")
async def test_locks_outlive_the_actor_and_an_administrator_ends_them(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        member = (await one.add("ann")).member.id
        for _ in range(BOTH.free):
            await one.accounts.sign_in("ann", "wrong", "", HOME)
        ref = one.door.ref
        assert ref is not None
        ref.cell.kill()
        await trio.testing.wait_all_tasks_blocked()
        await trio.sleep(1)
        locked = await one.accounts.sign_in("ann", "wrong", "", HOME)
        assert refused(locked) is AccountRule.LOCKED
        await one.accounts.administer(OPERATOR, "1", UnlockMember(member))
        wrong = await one.accounts.sign_in("ann", "wrong", "", HOME)
        assert refused(wrong) is AccountRule.WRONG_CREDENTIALS


@pytest.mark.covers("P5")
@pytest.mark.parametrize("login", ["ann", "nobody", "sünde@例.cn"])
async def test_a_restart_frees_nobody_who_guesses(
    autojump_clock: MockClock, path: Path, login: str
) -> None:
    async with office(path) as one:
        member = (await one.add("ann")).member.id
        for _ in range(BOTH.free):
            wrong = await one.accounts.sign_in(login, "wrong", "", HOME)
            assert refused(wrong) is AccountRule.WRONG_CREDENTIALS
        kept = await one.tallies()
        assert len(kept) == len(Kind)
        assert not [each for each in kept if login in each.account]
    async with office(path, before=one) as two:
        locked = await two.accounts.sign_in(login, "wrong", "", HOME)
        assert refused(locked) is AccountRule.LOCKED
        await two.accounts.administer(OPERATOR, "1", UnlockMember(member))
    async with office(path, before=one) as three:
        answer = await three.accounts.sign_in(login, "wrong", "", HOME)
        is_hers = login == "ann"
        assert refused(answer) is (
            AccountRule.WRONG_CREDENTIALS if is_hers else AccountRule.LOCKED
        )


@pytest.mark.covers("P5")
async def test_an_act_that_is_on_disk_has_unlocked(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        unlock = UnlockMember((await one.add("ann")).member.id)
        for _ in range(BOTH.free):
            await one.accounts.sign_in("ann", "wrong", "", HOME)
        one.records.lost.append(Record)
        unknown = await one.accounts.administer(OPERATOR, "1", unlock)
        assert refused(unknown) is AccountRule.UNAVAILABLE
        good(await one.accounts.administer(OPERATOR, "1", unlock), Administered)
        wrong = await one.accounts.sign_in("ann", "wrong", "", HOME)
        assert refused(wrong) is AccountRule.WRONG_CREDENTIALS


@pytest.mark.covers("P5")
async def test_no_guess_gets_its_verdict_before_it_is_on_disk(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        by = await one.hired("ann")
        one.records.asked.clear()
        await one.accounts.sign_in("ann", "wrong", "", HOME)
        await one.accounts.enrol_factor(by, "wrong")
        good(await one.accounts.enrol_factor(by, PASSWORD), Enrolment)
        await one.accounts.confirm_factor(by, "000000")
        kept = [each for each in one.records.asked if isinstance(each, KeepTallies)]
        assert [each.tallies[0].failed for each in kept] == [1, 2, 3]
        one.records.failures.append(Unavailable("dead"))
        answer = await one.accounts.sign_in("ann", "wrong", "", HOME)
        assert refused(answer) is AccountRule.UNAVAILABLE
        await one.enter("ann")
        assert [each.kind for each in await one.tallies()] == [Kind.ADDRESS]
        one.records.asked.clear()
        await one.enter("ann")
        assert [type(each) for each in one.records.asked] == [Record]


@pytest.mark.covers("P5")
async def test_a_lock_by_guesses_at_the_own_password_is_in_the_log(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        by = await one.hired("ann")
        for _ in range(BOTH.free):
            await one.accounts.enrol_factor(by, "wrong")
        page = await one.accounts.audit(OPERATOR, 0, 1, is_backwards=True)
        (row,) = good(page, AuditPage).rows
        member = await one.member_id(by)
        assert row.entry.act is Act.SIGN_IN_LOCKED
        assert (row.entry.who, row.entry.subject) == (member, member)


async def test_guessing_codes_locks(autojump_clock: MockClock, path: Path) -> None:
    async with office(path) as one:
        _, done = await one.with_factor(await one.hired("ann"))
        by = ByToken(done.signed_in.token, HOME)
        for _ in range(BOTH.free):
            assert await one.accounts.sign_in("x", "", "", HOME) != FactorWanted()
            wrong = await one.accounts.take_off_factor(by, PASSWORD, "000000")
            assert refused(wrong) is AccountRule.WRONG_CREDENTIALS
        locked = await one.accounts.take_off_factor(by, PASSWORD, "000000")
        assert refused(locked) is AccountRule.LOCKED
        locked = await one.accounts.change_password(by, "a", "neues-Passwort-1")
        assert refused(locked) is AccountRule.LOCKED


@pytest.mark.covers("P5")
async def test_guessing_codes_of_an_enrolment_locks(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        by = await one.hired("ann")
        confirm = one.accounts.confirm_factor
        for _ in range(BOTH.free):
            answer = await confirm(by, "000000")
            assert refused(answer) is AccountRule.NOT_ENROLLING
        enrolment = good(await one.accounts.enrol_factor(by, PASSWORD), Enrolment)
        for _ in range(BOTH.free):
            # The right password in between washes nothing away.
            good(await one.accounts.enrol_factor(by, PASSWORD), Enrolment)
            answer = await confirm(by, "000000")
            assert refused(answer) is AccountRule.WRONG_CREDENTIALS
        answer = await confirm(by, one.code(enrolment.secret))
        assert refused(answer) is AccountRule.LOCKED


@pytest.mark.covers("P5")
async def test_who_is_asked_for_a_code_after_a_lock_may_give_it(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        by = await one.hired("ann")
        secret, _ = await one.with_factor(by)
        for _ in range(BOTH.free):
            await one.accounts.sign_in("ann", "wrong", "", HOME)
        await trio.sleep(BOTH.first_seconds)
        assert await one.accounts.sign_in("ann", PASSWORD, "", HOME) == FactorWanted()
        await one.enter("ann", code=one.code(secret))


@pytest.mark.covers("P5")
@pytest.mark.parametrize("error", [PortOverloaded("full"), Unavailable("dead")])
async def test_a_guess_that_gets_no_verdict_is_no_failure(
    autojump_clock: MockClock, path: Path, error: Exception
) -> None:
    async with office(path) as one:
        by = await one.hired("ann")
        accounts, failures = one.accounts, one.hasher.failures
        none = {AccountRule.OVERLOADED, AccountRule.UNAVAILABLE}
        for _ in range(BOTH.free):
            failures.append(error)
            assert refused(await accounts.sign_in("ann", "wrong", "", HOME)) in none
            failures.append(error)
            assert refused(await accounts.enrol_factor(by, "wrong")) in none
            one.hasher.hash_failures.append(error)
            change = accounts.change_password(by, PASSWORD, "neues-Passwort-1")
            assert refused(await change) in none
        # As many as ever are under way at once, and no more.
        for _ in range(BOTH.free):
            answer = await accounts.sign_in("ann", "wrong", "", HOME)
            assert refused(answer) is AccountRule.WRONG_CREDENTIALS
        answer = await accounts.sign_in("ann", "wrong", "", HOME)
        assert refused(answer) is AccountRule.LOCKED


@pytest.mark.covers("P5")
async def test_no_more_guesses_are_under_way_than_may_fail(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        await one.hired("ann")
        one.hasher.asked.clear()
        rules: list[AccountRule] = []

        async def guess() -> None:
            answer = await one.accounts.sign_in("ann", "wrong", "", HOME)
            rules.append(refused(answer))

        one.hasher.gate = trio.Event()
        async with trio.open_nursery() as nursery:
            for _ in range(10 * BOTH.free):
                nursery.start_soon(guess)
            await trio.testing.wait_all_tasks_blocked()
            assert len(one.hasher.asked) == BOTH.free
            assert set(rules) == {AccountRule.LOCKED}
            one.hasher.gate.set()
        assert rules.count(AccountRule.WRONG_CREDENTIALS) == BOTH.free
