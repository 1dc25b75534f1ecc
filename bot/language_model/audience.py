"""Whoever waits for an answer while a language model words it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.model import Answer
from bot.talk.compound import text_behind
from bot.writing.phrases import Phrases

OnText = Callable[[str], bool | None]
"""Takes the whole text so far that has passed the check, the same again where there is nothing new. False where nobody
waits for the answer any more: then the model is not waited for either."""


class Audience:
    """Hears the text of one question as far as it has passed, until it leaves."""

    def __init__(self, on_text: OnText | None) -> None:
        self._on_text = on_text
        self._heard = ""

    def show(self, text: str) -> None:
        """The whole text so far."""
        if self._on_text and text != self._heard:
            self._heard = text
            self._on_text(text)

    def waits(self) -> bool:
        """Whether it still wants the answer."""
        return self._on_text is None or self._on_text(self._heard) is not False


class Listening:
    """An audience while one part of a question is answered; what it is shown stands behind the parts before."""

    def __init__(self, audience: Audience, before: Sequence[Answer]) -> None:
        self._audience: Audience | None = audience
        self._whole = text_behind(before)
        if before:
            audience.show(self._whole(""))

    def show(self, text: str) -> None:
        """The text so far of this part."""
        audience = self._audience  # once: another thread may end it
        if audience:
            audience.show(self._whole(text))

    def end(self) -> None:
        """Nothing more is shown: what comes in late belongs to no answer."""
        self._audience = None


class Growing:
    """A text sent in pieces to a reader that cannot be told to forget one: what failed after all is taken back in words."""

    def __init__(self, language: str) -> None:
        self._taken_back = Phrases(language).say("taken_back")
        self._text = ""
        self.sent = ""
        """All pieces together."""

    def piece(self, text: str) -> str:
        """What is still to be sent where the text is this by now; "" where there is nothing new."""
        goes_on = text.startswith(self._text)
        new = text[len(self._text) :] if goes_on else f"\n\n{self._taken_back}\n\n{text}"
        self._text = text
        self.sent += new
        return new
