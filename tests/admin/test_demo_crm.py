"""The demonstration's business system: a page of another origin with the workbench."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from admin.demo_crm import Crm, crm_pages
from runtime.http_app import make_app
from runtime.observe import Events
from tests.admin.test_embedding import business_at

pytestmark = pytest.mark.covers("W8")
SERVICE = "http://127.0.0.1:8080"


async def test_its_page_has_a_policy_for_the_service_alone() -> None:
    client = make_app((crm_pages(Crm(SERVICE, "k")),), Events()).test_client()
    answer = await client.get("/crm?agent=%22ann")
    page = await answer.get_data(as_text=True)
    assert 'data-agent="&#34;ann"' in page
    policy = answer.headers["Content-Security-Policy"]
    assert policy.endswith(f"script-src 'self' {SERVICE}; frame-src {SERVICE}")
    for name, kind in (("crm.css", "text/css"), ("crm.js", "text/javascript")):
        answer = await client.get(name)
        assert answer.status_code == 200
        assert answer.mimetype == kind


async def test_its_server_asks_for_who_has_signed_in_there(tmp_path: Path) -> None:
    async with business_at(tmp_path) as business:
        await business.office.add("ann")
        crm = Crm(f"http://{business.site.at}", business.key)
        client = make_app((crm_pages(crm),), Events()).test_client()
        answer = await client.get("/crm/login?agent=ann")
        url = json.loads(await answer.get_data())["url"]
        assert (await business.enter(url))[0] == 200
        answer = await client.get("/crm/login?agent=nobody")
        assert answer.status_code == 502
