"""Questions about the figures that the talk gave: their sum, mean, difference, change and share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from bot.figures.kinds import OUTCOMES, PLANS
from bot.figures.readings import Reading, comparable, same_row
from bot.grammar.base import leaves_open
from bot.grammar.plan import Options, Plan
from bot.names.organisations import owner_key
from bot.names.terms import Sense, Token
from bot.operations.arithmetic import added, apart, mean, times
from bot.operations.attempts import Attempt, attempt, attempt_plan
from bot.operations.changes import moved
from bot.operations.checks import compared
from bot.operations.execute import reading_line
from bot.operations.outcome import MOST_LINES, Outcome
from bot.reading.directions import asks_less, base_kind, comparison, percent_asked
from bot.reading.question import Question, asks_amount, asks_which_is_more, is_strong
from bot.talk.compound import join_answers
from bot.talk.edits import named_by
from bot.talk.narrowing import narrows
from bot.talk.share_of_added import share_of_added
from bot.talk.share_of_told import share_of_told
from bot.talk.turn import Turn, merged_frame
from bot.tools import Tools
from bot.writing.answers import write_figure
from index.model import Fact
from index.text import core_key, is_plain_measure


def of_figures(turn: Turn, last: Turn, talk: Sequence[Turn], tools: Tools) -> Turn | None:
    """What is asked about the figures told before, where it names no other; None for anything else."""
    return (
        _over_told_years(turn, talk, tools)
        or _each_again(turn, last, tools)
        or _change_again(turn, last, tools)
        or _move_of_first(turn, last, tools)
        or _figure_of_year(turn, last, tools)
        or _against_year(turn, last, tools)
        or _left_over(turn, talk, tools)
        or _share_within(turn, talk, tools)
        or _share_of_sum(turn, talk, tools)
        or share_of_added(turn, last, tools)
        or share_of_told(turn, last, tools)
        or _among_listed(turn, last, tools)
        or _same_of_another(turn, last, tools)
    )


def _same_of_another(turn: Turn, before: Turn, tools: Tools) -> Turn | None:
    """And for fire? after how much more the police has in one year than in another: the same difference of another row."""
    question, held = turn.question, before.attempt
    new = [term for term in question.terms if is_strong(term)]
    if held is None or held.plan.operation != "difference" or question.operations or len(new) != 1:
        return None
    other = ("frame", "kind", "year", "organisation")
    named = new[0].has("name") and not any(sense.kind in other for sense in new[0].senses)
    rows = [reading.fact for reading in held.outcome.readings]
    if not named or len(rows) != 2 or not same_row(*rows) or question.frame.organisations_named:
        return None
    kept = (tuple(one for one in operand if one.has("frame") or not is_strong(one)) for operand in held.plan.operands)
    plan = replace(held.plan, operands=tuple((new[0], *operand) for operand in kept))
    found = _turn_of(plan, question, tools)
    told = found.attempt.outcome.readings if found is not None and found.attempt is not None else ()
    return found if len(told) == 2 and same_row(told[0].fact, told[1].fact) else None


def _figure_of_year(turn: Turn, before: Turn, tools: Tools) -> Turn | None:
    """那2023年是多少 after a change: the figure of that year, and not how far it moved."""
    question, held = turn.question, before.attempt
    years = question.frame.years or frozenset()
    asked = not question.operations and any(map(asks_amount, question.tokens)) and len(years) == 1
    anew = any(is_strong(term) and not (term.has("year") or term.has("kind")) for term in question.terms)
    if held is None or held.plan.operation != "change" or not asked or anew or question.frame.organisations_named:
        return None
    frame = replace(held.plan.frame.with_years(*years), kinds=question.frame.kinds)
    return _turn_of(Plan("lookup", held.plan.operands[:1], frame), question, tools)


def _change_again(turn: Turn, before: Turn, tools: Tools) -> Turn | None:
    """少多少 after a question whether something became less: the change itself."""
    question, held = turn.question, before.attempt
    percent = {"share"} if any(token.surface.startswith(_PERCENT) for token in question.tokens) else set()
    asked = question.operations and question.operations <= {"difference", "changed", "change"} | percent
    if held is None or not asked or question.names or held.plan.operation not in ("change", "changed"):
        return None
    options = replace(held.plan.options, percent=percent_asked(question), unit=question.unit)
    return _turn_of(replace(held.plan, operation="change", options=options), question, tools)


def _move_of_first(turn: Turn, before: Turn, tools: Tools) -> Turn | None:
    """降了百分之几, 减少了多少 after the question which row fell most: how far that row moved, by the two figures that were told."""
    question, held = turn.question, before.attempt
    lines = held.outcome.lines if held is not None and held.plan.operation == "movements" else ()
    percent = {"share"} if any(token.surface.startswith(_PERCENT) for token in question.tokens) else set()
    asked = question.operations and question.operations <= {"difference", "changed", "change"} | percent
    if held is None or len(lines) != 1 or len(lines[0].facts) != 2 or not asked or question.names:
        return None
    now, then = (_as_reading(fact, held) for fact in lines[0].facts)
    options = Options(percent=percent_asked(question), unit=question.unit)
    plan = Plan("change", ((named_by(lines[0]),),), held.plan.frame, options=options)
    outcome = moved(plan, now, then) if same_row(now.fact, then.fact) else None
    if outcome is None or outcome.status != "answered":
        return None
    found = Attempt(plan, outcome, outcome.score)
    return Turn(before.question, write_figure(found, question, tools), found, leans=True)


_PERCENT = ("百分", "几个", "多少个", "percent")
"""How words begin that ask for a percent without saying of what, as 占 does."""


def _over_told_years(turn: Turn, talk: Sequence[Turn], tools: Tools) -> Turn | None:
    """增长了百分之几 or 是涨还是跌 after figures of one thing for several years, told side by side, held against each other or
    told one after the other: from the first of these years to the last, by the figures that were told.
    """
    question, last = turn.question, talk[-1]
    changed = question.operations & {"change", "changed"}
    if not changed or question.names or question.frame.years or question.base_year or last.attempt is None:
        return None
    at_once = last.attempt.plan.operation in ("several", "difference")
    told = _told(last) if at_once else told_in(talk[-2:])
    readings = [reading for _, reading, _ in told]
    dated = {reading.fact.year: reading for reading in readings if reading.fact.year}
    if dated and _move_one_way(readings):
        dated[min(dated)] = readings[0]  # 预算, then 执行数 of one year: from the first of them
    elif len(dated) < len(told):
        return None
    if len(dated) < 2 or not all(answered for *_, answered in told) or not _of_one_thing(told):
        return None
    if "change" in question.operations and max(dated) - min(dated) > 1:
        return None  # 比上年, behind figures of years further apart
    plan = Plan(
        "change", (told[-1][0],), question.frame, options=Options(percent=percent_asked(question), unit=question.unit)
    )
    outcome = moved(plan, dated[max(dated)], dated[min(dated)])
    if outcome is None or outcome.status != "answered":
        return None
    found = Attempt(plan, outcome, outcome.score)
    return Turn(last.question, write_figure(found, question, tools), found, leans=True)


def _move_one_way(readings: Sequence[Reading]) -> bool:
    """Whether figures, in the order of time and several of them of one year, went up each time, or down: 预算, 执行数, 下年预算."""
    years = [reading.fact.year or 0 for reading in readings]
    values = [value for reading in readings if (value := comparable(reading.fact)) is not None]
    rises = {one < other for one, other in pairwise(values)}
    return len(values) == len(years) and len(rises) == 1 and len(set(values)) == len(values) and years == sorted(years)


def _of_one_thing(told: Sequence[tuple[tuple[Token, ...], Reading, bool]]) -> bool:
    """Whether figures are of one row, or of one body and kind as asked for by the same words: 收入 of two forms."""
    (words, first, _), *others = told
    return all(same_row(first.fact, one.fact) for _, one, _ in others) or all(
        operand == words and _whose(one.fact) == _whose(first.fact) for operand, one, _ in others
    )


def _whose(fact: Fact) -> tuple[str, str, bool]:
    """Of whom a figure is, its kind, and whether it is no money."""
    return owner_key(fact.organisation), fact.kind, fact.unit.factor is None


def _left_over(turn: Turn, talk: Sequence[Turn], tools: Tools) -> Turn | None:
    """还剩多少 after a budget and what was spent of it: how far apart these are; after all income and all expenditure: what
    the paper prints as left at the end of the year, or else the one less the other.
    """
    question = turn.question
    if question.operations != {"rest"} or any(map(is_strong, question.names)):
        return None
    told = told_in(talk[-2:])
    if len(told) != 2:
        return None
    facts = [reading.fact for _, reading, _ in told]
    sides = [next((side for side in ("收入", "支出") if side in core_key(fact.row)), "") for fact in facts]
    whole = set(sides) == {"收入", "支出"} and all(fact.total for fact in facts)
    kinds = {fact.kind for fact in facts}
    of_plan = same_row(*facts) and kinds & PLANS.keys() and kinds & OUTCOMES
    if len({(owner_key(fact.organisation), fact.year) for fact in facts}) > 1 or not (whole or of_plan):
        return None
    frame = merged_frame(question, talk[-1].question, tools)
    left = Plan("lookup", (tuple(tools.linker.link(_YEAR_END)),), frame)
    found = _turn_of(left, question, tools) if whole else None
    if found is not None and found.answer.value is not None:
        return found
    first, second = (comparable(fact) or 0 for fact in facts)
    income = first if sides[0] == "收入" or facts[0].kind in PLANS else second
    if income != max(first, second):
        return None
    asked = replace(question, tokens=tuple(tools.linker.link(_APART)))
    return together(replace(turn, question=asked), talk, tools)


_YEAR_END = "年末结转和结余"
_APART = "差多少"


def _against_year(turn: Turn, before: Turn, tools: Tools) -> Turn | None:
    """跟2024年决算比是增是减 after a figure of 2025: the change from the one to the other, each of its own kind."""
    question, held = turn.question, before.attempt
    than = question.base_year or any(
        token.has("connector", "than") or token.has("operation", "change") for token in question.tokens
    )
    named = base_kind(question.tokens)
    kinds = frozenset({named}) if named else question.frame.kinds or frozenset()
    years = question.frame.years or frozenset()
    if held is None or held.plan.operation != "lookup" or not than or len(years) != 1 or len(kinds) > 1:
        return None
    other = next(iter(years)) - question.base_year
    fact = held.outcome.readings[0].fact if held.outcome.readings else None
    anew = any(is_strong(term) and not (term.has("year") or term.has("kind")) for term in question.terms)
    if fact is None or fact.year in (None, other) or anew or question.frame.organisations_named:
        return None
    base = fact.kind if other > (fact.year or 0) else next(iter(kinds), "")
    frame = held.plan.frame.with_years(other, fact.year or other)
    frame = replace(frame, kinds=kinds | {fact.kind} if kinds else None)
    options = Options(percent=percent_asked(question), unit=question.unit, base_kind=base)
    return _turn_of(Plan("change", held.plan.operands, frame, options=options), question, tools)


def _among_listed(turn: Turn, before: Turn, tools: Tools) -> Turn | None:
    """其中哪个最多 after a list: the largest of what was listed."""
    question, held = turn.question, before.attempt
    ranks = question.operations and question.operations <= {"most", "least", "ranking"}
    limited = held is not None and bool(held.plan.options.limit)
    anew = any(not is_plain_measure(core_key(term.surface)) for term in question.names)  # 金额最大的 names nothing
    if held is None or held.plan.operation != "list" or limited or not ranks or anew or question.amounts:
        return None
    options = replace(
        held.plan.options,
        top=question.top,
        nth=question.nth,
        least="least" in question.operations,
        all="ranking" in question.operations and not question.top,
        unit=question.unit,
    )
    return _turn_of(replace(held.plan, operation="rank", options=options), question, tools)


def ranked_beside(question: Question, before: Turn, tools: Tools) -> Turn | None:
    """得分最低的是哪个 behind a figure of one row: ranked by another column of its table, that row among the others."""
    held = before.attempt
    if held is None or not (question.operations & {"most", "least"} and question.strong_terms):
        return None
    papers = frozenset(one.fact.document for one in held.outcome.readings)
    frame = merged_frame(question, before.question, tools)
    asked = replace(question, frame=replace(frame, kinds=question.frame.kinds, documents=papers))
    found = attempt(asked, tools)
    if found is None or found.outcome.status != "answered" or not _tables(held) & _tables(found):
        return None
    return Turn(asked, write_figure(found, asked, tools), found, leans=True)


def _tables(found: Attempt) -> frozenset[str]:
    """The tables that the figures found stand in."""
    return frozenset(one.fact.table_id for one in found.outcome.readings) - {""}


def _share_within(turn: Turn, talk: Sequence[Turn], tools: Tools) -> Turn | None:
    """占比呢 after 其中X多少, or after a figure of the same side and of one fund alone: the share of X in what it was named as
    a part of.
    """
    question = turn.question
    if question.operations != {"share"} or question.names or len(talk) < 2:
        return None
    part, whole = talk[-1].attempt, talk[-2].attempt
    if part is None or whole is None or {part.plan.operation, whole.plan.operation} != {"lookup"}:
        return None
    named, all_of_it = part.plan.operands[0], whole.plan.operands[0]
    if not talk[-1].within:
        if not narrows(whole, part):
            return None
        said = {term.surface for term in all_of_it}
        named = tuple(term for term in named if term.surface not in said)
    plan = Plan("share", (named, all_of_it), part.plan.frame, options=Options(part_first=True))
    found = _turn_of(plan, question, tools)
    told = found.attempt.outcome.readings if found is not None and found.attempt is not None else ()
    same = bool(told) and told[0].value == part.outcome.readings[0].value
    return found if same or talk[-1].within else None


def _share_of_sum(turn: Turn, talk: Sequence[Turn], tools: Tools) -> Turn | None:
    """两项加起来占基本支出的百分之几: what the figures told before come to together, in percent of what is named."""
    question = turn.question
    whole = tuple(term for term in question.names if is_strong(term))
    if question.operations != {"share", "sum"} or not whole or question.frame.organisations_named:
        return None
    given = told_in(talk)
    said = next((number for word, number in _HOW_MANY.items() if word in question.text), len(given))
    picked = given[-said:]
    if len(picked) != said or said < 2 or not all(answered for *_, answered in picked):
        return None
    frame = merged_frame(question, talk[-1].question, tools)
    meant = tuple(term for term in picked[0][0] if len(whole) == 1 and term.surface.endswith(whole[0].surface))
    operands = (*(operand for operand, *_ in picked), meant[:1] or whole)  # …基本支出里工资多少: of that 基本支出
    return _turn_of(
        Plan("share", operands, frame, options=Options(sums=(said, 1), unit=question.unit)), question, tools
    )


def _each_again(turn: Turn, before: Turn, tools: Tools) -> Turn | None:
    """比上年各增减多少, 占商品和服务支出多少 after several figures: the change or the share of each of them."""
    question, held = turn.question, before.attempt
    asked = question.operations - {"each", "list"}
    if held is None or held.plan.operation != "several" or question.unexplained:
        return None
    frame = merged_frame(question, before.question, tools)
    if asked and asked <= {"change", "changed"} and not question.names:
        made = [Plan("change", (operand,), frame) for operand in held.plan.operands]
    elif asked == {"share"} and any(map(is_strong, question.names)):
        whole = tuple(term for term in question.names if is_strong(term))
        made = [
            Plan("share", (operand, whole), frame, options=Options(part_first=True)) for operand in held.plan.operands
        ]
    else:
        return None
    found = [attempt_plan(replace(plan, options=replace(plan.options, unit=question.unit)), tools) for plan in made]
    told = [one for one in found if one is not None and one.outcome.status == "answered"]
    if len(told) < len(made):
        return None
    answer = join_answers([write_figure(one, question, tools) for one in told])
    return Turn(replace(question, frame=frame), answer, None, leans=True)


def _turn_of(plan: Plan, question: Question, tools: Tools) -> Turn | None:
    """The turn that a plan about earlier figures answers; None where it does not."""
    found = attempt_plan(plan, tools)
    if found is None or found.outcome.status != "answered":
        return None
    first, *rest = plan.operands
    tokens = (*first, *question.tokens, *(term for operand in rest for term in operand))
    edited = replace(question, tokens=tokens, frame=plan.frame)
    return Turn(edited, write_figure(found, question, tools), found, leans=True)


def operation_on_all(question: Question) -> str:
    """What a question without a name does with the figures before it: 两项一共多少, 差多少, 谁多, 相等吗; "" for nothing."""
    if question.operations & {"changed", "change", "share", "list", "each"} or question.base_year:
        return ""
    if "difference" in question.operations:
        return "difference"
    if "ratio" in question.operations:  # 多几倍 is one time less than 是几倍
        return "" if question.operations & {"over", "under"} else "ratio"
    if not question.amounts and ("equal" in question.operations or _asks_which(question)):
        return "compare"
    found = next((name for name in ("average", "sum", "difference") if name in question.operations), "")
    return found or ("sum" if any(token.surface in ("合计", "总计") for token in question.tokens) else "")


def _asks_which(question: Question) -> bool:
    """Whether the larger or the smaller of two is to be named: 谁多, which is larger."""
    return any(map(asks_which_is_more, question.tokens)) or bool(_WHICH_OF_TWO.search(question.text))


_WHICH_OF_TWO = re.compile(r"^(?:and )?which (?:one )?(?:of (?:the two|them) )?(?:is|was) (?:\w+er|more|less)\b", re.I)


def of_several(question: Question) -> bool:
    """Whether figures of the talk are to be added up, so that one of them alone is no answer: 两项加起来呢."""
    adds = operation_on_all(question) == "sum" and not question.strong_terms
    return adds and any(word in question.text for word in (*_HOW_MANY, *_ADDING))


def refused_part(question: Question, talk: Sequence[Turn]) -> Turn | None:
    """The refusal among the last two turns where these are to be added up: 合计 is never the other one alone."""
    adds = operation_on_all(question) == "sum" and len(talk) > 1 and talk[-1].leans
    return next((one for one in talk[-2:] if one.answer.status == "not_found"), None) if adds else None


_WorkOut = Callable[[Plan, tuple[Reading, ...], float], Outcome | None]


def together(turn: Turn, talk: Sequence[Turn], tools: Tools) -> Turn | None:
    """The sum, the mean or the difference of the figures that the last questions were about."""
    question = turn.question
    operation = operation_on_all(question)
    given = told_in(talk)
    said = next((number for word, number in _HOW_MANY.items() if word in question.text), len(given))
    picked = given[-(2 if operation in _OF_TWO else said) :]
    if len(picked) < 2 or not all(answered for *_, answered in picked):
        return None
    readings = tuple(reading for _, reading, _ in picked)
    plan = Plan(operation, tuple(operand for operand, *_ in picked), question.frame)
    which = _asks_which(question)
    less = asks_less(question.tokens)
    ways = Options(comparison=comparison(question), which=which, less=less, open=leaves_open(question))
    options = replace(ways, unit=question.unit)
    plan = replace(plan, options=options)
    score = min(reading.score for reading in readings)
    if operation == "average":
        outcome = mean(score, readings, tuple(reading_line(one) for one in readings))
    else:
        work_out: dict[str, _WorkOut] = {"sum": partial(added, tools), "compare": compared, "ratio": times}
        outcome = work_out.get(operation, partial(apart, tools))(plan, readings, score)
    if outcome is None or outcome.status != "answered":
        return None
    found = Attempt(plan, outcome, outcome.score)
    joined = [token for operand in plan.operands for token in (_AND, *operand)][1:]
    edited = replace(
        question, tokens=(*joined, *question.tokens), frame=merged_frame(question, talk[-1].question, tools)
    )
    return Turn(edited, write_figure(found, question, tools), found, leans=True)


_OF_TWO = ("difference", "compare", "ratio")
_AND = Token(0, 0, "和", (Sense("connector", "and"),))


def told_in(talk: Sequence[Turn]) -> list[tuple[tuple[Token, ...], Reading, bool]]:
    """The figures that the turns of a talk gave, in order."""
    return [one for turn in talk for one in _figures_told(turn)]


def _figures_told(turn: Turn) -> list[tuple[tuple[Token, ...], Reading, bool]]:
    """The figures that a turn gave, each with the terms that named it and whether it was given."""
    held = turn.attempt
    if held is None:
        return []
    operation, lines = held.plan.operation, held.outcome.lines
    if operation == "list" and len(lines) < MOST_LINES:
        return [(held.plan.operands[0], _as_reading(line.facts[0], held), True) for line in lines]
    if operation == "rank" and len(lines) < MOST_LINES and all(len(line.facts) == 1 for line in lines):
        return [((named_by(line),), _as_reading(line.facts[0], held), True) for line in lines]
    return _told(turn) if operation in ("lookup", "quantity", "several") else []


def _as_reading(fact: Fact, held: Attempt) -> Reading:
    """A figure of a list, as found by itself."""
    return Reading((fact,), held.outcome.score, 1)


def _told(turn: Turn) -> list[tuple[tuple[Token, ...], Reading, bool]]:
    """The figures of a turn that has one for each of its operands."""
    held = turn.attempt
    if held is None:
        return []
    answered = held.outcome.status == "answered"
    readings = held.outcome.readings[: len(held.plan.operands)]
    return [(operand, reading, answered) for operand, reading in zip(held.plan.operands, readings, strict=False)]


_ADDING = ("加", "合起来", "合在一", "之和", "add", "combined", "together")
_HOW_MANY = {"两": 2, "二": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "both": 2, "two": 2, "three": 3}


def asks_own_amount(question: Question, before: Attempt | None) -> bool:
    """Whether a question asks how much a thing of its own is, 工资福利要多少, after figures that were worked out: it is no
    share of these and not added to them.
    """
    worked = before is not None and before.plan.operation in _WORKED_OUT
    asks = any(token.surface.endswith(("多少", "多少钱")) or token.surface == "how much" for token in question.tokens)
    plain = not (question.operations or question.texts)
    return worked and asks and plain and bool(question.strong_terms)


_WORKED_OUT = frozenset({"share", "ratio", "sum", "difference", "change"})
"""Operations that give one figure worked out of others."""
