"""What all rules of the grammar share: a plan of a question, and how its names are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from bot.figures.printed_spans import says_span
from bot.figures.sides import SIDE_AT_END
from bot.grammar.plan import Options, Plan
from bot.names.measures import CLASSIFIERS
from bot.names.segment import prepare
from bot.names.terms import Operands, Sense, Token, keys_of
from bot.reading.directions import asks_fall, base_kind, comparison, range_limits, says_apart
from bot.reading.opening_clause import spread_scope
from bot.reading.operands import is_of_fund
from bot.reading.question import Question, is_strong, text_words
from bot.reading.years_named import so_many_years
from index.numerals import parse_han_number
from index.text import core_key
from prompts import load_yaml

_SINGLE = re.compile(
    r"(?:[哪单每各]|[哪单]一|[\d一几两二三四五六七八九十])笔|逐笔|哪[个些]?品目"
    r"|\bsingle (?:(?:largest|biggest|highest|costliest|most expensive) )?(?:line ?)?(?:purchase|item|line|entry|buy|order)\b"
)
"""Words for one entry of a form: the rows that have none below them, not the groups that they are put in."""

_ENTRIES = re.compile(r"([两二三四五六七八九十]|\d{1,2})(?:笔|处|条|行)")


def _entries_said(text: str) -> int | None:
    """How many entries of a form a question speaks of: 三笔印刷服务; None where it does not say."""
    found = _ENTRIES.search(text)
    return None if found is None else int(found[1]) if found[1].isdigit() else parse_han_number(found[1])


MINUS = frozenset({"减去", "减掉", "减", "扣减", "minus"})
EQUALS = frozenset({"是", "为", "等于", "相当于", "is", "are", "as"})
"""Words between the two figures of a difference, of a ratio."""
BY = "除以"
PLUS = ("加", "加上", "+", "plus")


def counts_with_measure(question: Question) -> bool:
    """Whether a number of people or things is asked for, by the word that counts them: 多少人, 几辆."""
    return bool(measure_asked(question))


def leaves_open(question: Question) -> bool:
    """Whether it is asked how far two things are apart and not which is taken from which: A和B差多少, A 5万元，B多少，多出多少."""
    than = question.base_year or any(token.has("connector", "than") for token in question.tokens)
    taken = any(
        token.surface in MINUS or token.has("operation", "over", "under", "changed") for token in question.tokens
    )
    return not taken and says_apart(question.tokens, either=not than)


def measure_asked(question: Question) -> str:
    """The measure word by which a number of people or things is asked for, 辆 of 几辆; "" where none is."""
    asked = (one.surface[-1] for one in question.tokens if one.has("operation", "count"))
    return next((last for last in asked if last in CLASSIFIERS), "")


@cache
def _funding_words() -> frozenset[str]:
    return frozenset(prepare(word) for group in load_yaml("cues.yaml")["funding"] for word in group)


def names_text(question: Question) -> bool:
    """Whether what the text says is to be held against something: 正文和表格, 说明里写的."""
    return any(map(says_text, question.tokens))


def says_text(token: Token) -> bool:
    """Whether a word points at the text of a paper: 正文, 说明里的."""
    return not text_words().isdisjoint((token.surface, _INSIDE.sub("", token.surface)))


_INSIDE = re.compile("(?:里面|里头|里|中|上)的?$")


def plan_for(
    question: Question, operation: str, operands: Operands, *executes: str, penalty: float = 0.0, **options: Any
) -> Plan:
    """A plan with everything that the question says of the answer's form, and the `options` of this plan; `executes` are the
    operations that it covers.
    """
    said = Options(
        amounts=question.amounts,
        comparison=comparison(question),
        less=asks_fall(question),
        open=leaves_open(question) or None,
        limits=range_limits(question),
        unit=question.unit,
        decimals=question.decimals,
        top=question.top,
        nth=question.nth,
        level=question.level,
        latest=None if question.frame.years else so_many_years(question.tokens),
        printed=None if question.frame.years else question.years_together,
        funding=any(token.surface in _funding_words() for token in question.tokens),
        single=question.level is None and bool(_SINGLE.search(question.text)),
        entries=_entries_said(question.text),
        said=(question.text,),
        places=tuple(token.surface for token in question.tokens if token.has("over", "places")),
        bodies=frozenset(
            key for token in question.tokens for one in token.senses if one.value == "places" for key in one.keys
        ),
        classification=question.classification,
    )
    operands = spread_scope(question, operation, _limited_alike(question, operands))
    return Plan(operation, operands, question.frame, frozenset(executes) - {""}, replace(said, **options), penalty)


def _limited_alike(question: Question, operands: Operands) -> Operands:
    """The operands, each with the one word that says whose money (市级), or of which months, all of them are."""
    places = [token for token in question.tokens if token.has("organisation")]  # 全市 beside a district is that city
    said = [[one for one in question.tokens if one.has(kind) and one not in places] for kind in ("reach", "months")]
    alike = [tokens[0] for tokens in said if len(tokens) == 1]
    return tuple(
        (*(token for token in alike if token not in operand and _may_be(token, operand)), *operand)
        if operand
        else operand
        for operand in operands
    )


def _may_be(limit: Token, operand: tuple[Token, ...]) -> bool:
    """Whether the figure of an operand may be of a whole area, 全县: no office or bureau that it names itself has one."""
    own = [one.surface for one in operand if one.has("organisation") and one.has("frame")]
    return not limit.has("reach") or not own or any(_PLACE.search(name) for name in own)


_PLACE = re.compile(r"[省市县区州旗盟镇乡国]$|政府$|^[^\u4e00-\u9fff]+$")


def has_cue(question: Question, kind: str, value: str) -> bool:
    """Whether a token of the question has that sense."""
    return any(token.has(kind, value) for token in question.tokens)  # type: ignore[arg-type]


def names_apart(question: Question) -> bool:
    """Whether 和 or the like stands between two names."""
    strong = [number for number, token in enumerate(question.tokens) if is_strong(token)]
    return any(
        token.has("connector", "and") and token.surface != "," and strong and strong[0] < number < strong[-1]
        for number, token in enumerate(question.tokens)
    )


def names_two_kinds(question: Question) -> bool:
    """Whether what came out is held against what was planned, 决算比预算多了吗, so that no year before is meant."""
    kinds = {sense.value for token in question.tokens for sense in token.senses if sense.kind == "kind"}
    return bool(kinds & {"outturn", "executed"}) and bool(kinds & {"budget", "adjusted"})


def of_two_kinds(question: Question) -> bool:
    """Whether each of two years is named with a kind of its own: 2025年预算比2024年执行数; FY26 adopted, FY25 amended budget."""
    kinds = {sense.value for token in question.tokens if (sense := token.sense("kind"))}
    apart = names_two_kinds(question) or ({"budget", "adjusted"} <= kinds and not base_kind(question.tokens))
    return apart and len(question.frame.years or ()) == 2


def goes(token: Token) -> bool:
    """Whether the word says what a part of a whole is for: goes to, went on, is going towards."""
    return token.has("filler") and bool(_GOES.match(token.surface))


_GOES = re.compile(r"(?:go|goes|going|went|gone)\b")


def over_years(question: Question) -> bool:
    """Whether English asks what two years come to: over the two years, how much …; and not how one differs from the other."""
    trends = any(token.has("operation", "trend") and "years" not in token.surface for token in question.tokens)
    together = question.years_together is not None or says_span(question)
    return together and question.operations <= {"sum", "trend", "together"} and not trends


def without_total(operand: tuple[Token, ...]) -> tuple[Token, ...]:
    """A summand without the word that only says that it is one: 培训费|合计."""
    return tuple(term for term in operand if term.surface not in ("合计", "总计")) or operand


def joined_by_plus(question: Question) -> bool:
    """Whether names are joined by a plus: A加B."""
    return any(token.surface in PLUS and token.has("connector") for token in question.tokens)


_UNSAID = Token(0, 0, "", ())


def of_kind(kind: str, cue: Token = _UNSAID) -> Token:
    """A part of an operand that says which kind of figure it is, as 决算数 does; `cue` is where the question says so."""
    return Token(cue.start, cue.end, cue.surface, (Sense("kind", kind), Sense("frame")))


def printed_rate(cue: Token, *, adjusted: bool = False) -> Token:
    """How forms and texts call the part of a budget that was carried out, as a name; `cue` is where the question asks for it.

    Of the adjusted budget where the question says so, or where `adjusted` does.
    """
    listed = "execution_adjusted" if adjusted or "调整" in cue.surface else "execution"
    printed = frozenset(core_key(word) for group in load_yaml("cues.yaml")[listed] for word in group)
    return Token(cue.start, cue.end, cue.surface, (Sense("name", cue.surface, printed),))


def is_printed_rate(term: Token) -> bool:
    """Whether a term is the part of a budget that was carried out, as forms print it."""
    return keys_of(term) in (keys_of(printed_rate(term)), keys_of(printed_rate(term, adjusted=True)))


PRINTED_SHARE = "占比"
"""The column of a share that the text itself tells."""


def with_printed_share(question: Question) -> tuple[Token, ...]:
    """What is named, in the column of a share that the text itself tells."""
    printed = Token(0, 0, PRINTED_SHARE, (Sense("name", PRINTED_SHARE, frozenset({PRINTED_SHARE})),))
    return (*(term for term in question.strong_terms if PRINTED_SHARE not in term.surface), printed)


def subsets(question: Question) -> Iterator[tuple[Token, ...]]:
    """All names, or none where all of them are weak: 哪一类支出最多."""
    cue = next((token for token in question.tokens if token.has("operation", "execution")), None)
    if cue is not None:
        yield (*(term for term in question.names if term != cue), printed_rate(cue))
        return
    yield question.names
    if question.names and not asks_income(question) and not any(is_strong(term) for term in question.names):
        yield ()


def asks_income(question: Question) -> bool:
    """Whether a name says that income is meant: 哪些收入, revenue sources."""
    return any(
        term.has("side", "收入") or "收入" in term.surface or all("收入" in key for key in keys_of(term) or ("",))
        for term in question.names
    )


@cache
def spent_in_all() -> tuple[tuple[Token, ...], ...]:
    """Names for all that is spent, the widest first."""
    groups = [frozenset(map(core_key, group)) for group in load_yaml("cues.yaml")["spent_in_all"]]
    named = ((min(keys, key=lambda key: (len(key), key)), keys) for keys in groups)
    return tuple((Token(0, 0, name, (Sense("name", name, keys),)),) for name, keys in named)


def on_either_side(names: tuple[Token, ...]) -> tuple[Token, ...]:
    """财政拨款 alone as its income or its expenditure, by which papers tell how it changed; () for anything else, and for
    what says its side itself: 一般公共预算收入.
    """
    if len(names) != 1 or not is_of_fund(names) or SIDE_AT_END.search(core_key(names[0].surface)):
        return ()
    key = core_key(names[0].surface)
    both = frozenset({f"{key}收入", f"{key}支出", f"{key}收入支出"})
    return (Token(names[0].start, names[0].end, names[0].surface, (Sense("name", names[0].surface, both),)),)


WHOLE_BUDGET = (Token(0, 0, "预算", (Sense("name", "预算", frozenset({"预算"}), weak=True), Sense("header"))),)
"""What rose or fell where only a body and its years are named: 某局2025年比2024年增加了多少."""
