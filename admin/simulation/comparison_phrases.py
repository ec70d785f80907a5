"""PURE: what a comparison of a scenario and its variant says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import unique
from typing import Final

from admin.simulation.comparison import Change, Measure
from gateway.console.phrases import Bilingual


@unique
class Say(Bilingual):
    """A text; names in braces are filled in."""

    TITLE = ("{name}：如果…会怎样", "{name}: what if")
    WHAT_IF = ("如果 {changes}", "what if {changes}")
    MEASURE = ("指标", "measure")
    BASE = ("现状", "base")
    VARIANT = ("变化后", "variant")
    DIFFERENCE = ("差异", "difference")
    MEANING = ("结论", "result")
    POINTS = ("百分点", "pp")
    MEANINGS = ("指标说明", "What the figures mean")
    RUNS_ONE = (
        "只模拟了一天，差异可能只是偶然；用 --runs 10 多模拟几天，就知道是否可靠。",
        (
            "One day was played: any difference may be chance. Play more days, with "
            "--runs 10, to see how sure the differences are."
        ),
    )
    RUNS = (
        "各模拟了 {runs} 天。两边每天来的是同样的访客；± 是差异的 95 % 置信区间。",
        (
            "{runs} days were played with each. The same visitors come to both; "
            "± is the 95 % confidence interval of the difference "
            "(pp: percentage points)."
        ),
    )
    BY_CORES = (
        "由服务的分配核心在虚拟时钟下模拟。",
        "Played by the cores of the service, under a virtual clock.",
    )
    BY_ACTORS = (
        "由服务的真实 actor 在虚拟时钟下模拟。",
        "Played by the actors of the service, under a virtual clock.",
    )
    WAITING_CHART = ("排队人数", "Sessions in line")
    WAITS_CHART = ("平均等待（按接通时间）", "Mean wait, by the time of the answer")
    UTILISATION_CHART = ("名额使用率", "Share of slots in use")
    PRESENT_CHART = ("在岗客服", "Agents present")
    AGENTS = ("客服", "agents")
    TIME = ("时间", "time of day")
    SESSIONS = ("会话", "sessions")
    WAIT = ("等待", "wait")
    SHARE = ("使用率", "share")
    FOOT = (
        "模拟结果，种子 {seed}；同样的场景和种子得到同样的结果。",
        "A simulation, seed {seed}; the same scenario and seed give the same figures.",
    )
    # changes
    BETTER = ("更好", "better")
    WORSE = ("更差", "worse")
    DIFFERENT = ("不同", "differs")
    UNCLEAR = ("不明显", "unclear")
    SAME = ("相同", "same")
    SUMMARY = (
        "{better} 项更好，{worse} 项更差，其余不明显或见仁见智。",
        "{better} better, {worse} worse; the rest is unclear or a matter of cost.",
    )


@unique
class Measures(Bilingual):
    """Names of the measures."""

    WAIT_MEAN = ("平均等待", "mean wait")
    WAIT_P90 = ("等待 P90", "wait, p90")
    WAIT_P99 = ("等待 P99", "wait, p99")
    SERVICE_LEVEL = ("{target} 内接通", "in {target}")
    ABANDONMENT = ("放弃率", "abandoned")
    SERVED = ("已接待", "served")
    TURNED_AWAY = ("未能排队", "turned away")
    LONGEST_LINE = ("最长队伍", "longest line")
    OCCUPANCY = ("忙碌率", "occupancy")
    UTILISATION = ("名额使用率", "slots in use")
    GINI = ("不均衡度", "unevenness")
    PRESENT_HOURS = ("在岗小时", "hours present")


@unique
class Terms(Bilingual):
    """What the measures mean."""

    WAIT_MEAN = (
        "被接待的访客从进来到客服开始接待的平均时间",
        "of those who were served, from coming to the agent's beginning",
    )
    WAIT_P90 = ("九成访客等得不超过它", "nine in ten waited no longer")
    WAIT_P99 = ("百分之九十九的访客等得不超过它", "99 in 100 waited no longer")
    SERVICE_LEVEL = (
        "服务水平：在目标时间内被接待的比例",
        "service level: share of those answered within the target",
    )
    ABANDONMENT = ("等得不耐烦而离开的比例", "share of visitors who gave up waiting")
    SERVED = ("客服接待的会话", "sessions that an agent served")
    TURNED_AWAY = ("队伍不收、只能留言的访客", "visitors whom no line would have")
    LONGEST_LINE = ("同时排队的最多人数", "most who waited at one time")
    OCCUPANCY = (
        "客服在岗时间里至少有一个会话的比例",
        "share of agents' time with at least one session",
    )
    UTILISATION = (
        "在岗时间里会话名额被占用的比例",
        "share of the slots, while present, that were in use",
    )
    GINI = (
        "客服之间工作量的基尼系数：0 = 完全平均",
        "Gini coefficient of the agents' work: 0 when all served alike",
    )
    PRESENT_HOURS = ("所有客服的在岗时间", "of all agents together: what it costs")


CHANGES: Final[Mapping[Change, Say]] = {
    Change.BETTER: Say.BETTER,
    Change.WORSE: Say.WORSE,
    Change.DIFFERENT: Say.DIFFERENT,
    Change.UNCLEAR: Say.UNCLEAR,
    Change.SAME: Say.SAME,
}
NAMES: Final[Mapping[Measure, Measures]] = {
    each: Measures[each.name] for each in Measure
}
MEANINGS: Final[Mapping[Measure, Terms]] = {each: Terms[each.name] for each in Measure}
