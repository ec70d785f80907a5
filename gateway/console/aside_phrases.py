"""PURE: what agents read of guests, side rooms and conversations, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class AsidePhrase(Bilingual):
    """A text of the agent's client; names in braces are filled in."""

    # titles
    ASIDE_WITH = ("旁聊 {name}", "aside with {name}")
    TALK_WITH = ("内部 {names}", "talk with {names}")
    GUEST_AT = ("旁听 {name}", "listening: {name}")
    # a call
    CALLED = (
        "{by} 请您协助 {name}（{group}）",
        "{by} asks your advice on {name} ({group})",
    )
    CALL_HINT = ("/come 加入，/decline {number} 不去", "/come or /decline {number}")
    CALL_OVER = ("没有加入，请求已结束", "Not taken in time: the call has ended.")
    CALLING = ("正在请 {agent} 协助…", "calling {agent}…")
    NOBODY_CALLS = ("现在没有人请您协助", "Nobody asks your advice now.")
    # who comes and goes
    CAME = ("{agent} 来协助了", "{agent} has come to advise.")
    WATCHES = ("{agent} 在旁听", "{agent} watches.")
    SPEAKS = ("{agent} 加入了对话，访客看得到", "{agent} speaks to the visitor, too.")
    GONE = ("{agent} 不在了", "{agent} is there no more.")
    # one's own
    READING = (
        "您在旁听 {name}（{group}）：访客看不到您",
        "You listen to {name} ({group}): the visitor does not see you.",
    )
    SPEAKING = (
        "您加入了对话：访客看得到您说的话",
        "You speak now: the visitor reads what you say.",
    )
    OVER = ("旁听结束", "You listen no more.")
    ONLY_READING = (
        "没有发送：您在这里只能看。/{number} 私下说，/leave 离开",
        "Not sent: here you only read. /{number} is your side room, /leave leaves.",
    )
    ONLY_WATCHING = (
        "没有发送：您在旁听。/whisper 提醒客服，/barge 加入对话，/leave 离开",
        "Not sent: you watch. /whisper writes to the agent, /barge to the visitor.",
    )
    # rooms
    ROOM = (
        "旁聊已打开：只有您和 {name} 看得到，访客看不到",
        "A side room with {name}: the visitor reads nothing of it.",
    )
    ROOM_OVER = ("旁聊结束", "The side room has ended.")
    TALK_OVER = ("您离开了内部会话", "You have left the conversation.")
    NOBODY_ELSE = ("（没有别人）", "(nobody else)")
    TALK = ("内部会话：{names}", "Conversation with {names}.")
    MENTIONED = (
        "{by} 提到了您：{text}",
        "{by} mentions you: {text}",
    )
    READ_HINT = ("/read {session} 查看", "/read {session} shows it")
    READ_HEAD = ("会话 {session} 的最近消息", "What was said last in {session}")
    READ_NOTHING = ("会话 {session} 还没有消息", "Nothing was said in {session} yet.")
    TOLD = ("已告诉 {agent}，他可以查看", "{agent} is told, and may read it.")
    COPIED = ("已安排发送到 {address}", "It goes to {address}.")
    # mistakes
    CONSULT_USAGE = (
        "写上请谁：/consult @xiaohong 问题（先选择会话）",
        "Name a colleague: /consult @xiaohong question (choose a session first)",
    )
    WATCH_USAGE = (
        "写上旁听哪个会话：/{word} r1（/serving 列出的编号）或会话号",
        "Name one: /{word} r1 (as /serving lists them) or a session id.",
    )
    WATCH_OWN = (
        "这个会话由您接待，不用 /{word}",
        "It is you who serves it: no /{word} is needed.",
    )
    TALK_USAGE = (
        "写上和谁聊：/talk @xiaohong @xiaolan 内容",
        "Name colleagues: /talk @xiaohong @xiaolan text",
    )
    MENTION_USAGE = (
        "写上提到谁：/mention @xiaohong 内容（先选择会话）",
        "Name a colleague: /mention @xiaohong text (choose a session first)",
    )
    CC_USAGE = (
        "写上地址：/cc boss@example.com 说明（先选择会话）",
        "Name an address: /cc boss@example.com note (choose a session first)",
    )
    NO_VISITOR_HERE = (
        "没有执行：内部会话没有访客。/{word} 编号，编号见 /list",
        "Not done: no visitor is in a talk. /{word} NUMBER names one of /list.",
    )
    CLOSE_WHAT = (
        "没有结束：/leave 离开旁聊，/close {number} 结束访客的会话",
        "Not closed: /leave leaves this room, /close {number} ends the session.",
    )
    LEAVE_WHAT = (
        "这里没有可离开的：/leave 用于旁聊、旁听和内部会话",
        "Nothing to leave here: /leave ends side rooms, watching and talks.",
    )
