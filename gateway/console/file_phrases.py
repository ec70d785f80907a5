"""PURE: what becomes of a file that is sent or saved, in both languages."""

from __future__ import annotations

from enum import unique
from typing import Final

from gateway.console.phrases import Bilingual, Words


@unique
class FilePhrase(Bilingual):
    """What a person reads who sends a file, or saves one."""

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
    SAVE_USAGE = (
        "写出消息编号：/save 7，或 /save 7 路径",
        "Give the number of the message: /save 7, or /save 7 PATH",
    )
    SAVE_NOWHERE = (
        "现在没有会话可以保存文件",
        "There is no session to save a file from.",
    )
    COMING_DOWN = ("正在下载 {name}：{percent}%", "downloading {name}: {percent} %")
    SAVED = (
        "#{number} 已保存到 {path}（{size}）",
        "#{number} saved as {path} ({size})",
    )
    NOT_SAVED = ("#{number} 没有保存：{reason}", "#{number} was not saved: {reason}")
    NO_MESSAGE = ("没有这条消息", "there is no such message")
    NOTHING_IN_IT = ("这条消息没有文件", "that message has no file")
    EXISTS = ("{path} 已存在，不会覆盖", "{path} exists and is not overwritten")
    NO_DIRECTORY = ("没有 {path} 所在的目录", "there is no directory for {path}")
    NO_WRITING = ("没有写入 {path} 的权限", "you may not write {path}")
    UNWRITABLE = ("无法写入（{reason}）", "it cannot be written ({reason})")
    NO_ADDRESS = (
        "不知道文件服务的地址（--http）",
        "the address for files is not known (--http)",
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
    BUSY = ("同时传输的文件太多，请稍后再试", "too many files at once; try again later")
    GONE = ("文件已不存在", "the file is there no more")
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
    "too_many_transfers": FilePhrase.BUSY,
    "no_such_attachment": FilePhrase.GONE,
    "storage_full": FilePhrase.FULL,
    "bad_image": FilePhrase.IMAGE,
}


def file_refusal(words: Words, code: str) -> str:
    """Why the server does not take, or give, a file, as half a sentence."""
    return words(_REFUSALS.get(code, FilePhrase.OTHER), code=code)
