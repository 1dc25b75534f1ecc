"""A chat model that says what a test tells it to, for the bot with a language model."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult

from bot.language_model.adviser import Adviser
from bot.language_model.client import ModelClient
from bot.language_model.settings import ModelSettings
from index.store.folder import Store

Say = Callable[[str, str], str]
"""(system text, user text) → reply; may raise, or never return."""
PIECE = 4_000


class ScriptedChat(BaseChatModel):
    """Streams what `say` gives for the messages; knows no schema and no tools, as a plain server does."""

    say: Say
    asked: list[tuple[str, str]]
    piece: int = PIECE
    pause: float = 0.0

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Sequence[Any], *, tool_choice: str | None = None, **kwargs: Any) -> Any:
        return self.bind(tools=list(tools), tool_choice=tool_choice)

    def _generate(self, *args: Any, **kwargs: Any) -> ChatResult:
        raise NotImplementedError("replies are read as streams")

    def _stream(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any
    ) -> Iterator[ChatGenerationChunk]:
        system, human = messages[0].text, messages[-1].text
        self.asked.append((system, human))
        text = self.say(system, human)
        for start in range(0, max(1, len(text)), self.piece):
            time.sleep(self.pause)
            yield ChatGenerationChunk(message=AIMessageChunk(text[start : start + self.piece]))


def adviser_of(
    say: Say, store: Store, *, piece: int = PIECE, pause: float = 0.0, **settings: Any
) -> tuple[Adviser, ScriptedChat]:
    """An adviser over a scripted model, and the model; it is never left to rest unless the settings say so.

    It writes so many characters in a piece, and pauses for so many seconds before each.
    """
    chat = ScriptedChat(say=say, asked=[], piece=piece, pause=pause)
    chosen = ModelSettings("http://127.0.0.1:9/v1", "scripted", **{"rest_after": 0, "seconds": 5.0, **settings})
    return Adviser(ModelClient(chosen, chat), lambda: store.encoder), chat


def answer_in(human: str) -> str:
    """The masked answer that a wording prompt tells."""
    line = next(line for line in human.splitlines() if line.startswith(("回答：", "Answer: ")))
    return str(json.loads(line.split("：" if "：" in line[:4] else ": ", 1)[1]))


def shown_in(human: str, label: str) -> list[str]:
    """A list that a reading prompt tells: 名称 or 没认出的词."""
    line = next(line for line in human.splitlines() if line.startswith(label))
    return list(json.loads(line.split("：", 1)[1]))


def passages_in(human: str) -> dict[int, str]:
    """The passages that a summary prompt tells, by their numbers."""
    lines = [line for line in human.splitlines() if line.startswith("[")]
    return {int(line[1 : line.index("]")]): json.loads(line[line.index("]") + 2 :]) for line in lines}
