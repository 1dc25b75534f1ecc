"""What stands at the end of a year, vehicles or staff, as the paper of the year after tells it: 截至2024年底有车辆几辆."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.names.catalogue import Catalogue
from bot.names.measures import THINGS
from bot.names.terms import Sense, Token
from bot.reading.frame import Frame
from bot.reading.years_named import years_in
from index.model import Fact

_END = re.compile(r"(?P<year>(?:19|20)\d{2})年?度?(?:年?[底末]|12月31日)")
_ENGLISH_END = re.compile(r"\b(?:end of|year[ -]end|31 december|december 31 ?,?) (?P<year>(?:19|20)\d{2})\b")
_AT = re.compile(r"截[至止]\s*(?P<year>(?:19|20)\d{2})\s*年\s*(?:年?[底末]|12\s*月\s*31\s*日)")
_HOW_MANY = re.compile(
    f"(?<!哪)(?:多少|几)(?:[{THINGS}部位亩处所]|平方米)|(?:价值|面积|资产总额).*(?:多少|几)|how many|number of"
)


def year_end(fact: Fact) -> int | None:
    """The year at whose end a count of running text was taken, where its sentence opens with that; None for any other."""
    if fact.source != "prose" or fact.unit.factor is not None or fact.unit.name == "%":
        return None
    said = _AT.search(fact.text[: fact.text.find(fact.printed)])
    return int(said["year"]) if said else None


def year_in(fact: Fact, frame: Frame) -> int | None:
    """The year of a figure; of one at the end of a fiscal year over two calendar years, where the question names such
    years, that one: 30 June 2026 in 2025-26.
    """
    if not frame.fiscal or fact.year is None:
        return fact.year
    dated = " ".join(fact.column) if re.search(r"\d{4}", " ".join(fact.column)) else fact.table
    ends = any(str(fact.year) in found.group(0) for found in _FISCAL_END.finditer(dated))
    return fact.year - 1 if ends else fact.year


_FISCAL_END = re.compile(
    r"\b(?:(?:30|30th) (?:of )?(?:june|september)|(?:31|31st) (?:of )?march|(?:june|september) 30(?:th)?|march 31(?:st)?),? 20\d\d\b",
    re.I,
)


def of_year_end(text: str, tokens: Sequence[Token], frame: Frame, catalogue: Catalogue) -> list[Token]:
    """The end of a year that a count is asked for as the year after, where of the asked bodies only that year's paper is held."""
    named = [token for token in tokens if years_in([token])]
    if len(named) == 1 and (fiscal := _of_fiscal_end(text, named[0], frame, catalogue)):
        return [fiscal if token is named[0] else token for token in tokens]
    end = _END.match(named[0].surface) or _ENGLISH_END.search(text.lower()) if len(named) == 1 else None
    if end is None or not _HOW_MANY.search("".join(token.surface for token in tokens)):
        return list(tokens)
    held = {catalogue.documents[one].year for one in frame.documents if one in catalogue.documents}
    year = int(end["year"])
    if year in held or year + 1 not in held:
        return list(tokens)
    later = replace(named[0], senses=(Sense("year", str(year + 1)),))
    return [later if token is named[0] else token for token in tokens]


def _of_fiscal_end(text: str, token: Token, frame: Frame, catalogue: Catalogue) -> Token | None:
    """The year of a day that ends a fiscal year, 30 June 2026, as that fiscal year, 2025-26, where all papers asked about have
    years over two calendar years.
    """
    found = _FISCAL_END.search(text)
    year = years_in([token])[0]
    if found is None or not found.group(0).endswith(str(year)) or not frame.documents <= catalogue.spans:
        return None
    span = f"{year - 1}-{year % 100:02}"
    return replace(token, surface=span, senses=(Sense("year", str(year - 1)),))
