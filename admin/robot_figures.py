"""The robot's figures for monitors: what it answers, who waits, what is in force."""

from __future__ import annotations

from actors.robot.tree import Robot
from admin.metrics import Metrics


def read_robot(metrics: Metrics, robot: Robot) -> None:
    """Registers the figures.

    Raises:
        UsageError: they are there already.
    """
    office, loader = robot.office, robot.loader
    waiting = "questions that wait for the robot, or are being answered"
    metrics.read("gauge", "robot_waiting_questions", waiting, lambda: len(office))
    answered = "questions to the robot, by what came of them"
    metrics.read_by(
        "counter", "robot_questions", answered, "outcome", lambda: dict(office.counts)
    )
    version = "the version of the knowledge base that answers; 0: none was published"
    metrics.read("gauge", "robot_version", version, lambda: office.version)
    entries = "questions that it has an answer to"
    metrics.read("gauge", "robot_entries", entries, lambda: office.questions)
    building = "the version of it that is being built; 0: none is"
    metrics.read("gauge", "robot_building_version", building, lambda: loader.building)

    def built() -> dict[str, float]:
        step = loader.step
        return {} if step is None else {step.phase.value: step.done / max(1, step.of)}

    phase = "how far that is within its phase, 0 to 1"
    metrics.read_by("gauge", "robot_building_done", phase, "phase", built)
