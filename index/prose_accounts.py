"""What running text leaves to its reader: 支出 behind 政府性基金收入 is that fund's, 余额 behind 债务限额 that debt's.

In every paper, 基本支出 behind a fund's total, and 本年收入 below a fund's title, are that fund's and not the whole body's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.accounts import NAMED_ACCOUNT
from index.prose_names import Name
from index.prose_state import State
from index.reach import level_of, without_reach
from index.text import strip_numbering
from index.words import pattern_of

_SIDE = re.compile(r"(?:(?:19|20)\d{2}年度?)?(收入|支出)(?:安排|计划|预计|预期|决算|预算|执行|完成|为|数)*")
_BUDGETED_SIDE = re.compile(
    r"(?:(?:19|20)\d{2}年度?)?(?:全[省市区县州旗镇乡]|[省市区县州旗镇乡]本?级)?预算(收入|支出)(?:完成|执行|为)*"
)
"""2024年全市预算收入, below an account: what came in, no plan."""
_TOTAL = re.compile(r"(?:收入|支出)(?:总计|合计|总量)|调出资金")
_FUND = rf"(?:(?:一般)?公共(?:财政)?预算|{NAMED_ACCOUNT})"
_ASIDE = re.compile(rf"(?P<account>{_FUND})(?:收支|执行)?方面$")
_OF_FUND = re.compile(rf"(?:地方)?({_FUND})(?:总?(?:收入|支出))")
_SPENT_OF_FUND = re.compile(rf"(?:{_FUND}(?:财政)?(?:拨款)?|财政拨款)(?:本年|当年)?支出")
_SORTS = ("基本支出", "项目支出")
_OF_ACCOUNT = pattern_of("prose.zh.yaml", "patterns", "of_account")
_SORTS_OF_DEBT = ("一般债务", "专项债务")
_DEBT = re.compile("债务(限额|余额)$")
_LIMIT = re.compile(r"债务.*限额$")
_LEFT = re.compile(r"(?:收支相抵后?|相抵后?)?(?:剩余|结余)")
_CARRIED_ON = pattern_of("prose.zh.yaml", "patterns", "carried_on")
_OF_ITEM = pattern_of("prose.zh.yaml", "patterns", "of_item")


def account_in(*titles: str) -> str:
    """The account that the first of some titles names that names one: （二）政府性基金预算。收入安排…; "" for none."""
    found = (_TITLE.match(strip_numbering(title)) for title in titles)
    return next((one.group(1) for one in found if one), "")


_TITLE = re.compile(
    r"(?:关于)?(?:[^，,。；;：:\d]{0,24}(?:19|20)\d{2}年度?)?(?:全[省市区县州旗镇乡]|[省市区县州旗镇乡]本?级|本级)?"
    rf"({_FUND}(?:财政拨款|当年拨款|拨款)?)(?:收入支出|收支|收入|支出)?(?:预算|决算)?(?:执行|安排|完成|草案|平衡)?(?:总体)?(?:情况|计划)?(?:的?(?:总体)?说明)?"
    r"(?:[。：:]|$)"
)


def account_aside(clause: str) -> str:
    """The account of which a sentence says that it goes on to speak: 政府性基金方面，…; "" for anything else."""
    found = _ASIDE.fullmatch(clause)
    return found["account"] if found else ""


@dataclass(frozen=True, slots=True)
class Titled:
    """The account whose title, a numbered line of its own, the next paragraphs stand below, and how deep its number is."""

    account: str = ""
    rank: int = 0

    def below(self, text: str, rank: int) -> Titled:
        """What holds at a paragraph: its own title, else the one above it, which a number as high as its own ends."""
        own = account_in(text) if rank else ""
        return Titled(own, rank) if own else Titled() if 0 < rank <= self.rank else self


def name_in_account(state: State, text: str, name: Name, following: str = "") -> Name:
    """The name of a figure with what was told before it; debts and sides of funds are those of a government's paper only."""
    organisation = state.setting.organisation
    held = _in_account(state, name)
    if held:
        return replace(name, path=held)
    if not level_of(organisation):
        return name
    said = without_reach(text.strip("，,、；;：:（( "), organisation)
    budgeted = _BUDGETED_SIDE.fullmatch(said) if state.setting.account else None
    if budgeted:
        return replace(name, path=(state.setting.account + budgeted.group(1),), column="", kind=None, bare=False)
    path = (
        _of_debt(state, said)
        or _left_over(said, following)
        or _fund_side(state, said)
        or _balance(state, said)
        or _use(state, said)
    )
    if not path:
        return name
    above = state.parents
    return replace(
        name, path=path[len(above) :] if path[: len(above)] == above and len(path) > len(above) else path, bare=False
    )


def _in_account(state: State, name: Name) -> tuple[str, ...]:
    """What is said of an account without its name: 基本支出 behind its total, 本年收入 below its title; () for anything else."""
    said = name.path[0] if len(name.path) == 1 else ""
    if state.parents or name.bare:
        return ()
    if said in _SORTS:
        spent = _spent_before(state)
        if spent:
            return (*spent, said)
    account = state.setting.account
    return (account, said) if account and _OF_ACCOUNT.fullmatch(said) else ()


def _spent_before(state: State) -> tuple[str, ...]:
    """The spending of a fund that the sentence has told alone, before it divides it: 国有资本经营预算支出5万元，基本支出0万元."""
    told = [one.path for one in state.amounts if one.sentence == state.sentence and one.unit.factor is not None]
    wholes = [path for path in told if path[-1] not in _SORTS]
    return wholes[0] if len(set(wholes)) == 1 and _SPENT_OF_FUND.fullmatch(wholes[0][-1]) else ()


def _of_debt(state: State, said: str) -> tuple[str, ...]:
    """The limit, or the debt outstanding, that 一般债务 is a part of: 债务限额10亿元，其中一般债务7亿元."""
    above = state.parents[-1] if state.parents else ""
    held = _DEBT.search(above) if said in _SORTS_OF_DEBT else None
    return (*state.parents, said + held.group(1)) if held else ()


def _left_over(said: str, following: str) -> tuple[str, ...]:
    """结转下年 for 收支相抵，剩余1亿元按规定结转下年使用."""
    return ("结转下年",) if _LEFT.fullmatch(said) and _CARRIED_ON.match(following) else ()


def _fund_side(state: State, said: str) -> tuple[str, ...]:
    side = _SIDE.fullmatch(said)
    if state.setting.account and not state.parents and _TOTAL.fullmatch(said):
        return state.setting.account, said
    if not side:
        return ()
    if state.setting.account:
        return (state.setting.account + side.group(1),)
    funds = (_OF_FUND.fullmatch(amount.path[-1]) for amount in reversed((*state.setting.known, *state.amounts)))
    fund = next((found.group(1) for found in funds if found), "")
    return (fund + side.group(1),) if fund else ()


def _balance(state: State, said: str) -> tuple[str, ...]:
    if said != "余额":
        return ()
    limit = next(
        (one.path for one in reversed((*state.setting.known, *state.amounts)) if _LIMIT.search(one.path[-1])), ()
    )
    return (*limit[:-1], limit[-1].removeprefix("新增")[:-2] + "余额") if limit else ()


def _use(state: State, said: str) -> tuple[str, ...]:
    if not _OF_ITEM.fullmatch(said):
        return ()
    item = next((one.path for one in reversed(state.amounts) if not _OF_ITEM.fullmatch(one.path[-1])), ())
    if item and said.endswith("余额") and item[-1].endswith("余额"):
        return item
    return (*item, said) if item else ()
