"""PURE: how a day with the real actors was judged, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import unique
from typing import Final

from admin.simulation.judge import Promise, Verdict
from gateway.console.phrases import Bilingual, Words
from loadtest.page.quantity import shown


@unique
class Say(Bilingual):
    """A text; names in braces are filled in."""

    HELD = (
        "真实 actor：全部承诺成立（检查 {looks} 次）",
        "the real actors kept all promises ({looks} looks)",
    )
    BROKEN = (
        "真实 actor：有承诺被违反（检查 {looks} 次）",
        "the real actors broke promises ({looks} looks)",
    )
    FAULTS = (
        "故意造成的故障：{actors} 次 actor 崩溃，{kills} 次进程被杀",
        "broken on purpose: {actors} actors crashed, {kills} processes killed",
    )
    PROMISE = (
        "  {name}：检查 {looks} 次，违反 {broken} 次",
        "  {name}: {looks} looks, {broken} times broken",
    )
    UNTESTED = ("  {name}：没有机会检查", "  {name}: was never put to the test")
    CRASHED = ("  意外崩溃：{what}", "  crashed of its own: {what}")
    NONE_LOST = ("没有人丢失", "nobody is lost")
    NONE_TWICE = ("没有会话同时归两位客服", "no session has two agents")
    NONE_OVER_CAPACITY = ("没有客服超过上限", "nobody is over capacity")
    NONE_BESIDE_FREE = (
        "没有人在空闲客服旁等待",
        "nobody waits beside a free agent",
    )
    FIRST_COME = ("同等优先级先来先得", "first come, first served")


NAMES: Final[Mapping[Promise, Say]] = {each: Say[each.name] for each in Promise}


def verdict_lines(verdict: Verdict, words: Words) -> Iterator[str]:
    """What held, and every promise that did not or was never tested."""
    looks = shown(sum(each.looked_at for each in verdict.judged))
    yield words(Say.HELD if verdict.holds else Say.BROKEN, looks=looks)
    broken = verdict.broken
    if broken.actor_crashes or broken.kills:
        yield words(Say.FAULTS, actors=broken.actor_crashes, kills=broken.kills)
    for each in verdict.judged:
        name = words(NAMES[each.promise])
        if each.broken:
            told = {"looks": shown(each.looked_at), "broken": shown(each.broken)}
            yield words(Say.PROMISE, name=name, **told)
        elif not each.looked_at:
            yield words(Say.UNTESTED, name=name)
    for example in verdict.examples:
        yield f"    {example}"
    for crash in verdict.crashes:
        yield words(Say.CRASHED, what=crash)
