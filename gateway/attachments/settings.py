"""What an operator can set about attachments."""

from __future__ import annotations

import msgspec

from gateway.attachments.kinds import MEBIBYTE, AttachmentLimits


class AttachmentSettings(msgspec.Struct, frozen=True):
    """How much, how long, how many.

    Attributes:
        max_bytes, max_image_bytes: of one attachment.
        max_total_bytes: of all on this machine.
        max_hourly_bytes: that one person may send within an hour.
        unused_hours: what no message carries by then is removed.
        link_seconds: a link to download is good for.
        max_transfers, max_transfers_per_address: up and down, at once.
    """

    max_bytes: int = AttachmentLimits().max_bytes
    max_image_bytes: int = AttachmentLimits().max_image_bytes
    max_total_bytes: int = 20 * 1024 * MEBIBYTE
    max_hourly_bytes: int = 200 * MEBIBYTE
    unused_hours: float = 24.0
    link_seconds: float = 600.0
    max_transfers: int = 64
    max_transfers_per_address: int = 8

    @property
    def limits(self) -> AttachmentLimits:
        """How much one attachment may be."""
        return AttachmentLimits(self.max_bytes, self.max_image_bytes)

    @property
    def usable_ms(self) -> int:
        """A message may carry an attachment for so long after its upload."""
        return round(self.unused_hours * 3_600_000)
