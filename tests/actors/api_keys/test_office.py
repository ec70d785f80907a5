"""Who may make keys, whose they are, and whom they sign in (M11, W8)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import trio
from trio.testing import MockClock

from actors.accounts.accounts import Accounts
from actors.accounts.audit import Act
from actors.accounts.members import Stage
from actors.accounts.messages import (
    Administered,
    ByOperator,
    ByToken,
    Identity,
    SignedIn,
    SuspendMember,
)
from actors.accounts.permissions import OPERATOR, Principal, Role
from actors.accounts.refusal import AccountRule
from actors.api_keys import store
from actors.api_keys.key import TOUCH_MS, ApiKey, KeyDraft, Scope
from actors.api_keys.login_desk import LOGIN_MS, AgentLogin, LoginDesk
from actors.api_keys.office import KeyMade, KeyOffice
from actors.api_keys.records import KeyChanged, KeyRefused, KeyRule, KeysRead
from runtime.errors import Unavailable
from tests.actors.accounts.office import HOME, Office, good, office, refused

pytestmark = pytest.mark.covers("M11")
OWNER = Principal(OPERATOR, None)
ADA = Principal("ada", Role.ADMIN)
DRAFT = KeyDraft("crm", (Scope.AGENT_LOGIN,))
LOGIN = Scope.AGENT_LOGIN


class Keys:
    """The office of keys, and the desk that uses them."""

    def __init__(self, one: Office) -> None:
        self.one = one
        self.accounts: Accounts = one.accounts
        records, now_ms = one.records, one.node.wall_ms
        self.office = KeyOffice(records, one.accounts, b"secret", now_ms)
        self.desk = LoginDesk(records, one.accounts, one.node.random, now_ms)

    async def made(self, draft: KeyDraft = DRAFT, operation: str = "o") -> KeyMade:
        return good(await self.office.add(OWNER, draft, operation), KeyMade)

    async def login(self, made: KeyMade, name: str) -> str:
        """A token for who signs in so."""
        key = await self.office.check(made.text, LOGIN)
        assert not isinstance(key, KeyRefused)
        return good(await self.desk.make(key, name, HOME), AgentLogin).token

    async def entered(self, token: str) -> SignedIn:
        return good(await self.desk.enter(token, HOME), SignedIn)


@pytest.fixture
async def keys(tmp_path: Path) -> AsyncIterator[Keys]:
    async with office(tmp_path / "records.db") as one:
        yield Keys(one)


def rule(answer: object) -> KeyRule:
    return good(answer, KeyRefused).rule


async def test_a_key_is_told_once_and_known_by_its_hash(keys: Keys) -> None:
    made = await keys.made()
    assert made.text.startswith(f"tdk_{made.key.id}_")
    assert await keys.made() == made  # a repeat is told the same
    other = await keys.made(operation="p")
    assert other.text != made.text
    listed = good(await keys.office.read(ADA), KeysRead).keys
    assert {each.id for each in listed} == {made.key.id, other.key.id}
    found = good(await keys.office.check(made.text, LOGIN), ApiKey)
    assert found.id == made.key.id
    wrong = made.text[:-1] + ("A" if made.text[-1] != "A" else "B")
    for text in (wrong, "", "Bearer"):
        assert rule(await keys.office.check(text, LOGIN)) is KeyRule.UNKNOWN_KEY


@pytest.mark.parametrize(
    "who",
    [
        Principal("bo", Role.AGENT),
        Principal("amy", Role.SUPERVISOR),
        Principal("?", None),
    ],
)
async def test_only_administrators_have_to_do_with_keys(
    keys: Keys, who: Principal
) -> None:
    for answer in (
        await keys.office.add(who, DRAFT, "o"),
        await keys.office.remove(who, "k", "o"),
        await keys.office.read(who),
    ):
        assert rule(answer) is KeyRule.NOT_ALLOWED


async def test_keys_end_by_their_day_their_scope_and_by_hand(
    keys: Keys, autojump_clock: MockClock
) -> None:
    made = await keys.made(KeyDraft("crm", (LOGIN,), days=1))
    key = good(await keys.office.check(made.text, LOGIN), ApiKey)
    assert key.used_ms == keys.one.node.wall_ms()
    await trio.sleep(TOUCH_MS / 1_000 - 1)
    assert await keys.office.check(made.text, LOGIN) == key  # written down once
    await trio.sleep(24 * 3600)
    assert rule(await keys.office.check(made.text, LOGIN)) is KeyRule.EXPIRED_KEY
    other = await keys.made(operation="p")
    gone = await keys.office.remove(ADA, other.key.id, "q")
    assert good(gone, KeyChanged).key.id == other.key.id
    assert await keys.office.remove(ADA, other.key.id, "q") == gone
    assert rule(await keys.office.remove(ADA, "k", "r")) is KeyRule.NO_SUCH_KEY
    assert rule(await keys.office.check(other.text, LOGIN)) is KeyRule.UNKNOWN_KEY
    acts = await keys.one.acts()
    assert acts == [Act.KEY_MADE, Act.KEY_MADE, Act.KEY_REMOVED]


async def test_there_is_an_end_to_keys(
    keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keys.made()
    monkeypatch.setattr(store, "MAX_KEYS", 1)
    assert rule(await keys.office.add(OWNER, DRAFT, "p")) is KeyRule.TOO_MANY


@pytest.mark.covers("W8", "W9")
async def test_a_login_signs_in_once_and_ends_the_sign_in_before(keys: Keys) -> None:
    await keys.one.add("ann")  # who has never chosen a password: nothing is due
    made = await keys.made()
    entered = await keys.entered(token := await keys.login(made, "ann@example.com"))
    assert entered.identity.stage is Stage.FULL
    by = ByToken(entered.token, HOME)
    assert good(await keys.accounts.who_is(by), Identity).stage is Stage.FULL
    assert rule(await keys.desk.enter(token, HOME)) is KeyRule.LOGIN_SPENT
    member = entered.identity.card.id
    again = await keys.entered(await keys.login(made, member))
    assert refused(await keys.accounts.who_is(by)) is AccountRule.NOT_SIGNED_IN
    good(await keys.accounts.who_is(ByToken(again.token)), Identity)
    entry = (await keys.one.acts())[-2:]
    assert entry == [Act.AGENT_LOGIN_MADE, Act.SIGNED_IN]


@pytest.mark.covers("W8")
async def test_a_login_is_good_for_ten_minutes(
    keys: Keys, autojump_clock: MockClock
) -> None:
    await keys.one.add("ann")
    made = await keys.made()
    early, late = await keys.login(made, "ann"), await keys.login(made, "ann")
    await trio.sleep(LOGIN_MS / 1_000 - 1)
    await keys.entered(early)
    await trio.sleep(1)
    assert rule(await keys.desk.enter(late, HOME)) is KeyRule.LOGIN_SPENT


@pytest.mark.covers("W8")
async def test_who_cannot_serve_gets_no_login(keys: Keys) -> None:
    ann = (await keys.one.add("ann")).member.id
    await keys.one.add("root", Role.ADMIN)
    made = await keys.made()
    token = await keys.login(made, "ann")
    suspend = SuspendMember(ann)
    good(await keys.accounts.administer(ByOperator(), "s", suspend), Administered)
    assert refused(await keys.desk.enter(token, HOME)) is AccountRule.SUSPENDED
    for login, expected in (
        ("ann", AccountRule.SUSPENDED),
        ("bo", AccountRule.NO_SUCH_MEMBER),
        ("root", AccountRule.FORBIDDEN),
    ):
        assert refused(await keys.desk.make(made.key, login, HOME)) is expected


async def test_with_a_key_goes_all_that_came_of_it(keys: Keys) -> None:
    await keys.one.add("ann")
    await keys.one.add("bo")
    made, other = await keys.made(), await keys.made(operation="p")
    entered = await keys.entered(await keys.login(made, "ann"))
    stays = await keys.entered(await keys.login(other, "bo"))
    unused = await keys.login(made, "bo")
    good(await keys.office.remove(OWNER, made.key.id, "q"), KeyChanged)
    by = ByToken(entered.token)
    assert refused(await keys.accounts.who_is(by)) is AccountRule.NOT_SIGNED_IN
    assert rule(await keys.desk.enter(unused, HOME)) is KeyRule.LOGIN_SPENT
    good(await keys.accounts.who_is(ByToken(stays.token)), Identity)


async def test_while_the_records_are_away_nothing_is_promised(keys: Keys) -> None:
    keys.one.records.failures.append(Unavailable("gone"))
    with pytest.raises(Unavailable):
        await keys.office.add(OWNER, DRAFT, "o")
