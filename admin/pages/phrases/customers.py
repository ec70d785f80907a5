"""PURE: what the pages of customers say (M12)."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class CustomersPhrase(Bilingual):
    """Names in braces are filled in."""

    NAME = ("称呼", "Name")
    VISITOR = ("客户 ID", "Customer's id")
    LEVEL = ("VIP 等级", "VIP level")
    LEVEL_FROM = ("VIP 等级不低于", "VIP level from")
    LEVEL_HINT = (
        "0–9，默认 0；等级越高，新会话排队越靠前",
        "0–9, 0 by default; more is served sooner, from the next session on",
    )
    TAGS = ("标签", "Tags")
    TAG = ("标签", "Tag")
    TAGS_HINT = ("每行一个，最多 20 个", "One per line, at most 20")
    SESSIONS = ("会话数", "Sessions")
    FIRST = ("首次来访", "First seen")
    LAST = ("最近来访", "Last seen")
    BLOCKED = ("已拉黑", "Blocked")
    ONLY_BLOCKED = ("仅已拉黑", "Blocked only")
    NOBODY = (
        "还没有客户。访客第一次开始会话后会出现在这里。",
        "Nobody came yet. Who opens a first session is listed here.",
    )
    NOBODY_FITS = (
        "没有符合条件的客户，请放宽条件。",
        "No customer fits: look for less.",
    )
    # one
    PROFILE = ("资料", "Profile")
    NICKNAME_HINT = (
        "座席看到的称呼；不填则用访客页面提供的名字",
        "What agents call him; empty: as his page says",
    )
    PHONE = ("电话", "Telephone")
    EMAIL = ("邮箱", "E-mail")
    MASKED = (
        "联系方式已部分隐藏：您没有查看权限。",
        "Contacts are masked: you may not see them.",
    )
    LANGUAGE = ("语言", "Language")
    LANGUAGE_HINT = ("例如 zh-CN、en", "Such as zh-CN or en")
    FIELDS = ("自定义字段", "Own fields")
    FIELD_NAME = ("名称", "Name")
    FIELD_VALUE = ("内容", "Value")
    ADD_FIELD = ("添加字段", "Add a field")
    REMOVE = ("移除", "Remove")
    NOTES = ("备注", "Notes")
    NOTE = ("新备注", "Another note")
    NOTE_HINT = ("最多 500 字；备注不能修改", "At most 500 characters; notes stay")
    NO_NOTES = ("还没有备注。", "Nobody has noted anything yet.")
    HISTORY = ("会话历史", "History")
    NO_HISTORY = ("没有您可以查看的会话。", "There is no session that you may see.")
    ALL_SESSIONS = ("在记录中查看全部", "All of them in the records")
    OPENED = ("开始", "Begun")
    GROUP = ("技能组", "Skill group")
    AGENT = ("座席", "Agent")
    MESSAGES = ("消息数", "Messages")
    # taking along, erasure
    DATA = ("个人数据", "Data held of him")
    EXPORT = ("导出全部数据（ZIP）", "Export all of it (ZIP)")
    EXPORT_HINT = (
        "资料、备注、每个会话的全部内容和附件；导出会记入审计日志。",
        "Profile, notes, all of his sessions, attachments; the audit log says who did.",
    )
    ERASE = ("永久删除", "Erase for good")
    ERASE_TOLD = (
        (
            "永久删除 {name} 的资料、备注、拉黑、全部会话内容和附件，不能恢复。"
            "进行中的会话会立即结束；统计数字保留，记作“已删除的访客”。"
        ),
        (
            "Profile, notes and block of {name}, all that was said with him and his "
            "attachments are erased; nobody can bring them back. What he has open is "
            "closed at once. Figures stay, as those of an erased visitor."
        ),
    )
    ERASE_FIRST = ("需要留底请先导出。", "Export it first if you must keep a copy.")
    ERASING = (
        "正在删除：已完成 {done} / {sessions} 个会话",
        "Being erased: {done} of {sessions} sessions are done",
    )
    # block
    BLOCK = ("拉黑", "Block")
    BLOCK_TOLD = (
        "{name} 的进行中会话会立即结束，之后不再接待。访客不会看到原因。",
        "What {name} has open is closed at once; he is served no more, nor told why.",
    )
    REASON = ("原因", "Reason")
    UNTIL = ("直到（留空 = 永久）", "Until (empty = for ever)")
    BLOCKED_TOLD = (
        "{who} 于 {at} 拉黑，{until}。原因：{reason}",
        "Blocked by {who} on {at}, {until}. Reason: {reason}",
    )
    UNTIL_TIME = ("直到 {at}", "until {at}")
    FOR_EVER = ("永久", "for ever")
    UNBLOCK = ("解除拉黑", "Unblock")
    UNBLOCK_ASKED = (
        "解除对 {name} 的拉黑？他可以再次开始会话。",
        "Unblock {name}? He can open sessions again.",
    )


@unique
class CustomersProblem(Bilingual):
    """What refusals mean, by their codes in capitals."""

    BAD_VALUE = ("请检查填写的内容：{detail}", "Please check the input: {detail}")
    WRONG_STATE = ("该客户已修改太多次", "The customer was changed too often")
