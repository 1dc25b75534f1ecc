"""Bodies whose names a question cuts: without 局 or 厅 right before a year, 某市住建2025年, or running on into the next name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.names.terms import Sense, Token
from prompts import load_yaml


def with_shared_words(tokens: Sequence[Token], organisations: Mapping[str, Sequence[Sense]]) -> list[Token]:
    """A place as the body that it makes with the beginning of the name behind it: 某省|人大信访工作 is of 某省人大."""
    told: list[Token] = []
    for number, token in enumerate(tokens):
        after = tokens[number + 1] if number + 1 < len(tokens) else None
        place = token.sense("organisation")
        if place and place.weak and after and after.start == token.end and after.has("name"):
            starts = (after.surface[:cut] for cut in range(len(after.surface) - 1, 1, -1))
            whole = (sense for start in starts for sense in organisations.get(token.surface + start, ()))
            body = next((sense for sense in whole if sense.kind == "organisation" and not sense.weak), None)
            token = replace(token, senses=(body,)) if body else token
        told.append(token)
    return told


MIN_WHOLE = 5
"""Characters of a body's name with its place that may lack the last of them."""
_ENDS = ("局", "厅")


class CutBodies:
    """The bodies of a catalogue by what is left of their names; not those whose field is also what money is spent on."""

    def __init__(self, organisations: Mapping[str, Sequence[Sense]]) -> None:
        """`organisations`: the words for organisations → what each means here."""
        self._organisations = organisations
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
        self._said = (
            re.compile(rf"({names})(?=(?:19|20)?\d{{2}}(?:年|(?!\d))|[今去前本上]一?年|[,，。、的在])")
            if names
            else None
        )

    def made_whole(self, text: str) -> str:
        """The text with these bodies by their whole names."""
        return self._said.sub(lambda found: self._whole[found[1]], text) if self._said else text

    def with_fields(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens, a place and the field of one of its bodies right before the name of something as that body: 某县|民政|高龄津贴."""
        told: list[Token] = []
        for at, token in enumerate(tokens):
            place = told[-1].sense("organisation") if told else None
            if place and place.weak and at + 1 < len(tokens) and told[-1].end == token.start:
                said = told[-1].surface + token.surface
                body = next(
                    (one for one in self._organisations.get(self._whole.get(said, ""), ()) if not one.weak), None
                )
                if body and body.kind == "organisation" and _names(tokens[at + 1]):
                    token = Token(told.pop().start, token.end, said, (body,))
            told.append(token)
        return told


def _names(token: Token) -> bool:
    name = token.sense("name")
    return name is not None and not name.weak
