"""Takes deliveries to a webhook by a signed request (Standard Webhooks)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from actors.webhooks.webhook import Delivery, Webhook
from runtime.outgoing import HttpFailure, HttpOutcome, HttpPost, Poster
from runtime.webhook_signature import sign

REQUEST_SECONDS: Final = 15.0
"""For a receiver's answer (Standard Webhooks: 15 to 30 s)."""
_SERVER_FAILS: Final = 500


class SignedPost:
    """Carries to a webhook as it is at that moment (`Carries`).

    Args:
        webhook: as it is now.
        poster: sends requests.
        wall_ms: wall time.
    """

    def __init__(
        self,
        webhook: Callable[[], Webhook],
        poster: Poster,
        wall_ms: Callable[[], int],
    ) -> None:
        self._webhook = webhook
        self._poster = poster
        self._wall_ms = wall_ms

    async def carry(self, delivery: Delivery) -> HttpOutcome:
        """See `Carries`."""
        webhook, now_ms = self._webhook(), self._wall_ms()
        body = delivery.body
        secrets = webhook.secrets(now_ms)
        headers = sign(secrets, str(delivery.event), now_ms // 1000, body)
        return await self._poster.post(
            HttpPost(webhook.url, body, headers, REQUEST_SECONDS)
        )

    def is_failing(self, outcome: HttpOutcome) -> bool:
        """See `Carries`."""
        return isinstance(outcome, HttpFailure) or outcome.status >= _SERVER_FAILS
