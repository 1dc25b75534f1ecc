"""English words with the documents' own name in brackets behind them: labour charges (劳务费) is 劳务费."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.segment import prepare
from bot.terms import Sense

_GLOSS = re.compile(r"(?P<english>(?:\b[a-z][a-z'-]* )+)[(（](?P<own>[^A-Za-z]*[\u4e00-\u9fff][^A-Za-z]*)[)）]")
_SMALL = frozenset({
    "of", "for", "on", "in", "to", "at", "by", "from", "and", "or", "the", "a", "an", "is", "was", "are",
    "were", "be", "did", "does", "do", "with", "than", "between", "its", "their", "s", "as", "about", "how",
    "much", "many", "what", "which", "who", "whose", "when", "why", "plus", "minus", "versus", "vs", "per",
    "under", "within", "into",
})  # fmt: skip
"""Words that belong to the sentence around a name, where its English wording begins."""


def without_gloss(question: str, senses: Callable[[str], Sequence[Sense]]) -> str:
    """The question with only the name in brackets, where that is one; the English words right before it say it again.

    `senses` are those of a prepared stretch of text. What is done with the figure, more, share, second, stays.
    """

    def named(found: re.Match[str]) -> str:
        own = senses(prepare(found["own"]))
        if not any(sense.kind == "name" and not sense.weak for sense in own):
            return found.group(0)
        words = found["english"].split()
        small = _SMALL - {"and"} if _TWO.search(found["own"]) else _SMALL
        while words and words[-1] not in small and not any(one.kind in _TELLING for one in senses(words[-1])):
            words.pop()
        return f"{' '.join(words)} {found['own']} " if words else f"{found['own']} "

    def turned(found: re.Match[str]) -> str:
        return found.group(0) if senses(prepare(found.group(0))) else f"{found['body']} {found['office']}"

    return _OFFICE_OF.sub(turned, _GLOSS.sub(named, question))


_TWO = re.compile("[和与及、]")
"""A name of two things: goods and services (商品和服务支出)."""
_OFFICE_OF = re.compile(
    r"\b(?P<office>(?:general )?office) of (?:the )?(?P<body>[a-z' ]{2,50}? (?:party committee|congress|government))\b",
    re.I,
)
"""The General Office of the Jiangsu Provincial Party Committee, whose office stands behind in the names of bodies."""

_TELLING = ("operation", "count", "over", "year", "kind", "stage", "text", "organisation", "unit", "rounding", "denial")
