"""PURE: what stands around the figures of a load test's report, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import unique
from typing import Final

from gateway.console.phrases import Bilingual
from loadtest.verdict import Reason, Verdict


@unique
class Say(Bilingual):
    """A text; names in braces are filled in."""

    TITLE = ("triodesk 压力测试", "triodesk load test")
    # the verdict
    ALL_HELD = ("所有承诺都守住了。", "All promises were kept.")
    SOME_BROKEN = ("有承诺被打破。", "Promises were broken.")
    TOO_LITTLE_SEEN = (
        "看到的太少，不能说承诺守住了。",
        "Too little was seen to say that the promises were kept.",
    )
    HELD = ("守住", "kept")
    BROKEN = ("打破", "broken")
    TOO_LITTLE = ("看到太少", "too little seen")
    LOAD_BOUND = ("压力端受限", "limited by the load")
    # the first paragraphs
    ABSTRACT = (
        (
            "在 {time} 里，模拟的访客和客服通过真实的网络连接使用一台真实的服务（场"
            "景数：{scenarios}）。其间 {looks} 次检查了对用户的承诺。"
        ),
        (
            "For {time}, simulated visitors and agents used a real server over "
            "real connections (scenarios: {scenarios}). Meanwhile what users are "
            "promised was looked at {looks} times."
        ),
    )
    AUDITED = (
        "之后审计了 {sessions} 个会话里的 {messages} 条消息。",
        "Afterwards {messages} messages in {sessions} conversations were audited.",
    )
    WHAT_IT_IS = (
        (
            "triodesk 是客服系统的服务端：访客发来消息，服务端为他找一位有空的客服，"
            "并在两人之间传递消息。压力测试回答两个问题：忙的时候承诺还算数吗？有多"
            "快？"
        ),
        (
            "triodesk is the server of a customer service desk: visitors write, it "
            "finds each a free agent, and carries the messages between them. A "
            "load test asks two things of it: are its promises kept while it is "
            "busy, and how fast is it?"
        ),
    )
    FASTNESS = (
        (
            "一半的消息在 {p50} 内得到确认，100 条里 99 条在 {p99} 内，最慢的一条"
            " {max}（场景“{scenario}”）。"
        ),
        (
            "Half of the messages were confirmed within {p50}, 99 of 100 within "
            "{p99}, the slowest within {max} (scenario “{scenario}”)."
        ),
    )
    BUSY = (
        (
            "开始时机器正忙：平均有 {busy} 个进程争用 {cores} 个核心。下面的时延里"
            "有一部分是它们造成的。"
        ),
        (
            "The machine was busy with other things when the test began: {busy} "
            "processes on average wanted its {cores} cores. Part of the durations "
            "below is theirs."
        ),
    )
    ONE_MACHINE = (
        (
            "服务端和压力端在同一台机器上，争用它的处理器：换一台机器，数字就不同；"
            "同一台机器上的两次测试才好比较。"
        ),
        (
            "Server and load ran on the same machine and shared its processor: on "
            "another machine the figures are others. Compare runs of one machine."
        ),
    )
    BOUND_NOTE = (
        (
            "压力端本身用满了 {cores} 个处理器核心（超过 {bound}）：瓶颈是模拟的人"
            "群，不是服务端。这里的时延偏大，服务端其实能做得更多。"
        ),
        (
            "The load process itself used {cores} of a processor core (more than "
            "{bound}): the simulated crowd was the bottleneck, not the server. "
            "These durations are too long, and the server could have done more."
        ),
    )
    # sections
    OVERVIEW = ("概览", "At a glance")
    WHERE = ("在哪里测的", "Where it ran")
    HOW_TO_READ = ("怎么看这些数字", "How to read the figures")
    PLAYED_WITH = ("怎样进行", "How it was played")
    HOW_LONG = ("花了多久", "How long it took")
    PROMISES = ("承诺", "What was promised")
    AUDIT = ("事后审计", "The audit afterwards")
    GROWTH = ("有没有一直增长", "Did anything grow?")
    GROWTH_IS = (
        (
            "之前、之后：没有负荷、静下来时。每小时：负荷进行中的趋势（最小二乘，取"
            "后一半）；不到一小时的测试说明不了什么，刚启动的服务还在预热。"
        ),
        (
            "Before and after: at rest, without load. Per hour: the trend while "
            "the load ran (least squares over its second half). Of a run of less "
            "than an hour it says little, for a server that has just started still "
            "warms up."
        ),
    )
    VIOLATIONS = ("违反的细节", "The violations in detail")
    # columns
    SCENARIO = ("场景", "scenario")
    RESULT = ("结果", "result")
    WHAT = ("项目", "what")
    COUNT = ("次数", "count")
    MEDIAN = ("中位数", "median")
    P90 = ("90 %", "90 %")
    P99 = ("99 %", "99 %")
    SLOWEST = ("最慢", "slowest")
    PROMISE = ("承诺", "promise")
    LOOKED_AT = ("检查次数", "looked at")
    BROKEN_TIMES = ("打破次数", "broken")
    AT = ("时刻", "at")
    WHO = ("涉及", "who")
    EXPECTED = ("应当", "expected")
    CAME = ("实际", "came")
    BEFORE = ("之前", "before")
    AFTER = ("之后", "after")
    PER_HOUR = ("每小时增长", "per hour")
    ALLOWED = ("允许增长", "may grow by")
    # where it ran
    MACHINE = ("机器", "machine")
    MACHINE_IS = (
        "{cpu}，{cores} 个核心，{memory} 内存",
        "{cpu}, {cores} cores, {memory} of memory",
    )
    SYSTEM = ("系统", "system")
    SYSTEM_IS = ("{system}，Python {python}", "{system}, Python {python}")
    DISK = ("数据目录的文件系统", "file system of the data")
    VERSION = ("被测版本", "version under test")
    SERVER_URL = ("被测服务", "server")
    SETTINGS = ("与默认值不同的设置", "settings that differ from the usual ones")
    STARTED = ("开始", "started")
    SEED = ("随机种子", "seed of chance")
    # how to read
    PERCENTILES = (
        "中位数：一半更快，一半更慢。99 %：100 次里有 99 次不超过它。",
        "The median: half took less, half more. 99 %: of 100 times, 99 took no longer.",
    )
    OPEN_LOOP = (
        (
            "时间从“该发生”的那一刻算起，不论压力端是否已经晚了：服务端停顿一秒，这"
            "一秒里该发生的每一件事都算晚（已修正“协同遗漏”）。"
        ),
        (
            "Time counts from when something was due, also if the load itself was "
            "late by then: when the server stands still for a second, all that was "
            "due in that second counts as late (corrected for “coordinated "
            "omission”)."
        ),
    )
    SHADED = (
        "图中的底色：计时的那一段。之前负荷在上升，之后大家陆续离开。",
        (
            "In the charts, the shaded stretch is the one that was measured. "
            "Before it the load grows, after it everybody leaves."
        ),
    )
    WATCHING = (
        (
            "承诺在压力进行时由每个模拟客户端检查：它看见的任何矛盾都算违反。看得太"
            "少不算守住。"
        ),
        (
            "Promises are watched by every simulated client while the load runs: "
            "whatever contradicts one counts as broken. A promise that was hardly "
            "looked at does not count as kept."
        ),
    )
    AUDITING = (
        "审计只读服务端的数据库和各客户端自己的记录，不用服务端的代码，两边对账。",
        (
            "The audit reads the server's database and the clients' own notes, "
            "uses none of the server's code, and compares the two."
        ),
    )
    # a scenario
    RATE_IS = (
        "{what}：计划每秒 {offered}，实际每秒 {achieved}。",
        "{what}: {offered} per second were meant, {achieved} per second were done.",
    )
    CLOSED_RATE_IS = ("{what}：每秒 {achieved}。", "{what}: {achieved} per second.")
    PHASE_IS = ("{name} {time}", "{name} {time}")
    PHASE_UNMEASURED_IS = ("{name} {time}（不计时）", "{name} {time} (not measured)")
    PHASES = ("各阶段", "phases")
    AUDIT_CLEAN = (
        "审计了 {messages} 条消息和 {sessions} 个会话：数据库与客户端的记录一致。",
        (
            "{messages} messages and {sessions} conversations were audited: the "
            "database and the clients' notes agree."
        ),
    )
    AUDIT_DIRTY = (
        "审计了 {messages} 条消息和 {sessions} 个会话，发现：",
        "{messages} messages and {sessions} conversations were audited. It found:",
    )
    NO_AUDIT = (
        "没有审计：服务端不是本测试启动的，看不到它的数据库。",
        (
            "No audit: the server was not started by this test, its database is "
            "not at hand."
        ),
    )
    AND_MORE = ("另有 {count} 次", "and {count} more")
    # charts
    DONE_PER_SECOND = ("每秒{what}", "Per second: {what}")
    TIME = ("时间", "time")
    PER_SECOND = ("每秒", "per second")
    MEANT = ("计划", "meant")
    WAS_DONE = ("完成", "done")
    COURSE = ("{what}，随时间", "{what}, over time")
    TOOK = ("用时", "took")
    CURVE = ("最慢的那几次有多慢", "How slow the slowest few were")
    SHARE = ("占多少次", "share of all")
    PROCESSOR = ("处理器核心", "Processor cores in use")
    CORES = ("核心", "cores")
    SERVER = ("服务端", "server")
    LOAD = ("压力端", "load")
    MEMORY = ("服务端内存", "Server's memory")
    BYTES = ("内存", "memory")
    RATES = ("计划与实际，每秒", "Meant and done, per second")
    # two runs side by side
    COMPARISON = ("两次压力测试对比", "Two load tests side by side")
    COMPARED = ("先：{before}；后：{after}", "before: {before}; after: {after}")
    NOT_ALIKE = (
        "注意：两次的机器或服务端不同，比值可能说明的是它们，而不是程序",
        (
            "Mind: machine or server are not the same, so that ratios may tell of "
            "them rather than of the program"
        ),
    )
    BUSY_COMPARED = (
        "注意：至少一次测试时机器正忙，比值可能说明的是别的程序",
        (
            "Mind: the machine was busy with other things in one of the runs at "
            "least, so that ratios may tell of those"
        ),
    )
    PARAMETERS_DIFFER = (
        "参数不同，比值说明不了多少",
        "played with other parameters: the ratios say little",
    )
    UNPAIRED = ("只有一次进行了：{names}", "played by one of them only: {names}")
    NO_PAIRS = ("没有两次都进行的场景", "no scenario was played by both")
    CHANGES = (
        "{better} 项变好，{worse} 项变差，{same} 项相差不到 {percent} %",
        (
            "{better} figures became better, {worse} worse, {same} changed by less "
            "than {percent} %"
        ),
    )
    RATIO = ("比值", "ratio")
    BETTER = ("变好", "better")
    WORSE = ("变差", "worse")
    SAME = ("相近", "about the same")
    P99_OF = ("{what}，99 %", "{what}, 99 %")
    MEDIAN_OF = ("{what}，中位数", "{what}, median")
    RATE_OF = ("每秒完成：{what}", "{what} done")
    CORES_OF_SERVER = ("服务端处理器核心", "server's processor cores")
    BYTES_OF_SERVER = ("服务端内存占用", "server's memory in use")
    ATTRIBUTE = ("哪一项", "which")
    # the terminal
    VIOLATED_SO_FAR = ("已违反 {count} 次", "{count} violations")
    TOOK_LINE = ("中位数 {p50}，99 % {p99}", "median {p50}, 99 % {p99}")
    READ_ON = ("报告：{page}", "The report: {page}")
    # the foot
    MADE_BY = (
        (
            "由 triodesk load 生成；同目录的 report.json 有全部数字。重做："
            "triodesk load --seed {seed}"
        ),
        (
            "Made by `triodesk load`; all figures are in report.json beside this "
            "file. Once more: triodesk load --seed {seed}"
        ),
    )


@unique
class Why(Bilingual):
    """Why a scenario does not count as kept; `{about}` is named by `terms`."""

    FAILED = ("没有进行完：{about}", "it could not be played to its end: {about}")
    VIOLATED = ("“{about}”被打破 {count} 次", "“{about}” was broken {count} times")
    AUDITED = ("审计发现：{about}，{count} 处", "the audit found {about}: {count}")
    GREW = (
        "{about}增长了 {count}，超过允许的 {minimum}",
        "{about} grew by {count}, more than the {minimum} allowed",
    )
    UNSEEN = (
        "“{about}”只检查了 {count} 次，至少要 {minimum} 次",
        "“{about}” was looked at {count} times only, at least {minimum} are needed",
    )
    UNWATCHED = ("没有检查任何承诺", "no promise was watched")
    UNAUDITED = (
        "审计到的会话只有 {count} 个，至少要 {minimum} 个",
        "the audit saw {count} conversations only, at least {minimum} are needed",
    )


WHY: Final[Mapping[Reason, Why]] = {reason: Why[reason.name] for reason in Reason}
HEADLINES: Final[Mapping[Verdict, Say]] = {
    Verdict.HELD: Say.ALL_HELD,
    Verdict.BROKEN: Say.SOME_BROKEN,
    Verdict.TOO_LITTLE: Say.TOO_LITTLE_SEEN,
}
VERDICTS: Final[Mapping[Verdict, Say]] = {
    Verdict.HELD: Say.HELD,
    Verdict.BROKEN: Say.BROKEN,
    Verdict.TOO_LITTLE: Say.TOO_LITTLE,
}
