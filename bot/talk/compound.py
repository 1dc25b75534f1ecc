"""Several questions in one sentence: cut apart, answered in turn as one talk, and put together again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.model import Answer, Citation, Item, Notice, Status
from bot.names.lexicon import side_verbs
from bot.names.measures import ASKED_THINGS
from bot.names.terms import Token
from bot.reading.english_remarks import is_remark
from bot.reading.question import asks_amount, asks_amount_of_change, asks_which_is_more, is_strong

MOST_PARTS = 12
_ENDS = frozenset(";?。!")
_ASKING = frozenset(
    {"share", "execution", "change", "changed", "ratio", "difference", "whether", "average", "sum", "most", "least"}
)
_MARK = re.compile(r"\[(\d+)\]")


def split_question(tokens: Sequence[Token], text: str) -> list[str]:
    """The parts of a prepared question that ask for something of their own; one part where it is one question.

    A part without a question of its own goes with the next: "2023年，市科协，三公经费多少？" is one.
    """
    claims = _claims(tokens, text)
    if claims:
        return claims
    parts: list[list[Token]] = [[]]
    claim = any(token.has("amount") for token in tokens) and any(
        token.has("operation", "whether", "agree") for token in tokens
    )
    for number, token in enumerate(tokens):
        parts[-1].append(token)
        after = tokens[number + 1] if number + 1 < len(tokens) else None
        ends = token.surface[0] in _ENDS and (any(_asks(one) for one in parts[-1]) or _of_that(parts[-1], after))
        counts = after is not None and after.has("operation", "count") and _counts(parts[-1])
        again = after is not None and _COUNT_OF.match(after.surface) and token.has("operation", "count")
        if again or (token.surface[0] in ",、" and counts):
            parts.append([])
            continue
        cut = _may_part(tokens, number) and (not claim or _is_claim(parts[-1]))
        if ends or (cut and _stand_apart(parts[-1], _until_cut(tokens, number + 1), first=len(parts) == 1)):
            parts.append([])
    parts = _with_each(parts)
    asks = (part for part in parts if any(map(_asks, part)) or _only_names(part) or _lists_side(part))
    asking = [part for part in asks if not is_remark(part)]
    if len(asking) < 2:
        return [text]
    cuts = [part[0].start for part in asking]
    cuts[0] = 0
    both = any(token.has("kind", "outturn", "executed") for token in tokens) or any(map(_is_claim, asking))
    if _CONDITION.match(text) and not text[: cuts[1]].rstrip().endswith("?"):
        return [text]
    said = [text[start:end].strip(" ,、;") for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    return [_PLANNED.sub(_BUDGET_FIGURE, part) if both else part for part in said][:MOST_PARTS]


def _of_that(part: Sequence[Token], after: Token | None) -> bool:
    """Whether a part that only names a thing ends before one that asks of it: 采购总额?其中…多少."""
    return after is not None and after.surface == _AMONG and _only_names(part)


def _only_names(part: Sequence[Token]) -> bool:
    """Whether a part asks for a thing by nothing but its name and a question mark: 采购总额?"""
    named = any(token.has("name") and is_strong(token) and not token.has("organisation") for token in part)
    return named and part[-1].surface[0] == "?"


_AMONG = "其中"
_CONDITION = re.compile(
    r"(?:and |so |but )?(?:if|suppose|supposing|assuming|imagine|unless|provided)(?![a-z])", re.IGNORECASE
)
"""How an English clause begins that the question behind it depends on."""


def _with_each(parts: Sequence[list[Token]]) -> list[list[Token]]:
    """The parts, one that only says more of the part before with that: 是哪些？各多少？ or of which body and year it asks."""
    kept: list[list[Token]] = []
    for part in parts:
        bare = bool(kept) and bool(part) and not any(map(is_strong, part))
        if bare and any(more(part, kept[-1]) for more in (_says_whose, _asks_each, _asks_gap, _asks_its_amount)):
            kept[-1] = [*kept[-1], *part]
        else:
            kept.append(part)
    return kept


def _asks_each(part: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether a part only asks for the figure of each of what was listed."""
    listed = any(token.has("operation", "list", "most", "least", "ranking") for token in before)
    each = any(token.has("operation", "list", "each") and token.surface[0] in _EACH for token in part)
    return listed and each and not any(token.has("name") for token in part)


def _asks_its_amount(part: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether a part only asks for the amount of what the part before picks: 最大的一笔买什么？多少万元？"""
    picks = any(token.has("operation", "most", "least") or token.has("count") for token in before)
    shares = any(token.has("operation", "share") for token in before)
    return picks and all(
        asks_amount(token) or token.has("unit") or _says_nothing(token) or (shares and token.has("operation", "share"))
        for token in part
    )


def _says_nothing(token: Token) -> bool:
    return all(sense.kind in ("filler", "connector") for sense in token.senses)


def _asks_gap(part: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether a part only asks by how much what the part before asks for is more: 哪个多？多多少？"""
    said = "".join(token.surface for token in part)
    which = any(map(asks_which_is_more, before)) or (
        any(token.surface in ("which", "who", "whose") for token in before)
        and any(token.has("operation", "over", "under") for token in before)
    )
    return which and bool(_GAP.match(said)) and not any(map(_is_body, part))


_GAP = re.compile(
    "(?:大概|大约|具体)?(?:多|少|高|低|大|小|差|相差|贵)(?:出|了|出来)?(?:多少|几)|(?:and)?by how (?:much|many)"
)


def _says_whose(part: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether a part only says of which body, or by which figures, the part before asks."""
    whose = any(map(_is_body, part)) and not any(map(_is_body, before))
    return whose or (part[0].surface.startswith("按") and not any(token.has("operation") for token in part))


def _is_body(token: Token) -> bool:
    return token.has("organisation")


_EACH = "各分每"
_COUNT_OF = re.compile(ASKED_THINGS)
"""A count of another thing right behind a count: 多少批次多少人次."""
_PLANNED = re.compile(r"预算(?=多少|是|为|[,、;?。]|$)")
_BUDGET_FIGURE = "预算数"
"""Beside 决算 in one sentence 预算 is a kind of figure, in a part that stands by itself, too."""


def _claims(tokens: Sequence[Token], text: str) -> list[str]:
    """Several claims, each with one amount, checked one by one: 会议费8万元、培训费6万元，对吗. [] where it is none or one."""
    if not any(token.has("operation", "whether", "agree") for token in tokens):
        return []
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.surface[0] in ",、;":
            parts.append([])
        else:
            parts[-1].append(token)
    told = [part for part in parts if any(token.has("amount") for token in part)]
    whole = all(_states(part) for part in told[1:]) and any(is_strong(token) for token in told[0]) if told else False
    if len(told) < 2 or not whole or any(sum(token.has("amount") for token in part) > 1 for part in told):
        return []
    lead = text[: told[0][0].start]
    return [
        f"{lead if number == 0 else ''}{text[part[0].start : part[-1].end]},{_TRUE}" for number, part in enumerate(told)
    ]


def _states(part: Sequence[Token]) -> bool:
    """Whether a part of a claim says of itself what it is about: a name, or a change of what was named before."""
    return any(is_strong(token) or token.has("operation", "change", "changed") for token in part)


_TRUE = "对吗"


def _is_claim(part: Sequence[Token]) -> bool:
    """Whether a part names a figure, says what it comes to, and asks whether it does: 甲费是5万元吗."""
    last = next((token for token in reversed(part) if token.surface[0] not in ",、"), None)
    whether = last is not None and last.has("operation", "whether") and last.surface in _TRUE
    return whether and any(token.has("amount") for token in part) and any(map(is_strong, part))


def _counts(part: Sequence[Token]) -> bool:
    return any(token.has("operation", "count") for token in part)


def _until_cut(tokens: Sequence[Token], start: int) -> list[Token]:
    """The tokens up to the next comma that may part questions, or end of a sentence."""
    ends = (at for at in range(start, len(tokens)) if tokens[at].surface[0] in _ENDS or _may_part(tokens, at))
    return list(tokens[start : next(ends, len(tokens))])


def _may_part(tokens: Sequence[Token], number: int) -> bool:
    """Whether a token is a comma, or a 、 right behind what asks: 货物、工程 lists, 甲多少、乙多少 asks twice."""
    mark = tokens[number].surface[0]
    return mark == "," or (mark == "、" and number > 0 and _asks(tokens[number - 1]))


def _stand_apart(left: Sequence[Token], right: Sequence[Token], *, first: bool) -> bool:
    """Whether a comma parts two questions: the one before is whole, and the one behind asks for something else.

    A part behind the first may lean on it for what it is about: 预算多少，决算多少，差多少.
    """
    named = any(token.has("name") or token.has("code") or token.surface in side_verbs() for token in left) or not first
    whole = named and any(_asks_figure(token) or asks_which_is_more(token) or _asks_rate(token) for token in left)
    whole = whole or _is_claim(left)
    done = {sense.value for token in left for sense in token.senses if sense.kind == "operation"}
    new = {sense.value for token in right for sense in token.senses if sense.kind == "operation"} & set(_ASKING)
    own = any(_asks_figure(token) for token in right) and (
        any(is_strong(token) for token in right) or bool(_aspects(right) - _aspects(left)) or _adds_up(right)
    )
    sides = [{token.surface for token in part if token.has("side")} for part in (left, right)]
    own = own or (bool(sides[1] - sides[0]) and _lists_side(right))
    if any(asks_amount_of_change(token) for token in left) and not any(is_strong(token) for token in right):
        new -= {"share", "changed"}  # …，百分之多少: of the change
    if any(asks_which_is_more(token) for token in left):
        new -= {"difference"}  # 谁多，多多少: one answer says both
    told = any(map(_asks_more, right))
    counted = _counts(right) and not _counts(left) and any(map(asks_amount, left))  # 花了多少，买了几套
    costs = bool(right) and all(map(_asks_cost, right)) and not any(map(_asks_money, left))  # 买了几台,多少钱
    head = right[0] if right else None
    per_head = head is not None and head.has("lacking") and any(map(asks_amount, right))  # …多少人次，人均多少钱
    ranked = named and _ranks(left) and _ranks(right) and any(map(is_strong, right))
    whole = whole and (own or bool(new - done) or told or counted or costs or per_head)
    return whole or ranked or _shares_each(left, right)


def _ranks(part: Sequence[Token]) -> bool:
    """Whether a part asks which of several is the most or the least: 哪个税种收入最多."""
    return any(one.has("operation", "most", "least") for one in part) and any(one.surface[0] in "哪谁" for one in part)


def _lists_side(part: Sequence[Token]) -> bool:
    """Whether a part asks what a side of the accounts is made of: 收入包括哪些."""
    return any(token.has("side") and after.has("operation", "list") for token, after in pairwise(part))


def _shares_each(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether each of two parts names a figure and asks for its share: 甲占总收入几成，乙占几成."""
    return all(
        any(token.has("operation", "share") and is_strong(before) for before, token in pairwise(part))
        for part in (left, right)
    )


def _asks_cost(token: Token) -> bool:
    """Whether a word only asks for money, or says nothing."""
    return _asks_money(token) or token.surface in _SPENT or _says_nothing(token)


def _asks_money(token: Token) -> bool:
    return asks_amount(token) and token.surface.endswith(_MONEY)


_MONEY = ("钱", "元", "金额")
_SPENT = frozenset({"花了", "花", "花费", "共", "一共", "总共", "合计"})


def _aspects(part: Sequence[Token]) -> set[str]:
    """What a part says of the figure beside its subject: whose, of which year, of which kind, of which side."""
    return {
        token.surface.removesuffix("多少")
        for token in part
        if any(
            sense.kind in ("organisation", "year", "kind") or (sense.kind == "name" and sense.weak)
            for sense in token.senses
        )
    }


def _adds_up(part: Sequence[Token]) -> bool:
    """Whether a part asks what the figures before it come to: 合计多少."""
    return any(token.surface.startswith(("合计", "总计", "共计", "total")) for token in part)


def _asks(token: Token) -> bool:
    operation = token.has("operation", *_ASKING) and not token.has("name")
    return _asks_figure(token) or operation or _asks_more(token)


def _asks_more(token: Token) -> bool:
    """Whether the token asks of the figure before it which is more, why, what the money goes to, or what its name means."""
    goes = token.has("operation", "list") and token.surface.startswith(_GOES_TO)
    means = token.has("text", "definition") and not token.has("filler")
    return asks_which_is_more(token) or goes or means or token.has("text", "reason", "purpose")


_GOES_TO = ("花", "用", "都花", "都用", "主要花", "主要用")


def _asks_figure(token: Token) -> bool:
    counts = token.has("operation", "count") and (token.has("name") or token.surface.startswith("几"))
    return asks_amount(token) or token.surface == "呢" or counts


def _asks_rate(token: Token) -> bool:
    """Whether it is asked what part of its budget was spent: 完成预算的百分之几."""
    return token.has("operation", "execution") and bool(_HOW_MUCH.search(token.surface))


_HOW_MUCH = re.compile(r"多少|几|多大|how (?:much|many)", re.I)
_AND_THAT = re.compile("呢[?？。 ]*$")
_NO_COUNTS = ("元", "%", "倍", "")


def _main_figure(answers: Sequence[Answer], asked: Sequence[str]) -> Answer | None:
    """The answer with the one figure that a sentence asks for; None where it asks for several, or for none.

    It is the only one; else that of the only part that says how much, beside yes or no, 跟上年比有没有变; else the only
    amount beside numbers of things, 几个项目，多少钱.
    """
    valued = {(one.value, one.unit): one for one in reversed(answers) if one.value is not None}
    if len(valued) == 1 or (valued and not any(value for value, _ in valued)):  # no car, and nothing for one
        return next(one for one in answers if one.value is not None)
    parts = [(one, text) for one, text in zip(answers, asked, strict=False) if one.value is not None]
    told = [one for one, text in parts if _HOW_MUCH.search(text)]
    amounts = [one for one in told if (one.unit or "") in _NO_COUNTS]
    for picked in (told, amounts, [one for one, text in parts if not told and _AND_THAT.search(text)]):
        if len(picked) == 1:
            return picked[0]
    return None


def _labels(answers: Sequence[Answer]) -> list[str]:
    """What to call the figure of each answer: the name that it has, where the text tells it, or else what was asked."""
    rows = [answer.citations[0].row if answer.citations else "" for answer in answers]
    told = [_CODE.sub("", row) for row, answer in zip(rows, answers, strict=True) if answer.value is not None]
    if all(told) and len(set(told)) == len(told) and all(_is_told(one) for one in answers if one.value is not None):
        return [_CODE.sub("", row) for row in rows]
    return ["·".join(word for operand in one.plan.get("operands", ()) for word in operand) for one in answers]


_CODE = re.compile(r"^\d+ ")


def _is_told(answer: Answer) -> bool:
    """Whether the figure is one that the text of a paper tells, by a name of its own."""
    return answer.plan.get("operation") in ("lookup", "quantity") and not answer.citations[0].table_id


def join_answers(answers: Sequence[Answer], asked: Sequence[str] = ()) -> Answer:
    """One answer of several: texts one below the other, citations numbered through, a figure each as an item.

    `asked` are the parts of the question that they answer.
    """
    citations: list[Citation] = []
    notices: list[Notice] = []
    items: list[Item] = []
    for answer, label in zip(answers, _labels(answers), strict=True):
        shift = len(citations)
        citations += [replace(citation, n=citation.n + shift) for citation in answer.citations]
        notices += [replace(notice, cites=tuple(n + shift for n in notice.cites)) for notice in answer.notices]
        if answer.value is not None and all(item.value != answer.value for item in answer.items):
            items.append(Item(label, answer.value, answer.unit or "", tuple(range(shift + 1, len(citations) + 1))[:2]))
        items += [replace(item, cites=tuple(n + shift for n in item.cites)) for item in answer.items]
    truths = [answer.truth for answer in answers if answer.truth is not None]
    main = _main_figure(answers, asked)
    alone = len({(one.value, one.unit) for one in answers if one.value is not None}) == 1
    listed = any(len(one.items) > 1 for one in answers if one.value is None)
    return Answer(
        status=_status(answers),
        text=text_behind(answers[:-1])(answers[-1].text),
        value=main.value if main else None,
        unit=main.unit if main else None,
        items=tuple(items) if listed or not alone else tuple(item for answer in answers for item in answer.items),
        truth=truths[0] if len(set(truths)) == 1 else None,
        citations=tuple(citations),
        notices=tuple(dict.fromkeys(notices)),
        choices=tuple(choice for answer in answers for choice in answer.choices),
        plan={"operation": "several questions", "parts": [dict(answer.plan) for answer in answers]},
        usage=answers[-1].usage,
    )


def text_behind(answers: Sequence[Answer]) -> Callable[[str], str]:
    """A function that gives these answers' texts with another one below, its citation marks counted on."""
    texts: list[str] = []
    shift = 0
    for answer in answers:
        texts.append(_shifted(answer.text, shift))
        shift += len(answer.citations)
    return lambda text: "\n".join([*texts, _shifted(text, shift)])


def _shifted(text: str, shift: int) -> str:
    """The text with its citation marks counted on."""
    return _MARK.sub(lambda found: f"[{int(found.group(1)) + shift}]", text)


def _status(answers: Sequence[Answer]) -> Status:
    found = [answer.status for answer in answers]
    if "declined" in found:
        return "declined"
    return "answered" if "answered" in found else found[0]
