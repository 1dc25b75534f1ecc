"""Units as papers in English declare them: £000, $'000, HK$ million, RMB 10,000, (in thousands of dollars)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from index.model import Unit
from index.scales import ENGLISH, SCALES
from prompts import load_yaml

_CHINESE_SCALES = {one.english: one.chinese for one in SCALES}
_LEAD = r"(?:(?:units?|currency|amounts?|figures?|all figures|all amounts|expressed|stated|shown|presented)\s*(?:are|is)?\s*:?\s*)?"
_OF_TWO_LANGUAGES = re.compile(r"(?<=[(（])(?:\s*[\u4e00-\u9fff]*元\s*)([^\u2e80-\u9fff()（）]+)(?=[)）])")
"""A unit that is declared in Chinese and in English: （百萬元 $m）."""
_TAIL = r"(?:\s*,?\s*(?:unless|except)\b.*|\.)?"


def declared_unit(text: str) -> Unit | None:
    """The unit of money that a text in English declares, alone in its line, in brackets or behind "in"; None without one."""
    plain = _OF_TWO_LANGUAGES.sub(r"\1", _plain(text))
    for pattern in _patterns():
        found = pattern.search(plain)
        if found:
            groups = found.groupdict()
            currency = groups.get("before") or groups.get("behind") or groups.get("lead") or ""
            return _unit(groups.get("scale") or "", currency)
    labelled = _LABELLED.search(plain)
    if labelled is None:
        return None
    return declared_unit(labelled["unit"]) or _said_count(labelled["unit"])


_LABELLED = re.compile(
    r"(?:^|[\s;,|(（])(?:(?:currency|monetary|money|amount|measurement|measuring) )?units?(?: of [a-z]+)?\s*[:：]\s*"
    r"(?P<unit>[^:：]{1,30}?)\s*[)）]?$"
)
"""The unit behind its label at the end of a line that says more: Prepared by: Bureau of Water Year: 2024 Unit: 10,000 yuan."""


def is_line_of_form(text: str) -> bool:
    """Whether a line above a form in English says who made it, of which year, or in what unit: it is no title."""
    plain = _plain(text)
    return bool(_MADE_BY.match(plain)) or (bool(_LABELLED.search(plain)) and declared_unit(text) is not None)


_MADE_BY = re.compile(
    r"(?:prepared|compiled|reported|submitted|issued|filled(?: in| out)?|completed) by\s*[:：]"
    r"|(?:(?:reporting|budget|compiling|preparing|responsible) (?:unit|department|organi[sz]ation|entity|agency)|unit)(?: name)?\s*[:：]"
    r"|(?:fiscal |budget )?year\s*[:：]\s*\d"
)


def unit_told(text: str) -> Unit | None:
    """The unit that a sentence of a text says of all tables or amounts: All tables are in £000 unless stated."""
    found = _told().search(_plain(text))
    if found is None:
        return None
    return _unit(found["scale"] or found["thousands"] or "", found["before"] or found["behind"] or "")


@cache
def _told() -> re.Pattern[str]:
    data = load_yaml("units.english.yaml")
    signs = _any(word for words in data["currencies"].values() for word in words)
    scales = _any(word for words in data["scales"].values() for word in words)
    what = r"\b(?:tables|figures|amounts|values|sums)(?: (?:in|of) (?:this|the|these) \w+)?(?: are| is| have been)?"
    what += r"(?: all)?(?: shown| stated| given| expressed| presented| reported| quoted)? in "
    unit = rf"(?:(?P<scale>{scales}) (?:of )?(?P<behind>{signs})|(?P<before>{signs})\s*(?P<thousands>{scales})?)"
    return re.compile(rf"{what}(?:(?!(?:{scales})\b)[a-z]+ )?{unit}(?![a-z\d])")


def header_unit(text: str) -> Unit | None:
    """The unit of money that a column's header ends in or holds in brackets: "2024/25 £000", "Budget ($m)"."""
    found = _ending().search(_plain(text))
    return _unit(found.group("scale") or "", found.group("before")) if found else None


def label_unit(label: str) -> tuple[str, Unit | None]:
    """A row's label in English and the unit in brackets at its end, refuse collected (tonnes), or that its words tell:
    Average staffing level; None where it has none.
    """
    found = _LAST_BRACKETS.search(label) or _BEHIND_COMMA.search(label)
    inner = _plain(found.group(1)) if found else ""
    name = label[: found.start()].rstrip() if found else label
    counted = _counts(name)
    if not inner or not name:
        return label, counted
    if _PERCENT.fullmatch(inner):
        return name, Unit("%", None)
    money = declared_unit(f"({inner})")
    if money:
        return name, money
    said = _said_count(inner)
    return (name, counted or said) if said else (label, counted)


def _said_count(text: str) -> Unit | None:
    """The unit of a count in these words: persons, tonnes; None where they are none."""
    said = next((unit for unit, words in load_yaml("units.english.yaml")["counts"].items() if text in words), None)
    return Unit(said, None) if said else None


def unit_titled(title: str) -> Unit | None:
    """Percent or full-time equivalents, where a title says that its figures are these: Key ratios (percent of GDP),
    Staffing - FTE, all funds; None elsewhere.
    """
    found = _LAST_BRACKETS.search(title)
    if found and _PERCENT.fullmatch(_plain(found.group(1))):
        return Unit("%", None)
    return Unit("FTE", None) if _POSTS.search(title) and not _PAID.search(title) else None


_POSTS = re.compile(r"\bFTEs?\b")
_PAID = re.compile(r"[$£€]|budget|cost|salar|wage|pay|expen|compensation|enrol", re.I)


_PERCENT = re.compile(r"(?:in )?(?:%|percent|per cent)(?: of [a-z ]+)?")
_BEHIND_COMMA = re.compile(r", ((?:%|per ?cent|[^\w\s,()]).{0,16}|thousands?|millions?)$")
"""A unit set behind a comma, not in brackets: Unemployment, %; Nominal GDP, $ million; Visitors, thousand."""
_LAST_BRACKETS = re.compile(r"[(（]([^()（）]{1,24})[)）]\s*$")


def _counts(label: str) -> Unit | None:
    """Full-time equivalents where a label is of a number of people at work, not of what they cost."""
    people = r"staffing levels?|headcount|full[- ]time equivalents?|ftes?|(?:number of|total) (?:staff|posts|positions|employees)"
    told = re.search(rf"\b(?:{people})\b(?:\s*\([a-z]+\))?$", _plain(label))
    return Unit("FTE", None) if told else None


def is_only_unit(text: str) -> bool:
    """Whether a line says nothing but its unit: "£000", "(in thousands)", "Unit: RMB 10,000"; a title may hold one, too."""
    plain = _plain(text)
    if any((found := pattern.search(plain)) and found.group(0) == plain for pattern in _patterns()):
        return True
    return declared_unit(text) is not None and not _words_of_units().sub("", plain).strip(" :;,.()[]*-")


def _plain(text: str) -> str:
    return text.strip().lower().replace("’", "'").replace("u.s.", "us")


def split_english_scale(name: str) -> tuple[Decimal, str] | None:
    """How many of its currency a unit such as "thousand pounds" is, and the currency; None for any other unit."""
    for currency in load_yaml("units.english.yaml")["currencies"]:
        if currency.isascii() and (name == currency or name.endswith(f" {currency}")):
            scale = name.removesuffix(currency).strip()
            if scale in ENGLISH:
                return Decimal(ENGLISH[scale]), currency
    return None


@cache
def _words_of_units() -> re.Pattern[str]:
    data = load_yaml("units.english.yaml")
    words = [word for group in ("currencies", "scales") for said in data[group].values() for word in said]
    signs = _any(word for said in data["currencies"].values() for word in said if not word[-1].isalpha())
    scales = _any(word for said in data["scales"].values() for word in said)
    return re.compile(rf"(?<![a-z\d])(?:(?:{signs})\s*(?:{scales})?|{_any(words)}|{_SMALL_WORDS})(?![a-z\d])")


_SMALL_WORDS = (
    "in|of|all|are|is|the|units?|currency|amounts?|figures?|expressed|stated|shown|presented|rounded|to|nearest"
)


CODE_OF_CURRENCY = 3
"""Letters of an ISO code, which a header may end in as it may in a sign: Actual USD."""


@cache
def _ending() -> re.Pattern[str]:
    data = load_yaml("units.english.yaml")
    words = [word for said in data["currencies"].values() for word in said]
    signs = _any(word for word in words if not word.isalpha() or (word.isascii() and len(word) == CODE_OF_CURRENCY))
    scales = _any(word for words in data["scales"].values() for word in words)
    return re.compile(rf"(?:^|[\s(\[])(?P<before>{signs})\s*(?:in\s+)?(?P<scale>{scales})?\s*[)\]]?$")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data = load_yaml("units.english.yaml")
    signs = _any(word for words in data["currencies"].values() for word in words)
    scales = _any(word for words in data["scales"].values() for word in words)
    signed = rf"(?P<before>{signs})\s*(?P<scale>{scales})?(?:\s*(?:yuan|dollars|pounds))?"
    scaled = rf"(?P<scale>{scales})\s+(?:of\s+)?(?P<behind>{signs})"
    within = rf"(?:(?P<lead>{signs})\s+)?in\s+(?:(?P<before>{signs})\s*)?(?P<scale>{scales})?"
    within += rf"(?:\s*(?:of\s+)?(?P<behind>{signs}))?"
    ways = [
        way
        for part in (signed, scaled, within)
        for way in (rf"^{_LEAD}{part}{_TAIL}$", rf"[(（\[]\s*{_LEAD}{part}\s*(?:[;,][^)\]]*)?[)）\]]")
    ]
    ways.append(rf"^(?P<before>{signs})\s*(?P<scale>{scales})?(?<!\d,000)(?:\s+(?:per|a|each)\s+\w+|,\s.*)$")
    loose = rf"\bin\s+(?P<before>{signs}\s*)?(?P<scale>thousands|millions|billions)(?:\s+of\s+(?P<behind>{signs}))?\b"
    return tuple(re.compile(way) for way in (*ways, loose))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _unit(scale_word: str, currency_word: str) -> Unit | None:
    data = load_yaml("units.english.yaml")
    scale = next((name for name, words in data["scales"].items() if scale_word in words), "")
    currency = next((name for name, words in data["currencies"].items() if currency_word.strip() in words), "dollars")
    if not scale_word and not currency_word:
        return None
    if currency == "元":
        return Unit(f"{_CHINESE_SCALES[scale]}元", Decimal(ENGLISH[scale]))
    return Unit(f"{scale} {currency}".strip(), None)
