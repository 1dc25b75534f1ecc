"""Questions which rows went over their budget, or moved since last year, and whether the accounts balance → plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bot.grammar.base import asks_income, names_two_kinds, of_kind, plan_for, spent_in_all, subsets
from bot.grammar.plan import Plan
from bot.names.budget_words import BUDGET_WORDS
from bot.names.counted import counts_positions
from bot.names.terms import Sense, Token
from bot.reading.directions import base_kind, comparison, percent_asked, said_in
from bot.reading.question import Question, asks_amount
from bot.reading.years_named import years_in
from index.text import fold
from prompts import load_yaml


def balance(question: Question) -> Iterator[Plan]:
    """Whether income and expenditure come to the same."""
    asked = any(map(asks_amount, question.tokens)) and question.strong_terms  # 调入多少资金来平衡
    if "balance" in question.operations and not question.amounts and not asked:
        yield plan_for(question, "balance", (question.names,), "balance", "whether", "equal", "agree", "each")


def movements(question: Question) -> Iterator[Plan]:
    """哪些支出超过预算, 增幅最大的是哪项, the sources that decrease: rows by how two of their figures stand to each other."""
    wanted = question.operations
    most = bool(wanted & {"most", "ranking"}) or question.top is not None
    counted = {"count", "changed"} <= wanted and not counts_what_is_held(question)  # 有几个税种比上年减少
    has_more = asks_which_has_more(question)
    way = _against_budget(question)
    above = bool(way) and names_two_kinds(question)  # 有几个科目决算大于预算
    counted = counted or ((has_more or above) and "count" in wanted)
    which = "list" in wanted or counted or has_more or asks_what_moved(question)
    two_years = question.base_year or len(question.frame.years or ()) > 1
    if question.ranges_over == "organisations" and question.names and not way and wanted & {"change", "changed"}:
        yield _with_each_body(question, most=most)
    told = _says_spent(question) or (way and question.language == "en")
    which = which or bool(told and _WHICH.search(fold(question.text)))
    stages = question.frame.stages or ()
    if question.amounts or "least" in wanted or question.nth or len(stages) > 1:  # between proposed and adopted
        return
    if not way and not two_years and names_two_kinds(question) and wanted & {"changed"}:
        way = comparison(question)
    named = tuple(term for term in question.names if _names_row(term))
    if way and named and not (most or which or "whether" in wanted) and _says_spent(question):
        yield _apart_from_budget(question, named, way)
        return
    if not (most or which or wanted & {"each", "whether"}):
        return
    if way and named and not most and not which:
        kinds = tuple(map(of_kind, ("outturn", "budget")))
        operands = tuple((*named, kind) for kind in kinds)
        covered = ("over", "under", "whether", "changed", *(("difference",) if _says_spent(question) else ()))
        plan = plan_for(question, "compare", operands, *covered, comparison=way)
        yield replace(plan, frame=replace(question.frame, kinds=None))
        return
    if way and not named and "whether" in wanted and not which and not most and not _ANY.search(question.text):
        yield from _whole_against_budget(question, way)
    against = "budget" if way else "year"
    if not way and (has_more or wanted & {"change", "changed"}) and (most or which):
        way = comparison(question)
    if way not in ("over", "under", "differs"):
        return
    if question.ranges_over == "places" and most and against == "year":
        yield _of_places(question, least=way == "under")
    by_rate = load_yaml("cues.yaml")["rates"]["by_rate"]
    in_percent = most and "share" in wanted and question.language == "en"  # grew fastest in percent
    yield plan_for(
        question,
        "movements",
        tuple(subsets(question)),
        *(("share",) if in_percent else ()),
        *("list", "each", "count", "over", "under", "changed", "change", "most", "ranking", "whether", "difference"),
        way=way,
        against=against,
        most=most,
        counted=counted,
        rows=named,
        income=asks_income(question),
        forms=(most or bool(which and named) or bool(wanted & {"list", "each", "whether"}))
        and (has_more or question.ranges_over != "organisations"),
        over=question.ranges_over,
        percent=in_percent or any(rate in token.surface for token in question.tokens for rate in by_rate),
        base_kind=base_kind(question.tokens) or kind_of_first_year(question),
    )


def counts_what_is_held(question: Question) -> bool:
    """Whether a number of posts or people is asked for, how many posts it will lose, which the figures themselves are."""
    told = [token for token in question.tokens if not token.has("filler") or token.has("name")]
    return any(one.has("operation", "count") and counts_positions(two) for one, two in pairwise(told))


def _of_places(question: Question, *, least: bool) -> Plan:
    """Which place moved most, by the rates that a form prints: 哪个区县增长最快."""
    covered = ("list", "changed", "change", "most", "ranking", "whether", "share")
    printed = Sense("name", "rate", frozenset(load_yaml("cues.yaml")["rates"]["printed"]))
    names = (*(term for term in question.names if not term.has("over", "places")), Token(0, 0, "", (printed,)))
    return plan_for(question, "rank", (names,), *covered, over="places", least=least)


def _with_each_body(question: Question, *, most: bool) -> Plan:
    """How a figure changed with each of several bodies: 哪家增加了, 哪个局增幅最大."""
    way = comparison(question)
    covered = ("list", "each", "changed", "change", "most", "ranking", "whether", "difference", "share")
    return plan_for(
        question,
        "change_across",
        (question.names,),
        *covered,
        way=way if way in ("over", "under") else "differs",
        most=most,
        over="organisations",
        percent=percent_asked(question),
        base_kind=base_kind(question.tokens),
    )


def kind_of_first_year(question: Question) -> str:
    """The kind that is named right behind the earlier of two years: fell most in 2025 against the 2024 budget; "" for none."""
    if len(question.frame.years or ()) != 2:
        return ""
    first = min(question.frame.years or ())
    behind = (after.sense("kind") for token, after in pairwise(question.tokens) if first in years_in([token]))
    return next((kind.value for kind in behind if kind), "")


_WHICH = re.compile(r"\b(?:which|list|name)\b|\bwhat (?:departments|divisions|agencies|items|programs|services)\b")


def _says_spent(question: Question) -> bool:
    """Whether one word says how what came out stands to the budget: overspent, under budget."""
    return said_in(question.tokens, "overspent") or said_in(question.tokens, "underspent")


def _apart_from_budget(question: Question, named: tuple[Token, ...], way: str) -> Plan:
    """How much a named figure is over or under its budget."""
    kinds = tuple(map(of_kind, ("outturn", "budget")))
    operands = tuple((*named, kind) for kind in (kinds if way == "over" else kinds[::-1]))
    plan = plan_for(question, "difference", operands, "over", "under", "difference", "changed")
    return replace(plan, frame=replace(question.frame, kinds=None))


_ANY = re.compile("有没有|有无|有木有|有冇|any ")
"""有没有超预算的: whether one of the rows did, not the whole."""


def _whole_against_budget(question: Question, way: str) -> Iterator[Plan]:
    """决算数小于预算数，对吗: all that was spent against what was planned for it, the adjusted budget where that is said."""
    said = [token for token in question.tokens if token.has("kind", "budget", "adjusted")]
    adjusted = any(token.has("kind", "adjusted") for token in said)
    for extra, names in enumerate(spent_in_all()):
        for outcome in ("outturn", "executed"):
            for late, base in enumerate(("adjusted", "budget") if adjusted else ("budget", "adjusted")):
                operands = tuple((*names, of_kind(kind)) for kind in (outcome, base))
                plan = plan_for(question, "compare", operands, "over", "under", "whether", "changed", comparison=way)
                yield replace(plan, frame=replace(question.frame, kinds=None), penalty=extra + 0.5 * late - WHOLE)


WHOLE = 4.0
"""What holding the whole against its budget is worth more than the list of the rows, where a claim names none."""


def asks_which_has_more(question: Question) -> bool:
    """Whether the rows are asked for that have more or less in one year than in another: which teams have fewer posts in 2025
    than in 2024.
    """
    before = question.language == "zh" and (question.base_year or "change" in question.operations)  # 比上年
    two = len(question.frame.years or ()) == 2 or before
    pattern = _WHICH_HAS if question.language == "en" else _WHICH_BELOW
    return two and bool(question.operations & {"over", "under"}) and bool(pattern.search(fold(question.text)))


_WHICH_HAS = re.compile(
    r"\bwhich (?!years?\b|fiscal|financial)(?:[a-z'’-]+ ){1,7}?(?:have|has|had|gets?|got|spends?|spent|costs?)\b(?!.*\bor\b)"
    r".*\bthan (?:in )?\S*\s?\S*\d",
    re.I,
)


_WHICH_BELOW = re.compile(
    r"(?:哪[些几]|有几)[个项类种]?[^,。?比]{1,12}比(?:上年|去年|\d{4}年)的?(?:年初)?(?:预算|决算|执行|完成|实际)?数?(?:还|都|更|要|反而)*[低少高多大小]"
    r"|比(?:上年|去年|\d{4}年)的?(?:年初)?(?:预算|决算|执行|完成|实际)?数?(?:还|都|更|要|反而)*[低少高多大小](?:了)?的(?:[^,。?]{1,8})?(?:有|是)哪[些几]"
)
"""有哪几个税种比2024年执行数还低: rows of one year below those of another."""


def asks_what_moved(question: Question) -> bool:
    """Whether the rows or parts that moved are asked for: 哪些部门减少了, which departments fell."""
    return "changed" in question.operations and bool(_WHAT_MOVED.search(fold(question.text)))


_WHAT_MOVED = re.compile(
    r"\b(?:list|which|what(?! (?:percent|per cent|share|amount|proportion|rate))|show|name)\b.*"
    r"\b(?:that|which|departments?|divisions?|sources?|funds?|accounts?|categor(?:y|ies)|items?|lines?"
    r"|program(?:me)?s?|agenc(?:y|ies)|services?|functions?|schemes?|directorates?|portfolios?|groups?|areas?|ministr(?:y|ies)|schools?|projects?|revenues?|expenditures?|expenses"
    r"|sub-?program(?:me)?s?|posts|positions|jobs|grades|reserves|balances|grants|fees|charges|taxes|levies|units|offices)"
    r"(?: (?:in|of|for|at|under) [a-z0-9' ]{1,40}?)?"
    r"(?:'?s?)?(?: (?:expenses?|expenditures?|spending|budgets?|revenues?|costs?|amounts?))?"
    r" (?:will |would |are |were |have |had |saw |see )?(?:an? )?(?:been )?"
    r"(?:decreas|los[et]|gain|get less|got less|get more|got more|"
    r"reduc|rais|expand|lower(?!\b)|increas|fall|fell|drop|declin|shrink|shrank|grow|grew|ris|rose|cut|go(?:es)? (?:up|down)|went (?:up|down))"
    r"|哪[些几](?:个|项|类)?[^,。?？]{1,12}?(?:[比较](?:上年|去年|上一年|\d{4}年)的?(?:(?:预算|决算|执行|完成)(?:数|额)?)?)?"
    r"(?:是)?(?:减少|下降|增加|增长|上升)了?的?[?？]?$"
)


def _names_row(term: Token) -> bool:
    """Whether a name is of a row or a form, and not of one of the two kinds of figures."""
    return any(sense.kind == "code" or (sense.kind == "name" and not sense.weak) for sense in term.senses) and not (
        term.has("kind") or _is_budget(term)
    )


def _is_budget(token: Token) -> bool:
    return (
        token.surface in BUDGET_WORDS or token.surface.endswith("支出预算") or token.has("kind", "budget", "adjusted")
    )


def _against_budget(question: Question) -> str:
    """How what came out stands to the budget that the question names: over, under; "" where it names none."""
    cues = [number for number, token in enumerate(question.tokens) if token.has("operation", "over", "under")]
    planned = [number for number, token in enumerate(question.tokens) if _is_budget(token)]
    if said_in(question.tokens, "overspent"):
        return "over"
    if said_in(question.tokens, "underspent"):
        return "under"
    if not cues or not planned or len(question.frame.years or ()) > 1:
        return ""
    cue = question.tokens[cues[0]]
    way = "over" if cue.has("operation", "over") else "under"
    came_out = [number for number, token in enumerate(question.tokens) if token.has("kind", "outturn", "executed")]
    turned = bool(came_out) and planned[0] < cues[0] < came_out[-1]
    return {"over": "under", "under": "over"}[way] if turned else way
