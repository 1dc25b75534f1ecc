"""Which of several organisations have nothing of a thing: 哪个部门没有公务接待费."""

from __future__ import annotations

from bot.choose import choose
from bot.labels import KINDS, unit_of
from bot.outcome import Lack, Line, Outcome
from bot.owners import lack_of, owners_of
from bot.plan import Plan
from bot.question import is_strong
from bot.readings import Reading, comparable
from bot.tools import Tools


def none_of(tools: Tools, plan: Plan) -> Outcome | None:
    """Those whose figure is 0, those whose cell is blank and those who have one, told apart; who prints none is named too.

    Blank is not zero, and not printed is neither. None where no organisation has or prints the thing.
    """
    if not any(map(is_strong, plan.operands[0])):
        return None
    told: list[tuple[str, Reading]] = []
    lacking: list[Lack] = []
    for name, frame in owners_of(tools, plan):
        chosen = choose(tools.resolver.readings(plan.operands[0], frame))
        if not name:
            continue
        if chosen.best is None or chosen.rivals:
            lacking.append(lack_of(name, chosen))
        else:
            told.append((name, chosen.best))
    if not told or len(told) + len(lacking) < 2:
        return None
    apart = len({(one.fact.year, one.fact.kind) for _, one in told}) > 1
    lines = tuple(
        Line(
            f"{name}（{one.fact.year}年{KINDS[one.fact.kind]}）" if apart else name,
            comparable(one.fact),
            unit_of(one.fact),
            one.facts[:1],
        )
        for name, one in told
    )
    score = max(one.score for _, one in told)
    readings = tuple(one for _, one in told)
    return Outcome("none_of", "answered", score, readings=readings, lines=lines, lacking=tuple(lacking))
