from actors.agent.messages import AgentStatus, Board
from actors.ids import SessionId
from actors.session.state import Offer
from actors.session.terms import SessionPhase
from actors.session.view import SessionView
from admin.simulation.judge import (
    MAX_EXAMPLES,
    Broken,
    Can,
    Judge,
    Judged,
    Promise,
    Verdict,
    Want,
    together,
)

ANN = Can(frozenset({"g"}), 1, {})
BOB = Can(frozenset({"g"}), 2, {"french": 3})


def view(
    session: str, version: int, phase: SessionPhase, agent: str = "", group: str = "g"
) -> SessionView:
    offer = None
    if phase is SessionPhase.OFFERED:
        offer, agent = Offer(agent, 1, f"o{version}", 1, group, 0, 0), ""
    place = SessionId(session)
    return SessionView(
        place, version, phase, "v", "v", group, agent, 0, None, offer=offer
    )


def board(version: int, *sessions: str, status: str = "free") -> Board:
    there = tuple(map(SessionId, sessions))
    return Board(version, AgentStatus(status), "", 2, there, 0)


class Scene:
    """A judge of a desk with Ann and Bob, and what it found."""

    def __init__(self) -> None:
        self.judge = Judge({"ann": ANN, "bob": BOB})
        self.count = 0

    def come(self, session: str, **wants: int | str) -> None:
        self.count += 1
        want = Want("g", self.count, **wants)  # type: ignore[arg-type]
        self.judge.open(session, want)
        self.show(session, SessionPhase.QUEUED)

    def show(
        self, session: str, phase: SessionPhase, agent: str = "", group: str = "g"
    ) -> None:
        self.count += 1
        self.judge.show(view(session, self.count, phase, agent, group))

    def broken(self, waiting: int = 0) -> set[Promise]:
        self.judge.rest({"g": waiting})
        return {each.promise for each in self.judge.verdict() if each.broken}


def test_a_quiet_day_breaks_nothing() -> None:
    scene = Scene()
    scene.come("s1")
    scene.show("s1", SessionPhase.SERVING, "ann")
    scene.judge.show_board("ann", board(1, "s1", status="busy"))
    scene.come("s2")
    assert scene.broken(waiting=1) == set()
    assert all(each.looked_at for each in scene.judge.verdict())
    scene.show("s1", SessionPhase.CLOSED)
    scene.show("s2", SessionPhase.SERVING, "bob")
    assert scene.broken() == set()


def test_who_is_in_no_line_is_lost() -> None:
    scene = Scene()
    scene.come("s1")
    assert scene.broken(waiting=0) == {Promise.NONE_LOST}
    assert scene.judge.examples == ["none_lost: 1 wait for g, its line has 0"]


def test_a_session_on_two_boards() -> None:
    scene = Scene()
    scene.judge.show_board("ann", board(1, "s1"))
    scene.judge.show_board("bob", board(1, "s1"))
    assert scene.broken() == {Promise.NONE_TWICE}


def test_more_sessions_than_slots() -> None:
    scene = Scene()
    for session in ("s1", "s2"):
        scene.come(session)
        scene.show(session, SessionPhase.SERVING, "ann")
    assert scene.broken() == {Promise.NONE_OVER_CAPACITY}


def test_waiting_beside_a_free_agent() -> None:
    scene = Scene()
    scene.come("s1")
    scene.judge.show_board("ann", board(1))
    assert scene.broken(waiting=1) == {Promise.NONE_BESIDE_FREE}


def test_a_free_agent_who_may_not_serve_is_no_reason() -> None:
    scene = Scene()
    scene.judge.show_board("ann", board(1))
    scene.come("s1", skill="french", level=3)
    scene.come("s2", prefer="bob")
    scene.come("s3")
    scene.judge.refuse("s3", "ann")
    scene.come("s4")
    scene.show("s4", SessionPhase.QUEUED, group="h")
    assert scene.broken(waiting=3) == set()


def test_nothing_is_expected_of_who_was_cut_off_or_comes_anew() -> None:
    scene = Scene()
    scene.come("s1")
    scene.judge.show_board("ann", board(2))
    scene.judge.lose("ann")
    assert scene.broken(waiting=1) == set()
    scene.judge.show_board("ann", board(2))
    scene.judge.forget_boards()
    scene.judge.show_board("ann", board(1, status="rest"))
    assert scene.broken(waiting=1) == set()


def test_an_old_view_or_board_changes_nothing() -> None:
    scene = Scene()
    scene.come("s1")
    scene.judge.show(view("s1", 0, SessionPhase.SERVING, "ann"))
    scene.judge.show(view("nobody's", 9, SessionPhase.SERVING, "ann"))
    scene.judge.show_board("ann", board(2, status="rest"))
    scene.judge.show_board("ann", board(1))
    assert scene.broken(waiting=1) == set()


def test_who_came_later_is_offered_first() -> None:
    scene = Scene()
    scene.come("s1")
    scene.come("s2")
    assert scene.broken(waiting=2) == set()
    scene.show("s2", SessionPhase.OFFERED, "ann")
    assert scene.broken(waiting=1) == {Promise.FIRST_COME}


def test_an_answer_to_an_old_offer_is_no_new_choice() -> None:
    scene = Scene()
    scene.come("s1")
    scene.come("s2")
    scene.show("s1", SessionPhase.OFFERED, "ann")
    scene.show("s2", SessionPhase.OFFERED, "bob")
    assert scene.broken() == set()
    scene.show("s1", SessionPhase.QUEUED)
    scene.judge.pass_over()
    scene.show("s2", SessionPhase.SERVING, "bob")
    assert scene.broken(waiting=1) == set()


def test_another_priority_or_line_is_another_matter() -> None:
    scene = Scene()
    scene.come("s1")
    scene.come("s2", priority=1)
    scene.come("s3")
    scene.show("s3", SessionPhase.QUEUED, group="h")
    assert not scene.broken(waiting=2)
    scene.show("s2", SessionPhase.OFFERED, "ann")
    scene.show("s3", SessionPhase.OFFERED, "bob", group="h")
    assert scene.broken(waiting=1) == set()


def test_only_some_are_told_in_detail_and_all_are_counted() -> None:
    scene = Scene()
    scene.come("s1")
    for _ in range(MAX_EXAMPLES + 1):
        scene.judge.rest({"g": 0})
    assert len(scene.judge.examples) == MAX_EXAMPLES
    assert scene.judge.verdict()[0].broken == MAX_EXAMPLES + 1


def test_news_are_what_came_since_the_last_rest() -> None:
    scene, seen = Scene(), list[bool]()
    seen.append(scene.judge.has_news)
    scene.come("s1")
    seen.append(scene.judge.has_news)
    scene.judge.pass_over()
    seen.append(scene.judge.has_news)
    assert seen == [False, True, False]


def test_verdicts_of_several_days_are_added() -> None:
    kept = tuple(Judged(each, 2, 0) for each in Promise)
    first = Verdict(kept, (), Broken(1, 2), ())
    second = Verdict(kept[:1], ("x",) * MAX_EXAMPLES, Broken(3, 4), ("oops",))
    both = together((first, second, second))
    assert both.judged[0].looked_at == 6
    assert both.judged[1].looked_at == 2
    assert (both.broken, len(both.examples)) == (Broken(7, 10), MAX_EXAMPLES)
    assert both.crashes == ("oops", "oops")
    assert first.holds
    assert not both.holds
