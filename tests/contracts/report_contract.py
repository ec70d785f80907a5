"""What every store of sessions' records reports; subclasses give `shelf`."""

from __future__ import annotations

import msgspec
import pytest

from actors.records.figures import Figures, Sums, figures_of
from actors.records.messages import (
    Dimension,
    ForgetRecords,
    LookUpFault,
    LookUpRefused,
    MakeReport,
    Report,
    Scope,
)
from actors.session.events import (
    LapseCause,
    QueueCause,
    TransferCause,
    TransferRequested,
)
from actors.session.robot_events import IntentRecognised
from actors.session.terms import CloseCause, CloseReason, Note, Role, SessionPhase
from tests.actors.records.shelf import RecordShelf
from tests.actors.records.tale import OPENED_MS, Tale

DAY_MS = 86_400_000
NOTHING = figures_of(Sums())


def evening() -> Tale:
    """Begins at 22:13:20 UTC (06:13:20 in Shanghai).

    Of s1: wait 10 s, FRT 15 s, an answer after 4 s, handed over after 60 s to b, who
    answers after 2 s; five stars, solved. Of s2: a lets it lapse after 20 s, who waits
    leaves after 40 s. Of s3: the robot is enough. Of s4, an hour later: the robot, then
    a line that overflows, then b at once, FRT 4 s, two stars, unsolved.
    """
    tale = Tale().open("s1").ask("s1").wait(10).assign("s1").wait(5).reply("s1")
    tale.wait(10).ask("s1").wait(4).reply("s1").wait(40).ask("s1").wait(1)
    tale.tell("s1", TransferRequested("g", "", "", TransferCause.AGENT, "a"))
    tale.assign("s1", "b").wait(2).reply("s1", agent="b").wait(8).close("s1")
    tale.note("s1", Note.RATING, "105").note("s1", Note.OUTCOME, "solved")
    tale.note("s1", Note.TAG, "退款\n急")
    for intent, name in (("refund", "退钱"), ("invoice", "发票"), ("refund", "退款")):
        tale.tell("s1", IntentRecognised(1, intent, name, 0.9))
    tale.open("s2", "w").ring("s2").wait(20).lapse("s2", cause=LapseCause.EXPIRED)
    tale.wait(20).close("s2", CloseReason.TIMER, CloseCause.ABANDONED, by="")
    tale.open("s3", "x", channel="app", stage=SessionPhase.ROBOT).ask("s3")
    tale.say("s3", Role.ROBOT, "!").close("s3", CloseReason.CLIENT, by="x")
    tale.wait(3_600).open("s4", "y", stage=SessionPhase.ROBOT).ask("s4").queue("s4")
    tale.wait(3).queue("s4", "h", QueueCause.OVERFLOW).assign("s4", "b", "h")
    tale.wait(1).reply("s4", agent="b").wait(1).close("s4")
    tale.tell("s4", IntentRecognised(1, "refund", "退款", 0.9))
    tale.note("s4", Note.RATING, "2").note("s4", Note.OUTCOME, "unsolved")
    return tale.open("s5", "z", stage=SessionPhase.ROBOT)


class ReportContract:
    @pytest.fixture
    def told(self, shelf: RecordShelf) -> RecordShelf:
        shelf.store.answer(ForgetRecords())
        shelf.project(evening().rows)
        return shelf

    def report(self, told: RecordShelf, by: Dimension, **more: object) -> Report:
        usual = {"from_ms": OPENED_MS, "until_ms": OPENED_MS + DAY_MS}
        wanted = msgspec.convert({"by": by.value, **usual, **more}, MakeReport)
        made = told.store.answer(wanted)
        assert isinstance(made, Report), made
        return made

    def figures(
        self, told: RecordShelf, by: Dimension, **more: object
    ) -> dict[str, Figures]:
        return {row.key: row.figures for row in self.report(told, by, **more).rows}

    @pytest.mark.covers("M7")
    def test_figures_of_agents_are_of_what_each_did(self, told: RecordShelf) -> None:
        assert self.figures(told, Dimension.AGENT) == {
            "a": Figures(
                sessions=2,
                served=1,
                silent=1,
                waits=1,
                frt_ms=15_000,
                art_ms=4_000,
                aht_ms=60_000,
                asa_ms=10_000,
                abandonment=0,
                service_level=1,
                transfer_rate=1,
                robot_resolution=None,
                satisfaction=None,
                stars=None,
                rated=0,
                solved=None,
            ),
            "b": Figures(
                sessions=2,
                served=2,
                silent=0,
                waits=1,
                frt_ms=4_000,
                art_ms=2_000,
                aht_ms=6_000,
                asa_ms=0,
                abandonment=0,
                service_level=1,
                transfer_rate=0,
                robot_resolution=None,
                satisfaction=0.5,
                stars=3.5,
                rated=2,
                solved=0.5,
            ),
        }

    @pytest.mark.covers("M7")
    def test_figures_of_groups_have_who_left_their_lines(
        self, told: RecordShelf
    ) -> None:
        groups = self.figures(told, Dimension.GROUP)
        assert sorted(groups) == ["g", "h"]
        g = groups["g"]
        assert (g.sessions, g.waits, g.abandonment, g.service_level) == (3, 2, 0.5, 0.5)
        assert (
            self.figures(told, Dimension.GROUP, prompt_seconds=9)["g"].service_level
            == 0
        )
        assert self.figures(told, Dimension.GROUP, agent="b")["h"].served == 1

    @pytest.mark.covers("M7")
    def test_figures_of_channels_have_what_the_robot_resolved(
        self, told: RecordShelf
    ) -> None:
        channels = self.figures(told, Dimension.CHANNEL)
        assert (channels["app"].robot_resolution, channels["app"].served) == (1, 0)
        assert channels["web"].robot_resolution == 0
        assert channels["web"].sessions == 4
        assert list(self.figures(told, Dimension.CHANNEL, channel="app")) == ["app"]

    @pytest.mark.covers("M7")
    def test_hours_and_days_are_those_of_a_zone(self, told: RecordShelf) -> None:
        hours = self.figures(told, Dimension.HOUR)
        assert {key: each.sessions for key, each in hours.items()} == {"22": 3, "23": 2}
        there = self.figures(told, Dimension.HOUR, zone="Asia/Shanghai")
        assert list(there) == ["06", "07"]
        assert list(self.figures(told, Dimension.DAY)) == ["2023-11-14"]
        east = self.report(told, Dimension.DAY, zone="Asia/Shanghai")
        assert [row.key for row in east.rows] == ["2023-11-15"]
        assert east.total == east.rows[0].figures
        assert (east.total.sessions, east.total.satisfaction) == (5, 0.5)

    def test_tags_have_the_figures_of_their_sessions(self, told: RecordShelf) -> None:
        tags = self.figures(told, Dimension.TAG)
        assert sorted(tags) == ["急", "退款"]
        assert (tags["急"].sessions, tags["急"].served) == (1, 2)

    @pytest.mark.covers("R12", "M7")
    def test_intents_have_the_figures_of_their_sessions(
        self, told: RecordShelf
    ) -> None:
        intents = self.report(told, Dimension.INTENT).rows
        named = {row.key: (row.name, row.figures.sessions) for row in intents}
        assert named == {"invoice": ("发票", 1), "refund": ("退款", 2)}

    def test_a_report_has_names_and_all_together(self, told: RecordShelf) -> None:
        made = self.report(told, Dimension.AGENT)
        assert {row.name for row in made.rows} == {"Agent a", "Agent b"}
        assert (made.total.sessions, made.total.robot_resolution) == (5, 0.5)

    @pytest.mark.covers("W5", "W6")
    def test_nobody_is_told_figures_that_are_not_his(self, told: RecordShelf) -> None:
        own = msgspec.to_builtins(Scope(agent="a"))
        assert list(self.figures(told, Dimension.AGENT, scope=own)) == ["a"]
        groups = msgspec.to_builtins(Scope(groups=("h",)))
        assert list(self.figures(told, Dimension.GROUP, scope=groups)) == ["h"]

    def test_a_span_is_from_its_begin_and_without_its_end(
        self, told: RecordShelf
    ) -> None:
        until = {"until_ms": OPENED_MS + 1}
        assert self.figures(told, Dimension.CHANNEL, **until)["web"].sessions == 1
        empty = {"from_ms": OPENED_MS - 2, "until_ms": OPENED_MS}
        for by in Dimension:
            made = self.report(told, by, **empty)
            assert (made.rows, made.total) == ((), NOTHING)

    @pytest.mark.parametrize(
        ("more", "fault"),
        [
            ({"zone": "Mars/Base"}, LookUpFault.BAD_ZONE),
            ({"zone": "../etc/passwd"}, LookUpFault.BAD_ZONE),
            ({"zone": "Asia"}, LookUpFault.BAD_ZONE),
            ({"until_ms": OPENED_MS}, LookUpFault.BAD_SPAN),
            ({"until_ms": OPENED_MS + 367 * DAY_MS}, LookUpFault.BAD_SPAN),
        ],
    )
    def test_what_cannot_be_reported_is_refused(
        self, told: RecordShelf, more: dict[str, object], fault: LookUpFault
    ) -> None:
        usual = {"by": "day", "from_ms": OPENED_MS, "until_ms": OPENED_MS + DAY_MS}
        refused = told.store.answer(msgspec.convert({**usual, **more}, MakeReport))
        assert isinstance(refused, LookUpRefused)
        assert refused.fault is fault
