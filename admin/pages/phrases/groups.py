"""PURE: what the page of skill groups says (M2)."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class GroupsPhrase(Bilingual):
    """Names in braces are filled in."""

    ADD_GROUP = ("添加技能组", "Add a skill group")
    NAME = ("名称", "Name")
    NAME_HINT = (
        "访客和座席看到的名字，最多 64 字",
        "What visitors and agents read; up to 64 characters",
    )
    ID = ("标识", "Id")
    ID_HINT = (
        "链接和报表中使用，之后不能修改；不填则自动生成。字母、数字、- _ .",
        (
            "In links and reports, never to be changed; empty: made of the name. "
            "Letters, digits, - _ ."
        ),
    )
    STRATEGY = ("分配策略", "Strategy")
    RECEPTION = ("接入方式", "Reception")
    RULE = ("服务规则", "Service rule")
    RULE_HINT = (
        "话术、时限、排队、工作时间等都按规则执行",
        "Texts, time limits, queue and working hours go by it",
    )
    MEMBERS_OF = ("成员", "Members")
    WAITING = ("排队", "Waiting")
    CHANNELS = ("渠道", "Channels")
    SEARCH_HINT = ("名称或标识", "Name or id")
    NOBODY_HERE = (
        "没有符合条件的技能组。",
        "No group fits.",
    )
    NONE_YET = (
        "还没有技能组。先添加一个，再把座席加进去，访客才能得到人工服务。",
        (
            "There is no skill group yet. Add one and put agents into it: then people "
            "serve."
        ),
    )
    NO_MEMBERS = (
        "没有成员：访客会一直排队",
        "Nobody serves here: visitors would wait",
    )
    # the strategies explained
    STRATEGIES = ("分配策略说明", "What the strategies do")
    LONGEST_IDLE_TOLD = (
        "先询问空闲时间最长的座席（默认）",
        "Whoever has been without a new session for longest is asked first (default)",
    )
    LEAST_LOADED_TOLD = (
        "先询问当前接待会话最少的座席",
        "Whoever serves the fewest sessions now is asked first",
    )
    ROUND_ROBIN_TOLD = ("按顺序轮流询问", "Everybody in turn")
    LAST_AGENT_TOLD = (
        "先询问该访客上次的座席，等待“会话优先等待上次的客服多久”",
        "The visitor's last agent is asked first, for as long as the setting says",
    )
    SKILL_LEVEL_TOLD = (
        "先询问所需技能等级最高的座席",
        "Whoever has the highest level of the wanted skill is asked first",
    )
    # acts
    EDIT_ASSIGNING = ("分配方式", "How it assigns")
    OWN_RULE_TOLD = (
        "与其他技能组共用规则时，会为本组建立自己的规则，其余设置照旧。排队中的访客立即按新方式分配。",
        (
            "A group that shares its rule gets one of its own, like the old one. Who "
            "waits is assigned by it at once."
        ),
    )
    EDIT_MEMBERS = ("选择成员", "Choose members")
    MEMBERS_TOLD = (
        "移出的成员会把正在接待的会话服务完。",
        "Who is taken out ends the sessions that he serves.",
    )
    OPEN_SETTINGS = ("设置", "Settings")
    DELETE_GROUP = ("删除技能组", "Delete the skill group")
    DELETE_TOLD = (
        (
            "有 {waiting} 位访客在排队，会转到您选择的技能组，保留等待时间；"
            "正在进行的会话不受影响。{channels}"
        ),
        (
            "{waiting} waiting here go on to the group you choose and keep "
            "their place by age. Sessions under way are not touched. {channels}"
        ),
    )
    DELETE_CHANNELS = (
        "以下渠道的访客今后也会到那里：{names}。",
        "So do, from now on, the visitors of the channels {names}.",
    )
    HEIR = ("转到", "They go to")
    NO_HEIR = (
        "这是唯一的技能组：先添加另一个，再删除它。",
        "It is the only group: add another one before you delete it.",
    )
    DELETED = ("已删除的技能组", "Deleted groups")
    GOES_TO = ("访客转到 {heir}", "its visitors go to {heir}")
