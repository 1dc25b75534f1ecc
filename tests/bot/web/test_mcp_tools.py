"""The tools over MCP, called by the real MCP client through a real server."""

from __future__ import annotations

import json

import httpx
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from running import in_a_thread
from serving import example_store, running, service_over

from bot.web.accounts import Accounts
from bot.web.server import build_api, guarded

QUESTION = "2023年科学技术支出的项目支出是多少？"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = example_store(tmp_path_factory.mktemp("held") / "store")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def address(store):
    service = service_over(store)
    with running(guarded(build_api(service.bot, service), service.door)) as address:
        yield address


def talk(address, *calls, headers=None):
    """Initialises, runs the calls on one session, returns what they gave."""

    async def run():
        url = address + "/mcp"
        async with (
            httpx.AsyncClient(headers=headers, trust_env=False) as client,
            streamable_http_client(url, http_client=client) as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            return [await call(session) for call in calls]

    return in_a_thread(run())


def call(address, name, **arguments):
    return talk(address, lambda session: session.call_tool(name, arguments))[0]


def test_tools_are_these_and_typed_in_and_out(address):
    tools = talk(address, lambda session: session.list_tools())[0].tools
    assert {tool.name for tool in tools} == {
        "ask_budget", "list_documents", "search_figures", "show_table", "list_findings",
    }  # fmt: skip
    for tool in tools:
        assert tool.description
        assert tool.annotations.readOnlyHint
        assert tool.outputSchema["properties"]
        assert "context" not in tool.inputSchema["properties"]


def test_question_is_answered_with_its_citations(address):
    given = call(address, "ask_budget", question=QUESTION).structuredContent
    assert given["status"] == "answered"
    assert given["value"] == "45372167"
    assert given["citations"][0]["quote"]


def test_follow_up_refers_to_the_earlier_question(address):
    given = call(address, "ask_budget", question="那基本支出呢？", history=[QUESTION]).structuredContent
    assert given["status"] in ("answered", "clarify")


def test_figures_lead_to_their_table(address):
    found = call(address, "search_figures", row="公务接待费", organisation="图书馆").structuredContent
    figure = found["figures"][0]
    assert figure["organisation"] == "示例市图书馆"
    table = call(address, "show_table", table_id=figure["table_id"]).structuredContent
    assert any("公务接待费" in cell for row in table["grid"] for cell in row)


def test_documents_and_findings_are_listed(address):
    documents = call(address, "list_documents").structuredContent["documents"]
    assert len(documents) == 2
    assert "path" not in documents[0]
    assert "findings" in call(address, "list_findings", document=documents[0]["name"]).structuredContent


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("ask_budget", {"question": ""}),
        ("ask_budget", {"question": " "}),
        ("ask_budget", {"question": "多" * 2001}),
        ("ask_budget", {}),
        ("show_table", {"table_id": "gone"}),
        ("search_figures", {"most": 0}),
        ("no_such_tool", {}),
    ],
)
def test_call_that_cannot_be_used_is_an_error_with_a_sentence(address, name, arguments):
    given = call(address, name, **arguments)
    assert given.isError
    assert given.content[0].text


def test_stranger_neither_calls_nor_lists(store):
    accounts = Accounts(store.folder)
    key = accounts.add_key("agent")
    service = service_over(store, "0.0.0.0")
    with running(guarded(build_api(service.bot, service), service.door)) as address:
        listing = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        headers = {"accept": "application/json, text/event-stream"}
        assert httpx.post(address + "/mcp", json=listing, headers=headers, trust_env=False).status_code == 401
        bearer = {"Authorization": f"Bearer {key}"}
        assert talk(address, lambda session: session.list_tools(), headers=bearer)[0].tools


def test_call_is_noted_with_who_made_it(store, address):
    call(address, "ask_budget", question=QUESTION)
    lines = (store.folder / "asked.jsonl").read_text(encoding="utf-8").splitlines()
    noted = [json.loads(line) for line in lines]
    assert any(line["face"] == "mcp" and line["facts"] and line["user"] == "local" for line in noted)
