"""Questions for a figure as it is printed, or for several side by side → plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.grammar.base import names_apart, plan_for
from bot.grammar.plan import Plan
from bot.names.counted import counts_positions
from bot.names.english_names import said_otherwise
from bot.names.measures import ASKED_THINGS, CLASSIFIERS, ENTRIES, PAIRS
from bot.names.terms import NEAR_QUALITY, PART_QUALITY, Token, keys_of
from bot.reading.operands import conjuncts, split_at, spread
from bot.reading.question import Question, is_strong, is_term

_THINGS = re.compile(ASKED_THINGS)


_COUNTED = re.compile("^.*?(?=几|多少)")
"""名下有多少辆车 is counted in 辆."""


def quantity(question: Question) -> Iterator[Plan]:
    """How many of a thing the text counts: 有几家事业单位; 车辆有多少, where nothing but a number is told of it."""
    asked = "count" in question.operations
    if not asked and any((sense := term.sense("name")) and sense.quality <= NEAR_QUALITY for term in question.terms):
        return
    if question.terms and (asked or not (question.unit or _MONEY.search(question.text))):
        cue = next((token.surface for token in question.tokens if token.has("operation", "count")), "")
        yield plan_for(
            question,
            "quantity",
            (question.terms,),
            "count",
            *(() if names_apart(question) else ("sum",)),  # A和B一共多少个 are two numbers
            *(("list",) if _says_contains(question) else ()),
            classifier=next((word for word in PAIRS if word in cue), "")
            or next((letter for letter in _COUNTED.sub("", cue) if letter in CLASSIFIERS - {"数"}), "")
            or next((letter for letter in _OF_LISTS if letter in cue), ""),
            penalty=0.0 if asked else 50.0,
        )
        if asked:
            yield plan_for(question, "exists", (question.terms,), "count", only_none=True, penalty=6.0)


_OF_LISTS = f"个{ENTRIES}"


def _says_contains(question: Question) -> bool:
    """Whether the only word that asks for a list says what something has, not which: 包含几家单位."""
    return all(token.surface in _HAS for token in question.tokens if token.has("operation", "list"))


_HAS = frozenset({"包含", "包括", "涵盖", "囊括"})


_MONEY = re.compile(r"[钱元款费额]|支出|收入|资金|经费|预算|决算|花|多少万|\bhow much\b|\bmoney\b", re.I)
"""Words for money: how many of a thing there are is no answer."""


def lookup(question: Question) -> Iterator[Plan]:
    """One figure."""
    if question.terms and not counts_things(question) and not _is_of_whole(question):
        counts = ("count",) if any(map(counts_positions, question.terms)) else ()
        penalty = APART if names_apart(question) else 0.0
        yield plan_for(question, "lookup", (question.terms,), "sum", *counts, penalty=penalty)
        numbered = any(
            key.endswith(_NUMBERS)
            for term in question.terms
            if is_strong(term)
            for key in (term.surface, *keys_of(term))
        )
        if question.language == "zh" and numbered and "count" in question.operations:  # 编制数是多少名
            yield plan_for(question, "lookup", (question.terms,), "sum", "count", number=True, penalty=penalty)
        english = question.language == "en" or any(said_otherwise(term.surface)[1:] for term in question.terms)
        if english and "count" in question.operations and not counts:  # how many marine officers
            yield plan_for(question, "lookup", (question.terms,), "sum", "count", people=True, penalty=penalty)


def _is_of_whole(question: Question) -> bool:
    """Whether something is set to 100 percent or to one yuan, so that a share or a ratio is asked for and no amount."""
    return any(amount.value == "100%" for amount in question.amounts) or bool(_FOR_ONE.search(question.text))


_FOR_ONE = re.compile(
    r"\b(?:for|per|against|to) (?:an?|one|1|each|every)(?: single)? (?:yuan|dollar|pound|euro|rupee)\b"
)


_NUMBERS = ("数", "量", "人数", "编制", "面积")
"""How columns of numbers of things are headed."""


def counts_things(question: Question) -> bool:
    """Whether a number of things is asked for, 有几辆车, 有多少中小企业, which no amount of money answers."""
    if any(term.has("operation", "count") and _THINGS.search(term.surface) for term in question.terms):
        return True
    things = (
        behind for asked, behind in pairwise(question.tokens) if asked.surface == "有多少" and asked.end == behind.start
    )
    return not _MONEY.search(question.text) and any(map(_is_part, things))


def _is_part(token: Token) -> bool:
    """Whether a word is only a part of names: 企业 of 支持中小企业发展支出."""
    sense = token.sense("name")
    return sense is not None and not sense.weak and sense.quality <= PART_QUALITY


APART = 12.0
"""What reading two names as a row and the row above it costs where 和 or + stands between them."""


def several(question: Question) -> Iterator[Plan]:
    """Several figures side by side."""
    if _leaves_out_side(question):
        return
    for operands in conjuncts(question.tokens):
        if len(operands) > 1 and not any(_tells_little(operand, question) for operand in operands):
            counts = ("count",) if "each" in question.operations else ()
            yield plan_for(question, "several", operands, "each", "list", *counts)
    if question.operations & {"each", "list"} and _stand_together(question):  # 水费电费各多少
        yield plan_for(
            question, "several", tuple((term,) for term in question.strong_terms), "each", "list", penalty=0.3
        )
    if question.operations <= {"list", "each"}:  # police vs fire
        for left, right in split_at(question.tokens, lambda token: token.has("connector", "than")):
            for operands in spread(left, right):
                yield plan_for(question, "several", operands, "each", "list", penalty=0.3)


def _leaves_out_side(question: Question) -> bool:
    """Whether beside things all that comes in or is spent is listed by a bare word, 收入预算、会议费、项目支出, which would be lost."""
    groups: list[list[Token]] = [[]]
    for token in question.tokens:
        if token.has("connector", "and") and not is_strong(token):
            groups.append([])
        elif is_term(token) and not (token.has("organisation") or token.has("year")):
            groups[-1].append(token)
    telling = sum(any(map(is_strong, group)) for group in groups)
    bare = (len(group) == 1 and not is_strong(group[0]) and _SIDE.fullmatch(group[0].surface) for group in groups)
    return telling > 1 and any(bare)


_SIDE = re.compile("总?(?:收入|支出)(?:预算|决算)(?:总额|总计|合计)?|[预决]算总(?:收入|支出|额)")


def _stand_together(question: Question) -> bool:
    """Whether nothing is named but several things right behind one another."""
    strong = question.strong_terms
    return len(strong) > 1 and all(one.end == two.start for one, two in pairwise(strong))


def _tells_little(operand: tuple[Token, ...], question: Question) -> bool:
    """Whether an operand is no figure beside others: 公布的预算 before a comma."""
    weak = not any(is_strong(term) or term.has("frame") or term.has("side") for term in operand)
    said = {token.surface for token in question.tokens if token.has("connector", "and")}
    kinds = bool(operand) and all(term.has("kind") for term in operand)  # …, final accounts 2024
    return weak and said == {","} and (kinds or not question.operations)
