"""The whole of which a figure is a share: of one account, fund and body, and of the form of the part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.figures.fact_view import FactView
from bot.figures.readings import Reading, agree_by_rounding, quantum, same_row
from bot.figures.sides import SIDES
from bot.figures.wholes import whole_of
from bot.grammar.plan import Plan
from bot.names.english_names import says_word
from bot.names.lexicon import load_lexicon
from bot.names.organisations import owner_key
from bot.names.terms import keys_of
from bot.operations.outcome import Line
from bot.reading.operands import is_basis
from bot.reading.question import is_strong
from bot.tools import Tools
from index.accounts import ACCOUNTS
from index.grids import is_total_label
from index.store.facts import FactFilter
from index.text import column_item, core_key


def of_all_money(tools: Tools, plan: Plan, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings of a share of one fund in a total, with the total of all money where that of the fund's own form was
    taken, 财政拨款占总收入多少; () where there is nothing to change.
    """
    keys = load_lexicon().basis_keys
    for fund, whole in ((0, 1), (1, 0)) if len(readings) == 2 else ():
        named, of = ([term for term in plan.operands[at] if is_strong(term)] for at in (fund, whole))
        if not named or not all(map(is_basis, named)) or any(map(is_basis, of)):
            continue
        if FactView(readings[whole].fact, keys).basis:
            found = tools.resolver.readings(plan.operands[whole], plan.frame)
            others = (one for one in found if not FactView(one.fact, keys).basis)
            better = next(others, None)
            return tuple(better if at == whole else one for at, one in enumerate(readings)) if better else ()
    return ()


def of_own_form(tools: Tools, plan: Plan, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings of a share in a total that is called as the form of the part is titled, with the total of that form, where
    a row of that name was taken from another: total capital financing; () where there is nothing to change.
    """
    if len(readings) != 2 or len(plan.operands) != 2:
        return ()
    part, told, terms = readings[0].fact, readings[1].fact, plan.operands[1]
    title, named = core_key(part.table), [term for term in terms if is_strong(term)]
    totalled = any(is_total_label(term.surface) for term in terms if term not in named)
    if part.table_id in ("", told.table_id) or not (totalled and named):
        return ()
    own = whole_of(tools, part) if all(says_word(core_key(term.surface), title) for term in named) else None
    return (readings[0], replace(readings[1], facts=(own,))) if own is not None and own.id != part.id else ()


def is_no_part(plan: Plan, readings: tuple[Reading, ...], pair: Sequence[Line]) -> bool:
    """Whether a figure is larger than the whole that a question says it is a part of, and stands in another form: the whole
    is not what was found. Nor is what was planned for a thing a whole of what came of it, unless the question says so.
    """
    part, whole = readings[0].fact, readings[1].fact
    if abs(pair[0].value or Decimal(0)) <= abs(pair[1].value or Decimal(0)):
        return False
    if same_row(part, whole) and (part.year, part.source) == (whole.year, whole.source) and part.kind != whole.kind:
        return any("占" in text and not _SAYS_KIND.search(text) for text in plan.options.said)  # 县本级X占全县X
    return part.table_id != whole.table_id and any(_SAYS_PART.search(text) for text in plan.options.said)


_SAYS_KIND = re.compile("[预决]算|执行|完成|实际|年初|调整|安排|计划")
_SAYS_PART = re.compile(
    r"\b(?:shares?|parts?|portions?|proportions?|fractions?|slices?|pieces?)\b|\bof (?:the |its |their )?total\b"
    r"|占(?:了|到)?(?:总|全|整个|所有)|份额",
    re.I,
)
"""Words by which one figure is said to be inside of another."""


def in_one_account(tools: Tools, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """A part with the whole of its own fund and, where the whole is told rounded elsewhere, as the part's own form prints it."""
    readings = _in_one_fund(tools, readings)
    if len(readings) != 2 or readings[0].fact.source == "prose":
        return readings
    part, told = readings[0].fact, readings[1].fact
    own = whole_of(tools, part) if part.table_id != told.table_id else None
    finer = own is not None and own.id != part.id and quantum(own) < quantum(told) and agree_by_rounding(own, told)
    return (readings[0], replace(readings[1], facts=(own,))) if own is not None and finer else readings


def is_of_another_account(plan: Plan, readings: tuple[Reading, ...]) -> bool:
    """Whether a bare 收入 or 支出 was taken from another account of the government than the part of it, 养老基金补贴占收入, or for
    the row of the part.
    """
    named = [(term, keys) for term in plan.operands[-1] if (keys := keys_of(term))]
    sided = [keys <= SIDES for _, keys in named]
    bare = [keys & SIDES and not is_strong(term) for term, keys in named]  # 本年收入, by all that it may be called
    if not any(bare):
        return False
    if not all(bare):
        return any(sided) and core_key(readings[0].fact.row) == core_key(readings[-1].fact.row)
    part, whole = (
        {account for fact in one.facts for account in ACCOUNTS if account in f"{fact.table}{fact.row}"}
        for one in (readings[0], readings[-1])
    )
    return bool(part) and bool(whole) and not part & whole


def _in_one_fund(tools: Tools, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """A part in the column of one fund with the whole of that fund, not of all: 居民养老保险财政补贴占收入."""
    part, whole = readings[0].fact, readings[1].fact
    own = part.table_id and part.table_id == whole.table_id and core_key(column_item(part.column)).endswith("基金")
    if not own or part.row == whole.row or part.column == whole.column:
        return readings
    wanted = FactFilter(row_keys=frozenset({core_key(whole.row)}), table_ids=frozenset({part.table_id}))
    cells = [one for one in tools.store.facts(wanted) if one.column == part.column and one.row_path == whole.row_path]
    cells = [one for one in cells if (one.year, one.kind) == (whole.year, whole.kind)]
    return (readings[0], replace(readings[1], facts=(cells[0],)), *readings[2:]) if cells else readings


def is_of_another_body(plan: Plan, readings: Sequence[Reading]) -> bool:
    """Whether a whole was found in the papers of another organisation, though the question names none."""
    named = any(term.has("organisation") for operand in plan.operands for term in operand)
    return not named and len({owner_key(one.fact.organisation) for one in readings[:2]}) > 1
