"""Which documents somebody may ask about: one function, so that groups and document permissions can come here.

The bot, the stores and every route take a scope of documents already; what this returns is handed to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.language_model.audience import OnText
from bot.model import Answer
from bot.web.contract import AskingBot
from index.model import Document, Table


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who was let in, and by what."""

    name: str
    via: Literal["local", "session", "proxy", "key"]


def scope_of(user: User) -> frozenset[str] | None:
    """The ids of the documents that this user may see; None for all of them, as it is today for everybody."""
    return None


def view_for(bot: AskingBot, user: User) -> AskingBot:
    """The bot as this user may see it."""
    scope = scope_of(user)
    return bot if scope is None else ScopedBot(bot, scope)


class ScopedBot:
    """A bot that knows some documents only; the others do not exist for whoever asks."""

    def __init__(self, bot: AskingBot, scope: frozenset[str]) -> None:
        self._bot = bot
        self._scope = scope

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        documents: Sequence[str] | None = None,
        language: str | None = None,
        on_text: OnText | None = None,
    ) -> Answer:
        """As `AskingBot.ask`, over the documents of the scope."""
        seen = [one.id for one in self.documents() if documents is None or {one.id, one.name} & set(documents)]
        return self._bot.ask(question, history=history, documents=seen, language=language, on_text=on_text)

    def table(self, table_id: str) -> Table | None:
        """The whole table, where its document is in the scope."""
        return self._bot.table(table_id) if table_id.rpartition("-t")[0] in self._scope else None

    def documents(self) -> Sequence[Document]:
        """The documents of the scope."""
        return [document for document in self._bot.documents() if document.id in self._scope]

    def examples(self, language: str) -> Sequence[str]:
        """Example questions that the scope answers."""
        return [question for question in self._bot.examples(language) if self.ask(question).status == "answered"]
