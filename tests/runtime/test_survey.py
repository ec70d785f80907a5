"""A bounded look at the whole tree."""

from __future__ import annotations

from typing import cast

import pytest

from runtime.child import ChildSpec
from runtime.mailbox import Bound
from runtime.ref import Address
from runtime.region import Region
from runtime.sleepers import Census
from runtime.supervisor import Supervisor
from runtime.survey import RegionTotals, SortKey, Survey
from tests.runtime.counter import Add
from tests.runtime.shelf import Shelf
from tests.runtime.stage import Say, Stage
from tests.runtime.test_passivation import LATEST, shelf_of
from tests.runtime.test_region import Entity, Town


def take(survey: Survey, step: int = 1_000) -> Survey:
    while not survey.step(step):
        pass
    return survey


def town_of(messages: dict[str, int]) -> Town:
    town = Town()
    for name, count in messages.items():
        for _ in range(count):
            town.tell(name, "x")
    town.stage.run()
    return town


@pytest.mark.parametrize("step", [1, 2, 1_000])
def test_few_rows_and_the_totals_of_all(step: int) -> None:
    town = town_of({"a": 1, "b": 5, "c": 3, "d": 4})
    survey = take(Survey(town.root, SortKey.HANDLED, 2), step)
    assert [row.path for row in survey.upper] == ["/", "/e"]
    assert [(row.path, row.handled) for row in survey.entities] == [
        ("/e/b", 5),
        ("/e/d", 4),
    ]
    (totals,) = survey.regions
    busy = totals.busy_seconds
    assert totals == RegionTotals("/e", Census("e", 4), 0, 0, 13, 0, busy)


def test_whoever_has_mail_is_at_work() -> None:
    town = town_of({"a": 1, "b": 1})
    for _ in range(3):
        town.tell("b", "waits")
    survey = take(Survey(town.root, SortKey.MAILBOX, 10))
    assert [(row.path, row.mailbox, row.phase) for row in survey.entities] == [
        ("/e/b", 3, "ready"),
        ("/e/a", 0, "idle"),
    ]
    assert (survey.regions[0].at_work, survey.regions[0].mailbox) == (1, 3)


def test_crashes_come_first_when_asked_for() -> None:
    town = town_of({"a": 9, "b": 1})
    town.fail("b")
    survey = take(Survey(town.root, SortKey.CRASHES, 1))
    assert [(row.path, row.restarts) for row in survey.entities] == [("/e/b", 1)]
    assert survey.entities[0].last_error == "Broken: as told"
    assert survey.regions[0].crashes == 1


def test_the_busiest_come_first() -> None:
    town = town_of({"a": 1, "b": 1})
    town.find("b").cell.busy_seconds = 2.0
    survey = take(Survey(town.root, SortKey.BUSY, 1))
    assert [row.path for row in survey.entities] == ["/e/b"]


def test_no_entity_may_be_asked_for() -> None:
    town = town_of({"a": 1})
    survey = take(Survey(town.root, SortKey.BUSY, 0))
    assert survey.entities == ()
    assert survey.regions[0].census.awake == 1


def test_each_region_has_its_own_first() -> None:
    def region(kind: str) -> ChildSpec:
        def start() -> Region[object]:
            log: list[str] = []
            return Region(kind, lambda name: Entity(name, log), Bound(), log.append)

        return ChildSpec(kind, start, shutdown_seconds=None)

    stage = Stage()
    root = stage.root(lambda: Supervisor((region("quiet"), region("busy"))))
    for name, count in {"quiet/a": 1, "busy/a": 9, "busy/b": 8}.items():
        address = stage.node.registry.find(name)
        for _ in range(count):
            cast("Address[object]", address).tell(Say("x"))
    stage.run()
    survey = take(Survey(root, SortKey.HANDLED, 1))
    assert [row.path for row in survey.entities] == ["/quiet/a", "/busy/a"]
    assert [totals.handled for totals in survey.regions] == [1, 17]


def test_totals_never_shrink_when_entities_leave() -> None:
    shelf: Shelf = shelf_of()
    shelf.ask(Add("a"))
    shelf.ask(Add("b"), "2")
    before = take(Survey(shelf.root, SortKey.BUSY, 5)).regions[0]
    shelf.advance(LATEST)
    after = take(Survey(shelf.root, SortKey.BUSY, 5)).regions[0]
    assert after.census.awake == 0
    assert after.handled == before.handled == 2
