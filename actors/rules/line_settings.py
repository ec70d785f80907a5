"""PURE: the settings of lines and offers (Q1 to Q13); see `settings`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from actors.assignment.routing import Reception, Strategy
from actors.assignment.standing import MAX_PRIORITY
from actors.rules.robot_settings import RobotSettings
from actors.rules.setting_values import GroupName, Least, LostAgent, Number, Seconds
from runtime.config import Setting


class LineSettings(RobotSettings, frozen=True, kw_only=True):
    """How sessions wait and find an agent; 0 seconds switch off what they time.

    The robot's come first: a struct with fields has one base.
    """

    accept_seconds: Annotated[
        Seconds,
        Setting(
            "how long an offer rings; 0 = until it is answered",
            "s",
            zh="振铃多久没有接入就留给其他客服；0 = 一直振铃",
        ),
    ] = 20.0
    """Q7."""
    strategy: Annotated[
        Strategy,
        Setting(
            "which of the free agents is asked first",
            zh="先询问哪位空闲客服",
        ),
    ] = Strategy.LONGEST_IDLE
    """Q3."""
    priority: Annotated[
        Annotated[int, Meta(ge=0, le=MAX_PRIORITY)],
        Setting(
            "added to the priority of each session in a line",
            zh="加到排队会话的优先级上",
        ),
    ] = 0
    """Q1, Q4."""
    reception: Annotated[
        Reception,
        Setting(
            "offers are accepted by themselves (auto) or by hand (manual)",
            zh="会话自动接入（auto）或由客服手动接入（manual）",
        ),
    ] = Reception.AUTO
    """Q7."""
    max_waiting: Annotated[
        Number,
        Setting(
            "how many may wait in a line; 0 = no limit",
            "sessions",
            zh="排队人数上限；0 = 不限",
        ),
    ] = 0
    """Q6."""
    max_wait_seconds: Annotated[
        Seconds,
        Setting(
            "how long anybody may wait in a line; 0 = no limit",
            "s",
            zh="排队时间上限；0 = 不限",
        ),
    ] = 0.0
    """Q6."""
    turns_away_without_agents: Annotated[
        bool,
        Setting(
            "nobody waits in a line whose last agent has gone",
            zh="最后一位客服离开后不再排队",
        ),
    ] = False
    """Q6; and whoever comes then."""
    overflow: Annotated[
        GroupName,
        Setting(
            "group of whoever may not wait; empty = leaves a message",
            zh="不能排队的访客转到的技能组；空 = 请访客留言",
        ),
    ] = ""
    """Q6."""
    rests_on_silence: Annotated[
        bool,
        Setting(
            "an agent who lets an offer lapse is set to rest",
            zh="客服没有及时接入就改为小休",
        ),
    ] = False
    """Q7."""
    backoff_seconds: Annotated[
        Seconds,
        Setting(
            "pause before the only agent is offered the same again",
            "s",
            zh="只有一位客服可分配时，再次振铃前的间隔",
        ),
    ] = 5.0
    """Q7."""
    transfer_seconds: Annotated[
        Seconds,
        Setting(
            "how long a transfer waits for somebody; 0 = for ever",
            "s",
            zh="转接等待接手的时间；0 = 一直等",
        ),
    ] = 60.0
    """Q10; what rings when that is over rings on, and then nobody else is tried."""
    sticky_seconds: Annotated[
        Seconds,
        Setting(
            "how long a session waits for the visitor's last agent",
            "s",
            zh="会话优先等待上次的客服多久",
        ),
    ] = 30.0
    """Q3."""
    relax_seconds: Annotated[
        Seconds,
        Setting(
            "wait after which a wished skill level falls by 1; 0 = never",
            "s",
            zh="每等多久，要求的技能等级降 1；0 = 不降",
        ),
    ] = 15.0
    """Q3."""
    ageing_seconds: Annotated[
        Seconds,
        Setting(
            "wait after which a session is more urgent by 1; 0 = never",
            "s",
            zh="每等多久，优先级升 1；0 = 不升",
        ),
    ] = 60.0
    """Q4."""
    wrap_up_seconds: Annotated[
        Seconds,
        Setting(
            "time to wrap up after an agent's last session; 0 = none",
            "s",
            zh="客服的最后一个会话结束后的整理时间；0 = 没有",
        ),
    ] = 0.0
    """Q13."""
    agent_grace_seconds: Annotated[
        Seconds,
        Setting(
            "how long an agent off-line counts as there; 0 = for ever",
            "s",
            zh="客服断线后多久之内仍算在线；0 = 一直算",
        ),
    ] = 30.0
    """Q12; nothing new is assigned meanwhile."""
    lost_agent: Annotated[
        LostAgent,
        Setting(
            "the sessions of an agent away for longer: keep or requeue",
            zh="客服断线更久时，会话保留（keep）或重新排队（requeue）",
        ),
    ] = LostAgent.KEEP
    """Q12."""
    visitor_grace_seconds: Annotated[
        Seconds,
        Setting(
            "how long a visitor off-line keeps the place; 0 = for ever",
            "s",
            zh="排队的访客断线后保留位置多久；0 = 一直保留",
        ),
    ] = 60.0
    """Q6."""
    position_seconds: Annotated[
        Least,
        Setting(
            "least time between two words on the place in line",
            "s",
            zh="两次告知排队位置的最短间隔",
        ),
    ] = 2.0
    """Q5."""
    reservation_seconds: Annotated[
        Least,
        Setting(
            "how long a slot is held for a session on its way",
            "s",
            zh="为分配中的会话保留名额多久",
        ),
    ] = 5.0
    settle_seconds: Annotated[
        Seconds,
        Setting(
            "how long a group that starts listens for its agents",
            "s",
            zh="技能组启动时等客服报到多久",
        ),
    ] = 0.25
    bid_seconds: Annotated[
        Seconds,
        Setting(
            "how long a freed slot waits for bids of all its groups",
            "s",
            zh="空出的名额等各技能组竞争多久",
        ),
    ] = 0.25
    """Q1; they answer at once, so this only bounds a group that is away."""
    routing_seconds: Annotated[
        Least,
        Setting(
            "how long a business server is asked for who serves",
            "s",
            zh="等业务服务器指定由谁接待多久",
        ),
    ] = 8.0
    """Q9; then the session goes to its own group."""
