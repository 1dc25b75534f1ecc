"""Whether parts come to a whole, and whether the places that print a figure agree → plans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bot.grammar.base import joined_by_plus, names_apart, names_text, plan_for
from bot.grammar.plan import Plan
from bot.names.terms import Token
from bot.reading.directions import comparison
from bot.reading.operands import conjuncts, is_basis, name_the_same, terms_in
from bot.reading.question import Question, is_limit, is_strong
from index.words import pattern_of

OTHER_WAY = {"at_least": "at_most", "at_most": "at_least", "over": "under", "under": "over"}


def added_alone(question: Question) -> bool:
    """Whether one figure is said to be a sum: what is added is then its parts, and the figure proves nothing itself."""
    return any(token.surface in _ADDED for token in question.tokens) and not names_apart(question)


_ADDED = frozenset(
    {"加起来", "两项之和", "三项之和", "四项之和", "相加", "之和", "加总", "加在一起", "合起来", "合在一起", "总和"}
)


_PARTS_ADDED = pattern_of("asked.zh.yaml", "parts_added")
"""That parts are added up, which no second place that prints their sum shows."""


def agree(question: Question) -> Iterator[Plan]:
    """Whether the places that print a figure agree."""
    placed = names_text(question)
    equal = "equal" in question.operations and (placed or "sum" in question.operations)
    if "agree" in question.operations or equal:
        covered = ("agree", "whether", "equal", "sum", "difference")
        twice = any(len(operands) == 2 and name_the_same(*operands) for operands in conjuncts(question.tokens))
        if question.terms and not twice and (placed or not _PARTS_ADDED.search(question.text)):
            yield plan_for(question, "agree", (question.terms,), *covered, penalty=0.5, text=placed)
        for operands in conjuncts(question.tokens):
            if len(operands) == 2 and "sum" not in question.operations and not placed:
                yield plan_for(question, "compare", operands, *covered, "over", "under")
        if "sum" in question.operations:
            yield from adds_up(question, covered)
            terms = _of_one_whole(question)
            if terms:  # 各项相加等于合计吗
                whole = (*covered, "list", "each")
                listed = bool(question.operations & {"list", "each"})
                over = question.ranges_over if question.ranges_over in ("places", "projects") else None
                penalty = 0.2 if listed or over else 0.5
                single = bool(LINES_ADDED.search(question.text)) or None
                yield plan_for(question, "parts_add_up", (terms,), *whole, penalty=penalty, over=over, single=single)


def _of_one_whole(question: Question) -> tuple[Token, ...]:
    """The terms of a question about the parts of one whole, which it may name again behind them, in a form that it may name;
    () where it names several: 基本支出表里302类各款相加等于302类合计吗.
    """
    things = [term for term in question.strong_terms if not (is_basis(term) or is_limit(term))]
    items = [term for term in things if not term.surface.endswith("表")] or things  # of a form alone: its total
    named = Counter(map(_bare, items))
    again = [name for name, times in named.items() if times > 1]
    if not named or len(again if len(named) > 1 else named) != 1:
        return ()
    second = {term for name in again for term in [one for one in things if _bare(one) == name][1:]}
    return tuple(term for term in question.terms if term not in second)


def _bare(term: Token) -> str:
    """What a name is of, be it said to be its total: 公用经费合计."""
    return re.sub("(?<=..)(?:合计|总计)数?$", "", term.surface)


LINES_ADDED = pattern_of("asked.zh.yaml", "lines_added")
"""That the single lines of a form are added up, and not what it puts them together in: 各明细科目加起来."""


def sum_over(question: Question) -> Iterator[Plan]:
    """A和B加起来超过C吗, C比A和B加起来多吗: whether what several come to is more or less than one."""
    way = "under" if comparison(question) in ("under", "at_most") else "over"
    covered = ("whether", "over", "under", "sum", "difference")
    for cut, token in enumerate(question.tokens):
        if not (token.has("operation", "over", "under") or token.has("connector", "than")):
            continue
        left, right = question.tokens[:cut], question.tokens[cut + 1 :]
        for added, whole, said in ((left, right, way), (right, left, OTHER_WAY[way])):
            one = terms_in(whole)
            if any(map(is_strong, one)) and not any(map(_joins, whole)):
                for parts in conjuncts(added):
                    if len(parts) > 1 and all(any(map(is_strong, part)) for part in parts):
                        yield plan_for(question, "adds_up", (*parts, one), *covered, penalty=-0.6, comparison=said)


def _joins(token: Token) -> bool:
    return token.has("connector", "and") and token.surface != ","


def amount_of_another(question: Question) -> bool:
    """Whether what several things come to is held against the amount of another, which is none of them: A和B加起来，跟C 5万对得上吗."""
    added = next(
        (number for number, token in enumerate(question.tokens) if token.surface.endswith(tuple(_ADDED))), None
    )
    given = next((number for number, token in enumerate(question.tokens) if token.has("amount")), 0)
    between = question.tokens[added + 1 : given] if added is not None else ()
    joint = next(
        (at for at, one in enumerate(between) if one.has("connector", "and", "than") and one.surface != ","), None
    )
    return joint is not None and any(map(is_strong, between[joint + 1 :]))


def adds_up(question: Question, covered: tuple[str, ...]) -> Iterator[Plan]:
    """A和B加起来等于C吗: the parts before the cue, the whole behind it (none: what the parts are parts of)."""
    cuts = [number for number, token in enumerate(question.tokens) if token.has("operation", "equal", "agree")]
    added = next((number for number, token in enumerate(question.tokens) if token.surface in _ADDED), None)
    for cut in cuts[:1]:
        held = terms_in(question.tokens[added + 1 : cut]) if added else ()
        if any(map(is_strong, held)) and not question.amounts:  # A、B相加，和C对得上吗
            for parts in conjuncts(question.tokens[:added]):
                if len(parts) > 1:
                    yield plan_for(question, "adds_up", (*parts, held), *covered, "over", "under", penalty=-0.6)
        whole = terms_in(question.tokens[cut + 1 :])
        if question.amounts and not any(is_strong(term) for term in whole):
            last = next((at for at in range(cut) if question.tokens[at].surface.endswith(tuple(_ADDED))), cut)
            for parts in conjuncts(question.tokens[: last if amount_of_another(question) else cut]):
                if len(parts) > 1:
                    yield plan_for(
                        question, "compare_amount", parts, *covered, "over", "under", inner="sum", penalty=-0.5
                    )
            return
        if "sum" not in question.operations and not any(map(is_strong, whole)):
            return  # A和B一样多吗 holds the one against the other
        if "sum" in question.operations or joined_by_plus(question):  # A等于B加C
            for parts in conjuncts(question.tokens[cut + 1 :]):
                if len(parts) > 1:
                    operands = (*parts, terms_in(question.tokens[:cut]))
                    yield plan_for(question, "adds_up", operands, *covered, "over", "under", penalty=-0.5)
        for parts in conjuncts(question.tokens[:cut]):
            if len(parts) > 2 and not whole and question.tokens[cut - 1].surface in _ADDED:  # A与B、C之和一致
                operands = (*parts[1:], parts[0])
                yield plan_for(question, "adds_up", operands, *covered, "over", "under", penalty=-0.7)
            if len(parts) > 1:
                yield plan_for(question, "adds_up", (*parts, whole), *covered, "over", "under", penalty=-0.5)
