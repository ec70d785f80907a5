"""PURE: what an installation asks of who signs in."""

from __future__ import annotations

import msgspec


class SignInSettings(msgspec.Struct, frozen=True):
    """What the installation asks for; `admins_need_factor`: of both kinds of admins."""

    admins_need_factor: bool = False
