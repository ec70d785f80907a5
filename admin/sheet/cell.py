"""PURE: texts as cells of a spreadsheet, and back.

A cell that begins like a formula would be one for whoever opens the file: it may send
what stands beside it elsewhere. Such a text gets an apostrophe in front, which
spreadsheets take for "this is text", and loses it on the way back.

Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

MAX_CELL_CHARS: Final = 32_767
"""Of one cell: Excel takes no more, and cuts what is longer without a word."""
_NO_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What no XML document has (XML 1.0, 2.2), and so no workbook."""
_LIKE_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_ESCAPED: Final = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def escaped(text: str) -> str:
    """The text as a cell that no spreadsheet reckons with."""
    return f"'{text}" if _LIKE_FORMULA.match(text) else text


def unescaped(cell: str) -> str:
    """The text that `escaped` made a cell of; others stay as they are."""
    return cell[1:] if _ESCAPED.match(cell) else cell


def in_workbook(text: str) -> str:
    """The text without what a workbook cannot have: somebody has pasted it unseen."""
    return _NO_XML.sub("\ufffd", text)


def text_of(value: object) -> str:
    """A workbook's value as one would type it; "" of an empty cell."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value)
