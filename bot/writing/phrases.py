"""Figures and facts put into words: amounts with units, what a figure is of, where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from string import Template
from typing import Any

from bot.figures.readings import is_own_row, subject
from bot.figures.scoring import COUNT
from bot.figures.sides import SIDES, side_alone
from bot.figures.year_ends import year_end
from bot.flat.model import SumFact
from bot.names.budget_words import SAYS_PLAN
from bot.names.lexicon import load_lexicon
from bot.reading.limits import limits_of, own_columns
from index.model import Fact
from index.reach import level_of
from index.scales import SCALES
from index.text import column_item, core_key, has_han, is_plain_measure
from index.units import split_scale
from index.years import is_span, is_year_text
from prompts import load_yaml

_FACTORS = {f"{one.chinese}元": Decimal(one.value) for one in SCALES}
_ENGLISH_UNITS = {f"{one.chinese}元": f"{one.english} yuan".strip() for one in SCALES} | load_yaml("measures.yaml")[
    "english"
]
_TOLD_PROJECTS = load_yaml("answers.zh.yaml")["told_projects"]
UNSAID = "number"
"""What the row of a table in money calls a figure that is no money and has no unit: Average staffing level (number)."""
_BETWEEN = ("joiner", "semicolon", "of")
"""What stands between names keeps the spaces around it."""
_KIND_NAMES = {"预算": "kind_budget", "决算": "kind_outturn", "调整预算": "kind_adjusted", "执行数": "kind_executed"}
_SAYS_KIND = ("预算", "决算", "预算数", "决算数", "执行数", "余额", "限额", "budget", "outturn")
TEXT_PLACES = 2
"""Places of a percentage or ratio in the text where none are asked for."""


def plain(value: Decimal, places: int = 0) -> str:
    """With thousands separators, no exponent, no zeros at the end beyond `places`: 20,553,422 or 73.97 or 833.60."""
    text = format(value, ",f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    shown = len(text.partition(".")[2])
    return text if shown >= places else text + "." * (shown == 0) + "0" * (places - shown)


def places_of(fact: Fact) -> int:
    """How many places after the point a figure is printed with."""
    exponent = fact.value.as_tuple().exponent if fact.value is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up to so many places."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def rounded_or_whole(value: Decimal, places: int) -> Decimal:
    """Half up to so many places, and to none where that makes it whole: 2.996 as 3."""
    kept = rounded(value, places)
    return kept.quantize(Decimal(1)) if kept == kept.to_integral_value() else kept


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one language, with the unit and rounding that the question asks for."""

    language: str
    unit: str | None = None
    decimals: int | None = None

    def say(self, name: str, /, **values: object) -> str:
        """The sentence of that name in prompts/answers.*.yaml with its $names filled in. Raises KeyError for a missing one."""
        said = Template(self._texts()[name]).substitute({key: str(value) for key, value in values.items()})
        return said if name in _BETWEEN else said.strip()

    def _texts(self) -> dict[str, Any]:
        texts: dict[str, Any] = load_yaml(f"answers.{self.language}.yaml")
        return texts

    def money(self, value: Decimal, printed_unit: str = "元", places: int = 0) -> str:
        """An amount in 元 shown in the unit asked for, else in the unit it is printed in, with at least so many places."""
        printed = printed_unit if printed_unit in _FACTORS and self.language == "zh" else "元"
        unit = self.unit if self.unit in _FACTORS else printed
        shown = value / _FACTORS[unit]
        if self.decimals is not None:
            return f"{format(rounded(shown, self.decimals), ',f')} {self.unit_name(unit)}"
        return f"{plain(shown, places if unit == printed_unit else 0)} {self.unit_name(unit)}"

    def unit_name(self, unit: str) -> str:
        """A unit in the language of the answer."""
        if unit == UNSAID:
            return ""
        return unit if self.language == "zh" else _ENGLISH_UNITS.get(unit, unit)

    def amount(self, value: Decimal, unit: str, printed_unit: str = "", places: int = 0) -> str:
        """Any figure with its unit: money in 元, a share in %, a count."""
        if unit == "元":
            return self.money(value, printed_unit or "元", places)
        if unit == "%":
            return f"{self.number(value)}%"
        shown = next(iter(self.rescaled(value, unit)), value)
        text = plain(shown) if self.decimals is None else format(rounded(shown, self.decimals), ",f")
        return f"{text} {self._foreign_unit(unit)}".strip()

    def rescaled(self, value: Decimal, unit: str) -> list[Decimal]:
        """The one amount that foreign money comes to in the scale asked for, as it is shown; none where none is asked for."""
        scale = split_scale(unit)[0]
        if unit in ("元", "%"):
            return []
        asked = self.unit in _FACTORS and scale is not None
        shown = value * (scale or 1) / _FACTORS[self.unit or "元"] if asked else value
        if self.decimals is not None:
            shown = rounded(shown, self.decimals)
        return [shown] if shown != value else []

    def _foreign_unit(self, unit: str) -> str:
        scale, currency = split_scale(unit)
        if scale is None or self.unit not in _FACTORS:
            return self.unit_name(unit)
        return self.unit_name(self.unit).replace("yuan", currency) if self.language == "en" else currency + self.unit

    def number(self, value: Decimal, kept: Decimal | None = None) -> str:
        """A share or ratio, rounded for reading: 4.00 is rounded, 4 is not; what is not nothing is not shown as nothing.

        `kept` is the value at the places that an answer keeps.
        """
        places = TEXT_PLACES if self.decimals is None else self.decimals
        shown = rounded(value, places)
        if self.decimals is None and (shown == value or not shown):
            return plain(value if kept is None else kept)
        return format(shown, ",f")

    def is_rounded(self, value: Decimal) -> bool:
        """Whether `money` shows less than the exact amount."""
        if self.decimals is None:
            return False
        shown = value / _FACTORS[self.unit if self.unit in _FACTORS else "元"]
        return rounded(shown, self.decimals) != shown

    def exact(self, value: Decimal) -> str:
        """An amount in 元, unrounded."""
        return f"{plain(value)} {self.unit_name('元')}"

    def when(self, fact: Fact) -> str:
        """The fiscal year, as it starts a sentence."""
        year = self.year(fact)
        return year if self.language == "zh" or not year else f"{year}, "

    def moment(self, fact: Fact, *, with_kind: bool) -> str:
        """The year that a change starts from or leads to, and of which kind its figure is: 2024年执行数."""
        parts = [self.year(fact), self.kind(fact) if with_kind else ""]
        return ("" if self.language == "zh" else " ").join(filter(None, parts))

    def year(self, fact: Fact) -> str:
        """The fiscal year, in English as its column prints it: 2024年, 2013-14; "" where it has none."""
        if end := year_end(fact):
            return f"截至{end}年末" if self.language == "zh" else f"end of {end}"
        if fact.year is None:
            return ""
        if self.language == "zh":
            return f"{fact.year}年"
        columns = fact.parts[0].column if isinstance(fact, SumFact) else fact.column
        return next((part for part in columns if is_span(part) and is_year_text(part)), str(fact.year))

    def kind(self, fact: Fact) -> str:
        """预算 or 决算, in the column's own word where it has one: 年初预算, 全年预算."""
        own = re.search(r"(年初预算|全年预算|调整预算|预算执行)数?$", fact.column[-1]) if fact.column else None
        return own.group(1) if own and self.language == "zh" else self.say(f"kind_{fact.kind}")

    def what(self, fact: Fact) -> str:
        """What a figure is of: row, telling column, and whether it is budget or outturn."""
        item = clean_header(column_item(own_columns(fact)))
        name = limits_of(fact) + self._name(fact, item)
        if (
            fact.unit.factor is None
            or core_key(name).endswith(_SAYS_KIND)
            or SAYS_PLAN.search(name)
            or item == "比上年增减"
        ):
            return name
        return f"{name}{self.kind(fact)}" if self.language == "zh" else f"{name} ({self.kind(fact)})"

    def _name(self, fact: Fact, item: str) -> str:
        special = bool(item) and core_key(item) not in core_key(fact.row) and not is_side(item)
        if not fact.row or is_own_row(fact):
            return self.term(item) if item else subject(fact)
        if fact.total and fact.unit.name != "%":
            if not special or is_plain_measure(item):
                return self._total_name(fact, item)
            if self.language == "zh" or is_plain_measure(fact.row):
                return self.term(item)
        if special and _PLACE.search(fact.row) and level_of(fact.organisation):
            return f"{self.term(fact.row)}{self.say('of')}{self.term(item)}"
        if not special or is_plain_measure(fact.column[-1]) or item in (COUNT, "增减%"):
            return self.term(_undated(fact))
        return f"{self.term(_undated(fact))}{self.say('of')}{self.term(item)}"

    def _total_name(self, fact: Fact, item: str) -> str:
        side = item if item and is_side(item) else ""
        side = side if core_key(side) in SIDES else side_alone(core_key(side))
        if is_plain_measure(fact.row) and (side or self.language == "en"):
            return f"{self.term(side)}{self.term(fact.row)}"
        return self.term(subject(fact))

    def row_name(self, fact: Fact) -> str:
        """The row's name, with whose money and which months it is of; in English with its standard English name."""
        return limits_of(fact) + self.term(fact.row)

    def term(self, name: str) -> str:
        """A name of the documents; in English answers its English name, where the term lists have one, before it."""
        if self.language == "zh" or not name:
            return name
        if name == _TOLD_PROJECTS:
            return self.say("told_projects")
        name = re.sub("《(.+?)》", r"“\1” ", name)
        if not has_han(name):
            name = name.replace("、", self.say("joiner"))
        name = re.sub(r"^([\x21-\x7e][\x20-\x7e]*) ((?:19|20)\d{2})年", r"\1 \2 ", name)
        dated = re.match(r"((?:19|20)\d{2})年", name)
        if dated:
            return " ".join(filter(None, (dated.group(1), self.term(name[dated.end() :]))))
        kind = re.search("(?:调整预算|预算|决算|执行数)$", name)
        if kind and kind.start() and not has_han(name[: kind.start()]):
            return f"{name[: kind.start()]} ({self.say(_KIND_NAMES[kind.group(0)])})"
        lexicon = load_lexicon()
        for position in lexicon.by_key.get(core_key(name), ()):
            english = lexicon.terms[position].english
            if english:
                return f"{english} ({name})"
        return name

    def truth(self, value: bool) -> str:
        """Yes or no, as it starts a sentence."""
        return self.say("yes" if value else "no") + (" " if self.language == "en" else "")

    def place(self, fact: Fact) -> str:
        """Table or section, as it is named in an answer."""
        if not fact.table:
            return self.say("prose", title="正文" if self.language == "zh" else "text")
        return self.say("table" if fact.source == "table" else "prose", title=fact.table)

    def row_place(self, fact: Fact) -> str:
        """Row and column, with the code."""
        row = " ".join(part for part in (fact.row_code, fact.row) if part)
        column = "/".join(fact.column)
        return " · ".join(part for part in (row, column) if part)


_FISCAL_YEAR = re.compile(r"^(?:FY ?)?(?:19|20)?\d{2} ?[-/–—] ?\d{2,4} (?=[A-Za-z])|^FY ?(?:19|20)?\d{2} (?=[A-Za-z])")
_PLACE = re.compile("(?:省|市|州|盟|县|旗|区|乡|镇|街道|村|社区|本级)$")
"""A row that is a place says nothing of what its figure is: 西河县 of 债务余额."""


def _undated(fact: Fact) -> str:
    """A row's name without its own year before it; 2023年末债务余额 keeps 年末."""
    name = subject(fact)
    return name.removeprefix(f"{fact.year}年") if not re.match(r"\d{4}年[初末底]", name) else name[4:]


_BEFORE = re.compile(r"^(?:19|20)\d{2}(?:(?=年[初末底])|年度?(?![初末底]))")
"""The year before a header, but for the 年 of a day of it: 年末债务余额."""


def clean_header(header: str) -> str:
    """A header as it is spoken of: without the year before it or 预算数 after it."""
    header = _FISCAL_YEAR.sub("", header)
    return re.sub(r"(?:预算数|决算数|执行数)$", "", _BEFORE.sub("", header)) or header


def is_side(item: str) -> bool:
    """Whether a header only says which side of the accounts it is."""
    return side_alone(core_key(item)) in SIDES
