"""What operators ask of quick replies: part of `admin.operator.frames`."""

from __future__ import annotations

import msgspec

from actors.accounts.messages import OperationId
from actors.quick_replies.records import ReadReplies, RepliesChange


class AlterReplies(msgspec.Struct, frozen=True, tag="alter_replies"):
    """Makes all of a change or nothing: answered by `RepliesChanged`."""

    operation: OperationId
    change: RepliesChange


ReplyAct = ReadReplies | AlterReplies
