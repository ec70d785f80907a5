"""Looking sessions up, in a file and on a server."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from actors.records import chunks, report, search, time_limit
from actors.records.messages import (
    Dimension,
    FindSessions,
    ForgetRecords,
    LookUpFault,
    LookUpRefused,
    MakeReport,
    RecordFilter,
)
from actors.records.said import folded, terms
from actors.session.terms import Note
from tests.actors.records.shelf import RecordShelf, file_shelf
from tests.actors.records.tale import Tale
from tests.contracts.search_contract import SearchContract


class TestInAFile(SearchContract):
    @pytest.fixture
    def shelf(self, in_a_file: RecordShelf) -> RecordShelf:
        return in_a_file


@pytest.mark.covers("P1")
class TestOnAServer(SearchContract):
    @pytest.fixture
    def shelf(self, on_a_server: RecordShelf) -> RecordShelf:
        return on_a_server


texts = st.text("退款好a1 ", min_size=1, max_size=5)
visits = st.lists(
    st.tuples(
        st.lists(texts, max_size=4), st.sampled_from("ab"), st.sampled_from(("", "x"))
    ),
    max_size=12,
)
SPARSE = [(["退"], "a", ""), *[([], "a", "")] * 4]
"""The filter fits more than the text does."""
queries = texts.filter(lambda text: bool(terms(text)))


def brute(told: list[tuple[list[str], str, str]], wanted: RecordFilter) -> list[str]:
    """The sessions that fit, looked at one by one."""
    pieces = terms(wanted.text)
    return [
        f"s{number}"
        for number, (said, agent, tag) in reversed(list(enumerate(told)))
        if wanted.agent in ("", agent)
        and wanted.tag in ("", tag)
        and (not pieces or any(all(p in folded(s) for p in pieces) for s in said))
    ]


def check(
    shelf: RecordShelf, told: list[tuple[list[str], str, str]], wanted: RecordFilter
) -> None:
    shelf.store.answer(ForgetRecords())
    tale = Tale()
    for number, (said, agent, tag) in enumerate(told):
        session = f"s{number}"
        tale.open(session, session).assign(session, agent).note(session, Note.TAG, tag)
        for each in said:
            tale.ask(session, each)
    shelf.project(tale.rows)
    assert shelf.found(wanted, limit=1) == brute(told, wanted)


filters = st.builds(
    RecordFilter,
    text=st.just("") | queries,
    agent=st.sampled_from(("", "a", "c")),
    tag=st.sampled_from(("", "x")),
)


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a search takes many, and every page ends before its time."""
    monkeypatch.setattr(search, "FIRST_TEXTS", 2)
    monkeypatch.setattr(search, "TEXTS_AT_ONCE", 3)
    monkeypatch.setattr(search, "KEYS_AT_ONCE", 4)
    monkeypatch.setattr(search, "SESSIONS_AT_ONCE", 2)
    monkeypatch.setattr(chunks, "VALUES_AT_ONCE", 1)
    monkeypatch.setattr(search, "PAGE_SECONDS", 0)


@pytest.mark.covers("M8")
@pytest.mark.usefixtures("small_steps")
@pytest.mark.unmeasured
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(told=[*SPARSE, *SPARSE, *SPARSE], wanted=RecordFilter(text="退", agent="a"))
@example(told=[(["退"] * 9, "a", "")] * 2, wanted=RecordFilter(text="退", agent="a"))
@example(told=[(["退"] * 9, "a", "")] * 2, wanted=RecordFilter(text="退", agent="c"))
@given(told=visits, wanted=filters)
def test_steps_of_any_size_find_what_looking_at_each_finds(
    in_a_file: RecordShelf,
    told: list[tuple[list[str], str, str]],
    wanted: RecordFilter,
) -> None:
    check(in_a_file, told, wanted)


def test_a_list_names_so_many_messages_of_a_session_and_no_more(
    in_a_file: RecordShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MAX_HITS", 2)
    in_a_file.store.answer(ForgetRecords())
    tale = Tale().open("s").ask("s", "退一").ask("s", "退二").ask("s", "退三")
    in_a_file.project(tale.rows)
    (card,) = in_a_file.page(FindSessions(RecordFilter(text="退"))).cards
    assert (card.hits, card.excerpt) == ((3, 2), "退一")


def test_a_database_that_refuses_is_told(tmp_path: Path) -> None:
    with file_shelf(tmp_path) as shelf:
        with shelf.engine.begin() as connection:
            connection.execute(text("DROP TABLE leg_records"))
        day = MakeReport(Dimension.AGENT, 0, 1)
        for request in (FindSessions(RecordFilter(agent="a")), day, ForgetRecords()):
            refused = shelf.store.answer(request)
            assert isinstance(refused, LookUpRefused)
            assert refused.fault is LookUpFault.FAILED


def test_a_report_that_takes_too_long_is_broken_off(
    in_a_file: RecordShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time_limit, "_STEPS_PER_LOOK", 1)
    monkeypatch.setattr(report, "REPORT_SECONDS", -1)
    refused = in_a_file.store.answer(MakeReport(Dimension.AGENT, 0, 1))
    assert isinstance(refused, LookUpRefused)
    assert refused.fault is LookUpFault.TOO_MUCH


@pytest.mark.covers("M8", "P1")
@pytest.mark.usefixtures("small_steps")
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=visits, wanted=filters)
def test_and_so_they_do_on_a_server(
    on_a_server: RecordShelf,
    told: list[tuple[list[str], str, str]],
    wanted: RecordFilter,
) -> None:
    check(on_a_server, told, wanted)
