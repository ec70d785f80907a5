"""What every `JournalBackend` promises; subclasses give the fixture `backend`."""

from __future__ import annotations

from tests.contracts.journal_claims import ClaimContract
from tests.contracts.journal_effects import EffectContract, IndexContract
from tests.contracts.journal_erasing import ErasingContract
from tests.contracts.journal_following import FollowContract
from tests.contracts.journal_marks import MarkContract
from tests.contracts.journal_sequences import OperationContract, SequenceContract


class BackendContract(
    SequenceContract,
    ClaimContract,
    OperationContract,
    IndexContract,
    EffectContract,
    MarkContract,
    FollowContract,
    ErasingContract,
):
    """The whole of it."""
