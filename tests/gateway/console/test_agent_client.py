"""What the commands ask for reaches the service, and is named by its command."""

from __future__ import annotations

import pytest

from gateway.client import Refused, connect_agent
from gateway.console.agent_client import AgentClient
from gateway.console.turn import GiveUp, Leave, PostText, Request, SaveFile, SendFile
from gateway.wire.codes import ErrorCode
from gateway.wire.session_parts import PendingTransfer
from tests.gateway.console.agent_desk import Desk, board, ringing, view, with_one
from tests.gateway.console.samples import NOON
from tests.gateway.loopback import serving
from tests.gateway.small_desk import SmallDesk

LINES = [
    "/free",
    "/busy",
    "/rest tea",
    "/offline",
    "/accept",
    "/decline",
    "/transfer g note",
    "/transfer @a note",
    "/keep",
    "/close",
    "/queue g",
    "/serving g",
    "/take w1",
    "/recall 1",
    "/colleagues g",
    "/why",
    "/tag refund",
    "/remark x",
    "/outcome solved",
    "/followup +2h call",
    "/followups",
    "/left g",
    "/contribute how? | so",
    "/contributions",
    "/approve 7",
    "/reject 7 why",
    "/news",
    "/find how?",
    "/quick hello",
    "/initiate v hello",
    "/customer",
    "/customer @v",
    "/customer note x",
    "/level 3",
    "/block +7d abusive",
    "/unblock",
    "/assign w1 a",
    "/capacity a 3",
    "/status a rest",
    "/consult @a note",
    "/mention @a text",
    "/cc a@example.com note",
    "/cc https://hooks.example.com/a",
    "/read",
    "/watch s9",
    "/barge s9",
    "/whisper s9",
    "/invite",
    "/free",
    "/busy",
    "/rest lunch",
    "/offline",
]
NOT_ASKED = {"help", "quit", "list", "file", "save"}
"""Done by the terminal, or by what carries files."""
ASIDE = {"come", "leave", "talk"}
"""Of rooms, which the desk of this test does not have: see `test_company`."""
SUPERVISORS = {
    "/capacity a 3",
    "/serving g",
    "/status a rest",
    "/watch s9",
    "/barge s9",
    "/whisper s9",
}


def asked(line: str) -> Request:
    """What a line asks for at a desk where everything can be done."""
    desk: Desk = with_one()
    goes = PendingTransfer("g", "", "", "ming", NOON) if line == "/keep" else None
    desk.see(view("s1", transfer=goes), board("s1", "s2"), ringing("s2"))
    desk.enter(line)
    (action,) = desk.actions
    assert not isinstance(action, PostText | SaveFile | SendFile | Leave | GiveUp)
    return action


def test_no_command_is_forgotten_here() -> None:
    words = {line.split()[0][1:] for line in LINES}
    commands = set(with_one().model._commands.readers)
    assert words | NOT_ASKED | ASIDE == commands


@pytest.mark.covers("Q7", "Q10", "Q11", "Q12")
async def test_every_command_is_done_by_the_sdk() -> None:
    async with (
        serving(SmallDesk().handle) as server,
        connect_agent(server.url, ticket="agent:a") as agent,
    ):
        client = AgentClient(agent)
        for line in LINES:
            request = asked(line)
            assert client.command(request) == line.split()[0][1:]
            if line not in SUPERVISORS:
                await client.ask(request)
                continue
            with pytest.raises(Refused) as caught:  # `a` is none
                await client.ask(request)
            assert caught.value.code == ErrorCode.FORBIDDEN
            assert client.farewell(request, caught.value.code) is None
