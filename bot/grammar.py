"""Question → plans. One small rule per operation; every rule whose cues are there offers its plans, and the facts decide.

A rule never looks at a name: only at the order of terms, connectors and operation cues.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.grammar_base import has_cue, joined_by_plus, names_apart, plan_for, subsets
from bot.grammar_claims import agree, errors, whether
from bot.grammar_movements import asks_what_moved, balance, movements
from bot.operands import conjuncts, is_of_fund, split_at, spread, terms_in, than_or_and
from bot.plan import Plan
from bot.question import Question, asks_amount_of_change, covers, is_strong
from bot.scoring import counts_positions
from bot.terms import Sense, Token
from index.text import core_key, is_plain_measure
from prompts import load_yaml


def plans(question: Question) -> list[Plan]:
    """All plans whose operations cover every operation cue of the question that can be nothing else."""
    found = [plan for rule in _RULES for plan in rule(question)]
    cues = [token for token in question.tokens if _only_operation(token)]
    if question.top or question.nth:
        found = [plan for plan in found if plan.operation in ("rank", "rank_named", "movements")]
    if any(token.has("over", "organisations") and _ASKS_WHO.search(token.surface) for token in question.tokens):
        found = [plan for plan in found if plan.operation not in _OF_ONE]
    return [plan for plan in found if all(covers(plan.executes, cue) for cue in cues)]


_ASKS_WHO = re.compile("^(?:who|whose|which|谁|哪)|(?:谁|哪个|哪家|哪一个)$")
_OF_ONE = frozenset({"lookup", "quantity", "exists", "sum"})
"""What gives the figure of one body cannot say which body it is."""


def _only_operation(token: Token) -> bool:
    return token.has("operation") and all(
        sense.kind in ("operation", "unit", "over", "text") or sense.weak for sense in token.senses
    )


# ---- lookups -------------------------------------------------------------------------------------------------------


def _quantity(question: Question) -> Iterator[Plan]:
    """How many of a thing the text counts: 有几家事业单位; 车辆有多少, where nothing but a number is told of it."""
    asked = "count" in question.operations
    if question.terms and (asked or not (question.unit or _MONEY.search(question.text))):
        cue = next((token.surface for token in question.tokens if token.has("operation", "count")), "")
        yield plan_for(
            question,
            "quantity",
            (question.terms,),
            "count",
            "sum",
            classifier=next((word for word in _PAIRS if word in cue), "")
            or next((letter for letter in cue if letter in _CLASSIFIERS - {"数"}), "")
            or ("个" if "个" in cue else ""),
            penalty=0.0 if asked else 50.0,
        )
        if asked:
            yield plan_for(question, "exists", (question.terms,), "count", only_none=True, penalty=6.0)


_MONEY = re.compile("[钱元款费额]|支出|收入|资金|经费|预算|决算|花|多少万")
"""Words for money: how many of a thing there are is no answer."""


def _lookup(question: Question) -> Iterator[Plan]:
    if question.terms and not _counts_things(question):
        counts = ("count",) if any(map(counts_positions, question.terms)) else ()
        penalty = APART if names_apart(question) else 0.0
        yield plan_for(question, "lookup", (question.terms,), "sum", *counts, penalty=penalty)


def _counts_things(question: Question) -> bool:
    """Whether a name asks for a number of things, 有几辆车, which no amount of money answers."""
    return any(term.has("operation", "count") and _THINGS.search(term.surface) for term in question.terms)


APART = 12.0
"""What reading two names as a row and the row above it costs where 和 or + stands between them."""


def _several(question: Question) -> Iterator[Plan]:
    for operands in conjuncts(question.tokens):
        if len(operands) > 1:
            counts = ("count",) if "each" in question.operations else ()
            yield plan_for(question, "several", operands, "each", "list", *counts)
    if question.operations <= {"list", "each"}:  # police vs fire
        for left, right in split_at(question.tokens, lambda token: token.has("connector", "than")):
            for operands in spread(left, right):
                yield plan_for(question, "several", operands, "each", "list", penalty=0.3)


# ---- arithmetic ----------------------------------------------------------------------------------------------------


def _sum(question: Question) -> Iterator[Plan]:
    for operands in conjuncts(question.tokens):
        if len(operands) > 1:
            asked = (
                "sum" in question.operations
                or joined_by_plus(question)
                or (_total_asked(question) and "each" not in question.operations)
            )
            yield plan_for(question, "sum", operands, "sum", penalty=-0.5 if asked else 50.0)
    if question.terms and not names_apart(question) and not _counts_things(question):
        yield plan_for(question, "sum", (question.terms,), "sum", penalty=0.5)
        if "sum" in question.operations and len(question.strong_terms) > 1:
            yield plan_for(question, "sum", tuple((term,) for term in question.strong_terms), "sum", penalty=0.5)
    if question.ranges_over and question.names:
        yield plan_for(
            question,
            "total_over",
            (_without_sum(question),),
            "sum",
            over=question.ranges_over,
            penalty=0.0 if "sum" in question.operations or _total_asked(question) else 50.0,
        )


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
    if not wanted & {"difference", "changed"} and not has_cue(question, "connector", "than"):
        return  # 以上合计: "above" without anything to be above
    for left, right in split_at(
        question.tokens,
        lambda token: than_or_and(token) or token.surface in _MINUS or token.has("operation", "over", "under"),
    ):
        for operands in spread(left, right):
            if not all(map(_names_something, operands)):
                continue
            penalty = 0.5 if "whether" in question.operations else 0.0
            yield plan_for(question, "difference", operands, "difference", "changed", "over", "under", penalty=penalty)
    if "difference" in wanted:
        for left, right in split_at(question.tokens, lambda token: token.has("operation", "over", "under")):
            for operands in spread(left, right):
                yield plan_for(question, "difference", operands, "difference", "over", "under", penalty=0.3)


def _names_something(operand: tuple[Token, ...]) -> bool:
    """Whether an operand names a figure, a kind, a year or a side of the accounts, and is not only a word beside them."""
    return any(is_strong(term) or term.has("header") or term.has("side") or term.has("filler") for term in operand)


_MINUS = frozenset({"减去", "减掉", "减", "扣减", "minus"})


def _ratio(question: Question) -> Iterator[Plan]:
    if "ratio" not in question.operations:
        return
    for left, right in split_at(question.tokens, lambda token: token.surface in (*_EQUALS, "to") or than_or_and(token)):
        for operands in spread(left, right):
            yield plan_for(question, "ratio", operands, "ratio")


_EQUALS = frozenset({"是", "为", "等于", "相当于", "is", "are", "as"})


def _share(question: Question) -> Iterator[Plan]:
    if "share" not in question.operations:
        return
    both_sides = False
    for cut in (number for number, token in enumerate(question.tokens) if token.has("operation", "share")):
        left, right = terms_in(question.tokens[:cut]), terms_in(question.tokens[cut + 1 :])
        if left and right:
            both_sides = True
            of = question.tokens[cut].surface.startswith("占")
            for number, operands in enumerate(spread(left, right)):
                yield plan_for(question, "share", operands, "share", penalty=float(number > 0), part_first=of)
            if of and is_of_fund(right):
                yield plan_for(question, "share", ((*left, *right), right), "share", penalty=-0.5, part_first=of)
            if question.language == "en":
                yield plan_for(question, "share", (right, left), "share", penalty=0.5)
    if question.language == "en":  # what share of the whole is the part
        for whole, part in split_at(question.tokens, lambda token: token.surface in ("is", "are", "goes", "go")):
            yield plan_for(question, "share", ((*whole, *part), whole), "share")
            if not any(token.surface in ("goes", "go") for token in question.tokens):
                yield plan_for(question, "share", (part, whole), "share", penalty=0.5)
    for left, right in split_at(question.tokens, lambda token: token.surface == "在"):
        both_sides = True
        yield plan_for(question, "share", (left, right), "share", penalty=-0.2)
    explicit = both_sides and question.language == "zh"  # A占B says which is the part
    for left, right in (
        () if explicit else split_at(question.tokens, lambda token: token.has("connector", "within", "of"))
    ):
        if all(term.has("header") for term in right):
            continue  # 合同的金额占比: of the figure itself
        both_sides = both_sides or question.language == "zh"
        yield plan_for(question, "share", ((*left, *right), left), "share", penalty=-0.2)
        yield plan_for(question, "share", (right, left), "share", penalty=0.2)
        if question.language == "en":
            yield plan_for(question, "share", (left, right), "share")
    if terms_in(question.tokens) and not both_sides:
        yield plan_for(question, "share", (terms_in(question.tokens),), "share", penalty=1.0)
        printed = Token(0, 0, PRINTED_SHARE, (Sense("name", PRINTED_SHARE, frozenset({PRINTED_SHARE})),))
        names = tuple(term for term in question.strong_terms if PRINTED_SHARE not in term.surface)
        yield plan_for(question, "lookup", ((*names, printed),), "share", penalty=3.0)
    for operands in conjuncts(question.tokens):
        if len(operands) > 1 and (question.operations & {"each", "list"} or _each_asked(question)):
            yield plan_for(question, "shares", operands, "share", "each", "list")


PRINTED_SHARE = "占比"
"""The column of a share that the text itself tells."""


def _each_asked(question: Question) -> bool:
    """Whether the word for a share says that it is of each: 各占多少."""
    return any(token.has("operation", "share") and token.surface[0] == "各" for token in question.tokens)


def _execution(question: Question) -> Iterator[Plan]:
    """完成预算的百分之几, 执行率: the outturn of what is named, or of all that is spent, in percent of its budget."""
    cue = next((token for token in question.tokens if token.has("operation", "execution")), None)
    if cue is None:
        return
    bases = next(sense.keys for sense in cue.senses if sense.value == "execution")
    printed = frozenset(core_key(word) for group in load_yaml("cues.yaml")["execution"] for word in group)
    rate = Token(cue.start, cue.end, cue.surface, (Sense("name", cue.surface, printed),))
    executes = ("execution", "share", "changed")
    for extra, names in enumerate(_spent(question) if _names_no_item(question) else [question.names]):
        for base, penalty in (("adjusted", 0.0), ("budget", 0.5)):  # 全年预算数 before 年初预算数, unless that is named
            for outcome in ("outturn", "executed") if base in bases else ():
                operands = tuple((*names, _of_kind(kind, cue)) for kind in (outcome, base))
                yield plan_for(
                    question, "share", operands, *executes, penalty=penalty + extra, ordered=True, one_unit=True
                )
        yield plan_for(question, "lookup", ((*names, rate),), *executes, penalty=1.0 + extra)


def _against_budget(question: Question) -> Iterator[Plan]:
    """决算比预算多多少, with no item named: all that was spent against what was planned for it."""
    kinds = [token for token in question.tokens if token.has("frame") and token.has("kind")]
    wanted = question.operations & {"difference", "changed", "over", "under"}
    spent = next((token for token in kinds if token.has("kind", "outturn", "executed")), None)
    planned = next((token for token in kinds if token.has("kind", "budget", "adjusted")), None)
    if not wanted or spent is None or planned is None or not _names_no_item(question):
        return
    covered = ("difference", "changed", "over", "under", "whether")
    first = planned.surface.startswith(_INITIAL)
    bases = (("budget", 0.0),) if first else (("adjusted", 0.0), ("budget", 0.5))
    for extra, names in enumerate(_spent(question)):
        for base, penalty in bases:
            for outcome in ("outturn", "executed"):
                operands = tuple((*names, _of_kind(kind, token)) for kind, token in ((outcome, spent), (base, planned)))
                yield plan_for(question, "against_budget", operands, *covered, penalty=penalty + extra)


_INITIAL = ("年初", "initial", "original")


def _names_no_item(question: Question) -> bool:
    return not any(is_strong(term) and not term.has("frame") for term in question.terms) and not any(
        "收入" in term.surface for term in question.terms
    )


def _spent(question: Question) -> list[tuple[Token, ...]]:
    """Names for all that is spent, the widest first."""
    groups = [frozenset(map(core_key, group)) for group in load_yaml("cues.yaml")["spent_in_all"]]
    return [(Token(0, 0, sorted(keys)[0], (Sense("name", sorted(keys)[0], keys),)),) for keys in groups]


def _of_kind(kind: str, cue: Token) -> Token:
    """A part of an operand that says which kind of figure it is, as 决算数 does."""
    return Token(cue.start, cue.end, cue.surface, (Sense("kind", kind), Sense("frame")))


def _average(question: Question) -> Iterator[Plan]:
    if "average" in question.operations:
        for over in _ranges(question):
            yield plan_for(question, "average", (question.names,), "average", "each", "list", over=over)
        for operands in conjuncts(question.tokens):
            if len(operands) > 1:
                yield plan_for(question, "average", operands, "average", "each")


def _except(question: Question) -> Iterator[Plan]:
    if "except" not in question.operations:
        return
    cues = [number for number, token in enumerate(question.tokens) if token.has("operation", "except")]
    if {question.tokens[number].surface for number in cues} <= {"外"}:
        return  # 计划外, 预算外: only 除…外 leaves something out
    first, last = cues[0], cues[-1]
    inside = terms_in(question.tokens[first + 1 : last]) if first != last else ()
    before, after = terms_in(question.tokens[:first]), terms_in(question.tokens[last + 1 :])
    options = [(before + after, inside)] if inside else [(after, before), (before, after)]
    if inside and after and any(token.surface in _ALSO for token in question.tokens):
        yield plan_for(question, "lookup", (after,), "except", "sum", penalty=2.0)
    for whole, part in options:
        if part:
            yield plan_for(question, "except", (whole, part), "except", "sum", "list", "changed")


_ALSO = frozenset({"还有", "还", "另外", "also"})


def _change(question: Question) -> Iterator[Plan]:
    if (
        question.operations & {"change", "changed"}
        or question.base_year
        or (question.frame.years and len(question.frame.years) == 2)
    ):
        covered = ("change", "changed", "difference", "share")
        penalty = 0.1 if "whether" in question.operations else 0.0
        if question.names:
            yield plan_for(
                question, "change", (question.names,), *covered, percent=percent_asked(question), penalty=penalty
            )


def percent_asked(question: Question) -> bool:
    """Whether a change is wanted in percent alone; 增加多少，百分之多少 wants its amount, which comes with the percent."""
    amount = any(asks_amount_of_change(token) for token in question.tokens)
    rates = load_yaml("cues.yaml")["rates"]["change"]
    return not amount and any(token.surface in rates or token.has("operation", "share") for token in question.tokens)


# ---- choosing and listing ------------------------------------------------------------------------------------------


def _growth(question: Question) -> Iterator[Plan]:
    """从24年决算到25年预算增长百分之几: the second operand against the first; A比B增长: the first against the second."""
    if not any(term.has("frame") for term in question.terms) or not question.operations & {
        "changed",
        "difference",
        "share",
    }:
        return
    percent = percent_asked(question)
    covered = ("changed", "difference", "share", "change")
    for left, right in split_at(question.tokens, lambda token: token.surface in _UNTIL):
        for first, second in spread(left, right):
            yield plan_for(question, "difference", (second, first), *covered, percent=percent)
    for left, right in split_at(question.tokens, lambda token: token.has("connector", "than")):
        for first, second in spread(left, right):
            yield plan_for(question, "difference", (first, second), *covered, percent=percent)


_UNTIL = frozenset({"到", "至", "to"})


def _rank(question: Question) -> Iterator[Plan]:
    wanted = question.operations & {"most", "least", "ranking"}
    if not wanted and question.top is None and question.nth is None:
        return
    share = ("share",) if _BY_SHARE.search(question.text) else ()
    executes = ("most", "least", "ranking", "list", "count", "each", *share)
    least = (
        "least" in wanted
        or any(sense.value.endswith("least") for token in question.tokens for sense in token.senses)
        or any(token.surface in ("从低到高", "从小到大") for token in question.tokens)
    )
    for over in _ranges(question):
        for terms in subsets(question):
            yield plan_for(
                question,
                "rank",
                (terms,),
                *executes,
                least=least,
                all="ranking" in wanted and not question.top,
                over=over,
            )


_BY_SHARE = re.compile("(?:占比|比重|比例|份额)(?:最|排)")
"""占比最大的是哪一类: the parts of one figure have the order of their shares."""


def _rank_named(question: Question) -> Iterator[Plan]:
    """A、B、C哪个最多: the named figures in order."""
    if question.operations & {"most", "least", "ranking"}:
        least = "least" in question.operations
        for operands in conjuncts(question.tokens):
            if len(operands) > 1 and all(any(map(is_strong, operand)) for operand in operands):
                every = "ranking" in question.operations and not question.top
                yield plan_for(
                    question, "rank_named", operands, "most", "least", "ranking", "list", least=least, all=every
                )


SEVERAL_NAMED = 5.0
"""What a list of parts is worth less where the question names several figures itself: 限额和余额分别多少."""


def _list(question: Question) -> Iterator[Plan]:
    if question.operations & {"list", "each"} or any(
        token.has("over") and token.surface[0] in "各每" for token in question.tokens
    ):
        limit = bool(question.amounts) and bool(question.operations & {"over", "under"})
        covered = ("list", "each", "count", *(("over", "under") if limit else ()))
        spent = "purpose" in question.texts  # what money goes to is never where it comes from
        apart = SEVERAL_NAMED if names_apart(question) and "分别" in question.text else 0.0
        for over in _ranges(question):
            for terms in [one for one in subsets(question) if not (spent and one and not any(map(is_strong, one)))]:
                yield plan_for(question, "list", (terms,), *covered, over=over, limit=limit, penalty=apart)


def _count(question: Question) -> Iterator[Plan]:
    named = any(is_strong(term) for term in question.names) or any(
        token.has("operation", "count") and token.surface[-1] in _SORTS for token in question.tokens
    )
    things = any(token.has("operation", "count") and token.surface[-1] in _CLASSIFIERS for token in question.tokens)
    if "count" in question.operations and named and not things and question.unit is None:
        for terms in subsets(question):
            yield plan_for(question, "count", (terms,), "count", "sum", penalty=1.5, over=question.ranges_over)


def _count_groups(question: Question) -> Iterator[Plan]:
    """How many departments: the groups of a column of records, named or of the whole table."""
    if "count" in question.operations:
        yield plan_for(question, "count_groups", (question.names,), "count", "list", penalty=0.5)


_SORTS = frozenset("类款项目")
_PAIRS = ("人次", "批次", "场次", "课时")
_CLASSIFIERS = frozenset("家辆人名台套次场批份篇户处所数条件期册吨亩时")
"""Measure words of things that a text counts; rows of a table are counted in 个, 项 or 类."""
_THINGS = re.compile("(?:几|多少)[辆人名台套]")


def _trend(question: Question) -> Iterator[Plan]:
    if question.ranges_over == "organisations" or asks_what_moved(question):
        return
    if ("trend" in question.operations or (question.frame.years and len(question.frame.years) > 1)) and question.names:
        yield plan_for(
            question,
            "trend",
            (question.names,),
            "trend",
            "changed",
            "change",
            "each",
            "list",
            "difference",
            penalty=0.5,
        )


_RULES: tuple[Callable[[Question], Iterator[Plan]], ...] = (
    _lookup, _quantity, _several, _sum, _difference, _ratio, _share, _execution, _against_budget, _average, _except, _change,
    _growth, _rank,
    _rank_named, _list, _count, _count_groups, _trend, whether, agree, errors, balance, movements,
)  # fmt: skip


# ---- how terms fall into operands ----------------------------------------------------------------------------------


def _ranges(question: Question) -> Iterator[str]:
    """Over the parts of a figure, or over the organisations or years that the question ranges over."""
    if question.ranges_over:
        yield question.ranges_over
    else:
        yield ""


def _total_asked(question: Question) -> bool:
    """Whether 合计 stands behind the last name: A和B合计多少."""
    last = max((number for number, token in enumerate(question.tokens) if is_strong(token)), default=0)
    after = any(re.search("合计|总计|总额|total", token.surface) for token in question.tokens[last + 1 :])
    return after or (bool(question.tokens) and question.tokens[last].surface.endswith("合计") and names_apart(question))
