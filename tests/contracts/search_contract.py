"""What every store of sessions' records finds; subclasses give `shelf`."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import text

from actors.records import lookup, search, time_limit
from actors.records.messages import (
    FindSessions,
    ForgetRecords,
    LookUpFault,
    LookUpRefused,
    Outcome,
    RecordFilter,
    SampleSessions,
    Scope,
    SessionPage,
    SessionShown,
    ShowSession,
)
from actors.session.events import LapseCause, TransferCause, TransferRequested
from actors.session.terms import CloseReason, Note, Role, SessionPhase
from tests.actors.records.shelf import RecordShelf
from tests.actors.records.tale import OPENED_MS, Tale

DAY_S = 86_400


def week() -> Tale:
    """Five sessions of five days."""
    tale = Tale().open("s1", "ann", group="g").ask("s1", "你好，我要退款")
    tale.assign("s1", "a", "g").reply("s1", "好的", "a").say("s1", Role.SYSTEM, "退货")
    tale.note("s1", Note.TAG, "退款\n急").note("s1", Note.REMARK, "Called BACK 100%")
    tale.close("s1").note("s1", Note.RATING, "105").wait(DAY_S)
    tale.open("s2", "bob", channel="app").ask("s2", "Order ＡＢ-12345 在哪")
    tale.ring("s2", "a").lapse("s2", "a").ring("s2", "b").assign("s2", "b")
    tale.close("s2", CloseReason.CLIENT).wait(DAY_S)
    tale.open("s3", "ann", group="h").ask("s3", "退")
    tale.close("s3", CloseReason.CLIENT, by="ann").wait(DAY_S)
    tale.open("s4", "cy", stage=SessionPhase.ROBOT).ask("s4", "a_b %c \"x' 退款吗\0?")
    tale.close("s4", CloseReason.TIMER).wait(DAY_S)
    tale.open("s5", "ann").assign("s5", "a").ask("s5", "秘密").recall("s5", 1)
    tale.tell("s5", TransferRequested("h", "", "", TransferCause.AGENT, "a"))
    return tale.assign("s5", "b", "h").note("s5", Note.TAG, "急\na,b")


class SearchContract:
    @pytest.fixture
    def told(self, shelf: RecordShelf) -> RecordShelf:
        shelf.store.answer(ForgetRecords())
        shelf.project(week().rows)
        return shelf

    @pytest.mark.covers("M8", "W5")
    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            (RecordFilter(), "s5 s4 s3 s2 s1"),
            (RecordFilter(visitor="ann"), "s5 s3 s1"),
            (RecordFilter(visitor="访客_bob"), "s2"),
            (RecordFilter(agent="a"), "s5 s2 s1"),
            (RecordFilter(agent="b", group="g"), "s2"),
            (RecordFilter(group="h"), "s5 s3"),
            (RecordFilter(channel="app"), "s2"),
            (RecordFilter(tag="急"), "s5 s1"),
            (RecordFilter(tag="急", agent="b"), "s5"),
            (RecordFilter(tag="退"), ""),
            (RecordFilter(tag="a,b"), "s5"),
            (RecordFilter(remark="back 1"), "s1"),
            (RecordFilter(remark="0%"), "s1"),
            (RecordFilter(remark="%0"), ""),
            (RecordFilter(stars=5), "s1"),
            (RecordFilter(stars=4), ""),
            (RecordFilter(outcome=Outcome.NORMAL), "s2 s1"),
            (RecordFilter(outcome=Outcome.ABANDONED), "s3"),
            (RecordFilter(outcome=Outcome.ROBOT), "s4"),
            (RecordFilter(outcome=Outcome.TIMEOUT_TRANSFER), "s2"),
            (RecordFilter(outcome=Outcome.TIMEOUT_TRANSFER, agent="b"), ""),
            (RecordFilter(outcome=Outcome.TRANSFERRED, agent="a"), "s5"),
            (RecordFilter(closed_by=CloseReason.CLIENT), "s3 s2"),
            (RecordFilter(is_open=True), "s5"),
            (RecordFilter(is_open=False), "s4 s3 s2 s1"),
            (RecordFilter(from_ms=OPENED_MS + DAY_S * 2_000), "s5 s4 s3"),
            (RecordFilter(until_ms=OPENED_MS + DAY_S * 2_000), "s2 s1"),
            (RecordFilter(from_ms=OPENED_MS + DAY_S * 9_000), ""),
            (RecordFilter(until_ms=OPENED_MS), ""),
        ],
    )
    def test_filters_find_what_fits_newest_first(
        self, told: RecordShelf, wanted: RecordFilter, found: str
    ) -> None:
        assert told.found(wanted) == found.split()
        assert told.found(wanted, limit=1) == found.split()

    @pytest.mark.covers("M8", "W5")
    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("退", "s4 s3 s1"),
            ("退款", "s4 s1"),
            ("我要退款", "s1"),
            ("退货", ""),
            ("退款 你好", "s1"),
            ("退款 好的", ""),
            ("ab-123", "s2"),
            ("ORDER 在", "s2"),
            ("2345", "s2"),
            ("4", "s2"),
            ("_", "s4"),
            ("a_b", "s4"),
            ("%c", "s4"),
            ("\"x'", "s4"),
            ("x' \"", "s4"),
            ("?", "s4"),
            ("秘密", ""),
            ("，", "s1"),
        ],
    )
    def test_texts_are_found_whatever_their_length(
        self, told: RecordShelf, words: str, found: str
    ) -> None:
        assert told.found(RecordFilter(text=words)) == found.split()

    def test_text_and_filters_narrow_each_other(self, told: RecordShelf) -> None:
        assert told.found(RecordFilter(text="退", visitor="ann")) == ["s3", "s1"]
        assert told.found(RecordFilter(text="退", agent="a")) == ["s1"]
        since = OPENED_MS + DAY_S * 1_000
        wanted = RecordFilter(text="退", visitor="ann", from_ms=since)
        assert told.found(wanted) == ["s3"]

    @pytest.mark.covers("W5")
    def test_nobody_sees_more_than_he_may(self, told: RecordShelf) -> None:
        own, group = Scope(agent="a"), Scope(groups=("h",))
        assert told.found(RecordFilter(), own) == ["s5", "s2", "s1"]
        assert told.found(RecordFilter(agent="b"), own) == ["s5", "s2"]
        assert told.found(RecordFilter(text="退"), own) == ["s1"]
        assert told.found(RecordFilter(), group) == ["s5", "s3"]
        assert told.found(RecordFilter(), Scope(groups=())) == []
        hidden = told.store.answer(ShowSession("s3", own))
        assert isinstance(hidden, LookUpRefused)
        assert hidden.fault is LookUpFault.NO_SUCH_SESSION

    @pytest.mark.covers("W5")
    def test_who_serves_a_customer_sees_all_of_him(self, told: RecordShelf) -> None:
        his, hers = RecordFilter(customer="ann"), RecordFilter(customer="bob")
        # Of ann's three sessions the last is at b, who was never at the first.
        assert told.found(his, Scope(agent="b", server="b")) == ["s5", "s3", "s1"]
        assert told.found(his, Scope(agent="a", server="a")) == ["s5", "s1"]
        assert told.found(his, Scope(agent="b")) == ["s5"]
        assert told.found(hers, Scope(agent="x", server="x")) == []
        for server, kind in (("b", SessionShown), ("a", LookUpRefused)):
            scope = Scope(agent="x", server=server)
            assert isinstance(told.store.answer(ShowSession("s3", scope)), kind)

    @pytest.mark.covers("M8")
    def test_a_sample_is_some_of_what_fits(self, told: RecordShelf) -> None:
        def drawn(wanted: RecordFilter, count: int, scope: Scope) -> list[str]:
            page = told.store.answer(SampleSessions(wanted, scope, count))
            assert isinstance(page, SessionPage), page
            assert page.next == 0
            return [card.row.session for card in page.cards]

        everybody = Scope()
        assert drawn(RecordFilter(), 9, everybody) == ["s5", "s4", "s3", "s2", "s1"]
        assert drawn(RecordFilter(agent="a"), 9, everybody) == ["s5", "s2", "s1"]
        assert drawn(RecordFilter(tag="急"), 9, Scope(agent="b")) == ["s5"]
        some = {*drawn(RecordFilter(agent="a"), 2, everybody)}
        assert (len(some), some <= {"s5", "s2", "s1"}) == (2, True)
        refused = told.store.answer(SampleSessions(RecordFilter(text="退")))
        assert isinstance(refused, LookUpRefused)

    def test_a_staff_number_is_a_members(self, told: RecordShelf) -> None:
        with told.engine.begin() as connection:
            connection.execute(text("DELETE FROM members"))
            connection.execute(text(ADD_MEMBER))
        assert told.found(RecordFilter(staff_number=" K-7 ")) == ["s5", "s2"]
        assert told.found(RecordFilter(staff_number="K-8")) == []

    @pytest.mark.covers("M8", "W5")
    def test_a_transcript_shows_where_it_was_said(self, told: RecordShelf) -> None:
        shown = told.store.answer(ShowSession("s1", text="退 好"))
        assert isinstance(shown, SessionShown)
        marked = [(each.number, each.marks) for each in shown.messages]
        assert marked == [(1, ((1, 2), (5, 6))), (2, ((0, 1),)), (3, ())]
        assert [leg.kind for leg in shown.legs] == ["waited", "served"]
        assert shown.next == 0
        page = told.store.answer(ShowSession("s1", after=1, limit=1))
        assert isinstance(page, SessionShown)
        assert [each.number for each in page.messages] == [2]
        assert page.next == 2
        (gone,) = self.shown(told, "s5").messages
        assert (gone.row.kind, gone.row.text) == ("recalled", "")

    def test_a_page_of_a_transcript_is_bounded(
        self, told: RecordShelf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(lookup, "MAX_CHARS_PAGE", 8)
        page = self.shown(told, "s1")
        assert ([each.number for each in page.messages], page.next) == ([1], 1)

    def shown(self, told: RecordShelf, session: str) -> SessionShown:
        shown = told.store.answer(ShowSession(session))
        assert isinstance(shown, SessionShown)
        return shown

    @pytest.mark.parametrize("words", [" ", "x" * 65])
    def test_nothing_to_look_for_is_refused(
        self, told: RecordShelf, words: str
    ) -> None:
        finding = FindSessions(RecordFilter(text=words))
        for request in (finding, ShowSession("s1", text=words)):
            refused = told.store.answer(request)
            assert isinstance(refused, LookUpRefused)
            assert refused.fault is LookUpFault.BAD_TEXT

    def test_a_look_that_takes_too_long_is_broken_off(
        self, told: RecordShelf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(lookup, "LOOK_UP_SECONDS", 0.001)
        monkeypatch.setattr(time_limit, "_STEPS_PER_LOOK", 1)
        monkeypatch.setattr(search.Search, "run", forever)
        refused = told.store.answer(FindSessions())
        assert isinstance(refused, LookUpRefused)
        assert refused.fault is LookUpFault.TOO_MUCH
        monkeypatch.undo()
        assert told.found(RecordFilter(visitor="cy")) == ["s4"]

    def test_an_offer_declined_and_one_withdrawn_are_told_apart(
        self, shelf: RecordShelf
    ) -> None:
        shelf.store.answer(ForgetRecords())
        tale = Tale().open("s1").ring("s1").lapse("s1", cause=LapseCause.DECLINED)
        tale.open("s2", "w").ring("s2").lapse("s2", cause=LapseCause.WITHDRAWN)
        shelf.project(tale.rows)
        assert shelf.found(RecordFilter(outcome=Outcome.DECLINED)) == ["s1"]
        assert msgspec.json.encode(shelf.page(FindSessions()))


ADD_MEMBER = """
INSERT INTO members (
    id, place, email, email_key, name, nickname, phone, staff_number,
    staff_number_key, role, capacity, created_ms, password_hash,
    must_change_password, is_suspended, factor_secret, is_factor_confirmed,
    factor_step, is_desk_due)
VALUES ('b', 1, 'e', 'e', 'n', '', '', 'K-7', 'k-7', 'agent', 1, 0, '',
    FALSE, FALSE, '', FALSE, 0, FALSE)"""


def forever(looking: search.Search) -> object:
    """A statement that ends by itself after minutes."""
    connection = looking._connection
    return connection.execute(
        text("""
WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000000)
SELECT COUNT(*) FROM n""")
    ).scalar()
