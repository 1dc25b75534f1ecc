"""How many units or offices a body has, as its paper tells it: 下属1家预算单位, 设9个内设机构."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.organisations import owner_key
from bot.outcome import Outcome
from bot.question import Question
from bot.readings import Reading
from bot.scoring import COUNT
from bot.terms import Token
from bot.tools import Tools
from index.model import Fact
from index.store.facts import FactFilter
from index.text import core_key
from prompts import load_yaml

SCORE = 6.0
"""What such a count is worth as an answer; nothing is weighed against it."""


_HOW_MANY = re.compile("几|多少")
_ASKED = re.compile("^(?:有|共|一共|总共|包括|包含|纳入|下设)*(?:几|多少)[家个所]?")
"""What stands before the units in one word with them: 多少家|预算单位."""


def _of_units(question: Question) -> list[Token]:
    return [token for token in question.tokens if token.has("text", "affiliates")]


def _of_those_named(fact: Fact) -> bool:
    """Whether a count only sums up what was named right before it: 甲院、乙校、丙校3家单位."""
    return bool(re.search(rf"、[^，,。；;：:、和与及\d]{{2,30}}{re.escape(fact.printed)}[^\d]", fact.text))


def _names_units(word: str, groups: Sequence[Mapping[str, Sequence[str]]]) -> bool:
    return any(word in one["said"] for one in groups)


def count_of_units(question: Question, tools: Tools) -> Outcome | None:
    """The number that the latest paper asked about prints of the units or offices named; None where it prints none, or two."""
    words = [(token.surface, _ASKED.sub("", token.surface)) for token in question.tokens]
    said = {form for both in words for form in both}
    counted = "count" in question.operations or any(_HOW_MANY.search(token.surface) for token in _of_units(question))
    groups = load_yaml("cues.yaml")["units_counted"]
    named = any(bare != surface and _names_units(bare, groups) for surface, bare in words)
    if not counted or not (named or "affiliates" in question.texts) or question.unexplained:
        return None
    printed: list[str] = next((one["printed"] for one in groups if any(word in said for word in one["said"])), [])
    documents = [tools.catalogue.documents[one] for one in question.frame.documents]
    documents = [one for one in documents if not question.frame.years or one.year in question.frame.years]
    if not printed or len({owner_key(one.organisation) for one in documents}) != 1:
        return None
    latest = max(one.year or 0 for one in documents)
    papers = frozenset(one.id for one in documents if (one.year or 0) == latest)
    for name in map(core_key, printed):
        found = tools.store.facts(FactFilter(papers, row_keys=frozenset({name})))
        counts = [one for one in found if one.column == (COUNT,) and len(one.row_path) == 1 and one.value is not None]
        if len({one.value for one in counts}) > 1:
            counts = [one for one in counts if not _of_those_named(one)]
        if len({one.value for one in counts}) == 1:
            reading = Reading((counts[0],), SCORE, 1)
            return Outcome("lookup", "answered", SCORE, counts[0].value, counts[0].unit.name, (reading,))
    return None
