"""PURE: which version answers, and how far the next one is (R8)."""

from __future__ import annotations

import msgspec

from actors.robot.building import Step


class ReadRobot(msgspec.Struct, frozen=True, tag="read_robot"):
    """Asks for the state of the robot of one process: `RobotState`."""


class RobotState(msgspec.Struct, frozen=True, tag="robot_state"):
    """What it does at this moment.

    Attributes:
        version: that answers; 0 = none that was published.
        questions: how many entries it answers with.
        building: the version that is being built; 0 = none is.
        step: how far that is.
        delayed: why the version published last could not be brought into force yet;
            it is tried again. "" = nothing failed.
    """

    version: int
    questions: int
    building: int = 0
    step: Step | None = None
    delayed: str = ""
