"""What the scenarios say of themselves; how they are played is a system test's."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
TELL: Final = """
import json
from loadtest.playbill import scenario_of
from loadtest.scenarios.catalogue import SCENARIOS
from runtime.errors import UsageError

told = {}
for name in SCENARIOS:
    for form in ("usual", "short"):
        one = scenario_of(name, form, {})
        told[f"{name} {form}"] = {
            "explanation": one.explanation,
            "planned": one.ramp_seconds + one.steady_seconds,
            "parameters": [[p.name, p.value, p.unit] for p in one.parameters()],
            "groups": [team.group for team in one.house().teams],
            "measures": len(one.measures),
            "promises": len(one.promises),
        }
refused = []
for name, values in (
    ("no_such", {}),
    ("soak", {"no_such": 1}),
    ("soak", {"sessions_per_second": 0}),
    ("soak", {"capacity": 0.5}),
    ("typing_storm", {"visitors": 19}),
    ("reconnect_storm", {"visitors": 9}),
):
    try:
        scenario_of(name, "usual", values)
    except UsageError as error:
        refused.append(str(error))
changed = scenario_of("soak", "usual", {"steady_seconds": 3600, "capacity": 7.0})
values = [changed.steady_seconds, changed.capacity]
print(json.dumps({"told": told, "refused": refused, "changed": values}))
"""
"""In a process of its own: gevent and trio are not for one process."""


def test_scenarios_say_what_they_are_and_refuse_what_they_are_not() -> None:
    run = subprocess.run(
        [sys.executable, "-c", TELL], cwd=ROOT, capture_output=True, check=True
    )
    answer = json.loads(run.stdout)
    told = answer["told"]
    assert len(told) == 14
    for form, most in (("usual", 20), ("short", 4)):
        for one in (each for name, each in told.items() if name.endswith(form)):
            assert 0 < one["planned"] <= most
    for name, one in told.items():
        assert one["groups"] == [name.split()[0]]
        assert one["explanation"].endswith(".")
        assert one["measures"]
        assert one["promises"]
        units = {parameter: unit for parameter, _, unit in one["parameters"]}
        assert units["steady_seconds"] == "s"
    assert told["conversation usual"]["parameters"][2:4] == [
        ["sessions_per_second", 12.0, "1/s"],
        ["talk_seconds", 4.0, "s"],
    ]
    assert answer["changed"] == [3600, 7]
    no_scenario, no_parameter, no_rate, half, *few = answer["refused"]
    assert "the scenarios are conversation, " in no_scenario
    assert "soak has the parameters capacity, " in no_parameter
    assert "sessions_per_second" in no_rate
    assert "capacity" in half
    assert len(few) == 2
    assert all("visitors" in each for each in few)


def test_locust_knows_the_scenarios_and_refuses_what_none_can_be() -> None:
    locust = (sys.executable, "-m", "locust", "-f", "loadtest/locustfile.py")
    words = ("Conversation", "--headless", "--values", "no_such=1")
    run = subprocess.run([*locust, *words], cwd=ROOT, capture_output=True, check=False)
    assert run.returncode == 2
    assert "conversation has the parameters capacity, " in run.stderr.decode()
