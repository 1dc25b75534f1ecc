"""The role of a figure, told by the words right before it: an amount, a change, a share, a rate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from index.model import Kind
from index.prose_amounts import Measure
from index.prose_state import Base
from index.prose_text import YEAR
from index.words import part_of, pattern_of
from prompts import load_yaml

Part = Literal["amount", "change", "share", "completion", "rate", "prior"]
_WHEN = r"(?P<when>(?:19|20)\d{2}年(?:度)?|上一?年度?|去年度?)"
_WHAT = part_of("prose.zh.yaml", "patterns", "compared_with")
_TAIL = r"(?P<tail>相比较|相比|相较|比较|对比|相)?"
_AGAINST_BUDGET = re.compile(
    rf"(?:比|较|与|同|和)(?:本年|当年)?(?:年初|全年|调整)?预算数?{_TAIL}(?=增|减|上升|下降|提高|降低|基本|持平|一致|$)"
)
_SAME_PERIOD = re.compile(r"同比")
_SHARE = pattern_of("prose.zh.yaml", "patterns", "share")
_COMPLETION = pattern_of("prose.zh.yaml", "patterns", "completion")
_OF_WHOLE = re.compile(r"(?:^|[，,])在[^，,；;]{2,24}[中里]$")
"""在一般公共预算收入中占: of what the share is, no name of a part."""
_NEW_DEBT = pattern_of("prose.zh.yaml", "patterns", "new_debt")
"""新增一般债券1亿元 is an amount of its own: 新增 is no change here, but a sort of debt."""
_CHANGES = re.compile("增|减|上升|下降|提高|降低|上涨|压|调|持平|一致|多|少")
_COMPARES = re.compile(r"^(?:相比|相较|比较)?[，,]?(?:增|减|上升|下降|提高|降低|上涨|压减|调|下调)")


@dataclass(frozen=True, slots=True)
class Role:
    """What a figure is: its part, the words that hold its name, the sign of a change (0 where print leaves it open)."""

    part: Part
    name: str
    sign: int = 1


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = load_yaml("prose.zh.yaml")
    return words


@cache
def _verbs() -> tuple[str, str]:
    words = _words()
    return "|".join(words["increase"]), "|".join(words["decrease"])


@cache
def _change_tail() -> re.Pattern[str]:
    up, down = _verbs()
    adverbs, tails = "|".join(_words()["change_adverbs"]), "|".join(_words()["change_tails"])
    return re.compile(
        rf"^(?P<name>.*?)(?:{adverbs})*(?:(?P<up>{up})|(?P<down>{down}))(?P<open>[（(/](?:{up}|{down})[)）]?)?(?:{tails})?$"
    )


@cache
def _change_head() -> re.Pattern[str]:
    up, down = _verbs()
    return re.compile(
        rf"^(?:{'|'.join(_words()['change_adverbs'])})*(?:(?P<up>{up})|(?P<down>{down}))了?(?P<name>.{{2,}})$"
    )


@cache
def _short_tail() -> re.Pattern[str]:
    up, down = "|".join(_words()["increase_short"]), "|".join(_words()["decrease_short"])
    return re.compile(rf"^(?P<name>)(?:(?P<up>{up})|(?P<down>{down}))$")


@cache
def _base_pattern() -> re.Pattern[str]:
    more, less = "|".join(_words()["more_than"]), "|".join(_words()["less_than"])
    return re.compile(rf"(?:(?P<more>{more})|(?P<less>{less})|比|较|与|(?<!连)同|和){_WHEN}{_WHAT}{_TAIL}")


def find_base(text: str, year: int | None) -> tuple[Base | None, str, bool]:
    """What a clause compares with, the clause without these words, and whether its figure may be what is compared with: they
    stand at its end, or at its beginning before the name of that figure, 比2022年财政拨款“三公”经费预算 | 111万元减少….
    """
    found = _base_pattern().search(text)
    if found:
        named = YEAR.findall(text, 0, found.start())
        own = int(named[-1]) if named else None
        year = own or year
        printed = re.match(r"\d{4}", found["when"])
        base_year = int(printed.group(0)) if printed else (year - 1 if year else None)
        base = Base(base_year, _base_kind(found["what"]), prior=year is None or base_year != year, of=own)
        verb = "增加" if found["more"] else "减少" if found["less"] else ""
        heads = not found.start() and not verb and not found["tail"] and not _CHANGES.search(text, found.end())
        return base, text[: found.start()] + verb + text[found.end() :], heads or found.end() == len(text)
    found = _AGAINST_BUDGET.search(text)
    if found:
        return Base(year, "budget", prior=False), text[: found.start()] + text[found.end() :], found.end() == len(text)
    found = _SAME_PERIOD.search(text)
    if found:
        return Base(year - 1 if year else None, None, prior=True), text[: found.start()] + text[found.end() :], False
    return None, text, False


def _base_kind(what: str) -> Kind | None:
    if "执行" in what:
        return "executed"
    if "决算" in what:
        return "outturn"
    if "调整" in what:
        return "adjusted"
    return "budget" if "预算" in what else None


def read_role(text: str, measure: Measure, *, compared: bool, prior: bool, reason: bool) -> Role | None:
    """The role of a figure after these words, from which the comparison is taken out; None where it has no telling one.

    `compared` tells that something is being compared, `prior` that the comparison's own amount is what is printed here,
    `reason` that the clause gives reasons (因增加综合管理费209万元).
    """
    if measure == "money" and not compared and _NEW_DEBT.search(text):
        return Role("amount", text)
    found = _change_tail().match(text) or (_short_tail().match(text) if compared else None)
    if found and measure == "money" and not compared and found.group(0).endswith(tuple(_words()["noun_like"])):
        return Role("amount", text)
    if found:
        sign = 0 if found.groupdict().get("open") else 1 if found["up"] else -1
        return Role("change", found["name"], sign)
    if measure == "percent":
        return _percent_role(text)
    if prior:
        return Role("prior", text)
    head = _change_head().match(text)
    if head:
        if measure == "money" and (compared or reason):
            return Role("change", head["name"], 1 if head["up"] else -1)
        return Role("amount", text) if measure == "count" else None
    return Role("amount", text)


def _percent_role(text: str) -> Role | None:
    completion = _COMPLETION.match(text)
    if completion:
        return Role("completion", completion["name"])
    share = _SHARE.match(text)
    if share:
        return Role("share", _OF_WHOLE.sub("", share["name"]))
    name = re.sub(r"(?:≥|>=|>|为|达到|达|不低于|不少于|控制在|是)+$", "", text)
    return Role("rate", name) if name.endswith(tuple(_words()["rate_endings"])) else None


def tells_prior(following: str) -> bool:
    """Whether the words behind a figure go on comparing: 比2022年预算数100万元 | 增加5万元."""
    return bool(_COMPARES.match(following))


def reason_given(text: str) -> str | None:
    """The words behind 主要原因是 and its like; None where a clause does not begin to give reasons."""
    for word in _words()["reasons"]:
        head, found, rest = text.partition(word)
        if found:
            return head if rest in ("", "是", "为") and head and not head.endswith("的") else rest.lstrip("是为：:")
    return None


def unchanged(text: str) -> tuple[str, str]:
    """The word that says nothing changed and the words before it; ("", "") where none or only roughly."""
    words = _words()
    for word in words["unchanged"]:
        head, found, tail = text.partition(word)
        if found and not tail.strip("。，,；;）)0123456789.万元"):
            return ("", "") if head.endswith(tuple(words["unchanged_roughly"])) else (word, head)
    return "", ""
