"""The greeting of the page, which is slow where many documents are, and a question that is sent before it has come."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import gradio as gr
from scripted import ScriptedBot

from bot.web.page import _handlers
from bot.web.shelf import Shelf


def visitor(session: str) -> Any:
    inner = SimpleNamespace(state=SimpleNamespace(), scope={})
    return SimpleNamespace(request=inner, session_hash=session, headers={}, query_params={})


def test_a_greeting_that_comes_after_a_question_leaves_the_talk_alone() -> None:
    bot = ScriptedBot()
    call = _handlers(bot, Shelf(), lambda request: bot, 0)
    asker, other = visitor("one"), visitor("two")

    async def ask() -> list[Any]:
        return [step async for step in call.typed("天气", (), asker)]

    with ThreadPoolExecutor(1) as thread:  # beside the event loop that a browser of another test keeps running
        assert thread.submit(asyncio.run, ask()).result()
    assert call.greet(asker)[1] == gr.skip()
    assert "welcome" in call.greet(other)[1]
    assert "welcome" in call.begin_anew(asker)[1]
    assert "welcome" in call.greet(asker)[1]
