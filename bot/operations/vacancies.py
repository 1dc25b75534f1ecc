"""Posts that nobody holds: how many posts there are less the people in them, of a body, of each of its units, of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from bot.figures.domain import Domain, with_ties
from bot.figures.readings import Reading
from bot.figures.units import LEAVES_OFFICE_OUT, across_units, are_all_rows
from bot.grammar.plan import Plan
from bot.names.terms import Token
from bot.operations.arithmetic import amount_of
from bot.operations.outcome import MOST_LINES, Line, Outcome, Step
from bot.reading.question import is_strong
from bot.tools import Tools
from bot.writing.labels import line_of
from index.text import core_key

POSTS, PEOPLE = "编制数", "现有人数"
"""What people call the two figures; a paper's own names for them are among the terms."""
_POSTED = "编制"
_HELD = "实有人数"
"""How papers call the people in one sort of posts: 行政编制实有人数."""
Difference = Callable[[Tools, Plan], Outcome | None]


def vacancies(tools: Tools, plan: Plan, difference: Difference) -> Outcome | None:
    """The empty posts of the body asked about, or of each of its units in order; None where a paper does not tell both figures,
    or more people than posts, which may be of other sorts.
    """
    if plan.options.over == "organisations" or plan.options.most or plan.options.all:
        return _by_unit(tools, plan)
    if any(map(LEAVES_OFFICE_OUT.search, plan.options.said)):
        return None  # the units below are not all of the department
    posts, people = _operands(tools, plan)
    figures = replace(plan.options, less=None, open=None, amounts=())
    found = difference(tools, replace(plan, operation="difference", operands=(posts, people), options=figures))
    if found is None:
        return _of_all_units(tools, plan)
    return found if found.value is None or found.value >= 0 else None


def _operands(tools: Tools, plan: Plan) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The names with the words for posts and for people; a sort of posts that is named with that for the people in these."""
    names = plan.operands[0]
    sort = next((term for term in names if is_strong(term) and core_key(term.surface).endswith(_POSTED)), None)
    others = tuple(term for term in names if term is not sort)
    posts = (sort,) if sort else tuple(tools.linker.link(POSTS))
    people = tools.linker.link(f"{sort.surface}{_HELD}" if sort else PEOPLE)
    return (*others, *posts), (*others, *people)


def _pairs(tools: Tools, plan: Plan) -> tuple[Domain, Reading, list[tuple[Line, Step]]] | None:
    """Each unit of a form with its empty posts and how they are worked out; None where a form lacks either figure of one."""
    if any(map(is_strong, plan.operands[0])):
        return None
    posts, people = (
        across_units(tools, replace(plan, operands=(tuple(tools.linker.link(word)),))) for word in (POSTS, PEOPLE)
    )
    if posts is None or people is None or posts[0].whole.table_id != people[0].whole.table_id:
        return None
    held = {fact.row_index: fact for fact in people[0].parts}
    if held.keys() != {fact.row_index for fact in posts[0].parts}:
        return None
    pairs = []
    for fact in posts[0].parts:
        one, other = line_of(fact), line_of(held[fact.row_index])
        gap = amount_of(one) - amount_of(other)
        line = Line(fact.row, gap, one.unit, (fact, held[fact.row_index]))
        pairs.append((line, Step("-", (one, other), gap, one.unit)))
    return posts[0], posts[1], pairs


def _by_unit(tools: Tools, plan: Plan) -> Outcome | None:
    """The units with the most empty posts, in order, or all that have some."""
    found = _pairs(tools, plan)
    if found is None or plan.options.nth:
        return None
    _, reading, pairs = found
    order = sorted(pairs, key=lambda one: one[0].value or Decimal(0), reverse=True)
    if plan.options.most:
        picked = with_ties(order, plan.options.top or 1, lambda one: one[0].value)
    else:
        picked = [one for one in order if one[0].value and one[0].value > 0][:MOST_LINES]
    if not picked or (picked[0][0].value or 0) <= 0:
        return None
    lines, steps = tuple(line for line, _ in picked), tuple(step for _, step in picked)
    single = lines[0].value if len(lines) == 1 else None
    told, message = ("rank", "most") if plan.options.most else ("list", "")
    unit = lines[0].unit if single is not None else ""
    return Outcome(
        told, "answered", reading.score, single, unit, (reading,), lines, steps, topic=TOPIC, message=message
    )


TOPIC = "空编（编制数 − 实有人数）"


def _of_all_units(tools: Tools, plan: Plan) -> Outcome | None:
    """The empty posts of all units of a form added up, where it has a row for each unit, and no total."""
    found = _pairs(tools, plan)
    if found is None or not are_all_rows(tools, found[0]):
        return None
    _, reading, pairs = found
    lines = tuple(line for line, _ in pairs)
    result = sum(map(amount_of, lines), Decimal(0))
    steps = (Step("+", lines, result, lines[0].unit), *(step for _, step in pairs))
    readings = tuple(Reading(line.facts, reading.score, 1) for line in lines)
    return Outcome("sum", "answered", reading.score, result, lines[0].unit, readings, lines, steps)
