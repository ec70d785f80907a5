"""The service's answers to what operators ask of the robot, and of what it knows."""

from __future__ import annotations

from actors.knowledge.records import KnowledgeTold
from actors.robot.state import ReadRobot, RobotState
from actors.robot.trial import Trials, TryRobot
from admin.offices import Offices
from admin.operator.knowledge_answers import answer_knowledge
from admin.operator.knowledge_frames import KnowledgeAct

RobotAct = KnowledgeAct | TryRobot | ReadRobot
RobotTold = KnowledgeTold | Trials | RobotState


async def answer_robot(offices: Offices, request: RobotAct) -> RobotTold:
    """Does what whoever owns the machine asks.

    Raises:
        Unavailable: who is to do it does not answer now.
    """
    if isinstance(request, ReadRobot):
        return offices.robot.state()
    if isinstance(request, TryRobot):
        return await offices.robot.try_out(request)
    return await answer_knowledge(offices.knowledge, request)
