import msgspec
import pytest

from actors.assignment.routing import Strategy
from admin.simulation.scenario import Arrivals, Group, Scenario, Service, Team
from admin.simulation.what_if import Fault, WhatIfRefused, changed, read_change

SCENARIO = Scenario(
    name="two groups",
    service=Service(accept_seconds=20.0),
    groups=(Group(id="g"), Group(id="vip", strategy=Strategy.ROUND_ROBIN)),
    agents=(Team(id="a", count=4, groups=("g",)), Team(id="b-2", groups=("vip",))),
    arrivals=(Arrivals(group="g", sessions=100), Arrivals(group="vip", sessions=10)),
)


def after(*texts: str) -> Scenario:
    return changed(SCENARIO, map(read_change, texts))


def test_nothing_changes_without_a_change() -> None:
    assert after() == SCENARIO


def test_a_team_grows_and_shrinks() -> None:
    assert [team.count for team in after("agents.a+2", "agents.b-2+1").agents] == [6, 2]
    assert after("agents.a-3").agents[0].count == 1


def test_a_key_of_one_team_and_of_all() -> None:
    assert [team.capacity for team in after("agents.b-2.capacity=5").agents] == [3, 5]
    assert [team.capacity for team in after("capacity=5").agents] == [5, 5]


def test_a_setting_goes_to_the_service_and_to_groups_with_their_own() -> None:
    there = after("strategy=least_loaded")
    assert there.service.strategy is Strategy.LEAST_LOADED
    assert [group.strategy for group in there.groups] == [None, Strategy.LEAST_LOADED]


def test_a_setting_is_reckoned_with() -> None:
    assert after("accept_seconds*0.5").service.accept_seconds == 10.0
    assert after("service.accept_seconds-5").service.accept_seconds == 15.0


def test_a_key_of_one_group() -> None:
    assert after("groups.vip.max_waiting=20").groups[1].max_waiting == 20


def test_more_come() -> None:
    assert [each.sessions for each in after("arrivals*1.2").arrivals] == [120, 12]
    assert [each.sessions for each in after("arrivals.vip+5").arrivals] == [100, 15]


def test_a_value_may_be_a_table() -> None:
    there = after('agents.a.answering={ kind = "fixed", seconds = 3 }')
    assert msgspec.to_builtins(there.agents[0].answering)["seconds"] == 3


@pytest.mark.parametrize(
    ("text", "fault", "told"),
    [
        ("capacity", Fault.BAD_FORM, "expected KEY=VALUE"),
        ("speed=3", Fault.NO_SUCH_KEY, "expected a key such as capacity"),
        ("agents.a.speed=3", Fault.NO_SUCH_KEY, "got 'speed'"),
        ("target.colour=3", Fault.NO_SUCH_KEY, "expected a key"),
        ("agents.c+1", Fault.NO_SUCH_NAME, "one of a, b-2, got 'c'"),
        ("strategy+1", Fault.NO_FIGURE, "there is 'longest_idle'"),
        ("turns_away_without_agents+1", Fault.NO_FIGURE, "there is False"),
        ("capacity=0", Fault.BAD_VALUE, "agents[0].capacity"),
        ("strategy=fastest", Fault.BAD_VALUE, "'fastest'"),
    ],
)
def test_what_cannot_be_is_refused(text: str, fault: Fault, told: str) -> None:
    with pytest.raises(WhatIfRefused, match=f"--what-if .*\\({fault}\\)") as caught:
        after(text)
    assert caught.value.code is fault
    assert told in str(caught.value)
