"""A claim to be checked together with the figure that it is held against: 说明里写8万元，跟表里一致吗？表里是多少？

The question is cut to the claim and its check; what the tail asks for is taken from what the check found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from bot.figures.readings import comparable
from bot.grammar.plan import Plan
from bot.model import Answer
from bot.operations.attempts import Attempt
from bot.operations.checks import compared
from bot.operations.outcome import Line, Outcome
from bot.reading.amounts import rounds_to
from bot.reading.question import Question
from bot.talk.turn import Turn
from bot.writing.labels import long_name
from bot.writing.phrases import Phrases
from index.model import Fact
from index.scales import CHINESE
from index.words import part_of, pattern_of

Asked = Literal["", "table", "right", "gap"]


@dataclass(frozen=True, slots=True)
class Check:
    """`text` is the question with the claim and its check alone; `asked` is what its tail asks for: what the table prints,
    what is right, or how far apart they are. `given` are figures that the question tells as known, which must be found.
    """

    text: str
    asked: Asked
    given: tuple[tuple[Decimal, bool], ...] = ()
    """Each with whether it is an amount of money in 元; else it is as it is printed, in whatever unit."""
    wrong: bool = False
    """Whether it is asked if the claim is wrong, 算错了吗, and not if it is right."""
    apart: bool = False
    """Whether the text asks for two figures that are to be held against each other."""
    sources: bool = False
    """Whether the text asks by whose money a figure is, which tells why two figures given of it differ."""


_AMOUNT = part_of("asked.zh.yaml", "where", "amount")
_FIGURE = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>万亿|亿|百万|万|千)?(?P<money>元)?(?![\d%年月])")
_ASKED: tuple[Asked, ...] = ("table", "right", "gap")
_TAILS = tuple((one, pattern_of("asked.zh.yaml", "checks", "tails", one)) for one in _ASKED)
_WRONG = pattern_of("asked.zh.yaml", "checks", "wrong")
"""Whether a claim is wrong: …增长35%，算错了吗."""
_CHECKS = pattern_of("asked.zh.yaml", "checks", "check")
_DOUBT = pattern_of("asked.zh.yaml", "checks", "doubts")
"""What the asker thinks of a claim before it is checked: 我看着不对."""
_WORKED_BY = pattern_of("asked.zh.yaml", "checks", "worked_by")
"""What the asker worked a share out by, which was named before: 我用三公小计去除不是这个数."""
_WORKED = pattern_of("asked.zh.yaml", "checks", "worked_out")
"""A clause of its own with the figures that a claim rests on: 从128万元涨到168万元, 拿157和上年128一算, 按三公83万来算."""
_WORKS = re.compile("(?:到|至|为|成)了?[^,]{0,3}?\\d|算|除|比")
_OF_PERCENT = pattern_of("asked.zh.yaml", "checks", "of_percent")
_PERCENT = re.compile(r"\d[\d.]*%")
_YEAR = re.compile(r"20\d\d")
"""A year as people write it beside another: 按2017、2018年的数算."""
_BESIDE_PERCENT = pattern_of("asked.zh.yaml", "checks", "beside_percent")
_BARE_AMOUNT = re.compile(rf"(?<=[\u4e00-\u9fff])(?:是|为|有)?{_AMOUNT}(?![\d%年月])(?=[,占、和])")
_AGREES = pattern_of("asked.zh.yaml", "checks", "agrees")
_TRULY = pattern_of("asked.zh.yaml", "checks", "truly")
_SUMS_APART = pattern_of("asked.zh.yaml", "checks", "sums_apart")
"""各子项目之和与总资金差多少: whether they come to it, and how far they are off."""
_BOTH_PLACES = pattern_of("asked.zh.yaml", "checks", "both_places")
_THIS_CLAIM = pattern_of("asked.zh.yaml", "checks", "this_claim")
"""…占8.75%。这个比例对吗: the check of what stands before it."""
_PLUS_AGAINST = pattern_of("asked.zh.yaml", "checks", "plus_against")
"""A加B，和C105万元对得上吗: A加B等于C吗; not where C is a sum, too."""
_BOTH_MOVED = pattern_of("asked.zh.yaml", "checks", "both_moved")
_GAP_SOURCES = pattern_of("asked.zh.yaml", "checks", "gap_sources")
"""Two figures given of one thing, and what the one has beside the other."""
_OF_YEAR = re.compile(r"20\d\d年")


def check_of(text: str) -> Check | None:
    """The claim of a prepared question with what its other clauses give and ask for; None where there is only one to check,
    or nothing.
    """
    gap = _GAP_SOURCES.fullmatch(_bare(text))
    if gap is not None:
        year = "" if _OF_YEAR.search(gap["name"]) else "".join(_OF_YEAR.findall(text)[:1])
        return Check(f"{year}{gap['name']}用的是什么钱", "", tuple(_figures(text)), sources=True)
    clauses = re.findall("[^,;。?!]+[,;。?!]*", text)
    kept, asked = _without_tails(clauses)
    doubted = [number > 0 and bool(_WRONG.fullmatch(_bare(clause))) for number, clause in enumerate(kept)]
    wrong = any(doubted) and (bool(_figures("".join(kept))) or bool(_PERCENT.search("".join(kept))))
    if wrong:
        kept = ["对吗?" if doubt else clause for clause, doubt in zip(kept, doubted, strict=True)]
    off = _SUMS_APART.search("".join(kept))
    if off is not None and not asked:
        return Check(f"{text[: off.start()]}{off['sum']}对得上吗?", "gap")
    moved = _BOTH_MOVED.fullmatch(_bare("".join(kept)))
    if moved:
        asks = "{one}的{move}是多少,{two}的{move}是多少"
        return Check(asks.format(**moved.groupdict()), asked, apart=True)
    if not any(_CHECKS.search(_bare(clause)) for clause in kept):
        if asked != "right" or len(_PERCENT.findall("".join(kept))) != 1:
            claimed = asked == "table" and len(_figures("".join(kept))) == 1
            return Check(_bare("".join(kept)) + ",和表里一致吗?", asked) if claimed else None
        kept = [_bare("".join(kept)), ",这个百分比对吗?"]
    rest, given = _without_worked(kept)
    told = _of_whole(_BOTH_PLACES.sub("", _THIS_CLAIM.sub(",", "".join(rest))))
    if _is_of_percent(rest):
        told = _BARE_AMOUNT.sub("", _BESIDE_PERCENT.sub("", told))
    if asked == "table" and not _AGREES.search(told):  # what the form prints is what the claim is held against
        told = _TRULY.sub("和表里一致吗", told)
    given += [one for one in _figures("".join(rest)) if one not in _figures(told)]
    if not asked and told == text:
        return None
    return Check(told, asked, tuple(given), wrong)


def _without_tails(clauses: Sequence[str]) -> tuple[list[str], Asked]:
    """The clauses without those that only ask for a figure of the check, and what these ask for; the last one counts."""
    kept: list[str] = []
    asked: Asked = ""
    for number, clause in enumerate(clauses):
        bare = _bare(clause)
        tail: Asked | None = next((name for name, pattern in _TAILS if pattern.fullmatch(bare)), None)
        if number and tail and _said_before(bare, kept):
            asked = tail
        elif not (number and (_DOUBT.fullmatch(bare) or _is_worked_by(bare, kept))):
            kept.append(clause)
    return kept, asked


def _is_worked_by(clause: str, before: Sequence[str]) -> bool:
    """Whether a clause only says by what a share was worked out that a clause before it is of."""
    by = _WORKED_BY.fullmatch(clause)
    return by is not None and by["base"] in "".join(before) and bool(_PERCENT.search("".join(before)))


_BY = re.compile(
    "按(?:照)?(?:表格?[里中上]?面?的?)?(?P<base>[^,;。?\\d]{1,14}?)(?:小计|合计|总计|总数|的数)?(?:来|去)?算"
)


def _said_before(clause: str, before: Sequence[str]) -> bool:
    """Whether what a tail says that the figure is worked out by was named before: 按三公小计算应该是多少."""
    by = _BY.match(clause)
    return by is None or by["base"] in "".join(before)


def _without_worked(clauses: Sequence[str]) -> tuple[list[str], list[tuple[Decimal, bool]]]:
    """The clauses without those that only tell the figures that a claim rests on, and these figures."""
    rest: list[str] = []
    given: list[tuple[Decimal, bool]] = []
    for clause in clauses:
        bare = _bare(clause)
        if rest and _WORKED.fullmatch(bare) and _WORKS.search(bare) and "%" not in bare and _said_before(bare, rest):
            given += _figures(bare)
        else:
            rest.append(clause)
    return rest, given


def _bare(clause: str) -> str:
    return clause.rstrip(",;。?!")


def _of_whole(text: str) -> str:
    """The text with parts held against their whole as one comparison."""
    return _PLUS_AGAINST.sub(r"\g<parts>等于\g<whole>", text)


def _is_of_percent(clauses: Sequence[str]) -> bool:
    """Whether the one percentage of a claim is what is checked: …，这个增幅算得对吗."""
    said = "".join(clauses)
    check = next((_bare(one) for one in reversed(clauses) if _CHECKS.search(_bare(one))), "")
    asks = _OF_PERCENT.search(check.rstrip("吗么不")) or _PERCENT.search(check)
    return len(_PERCENT.findall(said)) == 1 and bool(asks)


def _figures(text: str) -> list[tuple[Decimal, bool]]:
    """The figures of a text that are no percentages, dates or the like; in 元 where they say what they are of."""
    found = []
    for one in _FIGURE.finditer(text):
        if _YEAR.fullmatch(one[0]):
            continue
        scale = CHINESE.get(one["scale"] or "", 1)
        number = Decimal(one["number"].replace(",", "")) * scale
        found.append((number, bool(one["scale"] or one["money"])))
    return found


def with_asked(turn: Turn, check: Check) -> Turn | None:
    """The turn of the check with the figure that its tail asks for; None where it was not checked or does not yield it."""
    found = turn.attempt
    if turn.answer.status != "answered" or found is None:
        return None
    if check.sources:
        return _of_two_scopes(turn, found.outcome, check)
    if (turn.answer.truth is None and (check.asked or check.given or check.wrong)) or not _all_known(
        check.given, found.outcome
    ):
        return None
    turn = _if_wrong(turn) if check.wrong else turn
    if not check.asked:
        return turn
    value = _asked_of(found.outcome, turn.answer, check.asked)
    return None if value is None else replace(turn, answer=replace(turn.answer, value=value[0], unit=value[1]))


def _of_two_scopes(turn: Turn, found: Outcome, check: Check) -> Turn | None:
    """The turn that tells by whose money a figure is, where of two figures given of it one is the whole and one a part of it;
    None where they are not, or a gap that is given is not what the other parts come to.
    """
    lines = [line for line in found.lines if line.value]
    whole = sum((line.value or Decimal(0) for line in lines), Decimal(0))
    two, gaps = check.given[:2], check.given[2:]
    part = next((line for line in lines for number, _ in two if rounds_to(line.value or Decimal(0), number)), None)
    if found.operation != "list" or len(lines) < 2 or part is None:
        return None
    rest = whole - (part.value or Decimal(0))
    of_whole = any(rounds_to(whole, number) for number, _ in two)
    if not of_whole or not all(rounds_to(rest, number) for number, _ in gaps):
        return None
    said = Phrases(turn.question.language).say("two_scopes", part=part.label)
    return replace(turn, answer=replace(turn.answer, text=f"{said}\n{turn.answer.text}"))


def _if_wrong(turn: Turn) -> Turn:
    """The turn of a check as the answer to whether the claim is wrong."""
    phrases, holds = Phrases(turn.question.language), bool(turn.answer.truth)
    said = phrases.say("claim_right" if holds else "claim_wrong")
    text = said + turn.answer.text.removeprefix(phrases.truth(holds))
    return replace(turn, answer=replace(turn.answer, truth=not holds, text=text))


def held_apart(turns: Sequence[Turn], check: Check) -> Attempt | None:
    """Whether the two figures that the text of a check asks for are one, as an attempt; None where they cannot be compared.

    It has the difference as its value where that is asked for.
    """
    found = [turn.attempt for turn in turns if turn.attempt is not None and turn.answer.status == "answered"]
    if len(found) != 2 or any(len(one.outcome.readings) != 1 for one in found):
        return None
    operands = tuple(operand for one in found for operand in one.plan.operands[:1])
    plan = Plan("compare", operands, found[0].plan.frame)
    outcome = compared(plan, tuple(one.outcome.readings[0] for one in found), min(one.outcome.score for one in found))
    if outcome is None or outcome.status != "answered":
        return None
    outcome = _told_as_moves(outcome)
    value = _asked_of(outcome, None, "gap") if check.asked == "gap" else None
    return Attempt(plan, replace(outcome, value=value[0], unit=value[1]) if value else outcome, outcome.score)


def gap_of_check(question: Question, before: Attempt | None) -> Attempt | None:
    """How far apart the two figures of the check before are, where nothing else is asked: 那差了多少; None for other questions."""
    plain = question.operations == {"difference"} and not (question.names or question.amounts or question.frame.years)
    bodies = any(token.has("organisation") for token in question.tokens)
    if before is None or before.outcome.truth is None or not plain or bodies or question.texts or question.blockers:
        return None
    value = _asked_of(before.outcome, None, "gap")
    return replace(before, outcome=replace(before.outcome, value=value[0], unit=value[1])) if value else None


def _told_as_moves(outcome: Outcome) -> Outcome:
    """The comparison with its figures called by their columns, too: 收入·比上年增减."""
    lines = tuple(replace(line, label=long_name(line.facts[0])) for line in outcome.lines)
    return replace(outcome, lines=lines, steps=tuple(replace(step, operands=lines) for step in outcome.steps))


def _asked_of(outcome: Outcome, answer: Answer | None, asked: Asked) -> tuple[Decimal, str] | None:
    """The figure that a tail asks for, with its unit, from what the check found."""
    if asked == "gap":
        apart = next((one for one in reversed(outcome.steps) if one.sign == "-"), None)
        return (abs(apart.result), apart.unit) if apart is not None and outcome.operation in _APART else None
    if outcome.operation == "agree":
        printed = {
            (line.value, line.unit)
            for line in outcome.lines
            for fact in line.facts
            if fact.source == "table" and line.value is not None
        }
        return next(iter(printed), None) if len(printed) == 1 else None
    if answer and answer.value is not None and answer.unit is not None and outcome.operation in _WORKED_OUT:
        return answer.value, answer.unit
    return None


_APART = ("agree", "adds_up", "compare")
_WORKED_OUT = ("compare_amount", "change", "exists")


def _all_known(given: Sequence[tuple[Decimal, bool]], outcome: Outcome) -> bool:
    """Whether every figure that the question tells is one that the check rests on, or the sum of two of them."""
    known = list(known_figures(outcome))
    return all(any(_is_figure(number, money, one) for one in known) for number, money in given)


def _is_figure(number: Decimal, money: bool, known: tuple[Decimal, Decimal]) -> bool:
    exact, printed = known
    return rounds_to(exact, number) or (not money and rounds_to(printed, number))


def known_figures(outcome: Outcome) -> Iterator[tuple[Decimal, Decimal]]:
    """The figures of an outcome in 元 and as they are printed, with what each was before or after its change."""
    operands = [line for step in outcome.steps for line in step.operands]
    lines: list[Line] = [*outcome.lines, *operands]
    facts: list[Fact] = [fact for line in lines for fact in line.facts]
    facts += [reading.fact for reading in outcome.readings]
    yield from (pair for fact in facts for pair in _pair(fact))
    for step in outcome.steps:
        ends = [pair for line in step.operands for fact in line.facts[:1] for pair in _pair(fact)]
        if step.sign == "%" and len(ends) == 2:  # a change and what it is a change of
            yield ends[0][0] + ends[1][0], ends[0][1] + ends[1][1]


def _pair(fact: Fact) -> Iterator[tuple[Decimal, Decimal]]:
    value = comparable(fact)
    if value is not None and fact.value is not None:
        yield value, fact.value
