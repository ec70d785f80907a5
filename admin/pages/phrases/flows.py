"""PURE: what the page of flows says (R10)."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class FlowsPhrase(Bilingual):
    """Names in braces are filled in."""

    INTRO = (
        (
            "流程在机器人或技能组之前向访客提问。流程写在数据目录的 flows 文件夹里，"
            "服务启动时生效；这里显示文件现在的样子。"
        ),
        (
            "Flows ask visitors before the robot or a group does. They are files in "
            "“flows” of the data directory and come into force when the service "
            "starts; here you see the files as they are now."
        ),
    )
    NOTHING = (
        "还没有流程。写一个 JSON 文件放进 flows 文件夹，这里就会画出来。",
        "No flow yet: put a JSON file into “flows”, and it is drawn here.",
    )
    FILE = ("文件", "File")
    VERSION = ("版本 {version}", "version {version}")
    IN_FORCE = ("生效中", "In force")
    NOT_YET = ("重启后生效", "Not in force before a restart")
    FAULTY = ("{count} 处错误", "{count} faults")
    UNREADABLE = ("不能读取", "Cannot be read")
    DRAWING = ("流程图：{name}", "Drawing of {name}")
    NODES = ("节点", "Nodes")
    NODE = ("节点", "Node")
    KIND = ("类型", "Kind")
    SAYS = ("内容", "What it says")
    FAULTS = ("错误", "Faults")
    START = ("开始", "start")
    OTHERWISE = ("其他", "otherwise")
    USUAL_GROUP = ("渠道的技能组", "the channel's group")
    # kinds
    SAY = ("消息", "Message")
    MENU_NODE = ("菜单", "Menu")
    FORM = ("表单", "Form")
    GROUPS_NODE = ("选择技能组", "Choice of groups")
    BRANCH = ("分支", "Branch")
    TO_ROBOT = ("转机器人", "To the robot")
    TO_GROUP = ("转技能组", "To a group")
    TO_BUSINESS = ("由业务系统决定", "The business server decides")
    MESSAGE = ("留言", "Leave a message")
    END = ("结束", "The end")
