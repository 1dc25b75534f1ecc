"""Whether the places that print a figure agree: prose against table, one form against another, a whole against its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from bot.figures.choose import choose
from bot.figures.kinds import OUTCOMES
from bot.figures.readings import Reading, agree_by_rounding, comparable, same_row
from bot.figures.scoring import TABLE
from bot.figures.signs import size_asked
from bot.grammar.plan import Plan
from bot.names.organisations import owner_key
from bot.names.terms import Sense, Token, keys_of
from bot.operations.added_up import add_up_parts
from bot.operations.outcome import Line, Outcome, Step
from bot.reading.amounts import amount_value, rounds_to
from bot.reading.question import is_limit, is_strong
from bot.tools import Tools
from bot.writing.labels import line_of
from index.model import Fact
from index.store.facts import FactFilter
from index.text import column_item, core_key, is_plain_measure

_AUDITED = "agreement"
"""How the audit's checks of one quantity in several places are called."""


def agree(tools: Tools, plan: Plan) -> Outcome | None:
    """Whether the places that print a figure agree; None where the places asked about do not both print it."""
    terms, forms = _without_forms(tools, plan.operands[0], fewest=1 if plan.options.text else 2)
    readings = tools.resolver.readings(terms, plan.frame)
    best = choose(readings).best
    if best is None:
        return None
    amounts = plan.options.amounts
    if amounts:
        amount, said = amount_value(amounts[0])[0], " ".join(plan.options.said)
        printed = _in_form(readings, forms[0]) if forms else None
        if printed is not None:
            return _of_form(readings, printed, amount, said)
        found = _agrees_with(tools, readings, amount, said)
        return found if not forms or _is_of_form(found, forms[0]) else None
    if forms and plan.options.text:
        own = _in_form(readings, forms[0])
        prose = [one for one in readings if _is_plain(one.fact) and any(fact.source == "prose" for fact in one.facts)]
        return _in_text_and_table([own, *map(_text_of, prose)]) if own else _with_total(tools, plan, prose, forms[0])
    if len(forms) > 1:
        picked = [_in_form(readings, form) for form in forms]
        told = [one for one in picked if one is not None]
        if len(told) < len(picked):
            return None
        outcome = _against(told[0], told[1])
        return replace(outcome, score=outcome.score + TABLE * len(forms))
    if sum(term.surface.endswith("表") for term in plan.operands[0]) > 1:
        return None  # one form is asked to be held against another, and no figure against its own parts
    apart = _printed_apart(tools, readings)
    if apart is not None:
        return _against(*apart)
    told_twice = _in_text_and_table(readings)
    if told_twice is None and plan.options.text:
        longer = _longer_names(tools, terms)
        readings = tools.resolver.readings(longer, plan.frame) if longer else []
        apart = _printed_apart(tools, readings)
        told_twice = _against(*apart) if apart else _in_text_and_table(readings)
        return told_twice or _with_own_form(tools, plan)
    return told_twice or add_up_parts(tools, best)


def _with_own_form(tools: Tools, plan: Plan) -> Outcome | None:
    """What the text says of a thing that has a form of its own, against what that comes to: 三公经费 and the total of
    市本级三公经费预算表, in whichever paper of the body.
    """
    named = [term for term in plan.operands[0] if is_strong(term) and not is_limit(term) and not term.has("kind")]
    if len(named) != 1 or not (keys := keys_of(named[0])):
        return None
    readings = tools.resolver.readings(plan.operands[0], plan.frame)
    prose = [one for one in readings if _is_plain(one.fact) and any(fact.source == "prose" for fact in one.facts)]
    return _with_total(tools, plan, prose, keys) if prose else None


def _without_forms(tools: Tools, terms: Sequence[Token], fewest: int) -> tuple[tuple[Token, ...], list[frozenset[str]]]:
    """The terms without the forms that are held against each other, and these: 在收入支出决算总表和支出决算表里."""
    names = tools.catalogue.names
    forms = [
        term
        for term in terms
        if is_strong(term)
        and any("table" in names[key].roles for key in keys_of(term) & names.keys() if key[-1] == "表")
    ]
    rest = tuple(term for term in terms if term not in forms)
    named = tuple(term for term in rest if not is_plain_measure(core_key(term.surface)))
    rest = named if forms and any(map(is_strong, named)) else rest  # 采购表合计
    if len(forms) < fewest or not rest:
        return tuple(terms), []
    return rest, [keys_of(form) for form in forms]


def _in_form(readings: Sequence[Reading], form: frozenset[str]) -> Reading | None:
    """The best reading that a form prints, by the form's own cell."""
    for reading in readings:
        own = [fact for fact in reading.facts if any(key in core_key(fact.table) for key in form)]
        if own:
            return replace(reading, facts=tuple(own))
    return None


def _with_total(tools: Tools, plan: Plan, prose: Sequence[Reading], form: frozenset[str]) -> Outcome | None:
    """What only the text tells against the total of the one form that is named: 政府采购预算 and what 政府采购预算表 comes to."""
    told = choose([_text_of(one) for one in prose])
    if told.best is None or told.rivals:
        return None
    fact = told.best.fact
    totals = [
        one
        for one in tools.domains.totals(plan.frame)
        if any(key in core_key(one.table) for key in form)
        and (comparable(one) is not None and one.unit.factor is not None)
        and (one.year, one.kind, owner_key(one.organisation)) == (fact.year, fact.kind, owner_key(fact.organisation))
    ]
    columns = {(one.table_id, one.column_index) for one in totals}
    return _against(replace(told.best, facts=(totals[0],)), told.best) if len(columns) == 1 else None


def _printed_apart(tools: Tools, readings: Sequence[Reading]) -> tuple[Reading, Reading] | None:
    """A figure and another of the same quantity that the audit found printed elsewhere; what the text says goes second."""
    for reading in readings:
        if not _is_plain(reading.fact):
            continue
        held = {fact.id for fact in reading.facts}
        found = [one for one in tools.store.findings(sorted(held)) if one.check.startswith(_AUDITED)]
        ids = frozenset(fact for one in found for fact in one.facts) - held
        beside = tools.store.facts(FactFilter(ids=ids)) if ids else []
        others = [fact for fact in beside if _is_same(reading.fact, fact) and comparable(fact) != reading.value]
        if others:
            other = next((fact for fact in others if fact.source != reading.fact.source), others[0])
            pair = (reading, replace(reading, facts=(other,)))
            return (pair[1], pair[0]) if reading.fact.source == "prose" else pair
    return None


def _is_same(one: Fact, other: Fact) -> bool:
    """Whether the audit's pair of figures is of one body, year and kind, by the row or, of a total, by its form."""
    apart = (one.year, one.kind, owner_key(one.organisation)) != (other.year, other.kind, owner_key(other.organisation))
    return not apart and (
        same_row(one, other) or any(not row or is_plain_measure(core_key(row)) for row in (one.row, other.row))
    )


def _in_text_and_table(readings: Sequence[Reading]) -> Outcome | None:
    """What the text says against the form that prints the same row; None where not both do."""
    plain = [reading for reading in readings if _is_plain(reading.fact)]
    for reading in plain:
        if {fact.source for fact in reading.facts} >= {"prose", "table"}:
            return _sources(reading, True)
    plain = [reading for reading in plain if reading.value is not None]  # a blank cell prints none
    prose = [reading for reading in plain if reading.fact.source == "prose"]
    table = [reading for reading in plain if reading.fact.source == "table"]
    pair = next((pair for pair in product(table, prose) if _tell_one(pair[0].fact, pair[1].fact)), None)
    return _against(*pair) if pair else None


def _tell_one(one: Fact, other: Fact) -> bool:
    """Whether two figures are of one subject, year and kind: what was planned is not what came out."""
    kinds = {one.kind, other.kind}
    return same_row(one, other) and one.year == other.year and (len(kinds) == 1 or kinds <= OUTCOMES)


def _text_of(reading: Reading) -> Reading:
    """A reading by what the text prints of it alone."""
    return replace(reading, facts=tuple(fact for fact in reading.facts if fact.source == "prose"))


def _is_plain(fact: Fact) -> bool:
    """Whether a figure of the text is the quantity itself, not its change or its share."""
    return fact.source == "table" or not column_item(fact.column) or is_plain_measure(fact.column[-1])


def _longer_names(tools: Tools, terms: Sequence[Token]) -> tuple[Token, ...]:
    """The names that end with all that is said, as one term: 机关事业单位职业年金缴费支出 for 职业年金缴费支出."""
    said = core_key("".join(term.surface for term in terms if not term.has("frame")))
    ends = (said, f"{said}支出")
    keys = frozenset(key for key in tools.catalogue.containing(said) if key.endswith(ends)) if len(said) > 2 else None
    framed = tuple(term for term in terms if term.has("frame"))
    return (*framed, Token(0, 0, said, (Sense("name", said, keys),))) if keys else ()


def _of_form(readings: Sequence[Reading], printed: Reading, amount: Decimal, said: str) -> Outcome | None:
    """What a named form prints against an amount of the question, and the text where that has it; None of a blank cell."""
    value = size_asked(said, printed.fact, printed.value) if printed.value is not None else None
    if value is None:
        return None
    prose = [_text_of(one) for one in readings if any(fact.source == "prose" for fact in one.facts)]
    told = [one for one in prose if _is_plain(one.fact) and one.value is not None and rounds_to(one.value, amount)]
    if told:
        return _against(printed, told[0])
    truth = rounds_to(value, amount)
    return Outcome("agree", "answered", printed.score, None, "", (printed,), (line_of(printed.fact),), truth=truth)


def _is_of_form(found: Outcome, form: frozenset[str]) -> bool:
    """Whether the form that a claim is held against is the one that is named."""
    tables = [core_key(fact.table) for line in found.lines for fact in line.facts if fact.source == "table"]
    return all(any(key in table for key in form) for table in tables)


def _agrees_with(tools: Tools, readings: list[Reading], amount: Decimal, said: str) -> Outcome:
    for reading in readings:
        value = size_asked(said, reading.fact, reading.value) if reading.value is not None else None
        if value is not None and rounds_to(value, amount):
            sources = {fact.source for fact in reading.facts}
            table = (_in_table(readings, reading) or _audited_table(tools, reading)) if sources == {"prose"} else None
            if sources == {"prose"}:
                return _against(table, reading) if table else _sources(reading, None)
            return Outcome("agree", "answered", reading.score, None, "", (reading,), _source_lines(reading), truth=True)
    best = readings[0]
    return Outcome("agree", "answered", best.score, None, "", (best,), _source_lines(best), truth=False)


def _in_table(readings: Sequence[Reading], prose: Reading) -> Reading | None:
    """A table's figure of the subject that a figure in prose is of."""
    return next((one for one in readings if one.fact.source == "table" and same_row(one.fact, prose.fact)), None)


def _audited_table(tools: Tools, prose: Reading) -> Reading | None:
    """The table's figure that the audit holds against one of the text."""
    ids = frozenset(one for found in tools.store.findings([fact.id for fact in prose.facts]) for one in found.facts)
    beside = [fact for fact in tools.store.facts(FactFilter(ids=ids)) if fact.source == "table"] if ids else []
    return replace(prose, facts=(beside[0],)) if beside and comparable(beside[0]) is not None else None


def _source_lines(reading: Reading) -> tuple[Line, ...]:
    picked: list[Fact] = []
    for source in ("table", "prose"):
        picked += [fact for fact in reading.facts if fact.source == source][:1]
    return tuple(line_of(fact) for fact in picked if fact.value is not None)


def _sources(reading: Reading, truth: bool | None) -> Outcome:
    """The places of one figure; a blank cell prints none, so that it neither agrees nor differs."""
    if any(fact.value is None for fact in reading.facts):
        truth = None
    return Outcome("agree", "answered", reading.score, None, "", (reading,), _source_lines(reading), truth=truth)


def _against(one: Reading, other: Reading) -> Outcome:
    """Two places of one quantity, and what they differ by."""
    lines = (line_of(one.fact), line_of(other.fact))
    steps: tuple[Step, ...] = ()
    if lines[0].value is not None and lines[1].value is not None:
        steps = (Step("-", lines, lines[0].value - lines[1].value, lines[0].unit),)
    truth = agree_by_rounding(one.fact, other.fact)
    return Outcome("agree", "answered", one.score, None, "", (one, other), lines, steps, truth=truth)
