"""The ways in which a follow-up may edit the question before it: its words added, or in the place of one of the earlier; the
outturn before held against its budget, 比预算少了多少.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.figures.kinds import OUTCOMES, PLANS
from bot.figures.sides import SIDES
from bot.grammar.base import PLUS, of_kind, says_text
from bot.names.budget_words import BUDGET_WORDS
from bot.names.terms import PART_QUALITY, Sense, Token, keys_of
from bot.operations.attempts import Attempt
from bot.operations.outcome import Line
from bot.reading.question import Question, asks_amount, is_limit, is_strong, is_term
from bot.talk.bodies import names_body
from bot.talk.narrowing import says_fund
from bot.talk.turn import merged_frame, points_within
from bot.tools import Tools
from index.organisations import is_own_office
from index.text import core_key, is_plain_measure
from prompts import load_yaml

_ADDS_TO = re.compile(r"^(?:那|再|如果|要是)*(?:加上|算上|加)(?!起来|在一)|^(?:and )?(?:plus|add)\b", re.I)
"""再加上邮电费呢: one figure more beside all that was asked before."""


def whole_of_share(before: Attempt | None) -> frozenset[str]:
    """The words for what a share was taken of: 那防汛呢 after 水土保持占农林水支出多少 is the share of another part in it."""
    if before is None or before.plan.operation != "share" or len(before.plan.operands) != 2:
        return frozenset()
    return frozenset(token.surface for token in before.plan.operands[1])


def edits_of(question: Question, earlier: Question, before: Attempt | None, tools: Tools) -> Iterator[Question]:
    """The tokens of both questions put together in every way that keeps the order of each."""
    old = [token for token in earlier.tokens if _carries(token)]
    first = next((number for number, token in enumerate(question.tokens) if is_term(token)), 1)
    new = [
        item
        for number, token in enumerate(question.tokens)
        if (_carries(item := _as_item(_as_owner(token, earlier), tools)) or _says_why(token))
        and not (number < first and token.surface in ("and", ","))
    ]
    new_terms = [token for token in new if is_term(token)]
    new_operations = [token for token in question.tokens if token.has("operation")]
    kept = _kept(old, question, new_terms, added_up=before is None or before.plan.operation != "lookup")
    kept = _beside_others(kept, question, new_terms, before, tools)
    measures = [token for token in kept if _is_measure(token)]
    if any(map(_is_measure, new_terms)) or not any(is_term(token) for token in kept if token not in measures):
        measures = []
    frame = merged_frame(question, earlier, tools)

    def made(tokens: list[Token]) -> Question:
        return replace(
            question,
            tokens=tuple(tokens),
            frame=frame,
            unit=question.unit or (None if question.operations & {"share", "ratio"} else earlier.unit),
            decimals=question.decimals if question.decimals is not None else earlier.decimals,
            amounts=question.amounts,
            top=question.top or (earlier.top if not new_operations else None),
            nth=question.nth,
            level=question.level or earlier.level,
        )

    if new_terms and _ADDS_TO.search(question.text):
        yield made([*kept, *new])
        return
    focus = focus_of(before)
    if focus and question.operations == {"share"}:  # 占比呢: of the largest in them all; 占总支出多少: in that
        named = any(map(is_strong, new_terms))
        yield made([*focus, *new, *(token for token in kept if is_term(token) and not named)])
        return
    if not new_terms:
        yield made([*kept, *new])
        ranks = question.top or question.nth or question.operations & {"most", "least", "ranking"}
        limits = [token for token in kept if is_limit(token)] if ranks else []
        if limits or (focus and not ranks):
            yield made([*(limits or focus), *new])
        return
    between = question.operations & {"share", "ratio", "difference", "over", "under", "equal", "sum"}
    of_fund = says_fund(question, tools)
    joins = between or points_within(question) or of_fund
    of_share = bool(whole_of_share(before)) and not joins  # another part of the same whole
    if of_fund and OF_FUND.search(question.text):
        yield made([*kept, *new])
        return
    if not of_share and (joins or not (_only_rows(new_terms, tools) and _only_rows(kept, tools))):
        yield made([*kept, *new])
    for number, token in enumerate(kept):
        if is_term(token) and token not in measures:
            yield made([*kept[:number], *new, *kept[number + 1 :]])
    parts = [_as_left(token) for token in new]
    if parts != new:
        yield made([*kept, *parts])
    if not new_operations:
        operations = [one for one in old if one.has("operation") or one.has("connector") or one.has("base")]
        if operations:
            yield made([*new, *measures, *operations])


def _kept(old: Sequence[Token], question: Question, new: Sequence[Token], *, added_up: bool) -> list[Token]:
    """The words of the question before that go on beside the new terms: no other operation, side or body than is asked now.

    `added_up`: whether several figures may have been added up, 占C多少 after A和B加起来.
    """
    operations = any(token.has("operation") for token in question.tokens)
    sums = added_up and question.operations <= {"share", "ratio"}
    money = _ASKS_MONEY.search(question.text)  # 有几个项目，涉及资金多少: no longer how many
    again = {token.surface for token in new if is_strong(token)}
    body = any(token.has("organisation") for token in question.tokens)
    sides = tuple(token.surface for token in new if token.surface in SIDES)  # 收入呢 after 事业收入: all of it
    own = any(word in question.text for word in load_yaml("cues.yaml")["about"]["whole"])
    claimed = any(map(asks_amount, question.tokens)) and any(token.has("amount") for token in old)
    return [
        token
        for token in old
        if (not operations or not token.has("operation") or (sums and token.has("operation", "sum")))
        and not (_other_side(token, new) or token.surface in again)
        and not (money and token.has("operation", "count"))
        and not (body and names_body(token))
        and not (claimed and (token.has("amount") or token.has("operation", "whether")))  # 是0元吗，预算多少
        and not (sides and token.has("name") and token.surface.endswith(sides))
        and not (own and is_own_office(token.surface))
    ]


def _beside_others(
    kept: list[Token], question: Question, new: Sequence[Token], before: Attempt | None, tools: Tools
) -> list[Token]:
    """The words before without the items that were added up or told side by side, where other items are named now: C呢 after
    A加B一共多少 is C alone, and C和D呢 these two, but never C and what is left of the others.
    """
    if before is None or before.plan.operation not in ("sum", "several") or question.operations or not new:
        return kept
    if points_within(question) or _ADDS_TO.search(question.text) or not all(_only_rows([term], tools) for term in new):
        return kept
    named = [{term.surface for term in operand if _only_rows([term], tools)} for operand in before.plan.operands]
    if len(named) < 2 or not all(named):
        return kept
    items = {name for names in named for name in names if not all(name in others for others in named)}
    alone = len(new) == 1
    joins = [one for one in kept if one.has("connector", "and") or one.surface in PLUS]
    return [
        token
        for token in kept
        if token.surface not in items and token not in joins and not (alone and token.has("operation", "sum", "each"))
    ]


_ASKS_MONEY = re.compile("多少[^,。?]{0,6}(?:钱|资金|经费|元)|(?:钱|资金|经费|金额)[^,。?]{0,4}多少|how much", re.I)
OF_FUND = re.compile("口径|的呢?[?？。]*$")
"""一般公共预算的呢: the same item of that money, and nothing else."""


def _as_owner(token: Token, earlier: Question) -> Token:
    """Another organisation than the one asked about before as this alone, though its forms have a row of its name: 某市呢."""
    own = token.sense("organisation")
    if own is None or own.weak or not earlier.frame.organisations_named or own.keys & earlier.frame.documents:
        return token
    return replace(token, senses=tuple(sense for sense in token.senses if sense.kind != "name"))


def _as_item(token: Token, tools: Tools) -> Token:
    """A word that is weak by itself as the item that it begins: 项目呢 after 基本支出 is 项目支出."""
    key = core_key(f"{token.surface}支出")
    bare = token.has("header") and not is_strong(token) and not token.has("side")
    if not bare or token.surface in BUDGET_WORDS or key != f"{token.surface}支出" or key not in tools.catalogue.names:
        return token
    return replace(token, senses=(Sense("name", key, frozenset({key})),))


def _is_measure(token: Token) -> bool:
    """Whether a word says which figure of a subject is asked for, 预算 or 决算: another subject takes its place beside it."""
    return token.has("kind") or any(map(is_plain_measure, keys_of(token)))


def _other_side(token: Token, said: Sequence[Token]) -> bool:
    """Whether a word of the earlier question is only the other side of the accounts than what is asked now: 收入 and 支出."""
    if not is_term(token) or (is_strong(token) and not (keys_of(token) and keys_of(token) <= SIDES)):
        return False
    sides = ("收入", "支出")
    named = {side for side in sides for one in said if not is_strong(one) and side in one.surface}
    return bool(named) and any(side in token.surface for side in sides if side not in named)


def _as_left(token: Token) -> Token:
    """A word that is only a part of names, as the bare word: 货物 may be a part of another name beside the earlier one."""
    sense = token.sense("name")
    part = sense is not None and sense.quality <= PART_QUALITY
    return replace(token, senses=(Sense("left", token.surface),)) if part else token


def _only_rows(tokens: Sequence[Token], tools: Tools) -> bool:
    """Whether one of the names stands only in rows: two of these are never one figure, though one may be above the other."""
    names = tools.catalogue.names
    keys = [
        {key for sense in token.senses for key in sense.keys if key in names} for token in tokens if is_strong(token)
    ]
    return any(found and all(names[key].roles <= {"row", "section"} for key in found) for found in keys)


def focus_of(before: Attempt | None) -> list[Token]:
    """The winner of a ranking, or the larger of two, as the terms that a follow-up means."""
    lines = before.outcome.lines if before is not None else ()
    if before is None or not lines or not lines[0].facts:
        return []
    operation, fact = before.plan.operation, lines[0].facts[0]
    if operation in ("rank", "movements") and len(lines) == 1:
        return [named_by(lines[0])]
    if operation == "rank_named" and len(lines) == 1:
        named = zip(before.plan.operands, before.outcome.readings, strict=False)
        return next((list(operand) for operand, one in named if one.fact in lines[0].facts), [])
    keys = {core_key(name) for name in (fact.row, *fact.column)} if before.plan.options.which else set()
    meant = [operand for operand in before.plan.operands if any(keys_of(term) & keys for term in operand)]
    return list(meant[0]) if len(meant) == 1 else []


def named_by(line: Line) -> Token:
    """The row of a line of an answer, as the term that names it."""
    fact = line.facts[0]
    codes = frozenset({fact.row_code}) - {""}
    key = core_key(line.label)
    senses = (Sense("code", fact.row_code, codes=codes),) if codes else (Sense("name", key, frozenset({key})),)
    return Token(0, 0, fact.row or line.label, senses)


def _carries(token: Token) -> bool:
    return (
        is_term(token)
        or token.has("operation")
        or token.has("connector", "and", "than", "within")
        or token.has("amount")
        or token.has("base")
        or token.has("level")
        or token.has("count")
        or token.has("over")
        or says_text(token)
    )


def _says_why(token: Token) -> bool:
    """Whether a reason is asked for, with the figure that it is of: 公车为啥比上年多."""
    return token.has("text", "reason")


def held_against_budget(question: Question, before: Attempt) -> Question:
    """比预算少多少 after an outturn: that outturn against its budget, as if both had been named."""
    facts = [reading.fact for reading in before.outcome.readings]
    cut = next((at for at, token in enumerate(question.tokens) if token.has("connector", "than")), None)
    behind = question.tokens[cut + 1] if cut is not None and cut + 1 < len(question.tokens) else None
    spent = len(facts) == 1 and facts[0].kind in OUTCOMES
    if not spent or cut is None or behind is None or question.strong_terms:
        return question
    said = behind.sense("kind")
    if behind.surface not in BUDGET_WORDS and (said is None or said.value not in PLANS):
        return question
    kinds = (of_kind("outturn"), question.tokens[cut], of_kind(said.value if said else "budget", behind))
    return replace(question, tokens=(*question.tokens[:cut], *kinds, *question.tokens[cut + 2 :]))


def of_row_before(question: Question, earlier: Question) -> Question:
    """The question about an outturn and its budget under all the names that led to the outturn before."""
    names = tuple(term for term in earlier.strong_terms if not term.has("kind"))
    frame = replace(earlier.frame, kinds=None)
    return replace(earlier, text=question.text, tokens=(*names, *question.tokens), frame=frame)


def is_of_row(found: Attempt, before: Attempt) -> bool:
    """Whether all figures found are of the row of the figure before."""
    row = core_key(before.outcome.readings[0].fact.row)
    return all(core_key(one.fact.row) == row for one in found.outcome.readings)
