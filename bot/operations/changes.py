"""Changes on the year before: as the document states them, or from two years' figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from bot.figures.choose import Chosen, choose
from bot.figures.fact_view import FactView
from bot.figures.kinds import OUTCOMES, same_kinds
from bot.figures.readings import Reading, agree_by_rounding, comparable, of_one_printed_row, same_row
from bot.figures.scoring import FISCAL_PARTS
from bot.figures.sides import SIDES
from bot.figures.signs import BRACKETS, both_in_brackets, size_step
from bot.grammar.plan import Plan
from bot.names.budget_words import SAYS_PLAN
from bot.names.counted import counts_people, counts_positions
from bot.names.lexicon import are_one
from bot.names.organisations import owner_key
from bot.names.terms import Sense, Token, keys_of
from bot.operations.arithmetic import amount_of, blank_outcome, percent_step
from bot.operations.of_last_year import base_printed, by_percent_of_last_year, is_of_year_alone
from bot.operations.outcome import Line, Outcome, Step
from bot.reading.amounts import amount_value, holds
from bot.reading.frame import Frame, default_year
from bot.reading.limits import months_of, unasked_limit
from bot.reading.question import is_strong
from bot.tools import Tools
from bot.writing.labels import KINDS, line_of, long_name, short_name, unit_of
from index.model import Fact
from index.reach import level_of
from index.store.facts import FactFilter
from index.text import column_item, column_key, core_key
from prompts import load_yaml

SAME_TABLE_REACH = 6.0
"""Two years of one table are compared although another table has this year's figure, while it is this near."""


def change(tools: Tools, plan: Plan) -> Outcome | None:
    """The year's figure against last year's: as the document states it, or from two years' figures."""
    stated = _stated_change(tools, plan)
    computed = _computed_change(tools, plan)
    if base := plan.options.base_kind:  # only the figure before tells of which kind it was
        measured = stated is not None and _is_measured_from(tools, stated.readings[0].fact, base)
        return stated if stated and (_is_derived(computed) or measured) else computed
    if stated is None and computed is None:
        return by_percent_of_last_year(tools, plan, _moved_terms(plan))
    if stated is None or (computed is not None and stated.status == "clarify"):
        return computed
    if plan.options.percent and stated.steps and _of_two_printed(computed):
        return computed  # 比上年减少12.88万元 is rounded
    if stated.unit == "%" and not stated.lines and not stated.steps and computed is not None:
        stated = replace(stated, steps=tuple(step for step in computed.steps if step.sign == "-"))
    if computed is not None and computed.status == "answered" and stated.unit == "%" and not plan.options.percent:
        return computed
    return stated if computed is None or stated.score >= computed.score - 4 else computed


def _is_derived(computed: Outcome | None) -> bool:
    """Whether the figure before is only told by how far the year's figure is from it."""
    return computed is not None and bool(computed.readings[-1].fact.derived)


def _of_two_printed(computed: Outcome | None) -> bool:
    """Whether a change is worked out of the figures of two years that papers print."""
    return computed is not None and computed.status == "answered" and not _is_derived(computed)


def _is_measured_from(tools: Tools, fact: Fact, base: str) -> bool:
    """Whether the text measures a change from a figure of that kind: 比2024年预算增加."""
    before = [one for one in _beside(tools, fact) if one.derived and fact.year and one.year == fact.year - 1]
    return bool(before) and all(one.kind in same_kinds(base) for one in before)


def _stated_change(tools: Tools, plan: Plan) -> Outcome | None:
    """The amount that the document states, with its percent; or the percent, with its amount, where that is asked for."""
    if _is_of_share(plan) and (points := _stated(tools, plan, tools.catalogue.point_columns)):
        return points
    if plan.options.percent:
        rate = _stated(tools, plan, tools.catalogue.rate_columns)
        return _rate_of_stated(tools, plan) if rate is None else _with_amount(tools, rate)
    found = _stated(tools, plan, tools.catalogue.change_columns)
    if found is None:
        return _stated(tools, plan, tools.catalogue.rate_columns)
    if found.status != "answered":
        return found
    return _with_rate(found, *_rates(tools, found.readings[0].fact))


def _is_of_share(plan: Plan) -> bool:
    """Whether what moved is itself a share, which moves by so many points: 税收比重."""
    return any(_SHARE.search(term.surface) for term in plan.operands[0])


_SHARE = re.compile("(?:比重|占比|比例|(?<!增长)率)$")


def _rate_of_stated(tools: Tools, plan: Plan) -> Outcome | None:
    """The percent worked out of the amount that the document states and of the amount of the year before."""
    if any(map(_is_charge, _moved_terms(plan))):
        return None  # what a tax brings in rises otherwise than what is charged
    found = _stated(tools, plan, tools.catalogue.change_columns)
    if found is None or found.status != "answered":
        return None
    step = _rates(tools, found.readings[0].fact)[1]
    return replace(found, value=step.result, unit="%", steps=(step,)) if step else _of_figure_now(tools, plan, found)


def _of_figure_now(tools: Tools, plan: Plan, stated: Outcome) -> Outcome | None:
    """The percent of a stated change of the amount before, which the figure of the year and the change give: 2,172.75 with
    24.21 more of them; None where that sentence does not print the figure, too.
    """
    change = stated.readings[0].fact
    now = choose(tools.resolver.readings(_moved_terms(plan), plan.frame)).best
    told = (
        [one for one in now.facts if (one.text, one.year, one.unit) == (change.text, change.year, change.unit)]
        if now
        else []
    )
    if not told or change.row.isascii():  # the council tax is not its requirement
        return None
    lines = (line_of(told[0]), line_of(change))
    before = amount_of(lines[0]) - amount_of(lines[1])
    if before <= 0 or not amount_of(lines[1]):
        return None
    step = percent_step(lines[1], replace(lines[0], value=before))
    return replace(stated, value=step.result, unit="%", steps=(step,))


def _stated(tools: Tools, plan: Plan, columns: frozenset[str]) -> Outcome | None:
    """The figure of one of these columns of changes; a question back where it is of either side of the whole budget."""
    if plan.frame.years and len(plan.frame.years) > 1:
        return None
    marker = Token(0, 0, "", (Sense("name", "change", columns),))
    if not marker.senses[0].keys:
        return None
    terms = tuple(term for term in plan.operands[0] if not _only_change(term))
    whole = not any(is_strong(term) for term in terms)
    found = (_of_totals(tools, plan, terms, marker, fiscal=fiscal) for fiscal in (False, True))
    if whole:  # all of the budget goes before what the treasury pays of it
        chosen = next((one for one in found if one.best is not None), Chosen(None))
    else:
        chosen = choose(tools.resolver.readings((*terms, marker), plan.frame))
    if chosen.best is None and all(keys_of(term) & SIDES for term in terms):  # one sentence for both: 收、支总计各增加
        chosen = _of_totals(tools, plan, terms, marker, fiscal=False)
        chosen = Chosen(None) if chosen.best and is_of_year_alone(tools, chosen.best.fact, terms) else chosen
    best = chosen.best
    if best is None or best.value is None or (chosen.rivals and not whole):
        return None
    if counts_people(best.fact) and not any(map(counts_positions, terms)):
        return None  # posts are no answer to a question about money
    if chosen.rivals:
        return Outcome("change", "clarify", best.score, readings=(best, *chosen.rivals))
    return Outcome("change", "answered", best.score, best.value, unit_of(best.fact), (best,))


def _of_totals(tools: Tools, plan: Plan, terms: Sequence[Token], marker: Token, *, fiscal: bool) -> Chosen:
    """The change of the whole budget, or of all of its 财政拨款, too, that the papers state."""
    totals = Token(0, 0, "", (Sense("name", "totals", _total_keys(tools, plan, terms, fiscal=fiscal)),))
    found = tools.resolver.readings((totals, marker), plan.frame)
    base = plan.options.base_kind  # income may be measured from what came out, expenditure from what was planned
    measured = [one for one in found if _is_measured_from(tools, one.fact, base)] if base else []
    return choose(measured or found)


def change_claimed(tools: Tools, plan: Plan) -> Outcome | None:
    """Whether something changed by the amount or percent that the question says.

    The percent is worked out where the amounts allow, else taken as printed.
    """
    claims = [amount_value(amount) for amount in plan.options.amounts]
    found = _stated(tools, plan, tools.catalogue.change_columns)
    given = plan.options.limits
    if not (len(claims) == 1 or given):
        return None
    claim, unit = claims[0]
    limits = [(amount_value(one)[0], how) for one, how in given] or [(claim, str(plan.options.limit))]
    by_form = any(map(_BY_FORM.search, plan.options.said))
    based = bool(plan.options.base_kind) or by_form or len(plan.frame.years or ()) == 2
    printed, worked_out = _rates(tools, found.readings[0].fact) if found is not None else (None, None)
    untold = found is None or found.value is None or (unit == "%" and not (printed or worked_out))
    if based or untold or (found is not None and unasked_limit(found.readings[0].fact, plan.operands[0]) > 0):
        computed = _computed_change(tools, replace(plan, options=replace(plan.options, percent=unit == "%")))
        if computed is not None and computed.unit == unit and computed.value is not None:
            truth = _is_within(computed.value, claim, limits) and not _is_against(plan, computed.value)
            return replace(computed, truth=truth)
    if found is None or found.value is None:
        return None
    base = plan.options.base_kind
    if based and not (base and _is_measured_from(tools, found.readings[0].fact, base)):
        return None
    against = _is_against(plan, found.value)
    if unit != "%":
        agrees = found.unit == unit and all(holds(abs(found.value), amount, how) for amount, how in limits)
        return replace(_with_rate(found, printed, worked_out), truth=agrees and not against)
    rate = worked_out.result if worked_out else comparable(printed) if printed else None
    if rate is None:
        return None
    lines = (line_of(printed, long_name(printed)),) if printed and not worked_out else ()
    steps = (worked_out,) if worked_out else ()
    truth = _is_within(rate, claim, limits) and not against
    return replace(found, value=rate, unit="%", lines=lines, steps=steps, truth=truth)


_BY_FORM = re.compile("(?:按照?|用|拿|根据|对照|依)[^,，。?？说文]{0,12}表[^,，。?？]{0,8}(?:数|算|减)")
"""Said of a claim that is to be held against the figures of the form, whatever the text says: 按三公表的两年数算."""


def _is_against(plan: Plan, moved: Decimal) -> bool:
    """Whether a change went the other way than the question says."""
    way = plan.options.comparison
    return (way == "over" and moved < 0) or (way == "under" and moved > 0)


def _is_within(moved: Decimal, claim: Decimal, limits: Sequence[tuple[Decimal, str]]) -> bool:
    """Whether the size of a change keeps within the limits of a claim, to as many places as the claim has where it says how
    much.
    """
    shown = Decimal(1).scaleb(min(int(claim.as_tuple().exponent), 0))
    value = abs(moved).quantize(shown, ROUND_HALF_UP) if limits[0][1] == "equal" else abs(moved)
    return all(holds(value, amount, how) for amount, how in limits)


def _with_amount(tools: Tools, rate: Outcome) -> Outcome:
    """A stated percent with the amount that the same section prints for that change."""
    fact = rate.readings[0].fact
    beside = [one for one in _beside(tools, fact) if core_key(one.column[-1]) in tools.catalogue.change_columns]
    amounts = [one for one in beside if one.year == fact.year and one.unit.factor is not None]
    if rate.status != "answered" or len(amounts) != 1:
        return rate
    return replace(rate, lines=tuple(line_of(one, long_name(one)) for one in (fact, amounts[0])))


def _with_rate(stated: Outcome, printed: Fact | None, worked_out: Step | None) -> Outcome:
    """A stated change with its percent: as printed (lines of both figures), else as worked out."""
    if printed:
        figures = (stated.readings[0].fact, printed)
        return replace(stated, lines=tuple(line_of(fact, long_name(fact)) for fact in figures))
    return replace(stated, steps=(worked_out,) if worked_out else ())


def _rates(tools: Tools, change: Fact) -> tuple[Fact | None, Step | None]:
    """The percent that the same section prints for a stated change, and the one that the amount of the year before gives."""
    beside = _beside(tools, change)
    printed = [
        one for one in beside if core_key(one.column[-1]) in tools.catalogue.rate_columns and one.year == change.year
    ]
    before = [one for one in beside if one.derived and change.year and one.year == change.year - 1 and comparable(one)]
    worked_out = percent_step(line_of(change), line_of(before[0])) if len(before) == 1 and change.value else None
    return (printed[0] if printed else None), worked_out


def _beside(tools: Tools, change: Fact) -> list[Fact]:
    """The figures of the same row that the same section prints, the change itself among them."""
    wanted = FactFilter(
        documents=frozenset({change.document}), row_keys=frozenset({core_key(change.row)}), source=change.source
    )
    return [
        one
        for one in tools.store.facts(wanted)
        if one.row_path == change.row_path and one.table == change.table and one.value is not None and one.column
    ]


def _total_keys(tools: Tools, plan: Plan, terms: Sequence[Token], *, fiscal: bool) -> frozenset[str]:
    """Rows that stand for the whole budget (or for all of its 财政拨款), on the side that is named if one is."""
    named, said = "".join(term.surface for term in terms), "".join(plan.options.said)
    spent = ["支出"] if any(verb in said for group in load_yaml("cues.yaml")["spent"] for verb in group) else []
    sides = [side for side in ("收入", "支出") if side in named] or spent or ["收入", "支出"]
    starts = ("", "本年", "财政拨款") if fiscal else ("", "本年")
    return (
        frozenset(f"{start}{side}{end}" for side in sides for start in starts for end in ("", "总计", "合计"))
        | tools.catalogue.both_sides
    )


def _moved_terms(plan: Plan) -> tuple[Token, ...]:
    """The terms for what moved, without the words for that it did and from when."""
    return tuple(term for term in plan.operands[0] if not (_only_change(term) or term.has("year")))


def _only_change(term: Token) -> bool:
    return term.has("operation", "change", "changed")


def _computed_change(tools: Tools, plan: Plan) -> Outcome | None:
    years = sorted(plan.frame.years) if plan.frame.years else []
    latest = years[-1] if years else default_year(tools.catalogue.documents, plan.frame)
    if latest is None:
        return None
    earlier = years[0] if len(years) > 1 else latest - 1
    terms = _moved_terms(plan)
    if plan.options.percent and any(map(_is_charge, terms)):
        return None
    base = same_kinds(plan.options.base_kind)
    planned = any(SAYS_PLAN.search(term.surface) for term in plan.operands[0])  # of a plan: held against a plan
    if not base and len(years) < 2 and not planned:
        base = base_printed(tools, replace(plan, frame=plan.frame.with_years(latest)), terms)
    now_kinds = frozenset(plan.frame.kinds or ()) - base if base else plan.frame.kinds
    frames = (
        replace(plan.frame.with_years(latest), kinds=now_kinds or None),
        replace(plan.frame.with_years(earlier), kinds=base or plan.frame.kinds),
    )
    pair = pair_of_frames(tools, terms, frames, base)
    if pair is None:
        return None
    now, then = pair
    if now.fact.id == then.fact.id or months_of(now.fact) != months_of(then.fact):
        return None  # half a year is not held against a whole one
    return moved(plan, now, then)


def moved(plan: Plan, now: Reading, then: Reading) -> Outcome | None:
    """How far a figure of one year is from that of another, in percent, too; what is blank where one of them is."""
    readings = (now, then)
    score = now.score if of_one_printed_row(now, then) else min(now.score, then.score)
    blank = blank_outcome(plan, readings, score)
    if blank:
        return blank
    kinds = {reading.fact.kind for reading in readings}
    labels = (
        f"{one.fact.year}年{short_name(one.fact)}{KINDS[one.fact.kind] if len(kinds) > 1 else ''}" for one in readings
    )
    lines = tuple(line_of(reading.fact, label) for reading, label in zip(readings, labels, strict=True))
    result = amount_of(lines[0]) - amount_of(lines[1])
    steps = [Step("-", lines, result, lines[0].unit)]
    told = BRACKETS if both_in_brackets(lines) else ""
    if told:
        steps = [size_step(lines)]
    if amount_of(lines[1]):
        percent = percent_step(Line("", result, lines[0].unit, ()), lines[1])
        steps.append(percent)
        if plan.options.percent:
            return Outcome(
                "change", "answered", score, percent.result, "%", readings, lines, tuple(steps), message=told
            )
    value, unit = steps[0].result, lines[0].unit
    return Outcome("change", "answered", score, value, unit, readings, lines, tuple(steps), message=told)


def _is_charge(term: Token) -> bool:
    """Whether an English word is what people are charged, and only what it brings in is held by another name: council tax."""
    name = term.sense("name")
    other = name is not None and core_key(term.surface) not in name.keys
    return other and term.surface in load_yaml("terms.english.yaml")["charged"]


def pair_of_frames(
    tools: Tools, terms: tuple[Token, ...], frames: tuple[Frame, Frame], base: frozenset[str] = frozenset()
) -> tuple[Reading, Reading] | None:
    """The figures of two frames that can be compared: out of one table where one has both, else the one meant of each.

    `base`: the kinds that the second may be of, where the question names them.
    """
    found = [tools.resolver.readings(terms, frame) for frame in frames]
    now, usual = found[0], choose(found[0])
    if usual.best is None or usual.rivals:
        return None
    near = [one for one in now if usual.best.score - one.score < SAME_TABLE_REACH]
    for one in near:
        if counts_people(one.fact) != counts_people(usual.best.fact):
            continue  # posts are no answer to a question about money
        held = {fact.table_id for fact in one.facts if fact.table_id}
        beside = [
            other
            for other in found[1]
            if held & {fact.table_id for fact in other.facts}
            and (_comparable_basis(other, one, base) or _stands_beside(tools, one, other))
        ]
        then = choose([other for other in beside if _comparable_basis(other, one, base)] or beside)
        if then.best is not None and not then.rivals:
            return one, then.best
    then = choose(
        [
            other
            for other in found[1]
            if _comparable_basis(other, usual.best, base) and _one_basis(tools, other, usual.best)
        ]
    )
    if then.best is None and not then.rivals:
        then = choose([other for other in found[1] if _beside_in_english(other, usual.best)])
    if then.best is None and _is_plan_told(usual.best):
        then = choose([other for other in found[1] if _is_outcome_beside(other, usual.best)])
    if then.best is None and not then.rivals:
        return next((pair for other in found[1] if (pair := _as_printed_beside(tools, usual.best, other))), None)
    return None if then.best is None or then.rivals else (usual.best, then.best)


def _as_printed_beside(tools: Tools, now: Reading, then: Reading) -> tuple[Reading, Reading] | None:
    """The figure of now as the row of the one before prints it, too; None where that row holds no such figure of its year."""
    fact, fact_now, year = then.fact, now.fact, now.fact.year
    if not fact.table_id or year is None:
        return None
    row = FactFilter(
        years=frozenset({year}), table_ids=frozenset({fact.table_id}), row_keys=frozenset({core_key(fact.row)})
    )
    same = [
        one
        for one in tools.store.facts(row)
        if one.row_path == fact.row_path and one.kind == now.fact.kind and agree_by_rounding(one, fact_now)
    ]
    return (replace(now, facts=(same[0],)), then) if len(same) == 1 else None


def _beside_in_english(one: Reading, other: Reading) -> bool:
    """Whether two figures stand in one row of a paper in English, where an actual of one year is printed beside the budget
    of another to be compared.
    """
    tables = {fact.table_id for fact in one.facts if fact.table_id} & {fact.table_id for fact in other.facts}
    columns = {column_key(column_item(reading.fact.column)) for reading in (one, other)}
    alike = len(columns) == 1 and _one_measure(one.fact, other.fact)
    return bool(tables) and alike and one.fact.row.isascii() and same_row(one.fact, other.fact)


def _is_plan_told(now: Reading) -> bool:
    """Whether a government's text tells a plan, which it measures from what came out the year before: 安排3亿元，增长2.9%."""
    fact = now.fact
    return fact.source == "prose" and fact.kind in ("budget", "adjusted") and bool(level_of(fact.organisation))


def _is_outcome_beside(other: Reading, now: Reading) -> bool:
    """Whether a reading is what came out in the year before, as the same paper's text tells it of the same money."""
    fact = now.fact
    return any(
        (one.document, one.source, one.column[:-1]) == (fact.document, fact.source, fact.column[:-1])
        and one.kind in OUTCOMES
        and same_row(one, fact)
        and _one_measure(one, fact)
        for one in other.facts
    )


def _stands_beside(tools: Tools, one: Reading, other: Reading) -> bool:
    """Whether a form prints last year's outcome, this year's plan and how far they are apart in one row: 上年执行数, 预算数, 增减%."""
    return any(_are_beside(tools, now, then) for now in one.facts for then in other.facts)


def _are_beside(tools: Tools, now: Fact, then: Fact) -> bool:
    if (now.table_id, now.row_index) != (then.table_id, then.row_index) or not now.table_id or now.unit != then.unit:
        return False
    wanted = FactFilter(documents=frozenset({now.document}), table_ids=frozenset({now.table_id}))
    held = [fact for fact in tools.store.facts(wanted) if fact.row_index == now.row_index and fact.column]
    row = [one for one in held if (one.row, one.column[:-1]) == (now.row, now.column[:-1])]  # not of the other side
    changes = tools.catalogue.rate_columns | tools.catalogue.change_columns
    moved = [fact for fact in row if core_key(fact.column[-1]) in changes or _is_rate_of_last_year(fact)]
    amounts = [fact for fact in row if fact.unit == now.unit and fact not in moved]
    return len(amounts) == 2 and bool(moved)


def _is_rate_of_last_year(fact: Fact) -> bool:
    """Whether a figure is the year's in percent of the year before: 预算数为上年执行数%."""
    return fact.unit.name == "%" and bool(re.search("[为占比]上年", fact.column[-1]))


def _one_basis(tools: Tools, one: Reading, other: Reading) -> bool:
    """Whether two figures of tables are of the same funds: all funds of this year and 一般公共预算 of the last do not compare."""
    keys = tools.catalogue.lexicon.basis_keys
    held = [
        [FactView(fact, keys).basis for fact in reading.facts if fact.source == "table"] for reading in (one, other)
    ]
    bases = [{basis & FISCAL_PARTS or basis for basis in found} for found in held]  # 一般公共预算财政拨款: 一般公共预算
    return not all(bases) or bool(bases[0] & bases[1])


def _one_measure(one: Fact, other: Fact) -> bool:
    """Whether two figures are both money in 元, or printed in one unit: posts are held against no amount."""
    if one.unit.factor is not None and other.unit.factor is not None:
        return True
    return one.unit == other.unit and counts_people(one) == counts_people(other)


def _comparable_basis(one: Reading, other: Reading, base: frozenset[str]) -> bool:
    """Whether two years' figures are of the same thing, in one of the places where each is printed."""
    return any(_are_comparable(first, second, base) for first in one.facts for second in other.facts)


def _are_comparable(first: Fact, second: Fact, base: frozenset[str]) -> bool:
    """Whether two figures are of one organisation, kind (or the kind asked for), subject and column."""
    same_column = column_key(column_item(first.column)) == column_key(column_item(second.column)) or "prose" in (
        first.source,
        second.source,
    )
    return (
        owner_key(first.organisation) == owner_key(second.organisation)
        and (first.kind in base if base else first.kind == second.kind or {first.kind, second.kind} == OUTCOMES)
        and (first.unit == second.unit or None not in (first.unit.factor, second.unit.factor))
        and (same_row(first, second) or _renamed(first, second))
        and same_column
        and _one_measure(first, second)
    )


def _renamed(first: Fact, second: Fact) -> bool:
    """Whether two papers call one thing by two of its printed names: 政府采购预算 in one year, 政府采购支出 in the next."""
    coded = first.row_code or second.row_code
    return first.document != second.document and not coded and are_one(core_key(first.row), core_key(second.row))
