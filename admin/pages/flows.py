"""`/admin/flows`: flows drawn as graphs, with what is wrong at each node (R10)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.flow.definition import AnyNode, Flow
from admin.flow_files import FlowFile, FlowFiles
from admin.pages.flow_layout import HEIGHT, WIDTH, Drawing, drawing
from admin.pages.flow_view import choices_of, in_order, kind_of, lines_of, said_by
from admin.pages.frame import Frame, page
from admin.pages.nav import ROOT
from admin.pages.phrases.flows import FlowsPhrase
from gateway.console.phrases import Words
from runtime.http_app import read_query


class FlowsLink(msgspec.Struct, frozen=True):
    """The query of the page: the file that is drawn, "" = the first."""

    file: Annotated[str, Meta(max_length=255)] = ""


@dataclass(frozen=True)
class FlowsView:
    """What the page shows; `shown`: None = there is no file."""

    words: Words
    files: tuple[FlowFile, ...]
    shown: FlowFile | None
    node_width: int = WIDTH
    node_height: int = HEIGHT

    @property
    def flow(self) -> Flow | None:
        """The one that is drawn."""
        return self.shown.flow if self.shown else None

    @cached_property
    def drawing(self) -> Drawing:
        """Where its nodes are."""
        if self.flow is None:
            return drawing((), ())
        return drawing(in_order(self.flow), lines_of(self.flow, self.words))

    def node(self, name: str) -> AnyNode:
        """The node of that id."""
        nodes = self.flow.nodes if self.flow else ()
        return next(each for each in nodes if each.id == name)

    def kind_of(self, name: str) -> str:
        """What sort of node it is."""
        return kind_of(self.node(name), self.words)

    def said_by(self, name: str) -> str:
        """What it says."""
        return said_by(self.node(name), self.words)

    def choices_of(self, name: str) -> tuple[str, ...]:
        """What can be chosen there."""
        return choices_of(self.node(name), self.words)

    def faults_of(self, name: str) -> tuple[str, ...]:
        """What is wrong with a node; "" = with the flow itself."""
        faults = self.shown.faults if self.shown else ()
        return tuple(each.text for each in faults if each.node == name)


def flows_page(frame: Frame, files: FlowFiles) -> Blueprint:
    """The route.

    Args:
        frame: of all pages.
        files: of flows.
    """
    routes = Blueprint("flows_page", __name__, url_prefix=ROOT)

    @page("Flows, drawn as graphs.", Permission.READ_RULES, FlowsLink)
    async def shown() -> Response:
        query, found = read_query(FlowsLink), files.listed()
        named = (each for each in found if each.file == query.file)
        first = next(named, found[0] if found else None)
        view = FlowsView(frame.words(), found, first)
        return frame.render("flows.html", view, FlowsPhrase)

    routes.add_url_rule("/flows", view_func=shown)
    return frame.opened(routes)
