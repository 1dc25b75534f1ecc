"""Fiscal years and kinds (预算, 决算 …) as titles, headers and file names say them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.model import Kind
from index.text import fold, simplify
from index.words import pattern_of

_YEAR_WORD = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*(?:年|财年|會計年度)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_SPAN = re.compile(r"(?<!\d)((?:19|20)?\d{2})\s*[-–—/]\s*((?:19|20)?\d{2})(?!\d)")
_SHORT_SPAN = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-–—/]\s*(\d{2})(?!\d)")
_WORDED_SPAN = re.compile(r"(?<!\d)((?:19|20)\d{2}) to ((?:19|20)\d{2})(?!\d)")
"""The budget for 2023 to 2024."""
_FISCAL = re.compile(r"\bfy\s*'?((?:19|20)?\d{2})(?!\d)(?:\s*[-–/]\s*'?(?:19|20)?\d{2})?", re.I)
_HAN_YEAR = re.compile(r"([二][〇○零O0][〇○零O0一二三四五六七八九]{2})\s*年")
_HAN_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_REPUBLIC = re.compile(r"民国\s*(\d{2,3})\s*年|(?<!\d)(1[0-4]\d|[89]\d)\s*年度")
_REPUBLIC_START = 1911
_LAST_YEAR = re.compile(
    r"(?<![比较与同为占是])(?:上一?年|去年)(?:度|同期)?(?:年初|年末)?(?=预算|决算|执行|完成|实际|调整|实绩|数|金额|$)"
)
_YEAR_BEFORE = re.compile(r"(?<![比较与同])前年(?:度)?(?=预算|决算|执行|完成|数|$)")
_EXECUTED = pattern_of("headers.yaml", "kinds", "executed")
_ADJUSTED = pattern_of("headers.yaml", "kinds", "adjusted")
_ENGLISH_PLAN = re.compile(
    r"\b(?:(?:forward|approved|original|initial|main|budget|printed|vote) estimates?|requests?|requested|recommended)\b"
)
_OUTTURN = pattern_of("headers.yaml", "kinds", "outturn")
_INITIALS = r"^\W*(?:(?:19|20)\d{{2}}[\d\W]*\b{0}\b\W*|{0}\b[\W\d]*(?:19|20)\d{{2}}[\d\W]*)$"
"""How Indian papers head the columns of a year: BE 2025-26, RE 2024-25."""

_BUDGET = pattern_of("headers.yaml", "kinds", "budget")
_FIRST_PLAN = re.compile(
    r"(?:fy|cy)?[\W\d]*(?:original|initial|enacted|approved)[\W\d]*(?:(?:m|bn|million|thousands?)\W*)?"
)
"""A header that says no more of a year than that its plan is the first one: 2024–25 (Original) ($m)."""
_ACCOUNT = pattern_of("accounts.yaml", "in_english")
"""The four budgets of China and what they grant, in English: names of money, not of a plan."""
_RATE = re.compile(r"%|率$|增减|比")
_UNIT = re.compile(r"[(（](?:单位:)?[百千万亿]*元[)）]$")
"""The unit behind a header, which says nothing of its kind: 2024年预算（元）."""


def years_named(text: str) -> set[int]:
    """The years that a text writes out, in digits or Chinese, 民國 years too."""
    plain = simplify(text)
    years = {int(year) for year in _YEAR_WORD.findall(plain)}
    years |= {int(year.translate(_HAN_DIGITS)) for year in _HAN_YEAR.findall(plain)}
    years |= {int(a or b) + _REPUBLIC_START for a, b in _REPUBLIC.findall(plain)}
    fiscal = {_full(year) for year in _FISCAL.findall(plain)}
    return years or fiscal or {int(year) for year in _YEAR.findall(_SPAN.sub(r"\1", plain))}


def span_years(text: str) -> set[int]:
    """The first years of the fiscal years over two calendar years that a text names: 2025 for 2025-26 (to June 30, 2026)."""
    spans = ((int(one), int(other)) for one, other in (*_SHORT_SPAN.findall(text), *_WORDED_SPAN.findall(text)))
    return {first for first, last in spans if last % 100 == (first + 1) % 100}


def is_span(text: str) -> bool:
    """Whether a text names a fiscal year over two calendar years: FY13-14, 2013-2014."""
    found = re.search(r"(?<!\d)(?:19|20)?(\d{2})\s*[-/–—]\s*'?(?:19|20)?(\d{2})(?!\d)", text)
    return found is not None and int(found.group(2)) == int(found.group(1)) + 1


def find_column_year(text: str, base: int | None = None) -> int | None:
    """The one fiscal year that a title or header names; None where it names none or several.

    上年预算数 is the year before `base`, the document's year; 本年 is the document's own, so None.
    """
    years = years_named(text)
    if len(years) == 1:
        return years.pop()
    if years or base is None:
        return None
    plain = simplify(text)
    if _YEAR_BEFORE.search(plain):
        return base - 2
    return base - 1 if _LAST_YEAR.search(plain) else None


def find_path_year(path: Sequence[str], base: int | None) -> int | None:
    """The year of a column from its headers, the lowest that names one."""
    return next((year for part in reversed(path) if (year := find_column_year(part, base))), None)


def find_kind(text: str) -> Kind | None:
    """预算, 决算, 调整预算 or 执行数 as a title or a header says it; None where it says nothing or is a rate."""
    folded = _ACCOUNT.sub("", _UNIT.sub("", fold(simplify(text))))
    if _RATE.search(folded):
        return None
    for kind, pattern in _KINDS:
        if pattern.search(folded):
            return kind
    return "budget" if _FIRST_PLAN.fullmatch(folded) else None


_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "executed",
        re.compile(r"\b(?:forecast|projected|estimated|probable|provisional|latest|expected) (?:outturn|actuals?)\b"),
    ),
    ("adjusted", re.compile(r"\brevised estimates?\b|" + _INITIALS.format("re"))),
    ("budget", re.compile(_INITIALS.format("be"))),
    ("budget", _ENGLISH_PLAN),
    ("executed", _EXECUTED),
    ("adjusted", _ADJUSTED),
    ("outturn", _OUTTURN),
    ("budget", _BUDGET),
)


def find_path_kind(path: Sequence[str], base: int | None = None) -> Kind | None:
    """The kind of a column from its headers, the lowest that names one.

    An estimate of the paper's own year `base`, or of a later one, is a plan: only of an earlier year it tells what came.
    """
    found = next(((kind, part) for part in reversed(path) if (kind := find_kind(part))), None)
    if found is None or found[0] != "executed" or re.search("[\u2e80-\u9fff]", found[1]):
        return found[0] if found else None
    year = find_path_year(path, base) or (base if "project" in fold(found[1]) else None)
    planned = year is not None and base is not None and year >= base and not _OUTTURN.search(fold(found[1]))
    return "budget" if planned else "executed"


def find_line_year(lines: Sequence[str]) -> int | None:
    """The year of a line that says nothing else ("2024年度", "中華民國113年度"); None where no line does."""
    for line in lines:
        plain = re.sub(r"\s", "", simplify(line)).strip("()（）")
        if re.fullmatch(
            r"(?:中华|中華)?(?:民[国國])?(?:会计|预算|财政)?(?:年度[:：])?\d{2,4}(?:年度?)?(?:预算|决算)?", plain
        ):
            year = find_column_year(plain)
            if year:
                return year
    return None


def is_year_text(text: str) -> bool:
    """Whether a cell holds a year and nothing else: 2024, 2024年度, FY13-14."""
    plain = fold(simplify(text)).strip()
    return bool(
        re.fullmatch(
            r"(?:fy\s*)?'?(?:(?:19|20)\d{2}|\d{2}\s*[-/]\s*\d{2})(?:\s*[-/]\s*\d{2,4})?\s*(?:年度?|财年)?", plain
        )
    )


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)
