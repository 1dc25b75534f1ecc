"""Whoever waits for an answer while a language model words it."""

from __future__ import annotations

from collections.abc import Callable

OnText = Callable[[str], bool | None]
"""Takes the whole text so far that has passed the check, the same again where there is nothing new. False where nobody
waits for the answer any more: then the model is not waited for either."""


class Audience:
    """Hears the text of one question as far as it has passed, until it leaves or is sent away."""

    def __init__(self, on_text: OnText | None) -> None:
        self._on_text = on_text
        self._heard = ""

    def show(self, text: str) -> None:
        """The whole text so far."""
        on_text = self._on_text  # once: another thread may dismiss
        if on_text and text != self._heard:
            self._heard = text
            on_text(text)

    def waits(self) -> bool:
        """Whether it still wants the answer."""
        on_text = self._on_text
        return on_text is None or on_text(self._heard) is not False

    def dismiss(self) -> None:
        """Nothing more is shown: what comes in late belongs to no answer."""
        self._on_text = None
