"""What a client says to cards: the answer to one, and the wish to be asked to rate."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from gateway.wire.terms import (
    MAX_FORM_FIELDS,
    FieldValue,
    Frame,
    Id,
    MessageNumber,
    OperationId,
    OptionalId,
    OutcomeName,
    RequestNumber,
    SessionRef,
    Text,
)


class Select(Frame, frozen=True, tag=70):
    """The visitor answers a menu, a form or an invitation to rate (V3, V5).

    Answered by RES; to everybody, the sender too, it comes as a message with a
    SelectionBody. Each message is answered once; refused with `NO_SUCH_MESSAGE`: it
    asks nothing; `ANSWERED`; `TOO_LATE`: the talk went on, or the invitation is over;
    `BAD_VALUE`: nothing is chosen, or what is not there. An invitation can be answered
    after the end of its session, too.

    Attributes:
        number: of the message that asks.
        option: id of the option, or of the level; empty of a form.
        values: of a form, by name of the field; of a field with options, the id of one.
        outcome: of a rating: whether the problem was solved; empty: not said.
        comment: of a rating.
    """

    request: RequestNumber
    session: SessionRef
    number: MessageNumber
    operation: OperationId
    option: OptionalId = ""
    values: Annotated[dict[Id, FieldValue], Meta(max_length=MAX_FORM_FIELDS)] = (
        msgspec.field(default_factory=dict)
    )
    outcome: OutcomeName = ""
    comment: Text = ""


class InviteRating(Frame, frozen=True, tag=71):
    """The visitor is to be asked to rate human service (V5); answered by RES.

    By the agent who serves, or by the visitor himself, where the rule of ratings lets
    them, else `FORBIDDEN`; `WRONG_STATE`: nobody serves, or an invitation waits.
    """

    request: RequestNumber
    session: SessionRef
    operation: OperationId
