"""From a verified password to a sign-in, and its end."""

from __future__ import annotations

import msgspec
import pyotp
import pytest

from actors.accounts import sign_ins
from actors.accounts.audit import Act
from actors.accounts.core import Decided, Decision
from actors.accounts.members import (
    Book,
    DropSignIn,
    Member,
    PutMember,
    PutSignIn,
    SignIn,
    Stage,
)
from actors.accounts.permissions import Role
from actors.accounts.refusal import AccountRule
from actors.accounts.second_factor import recovery_codes, recovery_hash
from actors.accounts.sign_in_settings import SignInSettings
from actors.accounts.sign_ins import (
    ABSOLUTE_MS,
    IDLE_MS,
    LIMITED_MS,
    FactorWanted,
    expires_ms,
    refuse_stage,
    stage_of,
    token_hash,
)
from tests.actors.accounts.staff import NOW, done, of, rule, staffed

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
USUAL, STRICT = SignInSettings(), SignInSettings(admins_need_factor=True)
CODES = recovery_codes(bytes(range(100)))


def at(word: str = "t", used_ms: int = NOW) -> SignIn:
    return SignIn("s1", "ann", token_hash(word), NOW, used_ms, "::1")


def settled(**changes: object) -> Book:
    """A book in which Ann has a password of her own."""
    book = staffed()
    ann = msgspec.structs.replace(
        of(book, "ann"), must_change_password=False, **changes
    )
    book.apply(PutMember(ann))
    return book


def enrolled(**changes: object) -> Book:
    hashes = tuple(recovery_hash("ann", code) for code in CODES)
    return settled(
        factor_secret=SECRET, is_factor_confirmed=True, recovery=hashes, **changes
    )


def code(now_ms: int = NOW) -> str:
    return str(pyotp.TOTP(SECRET).at(now_ms // 1000))


def enter(book: Book, typed: str = "", now_ms: int = NOW) -> Decision | FactorWanted:
    return sign_ins.enter(of(book, "ann"), at(), typed, now_ms)


def signed(decision: Decision | FactorWanted, book: Book) -> Member:
    assert not isinstance(decision, FactorWanted)
    done(book, decision)
    return of(book, "ann")


@pytest.mark.covers("W9")
def test_a_new_sign_in_replaces_the_old_one() -> None:
    book = settled()
    signed(enter(book), book)
    assert book.by_token(token_hash("t")) == at()
    book.apply(PutSignIn(at("new")))
    assert book.by_token(token_hash("t")) is None
    assert book.sign_in("ann") == at("new")


@pytest.mark.parametrize("typed", ["", "123456"])
def test_nobody_and_a_wrong_password_get_one_answer(typed: str) -> None:
    refused = sign_ins.enter(None, at(), typed, NOW)
    assert rule(refused) is AccountRule.WRONG_CREDENTIALS
    assert sign_ins.enter(of(enrolled(), "ann"), at(), "000000", NOW) == refused


@pytest.mark.covers("P5")
def test_the_second_factor_is_asked_for_and_a_code_is_good_once() -> None:
    book = enrolled()
    assert enter(book) == FactorWanted()
    signed(enter(book, code()), book)
    assert rule(enter(book, code())) is AccountRule.WRONG_CREDENTIALS
    later = NOW + 60_000
    signed(enter(book, code(later), later), book)


@pytest.mark.covers("P5")
def test_a_recovery_code_is_good_once_and_said_in_the_log() -> None:
    book = enrolled()
    decision = enter(book, CODES[3])
    assert len(signed(decision, book).recovery) == len(CODES) - 1
    assert not isinstance(decision, FactorWanted)
    assert done(book, decision).entry.act is Act.RECOVERY_CODE_USED
    assert rule(enter(book, CODES[3])) is AccountRule.WRONG_CREDENTIALS


@pytest.mark.covers("M1")
def test_a_suspension_is_told_to_who_knows_the_password_alone() -> None:
    for book, typed in (
        (settled(is_suspended=True), ""),
        (enrolled(is_suspended=True), ""),
        (enrolled(is_suspended=True), code()),
    ):
        assert rule(enter(book, typed)) is AccountRule.SUSPENDED
    wrong = enter(enrolled(is_suspended=True), "000000")
    assert rule(wrong) is AccountRule.WRONG_CREDENTIALS


@pytest.mark.parametrize(
    ("who", "settings", "stage"),
    [
        ("ann", STRICT, Stage.PASSWORD_DUE),
        ("fresh", STRICT, Stage.FULL),
        ("ada", USUAL, Stage.FULL),
        ("ada", STRICT, Stage.FACTOR_DUE),
    ],
)
def test_what_a_sign_in_is_good_for(
    who: str, settings: SignInSettings, stage: Stage
) -> None:
    member = of(staffed(), "ann") if who == "ann" else of(settled(), "ann")
    if who == "ada":
        member = msgspec.structs.replace(member, role=Role.ADMIN)
    assert stage_of(member, settings) is stage
    factored = msgspec.structs.replace(
        member, must_change_password=False, is_factor_confirmed=True
    )
    assert stage_of(factored, settings) is Stage.FULL


def test_what_is_due_is_said() -> None:
    assert refuse_stage(Stage.FULL) is None
    assert rule(refuse_stage(Stage.PASSWORD_DUE)) is AccountRule.PASSWORD_DUE
    assert rule(refuse_stage(Stage.FACTOR_DUE)) is AccountRule.FACTOR_DUE


@pytest.mark.covers("P5")
@pytest.mark.parametrize(
    ("used_ms", "stage", "end_ms"),
    [
        (NOW, Stage.FULL, NOW + IDLE_MS),
        (NOW + ABSOLUTE_MS - 5, Stage.FULL, NOW + ABSOLUTE_MS),
        (NOW + 5, Stage.PASSWORD_DUE, NOW + LIMITED_MS),
        (NOW + 5, Stage.FACTOR_DUE, NOW + LIMITED_MS),
    ],
)
def test_a_sign_in_ends_by_itself(used_ms: int, stage: Stage, end_ms: int) -> None:
    assert expires_ms(at(used_ms=used_ms), stage) == end_ms


def test_whose_a_token_is() -> None:
    book = settled()
    book.apply(PutSignIn(at()))

    def found(token: str, now_ms: int) -> object:
        return sign_ins.signed_in(book, token, USUAL, now_ms)

    assert found("t", NOW + IDLE_MS - 1) == (at(), of(book, "ann"))
    assert rule(found("t", NOW + IDLE_MS)) is AccountRule.NOT_SIGNED_IN
    assert rule(found("x", NOW)) is AccountRule.NOT_SIGNED_IN
    who = sign_ins.principal(at(), of(book, "ann"), "::1")
    assert (who.who, who.role, who.sign_in) == ("ann", Role.AGENT, "s1")


def test_signing_out() -> None:
    decided = sign_ins.leave(at(), NOW)
    assert decided.changes == (DropSignIn("ann"),)
    assert decided.entry.act is Act.SIGNED_OUT


def test_a_password_of_ones_own_gets_a_new_token() -> None:
    book = staffed()
    book.apply(PutSignIn(at()))
    decided = sign_ins.change_password(of(book, "ann"), at("new"), "h2", NOW)
    done(book, decided)
    assert not of(book, "ann").must_change_password
    assert of(book, "ann").password_hash == "h2"
    assert book.by_token(token_hash("t")) is None


def test_enrolling_and_taking_off_a_second_factor() -> None:
    book = settled()
    confirm = sign_ins.confirm
    early = confirm(of(book, "ann"), at("b"), code(), ("h",), NOW)
    assert rule(early) is AccountRule.NOT_ENROLLING
    assert rule(sign_ins.take_off(of(book, "ann"), at(), "", NOW)) is (
        AccountRule.NOT_ENROLLING
    )
    done(book, sign_ins.enrol(of(book, "ann"), at(), "OLD", NOW))
    done(book, sign_ins.enrol(of(book, "ann"), at(), SECRET, NOW))
    assert enter(book) != FactorWanted()
    wrong = confirm(of(book, "ann"), at("b"), "000000", ("h",), NOW)
    assert rule(wrong) is AccountRule.WRONG_CREDENTIALS
    hashes = tuple(recovery_hash("ann", each) for each in CODES)
    done(book, confirm(of(book, "ann"), at("b"), code(), hashes, NOW))
    assert book.sign_in("ann") == at("b")
    again = confirm(of(book, "ann"), at("b"), code(), (), NOW)
    assert rule(again) is AccountRule.NOT_ENROLLING
    more = sign_ins.enrol(of(book, "ann"), at(), SECRET, NOW)
    assert rule(more) is AccountRule.NOT_ENROLLING
    assert rule(enter(book, code())) is AccountRule.WRONG_CREDENTIALS
    wrong = sign_ins.take_off(of(book, "ann"), at("c"), code(), NOW)
    assert rule(wrong) is AccountRule.WRONG_CREDENTIALS
    by_recovery = sign_ins.take_off(of(book, "ann"), at("c"), CODES[0], NOW)
    assert isinstance(by_recovery, Decided)
    taken = sign_ins.take_off(of(book, "ann"), at("c"), code(NOW + 30_000), NOW)
    done(book, taken)
    assert not of(book, "ann").is_factor_confirmed
    assert book.sign_in("ann") == at("c")
