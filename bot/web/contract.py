"""What a face needs of the bot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.language_model.audience import OnText
from bot.model import Answer
from index.model import Document, Table


class AskingBot(Protocol):
    """The bot as pages and routes see it. All methods may be called from several threads."""

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        documents: Sequence[str] | None = None,
        language: str | None = None,
        on_text: OnText | None = None,
    ) -> Answer:
        """The answer to a question after the earlier questions of the same talk. Raises BudgetBotError.

        `on_text` gets the text so far while a language model words it, if one does; False from it ends that.
        """
        ...

    def table(self, table_id: str) -> Table | None:
        """The whole table, or None where the store no longer holds it."""
        ...

    def documents(self) -> Sequence[Document]:
        """The documents that the store holds."""
        ...

    def examples(self, language: str) -> Sequence[str]:
        """Example questions that the store answers."""
        ...
