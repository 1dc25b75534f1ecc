"""The plans of a question tried, and the one whose outcome explains it best."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.figures.transfers import of_all_payers, of_another_source
from bot.grammar.plan import Plan
from bot.grammar.rules import UNASKED, plans
from bot.names.catalogue import is_change
from bot.names.counted import counts_no_money, counts_positions
from bot.names.measures import ASKED_PEOPLE, ASKED_THINGS
from bot.names.segment import prepare
from bot.names.terms import Token
from bot.operations.execute import run
from bot.operations.outcome import Outcome
from bot.reading.question import Question, is_strong
from bot.tools import Tools
from index.model import Fact
from index.units import PERCENT
from index.words import pattern_of
from prompts import load_yaml

UNCLEAR = 4.0
"""What an outcome that must ask back is worth less than one that answers."""
REFUSED = 6.0
BLANK = 1.5
"""The same for one that meets a blank cell, or a sum that would count twice: a worse reading that happens to be filled
must not win over it.
"""
_REFUSALS = {"blank_operand": BLANK, "overlap": BLANK, "mixed_levels": -0.5}
"""What a sum over departments and units is asked of is not one of them, however well that one fits."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A plan with its outcome."""

    plan: Plan
    outcome: Outcome
    worth: float


def attempt(question: Question, tools: Tools) -> Attempt | None:
    """The best of the question's plans that finds something; None where none does."""
    text = prepare(question.text)
    tried = (attempt_plan(plan, tools) for plan in plans(question) if not _leaves_body_alone(plan))
    fitting = (one for one in tried if one is not None and not (_asks_money(question) and one.outcome.unit == "%"))
    fitting = (one for one in fitting if not (_asks_cost(question) and _counts_only(one.outcome)))
    fitting = (one for one in fitting if not (_asks_things(text) and _lists_money(one.outcome)))
    fitting = (one for one in fitting if not (_asks_number(question, text) and _is_money(one.outcome)))
    fitting = (one for one in fitting if not (_POINTS.search(text) and _moves_amounts(one.outcome)))
    fitting = (one for one in fitting if not (_SHARE_MOVED.search(text) and moves_no_share(one.outcome)))
    fitting = (one for one in fitting if not of_another_source(text, one.outcome) and not _is_no_share(question, one))
    fitting = (one for one in fitting if not of_all_payers(text, [told.fact for told in one.outcome.readings]))
    fitting = (one for one in fitting if not _shares_change(question, one.plan) and not _tells_change(question, one))
    fitting = (one for one in fitting if not _holds_moves_against(question, one.outcome) and not _tells_twice(one))
    fitting = (one for one in fitting if not _tells_one_of_years(question, one) and not _adds_unasked(one))
    fitting = (one for one in fitting if not _asks_pay(question) or _tells_pay(one.outcome))
    fitting = (one for one in fitting if not (_asks_which_moved(question) and one.plan.operation in _OF_ONE_ROW))
    return max(fitting, key=lambda one: one.worth, default=None)


def _adds_unasked(found: Attempt) -> bool:
    """Whether figures are added up that are only named side by side: A、B、C, of which each is asked for."""
    return found.plan.operation in ("sum", "total_over") and found.plan.penalty >= UNASKED


def _tells_twice(found: Attempt) -> bool:
    """Whether shares are told of one figure in two wholes, where one of each is asked for: 公务接待费占三公经费, 2023年和2024年."""
    labels = [line.label for line in found.outcome.lines] if found.plan.operation == "shares" else []
    return len(set(labels)) < len(labels)


def _tells_one_of_years(question: Question, found: Attempt) -> bool:
    """Whether several years are asked about and the figure is of one of them alone: 2023到2025年一共安排了多少."""
    alone = found.plan.operation in ("lookup", "sum") and len(found.plan.operands) == 1
    if not alone or len(question.frame.years or ()) < 2:
        return False
    told = {one.year for reading in found.outcome.readings for one in reading.facts}
    return len(told) == 1 and None not in told


def _asks_which_moved(question: Question) -> bool:
    """Whether it is asked which of several things rose or fell, which no change of their total answers."""
    moved = bool(question.operations) and question.operations <= {"changed", "change"}
    return question.language == "en" and moved and bool(_WHICH_THINGS.match(question.text.strip()))


_WHICH_THINGS = re.compile(r"which (?:of the )?(?:\S+ ){0,4}?(?!has\b|was\b|is\b|does\b|years\b)[a-z]{3,}s\b", re.I)
_OF_ONE_ROW = frozenset({"change", "difference", "trend", "lookup"})


def _asks_pay(question: Question) -> bool:
    """Whether an English question asks what one who holds a post is paid: how much does the chief executive earn."""
    return question.language == "en" and bool(_pay_of_post().search(question.text))


def _tells_pay(outcome: Outcome) -> bool:
    """Whether a figure is of pay, and not all that the office of a post costs."""
    said = (name for one in outcome.readings for name in (one.fact.table, *one.fact.row_path, *one.fact.column))
    return any(map(_PAY.search, said))


_PAY = re.compile(r"\b(?:pay|salar(?:y|ies)|remuneration|emoluments?|earnings|compensation|wages?)\b", re.I)


@cache
def _pay_of_post() -> re.Pattern[str]:
    posts = "|".join(map(re.escape, load_yaml("words.en.yaml")["posts"]))
    earns = r"(?:earns?|makes? (?:a|per|in a) year|takes? home|gets? paid)"
    return re.compile(
        rf"\b(?:{posts})\b[^,.;?]*\b{earns}\b|\b(?:is|are|was|were) [^,.;?]*\b(?:{posts})\b[^,.;?]*\bpaid\b", re.I
    )


def _is_no_share(question: Question, found: Attempt) -> bool:
    """Whether a share is asked for and the figure that is printed of all its names is an amount: 占总支出比重 of 教育支出."""
    if found.plan.operation not in ("lookup", "sum"):
        return False
    if question.language == "en":
        return "share" in question.operations and found.plan.operation == "lookup" and found.outcome.unit != "%"
    named = any(_SHARE.search(term.surface) for operand in found.plan.operands for term in operand)
    return named and any(one.fact.unit.factor is not None for one in found.outcome.readings)


_SHARE = re.compile("^(?:所占|占比|比[重例])|占.*比[重例]?")


def _leaves_body_alone(plan: Plan) -> bool:
    """Whether of several bodies one is asked for an item and another for nothing: 甲局和|乙局的福利费 is of both."""
    if len(plan.operands) < 2 or not all(any(one.has("organisation") for one in operand) for operand in plan.operands):
        return False
    named = [any(map(_names_item, operand)) for operand in plan.operands]
    return any(named) and not all(named)


def _names_item(term: Token) -> bool:
    return is_strong(term) and not (term.has("frame") or term.has("kind") or term.has("organisation"))


def _asks_cost(question: Question) -> bool:
    """Whether a question asks how much is spent, 花了多少钱, which no number of people or things answers."""
    if question.language == "zh":
        return bool(_COST.search(question.text))
    counted = "count" in question.operations or any(map(counts_positions, question.terms))
    return question.frame.side == "支出" and not counted and bool(_HOW_MUCH.search(question.text))


_COST = re.compile("多少[万亿]*[钱元]|花了?多少|(?:支出|开支)了?多少(?![人个名辆])|几[万亿]*[元块]")
_HOW_MUCH = re.compile(r"\bhow much\b", re.I)


def _counts_only(outcome: Outcome) -> bool:
    told = [one.fact for one in outcome.readings]
    return bool(told) and all(counts_no_money(fact) or _counts_staff(fact) for fact in told)


def _counts_staff(fact: Fact) -> bool:
    """Whether a figure without a unit stands in a column of posts or people: 编制人数, 年末实有."""
    return not fact.unit.name and any(map(_STAFF.search, fact.column))


_STAFF = re.compile("编制|人数|实有|在职|在编|退休")


def _asks_things(text: str) -> bool:
    """Whether a number of vehicles, people or the like is asked for, and no money: 各多少辆."""
    return bool(_HOW_MANY.search(text)) and not _AMOUNT.search(text)


_HOW_MANY = re.compile(ASKED_THINGS)
_AMOUNT = re.compile("[钱元]|金额|花|多少万|超过|以上|以下")


def _asks_number(question: Question, text: str) -> bool:
    """Whether a Chinese question asks for nothing but how many there are of something, 编了几张表, whatever it is."""
    asked = _NUMBER.findall(text) if question.language == "zh" else []
    return bool(asked) and len(asked) == len(_MUCH.findall(text)) and not _AMOUNT.search(text)


_NUMBER = re.compile(
    r"(?<![这那哪好十])(?:多少|几)(?:家|张|本|份|页|次|场|所|套|株|棵|盏|个(?=单位|部门|学校|表|附|章|处|科室|机构|人))"
    f"|{ASKED_PEOPLE}"
)
_MUCH = re.compile("(?<![这那哪好十])(?:多少|几)")


def _is_money(outcome: Outcome) -> bool:
    """Whether a figure as it is printed is an amount of money."""
    return outcome.operation == "lookup" and any(one.fact.unit.factor is not None for one in outcome.readings)


def _lists_money(outcome: Outcome) -> bool:
    listed = outcome.operation in ("several", "list") and outcome.value is None
    told = (listed or outcome.operation in ("sum", "difference", "compare")) and bool(outcome.readings)
    return told and all(one.fact.unit.factor is not None for one in outcome.readings)


POINTS = "个百分点"
"""The unit of how far a share moved."""
_POINTS = re.compile(
    "(?:(?:提[高升]|[上回]升|回落)了?|(?:占比|比重|比例|份额|(?<!增长)率)[^,。;?]{0,24})(?:几|多少)个?百分点|percentage points?"
)
"""By how many points a share moved; 增长几个百分点 is also said of an amount."""


def _moves_amounts(outcome: Outcome) -> bool:
    """Whether figures that are no percentages answer: how far an amount moved."""
    return any(one.fact.unit != PERCENT and one.fact.unit.name != POINTS for one in outcome.readings)


_SHARE_MOVED = re.compile(
    "(?:占比|比重|份额)(?:[比较与同]?(?:上年|去年|上一年|\\d{4}年)[^,。;?]{0,6}?|同比|是|有|了|又|还){0,2}"
    "(?:[上回]升|下降|提高|提升|降低|回落|增加|减少|变化|[升降])了?(?:多少|几)"
)
"""By how much a share moved: 税收占比比上年下降了多少."""


def moves_no_share(outcome: Outcome) -> bool:
    """Whether it is told how far something moved that is no share."""
    facts = [one.fact for one in outcome.readings]
    shares = any(_SHARE_NAME.search(label) for fact in facts for label in (fact.row, *fact.column))
    points = any(fact.unit.name == POINTS for fact in facts)
    return outcome.operation in ("change", "changed", "difference", "trend") and not (shares or points)


_SHARE_NAME = re.compile("占比|比重|比例|百分点|率$")


def _shares_change(question: Question, plan: Plan) -> bool:
    """Whether a percent change is taken for the share that a printed change has in a figure, or the other way round."""
    if question.language == "zh":
        moved = bool(question.operations & {"change", "changed", "difference"})
        share = not moved and bool(_PART_IN.search(question.text))
        return plan.operation == "change" and (share or bool(_PART_OF_CHANGE.search(question.text)))
    of_change = any(term.has("operation", "changed") for operand in plan.operands for term in operand)
    return plan.operation == "share" and of_change


_PART_IN = re.compile("占[^,。?;]{1,24}的?(?:比重|比例|百分之|份额|多少%)")
"""项目支出占总支出的比重 of two years: no rate by which it moved."""
_PART_OF_CHANGE = re.compile("(?:增加|减少|增长|增减|新增)额的?占")
"""农林水支出减少额占合计减少额的比例: no rate by which anything moved."""


def _tells_change(question: Question, found: Attempt) -> bool:
    """Whether an amount is asked for and the text tells only how far it rose: 信息化建设经费多少."""
    named = (name for term in question.terms for sense in term.senses for name in (term.surface, *sense.keys))
    said = any(map(is_change, named))
    asked = said or question.operations & {"changed", "change", "share", "execution", "difference"}
    told = [one.fact for one in found.outcome.readings] if found.outcome.operation == "lookup" else []
    return not asked and any(fact.source == "prose" and any(map(is_change, fact.column)) for fact in told)


def _holds_moves_against(question: Question, outcome: Outcome) -> bool:
    """Whether figures are compared of which it is asked how far each moved: A的增幅和B的增幅哪个大."""
    facts = [one.fact for one in outcome.readings]
    several = outcome.operation in ("compare", "difference", "rank") and len({fact.row for fact in facts}) > 1
    if not several or not _MOVE.search(question.text):
        return False
    return not any(is_change(column) for fact in facts for column in fact.column)


_MOVE = pattern_of("asked.zh.yaml", "moves")


def _asks_money(question: Question) -> bool:
    """Whether the only thing asked for is an amount of money: 完成多少亿元 is no question for 完成预算%."""
    return question.unit not in (None, "%") and not question.operations


def attempt_plan(plan: Plan, tools: Tools) -> Attempt | None:
    """One plan carried out; None where it finds nothing."""
    outcome = run(tools, plan)
    return None if outcome is None else Attempt(plan, outcome, worth(plan, outcome))


def worth(plan: Plan, outcome: Outcome) -> float:
    """One score for all plans: how well the facts explain the terms, less what is unclear or refused."""
    refused = _REFUSALS.get(outcome.message, REFUSED)
    loss = {"clarify": UNCLEAR, "not_found": refused}.get(outcome.status, 0.0)
    return outcome.score - plan.penalty - loss
