"""The service's answers to what operators ask of quick replies."""

from __future__ import annotations

from typing import Final

from actors.accounts.permissions import OPERATOR, Principal
from actors.quick_replies.office import ReplyOffice
from actors.quick_replies.records import RepliesTold
from admin.operator.reply_frames import AlterReplies, ReplyAct
from runtime.errors import Unavailable

_OPERATOR: Final = Principal(OPERATOR, None)


async def answer_replies(office: ReplyOffice, request: ReplyAct) -> RepliesTold:
    """Does what whoever owns the machine asks.

    Raises:
        Unavailable: the records do not answer, or refuse.
    """
    if isinstance(request, AlterReplies):
        answer = await office.change(_OPERATOR, request.change, request.operation)
    else:
        answer = await office.read(_OPERATOR, request)
    if not isinstance(answer, RepliesTold):
        raise Unavailable(f"the records refuse: {answer}")
    return answer
