"""The house that a load test fills, and the command that makes it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from admin.cli import main
from admin.load_house_command import shape_of
from loadtest.house_plan import Caller, HousePlan, HouseShape, Team, TeamShape, joined
from runtime.errors import UsageError


def test_a_joined_house_has_the_teams_of_all() -> None:
    sales, repairs = TeamShape("sales", 2, 3), TeamShape("repairs", 1, 1, "manual")
    other = TeamShape("sales", 9, 9)
    house = joined((HouseShape((sales,), 10), HouseShape((repairs, other), 7)))
    assert house == HouseShape((sales, repairs), 10)


def test_a_team_is_found_by_its_group() -> None:
    team = Team("sales", 3, "auto", (Caller("a", "t"), Caller("b", "t")))
    plan = HousePlan((team,), ())
    assert plan.team("sales").slots == 6
    with pytest.raises(KeyError):
        plan.team("repairs")


def test_options_describe_a_house() -> None:
    shape = shape_of(["sales:20:3", "bell:1:2:manual"], 5)
    teams = TeamShape("sales", 20, 3), TeamShape("bell", 1, 2, "manual")
    assert shape == HouseShape(teams, 5)


@pytest.mark.parametrize(
    ("team", "visitors"),
    [("sales", 5), ("sales:0:3", 5), ("sales:x:3", 5), ("a:1:1:loud", 5), ("a:1:1", 0)],
)
def test_what_is_no_house_is_refused(team: str, visitors: int) -> None:
    with pytest.raises(UsageError, match="expected teams like"):
        shape_of([team], visitors)


def test_a_team_has_no_more_than_four_parts() -> None:
    with pytest.raises(UsageError, match="got 'a:1:1:auto:more'"):
        shape_of(["a:1:1:auto:more"], 5)


def test_a_house_is_made_and_told_with_tickets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIODESK_DATA", str(tmp_path / "d"))
    file = tmp_path / "plan"
    house = ["--team", "bell:2:3:manual", "--visitors", "2"]
    assert main(["load-house", *house, "--plan", str(file)]) == 0
    assert file.stat().st_mode & 0o777 == 0o600
    plan = msgspec.json.decode(file.read_bytes(), type=HousePlan)
    assert plan.team("bell").reception == "manual"
    names = [agent.principal for agent in plan.team("bell").agents]
    assert names == ["bell-1", "bell-2"]
    tickets = {caller.ticket for caller in (*plan.visitors, *plan.team("bell").agents)}
    assert len(tickets) == 4


def test_a_team_is_spelled_as_the_command_takes_it() -> None:
    assert TeamShape("sales", 3, 2, "manual").spelled == "sales:3:2:manual"
