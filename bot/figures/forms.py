"""Forms that hold only a part of the money, told by words in their titles (prompts/forms.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from bot.figures.sides import OTHER_SIDE, on_side
from bot.names.terms import Token
from index.model import Document, Fact
from index.organisations import is_body, is_own_office
from index.text import core_key, is_plain_measure
from index.units import PERCENT
from prompts import load_yaml

LOSSES = {"other": (3.0, 3.0), "transfers": (6.0, 6.0), "basic": (2.0, 2.0), "total": (0.0, 6.0), "capital": (3.0, 6.0)}
"""What a figure of such a form, and its total, lose where the question does not mean it: the name of a row is worth 10."""


def unasked_part(
    title: str, said: str, *, total: bool, columns: Sequence[str] = (), asked: Iterable[str] = ()
) -> float:
    """What a figure loses whose form is of a part of the money that no word of the question means; more where the funds
    `asked` for are said, as 一般公共预算会议费 is all of it, and the form of basic expenditure has only a part.
    """
    joined = any(all(word in title for word in words) for words in load_yaml("forms.yaml")["joined"])
    names = {"other": " ".join(columns) if joined else title}
    lost = [sort for sort in LOSSES if _is_unasked(sort, names.get(sort, title), said)]
    more = BASIC_OF_FUND if "basic" in lost and GENERAL & set(asked) else 0.0
    return max((LOSSES[sort][total] for sort in lost), default=0.0) + more


GENERAL = frozenset({"一般公共预算"})
BASIC_OF_FUND = 1.0
THREE_PUBLIC = "三公"


def is_basic_part(title: str, said: str) -> bool:
    """Whether a form holds basic expenditure alone, by its title's key, which no word that is said means: nothing of what
    projects pay under the same name is in it.
    """
    return BASIC in title and PROJECTS not in title and not _said("basic").search(said)


def is_of_treasury(fact: Fact, basis: frozenset[str]) -> bool:
    """Whether a figure is of a form or a section on “三公” that names no fund, or 财政拨款 alone: such are of 一般公共预算,
    though they do not say so.
    """
    return basis <= {"财政拨款"} and any(
        THREE_PUBLIC in core_key(name) for name in (fact.table, *fact.row_path, *fact.column)
    )


def totals_side_of_fund(word: str, fund: tuple[str, str] | None, row: str, columns: Sequence[str], title: str) -> bool:
    """Whether a bare 总计 in a form of a fund, below the header of a side, is the grand total of that side that is asked for."""
    grand = fund is not None and word.endswith("总计") and row == "总计" and fund[0] in title
    return (
        grand and fund is not None and bool(columns) and fund[1] in columns[0] and OTHER_SIDE[fund[1]] not in columns[0]
    )


def totals_a_part(title: str, said: str) -> bool:
    """Whether a form's total is of a part of the money, of 三公 or of projects, that no word of the question means; in English
    one whose title says that it is of that part only.
    """
    only = _ONLY.search(title)
    return _is_unasked("total", title, said) or (only is not None and only[1] not in said)


_ONLY = re.compile(r"(\w+ \w+) only$")


def _is_unasked(sort: str, title: str, said: str) -> bool:
    return bool(_titled(sort).search(title)) and not _said(sort).search(said)


def other_money(text: str) -> str:
    """The word by which a title or a term means money that is no part of the subjects' own, 采购; "" without one."""
    found = _titled("other").search(text)
    return found.group(0) if found else ""


def lists_projects(title: str) -> bool:
    """Whether a form is one of projects by its title."""
    words = load_yaml("forms.yaml")["projects"]
    named, not_meant = (any(word in title for word in words[key]) for key in ("titled", "unless"))
    return named and not not_meant and not other_money(title)


PROJECTS, BASIC = "项目支出", "基本支出"
_ALL_PROJECTS = re.compile(rf"(?:20\d{{2}}年)?(?:部门|单位)?(?:预算)?{PROJECTS}(?:预算|情况|明细)*表")


def lists_all_projects(title: str) -> bool:
    """Whether a form lists what is spent on projects, by its title's key: 部门项目支出预算表, and not 项目支出绩效目标表."""
    return bool(_ALL_PROJECTS.fullmatch(title))


@cache
def _titled(sort: str) -> re.Pattern[str]:
    return _any(load_yaml("forms.yaml")["parts"][sort]["titled"])


@cache
def _said(sort: str) -> re.Pattern[str]:
    words = load_yaml("forms.yaml")["parts"][sort]
    return _any(words.get("said", words["titled"]))


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


def is_part_of_form(title: str, columns: Sequence[str], parts: Iterable[str], whole: Iterable[str]) -> bool:
    """Whether a column is of one of the funds in a form of all of them, 财政拨款, which has a column of the whole."""
    in_column = any(key in name for key in parts for name in columns)
    return in_column and not any(key in title for key in parts) and any(key in title for key in whole)


def is_of_a_unit(fact: Fact, document: Document) -> bool:
    """Whether a form of a department's paper is of one of its units, or of its own office: 支出决算表（本级）."""
    title, own = core_key(fact.table), core_key(document.organisation)
    other = bool(fact.organisation) and core_key(fact.organisation) != own
    named = _OF_BODY.search(fact.table)
    units = named is not None and is_body(named[1]) and not own.endswith(core_key(named[1]))
    return fact.source == "table" and (other or units or is_own_office(title))


_OF_BODY = re.compile(r"[(（]([^()（）]{4,})[)）]$")
"""A form whose title says whose it is: 支出功能分类情况表（某市河库管理中心）."""


def side_of_fund(word: str, basis_keys: frozenset[str]) -> tuple[str, str] | None:
    """财政拨款支出 → 财政拨款, 支出: a word that is one side of the account of one fund, which may be cut short, 国有资本经营."""
    found = _SIDE_OF_FUND.fullmatch(core_key(word))
    funds = (found.group(1), f"{found.group(1)}预算") if found else ()
    return next(((fund, found.group(2)) for fund in funds if found and fund in basis_keys), None)


def pays_for(fact: Fact, fund: str) -> bool:
    """Whether a fund is given as what pays for something: in a text, 安排资金3亿元，其中一般公共预算1亿元, or as a column of a form
    of projects.
    """
    if fact.source == "table":
        return lists_projects(core_key(fact.table)) and any(fund in core_key(label) for label in fact.column)
    if core_key(fact.row) != fund:
        return False
    said = (fact.text, fact.table, *fact.row_path, *fact.column)
    among = "其中" in fact.text.partition(fund)[0]
    return among and not any(word in name for name in said for word in ("收入", "拨款"))


def moves_otherwise(title: str, above: Sequence[str], row: str, terms: Sequence[Token]) -> bool:
    """Whether a row of a form of transfers between funds, from the name above to its own, is not the move that is asked for."""
    if not above or not _BETWEEN_FUNDS.search(title):
        return False
    source, target = (
        next((term.start for term in terms if name in core_key(term.surface)), None) for name in (above[-1], row)
    )
    return source is None or target is None or source > target


_BETWEEN_FUNDS = re.compile(r"\binter ?fund transfers?\b|\btransfers? (?:between|among) funds\b")


def says_one_fund(*names: str) -> bool:
    """Whether a title or a header in English says that the money is of one fund: General Fund, and not "by fund"."""
    return any(map(_ONE_FUND.search, names))


_ONE_FUND = re.compile(r"\b(?!(?:by|each|every|all|per|of|total|and) )\w+ fund\b(?! balance| type| source)")
_SIDE_OF_FUND = re.compile("(.+?)的?总?(收入|支出)(?:总额|总计|合计|总数)?")


UNASKED_RATE = 1.0
"""What a row of an English form of ratios loses where none is asked for: its amount of money goes before it."""


UNASKED_PROJECTS = 2.0
"""What a subject of the classification loses in a form of projects alone, where no word asks for these."""


def unasked_sort(fact: Fact, said: str) -> float:
    """What a figure loses that is a ratio of a form of ratios by its title, or a subject's part in a form of projects alone,
    where no word asks for such.
    """
    of_rates = fact.unit == PERCENT and bool(_RATES.search(fact.table.lower()))
    of_projects = fact.row_code.isdigit() and PROJECTS in fact.table and "基本支出" not in fact.table
    loss = UNASKED_RATE if of_rates and not _RATES.search(said.lower()) else 0.0
    return loss + (UNASKED_PROJECTS if of_projects and "项目" not in said else 0.0)


_RATES = re.compile(r"\b(?:per ?cent|percentages?|ratios?|gdp|rates?)\b")


def is_total_of_side(fact: Fact, columns: Sequence[str], asked: str) -> bool:
    """Whether a cell, whose headers are given as keys, is all of one row on a side, the 合计 of a unit in 收入预算总表, and the
    total of that side is asked for.
    """
    side = "收入" if "收入" in asked else "支出"
    whole = all(map(is_plain_measure, columns))
    return fact.source == "table" and whole and on_side(side, core_key(fact.table))


def is_whole_of_budget(fact: Fact, columns: Sequence[str], asked: str) -> bool:
    """Whether such a cell is all that a budget gives a body, with what is carried over: 合计 before 本年收入 › 小计."""
    planned = fact.kind == "budget" and not asked.startswith("本年")
    return planned and is_body(fact.row) and is_total_of_side(fact, columns, asked)


def is_in_title(title: str, key: str) -> bool:
    """Whether a title says a word, and does not deny it: 含上年结转 is none of 《…（不含上年结转）》."""
    return key in title and f"不{key}" not in title
