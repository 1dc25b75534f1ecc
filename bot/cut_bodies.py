"""Bodies named with their place but without 局 or 厅, right before a year: 某市住建2025年."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.terms import Sense
from prompts import load_yaml

MIN_WHOLE = 5
"""Characters of a body's name with its place that may lack the last of them."""
_ENDS = ("局", "厅")


class CutBodies:
    """The bodies of a catalogue by what is left of their names; not those whose field is also what money is spent on."""

    def __init__(self, organisations: Mapping[str, Sequence[Sense]]) -> None:
        """`organisations`: the words for organisations → what each means here."""
        fields = tuple(load_yaml("terms.organisations.yaml")["fields"])
        self._whole = {
            word[:-1]: word
            for word, senses in organisations.items()
            if len(word) >= MIN_WHOLE
            and word.endswith(_ENDS)
            and not word[:-1].endswith(fields)
            and any(sense.kind == "organisation" and not sense.weak for sense in senses)
        }
        names = "|".join(map(re.escape, sorted(self._whole, key=len, reverse=True)))
        self._said = re.compile(rf"({names})(?=(?:19|20)?\d{{2}}(?:年|(?!\d)))") if names else None

    def made_whole(self, text: str) -> str:
        """The text with these bodies by their whole names."""
        return self._said.sub(lambda found: self._whole[found[1]], text) if self._said else text
