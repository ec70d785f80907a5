"""PURE: what the page of knowledge from spreadsheets says (R3)."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class FilesPhrase(Bilingual):
    """Names in braces are filled in."""

    HEAD = ("导入和导出", "Import and export")
    INTRO = (
        "上传后先检查，不改任何内容；看过结果再导入草稿。离开本页，导入会继续。",
        (
            "A file is looked at first, which changes nothing; then it is imported "
            "into the draft, also when you leave this page."
        ),
    )
    FILE = (
        "文件（.xlsx 或 .csv，最多 256 MB、20 万行）",
        "File (.xlsx or .csv; at most 256 MB and 200,000 rows)",
    )
    LOOK = ("上传并检查", "Upload and look at it")
    TEMPLATE = ("下载模板", "Template")
    EXPORT_DRAFT = ("导出草稿", "Export the draft")
    EXPORT_NEWEST = ("导出线上版本", "Export what is in force")
    FILES = ("文件", "Files")
    NO_FILES = (
        "还没有上传文件。先下载模板，填好后上传；有错的行会列出来，其余照常导入。",
        (
            "No file yet. Fill in the template and upload it: rows with faults are "
            "told, all others are imported."
        ),
    )
    BY = ("{by}，{at}", "{by}, {at}")
    WAITING = ("排队中", "Waiting")
    JUDGING = ("检查中", "Being looked at")
    IMPORTING = ("导入中", "Being imported")
    JUDGED = ("已检查，未导入", "Looked at, not imported")
    IMPORTED = ("已导入草稿", "Imported into the draft")
    FAILED = ("失败", "Failed")
    READ = ("已读 {count} 行", "{count} rows read")
    WOULD = (
        "将新增 {added}，修改 {changed}；相同 {same}，有错 {faulty}",
        "Would add {added}, change {changed}; the same {same}, with faults {faulty}",
    )
    DID = (
        "新增 {added}，修改 {changed}；相同 {same}，有错 {faulty}",
        "Added {added}, changed {changed}; the same {same}, with faults {faulty}",
    )
    IMPORT = ("导入草稿", "Import into the draft")
    ERRORS = ("下载错误文件", "File of the faults")
    ERRORS_HINT = (
        "错误文件只含有错的行并写明原因，改好后可再上传。",
        "It has those rows alone, with what is wrong: mend it and bring it again.",
    )
    ROWS = ("部分行", "Some of the rows")
    ROW = ("行", "Row")
    VERDICT = ("结果", "What becomes of it")
    QUESTION = ("标准问题", "Question")
    FAULTS = ("错误", "Faults")
    ADDED = ("新增", "New")
    CHANGED = ("修改", "Changed")
    SAME = ("相同", "The same")
    FAULTY = ("有错", "Fault")


@unique
class FilesProblem(Bilingual):
    """What refusals mean, by their codes in capitals."""

    BAD_FILE = ("文件不能用：{detail}", "The file is of no use: {detail}")
    REQUEST_ENTITY_TOO_LARGE = (
        "文件超过 256 MB，请分成几个",
        "The file is larger than 256 MB: take several",
    )
