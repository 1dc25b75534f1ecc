"""Question → plans. One small rule per operation; every rule whose cues are there offers its plans, and the facts decide.

A rule goes by the order of terms, connectors and operation cues; names it leaves to the facts, but for words of the
accounts that are cues themselves: 财政拨款, 合计.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.figures.sides import SIDES
from bot.grammar.added_up import agree
from bot.grammar.base import (
    BY,
    EQUALS,
    MINUS,
    WHOLE_BUDGET,
    counts_with_measure,
    has_cue,
    joined_by_plus,
    measure_asked,
    names_apart,
    of_two_kinds,
    on_either_side,
    over_years,
    plan_for,
    without_total,
)
from bot.grammar.claims import asks_which, errors, whether
from bot.grammar.groups import left_over, of_sums
from bot.grammar.kinds_apart import of_its_own_kind
from bot.grammar.lookups import counts_things, lookup, quantity, several
from bot.grammar.movements import asks_what_moved, asks_which_has_more, balance, movements
from bot.grammar.plan import Plan
from bot.grammar.rankings import count_groups, count_parts, list_parts, marked, rank, rank_named, trend
from bot.grammar.rates import compound, none_of, per_thing, vacancies
from bot.grammar.shares import against_budget, execution, item_against_budget, share, share_of_bodies
from bot.names.budget_words import ASKS_BUDGET
from bot.names.counted import counts_positions
from bot.names.form_numbers import names_form
from bot.names.measures import THINGS
from bot.names.terms import Operands, Token, keys_of
from bot.reading.directions import base_kind, percent_asked
from bot.reading.operands import conjuncts, is_basis, split_at, spread, terms_in, than_or_and
from bot.reading.question import Question, asks_amount, covers, is_strong
from index.organisations import is_own_office
from index.text import is_plain_measure


def plans(question: Question) -> list[Plan]:
    """All plans whose operations cover every operation cue of the question that can be nothing else."""
    found = [plan for rule in _RULES for plan in rule(question)]
    counted = any(map(counts_positions, question.terms))  # how many positions: a figure of a table, no number of rows
    cues = [
        token
        for token in question.tokens
        if _only_operation(token) and not (counted and token.has("operation", "count"))
    ]
    if question.top or question.nth:
        found = [
            plan
            for plan in found
            if plan.operation in ("rank", "rank_named", "rank_share", "rank_bodies_by_share", "movements")
        ]
    if any(token.has("over", "organisations") and _ASKS_WHO.search(token.surface) for token in question.tokens):
        found = [plan for plan in found if plan.operation not in _OF_ONE | _OF_TWO[question.language]]
    if "sum" not in question.operations and any(
        token.has("over") and _WHICH_ONES.match(token.surface) for token in question.tokens
    ):
        found = [plan for plan in found if plan.operation != "total_over"]  # who has any, not how much all have
    each = any(token.has("over", "organisations") and token.surface[0] == "每" for token in question.tokens)
    if each or any(token.has("over", "places") and _EACH_PLACE.match(token.surface) for token in question.tokens):
        found = [plan for plan in found if plan.operation not in _OF_ONE]
    each = any(token.has("over", "organisations") and token.surface[0] == "各" for token in question.tokens)
    if each and not question.operations:  # 各单位编制数 is not how many all of them have
        found = [plan for plan in found if plan.operation != "quantity"]
    if question.ranges_over == "projects" and ("sum" in question.operations or not question.strong_terms):
        several = "sum" in question.operations  # 图书馆的三个项目加起来 is no figure of 图书馆
        found = [one for one in found if one.options.over == "projects" or (several and len(one.operands) > 1)]
    if question.ranges_over == "projects" and _WHICH_PROJECTS.search(question.text):
        found = [
            plan for plan in found if plan.operation != "several"
        ]  # of a unit: not what the unit has and what they cost
    if asks_what_moved(question):  # which lose positions: not how far all of them moved
        far = ("change",) if question.language == "en" else ("change", "difference")
        found = [plan for plan in found if plan.operation not in far]
    if question.language == "en" and any(
        token.has("kind", "adjusted") and token.has("frame") for token in question.tokens
    ):
        found = [plan for plan in found if plan.operation not in ("change", "changed") or plan.options.base_kind]
    if asks_which_has_more(question):
        found = [plan for plan in found if plan.operation not in _OF_ONE | {"compare", "difference", "change", "trend"}]
    if "rest" in question.operations and not any(_BALANCE.search(term.surface) for term in question.terms):
        found = [plan for plan in found if plan.operation not in _OF_ONE]  # what is left of it is no figure of its own
    if _is_held_against(question):
        found = [plan for plan in found if plan.operation not in _ONE_SIDED]
    found = [plan for plan in found if not any(map(_tells_nothing, plan.operands[1:]))]
    found += [apart for plan in found if (apart := of_its_own_kind(plan, question)) is not None]
    return [plan for plan in found if all(covers(plan.executes, cue) for cue in cues)]


def _tells_nothing(operand: tuple[Token, ...]) -> bool:
    """Whether an operand beside another is only a word like 金额, and no figure: 科目和金额."""
    return bool(operand) and all(term.has("filler") and is_plain_measure(term.surface) for term in operand)


_ASKS_WHO = re.compile("^(?:who|whose|which|有?(?:谁|哪))|(?:谁|哪个|哪家|哪一个)$")
_OF_ONE = frozenset({"lookup", "quantity", "exists", "sum"})
"""What gives the figure of one body cannot say which body it is."""
_WHICH_ONES = re.compile("有?哪[些几]")
_WHICH_PROJECTS = re.compile("项目(?:都|分别)?(?:有|是|包括)哪[些几]|哪[些几]个?项目")
_EACH_PLACE = re.compile("[哪每各]")
_OF_TWO = {"en": frozenset({"change", "trend", "difference"}), "zh": frozenset({"change"})}
_ONE_SIDED = _OF_ONE | {"several", "list", "count"}
"""What never says how one figure stands to another."""


def _is_held_against(question: Question) -> bool:
    """Whether one thing is held against another: 比2023年多吗, which the figure of 2024 alone does not answer."""
    if question.base_year:
        return True
    cut = next((at for at, token in enumerate(question.tokens) if _THAN.fullmatch(token.surface)), None)
    behind = () if cut is None else question.tokens[cut + 1 :]
    return any(is_strong(token) or token.has("frame") or token.has("year") for token in behind)


_BALANCE = re.compile("结余|余额|结转")
_THAN = re.compile("比起?|较之?|相较|than|compares? (?:with|to)")


def _only_operation(token: Token) -> bool:
    return token.has("operation") and all(
        sense.kind in ("operation", "unit", "over", "text") or sense.weak for sense in token.senses
    )


# ---- arithmetic ----------------------------------------------------------------------------------------------------


def _sum(question: Question) -> Iterator[Plan]:
    for operands in conjuncts(question.tokens):
        if len(operands) > 1:
            asked = (
                "sum" in question.operations
                or joined_by_plus(question)
                or (_total_asked(question) and "each" not in question.operations)
                or _total_before(question)
            )
            asked = asked or (over_years(question) and len(question.frame.years or ()) == len(operands))
            count = "count" if counts_with_measure(question) else ""  # 三个局在职人员加起来多少人
            for added in dict.fromkeys((tuple(map(without_total, operands)), tuple(operands))):
                if any(map(_is_bare, added)) and not all(map(_is_bare, added)):
                    continue  # 人员经费，2025年预算上合计多少
                yield plan_for(question, "sum", added, "sum", "together", count, penalty=-0.5 if asked else UNASKED)
    if question.terms and not names_apart(question) and not counts_things(question):
        asked = "sum" in question.operations or bool(_ALL_UNITS.search(question.text))
        yield plan_for(question, "sum", (question.terms,), "sum", penalty=0.5, asked=asked)
        adds = "sum" in question.operations or _total_asked(question)
        if adds and len(question.strong_terms) > 1 and not _is_of_another(question):
            each = _each_within(question)
            yield plan_for(question, "sum", each, "sum", penalty=0.5, one_column=True)
    of_bodies = any(sense.kind == "over" and sense.keys for token in question.tokens for sense in token.senses)
    if question.ranges_over and (question.names or of_bodies):
        yield plan_for(
            question,
            "total_over",
            (_without_sum(question),),
            *("sum", *(("trend", "together") if question.ranges_over == "years" else ())),
            over=question.ranges_over,
            penalty=0.0 if "sum" in question.operations or _total_asked(question) or over_years(question) else UNASKED,
        )


def _is_bare(operand: tuple[Token, ...]) -> bool:
    """Whether an operand is only the words for a plan and for all of it, 预算合计, and names nothing to be added."""
    return all(
        not is_strong(term) and (is_plain_measure(term.surface) or ASKS_BUDGET.fullmatch(term.surface))
        for term in operand
    )


def _is_of_another(question: Question) -> bool:
    """Whether 的 makes one thing named a part of another, 教育支出的项目支出, so that they are not two to be added."""
    triples = zip(question.tokens, question.tokens[1:], question.tokens[2:], strict=False)
    return any(of.surface == "的" and is_strong(one) and is_strong(other) for one, of, other in triples)


def _each_within(question: Question) -> Operands:
    """Each strong term as a figure of its own; what stands before 里 or 中 leads all of them: 基本支出里水费电费合计."""
    place = next((at for at, token in enumerate(question.tokens) if token.has("connector", "within")), 0)
    lead = tuple(filter(is_strong, terms_in(question.tokens[:place])))
    named = [term for term in question.strong_terms if term not in lead] if place else question.strong_terms
    return tuple((*lead, term) for term in named)


_ALL_UNITS = re.compile("全系统|全部门|整个(?:系统|部门)|全局|合计|总额|总计")


def _without_sum(question: Question) -> tuple[Token, ...]:
    """The names without a bare 合计, which is what is done with the figures of several and no column of each."""
    return (
        tuple(term for term in question.names if is_strong(term) or not is_plain_measure(term.surface))
        or question.names
    )


def _difference(question: Question) -> Iterator[Plan]:
    wanted = question.operations & {"difference", "changed", "over", "under"}
    if not wanted or joined_by_plus(question):
        return
    exceeds = "whether" not in question.operations and _EXCEEDS_BY.search(question.text)
    if not wanted & {"difference", "changed"} and not exceeds and not has_cue(question, "connector", "than"):
        return  # 以上合计: "above" without anything to be above
    than = [pair for pair in split_at(question.tokens, _is_than) if all(any(map(is_strong, side)) for side in pair)]
    cuts = split_at(
        question.tokens,
        lambda token: than_or_and(token) or token.surface in MINUS or token.has("operation", "over", "under"),
    )
    for left, right in than or cuts:
        for operands in spread(left, right):
            if not all(map(_names_something, operands)) or _is_item_against_plan(*operands):
                continue
            if _is_item_against_office(*operands) or _is_item_of_form_against_fund(*operands):
                continue
            backwards = _changes_between(question, wanted) or asks_which(question)
            penalty = 0.5 if "whether" in question.operations else BACKWARDS if backwards else 0.0
            penalty += OF_ALL_THE_FUND if _is_item_against_fund(*operands) else 0.0
            thing = measure_asked(question)  # 多几辆
            covered = ("difference", "changed", "over", "under", "rest", "count" if thing else "")
            yield plan_for(question, "difference", operands, *covered, penalty=penalty, classifier=thing or None)
    if "difference" in wanted:
        for left, right in split_at(question.tokens, lambda token: token.has("operation", "over", "under")):
            for operands in spread(left, right):
                yield plan_for(question, "difference", operands, "difference", "over", "under", penalty=0.3)


def _is_than(token: Token) -> bool:
    """Whether a word stands between what is held against one another, as 比 does, and not before both, as between does."""
    return token.has("connector", "than") and token.surface.startswith(("比", "较", "than"))


_EXCEEDS_BY = re.compile("(?:超[出过]?|[高多]过).{2,}(?:多少|几)")
"""A超出B多少 asks by how much, A超出B whether."""
BACKWARDS = 3.0
"""What it costs to take the later of two years from the earlier, where it is asked how something changed between them, or
one figure from another, where it is asked which is the larger and by how much."""


OF_ALL_THE_FUND = 4.0
"""What it costs to hold one item against all of a fund, where the item as that fund pays it may be meant."""


def _is_item_against_fund(one: tuple[Token, ...], other: tuple[Token, ...]) -> bool:
    item, whole = ([term for term in terms if is_strong(term) and not keys_of(term) <= SIDES] for terms in (one, other))
    return bool(whole) and all(map(is_basis, whole)) and not all(map(is_basis, item))


def _is_item_of_form_against_fund(*operands: tuple[Token, ...]) -> bool:
    """Whether an item as one form prints it is held against all of a fund, by whose form the item may be meant: 渔业发展,支出总表
    跟一般公共预算.
    """
    of_funds = [all(is_basis(term) or names_form(term) for term in terms if is_strong(term)) for terms in operands]
    of_forms = any(
        any(map(names_form, terms)) for terms, of_fund in zip(operands, of_funds, strict=True) if not of_fund
    )
    return sum(of_funds) == 1 and of_forms


def _is_item_against_office(item: tuple[Token, ...], office: tuple[Token, ...]) -> bool:
    """Whether an item is held against a department's own office alone, whose figure of that item is meant: 三公经费,全部门跟局本级."""
    strong = [[term for term in terms if is_strong(term)] for terms in (item, office)]
    own = [[is_own_office(term.surface) for term in terms] for terms in strong]
    return len(strong[1]) == 1 and all(own[1]) and bool(own[0]) and not any(own[0])


def _changes_between(question: Question, wanted: frozenset[str]) -> bool:
    """Whether an English question asks how something changed between two years, which goes from the earlier to the later."""
    years = question.frame.years or ()
    between = "difference" not in wanted or any(token.surface == "between" for token in question.tokens)
    return question.language == "en" and len(years) == 2 and "changed" in wanted and between


def _names_something(operand: tuple[Token, ...]) -> bool:
    """Whether an operand names a figure, a kind, a year or a side of the accounts, and is not only a word beside them."""
    return any(is_strong(term) or term.has("header") or term.has("side") or term.has("filler") for term in operand)


def _is_item_against_plan(item: tuple[Token, ...], plan: tuple[Token, ...]) -> bool:
    """Whether an item is held against a bare 预算, which is its own and no figure of all."""
    return any(is_strong(term) and not term.has("frame") for term in item) and all(
        ASKS_BUDGET.fullmatch(term.surface) and not is_strong(term) and not term.has("frame") for term in plan
    )


def _ratio(question: Question) -> Iterator[Plan]:
    if "ratio" not in question.operations:
        return
    links = (BY,) if any(token.surface == BY for token in question.tokens) else (*EQUALS, "to")
    ands = BY not in links
    for left, right in split_at(question.tokens, lambda one: one.surface in links or (ands and than_or_and(one))):
        for operands in spread(left, right):
            yield plan_for(question, "ratio", operands, "ratio")


def _average(question: Question) -> Iterator[Plan]:
    if "average" in question.operations and not _PER_THING.search(question.text):
        over = question.ranges_over
        yield plan_for(
            question, "average", (question.names,), "average", "each", "list", "trend", "together", over=over
        )
        for operands in conjuncts(question.tokens):
            if len(operands) > 1:
                yield plan_for(question, "average", operands, "average", "each")


_PER_THING = re.compile(f"每(?:一)?(?:[{THINGS}次位份亩]|平方米)")
"""平均每批: an amount by a count, not the mean of the parts of an amount."""


def _change(question: Question) -> Iterator[Plan]:
    taken_off = any(split_at(question.tokens, lambda token: token.surface in MINUS))  # 收入减支出
    if of_two_kinds(question) or over_years(question) or taken_off:
        return
    than = any(token.has("connector", "than", "or") for token in question.tokens)
    alone = "difference" in question.operations and not (than or names_apart(question) or question.frame.kinds)
    if (
        question.operations & {"change", "changed"}
        or (alone and any(token.surface.startswith(("少了", "多了")) for token in question.tokens))
        or question.base_year
        or (question.frame.years and len(question.frame.years) == 2)
    ):
        beyond = ("over", "under") if "share" in question.operations else ()  # 多百分之几
        covered = ("change", "changed", "difference", "share", *beyond)
        penalty = 0.1 if "whether" in question.operations else 0.0
        asked = any(map(asks_amount, question.tokens)) or question.operations & {"whether", "share", "change"}
        alone = not question.terms and question.ranges_over != "organisations"
        unnamed = bool(asked) and question.frame.organisations_named and alone
        whole = question.names or (WHOLE_BUDGET if unnamed else ())
        for names, more in ((whole, 0.0), (on_either_side(question.names), 0.5)):
            if names:
                percent, base = percent_asked(question), base_kind(question.tokens)
                given = {"percent": percent, "base_kind": base}
                yield plan_for(question, "change", (names,), *covered, penalty=penalty + more, **given)


def _growth(question: Question) -> Iterator[Plan]:
    """从24年决算到25年预算增长百分之几: the second operand against the first; A比B增长: the first against the second."""
    if any(token.has("operation", "share") and token.surface.startswith("占") for token in question.tokens):
        return  # a part of the other, not how far above it
    percent = percent_asked(question)
    beyond = percent and bool(question.operations & {"over", "under"})  # A比B多百分之几
    if not (beyond or any(term.has("frame") for term in question.terms)) or not question.operations & {
        "changed",
        "difference",
        "share",
    }:
        return
    covered = ("changed", "difference", "share", "change")
    for left, right in split_at(question.tokens, lambda token: token.surface in _UNTIL):
        for first, second in spread(left, right):
            yield plan_for(question, "difference", (second, first), *covered, percent=percent)
    exceeds = (question.language == "en" and percent) or beyond  # by what percent does A exceed B
    for left, right in split_at(
        question.tokens,
        lambda token: token.has("connector", "than") or (exceeds and token.has("operation", "over", "under")),
    ):
        for first, second in spread(left, right):
            ways = ("over", "under") if exceeds else ()
            yield plan_for(question, "difference", (first, second), *covered, *ways, percent=percent)


_UNTIL = frozenset({"到", "至", "to"})


UNASKED = 50.0
"""What it costs to add up what no word says is to be added."""
_RULES: tuple[Callable[[Question], Iterator[Plan]], ...] = (
    lookup, quantity, several, _sum, _difference, _ratio, share, share_of_bodies, execution, against_budget, item_against_budget,
    _average, left_over, of_sums, _change, _growth, rank,
    compound, none_of, per_thing, vacancies, rank_named, list_parts, count_parts, count_groups, marked, trend, whether, agree, errors,
    balance, movements,
)  # fmt: skip


def _total_before(question: Question) -> bool:
    """Whether an English question asks for the total of the names behind: the total request for A and B."""
    if question.language != "en" or "each" in question.operations or not names_apart(question):
        return False
    first = next((number for number, token in enumerate(question.tokens) if is_strong(token)), 0)
    return any(token.surface in ("total", "the total") for token in question.tokens[:first])


def _total_asked(question: Question) -> bool:
    """Whether 合计 stands behind the last name, where several are named or departments: A和B合计多少, 三个部门支出合计."""
    last = max((number for number, token in enumerate(question.tokens) if is_strong(token)), default=0)
    after = any(re.search("合计|总[计额数和]|total", token.surface) for token in question.tokens[last + 1 :])
    several = names_apart(question) or question.ranges_over == "organisations"
    return after or (several and question.tokens[last].surface.endswith("合计"))
