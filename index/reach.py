"""Whose money a figure of a government's paper is: of the whole area (全市), of its own level (市本级), of the levels below;
and of which months of the year it is (1—4月).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal

from index.numerals import parse_han_number
from index.prose_text import fold_width
from prompts import load_yaml

Reach = Literal["whole", "own", "below", "other", ""]
"""`other`: of a level that is none of the paper's own, 全市 in a county's paper; "" where nothing is said."""
RECALLED = 8192
_GOVERNMENT = re.compile("(?:人民)?政府$")
_BETWEEN_LEVELS = re.compile(
    "(?<=[省市州盟县旗区镇乡])[()、,和]+(?=[市州盟县旗区镇乡级])|[()、]+(?=[市州盟县旗区镇乡)、]{1,6}级)"
)
_ALL_LEVELS = re.compile(
    r"各?(?:乡\(镇\)|乡镇|镇街|区县|县区|县\(市、?区\))(?:政府)?[、和及与][省市州县区旗]本级|[省市州县区旗]本级[、和及与]各(?:乡镇|区县|县区|县|区)"
)
"""A government's own level with those below it: 各乡（镇）、县本级."""
_ASIDE = re.compile(r"^[(（](?:不?[包含]|下同)[^()（）]*[)）]")
_MONTH = r"(1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九元])"
_SPAN = re.compile(rf"(?<![\d.]){_MONTH}月?份?[-—–~－至到]+{_MONTH}月(?!\d{{1,2}}日)")
_UNTIL = re.compile(rf"截[至止]到?(?:(?:19|20)\d{{2}}年|今年|目前)?{_MONTH}月(?:底|末)|前{_MONTH}个?月")
_MONTHS = re.compile(r"(?:\d{1,2}-)?\d{1,2}月")
_MONTH_OF_YEAR = re.compile(rf"(?:(?<=年)|^){_MONTH}月份?(?!\d|日|底|末|初|[-—~至到])")
_PARTS = {"第一季度": 3, "一季度": 3, "首季": 3, "上半年": 6, "前三季度": 9, "前三个季度": 9}
_PART = re.compile("|".join(sorted(_PARTS, key=len, reverse=True)))


def level_of(organisation: str) -> str:
    """市 for 云岭市, 区 for a district; "" for what is no government of a place."""
    name = _GOVERNMENT.sub("", organisation)
    levels: list[str] = load_yaml("reach.yaml")["levels"]
    return next((level for level in levels if len(name) > len(level) and name.endswith(level)), "")


def is_of_government(organisation: str, title: str) -> bool:
    """Whether a paper is of the accounts of a government; a township's own outturn, 某镇人民政府2024年部门决算, is a body's."""
    return bool(level_of(organisation)) and not _OWN_PAPER.search(fold_width(title))


_OWN_PAPER = re.compile("(?:部门|单位)(?:收支)?(?:预算|决算)")


@cache
def _pattern(level: str) -> re.Pattern[str]:
    words = load_yaml("reach.yaml")
    places = {level, "区"} if level == "自治区" else {level}

    def any_of(key: str) -> str:
        made = {word.replace("$p", place) for word in words[key] for place in places}
        return "|".join(sorted(map(re.escape, made), key=len, reverse=True))

    account = rf"(?=(?:\([^()]*\))?(?:{any_of('accounts')}))"
    return re.compile(
        f"(?P<whole>{any_of('whole')})|(?P<own>{any_of('own')}|(?:{any_of('own_before_account')}){account})"
        f"|(?P<below>(?:{any_of('below')}){account})"
    )


@cache
def said_words() -> frozenset[str]:
    """Every word by which a question may say whose money is meant."""
    return frozenset(load_yaml("reach.yaml")["said"])


@cache
def all_of_place() -> frozenset[str]:
    """Words before a body that make it that whole place's, and none whose papers are held: 全国|人大."""
    return frozenset(load_yaml("reach.yaml")["all_of_place"])


@cache
def whole_places() -> frozenset[str]:
    """Words for all of a place, 全市, whatever its level is."""
    words = load_yaml("reach.yaml")
    return frozenset(word.replace("$p", level) for word in words["whole"] for level in words["levels"])


@cache
def year_long_words() -> frozenset[str]:
    """What asks for the whole year, beside papers that tell of months."""
    return frozenset(load_yaml("reach.yaml")["year_long"])


@lru_cache(RECALLED)
def reaches_in(text: str, organisation: str) -> tuple[tuple[Reach, str], ...]:
    """What a text says of whose money its figures are, in order, each with one word for it; nothing for a department's."""
    level = level_of(organisation)
    if not level:
        return ()
    plain = _BETWEEN_LEVELS.sub("", _ALL_LEVELS.sub(f"全{level}", fold_width(text)))
    return tuple(_told(found, level) for found in _pattern(level).finditer(plain))


def _told(found: re.Match[str], level: str) -> tuple[Reach, str]:
    if found.group("whole"):
        return "whole", f"全{level}"
    if found.group("own"):
        return "own", f"{level}本级"
    return "below", found.group("below")


@lru_cache(RECALLED)
def reach_of_word(word: str, organisation: str) -> Reach:
    """What a word of a question (全市, 市级, 县级) means for the paper of one organisation."""
    level = level_of(organisation)
    if not level or word not in said_words():
        return ""
    found = _pattern(level).match(f"{word}收入")
    return _told(found, level)[0] if found else "other"


def is_reach(label: str, organisation: str) -> bool:
    """Whether a header says no more than whose money stands below it: 全市, 市本级."""
    return bool(label) and any(label == word for _, word in reaches_in(f"{label}收入", organisation))


def without_reach(text: str, organisation: str) -> str:
    """The words behind those that only say whose money follows: 市级一般公共预算收入 without 市级."""
    level = level_of(organisation)
    found = _pattern(level).match(fold_width(text)) if level else None
    return _ASIDE.sub("", text[found.end() :]) if found else text


@lru_cache(4096)
def months_in(text: str) -> str:
    """The months that a text says its figures are of, 1-4月 for 1—4月, 一季度, 前4个月 or 截至4月底; "" for none."""
    return next((months for _, _, months in months_at(text)), "")


def months_at(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a text says of which months its figures are, and which these are: start, end, 1-4月."""
    text = fold_width(text)
    for found in _SPAN.finditer(text):
        yield found.start(), found.end(), f"{_month(found.group(1))}-{_month(found.group(2))}月"
    for found in _UNTIL.finditer(text):
        yield found.start(), found.end(), f"1-{_month(found.group(1) or found.group(2))}月"
    for found in _MONTH_OF_YEAR.finditer(text):
        yield found.start(), found.end(), f"{_month(found.group(1))}月"
    for found in _PART.finditer(text):
        yield found.start(), found.end(), f"1-{_PARTS[found.group(0)]}月"


def is_months(label: str) -> bool:
    """Whether a header says no more than of which months the figures below it are."""
    return bool(_MONTHS.fullmatch(label))


def _month(text: str) -> int:
    return 1 if text == "元" else int(text) if text.isdigit() else parse_han_number(text)
