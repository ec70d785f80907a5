"""PURE: what becomes of a file that is sent, in both languages."""

from __future__ import annotations

from enum import unique
from typing import Final

from gateway.console.phrases import Bilingual, Words


@unique
class FilePhrase(Bilingual):
    """What a person reads who sends a file."""

    USAGE = ("写出文件：/file 路径", "Name the file: /file PATH")
    NO_SESSION = ("现在没有会话可以发送文件", "There is no session to send a file in.")
    GOING_UP = ("正在上传 {name}：{percent}%", "uploading {name}: {percent} %")
    FIRST = (
        "先把文件发完，再执行 /{word}",
        "/{word} follows when the file is sent.",
    )
    NOT_SENT = ("{name} 没有发送：{reason}", "{name} was not sent: {reason}")
    NO_FILE = ("没有这个文件", "there is no such file")
    DIRECTORY = ("这是目录，不是文件", "it is a directory")
    FORBIDDEN = ("没有读取权限", "you may not read it")
    UNREADABLE = ("读不了（{reason}）", "it cannot be read ({reason})")
    NO_ADDRESS = (
        "不知道文件服务的地址（--http）",
        "where files go is not known (--http)",
    )
    NO_ANSWER = ("文件服务没有应答，请稍后再试", "no answer; try again later")
    OUTBOX_FULL = ("等待发送的消息太多", "too many messages wait already")
    TOO_LARGE = ("文件太大", "it is too large")
    TYPE = ("不支持这种文件", "files of this type are not taken")
    MISMATCH = ("内容与扩展名不符", "its content is not what its name says")
    EMPTY = ("文件是空的", "it is empty")
    CLOSED = ("会话已结束", "the session has ended")
    SESSION = ("没有这个会话", "there is no such session")
    QUOTA = ("上传太多，请稍后再试", "too much was sent; try again later")
    FULL = ("服务器的存储已满", "the server's store is full")
    IMAGE = ("图片无法读取", "the picture cannot be read")
    OTHER = ("服务器拒绝（{code}）", "the server refuses it ({code})")


_REFUSALS: Final = {
    "request_entity_too_large": FilePhrase.TOO_LARGE,
    "image_too_large": FilePhrase.TOO_LARGE,
    "type_not_allowed": FilePhrase.TYPE,
    "type_mismatch": FilePhrase.MISMATCH,
    "empty": FilePhrase.EMPTY,
    "closed": FilePhrase.CLOSED,
    "no_such_session": FilePhrase.SESSION,
    "hourly_quota": FilePhrase.QUOTA,
    "too_many_transfers": FilePhrase.QUOTA,
    "storage_full": FilePhrase.FULL,
    "bad_image": FilePhrase.IMAGE,
}


def file_refusal(words: Words, code: str) -> str:
    """Why the server takes no such file, as half a sentence."""
    return words(_REFUSALS.get(code, FilePhrase.OTHER), code=code)
