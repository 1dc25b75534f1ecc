"""The bare word for a budget: 预算 as a kind of figure, a plan that is asked for, or a part of the name of a fund."""

from __future__ import annotations

import re

from index.words import pattern_of

BUDGET_WORDS = ("预算", "年初预算", "预算数")
"""Beside an outturn these are a kind of figure, else only the words for a plan."""
ENGLISH_BUDGET_WORDS = (
    "budget",
    "budgeted",
    "the budget",
    "budget for",
    "budget of",
    "the budget for",
    "the budget of",
)
"""The same, where the two are compared."""
ASKS_BUDGET = re.compile(f"(?:{'|'.join(BUDGET_WORDS)})(?:是|为|有)?(?:多少|几多)?")
"""A word that asks for a budget alone: 预算是多少."""
_NO_FUND = "(?<!公共)(?<!基金)(?<!经营)预算"
SAYS_PLAN = re.compile(f"{_NO_FUND}(?!稳定调节|周转)")
"""A name that says that its figure is a plan, 机关运行经费预算, and is not of the fund 一般公共预算 or 预算稳定调节基金."""
_ASKS_PLAN = pattern_of("asked.zh.yaml", "budget", "asks_plan")
_WITHIN = re.compile("预算(?=.)(?!数|总?额|金额|安排|[是为有]*多少)")


def without_budget_inside(name: str) -> str:
    """A name without 预算 that begins a longer word: 预算稳定调节基金."""
    return _WITHIN.sub("", name)


def asks_for_plan(text: str) -> bool:
    """Whether 预算 is the word for a figure, and not in the name of a fund, a paper or a body: 一般公共预算, 部门预算, 预算单位."""
    return bool(_ASKS_PLAN.search(text))
