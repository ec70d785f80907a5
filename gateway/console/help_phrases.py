"""PURE: what `/help` tells agents of their commands, in both languages.

A command is the name of its member, in small letters.
"""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class Topic(Bilingual):
    """What commands are about."""

    SESSIONS = ("会话", "Sessions")
    MESSAGES = ("消息", "Messages")
    NOTES = ("记录", "Notes")
    LISTS = ("查看", "Looking")
    KNOWLEDGE = ("知识", "Knowledge")
    COLLEAGUES = ("同事", "Colleagues")
    STATUS = ("状态", "Status")
    SUPERVISORS = ("组长", "Supervisors")


@unique
class Does(Bilingual):
    """What a command does, in a few words."""

    LIST = ("列表", "your sessions")
    ACCEPT = ("接入", "take what rings")
    DECLINE = ("不接", "leave it")
    TAKE = ("直接接待", "from a list")
    TRANSFER = ("转接", "hand over")
    KEEP = ("取消转接", "cancel that")
    CLOSE = ("结束", "end")
    INITIATE = ("主动发起", "begin one")

    FILE = ("发文件", "send a file")
    SAVE = ("存文件", "save a file")
    RECALL = ("撤回", "take back")
    INVITE = ("邀请评价", "ask to rate")
    READ = ("最近消息", "what was said")
    CC = ("抄送", "send a copy")

    TAG = ("标签", "tags")
    REMARK = ("备注", "a note")
    OUTCOME = ("结果", "solved?")
    FOLLOWUP = ("待跟进", "to be done")
    CUSTOMER = ("客户资料", "who it is")

    QUEUE = ("谁在排队", "who waits")
    COLLEAGUES = ("谁在值班", "who serves")
    LEFT = ("留言", "messages left")
    FOLLOWUPS = ("跟进列表", "what is due")
    WHY = ("为什么", "why it is there")

    FIND = ("查知识", "look up")
    QUICK = ("常用语", "as #")
    CONTRIBUTE = ("贡献知识", "suggest")
    CONTRIBUTIONS = ("贡献列表", "what became of it")
    NEWS = ("知识更新", "what is new")

    CONSULT = ("请教", "ask aside")
    COME = ("去协助", "advise")
    LEAVE = ("离开旁聊", "go out of it")
    MENTION = ("提到", "show it to one")
    TALK = ("内部会话", "among agents")

    FREE = ("空闲", "serve")
    BUSY = ("忙碌", "nobody new")
    REST = ("小休", "pause")
    OFFLINE = ("离线", "away")

    SERVING = ("正在接待", "who is served")
    ASSIGN = ("指派", "give to an agent")
    WATCH = ("旁听", "read along")
    WHISPER = ("提醒客服", "to the agent alone")
    BARGE = ("加入对话", "to the visitor, too")
    CAPACITY = ("接待上限", "how many at once")
    STATUS = ("改状态", "of an agent")
    LEVEL = ("VIP 等级", "VIP")
    BLOCK = ("拉黑", "serve no more")
    UNBLOCK = ("解除", "serve again")
    APPROVE = ("采纳贡献", "take in")
    REJECT = ("驳回", "say no")


@unique
class Use(Bilingual):
    """How a command is written, and what comes of it."""

    LIST = ("/list：您的会话", "/list shows your sessions.")
    ACCEPT = (
        "/accept：接入等得最久的；/accept 2：接入 2 号",
        "/accept takes what rings longest, /accept 2 number 2.",
    )
    DECLINE = (
        "/decline 或 /decline 2：不接，留给其他客服",
        "/decline, or /decline 2: it is left to others.",
    )
    TAKE = (
        "/take q1：接待排队的一位；/take m1：回复留言；组长 /take r1：从客服手里接过来",
        (
            "/take q1 takes one who waits, /take m1 who left a message;"
            " supervisors: /take r1 from an agent."
        ),
    )
    TRANSFER = (
        (
            "/transfer aftersale 留言：转给技能组；/transfer @xiaohong 留言：转给客服。"
            "有人接手前仍由您接待"
        ),
        (
            "/transfer aftersale NOTE hands over to a group, /transfer @xiaohong NOTE"
            " to an agent; it stays with you until somebody takes it."
        ),
    )
    KEEP = (
        "/keep 或 /keep 2：取消转接，继续由您接待",
        "/keep, or /keep 2: no transfer, you go on.",
    )
    CLOSE = (
        "/close 或 /close 2：结束会话；组长还可以 /close q1、/close r1",
        "/close, or /close 2, ends the session; supervisors: /close q1, /close r1.",
    )
    INITIATE = (
        "/initiate user-7 您好：主动发起会话；访客不在时，下次来会看到",
        "/initiate user-7 hello begins a session; who is away finds it later.",
    )
    FILE = (
        "/file 路径：图片、语音按其种类发送，其他作为文件",
        "/file PATH sends it: pictures and sound as such, all else as a file.",
    )
    SAVE = (
        "/save 7 或 /save 7 路径：保存消息 #7 里的文件，不覆盖已有的",
        "/save 7, or /save 7 PATH: the file of message #7; overwrites nothing.",
    )
    RECALL = (
        "/recall：撤回您的上一条消息；/recall 7：撤回 #7",
        "/recall takes back your last message, /recall 7 number 7.",
    )
    INVITE = ("/invite：邀请访客评价", "/invite asks the visitor to rate.")
    READ = (
        "/read 或 /read 2、/read 会话号：最近的消息",
        "/read, /read 2, /read SESSION: what was said last.",
    )
    CC = (
        "/cc boss@example.com 说明：把对话抄送到允许的邮箱或 webhook",
        "/cc boss@example.com NOTE sends a copy by mail, or to a webhook.",
    )
    TAG = (
        "/tag 退款 物流：加标签；/tag -：去掉；只写 /tag：看记录",
        "/tag refund late sets tags, /tag - takes them off, /tag alone shows.",
    )
    REMARK = (
        "/remark 文字：写备注；/remark -：去掉",
        "/remark TEXT notes something, /remark - takes it off.",
    )
    OUTCOME = (
        "/outcome 已解决，/outcome 未解决，/outcome - 去掉",
        "/outcome solved, /outcome unsolved, /outcome - for neither.",
    )
    FOLLOWUP = (
        "/followup +2h 回电话：两小时后跟进（或 +30m、+3d）；/followup f1 -：办完",
        (
            "/followup +2h call back: in two hours (or +30m, +3d);"
            " /followup f1 - when it is done."
        ),
    )
    CUSTOMER = (
        (
            "/customer：访客是谁；/customer phone 138… 写下来，同样 email、name、"
            "language、tag、note；/customer @访客号：看别人"
        ),
        (
            "/customer shows who it is; /customer phone 138…, email, name, language,"
            " tag, note write it down; /customer @VISITOR is another."
        ),
    )
    QUEUE = (
        "/queue aftersale：谁在排队，编号 q1、q2…",
        "/queue aftersale: who waits, as q1, q2 …",
    )
    COLLEAGUES = (
        "/colleagues aftersale：同事的状态和接待量",
        "/colleagues aftersale: who serves, and how many each.",
    )
    LEFT = (
        "/left presale：没人接待时的留言，编号 m1、m2…",
        "/left presale: what was left when nobody could serve, as m1, m2 …",
    )
    FOLLOWUPS = (
        "/followups：已结束、还要跟进的会话，编号 f1、f2…",
        "/followups: what has ended and is still to be done, as f1, f2 …",
    )
    WHY = (
        "/why、/why 1、/why q1：会话为什么在这里，为什么没有分配",
        "/why, /why 1, /why q1: what happened to a session, and why.",
    )
    FIND = (
        "/find 退款几天：查知识库；/find 2：发送第 2 条；只写 /find：常见问题",
        (
            "/find how long does it take: what is known; /find 2 sends row 2;"
            " /find alone: asked most."
        ),
    )
    QUICK = (
        "/quick 退货 或 #thdz：按标题、拼音、内容找常用语；#2：发送第 2 条",
        "/quick hello, or #hello: quick replies by title or text; #2 sends row 2.",
    )
    CONTRIBUTE = (
        "/contribute 问题 | 答案：贡献知识；/contribute #7 | 答案：用 #7 作问题",
        (
            "/contribute QUESTION | ANSWER suggests what the robot says;"
            " /contribute #7 | ANSWER: to message #7."
        ),
    )
    CONTRIBUTIONS = (
        "/contributions：贡献和审核结果；/contributions waiting：只看待审核的",
        "/contributions: what became of it; /contributions waiting: undecided ones.",
    )
    NEWS = (
        "/news：知识更新；/news 1：阅读并标记已读；/news all：全部已读",
        "/news: what is new; /news 1 reads and marks one, /news all marks all.",
    )
    APPROVE = (
        "/approve 7：采纳贡献 7，进入草稿",
        "/approve 7 takes contribution 7 into the draft.",
    )
    REJECT = (
        "/reject 7 原因：驳回贡献 7",
        "/reject 7 WHY: contribution 7 is left out.",
    )
    CONSULT = (
        "/consult @xiaohong 问题：请同事旁听并私下商量，访客看不到",
        "/consult @xiaohong QUESTION: in a side room that the visitor does not see.",
    )
    COME = (
        "/come：去协助请您的同事；/decline 2：不去",
        "/come when a colleague asks you; /decline 2 stays away.",
    )
    LEAVE = (
        "/leave：离开当前的旁聊、旁听或内部会话",
        "/leave leaves the side room, the watch or the talk that is current.",
    )
    MENTION = (
        "/mention @xiaohong 内容：让同事来看这个会话",
        "/mention @xiaohong TEXT shows a colleague this session.",
    )
    TALK = (
        "/talk @xiaohong @xiaolan 内容：客服之间的会话",
        "/talk @xiaohong @xiaolan TEXT: a conversation among agents.",
    )
    FREE = ("/free：可以接待", "/free: visitors may come.")
    BUSY = ("/busy：不再分配新会话", "/busy: nobody new comes.")
    REST = ("/rest 或 /rest 原因：小休", "/rest, or /rest WHY: a pause.")
    OFFLINE = ("/offline：离线，不再分配新会话", "/offline: you are not there.")
    SERVING = (
        "/serving aftersale：正在接待的会话，等回复的在前，编号 r1、r2…",
        "/serving aftersale: who is served, unanswered first, as r1, r2 …",
    )
    ASSIGN = (
        "/assign q1 xiaohong：把会话交给某位客服",
        "/assign q1 xiaohong gives a session to an agent.",
    )
    WATCH = (
        "/watch r1：旁听；/watch r1 hidden：客服也看不到您",
        "/watch r1 reads along; /watch r1 hidden also unseen by the agent.",
    )
    WHISPER = (
        "/whisper r1：私下提醒客服，访客看不到",
        "/whisper r1 writes to the agent alone, not to the visitor.",
    )
    BARGE = (
        "/barge r1：加入对话，访客看得到",
        "/barge r1 writes to the visitor, too.",
    )
    CAPACITY = (
        "/capacity xiaohong 3：同时最多接待 3 位",
        "/capacity xiaohong 3: three at a time at most.",
    )
    STATUS = (
        "/status xiaohong free|busy|rest|offline：改客服的状态",
        "/status xiaohong free|busy|rest|offline sets an agent's status.",
    )
    LEVEL = (
        "/level 5：VIP 等级（0 到 9），从下一个会话起更优先",
        "/level 5 (0 to 9): more urgent from the next session on.",
    )
    BLOCK = (
        "/block +7d 原因：拉黑 7 天，不写时间就是一直",
        "/block +7d WHY: served no more for 7 days; without a time for ever.",
    )
    UNBLOCK = (
        "/unblock 或 /unblock @访客号：解除拉黑",
        "/unblock, or /unblock @VISITOR: served again.",
    )


@unique
class Around(Bilingual):
    """What stands around the commands."""

    HEAD = (
        "/1 /2 … 或 Tab 切换会话，//文字 发送以 / 开头的文字，/quit 离开（Ctrl-D）",
        (
            "/1 /2 … or Tab turns to a session, //text sends a text that begins"
            " with /, /quit leaves (Ctrl-D)."
        ),
    )
    FOOT = (
        "/help transfer 说明一个命令。Alt-Enter 换行，↑ ↓ 翻看输入过的，Ctrl-L 重画",
        (
            "/help transfer explains one. Alt-Enter breaks the line, ↑ ↓ bring back"
            " lines, Ctrl-L redraws."
        ),
    )
