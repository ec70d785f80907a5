"""What monitors ask for over HTTP: health, readiness, figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus

import msgspec
from quart import Blueprint, Response

from admin.metrics import CONTENT_TYPE, Metrics
from runtime.http_app import answer_json
from runtime.http_contract import Operation


class Check(msgspec.Struct, frozen=True):
    """One condition of being ready; `detail` says what is wrong, for operators."""

    name: str
    is_ok: bool
    detail: str = ""


class Readiness(msgspec.Struct, frozen=True):
    """The answer of /readyz."""

    ready: bool
    failed: tuple[str, ...]
    checks: tuple[Check, ...]


class Health(msgspec.Struct, frozen=True):
    """The answer of /healthz: that it came at all says that the loop turns."""

    status: str = "ok"


def monitoring(checks: Callable[[], Sequence[Check]], metrics: Metrics) -> Blueprint:
    """The routes of monitors.

    Args:
        checks: reads the conditions of being ready; neither blocks nor suspends.
        metrics: what /metrics prints.
    """
    routes = Blueprint("monitoring", __name__)

    @Operation(summary="Does the process answer?", answer=Health)
    async def healthz() -> Response:
        return answer_json(Health())

    @Operation(summary="Is it ready? 503 with the same answer: not.", answer=Readiness)
    async def readyz() -> Response:
        rows = tuple(checks())
        failed = tuple(row.name for row in rows if not row.is_ok)
        status = HTTPStatus.SERVICE_UNAVAILABLE if failed else HTTPStatus.OK
        return answer_json(Readiness(not failed, failed, rows), status)

    @Operation(summary="Figures for Prometheus.", gives=CONTENT_TYPE)
    async def figures() -> Response:
        return Response(metrics.text(), content_type=CONTENT_TYPE)

    routes.add_url_rule("/healthz", view_func=healthz)
    routes.add_url_rule("/readyz", view_func=readyz)
    routes.add_url_rule("/metrics", view_func=figures)
    return routes


def read_checks(metrics: Metrics, checks: Callable[[], Sequence[Check]]) -> None:
    """Registers the conditions of being ready as figures; `checks` as above.

    Raises:
        UsageError: they are there already.
    """

    def passed() -> dict[str, float]:
        return {check.name: float(check.is_ok) for check in checks()}

    meaning = "1 while that condition of being ready holds"
    metrics.read_by("gauge", "check_passed", meaning, "check", passed)
