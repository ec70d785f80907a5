"""What is known of a customer: bounds, changes, marks, masking (M12, P8)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from actors.accounts.permissions import Permission, Role
from actors.customers import core
from actors.customers.access import (
    masked_email,
    masked_phone,
    may,
    parts_of,
    seen_by,
    wanted,
)
from actors.customers.actor import CUSTOMER_CODEC
from actors.customers.core import ENFORCE_MS, MAX_CHANGES, decide, view_of
from actors.customers.events import (
    Blocked,
    BlockEnforced,
    CustomerEvent,
    LevelSet,
    NoteAdded,
    ProfileSet,
    TagsSet,
    Unblocked,
)
from actors.customers.mark import Standing, blocked, decode, encode
from actors.customers.messages import (
    BlockSettled,
    BlockUnsettled,
    ChangeCustomer,
    Changed,
    CloseSessions,
    CustomerState,
    EnforceBlock,
    GetCustomer,
    WakeCustomer,
)
from actors.customers.profile import (
    MAX_BLOCK_MS,
    MAX_CUSTOMER_TAGS,
    MAX_FIELDS,
    MAX_NOTES,
    BlockOrder,
    CustomerChange,
    CustomerNote,
    Field,
    Profile,
    fault_of,
)
from actors.ids import VisitorId
from actors.refusal import Refused, Rule
from runtime.decision import Decision
from runtime.journal import Mark

pytestmark = pytest.mark.covers("M12")
V = VisitorId("user-7")
NOW = 1_000_000
NOBODY = CustomerState()
KNOWN = CustomerState(Profile("Wang", "138 0013 8000"), ("old",), 3)


def change(**parts: object) -> ChangeCustomer:
    return ChangeCustomer("a", "Ann", "o", CustomerChange(**parts))  # type: ignore[arg-type] # each is of its field's type


def after(state: CustomerState, *events: CustomerEvent) -> CustomerState:
    for event in events:
        state = core.apply(state, event, NOW)
    return state


# --- changes


@pytest.mark.parametrize(
    ("parts", "events"),
    [
        ({"nickname": "Li"}, (ProfileSet(Profile("Li", "138 0013 8000"), "a"),)),
        ({"phone": ""}, (ProfileSet(Profile("Wang"), "a"),)),
        ({"nickname": "Wang"}, ()),
        (
            {"fields": (Field("no", "7"), Field("size", ""))},
            (
                ProfileSet(
                    replace(KNOWN.profile, fields=(Field("no", "7"),)),
                    "a",
                ),
            ),
        ),
        ({"tags": ("new", "old", "new")}, (TagsSet(("new", "old"), "a"),)),
        ({"tags": ("old",)}, ()),
        ({"level": 9}, (LevelSet(9, "a"),)),
        ({"level": 3}, ()),
        ({"note": " hot "}, (NoteAdded("hot", "a", "Ann"),)),
        ({"note": " "}, ()),
        ({"block": BlockOrder("rude")}, (Blocked("rude", 0, "a"),)),
        ({"unblocks": True}, ()),
        ({"level": 1, "note": "x"}, (LevelSet(1, "a"), NoteAdded("x", "a", "Ann"))),
    ],
)
def test_a_change_records_what_is_different(
    parts: dict[str, object], events: tuple[CustomerEvent, ...]
) -> None:
    decision = decide(V, KNOWN, change(**parts), NOW)
    assert (decision.events, decision.answer) == (events, Changed())
    assert decision.after == after(KNOWN, *events)


@pytest.mark.parametrize(
    "parts",
    [
        {"nickname": "x" * 65},
        {"nickname": "a\nb"},
        {"phone": "1" * 33},
        {"phone": "call me"},
        {"email": "nobody"},
        {"email": "a@" + "b" * 254},
        {"language": "x" * 17},
        {"fields": tuple(Field(f"f{n}", "x") for n in range(MAX_FIELDS + 1))},
        {"fields": (Field("a", "x"), Field("a", "y"))},
        {"fields": (Field("", "x"),)},
        {"fields": (Field("n" * 33, "x"),)},
        {"fields": (Field("n", "x" * 201),)},
        {"tags": tuple(map(str, range(MAX_CUSTOMER_TAGS + 1)))},
        {"tags": ("x" * 33,)},
        {"tags": ("",)},
        {"level": 10},
        {"level": -1},
        {"note": "x" * 501},
        {"block": BlockOrder(" ")},
        {"block": BlockOrder("x" * 201)},
        {"block": BlockOrder("x", NOW)},
        {"block": BlockOrder("x", NOW + MAX_BLOCK_MS + 1)},
        {"block": BlockOrder("x"), "unblocks": True},
    ],
)
def test_what_is_out_of_bounds_changes_nothing(parts: dict[str, object]) -> None:
    decision = decide(V, KNOWN, change(level=parts.pop("level", 5), **parts), NOW)
    assert isinstance(decision.answer, Refused)
    assert decision.answer.rule is Rule.BAD_VALUE
    assert decision == Decision(answer=decision.answer)


def test_what_is_within_bounds_is_taken() -> None:
    fields = tuple(Field(f"f{n}", "x" * 200) for n in range(MAX_FIELDS))
    tags = tuple(map(str, range(MAX_CUSTOMER_TAGS)))
    block = BlockOrder("x" * 200, NOW + MAX_BLOCK_MS)
    full = CustomerChange(
        "x" * 64, "+86 (10) 1-2", "a@b", "zh-CN", fields, tags, 9, "x" * 500, block
    )
    assert not fault_of(full, NOW)
    assert not fault_of(CustomerChange(), NOW)


def test_notes_are_kept_up_to_a_bound_with_author_and_time() -> None:
    state = NOBODY
    for number in range(MAX_NOTES + 3):
        state = core.apply(state, NoteAdded(f"n{number}", "a", "Ann"), NOW + number)
    assert len(state.notes) == MAX_NOTES
    shown = view_of(V, state, 7, NOW).notes
    last = MAX_NOTES + 2
    assert shown[0] == CustomerNote(f"n{last}", "a", "Ann", NOW + last)


def test_a_customer_is_not_changed_for_ever() -> None:
    full = replace(KNOWN, changes=MAX_CHANGES - 1)
    assert decide(V, full, change(level=1), NOW).events
    refused = decide(V, full, change(level=1, note="x"), NOW).answer
    assert isinstance(refused, Refused)
    assert refused.rule is Rule.WRONG_STATE


def test_a_change_is_one_however_often_it_comes() -> None:
    assert core.key_of(change(level=1)) == core.key_of(change(level=2))
    assert core.key_of(replace(change(level=1), by="b")) != core.key_of(change())
    assert core.key_of(GetCustomer()) is None


def test_events_and_state_are_read_again() -> None:
    events: tuple[CustomerEvent, ...] = (
        ProfileSet(Profile("x", fields=(Field("a", "b"),)), "a"),
        TagsSet(("t",), "a"),
        LevelSet(4, "a"),
        NoteAdded("n", "a", "Ann"),
        Blocked("r", NOW + 9, "a"),
        BlockEnforced(),
        Unblocked("a"),
    )
    for event in events:
        body = CUSTOMER_CODEC.encode_event(event)
        assert CUSTOMER_CODEC.decode_event(body) == event
    state = after(NOBODY, *events[:5])
    assert CUSTOMER_CODEC.decode_state(CUSTOMER_CODEC.encode_state(state)) == state
    assert after(state, *events[5:]).block is None


# --- marks, and the block


@given(st.integers(0, 9), st.integers(-1, 2**53))
def test_a_mark_is_read_as_it_was_written(level: int, until_ms: int) -> None:
    standing = Standing(level, until_ms)
    assert decode(encode(standing)) == standing
    assert decode(None) == Standing()


@pytest.mark.parametrize(
    ("standing", "now_ms", "is_blocked"),
    [
        (Standing(), NOW, False),
        (blocked(0, 0), NOW, True),
        (blocked(0, NOW + 1), NOW, True),
        (blocked(0, NOW), NOW, False),
    ],
)
def test_a_block_holds_until_its_end(
    standing: Standing, now_ms: int, *, is_blocked: bool
) -> None:
    assert standing.is_blocked(now_ms) is is_blocked


def test_level_and_block_are_marked_in_the_same_commit() -> None:
    ranked = decide(V, KNOWN, change(level=5), NOW)
    assert ranked.marks == (Mark("customer/user-7", "5 0"),)
    assert decide(V, KNOWN, change(note="x"), NOW).marks == ()
    barred = decide(V, KNOWN, change(block=BlockOrder("rude")), NOW)
    assert barred.marks == (Mark("customer/user-7", "3 -1"),)
    assert barred.effects == (CloseSessions("a", NOW),)
    state = after(KNOWN, *barred.events)
    freed = decide(V, state, change(unblocks=True), NOW)
    assert freed.marks == (Mark("customer/user-7", "3 0"),)
    assert (freed.events, freed.effects) == ((Unblocked("a"),), ())


def test_a_block_is_enforced_once_more_and_then_done() -> None:
    state = after(KNOWN, Blocked("rude", 0, "a"))
    (due,) = core.deadlines(state)
    assert (due.due_ms, due.command) == (NOW + ENFORCE_MS, EnforceBlock(NOW))
    assert core.index_row(state).is_open
    early = decide(V, state, due.command, NOW + ENFORCE_MS - 1)
    assert early.effects == (CloseSessions("a", NOW),)
    again = decide(V, state, due.command, NOW + ENFORCE_MS)
    assert again.effects == (CloseSessions("a", NOW, is_last=True),)
    assert not again.events
    settled = decide(V, state, BlockSettled(NOW), NOW)
    assert settled.events == (BlockEnforced(),)
    done = after(state, *settled.events)
    assert core.deadlines(done) == ()
    assert not core.index_row(done).is_open
    for past in (done, KNOWN, replace(state, is_enforced=True)):
        assert decide(V, past, EnforceBlock(NOW), NOW) == Decision()
        assert decide(V, past, BlockSettled(NOW), NOW) == Decision()
    assert decide(V, state, EnforceBlock(NOW - 1), NOW) == Decision()
    assert decide(V, state, WakeCustomer(), NOW) == Decision()
    assert decide(V, state, BlockUnsettled(NOW), NOW) == Decision()
    assert decide(V, state, GetCustomer(), NOW) == Decision()


def test_the_same_block_is_no_news_and_another_is() -> None:
    state = after(KNOWN, Blocked("rude", 0, "a"))
    assert not decide(V, state, change(block=BlockOrder("rude")), NOW).events
    longer = change(block=BlockOrder("rude", NOW + 9))
    assert decide(V, state, longer, NOW).events == (Blocked("rude", NOW + 9, "a"),)


def test_a_block_that_is_over_is_not_shown() -> None:
    state = after(KNOWN, Blocked("rude", NOW + 9, "a"))
    assert view_of(V, state, 1, NOW).block == state.block
    assert view_of(V, state, 1, NOW + 9).block is None


# --- who may


@pytest.mark.covers("P8")
@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13800138000", "138****8000"),
        ("1234567", "*******"),
        ("12345678", "123*5678"),
        ("", ""),
    ],
)
def test_a_masked_number_is_known_again_and_not_dialled(
    phone: str, masked: str
) -> None:
    assert masked_phone(phone) == masked


@pytest.mark.covers("P8")
@given(st.text(max_size=40))
def test_a_mask_hides_and_keeps_the_length(text: str) -> None:
    assert len(masked_phone(text)) == len(text)
    assert len(masked_email(text)) == len(text)
    if len(text) > 1 and "@" not in text and "*" not in text:
        assert masked_email(text) == text[0] + "*" * (len(text) - 1)


@pytest.mark.covers("P8")
def test_contacts_are_masked_by_role() -> None:
    profile = Profile("Wang", "13800138000", "wang@shop.example")
    customer = view_of(V, CustomerState(profile), 1, NOW)
    assert seen_by(Role.SUPERVISOR, customer) == customer
    seen = seen_by(Role.AGENT, customer).profile
    assert (seen.phone, seen.email) == ("138****8000", "w***@shop.example")
    assert seen.nickname == "Wang"


def test_agents_note_whom_they_serve_and_supervisors_do_more() -> None:
    plain = CustomerChange(nickname="x", note="y")
    rank, bar = CustomerChange(level=1), CustomerChange(block=BlockOrder("x"))
    free = CustomerChange(unblocks=True)
    for role, serves, allowed in (
        (Role.AGENT, True, {plain}),
        (Role.AGENT, False, set()),
        (Role.SUPERVISOR, False, {plain, rank, bar, free}),
        (Role.ADMIN, False, {plain, rank, bar, free}),
    ):
        for each in (plain, rank, bar, free):
            is_allowed = all(may(role, one, serves=serves) for one in wanted(each))
            assert is_allowed is (each in allowed), (role, each)
    assert may(Role.AGENT, Permission.READ_CUSTOMERS, serves=True)


def test_the_log_names_the_parts_and_no_contact() -> None:
    told = parts_of(
        CustomerChange(phone="138", email="", level=4, note="x", unblocks=True)
    )
    assert told == "phone, email, level 4, note, unblocks"
