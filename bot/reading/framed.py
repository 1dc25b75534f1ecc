"""Words that say of which body, year, kind or stage a figure is, as parts of operands where a question names several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.names.terms import Sense, Token
from bot.reading.years_named import is_offset


def framed(tokens: Sequence[Token]) -> list[Token]:
    """Organisations, years and kinds marked as parts of operands, and stages, where the question names several of a sort."""
    marked = _with_stages(tokens)
    for kind in ("organisation", "year", "kind", "stage"):
        found = {
            (sense.value if kind != "organisation" else sense.keys)
            for token in marked
            for sense in token.senses
            if sense.kind == kind and not sense.weak and not (kind == "year" and is_offset(sense.value))
        }
        if len(found) > 1:
            marked = [
                replace(token, senses=(*token.senses, Sense("frame")))
                if any(sense.kind == kind and not sense.weak for sense in token.senses)
                else token
                for token in marked
            ]
    return marked


def _with_stages(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, a stage of the plan and the revised one as two kinds where both are named: from original to revised."""
    staged = [token for token in tokens if token.has("stage")]
    revised = [token for token in tokens if token.has("kind", "adjusted") and not token.has("stage")]
    if not staged or not revised:
        return list(tokens)
    return [
        replace(
            token, senses=(*token.senses, *(() if token.has("kind") else (Sense("kind", "budget"),)), Sense("frame"))
        )
        if token in staged
        else replace(token, senses=(*token.senses, Sense("frame")))
        if token in revised
        else token
        for token in tokens
    ]
