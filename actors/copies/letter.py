"""PURE: a copy as a letter, in the language of who asked for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import Enum
from typing import Final

from actors.accounts.members import CONTROLS
from actors.copies.order import Copy
from actors.language import is_chinese
from actors.mail.letter import MAX_SUBJECT_CHARS, Letter
from actors.records.said import said_by
from actors.session.events import Spoken
from actors.session.terms import Role

MOST_CHARS: Final = 150_000
"""Of all messages together: with what stands above them a letter has room for it."""
_CONTROL: Final = re.compile(f"[{CONTROLS}]")


class _Word(Enum):
    """What a letter says beside what was said, in Chinese and English."""

    SUBJECT = ("会话抄送：{who}", "Copy of a session: {who}")
    BY = ("{by} 将此会话抄送给您。", "{by} sent you a copy of this session.")
    NOTE = ("说明：{note}", "Note: {note}")
    VISITOR = ("访客：{who}", "Visitor: {who}")
    CHANNEL = ("渠道：{channel}", "Channel: {channel}")
    GROUP = ("技能组：{group}", "Skill group: {group}")
    AGENT = ("客服：{agent}", "Agent: {agent}")
    SESSION = ("会话编号：{session}", "Session: {session}")
    UPTO = (
        "以下对话截至 {at}。所有时间均为 UTC。",
        "What was said until {at}. All times are UTC.",
    )
    LEFT_OUT = (
        "（较早的 {count} 条消息因篇幅未列出）",
        "({count} earlier messages were left out: there is no room for them)",
    )
    NOTHING = ("（没有消息）", "(no messages)")

    def to(self, language: str, **values: object) -> str:
        """In that language (BCP 47); English, where it is not Chinese."""
        return self.value[not is_chinese(language)].format(**values)


_ROLES: Final = {
    Role.VISITOR: ("访客", "visitor"),
    Role.AGENT: ("客服", "agent"),
    Role.ROBOT: ("机器人", "robot"),
    Role.SYSTEM: ("系统", "service"),
}


_KINDS: Final = {
    "text": ("", ""),
    "markdown": ("", ""),
    "image": ("[图片] ", "[picture] "),
    "file": ("[文件] ", "[file] "),
    "voice": ("[语音] ", "[voice] "),
    "video": ("[视频] ", "[video] "),
    "product": ("[商品] ", "[product] "),
    "order": ("[订单] ", "[order] "),
    "menu": ("[菜单] ", "[menu] "),
    "form": ("[表单] ", "[form] "),
    "rating": ("[邀请评价] ", "[invitation to rate] "),
    "selection": ("[选择] ", "[choice] "),
}
"""What stands before the words of a message, by its kind."""


def copy_line(message: Spoken, at_ms: int, language: str) -> str:
    """A message: who and when, then what, indented, so that nobody writes a head."""
    role = _ROLES[message.role][not is_chinese(language)]
    name = _in_line(message.name or message.sender)
    who = f"{name} ({role})" if name else role
    kind, said = said_by(message)
    usual = (f"[{kind}] ", f"[{kind}] ")
    words = _KINDS.get(kind, usual)[not is_chinese(language)] + _clean(said)
    return f"[{_moment(at_ms)}] {who}\n    " + words.replace("\n", "\n    ")


def copy_letter(copy: Copy, lines: Sequence[str], left_out: int) -> Letter:
    """The letter.

    Args:
        copy: as it was ordered.
        lines: see `copy_line`, oldest first.
        left_out: messages before them.
    """
    language, about = copy.language, copy.about
    head = [_Word.BY.to(language, by=_in_line(copy.by_name or copy.by))]
    if copy.note:
        head.append(_Word.NOTE.to(language, note=_clean(copy.note)))
    who = _in_line(about.visitor.name or about.visitor.id)
    head += ["", _Word.VISITOR.to(language, who=who)]
    head.append(_Word.CHANNEL.to(language, channel=_in_line(about.channel)))
    if about.group is not None:
        group = _in_line(about.group.name or about.group.id)
        head.append(_Word.GROUP.to(language, group=group))
    if about.agent is not None:
        agent = _in_line(about.agent.name or about.agent.id)
        head.append(_Word.AGENT.to(language, agent=agent))
    head.append(_Word.SESSION.to(language, session=copy.session))
    head += ["", _Word.UPTO.to(language, at=_moment(copy.at_ms))]
    if left_out:
        head.append(_Word.LEFT_OUT.to(language, count=left_out))
    said = lines or (_Word.NOTHING.to(language),)
    subject = _Word.SUBJECT.to(language, who=who)
    text = "\n".join(head) + "\n\n" + "\n\n".join(said) + "\n"
    return Letter(copy.address, subject[:MAX_SUBJECT_CHARS], text)


def _moment(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms // 1000, UTC):%Y-%m-%d %H:%M:%S}"


def _in_line(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)


def _clean(text: str) -> str:
    """Lines as they are; whatever else steers a terminal or turns text is shown."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(_in_line(each.replace("\t", "    ")) for each in lines)
