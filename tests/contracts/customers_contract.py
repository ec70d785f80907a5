"""What every store of customers' records finds; subclasses give `shelf`."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from actors.customers.events import (
    Blocked,
    BlockEnforced,
    LevelSet,
    NoteAdded,
    ProfileSet,
    TagsSet,
    Unblocked,
)
from actors.customers.profile import Block, Field, Profile
from actors.customers.records import CustomerCard, CustomerFilter, FindCustomers
from actors.records import customer_lookup
from actors.records.messages import (
    ForgetRecords,
    LookUpFault,
    LookUpRefused,
    RecordFilter,
)
from actors.records.tables import NAMES
from actors.session.terms import Role, SessionPhase
from tests.actors.records.shelf import RecordShelf
from tests.actors.records.tale import OPENED_MS, Tale

SOON_MS = OPENED_MS + 60_000
WANG = Profile("王小明\0", "139", "w@example.com", "zh", (Field("尺码", "L\0"),))


def people() -> Tale:
    """Five customers; the first is known before he ever comes."""
    tale = Tale().know("ann", ProfileSet(WANG, "boss"), TagsSet(("老客户", "a,b"), "x"))
    tale.wait(1).open("s1", "bob", name="王芳").wait(1).ask("s1", "在吗")
    tale.wait(1).open("s2", "ann", name="Ａnn Lee").reply("s2").wait(1)
    tale.say("s2", Role.AGENT, "hi").know("ann", LevelSet(5, "x"))
    tale.know("bob", Blocked("rude\0", SOON_MS, "boss"), BlockEnforced())
    tale.open("s3", "cy", stage=SessionPhase.SERVING).wait(1).open("s4", "bob")
    tale.know("cy", Blocked("spam", 0, "x"), LevelSet(2, "x"), TagsSet(("急",), "x"))
    tale.know("dee", Blocked("spam", 0, "x"), Unblocked("x"), LevelSet(1, "x"))
    tale.know("dee", LevelSet(0, "x"), TagsSet(("急",), "x"), TagsSet((), "x"))
    return tale.know("eve", NoteAdded("called", "x", "X"))


def ids(cards: Iterable[CustomerCard]) -> list[str]:
    return [card.visitor for card in cards]


def named(shelf: RecordShelf, gram: str) -> list[int]:
    """Keys of the names that the index finds by it."""
    with shelf.engine.begin() as connection:
        wanted = NAMES.holds(connection, {gram})
        found = connection.execute(select(NAMES.key(connection)).where(wanted))
        return list(found.scalars())


class CustomersContract:
    @pytest.fixture
    def told(self, shelf: RecordShelf) -> RecordShelf:
        shelf.store.answer(ForgetRecords())
        shelf.project(people().rows)
        return shelf

    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            (CustomerFilter(), "eve dee cy bob ann"),
            (CustomerFilter(visitor="bob"), "bob"),
            (CustomerFilter(visitor="bo"), ""),
            (CustomerFilter(name="王"), "ann"),
            (CustomerFilter(name="小明"), "ann"),
            (CustomerFilter(name="芳"), ""),
            (CustomerFilter(name="访客_BOB"), "bob"),
            (CustomerFilter(name="ann 王"), "ann"),
            (CustomerFilter(name="ann 芳"), ""),
            (CustomerFilter(name="访客"), "cy bob"),
            (CustomerFilter(name="访客", visitor="cy"), "cy"),
            (CustomerFilter(name="访客", tag="急"), "cy"),
            (CustomerFilter(name="王", tag="急"), ""),
            (CustomerFilter(name="访客", level=1, blocked_ms=SOON_MS), "cy"),
            (CustomerFilter(tag="急"), "cy"),
            (CustomerFilter(tag="a,b"), "ann"),
            (CustomerFilter(tag="a"), ""),
            (CustomerFilter(tag="急", level=3), ""),
            (CustomerFilter(level=1), "cy ann"),
            (CustomerFilter(level=3), "ann"),
            (CustomerFilter(level=6), ""),
            (CustomerFilter(blocked_ms=SOON_MS - 1), "cy bob"),
            (CustomerFilter(blocked_ms=SOON_MS), "cy"),
        ],
    )
    def test_customers_are_found_by_what_is_known(
        self, told: RecordShelf, wanted: CustomerFilter, found: str
    ) -> None:
        for limit in (1, 2, 100):
            assert ids(told.customers(wanted, limit)) == found.split()

    def test_a_card_tells_all_that_is_recorded(self, told: RecordShelf) -> None:
        eve, _, cy, bob, ann = told.customers()
        profile = replace(WANG, nickname="王小明\ufffd")
        assert ann == CustomerCard(
            "ann",
            "王小明\ufffd",
            profile,
            ("老客户", "a,b"),
            5,
            None,
            OPENED_MS + 3_000,
            OPENED_MS + 3_000,
            1,
        )
        block = Block("rude\ufffd", SOON_MS, "boss", OPENED_MS + 4_000)
        assert (bob.name, bob.block, bob.sessions) == ("访客_bob", block, 2)
        assert (bob.first_ms, bob.last_ms) == (OPENED_MS + 1_000, OPENED_MS + 5_000)
        assert (cy.first_ms, cy.last_ms, cy.sessions) == (None, None, 1)
        assert eve == CustomerCard("eve", "", Profile(), (), 0, None, None, None, 0)

    def test_the_list_stands_still_while_it_is_read(self, told: RecordShelf) -> None:
        first = told.customer_page(FindCustomers(limit=2))
        tale = people().open("s9", "ann", name="x").open("s10", "new")
        told.project(tale.rows[-2:], len(tale.rows) - 2)
        assert ids(told.customers()) == ["new", "eve", "dee", "cy", "bob", "ann"]
        rest = told.customer_page(FindCustomers(before=first.next, limit=9))
        assert ids(rest.cards) == ["cy", "bob", "ann"]
        assert ids(told.customers(CustomerFilter(name="Lee"))) == []

    def test_the_history_is_his_whatever_others_call_themselves(
        self, told: RecordShelf
    ) -> None:
        tale = people().open("s9", "dee", name="bob")
        told.project(tale.rows[-1:], len(tale.rows) - 1)
        assert told.found(RecordFilter(visitor="bob")) == ["s9", "s4", "s1"]
        assert told.found(RecordFilter(customer="bob")) == ["s4", "s1"]

    def test_false_friends_of_a_name_are_passed_over(
        self, told: RecordShelf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(customer_lookup, "ROWS_AT_ONCE", 2)
        tale = people()
        for number, name in enumerate(("王小明", "大王小明", "王小 小明", "小王小明")):
            tale.open(f"n{number}", f"n{number}", name=name)
        told.project(tale.rows[-4:], len(tale.rows) - 4)
        for limit in (1, 100):
            found = told.customers(CustomerFilter(name="王小明"), limit)
            assert ids(found) == ["n3", "n1", "n0", "ann"]

    def test_what_is_no_more_is_in_no_index(self, told: RecordShelf) -> None:
        assert len(named(told, "王")) == 1
        tale = people().know("ann", ProfileSet(Profile("Lee"), "x"), TagsSet((), "x"))
        tale.know("cy", TagsSet(("急", "b"), "x"))
        told.project(tale.rows[-3:], len(tale.rows) - 3)
        assert named(told, "王") == []
        assert ids(told.customers(CustomerFilter(name="lee"))) == ["ann"]
        assert ids(told.customers(CustomerFilter(tag="老客户"))) == []
        assert ids(told.customers(CustomerFilter(tag="急"))) == ["cy"]
        told.store.answer(ForgetRecords())
        assert named(told, "e") == []
        assert told.customers() == []

    @pytest.mark.parametrize("name", [" ", "x" * 65])
    def test_nothing_to_look_for_is_refused(self, told: RecordShelf, name: str) -> None:
        refused = told.store.answer(FindCustomers(CustomerFilter(name=name)))
        assert isinstance(refused, LookUpRefused)
        assert refused.fault is LookUpFault.BAD_TEXT
