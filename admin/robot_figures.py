"""The robot's figures for monitors: what it answers, who waits, what is in force."""

from __future__ import annotations

from actors.robot.office import RobotOffice
from admin.metrics import Metrics


def read_robot(metrics: Metrics, office: RobotOffice) -> None:
    """Registers the figures.

    Raises:
        UsageError: they are there already.
    """
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
