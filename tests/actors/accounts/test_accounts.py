"""Accounts as people use them: signing in, passwords, second factors, sessions."""

from __future__ import annotations

from pathlib import Path

import pytest
import trio
import trio.testing

from actors.accounts.accounts import Enrolment, FactorConfirmed, FirstPassword
from actors.accounts.audit import Act
from actors.accounts.entrance import SignInFailed
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
    UnlockMember,
    sign_in_topic,
)
from actors.accounts.passwords import MAX_CHARS
from actors.accounts.permissions import Role
from actors.accounts.records import AuditPage, KeepTallies, Record
from actors.accounts.refusal import AccountRefused, AccountRule
from actors.accounts.sign_in_settings import SignInSettings
from actors.accounts.sign_ins import (
    ABSOLUTE_MS,
    IDLE_MS,
    LIMITED_MS,
    TOUCH_MS,
    FactorWanted,
    token_hash,
)
from runtime.errors import Unavailable
from runtime.request_port import PortOverloaded
from tests.actors.accounts.office import (
    HOME,
    OPERATOR,
    PASSWORD,
    Office,
    good,
    office,
    refused,
)

MockClock = trio.testing.MockClock
BOTH = LIMITS[Kind.BOTH]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records.db"


async def acts(one: Office) -> list[Act]:
    page = await one.accounts.audit(OPERATOR, 0, 100, is_backwards=False)
    return [row.entry.act for row in good(page, AuditPage).rows]


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
        locks = [each for each in await acts(one) if each is Act.SIGN_IN_LOCKED]
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
        assert Act.RECOVERY_CODE_USED in await acts(one)


@pytest.mark.covers("P5")
async def test_who_is_asked_for_a_code_after_a_lock_may_give_it(
    autojump_clock: MockClock, path: Path
) -> None:
    async with office(path) as one:
        by = await one.hired("ann")
        enrolment = good(await one.accounts.enrol_factor(by, PASSWORD), Enrolment)
        code = one.code(enrolment.secret)
        good(await one.accounts.confirm_factor(by, code), FactorConfirmed)
        for _ in range(BOTH.free):
            await one.accounts.sign_in("ann", "wrong", "", HOME)
        await trio.sleep(BOTH.first_seconds)
        assert await one.accounts.sign_in("ann", PASSWORD, "", HOME) == FactorWanted()
        await one.enter("ann", code=one.code(enrolment.secret))


async def test_guessing_codes_locks(autojump_clock: MockClock, path: Path) -> None:
    async with office(path) as one:
        by = await one.hired("ann")
        enrolment = good(await one.accounts.enrol_factor(by, PASSWORD), Enrolment)
        code = one.code(enrolment.secret)
        done = good(await one.accounts.confirm_factor(by, code), FactorConfirmed)
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
        enrolment = good(await accounts.enrol_factor(by, PASSWORD), Enrolment)
        code = one.code(enrolment.secret)
        done = good(await accounts.confirm_factor(by, code), FactorConfirmed)
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
        enrolment = good(await one.accounts.enrol_factor(by, PASSWORD), Enrolment)
        code = one.code(enrolment.secret)
        done = good(await one.accounts.confirm_factor(by, code), FactorConfirmed)
        assert done.signed_in.identity.stage is Stage.FULL


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
