"""PURE: what is read of left messages, and of what agents begin, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class ReachingPhrase(Bilingual):
    """A text; names in braces are filled in."""

    LEFT_HEAD = ("“{group}”有 {count} 条留言", "“{group}”: {count} left messages")
    NOTHING_LEFT = ("“{group}”没有留言", "Nobody left a message with “{group}”.")
    LEFT_MORE = ("… 还有 {count} 条", "… and {count} more")
    LEFT_AGO = ("{time}前", "{time} ago")
    LEFT_HINT = (
        "/take m1 接待并回复，访客下次打开时会看到",
        "/take m1 takes it; what you answer waits for the visitor",
    )
    NO_SUCH_LEFT = (
        "上次的列表里没有 m{number}，/left 重新查看",
        "There is no m{number} in the last list; /left shows it anew.",
    )
    INITIATE_USAGE = (
        "写上访客号和要说的话：/initiate user-7 您好",
        "Name a visitor and say something: /initiate user-7 hello",
    )
    INITIATED = ("已发起会话，访客下次打开时会看到", "Begun: it waits for the visitor.")
    BEGUN = ("客服给您发来消息：", "An agent writes to you:")
    UNREAD = ("以上最后 {count} 条您还没有看过", "{count} unread, the last above")
    NOT_TO_LEAVE = (
        "不用留言，直接输入就可以",
        "There is no need to leave it: just write.",
    )
    LEAVE_USAGE = (
        "写上联系方式和留言：/leave 13800138000 想退货",
        "Say how to reach you, and what: /leave ann@example.com I want a refund",
    )
    LEFT = ("留言已收到，我们会尽快回复", "Thank you: it will be answered.")
