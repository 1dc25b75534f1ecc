"""Questions answered with yes or no, and claims to be checked → plans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bot.figures.sides import SIDE_AT_END
from bot.grammar.added_up import LINES_ADDED, OTHER_WAY, added_alone, adds_up, amount_of_another, sum_over
from bot.grammar.base import (
    EQUALS,
    PRINTED_SHARE,
    WHOLE_BUDGET,
    has_cue,
    joined_by_plus,
    names_apart,
    names_two_kinds,
    of_kind,
    of_two_kinds,
    on_either_side,
    plan_for,
    printed_rate,
    with_printed_share,
)
from bot.grammar.movements import kind_of_first_year
from bot.grammar.plan import Plan
from bot.names.measures import OWNED
from bot.names.terms import Operands, Sense, Token
from bot.reading.amounts import amount_value, by_how_much
from bot.reading.directions import asks_fall, base_kind, claimed_limit, comparison, held_against, range_limits
from bot.reading.operands import conjuncts, split_at, spread, terms_in, than_or_and
from bot.reading.question import Question, is_strong
from bot.reading.small_words import claims_none
from index.text import MONTHS
from index.words import pattern_of


def asks_how_far(said: str) -> bool:
    """Whether a Chinese word for a difference asks for it and makes no claim of it: 差额, 差多少."""
    return said.startswith("差") or said.endswith("多少")


def whether(question: Question) -> Iterator[Plan]:
    """Checks of a figure, a sum, a change or a comparison."""
    cues = question.operations & {"whether", "over", "under", "equal"}
    moved = question.operations & {"change", "changed"}
    if _DENIES.search(question.text):
        yield from _denied(question)
        return
    if asks_which(question):
        yield from _which(question)
        return
    alone = bool(moved) and question.frame.organisations_named and not any(map(is_strong, question.terms))
    moving = question.names or (WHOLE_BUDGET if alone else ())
    if (
        "whether" in question.operations
        and moving
        and not question.amounts
        and (moved or question.base_year or _same_in_both(question))
        and not names_two_kinds(question)
    ):
        base = base_kind(question.tokens)
        far = any(token.has("operation", "difference") and asks_how_far(token.surface) for token in question.tokens)
        by = ("difference",) if far or question.language == "en" else ()  # did it go up or down, and by how much
        covered = ("whether", "change", "changed", "over", "under", *by, *_same_in_both(question))
        for names, more in ((moving, 0.0), (on_either_side(question.names), 0.5)):
            if names:
                given = {"base_kind": base, "gap": far or None}
                yield plan_for(question, "changed", (names,), *covered, penalty=more, **given)
        yield from _between_years(question, covered)
    if "whether" in question.operations and moved and not question.amounts and of_two_kinds(question):
        covered = ("whether", "change", "changed", "over", "under")
        way = "under" if asks_fall(question) else "over"
        for left, right in split_at(question.tokens, than_or_and):
            for operands in spread(left, right):
                yield plan_for(question, "compare", operands, *covered, comparison=way)
    if not cues or (question.amounts and (_picks(question) or _ASKS_ALL.search(question.text))):
        return
    covered = ("whether", "over", "under", "equal", "changed", *by_how_much(question.text))
    if question.amounts and moved and question.names:
        yield plan_for(
            question,
            "change_claimed",
            (question.names,),
            *covered,
            "change",
            "share",
            "agree",
            penalty=-3.0 if _MOVED_BY.search(question.text) else -0.5,
            limit=claimed_limit(question),
            base_kind=base_kind(question.tokens) or kind_of_first_year(question),
        )
    if (len(question.amounts) == 1 or range_limits(question)) and question.terms:
        yield from _against_amount(question, covered)
    wholly = list(_wholly(question, covered)) if cues == {"whether"} and _WHOLLY.search(question.text) else []
    yield from wholly
    if "equal" in cues:
        yield from adds_up(question, covered)
    if (
        not joined_by_plus(question)
        and not question.amounts
        and (cues & {"over", "under", "equal"} or "difference" in question.operations)
    ):
        for left, right in split_at(
            question.tokens, lambda token: token.has("operation", "over", "under", "equal") or than_or_and(token)
        ):
            for operands in spread(left, right):
                if not _holds_against_whole(operands):
                    yield plan_for(question, "compare", operands, *covered)
    if cues & {"over", "under"} and not question.amounts and ("sum" in question.operations or joined_by_plus(question)):
        yield from sum_over(question)
    reached = _REACHED.search(question.text) if "whether" in cues and not question.amounts else None
    if reached:
        yield from _reached(question, covered, initial=reached.group(1) in ("年初", "当年"))
    elif cues == {"whether"} and question.terms and not (question.amounts or question.base_year or moved or wholly):
        if _TOTAL_RIGHT.search(question.text):
            yield plan_for(question, "parts_add_up", (question.terms,), *covered)
        else:
            yield from _exists(question)


def _exists(question: Question) -> Iterator[Plan]:
    """Whether there is an amount, or any of a thing, or whether anything is printed in a cell."""
    blank = _ASKS_BLANK.search(question.text)
    filled = False if blank else True if _ASKS_FILLED.search(question.text) else None
    denied = True if claims_none(question.text) else None
    yield plan_for(question, "exists", (question.terms,), "whether", penalty=1.0, filled=filled, denied=denied)
    is_owned = any(term.surface in OWNED for term in question.terms)
    if filled is None and (_HAS_ANY.search(question.text) or (denied and is_owned)):
        cost = 0.0 if is_owned else 2.0
        yield plan_for(question, "exists", (question.terms,), "whether", penalty=cost, counted=True, denied=denied)


_TOTAL_RIGHT = pattern_of("asked.zh.yaml", "total_right")
"""Whether a total is right, which its parts tell; that there is one is no answer."""
_ASKS_FILLED = pattern_of("asked.zh.yaml", "asked", "filled")
_HAS_ANY = pattern_of("asked.zh.yaml", "asked", "has_any")
"""Whether there is any of a thing, which its number tells."""
_ASKS_BLANK = pattern_of("asked.zh.yaml", "asked", "blank")
"""Whether a cell holds a figure at all: a blank is a no to the one and a yes to the other."""


_MOVED_BY = re.compile(
    r"(?:增加|增长|增多|上升|上涨|提高|减少|下降|降低|压减|压缩|多|少)了?(?:约|近|大约)?\d[\d.,]*(?:亿|千万|百万|万|千)?元"
)
"""An amount right behind the word for a change is how far it went, and not what it came to: 减少了5万元, 减少到5万元."""
_WHOLLY = re.compile(
    "(?:全部|全都|全数|通通)(?:是|都|被)?[^,，。?？]{2,20}?(?:了吗|的吗|吗|么)|(?:是不是|是否|都)(?:全部|全都|全数|全)"
)
"""全部留给小微企业了吗: whether the one is all of the other."""


def _wholly(question: Question, covered: tuple[str, ...]) -> Iterator[Plan]:
    """A全部是B吗: whether two figures named are the same; an amount beside the first is its own."""
    for left, right in split_at(question.tokens, lambda token: token.surface[0] in "全都是" and token.has("filler")):
        if any(map(is_strong, left)) and any(map(is_strong, right)):
            yield plan_for(question, "compare", (left, right), *covered, comparison="equal", penalty=-0.8)


def _same_in_both(question: Question) -> tuple[str, ...]:
    """The operations of a question whether a figure is the same in two years that it does not tell apart, () of others."""
    both = question.operations >= {"equal", "together"} and len(question.frame.years or ()) == 2
    return ("equal", "together") if both else ()


def _between_years(question: Question, covered: tuple[str, ...]) -> Iterator[Plan]:
    """Did it go down from FY2024 to FY2025: the later against the earlier, whatever kind of figure each is."""
    if question.language == "en" and len(question.frame.years or ()) == 2:
        for left, right in split_at(question.tokens, lambda token: token.surface in ("to", "and")):
            for first, second in spread(left, right):
                if all(any(term.has("year") for term in operand) for operand in (first, second)):
                    yield plan_for(question, "compare", (second, first), *covered, penalty=0.3)


_REACHED = re.compile("(?:完成|达到|实现)了?(年初|全年|调整后?|当年)?的?预算")


def _reached(question: Question, covered: tuple[str, ...], *, initial: bool) -> Iterator[Plan]:
    """完成年初预算了吗: whether what came out is at least what was planned, at the start of the year or in all."""
    planned = [token for token in question.tokens if "预算" in token.surface and not is_strong(token)]
    planned += [token for token in question.terms if token.has("kind", "budget", "adjusted") and token not in planned]
    names = tuple(token for token in question.names if token not in planned)
    way = "over" if "超" in question.text else "at_least"
    bases = (("budget", 0.0),) if initial else (("adjusted", 0.0), ("budget", 0.5))
    for cue in planned[:1] if names else ():
        for base, penalty in bases:
            for outcome in ("outturn", "executed"):
                operands = tuple((*names, of_kind(kind, cue)) for kind in (outcome, base))
                yield plan_for(question, "compare", operands, *covered, penalty=penalty, comparison=way)
        if not initial:  # what texts print without the budget itself: 为调整预算的95%
            full = (Sense("amount", "100%"),)
            for adjusted, penalty in ((False, 1.0), (True, 1.3)):
                held = ((*names, printed_rate(cue, adjusted=adjusted)),)
                yield plan_for(
                    question, "compare_amount", held, *covered, penalty=penalty, amounts=full, comparison=way
                )


def _picks(question: Question) -> bool:
    """Whether the departments, projects or years are asked for that pass an amount."""
    named = any(token.has("over") for token in question.tokens)
    return named or question.ranges_over in ("organisations", "projects")


_ASKS_ALL = re.compile(r"哪[几些]|\b(?:which|what) (?:[a-z]+ )?[a-z]+s\b(?! (?:is|was|has)\b)", re.I)
"""哪几款超过1000万元 is no claim: all that are so are asked for."""


def asks_which(question: Question) -> bool:
    """Whether the larger or the smaller of named figures is to be named: 哪个大, 谁的预算多, which is larger."""
    directed = question.operations & {"over", "under"} and not question.amounts
    said = _WHICH.search(question.text) or _either(question)
    return bool(directed) and bool(said) and not _TRULY.search(question.text)


def _either(question: Question) -> bool:
    """Whether English names two figures to choose from: is A or B the larger one, what s higher, A or B."""
    either = (token.has("connector", "or") for token in question.tokens)
    return (
        question.language == "en" and any(either) and not any(one.has("connector", "than") for one in question.tokens)
    )


def _holds_against_whole(operands: Operands) -> bool:
    """Whether one operand is a bare side of the accounts and the other one thing: does Police take in more revenue than it spends."""
    weak = [not any(map(is_strong, operand)) for operand in operands]
    kinds = [weak[at] and all(term.has("kind") for term in operand) for at, operand in enumerate(operands)]
    if any(kinds) and not all(any(term.has("kind") for term in operand) for operand in operands):
        return True  # 债务余额 against a bare 决算, which is what a paper is called
    bare = [weak[at] and any(term.has("side") for term in operand) for at, operand in enumerate(operands)]
    sided = [any(term.has("side") or SIDE_AT_END.search(term.surface) for term in operand) for operand in operands]
    return any(bare) and not all(sided)


_WHICH = re.compile(
    r"谁|[哪那]一?(?:个|家|项|边|方|年|类|笔|块|者)|\b(?:which|who|whose)\b|\bbetween\b.*\bwhere\b", re.I
)
_TRULY = re.compile("[吗么]|是否|是不是|对不对")


def _which(question: Question) -> Iterator[Plan]:
    covered = ("whether", "over", "under", "most", "least", "difference", "ranking")
    gap = "difference" in question.operations
    for operands in conjuncts(question.tokens):
        if len(operands) == 2:
            yield plan_for(question, "compare", operands, *covered, which=True, gap=gap, penalty=-0.5)
        elif len(operands) > 2:
            least = comparison(question) == "under"
            yield plan_for(question, "rank_named", operands, *covered, least=least, all=True)
    for left, right in split_at(question.tokens, than_or_and):
        for operands in spread(left, right):
            yield plan_for(question, "compare", operands, *covered, which=True, gap=gap)


def _against_amount(question: Question, covered: tuple[str, ...]) -> Iterator[Plan]:
    """A figure, a sum, a difference or a ratio against an amount in the question."""
    if any(amount.value.endswith("倍") for amount in question.amounts):
        yield from _against_times(question, covered)
        return
    if amount_of_another(question):
        return
    margins = list(
        split_at(question.tokens, lambda token: token.has("operation", "over", "under") or than_or_and(token))
    )
    yield from _share_against_amount(question, margins, covered)
    held = any(
        token.has("operation", "over", "under", "difference") or token.has("connector", "than")
        for token in question.tokens
    )
    for left, right in margins if held or names_apart(question) else ():
        if all(any(is_strong(term) and not _DAY.fullmatch(term.surface) for term in side) for side in (left, right)):
            percent = any(amount.value.endswith("%") for amount in question.amounts)
            margin = _margin(question) if percent else None
            inner = (
                "share"
                if percent
                else "difference"
                if has_cue(question, "operation", "difference") or not names_apart(question)
                else "sum"
            )
            extra = ("sum", "difference", *(("share",) if inner == "share" else ()))
            for operands in spread(left, right):
                yield plan_for(question, "compare_amount", operands, *covered, *extra, inner=inner, **(margin or {}))
            return
    if "share" in question.operations:
        whole = (*covered, "share", "sum")
        named = terms_in(question.tokens)  # 占比 that forms print as a header, too, is what is asked
        yield plan_for(question, "compare_amount", (named,), *whole, inner="share", penalty=0.5)
        if _claims_printed_share(question):
            yield plan_for(question, "compare_amount", (with_printed_share(question),), *whole, penalty=3.0)
        for left, right in split_at(question.tokens, lambda token: token.has("operation", "share")):
            for operands in spread(left, right):
                yield plan_for(question, "compare_amount", operands, *whole, inner="share")
    if added_alone(question):
        single = bool(LINES_ADDED.search(question.text)) or None
        yield plan_for(
            question, "parts_add_up", (question.terms,), *covered, "sum", "agree", "list", "each", single=single
        )
    else:
        way = held_against(question)
        yield plan_for(question, "compare_amount", (question.terms,), *covered, "sum", comparison=way)


def _margin(question: Question) -> dict[str, Any] | None:
    """What one figure must be of another that it is to be beyond or short of by a percentage, 比预算多10%以上: 110% or more;
    None for a share of it, 超过预算的80%.
    """
    said = _BY_PERCENT.search(question.text)
    if said is None or len(question.amounts) != 1:
        return None
    by, how = amount_value(question.amounts[0])[0], claimed_limit(question)
    if said["over"] and by >= _HALF:
        return None
    less = bool(said["less"])
    limit = replace(question.amounts[0], value=f"{100 - by if less else 100 + by}%")
    return {"amounts": (limit,), "limits": (), "comparison": OTHER_WAY.get(how, how) if less else how}


_BY_PERCENT = re.compile(
    r"(?:比[^,，。?？]*?(?:(?P<less>少|低|减少|下降)|多|高|增加|增长)(?:出|了)?|(?P<over>(?:高|多|超)(?:出|于|过|了)?)[^,，。?？]*?)"
    r"(?<!的)(?:将近|近|约|大约)?(?:百分之|[\d一二两三四五六七八九]{1,2}(?:\.\d+)?(?:[%％]|成))"
)
_HALF = 50
"""From here on 超过预算80% is said of a share, too."""


_DAY = re.compile(rf" ?(?:\d{{1,2}} )?(?:{MONTHS}|mar|jun|jul|sept?|dec)(?: \d{{1,2}})?,? ?")
"""When a figure is of, and no other figure: at 31 March 2026."""


def _denied(question: Question) -> Iterator[Plan]:
    """Whether a claim of an amount is wrong."""
    if len(question.amounts) == 1 and question.terms:
        for plan in _against_amount(question, ("whether", "over", "under", "equal", "changed")):
            if plan.operation == "compare_amount":
                yield replace(plan, options=replace(plan.options, denied=True))


_DENIES = re.compile(r"\b(?:is|was|are) (?:that|this|it) (?:false|incorrect)\b", re.IGNORECASE)
"""What an English question ends with that asks whether a claim is wrong."""


def _claims_printed_share(question: Question) -> bool:
    """Whether a claim is of the share that a text prints of one thing, 某合同金额占比是100%; A占B的8% is to be worked out."""
    said = [token.surface for token in question.tokens if token.has("operation", "share")]
    return len(question.strong_terms) == 1 and set(said) <= {PRINTED_SHARE}


def _against_times(question: Question, covered: tuple[str, ...]) -> Iterator[Plan]:
    """How many times another a figure is against what is claimed: A有没有到B的五倍以上."""
    for left, right in split_at(
        question.tokens,
        lambda token: (
            token.surface in _AMOUNTS_TO or token.has("operation", "whether", "over", "under") or than_or_and(token)
        ),
    ):
        for operands in spread(left, right):
            yield plan_for(question, "compare_amount", operands, *covered, "ratio", inner="ratio")


_AMOUNTS_TO = frozenset({*EQUALS, "到", "有", "达到"})


def _share_against_amount(
    question: Question, margins: Sequence[tuple[tuple[Token, ...], tuple[Token, ...]]], covered: tuple[str, ...]
) -> Iterator[Plan]:
    """More than half of the net budget: a part in the column of its whole, or in the total where that is all that is said."""
    if question.language != "en" or not any(amount.value.endswith("%") for amount in question.amounts):
        return
    whole = (*covered, "share", "sum")
    for part in _behind_amount(question):
        yield plan_for(question, "compare_amount", part, *whole, inner="share")
    for left, right in margins:
        if not any(map(is_strong, left)):
            continue
        if any(map(is_strong, right)):
            operands = ((*left, *right), right)
            yield plan_for(question, "compare_amount", operands, *whole, inner="share", penalty=0.3)
        else:
            yield plan_for(question, "compare_amount", (left,), *whole, inner="share", penalty=0.3)


def _behind_amount(question: Question) -> Iterator[Operands]:
    """The part and the whole where these stand behind a percentage: is more than 30% of the general fund spent on police."""
    tokens = question.tokens
    at = next((number for number, token in enumerate(tokens) if token.has("amount")), len(tokens))
    if tokens[at + 1 : at + 2] and tokens[at + 1].surface == "of" and not any(map(is_strong, tokens[:at])):
        for whole, part in split_at(tokens[at + 2 :], lambda token: bool(_GOES_OR_COMES.fullmatch(token.surface))):
            if any(map(is_strong, whole)) and any(map(is_strong, part)):
                yield part, whole


_GOES_OR_COMES = re.compile(
    r"(?:go|goes|going|went|spent|spend|used|paid|devoted|comes?|came|raised|funded|financed)(?: .*)?"
)


def errors(question: Question) -> Iterator[Plan]:
    """What the audit found about what is named."""
    if question.operations & {"errors", "agree"}:
        agrees = question.operations >= {"agree", "whether"} and "errors" not in question.operations
        yield plan_for(
            question,
            "errors",
            (question.terms if question.strong_terms else (),),
            "errors",
            "agree",
            "whether",
            "list",
            penalty=0.0 if "errors" in question.operations else 3.0,
            agrees=agrees or None,
        )
