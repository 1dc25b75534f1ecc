"""The bot as a Runnable and its tools in an agent, by the very example of docs/langchain.md."""

from __future__ import annotations

import re
from functools import reduce
from operator import add
from pathlib import Path

import langchain.chat_models
import pytest
from langchain_core.messages import AIMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from running import in_a_thread
from scripted_chat import ScriptedChat

from bot.language_model.runnable import as_runnable
from bot.language_model.tools import make_agent_tools
from bot.pipeline import Bot
from index.store.folder import Store

EXAMPLES = re.findall(
    r"```python\n(.*?)```", (Path(__file__).parents[3] / "docs" / "langchain.md").read_text(encoding="utf-8"), re.S
)
FIGURE = "上海市科学技术协会公务接待费预算是多少？"


class LoopingChat(ScriptedChat):
    """Calls the first tool again and again, and would never end by itself."""

    def _generate(self, messages, stop=None, run_manager=None, **kwargs) -> ChatResult:
        self.asked.append(("", messages[-1].text))
        call = {"name": "table_query", "args": {"question": FIGURE}, "id": f"call_{len(self.asked)}"}
        return ChatResult(generations=[ChatGeneration(message=AIMessage("", tool_calls=[call]))])


def test_the_runnable_gives_the_contract_in_all_its_ways(examples_store: Store) -> None:
    bot = Bot(examples_store)
    chain, plain = as_runnable(bot), bot.ask(FIGURE).as_dict()
    answers = [chain.invoke(FIGURE), *chain.batch([FIGURE, {"question": FIGURE}]), in_a_thread(chain.ainvoke(FIGURE))]
    assert all((answer["text"], answer["value"]) == (plain["text"], plain["value"]) for answer in answers)
    pieces = list(chain.stream(FIGURE))
    assert len(pieces) > 1
    assert reduce(add, [piece["text"] for piece in pieces]) == plain["text"]


def test_the_tools_give_figures_and_passages_as_artifacts(examples_store: Store) -> None:
    table_query, text_search = make_agent_tools(examples_store)
    call = {"name": "table_query", "args": {"question": FIGURE}, "id": "1", "type": "tool_call"}
    message = table_query.invoke(call)
    assert isinstance(message, ToolMessage)
    assert message.artifact["value"] == Bot(examples_store).ask(FIGURE).as_dict()["value"]
    found = text_search.invoke(
        {"name": "text_search", "args": {"query": "主要职能", "k": 3}, "id": "2", "type": "tool_call"}
    )
    assert 0 < len(found.artifact) <= 3
    assert table_query.invoke({**call, "args": {"question": " "}}).artifact == {}


def test_the_example_works_when_pasted_and_its_limits_stop_a_loop(
    examples_store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "store").symlink_to(examples_store.folder)
    monkeypatch.chdir(tmp_path)
    chat = LoopingChat(say=lambda system, human: "", asked=[])
    monkeypatch.setattr(langchain.chat_models, "init_chat_model", lambda *args, **kwargs: chat)
    scope: dict[str, object] = {}
    for example in EXAMPLES:
        exec(example, scope)
    assert "元" in capsys.readouterr().out
    assert len(chat.asked) <= 4
