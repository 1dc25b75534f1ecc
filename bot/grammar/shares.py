"""Questions for the part that one figure is of another, and how far a budget was carried out → plans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.figures.sides import SIDES
from bot.grammar.base import (
    EQUALS,
    MINUS,
    goes,
    names_two_kinds,
    of_kind,
    plan_for,
    printed_rate,
    spent_in_all,
    with_printed_share,
)
from bot.grammar.plan import Plan
from bot.names.budget_words import ASKS_BUDGET, BUDGET_WORDS
from bot.names.terms import Token, keys_of
from bot.reading.directions import asks_less, comparison, percent_asked
from bot.reading.operands import conjuncts, is_of_fund, split_at, spread, terms_in
from bot.reading.question import INITIAL, Question, is_strong


def share(question: Question) -> Iterator[Plan]:
    """A占B的几成, B里A占多少, A是B的百分之几; the share that a form prints where one figure alone is named."""
    if "share" not in question.operations or (question.base_year and question.language == "en"):
        return  # compared to 2017, what percentage more
    both_sides = False
    for cut in _cues_of_last_clause(question.tokens):
        left, right = terms_in(question.tokens[:cut]), terms_in(question.tokens[cut + 1 :])
        if left and right:
            both_sides = True
            if _whole_first(question.tokens[:cut]):  # A里有几成是B, A有几成花在B上
                if not all(keys_of(term) & SIDES for term in left):
                    yield plan_for(question, "share", ((*left, *right), left), "share", penalty=-0.2)
                yield plan_for(question, "share", (right, left), "share", ordered=True)
                continue
            if _each_asked(question) or "each" in question.operations:  # 甲和乙各占丙的百分之几
                for parts in conjuncts(question.tokens[:cut]):
                    if len(parts) > 1:
                        yield plan_for(question, "shares", (*parts, right), "share", "each", "list", ordered=True)
            of = question.tokens[cut].surface.startswith(("占", "as a "))
            for number, operands in enumerate(spread(left, right, of_whole=True)):
                yield plan_for(question, "share", operands, "share", penalty=float(number > 0), part_first=of)
            if of and is_of_fund(right):
                yield plan_for(question, "share", ((*left, *right), right), "share", penalty=-0.5, part_first=of)
            if question.language == "en" and not of:
                yield plan_for(question, "share", (right, left), "share", penalty=0.5)
            if question.language == "en":
                yield plan_for(question, "share", ((*left, *right), right), "share", penalty=0.4)
                if all(term.has("header") and not is_strong(term) for term in right):
                    yield plan_for(question, "share", (left,), "share", penalty=0.2)
    equals = [one for one, after in pairwise(question.tokens) if one.surface in EQUALS and not after.has("amount")]
    for left, right in () if question.language == "en" else split_at(question.tokens, lambda one: one in equals):
        both_sides = True  # A是B的几成
        for number, operands in enumerate(spread(left, right, of_whole=True)):
            yield plan_for(question, "share", operands, "share", penalty=float(number > 0), ordered=True)
    if question.language == "en" and question.names:  # deficit in percent of GDP, which a form of ratios prints
        yield plan_for(question, "lookup", (question.names,), "share", penalty=0.5)
    fixed = False
    if question.language == "en":  # what share of the whole is the part
        of = any(
            one.has("operation", "share") and (one.surface.endswith(" of") or two.surface == "of")
            for one, two in pairwise(question.tokens)
        )
        inside = any(map(goes, question.tokens))
        for whole, part in split_at(question.tokens, lambda token: token.surface in _BEFORE_PART or goes(token)):
            fixed = of
            yield plan_for(question, "share", ((*whole, *part), whole), "share")
            given = {"ordered": True} if of and not inside else {"inside": inside}
            yield plan_for(question, "share", (part, whole), "share", penalty=0.5, **given)
    for left, right in split_at(question.tokens, lambda token: token.surface == "在"):
        both_sides = True
        yield plan_for(question, "share", (left, right), "share", penalty=-0.2)
    explicit = both_sides and question.language == "zh"  # A占B says which is the part
    for left, right in () if explicit else _inside(question):
        if all(term.has("header") for term in right):
            continue  # 合同的金额占比: of the figure itself
        both_sides = both_sides or question.language == "zh"
        spent = all(ASKS_BUDGET.fullmatch(term.surface) for term in left) and "支出" in right[0].surface
        for extra, names in enumerate(spent_in_all() if spent else ()):  # 预算里项目支出占多少
            yield plan_for(question, "share", (right, names), "share", penalty=extra - 0.3, ordered=True)
        yield plan_for(question, "share", ((*left, *right), left), "share", penalty=-0.2)
        yield plan_for(question, "share", (right, left), "share", penalty=0.2)
        if question.language == "en" and not fixed:
            yield plan_for(question, "share", (left, right), "share")
    if terms_in(question.tokens) and not both_sides and not _lacks_part(question):
        yield plan_for(question, "share", (terms_in(question.tokens),), "share", penalty=1.0)
        yield plan_for(question, "lookup", (with_printed_share(question),), "share", penalty=3.0)
    for operands in conjuncts(question.tokens):
        if len(operands) > 1 and (question.operations & {"each", "list"} or _each_asked(question)):
            yield plan_for(question, "shares", operands, "share", "each", "list")


def share_of_bodies(question: Question) -> Iterator[Plan]:
    """哪个部门的A占B的比例最高: which of several bodies has the largest share of the one figure in the other."""
    wanted = question.operations & {"most", "least", "ranking", "over", "under"}
    bodies = question.ranges_over == "organisations" and not question.amounts and "whether" not in question.operations
    if not wanted or "share" not in question.operations or not bodies or question.nth:
        return
    cut = next(number for number, token in enumerate(question.tokens) if token.has("operation", "share"))
    sides = (terms_in(question.tokens[:cut]), terms_in(question.tokens[cut + 1 :]))
    left, right = (tuple(term for term in side if not term.has("frame")) for side in sides)
    if any(map(is_strong, left)) and right:
        executes = ("share", "most", "least", "ranking", "list", "each", "over", "under")
        every = "ranking" in question.operations and not question.top
        least = bool(wanted & {"least", "under"}) and not wanted & {"most", "over"}
        yield plan_for(
            question, "rank_bodies_by_share", (left, right), *executes, over="organisations", all=every, least=least
        )


def _cues_of_last_clause(tokens: Sequence[Token]) -> list[int]:
    """Where the words for a share stand; of those in several clauses the ones in the last: 不能光看占比，A当中B占多少."""
    cues = [number for number, token in enumerate(tokens) if token.has("operation", "share")]
    begins = max((at for at, token in enumerate(tokens[: cues[-1]]) if token.surface == ","), default=0)
    return [number for number in cues if number >= begins]


_BEFORE_PART = ("is", "are", "comes from", "come from", "came from")


def _inside(question: Question) -> list[tuple[tuple[Token, ...], tuple[Token, ...]]]:
    """The whole and its part at the words for "in it"; at those for "of it" where nothing says "in": 某所的预算里，某工程."""
    inside = list(split_at(question.tokens, lambda token: token.has("connector", "within")))
    if inside and question.language == "zh":
        return inside
    return list(split_at(question.tokens, lambda token: token.has("connector", "within", "of")))


def _whole_first(tokens: Sequence[Token]) -> bool:
    """Whether the words before one for a share say that they are of what stands before them: A里, A有, A当中有."""
    if tokens and tokens[-1].surface == "有":
        return True
    last = next((token for token in reversed(tokens) if not token.has("filler") or token.has("connector")), None)
    return last is not None and last.has("connector", "within")


def _lacks_part(question: Question) -> bool:
    """Whether only the whole is named: 占总支出多少 asks for the share of something else in it."""
    cut = next((at for at, token in enumerate(question.tokens) if token.has("operation", "share")), None)
    if cut is None or question.tokens[cut].surface not in ("占", "占了", "占到", "占据"):
        return False
    return not terms_in(question.tokens[:cut]) and bool(terms_in(question.tokens[cut + 1 :]))


def _each_asked(question: Question) -> bool:
    """Whether the word for a share says that it is of each: 各占多少."""
    return any(token.has("operation", "share") and token.surface[0] == "各" for token in question.tokens)


def execution(question: Question) -> Iterator[Plan]:
    """完成预算的百分之几, 执行率: the outturn of what is named, or of all that is spent, in percent of its budget."""
    cue = next((token for token in question.tokens if token.has("operation", "execution")), None)
    if cue is None:
        return
    bases = next(sense.keys for sense in cue.senses if sense.value == "execution")
    executes = ("execution", "share", "changed")
    for extra, names in enumerate(spent_in_all() if _names_no_item(question) else [question.names]):
        for base, penalty in (("adjusted", 0.0), ("budget", 0.5)):  # 全年预算数 before 年初预算数, unless that is named
            for outcome in ("outturn", "executed") if base in bases else ():
                operands = tuple((*names, of_kind(kind, cue)) for kind in (outcome, base))
                yield plan_for(
                    question, "share", operands, *executes, penalty=penalty + extra, ordered=True, one_unit=True
                )
        yield plan_for(question, "lookup", ((*names, printed_rate(cue)),), *executes, penalty=1.0 + extra)
        if "年初" not in cue.surface and "调整" not in cue.surface:
            rate = printed_rate(cue, adjusted=True)
            yield plan_for(question, "lookup", ((*names, rate),), *executes, penalty=1.3 + extra)


def against_budget(question: Question) -> Iterator[Plan]:
    """决算比预算多多少, 预算和决算各是多少, with no item named: all that was spent and what was planned for it."""
    kinds = [token for token in question.tokens if token.has("kind") and (token.has("frame") or not is_strong(token))]
    each = question.operations <= {"list", "each"} and bool(question.operations)
    wanted = each or question.operations & {"difference", "changed", "over", "under"}
    spent = next((token for token in kinds if token.has("kind", "outturn", "executed")), None)
    planned = next((token for token in kinds if token.has("kind", "budget", "adjusted")), None)
    if not wanted or spent is None or planned is None or not _names_no_item(question):
        return
    covered = ("list", "each") if each else ("difference", "changed", "over", "under", "whether")
    if len(question.frame.years or ()) > 1 and not each:  # 2025年预算比2024年决算
        for left, right in split_at(question.tokens, lambda one: one.has("connector", "than", "and")):
            for extra, names in enumerate(spent_in_all()):
                yield plan_for(question, "difference", ((*names, *left), (*names, *right)), *covered, penalty=extra)
        return
    less = any(planned.start < token.start < spent.start for token in question.tokens if token.surface in MINUS)
    first = planned.surface.startswith(INITIAL)
    bases = (("budget", 0.0),) if first else (("adjusted", 0.0), ("budget", 0.5))
    for extra, names in enumerate(spent_in_all()):
        for base, penalty in bases:
            for outcome in ("outturn", "executed"):
                operands = tuple((*names, of_kind(kind, token)) for kind, token in ((outcome, spent), (base, planned)))
                operands = operands[::-1] if less else operands  # 全年预算减决算
                yield plan_for(question, "against_budget", operands, *covered, penalty=penalty + extra)


def item_against_budget(question: Question) -> Iterator[Plan]:
    """比预算少花多少, 超预算多少, 超收多少: what came of the item named, held against what was planned for it."""
    wanted = question.operations & {"difference", "over", "under", "changed"}
    otherwise = question.base_year or "whether" in question.operations or names_two_kinds(question)
    if not wanted or otherwise or _names_no_item(question):
        return
    cut = next((at for at, token in enumerate(question.tokens) if _opens_budget(token)), len(question.tokens))
    behind = [token for token in question.tokens[cut:] if token.has("kind") or ASKS_BUDGET.fullmatch(token.surface)]
    implied = cut < len(question.tokens) and bool(_BUDGET_MEANT.search(question.tokens[cut].surface))
    others = [term for term in terms_in(question.tokens[cut + 1 :]) if is_strong(term) and term not in behind]
    if not (behind or implied) or others:
        return
    names = tuple(term for term in question.names if term not in behind)
    cue = behind[0] if behind else question.tokens[cut]
    said = {sense.value for sense in cue.senses if sense.kind == "kind"}
    plans = {value for token in question.tokens[:cut] for value in ("budget", "adjusted") if token.has("kind", value)}
    if plans and said and not plans & said:
        return  # 调整预算比年初预算多: of one plan against the other
    first = cue.surface.startswith(INITIAL) or "budget" in said
    bases = (("budget", 0.0),) if first else (("adjusted", 0.0),) if said else (("adjusted", 0.0), ("budget", 0.5))
    less = asks_less(question.tokens) or comparison(question) == "under"
    cue = cue if behind else replace(cue, surface=BUDGET_WORDS[0])
    for base, penalty in bases if names else ():
        for outcome in ("outturn", "executed"):
            operands = (*names, of_kind(outcome, replace(cue, surface=OUTCOME))), (*names, of_kind(base, cue))
            given = {"less": less, "percent": percent_asked(question)}
            covered = ("difference", "over", "under", "changed", "share")
            yield plan_for(question, "difference", operands, *covered, penalty=penalty, **given)


def _opens_budget(token: Token) -> bool:
    """Whether what stands behind a word is what something is held against: 比, 超出, 超收."""
    saved = token.has("operation", "difference") and _SAVED.match(token.surface)
    return token.has("connector", "than") or token.has("operation", "over", "under") or bool(saved)


OUTCOME = "决算"
"""What came of a budget, where the question only says what it is held against."""
_SAVED = re.compile("节约|节省|省了")
_BUDGET_MEANT = re.compile(f"超收|短收|欠收|超支|超预算|{_SAVED.pattern}")


def _names_no_item(question: Question) -> bool:
    return not any(is_strong(term) and not term.has("frame") for term in question.terms) and not any(
        "收入" in term.surface for term in question.terms
    )
