"""What axe finds at a page: breaches of WCAG that a program can see."""

from __future__ import annotations

from typing import Final

import msgspec
from playwright.sync_api import Frame, Page

from tests.system.service import ROOT

_AXE: Final = ROOT / "node_modules" / "axe-core" / "axe.min.js"
_RUN: Final = """async (tags) => {
  const part = document.querySelector("dialog:modal") ?? document;
  const { violations } = await axe.run(part, {
    runOnly: tags, resultTypes: ["violations"],
  });
  return violations;
}"""
TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


class _Node(msgspec.Struct):
    target: list[object]


class _Violation(msgspec.Struct):
    id: str
    help: str
    nodes: list[_Node]


def breaches(page: Page | Frame) -> list[str]:
    """Each rule that is broken, with the first places where it is.

    Of a page with a dialog before it, in the dialog: nothing else can be used then.

    The page's own rules about scripts stay as they are: a debugger puts axe there.
    """
    page.evaluate(_AXE.read_text())
    found = msgspec.convert(page.evaluate(_RUN, list(TAGS)), list[_Violation])
    return [
        f"{each.id}: {each.help}: {[node.target for node in each.nodes[:3]]}"
        for each in found
    ]
