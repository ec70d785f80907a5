"""A scenario's file: what is wrong is said with file, key, expectation, and a code."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from admin.simulation.checking import Code
from admin.simulation.scenario import seconds_of
from admin.simulation.scenario_file import (
    MAX_FAULTS,
    ScenarioRefused,
    examples,
    read_scenario,
    scenario_of,
)
from tests.admin.simulation.days import ONE_DESK, visit

SOUND = ONE_DESK + visit(0, 60)


def refused(text: str) -> list[tuple[Code, str]]:
    with pytest.raises(ScenarioRefused) as caught:
        scenario_of(tomllib.loads(text), "day.toml")
    assert all(line.startswith("day.toml: ") for line in str(caught.value).split("\n"))
    return [(each.code, each.key) for each in caught.value.faults]


@pytest.mark.covers("Q16")
@pytest.mark.parametrize("name", examples())
def test_every_example_can_be_played(name: str) -> None:
    assert read_scenario(Path(name)).name


def test_there_are_examples() -> None:
    assert examples() == ("saturated_desk", "shop_day")


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('id = "g"', 'id = "g"\nname = 3', Code.UNKNOWN_KEY, "groups[0].name"),
        ('id = "g"', "id = 3", Code.BAD_VALUE, "groups[0].id"),
        ('id = "g"', "", Code.MISSING_KEY, "groups[0].id"),
        ('name = "one desk"', "", Code.MISSING_KEY, "name"),
        ("capacity = 1", "capacity = 0", Code.BAD_VALUE, "agents[0].capacity"),
        ("capacity = 1", "skills = {a = 9}", Code.BAD_VALUE, "agents[0].skills[...]"),
        ('id = "g"', 'id = "g"\nstrategy = "x"', Code.BAD_VALUE, "groups[0].strategy"),
        ('end = "09:00"', 'end = "9:00"', Code.BAD_VALUE, "end"),
        ('end = "09:00"', 'end = "08:00"', Code.BAD_TIME, "end"),
        ('groups = ["g"]', 'groups = ["h"]', Code.NO_SUCH_GROUP, "agents[0].groups[0]"),
        ('id = "g"', 'id = "g"\noverflow = "g"', Code.BAD_VALUE, "groups[0].overflow"),
        (
            'id = "g"',
            'id = "g"\noverflow = "h"',
            Code.NO_SUCH_GROUP,
            "groups[0].overflow",
        ),
        ("group = 'g'", "group = 'h'", Code.NO_SUCH_GROUP, "visits[0].group"),
        (
            "capacity = 1",
            "declines = 0.6\nmisses = 0.5",
            Code.BAD_VALUE,
            "agents[0].misses",
        ),
        (
            "capacity = 1",
            "answering = {kind = 'never'}",
            Code.NO_END,
            "agents[0].answering",
        ),
        (
            "capacity = 1",
            "losses = {per_hour = 1, seconds = {kind = 'never'}}",
            Code.NO_END,
            "agents[0].losses.seconds",
        ),
        (
            "capacity = 1",
            "shifts = [{from = '09:00', to = '08:00'}]",
            Code.BAD_TIME,
            "agents[0].shifts[0].to",
        ),
        (
            "capacity = 1",
            "shifts = [{from='08:00', to='09:00'}, {from='08:30', to='09:30'}]",
            Code.BAD_TIME,
            "agents[0].shifts[1].from",
        ),
        (
            "capacity = 1",
            "shifts = [{from='08:00', to='09:00', breaks=[{at='09:00', minutes=5}]}]",
            Code.BAD_TIME,
            "agents[0].shifts[0].breaks[0].at",
        ),
        ("capacity = 1", "count = 20000", Code.BAD_VALUE, "agents[0].count"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, code: Code, key: str) -> None:
    assert old in SOUND
    assert refused(SOUND.replace(old, new)) == [(code, key)]


def test_what_streams_say_is_checked() -> None:
    stream = "[[arrivals]]\ngroup = 'h'\nsessions = 2\nprofile = [0, 0]\n"
    end = "handling = {kind = 'never'}\n"
    assert refused(ONE_DESK + stream + end) == [
        (Code.NO_SUCH_GROUP, "arrivals[0].group"),
        (Code.NO_END, "arrivals[0].handling"),
        (Code.BAD_VALUE, "arrivals[0].profile"),
    ]


def test_ids_are_of_one_each_and_numbers_have_bounds() -> None:
    more = "[[groups]]\nid='g'\n" + "[[agents]]\nid='a'\ngroups=['g']\ncount=10000\n"
    streams = "[[arrivals]]\ngroup='g'\nsessions=1000000\n" * 2
    assert refused(ONE_DESK + more + streams) == [
        (Code.TWICE, "groups[1].id"),
        (Code.TWICE, "agents[1].id"),
        (Code.TOO_MANY, "agents"),
        (Code.TOO_MANY, "arrivals"),
    ]
    assert refused(ONE_DESK) == [(Code.NOTHING_TO_PLAY, "arrivals")]


def test_a_setting_that_is_not_played_is_refused_and_so_is_one_that_is_none() -> None:
    unplayed = SOUND.replace("[[groups]]", "[service]\nrating = true\n[[groups]]")
    assert refused(unplayed) == [(Code.NOT_PLAYED, "service.rating")]
    unknown = SOUND.replace("[[groups]]", "[service]\nspeed = 3\n[[groups]]")
    assert refused(unknown) == [(Code.UNKNOWN_KEY, "service.speed")]
    overflow = SOUND.replace("[[groups]]", "[service]\noverflow = 'h'\n[[groups]]")
    assert refused(overflow) == [(Code.NO_SUCH_GROUP, "service.overflow")]


def test_an_error_says_what_was_expected_and_what_came() -> None:
    with pytest.raises(ScenarioRefused) as caught:
        scenario_of(tomllib.loads(SOUND.replace("= 1", "= 0")), "day.toml")
    text = "day.toml: agents[0].capacity: expected `int` >= 1, got 0 (bad_value)"
    assert str(caught.value) == text
    with pytest.raises(ScenarioRefused, match=r"name: expected a value, got none"):
        scenario_of({}, "day.toml")
    with pytest.raises(ScenarioRefused, match=r"expected `array`, got a table"):
        scenario_of({"name": "x", "groups": {"id": "g"}}, "day.toml")


def test_of_many_faults_the_first_are_told() -> None:
    visits = visit(0, 1, group="h") * (MAX_FAULTS + 2)
    with pytest.raises(ScenarioRefused, match="and 2 more"):
        scenario_of(tomllib.loads(ONE_DESK + visits), "day.toml")


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    missing = tmp_path / "missing.toml"
    broken = tmp_path / "broken.toml"
    broken.write_text("name = ")
    sound = tmp_path / "sound.toml"
    sound.write_text(SOUND)
    assert read_scenario(sound).name == "one desk"
    for file, code in ((missing, Code.NO_FILE), (broken, Code.NOT_TOML)):
        with pytest.raises(ScenarioRefused) as caught:
            read_scenario(file)
        assert [each.code for each in caught.value.faults] == [code]


def test_times_of_day_are_seconds_from_midnight() -> None:
    assert (seconds_of("08:30"), seconds_of("24:00")) == (30_600, 86_400)
    assert seconds_of("00:00:07") == 7
