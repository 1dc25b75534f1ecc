"""Why a model gave nothing that can be used. Never shown as an error: the answer of the rules stands, with a notice."""

from __future__ import annotations

from typing import Literal

Reason = Literal["slow", "down", "refused", "nonsense", "resting", "spent", "unwanted"]
"""Out of time / not reached / refused: key or name of the model / no use / left alone after failures / no call left for this question / nobody
waits for the answer any more."""


class ModelTrouble(Exception):  # never leaves bot/language_model
    """A call that came to nothing. Holds no word of what the server said: it might hold the key."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
