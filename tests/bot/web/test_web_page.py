"""The page as mounted: who gets in, and what it offers to programs (nothing: the API does that)."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from scripted import ScriptedBot

from bot.web.page import mount_page
from bot.web.server import build_api


def mounted(user):
    bot = ScriptedBot()
    return TestClient(mount_page(build_api(bot), bot, lambda request: user))


@pytest.mark.parametrize("path", ["/", "/config", "/gradio_api/info"])
def test_page_is_shut_to_whom_the_door_does_not_know(path):
    assert mounted(None).get(path, headers={"accept-encoding": "identity"}).status_code == 401


def test_page_is_open_to_a_user_and_plain_routes_stay_beside_it():
    client = mounted("local")
    assert "gradio" in client.get("/").text
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.post("/api/ask", json={"question": "项目支出"}).json()["value"] == "45372167"


def test_page_events_are_no_endpoints():
    client = mounted("local")
    assert client.get("/gradio_api/info").json() == {"named_endpoints": {}, "unnamed_endpoints": {}}
    assert client.get("/gradio_api/mcp/").status_code == 404


def test_page_names_no_outside_address():
    page = mounted("local").get("/").text
    for host in ("googleapis", "gstatic", "cdn.", "huggingface.co"):
        assert f"//{host}" not in page
        assert f'src="https://{host}' not in page
