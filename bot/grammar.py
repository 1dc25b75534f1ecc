"""Question → plans. One small rule per operation; every rule whose cues are there offers its plans, and the facts decide.

A rule never looks at a name: only at the order of terms, connectors and operation cues.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.directions import claimed_limit, comparison
from bot.operands import Operands, conjuncts, split_at, spread, terms_in, than_or_and
from bot.plan import Plan
from bot.question import Question, asks_amount_of_change, covers, is_strong
from bot.terms import Token


def plans(question: Question) -> list[Plan]:
    """All plans whose operations cover every operation cue of the question that can be nothing else."""
    found = [plan for rule in _RULES for plan in rule(question)]
    cues = [token for token in question.tokens if _only_operation(token)]
    if question.top or question.nth:
        found = [plan for plan in found if plan.operation in ("rank", "rank_named")]
    return [plan for plan in found if all(covers(plan.executes, cue) for cue in cues)]


def _only_operation(token: Token) -> bool:
    return token.has("operation") and all(sense.kind in ("operation", "unit") or sense.weak for sense in token.senses)


# ---- lookups -------------------------------------------------------------------------------------------------------


def _quantity(question: Question) -> Iterator[Plan]:
    """How many of a thing the text counts: 有几家事业单位."""
    if "count" in question.operations and question.terms:
        cue = next(token.surface for token in question.tokens if token.has("operation", "count"))
        yield _plan(
            question,
            "quantity",
            (question.terms,),
            "count",
            "sum",
            classifier=next((letter for letter in cue if letter in _CLASSIFIERS - {"数"}), ""),
        )


def _lookup(question: Question) -> Iterator[Plan]:
    if question.terms:
        yield _plan(question, "lookup", (question.terms,), "sum", penalty=APART if _names_apart(question) else 0.0)


APART = 12.0
"""What reading two names as a row and the row above it costs where 和 or + stands between them."""


def _names_apart(question: Question) -> bool:
    strong = [number for number, token in enumerate(question.tokens) if is_strong(token)]
    return any(
        token.has("connector", "and") and token.surface != "," and strong and strong[0] < number < strong[-1]
        for number, token in enumerate(question.tokens)
    )


def _several(question: Question) -> Iterator[Plan]:
    for operands in conjuncts(question.tokens):
        if len(operands) > 1:
            yield _plan(question, "several", operands, "each", "list")


# ---- arithmetic ----------------------------------------------------------------------------------------------------


def _sum(question: Question) -> Iterator[Plan]:
    for operands in conjuncts(question.tokens):
        if len(operands) > 1:
            asked = (
                "sum" in question.operations
                or _plus(question)
                or (_total_asked(question) and "each" not in question.operations)
            )
            yield _plan(question, "sum", operands, "sum", penalty=-0.5 if asked else 50.0)
    if question.terms and not _names_apart(question):
        yield _plan(question, "sum", (question.terms,), "sum", penalty=0.5)
        if "sum" in question.operations and len(question.strong_terms) > 1:
            yield _plan(question, "sum", tuple((term,) for term in question.strong_terms), "sum", penalty=0.5)
    if question.ranges_over and question.names:
        yield _plan(
            question,
            "total_over",
            (question.names,),
            "sum",
            over=question.ranges_over,
            penalty=0.0 if "sum" in question.operations or _total_asked(question) else 50.0,
        )


def _difference(question: Question) -> Iterator[Plan]:
    wanted = question.operations & {"difference", "changed", "over", "under"}
    if not wanted or _plus(question):
        return
    if not wanted & {"difference", "changed"} and not _has(question, "connector", "than"):
        return  # 以上合计: "above" without anything to be above
    for left, right in split_at(
        question.tokens,
        lambda token: than_or_and(token) or token.surface in _MINUS or token.has("operation", "over", "under"),
    ):
        for operands in spread(left, right):
            penalty = 0.5 if "whether" in question.operations else 0.0
            yield _plan(question, "difference", operands, "difference", "changed", "over", "under", penalty=penalty)
    if "difference" in wanted:
        for left, right in split_at(question.tokens, lambda token: token.has("operation", "over", "under")):
            for operands in spread(left, right):
                yield _plan(question, "difference", operands, "difference", "over", "under", penalty=0.3)


_MINUS = frozenset({"减去", "减掉", "减", "扣减", "minus"})


def _ratio(question: Question) -> Iterator[Plan]:
    if "ratio" not in question.operations:
        return
    for left, right in split_at(question.tokens, lambda token: token.surface in _EQUALS or than_or_and(token)):
        for operands in spread(left, right):
            yield _plan(question, "ratio", operands, "ratio")


_EQUALS = frozenset({"是", "为", "等于", "相当于", "is", "are", "as"})


def _share(question: Question) -> Iterator[Plan]:
    if "share" not in question.operations:
        return
    both_sides = False
    for cut in (number for number, token in enumerate(question.tokens) if token.has("operation", "share")):
        left, right = terms_in(question.tokens[:cut]), terms_in(question.tokens[cut + 1 :])
        if left and right:
            both_sides = True
            for number, operands in enumerate(spread(left, right)):
                yield _plan(question, "share", operands, "share", penalty=float(number > 0))
            if question.language == "en":
                yield _plan(question, "share", (right, left), "share", penalty=0.5)
    if question.language == "en":  # what share of the whole is the part
        for whole, part in split_at(question.tokens, lambda token: token.surface in ("is", "are", "goes", "go")):
            yield _plan(question, "share", ((*whole, *part), whole), "share")
            if not any(token.surface in ("goes", "go") for token in question.tokens):
                yield _plan(question, "share", (part, whole), "share", penalty=0.5)
    for left, right in split_at(question.tokens, lambda token: token.surface == "在"):
        both_sides = True
        yield _plan(question, "share", (left, right), "share", penalty=-0.2)
    explicit = both_sides and question.language == "zh"  # A占B says which is the part
    for left, right in (
        () if explicit else split_at(question.tokens, lambda token: token.has("connector", "within", "of"))
    ):
        both_sides = both_sides or question.language == "zh"
        yield _plan(question, "share", ((*left, *right), left), "share", penalty=-0.2)
        yield _plan(question, "share", (right, left), "share", penalty=0.2)
        if question.language == "en":
            yield _plan(question, "share", (left, right), "share")
    if terms_in(question.tokens) and not both_sides:
        yield _plan(question, "share", (terms_in(question.tokens),), "share", penalty=1.0)
    for operands in conjuncts(question.tokens):
        if len(operands) > 1 and question.operations & {"each", "list"}:
            yield _plan(question, "shares", operands, "share", "each", "list")


def _average(question: Question) -> Iterator[Plan]:
    if "average" in question.operations:
        for over in _ranges(question):
            yield _plan(question, "average", (question.names,), "average", "each", "list", over=over)
        for operands in conjuncts(question.tokens):
            if len(operands) > 1:
                yield _plan(question, "average", operands, "average", "each")


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
        yield _plan(question, "lookup", (after,), "except", "sum", penalty=2.0)
    for whole, part in options:
        if part:
            yield _plan(question, "except", (whole, part), "except", "sum", "list", "changed")


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
            yield _plan(
                question, "change", (question.names,), *covered, percent=_percent_asked(question), penalty=penalty
            )


def _percent_asked(question: Question) -> bool:
    """Whether a change is wanted in percent alone; 增加多少，百分之多少 wants its amount, which comes with the percent."""
    amount = any(asks_amount_of_change(token) for token in question.tokens)
    return not amount and any(token.surface in _RATES or token.has("operation", "share") for token in question.tokens)


_RATES = frozenset({"增幅", "降幅", "增长率", "growth"})


# ---- choosing and listing ------------------------------------------------------------------------------------------


def _growth(question: Question) -> Iterator[Plan]:
    """从24年决算到25年预算增长百分之几: the second operand against the first; A比B增长: the first against the second."""
    if not any(term.has("frame") for term in question.terms) or not question.operations & {
        "changed",
        "difference",
        "share",
    }:
        return
    percent = _percent_asked(question)
    covered = ("changed", "difference", "share", "change")
    for left, right in split_at(question.tokens, lambda token: token.surface in _UNTIL):
        for first, second in spread(left, right):
            yield _plan(question, "difference", (second, first), *covered, percent=percent)
    for left, right in split_at(question.tokens, lambda token: token.has("connector", "than")):
        for first, second in spread(left, right):
            yield _plan(question, "difference", (first, second), *covered, percent=percent)


_UNTIL = frozenset({"到", "至", "to"})


def _rank(question: Question) -> Iterator[Plan]:
    wanted = question.operations & {"most", "least", "ranking"}
    if not wanted and question.top is None and question.nth is None:
        return
    executes = ("most", "least", "ranking", "list", "count", "each")
    least = (
        "least" in wanted
        or any(sense.value.endswith("least") for token in question.tokens for sense in token.senses)
        or any(token.surface in ("从低到高", "从小到大") for token in question.tokens)
    )
    for over in _ranges(question):
        for terms in _subsets(question):
            yield _plan(
                question,
                "rank",
                (terms,),
                *executes,
                least=least,
                all="ranking" in wanted and not question.top,
                over=over,
            )


def _rank_named(question: Question) -> Iterator[Plan]:
    """A、B、C哪个最多: the named figures in order."""
    if question.operations & {"most", "least", "ranking"}:
        least = "least" in question.operations
        for operands in conjuncts(question.tokens):
            if len(operands) > 1:
                every = "ranking" in question.operations and not question.top
                yield _plan(
                    question, "rank_named", operands, "most", "least", "ranking", "list", least=least, all=every
                )


def _list(question: Question) -> Iterator[Plan]:
    if question.operations & {"list", "each"}:
        limit = bool(question.amounts) and bool(question.operations & {"over", "under"})
        covered = ("list", "each", "count", *(("over", "under") if limit else ()))
        for over in _ranges(question):
            for terms in _subsets(question):
                yield _plan(question, "list", (terms,), *covered, over=over, limit=limit)


def _count(question: Question) -> Iterator[Plan]:
    named = any(is_strong(term) for term in question.names) or any(
        token.has("operation", "count") and token.surface[-1] in _SORTS for token in question.tokens
    )
    things = any(token.has("operation", "count") and token.surface[-1] in _CLASSIFIERS for token in question.tokens)
    if "count" in question.operations and named and not things and question.unit is None:
        for terms in _subsets(question):
            yield _plan(question, "count", (terms,), "count", penalty=1.5)


def _count_groups(question: Question) -> Iterator[Plan]:
    """How many departments: the groups of a column of records, named or of the whole table."""
    if "count" in question.operations:
        yield _plan(question, "count_groups", (question.names,), "count", "list", penalty=0.5)


_SORTS = frozenset("类款项目")
_CLASSIFIERS = frozenset("家辆人名台套次场批份篇户处所数")
"""Measure words of things that a text counts; rows of a table are counted in 个, 项 or 类."""


def _trend(question: Question) -> Iterator[Plan]:
    if question.ranges_over == "organisations":
        return
    if ("trend" in question.operations or (question.frame.years and len(question.frame.years) > 1)) and question.names:
        yield _plan(
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


# ---- yes or no -----------------------------------------------------------------------------------------------------


def _whether(question: Question) -> Iterator[Plan]:
    cues = question.operations & {"whether", "over", "under", "equal"}
    if (
        "whether" in question.operations
        and question.names
        and not question.amounts
        and question.operations & {"change", "changed"}
    ):
        yield _plan(question, "changed", (question.names,), "whether", "change", "changed", "over", "under")
    if not cues:
        return
    covered = ("whether", "over", "under", "equal", "changed")
    if question.amounts and question.operations & {"change", "changed"} and question.names:
        yield _plan(
            question,
            "change_claimed",
            (question.names,),
            *covered,
            "change",
            "share",
            "agree",
            penalty=-0.5,
            limit=claimed_limit(question),
        )
    if question.amounts and question.terms:
        yield from _against_amount(question, covered)
    if "equal" in cues:
        yield from _adds_up(question, covered)
    if (
        not _plus(question)
        and not question.amounts
        and (cues & {"over", "under", "equal"} or "difference" in question.operations)
    ):
        for left, right in split_at(
            question.tokens, lambda token: token.has("operation", "over", "under", "equal") or than_or_and(token)
        ):
            for operands in spread(left, right):
                yield _plan(question, "compare", operands, *covered)
    if "whether" in cues and question.terms:
        yield _plan(question, "exists", (question.terms,), "whether", penalty=1.0)


def _against_amount(question: Question, covered: tuple[str, ...]) -> Iterator[Plan]:
    """A figure, a sum or a difference against an amount in the question."""
    margins = list(
        split_at(question.tokens, lambda token: token.has("operation", "over", "under") or than_or_and(token))
    )
    for left, right in margins:
        if any(is_strong(term) for term in left) and any(is_strong(term) for term in right):
            percent = any(amount.value.endswith("%") for amount in question.amounts)
            inner = (
                "share"
                if percent
                else "difference"
                if _has(question, "operation", "difference") or not _names_apart(question)
                else "sum"
            )
            for operands in spread(left, right):
                yield _plan(question, "compare_amount", operands, *covered, "sum", "difference", inner=inner)
            return
    if _added_alone(question):
        yield _plan(question, "parts_add_up", (question.terms,), *covered, "sum", "agree")
    else:
        yield _plan(question, "compare_amount", (question.terms,), *covered, "sum")


def _added_alone(question: Question) -> bool:
    """Whether one figure is said to be a sum: what is added is then its parts, and the figure proves nothing itself."""
    return any(token.surface in _ADDED for token in question.tokens) and not _names_apart(question)


_ADDED = frozenset({"加起来", "相加", "之和", "加总", "加在一起", "合起来", "合在一起", "总和"})


def _agree(question: Question) -> Iterator[Plan]:
    if "agree" in question.operations or ("equal" in question.operations and "sum" in question.operations):
        covered = ("agree", "whether", "equal", "sum", "difference")
        if question.terms:
            yield _plan(question, "agree", (question.terms,), *covered, penalty=0.5)
        for operands in conjuncts(question.tokens):
            if len(operands) == 2 and "sum" not in question.operations:
                yield _plan(question, "compare", operands, *covered, "over", "under")
        if "sum" in question.operations:
            yield from _adds_up(question, covered)


def _adds_up(question: Question, covered: tuple[str, ...]) -> Iterator[Plan]:
    """A和B加起来等于C吗: the parts before the cue, the whole behind it (none: what the parts are parts of)."""
    cuts = [number for number, token in enumerate(question.tokens) if token.has("operation", "equal", "agree")]
    for cut in cuts[:1]:
        whole = terms_in(question.tokens[cut + 1 :])
        if question.amounts and not any(is_strong(term) for term in whole):
            for parts in conjuncts(question.tokens[:cut]):
                if len(parts) > 1:
                    yield _plan(question, "compare_amount", parts, *covered, "over", "under", inner="sum", penalty=-0.5)
            return
        for parts in conjuncts(question.tokens[:cut]):
            if len(parts) > 1:
                yield _plan(question, "adds_up", (*parts, whole), *covered, "over", "under", penalty=-0.5)


def _errors(question: Question) -> Iterator[Plan]:
    if question.operations & {"errors", "agree"}:
        yield _plan(
            question,
            "errors",
            (question.terms,),
            "errors",
            "agree",
            "whether",
            "list",
            penalty=0.0 if "errors" in question.operations else 3.0,
        )


_RULES: tuple[Callable[[Question], Iterator[Plan]], ...] = (
    _lookup, _quantity, _several, _sum, _difference, _ratio, _share, _average, _except, _change,
    _growth, _rank,
    _rank_named, _list, _count, _count_groups, _trend, _whether, _agree, _errors,
)  # fmt: skip


# ---- how terms fall into operands ----------------------------------------------------------------------------------


def _plan(
    question: Question, operation: str, operands: Operands, *executes: str, penalty: float = 0.0, **options: object
) -> Plan:
    given = {
        "amounts": question.amounts,
        "comparison": comparison(question),
        "unit": question.unit,
        "decimals": question.decimals,
        "top": question.top,
        "nth": question.nth,
        "level": question.level,
        "said": (question.text,),
        "classification": question.classification,
    }
    return Plan(operation, operands, question.frame, frozenset(executes) - {""}, {**given, **options}, penalty)


def _has(question: Question, kind: str, value: str) -> bool:
    return any(token.has(kind, value) for token in question.tokens)  # type: ignore[arg-type]


def _subsets(question: Question) -> Iterator[tuple[Token, ...]]:
    """All names, or none where all of them are weak: 哪一类支出最多."""
    yield question.names
    if question.names and not any(is_strong(term) for term in question.names):
        yield ()


def _ranges(question: Question) -> Iterator[str]:
    """Over the parts of a figure, or over the organisations or years that the question ranges over."""
    if question.ranges_over:
        yield question.ranges_over
    else:
        yield ""


def _plus(question: Question) -> bool:
    """Whether names are joined by a plus: A加B."""
    return any(token.surface in ("加", "加上", "+", "plus") and token.has("connector") for token in question.tokens)


def _total_asked(question: Question) -> bool:
    """Whether 合计 stands behind the last name: A和B合计多少."""
    last = max((number for number, token in enumerate(question.tokens) if is_strong(token)), default=0)
    after = any(re.search("合计|总计|总额|total", token.surface) for token in question.tokens[last + 1 :])
    return after or (
        bool(question.tokens) and question.tokens[last].surface.endswith("合计") and _names_apart(question)
    )
