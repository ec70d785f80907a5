"""PURE: what the page of chit-chat says (R4)."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class ChitchatPhrase(Bilingual):
    """Names in braces are filled in."""

    INTRO = (
        "问候、感谢、道别等闲聊，随产品提供。改动写入草稿，发布后生效。",
        "Greetings, thanks and the like, as they come. Changes go to the draft.",
    )
    ALL_OFF = (
        "寒暄总开关已关闭：在服务规则中打开（chitchat_enabled）。",
        "All chit-chat is off: switch it on in the settings (chitchat_enabled).",
    )
    OWN_ENTRIES = ("自己的寒暄", "Chit-chat of your own")
    NAME = ("类别", "Kind")
    ASKED = ("访客的话", "What visitors say")
    SAID = ("回答", "Answer")
    STATE = ("状态", "State")
    PRESET = ("预置", "As it came")
    OFF = ("停用", "Off")
    OWN = ("自定义", "Your own")
    TURN_OFF = ("停用", "Switch off")
    TURN_ON = ("恢复预置", "As it came")
    TURN_ON_ASKED = (
        "恢复“{name}”的预置内容？草稿里自定义的条目会删除。",
        "Bring “{name}” back as it came? Your own entries of it are deleted.",
    )
    MAKE_OWN = ("改成自己的", "Make it your own")
    EDIT_OWN = ("编辑条目", "Edit its entries")
