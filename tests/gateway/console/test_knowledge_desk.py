"""What agents suggest in the terminal, and the news that they read (R11)."""

from __future__ import annotations

import pytest

from gateway.client_core.events import KnowledgeChanged, RequestAnswered
from gateway.console.knowledge_desk import KnowledgeAnswer
from gateway.console.knowledge_requests import (
    AskEntry,
    AskNews,
    AskSuggestions,
    DecideSuggestion,
    MarkRead,
    Suggest,
)
from gateway.console.turn import Action
from gateway.wire.knowledge_frames import (
    Contributed,
    Contribution,
    Contributions,
    Entry,
    EntryAnswer,
    News,
    NewsPublished,
    NewsRow,
)
from tests.gateway.console.agent_desk import Desk, idle, with_one
from tests.gateway.console.samples import NOON, message

pytestmark = pytest.mark.covers("R11")
UNREAD = NewsRow("e1", "How long?", 2, NOON, "amy", is_change=False, read_at=0)
READ = NewsRow("e2", "Why?", 1, NOON, "amy", is_change=True, read_at=NOON)


def told(desk: Desk, answer: KnowledgeAnswer) -> list[str]:
    return desk.see(RequestAnswered(1, answer))


def suggestion(state: str = "waiting", by: str = "", reason: str = "") -> Contribution:
    return Contribution(7, NOON, "bo", "How?", "So.", "", state, 0, by, reason)  # type: ignore[arg-type] # a later server's word, too


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("/contribute How? | So.", Suggest("How?", "So.")),
        ("/contribute 怎么退｜七天", Suggest("怎么退", "七天")),
        ("/contribute a | b | c", Suggest("a", "b | c")),
        ("/contribute #1 | So.", Suggest("where is my parcel?", "So.")),
        ("/contribute | So.", Suggest("where is my parcel?", "So.")),
        ("/contributions", AskSuggestions()),
        ("/contributions waiting", AskSuggestions("waiting")),
        ("/contributions 9", AskSuggestions(before=9)),
        ("/approve 7", DecideSuggestion(7, is_approved=True, reason="")),
        ("/reject #7 we have it", DecideSuggestion(7, False, "we have it")),  # noqa: FBT003
        ("/news", AskNews()),
    ],
)
def test_what_a_command_asks_for(line: str, action: Action) -> None:
    desk = with_one()
    desk.see(message(1, "where is my\nparcel?", "visitor"), message(2, "mine"))
    assert desk.enter(line) == []
    assert desk.actions == [action]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("/contribute How?", "/contribute QUESTION | ANSWER"),
        ("/contribute #9 | So.", "There is no such message"),
        ("/contributions all", "/contributions, or with one of"),
        ("/approve it", "Name its number"),
        ("/reject 7", "Name its number, and why"),
        ("/news 1", "There is no such row"),
        ("/news all", "There is no such row"),
    ],
)
def test_what_is_wrong_with_a_command(line: str, told: str) -> None:
    desk = idle()
    (complaint,) = desk.enter(line)
    assert complaint.startswith(told)
    assert desk.actions == []


def test_what_became_of_contributions() -> None:
    desk = idle()
    assert told(desk, Contributed(1, 7)) == ["Contribution 7 waits for a decision."]
    assert told(desk, Contributions(1, ())) == ["Nothing was suggested yet."]
    rows = (suggestion("rejected", "amy", "we have it"), suggestion("new"))
    lines = told(desk, Contributions(1, rows, 1, 7))
    assert lines == [
        "Contributions, 1 waiting",
        "  7  rejected · bo · 22:13  ·  How? → So.",
        "    amy: we have it",
        "  7  new · bo · 22:13  ·  How? → So.",
        "  Older ones: /contributions 7",
    ]


def test_a_decision_is_confirmed() -> None:
    desk = idle()
    taken = DecideSuggestion(7, is_approved=True, reason="")
    assert desk.granted(taken) == ["It is in the draft, not published yet."]
    left = DecideSuggestion(7, is_approved=False, reason="x")
    assert desk.granted(left) == ["Rejected; its author can read why."]


def test_the_panel_counts_what_is_unread_and_the_list_says_what() -> None:
    desk = idle()
    assert "news" not in desk.status
    assert told(desk, News(1, 2, (UNREAD, READ), 1)) == []
    assert "news 1" in desk.status
    desk.enter("/news")
    assert told(desk, News(1, 2, (UNREAD, READ), 1)) == [
        "News, 1 unread",
        "  * 1  new How long?  ·  22:13",
        "  ✓ 2  changed Why?  ·  22:13",
        "  /news 1 reads, /news all",
    ]
    desk.enter("/news")
    assert told(desk, News(1, 0, ())) == ["Nothing has been published yet."]


def test_an_entry_is_marked_when_it_is_shown() -> None:
    desk = idle()
    entry = Entry(1, "e1", "How long?", ("when",), (EntryAnswer("A week.", ()),))
    shown = ["How long?", "  also asked as: when", "  A week."]
    assert told(desk, entry) == shown
    assert desk.actions == []
    told(desk, News(1, 2, (UNREAD,), 1))
    desk.enter("/news 1")
    assert told(desk, entry) == shown
    desk.enter("/news all")
    assert desk.actions == [AskEntry("e1"), MarkRead(2, ("e1",)), MarkRead(2)]


def test_a_publication_is_told_at_once_and_counted_anew() -> None:
    desk = idle()
    lines = desk.see(KnowledgeChanged(NewsPublished(3)))
    assert lines == ["Knowledge was published: /news shows it."]
    assert desk.actions == [AskNews()]
