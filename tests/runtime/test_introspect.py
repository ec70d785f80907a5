"""The tree as it is, read off the cells."""

from __future__ import annotations

from runtime.actor import HOLD
from runtime.child import ChildSpec, Strategy
from runtime.exits import Shutdown
from runtime.introspect import find, statistics, walk
from runtime.ref import Ref
from runtime.supervisor import Supervisor
from tests.runtime.family import Family, member_spec
from tests.runtime.stage import Fail, Question, Recorder, Say, Stage
from tests.runtime.test_region import Town


def test_the_tree_parents_before_children() -> None:
    log: list[str] = []
    family = Family.of(
        member_spec("a", log),
        ChildSpec("inner", lambda: Supervisor((member_spec("x", log),))),
        log=log,
    )
    assert [cell.path for cell in walk(family.root)] == ["", "/a", "/inner", "/inner/x"]
    town = Town()
    town.tell("1", "x")
    assert [cell.path for cell in walk(town.root)] == ["", "/e", "/e/1"]


def test_the_figures_of_a_cell() -> None:
    class Busy(Recorder):
        def receive(self, message: object) -> object:
            super().receive(message)
            self.context.start_timer("k", 5.0, Say("later"))
            return HOLD if message == Say("hold") else None

    stage = Stage()
    stage.restarts = True
    actor = Ref[object](stage.cell(lambda: Busy([])))
    never = statistics(actor.cell)
    assert (never.path, never.kind, never.phase) == ("/a", "", "idle")
    for message in (Say("a"), Fail("why"), Say("b"), Say("hold"), Question("?")):
        actor.tell(message)
    stage.run()
    held = statistics(actor.cell)
    assert (held.kind, held.phase, held.mailbox) == ("Busy", "held", 1)
    assert (held.handled, held.crashes, held.refused, held.timers) == (4, 1, 1, 1)
    assert held.restarts == 1
    assert held.last_error == "Broken: why"
    assert held.waiting_on == held.strategy == ""
    assert held.busy_seconds >= 0


def test_a_supervisor_says_its_strategy() -> None:
    family = Family("a", strategy=Strategy.REST_FOR_ONE)
    assert statistics(family.root).strategy == "rest_for_one"
    assert statistics(family.cell("a")).strategy == ""


def test_the_last_error_is_one_and_not_an_orderly_end() -> None:
    family = Family("a")
    assert statistics(family.cell("a")).last_error == ""
    family.fail("a")
    cell = family.cell("a")
    assert statistics(cell).last_error == "Broken: as told"
    family.root.stop(Shutdown())
    family.stage.run()
    assert statistics(cell).last_error == ""
    assert statistics(family.root).path == "/"


def test_a_cell_is_found_by_its_path() -> None:
    town = Town()
    town.tell("1/x", "x")
    town.stage.run()
    for cell in walk(town.root):
        assert find(town.root, statistics(cell).path) is cell
    for path in ("/e/2", "/f", "/e/1/x/y", "/f/g"):
        assert find(town.root, path) is None
    assert not town.region.is_asleep("1/x")
    family = Family("a")
    assert find(family.root, "/a/b") is None
