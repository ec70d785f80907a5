"""PURE: what `triodesk robot import`, `export` and `template` say."""

from __future__ import annotations

from enum import unique
from typing import Final

from admin.sheet.plan import Verdict
from gateway.console.phrases import Bilingual


@unique
class SheetPhrase(Bilingual):
    """Names in braces are filled in."""

    # a row
    ADDED = ("新增  第 {row} 行  {question}", "add     row {row}  {question}")
    CHANGED = ("修改  第 {row} 行  {question}", "change  row {row}  {question}")
    FAULTY = ("第 {row} 行：{faults}", "row {row}: {faults}")
    MORE = ("还有 {count} 行未显示", "rows that are not shown: {count}")
    # all of them
    IMPORTED = (
        "已导入草稿：新增 {added}，修改 {changed}，未变 {same}，有误 {faulty}",
        (
            "in the draft now: {added} added, {changed} changed, "
            "{same} as they were; {faulty} rows have faults"
        ),
    )
    PREVIEW = (
        "预览，尚未修改：将新增 {added}，修改 {changed}，不变 {same}，有误 {faulty}",
        (
            "a preview, nothing was changed: {added} to add, {changed} to change, "
            "{same} as they are; {faulty} rows have faults"
        ),
    )
    ERRORS = (
        "有误的行已写入 {file}，改好后可再次导入",
        "the rows with faults are in {file}: mend them and import that file",
    )
    NO_ERRORS = (
        "用 --errors FILE 把有误的行存入文件",
        "--errors FILE keeps the rows with faults in a file",
    )
    STOPPED = (
        "导入中断，再次导入同一文件即可从中断处继续",
        "the import was interrupted: import the same file again, it goes on there",
    )
    # while it goes on
    READING = ("已读取草稿 {count} 条", "the draft: {count} entries read")
    JUDGING = ("已处理 {count} 行", "{count} rows")
    # others
    EXPORTED = ("已导出 {count} 条到 {file}", "entries in {file}: {count}")
    TEMPLATE = (
        "模板已写入 {file}，填好后用 triodesk robot import {file} --preview 检查",
        (
            "a template is in {file}; fill it in, then check it: "
            "triodesk robot import {file} --preview"
        ),
    )


ROWS: Final = {
    Verdict.ADDED: SheetPhrase.ADDED,
    Verdict.CHANGED: SheetPhrase.CHANGED,
    Verdict.FAULTY: SheetPhrase.FAULTY,
}
"""Of rows that are told; those that are the same are not."""
