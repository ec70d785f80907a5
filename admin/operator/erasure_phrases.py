"""PURE: what commands about erasure say, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class ErasurePhrase(Bilingual):
    """A text; names in braces are filled in."""

    SURE = (
        "永久删除 {visitor} 的资料、备注、会话内容和附件。再输入一次标识：",
        "erases profile, notes, words and files of {visitor} for good. Id again: ",
    )
    NOT_SURE = (
        "没有删除：请再输入一次访客标识，或加 --yes",
        "nothing was erased: type the id again, or add --yes",
    )
    ERASED = (
        "已删除访客 {visitor}：会话 {sessions} 个，附件 {files} 个",
        "visitor {visitor} is erased: sessions {sessions}, attachments {files}",
    )
    EXPORTED = (
        "已导出：会话 {sessions} 个，附件 {files} 个，已不在的附件 {missing} 个",
        "exported: sessions {sessions}, attachments {files}, gone {missing}",
    )
    NO_TERMINAL = (
        "请用 > 文件.zip 接收，或给出文件名",
        "expected > FILE.zip, or the name of a file",
    )
