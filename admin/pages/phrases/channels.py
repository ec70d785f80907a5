"""PURE: what the pages of channels say (M5)."""

from __future__ import annotations

from enum import unique
from typing import Final

from gateway.console.phrases import Bilingual


@unique
class ChannelsPhrase(Bilingual):
    """Names in braces are filled in."""

    ADD_CHANNEL = ("添加渠道", "Add a channel")
    TOLD = (
        "渠道是访客进来的入口：一个聊天页、一段嵌入代码、一个二维码。",
        "A channel is a way in for visitors: a chat page, an embed code, a QR code.",
    )
    NOTHING_FITS = ("没有符合条件的渠道。", "No channel fits.")
    SEARCH_HINT = ("名称、标识或公开标识", "Name, id or key")
    ID = ("标识", "Id")
    ID_HINT = (
        "报表中使用，之后不能修改；字母、数字、- _ .",
        "In reports, never to be changed; letters, digits, - _ .",
    )
    KEY = ("公开标识", "Public key")
    KEY_HINT = (
        "链接和嵌入代码中使用，不是秘密；不填 = 标识",
        "In links and embed codes, no secret; empty: the id",
    )
    NAME = ("名称", "Name")
    NAME_HINT = ("访客在聊天页顶部看到", "Visitors read it at the head of the chat")
    ACCOUNT = ("客服账号", "Account id")
    ACCOUNT_HINT = (
        "访客与之对话的账号，默认 @customer_service_account",
        "Whom visitors talk to; @customer_service_account by default",
    )
    GROUP = ("技能组", "Skill group")
    GROUP_HINT = (
        "没有指定技能组的会话到这里",
        "Where sessions go that name no group",
    )
    OTHER_GROUPS = ("访客还可指定", "Groups that visitors may name beside it")
    ANY_GROUP = ("任意技能组", "Any group")
    ENTRY = ("接待方式", "What comes first")
    FLOW = ("流程", "Flow")
    NO_FLOW = ("不使用流程", "No flow")
    FLOW_HINT = (
        "接待方式为“先走流程”时，先问访客的流程；须已生效",
        "Which asks visitors, where a flow comes first; it must be in force",
    )
    ORIGINS = ("允许的来源", "Allowed origins")
    ORIGINS_HINT = (
        "可以嵌入此渠道的网站，每行一个，如 https://shop.example；本服务自己的聊天页不用填",
        (
            "Sites that may embed it, one per line, as https://shop.example; the chat "
            "page itself needs none"
        ),
    )
    NEEDS_IDENTITY = ("访客必须由业务服务器确认身份", "Visitors must be identified")
    NEEDS_IDENTITY_HINT = (
        "默认不要求；启用后没有身份令牌的访客不能进来",
        "Off by default; on, nobody comes in without a token of your server",
    )
    COLOR = ("颜色", "Colour")
    COLOR_HINT = (
        "访客消息和发送按钮的颜色，如 #1f5fd0；不填 = 默认",
        "Of what visitors write, as #1f5fd0; empty: the usual one",
    )
    AVATAR = ("头像", "Picture")
    AVATAR_HINT = (
        "聊天页顶部的图片地址，https 开头；不填 = 图标",
        "Address of the picture at the head, https; empty: an icon",
    )
    # entries
    FIRST_GROUP = ("直接人工", "People of its group")
    FIRST_CHOICE = ("访客先选技能组", "The visitor chooses a group")
    FIRST_FLOW = ("先走流程", "A flow")
    FIRST_ROBOT = ("机器人优先，可转人工", "The robot, who hands over")
    FIRST_ROBOT_ONLY = ("仅机器人", "The robot alone")
    # a row
    SOURCE = ("来源", "From")
    FROM_FILE = ("配置文件", "Configuration")
    OWN = ("后台", "Changed here")
    ANY_SITE = ("仅本服务的页面", "Only our own pages")
    OPEN_CHAT = ("打开聊天页", "Open the chat")
    # one
    FORM = ("渠道设置", "Settings of the channel")
    PREVIEW = ("预览", "Preview")
    PREVIEW_TOLD = (
        "这是真实的聊天页：打开即为一次访问，会计入记录。保存后重新打开可看到变化。",
        (
            "It is the real chat: opened, it is a visit, and in the records. What you "
            "save is seen when it is opened again."
        ),
    )
    LINK = ("聊天链接", "Link")
    EMBED = ("嵌入代码", "Embed code")
    EMBED_TOLD = (
        "放进网页 <body> 的末尾；网页的来源须在“允许的来源”中。",
        "At the end of your page's <body>; its origin must be among the allowed ones.",
    )
    QR_CODE = ("二维码", "QR code")
    QR_TOLD = ("手机扫码打开聊天页", "Opens the chat on a phone")
    SECRET = ("身份密钥", "Identity secret")
    SECRET_TOLD = (
        "业务服务器用它签发身份令牌（HS256）。不要放进网页。",
        "Your business server signs identity tokens with it (HS256): never in a page.",
    )
    RESET = ("恢复为配置文件", "Back to the configuration")
    RESET_ASKED = (
        "把渠道 {name} 恢复为配置文件中的样子？",
        "Put the channel {name} back to what the configuration says?",
    )
    DELETE_ASKED = (
        "删除渠道 {name}？链接和嵌入代码立即失效；进行中的会话会继续。",
        (
            "Delete the channel {name}? Its link and embed code end at once; sessions "
            "under way go on."
        ),
    )
    NO_GROUPS = (
        "先添加一个技能组：渠道要有去处。",
        "Add a skill group first: a channel needs somewhere to lead.",
    )


ENTRIES: Final = {
    "robot": ChannelsPhrase.FIRST_ROBOT,
    "group": ChannelsPhrase.FIRST_GROUP,
    "choice": ChannelsPhrase.FIRST_CHOICE,
    "flow": ChannelsPhrase.FIRST_FLOW,
    "robot_only": ChannelsPhrase.FIRST_ROBOT_ONLY,
}
"""What comes first, by the words of `Channel.entry`."""
