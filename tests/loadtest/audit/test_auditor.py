"""The auditor finds every kind of broken promise, and no other."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import msgpack
import pytest

from loadtest.audit.auditor import Auditor
from loadtest.audit.broken import Broken
from loadtest.audit.entries import What
from loadtest.audit.tables import last_position
from tests.loadtest.audit.books import VISITOR, Books

AUDIT = Path(__file__).parents[3] / "loadtest" / "audit"


def test_right_books_are_right(books: Books) -> None:
    books.close("s1", "amy")
    books.open("s2", VISITOR)
    books.assign("s2", "amy", 1)
    assert books.audit() == {}


def test_it_counts_what_was_done(books: Books) -> None:
    books.close("s1", "amy")
    books.open("s2", VISITOR)
    books.come("s3")
    books.assign("s2", "amy", 1)
    books.assign("s3", "amy", 2)
    auditor = Auditor(books.journal, books.ledgers)
    auditor.examine()
    history = auditor.history
    assert (history.message_count, history.closed_count) == (3, 1)
    assert (history.reopened_count, history.lines.queued_bindings) == (1, 1)
    assert auditor.ledgers.acked_count == 3


def test_a_desk_may_recognise_what_a_visitor_wants(books: Books) -> None:
    books.event("session/s1", 39, 4, "refund", "退款", 0.9)
    assert books.audit() == {}


def test_the_auditor_imports_nothing_of_the_product() -> None:
    allowed = sys.stdlib_module_names | {"msgpack", "psycopg"}
    own = ("loadtest.audit", "loadtest.findings")
    for path in (*AUDIT.glob("*.py"), AUDIT.parent / "findings.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            for name in names:
                is_own = name.startswith(own)
                assert is_own or name.partition(".")[0] in allowed, (path, name)


# --- lost


def test_an_acknowledged_message_that_is_not_there_is_lost(books: Books) -> None:
    books.intend("s1", VISITOR, "gone")
    books.note(VISITOR, What.ACKED, "s1", "gone", 4)
    assert books.audit() == {Broken.LOST: 1}


def test_an_acknowledged_message_under_another_number_is_lost(books: Books) -> None:
    books.commit_message("s1", VISITOR, 4, "moved")
    books.intend("s1", VISITOR, "moved")
    books.note(VISITOR, What.ACKED, "s1", "moved", 5)
    for reader in (VISITOR, "amy"):
        books.note(reader, What.READ, "s1", 4, VISITOR, "moved")
    assert books.audit() == {Broken.LOST: 1}


def test_an_acknowledged_message_with_another_text_is_lost(books: Books) -> None:
    books.commit_message("s1", VISITOR, 4, "changed")
    books.note(VISITOR, What.INTENT, "s1", "changed", "what I wrote")
    books.note(VISITOR, What.ACKED, "s1", "changed", 4)
    for reader in (VISITOR, "amy"):
        books.note(reader, What.READ, "s1", 4, VISITOR, "changed")
    assert books.audit() == {Broken.LOST: 1}


def test_an_acknowledged_opening_that_is_not_there_is_lost(books: Books) -> None:
    books.note(VISITOR, What.OPENED, "s9")
    assert books.audit() == {Broken.LOST: 1}


def test_an_acknowledged_close_that_is_not_there_is_lost(books: Books) -> None:
    books.note(VISITOR, What.CLOSED, "s1")
    assert books.audit() == {Broken.LOST: 1}


def test_a_head_without_events_is_lost(books: Books) -> None:
    books.execute("INSERT INTO heads (name, kind) VALUES ('session/s9', 'session')")
    assert books.audit() == {Broken.LOST: 1}


def test_a_message_that_was_never_acknowledged_may_be_missing(books: Books) -> None:
    books.intend("s1", VISITOR, "never sent")
    assert books.audit() == {}


# --- doubled


def test_one_client_id_twice_is_doubled(books: Books) -> None:
    books.commit_message("s1", VISITOR, 4, "s1-3")
    for reader in (VISITOR, "amy"):
        books.note(reader, What.READ, "s1", 4, VISITOR, "s1-3")
    assert books.audit()[Broken.DOUBLED] == 1


def test_one_text_under_two_client_ids_is_doubled(books: Books) -> None:
    said = msgpack.packb({"kind": "text", "text": "text of s1-3"})
    body = (3, 4, "visitor", "visitor", VISITOR, "Bo", said, "another id")
    books.event("session/s1", *body)
    for reader in (VISITOR, "amy"):
        books.note(reader, What.READ, "s1", 4, VISITOR, "another id")
    assert books.audit() == {Broken.DOUBLED: 1}


def test_a_refused_message_that_is_there_is_doubled(books: Books) -> None:
    books.commit_message("s1", VISITOR, 4, "refused")
    books.note(VISITOR, What.REFUSED, "s1", "refused", 301)
    for reader in (VISITOR, "amy"):
        books.note(reader, What.READ, "s1", 4, VISITOR, "refused")
    assert books.audit() == {Broken.DOUBLED: 1}


def test_two_confirmations_with_two_numbers_are_doubled(books: Books) -> None:
    books.note(VISITOR, What.ACKED, "s1", "s1-3", 4)
    assert books.audit() == {Broken.DOUBLED: 1}


def test_two_open_sessions_of_a_visitor_are_doubled(books: Books) -> None:
    books.event("session/s2", 1, VISITOR, VISITOR, "web", "sales")
    books.index("s2", "queued", "group/sales", 99)
    assert books.audit()[Broken.DOUBLED] == 1


# --- gaps


def test_a_number_that_is_left_out_is_a_gap(books: Books) -> None:
    books.commit_message("s1", "amy", 5, "jumps")
    assert books.audit()[Broken.GAP] == 1


def test_a_sequence_number_that_is_left_out_is_a_gap(books: Books) -> None:
    books.execute("UPDATE heads SET seq = seq + 1 WHERE name = 'agent/amy'")
    books.event("agent/amy", 4)
    assert books.audit()[Broken.GAP] == 1


# --- slots


def test_a_claim_of_a_closed_session_is_leaked(books: Books) -> None:
    books.close("s1", "amy")
    books.claim("agent/amy", 1, "s1")
    assert books.audit() == {Broken.SLOT_LEAKED: 1}


def test_a_claim_of_a_waiting_session_is_leaked(books: Books) -> None:
    books.come("s2")
    books.claim("agent/amy", 2, "s2")
    assert books.audit()[Broken.SLOT_LEAKED] == 1


def test_a_served_session_without_a_claim_is_found(books: Books) -> None:
    books.execute("DELETE FROM claims WHERE resource = 'agent/amy'")
    assert books.audit() == {Broken.SLOT_LEAKED: 1}


def test_an_open_session_without_its_visitors_claim_is_found(books: Books) -> None:
    books.execute("DELETE FROM claims WHERE slot = 0")
    assert books.audit() == {Broken.SLOT_LEAKED: 1}


def test_a_claim_of_nobody_is_leaked(books: Books) -> None:
    books.execute("INSERT INTO claims VALUES ('agent/amy', 2, 999)")
    assert books.audit() == {Broken.SLOT_LEAKED: 1}


def test_a_session_beyond_the_capacity_is_over_assigned(books: Books) -> None:
    for slot, session in enumerate(("s2", "s3"), start=2):
        books.come(session)
        books.assign(session, "amy", slot)
    found = books.audit()
    assert found[Broken.OVER_ASSIGNED] == 1
    # It overtook nobody, and there was no slot for it either.
    assert set(found) == {Broken.OVER_ASSIGNED}


def test_over_assignment_in_the_past_is_found(books: Books) -> None:
    for slot, session in enumerate(("s2", "s3"), start=2):
        books.come(session)
        books.assign(session, "amy", slot)
    for session in ("s1", "s2", "s3"):
        books.close(session, "amy")
    assert books.audit() == {Broken.OVER_ASSIGNED: 1}


def test_a_session_assigned_twice_is_found(books: Books) -> None:
    books.event("session/s1", 2, "amy", 2, "sales.1000.9", 9)
    assert books.audit() == {Broken.DOUBLE_ASSIGNED: 1}


def test_a_slot_with_two_sessions_is_found(books: Books) -> None:
    books.come("s2")
    books.event("session/s2", 2, "amy", 1, "sales.1000.9", 9)
    assert books.audit()[Broken.DOUBLE_ASSIGNED] == 1


def test_a_session_shown_with_another_agent_is_found(books: Books) -> None:
    books.note(VISITOR, What.SEEN, "s1", "serving", "bob")
    found = books.audit()
    assert found[Broken.DOUBLE_ASSIGNED] == 1
    assert found[Broken.READER] == 1  # it is also what the visitor is left with


# --- the queue


def test_the_second_in_line_who_takes_the_only_slot_is_found(books: Books) -> None:
    books.come("s2")
    books.come("s3")
    books.assign("s3", "amy", 2)
    assert books.audit() == {Broken.FIFO: 1}


@pytest.mark.parametrize(
    ("dead", "since", "found"),
    [("s2", 0, {}), ("s2", 1, {Broken.FIFO: 2}), ("s3", 0, {Broken.FIFO: 2})],
)
def test_who_is_dead_when_his_turn_comes_may_be_overtaken(
    books: Books, dead: str, since: int, found: dict[Broken, int]
) -> None:
    books.come("s2")
    books.come("s3")
    books.assign("s3", "amy", 2)
    at_ms = last_position(books.journal)
    books.agent("bob", 1)
    books.assign("s2", "bob", 1)
    auditor = Auditor(books.journal, books.ledgers)
    auditor.away(dead, at_ms + since, at_ms + since)
    auditor.examine_rest()
    assert auditor.findings.counts == found


def test_two_slots_may_be_taken_in_the_other_order(books: Books) -> None:
    books.agent("bob", 1)
    books.come("s2")
    books.come("s3")
    books.assign("s3", "amy", 2, order=12)
    books.assign("s2", "bob", 1, order=11)
    assert books.audit() == {}


def test_two_slots_that_were_bound_in_the_wrong_order_are_found(books: Books) -> None:
    books.agent("bob", 1)
    books.come("s2")
    books.come("s3")
    books.assign("s3", "amy", 2, order=11)
    books.assign("s2", "bob", 1, order=12)
    assert books.audit() == {Broken.FIFO: 1}


def test_a_waiting_session_with_another_ticket_is_found(books: Books) -> None:
    books.agent("bob", 1)
    books.event("agent/bob", 2, "not_ready")
    books.come("s2")
    books.assign("s2", "amy", 2)
    books.come("s3")
    books.execute("UPDATE heads SET ticket = 1 WHERE name = 'session/s3'")
    assert books.audit() == {Broken.FIFO: 1}


def test_waiting_beside_a_free_agent_is_found(books: Books) -> None:
    books.come("s2")
    assert books.audit() == {Broken.WAITING_BESIDE_ELIGIBLE: 1}


@pytest.mark.parametrize("event", [(3, False), (2, "not_ready")])
def test_waiting_beside_an_absent_agent_is_right(
    books: Books, event: tuple[object, ...]
) -> None:
    books.event("agent/amy", *event)
    books.come("s2")
    assert books.audit() == {}


@pytest.mark.parametrize("status", ["rest", "arrange", "offline"])
def test_waiting_beside_an_agent_who_takes_nothing_is_right(
    books: Books, status: str
) -> None:
    books.status("amy", status)
    books.come("s2")
    assert books.audit() == {}


@pytest.mark.parametrize("stage", ["robot", "collecting", "routing", "message_left"])
def test_who_is_elsewhere_waits_for_nobody(books: Books, stage: str) -> None:
    books.open("s2", books.visitor_of("s2"), stage)
    assert books.audit() == {}


def test_a_raised_capacity_is_to_be_used(books: Books) -> None:
    books.register("amy", 1)
    books.come("s2")
    assert books.audit() == {}
    books.register("amy", 2)
    assert books.audit() == {Broken.WAITING_BESIDE_ELIGIBLE: 1}


def test_a_cut_evicts_nobody_and_gives_nothing(books: Books) -> None:
    books.come("s2")
    books.assign("s2", "amy", 2)
    books.register("amy", 1)
    assert books.audit() == {}
    books.close("s1", "amy")
    books.come("s3")
    books.assign("s3", "amy", 1)
    assert books.audit() == {Broken.OVER_ASSIGNED: 1}


def test_a_standing_that_says_something_else_is_found(books: Books) -> None:
    books.status("amy", "rest")
    books.come("s2")
    books.index("s2", "queued", "group/sales", 0, 0, 1)
    assert books.audit() == {Broken.INCONSISTENT: 1}


# --- readers


def test_a_number_shown_twice_is_found(books: Books) -> None:
    books.note("amy", What.READ, "s1", 3, VISITOR, "s1-3")
    assert books.audit() == {Broken.READER: 1}


def test_a_number_never_shown_is_found(books: Books) -> None:
    books.post("s1", VISITOR, 4, VISITOR)
    books.post("s1", VISITOR, 5, VISITOR, "amy")
    assert books.audit() == {Broken.READER: 1}


def test_a_message_shown_before_it_is_in_the_journal_is_found(books: Books) -> None:
    books.note("amy", What.READ, "s1", 4, VISITOR, "early")
    assert books.audit()[Broken.READER] >= 1


def test_another_message_shown_under_a_number_is_found(books: Books) -> None:
    books.commit_message("s1", VISITOR, 4, "one")
    books.note(VISITOR, What.READ, "s1", 4, VISITOR, "one")
    books.note("amy", What.READ, "s1", 4, VISITOR, "two")
    assert books.audit() == {Broken.READER: 1}


def test_a_message_that_was_not_shown_at_rest_is_found(books: Books) -> None:
    books.post("s1", VISITOR, 4, VISITOR)
    assert books.audit() == {Broken.READER: 1}


def test_an_end_that_was_not_shown_to_the_agent_is_found(books: Books) -> None:
    books.close("s1")
    assert books.audit() == {Broken.READER: 1}


# --- tables that contradict each other


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE heads SET is_open = 0 WHERE name = 'session/s1'",
        "UPDATE heads SET state = 'queued' WHERE name = 'session/s1'",
        "UPDATE heads SET place = 'agent/bob' WHERE name = 'session/s1'",
        "UPDATE heads SET last_position = 1 WHERE name = 'session/s1'",
        "UPDATE events SET previous = 1 WHERE seq = 3 AND head = 2",
        "UPDATE capacities SET slots = 9",
        "UPDATE marks SET value = '1' WHERE key = 'turn/amy'",
        "DELETE FROM marks",
        "INSERT INTO marks VALUES ('served/amy', '7')",
        "UPDATE marks SET value = 's7' WHERE key = 'opened/visitor-of-s1/web/1'",
        "UPDATE marks SET key = 'opened/visitor-of-s1/app/1' WHERE value = 's1'",
        "UPDATE marks SET key = 'opened/another/web/1' WHERE value = 's1'",
        "INSERT INTO marks VALUES ('opened/visitor-of-s1/web/2', 's1')",
        "INSERT INTO events VALUES (99, 99, 1, 0, 0, x'9104')",
    ],
)
def test_tables_that_contradict_each_other_are_found(books: Books, damage: str) -> None:
    books.execute(damage)
    assert books.audit() == {Broken.INCONSISTENT: 1}


def test_a_message_after_the_end_is_found(books: Books) -> None:
    books.close("s1", "amy")
    books.post("s1", VISITOR, 4, VISITOR, "amy")
    assert books.audit() == {Broken.INCONSISTENT: 1}


def test_half_a_line_of_a_ledger_is_read_when_it_is_whole(books: Books) -> None:
    auditor = Auditor(books.journal, books.ledgers)
    auditor.examine()
    path = books.ledgers / f"{VISITOR}.jsonl"
    with path.open("ab", buffering=0) as file:
        file.write(b'["opened", ')
        auditor.ledgers.refresh()
        before = auditor.ledgers.entry_count
        file.write(b'"s1"]\n["closed"')
        auditor.ledgers.refresh()
        assert auditor.ledgers.entry_count == before + 1
        file.write(b', "s1"]\n')
        auditor.ledgers.refresh()
        assert auditor.ledgers.entry_count == before + 2


# --- between commit and acknowledgement


def test_it_knows_what_is_committed_and_not_acknowledged(books: Books) -> None:
    auditor = Auditor(books.journal, books.ledgers)
    auditor.examine()
    assert auditor.unacknowledged() == set()
    books.commit_message("s1", VISITOR, 4, "on its way")
    books.post("s1", "amy", 5, VISITOR, "amy")
    found = auditor.unacknowledged()
    assert found == {(VISITOR, "on its way")}
    books.note(VISITOR, What.ACKED, "s1", "on its way", 4)
    assert auditor.still_unacknowledged(found) == set()


def test_an_audit_that_goes_on_finds_what_came_later(books: Books) -> None:
    auditor = Auditor(books.journal, books.ledgers)
    auditor.examine()
    assert auditor.findings.is_clean
    books.commit_message("s1", VISITOR, 4, "s1-3")
    auditor.examine()
    assert auditor.findings.counts == {Broken.DOUBLED: 1}
