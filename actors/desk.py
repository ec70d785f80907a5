"""What all actors of the service share, made once by the composition root."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actors.directory import Directory
from actors.service_settings import ServiceSettings
from runtime.journal import Journal, Outage


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the truth is, what the rules are, and how to find each other.

    `outages` are the stretches in which nothing ran, oldest first.
    """

    journal: Journal
    directory: Directory
    settings: ServiceSettings
    outages: Sequence[Outage]
